"""What the levels above find: 查验 by the prefecture, 省级验收, 评估核实 by the ministry, beside our own score; pure.

A score may stand in a row of 查验验收 or in the level's column of 核定; the row comes first. A row without an indicator
is about the whole county.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from weibao.compute.deadlines import days_left, has_come, light_of
from weibao.compute.inspection_states import Inspection, Inspections, Level, LevelResult, RemarkState
from weibao.compute.setting_values import names
from weibao.compute.task_duties import node_status
from weibao.compute.task_states import NodeStatus

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from weibao.compute.office import Office
    from weibao.compute.results import IndicatorResult
    from weibao.compute.settings import Settings
    from weibao.rulebook.model import Rulebook


def levels_of(rulebook: Rulebook, settings: Settings) -> tuple[Level, ...]:
    """The rulebook's levels, then the assessors of the settings that it does not have.

    One that stands in the settings in the place of a level's organ is that level.
    """
    milestones = {item.id: item for item in rulebook.milestones}
    default = next((setting.default for setting in rulebook.settings if setting.id == "assessors"), "")
    instead = {old: new for new, old in replaced(names(default), settings.assessors).items()}
    levels = []
    for item in rulebook.inspections:
        when = milestones.get(item.milestone)
        start, end = (when.start, when.end) if when else (None, None)
        given = (item.name, item.short, item.organ)
        if short := instead.get(item.short):
            name, organ = (word.replace(item.short, short) for word in (item.name, item.organ))
            levels.append(Level(name, short, organ, start, end, given))
        else:
            levels.append(Level(*given, start, end))
    known = {level.short for level in levels} | {level.name for level in levels}
    return (*levels, *(Level(name, name, name) for name in settings.assessors if name not in known))


def replaced(was: Sequence[str], wanted: Sequence[str]) -> dict[str, str]:
    """By name those of `wanted` that stand in the place of one of `was` which is gone."""
    pairs = zip(wanted, was, strict=False)
    return {new: old for new, old in pairs if new not in was and old not in wanted}


def inspections(
    rulebook: Rulebook, settings: Settings, office: Office, results: Iterable[IndicatorResult], as_of: date
) -> Inspections:
    """Everything as seen from `as_of`; `results` are the assessed indicators."""
    ours = {item.indicator: item.figures.effective for item in results if item.figures.effective is not None}
    levels = tuple(_level(rulebook, level, office, ours) for level in levels_of(rulebook, settings))
    order, remarks = list(NodeStatus), [_remark(item, as_of, settings) for item in office.inspections if item.asks]
    remarks.sort(key=lambda state: (order.index(state.status), state.left is None, state.left or 0, state.item.row))
    return Inspections(levels, tuple(remarks), ours)


def _level(rulebook: Rulebook, level: Level, office: Office, ours: Mapping[str, int]) -> LevelResult:
    rows = [item for item in office.inspections if item.level == level.name]
    scores = {key: given[level.short] for key, given in office.assessors.items() if level.short in given}
    for item in reversed(rows):  # of several the first stands
        if item.indicator and item.points is not None:
            scores[item.indicator] = item.points
    given = next((item.points for item in rows if not item.indicator and item.points is not None), None)
    whole = len(scores) == len(rulebook.indicators) and bool(scores)
    total = given if given is not None else sum(scores.values()) if whole else None
    scores = {item.id: scores[item.id] for item in rulebook.indicators if item.id in scores}
    on = max((item.on for item in rows if item.on), default=None)
    days = {item.indicator: item.on for item in reversed(rows) if item.on}
    unassessed = sum(key not in ours for key in scores)
    mine = sum(ours.get(key, 0) for key in scores)
    return LevelResult(level, scores, given, total, mine, unassessed, on, days)


def _remark(item: Inspection, as_of: date, settings: Settings) -> RemarkState:
    done = has_come(item.done, as_of)
    left = None if done else days_left(item.due, as_of)
    clear = bool(item.units) and item.due is not None
    status = node_status(done=done, clear=clear, left=left, warn_days=settings.item_warn_days)
    return RemarkState(item, status, left, light_of(done, left, settings.item_warn_days))
