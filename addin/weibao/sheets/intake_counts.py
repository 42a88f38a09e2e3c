"""The sheet 量化情况 of a returned checklist: the figures that a unit typed, row by row.

A checklist that was issued before there was such a sheet, or whose unit is asked nothing, has none: its figures are
unanswered, and that is no finding.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from weibao.compute.level import plain
from weibao.compute.model import CountInput
from weibao.compute.roles import own_counts
from weibao.functions.count_states import LARGEST
from weibao.sheets.intake_table import FoundTable, RowReader, each_once
from weibao.sheets.layout import ANSWERS
from weibao.sheets.values import Read, compact, read_points, read_text, read_word, shown

if TYPE_CHECKING:
    from collections.abc import Collection

    from weibao.rulebook.model import Count, Rulebook
    from weibao.sheets.intake_rows import Reading
    from weibao.sheets.values import Raw

# 12家, 1,200人, 3次。 A word of the row itself or one of these behind the figure; nothing else is understood.
_MEASURES = (
    "个",
    "人",
    "名",
    "家",
    "所",
    "次",
    "件",
    "项",
    "天",
    "日",
    "小时",
    "元",
    "支",
    "条",
    "批",
    "户",
    "处",
    "份",
)
_GROUPED = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?")
_ANSWERS = {ANSWERS[0]: 1, ANSWERS[1]: 0}
_ANSWERS_ALSO = {"有": 1, "已有": 1, "√": 1, "✓": 1, "✔": 1, "没有": 0, "无": 0, "不是": 0}


def asked(rulebook: Rulebook, unit: str) -> tuple[str, ...]:
    """The codes of the rows that the unit's sheet has."""
    return tuple(count.id for count in own_counts(rulebook, unit))


def read_figure(raw: Raw, unit: str = "") -> Read[Decimal]:
    """A figure; `unit` is the word that may stand behind it. A share in per cent, 约30 or 十二 are not understood."""
    found = shown(raw)
    if not found or not isinstance(raw, str):
        return read_points(raw, LARGEST)
    text = compact(raw).rstrip("。;；、")
    for word in sorted({unit, *_MEASURES} - {""}, key=len, reverse=True):
        if text.endswith(word):
            text = text.removesuffix(word)
            break
    if _GROUPED.fullmatch(text):
        text = text.replace(",", "")
    read = read_points("" if text.endswith("分") else text, LARGEST)
    return Read(read.value, found, understood=read.value is not None, clean=False)


def read_answer(raw: Raw) -> Read[int]:
    """是 or 否."""
    return read_word(raw, _ANSWERS, _ANSWERS_ALSO)


def read_counts(found: FoundTable, reading: Reading) -> tuple[CountInput, ...]:
    """The unit's rows in the order of the rulebook, each once; one that was typed twice in two ways is unanswered."""
    own = {count.id: count for count in own_counts(reading.rulebook, reading.unit)}

    def clash(code: str, before: CountInput, answer: CountInput) -> None:
        reading.notes.add(
            "count-contradicts", found.sheet, answer.done_cell, reading.rulebook.indicator_of(own[code]).id,
            count=code, title=own[code].title, rows=f"{before.row}、{answer.row}",
        )  # fmt: skip

    rows = ((code, _row(found, row, reading, own[code], own)) for row in found.rows()
            if (code := _code(found, row, reading, own)))  # fmt: skip
    answers, clashing = each_once(rows, clash)
    missing = [code for code in own if code not in answers]
    if missing:
        reading.notes.add("row-missing", found.sheet, missing="、".join(missing), count=len(missing))
    for code in clashing:
        answers[code] = replace(answers[code], done=None, total=None, unreadable=("done", "total"))
    return tuple(answers[code] for code in own if code in answers)


def _code(found: FoundTable, row: int, reading: Reading, own: Collection[str]) -> str:
    """The row's code, "" where the unit is not asked it (with a finding where something is filled in)."""
    cell = found.cell(row, "id")
    known = {code.upper(): count for code, count in reading.rulebook.count_by_id.items()}
    count = known.get(compact(cell.raw).upper())
    if count and count.id in own:
        return count.id
    if found.filled(row):
        if count:
            indicator = reading.rulebook.indicator_of(count).id
            reading.notes.add("row-foreign", found.sheet, cell.address, indicator, found=count.id)
        else:
            reading.notes.add("row-without-code", found.sheet, cell.address, row=row, found=shown(cell.raw) or "空白")
    return ""


def _row(found: FoundTable, row: int, reading: Reading, count: Count, own: Collection[str]) -> CountInput:
    reader = RowReader(found, row, reading.notes, reading.rulebook.indicator_of(count).id)
    told = {"count": count.id, "title": count.title}
    done: Decimal | None
    if count.ask == "flag":
        answer = reader.take("done", read_answer, lambda value: ANSWERS[1 - value], "count-answer-unreadable", **told)
        done = None if answer is None else Decimal(answer)
    else:
        done = reader.take("done", lambda raw: read_figure(raw, count.unit), plain, "count-unreadable", **told)
    total = None
    if count.has_total and count.total_from not in own:
        total = reader.take("total", lambda raw: read_figure(raw, count.unit), plain, "count-unreadable", **told)
    elif not count.has_total and (over := shown(found.cell(row, "total").raw)):
        reader.note("count-total-unasked", "total", field=found.header("total"), found=over, **told)
    return CountInput(
        count.id, done, total, reader.text("note", read_text), row, found.sheet, reader.address("done"),
        reader.address("total"), tuple(reader.unreadable),
    )  # fmt: skip
