"""A small invented county for tests of the computation: departments 甲局, 乙局 …, towns, and what they return."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from weibao.compute.model import EvidenceInput, Level, RowInput, Submission, VetoInput
from weibao.compute.roles import own_by_unit, own_vetoes
from weibao.rulebook.model import (
    Aggregation,
    Category,
    Group,
    Indicator,
    Milestone,
    Phase,
    Rulebook,
    Scale,
    Unit,
    Veto,
    VetoEffect,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

DEPARTMENTS = "甲乙丙丁戊己庚辛"
LEVELS = {level.label: level for level in Level if level is not Level.UNASSESSED}
PHASES = (
    (date(2023, 1, 1), date(2023, 10, 31)),
    (date(2023, 3, 1), date(2024, 3, 31)),
    (date(2024, 4, 1), None),
)
HALF = Scale(Fraction(1, 2))


def department(n: int) -> str:
    """Id of the n-th department, from 1."""
    return f"D{n:02d}"


def indicator(
    number: int = 1,
    full: int = 4,
    lead: Sequence[str] = ("D01",),
    co: Sequence[str] = (),
    category: str = "C01",
    **rule: str,
) -> Indicator:
    """Indicator I01 …, `full` in steps; `rule` replaces parts of the aggregation."""
    return Indicator(
        id=f"I{number:02d}", order=number, category=category, topic="样例", title=f"样例{number}", standard="样例标准",
        full=full, lead=tuple(lead), co=tuple(co), units_as_written="样例", aggregation=Aggregation(**rule),
        assumption="样例",
    )  # fmt: skip


def veto(number: int, members: Sequence[str], dated: bool = True) -> Veto:
    """Negative item V1 …"""
    return Veto(
        id=f"V{number}", order=number, title=f"负面{number}", text=f"负面事项{number}", lead=(), co=tuple(members),
        units_as_written="样例", dated=dated, assumption="样例",
    )  # fmt: skip


def rulebook(
    indicators: Sequence[Indicator] = (),
    vetoes: Sequence[Veto] = (),
    towns: int = 2,
    departments: int = 8,
    scale: Scale = HALF,
    settings: tuple = (),
) -> Rulebook:
    """A rulebook with those indicators, the deadline 2023-12-31 and a window of two years."""
    units = [
        Unit(id=department(n), name=f"{DEPARTMENTS[n - 1]}局", formal="", kind="department", order=n, assumption="样例")
        for n in range(1, departments + 1)
    ]
    units += [
        Unit(id=f"T{n:02d}", name=f"第{n}镇", formal="", kind="town", order=departments + n, assumption="样例")
        for n in range(1, towns + 1)
    ]
    categories = dict.fromkeys(item.category for item in indicators)
    return Rulebook(
        id="small", version="1", title="样例", document="样例", issuer="样例", issued=date(2023, 1, 1), region="样例县",
        scale=scale, full=sum(item.full for item in indicators), veto_years=2,
        veto_effects=(VetoEffect(1, "cautious", "谨慎推荐"), VetoEffect(2, "not_recommended", "不予推荐")),
        row_deadline="P1.1", group=Group(id="TOWNS", name="各镇（街道）", assumption="样例"),
        categories=tuple(Category(id=key, name=key, full=0, assumption="样例") for key in categories),
        units=tuple(units), indicators=tuple(indicators), vetoes=tuple(vetoes), tasks=(),
        phases=tuple(
            Phase(id=f"P{n}", order=n, name="样例", start=start, end=end, text="", assumption="样例")
            for n, (start, end) in enumerate(PHASES, 1)
        ),
        milestones=(
            Milestone(
                id="P1.1", phase="P1", title="达标", deliverable="", who="", kind="deadline",
                start=date(2023, 12, 31), end=date(2023, 12, 31), assumption="样例",
            ),
            Milestone(
                id="P2.1", phase="P2", title="自查", deliverable="", who="", kind="period",
                start=date(2024, 1, 1), end=date(2024, 1, 31), assumption="样例",
            ),
            Milestone(
                id="P3.1", phase="P3", title="常态", deliverable="", who="", kind="open",
                start=date(2024, 4, 1), end=None, assumption="样例",
            ),
        ),
        meetings=(), rules=(), requirements=(), evidence=(), material_types=(), settings=settings, uncited=(), text="",
    )  # fmt: skip


def row(indicator_id: str, answer: str, statement: str = "") -> RowInput:
    """A row from words: "达标", "部分达标 1.5", "2" (score alone), "无法识别", "" (blank)."""
    if answer == "无法识别":
        return RowInput(indicator_id, void=True, sheet="指标清单", level_cell="H6", score_cell="I6")
    level, _, points = answer.partition(" ")
    if level not in LEVELS:
        level, points = "", answer
    return RowInput(
        indicator_id, LEVELS.get(level), Decimal(points) if points else None, statement,
        sheet="指标清单", level_cell="H6", score_cell="I6",
    )  # fmt: skip


def submission(
    unit: str,
    rows: Iterable[RowInput] = (),
    materials: Iterable[str] = (),
    vetoes: Iterable[VetoInput] = (),
    number: int = 1,
    **more: object,
) -> Submission:
    """A return with one dated material for each indicator of `materials`."""
    evidence = tuple(EvidenceInput(item, "工作通知", dated=date(2023, 6, 1)) for item in materials)
    return Submission(
        unit, number, f"回收/第{number}轮/{unit}.xlsx", date(2023, 9, 20), tuple(rows), evidence, tuple(vetoes), **more
    )


def all_met(
    rulebook: Rulebook, units: Collection[str] | None = None, number: int = 1, level: Level = Level.MET
) -> dict[str, Submission]:
    """Complete returns of those units (default all): every row at that level, a material for each, nothing happened."""
    own = own_by_unit(rulebook)
    return {
        unit.id: submission(
            unit.id,
            [RowInput(indicator.id, level) for indicator, _ in own[unit.id]],
            [indicator.id for indicator, _ in own[unit.id]],
            [VetoInput(veto.id, False) for veto in own_vetoes(rulebook, unit.id)],
            number,
        )
        for unit in rulebook.units
        if units is None or unit.id in units
    }
