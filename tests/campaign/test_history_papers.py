"""The life of documents in the history: every step with who, when, before and after."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from campaign import steps
from campaign.steps import run, send, take_back
from weibao.campaign.history import Kind, changes, current, runs, unpack
from weibao.campaign.history_papers import remember_papers
from weibao.campaign.history_words import Words
from weibao.campaign.lock import Holder
from weibao.campaign.store import open_store
from weibao.compute.model import Paper, PaperState
from weibao.compute.numbers import DocNumber
from weibao.sheets.layout import REGISTER
from weibao.sheets.ledger_book import LedgerBook

if TYPE_CHECKING:
    from pathlib import Path

    from weibao.campaign.folder import Campaign

DRAFTED, ISSUED = date(2026, 6, 1), date(2026, 6, 3)
CLERK = Holder("王办", "办公室-1", 7, "documents", "2026-06-03T09:30:00+08:00")
DRAFT = "督办通知/07 文化站.docx"


@pytest.fixture(autouse=True)
def somebody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steps, "open_store", lambda path: open_store(path, who=CLERK))


def life(campaign: Campaign, name: str) -> list[tuple[str, str, str]]:
    """By whom, before and after, of every step of a document."""
    words = Words(campaign.rulebook)
    with open_store(campaign.history, reading=True) as store:
        users = {item.id: item.user for item in runs(store)}
        found = [item for item in changes(store, [Kind.PAPER]) if item.key == name]
    return [(users[item.run], *words.values(item)) for item in found]


def test_every_step_of_a_document_is_there(campaign: Campaign) -> None:
    _, (path,) = run(campaign, DRAFTED)
    name = path.removeprefix("文书/")
    for step in ("approve", "number", "issue"):
        send(campaign, path, ISSUED, (step,))
    number = "示谷管〔2026〕1号"
    take_back(campaign, number, date(2026, 6, 8), PaperState.WITHDRAWN, reason="写错，13812345678")
    signed = "核稿 甲 2026-06-03，签发 乙 2026-06-03"
    dated = f"{signed}，成文 2026-06-03"
    gone = f"撤回 {number}（{dated}，印发 2026-06-03）；撤回：写错，〔手机号码 38ae〕"
    told = [
        "",
        "拟稿",
        f"签发（{signed}）",
        f"编号 {number}（{dated}）",
        f"印发 {number}（{dated}，印发 2026-06-03）",
        gone,
    ]
    assert life(campaign, name) == [("王办", *step) for step in pairwise(told)]
    # What the register says is nothing new to the next run.
    run(campaign, date(2026, 6, 9))
    assert len(life(campaign, name)) == len(told) - 1


def test_what_is_typed_into_the_register_is_a_step_of_the_run_that_reads_it(campaign: Campaign) -> None:
    _, (path,) = run(campaign, DRAFTED)
    book = LedgerBook.open(campaign.ledger, campaign.rulebook)
    row = next(iter(book.empty_rows(REGISTER)))
    cells = {"file": path.removeprefix("文书/"), "signer": "乙", "signed": ISSUED, "state": "签发"}
    book.put(REGISTER, row, cells)
    book.package.save()
    run(campaign, date(2026, 6, 9))
    assert life(campaign, cells["file"])[1:] == [("王办", "拟稿", "签发（签发 乙 2026-06-03）")]
    book = LedgerBook.open(campaign.ledger, campaign.rulebook)
    book.put(REGISTER, row, {"state": "作废"})
    book.package.save()
    run(campaign, date(2026, 6, 10))
    assert life(campaign, cells["file"])[-1][2] == "作废（签发 乙 2026-06-03）"


def told(path: Path, *papers: Paper) -> dict[str, str]:
    """Key and state of what is remembered."""
    with open_store(path, who=CLERK) as store:
        remember_papers(store, papers)
        return {key: str(unpack(value)["state"]) for key, value in current(store, Kind.PAPER).items()}


def test_a_document_keeps_its_life_whatever_becomes_of_its_row(tmp_path: Path) -> None:
    """Two rows of one draft, in whatever order, renamed files, rows without any."""
    path = tmp_path / ".weibao" / "history.sqlite"
    old = Paper(file=DRAFT, number=DocNumber("谷", 2026, 1), doc_no="谷〔2026〕1号", state=PaperState.WITHDRAWN, row=4)
    new = Paper(file=DRAFT, state=PaperState.SIGNED, row=5)
    hand = Paper(title="收到13812345678来电", state=PaperState.DRAFT, row=6)
    assert told(path, old, new, hand) == {
        DRAFT: "withdrawn", f"{DRAFT}#2": "signed", "收到〔手机号码 38ae〕来电": "draft",
    }  # fmt: skip
    new = replace(new, number=DocNumber("谷", 2026, 2), doc_no="谷〔2026〕２号", state=PaperState.NUMBERED)
    assert told(path, replace(new, row=4), replace(old, row=5)) == {DRAFT: "withdrawn", f"{DRAFT}#2": "numbered"}
    moved = replace(new, file="印发/改了名.docx", state=PaperState.ISSUED)
    assert told(path, moved, old) == {DRAFT: "withdrawn", f"{DRAFT}#2": "issued"}


def test_a_draft_is_one_until_it_is_registered_or_taken_away(tmp_path: Path) -> None:
    path = tmp_path / ".weibao" / "history.sqlite"

    def now(drafts: dict[str, str]) -> list[str]:
        with open_store(path, who=CLERK) as store:
            store.replace_drafts(drafts)
        with open_store(path, reading=True) as store:
            return sorted(current(store, Kind.PAPER))

    assert now({DRAFT: "b f c"}) == [DRAFT]
    assert told(path, Paper(file=DRAFT, state=PaperState.VOID)) == {DRAFT: "void"}
    assert now({}) == [DRAFT]  # what is registered stays
    assert now({"甲.docx": "b f c"}) == ["甲.docx", DRAFT]
    assert now({}) == [DRAFT]
