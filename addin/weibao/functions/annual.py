"""年度工作情况 as Python and as formulas: the 提示 (what is still to be filled in), and the page 打印."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weibao.functions import printing
from weibao.functions.cells import Cell, text_of
from weibao.functions.hints import quoted
from weibao.functions.native import NOTHING

if TYPE_CHECKING:
    from weibao.rulebook.model import AnnualField

OPEN, NO_NUMBER, NEGATIVE, NOT_WHOLE = "还没有填", "请填数字", "不能小于0", "应为整数"


def annual_hint(field: AnnualField, raw: Cell) -> str:
    """What the unit should look at."""
    if not text_of(raw).strip():
        return OPEN
    if field.kind == "number":
        if not isinstance(raw, (int, float)):
            return NO_NUMBER
        if raw < 0:
            return NEGATIVE
        return NOT_WHOLE if field.whole and raw != int(raw) else ""
    return too_long(field) if len(text_of(raw)) > field.longest else ""


def annual_hint_formula(field: AnnualField, cell: str) -> str:
    """The same."""
    halved = f"IF({cell}<>INT({cell}),{quoted(NOT_WHOLE)},{NOTHING})" if field.whole else NOTHING
    said = (
        f"IF(ISNUMBER({cell}),IF({cell}<0,{quoted(NEGATIVE)},{halved}),{quoted(NO_NUMBER)})"
        if field.kind == "number"
        else f"IF(LEN({cell})>{field.longest},{quoted(too_long(field))},{NOTHING})"
    )
    return f"IF(TRIM({cell}&{NOTHING})={NOTHING},{quoted(OPEN)},{said})"


def printed_answer(field: AnnualField, raw: Cell) -> str:
    """What the page 打印 shows of an answer."""
    if field.kind == "number":
        return f"{printing.flat(raw)}{field.unit}" if raw not in (None, "") else ""
    return printing.printed(raw, printing.ELSEWHERE, field.longest)


def printed_answer_formula(field: AnnualField, cell: str) -> str:
    """The same."""
    if field.kind == "number":
        return f"IF({cell}={NOTHING},{NOTHING},{cell}&{quoted(field.unit)})"
    return printing.printed_formula(cell, printing.ELSEWHERE, field.longest)


def too_long(field: AnnualField) -> str:
    """That a text is longer than the printed page has room for."""
    return f"超过{field.longest}字，请精简"
