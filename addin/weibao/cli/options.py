"""Arguments and options that several commands share."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

from weibao.workdays import typed_day

F = TypeVar("F", bound=Callable[..., Any])
_WAIT = "weibao.wait"


class Day(click.ParamType[date]):
    """A date as people type it: 2023-10-09, 2023/10/9."""

    name = "日期"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return typed_day(str(value))
        except ValueError:
            self.fail(f"“{value}”不是日期，应写成 2023-10-09 这样。", param, ctx)


class Folder(click.ParamType[Path]):
    """A path; whether it is a campaign folder is said by the command."""

    name = "文件夹"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        return value if isinstance(value, Path) else Path(str(value))


def folder(function: F) -> F:
    """The campaign folder, by default the one that the current folder is or lies in."""
    return click.argument("folder", metavar="[文件夹]", type=Folder(), default=around)(function)


def around(*names: str) -> Path:
    """The campaign that the first of the paths lies in that lies in one, else the current folder's; where that lies in
    none either, the current folder itself.
    """
    from weibao.campaign.folder import campaign_around

    for name in (*names, "."):
        found = campaign_around(Path(name))
        if found is not None:
            return Path() if found == Path.cwd() else found
    return Path()


def as_of(function: F) -> F:
    """The day that everything is computed for; the clock is read here and nowhere below."""
    return click.option(
        "--as-of",
        type=Day(),
        default=lambda: date.today(),  # noqa: DTZ011
        help="基准日，如 2023-10-09；不写就是今天。",
    )(function)


def as_json(function: F) -> F:
    return click.option("--json", "as_json", is_flag=True, help="输出 JSON，供其他程序读取。")(function)


def strict(function: F) -> F:
    return click.option("--strict", is_flag=True, help="有错误或提醒时以退出码 1 结束。")(function)


def live(function: F) -> F:
    """For the buttons: they have the ledger open and put the changes into it themselves."""
    text = "核定台账正开着时由按钮使用：不写台账，把对它的改动放进 JSON 的 live 里（要和 --json 一起写）。"
    return click.option("--live", is_flag=True, help=text)(function)


def wait(function: F) -> F:
    """For commands that write: how long to wait for others. `opened` and `writing` look it up (`seconds`)."""

    def keep(ctx: click.Context, _: click.Parameter, value: int) -> None:
        ctx.meta[_WAIT] = value

    text = "别人正在运行，或核定台账、总台账正打开着时，最多等这么多秒；不写就不等。"
    return click.option(
        "--wait", type=click.IntRange(0, 86400), default=0, metavar="秒数", help=text, expose_value=False, callback=keep
    )(function)


def seconds() -> int:
    """What was given with --wait, 0 where nothing was."""
    context = click.get_current_context(silent=True)
    return int(context.meta.get(_WAIT, 0)) if context else 0


def print_json(value: object) -> None:
    """JSON on standard output, always UTF-8 whatever the console's code page."""
    text = json.dumps(value, ensure_ascii=False, indent=2) + "\n"
    sys.stdout.flush()
    if hasattr(sys.stdout, "buffer"):
        sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
        sys.stdout.buffer.flush()
    else:
        sys.stdout.write(text)
