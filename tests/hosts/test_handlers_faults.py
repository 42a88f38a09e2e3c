"""Buttons when something goes wrong: slips of people, faults of ours, cells that somebody fills meanwhile."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from hosts.fake_excel import App, Desk
from sheets.ledger_view import shown
from weibao.campaign import folder
from weibao.campaign.folder import Campaign
from weibao.hosts import handlers, job
from weibao.hosts.handlers import run
from weibao.hosts.job import ATTEMPTS
from weibao.sheets.layout import LEDGER_NAMES, ROUNDS
from weibao.sheets.package import Package

VILLAGE = Path(__file__).parent.parent / "village"

pytestmark = [pytest.mark.xdist_group("handlers-faults"), pytest.mark.usefixtures("in_process", "quick_charts")]

Press = Callable[..., Desk]


def test_outside_a_campaign_it_says_what_to_open(demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    alone = Path(shutil.copy(demo / "总台账.xlsx", tmp_path / "alone.xlsx"))
    for book in (App(alone).book(), None):
        desk = Desk()
        run("collect", book, desk)
        assert "请打开创建文件夹里的“核定台账”" in desk.message
        assert "buttons.log" not in desk.message
    assert not (tmp_path / ".weibao").exists()


def test_what_the_command_says_is_passed_on(press: Press, demo: Path) -> None:
    (demo / ".weibao" / "history.sqlite").write_bytes(b"no database" * 500)
    message = press("collect").message
    assert "人工填写的内容都在核定台账里" in message
    assert "详细经过" not in message


def test_a_fault_of_the_command_is_an_error_with_the_log(
    press: Press, demo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = demo.parent / "weibao"
    broken.write_text("#!/bin/sh\necho '未能完成：程序内部出错（KeyError：x，y.py:1）' >&2\nexit 2\n", "utf-8")
    broken.chmod(0o755)
    monkeypatch.setenv("WEIBAO_COMMAND", str(broken))
    error = press("missing").error
    assert "KeyError" in error
    assert f"详细经过记在：{demo / '.weibao' / 'buttons.log'}" in error
    # Nothing said at all is no slip of the clerk either.
    broken.write_text("#!/bin/sh\nexit 3\n", "utf-8")
    assert "退出码 3" in press("missing").error


def test_a_fault_of_ours_is_a_message_and_a_log(press: Press, demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_result: object) -> str:
        raise ZeroDivisionError("mistake")

    monkeypatch.setattr(handlers.messages, "missing", fail)
    assert "程序内部出错（ZeroDivisionError：mistake）" in press("missing").error
    log = (demo / ".weibao" / "buttons.log").read_text("utf-8")
    assert "missing weibao" in log
    assert "Traceback" in log


def test_a_book_that_cannot_be_saved(press: Press, excel: App, monkeypatch: pytest.MonkeyPatch, demo: Path) -> None:
    """Who only looks goes on with what was saved last, and says so; who writes says what is wrong."""

    def refuse(*_: object, **__: object) -> None:
        raise OSError("read only")

    monkeypatch.setattr(excel.books.items[0], "save", refuse)
    message = press("score").message
    assert "得分 " in message
    assert "可能是只读打开的：以上按最近一次保存的内容算" in message
    message = press("collect").message
    assert "可能是以只读方式打开的" in message
    assert "read only" not in message


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (
            OSError(errno.EHOSTDOWN, "Host is down", "Z:/总台账.xlsx"),
            "读写“Z:/总台账.xlsx”出错（网络盘连不上）。请等网络",
        ),
        (OSError(errno.EIO, "Input/output error"), "读写文件出错（磁盘或网络出错）。请先把整个创建文件夹"),
    ],
)
def test_an_error_of_the_disk_is_none_of_ours_and_has_the_log(
    press: Press, demo: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, says: str
) -> None:
    def fail(_result: object) -> str:
        raise error

    monkeypatch.setattr(handlers.messages, "missing", fail)
    told = press("missing").error
    assert told.startswith(f"没有完成：{says}")
    assert "程序内部出错" not in told
    assert str(error.strerror) not in told
    assert f"详细经过记在：{demo / '.weibao' / 'buttons.log'}" in told


def test_a_button_that_does_not_read_the_ledger_does_not_save_it(press: Press, excel: App, demo: Path) -> None:
    for action in ("audit", "doctor", "help", "check", "open_campaign", "register"):
        press(action)
    assert excel.books.items[0].saves == 0
    press("missing")
    assert excel.books.items[0].saves == 1, "a program that does not tell whether there is anything to save"
    for saved, saves in ((True, 1), (False, 2)):
        excel.books.items[0].api.Saved = saved
        press("missing")
        assert excel.books.items[0].saves == saves


def test_a_workbook_that_was_closed_meanwhile(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    """LibreOffice's exception for it has a name of its own and says it in English."""
    gone = type("com.sun.star.lang.DisposedException", (Exception,), {})

    def fail(_status: object) -> str:
        raise gone("Component has been disposed")

    monkeypatch.setattr(handlers.messages, "missing", fail)
    message = press("missing").message
    assert message.startswith("工作簿在运行期间被关闭了")
    assert "disposed" not in message


def test_the_log_does_not_grow_without_bound(press: Press, demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(handlers.messages, "missing")
    log = demo / ".weibao" / "buttons.log"
    log.write_text("x" * 1_000_001)
    press("missing")
    assert log.stat().st_size < 10_000
    assert log.with_name("buttons.log.old").stat().st_size == 1_000_001


def test_the_names_in_a_campaign_are_the_campaigns_own() -> None:
    """The extension for LibreOffice carries no campaign code, so a few names stand twice."""
    made = Campaign(Path("x"), "y")
    assert (job.MACHINE, job.LEDGER, job.LEDGER_SUFFIXES) == (folder.MACHINE, folder.LEDGER, folder.LEDGER_SUFFIXES)
    assert made.machine / job.MARKER == Path("x") / ".weibao" / "campaign.json"
    assert LEDGER_NAMES["as_of"] == job.AS_OF
    assert handlers.CONSOLE == folder.CONSOLE


def test_what_is_put_in_is_one_step_to_take_back(village_made: Path, tmp_path: Path) -> None:
    """Where the program can take back at all."""
    made = Campaign.open(Path(shutil.copytree(village_made, tmp_path / "谷地")))
    steps: list[str] = []

    class Undoing(Desk):
        @contextmanager
        def step(self, title: str) -> Iterator[None]:
            steps.append(f"+{title}")
            yield
            steps.append(f"-{title}")

    run("issue", App(made.ledger).book(), Undoing("", ""))
    assert steps == [f"+{job.STEP}", f"-{job.STEP}"]


def test_an_unknown_button(press: Press) -> None:
    assert "没有“dance”这个按钮" in press("dance").message


@pytest.mark.parametrize("times", [1, 5])
def test_what_a_person_types_in_the_meantime_is_not_overwritten(
    village_made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, times: int
) -> None:
    """The clerk goes on typing while the command runs, always into the very cell that the new round would get."""
    made = Campaign.open(Path(shutil.copytree(village_made, tmp_path / "谷地")))
    excel, desk = App(made.ledger), Desk("复查", "")
    book = excel.books.items[0]
    typed: list[int] = []
    real = handlers.Job.update

    def typed_first(press: handlers.Job, ledger: object, live: dict[str, list[dict[str, object]]]) -> None:
        if len(typed) < times:
            typed.append(next(int(str(cell["row"])) for cell in live["cells"] if cell["sheet"] == ROUNDS.sheet))
            book.typed[ROUNDS.sheet, typed[-1], 2] = "我正在写"
        real(press, ledger, live)  # type: ignore[arg-type]

    monkeypatch.setattr(handlers.Job, "update", typed_first)
    before = Package(made.ledger).sheet("_returns").grid()
    run("issue", excel.book(), desk)
    if times > ATTEMPTS:
        assert f"“轮次”第 {typed[-1]} 行在运行期间填了内容" in desk.message
        assert len(typed) == ATTEMPTS
        assert Package(made.ledger).sheet("_returns").grid() == before
        # The checklists are out. Pressed again, the same round is noted; no second one begins.
        monkeypatch.setattr(handlers.Job, "update", real)
        desk = Desk("")
        run("missing", excel.book(), desk)
        assert "还没有下发计分的清单" not in desk.message
        desk = Desk("", "")
        run("issue", excel.book(), desk)
        assert "没有登记进核定台账，这次先把它补登" in desk.message
    assert "第1轮：" in desk.message
    assert shown(made.ledger, ROUNDS.sheet)["1.0"]["名称"] == "复查"
    assert not (made.root / "下发" / "第2轮").exists()
    sheet = Package(made.ledger).sheet(ROUNDS.sheet)
    assert [sheet.value(row, 2) for row in typed] == ["我正在写"] * len(typed)
