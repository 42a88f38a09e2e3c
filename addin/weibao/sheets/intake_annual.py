"""A returned workbook of 年度工作情况: the unit's answers, field by field."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from weibao.compute.annual import answer_text, own_fields
from weibao.compute.level import plain
from weibao.compute.model import AnnualInput
from weibao.functions.annual import printed_answer
from weibao.sheets.annual_marks import mark_of, read_marks
from weibao.sheets.intake_counts import read_figure
from weibao.sheets.intake_package import PackageError
from weibao.sheets.intake_table import FoundTable, RowReader, each_once
from weibao.sheets.layout import PRINT, column_letter
from weibao.sheets.layout_annual import PRINTED_ANSWER, PRINTED_TITLE
from weibao.sheets.values import compact, read_text, shown, tidy

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from weibao.rulebook.model import AnnualField
    from weibao.sheets.intake_rows import Reading
    from weibao.sheets.values import Raw, Read


def read_answers(found: FoundTable, reading: Reading) -> tuple[AnnualInput, ...]:
    """The answers in the order of the rulebook, each once; a field that two rows answer differently has none."""
    own = {item.id: item for item in own_fields(reading.rulebook, reading.rulebook.unit_by_id[reading.unit])}

    def clash(code: str, before: AnnualInput, answer: AnnualInput) -> None:
        told = {"title": own[code].title, "rows": f"{before.row}、{answer.row}"}
        reading.notes.add("annual-contradicts", found.sheet, answer.cell, **told)

    rows = ((code, _row(found, row, reading, own[code])) for row in found.rows()
            if (code := _code(found, row, reading, own)))  # fmt: skip
    answers, clashing = each_once(rows, clash)
    if missing := [own[code].title for code in own if code not in answers]:
        reading.notes.add("annual-row-missing", found.sheet, titles="、".join(missing))
    if blank := [answers[code] for code in own if code in answers and answers[code].blank]:
        titles = "、".join(own[answer.field].title for answer in blank)
        reading.notes.add("annual-blank", found.sheet, blank[0].cell, titles=titles)
    for code in clashing:
        answers[code] = replace(answers[code], text="", number=None, unreadable=True)
    _note_typed_elsewhere(found, reading, [(own[code], answers[code]) for code in own if code in answers])
    return tuple(answers[code] for code in own if code in answers)


def _note_typed_elsewhere(
    found: FoundTable, reading: Reading, answered: Sequence[tuple[AnnualField, AnnualInput]]
) -> None:
    """Answers that were typed where nothing is read, 上一次填报 and the page 打印: the cell in which they belong."""
    marks, page = read_marks(found.book), next((name for name in found.book.sheets if compact(name) == PRINT), "")
    lines = _page_lines(found, page)
    for item, answer in answered:
        told = {"title": item.title, "target": answer.cell}
        beside = found.cell(answer.row, "prior")
        said = {"", compact(answer_text(item, answer)), compact(found.cell(answer.row, "answer").raw)}
        if marks.get(item.id, typed := mark_of(tidy(beside.raw))) != typed and compact(beside.raw) not in said:
            reading.notes.add(
                "annual-typed-prior", found.sheet, beside.address, column=found.header("prior"),
                field=found.header("answer"), **told,
            )  # fmt: skip
        line = lines.get(compact(item.title))
        if line and (cell := _typed_on_page(found, page, line, item, answer)):
            reading.notes.add("annual-typed-print", page, cell, table=found.sheet, **told)


def _page_lines(found: FoundTable, page: str) -> dict[str, int]:
    """The rows of the page by title; none where there is no page, or one that cannot be read: nothing counts on it."""
    try:
        rows = found.book.grid(page) if page and found.book.facts(page) else []
    except PackageError:
        return {}
    return {compact(row[PRINTED_TITLE - 1]): at for at, row in enumerate(rows, 1) if len(row) >= PRINTED_ANSWER}


def _typed_on_page(found: FoundTable, page: str, line: int, item: AnnualField, answer: AnnualInput) -> str:
    """The cell of the page where something stands that the answer does not explain; "" where that is not so."""
    cell = f"{column_letter(PRINTED_ANSWER)}{line}"
    raw, typed = found.cell(answer.row, "answer").raw, found.book.value(page, line, PRINTED_ANSWER)
    # A reader of values only cannot tell a formula from what was typed over it.
    if cell in found.book.facts(page).formulas or (found.book.plain and not answer.blank):
        return ""
    shows = printed_answer(item, raw if isinstance(raw, (int, float)) else tidy(raw))
    return cell if compact(typed) and compact(typed) != compact(shows) else ""


def _code(found: FoundTable, row: int, reading: Reading, own: Collection[str]) -> str:
    """The row's field, "" where the unit is not asked it (with a finding where something is filled in)."""
    cell = found.cell(row, "id")
    code = compact(cell.raw).upper()
    if code in own:
        return code
    if found.filled(row):
        reading.notes.add("annual-row-unknown", found.sheet, cell.address, row=row, found=shown(cell.raw) or "空白")
    return ""


def _figure(raw: Raw, item: AnnualField) -> Read[Decimal]:
    """A figure that is not less than nothing, and whole where halves cannot be."""
    read = read_figure(raw, item.unit)
    wrong = read.value is not None and (read.value < 0 or (item.whole and read.value % 1 != 0))
    return replace(read, value=None, understood=False) if wrong else read


def _row(found: FoundTable, row: int, reading: Reading, item: AnnualField) -> AnnualInput:
    reader = RowReader(found, row, reading.notes)
    text, number = "", None
    if item.kind == "number":
        bad = "annual-number-not-whole" if item.whole else "annual-number-unreadable"
        number = reader.take("answer", lambda raw: _figure(raw, item), plain, bad, title=item.title)
    else:
        text = reader.text("answer", read_text)
        if len(text) > item.longest:
            reader.note("annual-too-long", "answer", title=item.title, count=len(text), longest=item.longest)
    return AnnualInput(
        item.id, text, number, row, found.sheet, reader.address("answer"), unreadable=bool(reader.unreadable)
    )
