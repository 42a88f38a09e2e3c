"""Tasks, publicity and the calendar in the frames and on the sheets of 总台账."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from weibao.compute.assessment import assess
from weibao.compute.model import Office, Verified
from weibao.compute.phase_calendar import phase_calendar
from weibao.compute.settings import Settings
from weibao.compute.tasks import Publicity, PublicityKind, TaskNode, TaskWork
from weibao.sheets.console_tables import OTHERS
from weibao.sheets.console_tables_tasks import about_publicity, about_tasks
from weibao.sheets.frame_fields import FRAMES
from weibao.sheets.frames import frames

if TYPE_CHECKING:
    from weibao.rulebook.model import Rulebook
    from weibao.workdays import WorkCalendar

DAY = date(2023, 10, 9)
OFFICE = Office(
    tasks=(
        TaskWork(task="K01", unit="D10", plan_on=date(2023, 5, 20), progress="建站", progress_on=date(2023, 9, 20)),
    ),
    task_nodes=(
        TaskNode(id="J1", task="K01", lead=("D10",), text="建站", due=date(2023, 10, 1)),
        TaskNode(id="J2", task="K01", lead=("D10",), text="部署", due=date(2023, 4, 1), closed=date(2023, 4, 1)),
        TaskNode(id="J3", text="不知哪一项"),
    ),
    publicity=(
        Publicity(kind=PublicityKind.HONOUR, title="先进集体", on=date(2023, 6, 1), by="省民政厅", level="省级",
                  about=("K01", "I02")),
        Publicity(kind=PublicityKind.MONTH, title="宣传月", on=date(2023, 6, 1)),
    ),
    verified={"I02": Verified(2, round=1)},
)  # fmt: skip


def test_tasks_have_rows_with_their_units_points_and_nodes(rugao: Rulebook, calendar: WorkCalendar) -> None:
    settings, _ = Settings.build(rugao, {})
    result = assess(rugao, calendar, settings, OFFICE, {}, (), round=1, as_of=DAY)
    lines = phase_calendar(rugao, settings, calendar, result)
    tables = frames(rugao, result, {}, (), lines=lines)
    first = tables["tasks"].iloc[0]
    keys = ("leads", "plans", "plans_in", "nodes", "nodes_done", "nodes_late", "done", "points", "status", "light")
    assert [first[key] for key in keys] == ["市公安局、市民政局", 2, 1, 2, 1, 1, 0, 1.0, "缺方案", "红灯"]
    parts = tables["task_leads"]
    row = parts[(parts["id"] == "K01") & (parts["unit"] == "市民政局")].iloc[0]
    assert [row[key] for key in ("planned", "idle", "points", "status", "light")] == [True, 19, 1.0, "推进中", "绿灯"]
    assert list(tables["task_nodes"]["id"]) == ["J1", "J2", "J3"]
    assert list(tables["task_nodes"]["status"]) == ["逾期", "已完成", "待明确"]
    assert list(tables["publicity"]["about"]) == ["K01、I02", ""]
    shown = tables["phase_calendar"]
    assert list(shown[shown["now"]]["title"]) == ["创建申报阶段", "全面创建阶段"]
    assert len(shown) == len(lines)
    assert about_publicity(tables["publicity"], result) == "2 件：宣传月 1 件，表彰奖励 1 件；其中省级 1 件。"
    told = about_tasks(tables["tasks"], result)
    assert told.startswith("18 项：缺方案 ")
    assert "没有报方案的牵头单位 12 个（应在2023年5月31日前报来）" in told
    assert "还没有登记" not in told
    for name in ("tasks", "task_leads", "task_nodes", "publicity", "phase_calendar"):
        assert list(tables[name].columns) == [field.key for field in FRAMES[name].fields]


def test_a_blank_sheet_says_so_and_both_have_a_sheet(rugao: Rulebook, calendar: WorkCalendar) -> None:
    settings, _ = Settings.build(rugao, {})
    result = assess(rugao, calendar, settings, Office(), {}, (), round=1, as_of=DAY)
    tables = frames(rugao, result, {}, ())
    assert "核定台账“重点任务”还没有登记。" in about_tasks(tables["tasks"], result)
    assert about_publicity(tables["publicity"], result) == ""
    assert {"重点任务", "宣传表彰"} <= {spec.name for spec in OTHERS}
