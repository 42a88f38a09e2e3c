"""Runs one scenario of tests/scenarios: each kind has a function that computes and compares with 期望.

A scenario that says something the runner does not know fails, so that a slip of the pen cannot pass.
"""

from __future__ import annotations

import tomllib
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from compute import small
from weibao.compute.aggregate import aggregate
from weibao.compute.assessment import assess
from weibao.compute.deadlines import days_left, due_date, light_of, status_of
from weibao.compute.level import plain
from weibao.compute.model import (
    Closure,
    FeedbackInput,
    Office,
    Paper,
    PaperState,
    ReturnState,
    ReturnStatus,
    Role,
    Round,
    Ruling,
    Submission,
    Verified,
    VetoInput,
)
from weibao.compute.roles import own_by_unit, own_vetoes
from weibao.compute.rows import judge_row
from weibao.compute.settings import Settings
from weibao.compute.verdict import verdict_of, veto_results, veto_window
from weibao.errors import CalendarRangeError
from weibao.rulebook.model import Scale

if TYPE_CHECKING:
    from collections.abc import Callable

    from weibao.rulebook.model import Rulebook, Setting
    from weibao.workdays import WorkCalendar

FOLDER = Path(__file__).parents[1] / "scenarios"
Case = dict[str, Any]
NOT_RETURNED = "未报送"


def load(path: Path) -> list[Case]:
    """The cases of one file; names are unique."""
    cases = tomllib.loads(path.read_text(encoding="utf-8"))["case"]
    names = [case["名称"] for case in cases]
    assert len(names) == len(set(names)), f"{path.name}: a name occurs twice"
    return cases


def compare(actual: Case, expected: Case) -> None:
    """Everything that 期望 names must be so."""
    unknown = set(expected) - set(actual)
    assert not unknown, f"期望 names what nobody computes: {unknown}"
    found = {key: actual[key] for key in expected}
    assert found == expected, f"found {found}, expected {expected}"


def known(case: Case, *keys: str) -> None:
    """No other keys than these."""
    unknown = set(case) - {"名称", "期望", *keys}
    assert not unknown, f"the scenario says what nobody reads: {unknown}"


def shown(scale: Scale, steps: int | None) -> str:
    """Steps as the points that people see."""
    return "" if steps is None else plain(scale.points(steps))


def levels(case: Case) -> None:
    """One row through the truth table."""
    known(case, "分档", "分值", "角色", "填报")
    scale = Scale(Fraction(case.get("分档", "0.5")))
    full = scale.steps(Decimal(str(case["分值"])))
    judged = judge_row(small.row("I01", case["填报"]), full, scale, Role(case.get("角色", "牵头")))
    actual = {
        "完成情况": judged.level.label,
        "计分": shown(scale, judged.stated),
        "问题": judged.issue or "",
    }
    compare(actual, {"问题": "", **case["期望"]})


def aggregation(case: Case) -> None:
    """The answers to one indicator, put together."""
    known(case, "分值", "牵头", "独立", "配合", "各镇", "各镇角色", "取整", "上限", "各镇取", "其他上限")
    members: dict[str, list[str]] = {}
    answers: dict[str, str] = {}
    number = 0
    for role in ("牵头", "独立", "配合"):
        for answer in case.get(role, []):
            number += 1
            members.setdefault(role, []).append(small.department(number))
            answers[small.department(number)] = answer
    towns = [answer for answer, count in case.get("各镇", {}).items() for _ in range(count)]
    if towns:
        members.setdefault(case["各镇角色"], []).append("TOWNS")
        answers |= {f"T{n:02d}": answer for n, answer in enumerate(towns, 1)}
    full = small.HALF.steps(Decimal(str(case["分值"])))
    lead, co = members.get("牵头", []), members.get("配合", []) or members.get("独立", [])
    indicator = small.indicator(
        full=full, lead=lead, co=co,
        round={"向下": "down", "就近": "nearest"}[case.get("取整", "向下")],
        cap={"计入": "mean", "不计入": "none"}[case.get("上限", "计入")],
        group={"平均": "mean", "最低": "lowest"}[case.get("各镇取", "平均")],
    )  # fmt: skip
    rulebook = small.rulebook([indicator], towns=len(towns))
    claiming = set(rulebook.members(indicator.claimants))
    judged = {
        unit: judge_row(small.row("I01", answer), full, small.HALF, Role.LEAD if unit in claiming else Role.CO)
        for unit, answer in answers.items()
        if answer != NOT_RETURNED
    }
    caps = [small.HALF.steps(Decimal(cap)) for cap in case.get("其他上限", [])]
    claim = aggregate(rulebook, indicator, judged, caps=caps)
    figures = {"自评": claim.stated, "上限": claim.cap, "申报": claim.claimed}
    compare({key: shown(small.HALF, steps) for key, steps in figures.items()} | {"暂": claim.provisional}, case["期望"])


def deadlines(case: Case, calendar: WorkCalendar) -> None:
    """The last day of a period."""
    known(case, "起", "期限", "单位")
    try:
        due: date | str = due_date(case["起"], case["期限"], case["单位"], calendar)
    except CalendarRangeError:
        due = "超出节假日安排"
    assert due == case["期望"], f"found {due}, expected {case['期望']}"


def status(case: Case) -> None:
    """Status, light and days left of a row."""
    known(case, "满分", "已评", "时限", "基准日", "待复核")
    done, spoke = case.get("满分", False), case.get("已评", True)
    left = days_left(case.get("时限"), case["基准日"])
    actual = {
        "状态": status_of(done, spoke, left, 30, case.get("待复核", False)).label,
        "灯": light_of(done, left, 30).label,
        "剩余": "" if left is None else left,
    }
    compare(actual, case["期望"])


def verdict(case: Case) -> None:
    """The negative list of a county of five units."""
    known(case, "申报日", "有", "空白", "未报送", "认定", "未认定计入")
    vetoes = [small.veto(1, ["D01", "D02"]), small.veto(2, ["D02"]), small.veto(3, ["D01", "TOWNS"], dated=False)]
    rulebook = small.rulebook(vetoes=vetoes, departments=3)
    names = {unit.name: unit.id for unit in rulebook.units}
    happened = {(names[unit], item): day or None for unit, item, day in case.get("有", [])}
    blank = {(names[unit], item) for unit, item in case.get("空白", [])}
    submissions = {}
    for unit in rulebook.units:
        if unit.name in case.get(NOT_RETURNED, []):
            continue
        answers = tuple(
            VetoInput(item.id, None)
            if (unit.id, item.id) in blank
            else VetoInput(item.id, (unit.id, item.id) in happened, happened.get((unit.id, item.id)))
            for item in own_vetoes(rulebook, unit.id)
        )
        submissions[unit.id] = Submission(unit.id, 1, "", None, vetoes=answers)
    window = veto_window(case.get("申报日", date(2023, 10, 31)), rulebook.veto_years)
    results, findings = veto_results(rulebook, submissions, rulings(case), window, case.get("未认定计入", True))
    value, final = verdict_of(rulebook, results)
    name = {unit.id: unit.name for unit in rulebook.units}
    events = [
        f"{event.veto} {event.happened_on or '无日期'} {'、'.join(name[unit] for unit in event.units)}"
        for result in results
        for event in result.events
    ]
    actual = {
        "意见": value.value,
        "最终": final,
        "计入": [result.veto for result in results if result.counted],
        "未答": [f"{result.veto} {name[unit]}" for result in results for unit in result.silent],
        "事件": events,
        "影响期": f"{window[0]} 至 {window[1]}",
        "问题": [found.code for found in findings],
    }
    compare(actual, {"问题": [], **case["期望"]})


def rulings(case: Case) -> tuple[Ruling, ...]:
    """认定 as the office types it."""
    words = {"是": True, "否": False, "待查": None}
    return tuple(Ruling(item, day or None, words[word]) for item, day, word in case.get("认定", []))


def supervision(case: Case, calendar: WorkCalendar, settings: tuple[Setting, ...]) -> None:
    """A county of three units, through the whole assessment."""
    known(
        case, "基准日", "甲局", "乙局", "第1镇", "无佐证", "时限", "核定", "核定理由", "设置", "负面", "认定", "回收",
        "立项", "办结", "期望问题", "轮次", "下发", "反馈", "发文",
    )  # fmt: skip
    number = case.get("轮次", 1)
    rulebook = small.rulebook(
        [small.indicator(1, 4, ["D01"], ["D02"]), small.indicator(2, 2, [], ["D01", "TOWNS"])],
        [small.veto(1, ["D01"]), small.veto(2, ["D01"], dated=False)],
        towns=1, departments=2, settings=settings,
    )  # fmt: skip
    typed = {"application_date": "2023-10-31", "rectify_limit": "10", "rectify_unit": "工作日", **case.get("设置", {})}
    chosen, problems = Settings.build(rulebook, typed)
    assert not problems
    names = {unit.name: unit.id for unit in rulebook.units}
    states = [
        ReturnState(names[name], number, next(status for status in ReturnStatus if status.label == label))
        for name, label in case.get("回收", {}).items()
    ]
    result = assess(
        rulebook, calendar, chosen, _office(case), _returned(case, rulebook), states,
        round=number, as_of=case.get("基准日", date(2023, 10, 9)),
    )  # fmt: skip
    ids = [item.id for item in result.items]
    assert ids == [expected["编号"] for expected in case["期望"]], f"found {ids}"
    for item, expected in zip(result.items, case["期望"], strict=True):
        actual = {
            "编号": item.id, "原因": list(item.reasons), "问题": item.problem, "要求": item.request,
            "到期": item.due or "", "剩余": "" if item.days_left is None else item.days_left,
            "状态": item.status.label, "灯": item.light.label, "再要求": item.asked,
            "反馈": item.feedback.measure if item.feedback else "",
        }  # fmt: skip
        compare(actual, {"再要求": True, **expected})
    office_findings = [found.code for found in result.findings if not found.unit]
    assert office_findings == case.get("期望问题", []), f"found {office_findings}"


def _returned(case: Case, rulebook: Rulebook) -> dict[str, Submission]:
    own = own_by_unit(rulebook)
    answers = {item: (word, day) for item, word, day in case.get("负面", [])}
    words = {"有": True, "无": False, "": None}
    returned = {}
    for unit in rulebook.units:
        if unit.name not in case:
            continue
        rows = [small.row(indicator, answer) for indicator, answer in case[unit.name].items()]
        materials = [] if unit.name in case.get("无佐证", []) else [indicator.id for indicator, _ in own[unit.id]]
        vetoes = [
            VetoInput(item.id, words[answers.get(item.id, ("无", ""))[0]], answers.get(item.id, ("无", ""))[1] or None)
            for item in own_vetoes(rulebook, unit.id)
        ]
        feedback = tuple(FeedbackInput(item, text) for name, item, text in case.get("反馈", []) if name == unit.name)
        returned[unit.id] = small.submission(unit.id, rows, materials, vetoes, case.get("轮次", 1), feedback=feedback)
    return returned


def _office(case: Case) -> Office:
    opened, closed = case.get("立项", {}), case.get("办结", {})
    later = (Round(int(number), "自评", issued=day) for number, day in case.get("下发", {}).items())
    sent = (Paper(kind="supervision_notice", items=(item,), dated=day, state=PaperState.NUMBERED)
            for item, day in case.get("发文", {}).items())  # fmt: skip
    return Office(
        rounds=(Round(1, "自评", due=date(2023, 9, 20)), *later),
        register=tuple(sent),
        verified={
            key: Verified(int(small.HALF.steps(Decimal(str(points))) or 0), case.get("核定理由", ""), round=1)
            for key, points in case.get("核定", {}).items()
        },
        deadlines=case.get("时限", {}),
        rulings=rulings(case),
        closures={key: Closure(key, opened.get(key), closed.get(key)) for key in {**opened, **closed}},
    )


def run(kind: str, case: Case, calendar: WorkCalendar, settings: tuple[Setting, ...]) -> None:
    """Run a scenario of a kind (the file's name)."""
    plain_kinds: dict[str, Callable[[Case], None]] = {
        "levels": levels, "aggregation": aggregation, "status": status, "verdict": verdict,
    }  # fmt: skip
    if kind in plain_kinds:
        plain_kinds[kind](case)
    elif kind == "deadlines":
        deadlines(case, calendar)
    else:
        supervision(case, calendar, settings)
