"""The four tables of a returned checklist as typed rows: 指标清单, 佐证材料, 负面清单, 整改反馈.

What cannot be understood is a finding, and the row says so (`void`) instead of carrying a guess.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from weibao.compute.level import plain
from weibao.compute.model import EvidenceInput, FeedbackInput, Level, Role, RowInput, VetoInput
from weibao.compute.roles import own_indicators, own_vetoes
from weibao.sheets.day_faults import day_fault
from weibao.sheets.intake_migrate import code_today, points_today
from weibao.sheets.intake_table import FoundTable, Notes, RowReader
from weibao.sheets.layout import HAPPENED, LEVELS
from weibao.sheets.values import compact, read_code, read_date, read_points, read_text, read_word, shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from weibao.rulebook.model import Indicator, Rulebook, Scale
    from weibao.sheets.values import Raw, Read

# Dates that a campaign can have to do with: papers of earlier decades are still in force, later ones are slips.
YEARS_BEFORE, YEARS_AFTER = 40, 20

_LEVELS = dict(zip(LEVELS, (Level.MET, Level.PARTIAL, Level.UNMET), strict=True))
# What means the same in this column and nothing else; 已完成, 基本达标, × or 100% may mean anything.
_LEVELS_ALSO = {
    **dict.fromkeys(("√", "✓", "✔", "☑", "已达标", "达到标准"), Level.MET),
    **dict.fromkeys(("部分", "部份达标", "部份"), Level.PARTIAL),
    **dict.fromkeys(("不达标", "没有达标", "没达标", "尚未达标"), Level.UNMET),
}
_HAPPENED = dict(zip(HAPPENED, (False, True), strict=True))
_HAPPENED_ALSO = {"没有": False, "未发生": False, "无发生": False, "有发生": True}


@dataclass(frozen=True, slots=True)
class Reading:
    """What every row reader needs: the rulebook, the unit whose return it is, and where findings go."""

    rulebook: Rulebook
    unit: str
    notes: Notes
    from1904: bool = False  # the workbook counts its days from 1904
    changed: bool = False  # the rulebook has changed since the checklist was issued

    def date(self, raw: Raw) -> Read[date]:
        year = self.rulebook.issued.year
        first, last = date(year - YEARS_BEFORE, 1, 1), date(year + YEARS_AFTER, 12, 31)
        read = read_date(raw, first, last, from1904=self.from1904)
        return read if read.understood else replace(read, why=day_fault(raw, first, last, from1904=self.from1904))

    def indicator(self, raw: Raw) -> Read[str]:
        return read_code(raw, self.rulebook.indicator_by_id)

    def material_type(self, raw: Raw) -> Read[str]:
        """By name; the code, alone or before the name, is understood too."""
        types = self.rulebook.material_types
        also = {item.id: item.id for item in types} | {f"{item.id}{item.name}": item.id for item in types}
        also |= {key.lower(): value for key, value in also.items()}
        return read_word(raw, {item.name: item.id for item in types}, also)

    def type_name(self, type_id: str) -> str:
        return next(item.name for item in self.rulebook.material_types if item.id == type_id)


def read_level(raw: Raw) -> Read[Level]:
    """完成情况."""
    return read_word(raw, _LEVELS, _LEVELS_ALSO)


def read_happened(raw: Raw) -> Read[bool]:
    """有无发生; a dash or a stroke is not an answer."""
    return read_word(raw, _HAPPENED, _HAPPENED_ALSO)


def _day(value: date) -> str:
    return value.isoformat()


# --- 指标清单 --------------------------------------------------------------------------------------


def read_rows(found: FoundTable, reading: Reading) -> tuple[RowInput, ...]:
    """Every row that belongs to an indicator of the unit, in the order of the sheet; one indicator may have several."""
    own = {indicator.id: (indicator, role) for indicator, role in own_indicators(reading.rulebook, reading.unit)}
    codes = ((row, _own_code(found, row, reading, {code: item for code, (item, _) in own.items()}))
             for row in found.rows())  # fmt: skip
    rows = tuple(_row(found, row, reading, *own[code]) for row, code in codes if code)
    present = {row.indicator for row in rows}
    missing = [indicator for indicator in own if indicator not in present]
    if missing:
        reading.notes.add("row-missing", found.sheet, missing="、".join(missing), count=len(missing))
    return rows


def _own_code(found: FoundTable, row: int, reading: Reading, own: Mapping[str, Indicator]) -> str:
    """The row's indicator, "" where this unit does not answer it (with a finding where something is filled in)."""
    cell = found.cell(row, "id")
    read = reading.indicator(cell.raw)
    if reading.changed:
        today = code_today(found, row, read.value or shown(cell.raw), own.values(), reading)
        if today is None or today in own:
            return today or ""
    if read.value in own:
        return read.value or ""
    if not found.filled(row):
        return ""
    if read.value:
        reading.notes.add("row-foreign", found.sheet, cell.address, read.value, found=read.value)
    else:
        reading.notes.add("row-without-code", found.sheet, cell.address, row=row, found=read.found or "空白")
    return ""


def _row(found: FoundTable, row: int, reading: Reading, indicator: Indicator, role: Role) -> RowInput:
    reader = RowReader(found, row, reading.notes, indicator.id)
    scale: Scale = reading.rulebook.scale
    level = reader.take("level", read_level, lambda value: value.label, "level-unreadable")
    full = plain(scale.points(indicator.full))
    if role.claims:
        step = plain(scale.points(1))
        points = reader.take("score", read_points, plain, "score-unreadable", full=full, step=step)
    else:
        # A 配合 unit's score never counts, so an unreadable one must not take its level away.
        scores = RowReader(found, row, reading.notes, indicator.id)
        points = scores.take("score", read_points, plain, "score-not-claimable")
    void = bool(reader.unreadable)
    if reading.changed and role.claims:
        points, lost = points_today(found, row, indicator, level, points, reading)
        void = void or lost
    return RowInput(
        indicator.id,
        level,
        points,
        reader.text("statement", read_text),
        void=void,
        row=row,
        sheet=found.sheet,
        level_cell=reader.address("level"),
        score_cell=reader.address("score"),
    )


# --- 佐证材料 --------------------------------------------------------------------------------------


def read_evidence(found: FoundTable, reading: Reading) -> tuple[EvidenceInput, ...]:
    """The materials listed, in the order of the sheet; one without indicator or title is kept, with a finding."""
    return tuple(_evidence(found, row, reading) for row in found.rows() if found.filled(row))


def _evidence(found: FoundTable, row: int, reading: Reading) -> EvidenceInput:
    reader = RowReader(found, row, reading.notes)
    indicator = reader.take("indicator", reading.indicator, str, "indicator-unreadable") or ""
    reader.indicator = indicator
    title = reader.text("title", read_text)
    if not indicator and "indicator" not in reader.unreadable:
        reader.note("evidence-no-indicator", "indicator", title=shown(title) or "未填名称")
    if not title and "title" not in reader.unreadable:
        reader.note("evidence-no-title", "title")
    return EvidenceInput(
        indicator,
        title,
        reader.text("doc_no", read_text),
        reader.take("dated", reading.date, _day, "date-unreadable"),
        reader.take("type", reading.material_type, reading.type_name, "type-unreadable") or "",
        reader.text("location", read_text),
        reader.text("note", read_text),
        row=row,
        sheet=found.sheet,
        cell=reader.address("title"),
        unreadable=tuple(reader.unreadable),
    )


# --- 负面清单 --------------------------------------------------------------------------------------


def read_vetoes(found: FoundTable, reading: Reading) -> tuple[VetoInput, ...]:
    """The answers to each negative item in the sheet: one, or several 有 with different dates.

    有 beside 无 is no answer.
    """
    answers: dict[str, list[VetoInput]] = {}
    contradicted: set[str] = set()
    for row in found.rows():
        cell = found.cell(row, "id")
        code = read_code(cell.raw, reading.rulebook.veto_by_id)
        if code.value is None:
            if found.filled(row):
                reading.notes.add("row-without-code", found.sheet, cell.address, row=row, found=code.found or "空白")
            continue
        answer = _veto(found, row, reading, code.value)
        before = answers.get(code.value)
        if before is None or (before[0].happened is None and code.value not in contradicted):
            answers[code.value] = [answer]
        elif answer.happened is not None and before[0].happened not in (None, answer.happened):
            reading.notes.add("veto-contradicts", found.sheet, answer.cell, code.value, rows=f"{before[0].row}、{row}")
            answers[code.value] = [replace(before[0], happened=None, happened_on=None, unreadable=("happened",))]
            contradicted.add(code.value)
        elif answer.happened and before[0].happened and answer.happened_on not in [one.happened_on for one in before]:
            before.append(answer)
    missing = [veto.id for veto in own_vetoes(reading.rulebook, reading.unit) if veto.id not in answers]
    if missing:
        reading.notes.add("row-missing", found.sheet, missing="、".join(missing), count=len(missing))
    return tuple(answer for veto in reading.rulebook.vetoes for answer in answers.get(veto.id, ()))


def _veto(found: FoundTable, row: int, reading: Reading, veto: str) -> VetoInput:
    reader = RowReader(found, row, reading.notes, veto)
    return VetoInput(
        veto,
        reader.take("happened", read_happened, lambda value: HAPPENED[int(value)], "happened-unreadable"),
        reader.take("happened_on", reading.date, _day, "date-unreadable"),
        reader.text("statement", read_text),
        row=row,
        sheet=found.sheet,
        cell=reader.address("happened"),
        unreadable=tuple(reader.unreadable),
    )


# --- 整改反馈 --------------------------------------------------------------------------------------


def read_feedback(found: FoundTable, reading: Reading) -> tuple[FeedbackInput, ...]:
    """The answers to supervision items, rows without an answer left out."""
    answers = []
    for row in found.rows():
        if not found.filled(row):
            continue
        cell = found.cell(row, "item")
        item = compact(cell.raw)
        if not item:
            reading.notes.add("row-without-code", found.sheet, cell.address, row=row, found="空白")
            continue
        reader = RowReader(found, row, reading.notes)
        measure = reader.text("measure", read_text)
        completed = reader.take("completed", reading.date, _day, "date-unreadable")
        evidence = reader.text("evidence", read_text)
        answers.append(
            FeedbackInput(item, measure, completed, evidence, row, found.sheet, reader.address("measure"))
        )  # fmt: skip
    return tuple(answers)
