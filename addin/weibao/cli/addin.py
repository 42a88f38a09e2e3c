"""`weibao addin …`: build the add-in, put it on this computer, take it away, find out why it does not work."""

from __future__ import annotations

import tempfile
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from weibao.cli.group import ChineseGroup
from weibao.cli.options import Folder, as_json, print_json

if TYPE_CHECKING:
    from weibao.hosts.excel.report import Step

_LABELS = {True: "完成", False: "没有成功", None: "说明"}


@click.group(cls=ChineseGroup, help="加载项：生成、安装、卸载、检查（Excel 的功能区、LibreOffice 的扩展）。")
def addin() -> None:
    """The group."""


@addin.command(help="生成 weibao.xlam（Excel）和 weibao.oxt（LibreOffice），任何系统都能做。")
@click.option("--out", metavar="文件夹", type=Folder(), default=Path(), help="放到哪里；不写就是当前文件夹。")
def build(out: Path) -> None:
    from weibao.hosts.build import build as build_files

    files = build_files(out)
    click.echo(f"已生成到文件夹：{out.resolve()}")
    for path in files:
        click.echo(f"    {path.name}（{ceil(path.stat().st_size / 1000):,} KB）")
    click.echo("装到这台电脑上，请运行：weibao addin install")


@addin.command(help="装到这台电脑上，只装给当前用户，不需要管理员；重复运行不会出错。没有装成时退出码为 1。")
@click.option("--from", "source", metavar="文件夹", type=Folder(), help="已生成的加载项在哪里；不写就现做。")
def install(source: Path | None) -> None:
    from weibao.hosts.excel.install import install as put
    from weibao.hosts.excel.system import System

    if source is not None:
        _finish(put(System(), source))
    from weibao.hosts.build import build as build_files

    with tempfile.TemporaryDirectory(prefix="weibao-") as folder:
        build_files(Path(folder))
        _finish(put(System(), Path(folder)))


@addin.command(help="从这台电脑上卸掉，恢复原来的设置。")
def uninstall() -> None:
    from weibao.hosts.excel.install import uninstall as take_away
    from weibao.hosts.excel.system import System

    _finish(take_away(System()))


@addin.command(help="检查加载项为什么用不了，逐项说明怎么办；可以写上创建文件夹一并检查。查出问题时退出码为 1。")
@click.argument("folder", metavar="[文件夹]", type=Folder(), required=False)
@as_json
def doctor(folder: Path | None, as_json: bool) -> None:
    from weibao.hosts.excel.doctor import as_dict, as_text, diagnose, healthy
    from weibao.hosts.excel.system import System

    checks = diagnose(System(), folder)
    if as_json:
        print_json(as_dict(checks))
    else:
        click.echo(as_text(checks))
    raise click.exceptions.Exit(int(not healthy(checks)))


def _finish(steps: list[Step]) -> NoReturn:
    for step in steps:
        click.echo(f"{_LABELS[step.done]}：{step.text}")
    raise click.exceptions.Exit(int(any(step.done is False for step in steps)))
