"""The menu of LibreOffice on a real campaign: the handlers of Excel's ribbon, the real command line, a real Calc."""

from __future__ import annotations

import shutil
import sys
import zipfile
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from demos import FEW
from hosts.excel.vba_reader import read_macros
from sheets.ledger_view import named, shown
from weibao.campaign.create import create_campaign
from weibao.campaign.folder import Campaign
from weibao.hosts.build import ledger_macros
from weibao.hosts.command import run_command
from weibao.hosts.handlers import REGISTER
from weibao.hosts.libreoffice.names import SCHEME
from weibao.sheets.layout import INDICATORS, ROUNDS
from weibao.sheets.package import Package
from weibao.sheets.package_values import address

if TYPE_CHECKING:
    from collections.abc import Iterator

    from e2e.live import LiveBook, LiveOffice

VILLAGE = Path(__file__).parent.parent / "village"

pytestmark = [pytest.mark.office, pytest.mark.xdist_group("live")]


class Press:
    """Clicks menu entries of one open workbook; what was said comes back as it was said."""

    def __init__(self, office: LiveOffice, book: LiveBook) -> None:
        self.office, self.book = office, book

    def __call__(self, action: str, *answers: str) -> list[str]:
        self.office.told()
        self.office.answers(*answers)
        self.book.dispatch(SCHEME + action)
        return self.office.told()


def holding(folder: Path) -> Path:
    """The command line, which waits in front of its work for as long as there is a file `hold` in `folder`."""
    script, hold = folder / "weibao", folder / "hold"
    script.write_text(
        f'''#!/bin/sh
if [ -e "{hold}" ]; then : > "{hold}.held"; fi
while [ -e "{hold}" ]; do sleep 0.05; done
exec "{Path(sys.executable).with_name("weibao")}" "$@"
'''
    )
    script.chmod(0o755)
    return script


@contextmanager
def opened(office: LiveOffice, path: Path) -> Iterator[tuple[LiveBook, Press]]:
    command = office.folder / ".config" / "weibao" / "command.txt"
    command.parent.mkdir(parents=True, exist_ok=True)
    command.write_text(str(holding(office.folder)), encoding="utf-8")
    with office.open(path) as book:
        book.calculate()
        yield book, Press(office, book)


@pytest.fixture(scope="class")
def county(
    few_made: Path, live_office: LiveOffice, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Path, LiveBook, Press]]:
    """A copy of the demonstration with few returns, and its ledger, open for all buttons of a class."""
    root = Path(shutil.copytree(few_made, tmp_path_factory.mktemp("county") / "演示"))
    with opened(live_office, Campaign.open(root).ledger) as (book, press):
        yield root, book, press


@pytest.fixture
def issued(village_issued: Path, tmp_path: Path) -> Path:
    """A small campaign whose first round is out."""
    return Path(shutil.copytree(village_issued, tmp_path / "谷地"))


def carried(ledger: Path) -> tuple[dict[str, str], bytes]:
    """The sources of the macros, and the ribbon. LibreOffice writes the container anew, with one blank line more."""
    with zipfile.ZipFile(ledger) as package:
        macros = read_macros(ledger.name, package.read("xl/vbaProject.bin"))
        return {name: code.rstrip() for name, code in macros.items()}, package.read("customUI/customUI14.xml")


def total(book: LiveBook, ledger: Path) -> float:
    sheet, row, column = Package(ledger).names["wb_earned"]
    return book.value(sheet, address(row, column))


class TestTheCountysLedger:
    """Whatever else opens a workbook has it alone: this one is closed at the end."""

    def test_collect_shows_the_new_total_in_the_open_ledger(self, county: tuple[Path, LiveBook, Press]) -> None:
        root, book, press = county
        ledger = Campaign.open(root).ledger
        before = total(book, ledger)
        returned = next((root / "回收" / "第1轮").glob("*市民政局*"))
        returned.rename(root.parent / returned.name)
        said = press("collect")
        assert said[0].startswith(f"tell\t第1轮（基准日 2023-10-09）：应报 54 个单位，已报 {len(FEW) - 1} 个。")
        assert f"open\t{root / '导出' / '回收问题（第1轮）.txt'}" in said
        after = total(book, ledger)
        assert after < before
        assert "市民政局" in "".join(said)
        assert not book.is_modified
        assert named(ledger, "wb_earned") == after
        assert not list(root.glob("*待更新*"))
        assert run_command(["score", str(root), "--as-of", "2023-10-09", "--json"])["total"]["earned"] == after
        # Nothing is left to do for the ordinary update: every row, text and day arrived as it would have by the file.
        live = run_command(["collect", str(root), "--as-of", "2023-10-09", "--json", "--live"])["live"]
        assert (live["sheets"], live["cells"]) == ([], [])

    def test_the_other_entries_find_their_way(self, county: tuple[Path, LiveBook, Press]) -> None:
        root, _book, press = county
        assert any(line.startswith("得分 ") for line in press("score"))
        assert press("open_charts") == [f"open\t{root / '图表'}"]
        assert press("register") == []
        assert press("retry")[0].startswith("tell\t连接正常：weibao ")
        (root / "图表" / "各项目得分.png").unlink()
        assert f"open\t{root / '图表'}" in press("charts")
        assert (root / "图表" / "各项目得分.png").exists()
        said = press("help")
        assert said[0] == "tell\t一轮的四步："
        guide = root / "导出" / "使用说明.txt"
        assert said[-1] == f"open\t{guide}"
        assert "经办人的第一个小时" in guide.read_text("utf-8-sig")
        assert press("dance")[0].startswith("tell\t没有“dance”这个按钮")
        assert REGISTER in Package(Campaign.open(root).ledger).sheets


def test_a_round_is_issued_into_the_open_ledger(live_office: LiveOffice, tmp_path: Path) -> None:
    """Twice: the second after the units have answered the first. A name that looks like a date stays a name."""
    made = create_campaign(tmp_path / "谷地", VILLAGE, as_of=date(2026, 3, 2), pinned=True)
    ledger, units = made.ledger, len(made.rulebook.units)
    with opened(live_office, ledger) as (_book, press):
        press("issue", "", "")
        shutil.copy(sorted((made.root / "下发" / "第1轮").iterdir())[0], made.root / "回收" / "第1轮")
        said = press("issue", "2023-12-1", "2026.5.31")
        assert [line for line in said if line.startswith("error")] == []
        assert any(f"第2轮：新下发 {units} 份清单，报送期限 2026-05-31。" in line for line in said)
    assert shown(ledger, "轮次")["2.0"]["名称"] == "2023-12-1"
    assert len([key for key in shown(ledger, "回收情况") if key.startswith("2-")]) == units


def test_what_a_button_put_in_is_taken_back_in_one_step(live_office: LiveOffice, tmp_path: Path) -> None:
    made = create_campaign(tmp_path / "谷地", VILLAGE, as_of=date(2026, 3, 2), pinned=True)
    cell = address(ROUNDS.first_row, ROUNDS.number("name"))
    with opened(live_office, made.ledger) as (book, press):
        assert any("第1轮：新下发" in line for line in press("issue", "摸底", ""))
        assert book.value(ROUNDS.sheet, cell) == "摸底"
        assert book.undo_titles == ["更新核定台账"]
        book.undo()
        assert book.value(ROUNDS.sheet, cell) in ("", None)


def test_a_ledger_that_is_closed_during_long_work(live_office: LiveOffice, issued: Path) -> None:
    """Something is said, and nothing of it in English; the office goes on. It is closed while the command runs."""
    ledger = Campaign.open(issued).ledger
    shutil.copy(sorted((issued / "下发" / "第1轮").iterdir())[0], issued / "回收" / "第1轮")
    hold = live_office.folder / "hold"
    for action, told in (("missing", "第1轮：应报 5 个单位"), ("collect", "工作簿在运行期间被关闭了")):
        with opened(live_office, ledger) as (book, _press):
            live_office.told()
            hold.touch()
            book.dispatch_and_close(SCHEME + action, hold)
            assert hold.with_name("hold.held").exists()
            hold.with_name("hold.held").unlink()
            said = live_office.told()
        assert said[0].startswith(f"tell\t{told}")
        assert "uno" not in "".join(said).lower()
    with opened(live_office, ledger) as (_book, press):
        assert press("missing")[0].startswith("tell\t第1轮")


def test_a_checklist_is_checked_where_it_is_open(live_office: LiveOffice, issued: Path) -> None:
    path = sorted((issued / "下发" / "第1轮").iterdir())[0]
    with opened(live_office, path) as (book, press):
        said = press("check")
        assert said[0].startswith(f"tell\t“{path.name}”：")
        unsaved = "还没有保存的改动"
        assert unsaved not in "".join(said)
        cell = address(INDICATORS.first_row, INDICATORS.number("statement"))
        book.type(INDICATORS.sheet, {cell: "刚写的"})
        assert unsaved in "".join(press("check"))


def test_a_ledger_with_macros_keeps_them(live_office: LiveOffice, tmp_path: Path) -> None:
    """From the first round to the first returns without leaving the office; the small fictitious rulebook."""
    made = create_campaign(tmp_path / "谷地", VILLAGE, as_of=date(2026, 3, 2), pinned=True, macros=ledger_macros())
    ledger = made.ledger
    project, ribbon = carried(ledger)
    with opened(live_office, ledger) as (book, press):
        assert any("第1轮：新下发" in line for line in press("issue", "", ""))
        for path in sorted((made.root / "下发" / "第1轮").iterdir())[:2]:
            shutil.copy(path, made.root / "回收" / "第1轮")
        assert any("已报 2 个" in line for line in press("collect"))
        assert total(book, ledger) == 0
    assert len(shown(ledger, "督办")) > 0
    assert "Public Sub WeibaoActionLedger(" in project["WeibaoRibbon.bas"]
    assert carried(ledger) == (project, ribbon)
