"""The master slide of 会议图册 among `weibao templates …`: made and checked as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import click

from weibao.errors import TemplateError

if TYPE_CHECKING:
    from pathlib import Path

NAME: Final = "deck"
TITLE: Final = "会议图册母版"
FILE: Final = "deck.pptx"
SUFFIX: Final = ".pptx"


def named(name: str) -> bool:
    """Whether a name, title or file means the master."""
    return name in (NAME, TITLE, FILE)


def record() -> dict[str, Any]:
    """The master as `templates list --json` tells of it; `fields` are its placeholders by layout."""
    from weibao.charts.deck_parts import NEEDED

    fields = {layout: "、".join(names) for layout, names in NEEDED.items()}
    return {
        "name": NAME, "title": TITLE, "kind": False, "genre": "", "layout": "slides", "file": FILE,
        "named": list(NEEDED), "fields": fields,
    }  # fmt: skip


def row() -> tuple[str, str, str, str, str]:
    """The same as a row of the list."""
    return NAME, TITLE, "", "幻灯片", FILE


def content() -> bytes:
    """The shipped file. Raises WeibaoError where the installation is incomplete."""
    from weibao.resources import template

    return template(FILE).read_bytes()


def check(file: Path) -> tuple[str, ...]:
    """What is wrong with a master; nothing where it can be used."""
    from weibao.charts.deck_master import faults

    if not file.is_file():
        raise TemplateError(f"找不到模板“{file}”，请检查文件名。")
    return faults(file)


def show(file: Path, found: tuple[str, ...]) -> None:
    """Say what was found."""
    from weibao.cli.show import coloured, out, table

    if found:
        rows = [(coloured("错误", "error"), "母版", text) for text in found]
        out().print(table(f"{file.name}（按{TITLE}检查）", ("级别", "方面", "说明"), rows))
    else:
        click.echo(f"“{file.name}”符合要求（按{TITLE}检查）：版式和占位符都有。")
