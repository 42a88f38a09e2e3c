"""Units by completion: how many are reached of the rows that a department leads, or that concern a town.

A department's row stands where the whole row stands (verified by the office or computed from all members), a town's row
where the town itself stands; what the unit has not answered is open, never unmet.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from weibao.charts.members import DEPARTMENT, TOWN, late_items, noun, silent, units_of
from weibao.charts.picture import Nothing, Picture, source_line
from weibao.compute.model import Level, Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weibao.charts.facts import Facts
    from weibao.compute.model import IndicatorResult, UnitRow
    from weibao.rulebook.model import Unit


_BASIS: Final = {DEPARTMENT: "达标看整项指标（连同配合单位、核定）", TOWN: "达标看本单位所填"}


@dataclass(frozen=True, slots=True)
class CompletionRow:
    """One unit: its rows by level, how many of them are late, and how its return stands ("" where one counts)."""

    name: str
    met: int
    partial: int
    unmet: int
    open: int
    late: int = 0
    silent: str = ""

    @property
    def total(self) -> int:
        """All its rows."""
        return self.met + self.partial + self.unmet + self.open


@dataclass(frozen=True, slots=True)
class Completion:
    """One row a unit, in the order of the annex, or by rank where the setting asks for it. `basis`: by whose word."""

    rows: tuple[CompletionRow, ...]
    basis: str = ""


def completion_departments(facts: Facts) -> Picture:
    """Departments by what they lead."""
    return _completion("completion_departments", facts, DEPARTMENT)


def completion_towns(facts: Facts) -> Picture:
    """Towns by all that concerns them: the plan names them together, mostly as members beside a lead."""
    return _completion("completion_towns", facts, TOWN)


def _completion(name: str, facts: Facts, kind: str) -> Picture:
    what, units, states = noun(facts, kind), units_of(facts, kind), silent(facts)
    late = frozenset((item.unit, item.indicator) for item in late_items(facts))
    listed = [_row(facts, unit, states.get(unit.id, ""), late) for unit in units]
    rows = [row for row in listed if row.total]
    if facts.settings.rank_units:
        rows.sort(key=lambda row: (bool(row.silent), -row.met / row.total, row.late))  # the unknown has no rank
    verb = "牵头" if kind == DEPARTMENT else "承担"
    foot = source_line(facts)
    if not rows:
        reason = f"名单里没有{what}，或者没有指标由{what}{verb}，这一页不画；在规则库或“设置”里列出后再画。"
        return Picture(name, f"{what}{verb}的指标", "", foot, Nothing(reason))
    if all(row.silent for row in rows):
        reason = f"{verb}指标的{what}都还没有报送可以计入的清单，画不出完成情况；收到清单后再画一次就有。"
        return Picture(name, f"{what}{verb}的指标", "", foot, Nothing(reason))
    others = len(listed) - len(rows)
    subtitle = _subtitle(rows, others, what, verb, ranked=facts.settings.rank_units)
    alone = "（含独立承担）" * (kind == DEPARTMENT and _any_alone(facts))
    return Picture(name, _title(rows, what, verb + alone), subtitle, foot, Completion(tuple(rows), _BASIS[kind]))


def _any_alone(facts: Facts) -> bool:
    """Whether departments answer for rows that nobody leads."""
    ids = {unit.id for unit in units_of(facts, DEPARTMENT)}
    rows = ((unit, row) for result in facts.assessment.indicators for unit, row in result.units.items())
    return any(row.role is Role.SOLE for unit, row in rows if unit in ids)


def _row(facts: Facts, unit: Unit, state: str, late: frozenset[tuple[str, str]]) -> CompletionRow:
    levels: Counter[Level] = Counter()
    behind = 0
    for result in facts.assessment.indicators:
        row = result.units.get(unit.id)
        if row is None or (unit.kind == DEPARTMENT and not row.role.claims):
            continue
        level = _level(unit, result, row)
        levels[level] += 1
        behind += (unit.id, result.indicator) in late or (not state and _past(facts, result, level))
    met, partial, unmet, blank = (levels[level] for level in Level)
    return CompletionRow(unit.name, met, partial, unmet, blank, behind, state)


def _level(unit: Unit, result: IndicatorResult, row: UnitRow) -> Level:
    if not row.spoke:
        return Level.UNASSESSED
    return result.level if unit.kind == DEPARTMENT else row.level


def _past(facts: Facts, result: IndicatorResult, level: Level) -> bool:
    """Past its deadline and not reached; what the office verified in full is settled for everybody."""
    if result.deadline is None or facts.assessment.as_of <= result.deadline:
        return False
    return level is not Level.MET and result.figures.verified != result.figures.full


def _title(rows: Sequence[CompletionRow], what: str, verb: str) -> str:
    """How much is reached, and how much is late."""
    met, total, late = (sum(getattr(row, key) for row in rows) for key in ("met", "total", "late"))
    late_units = sum(bool(row.late) for row in rows)
    reached = f"全部 {total} 项次均已达标" if met == total else f" {total} 项次中 {met} 项次达标"
    known = "已计入的" if any(row.silent for row in rows) else ""
    end = f"；{late} 项次逾期，涉及 {late_units} 个{what}" if late else f"，{known}没有逾期" if met < total else ""
    return f"{what}{verb}的{reached}{end}"


def _subtitle(rows: Sequence[CompletionRow], others: int, what: str, verb: str, *, ranked: bool) -> str:
    gone = sum(bool(row.silent) for row in rows)
    names = (("部分达标", "partial"), ("未达标", "unmet"), ("未评", "open"))
    parts = [f"{word} {sum(getattr(row, key) for row in rows)} 项次" for word, key in names]
    more = [f"{gone} 个{what}未计入"] * bool(gone) + [f"另有 {others} 个{what}不{verb}指标"] * bool(others)
    order = "按达标比例从高到低排列" + "，未计入的排在最后" * bool(gone) if ranked else "按方案中的次序排列"
    return "；".join(["、".join(parts), *more, order])
