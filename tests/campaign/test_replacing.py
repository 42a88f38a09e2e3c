"""更正 and 重新印发: what is drafted in place of a document that is out, and how the two name each other."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from campaign.steps import register, run, send, take_back
from documents.notice_samples import paragraphs
from weibao.campaign.folder import Campaign
from weibao.campaign.withdrawing import unrelated
from weibao.compute.model import PaperState, Step
from weibao.documents.package import read_package, write_package
from weibao.errors import CampaignError
from weibao.sheets.layout import REGISTER
from weibao.sheets.ledger_book import LedgerBook
from weibao.sheets.ledger_read import read_office

if TYPE_CHECKING:
    from weibao.campaign.copies import Outcome

DRAFTED, ISSUED, LATER = date(2026, 6, 1), date(2026, 6, 3), date(2026, 6, 5)
FIRST, SECOND = "示谷管〔2026〕1号", "示谷管〔2026〕2号"


@pytest.fixture(scope="module")
def issued(village_issued: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A campaign with a notice that is out, and its draft."""
    made = Campaign.open(Path(shutil.copytree(village_issued, tmp_path_factory.mktemp("issued") / "谷地")))
    _, (draft,) = run(made, DRAFTED)
    send(made, draft, ISSUED)
    return made.root, draft


@pytest.fixture
def campaign(issued: tuple[Path, str], tmp_path: Path) -> Campaign:
    """A copy of it."""
    return Campaign.open(Path(shutil.copytree(issued[0], tmp_path / "谷地")))


@pytest.fixture
def out(issued: tuple[Path, str]) -> str:
    """The draft."""
    return issued[1]


def codes(outcome: Outcome) -> list[str]:
    """What was told, but for blanks of the settings."""
    return [item.code for item in outcome.findings if item.code != "draft-blanks"]


def test_a_new_version_says_what_it_replaces_and_both_name_each_other(campaign: Campaign, out: str) -> None:
    done = take_back(campaign, out, LATER, PaperState.REISSUED, reason="附件漏了一项")
    assert done.written == [out]
    assert codes(done) == ["paper-unrelated"]
    title = register(campaign)[0].title
    (sentence,) = [line for line in paragraphs(campaign.root / out) if "同时废止" in line]
    assert sentence == f"原《{title}》（{FIRST}）同时废止，以本通知为准。"
    # The old notice binds nobody any more; the next run writes the same draft.
    situation, written = run(campaign, LATER)
    assert {stage.step for stage in situation.assessment.stages} == {Step.DRAFTED}
    assert written == []

    send(campaign, out, date(2026, 6, 8))
    old, new = register(campaign)
    assert (old.state, old.related, new.doc_no, new.related) == (PaperState.REISSUED, SECOND, SECOND, FIRST)
    assert unrelated((old, new)) == ()
    closures = read_office(campaign.ledger, campaign.rulebook)[0].closures
    assert {item.doc_no for item in closures.values()} == {SECOND}


def test_a_version_that_was_replaced_twice(campaign: Campaign, out: str) -> None:
    for number, day in ((1, LATER), (2, date(2026, 6, 8))):
        take_back(campaign, f"示谷管〔2026〕{number}号", day, PaperState.REISSUED, reason="有误")
        send(campaign, out, day)
    first, second, third = register(campaign)
    assert (first.related, second.related, third.related) == (SECOND, f"{FIRST}；{third.doc_no}", SECOND)
    assert unrelated((first, second, third)) == ()


def test_a_hand_edit_of_the_old_draft_stays(campaign: Campaign, out: str) -> None:
    path = campaign.root / out
    parts = read_package(path.read_bytes())
    parts["word/document.xml"] = parts["word/document.xml"].replace("联系".encode(), "接洽".encode())
    edited = write_package(parts)
    path.write_bytes(edited)
    done = take_back(campaign, out, LATER, PaperState.REISSUED, reason="有误")
    assert path.read_bytes() == edited
    assert done.written == [out.replace(".docx", "（新稿）.docx")]


def test_a_correction_tells_the_wrong_and_the_right_words(campaign: Campaign, out: str) -> None:
    wrong = next(line for line in paragraphs(campaign.root / out) if "请" in line)[:3]
    with pytest.raises(CampaignError, match="没有“没有这几个字”"):
        take_back(campaign, out, LATER, PaperState.CORRECTED, pairs=[("没有这几个字", "对")])
    done = take_back(campaign, out, LATER, PaperState.CORRECTED, reason="校对疏漏", pairs=[(wrong, "正“确”")])
    (notice,) = done.written
    assert notice == f"文书/更正通知/{FIRST}－更正通知.docx"
    (row,) = register(campaign)
    assert row.note == f"更正：“{wrong}”更正为“正‘确’”（校对疏漏）"
    (told,) = [line for line in paragraphs(campaign.root / notice) if line.startswith("因")]
    assert told == (f"因校对疏漏，2026年6月3日印发的《{row.title}》（{FIRST}）中“{wrong}”有误，现更正为“正‘确’”。")
    send(campaign, notice, LATER)
    old, new = register(campaign)
    assert (old.state, old.related, new.related) == (PaperState.CORRECTED, SECOND, FIRST)
    # A corrected notice holds as before.
    situation, written = run(campaign, LATER)
    assert (written, {stage.numbers[0] for stage in situation.assessment.stages}) == ([], {FIRST})

    # A second mistake, typed by hand as the clerk writes it.
    book = LedgerBook.open(campaign.ledger, campaign.rulebook)
    book.put(REGISTER, old.row, {"note": f"{old.note}；更正：“甲”应为“乙”，“丙”改为“丁”"})
    book.package.save()
    _, (second,) = run(campaign, LATER)
    assert second.endswith("－更正通知（2）.docx")
    assert [line for line in paragraphs(campaign.root / second) if line[:1].isdecimal() and "更正为" in line] == [
        "1.“甲”更正为“乙”；", "2.“丙”更正为“丁”。",
    ]  # fmt: skip


@pytest.mark.parametrize("state", [PaperState.CORRECTED, PaperState.REISSUED])
def test_another_document_may_do_it(campaign: Campaign, out: str, state: PaperState) -> None:
    take_back(campaign, out, LATER, state, reason="数字有误")
    book = LedgerBook.open(campaign.ledger, campaign.rulebook)
    book.put(REGISTER, book.empty_rows(REGISTER)[0], {"doc_no": "示谷管〔2026〕5号", "title": "另行通知"})
    book.package.save()
    assert [item.code for item in unrelated(register(campaign))] == ["paper-unrelated"]
    done = take_back(campaign, FIRST, LATER, state, by="示谷管〔2026〕5号")
    assert (codes(done), done.written) == ([], [])
    first, second = register(campaign)
    assert (first.state, first.related, second.related) == (state, "示谷管〔2026〕5号", FIRST)


def test_what_was_corrected_may_be_issued_anew(campaign: Campaign, out: str) -> None:
    done = take_back(campaign, out, LATER, PaperState.CORRECTED, reason="校对疏漏")
    assert any("“××”有误" in line for line in paragraphs(campaign.root / done.written[0]))
    send(campaign, done.written[0], LATER)
    assert take_back(campaign, FIRST, LATER, PaperState.REISSUED, reason="附件有误").written == [out]
    send(campaign, out, LATER)
    old, correction, new = register(campaign)
    assert (old.related, correction.related, new.related) == (f"{SECOND}；{new.doc_no}", FIRST, FIRST)
    assert unrelated((old, correction, new)) == ()


def test_what_was_taken_back_may_be_issued_anew(campaign: Campaign, out: str) -> None:
    (notice,) = take_back(campaign, out, LATER, PaperState.WITHDRAWN, reason="内容有误").written
    send(campaign, notice, LATER)
    assert take_back(campaign, FIRST, LATER, PaperState.REISSUED, reason="已改正").written == [out]
    assert any(line.endswith(f"（{FIRST}）已撤回，以本通知为准。") for line in paragraphs(campaign.root / out))
    send(campaign, out, LATER)
    old, withdrawal, new = register(campaign)
    assert (old.related, withdrawal.related, new.related) == (f"{SECOND}；{new.doc_no}", FIRST, FIRST)
    assert unrelated((old, withdrawal, new)) == ()


def test_a_second_mistake_for_the_same_reason_is_a_second_correction(campaign: Campaign, out: str) -> None:
    wrong = next(line for line in paragraphs(campaign.root / out) if "请" in line)[:3]
    (first,) = take_back(campaign, out, LATER, PaperState.CORRECTED, reason="校对疏漏").written
    # Nothing is told twice as long as it waits, whatever else stands in 备注.
    book = LedgerBook.open(campaign.ledger, campaign.rulebook)
    book.put(REGISTER, register(campaign)[0].row, {"note": "已电话告知；更正：校对疏漏"})
    book.package.save()
    take_back(campaign, out, LATER, PaperState.CORRECTED, reason="校对疏漏")
    assert register(campaign)[0].note.count("更正：") == 1
    send(campaign, first, LATER)
    (second,) = take_back(campaign, out, LATER, PaperState.CORRECTED, reason="校对疏漏", pairs=[(wrong, "对")]).written
    send(campaign, second, LATER)
    (third,) = take_back(campaign, out, LATER, PaperState.CORRECTED, reason="校对疏漏").written
    assert [path.rpartition("通知")[2] for path in (first, second, third)] == [".docx", "（2）.docx", "（3）.docx"]
    with pytest.raises(CampaignError, match="已经更正过"):
        take_back(campaign, out, LATER, PaperState.CORRECTED, reason="另一个原因", pairs=[(wrong, "对")])


def test_a_number_that_is_none_takes_nothing_back(campaign: Campaign, out: str) -> None:
    book = LedgerBook.open(campaign.ledger, campaign.rulebook)
    book.put(REGISTER, book.empty_rows(REGISTER)[0], {"title": "还没有编号的通知"})
    book.package.save()
    with pytest.raises(CampaignError, match="文号登记里没有“新的那份”"):
        take_back(campaign, out, LATER, PaperState.CORRECTED, reason="笔误", by="新的那份")
