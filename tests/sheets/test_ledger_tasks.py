"""重点任务, 任务节点 and 宣传表彰 as the office types them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from sheets.ledger_sample import Case, fresh_ledger
from sheets.ledger_view import alone
from weibao.compute.tasks import Publicity, PublicityKind, TaskNode, leads
from weibao.sheets.layout import NODES, TASKS
from weibao.sheets.ledger_fill import fill_ledger
from weibao.sheets.ledger_inputs import read_inputs
from weibao.sheets.ledger_read import read_office
from weibao.sheets.package import Package

if TYPE_CHECKING:
    import openpyxl

    from weibao.rulebook.model import Rulebook
    from weibao.sheets.layout import Table
    from weibao.workdays import WorkCalendar

PLAN, STEP, DAY = date(2023, 5, 20), date(2023, 9, 20), date(2023, 10, 7)


def shown(book: openpyxl.Workbook, table: Table, row: int, *keys: str) -> list[object]:
    return [book[table.sheet][table.cell(key, row)].value for key in keys]


def type_in(path: Path, cells: dict[tuple[str, int], str]) -> None:
    """(column, row) of 重点任务 → what somebody types there."""
    package = Package(path)
    for (key, row), value in cells.items():
        package.sheet(TASKS.sheet).put(row, TASKS.number(key), value)
    package.save()


def test_what_is_typed_is_read_and_shown(rugao: Rulebook, calendar: WorkCalendar, tmp_path: Path) -> None:
    path = fresh_ledger(tmp_path / "核定台账.xlsx", rugao, calendar)
    fill_ledger(path, rugao, {
        "重点任务": [
            ("K02-D10", {"方案收到日期": PLAN, "方案文号": "皋民〔2023〕12号", "进展": "排查完毕", "进展日期": STEP}),
        ],
        "任务节点": [
            ("", {"节点编号": "k01-1", "任务编号": "k01", "单位": "市民政局", "节点": "建站", "计划完成": DAY}),
            ("", {"节点编号": "N2", "任务编号": "K99", "单位": "市民政厅", "节点": "设岗"}),
        ],
        "宣传表彰": [
            ("", {"类别": "表彰奖励", "日期": STEP, "单位": "市民政局", "名称": "先进集体", "级别": "省级",
                  "媒体、授予或推广单位": "省民政厅", "文号或链接": "苏民发〔2023〕1号",
                  "任务、指标编号": "k01、i02、Z9"}),
            ("", {"类别": "奖状", "名称": "某奖"}),
            ("", {"类别": "宣传月", "日期": STEP}),
        ],
        "核定": [("I41", {"核定得分": 1}), ("I17", {"核定得分": 0.5})],
    })  # fmt: skip
    office, findings = read_office(path, rugao)
    (work,) = [work for work in office.tasks if work.is_typed]
    assert len(office.tasks) == len(leads(rugao))
    assert (work.key, work.plan_on, work.plan_no, work.progress_on) == ("K02-D10", PLAN, "皋民〔2023〕12号", STEP)
    assert office.task_nodes[0] == TaskNode(id="K01-1", task="K01", lead=("D10",), text="建站", due=DAY)
    assert office.task_nodes[1].task == ""
    assert office.publicity == (
        Publicity(kind=PublicityKind.HONOUR, title="先进集体", on=STEP, units=("D10",), by="省民政厅", level="省级",
                  link="苏民发〔2023〕1号", about=("K01", "I02")),
    )  # fmt: skip
    assert [(item.code, item.cell) for item in findings] == [
        ("task-node-task-unknown", "B5"), ("meeting-unit-unknown", "C5"), ("publicity-about-unknown", "H4"),
        ("publicity-kind", "A5"), ("publicity-no-title", "D6"),
    ]  # fmt: skip
    book = alone(path, TASKS.sheet, NODES.sheet, data_only=True)
    keys = [f"{task}-{unit}" for task, unit in leads(rugao)]
    row = TASKS.first_row + keys.index("K02-D10")
    assert shown(book, TASKS, row, "unit", "indicators", "full", "points", "status", "light") == [
        "市民政局", "I17、I41、I46、I47", 6, 1.5, "推进中", "绿灯",
    ]  # fmt: skip
    # The plan was typed in the row of another task; that the sheet has no day here does not matter.
    first = TASKS.first_row + keys.index("K01-D10")
    assert shown(book, TASKS, first, "plan_on", "points", "status", "light") == [None, None, "久无进展", "黄灯"]
    assert shown(book, TASKS, row + 1, "status", "light") == ["缺方案", "红灯"]
    assert shown(book, NODES, NODES.first_row, "days_left", "status", "light") == [-2, "逾期", "红灯"]
    typed = read_inputs(path, rugao).cells
    assert typed["重点任务/K02-D10/方案收到日期"].text == "2023-05-20"
    assert typed["宣传表彰/先进集体/级别"].text == "省级"


def test_an_update_gives_a_task_of_a_newer_program_its_rows(
    village: Rulebook, calendar: WorkCalendar, tmp_path: Path
) -> None:
    old = replace(village, tasks=village.tasks[:1])
    case = Case.create(tmp_path / "核定台账.xlsx", old, calendar)
    case.update()
    case.rulebook = village
    assert case.update().changed
    book = alone(case.path, TASKS.sheet, data_only=True)
    count = len(leads(village))
    keys = [book["重点任务"][TASKS.cell("key", row)].value for row in range(TASKS.first_row, TASKS.first_row + count)]
    assert keys == [f"{task}-{unit}" for task, unit in leads(village)]
    assert shown(book, TASKS, TASKS.first_row + count - 1, "task", "indicators") == [village.tasks[1].title, "I03"]
    assert shown(book, TASKS, TASKS.first_row + count - 1, "status") != [None]
    assert not case.update().changed


def test_a_row_of_which_only_the_code_was_typed_is_filled(
    rugao: Rulebook, calendar: WorkCalendar, tmp_path: Path
) -> None:
    case = Case.create(tmp_path / "核定台账.xlsx", rugao, calendar)
    free = TASKS.first_row + len(leads(rugao))
    type_in(case.path, {("key", row): key for row, key in enumerate(("k01-D07", "K99-D07", "K01-D99"), free)})
    case.update()
    book = alone(case.path, TASKS.sheet)
    assert shown(book, TASKS, free, "key", "task", "unit") == ["k01-D07", rugao.tasks[0].title, "市教育局"]
    for row in (free + 1, free + 2):
        assert shown(book, TASKS, row, "task", "unit", "indicators", "full") == [None] * 4
    assert not case.update().changed


def test_rows_of_a_unit_or_task_that_there_is_not(rugao: Rulebook, calendar: WorkCalendar, tmp_path: Path) -> None:
    path = fresh_ledger(tmp_path / "核定台账.xlsx", rugao, calendar)
    free = TASKS.first_row + len(leads(rugao))
    # A co-unit that took over a part is typed below; an unknown task, an unknown unit, and a unit's row renamed.
    typed = {("key", free + 3): "K03", ("unit", TASKS.first_row): "市教育局", ("progress", TASKS.first_row): "已办"}
    for row, key in enumerate(("K01-D07", "K99-D07", "K01-D99"), free):  # K03 waits for the rest of its row
        typed |= {("key", row): key, ("progress", row): "已办"}
    type_in(path, typed)
    office, findings = read_office(path, rugao)
    assert [work.key for work in office.tasks if work.is_typed] == ["K01-D07"]
    assert [item.code for item in findings] == [
        "ledger-unit-changed", "task-code-unknown", "task-code-unknown", "task-code-unknown",
    ]  # fmt: skip
    assert "“K03”不认识" in findings[3].message


def test_the_village_has_its_own_tasks(village: Rulebook, calendar: WorkCalendar, tmp_path: Path) -> None:
    path = fresh_ledger(tmp_path / "核定台账.xlsx", village, calendar)
    task, unit = leads(village)[0]
    fill_ledger(path, village, {"重点任务": [(f"{task}-{unit}", {"方案收到日期": STEP})]})
    office, findings = read_office(path, village)
    assert findings == ()
    assert [work.key for work in office.tasks if work.plan_on] == [f"{task}-{unit}"]
    book = alone(path, TASKS.sheet, data_only=True)
    assert shown(book, TASKS, TASKS.first_row, "status", "light") == ["推进中", "绿灯"]


def test_older_workbooks_have_no_tasks(village: Rulebook) -> None:
    office, _ = read_office(Path(__file__).parent / "ledger-0.1.0.xlsx", village)
    assert (office.tasks, office.task_nodes, office.publicity) == ((), (), ())
