"""Why a unit is asked about an indicator, a negative item or its whole return, in words for the notice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weibao.compute.level import plain
from weibao.compute.results import CASE
from weibao.compute.rows import is_full
from weibao.compute.terms import Level, ReturnStatus
from weibao.compute.verdict import NO
from weibao.reasons import REASONS, ReasonText
from weibao.workdays import day_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from weibao.compute.returns import VetoInput
    from weibao.compute.rows import JudgedRow
    from weibao.compute.supervision import Situation
    from weibao.rulebook.model import Indicator, Veto

Reasons = dict[str, ReasonText]
"""Reason code → its texts, filled in, in the order in which they are named."""
_OWED = {
    ReturnStatus.MISSING: "silent", ReturnStatus.SENT_BACK: "sent_back", ReturnStatus.SET_ASIDE: "set_aside",
}  # fmt: skip


def row_reasons(situation: Situation, unit: str, indicator: Indicator, is_open: bool) -> Reasons:
    """Why the unit is asked about one of its indicators; empty where it is not, or where 核定 gives full marks.

    `is_open`: the office put it on the list and has not closed it, so silence in this round leaves it open.
    """
    if situation.indicators[indicator.id].figures.verified == indicator.full:
        return {}
    judged = situation.judged.get(unit, {}).get(indicator.id)
    if judged is None:
        return _unanswered(situation) if is_open else {}
    scale = situation.rulebook.scale
    deadline = situation.indicators[indicator.id].deadline
    values = {
        "stated": plain(scale.points(judged.row.stated or 0)),
        "full": plain(scale.points(indicator.full)),
        "deadline": day_text(deadline) if deadline else "",
        **_verified_values(situation, indicator),
    }
    supporting = not judged.row.role.claims
    return _filled(_row_codes(situation, indicator, judged), values, supporting)


def veto_reasons(situation: Situation, unit: str, veto: Veto, is_open: bool) -> Reasons:
    """Why the unit is asked about one of its negative items: it reported an event that may count, or said nothing."""
    submission = situation.submissions.get(unit)
    if submission is None:
        return _unanswered(situation) if is_open else {}
    answers = [answer for answer in submission.vetoes if answer.veto == veto.id and answer.happened is not None]
    values = {"title": veto.title}
    if not answers:
        return _filled(["veto_blank"], values)
    reported = [answer for answer in answers if answer.happened and _may_count(situation, veto, answer)]
    if not reported:
        return {}
    days = [answer.happened_on for answer in reported if answer.happened_on]
    values["when"] = f"（{'、'.join(day_text(day) for day in days)}）" if days else ""
    undated = veto.dated and len(days) < len(reported)
    return _filled(["veto", "veto_date"] if undated else ["veto"], values)


def return_reasons(situation: Situation, unit: str) -> Reasons:
    """Whether the unit's whole return of this round is missing after its due date."""
    status = _not_returned(situation, unit)
    due = next((item.due for item in situation.office.rounds if item.number == situation.round), None)
    if status is None or due is None or situation.as_of <= due or not situation.settings.supervise_silent:
        return {}
    return _filled([_OWED[status]], {"round": _round_text(situation), "due": day_text(due)})


def owed_reasons(situation: Situation, unit: str) -> Reasons:
    """Why a whole return of an earlier round that is on the list cannot be closed: the unit still owes one."""
    return _unanswered(situation) if _not_returned(situation, unit) else {}


def case_reasons(key: str) -> Reasons:
    """A 重大事件 or 恶性案件 that the office put on the list: its code number, and nothing about anybody."""
    return _filled([CASE], {"code": key})


def _row_codes(situation: Situation, indicator: Indicator, judged: JudgedRow) -> Iterator[str]:
    row, settings = judged.row, situation.settings
    if row.level is Level.UNMET:
        yield "unmet"
    if row.level is Level.PARTIAL and settings.supervise_partial:
        yield "partial"
    if not row.spoke:
        yield "void" if judged.void else "blank"
    if row.level in (Level.MET, Level.PARTIAL) and not row.evidence and settings.supervise_evidence:
        yield "no_evidence"
    result = situation.indicators[indicator.id]
    if result.deadline is not None and situation.as_of > result.deadline and not is_full(row, indicator.full):
        yield "overdue"
    # What the other members' answers took off the claim already is not this unit's shortfall.
    verified, claimed = result.figures.verified, result.figures.claimed
    if verified is not None and row.stated is not None and claimed is not None and verified < min(row.stated, claimed):
        yield "verified"


def _verified_values(situation: Situation, indicator: Indicator) -> dict[str, str]:
    verified = situation.office.verified.get(indicator.id)
    if verified is None:
        return {"verified": "", "note": ""}
    note = f"：{verified.reason.strip()}" if verified.reason.strip() else ""
    return {"verified": plain(situation.rulebook.scale.points(verified.points)), "note": note}


def _may_count(situation: Situation, veto: Veto, answer: VetoInput) -> bool:
    """Not ruled out, and inside the window or not to be placed."""
    events = (event for event in situation.vetoes[veto.id].events if event.happened_on == answer.happened_on)
    return any(event.ruling != NO and (event.in_window or event.happened_on is None) for event in events)


def _not_returned(situation: Situation, unit: str) -> ReturnStatus | None:
    """How the unit stands where it owes a return; None where a file of it counts or waits for the clerk."""
    if unit in situation.submissions:
        return None
    state = situation.returns.get(unit)
    status = state.status if state else ReturnStatus.MISSING
    return status if status in _OWED else None


def _unanswered(situation: Situation) -> Reasons:
    return _filled(["unanswered"], {"round": _round_text(situation)})


def _round_text(situation: Situation) -> str:
    return f"第{situation.round}轮"


def _filled(codes: Iterator[str] | list[str], values: dict[str, str], supporting: bool = False) -> Reasons:
    reasons: Reasons = {}
    for code in codes:
        text = REASONS[code]
        problem = text.supporting if supporting and text.supporting else text.problem
        reasons[code] = ReasonText(problem.format(**values), text.request.format(**values))
    return reasons
