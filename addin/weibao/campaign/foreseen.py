"""What the next `regenerate` says where nobody changes anything before it; the run before, which did, knows it.

The next run would find every file as this one has left it, tell again what still holds, and write nothing. Whether it
would is found out by looking once more, as it will: at what this run has put into ledger, history and 文书/, too.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from weibao.campaign.history import Kind, current, unpack
from weibao.campaign.passing import lasting, parted, said_again
from weibao.campaign.situation import look
from weibao.campaign.two_clerks import copies
from weibao.campaign.versions import damaged
from weibao.documents.digests import hash_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from weibao.campaign.collect import Collected
    from weibao.campaign.folder import Campaign
    from weibao.campaign.pipeline import Report
    from weibao.campaign.situation import Situation
    from weibao.campaign.store import Store
    from weibao.findings import Finding


def is_quiet(findings: Iterable[Finding]) -> bool:
    """Whether nothing lasting was told before the drafts are made: what is told of history and ledger may be told in
    other words or be dealt with the next time.
    """
    told = tuple(findings)
    return not lasting(told) and all(one.code != "history-missing" for one in told)


def looks_the_same(situation: Situation, store: Store) -> bool:
    """Whether the next run assesses just this situation. Ask when all is made, while the history is open."""
    campaign = situation.grounds.campaign
    again, once = parted(look(campaign, store, as_of=situation.assessment.as_of))
    return not once and _seen(again) == _seen(situation) and not any(copies(campaign, store))


def _seen(situation: Situation) -> tuple[object, ...]:
    """All that is made from; not what the ledger keeps of it, nor the findings of the reading, which are assessed."""
    grounds, annual = situation.grounds, situation.annual
    return (
        grounds.rulebook, grounds.settings, grounds.calendar, replace(grounds.office, causes={}),
        situation.assessment, situation.received, _counted(situation.collected),
        annual and (annual.year, _counted(annual.collected)),
    )  # fmt: skip


def _counted(collected: Collected) -> tuple[object, ...]:
    return collected.submissions, collected.returns, collected.used, collected.memory


def digests_of(report: Report, store: Store) -> dict[str, str]:
    """The digests of the files that the run has written, by the history; "" where it has none."""
    ledger = {path: str(unpack(value).get("sha256", "")) for path, value in current(store, Kind.LEDGER).items()}
    known = {**store.files(), **ledger}
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
