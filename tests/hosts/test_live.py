"""Changes of an open ledger: put into the open workbook they give what the ordinary update writes into the file."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from few_rows import whole_ledgers
from hosts.fake_excel import App
from sheets.ledger_sample import Case
from weibao.campaign.folder import Campaign
from weibao.errors import WeibaoError
from weibao.hosts import live as module
from weibao.hosts.live import LONGEST_IN_ARRAY, ChangedError, _same, apply_edits, entered
from weibao.sheets.layout import CALC, ROUNDS
from weibao.sheets.ledger_update import add_round
from weibao.sheets.live_edits import CellEdit, Edits
from weibao.sheets.package import Package

if TYPE_CHECKING:
    from weibao.rulebook.model import Rulebook
    from weibao.workdays import WorkCalendar

Contents = dict[tuple[str, int, int], object]


def no_pause() -> None:
    pass


def contents(path: Path) -> tuple[Contents, Contents]:
    """What people and the machine put into the cells, and the formulas; without what formulas (and _calc) show."""
    package, values, formulas = Package(path), {}, {}
    for name in package.sheets.keys() - {CALC}:
        sheet = package.sheet(name)
        for row, cells in sheet.grid().items():
            for column, value in cells.items():
                if not sheet.formula(row, column):
                    values[name, row, column] = value
        for row in sheet.row_numbers():
            for column in range(1, 30):
                if formula := sheet.formula(row, column):
                    formulas[name, row, column] = formula
    return values, formulas


def type_in(path: Path, sheet: str, row: int, column: int, value: Any) -> None:
    """As a person does who saves afterwards."""
    package = Package(path)
    package.sheet(sheet).put(row, column, value)
    package.save()


def apply(path: Path, live: dict[str, Any]) -> App:
    """Put the changes into the workbook as the handler does, and save it."""
    excel = App(path)
    apply_edits(excel.book(), live, no_pause)
    excel.book().save()
    return excel


def test_a_ledger_with_everything_new(rugao: Rulebook, calendar: WorkCalendar, tmp_path: Path) -> None:
    """The first update fills hundreds of prepared rows; a text of a unit looks like a formula."""
    with whole_ledgers():
        case = Case.create(tmp_path / "核定台账.xlsx", rugao, calendar, returned=51)
    case.report("D07", "V5", date(2023, 3, 5))
    opened = Path(shutil.copy(case.path, tmp_path / "open.xlsx"))
    before, edits = opened.read_bytes(), Edits()
    file, case.path = case.path, opened
    result = case.update(live=edits)
    assert result.changed
    assert result.findings == ()
    assert (opened.read_bytes(), list(tmp_path.glob("*待更新*"))) == (before, [])
    assert {edit.sheet for edit in edits.cells} >= {"督办", "负面清单认定"}
    assert len(edits.cells) > 200
    case.path = file
    case.update()
    excel = apply(opened, edits.as_dict())
    values, formulas = contents(file)
    live_values, live_formulas = contents(opened)
    assert live_values == values
    moved = {place: formula for place, formula in formulas.items() if live_formulas.get(place) != formula}
    looks = excel.books.items[0].looks
    # Only the cells that remember where the print areas end differ; Excel is asked for those and for row heights.
    assert {(sheet, row, column, f"={text}") for (sheet, row, column), text in moved.items()} == {
        look[1:] for look in looks if look[0] == "formula"
    }
    assert {look[1] for look in looks if look[0] == "print_area"} == {"督办"}
    assert [look for look in looks if look[0] == "row_height"]
    # Nothing is new any more, whichever way it came in.
    case.path = opened
    again = Edits()
    assert case.update(live=again).added == ()
    assert (again.sheets, again.cells) == ({}, [])


def test_shorter_contents_leave_nothing_of_the_longer(
    village: Rulebook, calendar: WorkCalendar, tmp_path: Path
) -> None:
    case = Case.create(tmp_path / "核定台账.xlsx", village, calendar, returned=5)
    unit = next(unit for unit in case.submissions if case.submissions[unit].vetoes)
    case.report(unit, case.submissions[unit].vetoes[0].veto, date(2023, 3, 5))
    case.update()
    assert len(Package(case.path).sheet("_events").grid()) == 2
    case.receive(1, 0)
    edits = Edits()
    case.update(live=edits)
    apply(case.path, edits.as_dict())
    assert list(Package(case.path).sheet("_events").grid()) == [1]


def test_a_new_round(village: Rulebook, calendar: WorkCalendar, tmp_path: Path) -> None:
    from weibao.compute.model import Round

    second = Round(2, "2023-12-1", "", date(2023, 10, 8), date(2023, 10, 30))
    case = Case.create(tmp_path / "核定台账.xlsx", village, calendar)
    opened = Path(shutil.copy(case.path, tmp_path / "open.xlsx"))
    edits = Edits()
    (tmp_path / ".~lock.open.xlsx#").write_text("office")
    assert add_round(opened, village, second, live=edits)
    assert add_round(case.path, village, second)
    apply(opened, edits.as_dict())
    assert contents(opened)[0] == contents(case.path)[0]


TEXTS = (
    "=1+1", "+86", "-", "@x", "'已加引号", "00123", "2023-09-30", "1-2", "3E5", "12%", "TRUE", "5月1日",
    "2023年9月30日", "=已制定方案", "市教育局", "1-07-I22", "V1-20230501", "三月五日", "１２３", "二〇二三年", "a\nb",
    "长" * 20_000, "长" * 8_500,
)  # fmt: skip


def test_every_text_stays_the_text_it_is(village: Rulebook, calendar: WorkCalendar, tmp_path: Path) -> None:
    path = Case.create(tmp_path / "核定台账.xlsx", village, calendar).path
    rows: list[list[Any]] = [["key", "x"], *([f"k{n}", text] for n, text in enumerate(TEXTS))]
    rows += [["day", date(2023, 9, 30)], ["number", 0.5], ["whole", 7], ["blank", None], ["truth", True]]
    package = Package(path)
    package.replace_sheet("_events", rows)
    live = Edits(dict(package.edits.sheets), [CellEdit("督办", 4 + n, 14, text, None) for n, text in enumerate(TEXTS)])
    apply(path, live.as_dict())
    machine = {str(cells.get(1)): cells.get(2) for cells in Package(path).sheet("_events").grid().values()}
    assert [machine[f"k{n}"] for n in range(len(TEXTS))] == list(TEXTS)
    assert (machine["day"], machine["number"], machine["whole"], machine["blank"], machine["truth"]) == (
        45199.0, 0.5, 7.0, None, True,
    )  # fmt: skip
    sheet = Package(path).sheet("督办")
    assert [sheet.value(4 + n, 14) for n in range(len(TEXTS))] == list(TEXTS)
    assert not any(sheet.formula(4 + n, 14) for n in range(len(TEXTS)))
    assert all(len(text) > LONGEST_IN_ARRAY for text in TEXTS[-2:])


def test_days_become_days_in_the_open_workbook() -> None:
    assert entered({"date": "2023-09-30"}).isoformat() == "2023-09-30T00:00:00"  # type: ignore[attr-defined]
    assert [entered(value) for value in (1, 0.5, None, True)] == [1, 0.5, None, True]


@pytest.mark.parametrize("there", ["别人写的", 5, date(2023, 9, 30)])
def test_a_cell_that_a_person_filled_stops_everything(
    village: Rulebook, calendar: WorkCalendar, tmp_path: Path, there: object
) -> None:
    path = Case.create(tmp_path / "核定台账.xlsx", village, calendar).path
    type_in(path, "督办", 6, 1, there)
    before = contents(path)
    live = Edits({"_events": [["key"], ["x"]]}, [CellEdit("督办", row, 1, "1-07-I22", None) for row in (4, 5, 6)])
    excel = App(path)
    with pytest.raises(WeibaoError, match="“督办”第 6 行在运行期间被改动过"):
        apply_edits(excel.book(), live.as_dict(), no_pause)
    assert excel.books.items[0].typed == {}
    assert contents(path) == before


@pytest.fixture
def opened(village: Rulebook, calendar: WorkCalendar, tmp_path: Path) -> tuple[Path, dict[str, Any]]:
    """An open ledger, and the changes of a new round that were computed from its file."""
    from weibao.compute.model import Round

    path = Case.create(tmp_path / "核定台账.xlsx", village, calendar).path
    edits = Edits()
    add_round(path, village, Round(2, "复查", "", date(2023, 10, 8), date(2023, 10, 30)), live=edits)
    return path, {"ledger": path.name, **edits.as_dict()}


def refused(path: Path, live: dict[str, Any], match: str) -> None:
    """Nothing at all is written."""
    excel = App(path)
    with pytest.raises(ChangedError, match=match):
        apply_edits(excel.book(), live, no_pause)
    assert excel.books.items[0].typed == {}


def round_row(live: dict[str, Any]) -> int:
    return next(int(cell["row"]) for cell in live["cells"] if cell["sheet"] == ROUNDS.sheet)


def test_a_column_that_was_inserted_meanwhile_stops_everything(opened: tuple[Path, dict[str, Any]]) -> None:
    path, live = opened
    workbook = openpyxl.load_workbook(path)
    workbook[ROUNDS.sheet].insert_cols(2)
    workbook.save(path)
    refused(path, live, "“轮次”的表头在运行期间变动过")


@pytest.mark.parametrize("typed", [0, False, "我的备注"])
def test_a_free_row_that_a_person_has_begun_stops_everything(
    opened: tuple[Path, dict[str, Any]], typed: object
) -> None:
    """What was typed stands in a cell that is not to be filled: 类型, and nought and false are contents."""
    path, live = opened
    kind = ROUNDS.number("kind")
    assert kind not in {cell["column"] for cell in live["cells"] if cell["sheet"] == ROUNDS.sheet}
    type_in(path, ROUNDS.sheet, round_row(live), kind, typed)
    refused(path, live, "“轮次”第 .* 行在运行期间填了内容")


def test_a_formula_of_a_person_is_not_replaced_though_it_shows_the_same(opened: tuple[Path, dict[str, Any]]) -> None:
    path, live = opened
    row = next(cell["row"] for cell in live["cells"] if cell["sheet"] == ROUNDS.sheet)
    workbook = openpyxl.load_workbook(path)
    workbook[ROUNDS.sheet].cell(row, 2).value = '=""'
    workbook.save(path)
    refused(path, live, "要登记的一格是公式")


@pytest.mark.parametrize("there", [0.0, False])
def test_nought_and_false_are_no_blanks(there: object) -> None:
    assert not _same(there, None)
    assert not _same(there, "")
    assert _same("", None)


def test_a_failure_half_way_is_said_and_the_keys_went_in_first(
    opened: tuple[Path, dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    path, live = opened
    excel, real, written = App(path), module._write, []

    def fail_at_machine_sheets(sheet: Any, *rest: Any) -> None:
        if sheet.name.startswith("_"):
            raise OSError("磁盘已满")
        written.append(sheet.name)
        real(sheet, *rest)

    monkeypatch.setattr(module, "_write", fail_at_machine_sheets)
    with pytest.raises(WeibaoError, match=r"“核定台账\.xlsx”只更新了一部分，没有做完（磁盘已满）.*不保存就关闭"):
        apply_edits(excel.book(), live, no_pause)
    assert ROUNDS.sheet in written
    # Pressed again, everything is there.
    monkeypatch.setattr(module, "_write", real)
    again = App(path)
    apply_edits(again.book(), live, no_pause)
    assert again.books.items[0].typed[ROUNDS.sheet, round_row(live), 2] == "复查"


def test_a_cell_that_still_holds_what_it_held_is_replaced(
    village: Rulebook, calendar: WorkCalendar, tmp_path: Path
) -> None:
    path = Case.create(tmp_path / "核定台账.xlsx", village, calendar).path
    package = Package(path)
    due = next(cells[5] for cells in package.sheet("轮次").grid().values() if cells.get(1) == 1)
    row = next(row for row, cells in package.sheet("轮次").grid().items() if cells.get(1) == 1)
    package.sheet("轮次").put(row, 5, date(2023, 9, 30))
    [edit] = package.edits.cells
    assert edit.was == due
    apply(path, package.edits.as_dict())
    assert Package(path).sheet("轮次").value(row, 5) == 45199.0


@pytest.mark.usefixtures("in_process", "quick_charts")
def test_a_campaign_by_the_command_line(demo: Path, tmp_path: Path) -> None:
    """The same two ways through whole campaigns: the file beside the file that was open."""
    from weibao.hosts.command import run_command

    for path in sorted((demo / "回收" / "第1轮").glob("*.xlsx"))[:6]:
        path.unlink()
    twin = Path(shutil.copytree(demo, tmp_path / "同样"))
    ledger = Campaign.open(demo).ledger
    before = ledger.read_bytes()
    (demo / f".~lock.{ledger.name}#").write_text("office")
    line = ("collect", str(demo), "--as-of", "2023-10-09", "--json")
    live = run_command([*line, "--live"])["live"]
    assert (ledger.read_bytes(), live["ledger"], list(demo.glob("*待更新*"))) == (before, ledger.name, [])
    run_command(["collect", str(twin), "--as-of", "2023-10-09", "--json"])
    apply(ledger, live)
    assert contents(ledger)[0] == contents(Campaign.open(twin).ledger)[0]
    assert run_command([*line, "--live"])["live"]["cells"] == []
