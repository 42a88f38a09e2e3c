"""Figures for reports: how many indicators stand where, and why every lost point is lost.

满分 = 得分 + 失分 + 未评, in steps, for an indicator and for every sum; 未评 is neither earned nor lost.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from weibao.compute.level import plain
from weibao.compute.model import Level
from weibao.compute.words import member_name
from weibao.documents import wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from weibao.compute.model import IndicatorResult, UnitRow
    from weibao.documents.kind import Case
    from weibao.rulebook.model import Category, Indicator, Rulebook

LEVELS: Final = (Level.MET, Level.PARTIAL, Level.UNMET, Level.UNASSESSED)
_NAMED: Final = 4  # units in a reason; more are counted


@dataclass(frozen=True, slots=True)
class Standing:
    """One indicator: its figures in steps, with `claimed` and `verified` None where there is none."""

    indicator: Indicator
    result: IndicatorResult

    @property
    def full(self) -> int:
        """满分."""
        return self.indicator.full

    @property
    def earned(self) -> int:
        """得分 in force: verified, else claimed; 0 where nobody spoke."""
        return self.result.figures.earned

    @property
    def unassessed(self) -> int:
        """未评."""
        return self.result.figures.unassessed

    @property
    def lost(self) -> int:
        """失分."""
        return self.full - self.earned - self.unassessed

    @property
    def level(self) -> Level:
        """达标, 部分达标, 未达标 or 未评."""
        return self.result.level

    @property
    def materials(self) -> int:
        """佐证材料 that all units listed."""
        return sum(row.evidence for row in self.result.units.values())


@dataclass(frozen=True, slots=True)
class Sum:
    """The sum of some indicators, in steps; `counts` by level, `verified` how many of them the office has verified."""

    number: int
    full: int
    earned: int
    lost: int
    unassessed: int
    claimed: int | None
    verified_points: int | None
    counts: dict[Level, int]
    verified: int
    materials: int

    @property
    def assessed(self) -> int:
        """How many indicators are assessed."""
        return self.number - self.counts[Level.UNASSESSED]


def standings(case: Case) -> tuple[Standing, ...]:
    """Every indicator in the order of the rubric."""
    return tuple(
        Standing(case.rulebook.indicator_by_id[result.indicator], result) for result in case.assessment.indicators
    )


def by_category(case: Case) -> tuple[tuple[Category, tuple[Standing, ...]], ...]:
    """The indicators of every category; categories without any are left out."""
    rows = standings(case)
    groups = ((item, tuple(row for row in rows if row.indicator.category == item.id)) for item in _categories(case))
    return tuple((category, own) for category, own in groups if own)


def _categories(case: Case) -> tuple[Category, ...]:
    return case.rulebook.categories


def total(rows: Iterable[Standing]) -> Sum:
    """The sum of some indicators."""
    listed = tuple(rows)
    figures = [row.result.figures for row in listed]
    claimed = [item.claimed for item in figures if item.claimed is not None]
    verified = [item.verified for item in figures if item.verified is not None]
    return Sum(
        number=len(listed),
        full=sum(row.full for row in listed),
        earned=sum(row.earned for row in listed),
        lost=sum(row.lost for row in listed),
        unassessed=sum(row.unassessed for row in listed),
        claimed=sum(claimed) if claimed else None,
        verified_points=sum(verified) if verified else None,
        counts={level: sum(row.level is level for row in listed) for level in LEVELS},
        verified=len(verified),
        materials=sum(row.materials for row in listed),
    )


def points(rulebook: Rulebook, steps: int | None, none: str = "—") -> str:
    """Steps as people write points: 17.5; `none` where there is no figure."""
    return none if steps is None else plain(rulebook.scale.points(steps))


def percent(part: int, whole: int) -> str:
    """92.6%: one place, half up, without a zero at the end; "" where the whole is nothing."""
    if whole <= 0:
        return ""
    tenths = (2000 * part + whole) // (2 * whole)
    return f"{tenths // 10}%" if tenths % 10 == 0 else f"{tenths // 10}.{tenths % 10}%"


def lost_reason(case: Case, row: Standing) -> str:
    """Why points are lost or not assessed yet, as a clause without 。; "" where the indicator has full marks.

    The office's reason comes first; where it says no more than that it agrees, or nothing, the units' state does.
    """
    if row.unassessed:
        return f"{_unheard(case, row)}，尚未评定"
    if not row.lost:
        return ""
    given, figures = case.office.verified.get(row.indicator.id), row.result.figures
    state, reason = units_state(case, row), wording.tight(given.reason).rstrip("。；，") if given else ""
    if figures.verified is None:
        return _provisional(row, state or "按单位自评")
    if figures.claimed is not None and figures.verified < figures.claimed:
        score = points(case.rulebook, figures.claimed)
        return f"自评{score}分，核定扣减：{reason or '核定未注明理由'}"
    parts = [part for part in (state, f"核定意见：{reason}" if reason else "") if part]
    return _provisional(row, "；".join(parts) or "核定未注明理由")


def _provisional(row: Standing, text: str) -> str:
    void = sum(answer.void for answer in row.result.units.values())
    silent = sum(not answer.spoke for answer in row.result.units.values()) - void
    told = [f"{number}个单位{what}" for number, what in ((silent, "未填报"), (void, "填报内容无法采用")) if number]
    return f"{text}；另有{'、'.join(told)}，为暂计" if told else text


def _unheard(case: Case, row: Standing) -> str:
    """Who should state a score: those that have not returned, whose answer is empty, and whose answer is of no use."""
    claimants = [unit for unit in case.rulebook.members(row.indicator.claimants) if unit in row.result.units]
    silent = [unit for unit in claimants if unit not in case.submissions]
    void = [unit for unit in claimants if row.result.units[unit].void]
    blank = [unit for unit in claimants if unit not in (*silent, *void)]
    groups = ((silent, "未报送"), (blank, "未填报"), (void, "填报内容无法采用"))
    return "，".join(f"{_named(case, units)}{what}" for units, what in groups if units) or "责任单位未填报"


def is_void(case: Case, row: Standing) -> bool:
    """Whether one of those that should state a score did fill it in, in a way that could not be counted."""
    own = row.result.units
    return any(unit in own and own[unit].void for unit in case.rulebook.members(row.indicator.claimants))


def units_state(case: Case, row: Standing) -> str:
    """Who has not reached the standard: 市教育局部分达标，各镇（街道）中3个未达标; "" where everybody who spoke has."""
    parts = []
    for level in (Level.UNMET, Level.PARTIAL):
        units = [unit for unit, answer in row.result.units.items() if answer.level is level]
        if units:
            parts.append(f"{_named(case, units)}{level.label}")
    return "，".join(parts)


def _named(case: Case, units: Sequence[str]) -> str:
    """Departments by name, several towns as a number of the group."""
    towns = [unit for unit in units if unit in case.rulebook.unit_by_id and _is_town(case, unit)]
    names = [member_name(case.rulebook, unit) for unit in units if unit not in towns]
    if len(names) > _NAMED:
        names = [f"{'、'.join(names[:_NAMED])}等{len(names)}个部门"]
    if len(towns) > 1 and case.rulebook.group:
        everybody = len(towns) == len(case.rulebook.towns)
        names.append(case.rulebook.group.name if everybody else f"{len(towns)}个{town_word(case.rulebook)}")
    else:
        names += [member_name(case.rulebook, unit) for unit in towns]
    return "、".join(names)


def town_word(rulebook: Rulebook) -> str:
    """镇（街道）: the group's name without 各; "" where the plan has no group."""
    return rulebook.group.name.removeprefix("各") if rulebook.group else ""


def _is_town(case: Case, unit: str) -> bool:
    return case.rulebook.unit_by_id[unit].kind == "town"


def unmet(answers: Iterable[UnitRow]) -> int:
    """How many units said 未达标 or 部分达标."""
    return sum(answer.level in (Level.UNMET, Level.PARTIAL) for answer in answers)
