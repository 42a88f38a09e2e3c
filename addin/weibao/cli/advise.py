"""The command advise: what brings most, as the agenda of the next meeting."""

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
    from weibao.compute.advice import Advice


@click.command(
    cls=ChineseCommand,
    help=(
        "议题建议：没有得满分的指标按可争取的分、时限远近、要办的单位多少、逾期督办排好，写明谁来办、可能还缺什么材料；"
        "影响推荐意见的负面清单事项在最前。总台账的“议题建议”是同一张表。只读不写。"
    ),
)
@folder
@as_of
@click.option("--top", type=click.IntRange(1, 999), default=10, metavar="项数", help="显示前几项，默认 10。")
@as_json
@strict
def advise(folder: Path, as_of: date, top: int, as_json: bool, strict: bool) -> None:
    from weibao.campaign.advice_json import advice_object
    from weibao.compute.advice import advise as rank

    situation = look_at(folder, as_of)
    advice = rank(situation.grounds.rulebook, situation.assessment, situation.collected.submissions)
    if as_json:
        print_json(advice_object(situation, advice))
    else:
        show_advice(situation, advice, top)
    leave(situation, strict=strict)


def show_advice(situation: Situation, advice: Advice, top: int) -> None:
    """The dangers, the first points, and what they would bring together."""
    from weibao.cli.show import days_left, out, points, table
    from weibao.compute.words import danger_text, movers_text

    rulebook, assessment = situation.grounds.rulebook, situation.assessment
    scale = rulebook.scale
    titles = {veto.id: veto.title for veto in rulebook.vetoes}
    titles |= {indicator.id: indicator.title for indicator in rulebook.indicators}
    if advice.dangers:
        dangers = [(danger.veto, titles[danger.veto], danger_text(rulebook, danger)) for danger in advice.dangers]
        out().print(table("先议：影响推荐意见的负面清单事项", ("编号", "事项", "情况"), dangers))
    if not advice.points:
        click.echo("各项指标都已得满分。")
        return
    shown = advice.points[:top]
    rows = [
        (
            point.indicator,
            titles[point.indicator],
            points(scale, point.gain),
            days_left(point.days_left),
            str(point.units),
            movers_text(rulebook, point),
        )
        for point in shown
    ]
    headings = ("编号", "指标", "可争取", "剩余天数", "单位数", "谁来办、办什么")
    out().print(table(f"再议：还没有得满分的指标（共 {len(advice.points)} 项）", headings, rows))
    earned, total = points(scale, assessment.total.earned), points(scale, shown[-1].total)
    click.echo(f"现在得 {earned} 分，以上 {len(shown)} 项都办成得 {total} 分。还缺的材料见总台账的“议题建议”。")
