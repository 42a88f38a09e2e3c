"""The rounds of the plan: which is out, which is to be issued, which nobody issued in time."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from weibao.compute.model import Round
from weibao.compute.planned import PlanStatus, RoundKind, is_scored, kind_of, next_planned, planned_rounds
from weibao.compute.settings import Settings
from weibao.compute.terms import Light

if TYPE_CHECKING:
    from weibao.compute.planned import PlannedState
    from weibao.rulebook.model import Rulebook

SCENARIOS = tomllib.loads((Path(__file__).parent / "planned.toml").read_text("utf-8"))["scenario"]


def rounds(lines: list[str]) -> tuple[Round, ...]:
    """名称 类型 下发日期 报送期限; the name may hold blanks, the type may be left out."""
    found = []
    for number, line in enumerate(lines, 1):
        *words, issued, due = line.split(" ")
        kind = words.pop() if len(words) > 1 else "-"
        dates = [None if day == "-" else date.fromisoformat(day) for day in (issued, due)]
        found.append(Round(number, " ".join(words), "" if kind == "-" else kind, *dates))
    return tuple(found)


def text(state: PlannedState) -> str:
    number = f" {state.round.number}" if state.round else ""
    return f"{state.plan.id} {state.name} {state.status.label}{number}"


@pytest.mark.parametrize("case", SCENARIOS, ids=lambda case: case["why"])
def test_planned_rounds(case: Any, rugao: Rulebook) -> None:
    settings, _ = Settings.build(rugao, case.get("settings", {}))
    states = planned_rounds(rugao, settings, rounds(case["rounds"]), case["as_of"])
    assert [text(state) for state in states] == case["states"]
    found = next_planned(states, case["as_of"])
    assert (found.name if found else "") == case["next"]
    lights = {state.light for state in states if state.status in (PlanStatus.LATER, PlanStatus.SKIPPED, PlanStatus.OUT)}
    assert lights <= {Light.NONE}
    assert {state.light for state in states if state.status is PlanStatus.LATE} <= {Light.RED}


def test_dates_of_the_plan(rugao: Rulebook) -> None:
    settings, _ = Settings.build(rugao, {})
    states = {state.name: state for state in planned_rounds(rugao, settings, (), date(2024, 1, 1))}
    whole = states["全面自查"]
    assert (whole.start, whole.due, whole.issue_by) == (date(2024, 1, 1), date(2024, 1, 31), date(2024, 1, 11))
    assert (states["申报自评"].due, states["报送工作资料"].due) == (date(2023, 10, 31), date(2024, 3, 31))
    assert states["2024年巩固提升自查"].start == date(2024, 12, 1)
    short, _ = Settings.build(rugao, {"return_days": "60"})
    whole = {state.name: state for state in planned_rounds(rugao, short, (), date(2024, 1, 1))}["全面自查"]
    assert whole.issue_by == date(2024, 1, 1)  # never before its time


@pytest.mark.parametrize(
    ("name", "kind", "found", "scored"),
    [
        ("申报自评", "自评", RoundKind.CHECKLIST, True),
        ("第2轮", "", RoundKind.CHECKLIST, True),
        ("年底", "年度工作情况", RoundKind.ANNUAL, False),
        ("2023年度工作情况", "", RoundKind.ANNUAL, False),
        ("各单位 2023 年度 工作情况", "指标清单", RoundKind.ANNUAL, False),
    ],
)
def test_kind_and_whether_it_is_scored(name: str, kind: str, found: RoundKind, scored: bool, rugao: Rulebook) -> None:
    round_ = Round(2, name, kind, date(2023, 12, 1), date(2023, 12, 15))
    settings, _ = Settings.build(rugao, {})
    assert kind_of(round_) is found
    assert is_scored(rugao, settings, (round_,), round_) is scored


def test_a_rulebook_without_planned_rounds(village: Rulebook) -> None:
    settings, _ = Settings.build(village, {})
    assert planned_rounds(village, settings, (Round(1, "第1轮"),), date(2025, 1, 1)) == ()
    assert next_planned((), date(2025, 1, 1)) is None


def test_days_at_the_edges(rugao: Rulebook) -> None:
    settings, _ = Settings.build(rugao, {})
    early = Round(1, "全面自查", "", None, date(2023, 12, 25))  # the office asks for it before the plan's time
    (state,) = [item for item in planned_rounds(rugao, settings, (early,), date(2023, 12, 24)) if item.round]
    assert (state.issue_by, state.status) == (date(2023, 12, 25), PlanStatus.READY)
    last = Round(1, "末轮", "年度工作情况", date.max, date.max)
    assert planned_rounds(rugao, settings, (last,), date.max)
