"""Commands that write results: regenerate, notices, charts, export."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from weibao.cli.group import ChineseCommand
from weibao.cli.options import Folder, as_json, as_of, folder, live, print_json, strict
from weibao.cli.runs import edits_for, leave, opened
from weibao.cli.views import print_run, show_notes, show_run


@click.command(
    cls=ChineseCommand, help="全部重算：回收、核定台账、总台账、督办通知草稿、图表。只起草，不编号、不落日期、不印发。"
)
@folder
@as_of
@live
@as_json
@strict
def regenerate(folder: Path, as_of: date, live: bool, as_json: bool, strict: bool) -> None:
    from weibao.campaign.pipeline import regenerate as run

    edits = edits_for(live=live, as_json=as_json)
    with opened(folder) as (campaign, store, report):
        situation, result = run(campaign, store, as_of=as_of, progress=report, live=edits)
    print_run(situation, result, edits) if as_json else show_run(situation, result)
    leave(situation, strict=strict, report=result)


@click.command(cls=ChineseCommand, help="起草督办通知：每个需要督办的单位一份 Word 草稿。有人改过的草稿不会被覆盖。")
@folder
@as_of
@live
@as_json
@strict
def notices(folder: Path, as_of: date, live: bool, as_json: bool, strict: bool) -> None:
    from weibao.campaign.pipeline import Report, collect, notices

    edits = edits_for(live=live, as_json=as_json)
    with opened(folder) as (campaign, store, report):
        situation, collected = collect(campaign, store, as_of=as_of, progress=report, live=edits)
        result = Report(findings=collected.findings)
        notices(situation, store, result, report)
    if as_json:
        print_run(situation, result, edits)
    else:
        click.echo(f"新起草或更新 {len(result.written)} 份，内容没有变化的 {len(result.unchanged)} 份。")
        show_notes(result.findings)
        click.echo(f"草稿在：{campaign.documents}")
    leave(situation, strict=strict, report=result)


@click.command(cls=ChineseCommand, help="画图：各项目得分（PNG 和 PDF）。")
@folder
@as_of
@as_json
@strict
def charts(folder: Path, as_of: date, as_json: bool, strict: bool) -> None:
    from weibao.campaign.pipeline import Report, charts
    from weibao.campaign.situation import look

    with opened(folder) as (campaign, store, report):
        situation = look(campaign, store, as_of=as_of, progress=report)
        result = Report()
        charts(situation, result)
    if as_json:
        print_run(situation, result)
    else:
        click.echo(f"图表在：{campaign.charts}")
    leave(situation, strict=strict)


@click.command(cls=ChineseCommand, help="导出明细表：指标、各单位填报、佐证、督办、问题清单等。")
@folder
@as_of
@click.option("--format", "kind", type=click.Choice(["csv", "xlsx"]), default="xlsx", help="文件格式，默认 xlsx。")
@click.option("--out", type=Folder(), help="导出到哪个文件夹；不写就是创建文件夹里的“导出”。")
@as_json
@strict
def export(folder: Path, as_of: date, kind: str, out: Path | None, as_json: bool, strict: bool) -> None:
    from weibao.campaign.pipeline import export_tables

    with opened(folder, reading=True) as (campaign, store, report):
        situation, files = export_tables(
            campaign, store, as_of=as_of, kind=kind, out=out or campaign.root / "导出", progress=report
        )
    if as_json:
        print_json({"files": [str(path) for path in files]})
    else:
        click.echo(f"已导出 {len(files)} 个文件：{files[0].parent}")
    leave(situation, strict=strict)
