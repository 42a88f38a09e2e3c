"""The command line as a process of its own: its progress, its result, its complaints."""

from __future__ import annotations

import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from demos import FEW
from hosts.fake_excel import App, Desk
from weibao.campaign.folder import Campaign
from weibao.hosts import command
from weibao.hosts.answers import asked_day, asked_units, day_of
from weibao.hosts.command import CommandError, command_line, run_command
from weibao.hosts.patience import BusyError, is_busy, patiently
from weibao.sheets.package import Package

if TYPE_CHECKING:
    from hosts.conftest import Press

LONG = 300_000  # characters: more than a pipe holds


@pytest.fixture
def play(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Let a small script be the `weibao` command."""

    def played(source: str) -> None:
        script = tmp_path / "weibao"
        script.write_text(f"#!{sys.executable}\nimport sys, time, json, os\n{source}", encoding="utf-8")
        script.chmod(0o755)
        monkeypatch.setenv(command.COMMAND, str(script))

    return played


def test_the_result_and_the_progress(play: Any) -> None:
    play(
        """
for n in (1, 2):
    print(json.dumps({"progress": "读取", "done": n, "of": 2}), file=sys.stderr, flush=True)
    time.sleep(0.3)
print(json.dumps({"arguments": sys.argv[1:], "lines": os.environ["WEIBAO_PROGRESS"]}, ensure_ascii=False))
"""
    )
    shown: list[str] = []
    desk = Desk()
    result = run_command(["collect", "文件夹 一", "--json"], shown.append, desk.pause)
    assert result == {"arguments": ["collect", "文件夹 一", "--json"], "lines": "lines"}
    assert shown == ["读取 1/2", "读取 2/2"]
    assert desk.pauses >= 4


def test_much_on_both_pipes_blocks_nothing(play: Any) -> None:
    play(
        f"""
sys.stderr.write("x" * {LONG} + "\\n")
print(json.dumps("y" * {LONG}))
sys.stderr.write("z" * {LONG} + "\\n")
"""
    )
    assert len(run_command([])) == LONG


def test_what_was_found_is_a_result_too(play: Any) -> None:
    play("print('[1]')\nsys.exit(1)")
    assert run_command([]) == [1]


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("sys.stderr.buffer.write('未能完成：请关闭台账。'.encode())\nsys.exit(2)", "未能完成：请关闭台账。"),
        ("sys.stderr.buffer.write(b'\\xff\\xfe bad')\nsys.exit(2)", "bad"),
        ("sys.exit(3)", "退出码 3"),
        ("print('no json')", "没有给出结果"),
        ("print('No module named weibao', file=sys.stderr)\nsys.exit(1)", "Python 里没有装 weibao"),
        ("print('Unknown option: -P', file=sys.stderr)\nsys.exit(2)", "Python 太旧"),
        ("print('unknown option -P', file=sys.stderr)\nsys.exit(2)", "Python 太旧"),
        ("os.kill(os.getpid(), 9)", "没有给出结果"),
    ],
)
def test_what_went_wrong_is_said_in_the_commands_own_words(play: Any, source: str, words: str) -> None:
    play(source)
    with pytest.raises(CommandError, match=words):
        run_command([])


def test_a_command_that_does_not_start(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(command.COMMAND, str(tmp_path / "nothing"))
    with pytest.raises(CommandError, match=r"启动不了 weibao 命令“.*/nothing”（已经不在了）。可能"):
        run_command([])


def test_the_process_ends_with_the_button(play: Any, tmp_path: Path) -> None:
    play(f"open({str(tmp_path / 'pid')!r}, 'w').write(str(os.getpid()))\ntime.sleep(600)")

    def closed() -> None:
        if (tmp_path / "pid").exists() and (tmp_path / "pid").read_text():
            raise RuntimeError("the window is gone")

    with pytest.raises(RuntimeError):
        run_command([], pause=closed)
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text()), 0)


def test_where_the_command_is_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv(command.COMMAND, raising=False)
    assert command_line() == [sys.executable, "-P", "-m", "weibao"]
    monkeypatch.setattr(sys, "executable", "/usr/lib/libreoffice/program/soffice.bin")
    programs = {name: tmp_path / folder / name for folder, name in (("bin", "weibao"), ("windows", "py"))}
    for path in programs.values():
        path.parent.mkdir()
        path.touch(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}{tmp_path / 'windows'}")
    assert command_line() == [str(programs["weibao"])]
    programs["weibao"].chmod(0o644)
    assert command_line() == [str(programs["py"]), "-P", "-m", "weibao"]
    programs["py"].unlink()
    with pytest.raises(CommandError, match="没有找到 weibao 命令"):
        command_line()
    monkeypatch.setattr(sys, "executable", "")
    with pytest.raises(CommandError):
        command_line()


@pytest.mark.parametrize("path", [".", "", "{here}", "{here}:{there}"])
def test_a_program_in_the_current_folder_is_not_ours(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, path: str
) -> None:
    """That folder may be the one of what units sent in."""
    for folder in ("here", "there"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "weibao").touch(0o755)
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setenv("PATH", path.format(here=tmp_path / "here", there=tmp_path / "there"))
    assert command.installed("weibao") == (str(tmp_path / "there" / "weibao") if "there" in path else "")


def test_a_module_in_the_current_folder_is_not_ours(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, demo: Path
) -> None:
    monkeypatch.delenv(command.COMMAND, raising=False)
    for name in ("weibao.py", "json.py", "click.py"):
        (tmp_path / name).write_text("raise SystemExit(7)", encoding="ascii")
    monkeypatch.chdir(tmp_path)
    assert run_command(["score", str(demo), "--as-of", "2023-10-09", "--json"])["schema"] == "weibao.score/1"


def test_another_python_gets_none_of_this_ones_settings(play: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONHOME", "/nowhere")
    monkeypatch.setenv("PYTHONPATH", "/nowhere")
    play("print(json.dumps([os.environ.get('PYTHONHOME'), os.environ.get('PYTHONPATH')]))")
    assert run_command([]) == [None, None]


def test_the_real_command(demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(command.COMMAND, raising=False)
    shown: list[str] = []
    result = run_command(["score", str(demo), "--as-of", "2023-10-09", "--json"], shown.append)
    assert result["schema"] == "weibao.score/1"
    assert shown[-1].startswith("读取回收清单 ")
    with pytest.raises(CommandError, match="不是创建文件夹"):
        run_command(["score", str(demo.parent), "--json"])


@pytest.mark.parametrize(
    "line",
    [("score", "{demo}", "--as-of", "2023-10-09", "--json"), ("score", "{none}", "--json"), ("dance",)],
    ids=["a result", "a complaint", "no such command"],
)
def test_the_runner_in_this_process_is_like_the_real_one(
    demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest, line: tuple[str, ...]
) -> None:
    """Other tests use it: its result, its progress and its complaints are those of a process."""
    monkeypatch.delenv(command.COMMAND, raising=False)
    arguments = [part.format(demo=demo, none=tmp_path / "none") for part in line]

    def tried() -> tuple[object, ...]:
        shown: list[str] = []
        try:
            return run_command(arguments, shown.append), set(shown)
        except CommandError as error:
            return type(error), str(error)

    real = tried()
    request.getfixturevalue("in_process")
    monkeypatch.setattr("subprocess.Popen", None)
    assert tried() == real


def test_a_button_with_the_real_command(press: Press, demo: Path, excel: App, monkeypatch: pytest.MonkeyPatch) -> None:
    """From the ledger into the process and back into the ledger."""
    monkeypatch.delenv(command.COMMAND, raising=False)
    next((demo / "回收" / "第1轮").glob("*城南街道*")).unlink()
    desk = press("collect")
    assert f"已报 {len(FEW) - 1} 个" in desk.message
    assert "城南街道" not in str(Package(Campaign.open(demo).ledger).sheet("_returns").grid())
    assert any("读取回收清单" in str(text) for text in excel.shown)


def test_two_at_once(play: Any) -> None:
    """Each gets its own answer, and both run at the same time: the first ends only when the second has begun."""
    play(
        """
import pathlib
pathlib.Path(sys.argv[1]).touch()
while not pathlib.Path(sys.argv[2]).exists():
    time.sleep(0.02)
print(json.dumps(sys.argv[3]))
"""
    )
    folder = Path(os.environ[command.COMMAND]).parent
    names = [str(folder / name) for name in ("first", "second")]
    lines = [[*names, "甲"], [*reversed(names), "乙"]]
    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(run_command, lines, timeout=60)) == ["甲", "乙"]


# --- a busy Excel ---------------------------------------------------------------------------------------


class ComError(Exception):
    """As pywintypes.com_error shows itself."""

    def __init__(self, hresult: int, inner: int | None = None) -> None:
        super().__init__(hresult)
        self.hresult = hresult
        self.excepinfo = None if inner is None else (0, "Excel", None, None, 0, inner)


@pytest.mark.parametrize(
    "error", [ComError(-2147418111), ComError(-2146777998), ComError(-2147352567, -2146777998)], ids=repr
)
def test_a_busy_excel_is_asked_again(error: ComError) -> None:
    answers: list[object] = [error, error, "done"]

    def call() -> object:
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    desk = Desk()
    assert patiently(call, desk.pause) == "done"
    assert desk.pauses == 2


def test_patience_ends_and_other_errors_are_not_waited_for() -> None:
    def always(error: Exception) -> Any:
        def call() -> None:
            raise error

        return call

    with pytest.raises(BusyError, match="正在编辑单元格"):
        patiently(always(ComError(-2147418111)), Desk().pause, seconds=0)
    with pytest.raises(ComError):
        patiently(always(ComError(-2147352567, -2146827284)), Desk().pause)
    assert not is_busy(ComError(-2147352567))
    assert is_busy(type("ExcelBusyError", (Exception,), {})())


# --- answers ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["2023-09-28", "2023-9-28", "2023.9.28", "2023/09/28", "2023年9月28日", "２０２３－０９－２８"]
)
def test_days_as_people_write_them(text: str) -> None:
    day = day_of(text)
    assert day is not None
    assert day.isoformat() == "2023-09-28"


@pytest.mark.parametrize("text", ["", "9月28日", "2023-02-30", "2023-13-01", "20230928", "明天", "2023-9-28 前"])
def test_what_is_no_day(text: str) -> None:
    assert day_of(text) is None


def test_a_question_is_asked_until_it_can_be_understood() -> None:
    earliest = day_of("2023-09-01")
    assert earliest
    desk = Desk("soon", "2023-08-31", "2023-9-30")
    assert asked_day(desk, "哪天？", earliest) == "2023-09-30"
    assert desk.asked == ["哪天？", "“soon”不是日期。哪天？", "2023-08-31 早于下发日期 2023-09-01。哪天？"]
    assert asked_day(Desk("soon", None), "哪天？", earliest) is None
    assert asked_day(Desk("  "), "哪天？", earliest) == ""
    assert asked_units(Desk("市教育局、 东陈镇；市妇联"), "？") == ["市教育局", "东陈镇", "市妇联"]
    assert asked_units(Desk(None), "？") == asked_units(Desk(""), "？") == []
