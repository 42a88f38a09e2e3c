"""The command inspections: what the levels above scored and remarked, beside ours."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from weibao.cli.group import ChineseCommand
from weibao.cli.options import as_json, as_of, folder, print_json, strict
from weibao.cli.runs import leave, look_at

if TYPE_CHECKING:
    from weibao.campaign.situation import Situation
    from weibao.compute.inspection_states import LevelResult
    from weibao.rulebook.model import Scale


@click.command(
    cls=ChineseCommand,
    help=(
        "查验验收：各级给的分与本地得分对照，没有整改的意见由谁、哪天以前整改。来自核定台账的“查验验收”和“核定”各级一栏，"
        "总台账的“查验对照”是全部指标的对照。只读不写。"
    ),
)
@folder
@as_of
@as_json
@strict
def inspections(folder: Path, as_of: date, as_json: bool, strict: bool) -> None:
    from weibao.campaign.inspections import inspections_object
    from weibao.cli.show import show_misread
    from weibao.sheets.layout import INSPECTIONS

    situation = look_at(folder, as_of)
    if as_json:
        print_json(inspections_object(situation))
    else:
        show_inspections(situation)
        show_misread(situation.assessment.findings, INSPECTIONS.sheet)
    leave(situation, strict=strict)


def show_inspections(situation: Situation) -> None:
    """The levels with their sums, the scores that differ from ours, the open remarks."""
    from weibao.cli.show import coloured, out, points, table
    from weibao.compute.inspection_checks import remark_text
    from weibao.compute.words import units_text

    rulebook, found = situation.grounds.rulebook, situation.assessment.inspections
    scale = rulebook.scale
    rows = [
        (
            item.level.name, item.level.organ, item.level.start or "", item.level.end or "", item.on or "",
            len(item.scores), points(scale, item.scored), _own(scale, item),
            "" if item.total is None else points(scale, item.total),
        )
        for item in found.levels
    ]  # fmt: skip
    heads = ("级别", "机关", "计划开始", "计划结束", "最近日期", "给分项数", "合计", "本地这些项", "总分")
    out().print(table("查验验收", heads, rows))
    differing = [
        (item.level.name, key, rulebook.indicator_by_id[key].title, points(scale, score), _ours(situation, key))
        for item in found.levels
        for key, score in item.scores.items()
        if found.ours.get(key) != score
    ]
    if differing:
        out().print(table("与本地得分不同的", ("级别", "编号", "指标", "查验得分", "本地得分"), differing))
    open_ = [
        (
            state.item.level, remark_text(rulebook, state), state.item.request, units_text(rulebook, state.item.units),
            state.item.due or "", state.status.label, coloured(state.light.label, state.light.value),
        )
        for state in found.remarks
        if state.is_open
    ]  # fmt: skip
    if open_:
        out().print(table("没有整改的意见", ("级别", "意见", "要求", "单位", "时限", "状态", "灯"), open_))


def _own(scale: Scale, found: LevelResult) -> str:
    from weibao.cli.show import points

    open_ = f"（{found.unassessed} 项未评）" if found.unassessed else ""
    return f"{points(scale, found.ours)}{open_}"


def _ours(situation: Situation, key: str) -> str:
    from weibao.cli.show import points

    score = situation.assessment.inspections.ours.get(key)
    return "未评" if score is None else points(situation.grounds.rulebook.scale, score)


def inspection_lines(situation: Situation) -> list[str]:
    """What `weibao status` says in a line: the open remarks."""
    from weibao.campaign.inspections import inspection_counts
    from weibao.compute.task_states import NodeStatus

    found = situation.assessment.inspections
    if not any(state.is_open for state in found.remarks):
        return []
    counts = inspection_counts(found)
    told = "，".join(f"{status.label} {counts[status]}" for status in NodeStatus if counts[status])
    return [f"查验意见 {len(found.remarks)} 条：{told}。明细用 weibao inspections。"]
