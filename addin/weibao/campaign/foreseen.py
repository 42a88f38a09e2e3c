"""What the next `regenerate` says where nobody changes anything before it; the run before, which did, knows it.

The next run would find every file as this one has left it, tell again what still holds, and write nothing. Whether it
would is certain only where this run has read 核定台账, and the papers in it, as the next one will.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from weibao.campaign.grounds import Kept, read_grounds
from weibao.campaign.passing import said_again
from weibao.campaign.unnoted import with_unnoted

if TYPE_CHECKING:
    from weibao.campaign.pipeline import Report
    from weibao.campaign.situation import Situation
    from weibao.campaign.store import Store


def is_settled(situation: Situation, store: Store, report: Report) -> bool:
    """Whether the next run assesses the same and leaves the ledger alone. Ask when all is made, and only where nothing
    lasting was told before the drafts: what is told of returns, history and ledger may be told in other words or be
    dealt with the next time.
    """
    grounds, own = situation.grounds, {*report.written, *report.removed}
    documents = grounds.campaign.documents.name
    if any(f"{documents}/{paper.file}" in own for paper in grounds.office.register):
        return False  # what stands in 文号登记 is read in the papers, too
    if grounds.campaign.ledger.name not in own:
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
