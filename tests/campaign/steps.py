"""The steps of a clerk in a campaign: a run for the notices, and documents on their way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weibao.campaign.drafting import draft, kinds_of
from weibao.campaign.issuing import Desk
from weibao.campaign.papers import Register
from weibao.campaign.pipeline import collect
from weibao.campaign.store import open_store
from weibao.campaign.targets import targets
from weibao.campaign.withdrawing import follow, withdraw
from weibao.documents.kind import Group

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from weibao.campaign.copies import Outcome
    from weibao.campaign.folder import Campaign
    from weibao.campaign.situation import Situation
    from weibao.compute.model import Paper, PaperState


def run(campaign: Campaign, as_of: date) -> tuple[Situation, list[str]]:
    """What `regenerate` does to the ledger and the notices: the situation and the notices that were written."""
    with open_store(campaign.history) as store:
        situation, report = collect(campaign, store, as_of=as_of)
        report.written.clear()
        draft(situation, store, report, kinds_of([Group.NOTICE]))
    return situation, sorted(report.written)


def send(campaign: Campaign, name: str, day: date, steps: tuple[str, ...] = ("approve", "number", "issue")) -> None:
    """核稿, 签发, 编号, 用印 and 印发 on one day, or the first of them."""
    with open_store(campaign.history) as store:
        for step in steps:
            desk = Desk(Register.open(campaign, store))
            found = targets(desk.register, [name])
            if step == "approve":
                desk.approve(found, reviewer="甲", signer="乙", day=day)
            elif step == "number":
                desk.number(found)
            else:
                desk.issue(found, day=day)
            desk.finish()


def take_back(
    campaign: Campaign, name: str, day: date, state: PaperState, *, reason: str = "", by: str = "",
    pairs: Sequence[tuple[str, str]] = (),
) -> Outcome:  # fmt: skip
    """撤回, 更正 or 重新印发, with what is drafted after it."""
    with open_store(campaign.history) as store:
        desk = Desk(Register.open(campaign, store))
        withdraw(desk, targets(desk.register, [name]), reason=reason, by=by, state=state, pairs=pairs)
        desk.finish()
        follow(desk, day=day)
        return desk.outcome


def register(campaign: Campaign) -> tuple[Paper, ...]:
    """The rows of 文号登记 now."""
    with open_store(campaign.history) as store:
        return Register.open(campaign, store).papers
