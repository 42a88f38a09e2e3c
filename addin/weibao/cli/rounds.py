"""The command rounds: the rounds of the plan and those that were issued, with their dates and returns."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from weibao.cli.group import ChineseCommand
from weibao.cli.options import as_json, as_of, folder, print_json, strict
from weibao.cli.runs import leave, opened

if TYPE_CHECKING:
    from weibao.campaign.situation import Situation
    from weibao.compute.round_lines import RoundLine


@click.command(
    cls=ChineseCommand,
    help="轮次：方案计划的各轮和已经下发的各轮，什么时候下发、什么时候报来、已报多少、还差多少。只读不写。",
)
@folder
@as_of
@as_json
@strict
def rounds(folder: Path, as_of: date, as_json: bool, strict: bool) -> None:
    from weibao.campaign.rounds import rounds_object, rounds_of
    from weibao.campaign.situation import look

    with opened(folder, reading=True) as (campaign, store, report):
        situation = look(campaign, store, as_of=as_of, progress=report)
        lines = rounds_of(situation, store)
    if as_json:
        print_json(rounds_object(situation, lines, as_of))
    else:
        _show(situation, lines, as_of)
    leave(situation, strict=strict)


def _show(situation: Situation, lines: tuple[RoundLine, ...], day: date) -> None:
    from weibao.campaign.annual import owing_line
    from weibao.campaign.rounds import coming_round
    from weibao.cli.show import coloured, out, table

    rows = [
        (
            f"第{line.round.number}轮" if line.round else "计划",
            line.name,
            line.kind.label,
            "" if line.planned is None else line.planned.issue_by,
            (line.round.issued if line.round else None) or "",
            line.due or "",
            "" if line.back is None else f"{line.back}／{line.asked}",
            line.state,
            coloured(line.light.label, line.light.value),
        )
        for line in lines
    ]
    heads = ("轮次", "名称", "类型", "最迟下发", "下发日期", "报送期限", "已报／应报", "状态", "灯")
    if not rows:
        click.echo("规则库没有计划的轮次，也没有下发过清单。")
        return
    out().print(table("轮次", heads, rows))
    if owing := owing_line(situation):
        click.echo(owing)
    coming = coming_round(situation.grounds.rulebook, lines, day)
    if coming:
        limit = f"，报送期限 {coming.due}" if coming.due else ""
        click.echo(f"现在不写名称下发，就是“{coming.name}”{limit}。")
