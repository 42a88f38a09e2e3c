"""`weibao documents` under a clerk's slips, moved files, dates that cannot be and runs that stop half-way."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from cli.desk import FIRST, SECOND, SENT, SIGNED, VILLAGE, Office, load_rulebook, numbered
from weibao.campaign.copies import Copies
from weibao.campaign.situation import look
from weibao.campaign.store import Store, open_store
from weibao.compute.numbers import BARRED, read_number
from weibao.errors import WorkbookError
from weibao.sheets.ledger_fill import fill_ledger
from weibao.sheets.package import Package
from weibao.sheets.package_values import split_address

if TYPE_CHECKING:
    from cli.conftest import Run

ONE, TWO = "示谷管〔2026〕1号", "示谷管〔2026〕2号"


def cells(office: Office, **values: object) -> None:
    fill_ledger(office.campaign.ledger, load_rulebook(VILLAGE), {}, cells={"文号登记": values})


def columns(office: Office) -> dict[str, str]:
    """The letters of the columns of 文号登记 by their headings."""
    import openpyxl

    sheet = openpyxl.load_workbook(office.campaign.ledger, read_only=True)["文号登记"]
    (header,) = sheet.iter_rows(min_row=3, max_row=3)
    return {str(cell.value): cell.column_letter for cell in header if cell.value}


def codes(result: Any) -> list[str]:
    return [item["code"] for item in result["messages"]]


def files(folder: Path) -> dict[Path, bytes]:
    """Everything below a folder, the history apart: it is opened for every command."""
    found = (path for path in folder.rglob("*") if path.is_file() and ".weibao" not in path.parts)
    return {path: path.read_bytes() for path in found}


# --- files outside ------------------------------------------------------------------------------------


@pytest.mark.parametrize("shape", ["{outside}/甲.docx", "印发/../../../别处/甲.docx"])
def test_nothing_is_written_outside_the_folder(office: Office, shape: str) -> None:
    outside = office.root.parent / "别处"
    outside.mkdir()
    shutil.copy(office.file(FIRST), outside / "甲.docx")
    office.approve(FIRST)
    at = columns(office)
    cells(office, **{f"{at['文号']}4": ONE, f"{at['文件']}4": shape.format(outside=outside)})
    before = files(office.root.parent)
    assert "不是“文书”里的" in office.run("number", ONE, code=2)
    assert files(office.root.parent) == before
    cells(office, **{f"{at['状态']}4": "编号", f"{at['成文日期']}4": SIGNED})
    before = files(office.root.parent)
    assert "不是“文书”里的" in office.run("issue", ONE, code=2)
    assert files(office.root.parent) == before
    assert "register-file-outside" in codes(office.listed())


def test_a_name_alone_is_understood_and_the_row_is_written(office: Office) -> None:
    office.approve(FIRST)
    cells(office, **{f"{columns(office)['文件']}4": FIRST.partition("/")[2].removesuffix(".docx")})
    assert office.run("number", office.file(FIRST))["documents"][0]["file"] == numbered("1", FIRST)


# --- a number for one document only -------------------------------------------------------------------


def test_a_typed_number_that_another_row_has_is_refused(office: Office) -> None:
    office.approve(FIRST, SECOND)
    office.run("number", office.file(FIRST))
    cells(office, **{f"{columns(office)['文号']}5": ONE})
    assert "第 4 行" in office.run("number", office.file(SECOND), code=2)
    assert not office.file(numbered("1", SECOND)).exists()


@pytest.mark.parametrize("history", [True, False])
def test_a_typed_number_that_was_given_to_another_draft_is_refused(office: Office, *, history: bool) -> None:
    office.approve(FIRST, SECOND)
    office.run("number", office.file(FIRST))
    cells(office, **{f"{letter}4": "" for letter in columns(office).values()})
    cells(office, **{f"{columns(office)['文号']}5": ONE})
    if not history:
        office.lose_history()
    assert FIRST in office.run("number", office.file(SECOND), code=2)


def test_a_lost_history_is_read_from_the_copies(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.approve(FIRST, SECOND)
    _stop_before_the_sheet(monkeypatch)
    office.run("number", office.file(FIRST), code=2)
    monkeypatch.undo()
    office.lose_history()
    assert office.run("number", office.file(SECOND))["documents"][0]["doc_no"] == TWO
    assert office.run("number", office.file(FIRST))["documents"][0]["doc_no"] == ONE


def test_two_runs_at_once_give_different_numbers(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """While a run lets go of the history another one numbers a third document."""
    third = "督办通知/丙－督办通知.docx"
    shutil.copy(office.file(FIRST), office.file(third))
    office.approve(FIRST, SECOND, third)
    checkpoint = Store.checkpoint

    def let_go(store: Store) -> None:
        monkeypatch.setattr(Store, "checkpoint", checkpoint)
        store._db.commit()
        office.run("number", office.file(third))
        store._db.execute("BEGIN IMMEDIATE")

    monkeypatch.setattr(Store, "checkpoint", let_go)
    office.run("number", office.file(FIRST), office.file(SECOND))
    assert [(paper.doc_no, paper.file) for paper in office.papers] == [
        (ONE, numbered("1", FIRST)), (TWO, numbered("2", SECOND)), ("示谷管〔2026〕3号", numbered("3", third)),
    ]  # fmt: skip


def test_a_number_beyond_the_highest_is_refused(office: Office) -> None:
    office.approve(FIRST)
    for typed in ("100000", "示谷管〔2026〕100000号", "0"):
        assert "1 至 99999" in office.run("number", office.file(FIRST), "--number", typed, code=2)


def test_a_code_that_no_file_name_can_hold_is_refused(office: Office) -> None:
    office.approve(FIRST)
    for letter in BARRED:
        assert read_number(f"示{letter}管〔2026〕3号") is None
    assert "“/”" in office.run("number", office.file(FIRST), "--number", "示/管〔2026〕3号", code=2)
    cells(office, **{f"{columns(office)['文号']}4": "示:管〔2026〕3号"})
    assert "文件名" in office.run("number", office.file(FIRST), code=2)
    assert not office.file("印发").exists()


def test_a_code_that_cannot_be_used_is_told_when_it_is_set(office: Office) -> None:
    fill_ledger(office.campaign.ledger, load_rulebook(VILLAGE), {"设置": [("doc_code", {"值": "示/管"})]})
    told = next(item for item in office.listed()["messages"] if item["code"] == "register-code-barred")
    assert Package(office.campaign.ledger).sheet("设置").value(*split_address(told["cell"])) == "示/管"


def test_the_history_keeps_the_copy_of_a_number_typed_in_the_sheet(office: Office) -> None:
    office.approve(FIRST)
    cells(office, **{f"{columns(office)['文号']}4": "示谷管〔2026〕7号"})
    office.run("number", office.file(FIRST))
    with open_store(office.campaign.history, reading=True) as store:
        assert store.numbers() == {"示谷管〔2026〕7号": (FIRST, numbered("7", FIRST))}


# --- the signed draft ---------------------------------------------------------------------------------


def test_a_new_draft_is_not_taken_for_the_signed_one(office: Office) -> None:
    office.approve(FIRST)
    other = office.file(SECOND).read_bytes()
    office.file(FIRST).write_bytes(other)
    with open_store(office.campaign.history) as store:
        from weibao.documents.digests import digest

        store.replace_drafts({FIRST: f"{digest(other)} facts content"})
    assert "不是签发的那一份" in office.run("number", office.file(FIRST), code=2)
    assert not office.file("印发").exists()


def test_a_draft_and_the_new_one_beside_it_are_not_chosen_for_the_clerk(office: Office) -> None:
    new = FIRST.replace(".docx", "（新稿）.docx")
    shutil.copy(office.file(FIRST), office.file(new))
    result = office.run("approve", office.file("督办通知"), "--reviewer", "王核", "--signer", "李签", "--date", SIGNED)
    assert [item["file"] for item in result["documents"]] == [SECOND]
    assert codes(result) == ["paper-several"]
    assert len(result["skipped"]) == 2
    office.approve(new)
    assert [paper.file for paper in office.papers] == [SECOND, new]


def test_a_signed_draft_that_is_gone_is_told_everywhere(office: Office, weibao: Run) -> None:
    office.approve(FIRST)
    office.file(FIRST).unlink()
    weibao("regenerate", office.root, "--as-of", "2026-03-20")
    assert not office.file(FIRST).exists()
    with open_store(office.campaign.history, reading=True) as store:
        situation = look(office.campaign, store, as_of=date(2026, 3, 20))
    assert "paper-file-missing" in [item.code for item in situation.assessment.findings]


# --- all or nothing -----------------------------------------------------------------------------------


def _stop_before_the_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: object, **_named: object) -> None:
        raise WorkbookError("停电了")

    monkeypatch.setattr("weibao.sheets.ledger_register.write_register", fail)


def test_a_batch_with_one_that_cannot_be_numbered_writes_nothing(office: Office) -> None:
    office.approve(FIRST, SECOND)
    there = office.file(numbered("2", SECOND))
    there.parent.mkdir(parents=True)
    there.write_bytes(b"mine")
    error = office.run("number", office.file(FIRST), office.file(SECOND), code=2)
    assert "没有覆盖" in error
    assert "2 份都没有办" in error
    assert not office.file(numbered("1", FIRST)).exists()


def test_a_batch_with_one_that_cannot_be_issued_fixes_no_limit(office: Office) -> None:
    office.approve(FIRST, SECOND)
    office.run("number", office.file(FIRST), office.file(SECOND))
    second = office.file(numbered("2", SECOND))
    second.with_name(f"~${second.name[2:]}").touch()
    before = office.file(numbered("1", FIRST)).read_bytes()
    assert "打开" in office.run("issue", ONE, TWO, "--date", SENT, code=2)
    assert office.file(numbered("1", FIRST)).read_bytes() == before


def test_a_day_that_never_reached_the_sheet_does_not_hold(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.approve(FIRST)
    office.run("number", office.file(FIRST))
    _stop_before_the_sheet(monkeypatch)
    assert "停电" in office.run("issue", ONE, "--date", SENT, code=2)
    assert ("printed", "2026年3月12日") in office.texts(numbered("1", FIRST))
    monkeypatch.undo()
    monkeypatch.setattr("weibao.cli.documents._today", lambda: date(2026, 12, 31))
    office.run("issue", ONE, "--date", "2026-03-19")
    assert office.texts(numbered("1", FIRST))[1:] == [
        ("limit", "2026年3月24日前（自本通知印发之日起5日）"), ("limit", "2026年3月24日"), ("dated", "2026年3月10日"),
        ("printed", "2026年3月19日"),
    ]  # fmt: skip
    with open_store(office.campaign.history, reading=True) as store:
        assert store.unfinished(numbered("1", FIRST)) == ("", b"")


def test_a_copy_of_a_run_that_stopped_is_made_again(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.approve(FIRST)
    _stop_before_the_sheet(monkeypatch)
    office.run("number", office.file(FIRST), code=2)
    monkeypatch.undo()
    monkeypatch.setattr("weibao.cli.documents._today", lambda: date(2026, 12, 31))
    office.run("number", office.file(FIRST), "--date", "2026-03-11")
    assert ("dated", "2026年3月11日") in office.texts(numbered("1", FIRST))


def test_every_number_is_known_before_the_first_file(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.approve(FIRST, SECOND)

    def fail(*_arguments: object) -> None:
        raise WorkbookError("磁盘满了")

    monkeypatch.setattr(Copies, "_write", fail)
    office.run("number", office.file(FIRST), office.file(SECOND), code=2)
    with open_store(office.campaign.history, reading=True) as store:
        assert {number: draft for number, (draft, _) in store.numbers().items()} == {ONE: FIRST, TWO: SECOND}


# --- days ---------------------------------------------------------------------------------------------


def test_a_day_before_the_signature_is_refused_and_another_one_told(office: Office) -> None:
    office.approve(FIRST)
    assert "早于签发日期" in office.run("number", office.file(FIRST), "--date", "2026-03-09", code=2)
    assert codes(office.run("number", office.file(FIRST), "--date", "2026-03-11")) == ["paper-dated"]


def test_a_day_that_has_not_come_is_refused(office: Office) -> None:
    late = ("--date", "2027-01-01")
    named = ("--reviewer", "王核", "--signer", "李签")
    assert "还没有到" in office.run("approve", office.file(FIRST), *named, *late, code=2)
    office.approve(FIRST)
    assert "还没有到" in office.run("number", office.file(FIRST), *late, code=2)
    office.run("number", office.file(FIRST))
    assert "还没有到" in office.run("issue", ONE, *late, code=2)


# --- what is said -------------------------------------------------------------------------------------


def test_what_is_no_word_document_is_said(office: Office) -> None:
    for name in (office.campaign.ledger, office.file("督办通知/._abc.docx"), office.file("督办通知/表.xlsx")):
        if not name.exists():
            shutil.copy(office.file(FIRST), name)
        assert "不是 Word 文书" in office.run("approve", name, "--reviewer", "王核", "--signer", "李签", code=2)
    assert len(office.listed()["documents"]) == 2


def test_documents_of_one_title_are_told_apart(office: Office, weibao: Run) -> None:
    named = ("--reviewer", "王核", "--signer", "李签", "--date", SIGNED, "--campaign", office.root)
    said = weibao("documents", "approve", office.file(FIRST), office.file(SECOND), *named).out
    for unit in ("谷文化站", "谷水务站"):
        assert unit in said
        assert unit in weibao("documents", "list", office.root).out
