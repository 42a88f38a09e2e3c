"""文号登记 as a clerk types into it between the commands: no file and no number is lost, and nothing is a dead end."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from campaign.steps import register, run, send, take_back
from weibao.campaign.contradictions import contradictions
from weibao.campaign.folder import Campaign
from weibao.campaign.issuing import Desk
from weibao.campaign.papers import Register
from weibao.campaign.store import open_store
from weibao.campaign.targets import targets
from weibao.campaign.withdrawing import unrelated, withdraw
from weibao.compute.model import PaperState
from weibao.errors import CampaignError
from weibao.sheets.layout import REGISTER
from weibao.sheets.ledger_book import LedgerBook

DRAFTED, SIGNED, LATER, LAST = date(2026, 6, 1), date(2026, 6, 3), date(2026, 6, 5), date(2026, 6, 8)


@pytest.fixture(scope="module")
def signed(village_issued: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A campaign with a notice that is signed, and its draft."""
    made = Campaign.open(Path(shutil.copytree(village_issued, tmp_path_factory.mktemp("signed") / "谷地")))
    _, (draft,) = run(made, DRAFTED)
    send(made, draft, SIGNED, ("approve",))
    return made.root, draft


@pytest.fixture
def campaign(signed: tuple[Path, str], tmp_path: Path) -> Campaign:
    """A copy of it."""
    return Campaign.open(Path(shutil.copytree(signed[0], tmp_path / "谷地")))


@pytest.fixture
def draft(signed: tuple[Path, str]) -> str:
    """The draft."""
    return signed[1]


def number(place: int) -> str:
    return f"示谷管〔2026〕{place}号"


def typed(campaign: Campaign, row: int, cells: Mapping[str, date | str | None]) -> None:
    """What the clerk types into a row of 文号登记."""
    book = LedgerBook.open(campaign.ledger, campaign.rulebook)
    book.put(REGISTER, row, cells)
    book.package.save()


def by_hand(campaign: Campaign, *places: int, **more: date | str | None) -> None:
    """Rows of notices that are out and were never ours: no file."""
    out: dict[str, date | str | None] = {
        "genre": "通知",
        "signer": "乙",
        "signed": SIGNED,
        "dated": SIGNED,
        "issued": SIGNED,
        "state": "印发",
    }
    book = LedgerBook.open(campaign.ledger, campaign.rulebook)
    for place, row in zip(places, book.empty_rows(REGISTER), strict=False):
        book.put(REGISTER, row, {"doc_no": number(place), "title": f"第{place}份通知", **out, **more})
    book.package.save()


def test_the_only_file_of_what_was_taken_back_is_never_written_again(campaign: Campaign, draft: str) -> None:
    before = (campaign.root / draft).read_bytes()
    out: dict[str, date | str | None] = {"doc_no": number(7), "dated": SIGNED, "issued": SIGNED}
    typed(campaign, register(campaign)[0].row, {**out, "state": "撤回", "note": "撤回：有误"})
    run(campaign, LAST)
    assert (campaign.root / draft).read_bytes() == before


def test_a_number_replaced_in_the_sheet_goes_to_no_later_version(campaign: Campaign, draft: str) -> None:
    send(campaign, draft, SIGNED, ("number",))
    typed(campaign, register(campaign)[0].row, {"doc_no": number(12), "issued": SIGNED, "state": "重新印发"})
    send(campaign, draft, LAST, ("approve", "number"))
    assert [paper.doc_no for paper in register(campaign)] == [number(12), number(13)]


def test_two_documents_are_taken_back_by_one(campaign: Campaign) -> None:
    by_hand(campaign, 1, 2, 3)
    with open_store(campaign.history) as store:
        desk = Desk(Register.open(campaign, store))
        withdraw(desk, targets(desk.register, [number(1), number(2), number(1)]), reason="有误", by=number(3))
        done = desk.finish().done
    first, second, third = register(campaign)[1:]
    assert {first.state, second.state} == {PaperState.WITHDRAWN}
    assert [paper.related for paper in (first, second, third)] == [number(3), number(3), f"{number(1)}；{number(2)}"]
    assert sorted(paper.doc_no for paper in done) == [number(1), number(2), number(3)]


@pytest.mark.parametrize("doc_no", [number(7), None])
def test_a_seal_that_was_typed_before_the_number_is_in_the_file_is_no_dead_end(
    campaign: Campaign, draft: str, doc_no: str | None
) -> None:
    typed(campaign, register(campaign)[0].row, {"state": "用印", "doc_no": doc_no, "dated": doc_no and SIGNED})
    with pytest.raises(CampaignError, match="请先编号"):
        send(campaign, draft, LATER, ("issue",))
    send(campaign, draft, LATER, ("number",))
    (row,) = register(campaign)
    assert (row.state, row.doc_no) == (PaperState.SEALED, doc_no or number(1))
    assert row.file.startswith(f"印发/催报通知/{row.doc_no} ")


def test_a_number_changed_after_issue_is_told_with_a_way_out(campaign: Campaign, draft: str) -> None:
    send(campaign, draft, SIGNED, ("number",))
    row = register(campaign)[0].row
    typed(campaign, row, {"doc_no": number(12), "state": "印发", "issued": SIGNED})
    with open_store(campaign.history) as store:
        (told,) = contradictions(Register.open(campaign, store))
        assert (told.code, "再编号" in told.message) == ("number-changed-out", False)
        typed(campaign, row, {"doc_no": number(1)})
        assert contradictions(Register.open(campaign, store)) == ()


def test_the_row_of_a_later_version_that_was_deleted_is_missed_and_no_other_row_is_blamed(
    campaign: Campaign, draft: str
) -> None:
    send(campaign, draft, SIGNED, ("number", "issue"))
    take_back(campaign, draft, LATER, PaperState.REISSUED, reason="有误")
    send(campaign, draft, LATER)
    row = register(campaign)[1].row
    book = LedgerBook.open(campaign.ledger, campaign.rulebook)
    (line,) = [line for line in book.lines(REGISTER) if line.number == row]
    typed(campaign, row, dict.fromkeys(line.cells))
    with open_store(campaign.history) as store:
        (told,) = contradictions(Register.open(campaign, store))
    assert (told.code, number(2) in told.message) == ("number-lost", True)


def test_what_is_blank_in_a_typed_row_is_filled_from_the_document(campaign: Campaign, draft: str) -> None:
    before = register(campaign)[0]
    blank = dict.fromkeys(("genre", "to", "reviewer", "reviewed", "signer", "signed"))
    typed(campaign, before.row, {"title": "会签稿的标题", "state": "拟稿", **blank})
    send(campaign, draft, SIGNED, ("approve",))
    (after,) = register(campaign)
    assert after.title == "会签稿的标题"
    assert (after.genre, after.to, after.signer) == (before.genre, before.to, before.signer)
    assert "" not in (before.genre, before.to)


def test_nothing_is_numbered_that_nobody_signed(campaign: Campaign, draft: str) -> None:
    row = register(campaign)[0].row
    typed(campaign, row, {"state": "编号", "doc_no": number(7), "dated": SIGNED, "signer": None, "signed": None})
    with pytest.raises(CampaignError, match="没有填签发人、签发日期"):
        send(campaign, draft, LATER, ("number",))


def test_a_document_without_a_number_and_its_correction_name_each_other(campaign: Campaign) -> None:
    title = f"关于转发《办法》、《细则》{'进一步' * 30}的通知"  # longer than a file name may be
    by_hand(campaign, 1, doc_no=None, title=title)
    file = "通知/转发.docx"
    (campaign.documents / file).parent.mkdir()
    shutil.copy(next(campaign.documents.glob("催报通知/*.docx")), campaign.documents / file)
    row = register(campaign)[1].row
    typed(campaign, row, {"file": file})
    done = take_back(campaign, f"文书/{file}", LATER, PaperState.CORRECTED, reason="笔误；已告知")
    (notice,) = done.written
    send(campaign, notice, LATER, ("approve", "number"))
    _, old, new = register(campaign)
    assert (old.related, new.related) == (number(1), f"《{title}》")
    assert unrelated((old, new)) == ()


@pytest.mark.parametrize(
    ("cells", "why"), [({"issued": DRAFTED, "dated": DRAFTED}, "还早"), ({"state": "作废"}, "作废")]
)
def test_what_is_earlier_or_given_up_takes_nothing_back(
    campaign: Campaign, cells: dict[str, date | str | None], why: str
) -> None:
    by_hand(campaign, 1, 2)
    typed(campaign, register(campaign)[2].row, cells)
    with pytest.raises(CampaignError, match=why):
        take_back(campaign, number(1), LATER, PaperState.WITHDRAWN, reason="有误", by=number(2))
    assert register(campaign)[1].state is PaperState.ISSUED


def test_a_letter_is_taken_back_by_a_letter_which_the_clerk_writes(campaign: Campaign) -> None:
    by_hand(campaign, 1, genre="函")
    done = take_back(campaign, number(1), LATER, PaperState.WITHDRAWN, reason="有误")
    (told,) = done.findings
    assert ("撤回通知" in told.message, "另一份函" in told.message, done.written) == (False, True, [])
    # As long as there is none this is said again.
    assert [item.code for item in unrelated(register(campaign))] == ["paper-unrelated"]
    by_hand(campaign, 2, genre="函", issued=LATER, dated=LATER)
    done = take_back(campaign, number(1), LATER, PaperState.WITHDRAWN, by=number(2))
    assert (done.findings, unrelated(register(campaign))) == ([], ())


def test_when_the_correction_is_given_up_the_mistake_is_told_again(campaign: Campaign) -> None:
    by_hand(campaign, 1)
    (notice,) = take_back(campaign, number(1), LATER, PaperState.CORRECTED, reason="笔误").written
    send(campaign, notice, LATER, ("approve", "number"))
    assert unrelated(register(campaign)) == ()
    done = take_back(campaign, number(2), LATER, PaperState.CORRECTED, reason="不妥")
    assert done.done[0].state is PaperState.VOID
    assert [number(1) in item.message for item in done.findings if item.code == "paper-unrelated"] == [True]
    send(campaign, notice, LAST, ("approve", "number"))
    assert [paper.doc_no for paper in register(campaign)[1:]] == [number(1), number(2), number(3)]
    assert unrelated(register(campaign)) == ()


def test_a_row_that_has_a_title_only_is_not_taken_for_the_whole_folder(
    campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(campaign.documents)
    with pytest.raises(CampaignError, match="只填了标题"):
        send(campaign, "", LATER, ("number",))
