"""Commands that read returns and show what they give: collect, score, status."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from weibao.cli.group import ChineseCommand
from weibao.cli.options import as_json, as_of, folder, live, print_json, strict, wait
from weibao.cli.runs import edits_for, leave, look_at, opened
from weibao.cli.views import collect_object, show_dates, show_items, show_returns, show_score, show_total
from weibao.texts_returns import SEND_BACK

ROUND = click.option(
    "--round", "number", type=click.IntRange(1, 99), metavar="轮次", help="第几轮；不写就是有回收的最近一轮。"
)


@click.command(
    cls=ChineseCommand,
    help="回收清单：读“回收/第N轮/”里的全部工作簿（只读），更新核定台账的回收情况，列出看不懂的地方。",
)
@folder
@as_of
@click.option(
    "--prefer", "preferred", metavar="文件", help="同一单位有两份不同文件时，采用这一份（写入回收情况的“采用文件”）。"
)
@click.option(
    "--report",
    "slips",
    is_flag=True,
    help="给每个要修改的单位写一份退回修改意见，连同标好格子、写好批注的副本（指标清单和年度工作情况都有），放在“退回/退回修改意见”里。",
)
@click.option(
    "--accept-ledger",
    "accepted",
    is_flag=True,
    help="核定台账被旧的副本盖掉过、已经核对的：没有补填的各处就以现在所填为准，以后不再提示。",
)
@live
@wait
@as_json
@strict
def collect(
    folder: Path,
    as_of: date,
    preferred: str | None,
    slips: bool,
    accepted: bool,
    live: bool,
    as_json: bool,
    strict: bool,
) -> None:
    from weibao.campaign.annual import owing_line, returned_line
    from weibao.campaign.ledger_losses import accept_ledger
    from weibao.campaign.pipeline import collect as run
    from weibao.campaign.prefer import prefer
    from weibao.campaign.return_slips import write_slips
    from weibao.campaign.situation import with_findings
    from weibao.cli.show import count_shown, finding_rows, out, table

    edits = edits_for(live=live, as_json=as_json)
    with opened(folder) as (campaign, store, report):
        if accepted:
            click.echo(f"以核定台账现在所填为准：{accept_ledger(store)} 处，以后不再提示。", err=as_json)
        if preferred:
            unit = prefer(campaign, store, preferred, as_of=as_of)
            click.echo(f"已选定：{unit} 采用“{preferred}”。", err=as_json)
        situation, done = run(campaign, store, as_of=as_of, progress=report, live=edits)
        files = write_slips(situation, store, done, report) if slips else None
    findings = with_findings(situation.assessment, done.findings).findings
    if as_json:
        print_json(collect_object(situation, findings, edits) | ({} if files is None else {"slips": files}))
    else:
        names = {unit.id: unit.name for unit in situation.grounds.rulebook.units}
        if findings:
            out().print(table("发现的问题", ("级别", "单位", "位置", "说明"), finding_rows(findings, names)))
        show_returns(situation)
        for line in filter(None, (returned_line(situation), owing_line(situation))):
            click.echo(line)
        click.echo(f"发现：{count_shown(findings)}")
        if files is not None:
            where = "：退回/退回修改意见" if files else "，没有需要单位修改的地方"
            click.echo(f"退回修改意见和标好的副本 {len(files)} 个文件{where}")
            if files:
                click.echo(f"发回以后，在“回收情况”里登记：{SEND_BACK}。")
    leave(situation, strict=strict, report=done)


@click.command(
    cls=ChineseCommand, help="算分：按规则库和核定台账算出一轮的得分、可能得分、未评、上限和推荐意见。只读不写。"
)
@folder
@as_of
@ROUND
@as_json
@strict
def score(folder: Path, as_of: date, number: int | None, as_json: bool, strict: bool) -> None:
    from weibao.campaign.score_json import score_object

    situation = look_at(folder, as_of, number)
    if as_json:
        print_json(score_object(situation.grounds.rulebook, situation.assessment))
    else:
        show_score(situation)
    leave(situation, strict=strict)


@click.command(cls=ChineseCommand, help="看进度：回收、得分、督办灯号、快到期和已逾期的事项。只读不写。")
@folder
@as_of
@as_json
@strict
def status(folder: Path, as_of: date, as_json: bool, strict: bool) -> None:
    from weibao.campaign.annual import owing_line
    from weibao.campaign.status import status_object
    from weibao.cli.inspections import inspection_lines
    from weibao.cli.meetings import change_line, meeting_lines
    from weibao.cli.received import received_line
    from weibao.cli.show import count_findings
    from weibao.cli.status_views import show_ahead, show_danger, show_where
    from weibao.cli.systems import system_lines
    from weibao.cli.tasks import task_lines
    from weibao.cli.vetoes import declaration_lines

    situation = look_at(folder, as_of)
    if as_json:
        print_json(status_object(situation))
        leave(situation, strict=strict)
    assessment = situation.assessment
    show_where(situation)
    show_returns(situation)
    show_total(situation)
    show_danger(situation)
    show_ahead(situation)
    show_dates(situation)
    show_items(situation)
    if line := received_line(situation.received):
        click.echo(line)
    tasks = task_lines(situation.grounds.rulebook, assessment.tasks)
    work = system_lines(assessment.work)
    above = (*inspection_lines(situation), *declaration_lines(situation))
    said = (*meeting_lines(assessment.meetings), *change_line(assessment.changes), *tasks)
    yearly = [line] if (line := owing_line(situation)) else []
    for line in (*said, *work, *above, *yearly):
        click.echo(line)
    click.echo(f"发现：{count_findings(assessment.findings)}（用 weibao collect 看明细）")
    leave(situation, strict=strict)
