"""The negative list: events, the window they count in, and the verdict.

The window runs from the same day `veto_years` years before the application date (29 February → 28 February) to the
application date, both inside. An event is one item at one date, whoever reports it; items without a date (`dated`
False) are states and count as current. What a unit reports counts until it is ruled 否; 待查 is no ruling yet. An event
without a date cannot be placed: it does not count before it is ruled 是, but nothing is clear until then.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING

from weibao.compute.issues import Issue
from weibao.compute.results import VetoEvent, VetoResult
from weibao.compute.terms import Verdict
from weibao.findings import Finding, finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from weibao.compute.office import Ruling
    from weibao.compute.returns import Submission, VetoInput
    from weibao.rulebook.model import Rulebook, Veto

YES, NO, PENDING = "是", "否", "待查"

_Key = tuple[str, date | None]


def veto_window(application_date: date, years: int) -> tuple[date, date]:
    """First and last day on which an event counts, both inside."""
    year = application_date.year - years
    try:
        return application_date.replace(year=year), application_date
    except ValueError:  # 29 February
        return date(year, 2, 28), application_date


def in_window(veto: Veto, happened_on: date | None, window: tuple[date, date]) -> bool:
    """Whether an event of this item lies in the window; items without a date always do."""
    if not veto.dated:
        return True
    return happened_on is not None and window[0] <= happened_on <= window[1]


def check_veto(veto: Veto, answer: VetoInput, as_of: date) -> Issue | None:
    """What is wrong with a unit's answer to one negative item, None where nothing is."""
    day = answer.happened_on
    if answer.happened is None:
        if "happened" not in answer.unreadable and (day or answer.statement.strip()):
            return Issue("veto-choice-missing", {"veto": veto.id})
        return None
    if not answer.happened:
        return Issue("veto-date-unexpected", {"veto": veto.id, "found": day.isoformat()}) if day else None
    if day is None:
        missing = veto.dated and "happened_on" not in answer.unreadable
        return Issue("veto-date-missing", {"veto": veto.id}) if missing else None
    if day > as_of:
        return Issue("veto-date-future", {"veto": veto.id, "found": day.isoformat(), "as_of": as_of.isoformat()})
    return None


def veto_results(
    rulebook: Rulebook,
    submissions: Mapping[str, Submission],
    rulings: Sequence[Ruling],
    window: tuple[date, date],
    unruled_counts: bool = True,
) -> tuple[tuple[VetoResult, ...], tuple[Finding, ...]]:
    """Every negative item with its events, whether it counts and who has not answered; and contradicting rulings.

    `submissions` by unit id. `unruled_counts`: a unit's 有 counts before it is ruled.
    """
    ruled, findings = _rulings(rulings)
    answers: defaultdict[tuple[str, str], list[VetoInput]] = defaultdict(
        list
    )  # (veto, unit) -> its rows with a 有 or 无
    for unit, submission in submissions.items():
        for answer in submission.vetoes:
            if answer.happened is not None:
                answers[answer.veto, unit].append(answer)
    results = []
    for veto in rulebook.vetoes:
        reports = _reports(rulebook, veto, answers, ruled)
        events = tuple(
            _event(rulebook, veto, day, reports[day], ruled.get((veto.id, day), ""), window, unruled_counts)
            for day in sorted(reports, key=lambda day: (day is None, day or date.min))
        )
        silent = tuple(unit for unit in dict.fromkeys(rulebook.members(veto.members)) if (veto.id, unit) not in answers)
        results.append(VetoResult(veto.id, any(event.counted for event in events), events, silent))
    return tuple(results), findings


def verdict_of(rulebook: Rulebook, results: Iterable[VetoResult]) -> tuple[Verdict, bool]:
    """The verdict by the number of items that count, and whether it is final (nobody is silent, nothing is open)."""
    listed = tuple(results)
    is_open = any(map(may_still_count, listed))
    counted = sum(result.counted for result in listed)
    for effect in sorted(rulebook.veto_effects, key=lambda effect: effect.at_least, reverse=True):
        if counted >= effect.at_least:
            return Verdict(effect.verdict), not is_open
    return (Verdict.UNDECIDED if is_open else Verdict.CLEAR), not is_open


def may_still_count(result: VetoResult) -> bool:
    """Whether somebody has not answered the item, or an event of it waits for its ruling."""
    return bool(result.silent) or any(map(is_pending, result.events))


def is_pending(event: VetoEvent) -> bool:
    """Reported or noted, not counted, and not ruled: it may still come to count."""
    may_count = event.in_window or event.happened_on is None
    return may_count and not event.counted and event.ruling not in (YES, NO)


def _rulings(rulings: Sequence[Ruling]) -> tuple[dict[_Key, str], tuple[Finding, ...]]:
    """The ruling of each event; two that differ cancel each other out."""
    ruled: dict[_Key, str] = {}
    conflicts: dict[_Key, Finding] = {}
    for ruling in rulings:
        key = (ruling.veto, ruling.happened_on)
        word = PENDING if ruling.counts is None else YES if ruling.counts else NO
        if ruled.setdefault(key, word) != word:
            found = ruling.happened_on.isoformat() if ruling.happened_on else "无日期"
            conflicts[key] = finding("ruling-conflict", veto=ruling.veto, found=found)
    ruled.update(dict.fromkeys(conflicts, PENDING))
    return ruled, tuple(conflicts.values())


def _reports(
    rulebook: Rulebook, veto: Veto, answers: Mapping[tuple[str, str], Sequence[VetoInput]], ruled: Mapping[_Key, str]
) -> dict[date | None, dict[str, VetoInput]]:
    """Day → reporting unit → its answer. An event that only the office noted has no unit."""
    reports: dict[date | None, dict[str, VetoInput]] = {day: {} for item, day in ruled if item == veto.id}
    for unit in rulebook.units:
        for answer in answers.get((veto.id, unit.id), ()):
            if answer.happened:
                reports.setdefault(answer.happened_on, {}).setdefault(unit.id, answer)
    return reports


def _event(
    rulebook: Rulebook,
    veto: Veto,
    day: date | None,
    reports: Mapping[str, VetoInput],
    ruling: str,
    window: tuple[date, date],
    unruled_counts: bool,
) -> VetoEvent:
    inside = in_window(veto, day, window) or (day is None and ruling == YES)
    confirmed = ruling == YES or (ruling != NO and unruled_counts and bool(reports))
    told = {unit: answer.statement.strip() for unit, answer in reports.items() if answer.statement.strip()}
    if len(set(told.values())) > 1:
        statement = "；".join(f"{rulebook.unit_by_id[unit].name}：{text}" for unit, text in told.items())
    else:
        statement = next(iter(told.values()), "")
    return VetoEvent(veto.id, day, tuple(reports), ruling, inside, inside and confirmed, statement)
