"""The states of 重点任务, as the sheet's block says them; the lists of the office say the same."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from weibao.compute.settings import Settings
from weibao.compute.task_duties import limits_of
from weibao.compute.task_states import TaskLimits
from weibao.functions.cells import ERROR
from weibao.functions.tasks import NodeCells, TaskCells, node_answer, plan_days, task_answer

if TYPE_CHECKING:
    from weibao.rulebook.model import Rulebook

CASES = tomllib.loads((Path(__file__).parents[1] / "compute" / "tasks.toml").read_text(encoding="utf-8"))["cases"]
TODAY = date(2023, 9, 22)
LIMITS = TaskLimits(date(2023, 5, 31), date(2023, 12, 31), 30, 60)
ROW = TaskCells("K01-D10", "市民政局", None, None, None)


@pytest.mark.parametrize("case", [case for case in CASES if "states" in case], ids=lambda case: case["name"])
def test_rows_stand_alike_in_sheet_and_list(rugao: Rulebook, case: dict[str, Any]) -> None:
    typed = case.get("works", {})
    rows = {
        key: TaskCells(key, key.split("-")[1], *(typed.get(key, {}).get(name) for name in TaskCells._fields[2:]))
        for key in {**typed, **case["states"]}
    }
    limits = limits_of(rugao, Settings.build(rugao, case.get("settings", {}))[0])
    planned = plan_days(list(rows.values()), case["as_of"])
    shown = {key: list(task_answer(rows[key], planned, today=case["as_of"], limits=limits)) for key in case["states"]}
    assert shown == case["states"]


@pytest.mark.parametrize("case", [case for case in CASES if "node_states" in case], ids=lambda case: case["name"])
def test_points_of_plans_stand_alike_in_sheet_and_list(case: dict[str, Any]) -> None:
    cells = [
        NodeCells(
            item["id"], item["text"], "、".join(item.get("lead", ())) or None, item.get("due"), item.get("closed")
        )
        for item in case["nodes"]
    ]
    answers = {str(row.id): node_answer(row, today=case["as_of"], warn_days=3).status for row in cells}
    assert answers == case["node_states"]


@pytest.mark.parametrize(
    ("due", "closed", "shown"),
    [
        (date(2023, 9, 21), None, (-1, "逾期", "红灯")), (TODAY, None, (0, "临期", "黄灯")),
        (date(2023, 9, 26), None, (4, "推进中", "绿灯")), (None, None, ("", "待明确", "")),
        (date(2023, 9, 21), TODAY, ("", "已完成", "绿灯")),
    ],
)  # fmt: skip
def test_days_and_lights_of_points_of_plans(due: date | None, closed: date | None, shown: tuple[Any, ...]) -> None:
    assert node_answer(NodeCells("N1", None, "甲", due, closed), today=TODAY, warn_days=3) == shown


def test_rows_that_are_not_in_use_say_nothing() -> None:
    assert node_answer(NodeCells(None, "", "甲", TODAY, None), today=TODAY, warn_days=3) == ("", "", "")
    with pytest.raises(ValueError, match="error values"):
        node_answer(NodeCells("N1", None, "甲", ERROR, None), today=TODAY, warn_days=3)
    assert task_answer(ROW._replace(key=None), {}, today=TODAY, limits=LIMITS) == ("", "")
    for wrong in (ROW._replace(done=ERROR), ROW._replace(key=ERROR)):
        with pytest.raises(ValueError, match="error values"):
            task_answer(wrong, {}, today=TODAY, limits=LIMITS)


def test_a_row_without_unit_has_only_its_own_plan() -> None:
    loose = ROW._replace(unit=None, plan_on=TODAY)
    planned = plan_days([loose, ROW._replace(plan_on="四月"), ROW._replace(unit=ERROR, plan_on=TODAY)], TODAY)
    assert planned == {}
    assert task_answer(loose, planned, today=TODAY, limits=LIMITS).status == "推进中"
    assert task_answer(ROW._replace(unit=None), planned, today=TODAY, limits=LIMITS).status == "缺方案"
