"""What is live: 核定台账 and a checklist as issued, open in a LibreOffice with the extension while a person types.

The Python-driven cells change at once; where Python fails they show the native values; without the extension every
cell shows the same. Calls are counted: a whole calculation at most 10, an edit at most 3.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from e2e import checklists
from e2e.office import Book, CellError
from few_rows import whole_ledgers
from sheets.ledger_sample import Case
from sheets.ledger_view import where
from weibao.compute.roles import own_indicators
from weibao.functions.change_functions import CHANGE_FUNCTIONS
from weibao.functions.checklist_functions import CHECKLIST_FUNCTIONS
from weibao.functions.meeting_functions import MEETING_FUNCTIONS
from weibao.functions.office_functions import OFFICE_FUNCTIONS
from weibao.functions.task_functions import TASK_FUNCTIONS
from weibao.functions.work_functions import WORK
from weibao.hosts.build import ledger_macros
from weibao.sheets.layout import (
    CALC,
    CALC_BLOCKS,
    CALC_FIRST_ROW,
    COUNTS,
    EVIDENCE,
    FEEDBACK,
    INDICATORS,
    LEDGER_BLOCKS,
    LEDGER_NAMES,
    RULINGS,
    SUPERVISION,
    VETOES,
)
from weibao.sheets.ledger_fill import fill_ledger
from weibao.sheets.package import Package
from weibao.sheets.package_values import address

if TYPE_CHECKING:
    from collections.abc import Iterator

    from e2e.live import LiveBook, LiveOffice
    from e2e.office import Office
    from weibao.rulebook.model import Rulebook
    from weibao.workdays import WorkCalendar

pytestmark = [pytest.mark.office, pytest.mark.xdist_group("live")]

LEDGER_FUNCTIONS = (*OFFICE_FUNCTIONS, *MEETING_FUNCTIONS, *CHANGE_FUNCTIONS, *TASK_FUNCTIONS, WORK)
DAY = date(2023, 9, 28)
WHOLE, EDIT = 10, 3
# What counts days asks again, each once: 核定, 督办, 收文登记, 会议台账, 议定事项, 成员变动, 重点任务, 任务节点,
# 工作制度, 查验验收.
DAY_EDIT = 10
CHECKLIST_EDIT = 4  # a material asks its own table, the rows that count it, their sum and what the figures support
LEDGER_SHEETS = ("核定", "督办", "负面清单认定", "单位审核", "回收情况")
CHECKLIST_SHEETS = (INDICATORS.sheet, EVIDENCE.sheet, COUNTS.sheet, VETOES.sheet, FEEDBACK.sheet)


def everything(book: Book, sheets: tuple[str, ...]) -> dict[str, list[list[Any]]]:
    """All cells of these sheets."""
    return {sheet: book.read_raw(sheet, "A1:Z700") for sheet in sheets}


def differences(one: dict[str, list[list[Any]]], other: dict[str, list[list[Any]]]) -> list[str]:
    return [
        f"{sheet}!{address(r, c)}: {a!r} and {b!r}"
        for sheet in one
        for r, (left, right) in enumerate(zip(one[sheet], other[sheet], strict=True), 1)
        for c, (a, b) in enumerate(zip(left, right, strict=True), 1)
        if a != b
    ]


@pytest.fixture(scope="module")
def ledger(rugao: Rulebook, calendar: WorkCalendar, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """核定台账.xlsm with 51 returns and all rows, as the campaign makes it and brings it up to date. Only read it."""
    folder = tmp_path_factory.mktemp("live-ledger")
    with whole_ledgers():
        case = Case.create(folder / "核定台账.xlsm", rugao, calendar, returned=51, macros=ledger_macros())
    case.report("D07", "V5", date(2023, 3, 5))
    # What no other ledger holds: LibreOffice asks no second time for what it knows already.
    fill_ledger(case.path, rugao, {"收文登记": [("", {"收文编号": "收0928", "标题": "某通知", "办理时限": DAY})]})
    case.update()
    return case.path


@pytest.fixture
def book(live_office: LiveOffice, ledger: Path) -> Iterator[LiveBook]:
    with live_office.open(ledger) as opened:
        yield opened


def cell(ledger: Path, name: str) -> str:
    sheet, row, column = Package(ledger).names[LEDGER_NAMES[name]]
    assert sheet == "核定"
    return address(row, column)


def test_python_speaks_in_every_block_of_the_ledger(live_office: LiveOffice, ledger: Path) -> None:
    with live_office.counting() as calls, live_office.open(ledger) as opened:
        opened.calculate()
        for letter, _ in LEDGER_BLOCKS.values():
            value = opened.value(CALC, f"{letter}{CALC_FIRST_ROW}")
            assert not isinstance(value, CellError), letter
    assert set(calls) == {function.name for function in LEDGER_FUNCTIONS}


@pytest.mark.parametrize("failing", [False, True], ids=["python", "native"])
def test_typing_moves_score_total_verdict_and_lights(
    live_office: LiveOffice, book: LiveBook, ledger: Path, failing: bool
) -> None:
    """The same with Python answering and with Python raising."""
    at = {word: where(ledger, "核定", "I05", word) for word in ("核定得分", "有效得分", "失分", "状态", "灯", "时限")}
    total, verdict, as_of = (cell(ledger, name) for name in ("earned", "verdict", "as_of"))
    rows = Package(ledger).sheet("督办").grid().values()
    item = next(key for row in rows if (key := str(row.get(1, ""))).startswith("1-07-I"))
    light, opened, closed = (where(ledger, "督办", item, word) for word in ("状态", "立项日期", "办结"))

    def steps() -> None:
        book.type("核定", {at["核定得分"]: 2})
        book.calculate()
        before = book.value("核定", total)
        book.type("核定", {at["核定得分"]: 0.5, at["时限"]: date(2023, 10, 1)})
        book.settle()
        assert [book.value("核定", at[word]) for word in ("有效得分", "失分", "状态", "灯")] == [
            0.5,
            1.5,
            "逾期",
            "红灯",
        ]
        assert book.value("核定", total) == before - 1.5
        assert book.value("核定", verdict) == "原则上谨慎推荐"
        book.type("负面清单认定", {RULINGS.cell("ruling", RULINGS.first_row): "否"})
        book.settle()
        assert book.value("核定", verdict) == "尚不能判定"
        assert book.value("督办", light) == "拟督办"
        book.type("督办", {opened: DAY})
        book.settle()
        assert book.value("督办", light) in ("推进中", "临期", "逾期")
        book.type("督办", {closed: DAY})
        book.settle()
        assert book.value("督办", light) == "已销号"
        book.type("核定", {as_of: date(2023, 9, 20)})
        book.settle()
        assert [book.value("核定", at[word]) for word in ("状态", "灯")] == ["临期", "黄灯"]

    if not failing:
        steps()
        return
    with live_office.failing():
        book.calculate()
        assert isinstance(book.value(CALC, f"A{CALC_FIRST_ROW}"), CellError)
        steps()


def test_python_native_and_no_extension_show_the_same_ledger(
    live_office: LiveOffice, office: Office, ledger: Path
) -> None:
    scores = (("I02", 0.5), ("I07", 0.3), ("I11", "1分"))
    typed = {where(ledger, "核定", key, "核定得分"): value for key, value in scores}
    with live_office.open(ledger) as book:
        book.type("核定", typed)
        book.calculate()
        with_python = everything(book, LEDGER_SHEETS)
        with live_office.failing():
            book.calculate()
            assert differences(with_python, everything(book, LEDGER_SHEETS)) == []
    with office.open(ledger) as without:
        without.type("核定", typed)
        without.calculate()
        # #NAME?, or #VALUE! where a macro of the workbook has the name and may not run.
        assert isinstance(without.value(CALC, f"A{CALC_FIRST_ROW}"), CellError)
        assert differences(with_python, everything(without, LEDGER_SHEETS)) == []


@pytest.mark.parametrize("pinned", [True, False], ids=["pinned", "today"])
def test_calls_of_the_ledger(live_office: LiveOffice, ledger: Path, pinned: bool) -> None:
    """Also where 基准日 is empty and everything hangs on TODAY(), which asks again at every edit."""
    score, closed = where(ledger, "核定", "I05", "核定得分"), SUPERVISION.cell("closed", SUPERVISION.first_row)
    opened, ruling = SUPERVISION.cell("opened", SUPERVISION.first_row), RULINGS.cell("ruling", RULINGS.first_row)
    as_of = cell(ledger, "as_of")
    edits: list[tuple[str, str, Any]] = [
        ("核定", score, 1 if pinned else 1.5), ("督办", closed, DAY), ("督办", opened, date(2023, 9, 1)),
        ("负面清单认定", ruling, "否" if pinned else "待查"),
    ]  # fmt: skip
    with live_office.open(ledger) as book:
        with live_office.counting() as calls:
            book.type("核定", {as_of: date(2023, 10, 10) if pinned else None})
            book.calculate()
        assert 1 <= calls.total() <= WHOLE
        for sheet, where_, value in edits:
            with live_office.counting() as calls:
                book.type(sheet, {where_: value})
                book.settle()
            assert 1 <= calls.total() <= EDIT, (sheet, where_, dict(calls))
        with live_office.counting() as calls:
            book.type("核定", {as_of: date(2023, 10, 11)})
            book.settle()
        assert 1 <= calls.total() <= DAY_EDIT, dict(calls)


@pytest.fixture(scope="module")
def checklist(rugao: Rulebook, calendar: WorkCalendar, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The largest unit's checklist, filled."""
    unit = max(rugao.units, key=lambda item: len(own_indicators(rugao, item.id)))
    path = tmp_path_factory.mktemp("live-checklist") / "清单.xlsx"
    return checklists.write(path, rugao, calendar, checklists.random_prefill(rugao, 1), unit.id)


def test_a_checklist_is_live_and_the_same_without_python(
    live_office: LiveOffice, office: Office, checklist: Path
) -> None:
    level, score, points, status, hint = (
        INDICATORS.cell(key, INDICATORS.first_row) for key in ("level", "score", "points", "status", "hint")
    )
    typed = {level: "部分达标", score: "１.５分"}
    with live_office.open(checklist) as book:
        book.calculate()
        for letter in CALC_BLOCKS.values():
            assert not isinstance(book.value(CALC, f"{letter}{CALC_FIRST_ROW}"), CellError), letter
        book.type(INDICATORS.sheet, {level: "达标", score: None})
        book.settle()
        full = book.value(INDICATORS.sheet, points)
        assert (book.value(INDICATORS.sheet, status), full) == (
            "已完成",
            book.value(INDICATORS.sheet, INDICATORS.cell("full", INDICATORS.first_row)),
        )
        book.type(INDICATORS.sheet, typed)
        book.settle()
        with_python = everything(book, CHECKLIST_SHEETS)
        with live_office.failing():
            book.calculate()
            assert isinstance(book.value(CALC, f"A{CALC_FIRST_ROW}"), CellError)
            assert differences(with_python, everything(book, CHECKLIST_SHEETS)) == []
            assert book.value(INDICATORS.sheet, hint)
    with office.open(checklist) as without:
        without.type(INDICATORS.sheet, {level: "达标", score: None})
        without.type(INDICATORS.sheet, typed)
        without.calculate()
        assert differences(with_python, everything(without, CHECKLIST_SHEETS)) == []


@pytest.mark.parametrize("pinned", [True, False], ids=["pinned", "today"])
def test_calls_of_the_largest_checklist(live_office: LiveOffice, checklist: Path, pinned: bool) -> None:
    edits: list[tuple[str, str, Any]] = [
        (INDICATORS.sheet, INDICATORS.cell("level", INDICATORS.first_row + 2), "未达标"),
        (INDICATORS.sheet, INDICATORS.cell("statement", INDICATORS.first_row + 2), "正在整改"),
        (EVIDENCE.sheet, EVIDENCE.cell("title", EVIDENCE.first_row), "关于成立领导小组的通知"),
        (EVIDENCE.sheet, EVIDENCE.cell("dated", EVIDENCE.first_row), DAY),
        (VETOES.sheet, VETOES.cell("happened", VETOES.first_row), "有"),
        (FEEDBACK.sheet, FEEDBACK.cell("completed", FEEDBACK.first_row), DAY),
        (COUNTS.sheet, COUNTS.cell("done", COUNTS.first_row), 3),
    ]
    with live_office.open(checklist) as book:
        as_of = str(book.name("wb_as_of")).split(".")[-1].replace("$", "")
        assert as_of == "C3"
        with live_office.counting() as calls:
            book.formula(CALC, "B1", "=45192" if pinned else "=TODAY()")
            book.calculate()
        assert 1 <= calls.total() <= min(WHOLE, len(CHECKLIST_FUNCTIONS))
        for sheet, where_, value in edits:
            with live_office.counting() as calls:
                book.type(sheet, {where_: value})
                book.settle()
            assert calls.total() <= CHECKLIST_EDIT, (sheet, where_, dict(calls))


def test_a_sorted_and_stretched_ledger_stays_right(live_office: LiveOffice, office: Office, ledger: Path) -> None:
    """Rows sorted, rows inserted inside the table and columns before it: the block's answers go to their rows."""
    for running in (live_office, office):
        with running.open(ledger) as opened:
            opened.calculate()
            before = {row[0]: row[15:20] for row in opened.read_raw("核定", "A8:T75")}
            opened.sort("核定", "A8:X75", 7)
            opened.insert("核定", "Rows", 20, 2)
            opened.insert("核定", "Columns", 4, 1)
            opened.calculate()
            rows = opened.read_raw("核定", "A8:U77")
            assert [row[0] for row in rows] != list(before)
            assert {row[0]: row[16:21] for row in rows if row[0]} == before


def test_rows_inserted_by_a_person_count_alike_everywhere(
    live_office: LiveOffice, office: Office, ledger: Path
) -> None:
    """A ruling typed into an inserted row counts with Python and without; a row of sums counts nowhere."""
    figures = [cell(ledger, name) for name in ("full", "earned", "lost", "verdict", "remark")]
    heads = []
    for running in (live_office, office):
        with running.open(ledger) as opened:
            opened.insert("负面清单认定", "Rows", RULINGS.first_row + 2, 1)
            row = RULINGS.first_row + 2
            inserted = {
                RULINGS.cell(key, row): value for key, value in (("veto", "V6"), ("happened_on", DAY), ("ruling", "是"))
            }
            opened.type("负面清单认定", inserted)
            opened.insert("核定", "Rows", 76, 1)
            opened.type("核定", {"C76": "合计", "D76": 100, "P76": 56.5})
            opened.calculate()
            heads.append([opened.value("核定", where_) for where_ in figures])
    assert heads[0] == heads[1]
    full, earned, lost, verdict, remark = heads[0]
    assert full == 100
    assert "计入2项" in remark
    assert verdict == "原则上不予推荐"
    assert earned + lost <= full
