"""文号登记 as a clerk types into it between the commands: no file and no number is lost, and nothing is a dead end."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from campaign.steps import register, run, send, take_back
from weibao.campaign.folder import Campaign
from weibao.campaign.issuing import Desk
from weibao.campaign.papers import Register
from weibao.campaign.store import open_store
from weibao.campaign.targets import targets
from weibao.campaign.withdrawing import withdraw
from weibao.compute.model import PaperState
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


def typed(campaign: Campaign, row: int, cells: dict[str, date | str]) -> None:
    """What the clerk types into a row of 文号登记."""
    book = LedgerBook.open(campaign.ledger, campaign.rulebook)
    book.put(REGISTER, row, cells)
    book.package.save()


def by_hand(campaign: Campaign, *places: int, **more: date | str) -> None:
    """Rows of notices that are out and were never ours: no file."""
    out = {"genre": "通知", "signer": "乙", "signed": SIGNED, "dated": SIGNED, "issued": SIGNED, "state": "印发"}
    book = LedgerBook.open(campaign.ledger, campaign.rulebook)
    for place, row in zip(places, book.empty_rows(REGISTER), strict=False):
        book.put(REGISTER, row, {"doc_no": number(place), "title": f"第{place}份通知", **out, **more})
    book.package.save()


@pytest.mark.parametrize("state", ["撤回", "重新印发"])
def test_the_only_file_of_what_was_taken_back_is_never_written_again(
    campaign: Campaign, draft: str, state: str
) -> None:
    before = (campaign.root / draft).read_bytes()
    row = register(campaign)[0].row
    typed(campaign, row, {"state": "印发", "doc_no": number(7), "dated": SIGNED, "issued": SIGNED})
    typed(campaign, row, {"state": state, "note": f"{state}：有误"})
    run(campaign, LAST)
    assert (campaign.root / draft).read_bytes() == before


def test_a_number_replaced_in_the_sheet_goes_to_no_later_version(campaign: Campaign, draft: str) -> None:
    send(campaign, draft, SIGNED, ("number",))
    typed(campaign, register(campaign)[0].row, {"doc_no": number(12)})
    send(campaign, draft, SIGNED, ("number", "issue"))
    take_back(campaign, draft, LATER, PaperState.REISSUED, reason="漏了附件")
    send(campaign, draft, LAST)
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
