"""`weibao templates …`: list, new, check, preprint."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from weibao.cli import deck_template as deck
from weibao.cli.group import ChineseGroup
from weibao.cli.options import Folder, as_json, print_json
from weibao.errors import TemplateError
from weibao.system_words import argument

if TYPE_CHECKING:
    from weibao.documents.catalogue import Entry
    from weibao.documents.template_check import TemplateReport

OUT = click.option(
    "--out", "out", metavar="文件", type=Folder(), required=True, help="写到哪里：文件名，或已有的文件夹。"
)


@click.group(cls=ChineseGroup, help="模板：列出、新建、检查、套打。Word 文书和会议图册的幻灯片母版。")
def templates() -> None:
    """The group."""


@templates.command("list", help="列出各类文书和版式：文种、版式、模板文件；--json 另有每个标签的含义。")
@as_json
def list_(as_json: bool) -> None:
    from weibao.documents.catalogue import entries

    found = entries()
    if as_json:
        print_json([*map(_record, found), deck.record()])
        return
    from weibao.cli.show import out, table

    headings = ("名称", "文书或版式", "文种", "版式", "模板文件")
    rows = [*((e.name, e.title, e.genre, e.layout_title, e.file) for e in found), deck.row()]
    out().print(table("模板", headings, rows))
    click.echo("新建：weibao templates new 名称 --out 文件；标签的含义：weibao templates list --json。")


@templates.command(
    help="新建一份模板：某类文书现用的模板，或一种版式的样稿（含全部通用标签），或会议图册的母版（deck）。"
)
@click.argument("name", metavar="名称")
@OUT
@click.option("--preprinted", is_flag=True, help="套打用：不含红色部分，其余位置不变。")
def new(name: str, out: Path, preprinted: bool) -> None:
    from weibao.documents.catalogue import find
    from weibao.documents.preprinted import without_red

    if deck.named(name):
        path = _write(out, deck.FILE, deck.content(), deck.SUFFIX)
        click.echo(
            f"已写好{deck.TITLE}：{path}\n改好后以“{deck.FILE}”为名放进创建文件夹的“模板”里，会议图册就用这一份。"
        )
        return
    entry = find(name)
    content = entry.content()
    path = _write(out, entry.file, without_red(content) if preprinted else content)
    click.echo(f"已写好{entry.title}的模板：{path}")
    if entry.kind:
        click.echo(
            f"改好后以“{entry.file}”为名放进创建文件夹的“模板”里，就用这一份；可先用 weibao templates check 检查。"
        )


@templates.command(
    help="检查一份模板：标签是否都有内容可填，版面是否符合 GB/T 9704-2012；幻灯片母版（.pptx）查版式和占位符。"
    "有错误时退出码为 1。"
)
@click.argument("file", metavar="文件", type=Folder())
@click.option("--kind", metavar="名称", help="按哪类文书或版式检查；不写就看文件名。")
@as_json
def check(file: Path, kind: str | None, as_json: bool) -> None:
    from weibao.documents.catalogue import find
    from weibao.documents.template_check import Demand, check_template

    if file.is_dir():
        raise TemplateError(_folder_words(file))
    if deck.named(kind or "") or (not kind and file.suffix.lower() == deck.SUFFIX):
        found = deck.check(file)
        if as_json:
            print_json({"file": str(file), "kind": deck.NAME, "faults": list(found), "notes": [], "remarks": []})
        else:
            deck.show(file, found)
        raise click.exceptions.Exit(int(bool(found)))
    if not file.is_file():
        raise TemplateError(f"找不到模板“{file}”，请检查文件名。")
    entry = find(kind or file.stem)
    demand = Demand(fields=entry.fields, genre=entry.genre, layout=entry.layout, named=entry.named, headed=entry.headed)
    report = check_template(file, demand)
    if as_json:
        print_json({"file": str(file), "kind": entry.name, **_findings(report)})
    else:
        _show(file, entry, report)
    raise click.exceptions.Exit(int(report.failed))


@templates.command(help="套打：去掉一份文书或模板的红色部分，其余位置不变，用来印在已印好红头的纸上。")
@click.argument("file", metavar="文件", type=Folder())
@OUT
def preprint(file: Path, out: Path) -> None:
    from weibao.documents.preprinted import SUFFIX, without_red

    try:
        content = without_red(file.read_bytes())
    except ValueError as error:
        raise TemplateError(f"“{file}”不是 Word 文档（.docx），或者已经损坏。") from error
    path = _write(out, f"{file.stem}{SUFFIX}.docx", content)
    click.echo(f"已写好套打用的文件：{path}")


def _write(out: Path, name: str, content: bytes, suffix: str = ".docx") -> Path:
    """The file at `out`, or called `name` in the folder `out`; one that exists is never overwritten."""
    from weibao.atomic import replace_file

    path = out / name if out.is_dir() else out
    if path.suffix.lower() != suffix:
        raise TemplateError(f"“{path}”应以 {suffix} 结尾，或者是一个已有的文件夹。")
    if path.exists():
        raise TemplateError(f"“{path}”已经存在，没有覆盖。请换一个文件名，或先移走它。")
    path.parent.mkdir(parents=True, exist_ok=True)
    with replace_file(path) as temporary:
        temporary.write_bytes(content)
    return path


def _folder_words(folder: Path) -> str:
    """That one template is checked at a time: which of the folder, by the command to copy."""
    found = sorted(path for path in folder.iterdir() if path.suffix.lower() in (".docx", deck.SUFFIX))
    found = [path for path in found if not path.name.startswith("~$")]
    if not found:
        return f"“{folder}”是文件夹，里面没有模板（.docx、{deck.SUFFIX}）。请写一份模板的文件名。"
    listed = "；".join(f"weibao templates check {argument(path)}" for path in found)
    return f"“{folder}”是文件夹，一次检查一份模板，请写文件名：{listed}。"


def _record(entry: Entry) -> dict[str, Any]:
    return {
        "name": entry.name,
        "title": entry.title,
        "kind": entry.kind,
        "genre": entry.genre,
        "layout": entry.layout,
        "file": entry.file,
        "named": list(entry.named),
        "fields": dict(entry.fields),
    }


def _findings(report: TemplateReport) -> dict[str, Any]:
    remarks = [
        {"code": r.code, "level": r.level, "clause": r.clause, "place": r.place, "message": r.message}
        for r in report.remarks
    ]
    return {"faults": list(report.faults), "notes": list(report.notes), "remarks": remarks}


def _show(file: Path, entry: Entry, report: TemplateReport) -> None:
    from weibao.cli.show import coloured, out, table

    rows = [
        *((coloured("错误", "error"), "标签", text) for text in report.faults),
        *((coloured("提醒", "warning"), "标签", text) for text in report.notes),
        *((coloured(r.level.label, r.level.value), "版面", r.message) for r in report.remarks),
    ]
    if rows:
        out().print(table(f"{file.name}（按{entry.title}检查）", ("级别", "方面", "说明"), rows))
    else:
        click.echo(f"“{file.name}”符合要求（按{entry.title}检查）：标签都有内容可填，版面符合 GB/T 9704-2012。")
