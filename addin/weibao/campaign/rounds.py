"""The rounds of a campaign with their returns: those of 轮次, and those that the plan still asks for."""

from __future__ import annotations

from collections import Counter
from datetime import date
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from weibao.campaign.annual import annual_object
from weibao.compute.planned import RoundKind, kinds_to_issue, without_name
from weibao.compute.round_lines import RoundLine, round_lines
from weibao.workdays import iso_day

if TYPE_CHECKING:
    from weibao.campaign.situation import Situation
    from weibao.campaign.store import Store
    from weibao.rulebook.model import Rulebook


def rounds_of(situation: Situation, store: Store) -> tuple[RoundLine, ...]:
    """Every round as of the situation's day; of rounds that are not scored now, the returns that counted last."""
    grounds, assessment = situation.grounds, situation.assessment
    known = {unit.name for unit in grounds.rulebook.units}
    asked = Counter(number for number, unit in store.issued() if unit in known)
    back = Counter(number for number, unit in store.used() if unit in known)
    counts = {number: (count, min(back[number], count)) for number, count in asked.items()}
    returns = situation.collected.returns
    if returns:
        counts[assessment.round] = (len(returns), sum(item.status.counts for item in returns))
    if situation.annual:
        year = situation.annual.year
        counts[year.round.number] = (len(year.returns), len(year.returns) - len(year.owing))
    rounds = grounds.office.rounds
    return round_lines(grounds.rulebook, grounds.settings, rounds, assessment.as_of, counts)


def coming_round(rulebook: Rulebook, lines: tuple[RoundLine, ...], as_of: date) -> RoundLine | None:
    """What a round issued on that day without a name would be: the first that 轮次 notes and that is not out, else the
    plan's next. None while the last that may be mistaken for it runs or has no return, and where it may be one of two:
    then issuing asks for a name.
    """
    known = sorted(((line.round.number, line) for line in lines if line.round), key=itemgetter(0))
    if noted := [line for _, line in known if line.round and not line.round.issued]:
        return noted[0]
    begun = any(line.scored for _, line in known)
    states = [line.planned for line in lines if line.planned]
    found = without_name(states, as_of, kinds_to_issue(rulebook), begun=begun)
    kind = found[-1].kind if found else RoundKind.CHECKLIST
    last = [line for _, line in known if kind in (line.kind, RoundKind.ANNUAL)][-1:]
    if len(found) != 1 or any(line.back == 0 or as_of <= (line.due or date.min) for line in last):
        return None
    return next(line for line in lines if line.planned is found[0])


def rounds_object(situation: Situation, lines: tuple[RoundLine, ...], as_of: date) -> dict[str, Any]:
    """`rounds --json`: dates are ISO strings; `next` as of `coming_round`, `annual` the last 年度工作情况."""
    coming = coming_round(situation.grounds.rulebook, lines, as_of)
    return {
        "as_of": as_of.isoformat(),
        "rounds": [_line(line) for line in lines],
        "next": coming
        and {
            "id": coming.planned.plan.id if coming.planned else None,
            "name": coming.name,
            "due": iso_day(coming.due),
        },
        "annual": annual_object(situation),
    }


def _line(line: RoundLine) -> dict[str, Any]:
    planned, round_ = line.planned, line.round
    return {
        "round": round_.number if round_ else None,
        "planned": planned.plan.id if planned else None,
        "name": line.name,
        "kind": line.kind.value,
        "scored": line.scored,
        "start": iso_day(planned.start) if planned else None,
        "issue_by": iso_day(planned.issue_by) if planned else None,
        "issued": iso_day(round_.issued) if round_ else None,
        "due": iso_day(line.due),
        "asked": line.asked,
        "returned": line.back,
        "owed": line.owed,
        "state": line.state,
        "light": line.light.value,
    }
