"""The negative list as lights: what counts, what is open, what nobody reported.

Red counts; yellow does not count and may still: somebody has not answered, or an event waits for its ruling; green is
answered by everybody, and nothing counts. Each light goes with its word.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from weibao.charts.picture import Nothing, Picture, source_line
from weibao.compute.terms import Verdict
from weibao.compute.verdict import NO, is_pending
from weibao.compute.words import member_name, units_text, verdict_text
from weibao.workdays import day_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from weibao.charts.facts import Facts
    from weibao.compute.model import VetoEvent, VetoResult
    from weibao.rulebook.model import Rulebook

_NAMED: Final = 3

RED, YELLOW, GREEN = "red", "yellow", "green"


@dataclass(frozen=True, slots=True)
class VetoRow:
    """One item: `light` is a look, `word` what it means here, `units` who is responsible, `state` how it stands."""

    title: str
    text: str
    units: str
    light: str
    word: str
    state: str


@dataclass(frozen=True, slots=True)
class VetoTable:
    """Every item of the list, in its order."""

    rows: tuple[VetoRow, ...]


def vetoes(facts: Facts) -> Picture:
    """The negative list, in the order of the rulebook."""
    rows = tuple(_row(facts.rulebook, result) for result in facts.assessment.vetoes)
    return Picture(
        "vetoes",
        title=_title(facts, rows) if rows else "没有负面清单",
        subtitle=_subtitle(facts, rows) if rows else "",
        foot=source_line(facts, "各单位第{round}轮负面清单作答和办公室认定"),
        body=VetoTable(rows) if rows else Nothing("方案没有规定负面清单，没有可以列的事项。"),
    )


def _row(rulebook: Rulebook, result: VetoResult) -> VetoRow:
    veto = rulebook.veto_by_id[result.veto]
    light, word = _light(result)
    names, units = [member_name(rulebook, member) for member in veto.members], rulebook.members(veto.members)
    return VetoRow(
        f"{veto.order}. {veto.title}",
        veto.text,
        "、".join(names) if len(names) <= _NAMED + 1 else f"{'、'.join(names[:2])}等{len(set(units))}个单位",
        light,
        word,
        "；".join(_states(rulebook, result)),
    )


def _light(result: VetoResult) -> tuple[str, str]:
    """The look, and its word."""
    if result.counted:
        return RED, "计入"
    if any(map(is_pending, result.events)):
        return YELLOW, "待认定"
    if result.silent:
        return YELLOW, "待作答"
    return GREEN, "不计入" if result.events else "未发生"


def _states(rulebook: Rulebook, result: VetoResult) -> Iterator[str]:
    """The events and who is silent, the weightiest first."""
    yield from (f"{_event(rulebook, event)}，计入" for event in result.events if event.counted)
    yield from (f"{_event(rulebook, event)}，待认定" for event in result.events if is_pending(event))
    if result.silent:
        yield f"还没有作答：{units_text(rulebook, result.silent, _NAMED)}"
    others = [event for event in result.events if not event.counted and not is_pending(event)]
    yield from (f"{_event(rulebook, event)}，{_why_not(event)}" for event in others)
    if not result.events and not result.silent:
        yield "责任单位都已作答，没有发生"


def _event(rulebook: Rulebook, event: VetoEvent) -> str:
    """Who reported what of which day; what only the office noted has no unit."""
    day = day_text(event.happened_on) if event.happened_on else ""
    who = f"{units_text(rulebook, event.units, _NAMED)}报告" if event.units else "办公室登记"
    return f"{who} {day}的事项" if day else f"{who}，没有日期"


def _why_not(event: VetoEvent) -> str:
    return "认定不计入" if event.ruling == NO else "不在影响期内"


def _title(facts: Facts, rows: Sequence[VetoRow]) -> str:
    """What follows from the list, and what is still open."""
    verdict = facts.assessment.verdict
    counted = [row for row in rows if row.light == RED]
    open_ = [row.light for row in rows].count(YELLOW)
    if counted:
        names = "、".join(row.title.partition(". ")[2] for row in counted[:_NAMED])
        more = f"等 {len(counted)} 项" if len(counted) > _NAMED else ""
        follows = verdict_text(facts.rulebook, verdict)
        effect = "" if verdict in (Verdict.CLEAR, Verdict.UNDECIDED) else f"，目前结论：{follows}"
        finding = f"负面清单计入 {len(counted)} 项（{names}{more}）{effect}"
        return f"{finding}；另有 {open_} 项未定" if open_ else finding
    if open_:
        return f"负面清单目前没有计入的，还有 {open_} 项未定"
    return f"负面清单 {len(rows)} 项都没有计入的事项"


def _subtitle(facts: Facts, rows: Sequence[VetoRow]) -> str:
    lights = [row.light for row in rows]
    start, end = map(day_text, facts.assessment.window)
    sums = f"红灯 {lights.count(RED)} 项，黄灯 {lights.count(YELLOW)} 项，绿灯 {lights.count(GREEN)} 项"
    return f"{sums}　　影响期：{start}至{end}"
