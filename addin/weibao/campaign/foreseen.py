"""What the next `regenerate` says where nobody changes anything before it; the run before, which did, knows it.

The next run would find every file as this one has left it, tell again what still holds, and write nothing. Whether it
would is certain only where this run has read 核定台账 as the next one will.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from weibao.campaign.grounds import Kept, read_grounds
from weibao.campaign.passing import lasting, said_again
from weibao.campaign.unnoted import with_unnoted

if TYPE_CHECKING:
    from weibao.campaign.pipeline import Report
    from weibao.campaign.situation import Situation
    from weibao.campaign.store import Store


def is_settled(situation: Situation, store: Store, report: Report) -> bool:
    """Whether the next run assesses the same and leaves the ledger alone. Ask when the ledger is up to date, and
    nothing else has been made: what was found until then is of returns, history and ledger.

    What lasts of that may be told in other words or be dealt with the next time, and is waited for.
    """
    if lasting(report.findings):
        return False
    grounds = situation.grounds
    if grounds.campaign.ledger.name not in report.written:
        return True
    again = with_unnoted(read_grounds(grounds.campaign), Kept.of(store).issued)
    causes = again.office.causes
    return (
        again.settings == grounds.settings
        and again.findings == grounds.findings
        and replace(again.office, causes=grounds.office.causes) == grounds.office
        # Of these the ledger keeps what was computed from them, and of that the same is computed again.
        and all(causes.get(item.id, "") == item.cause for item in situation.assessment.items)
    )


def foreseen(report: Report) -> Report:
    """What the next run does after a settled one that did `report`: nothing, but for telling what is told again."""
    unchanged = [*report.written, *report.unchanged]
    findings = list(said_again(report.findings))
    return replace(report, written=[], unchanged=unchanged, removed=[], findings=findings, why={}, anew=False)
