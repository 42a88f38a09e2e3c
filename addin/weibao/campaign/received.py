"""收文登记 of a campaign seen from one day: the findings on it, and its rows for programs."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from weibao.compute.incoming import IncomingStatus, incoming_remarks, incoming_states
from weibao.findings import finding, some
from weibao.sheets.layout import INCOMING
from weibao.workdays import iso_day

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from weibao.campaign.grounds import Grounds
    from weibao.compute.incoming import IncomingState
    from weibao.findings import Finding

# Papers named in one finding; more of them are counted.
_NAMED: Final = 5


def received(grounds: Grounds, as_of: date) -> tuple[IncomingState, ...]:
    """Every received paper, the most pressing first."""
    return incoming_states(grounds.office.incoming, as_of=as_of, warn_days=grounds.settings.item_warn_days)


def received_findings(grounds: Grounds, states: Sequence[IncomingState], as_of: date) -> tuple[Finding, ...]:
    """One finding for all that is late, one for what is due soon, one for what nobody has signed for; wrong rows."""
    file = grounds.campaign.ledger.name
    groups = {
        "incoming-overdue": [state for state in states if state.status is IncomingStatus.OVERDUE],
        "incoming-due-soon": [state for state in states if state.status is IncomingStatus.DUE_SOON],
        "incoming-unsigned": [state for state in states if state.is_unsigned],
    }
    pressing = tuple(
        finding(code, count=len(group), names=_names(group)).at(
            file=file, sheet=INCOMING.sheet, cell=f"A{group[0].item.row}"
        )
        for code, group in groups.items()
        if group
    )
    wrong = (
        finding(code, **words).at(file=file, sheet=INCOMING.sheet, cell=f"A{paper.row}")
        for paper, code, words in incoming_remarks(grounds.office.incoming, as_of)
    )
    return (*pressing, *wrong)


def received_counts(states: Sequence[IncomingState]) -> dict[str, int]:
    """How many papers stand where, every status named; `unsigned` counts late ones that nobody signed for, too."""
    counts = Counter(state.status.value for state in states)
    counts["unsigned"] = sum(state.is_unsigned for state in states)
    return {status.value: counts[status.value] for status in IncomingStatus}


def received_rows(states: Sequence[IncomingState]) -> list[dict[str, Any]]:
    """The papers for JSON; days are ISO text or None."""
    return [
        {
            "no": state.item.no, "title": state.item.title, "sender": state.item.sender,
            "doc_no": state.item.doc_no, "urgency": state.item.urgency, "receiver": state.item.receiver,
            "handler": state.item.handler, "received": iso_day(state.item.received), "due": iso_day(state.item.due),
            "done": iso_day(state.item.done), "status": state.status.value, "light": state.light.value,
            "days_left": state.left,
        }
        for state in states
    ]  # fmt: skip


def _names(group: Sequence[IncomingState]) -> str:
    names = [state.item.title or state.item.no or state.item.sender for state in group]
    return some([f"“{name}”" for name in names], _NAMED)
