"""The plan's tasks, in the office's words: what was typed, and what it is told on a day."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from weibao.compute.assessment import assess
from weibao.compute.model import Office
from weibao.compute.settings import Settings
from weibao.compute.task_checks import task_findings
from weibao.compute.task_duties import task_duties
from weibao.compute.tasks import Publicity, PublicityKind, TaskNode, TaskWork, leads, own_indicators, task_leads

if TYPE_CHECKING:
    from weibao.compute.task_states import TaskDuties
    from weibao.rulebook.model import Rulebook
    from weibao.workdays import WorkCalendar

CASES = tomllib.loads(Path(__file__).with_name("tasks.toml").read_text(encoding="utf-8"))["cases"]


def office_of(case: dict[str, Any]) -> Office:
    works = [
        TaskWork(**dict(zip(("task", "unit"), key.split("-"), strict=True)), **item)
        for key, item in case.get("works", {}).items()
    ]
    nodes = [TaskNode(**item | {"lead": tuple(item.get("lead", ()))}) for item in case.get("nodes", ())]
    publicity = [Publicity(**item | {"kind": PublicityKind(item["kind"])}) for item in case.get("publicity", ())]
    return Office(tasks=tuple(works), task_nodes=tuple(nodes), publicity=tuple(publicity))


def judged(rulebook: Rulebook, case: dict[str, Any]) -> TaskDuties:
    settings, wrong = Settings.build(rulebook, case.get("settings", {}))
    assert wrong == ()
    # Without any return no indicator has points.
    return task_duties(rulebook, settings, office_of(case), {}, case["as_of"])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_scenarios(rugao: Rulebook, calendar: WorkCalendar, case: dict[str, Any]) -> None:
    settings, _ = Settings.build(rugao, case.get("settings", {}))
    result = assess(rugao, calendar, settings, office_of(case), {}, (), round=1, as_of=case["as_of"])
    duties = result.tasks
    mine = [item for item in result.findings if item.sheet in ("重点任务", "任务节点", "宣传表彰")]
    assert sorted(item.code for item in mine) == sorted(case["findings"])
    told = "\n".join(item.message for item in mine)
    assert [text for text in case.get("says", ()) if text not in told] == []
    works = {state.work.key: [state.status.label, state.light.label] for state in duties.works}
    assert {key: works[key] for key in case.get("states", {})} == case.get("states", {})
    nodes = {state.node.id: state.status.label for state in duties.nodes}
    assert nodes == case.get("node_states", {})
    tasks = {state.task.id: state for state in duties.tasks}
    assert {key: tasks[key].status.label for key in case.get("status", {})} == case.get("status", {})
    assert {key: tasks[key].light.label for key in case.get("lights", {})} == case.get("lights", {})


def test_who_leads_follows_from_the_indicators(rugao: Rulebook, village: Rulebook) -> None:
    assert len(leads(rugao)) == 34
    names = {
        task.id: [rugao.unit_by_id[unit].name for unit in task_leads(rugao, task)]
        for task in rugao.tasks
    }  # fmt: skip
    assert names["K06"] == ["市委宣传部", "市人民法院", "市人民检察院", "市公安局", "市妇联"]
    # Nobody leads the one indicator of this task: who may claim it answers for it.
    assert names["K14"] == ["市市场监督管理局"]
    assert all(names.values())
    assert own_indicators(rugao, rugao.tasks[0], "D09") == ("I14",)
    assert leads(village)


def test_a_rulebook_without_a_day_for_plans_waits_for_none(village: Rulebook) -> None:
    task, unit = leads(village)[0]
    case = {
        "as_of": date(2024, 7, 1),
        "works": {f"{task}-{unit}": {"progress": "已开工", "progress_on": date(2024, 6, 30)}},
    }
    duties = judged(village, case)
    assert {(state.status.label, state.light.label) for state in duties.works} == {("待报方案", "")}
    assert duties.limits.plan_due is None
    assert task_findings(village, duties, case["as_of"]) == ()


def test_points_are_those_of_the_linked_indicators(rugao: Rulebook, calendar: WorkCalendar) -> None:
    from weibao.compute.model import Verified

    settings, _ = Settings.build(rugao, {})
    office = Office(verified={"I14": Verified(1, round=1), "I02": Verified(2, round=1)})
    duties = assess(rugao, calendar, settings, office, {}, (), round=1, as_of=date(2023, 10, 9)).tasks
    first = duties.tasks[0]
    parts = {state.work.unit: state for state in first.works}
    assert (parts["D09"].earned, parts["D09"].full) == (1, rugao.indicator_by_id["I14"].full)
    assert (parts["D10"].earned, first.earned) == (2, 3)
    assert duties.tasks[1].earned is None
