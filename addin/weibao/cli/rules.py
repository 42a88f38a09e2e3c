"""`weibao rulebook …`: show, trace, audit, export, new, adopt."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from weibao.cli.group import ChineseGroup
from weibao.cli.options import Folder, as_json, print_json
from weibao.system_words import argument

if TYPE_CHECKING:
    from collections.abc import Mapping

    from weibao.rulebook.blank_form import Answers
    from weibao.rulebook.faults import Faults
    from weibao.rulebook.model import Rulebook

RULEBOOK = click.option("--rulebook", "path", metavar="文件夹", type=Folder(), help="规则库文件夹；不写就用自带的。")


def _load(path: Path | None) -> Rulebook:
    from weibao.rulebook import load_rulebook

    return load_rulebook(path) if path else load_rulebook()


_USUAL = 100  # points of a rubric
_SHOWN = 10  # characters of a setting's text that are shown beside its title

_ELSEWHERE = {
    "adopt": ("weibao.cli.adopt", "adopt", "换用改过的规则库：下一轮起用新的"),
    "wizard": ("weibao.cli.wizard", "wizard", "一问一答，建另一个县（市、区、旗）的规则库"),
}


@click.group(cls=ChineseGroup, commands_table=_ELSEWHERE, help="查规则库：看、溯源、查矛盾、导出、新建、换用。")
def rulebook() -> None:
    """The group."""


@rulebook.command(help="概览：各类记录有多少条，各项目多少分。")
@RULEBOOK
@as_json
def show(path: Path | None, as_json: bool) -> None:
    from weibao.rulebook.export import as_dict
    from weibao.rulebook.labels import PARTS

    book = _load(path)
    data = as_dict(book)
    counts = {key: len(value) for key, value in data.items() if isinstance(value, list)}
    if as_json:
        print_json(
            {"id": book.id, "title": book.title, "version": book.version, "digest": book.digest, "records": counts}
        )
        return
    from weibao.cli.show import out, points, table

    click.echo(f"{book.title}（{book.issuer}，{book.issued}），版本 {book.version}")
    out().print(table("记录", ("类别", "条数"), [(PARTS[key], counts[key]) for key in PARTS if key in counts]))
    rows = [
        (item.name, sum(i.category == item.id for i in book.indicators), points(book.scale, item.full))
        for item in book.categories
    ]
    out().print(
        table(
            "考核细则",
            ("项目", "指标数", "分值"),
            [*rows, ("合计", len(book.indicators), points(book.scale, book.full))],
        )
    )


@rulebook.command(help="溯源：一条记录（如 I15、V2、D07）、它的原文和原文所在位置。")
@click.argument("record", metavar="编号")
@RULEBOOK
@as_json
def trace(record: str, path: Path | None, as_json: bool) -> None:
    from weibao.rulebook.trace import trace as find

    found = find(_load(path), record)
    if as_json:
        print_json(found.as_dict())
    else:
        click.echo(found.text())


@rulebook.command(
    help="查矛盾：先列规则库自己的毛病（引文、工作标准和方案原文对不上，要求和工作标准对不上，原文有漏的），"
    "再列方案自身的矛盾和缺口，附两处原文。有发现时退出码为 1。"
)
@RULEBOOK
@as_json
def audit(path: Path | None, as_json: bool) -> None:
    from weibao.rulebook.audit import audit as find

    items = find(_load(path))
    if as_json:
        print_json([item.as_dict() for item in items])
    else:
        for number, item in enumerate(items, 1):
            click.echo(f"{number}. {item.title}\n   {item.explanation}")
            for source in item.quotes:
                click.echo(f"   【{source.place} {source.item}】“{source.quote}”")
        click.echo(f"共 {len(items)} 处。")
    raise click.exceptions.Exit(int(bool(items)))


@rulebook.command(
    help="导出整部规则库：json 给程序读，每条带出处；xlsx 是一本可以改的工作簿，改好用 rulebook new 变回规则库。"
)
@RULEBOOK
@click.option("--format", "kind", type=click.Choice(["json", "xlsx"]), default="json", help="格式，默认 json。")
@click.option("--out", type=Folder(), metavar="文件", help="写到哪个文件（xlsx 必写）；json 不写就打印出来。")
def export(path: Path | None, kind: str, out: Path | None) -> None:
    if kind == "xlsx":
        _export_book(path, out)
        return
    from weibao.rulebook.export import as_dict

    data = as_dict(_load(path))
    if out is None:
        print_json(data)
        return
    from weibao.atomic import replace_file

    with replace_file(out) as temporary:
        temporary.write_text(json.dumps(data, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    click.echo(f"已写好：{out}")


def _export_book(path: Path | None, out: Path | None) -> None:
    from weibao.rulebook.loader import DEFAULT_RULEBOOK, find_folder
    from weibao.rulebook.tabular import to_tables
    from weibao.sheets.rulebook_book import write_rulebook

    if out is None or out.suffix.lower() != ".xlsx":
        raise click.UsageError("导出工作簿要用 --out 写明文件名，以 .xlsx 结尾。")
    if out.exists():
        raise click.UsageError(f"“{out}”已经有了，里面可能有改过的内容，没有写。请换一个文件名。")
    book = _load(path)
    write_rulebook(out, to_tables(find_folder(path or DEFAULT_RULEBOOK)), title=book.title, created=book.issued)
    click.echo(f"已写好：{out}。改好以后运行 weibao rulebook new --from {argument(out)} --out 文件夹")


@rulebook.command(
    help="由工作簿生成规则库文件夹：填好的建库表，或者 rulebook export 导出、改好的工作簿。先整体检查，"
    "有不对的就不写，在哪张表、哪一格、怎么改，一次全部指出。--blank 生成一份空白的建库表。"
)
@click.option("--from", "source", type=Folder(), metavar="文件", help="建库表，或者导出、改好的规则库工作簿。")
@click.option("--out", type=Folder(), metavar="文件夹", help="放在哪个新文件夹。")
@click.option("--blank", type=Folder(), metavar="文件", help="生成一份空白的建库表（.xlsx），带例子和下拉。")
def new(source: Path | None, out: Path | None, blank: Path | None) -> None:
    from datetime import date

    from weibao.rulebook.blank import rulebook_files
    from weibao.rulebook.book_places import told_in_book
    from weibao.rulebook.faults import Faults
    from weibao.rulebook.tabular import to_files
    from weibao.sheets.blank_book import is_blank_form, read_blank, write_blank
    from weibao.sheets.rulebook_book import read_rulebook

    if blank is not None:
        if blank.suffix.lower() != ".xlsx" or blank.exists():
            raise click.UsageError("--blank 后面写一个新的文件名，以 .xlsx 结尾。")
        write_blank(blank, created=date.today())  # noqa: DTZ011
        click.echo(f"已写好：{blank}。填好以后运行 weibao rulebook new --from {argument(blank)} --out 文件夹")
        return
    if source is None or out is None:
        raise click.UsageError("要写 --from 文件 和 --out 文件夹；还没有建库表的，先用 --blank 生成一份。")
    if not source.is_file():
        raise click.UsageError(f"找不到文件“{source}”。")
    if not is_blank_form(source):
        tables = read_rulebook(source)
        faults = Faults()
        with told_in_book(tables):
            create(to_files(tables, faults), out, faults)
        return
    answers = read_blank(source)
    create(rulebook_files(answers), out)
    tell_unlisted(answers)


def tell_unlisted(answers: Answers) -> None:
    """Who became a department because the rubric names it: another way of writing, or a slip, would be one, too."""
    from weibao.rulebook.blank_units import unlisted

    if found := unlisted(answers):
        click.echo(
            f"名单里没有列、只写在考核细则或负面清单里，当作部门的有 {len(found)} 个：{'、'.join(found)}。"
            "其中是别的单位的另一种写法，或者写错了的，请改正以后重新建。"
        )


def create(files: Mapping[str, bytes], out: Path, faults: Faults | None = None) -> None:
    """Make the folder and say what is in it, what its quotes lack, and what to do next."""
    from weibao.rulebook.audit_own import outside_standards
    from weibao.rulebook.create import create_folder
    from weibao.rulebook.quotes import coverage

    book = create_folder(files, out, faults)
    click.echo(f"已建好：{out}（{book.title}，{len(book.indicators)} 项指标，{len(book.units)} 个单位）")
    tell_total(book)
    found = coverage(book)
    if not found.complete:
        click.echo(
            f"引文有 {len(found.missing)} 处在方案原文里找不到，原文有 {len(found.uncovered)} 句没有着落；"
            f"用 weibao rulebook audit --rulebook {argument(out)} 看是哪些。"
        )
    if apart := outside_standards(book):
        click.echo(
            f"{'、'.join(record.id for record in apart)} 的引文不在所属指标的工作标准里：标准或要求只改了一处，"
            f"用 weibao rulebook audit --rulebook {argument(out)} 看。"
        )
    tell_left_over(book)
    click.echo(f"用它新建创建文件夹：weibao new 文件夹 --rulebook {argument(out)}")


def tell_total(book: Rulebook) -> None:
    """A rubric of another sum than nearly every plan has: a row may be missing, or a figure wrong."""
    full = book.scale.points(book.full)
    if full != _USUAL:
        click.echo(f"考核细则合计 {full:f} 分，不是 {_USUAL} 分：请核对有没有漏行、填错分值；方案就是这样的不用管。")


def tell_left_over(book: Rulebook) -> None:
    """The settings that still say what the county of the program's own rulebook is called."""
    from weibao.rulebook.leftover import left_over

    if found := left_over(book):
        short = [item.default if len(item.default) <= _SHOWN else "" for item in found]
        listed = "、".join(item.title + (f"“{text}”" if text else "") for item, text in zip(found, short, strict=True))
        click.echo(
            f"还要改的设置，现在仍是自带规则库那个县（市）的，共 {len(found)} 项：{listed}。"
            "可以在工作簿的“设置”里改“默认值”以后重新建，也可以新建文件夹以后填在核定台账的“设置”里。"
        )
