"""Units × categories: how far each unit has reached what the plan asks of it in each category.

A cell is the share in whole per cent of the rows that the unit answered (达标 1, 部分达标 ½, 未达标 0); None where the
category does not concern the unit or nothing is answered, and then `word` says which.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from weibao.charts.members import (
    DEPARTMENT,
    NOT_CONCERNED,
    TOWN,
    UNANSWERED,
    named,
    noun,
    percent,
    silent,
    silent_word,
    units_of,
)
from weibao.charts.picture import Nothing, Picture, source_line
from weibao.compute.model import Level

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pandas import DataFrame

    from weibao.charts.facts import Facts

WORTH = {Level.MET: Fraction(1), Level.PARTIAL: Fraction(1, 2), Level.UNMET: Fraction(0)}


@dataclass(frozen=True, slots=True)
class HeatCell:
    """`percent` of what was answered, or None and the `word` that stands instead."""

    percent: int | None
    word: str = ""

    @property
    def text(self) -> str:
        """What the cell shows."""
        return self.word if self.percent is None else str(self.percent)


@dataclass(frozen=True, slots=True)
class HeatRow:
    """One unit. `silent` is how its return stands where none counts, "" otherwise."""

    name: str
    cells: tuple[HeatCell, ...]
    silent: str = ""


@dataclass(frozen=True, slots=True)
class Heat:
    """The categories that concern any of the units, and a row for each unit that any of them concerns."""

    categories: tuple[str, ...]
    rows: tuple[HeatRow, ...]


@dataclass(frozen=True, slots=True)
class Sums:
    """How the rows of all these units are answered: levels, and by category the exact mean of what is answered."""

    levels: Mapping[Level, int]
    rates: Mapping[str, Fraction]


def heat_departments(facts: Facts) -> Picture:
    """The departments' map."""
    return _heat("heat_departments", facts, DEPARTMENT)


def heat_towns(facts: Facts) -> Picture:
    """The towns' map."""
    return _heat("heat_towns", facts, TOWN)


def _heat(name: str, facts: Facts, kind: str) -> Picture:
    heat, sums, what = heat_of(facts, kind), sums_of(facts, kind), noun(facts, kind)
    foot = source_line(facts)
    if not sums.rates:
        return Picture(
            name,
            f"{what}都还没有计入，看不出完成情况" if units_of(facts, kind) else f"没有{what}",
            "",
            foot,
            nothing(what, bool(units_of(facts, kind))),
        )
    return Picture(name, _title(sums.rates, heat.rows, what), subtitle(facts, kind, heat, sums), foot, heat)


def nothing(what: str, exist: bool) -> Nothing:
    """Why there is no map."""
    if not exist:
        return Nothing(f"名单里没有{what}，这一页不画；在核定台账“设置”里写上名单后再画。")
    return Nothing(f"还没有{what}报送可以计入的清单，画不出完成情况；收到清单后再画一次就有。")


def heat_of(facts: Facts, kind: str) -> Heat:
    """Cells of the units of that kind; what concerns none of them is left out."""
    units, states = units_of(facts, kind), silent(facts)
    rates, asked = _by_unit(facts.rate), _by_unit(facts.asked)
    keys = [(unit.order, unit.name) for unit in units]
    categories = tuple(str(name) for name in facts.asked.columns if any(asked[key][name] for key in keys))
    rows = tuple(
        _row(unit.name, rates[key], asked[key], categories, states.get(unit.id, ""))
        for unit, key in zip(units, keys, strict=True)
    )
    return Heat(categories, tuple(row for row in rows if any(cell.word != NOT_CONCERNED for cell in row.cells)))


def _by_unit(table: DataFrame) -> dict[Any, dict[str, Any]]:
    """(unit_no, unit) → category → value."""
    return dict(zip(table.index.tolist(), table.to_dict("records"), strict=True))


def _row(
    name: str, rates: Mapping[str, Any], asked: Mapping[str, Any], categories: Sequence[str], state: str
) -> HeatRow:
    def cell(category: str) -> HeatCell:
        rate = rates[category]
        if not asked[category]:
            return HeatCell(None, NOT_CONCERNED)
        if rate != rate:  # NaN: nothing answered
            return HeatCell(None, silent_word(state) if state else UNANSWERED)
        return HeatCell(percent(rate))

    return HeatRow(name, tuple(map(cell, categories)), state)


def sums_of(facts: Facts, kind: str) -> Sums:
    """Levels and means over all rows of the units of that kind."""
    ids = {unit.id for unit in units_of(facts, kind)}
    levels: Counter[Level] = Counter()
    worth: dict[str, list[Fraction]] = {}
    for result in facts.assessment.indicators:
        category = facts.rulebook.indicator_by_id[result.indicator].category
        name = facts.rulebook.category_by_id[category].name
        for unit, row in result.units.items():
            if unit in ids:
                levels[row.level] += 1
                if row.level in WORTH:
                    worth.setdefault(name, []).append(WORTH[row.level])
    return Sums(levels, {name: sum(found, Fraction()) / len(found) for name, found in worth.items()})


def subtitle(facts: Facts, kind: str, heat: Heat, sums: Sums) -> str:
    """How many have returned, and how their rows stand and count; those that no indicator concerns are left out, so
    that the numbers of the title add up.
    """
    units, rows = units_of(facts, kind), heat.rows
    asked = "有指标" if len(rows) < len(units) else ""
    counted = sum(not row.silent for row in rows)
    levels = sums.levels
    answered = sum(levels[level] for level in WORTH)
    half = {Level.PARTIAL: "（算一半）"}
    parts = "、".join(f"{level.label} {levels[level]}{half.get(level, '')}" for level in WORTH)
    text = f"{len(rows)} 个{noun(facts, kind)}{asked}，{counted} 个已计入；已填 {answered} 项次：{parts}"
    open_rows = levels[Level.UNASSESSED]
    return f"{text}；另有 {open_rows} 项次未评" if open_rows else text


def _title(rates: Mapping[str, Fraction], rows: Sequence[HeatRow], what: str) -> str:
    """Which category is furthest behind, and how many are silent; what few have said is said of them alone."""
    gone = sum(bool(row.silent) for row in rows)
    whose = f"已计入的 {len(rows) - gone} 个{what}" if gone * 2 > len(rows) else what
    least = min(rates.values())
    worst = [name for name, rate in rates.items() if rate == least]
    if least == 1:
        finding = f"{whose}已填的各项全部达标"
    elif len(worst) == len(rates) > 1:
        finding = f"{whose}各项目完成率都是 {percent(least)}%"
    else:
        each = "均为" if len(worst) > 1 else "为"
        finding = f"{named(worst, '项目')}是{whose}的短板，完成率{each} {percent(least)}%"
    return finding + not_counted(rows, what)


def not_counted(rows: Sequence[HeatRow], what: str) -> str:
    """The end of a title: how many units have no return that counts; "" where all have."""
    gone = sum(bool(row.silent) for row in rows)
    return f"；{gone} 个{what}还没有计入" if gone else ""
