"""`weibao rulebook wizard`: the questions of 建库表 on the terminal, each of them an option as well."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from weibao.cli.group import ChineseCommand
from weibao.cli.options import Folder
from weibao.rulebook.blank_form import DEPARTMENT, HEAD, TOWN


def _answers(function: Callable[..., None]) -> Callable[..., None]:
    """An option for every single answer."""
    for question in reversed(HEAD):
        name = f"--{question.key.replace('_', '-')}"
        function = click.option(name, question.key, metavar=question.title, help=f"{question.help}。")(function)
    return function


@click.command(
    cls=ChineseCommand,
    help="建另一个县（市、区、旗）的规则库：没有写成选项的，必填的一项一项问；考核细则来自一张表。",
)
@click.option("--out", type=Folder(), required=True, metavar="文件夹", help="放在哪个新文件夹。")
@click.option(
    "--rubric",
    type=Folder(),
    metavar="文件",
    help="考核细则：.xlsx 或 .csv，栏名有项目、工作标准、分值、牵头单位、责任单位。",
)
@click.option("--towns", default="", metavar="名单", help="镇、街道、乡、苏木，用顿号分开。")
@click.option(
    "--members",
    default="",
    metavar="名单",
    help="成员单位，用顿号分开；别的写法写在等号后面：旗教育局=教育局/旗教体局。",
)
@_answers
def wizard(out: Path, rubric: Path | None, towns: str, members: str, **given: str | None) -> None:
    from weibao.cli.rules import create, tell_unlisted
    from weibao.rulebook.blank import rulebook_files
    from weibao.rulebook.blank_form import Answers
    from weibao.sheets.blank_book import read_rubric

    missing = [question for question in HEAD if question.must and not given.get(question.key)]
    if (missing or rubric is None) and not sys.stdin.isatty():
        names = [f"--{question.key}" for question in missing] + (["--rubric"] if rubric is None else [])
        raise click.UsageError(f"还要写 {'、'.join(names)}；在终端里运行会一项一项问。")
    if missing:
        for question in HEAD:
            if given.get(question.key) is None:
                given[question.key] = _ask(question.title, question.help, must=question.must)
        towns = towns or _ask("乡级单位", "镇、街道、乡、苏木，用顿号分开")
        members = members or _ask("成员单位", "用顿号分开；只写在考核细则里的不用写")
    source = rubric or Path(_ask("考核细则", "表格文件的位置（.xlsx 或 .csv）", must=True))
    if not source.is_file():
        raise click.UsageError(f"找不到文件“{source}”。")
    units = [*_units(members, DEPARTMENT), *_units(towns, TOWN)]
    answers = Answers(given, units, read_rubric(source))
    create(rulebook_files(answers), out)
    tell_unlisted(answers)


def _ask(title: str, help_: str, *, must: bool = False) -> str:
    while True:
        answer = str(click.prompt(f"{title}（{help_}）", default="", show_default=False)).strip()
        if answer or not must:
            return answer
        click.echo("这一项必填。")


def _units(names: str, kind: str) -> list[dict[str, Any]]:
    from weibao.compute.setting_values import names as split

    made = []
    for part in split(names):
        name, _, aliases = part.partition("=")
        made.append({"name": name.strip(), "kind": kind, "aliases": aliases.replace("/", "、")})
    return made
