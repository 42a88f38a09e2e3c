"""The command check: returned checklists (xlsx) and official documents (docx)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from weibao.cli.group import ChineseCommand
from weibao.cli.options import Folder, as_json, as_of, print_json
from weibao.errors import CampaignError
from weibao.system_words import QUOTE

if TYPE_CHECKING:
    from weibao.campaign.check import Together
    from weibao.campaign.check_documents import Checked

_HELP = (
    "检查回收的清单（xlsx）和公文（docx）：列出清单里看不懂或对不上的地方，公文里不合《党政机关公文格式》"
    "（GB/T 9704-2012）的地方。有发现时退出码为 1（公文只有提示时为 0），有文件打不开时为 2。"
)


@click.command(cls=ChineseCommand, help=_HELP)
@click.argument("files", metavar="文件…", nargs=-1, required=True, type=Folder())
@click.option(
    "--campaign", "root", type=Folder(), help="清单所属的创建文件夹；不写就是清单所在的那一个，没有的按自带规则库。"
)
@as_of
@click.option("--fix", is_flag=True, help="公文：改正页面、网格和字体名，另存为“（已修正）”，原文件不动。")
@click.option("--render", is_flag=True, help="公文：再用 LibreOffice 排版成页，量行数、字数和距离。")
@as_json
def check(files: tuple[Path, ...], root: Path | None, as_of: date, fix: bool, render: bool, as_json: bool) -> None:
    """Every file by its suffix; findings and remarks in the order of the files."""
    for path in files:
        if not path.is_file():
            raise CampaignError(f"找不到文件“{path}”。请检查文件名。{QUOTE if len(files) > 1 else ''}")
    papers = [path for path in files if path.suffix.lower() in {".docx", ".docm", ".doc"}]
    workbooks = tuple(path for path in files if path not in papers)
    if (fix or render) and not papers:
        raise click.UsageError("“--fix”和“--render”只用于公文（docx），这里没有公文。")
    checked = _documents(papers, fix=fix, render=render)
    results = _returns(workbooks, root, as_of) if workbooks else ()
    if as_json:
        _print(results, checked)
    else:
        if workbooks:
            _show_returns(results, len(workbooks))
        for one in checked:
            _show_document(one)
    found = any(result.findings for result in results) or any(one.binding for one in checked)
    raise click.exceptions.Exit(2 if any(one.problem for one in checked) else int(found))


def _documents(papers: Sequence[Path], *, fix: bool, render: bool) -> tuple[Checked, ...]:
    if not papers:
        return ()
    from weibao.campaign.check_documents import check_documents
    from weibao.cli.show import progress

    with progress() as report:
        return check_documents(papers, fix=fix, render=render, progress=report)


def _returns(files: tuple[Path, ...], root: Path | None, as_of: date) -> tuple[Together, ...]:
    from weibao.campaign.check import check_files

    return check_files(files, root, as_of=as_of)


def _print(results: Sequence[Together], checked: Sequence[Checked]) -> None:
    answer: dict[str, Any] = {"findings": []}
    for result in results:
        from weibao.campaign.score_json import ScoreWriter

        answer["findings"] += ScoreWriter(result.rulebook).findings(result.findings)
    if checked:
        answer["documents"] = [one.as_object() for one in checked]
    print_json(answer)


def _show_returns(results: Sequence[Together], files: int) -> None:
    from weibao.cli.show import count_shown, finding_rows, out, table

    for result in results:
        names = {unit.id: unit.name for unit in result.rulebook.units}
        if result.findings:
            out().print(table("检查结果", ("级别", "单位", "位置", "说明"), finding_rows(result.findings, names)))
        click.echo(f"依据：{result.rules}。")
    found = [item for result in results for item in result.findings]
    click.echo(f"共检查 {files} 个文件：{count_shown(found)}")


def _show_document(one: Checked) -> None:
    from weibao.cli.show import coloured, out, table

    if one.problem:
        click.echo(f"{one.path.name}：{one.problem}", err=True)
        return
    if one.remarks:
        rows = [
            (coloured(r.level.label, r.level.value), r.place, r.found, r.expected, r.advice, r.clause)
            for r in one.remarks
        ]
        out().print(table(one.path.name, ("级别", "位置", "现为", "应为", "怎么改", "依据"), rows))
    counts = Counter(remark.level.label for remark in one.remarks)
    told = "、".join(f"{label} {count}" for label, count in counts.items()) or "没有发现问题"
    click.echo(f"{one.path.name}：{told}")
    for line in (*one.notes, *(f"已改正 {text}" for text in one.done)):
        click.echo(f"  {line}")
    if one.copy:
        click.echo(f"  已另存：{one.copy}")
