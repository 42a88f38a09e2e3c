"""督办: what each unit must be asked, why, and by when.

One item is one unit and one indicator, one negative item, or the whole return of a round; its id (`item_numbers`) says
the round in which it was put forward, so that the office's closures find it again. As long as it is not closed it
keeps its number in later rounds; where it was closed in an earlier round and there is a reason again, a new item with
the present round's number stands beside the closed one. The office itself may put a 重大事件 or 恶性案件 on the list,
by a code number only. The limit runs from the day on which the office put it on the list; that of a draft is
provisional and counts from the as-of date. An item that was put on the list and has nothing left to ask is shown as
done until the office closes it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from weibao.compute.closures import supervision_findings
from weibao.compute.deadlines import days_left, light_of
from weibao.compute.item_limits import due_of, limit_of
from weibao.compute.item_numbers import RETURN, ItemNumber, read_item
from weibao.compute.office import Closure
from weibao.compute.openings import numbered
from weibao.compute.results import CASE, SupervisionItem
from weibao.compute.roles import own_vetoes
from weibao.compute.supervision_reasons import case_reasons, owed_reasons, return_reasons, row_reasons, veto_reasons
from weibao.compute.terms import Light, Mode, Status
from weibao.findings import Finding, finding
from weibao.reasons import CLOSED, SETTLED, SETTLED_ROUND
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


@dataclass(frozen=True)
class _Matter:
    """A unit and an indicator (or V1, R) with the numbers of the office for it, the oldest round first.

    `open` are those that are not closed, `closed` those that are. A number of a round that is still to come at the
    round that is judged is in neither.
    """

    situation: Situation
    unit: Unit
    code: str
    open: tuple[ItemNumber, ...]
    closed: tuple[ItemNumber, ...]

    @property
    def present(self) -> ItemNumber:
        """The number that it gets where it is put forward in the round that is judged."""
        return ItemNumber(self.situation.round, self.unit.order, self.code)

    @property
    def is_open(self) -> bool:
        """Whether it was put on the list and not closed."""
        return any(_is_listed(_closure(self.situation, number)) for number in self.open)

    def asked(self) -> tuple[ItemNumber, ...]:
        """What a reason of the round that is judged belongs to: open numbers, the one closed in this round, a new one.

        A closure that came after the round was issued answers what the unit says in this round.
        """
        lately = [number for number in self.closed if _closed_in(self.situation, self.unit, number)]
        return self.open or tuple(lately[-1:]) or (self.present,)


def supervise(situation: Situation) -> tuple[tuple[SupervisionItem, ...], tuple[Finding, ...]]:
    """All items in order (unit; indicators, negative items, whole return) and what the office should mend."""
    known = _numbers(situation)
    items = tuple(item for unit in situation.rulebook.units for item in _unit_items(situation, unit, known))
    unknown = [key for key in situation.office.closures if not _is_known(situation, read_item(key))]
    findings = [finding("closure-unknown", item=key) for key in unknown]
    late = sorted({(item.opened, item.mode) for item in items if item.due is None})
    for opened, mode in late:
        length, unit = limit_of(situation.settings, mode)
        findings.append(finding("supervision-beyond-calendar", opened=day_text(opened), limit=f" {length} {unit}"))
    findings += supervision_findings(situation.office, situation.settings, situation.calendar, items, situation.as_of)
    return items, tuple(findings)


Known = dict[tuple[int, str], list[ItemNumber]]


def _numbers(situation: Situation) -> Known:
    """The numbers that the office or a numbered notice put on the list, by unit and code, the oldest round first.

    A case is there as soon as the office has typed it.
    """
    office = situation.office
    typed = {key for key, closure in office.closures.items() if _is_listed(closure) or closure.closed}
    asked = typed | numbered(office.register)
    known: Known = {}
    for number in sorted(filter(None, map(read_item, asked | office.closures.keys()))):
        if number.is_case or (str(number) in asked and number.round <= situation.round):
            known.setdefault(number.matter, []).append(number)
    return known


def _is_listed(closure: Closure) -> bool:
    """Whether the office put it on the list: a number without its day (which is told) does so, too."""
    return bool(closure.opened or closure.doc_no)


def _unit_items(situation: Situation, unit: Unit, known: Known) -> Iterator[SupervisionItem]:
    for indicator, _ in situation.own[unit.id]:
        matter = _matter(situation, unit, indicator.id, known)
        yield from _items(matter, row_reasons(situation, unit.id, indicator, matter.is_open))
    for veto in own_vetoes(situation.rulebook, unit.id):
        matter = _matter(situation, unit, veto.id, known)
        yield from _items(matter, veto_reasons(situation, unit.id, veto, matter.is_open))
    returns = known.get((unit.order, RETURN), [])
    for number in (number for number in returns if number.round < situation.round):
        closure = _closure(situation, number)
        owed = owed_reasons(situation, unit.id) if _is_listed(closure) and not closure.closed else {}
        yield from _item(situation, unit, number, "", owed, SETTLED_ROUND)
    present = ItemNumber(situation.round, unit.order, RETURN)
    yield from _item(situation, unit, present, "", return_reasons(situation, unit.id))
    for (order, _), numbers in sorted(known.items()):
        for number in numbers:
            if order == unit.order and number.is_case:
                yield from _item(situation, unit, number, "", case_reasons(str(number)))


def _matter(situation: Situation, unit: Unit, code: str, known: Known) -> _Matter:
    numbers = known.get((unit.order, code), [])
    closed = tuple(number for number in numbers if _closure(situation, number).closed)
    return _Matter(situation, unit, code, tuple(number for number in numbers if number not in closed), closed)


def _items(matter: _Matter, reasons: Reasons) -> Iterator[SupervisionItem]:
    """What was closed as it stands, then what the reasons belong to."""
    asked = matter.asked()
    for number in sorted({*matter.closed, *matter.open, *asked}):
        belongs = reasons if number in asked else {}
        yield from _item(matter.situation, matter.unit, number, matter.code, belongs, others=matter)


def _closed_in(situation: Situation, unit: Unit, number: ItemNumber) -> bool:
    """Closed in the round that is judged: it is one of that round, or was closed after the round was issued.

    What a unit says after the closure is a new matter.
    """
    issued = next((item.issued for item in situation.office.rounds if item.number == situation.round), None)
    closed = _closure(situation, number).closed
    if number.round == situation.round:
        return True
    state = situation.returns.get(unit.id)
    said = state.received if state else None
    return bool(issued and closed and closed > issued and (said is None or said <= closed))


def _closure(situation: Situation, number: ItemNumber) -> Closure:
    return situation.office.closures.get(str(number), Closure(str(number)))


def _is_known(situation: Situation, number: ItemNumber | None) -> bool:
    """Whether a unit has such an item in a round that there is; cases are numbered by the office as it likes."""
    unit = next((unit for unit in situation.rulebook.units if number and unit.order == number.order), None)
    if number is None:
        return False
    if unit is None:  # under changed rules, one that an earlier version had
        return number.order in situation.rulebook.numbers.values()
    if number.is_case:
        return True
    own = {indicator.id for indicator, _ in situation.own[unit.id]}
    own |= {RETURN, *(veto.id for veto in own_vetoes(situation.rulebook, unit.id)), *situation.rulebook.retired}
    last = max([situation.round, *(item.number for item in situation.office.rounds)])
    return number.code in own and 0 < number.round <= last


def _item(
    situation: Situation, unit: Unit, number: ItemNumber, indicator: str, reasons: Reasons, settled: str = SETTLED,
    others: _Matter | None = None,
) -> Iterator[SupervisionItem]:  # fmt: skip
    """The item, where there is a reason or the office knows it. `others`: the matter with its other numbers."""
    closure = _closure(situation, number)
    if not reasons and closure.opened is None and closure.closed is None:
        return
    opened = closure.opened or situation.as_of
    mode = Mode.LISTED if CASE in reasons and closure.mode is Mode.ORDINARY else closure.mode
    due = closure.extended or due_of(situation.settings, situation.calendar, opened, mode)
    left = days_left(due, situation.as_of)
    status, light = _standing(bool(reasons), closure, left, situation)
    texts = tuple(reasons.values())
    problem = "；".join(text.problem for text in texts)
    cause = _cause(situation, closure, problem)
    yield SupervisionItem(
        id=str(number),
        unit=unit.id,
        indicator=indicator,
        reasons=tuple(reasons),
        problem=(cause or CLOSED) if closure.closed else problem or settled,
        request=_requests(tuple(dict.fromkeys(text.request for text in texts))),
        opened=opened,
        due=due,
        days_left=left if status in (Status.OPEN, Status.DUE_SOON, Status.OVERDUE) else None,
        status=status,
        light=light,
        feedback=_feedback(situation, unit.id, number, others),
        mode=mode,
        inspector=closure.inspector or _only(situation.settings.inspectors),
        extended=closure.extended is not None,
        cause=cause,
    )


def _cause(situation: Situation, closure: Closure, problem: str) -> str:
    """The problem of an item: what it is now, but from the day on which it was put on the list what it was then."""
    kept = situation.office.causes.get(closure.item, "")
    return kept if kept and (closure.opened or closure.closed) else problem or kept


def _only(names: tuple[str, ...]) -> str:
    return names[0] if len(names) == 1 else ""


def _requests(requests: tuple[str, ...]) -> str:
    """What is asked, without a request that another one already says."""
    return "；".join(text for text in requests if not any(text != other and text in other for other in requests))


def _standing(asked: bool, closure: Closure, left: int | None, situation: Situation) -> tuple[Status, Light]:
    warn_days = situation.settings.item_warn_days
    if closure.closed is not None:
        return Status.CLOSED, Light.GREEN
    if not asked:
        return Status.DONE, Light.GREEN
    if closure.opened is None and closure.extended is None and not closure.doc_no:
        return Status.DRAFTED, Light.NONE
    if left is None:
        return Status.OPEN, Light.NONE
    status = Status.OVERDUE if left < 0 else Status.DUE_SOON if left <= warn_days else Status.OPEN
    return status, light_of(False, left, warn_days)


def _feedback(situation: Situation, unit: str, number: ItemNumber, matter: _Matter | None) -> FeedbackInput | None:
    """What the unit answers to an item: by its number, else by the indicator where it names no item that there is.

    An answer without a round, or with that of a draft that was never sent, is meant for what is asked now.
    """
    submission = situation.submissions.get(unit)
    answers = [(read_item(answer.item), answer) for answer in (submission.feedback if submission else ())]
    own = next((answer for typed, answer in answers if typed == number), None)
    if own or matter is None:
        loose = replace(number, round=0)
        return own or next((answer for typed, answer in answers if typed == loose), None)
    if number != matter.asked()[0]:
        return None
    there = {*matter.open, *matter.closed}
    meant = (answer for typed, answer in answers if typed and typed.matter == number.matter and typed not in there)
    return next(meant, None)
