"""`collect --report`: what goes back to a unit, and that nothing it sent and nothing a clerk wrote is touched."""

from __future__ import annotations

import re
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

import pytest
from docx import Document
from openpyxl import load_workbook

from corpus import attacks_ods
from corpus.forgive_files import OLE
from weibao.campaign.charting import tables_of
from weibao.campaign.drafting import case_of
from weibao.campaign.pipeline import Report, collect
from weibao.campaign.return_slips import COPY, write_slips
from weibao.campaign.store import open_store
from weibao.compute.roles import own_indicators, own_vetoes
from weibao.documents.check import check_document
from weibao.documents.kinds import return_slip
from weibao.findings import finding
from weibao.resources import template
from weibao.sheets.frames import export_frames
from weibao.sheets.intake import read_return
from weibao.sheets.intake_margins import MARK_HEAD
from weibao.sheets.marked_copy import marked_copy
from weibao.texts import FINDINGS
from weibao.texts_returns import for_unit

if TYPE_CHECKING:
    from weibao.campaign.folder import Campaign
    from weibao.campaign.situation import Situation

AS_OF = date(2026, 3, 20)
LEVEL, OTHER, NOTE = "H6", "H7", "J8"
# How the codes of findings on returned files begin.
RETURNS = (
    "file-", "identity-", "archive-", "return-", "sheet-", "header-", "column-", "row-", "cell", "formula-", "score-",
    "level-", "levels-", "veto", "evidence-", "name-", "date-", "count-unreadable", "count-answer", "count-contradicts",
    "count-total", "count-impossible", "count-incomplete", "count-claim", "count-level", "counts-blank",
    "annual-", "statement-",
)  # fmt: skip


def answer(campaign: Campaign, **cells: object) -> Path:
    """The first unit fills these cells of 指标清单 in its issued checklist and returns it; `whole`: all others, too."""
    unit = campaign.rulebook.units[0]
    book = load_workbook(campaign.checklist(1, unit))
    if cells.pop("whole", False):
        cells = {OTHER: "达标", "H8": "达标", **cells}
        for row in book["负面清单"].iter_rows(min_row=5, max_col=4):
            row[3].value = "无" if row[0].value else None
    for cell, value in cells.items():
        book["指标清单"][cell] = str(value)
        book["指标清单"][cell].data_type = "s"
    path = campaign.returned(1) / "交回.xlsx"
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return path


def test_personal_things_in_a_checklist_are_told_with_the_cell_and_stand_nowhere_else(campaign: Campaign) -> None:
    answer(campaign, whole=True, H6="达标", J6="走访学生王小明家，电话13900001111，热线12345。", J7="已办结。")
    situation, _, files = report(campaign)
    (found,) = [item for item in situation.assessment.findings if item.code == "statement-personal"]
    unit = campaign.rulebook.units[0].id
    assert (found.unit, found.sheet, found.cell) == (unit, "指标清单", "J6")
    assert "“工作情况”里有手机号码、儿童姓名" in found.message
    assert situation.collected.submissions[unit].rows[0].statement == "走访学生王**家，电话139********，热线12345。"
    (slip,) = [campaign.root / name for name in files if name.endswith(".docx")]
    cells = [cell.text for row in Document(str(slip)).tables[0].rows for cell in row.cells]
    assert any(cell.startswith("指标清单 “工作情况” J6") for cell in cells)
    assert any("请改写成看不出具体个人的内容，重新报送" in cell for cell in cells)
    ledger = load_workbook(campaign.ledger)
    made = export_frames(tables_of(situation), campaign.root / "导出", "csv")
    shown = [*("".join(str(cell) for row in sheet.values for cell in row) for sheet in ledger)]
    shown += [slip.read_bytes().hex(), *(path.read_text("utf-8-sig") for path in made), *cells]
    assert any("学生王**家" in text for text in shown)
    assert not any(thing in text for text in shown for thing in ("王小明", "13900001111"))


def report(campaign: Campaign) -> tuple[Situation, Report, list[str]]:
    with open_store(campaign.history) as store:
        situation, _ = collect(campaign, store, as_of=AS_OF)
        done = Report()
        return situation, done, write_slips(situation, store, done)


def test_a_slip_and_a_marked_copy_and_nothing_else_is_touched(campaign: Campaign) -> None:
    sent = answer(campaign, **{LEVEL: "基本完成", OTHER: "√", NOTE: "=正在推进"})
    before = (sent.read_bytes(), sent.stat().st_mtime_ns)
    situation, done, files = report(campaign)
    assert (sent.read_bytes(), sent.stat().st_mtime_ns) == before
    slip, copy = (campaign.root / name for name in sorted(files, key=lambda name: name.endswith(COPY)))
    assert done.written == files
    assert [item.level for item in check_document(slip.read_bytes()) if item.level != "hint"] == []
    marked, issued = load_workbook(copy), load_workbook(sent)
    sheet = marked["指标清单"]
    assert sheet[LEVEL].comment.text.startswith(MARK_HEAD)
    assert "基本完成" in sheet[LEVEL].comment.text
    colours = {sheet[cell].fill.start_color.rgb[-6:] for cell in (LEVEL, OTHER)}
    assert colours == {"FFC7CE", "FFEB9C"}
    assert (sheet[NOTE].value, sheet[NOTE].data_type) == ("=正在推进", "s")
    for name in issued.sheetnames:
        ours, theirs = marked[name], issued[name]
        assert ours.data_validations.count == theirs.data_validations.count
        assert ours.protection.sheet == theirs.protection.sheet
        formulas = [
            (cell.coordinate, str(cell.value)) for row in theirs.iter_rows() for cell in row if cell.data_type == "f"
        ]
        assert [at for at, _ in formulas if ours[at].data_type != "f"] == []
    _, done, same = report(campaign)
    assert (same, done.written) == (files, [])
    back = read_return(copy, situation.grounds.rulebook, situation.grounds.settings, file="x")
    assert [item.code for item in back.findings if item.code == "comment-left"] == []
    assert back.submission is not None
    assert back.submission.rows == situation.collected.submissions["D01"].rows


def test_what_was_left_blank_goes_back_cell_by_cell_and_scores_nothing(campaign: Campaign) -> None:
    answer(campaign, **{LEVEL: "达标"})
    situation, _, files = report(campaign)
    found = {item.code: item for item in situation.assessment.findings if item.code.endswith("-blank")}
    assert set(found) == {"levels-blank", "vetoes-blank"}  # one finding per sheet
    assert "H8（I04）" in found["levels-blank"].message
    assert LEVEL not in found["levels-blank"].message
    assert situation.assessment.units[0].findings == len([one for one in found.values() if one.unit == "D01"])
    [copy] = [name for name in files if name.endswith(COPY)]
    book = load_workbook(campaign.root / copy)
    rulebook = campaign.rulebook
    claimed = [item.id for item, role in own_indicators(rulebook, "D01") if role.claims]
    marked = [cell.row for (cell,) in book["指标清单"]["H6:H40"] if cell.comment]
    assert [book["指标清单"][f"B{row}"].value for row in marked] == claimed
    vetoes = [cell.row for (cell,) in book["负面清单"]["D1:D40"] if cell.comment and MARK_HEAD in cell.comment.text]
    assert len(vetoes) == len(own_vetoes(rulebook, "D01"))
    assert situation.assessment.vetoes[0].silent  # blank is no 无


def test_what_a_hand_wrote_stays_and_what_is_mended_goes(campaign: Campaign) -> None:
    sent = answer(campaign, **{LEVEL: "基本完成"})
    _, _, (slip, copy) = report(campaign)
    book = load_workbook(campaign.root / copy)
    book["指标清单"]["U1"] = "请本周内改好"
    book.save(campaign.root / copy)
    touched = (campaign.root / copy).read_bytes()
    answer(campaign, **{LEVEL: "差不多"})
    _, done, files = report(campaign)
    assert [item.code for item in done.findings if item.file == copy] == ["copy-changed"]
    assert (campaign.root / copy).read_bytes() == touched
    assert files == [slip, copy.replace(COPY, f"{COPY.removesuffix('.xlsx')}（新）.xlsx")]
    answer(campaign, whole=True, **{LEVEL: "达标"})
    _, done, files = report(campaign)
    assert files == []
    assert not (campaign.root / slip).exists()
    assert [item.file for item in done.findings if item.code == "copy-left"] == [copy]
    assert sorted(path.name for path in (campaign.root / slip).parent.iterdir()) == [Path(copy).name]
    assert sent.exists()


def test_the_template_is_ours_and_holds_what_the_slip_gives() -> None:
    from weibao.documents.render import Renderer

    kind = return_slip.KIND
    assert template(kind.template).read_bytes() == kind.build()
    assert Renderer(template(kind.template), kind.fields).variables <= set(kind.fields)


def test_a_book_that_cannot_be_marked_is_refused(tmp_path: Path) -> None:
    from weibao.sheets.intake_package import PackageError

    with pytest.raises(PackageError):
        marked_copy(b"no workbook", (), author="某办", on=AS_OF)
    with pytest.raises(PackageError, match=r"交回的是旧的 \.xls 格式"):  # by whatever name it came
        marked_copy(OLE + "Workbook\0".encode("utf-16-le"), (), author="某办", on=AS_OF)


@pytest.mark.parametrize("windows", [False, True])
def test_an_open_copy_is_left_alone_and_the_new_one_lies_beside(
    campaign: Campaign, monkeypatch: pytest.MonkeyPatch, windows: bool
) -> None:
    answer(campaign, **{LEVEL: "基本完成"})
    [copy] = [campaign.root / name for name in report(campaign)[2] if name.endswith(COPY)]
    before = copy.read_bytes()
    answer(campaign, **{LEVEL: "差不多", OTHER: "√"})
    lock = copy.with_name(f".~lock.{copy.name}#")
    scratch = copy.with_name(".wb-killed.xlsx")
    scratch.write_bytes(b"half")
    if windows:  # no lock file, and what would take it away is refused
        real = Path.replace, Path.unlink

        def replacing(path: Path, target: Path) -> Path:
            if target == copy:
                raise PermissionError(13, "in use", str(target))
            return real[0](path, target)

        def unlinking(path: Path, missing_ok: bool = False) -> None:
            if path == copy:
                raise PermissionError(13, "in use", str(path))
            real[1](path, missing_ok)

        monkeypatch.setattr(Path, "replace", replacing)
        monkeypatch.setattr(Path, "unlink", unlinking)
    else:
        lock.write_text("office")
    _, done, files = report(campaign)
    beside = copy.with_name(f"{copy.stem}（新）.xlsx")
    assert copy.read_bytes() == before
    assert campaign.relative(beside) in files
    assert [item.code for item in done.findings if item.file == campaign.relative(copy)] == ["output-open"]
    assert not scratch.exists()
    assert campaign.slips.name == return_slip.FOLDER
    monkeypatch.undo()
    lock.unlink(missing_ok=True)
    assert campaign.relative(copy) in report(campaign)[2]
    assert copy.read_bytes() != before
    assert not beside.exists()


def words_of(path: Path) -> str:
    return "\n".join(paragraph.text for paragraph in Document(str(path)).paragraphs)


def rows_of(path: Path) -> list[list[str]]:
    """What is to be mended, row by row."""
    return [[cell.text for cell in row.cells] for row in Document(str(path)).tables[0].rows][1:]


@pytest.mark.parametrize("spoilt", ["sheet", "row", "macros"])
def test_without_a_copy_the_slip_names_the_issued_list_and_promises_nothing(campaign: Campaign, spoilt: str) -> None:
    sent = answer(campaign, **{LEVEL: "基本完成"})
    if spoilt == "macros":
        with zipfile.ZipFile(sent, "a") as package:
            package.writestr("xl/vbaProject.bin", b"macros")
    else:
        book = load_workbook(sent)
        if spoilt == "sheet":
            del book["负面清单"]
        else:
            book["指标清单"].delete_rows(8)
        book.save(sent)
    _, done, files = report(campaign)
    [slip] = files
    text = words_of(campaign.root / slip)
    assert "没有附标好的清单副本" in text
    assert "原来下发给你单位的 .xlsx 清单" in text
    assert "随附的清单副本" not in text
    assert "不用重填" not in text
    assert [item.code for item in done.findings if item.file.startswith("回收/")] == ["return-not-marked"]


def ods_of(sent: Path) -> bytes:
    """The same values as an OpenDocument sheet."""
    tables = []
    for sheet in load_workbook(sent):
        texts = ([escape(str("" if value is None else value)) for value in values] for values in sheet.values)
        lines = "".join(attacks_ods.row("".join(map(attacks_ods.cell, line))) for line in texts)
        tables.append(f'<table:table table:name="{sheet.title}">{lines}</table:table>')
    made = attacks_ods.ods("")(sent.parent, sent)
    with zipfile.ZipFile(made) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    made.unlink()
    body = parts["content.xml"].decode()
    start, end = body.index("<table:table "), body.index("</office:spreadsheet>")
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for name, content in (parts | {"content.xml": (body[:start] + "".join(tables) + body[end:]).encode()}).items():
            package.writestr(name, content)
    return target.getvalue()


@pytest.mark.parametrize("zipped", [False, True])
def test_a_return_that_is_read_and_cannot_be_marked_is_not_called_damaged(campaign: Campaign, zipped: bool) -> None:
    sent = answer(campaign, **{LEVEL: "基本完成"})
    content = ods_of(sent)
    sent.unlink()
    if zipped:
        with zipfile.ZipFile(sent.with_suffix(".zip"), "w") as package:
            package.writestr("清单.ods", content)
    else:
        sent.with_suffix(".ods").write_bytes(content)
    situation, done, files = report(campaign)
    assert situation.collected.submissions["D01"].file.endswith(".zip/清单.ods" if zipped else "交回.ods")
    [slip] = files
    text = words_of(campaign.root / slip)
    assert "交回的是 .ods 格式，内容已照常读取，只是不能在上面标注" in text
    assert "请照表中所列，在原来下发给你单位的 .xlsx 清单上改" in text
    [told] = [item.message for item in done.findings if item.code == "return-not-marked"]
    assert told.startswith("交回的是 .ods 格式")
    assert "损坏" not in text + told


def test_one_blank_answer_is_told_with_its_cell(campaign: Campaign) -> None:
    sent = answer(campaign, whole=True, **{LEVEL: "达标"})
    book = load_workbook(sent)
    sheet = book["负面清单"]
    sheet["D5"].value = None
    book.save(sent)
    _, _, files = report(campaign)
    [place] = [place for _, place, text in rows_of(campaign.root / files[0]) if "没有选有无发生" in text]
    assert place == "负面清单 “有无发生” D5"


@pytest.mark.parametrize("book", ["清单", "年度工作情况表"])
@pytest.mark.parametrize(
    ("used", "unmarked", "said"),
    [
        ("", "", "请在下发给你单位的{}上填写。"),
        ("a.xlsx", "缺了行", "没有附标好的{0}副本（缺了行）；请照表中所列，在原来下发给你单位的 .xlsx {0}上改"),
        ("a.xlsx", "", ""),
    ],
)
def test_where_a_unit_mends_what_it_sent(book: str, used: str, unmarked: str, said: str) -> None:
    assert said.format(book) in return_slip._where(used, unmarked, book)


def test_the_slip_speaks_to_the_unit() -> None:
    told = {code: for_unit(text.message) for code, text in FINDINGS.items()
            if not return_slip._OURS.match(code) and code.startswith(RETURNS)}  # fmt: skip
    assert len(told) > 30
    ours = re.compile(
        r"请单位|提醒单位|向单位|(?<![你别的任何配合])单位(?!名称|和说明|的清单|的指标|的，)|放入|双击|启用内容"
    )
    assert {code: text for code, text in told.items() if ours.search(text)} == {}
    assert "你单位" in told["evidence-foreign"]


def test_a_slip_goes_through_the_list_sheet_by_sheet() -> None:
    places = [
        ("负面清单", "D5"),
        ("佐证材料", "C4"),
        ("指标清单", "H10"),
        ("", ""),
        ("指标清单", ""),
        ("指标清单", "J9"),
    ]
    found = [finding("level-blank", file="回收/第1轮/a.xlsx", sheet=sheet, cell=cell) for sheet, cell in places]
    assert [(item.sheet, item.cell) for item in sorted(found, key=return_slip._in_the_list)] == [
        ("", ""), ("指标清单", ""), ("指标清单", "J9"), ("指标清单", "H10"), ("佐证材料", "C4"), ("负面清单", "D5"),
    ]  # fmt: skip


def test_a_column_put_in_between_is_one_remark_and_not_our_own_headings(campaign: Campaign) -> None:
    sent = answer(campaign, **{LEVEL: "达标"})
    book = load_workbook(sent)
    sheet = book["指标清单"]
    before = [sheet[cell].value for cell in ("H4", "K4")]
    sheet.insert_cols(8)
    sheet["H5"], sheet["H6"] = "经办人", "王样例"
    assert [sheet[cell].value for cell in ("I4", "L4")] == before  # they have moved, and are still ours
    assert all(before)
    book.save(sent)
    situation, _, _ = report(campaign)
    told = [(item.code, item.message) for item in situation.collected.findings if item.sheet == "指标清单"]
    assert [code for code, _ in told if code in ("note-left", "column-extra")] == ["column-extra"]
    assert "经办人" in dict(told)["column-extra"]
    sheet["I6"] = "基本完成"
    book.save(sent)
    _, _, files = report(campaign)
    [place] = [place for _, place, text in rows_of(campaign.root / files[0]) if "基本完成" in text]
    assert place.startswith("指标清单 “完成情况” I6（I01")  # in the list as it was issued it is H6


def test_the_same_in_many_rows_is_one_line_of_the_slip_and_marked_cell_by_cell(campaign: Campaign) -> None:
    sent = answer(campaign, whole=True, **{LEVEL: "达标"})
    book = load_workbook(sent)
    sheet = book["佐证材料"]
    for row in range(5, 12):
        sheet[f"B{row}"], sheet[f"C{row}"], sheet[f"F{row}"] = "I01", f"材料{row}", "制度文件"
    book.save(sent)
    situation, _, files = report(campaign)
    slip, copy = (campaign.root / name for name in sorted(files, key=lambda name: name.endswith(COPY)))
    found = [item for item in situation.assessment.findings if item.code == "type-unreadable"]
    assert [item.cell for item in found] == [f"F{row}" for row in range(5, 12)]
    places = [place for _, place, text in rows_of(slip) if "制度文件" in text]
    assert [place.split("（")[0] for place in places] == ["佐证材料 “材料类型” F5:F11，共 7 行"]
    mend, _ = return_slip.to_mend(case_of(situation), "D01", return_slip.returned_rounds(case_of(situation))[0])
    assert f"有{len(mend)}处需要修改" in words_of(slip)
    assert (len(mend), len(rows_of(slip))) == (14, 2)  # each without a date, too
    marked = load_workbook(copy)["佐证材料"]
    assert all("制度文件" in marked[item.cell].comment.text for item in found)


def test_what_the_unit_typed_is_quoted_as_it_stands() -> None:
    assert for_unit("填的是“本单位不涉及，请单位自查”，本单位请改") == "填的是“本单位不涉及，请单位自查”，你单位请改"
