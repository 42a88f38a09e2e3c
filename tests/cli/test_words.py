"""Every page and every message of the command line is Chinese, and wrong calls end with code 2, never a traceback."""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click
import pytest

from weibao.cli import COMMANDS, cli
from weibao.cli.documents import documents
from weibao.cli.group import describe
from weibao.cli.options import Day
from weibao.compute.tasks import PublicityKind
from weibao.resources import readme as readme_file
from weibao.sheets.layout import PUBLICITY
from weibao.sheets.ledger_rows import WORDS

ENGLISH = re.compile(r"\b(Usage|Options|Commands|Error|Show this|Try|Missing|Invalid|default)\b")


@pytest.mark.parametrize("command", ["", *COMMANDS, "rulebook show", "rulebook trace", "rulebook audit"])
def test_help_is_chinese(weibao, command: str) -> None:  # type: ignore[no-untyped-def]
    outcome = weibao(*command.split(), "--help")
    assert outcome.code == 0
    assert "用法：weibao" in outcome.out
    assert not ENGLISH.search(outcome.out), outcome.out


@pytest.mark.parametrize(
    ("call", "words"),
    [
        ("scor", "没有“scor”这个命令"),
        ("score . --as-of 2023-13-01", "不是日期"),
        ("score . --asof 2023-10-01", "没有“--asof”这个选项"),
        ("new", "还缺少"),
        ("collect . --prefer", "“--prefer”后面还要写上内容"),
        ("collect . --json=1", "“--json”后面不用写内容"),
        ("collect 一 二", "多写了“二”"),
        ("rulebook trace I01 I02", "多写了“I02”"),
        ("addin install 这里", "多写了“这里”"),
        ("rulebook shwo", "是不是“show”？"),
        ("collct", "是不是“collect”？"),
        ("score . --as_of 2023-10-01", "是不是“--as-of”？"),
        ("export . --unit 市教育局", "没有“--unit”这个选项。\n"),
        ("charts . --unit 市教育局", "--unit 要和 --cards 一起写"),
        ("score . -x", "没有“-x”这个选项"),
        ("issue . --round 一", "应为"),
        ("demo 新的 --seed 一", "应为整数"),
        ("rulebook export --format xml", "应为 json、xlsx 之一"),
        ("rulebook export --format xlsx", "--out"),
        ("rulebook new --from 没有.xlsx --out 新的", "找不到文件"),
        ("rulebook trace", "还缺少"),
        ("check", "还缺少"),
        ("issue . --round 0", "“--round”"),
        ("score 没有这个文件夹", "找不到文件夹"),
        ("check 没有.xlsx", "找不到文件"),
    ],
)
def test_wrong_calls_say_what_to_do(weibao, call: str, words: str) -> None:  # type: ignore[no-untyped-def]
    outcome = weibao(*call.split())
    assert outcome.code == 2
    assert words in outcome.err
    assert "Traceback" not in outcome.err
    assert not re.search(r"[A-Za-z]{2,} [a-z]{2,} [a-z]{2,}", outcome.err.splitlines()[0]), outcome.err


@pytest.mark.parametrize("call", ["", "rulebook", "addin"])
def test_without_a_command_the_help_is_shown(weibao, call: str) -> None:  # type: ignore[no-untyped-def]
    outcome = weibao(*call.split())
    assert "用法：weibao" in outcome.err
    assert not ENGLISH.search(outcome.err)


def _kinds(kind: type[click.UsageError]) -> set[type[click.UsageError]]:
    return {kind}.union(*(_kinds(below) for below in kind.__subclasses__()))


@pytest.mark.parametrize("kind", sorted(_kinds(click.UsageError), key=lambda kind: kind.__name__))
def test_every_kind_of_wrong_call_that_click_knows_is_told_in_chinese(kind: type[click.UsageError]) -> None:
    """With click's own English words inside, whatever they are."""
    ctx = click.Context(cli, info_name="weibao")
    given = {
        "message": "Some english words.", "ctx": ctx, "option_name": "--x", "command_name": "x", "param": cli.params[0],
    }  # fmt: skip
    wanted = inspect.signature(kind).parameters
    told = describe(kind(**{name: value for name, value in given.items() if name in wanted}))
    assert re.match(r".*[一-鿿]", told.splitlines()[0])
    if kind is not click.UsageError and kind is not click.BadParameter:
        assert "english" not in told


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys, weibao.cli\n"
        "try: weibao.cli.main(['--help'])\n"
        "except SystemExit: pass\n"
        "heavy = {'openpyxl', 'pandas', 'matplotlib', 'docxtpl', 'rich', 'xlsxwriter', 'lxml'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=Path(__file__).parent)
    assert done.returncode == 0, done.stderr


# What is written in ASCII everywhere: formats and products; names of options and commands come on top.
ASCII = {"weibao", "JSON", "PDF", "Word", "Excel", "LibreOffice", "WPS", "xlsx", "docx", "csv", "PNG", "GB", "T"} | {
    "SVG",
    "PowerPoint",
    "deck",
    "A",
    "B",
    "N",
    "live",
}


def _pages(command: click.Command, context: click.Context) -> Iterator[click.Context]:
    yield context
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            one = command.get_command(context, name)
            assert one is not None
            yield from _pages(one, click.Context(one, info_name=name, parent=context))


def test_help_says_in_chinese_what_is_to_be_typed() -> None:
    pages = list(_pages(cli, click.Context(cli, info_name="weibao")))
    commands = {name for page in pages for name in page.command_path.split()}
    choices = {
        str(choice)
        for page in pages
        for param in page.command.params
        if isinstance(param.type, click.Choice)
        for choice in param.type.choices
    }
    for page in pages:
        said = re.sub(r"--[a-z-]+|[\w.-]*\.[a-z]{2,5}\b|[IVTDEN]\d+", "", page.get_help())
        words = set(re.findall(r"(?a:\b[A-Za-z<>=]*[A-Za-z]+[A-Za-z<>=]*)", said))
        assert words <= ASCII | commands | choices, page.command_path
        assert "<=" not in said


@pytest.mark.parametrize("typed", ["2023-10-09", "2023/10/9", "2023.10.9", "2023年10月9日", " 2023/10/09 "])
def test_a_day_is_read_as_people_type_it(typed: str) -> None:
    assert Day().convert(typed, None, None) == date(2023, 10, 9)


@pytest.mark.parametrize("typed", ["2023-10/9", "23/10/9", "2023/13/1", "10/9", "20231009", "2023年10月9"])
def test_what_is_no_day_is_refused(typed: str) -> None:
    with pytest.raises(click.BadParameter, match="不是日期"):
        Day().convert(typed, None, None)


def test_publicity_is_called_by_the_words_of_its_list_and_a_trial_is_told_from_a_day() -> None:
    readme = " ".join(readme_file().read_text(encoding="utf-8").split())
    for text in (readme, WORDS[PUBLICITY.sheet].note):
        assert "、".join(kind.label for kind in PublicityKind) in text
        assert "媒体报道" not in text
    for command in ("approve", "number", "issue", "withdraw"):  # these try only: a day to do it on is --date
        options = {name: option for option in documents.commands[command].params for name in option.opts}
        assert "什么也不写" in (options["--as-of"].help or "")  # type: ignore[attr-defined]
        assert "--date" in options
    assert "`documents approve`、`number`、`issue`、`withdraw` 的 `--as-of` 不一样" in readme
