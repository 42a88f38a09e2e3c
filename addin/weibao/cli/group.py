"""click in Chinese, with commands that are imported only when they run."""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

import click

from weibao.system_words import QUOTE

# What click prints behind the help of an option: [1<=x<=99], [x>=1], [required], [required; x>=1].
_EXTRA = re.compile(r"\[(required)?(?:; )?(?:(\d+)<=x<=(\d+)|x>=(\d+))?\]$")


def _extra(found: re.Match[str]) -> str:
    required, least, most, alone = found.groups()
    parts = (("必写", required), (f"{alone} 起", alone), (f"{least} 至 {most}", most))
    return f"（{'，'.join(words for words, said in parts if said)}）"


class _Chinese:
    """Help pages in Chinese for commands and groups alike."""

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = "显示这页帮助。"
        return option  # type: ignore[no-any-return]

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = self.collect_usage_pieces(ctx)  # type: ignore[attr-defined]
        words = {"[OPTIONS]": "[选项]", "COMMAND [ARGS]...": "命令 [参数]…"}
        formatter.write_usage(ctx.command_path, " ".join(words.get(piece, piece) for piece in pieces), prefix="用法：")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        records = [record for param in self.get_params(ctx) if (record := param.get_help_record(ctx))]  # type: ignore[attr-defined]
        rows = [(name, _EXTRA.sub(_extra, text)) for name, text in records]
        if rows:
            with formatter.section("选项"):
                formatter.write_dl(rows)
        if isinstance(self, click.Group):
            self.format_commands(ctx, formatter)


class ChineseCommand(_Chinese, click.Command):
    """A command with a Chinese help page."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """As click does, but with our own words for what is left over."""
        ctx.allow_extra_args = True
        try:
            left = super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx  # click leaves it out of some
            raise
        if left and not ctx.resilient_parsing:
            raise click.UsageError(f"多写了“{' '.join(left)}”，不知道是什么。{QUOTE}", ctx)
        return left


class ChineseGroup(_Chinese, click.Group):
    """A group with Chinese help whose table of commands names modules that are imported on call."""

    command_class = ChineseCommand

    def __init__(
        self, *args: Any, commands_table: Mapping[str, tuple[str, str, str]] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._table = dict(commands_table or {})

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self._table) + [name for name in super().list_commands(ctx) if name not in self._table]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self._table:
            return super().get_command(ctx, cmd_name)
        module, attribute, _ = self._table[cmd_name]
        command = getattr(importlib.import_module(module), attribute)
        assert isinstance(command, click.Command)  # noqa: S101 - our own table
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        rows = [(name, line) for name, (_, _, line) in self._table.items()]
        own = ((name, super(ChineseGroup, self).get_command(ctx, name)) for name in super().list_commands(ctx))
        rows.extend((name, command.get_short_help_str(80)) for name, command in own if command)
        with formatter.section("命令"):
            formatter.write_dl(rows)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if not name.startswith("-") and self.get_command(ctx, name) is None:
            raise click.NoSuchCommand(name, possibilities=self.list_commands(ctx), ctx=ctx)
        return super().resolve_command(ctx, args)


_WORDS: tuple[tuple[type[click.ClickException], Callable[[Any], str]], ...] = (
    (click.NoSuchOption, lambda e: f"没有“{e.option_name}”这个选项。{_meant(e.option_name, e.possibilities)}"),
    (click.NoSuchCommand, lambda e: f"没有“{e.command_name}”这个命令。{_meant(e.command_name, e.possibilities)}"),
    (click.BadOptionUsage, lambda e: _bad_option(e)),
    (click.BadArgumentUsage, lambda e: "参数的个数不对。"),
    (click.MissingParameter, lambda e: f"还缺少 {_name(e)}。"),
    (click.BadParameter, lambda e: f"{_name(e)} 填写有误：{_expected(e)}"),
    (click.FileError, lambda e: f"打不开文件“{e.ui_filename}”，请检查文件名和权限。"),
)


def _meant(typed: str, possibilities: Sequence[str] | None) -> str:
    """What may have been meant; hyphens alone make no option like another."""
    names = {name.lstrip("-"): name for name in possibilities or ()}
    close = get_close_matches(typed.lstrip("-"), names, 1)
    return f"是不是“{names[close[0]]}”？" if close else ""


def _bad_option(error: click.BadOptionUsage) -> str:
    """A value is missing, or one was given to an option that takes none."""
    option = next(
        (param for param in (error.ctx.command.params if error.ctx else ()) if error.option_name in param.opts), None
    )
    takes_none = isinstance(option, click.Option) and (option.is_flag or option.count)
    return f"“{error.option_name}”后面{'不用写内容' if takes_none else '还要写上内容'}。"


def _name(error: click.BadParameter) -> str:
    if error.param is None:
        return "参数"
    name = error.param.human_readable_name if isinstance(error.param, click.Argument) else error.param.opts[-1]
    return f"“{name}”"


def _expected(error: click.BadParameter) -> str:
    """What would have been right: our own types say it, for click's types it is said here."""
    kind = error.param.type if error.param else None
    if isinstance(kind, click.Choice):
        return f"应为 {'、'.join(map(str, kind.choices))} 之一。"
    if isinstance(kind, click.IntRange):
        return f"应为 {kind.min} 到 {kind.max} 的整数。"
    if isinstance(kind, click.types.IntParamType):
        return "应为整数。"
    if isinstance(kind, click.types.FloatParamType):
        return "应为数字。"
    return _in_chinese(error.message)


def _in_chinese(message: str) -> str:
    """Our own words as they are; those of click that we have none for are at least introduced."""
    return message if any("\u4e00" <= sign <= "\u9fff" for sign in message) else f"命令的写法不对（{message}）。"


def describe(error: click.ClickException) -> str:
    """What a wrong call says, in Chinese, with where to find help."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        return error.message
    text = next((words(error) for kind, words in _WORDS if isinstance(error, kind)), _in_chinese(error.message))
    path = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else "weibao"
    return f"{text}\n用法请看：{path} --help"
