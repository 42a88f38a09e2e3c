"""`weibao rulebook …`: show, trace, audit, export."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from weibao.cli.group import ChineseGroup
from weibao.cli.options import Folder, as_json, print_json

if TYPE_CHECKING:
    from weibao.rulebook.model import Rulebook

RULEBOOK = click.option("--rulebook", "path", metavar="文件夹", type=Folder(), help="规则库文件夹；不写就用自带的。")


def _load(path: Path | None) -> Rulebook:
    from weibao.rulebook import load_rulebook

    return load_rulebook(path) if path else load_rulebook()


@click.group(cls=ChineseGroup, help="查规则库：看、溯源、查矛盾、导出。")
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


@rulebook.command(help="查矛盾：文件自身的矛盾和缺口，列出两处原文。有发现时退出码为 1。")
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


@rulebook.command(help="导出整部规则库（JSON），每条带出处或注明是假定。")
@RULEBOOK
@click.option("--format", "kind", type=click.Choice(["json"]), default="json", help="格式，默认 json。")
def export(path: Path | None, kind: str) -> None:
    from weibao.rulebook.export import as_dict

    print_json(as_dict(_load(path)))
