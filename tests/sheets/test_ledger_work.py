"""The sheet 工作制度: what is read, what the program notes in it, and ledgers that do not have it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from sheets.ledger_sample import fresh_ledger
from sheets.ledger_view import alone
from weibao.compute.model import Office, Paper, PaperState
from weibao.compute.work import Work, with_papers
from weibao.sheets.layout import WORK
from weibao.sheets.ledger_book import LedgerBook
from weibao.sheets.ledger_fill import fill_ledger
from weibao.sheets.ledger_read import read_office
from weibao.sheets.ledger_work import note_papers

if TYPE_CHECKING:
    from weibao.rulebook.model import Rulebook
    from weibao.sheets.package_values import Cell
    from weibao.workdays import WorkCalendar

START, END, SENT = date(2023, 9, 4), date(2023, 9, 8), date(2023, 10, 8)
NUMBER = "皋未保办〔2023〕7号"
FIRST: dict[str, Cell] = {
    "编号": "d1", "制度": "联合调研", "主题": "学校保护", "组织单位": "市教育局", "参加单位": "市公安局",
    "开始日期": START, "结束日期": END, "地点（对象）": "3个镇", "主要情况": "走访学校6所\n座谈2次",
    "存在问题": "值守不够",
}  # fmt: skip


def test_a_survey_is_read_and_its_state_is_shown(rugao: Rulebook, calendar: WorkCalendar, tmp_path: Path) -> None:
    path = fresh_ledger(tmp_path / "核定台账.xlsx", rugao, calendar)
    fill_ledger(path, rugao, {WORK.sheet: [("", FIRST)], "设置": [("work_report_days", {"值": 15})]})
    office, findings = read_office(path, rugao)
    assert not [item for item in findings if item.sheet == WORK.sheet]
    (work,) = office.work
    units = {unit.name: unit.id for unit in rugao.units}
    assert work == Work(
        id="D1", system="ZD1", topic="学校保护", organisers=(units["市教育局"],),
        units=(units["市公安局"],), start=START, end=END, place="3个镇",
        facts=("走访学校6所", "座谈2次"), problems=("值守不够",),
    )  # fmt: skip
    sheet = alone(path, WORK.sheet, data_only=True)[WORK.sheet]
    shown = [next(sheet.iter_rows(4, 4, values_only=True))[WORK.number(key) - 1] for key in ("days_left", "status")]
    assert shown == [-16, "逾期未报"]


def test_what_cannot_be_is_said(rugao: Rulebook, calendar: WorkCalendar, tmp_path: Path) -> None:
    path = fresh_ledger(tmp_path / "核定台账.xlsx", rugao, calendar)
    rows: list[tuple[str, dict[str, Cell]]] = [
        ("", FIRST | {"制度": "走访", "开始日期": END, "结束日期": START}),
        ("", {"编号": "D2", "制度": "专题研究制度", "主题": "留守儿童"}),
        ("", {"编号": "D3", "主题": "没有选"}),
    ]
    fill_ledger(path, rugao, {WORK.sheet: rows})
    office, findings = read_office(path, rugao)
    assert [(work.id, work.system) for work in office.work] == [("D1", ""), ("D2", "ZD3"), ("D3", "")]
    assert [(item.code, item.cell) for item in findings if item.sheet == WORK.sheet] == [
        ("work-system-unknown", "B4"), ("work-days-reversed", "G4"), ("work-system-unknown", "B6"),
    ]  # fmt: skip
    assert "填的是“走访”" in findings[0].message


def test_number_and_day_come_from_the_register_once(rugao: Rulebook, calendar: WorkCalendar, tmp_path: Path) -> None:
    path = fresh_ledger(tmp_path / "核定台账.xlsx", rugao, calendar)
    fill_ledger(path, rugao, {WORK.sheet: [("", FIRST)]})
    paper = Paper(
        doc_no=NUMBER, dated=SENT, issued=SENT, state=PaperState.ISSUED, kind="survey_report", items=("D1",), row=4
    )

    def noted(*register: Paper) -> tuple[Work, bool]:
        office = read_office(path, rugao)[0]
        book = LedgerBook.open(path, rugao)
        note_papers(book, with_papers(rugao, Office(work=office.work, register=register)).work)
        if changed := book.package.changed:
            book.package.save()
        (work,) = read_office(path, rugao)[0].work
        return work, changed

    work, changed = noted(paper)
    assert (work.doc_no, work.sent, changed) == (NUMBER, SENT, True)
    assert noted(paper)[1] is False
    taken_back = Paper(doc_no=NUMBER, dated=SENT, issued=SENT, state=PaperState.WITHDRAWN, kind="survey_report", row=4)
    work, _ = noted(taken_back)
    assert (work.doc_no, work.sent) == ("", None)
    # A number that somebody typed and a paper that has only been numbered: the day stays open.
    fill_ledger(path, rugao, {WORK.sheet: [("D1", {"文号": "皋教〔2023〕5号"})]})
    work, changed = noted(paper)
    assert (work.doc_no, work.sent, changed) == ("皋教〔2023〕5号", None, False)


def test_older_workbooks_have_no_such_sheet(village: Rulebook) -> None:
    office, _ = read_office(Path(__file__).parent / "ledger-0.1.0.xlsx", village)
    assert office.work == ()
