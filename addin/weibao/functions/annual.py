"""The 提示 of 年度工作情况: what is still to be filled in, as Python and as a formula."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weibao.functions.cells import Cell, text_of
from weibao.functions.hints import quoted
from weibao.functions.native import NOTHING

if TYPE_CHECKING:
    from weibao.rulebook.model import AnnualField

OPEN, NO_NUMBER, NEGATIVE = "还没有填", "请填数字", "不能小于0"


def annual_hint(field: AnnualField, raw: Cell) -> str:
    """What the unit should look at."""
    if not text_of(raw).strip():
        return OPEN
    if field.kind == "number":
        if not isinstance(raw, (int, float)):
            return NO_NUMBER
        return NEGATIVE if raw < 0 else ""
    return too_long(field) if len(text_of(raw)) > field.longest else ""


def annual_hint_formula(field: AnnualField, cell: str) -> str:
    """The same."""
    said = (
        f"IF(ISNUMBER({cell}),IF({cell}<0,{quoted(NEGATIVE)},{NOTHING}),{quoted(NO_NUMBER)})"
        if field.kind == "number"
        else f"IF(LEN({cell})>{field.longest},{quoted(too_long(field))},{NOTHING})"
    )
    return f"IF(TRIM({cell}&{NOTHING})={NOTHING},{quoted(OPEN)},{said})"


def too_long(field: AnnualField) -> str:
    """That a text is longer than the printed page has room for."""
    return f"超过{field.longest}字，请精简"
