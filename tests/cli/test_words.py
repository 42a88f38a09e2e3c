"""Every page and every message of the command line is Chinese, and wrong calls end with code 2, never a traceback."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from weibao.cli import COMMANDS

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
