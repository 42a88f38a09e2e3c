"""督办: what each unit must be asked, why, and by when.

One item is one unit and one indicator, one negative item, or the whole return of a round; its id is stable
("07-I22", "07-V1", "07-R1"), so that the office's closures find it again. The office itself may put a 重大事件 or
恶性案件 on the list, by a code number only ("07-A1"). The limit runs from the day on which the office put it on the
list, else from the as-of date. An item that was put on the list and has nothing left to ask is shown as done until
the office closes it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from weibao.compute.closures import supervision_findings
from weibao.compute.deadlines import days_left, light_of
from weibao.compute.item_limits import due_of, limit_of
from weibao.compute.office import Closure
from weibao.compute.results import CASE, SupervisionItem
from weibao.compute.roles import own_vetoes
from weibao.compute.supervision_reasons import case_reasons, return_reasons, row_reasons, veto_reasons
from weibao.compute.terms import Light, Mode, Status
from weibao.findings import Finding, finding
from weibao.reasons import SETTLED, SETTLED_ROUND
from weibao.workdays import day_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from weibao.compute.office import Office
    from weibao.compute.results import IndicatorResult, VetoResult
    from weibao.compute.returns import FeedbackInput, ReturnState, Submission
    from weibao.compute.rows import JudgedRow, Own
    from weibao.compute.settings import Settings
    from weibao.compute.supervision_reasons import Reasons
    from weibao.rulebook.model import Rulebook, Unit
    from weibao.workdays import WorkCalendar

_CASE = "A"  # between the unit's number and the case's own: 07-A1


@dataclass(frozen=True)
class Situation:
    """One round on one day, as far as it is judged: what supervision and the units' results look at."""

    rulebook: Rulebook
    calendar: WorkCalendar
    settings: Settings
    office: Office
    round: int
    as_of: date
    submissions: Mapping[str, Submission]
    returns: Mapping[str, ReturnState]
    own: Mapping[str, Sequence[Own]]
    judged: Mapping[str, Mapping[str, JudgedRow]]
    indicators: Mapping[str, IndicatorResult]
    vetoes: Mapping[str, VetoResult]


def supervise(situation: Situation) -> tuple[tuple[SupervisionItem, ...], tuple[Finding, ...]]:
    """All items in order (unit; indicators, negative items, whole return) and what the office should mend."""
    items = tuple(item for unit in situation.rulebook.units for item in _unit_items(situation, unit))
    known = {key for unit in situation.rulebook.units for key in _keys(situation, unit)}
    unknown = [key for key in situation.office.closures if key not in known and not _is_numbered_key(situation, key)]
    findings = [finding("closure-unknown", item=key) for key in unknown]
    late = sorted({(item.opened, item.mode) for item in items if item.due is None})
    for opened, mode in late:
        length, unit = limit_of(situation.settings, mode)
        findings.append(finding("supervision-beyond-calendar", opened=day_text(opened), limit=f" {length} {unit}"))
    findings += supervision_findings(situation.office, situation.settings, situation.calendar, items)
    return items, tuple(findings)


def _unit_items(situation: Situation, unit: Unit) -> Iterator[SupervisionItem]:
    prefix = f"{unit.order:02d}-"
    for indicator, _ in situation.own[unit.id]:
        reasons = row_reasons(situation, unit.id, indicator, _is_open(situation, prefix + indicator.id))
        yield from _item(situation, unit, prefix + indicator.id, indicator.id, reasons)
    for veto in own_vetoes(situation.rulebook, unit.id):
        reasons = veto_reasons(situation, unit.id, veto, _is_open(situation, prefix + veto.id))
        yield from _item(situation, unit, prefix + veto.id, veto.id, reasons)
    for number in range(1, situation.round):
        yield from _item(situation, unit, f"{prefix}R{number}", "", {}, SETTLED_ROUND)
    yield from _item(situation, unit, f"{prefix}R{situation.round}", "", return_reasons(situation, unit.id))
    cases = [key for key in situation.office.closures if key.startswith(f"{prefix}{_CASE}")]
    for key in sorted(key for key in cases if _is_numbered_key(situation, key)):
        yield from _item(situation, unit, key, "", case_reasons(key))


def _keys(situation: Situation, unit: Unit) -> Iterator[str]:
    """Every id that an item of the unit may have, whole returns apart."""
    for indicator, _ in situation.own[unit.id]:
        yield f"{unit.order:02d}-{indicator.id}"
    for veto in own_vetoes(situation.rulebook, unit.id):
        yield f"{unit.order:02d}-{veto.id}"


def _is_numbered_key(situation: Situation, key: str) -> bool:
    """A whole return of some round, or a case."""
    order, _, number = key.partition("-")
    known = any(order == f"{unit.order:02d}" for unit in situation.rulebook.units)
    return known and number[:1] in ("R", _CASE) and number[1:].isascii() and number[1:].isdecimal()


def _is_open(situation: Situation, key: str) -> bool:
    """Put on the list by the office and not closed."""
    closure = situation.office.closures.get(key)
    return closure is not None and closure.opened is not None and closure.closed is None


def _item(
    situation: Situation, unit: Unit, key: str, indicator: str, reasons: Reasons, settled: str = SETTLED
) -> Iterator[SupervisionItem]:
    """The item, where there is a reason or the office knows it."""
    closure = situation.office.closures.get(key, Closure(key))
    if not reasons and closure.opened is None and closure.closed is None:
        return
    opened = closure.opened or situation.as_of
    mode = Mode.LISTED if CASE in reasons and closure.mode is Mode.ORDINARY else closure.mode
    due = closure.extended or due_of(situation.settings, situation.calendar, opened, mode)
    left = days_left(due, situation.as_of)
    status, light = _standing(bool(reasons), closure.closed is not None, left, situation)
    texts = tuple(reasons.values())
    yield SupervisionItem(
        id=key,
        unit=unit.id,
        indicator=indicator,
        reasons=tuple(reasons),
        problem="；".join(text.problem for text in texts) or settled,
        request=_requests(tuple(dict.fromkeys(text.request for text in texts))),
        opened=opened,
        due=due,
        days_left=left if status in (Status.OPEN, Status.DUE_SOON, Status.OVERDUE) else None,
        status=status,
        light=light,
        feedback=_feedback(situation, unit.id, key),
        mode=mode,
        inspector=closure.inspector or _only(situation.settings.inspectors),
        extended=closure.extended is not None,
    )


def _only(names: tuple[str, ...]) -> str:
    return names[0] if len(names) == 1 else ""


def _requests(requests: tuple[str, ...]) -> str:
    """What is asked, without a request that another one already says."""
    return "；".join(text for text in requests if not any(text != other and text in other for other in requests))


def _standing(asked: bool, closed: bool, left: int | None, situation: Situation) -> tuple[Status, Light]:
    warn_days = situation.settings.item_warn_days
    if closed:
        return Status.CLOSED, Light.GREEN
    if not asked:
        return Status.DONE, Light.GREEN
    if left is None:
        return Status.OPEN, Light.NONE
    status = Status.OVERDUE if left < 0 else Status.DUE_SOON if left <= warn_days else Status.OPEN
    return status, light_of(False, left, warn_days)


def _feedback(situation: Situation, unit: str, key: str) -> FeedbackInput | None:
    submission = situation.submissions.get(unit)
    answers = submission.feedback if submission else ()
    return next((answer for answer in answers if answer.item == key), None)
