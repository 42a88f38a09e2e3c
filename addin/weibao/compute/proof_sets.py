"""Checks over all materials of a unit for one indicator: sets, order of dates, years, seasons, numbers of meetings."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from weibao.compute.numbers import DocNumber, read_number
from weibao.compute.proof_notes import on_row
from weibao.compute.proof_windows import nodes_of, span_of
from weibao.compute.terms import Level
from weibao.findings import finding

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from weibao.compute.model import UnitRow
    from weibao.compute.proof_records import Material, Proofs
    from weibao.findings import Finding
    from weibao.rulebook.model import Indicator
    from weibao.rulebook.proofs import Count

_PARTS: Final = (("会议通知", ("通知",)), ("签到表", ("签到",)), ("会议纪要", ("纪要", "记录")))
_REPEATING: Final = re.compile("每年|持续|季度|寒暑假|节假日")
_TIMES: Final = re.compile(r"(?<!第)(\d{1,2}|[两二三四五六])次")
_NUMBERS: Final = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6}
_CORE: Final = re.compile(r"通知|议程|签到表?|纪要|记录|材料|关于|召开|的|[（(【\[].*?[)）】\]]|[\W_]")


def set_findings(proofs: Proofs) -> Iterator[Finding]:
    """E09–E13, E15, E22, E23."""
    meetings, trainings = proofs.types("meeting"), proofs.types("training")
    notices, plans, photos = proofs.types("notice"), proofs.types("plan"), proofs.types("photo")
    for (unit, name), rows in proofs.by_row().items():
        indicator = proofs.rulebook.indicator_by_id[name]
        yield from _plans_and_results(indicator, rows, notices, plans)
        if {row.item.type for row in rows} <= photos:
            yield on_row("proof-only-photos", rows[0], count=len(rows))
        if unit not in proofs.blind:  # what is wanting may stand in the name of a file that was not seen
            yield from _meetings([row for row in rows if row.item.type in meetings])
        yield from _order([row for row in rows if row.item.type in meetings | trainings])
        yield from _seasons(proofs, unit, indicator, rows)
    yield from _number_order(proofs.materials)
    for count in proofs.rules.counts:
        yield from _too_few(proofs, count)


def _plans_and_results(
    indicator: Indicator, rows: Sequence[Material], notices: Collection[str], plans: Collection[str]
) -> Iterator[Finding]:
    announced = [row for row in rows if row.item.type in notices]
    if _REPEATING.search(indicator.recurrence) and announced and {row.item.type for row in rows} <= {*plans, ""}:
        yield on_row("proof-no-result", announced[0])


def _meetings(rows: Sequence[Material]) -> Iterator[Finding]:
    said = "".join(f"{row.title}{row.item.note}{''.join(row.files)}" for row in rows)
    missing = [name for name, words in _PARTS if not any(word in said for word in words)]
    if rows and missing:
        yield on_row("proof-meeting-parts", rows[0], missing="、".join(missing))


def _order(rows: Sequence[Material]) -> Iterator[Finding]:
    """A notice comes before the sign-in sheet of the same meeting, that before the minutes."""
    events: defaultdict[str, list[Material]] = defaultdict(list)
    for row in rows:
        if row.item.dated:
            events[_CORE.sub("", row.title)].append(row)
    for event in events.values():
        steps: list[tuple[str, Material]] = []
        for name, words in _PARTS:
            steps += [(name, row) for row in event if _is_only(row.title, words)]
        for (first, one), (second, other) in pairwise(steps):
            if first != second and one.item.dated and other.item.dated and one.item.dated > other.item.dated:
                yield on_row(
                    "proof-order", other, first=first, day=one.item.dated.isoformat(), second=second,
                    found=other.item.dated.isoformat(),
                )  # fmt: skip


def _is_only(title: str, words: Sequence[str]) -> bool:
    """Whether a title names this part of a set and no other."""
    named = [part for _, part in _PARTS if any(word in title for word in part)]
    return named == [tuple(words)]


def _number_order(materials: Iterable[Material]) -> Iterator[Finding]:
    """In a series of 文号 the larger number is not the earlier paper; as few papers as possible are told."""
    series: defaultdict[tuple[str, int], dict[DocNumber, tuple[date, Material]]] = defaultdict(dict)
    for material in materials:
        number = read_number(material.item.doc_no)
        if number and material.item.dated:
            series[number.series].setdefault(number, (material.item.dated, material))
    for papers in series.values():
        numbers = sorted(papers)
        kept = _in_order([papers[number][0] for number in numbers])
        for place, number in enumerate(numbers):
            day, material = papers[number]
            before = [one for at, one in enumerate(numbers) if at in kept and at < place and papers[one][0] > day]
            after = [one for at, one in enumerate(numbers) if at in kept and at > place and papers[one][0] < day]
            if place in kept or not before + after:
                continue
            other = before[-1] if before else after[0]
            yield on_row(
                "proof-number-order", material, number=str(number), found=day.isoformat(),
                where="前面" if before else "后面", other=str(other), day=papers[other][0].isoformat(),
                than="早" if before else "晚",
            )  # fmt: skip


def _in_order(days: Sequence[date]) -> set[int]:
    """The places of a longest run of days that never goes back."""
    ends: list[date] = []
    places: list[int] = []
    before: list[int | None] = []
    for place, day in enumerate(days):
        at = bisect_right(ends, day)
        before.append(places[at - 1] if at else None)
        ends[at : at + 1] = [day]
        places[at : at + 1] = [place]
    kept: set[int] = set()
    step = places[-1] if places else None
    while step is not None:
        kept.add(step)
        step = before[step]
    return kept


def _seasons(proofs: Proofs, unit: str, indicator: Indicator, rows: Sequence[Material]) -> Iterator[Finding]:
    """Every year inside the window, and every quarter or season, has something."""
    place = {"unit": unit, "indicator": indicator.id}
    days = [row.item.dated for row in rows if row.item.dated]
    if not days:
        return
    span = span_of(indicator, proofs.rules, proofs.settings, proofs.options)
    if "每年" in indicator.recurrence:
        due = [year for year in span.years if date(year, 1, 1) <= proofs.as_of]
        empty = [year for year in due if year not in {day.year for day in days}]
        if empty:
            years = "、".join(f"{year}年" for year in empty)
            yield finding("proof-year-gap", **place, title=indicator.title, years=years)
    said = "".join(f"{row.title}{row.item.note}" for row in rows)
    missing = [
        node.title
        for node in nodes_of(indicator, proofs.rules, proofs.as_of)
        if not any(node.start <= day <= node.end for day in days) and not any(word in said for word in node.words)
    ]
    if missing:
        yield finding("proof-node-gap", **place, title=indicator.title, missing="、".join(missing))


def _too_few(proofs: Proofs, count: Count) -> Iterator[Finding]:
    """Fewer meetings than the standard asks for, in every year of the window that has begun."""
    requirement = next((item for item in proofs.rulebook.requirements if item.id == count.requirement), None)
    if requirement is None or not isinstance(requirement.threshold, int):
        return
    indicator = proofs.rulebook.indicator_by_id[requirement.indicator]
    claiming = [unit for unit, row in _answers(proofs, indicator).items() if row.level is Level.MET]
    rows = proofs.by_row()
    groups = [claiming] if count.scope == "county" else [[unit] for unit in claiming]
    span = span_of(indicator, proofs.rules, proofs.settings, proofs.options)
    for group in filter(None, groups):
        listed = [row for unit in group for row in rows.get((unit, indicator.id), ())]
        for year in span.years:
            held = _held(listed, count, year)
            if date(year, 1, 1) <= proofs.as_of and 0 < held < requirement.threshold:
                yield finding(
                    "proof-too-few", unit=group[0], indicator=indicator.id, title=indicator.title, year=year,
                    measure=requirement.measure, least=requirement.threshold, unit_word=requirement.unit, held=held,
                )  # fmt: skip


def _held(rows: Iterable[Material], count: Count, year: int) -> int:
    """Different days of a year on which such a meeting was held, as its minutes or sign-in sheets say; what a title
    calls 两次会议 counts as two.
    """
    days: dict[date, int] = {}
    for row in rows:
        day, title = row.item.dated, row.title
        if row.item.type != count.type or day is None or day.year != year or _is_only(title, ("通知",)):
            continue
        if any(word in title for word in count.words):
            times = _TIMES.search(title)
            days[day] = max(days.get(day, 1), _NUMBERS.get(times[1], 0) or int(times[1]) if times else 1)
    return sum(days.values())


def _answers(proofs: Proofs, indicator: Indicator) -> dict[str, UnitRow]:
    result = next((item for item in proofs.assessment.indicators if item.indicator == indicator.id), None)
    return dict(result.units) if result else {}
