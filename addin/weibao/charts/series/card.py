"""One unit on one page: the score of its own statement, its rows by level, lights, open items, what lacks, next dates.

Points are `Decimal` points; None where the unit states no score (it claims no row, or has not answered).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from weibao.charts.members import DEPARTMENT, late_items, silent
from weibao.charts.picture import Picture, source_line
from weibao.compute.inspection_checks import remark_text
from weibao.compute.model import Level, Light, Role, Status
from weibao.compute.task_states import NodeStatus
from weibao.workdays import day_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from decimal import Decimal

    from weibao.charts.facts import Facts
    from weibao.compute.model import IndicatorResult, SupervisionItem, UnitResult, UnitRow
    from weibao.rulebook.model import Unit

_TOLD = 2  # so many 时间节点 of one day are named
_LIGHTS = (Light.RED, Light.YELLOW, Light.GREEN)


@dataclass(frozen=True, slots=True)
class CardRow:
    """Rows of one kind (牵头, 配合) by level, in the order of `Level`: 达标, 部分达标, 未达标, 未评."""

    name: str
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CardLights:
    """How many lights of each colour; `name` says of what."""

    name: str
    red: int
    yellow: int
    green: int


@dataclass(frozen=True, slots=True)
class CardItem:
    """A supervision item that is not closed; a `draft` is not on the list yet and has no day.

    `light` is a look's name or "", `word` the light's or the status's word.
    """

    title: str
    problem: str
    due: str
    light: str
    word: str
    draft: bool = False


@dataclass(frozen=True, slots=True)
class CardDate:
    """A day ahead, or one that has passed with the matter still open (`late`); `count` matters end on it."""

    day: str
    text: str
    late: bool = False
    count: int = 1


@dataclass(frozen=True, slots=True)
class UnitCard:
    """`state` is how the return stands where none counts, "" otherwise; `full` is that of the rows it may claim."""

    name: str
    state: str
    stated: Decimal | None
    full: Decimal | None
    effective: Decimal | None
    rows: tuple[CardRow, ...]
    lights: tuple[CardLights, ...]
    items: tuple[CardItem, ...]
    missing: tuple[str, ...]
    dates: tuple[CardDate, ...]


def card(facts: Facts, unit_id: str) -> Picture:
    """The card of one unit, by its id. Raises KeyError for an unknown one."""
    return _Cards(facts).card(facts.rulebook.unit_by_id[unit_id])


def cards(facts: Facts) -> tuple[Picture, ...]:
    """The cards of all units, in the order of the annex."""
    made = _Cards(facts)
    return tuple(made.card(unit) for unit in facts.rulebook.units)


class _Cards:
    """What all cards are made from, looked up once."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.scale = facts.rulebook.scale
        self.states = silent(facts)
        self.results: dict[str, UnitResult] = {result.unit: result for result in facts.assessment.units}
        self.rows: dict[str, list[tuple[IndicatorResult, UnitRow]]] = defaultdict(list)
        for result in facts.assessment.indicators:
            for unit, row in result.units.items():
                self.rows[unit].append((result, row))
        self.items: dict[str, list[SupervisionItem]] = defaultdict(list)
        for item in facts.assessment.items:
            if item.asked:
                self.items[item.unit].append(item)
        self.late = {item.id for item in late_items(facts)}
        table = facts.frames["items"]
        self.titles = dict(zip(table["id"], table["title"], strict=True))
        self.duties: dict[str, list[tuple[date, str, int]]] = defaultdict(list)
        for day, text, units in _duties(facts):
            for unit in dict.fromkeys(units):
                self.duties[unit].append((day, text, 1))
        self.milestones = facts.frames["milestones"].to_dict("records")

    def card(self, unit: Unit) -> Picture:
        result, rows = self.results[unit.id], self.rows[unit.id]
        items = sorted(self.items[unit.id], key=lambda item: (item.limit or date.max, item.id))
        claims = [row for _, row in rows if row.role.claims]
        figures = result.figures
        body = UnitCard(
            unit.name,
            self.states.get(unit.id, ""),
            None if result.stated is None else self.scale.points(result.stated),
            self.scale.points(figures.full) if claims else None,
            self.scale.points(figures.effective) if claims and figures.effective is not None else None,
            tuple(_row(name, found) for name, found in _by_role(rows) if found),
            tuple(self._lights(unit, rows, items)),
            tuple(map(self._item, items)),
            tuple(
                self.facts.rulebook.indicator_by_id[found.indicator].title
                for found, row in rows
                if row.level in (Level.MET, Level.PARTIAL) and not row.evidence
            ),
            tuple(self._dates(unit, rows, items)),
        )
        return Picture(f"card_{unit.order:02d}", _title(body), _subtitle(body), source_line(self.facts), body)

    def _lights(
        self, unit: Unit, rows: Iterable[tuple[IndicatorResult, UnitRow]], items: Iterable[SupervisionItem]
    ) -> Iterator[CardLights]:
        """Of the rows that a department leads (a town's would be that of all towns), and of what is supervised."""
        own = Counter(result.light for result, row in rows if row.role.claims)
        if unit.kind == DEPARTMENT and any(own[light] for light in _LIGHTS):
            yield CardLights("牵头指标", *(own[light] for light in _LIGHTS))
        listed = Counter(item.light for item in items)
        yield CardLights("督办事项", *(listed[light] for light in _LIGHTS))

    def _item(self, item: SupervisionItem) -> CardItem:
        lit = item.light in _LIGHTS
        return CardItem(
            self.titles[item.id],
            item.problem,
            f"{day_text(item.limit)}到期" if item.limit else "",
            item.light.value if lit else "",
            item.light.label if lit else item.status.label,
            item.status is Status.DRAFTED,
        )

    def _dates(
        self, unit: Unit, rows: Iterable[tuple[IndicatorResult, UnitRow]], items: Iterable[SupervisionItem]
    ) -> Iterator[CardDate]:
        """What is to be done by when, in order of days; past days only of what is still open and unanswered."""
        today = self.facts.assessment.as_of
        found: list[tuple[date, str, int]] = [
            (item.limit, f"督办到期：{self.titles[item.id]}", 1)
            for item in items
            if item.limit and (item.limit >= today or item.id in self.late)
        ]
        found += self._deadlines(rows, known=unit.id not in self.states)
        found += self.duties[unit.id]
        found += self._next_milestones(today)
        for day, text, count in sorted(found):
            yield CardDate(day_text(day), text, day < today, count)

    def _next_milestones(self, today: date) -> list[tuple[date, str, int]]:
        """What the plan has on its next day, in its order; it is the county's, so that all cards have it."""
        ahead = [(row["end"], row["title"]) for row in self.milestones if isinstance(row["end"], date)]
        day = min((end for end, _ in ahead if end >= today), default=None)
        titles = [title for end, title in ahead if end == day]
        if day is None:
            return []
        more = f"等 {len(titles)} 项" if len(titles) > _TOLD else ""
        return [(day, f"创建工作节点：{'、'.join(titles[:_TOLD])}{more}", 1)]

    def _deadlines(
        self, rows: Iterable[tuple[IndicatorResult, UnitRow]], *, known: bool
    ) -> Iterator[tuple[date, str, int]]:
        """The rows that are not reached yet, by their deadline; nobody knows that of one past, where all is silent."""
        due: dict[date, list[str]] = defaultdict(list)
        for result, row in rows:
            if result.deadline is None or (not known and result.deadline < self.facts.assessment.as_of):
                continue
            if row.level is not Level.MET and result.figures.verified != result.figures.full:
                due[result.deadline].append(self.facts.rulebook.indicator_by_id[result.indicator].title)
        for day, titles in due.items():
            text = f"指标完成时限：{titles[0]}" if len(titles) == 1 else f"{len(titles)} 项指标的完成时限"
            yield day, text, len(titles)


def _duties(facts: Facts) -> Iterator[tuple[date, str, Sequence[str]]]:
    """What is still to be done by a day beside the rows, and by which units: points of plans, decisions of meetings,
    surveys and the like, remarks of inspections, and the checklist of those who have not returned it.
    """
    seen, rulebook = facts.assessment, facts.rulebook
    for node in (state.node for state in seen.tasks.nodes if state.status is not NodeStatus.DONE):
        if node.due:
            yield node.due, f"任务节点：{node.text}", rulebook.members(node.lead)
    for decision in (state.decision for state in seen.meetings.decisions if state.is_open):
        if decision.due:
            yield decision.due, f"议定事项：{decision.text}", rulebook.members(decision.lead)
    for state in seen.work.rows:
        if state.due and state.system:
            yield state.due, f"{state.system.name}：{state.work.topic}", state.work.organisers
    for remark in seen.inspections.remarks:
        if remark.is_open and remark.item.due:
            text = f"{remark.item.level} {remark_text(rulebook, remark)}"
            yield remark.item.due, f"查验整改：{text}", rulebook.members(remark.item.units)
    lines = facts.frames["phase_calendar"]
    for day in lines.loc[lines["id"] == f"第{seen.round}轮", "end"]:
        if isinstance(day, date):
            yield day, f"第{seen.round}轮清单报送期限", tuple(silent(facts))


def _by_role(
    rows: Iterable[tuple[IndicatorResult, UnitRow]],
) -> Iterator[tuple[str, list[UnitRow]]]:
    listed = [row for _, row in rows]
    claims = [row for row in listed if row.role.claims]
    yield "、".join(role for role in Role if any(row.role is role for row in claims)), claims
    yield Role.CO.value, [row for row in listed if not row.role.claims]


def _row(name: str, rows: Iterable[UnitRow]) -> CardRow:
    levels = Counter(row.level for row in rows)
    return CardRow(name, tuple(levels[level] for level in Level))


def _title(body: UnitCard) -> str:
    """The score, or why there is none, and what is open."""
    if body.state:
        score = f"{body.state}，{'得分' if body.full is not None else '情况'}未知"
    elif body.stated is not None:
        score = f"自评 {body.stated} 分（满分 {body.full} 分）"
    elif body.full is not None:
        score = f"没有填自评（满分 {body.full} 分）"
    elif body.rows:
        met, asked = body.rows[0].counts[0], sum(body.rows[0].counts)
        score = f"配合 {asked} 项，达标 {met} 项"
    else:
        score = "没有对应的指标"
    late = sum(day.count for day in body.dates if day.late)
    drafts = sum(item.draft for item in body.items)
    opened = len(body.items) - drafts
    open_parts = [f"督办 {opened} 项"] * bool(opened) + [f"拟督办 {drafts} 项"] * bool(drafts)
    open_parts += [f"缺佐证 {len(body.missing)} 项"] * bool(body.missing) + [f"逾期 {late} 项"] * bool(late)
    return f"{body.name}：{score}" + (f"；{'、'.join(open_parts)}" if open_parts else "")


def _subtitle(body: UnitCard) -> str:
    """Its rows by level."""
    parts = []
    for row in body.rows:
        levels = "、".join(f"{level.label} {count}" for level, count in zip(Level, row.counts, strict=True) if count)
        parts.append(f"{row.name} {sum(row.counts)} 项：{levels}")
    told = "；".join(parts)
    if not told:
        return "方案没有给它列指标，职责和重点任务照常督办"
    return told if body.state else f"本单位所填：{told}"
