"""A larger invented county, so that every picture shows all that it can say: for the reference images.

The figures follow plain arithmetic of the numbers of unit and indicator and are not computed by the project, so that a
change of the computation changes no image.
"""

from __future__ import annotations

import functools
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import synthetic
from chart_county_rules import DEPARTMENTS, DUE, rulebook
from chart_facts import settings
from synthetic import figures, total
from weibao.charts.facts import Facts
from weibao.compute.ahead import Ahead, Dated, Kind, workdays_left
from weibao.compute.model import (
    EvidenceInput,
    FeedbackInput,
    IndicatorResult,
    Level,
    Light,
    MilestoneState,
    ReturnState,
    ReturnStatus,
    Role,
    Stage,
    Status,
    Step,
    Submission,
    SupervisionItem,
    UnitResult,
    UnitRow,
    Verdict,
    VetoEvent,
    VetoResult,
)
from weibao.compute.past import Past
from weibao.compute.proof_check import ProofResult
from weibao.findings import finding
from weibao.rulebook import load_calendar
from weibao.sheets.frames import frames, fulfilment_matrix

if TYPE_CHECKING:
    from weibao.compute.model import Assessment
    from weibao.rulebook.model import Indicator, Rulebook, Unit
    from weibao.workdays import WorkCalendar

AS_OF = date(2023, 9, 13)  # a Wednesday; published holidays follow
_SILENT = ("D11", "D15", "T05")
_OTHERS = {("D01", 14): Level.PARTIAL, ("T06", 20): Level.PARTIAL, ("T04", 6): Level.UNMET}


@functools.cache
def facts() -> Facts:
    """The county in its second round, with a history, a list of deadlines and a target."""
    plan, calendar = rulebook(), load_calendar()
    chosen = replace(settings(), target_points=Decimal(50))
    seen, sent = _assessment(plan), _submissions(plan)
    tables = frames(plan, seen, sent, _returns(plan), _outside(sent))
    matrix = fulfilment_matrix(tables)
    return Facts(plan, chosen, calendar, seen, sent, tables, matrix.rate, matrix.asked, _pasts(), _ahead(calendar))


def _level(unit: Unit, number: int) -> Level:
    """What a unit says of an indicator."""
    if unit.id in _SILENT:
        return Level.UNASSESSED
    levels = (Level.UNMET, Level.PARTIAL, Level.PARTIAL, Level.UNASSESSED)
    usual = dict(enumerate(levels)).get((unit.order * 5 + number * 3) % 11, Level.MET)
    return _OTHERS.get((unit.id, number), usual)


def _result(plan: Rulebook, indicator: Indicator) -> IndicatorResult:
    """A row as its first claimant has it; every third is verified, some of those with less."""
    rows: dict[str, UnitRow] = {}
    for member in (*indicator.lead, *indicator.co):
        for id_ in plan.members((member,)):
            unit = plan.unit_by_id[id_]
            level = _level(unit, indicator.order)
            claims = member in indicator.lead or not indicator.lead
            role = (Role.LEAD if indicator.lead else Role.SOLE) if claims else Role.CO
            stated = {Level.MET: indicator.full, Level.PARTIAL: indicator.full // 2, Level.UNMET: 0}.get(level)
            evidence = (unit.order + indicator.order) % 3 if stated else 0
            spoke = level is not Level.UNASSESSED
            rows[id_] = UnitRow(id_, role, level, stated if claims else None, evidence, "", spoke)
    claimed = next((row.stated for row in rows.values() if row.role.claims), None)
    verified = None if claimed is None or indicator.order % 3 else max(claimed - indicator.order % 2, 0)
    row = figures(indicator.full, claimed, verified)
    level = (
        Level.UNASSESSED if row.effective is None else Level.MET if row.effective == row.full
        else Level.PARTIAL if row.effective else Level.UNMET
    )  # fmt: skip
    early = indicator.order % 7 == 1  # the units were given an earlier day
    deadline = AS_OF - timedelta(days=13) if early else DUE
    status = Status.DONE if level is Level.MET else Status.OVERDUE if early else Status.OPEN
    light = {Status.DONE: Light.GREEN, Status.OVERDUE: Light.RED}.get(status, Light.YELLOW)
    left = (deadline - AS_OF).days
    return IndicatorResult(
        indicator.id, row, claimed, row.full, level, status, light, deadline, left, indicator.order % 4 == 0, False,
        rows,
    )  # fmt: skip


def _assessment(plan: Rulebook) -> Assessment:
    results = tuple(_result(plan, indicator) for indicator in plan.indicators)
    stages = _stages()
    by_category = {
        category.id: [result for indicator, result in zip(plan.indicators, results, strict=True)
                      if indicator.category == category.id]
        for category in plan.categories
    }  # fmt: skip
    return replace(
        synthetic.assessment(),
        as_of=AS_OF, round=2, application_date=date(2023, 11, 10), window=(date(2020, 11, 10), date(2023, 11, 10)),
        total=total(*(result.figures for result in results)), provisional_rows=5,
        categories={id_: (total(*(result.figures for result in found)), 1) for id_, found in by_category.items()},
        indicators=results,
        units=tuple(_unit(unit, results) for unit in plan.units),
        silent_units=_SILENT,
        vetoes=_veto_results(), verdict=Verdict.CAUTIOUS, final=False,
        items=tuple(stage.item for stage in stages), stages=stages,
        milestones=(
            MilestoneState("P2.1", Status.DUE_SOON, Light.YELLOW, 15),
            MilestoneState("P2.2", Status.OPEN, Light.GREEN, 37),
            MilestoneState("P3.1", Status.UPCOMING, Light.GREEN, 58),
        ),
        phases=("P2",), findings=(),
    )  # fmt: skip


def _unit(unit: Unit, results: tuple[IndicatorResult, ...]) -> UnitResult:
    rows = [result.units[unit.id] for result in results if unit.id in result.units]
    own = [result.figures for result in results if unit.id in result.units and result.units[unit.id].role.claims]
    back = unit.id not in _SILENT
    stated = [row.stated for row in rows if row.stated is not None]
    return UnitResult(
        unit.id, back, date(2023, 9, 1) if back else None, f"回收/第2轮/{unit.order:02d}.xlsx" if back else "",
        sum(stated) if stated else None, total(*own), {"met": 0, "partial": 0, "unmet": 0, "open": 0}, 0, 0, 0,
    )  # fmt: skip


def _veto_results() -> tuple[VetoResult, ...]:
    def event(number: int, day: date, ruling: str, *, inside: bool = True, counted: bool = False) -> VetoEvent:
        return VetoEvent(f"V{number}", day, ("D03",), ruling, inside, counted, "")

    return (
        VetoResult("V1", True, (event(1, date(2022, 3, 8), "是", counted=True),), ()),
        VetoResult("V2", False, (event(2, date(2023, 5, 4), "待查"),), ()),
        VetoResult("V3", False, (), ("D05",)),
        VetoResult("V4", False, (), ()),
        VetoResult("V5", False, (event(5, date(2019, 6, 1), "", inside=False),), ()),
        VetoResult("V6", False, (event(6, date(2023, 2, 2), "否"),), ()),
    )


def _stages() -> tuple[Stage, ...]:
    """(unit, indicator, days since 立项, limit in days, how it stands, for how many days)."""
    listed = (
        ("D01", "I01", 110, 30, Step.CLOSED, 70), ("D02", "I07", 96, 30, Step.CLOSED, 50),
        ("D02", "I04", 84, 30, Step.REPORTING, 20), ("T02", "I19", 75, 20, Step.CLOSED, 58),
        ("D04", "I16", 68, 21, Step.CIRCULATING, 30), ("D03", "I04", 61, 30, Step.CLOSED, 25),
        ("D01", "I13", 47, 15, Step.CHECKING, 20), ("D06", "I17", 40, 15, Step.CLOSED, 16),
        ("T08", "I02", 40, 20, Step.CLOSED, 15), ("T03", "I20", 33, 20, Step.URGING, 13),
        ("D02", "I08", 26, 15, Step.URGING, 11), ("D06", "I16", 20, 30, Step.OPENED, 20),
        ("T07", "I02", 20, 40, Step.OPENED, 20), ("D12", "I21", 18, 20, Step.REMINDING, 3),
        ("D01", "I06", 12, 15, Step.REMINDING, 2), ("T06", "I22", 12, 20, Step.OPENED, 12),
        ("D16", "I18", 5, 20, Step.OPENED, 5), ("D01", "I02", 2, 30, Step.OPENED, 2),
        ("D16", "I21", 0, 15, Step.DRAFTED, 0), ("D01", "I03", 0, 15, Step.DRAFTED, 0),
    )  # fmt: skip
    return tuple(map(_stage, listed))


def _stage(given: tuple[str, str, int, int, Step, int]) -> Stage:
    unit, indicator, since_listed, limit, step, since = given
    opened = AS_OF - timedelta(days=since_listed)
    left = limit - since_listed
    status, light = {
        Step.DRAFTED: (Status.DRAFTED, Light.NONE), Step.CLOSED: (Status.CLOSED, Light.GREEN),
        Step.CHECKING: (Status.OPEN, Light.GREEN), Step.OPENED: (Status.OPEN, Light.GREEN),
        Step.REMINDING: (Status.DUE_SOON, Light.YELLOW),
    }.get(step, (Status.OVERDUE, Light.RED))  # fmt: skip
    key = f"1-{unit}-{indicator}"
    feedback = FeedbackInput(key, "已整改", AS_OF - timedelta(days=since)) if step is Step.CHECKING else None
    item = SupervisionItem(
        key, unit, indicator, ("partial",), "部分达标，没有得满分", "限期达标", opened,
        opened + timedelta(days=limit), left, status, light, feedback,
    )  # fmt: skip
    return Stage(item, step, AS_OF - timedelta(days=since), True, numbers=("1",) if step is not Step.DRAFTED else ())


def _submissions(plan: Rulebook) -> dict[str, Submission]:
    """Of four types in turn one is none of the suggested ones."""
    types = ("文件", "会议纪要", "工作台账", "照片")
    sent = {}
    for unit in plan.units:
        rows = [
            EvidenceInput(indicator.id, "材料", "", date(2023, 5, 1), types[(unit.order + indicator.order) % 4], "")
            for indicator in plan.indicators
            if unit.id in (*indicator.lead, *indicator.co) and (unit.order + indicator.order) % 5
        ]
        numbered = tuple(replace(row, row=n) for n, row in enumerate(rows, 5))
        sent[unit.id] = Submission(unit.id, 2, f"回收/第2轮/{unit.order:02d}.xlsx", AS_OF, evidence=numbered)
    return {id_: entry for id_, entry in sent.items() if id_ not in _SILENT}


def _outside(sent: dict[str, Submission]) -> ProofResult:
    """Every third material of a unit lies out of its window."""
    return ProofResult(
        tuple(
            finding(
                "proof-outside-window", unit=unit, file=entry.file, sheet="佐证材料", cell=f"C{row.row}",
                indicator=row.indicator, title="材料", found="2019-05-01", window="2020 年以来",
            )
            for unit, entry in sent.items() for row in entry.evidence[1::3]
        )
    )  # fmt: skip


def _returns(plan: Rulebook) -> list[ReturnState]:
    issued = date(2023, 8, 14)
    states = {"D11": ReturnStatus.MISSING, "D15": ReturnStatus.SET_ASIDE, "T05": ReturnStatus.MISSING}
    return [ReturnState(unit.id, 2, states.get(unit.id, ReturnStatus.RETURNED), issued=issued) for unit in plan.units]


def _pasts() -> tuple[Past, ...]:
    listed = (
        (118, 1, 8, 40, "0"), (100, 1, 17.5, 24, "0"), (84, 1, 21, 11.5, "1"), (63, 1, 26.5, 9, "1"),
        (45, 1, 28, 7.5, "1"), (28, 2, 15, 40, "1"), (14, 2, 29.5, 18, "1"), (6, 2, 33.5, 14, "1"),
    )  # fmt: skip
    return tuple(
        Past(AS_OF - timedelta(days=days), number, earned, open_, rules=rules)
        for days, number, earned, open_, rules in listed
    )


def _ahead(calendar: WorkCalendar) -> Ahead:
    yellow, green = Light.YELLOW, Light.GREEN
    listed = (
        (Kind.MILESTONE, "P2.1", "专项督查", "各单位", date(2023, 9, 28), yellow),
        (Kind.MILESTONE, "P2.2", "全面达标", "各单位", DUE, green),
        (Kind.MILESTONE, "P3.1", "报送申报材料", "县未保办", date(2023, 11, 10), green),
        (Kind.APPLICATION, "", "申报", "县未保办", date(2023, 11, 10), green),
        (Kind.ROWS, "I05、I06", "11 项指标没有得满分，差 15.5 分", "", DUE, green),
        (Kind.RETURN, "3", "第3轮冲刺自查", "", date(2023, 10, 13), green),
        (Kind.MATTER, "1-D12-I21", "部分达标，没有得满分", "团县委", date(2023, 9, 15), yellow),
        (Kind.MATTER, "1-D01-I06", "部分达标，没有得满分", "县民政局", date(2023, 9, 16), yellow),
        (Kind.MATTER, "1-D06-I16", "部分达标，没有得满分", "县司法局", date(2023, 9, 23), green),
        (Kind.MEETING, "H3", "领导小组第三次全体会议：印发会议纪要", "县未保办", date(2023, 9, 18), yellow),
        (Kind.DECISION, "Y7", "建立困境儿童信息共享平台并完成数据对接", "县公安局、县民政局、县教育局",
         date(2023, 10, 27), green),
        (Kind.NODE, "N2", "印发救助保护机构标准化建设方案", DEPARTMENTS[-1], date(2023, 10, 9), green),
    )  # fmt: skip
    due = [
        Dated(kind, id_, title, who, day, (day - AS_OF).days, workdays_left(calendar, AS_OF, day), light)
        for kind, id_, title, who, day, light in listed
    ]
    late = (replace(due[6], day=AS_OF - timedelta(days=3), days_left=-3),) * 4
    return Ahead(AS_OF + timedelta(days=60), tuple(sorted(due, key=lambda item: item.day)), late)
