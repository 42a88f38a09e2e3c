"""`weibao documents draft` and `pdf`: a kind of document on request, and proofs of documents as PDF."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from weibao.cli.group import ChineseCommand
from weibao.cli.options import Folder, as_json, as_of, folder, print_json, strict, wait
from weibao.cli.runs import leave, opened
from weibao.system_words import QUOTE


@click.command(
    cls=ChineseCommand,
    help="起草：按种类起草一种文书（名称或代码，见 weibao templates list），包括只在需要时才起草的报告、总结、函等。",
)
@click.argument("kind", metavar="种类")
@folder
@click.option(
    "--unit",
    "units",
    multiple=True,
    metavar="单位",
    help="只起草这个单位的，可以写几个；不写就是全部（没有变动、要空白的人员变更备案函的必须写）。",
)
@click.option(
    "--row",
    "rows",
    multiple=True,
    metavar="编号",
    help="只起草核定台账里这一行的（“工作制度”“会议台账”“议定事项”“成员变动”的编号，如 D1），可以写几个。",
)
@as_of
@wait
@as_json
@strict
def draft(
    kind: str,
    folder: Path,
    units: tuple[str, ...],
    rows: tuple[str, ...],
    as_of: date,
    as_json: bool,
    strict: bool,
) -> None:
    from weibao.campaign.drafting import draft_kind
    from weibao.campaign.pipeline import Report
    from weibao.campaign.situation import look
    from weibao.cli.views import print_run, show_drafts

    with opened(folder) as (campaign, store, progress):
        situation = look(campaign, store, as_of=as_of, progress=progress)
        result = Report()
        draft_kind(situation, store, result, kind, units, progress, rows)
    print_run(situation, result) if as_json else show_drafts(situation, result, campaign.documents, named=True)
    leave(situation, strict=strict, report=result)


@click.command(cls=ChineseCommand, help="生成 PDF 看样：用 LibreOffice 把文书转成 PDF，放在文书旁边。Word 文件不变。")
@click.argument("files", metavar="文件或文件夹…", nargs=-1, required=True, type=Folder())
@click.option("--out", type=Folder(), help="放 PDF 的文件夹；不写就放在文书旁边。")
@as_json
def pdf(files: tuple[Path, ...], out: Path | None, as_json: bool) -> None:
    from weibao.campaign.register_files import documents_below
    from weibao.cli.show import progress
    from weibao.documents.preview import to_pdf

    paths = [path for file in files for path in (documents_below(file) if file.is_dir() else [file])]
    with progress() as report:
        result = to_pdf(paths, out, report)
    if as_json:
        failed = [{"file": str(item.path), "reason": item.reason} for item in result.failed]
        print_json({"files": [str(path) for path in result.made], "failed": failed})
    else:
        click.echo(f"已生成 PDF {len(result.made)} 份。")
        for item in result.failed:
            click.echo(f"没有生成：{item.path}（{item.reason}）", err=True)
        if len(files) > 1 and not all(file.exists() for file in files):
            click.echo(QUOTE, err=True)
    raise click.exceptions.Exit(2 if result.failed else 0)
