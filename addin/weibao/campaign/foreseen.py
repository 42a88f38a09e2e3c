"""What the next `regenerate` says where nobody changes anything before it; the run before, which did, knows it.

The next run would find every file as this one has left it, tell again what still holds, and write nothing. Whether it
would is found out by looking once more, as it will: at what this run has put into ledger, history and 文书/, too.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from weibao.campaign.passing import said_again
from weibao.campaign.pipeline import seen
from weibao.campaign.two_clerks import copies
from weibao.campaign.versions import damaged
from weibao.documents.digests import hash_of
from weibao.errors import WeibaoError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from weibao.campaign.collect import Collected
    from weibao.campaign.folder import Campaign
    from weibao.campaign.pipeline import Report
    from weibao.campaign.situation import Situation
    from weibao.campaign.store import Store


def looks_the_same(situation: Situation, store: Store) -> bool:
    """Whether the next run assesses just this situation. Ask when ledger and drafts are made, the history still open.

    A file that cannot be read in that moment stops nothing.
    """
    campaign = situation.grounds.campaign
    try:
        _, again, once = seen(campaign, store, situation.assessment.as_of)
        return not once and _made_from(again) == _made_from(situation) and not any(copies(campaign, store))
    except (WeibaoError, OSError):
        return False


def _made_from(situation: Situation) -> tuple[object, ...]:
    """All that is made from; not what the ledger keeps of it, nor the findings of the reading, which are assessed."""
    grounds, annual = situation.grounds, situation.annual
    return (
        grounds.rulebook, grounds.settings, grounds.calendar, replace(grounds.office, causes={}),
        situation.assessment, situation.received, _counted(situation.collected),
        annual and (annual.year, _counted(annual.collected)),
    )  # fmt: skip


def _counted(collected: Collected) -> tuple[object, ...]:
    return collected.submissions, collected.returns, collected.used, collected.memory


def digests_of(situation: Situation, report: Report, store: Store) -> dict[str, str]:
    """The digests of the files as the run has written them; "" where that is not known."""
    known = {**store.files(), situation.grounds.campaign.ledger.name: report.ledger}
    return {path: known.get(path, "") for path in report.written}


def stands(campaign: Campaign, wrote: Mapping[str, str], removed: Iterable[str]) -> bool:
    """Whether all files are there as the run wrote them, and those not that it took away: somebody may have saved one
    meanwhile. Ask when the history is closed.
    """
    try:
        same = all(hash_of(campaign.root / path) == digest for path, digest in wrote.items())
    except OSError:
        return False
    return same and not any((campaign.root / path).exists() for path in removed) and not damaged(campaign.machine)


def foreseen(report: Report) -> Report:
    """What the next run does after one that did `report`: nothing, but for telling what is told again."""
    unchanged = [*report.written, *report.unchanged]
    findings = list(said_again(report.findings))
    return replace(report, written=[], unchanged=unchanged, removed=[], findings=findings, why={}, anew=False)
