"""A returned workbook of 年度工作情况: the unit's answers, field by field."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from weibao.compute.annual import own_fields
from weibao.compute.level import plain
from weibao.compute.model import AnnualInput
from weibao.sheets.intake_counts import read_figure
from weibao.sheets.intake_table import FoundTable, RowReader
from weibao.sheets.values import compact, read_text, shown

if TYPE_CHECKING:
    from collections.abc import Collection

    from weibao.rulebook.model import AnnualField
    from weibao.sheets.intake_rows import Reading
    from weibao.sheets.values import Raw, Read


def read_answers(found: FoundTable, reading: Reading) -> tuple[AnnualInput, ...]:
    """The answers in the order of the rulebook, each once; a field that two rows answer differently has none."""
    own = {item.id: item for item in own_fields(reading.rulebook, reading.rulebook.unit_by_id[reading.unit])}
    answers: dict[str, AnnualInput] = {}
    clashing: set[str] = set()
    for row in found.rows():
        code = _code(found, row, reading, own)
        if not code:
            continue
        answer, before = _row(found, row, reading, own[code]), answers.get(code)
        if before is None or before.blank:
            answers[code] = answer
        elif not answer.blank and (before.text, before.number) != (answer.text, answer.number):
            clashing.add(code)
            reading.notes.add(
                "annual-contradicts", found.sheet, answer.cell, title=own[code].title, rows=f"{before.row}、{row}"
            )
    if missing := [own[code].title for code in own if code not in answers]:
        reading.notes.add("annual-row-missing", found.sheet, titles="、".join(missing))
    if blank := [answers[code] for code in own if code in answers and answers[code].blank]:
        titles = "、".join(own[answer.field].title for answer in blank)
        reading.notes.add("annual-blank", found.sheet, blank[0].cell, titles=titles)
    for code in clashing:
        answers[code] = replace(answers[code], text="", number=None, unreadable=True)
    return tuple(answers[code] for code in own if code in answers)


def _code(found: FoundTable, row: int, reading: Reading, own: Collection[str]) -> str:
    """The row's field, "" where the unit is not asked it (with a finding where something is filled in)."""
    cell = found.cell(row, "id")
    code = compact(cell.raw).upper()
    if code in own:
        return code
    if found.filled(row):
        reading.notes.add("annual-row-unknown", found.sheet, cell.address, row=row, found=shown(cell.raw) or "空白")
    return ""


def _figure(raw: Raw, unit: str) -> Read[Decimal]:
    """A figure that is not less than nothing."""
    read = read_figure(raw, unit)
    below = read.value is not None and read.value < 0
    return replace(read, value=None, understood=False) if below else read


def _row(found: FoundTable, row: int, reading: Reading, item: AnnualField) -> AnnualInput:
    reader = RowReader(found, row, reading.notes)
    text, number = "", None
    if item.kind == "number":
        number = reader.take(
            "answer", lambda raw: _figure(raw, item.unit), plain, "annual-number-unreadable", title=item.title
        )
    else:
        text = reader.text("answer", read_text)
        if len(text) > item.longest:
            reader.note("annual-too-long", "answer", title=item.title, count=len(text), longest=item.longest)
    return AnnualInput(
        item.id, text, number, row, found.sheet, reader.address("answer"), unreadable=bool(reader.unreadable)
    )
