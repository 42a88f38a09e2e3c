"""Supervision through a campaign: drafted, issued, urged, reported, each once."""

from __future__ import annotations

import shutil
from datetime import date
from typing import TYPE_CHECKING

import pytest

from campaign.steps import run, send, take_back
from documents.notice_samples import paragraphs
from weibao.campaign.drafting import draft_kind
from weibao.campaign.papers import Register
from weibao.campaign.pipeline import regenerate
from weibao.campaign.store import open_store
from weibao.campaign.targets import everything
from weibao.compute.model import PaperState, Status, Step
from weibao.errors import CampaignError
from weibao.sheets.layout import REGISTER, SUPERVISION
from weibao.sheets.ledger_book import LedgerBook
from weibao.sheets.ledger_read import read_office

if TYPE_CHECKING:
    from weibao.campaign.folder import Campaign
    from weibao.campaign.situation import Situation

DRAFTED, ISSUED = date(2026, 6, 1), date(2026, 6, 3)
LATE = date(2026, 7, 1)


def typed(campaign: Campaign, name: str, cells: dict[str, date | str]) -> None:
    """The last step typed into 文号登记 by hand."""
    book = LedgerBook.open(campaign.ledger, campaign.rulebook)
    (row,) = [line.number for line in book.lines(REGISTER) if name in str(line.cells.get("file"))]
    book.put(REGISTER, row, cells)
    book.package.save()


def typed_item(campaign: Campaign, item: str, cells: dict[str, date | str]) -> None:
    """What the office typed into the row of a matter."""
    book = LedgerBook.open(campaign.ledger, campaign.rulebook)
    book.put(SUPERVISION, next(line.number for line in book.lines(SUPERVISION) if line.cells.get("id") == item), cells)
    book.package.save()


def test_a_notice_typed_as_issued_opens_its_matters_on_its_own_day(campaign: Campaign) -> None:
    _, (draft_,) = run(campaign, DRAFTED)
    send(campaign, draft_, ISSUED, steps=("approve", "number"))
    typed(campaign, "催报通知", {"state": "印发", "issued": ISSUED})
    # The limit of a week runs from the issue on 3 June, not from the draft of the 1st.
    situation, letters = run(campaign, date(2026, 6, 9))
    assert {stage.step for stage in situation.assessment.stages} == {Step.REMINDING}
    assert {stage.item.due for stage in situation.assessment.stages} == {date(2026, 6, 10)}
    assert not any("催办函" in path for path in letters)
    closures = read_office(campaign.ledger, campaign.rulebook)[0].closures
    assert {(item.opened, item.doc_no) for item in closures.values()} == {(ISSUED, "示谷管〔2026〕1号")}


def codes(situation: Situation) -> list[str]:
    return [item.code for item in situation.assessment.findings if item.code.startswith("paper-")]


def test_a_copy_that_was_never_filled_is_told_and_filled_with_its_own_day(campaign: Campaign) -> None:
    _, (draft_,) = run(campaign, DRAFTED)
    send(campaign, draft_, ISSUED, steps=("approve", "number"))
    assert codes(run(campaign, ISSUED)[0]) == []
    typed(campaign, "催报通知", {"state": "印发", "issued": ISSUED})
    situation, _ = run(campaign, date(2026, 6, 4))
    assert codes(situation) == ["paper-not-filled"]
    (copy,) = (campaign.documents / "印发").rglob("*.docx")
    assert any("暂" in line for line in paragraphs(copy))

    send(campaign, draft_, date(2026, 6, 9), steps=("issue",))  # the day of the command does not count
    (limit,) = [line for line in paragraphs(copy) if line.startswith("请于")]
    assert limit.startswith("请于2026年6月10日前（自本通知印发之日起7日）")
    situation, _ = run(campaign, date(2026, 6, 9))
    assert codes(situation) == []
    assert {paper.issued for paper in situation.grounds.office.register} == {ISSUED}
    with pytest.raises(CampaignError, match="现在是“印发”"):
        send(campaign, draft_, date(2026, 6, 9), steps=("issue",))


def test_after_a_withdrawal_the_matter_begins_anew(campaign: Campaign) -> None:
    _, (draft_,) = run(campaign, DRAFTED)
    send(campaign, draft_, ISSUED)
    told, *_ = take_back(campaign, draft_, ISSUED, PaperState.WITHDRAWN, reason="内容有误").findings
    assert told.code == "paper-withdrawn"
    assert "退回拟督办" in told.message
    # Nobody is urged by a notice that was withdrawn; a new one is drafted in its place.
    situation, drafts = run(campaign, LATE)
    assert {(stage.step, stage.told, stage.numbers) for stage in situation.assessment.stages} == {
        (Step.DRAFTED, False, ())
    }
    assert draft_ in drafts
    # Sheet and figures say the same: nothing runs.
    closures = read_office(campaign.ledger, campaign.rulebook)[0].closures
    assert [key for key, item in closures.items() if item.opened or item.doc_no] == []
    assert {item.status for item in situation.assessment.items} == {Status.DRAFTED}
    with open_store(campaign.history) as store:
        new = {target.file for target in everything(Register.open(campaign, store)) if not target.paper.row}
    assert draft_.removeprefix("文书/") in new
    again = date(2026, 7, 2)
    send(campaign, draft_, again)
    closures = read_office(campaign.ledger, campaign.rulebook)[0].closures
    assert {(item.opened, item.doc_no) for item in closures.values()} == {(again, "示谷管〔2026〕2号")}
    situation, _ = run(campaign, date(2026, 7, 3))
    assert {stage.step for stage in situation.assessment.stages} == {Step.OPENED}
    assert [paper.state for paper in situation.grounds.office.register] == [PaperState.WITHDRAWN, PaperState.ISSUED]


def test_of_two_notices_on_one_matter_the_other_one_runs_on(campaign: Campaign) -> None:
    _, (draft_,) = run(campaign, DRAFTED)
    other = draft_.replace(".docx", "副本.docx")
    shutil.copy(campaign.root / draft_, campaign.root / other)
    send(campaign, draft_, ISSUED)
    send(campaign, other, date(2026, 6, 4))
    typed_item(campaign, "1-01-R", {"closed": date(2026, 6, 5)})
    told = take_back(campaign, draft_, date(2026, 6, 5), PaperState.WITHDRAWN, reason="重复").findings[0]
    assert "督办事项" not in told.message
    # The sheet says so at once, not only after the next run.
    closures = read_office(campaign.ledger, campaign.rulebook)[0].closures
    found = {(item.opened, item.doc_no) for key, item in closures.items() if key != "1-01-R"}
    assert found == {(date(2026, 6, 4), "示谷管〔2026〕2号")}
    told = take_back(campaign, other, date(2026, 6, 5), PaperState.WITHDRAWN, reason="重复").findings[0]
    assert "4件督办事项退回拟督办" in told.message


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


def test_the_first_run_says_what_the_second_says(campaign: Campaign) -> None:
    """Counts of matters come from what was seen, not from rows that the run itself has just added."""
    with open_store(campaign.history) as store:
        situation, first = regenerate(campaign, store, as_of=DRAFTED)
        draft_kind(situation, store, first, "annual_report", ())
        assert any("年度工作情况报告" in path for path in first.written)
        situation, second = regenerate(campaign, store, as_of=DRAFTED)
        draft_kind(situation, store, second, "annual_report", ())
    assert second.written == []
