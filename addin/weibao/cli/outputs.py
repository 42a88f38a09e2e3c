"""Commands that write results: notices, reports, charts, export."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from weibao.cli.group import ChineseCommand
from weibao.cli.options import Folder, as_json, as_of, folder, live, print_json, seconds, strict, wait
from weibao.cli.runs import edits_for, leave, opened
from weibao.cli.views import plain_messages, print_run, show_drafts, show_notes, show_pictures
from weibao.documents.kind import Group

PDF = click.option("--pdf", is_flag=True, help="另外排成 PDF，放在“导出”的“文书预览”里（需要 LibreOffice）。")


@click.command(
    cls=ChineseCommand,
    help="起草发给单位的文书：下发、催报、提醒、督办、销号通知，会议通知和督办单。只起草需要发的；有人改过的草稿不会被覆盖。",
)
@folder
@as_of
@PDF
@live
@wait
@as_json
@strict
def notices(folder: Path, as_of: date, pdf: bool, live: bool, as_json: bool, strict: bool) -> None:
    _drafts(folder, as_of, Group.NOTICE, pdf=pdf, live=live, as_json=as_json, strict=strict)


@click.command(
    cls=ChineseCommand,
    help="起草通报和报告：情况通报、督办情况报告、自评报告、会议纪要、资料汇编。有人改过的草稿不会被覆盖。",
)
@folder
@as_of
@PDF
@live
@wait
@as_json
@strict
def reports(folder: Path, as_of: date, pdf: bool, live: bool, as_json: bool, strict: bool) -> None:
    _drafts(folder, as_of, Group.REPORT, pdf=pdf, live=live, as_json=as_json, strict=strict)


def _drafts(folder: Path, as_of: date, group: Group, *, pdf: bool, live: bool, as_json: bool, strict: bool) -> None:
    """Collect, then draft the documents of a group; with `pdf` show them as pages, too."""
    from weibao.campaign.drafting import PREVIEWS, draft, kinds_of, preview_drafts
    from weibao.campaign.pipeline import Report, collect

    edits = edits_for(live=live, as_json=as_json)
    with opened(folder) as (campaign, store, report):
        situation, collected = collect(campaign, store, as_of=as_of, progress=report, live=edits)
        result = Report(findings=collected.findings)
        draft(situation, store, result, kinds_of([group]), report)
        pages = preview_drafts(campaign, result, report) if pdf else []
    if as_json:
        print_run(situation, result, edits, previews=pages if pdf else None)
    else:
        show_drafts(situation, result, campaign.documents)
        if pages:
            click.echo(f"PDF {len(pages)} 份在：{campaign.root / PREVIEWS}")
    leave(situation, strict=strict, report=result)


@click.command(cls=ChineseCommand, help="画图（PNG、PDF、SVG）；另可编会议图册（PDF 和可改的幻灯片）和单位卡片。")
@folder
@as_of
@click.option("--pack", "packed", is_flag=True, help="另编会议图册：一本 PDF，一份可以改的 PowerPoint 幻灯片。")
@click.option("--cards", is_flag=True, help="另画单位卡片：每个单位一页。")
@click.option(
    "--unit",
    "units",
    multiple=True,
    metavar="单位",
    help="和 --cards 一起写：只画这个单位的卡片，可以写几个；不写就是全部。",
)
@wait
@as_json
@strict
def charts(
    folder: Path, as_of: date, packed: bool, cards: bool, units: tuple[str, ...], as_json: bool, strict: bool
) -> None:
    from weibao.campaign.charting import facts_of, pictures
    from weibao.campaign.meeting_pack import pack, unit_cards
    from weibao.campaign.pipeline import Report
    from weibao.campaign.situation import look
    from weibao.campaign.units_named import units_named

    if units and not cards:
        raise click.UsageError("--unit 要和 --cards 一起写：只画这几个单位的卡片。")
    places: list[Path] = []
    with opened(folder) as (campaign, store, report):
        situation = look(campaign, store, as_of=as_of, progress=report)
        chosen = units_named(situation.grounds.rulebook, units)
        result, facts = Report(), facts_of(situation, store)
        made = pictures(facts, campaign, store, result, report)
        if packed:
            places += pack(made, situation, store, result, report)
        if cards:
            places.append(unit_cards(facts, campaign, store, result, report, units=chosen))
    if as_json:
        print_run(situation, result)
    else:
        show_pictures(situation, result, campaign, places)
    leave(situation, strict=strict, report=result)


@click.command(cls=ChineseCommand, help="导出明细表：指标、各单位填报、佐证、督办、问题清单等。")
@folder
@as_of
@click.option("--format", "kind", type=click.Choice(["csv", "xlsx"]), default="xlsx", help="文件格式，默认 xlsx。")
@click.option("--out", type=Folder(), help="导出到哪个文件夹；不写就是创建文件夹里的“导出”。")
@wait
@as_json
@strict
def export(folder: Path, as_of: date, kind: str, out: Path | None, as_json: bool, strict: bool) -> None:
    from weibao.campaign.exporting import export_tables
    from weibao.campaign.lock import wait_closed
    from weibao.campaign.scratch import EXPORTS
    from weibao.sheets.frame_export import WORKBOOK

    own = out is None or out.resolve() == (folder / EXPORTS).resolve()
    with opened(folder, reading=not own) as (campaign, store, progress):
        place = campaign.root / EXPORTS if own or out is None else out
        wait_closed([place / WORKBOOK], wait=seconds(), tell=lambda text: click.echo(text, err=True))
        situation, report, files = export_tables(
            campaign, store, as_of=as_of, kind=kind, out=place, kept=own, progress=progress
        )
    if as_json:
        print_json({"files": [str(path) for path in files], "messages": plain_messages(report.findings)})
    else:
        click.echo(f"已导出 {len(files)} 个文件：{place}")
        show_notes(report.findings)
    leave(situation, strict=strict, report=report)
