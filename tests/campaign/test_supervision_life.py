"""Supervision through a campaign: drafted, issued, urged, reported, each once."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from documents.notice_samples import paragraphs
from weibao.campaign.drafting import draft, kinds_of
from weibao.campaign.issuing import Desk
from weibao.campaign.papers import Register
from weibao.campaign.pipeline import collect
from weibao.campaign.store import open_store
from weibao.compute.model import Step
from weibao.documents.kind import Group

if TYPE_CHECKING:
    from weibao.campaign.folder import Campaign
    from weibao.campaign.situation import Situation

DRAFTED, ISSUED = date(2026, 6, 1), date(2026, 6, 3)
LATE = date(2026, 7, 1)


def run(campaign: Campaign, as_of: date) -> tuple[Situation, list[str]]:
    """What `regenerate` does to the ledger and the notices: the situation and the notices that were written."""
    with open_store(campaign.history) as store:
        situation, report = collect(campaign, store, as_of=as_of)
        report.written.clear()
        draft(situation, store, report, kinds_of([Group.NOTICE]))
    return situation, sorted(report.written)


def send(campaign: Campaign, name: str, day: date) -> None:
    """核稿, 签发, 编号, 用印 and 印发 on one day."""
    with open_store(campaign.history) as store:
        for step in ("approve", "number", "issue"):
            desk = Desk(Register.open(campaign, store))
            targets = desk.register.targets([name])
            if step == "approve":
                desk.approve(targets, reviewer="甲", signer="乙", day=day)
            elif step == "number":
                desk.number(targets)
            else:
                desk.issue(targets, day=day)
            desk.finish()


def test_a_document_is_due_once_at_every_step(campaign: Campaign) -> None:
    _, drafts = run(campaign, DRAFTED)
    assert drafts == ["文书/催报通知/催报通知（第1轮）.docx"]
    situation, again = run(campaign, date(2026, 6, 2))
    assert {stage.step for stage in situation.assessment.stages} == {Step.DRAFTED}
    assert again in ([], drafts)  # the provisional limit moves with the day
    send(campaign, drafts[0], ISSUED)
    (copy,) = (campaign.documents / "印发").rglob("*.docx")
    (limit,) = [line for line in paragraphs(copy) if line.startswith("请于")]
    assert limit.startswith("请于2026年6月10日前（自本通知印发之日起7日）")
    assert not any("暂" in line for line in paragraphs(copy))

    situation, after = run(campaign, date(2026, 6, 4))
    assert after == []
    stages = situation.assessment.stages
    assert {stage.step for stage in stages} == {Step.OPENED}
    assert {stage.item.opened for stage in stages} == {ISSUED}
    assert len({stage.numbers for stage in stages}) == 1

    situation, letters = run(campaign, LATE)
    assert {stage.step for stage in situation.assessment.stages} == {Step.URGING}
    assert len(letters) == len(stages)
    assert all(path.startswith("文书/提醒函/") and "催办函" in path for path in letters)
    send(campaign, letters[0], LATE)
    situation, after = run(campaign, date(2026, 7, 2))
    told = [stage.told for stage in situation.assessment.stages]
    assert told.count(True) == 1
    assert letters[0] not in after
