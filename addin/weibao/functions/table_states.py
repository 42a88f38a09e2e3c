"""What follows from one row of 佐证材料, 负面清单 or 整改反馈, in Python; `native_tables` has the same as formulas.

Values are what the cell shows: numbers, text, or "" for a blank.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from weibao.functions import hints
from weibao.functions.cells import BAD_CODE, UNREADABLE, Cell, compact, day_of, is_blank, serial

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from weibao.functions.states import Value

_DOC_NO = re.compile(r"[^〔]+〔(?:19|20)\d\d〕[1-9]\d{0,4}号", re.ASCII)
_BRACKETS = str.maketrans(hints.OPENING + hints.CLOSING, "(" * len(hints.OPENING) + ")" * len(hints.CLOSING))


class EvidenceCells(NamedTuple):
    """One row of 佐证材料 from 指标编号 to 备注, in the order of the sheet."""

    indicator: Cell
    title: Cell
    doc_no: Cell
    dated: Cell
    type: Cell
    location: Cell
    note: Cell


class EvidenceState(NamedTuple):
    """`check` is visible; the rest are helpers of the native formulas.

    `counted` is the indicator that the material counts for, "" without a title; `numbered` says that its type bears
    a 文号; `plain_brackets` is the 文号 with all brackets but 〔〕 as (); `problems` has a separator before every hint.
    """

    check: str
    filled: int
    indicator: str
    counted: str
    doc_no: str
    plain_brackets: str
    dated: Value
    numbered: int
    problems: str


def evidence_state(
    cells: EvidenceCells,
    *,
    ids: Collection[str],
    types: Mapping[str, bool],
    today: date,
    window: Sequence[date | None],
) -> EvidenceState:
    """校验 of one material, as `compute.evidence` has it. An empty end of the window is open.

    `ids` and `types` (name → whether it bears a 文号) are in lower case.
    """
    filled = sum(not is_blank(cell) for cell in cells)
    indicator, titled = compact(cells.indicator), bool(compact(cells.title))
    doc_no, kind, day = document_number(cells.doc_no), compact(cells.type).lower(), day_of(cells.dated)
    plain_brackets = doc_no.translate(_BRACKETS)
    numbered = types.get(kind, False)
    found = []
    if not indicator:
        found.append(hints.NO_INDICATOR)
    elif indicator.lower() not in ids:
        found.append(hints.FOREIGN_INDICATOR)
    if not titled:
        found.append(hints.NO_TITLE)
    if numbered and not doc_no:
        found.append(hints.NO_DOC_NO)
    elif doc_no and ((numbered and not _DOC_NO.fullmatch(doc_no)) or _wrong_brackets(plain_brackets)):
        found.append(hints.BAD_DOC_NO)
    found += _date_problems(day, today, window)
    if kind and kind not in types:
        found.append(hints.BAD_TYPE)
    problems = "".join(hints.SEPARATOR + text for text in found) if filled else ""
    return EvidenceState(
        check=(problems[1:] or hints.COMPLETE) if filled else "",
        filled=filled, indicator=indicator, counted=indicator if titled else "", doc_no=doc_no,
        plain_brackets=plain_brackets, dated=date_value(day), numbered=int(numbered), problems=problems,
    )  # fmt: skip


def _wrong_brackets(text: str) -> bool:
    """Whether the first bracket of another kind holds a year, and 号 follows: meant as a 文号, whatever the type."""
    start = text.find("(") + 1
    return bool(start and text[start : start + 2] in ("19", "20") and text[start + 4 : start + 5] == ")") and (
        text.find("号", start + 5) >= 0
    )


def document_number(raw: Cell) -> str:
    """文号 without blanks, "" where it says that there is none."""
    text = compact(raw)
    return "" if text in hints.NO_NUMBER else text


def date_value(day: object) -> Value:
    """A read date as a helper cell holds it: serial number, "" or "?"."""
    return serial(day) if isinstance(day, date) else "" if day is None else "?"


def _date_problems(day: object, today: date, window: Sequence[date | None]) -> list[str]:
    if day is None:
        return [hints.NO_DATE]
    if not isinstance(day, date):
        return [hints.BAD_DATE]
    first, last = window
    outside = (first is not None and day < first) or (last is not None and day > last)
    return [hints.FUTURE_DATE] * (day > today) + [hints.OUTSIDE_WINDOW] * outside


class VetoState(NamedTuple):
    """`in_window` is visible. `happened`: 0 blank, 1 无, 2 有, 9 unreadable."""

    in_window: str
    happened: int
    day: Value


class VetoCells(NamedTuple):
    """One row of 负面清单: 有无发生, 发生日期, 情况说明."""

    happened: Cell
    happened_on: Cell
    statement: Cell


def veto_state(cells: VetoCells, *, dated: bool, today: date, window: Sequence[date]) -> VetoState:
    """是否在影响期内 of one item. Where it is a state and not an event (`dated` False) it counts as current."""
    text, day = compact(cells.happened), day_of(cells.happened_on)
    answer = hints.HAPPENED.get(text)
    code = 0 if not text else BAD_CODE if answer is None else 1 + answer
    if code == 0:
        in_window = hints.EVENT_NOT_CHOSEN if day is not None or compact(cells.statement) else ""
    else:
        in_window = _in_window(code, day, dated, today, window)
    return VetoState(in_window, code, date_value(day))


def _in_window(code: int, day: object, dated: bool, today: date, window: Sequence[date]) -> str:
    if code == BAD_CODE:
        return hints.HAPPENED_UNREADABLE
    if code == 1:
        return "" if day is None else hints.EVENT_UNEXPECTED
    if not dated:
        return hints.YES
    if day is None:
        return hints.EVENT_UNDATED
    if not isinstance(day, date):
        return hints.EVENT_DATE_BAD
    if day > today:
        return hints.EVENT_FUTURE
    return hints.YES if window[0] <= day <= window[1] else hints.NO


class FeedbackState(NamedTuple):
    """`status` is visible, the dates are helpers."""

    status: str
    due: Value
    completed: Value


def feedback_state(item: Cell, due: Cell, completed: Cell, *, today: date, warn_days: int) -> FeedbackState:
    """状态 of one supervision item. The due day itself is not late; `warn_days` are calendar days."""
    limit, done = day_of(due), day_of(completed)
    status = _feedback_status(limit, done, today, warn_days) if compact(item) else ""
    return FeedbackState(status, date_value(limit), date_value(done))


def _feedback_status(limit: object, done: object, today: date, warn_days: int) -> str:
    if done is UNREADABLE:
        return hints.COMPLETED_BAD
    if limit is UNREADABLE:
        return hints.LIMIT_BAD
    if isinstance(done, date):
        if done > today:
            return hints.COMPLETED_FUTURE
        return hints.FINISHED_LATE if isinstance(limit, date) and done > limit else hints.FINISHED
    if not isinstance(limit, date):
        return hints.GOING_ON
    left = (limit - today).days
    return hints.LATE if left < 0 else hints.SOON if left <= warn_days else hints.GOING_ON
