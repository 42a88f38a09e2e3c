"""A tiny invented county and an assessment of it, written out by hand: what the computation would give.

For tests of what is shown (frames, console, charts), so that they do not depend on how it is computed.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from weibao.compute.model import (
    Assessment,
    EvidenceInput,
    FeedbackInput,
    Figures,
    IndicatorResult,
    Level,
    Light,
    MilestoneState,
    Mode,
    ReturnState,
    ReturnStatus,
    Role,
    RowInput,
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
from weibao.findings import Finding, Severity
from weibao.rulebook.model import (
    Aggregation,
    Category,
    Group,
    Indicator,
    MaterialType,
    Milestone,
    Phase,
    Rulebook,
    Scale,
    Unit,
    Veto,
    VetoEffect,
)

AS_OF = date(2030, 5, 20)
DUE = date(2030, 6, 10)


def rulebook() -> Rulebook:
    """Three categories, four indicators, two departments, two towns, steps of a quarter point."""
    units = [("D01", "县民政局", "department"), ("D02", "县教育局", "department")]
    units += [("T01", "东山镇", "town"), ("T02", "西河镇", "town")]
    return Rulebook(
        id="valley", version="1", title="山谷县试行方案", document="试行方案",
        issuer="山谷县政府", issued=date(2030, 1, 2),
        region="山谷县", scale=Scale(Fraction(1, 4)), full=6, veto_years=3,
        veto_effects=(VetoEffect(1, "cautious", "谨慎推荐"), VetoEffect(2, "not_recommended", "不予推荐")),
        row_deadline="P1.1", group=Group(id="TOWNS", name="各镇", assumption="样例"),
        categories=(
            Category(id="C01", name="组织领导", full=8, assumption="样例"),
            Category(id="C02", name="家庭保护", full=8, assumption="样例"),
            Category(id="C03", name="机构建设", full=8, assumption="样例"),
        ),
        units=tuple(
            Unit(id=uid, name=name, formal=name, kind=kind, order=n, assumption="样例")
            for n, (uid, name, kind) in enumerate(units, 1)
        ),
        indicators=(
            _indicator(1, "C01", "工作机制", 8, ("D01",), ("D02", "TOWNS")),
            _indicator(2, "C02", "家教指导", 4, ("D02",), ()),
            _indicator(3, "C02", "监护支持", 4, (), ("TOWNS",)),
            _indicator(4, "C03", "机构阵地", 8, ("D01",), ("TOWNS",)),
        ),
        vetoes=(
            Veto(id="V1", order=1, title="恶性案件", text="发生恶性案件", lead=("D01",), co=("D02",),
                 units_as_written="县民政局、县教育局", dated=True, assumption="样例"),
            Veto(id="V2", order=2, title="经费未落实", text="经费未落实", lead=("D01",), co=(),
                 units_as_written="县民政局", dated=False, assumption="样例"),
        ),
        tasks=(),
        phases=(Phase(id="P1", order=1, name="实施阶段", start=date(2030, 1, 1), end=DUE, text="", assumption="样例"),),
        milestones=(
            Milestone(id="P1.1", phase="P1", title="全面达标", deliverable="自查报告", who="各单位", kind="deadline",
                      start=DUE, end=DUE, assumption="样例"),
        ),
        meetings=(), rules=(), requirements=(), evidence=(),
        material_types=(
            MaterialType(id="M01", name="文件", fields="", seal="", numbered=True, assumption="样例"),
        ),
        settings=(), uncited=(), text="",
    )  # fmt: skip


def _indicator(
    order: int, category: str, title: str, full: int, lead: tuple[str, ...], co: tuple[str, ...]
) -> Indicator:
    return Indicator(
        id=f"I{order:02d}", order=order, category=category, topic=title, title=title, standard=f"{title}，按要求落实。",
        full=full, lead=lead, co=co, units_as_written="", aggregation=Aggregation(), assumption="样例",
    )  # fmt: skip


def figures(full: int, claimed: int | None = None, verified: int | None = None) -> Figures:
    """The figures of one row, in steps."""
    effective = claimed if verified is None else verified
    earned, unassessed = effective or 0, full if effective is None else 0
    return Figures(full, claimed, verified, effective, earned, earned + unassessed, unassessed)


def total(*rows: Figures) -> Figures:
    """Plain sums of rows."""

    def known(name: str) -> int | None:
        values = [getattr(row, name) for row in rows if getattr(row, name) is not None]
        return sum(values) if values else None

    return Figures(
        sum(row.full for row in rows), known("claimed"), known("verified"), known("effective"),
        sum(row.earned for row in rows), sum(row.possible for row in rows), sum(row.unassessed for row in rows),
    )  # fmt: skip


ROWS = (figures(8, 7), figures(4, 4, 3), figures(4), figures(8, 8))


_ITEMS = (
    SupervisionItem("1-01-V1", "D01", "V1", ("veto",), "负面清单", "说明情况", AS_OF, date(2030, 6, 3), 14,
                    Status.OPEN, Light.GREEN),
    SupervisionItem("1-02-I02", "D02", "I02", ("partial",), "未全面达标", "限期达标", date(2030, 5, 1),
                    date(2030, 5, 15), -5, Status.OVERDUE, Light.RED,
                    FeedbackInput("1-02-I02", "正在办理", date(2030, 5, 14))),
    SupervisionItem("1-04-R", "T02", "", ("silent",), "未报送", "报送清单", AS_OF, date(2030, 5, 22), 2,
                    Status.DUE_SOON, Light.YELLOW),
)  # fmt: skip


def assessment(rows: tuple[Figures, ...] = ROWS) -> Assessment:
    """县民政局, 县教育局 and 东山镇 have returned, 西河镇 is silent; I03 nobody has answered."""
    first, second, third, fourth = rows
    return Assessment(
        as_of=AS_OF, round=1, application_date=date(2030, 7, 1), window=(date(2027, 7, 1), date(2030, 7, 1)),
        total=total(*rows), provisional_rows=3,
        categories={"C01": (first, 1), "C02": (total(second, third), 1), "C03": (fourth, 1)},
        indicators=_results(rows), units=_units(rows), silent_units=("T02",),
        vetoes=(
            VetoResult("V1", True, (VetoEvent("V1", date(2029, 3, 1), ("D01",), "", True, True, "已报告"),), ()),
            VetoResult("V2", False, (), ("D01",)),
        ),
        verdict=Verdict.CAUTIOUS, final=False,
        items=_ITEMS,
        milestones=(MilestoneState("P1.1", Status.DUE_SOON, Light.YELLOW, 21),), phases=("P1",),
        findings=(
            Finding("score-missing", Severity.ERROR, "=部分达标未填得分", "D02",
                    "回收/第1轮/a.xlsx", "指标清单", "H7", "I02"),
        ),
        stages=(
            Stage(_ITEMS[0], Step.DRAFTED, AS_OF, False, Step.OPENED),
            Stage(_ITEMS[1], Step.URGING, date(2030, 5, 16), True, Step.REPORTING, date(2030, 5, 24)),
            Stage(replace(_ITEMS[2], mode=Mode.LISTED, inspector="甲"), Step.CHECKING, AS_OF, True, Step.CLOSED),
        ),
    )  # fmt: skip


def _results(rows: tuple[Figures, ...]) -> tuple[IndicatorResult, ...]:
    lead, co = Role.LEAD, Role.CO
    met, partial, blank = Level.MET, Level.PARTIAL, Level.UNASSESSED
    units: tuple[dict[str, UnitRow], ...] = (
        {
            "D01": UnitRow("D01", lead, met, 8, 2, "=已建立机制", True),
            "D02": UnitRow("D02", co, met, None, 0, "已配合", True),
            "T01": UnitRow("T01", co, partial, None, 0, "", True),
            "T02": UnitRow("T02", co, blank, None, 0),
        },
        {"D02": UnitRow("D02", lead, partial, 3, 1, "正在推进", True)},
        {"T01": UnitRow("T01", Role.SOLE, blank, None, 0), "T02": UnitRow("T02", Role.SOLE, blank, None, 0)},
        {
            "D01": UnitRow("D01", lead, met, 8, 0, "已建成", True),
            "T01": UnitRow("T01", co, met, None, 0, "", True),
            "T02": UnitRow("T02", co, blank, None, 0),
        },
    )
    stands = (
        (8, 7, partial, Status.DUE_SOON, Light.YELLOW), (4, 4, partial, Status.REVIEW, Light.YELLOW),
        (None, 4, blank, Status.DUE_SOON, Light.YELLOW), (8, 8, met, Status.DONE, Light.GREEN),
    )  # fmt: skip
    return tuple(
        IndicatorResult(
            f"I{n:02d}", row, stated, cap, level, status, light, DUE, 21, n != 2, status is Status.REVIEW, members
        )
        for n, (row, (stated, cap, level, status, light), members) in enumerate(
            zip(rows, stands, units, strict=True), 1
        )
    )


def _units(rows: tuple[Figures, ...]) -> tuple[UnitResult, ...]:
    first, second, third, fourth = rows
    day = date(2030, 5, 10)
    return (
        UnitResult("D01", True, day, "回收/第1轮/民政.xlsx", 16, total(first, fourth), _co(), 0, 1, 0),
        UnitResult("D02", True, day, "回收/第1轮/a.xlsx", 3, second, _co(met=1), 1, 1, 1),
        UnitResult("T01", True, day, "回收/第1轮/东山.xlsx", None, third, _co(met=1, partial=1), 0, 2, 0),
        UnitResult("T02", False, None, "", None, third, _co(open=2), 0, 0, 0),
    )


def _co(met: int = 0, partial: int = 0, unmet: int = 0, open: int = 0) -> dict[str, int]:  # noqa: A002
    return {"met": met, "partial": partial, "unmet": unmet, "open": open}


def submissions() -> dict[str, Submission]:
    """What three of the four returned; a title that looks like a formula is among it."""
    day = date(2030, 5, 10)
    return {
        "D01": Submission(
            "D01", 1, "回收/第1轮/民政.xlsx", day,
            rows=(RowInput("I01", Level.MET, Decimal(2), "=已建立机制", row=6),),
            evidence=(
                EvidenceInput("I01", "=1+1", "山政发〔2030〕1号", date(2030, 2, 3), "M01", "档案室", row=5),
                EvidenceInput("I01", "会议纪要", "", note="-待补", row=6),
            ),
        ),
        "D02": Submission("D02", 1, "回收/第1轮/a.xlsx", day, evidence=(EvidenceInput("I02", "工作方案", row=5),)),
        "T01": Submission("T01", 1, "回收/第1轮/东山.xlsx", day),
    }  # fmt: skip


def returns() -> list[ReturnState]:
    """The return states of round 1."""
    issued = date(2030, 4, 20)
    states = [
        ReturnState(unit, 1, ReturnStatus.RETURNED, (entry.file,), entry.file, entry.received, issued)
        for unit, entry in submissions().items()
    ]
    return [*states, ReturnState("T02", 1, ReturnStatus.MISSING, issued=issued)]


__all__ = ["AS_OF", "DUE", "assessment", "figures", "returns", "rulebook", "submissions", "total"]
