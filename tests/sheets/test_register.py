"""文号登记 and 收文登记: what is typed is read, what is contradictory is told, and rows are written in any ledger."""

from __future__ import annotations

import shutil
from datetime import date, datetime, time
from pathlib import Path
from string import ascii_uppercase
from typing import TYPE_CHECKING

import openpyxl
import pytest

from weibao.compute.model import Incoming, Paper, PaperState
from weibao.compute.numbers import DocNumber
from weibao.compute.settings import Settings
from weibao.errors import WorkbookError
from weibao.findings import Severity
from weibao.sheets.ledger import create_ledger
from weibao.sheets.ledger_fill import fill_ledger
from weibao.sheets.ledger_read import read_office
from weibao.sheets.ledger_register import Opening, RegisterEdit, write_register
from weibao.sheets.live_edits import Edits

if TYPE_CHECKING:
    from weibao.findings import Finding
    from weibao.rulebook.model import Rulebook
    from weibao.sheets.package_values import Cell
    from weibao.workdays import WorkCalendar

OLD = Path(__file__).with_name("ledger-0.1.0.xlsx")
SIGNED, DATED, ISSUED = date(2026, 3, 9), date(2026, 3, 10), date(2026, 3, 12)


@pytest.fixture(scope="module")
def blank(village: Rulebook, calendar: WorkCalendar, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("register") / "核定台账.xlsx"
    create_ledger(path, village, {}, [], calendar, as_of=DATED)
    return path.read_bytes()


@pytest.fixture
def ledger(blank: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "核定台账.xlsx"
    path.write_bytes(blank)
    return path


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A ledger that version 0.1.0 made, without the newer columns and sheets."""
    return Path(shutil.copy(OLD, tmp_path / "核定台账.xlsx"))


def write(
    path: Path, rulebook: Rulebook, *edits: RegisterEdit, openings: tuple[Opening, ...] = (), live: Edits | None = None
) -> tuple[str, ...]:
    settings = Settings.build(rulebook, {})[0]
    return write_register(path, rulebook, settings, edits, openings=openings, live=live)


def read(path: Path, rulebook: Rulebook) -> tuple[tuple[Paper, ...], tuple[Incoming, ...], list[Finding]]:
    office, findings = read_office(path, rulebook)
    return office.register, office.incoming, [item for item in findings if item.sheet in ("文号登记", "收文登记")]


NEW: dict[str, Cell] = {
    "doc_no": "示谷管〔2026〕3号", "title": "关于整改的通知", "genre": "通知", "to": "谷文化站", "reviewer": "王核",
    "reviewed": SIGNED, "signer": "李签", "signed": SIGNED, "dated": DATED, "issued": ISSUED, "state": "印发",
    "file": "印发/督办通知/示谷管〔2026〕3号 甲.docx", "related": "示谷管〔2026〕1号", "note": "补发",
}  # fmt: skip


def whole(row: int) -> Paper:
    return Paper(
        title="关于整改的通知", doc_no="示谷管〔2026〕3号", number=DocNumber("示谷管", 2026, 3), genre="通知",
        to="谷文化站", reviewer="王核", reviewed=SIGNED, signer="李签", signed=SIGNED, dated=DATED, issued=ISSUED,
        state=PaperState.ISSUED, file="印发/督办通知/示谷管〔2026〕3号 甲.docx", related="示谷管〔2026〕1号",
        note="补发", row=row,
    )  # fmt: skip


@pytest.mark.parametrize("made_by", ["blank", "old"])
def test_what_is_written_is_read_again(made_by: str, village: Rulebook, request: pytest.FixtureRequest) -> None:
    path: Path = request.getfixturevalue("ledger" if made_by == "blank" else "old")
    write(path, village, RegisterEdit(0, "", "", NEW))
    papers, _, findings = read(path, village)
    assert papers == (whole(papers[0].row),)
    assert [item for item in findings if item.severity is not Severity.INFO] == []
    write(path, village, RegisterEdit(papers[0].row, papers[0].file, papers[0].doc_no, {"state": "撤回"}))
    assert read(path, village)[0][0].state is PaperState.WITHDRAWN


def test_an_older_ledger_gets_the_columns_on_the_right_with_the_look_of_its_own(old: Path, village: Rulebook) -> None:
    papers, letters, findings = read(old, village)
    assert (papers, letters, [item.code for item in findings]) == ((), (), ["ledger-sheets-absent"])
    before = [cell.value for cell in openpyxl.load_workbook(old)["文号登记"][3]]
    write(old, village, RegisterEdit(0, "", "", NEW))
    sheet = openpyxl.load_workbook(old)["文号登记"]
    heads = [cell.value for cell in sheet[3]]
    assert heads[: len(before)] == before
    assert heads[len(before) :] == ["核稿人", "核稿日期", "签发日期", "关联文号"]
    signed = sheet.cell(4, heads.index("签发日期") + 1)
    assert signed.value == datetime.combine(SIGNED, time())  # a day, not its serial number
    assert sheet.cell(3, len(heads)).font.bold == sheet.cell(3, 1).font.bold


def test_a_row_that_changed_meanwhile_is_not_written(ledger: Path, village: Rulebook) -> None:
    write(ledger, village, RegisterEdit(0, "", "", NEW))
    with pytest.raises(WorkbookError, match="改动"):
        write(ledger, village, RegisterEdit(4, "", "示谷管〔2026〕9号", {"note": "不是这一行"}))


def test_an_item_is_opened_once(ledger: Path, village: Rulebook) -> None:
    fill_ledger(ledger, village, {"督办": [("", {"督办编号": "1-01-I03"})]})
    first, again = Opening("1-01-I03", ISSUED, "示谷管〔2026〕3号"), Opening("1-01-I03", DATED, "示谷管〔2026〕4号")
    assert write(ledger, village, openings=(first, Opening("1-02-I03", ISSUED, ""))) == ("1-02-I03",)
    write(ledger, village, openings=(again,))
    assert read_office(ledger, village)[0].closures["1-01-I03"].opened == ISSUED


def test_a_number_that_was_taken_back_gives_way(ledger: Path, village: Rulebook) -> None:
    fill_ledger(ledger, village, {"督办": [("", {"督办编号": "1-01-I03"})]})
    write(ledger, village, RegisterEdit(0, "", "", NEW), openings=(Opening("1-01-I03", ISSUED, "示谷管〔2026〕3号"),))
    anew = Opening("1-01-I03", date(2026, 5, 6), "示谷管〔2026〕4号")
    (paper,) = read(ledger, village)[0]
    write(ledger, village, RegisterEdit(paper.row, paper.file, paper.doc_no, {"state": "撤回"}), openings=(anew,))
    closure = read_office(ledger, village)[0].closures["1-01-I03"]
    assert (closure.opened, closure.doc_no) == (anew.day, anew.doc_no)


def test_an_open_ledger_gets_the_same_as_edits(ledger: Path, village: Rulebook) -> None:
    before, live = ledger.read_bytes(), Edits()
    ledger.with_name(f"~${ledger.name}").touch()
    with pytest.raises(WorkbookError, match="打开"):
        write(ledger, village, RegisterEdit(0, "", "", NEW))
    write(ledger, village, RegisterEdit(0, "", "", NEW), live=live)
    assert ledger.read_bytes() == before
    assert {edit.value for edit in live.cells} == set(NEW.values())


BY: dict[str, Cell] = {"签发人": "李签", "签发日期": SIGNED}


def numbered(place: int, **more: Cell) -> dict[str, Cell]:
    return {"文号": f"示谷管〔2026〕{place}号", "成文日期": DATED, **BY, **more}


# What is typed into the rows, one below the other, and what is found there.
WRONG: list[tuple[dict[str, Cell], list[str]]] = [
    ({"文号": "三号文", "成文日期": DATED, **BY}, ["register-number-unreadable"]),
    ({"文号": "示谷管[2026]第02号", "成文日期": DATED, **BY}, ["register-number-read"]),
    (numbered(3, 状态="发了"), ["register-state-unknown"]),
    ({"文号": "示谷管〔2026〕4号", **BY}, ["register-lacking"]),
    (numbered(5, 状态="印发"), ["register-lacking"]),
    (numbered(6, 状态="作废"), ["register-lacking"]),
    (numbered(7, 签发日期=ISSUED, 印发日期=DATED), ["register-days-reversed"]),
    (numbered(8, 状态="作废", 备注="作废：写错"), []),
    ({"文号": "示谷管〔2026〕9号", "成文日期": DATED}, ["register-lacking", "register-lacking"]),
    ({"标题": "甲", "状态": "签发", "签发人": "李签"}, ["register-lacking"]),
    (numbered(10, 成文日期=date(2026, 3, 8)), ["register-days-reversed"]),
    ({"标题": "甲", "签发日期": SIGNED}, ["register-half-signed"]),
    ({"标题": "甲", "签发人": "李签"}, []),
    (numbered(11, 印发日期=SIGNED), ["register-days-reversed"]),
    ({"文号": "示谷管〔2025〕1号", "成文日期": DATED, **BY}, ["number-year"]),
]


def test_what_does_not_add_up_is_told_where_it_stands(ledger: Path, village: Rulebook) -> None:
    fill_ledger(ledger, village, {"文号登记": [("", typed) for typed, _ in WRONG]})
    papers, _, findings = read(ledger, village)
    assert [paper.row for paper in papers] == list(range(4, 4 + len(WRONG)))
    found = [[item.code for item in findings if item.cell.strip(ascii_uppercase) == str(paper.row)] for paper in papers]
    assert found == [codes for _, codes in WRONG]


def test_a_number_that_stands_twice_is_told_with_the_row_of_the_first(ledger: Path, village: Rulebook) -> None:
    fill_ledger(ledger, village, {"文号登记": [("", numbered(3)), ("", numbered(3))]})
    (item,) = read(ledger, village)[2]
    assert (item.code, item.cell) == ("register-number-twice", "A5")
    assert "第 4 行" in item.message


def test_letters_that_came_in(ledger: Path, village: Rulebook) -> None:
    letter: dict[str, Cell] = {
        "收文编号": "2026-1", "收文日期": DATED, "来文单位": "谷水务站", "标题": "关于整改情况的报告", "紧急程度": "急",
        "签收人": "张收", "承办人": "王核", "办理时限": ISSUED,
    }  # fmt: skip
    fill_ledger(ledger, village, {"收文登记": [("", letter)]})
    _, (item,), findings = read(ledger, village)
    assert item == Incoming(
        no="2026-1", received=DATED, sender="谷水务站", title="关于整改情况的报告", urgency="急", receiver="张收",
        handler="王核", due=ISSUED, row=4,
    )  # fmt: skip
    assert [found.code for found in findings] == ["incoming-urgency"]


def test_the_sheet_says_that_secrets_stay_out(ledger: Path) -> None:
    assert "涉密文件不在这里登记" in openpyxl.load_workbook(ledger)["收文登记"]["A2"].value


@pytest.mark.parametrize("typed", [{"立项日期": date(2026, 3, 11)}, {"办结": date(2026, 5, 5)}])
def test_a_day_of_the_office_stays_where_another_number_takes_the_place(
    ledger: Path, village: Rulebook, typed: dict[str, Cell]
) -> None:
    """As `openings.in_force` has it: a day that was typed, and all days of what was closed."""
    fill_ledger(ledger, village, {"督办": [("", {"督办编号": "1-01-I03"})]})
    write(ledger, village, RegisterEdit(0, "", "", NEW), openings=(Opening("1-01-I03", ISSUED, "示谷管〔2026〕3号"),))
    fill_ledger(ledger, village, {"督办": [("1-01-I03", typed)]})
    anew = Opening("1-01-I03", date(2026, 5, 6), "示谷管〔2026〕4号")
    (paper,) = read(ledger, village)[0]
    write(ledger, village, RegisterEdit(paper.row, paper.file, paper.doc_no, {"state": "重新印发"}), openings=(anew,))
    closure = read_office(ledger, village)[0].closures["1-01-I03"]
    assert (closure.opened, closure.doc_no) == (typed.get("立项日期", ISSUED), anew.doc_no)
