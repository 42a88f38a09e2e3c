"""The package patcher: what is not ours is copied raw, what is ours is changed cell by cell."""

from __future__ import annotations

import zipfile
import zlib
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.comments import Comment

from corpus.packages import raw_zip
from weibao.errors import WorkbookError
from weibao.sheets.package import Package
from weibao.sheets.package_sheet import SheetXml
from weibao.sheets.package_zip import read_zip

pytestmark = pytest.mark.filterwarnings(
    "ignore:.*extension is not supported:UserWarning"
)  # openpyxl, which we only read with

NS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Two visible sheets with much that a library would lose, and a hidden one."""
    path = tmp_path / "台账.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        workbook.set_properties({"created": datetime(2023, 1, 1)})  # noqa: DTZ001
        sheet = workbook.add_worksheet("人填")
        yellow = workbook.add_format({"bg_color": "#FFFF00", "num_format": "0.0"})
        sheet.write_string("A1", "键")
        sheet.write_string("A2", "I01")
        sheet.write_blank("B2", None, yellow)
        sheet.write_formula("C2", "=B2*2", yellow, 0)
        sheet.write_comment("A2", "批注在此")
        sheet.insert_textbox("E2", "文本框")
        sheet.conditional_format("B2:B9", {"type": "data_bar", "data_bar_2010": True})
        sheet.data_validation("B2", {"validate": "decimal", "criteria": ">=", "value": 0})
        chart = workbook.add_chart({"type": "bar"})
        chart.add_series({"values": "=人填!$C$2:$C$3"})
        sheet.insert_chart("G2", chart)
        other = workbook.add_worksheet("别的")
        other.write_number("A1", 1)
        hidden = workbook.add_worksheet("_claims")
        hidden.write_string("A1", "key")
        hidden.hide()
        workbook.define_name("wb_cell", "='人填'!$B$2")
    return path


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as container:
        return {name: container.read(name) for name in container.namelist()}


def raw(path: Path) -> dict[str, tuple[bytes, tuple[int, ...]]]:
    """Compressed bytes and time of every member."""
    from weibao.sheets.package_zip import _raw

    container = read_zip(path)
    return {info.filename: (_raw(container, info), info.date_time) for info in container.infolist()}


def repack(path: Path, **changes: bytes | None) -> None:
    """Rewrite members of a file; keys use __ for /, a dot stays."""
    members = parts(path)
    for name, content in changes.items():
        members[name] = content  # type: ignore[assignment]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in members.items():
            if content is not None:
                out.writestr(name, content)


def test_everything_else_is_copied_raw(book: Path) -> None:
    before = raw(book)
    package = Package(book)
    package.sheet("人填").put(2, 2, 1.5)
    assert package.replace_sheet("_claims", [["key", "claimed"], ["I01", 1.5]])
    package.save()
    after = raw(book)
    assert list(after) == list(before)
    changed = {name for name in before if after[name] != before[name]}
    assert changed == {"xl/worksheets/sheet1.xml", "xl/worksheets/sheet3.xml"}  # XlsxWriter asks for calculation itself
    assert all(after[name][1] == (1980, 1, 1, 0, 0, 0) for name in changed)
    with zipfile.ZipFile(book) as container:
        assert container.testzip() is None


def test_an_edited_cell_keeps_its_style_and_everything_around_it(book: Path) -> None:
    before = parts(book)["xl/worksheets/sheet1.xml"].decode()
    package = Package(book)
    package.sheet("人填").put(2, 2, 1.5)
    package.save()
    after = parts(book)["xl/worksheets/sheet1.xml"].decode()
    for kept in ("extLst", "x14:dataBar", "legacyDrawing", "dataValidation", 'xmlns:x14ac="', "conditionalFormatting"):
        assert (kept in after) == (kept in before), kept
    old = openpyxl.load_workbook(book)["人填"]["B2"]
    assert (old.value, old.fill.fgColor.rgb, old.number_format) == (1.5, "FFFFFF00", "0.0")


def test_nothing_new_means_nothing_changed(book: Path) -> None:
    package = Package(book)
    assert not package.replace_sheet("_claims", [["key"], []])
    package.sheet("人填").put(2, 1, "I01")
    assert not package.changed


def test_saving_twice_gives_the_same_bytes(book: Path, tmp_path: Path) -> None:
    results = []
    for name in ("一.xlsx", "二.xlsx"):
        package = Package(book)
        package.replace_sheet("_claims", [["key"], ["I02"]])
        package.save(tmp_path / name)
        results.append((tmp_path / name).read_bytes())
    assert results[0] == results[1]


def test_refreshing_changes_what_a_formula_shows_and_nothing_else(book: Path) -> None:
    package = Package(book)
    sheet = package.sheet("人填")
    assert sheet.refresh(2, 3, 3)
    assert not sheet.refresh(2, 3, 3)
    assert not sheet.refresh(2, 1, "kein")  # no formula there
    package.save()
    cell = openpyxl.load_workbook(book)["人填"]["C2"]
    shown = openpyxl.load_workbook(book, data_only=True)["人填"]["C2"]
    assert (cell.value, shown.value, cell.fill.fgColor.rgb) == ("=B2*2", 3, "FFFFFF00")


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ("=1+1", "=1+1"),
        ("  空格 ", "  空格 "),
        ("两\r\n行", "两\n行"),
        ("_x0041_", "_x0041_"),
        ("控\x07制", "控制"),
        ("<&>\"'", "<&>\"'"),
        (date(2023, 9, 30), 45199.0),
        (True, True),
        (0, 0.0),
        (None, None),
        ("", None),
    ],
)
def test_values_come_back_as_put(book: Path, value: object, read: object) -> None:
    package = Package(book)
    package.sheet("人填").put(9, 9, "先有")
    package.sheet("人填").put(9, 9, value)  # type: ignore[arg-type]
    package.replace_sheet("_claims", [[value]])  # type: ignore[list-item]
    package.save()
    again = Package(book)
    assert again.sheet("人填").value(9, 9) == read
    assert again.sheet("_claims").value(1, 1) == read


def test_a_shorter_sheet_leaves_nothing_of_the_longer(book: Path) -> None:
    package = Package(book)
    package.replace_sheet("_claims", [["甲", 1], ["乙", 2], ["丙", 3]])
    sheet = package.sheet("_claims")
    assert sheet.value(3, 1) == "丙"
    package.replace_sheet("_claims", [["丁", 4]])
    assert sheet.grid() == {1: {1: "丁", 2: 4.0}}
    assert sheet.row_numbers() == [1]
    package.save()
    assert Package(book).sheet("_claims").grid() == {1: {1: "丁", 2: 4.0}}


def test_a_whole_row_of_cells_in_order(book: Path) -> None:
    package = Package(book)
    sheet = package.sheet("人填")
    for column in (5, 2, 9, 1, 4):
        sheet.put(7, column, column)
    for row in (5, 30, 6):
        sheet.put(row, 1, row)
    package.save()
    values = openpyxl.load_workbook(book)["人填"]
    assert [values.cell(7, column).value for column in range(1, 10)] == [1, 2, None, 4, 5, None, None, None, 9]
    xml = SheetXml(parts(book)["xl/worksheets/sheet1.xml"], (), "sheet1")
    assert xml.row_numbers() == [1, 2, 5, 6, 7, 30]


def test_sheets_of_other_writers_are_understood() -> None:
    """Prefixes, cells without addresses, shared and rich strings, shared formulas, styles of rows and columns."""
    xml = f"""<?xml version="1.0"?>
<x:worksheet xmlns:x="{NS}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="x14ac"
 xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac">
<x:cols><x:col min="2" max="3" style="7"/></x:cols>
<x:sheetData>
<x:row x14ac:dyDescent="0.2"><x:c t="s"><x:v>0</x:v></x:c><x:c t="s"><x:v>1</x:v></x:c></x:row>
<x:row s="4" customFormat="1"><x:c><x:f t="shared" ref="A2:A3" si="0">B2*2</x:f><x:v>4</x:v></x:c></x:row>
<x:row><x:c><x:f t="shared" si="0"/><x:v>6</x:v></x:c></x:row>
</x:sheetData></x:worksheet>""".encode()
    sheet = SheetXml(xml, ("键", "值"), "sheet")
    assert [sheet.value(1, 1), sheet.value(1, 2), sheet.value(3, 1)] == ["键", "值", 6.0]
    assert sheet.formula(3, 1) == "B2*2"
    sheet.put(2, 2, "新")
    sheet.put(3, 3, 5)
    sheet.put(5, 1, 1)
    text = sheet.to_bytes().decode()
    assert '<x:c r="B2" s="4" t="inlineStr"><x:is><x:t xml:space="preserve">新</x:t></x:is></x:c>' in text
    assert '<x:c r="C3" s="7"><x:v>5</x:v></x:c>' in text
    assert 'mc:Ignorable="x14ac"' in text
    assert 'x14ac:dyDescent="0.2"' in text
    assert '<x:row r="5"><x:c r="A5"><x:v>1</x:v></x:c></x:row>' in text


SHARED = f"""<worksheet xmlns="{NS}"><sheetData>
<row r="2"><c r="A2"><f t="shared" ref="A2:A4" si="0">B2+1</f><v>1</v></c></row>
<row r="3"><c r="A3"><f t="shared" si="0"/><v>2</v></c></row>
<row r="4"><c r="A4"><f t="shared" si="0"/><v>3</v></c></row>
</sheetData></worksheet>""".encode()


@pytest.mark.parametrize("asked_before", [False, True])
def test_cells_that_share_a_formula_keep_it_when_the_first_gets_another(asked_before: bool) -> None:
    sheet = SheetXml(SHARED, (), "sheet")
    if asked_before:
        assert sheet.formula(3, 1) == "B2+1"
    sheet.put_formula(2, 1, "C2", 5)
    assert [sheet.formula(row, 1) for row in (2, 3, 4)] == ["C2", "B3+1", "B4+1"]
    assert b"shared" not in sheet.to_bytes()
    assert [SheetXml(sheet.to_bytes(), (), "sheet").formula(row, 1) for row in (2, 3, 4)] == ["C2", "B3+1", "B4+1"]


@pytest.mark.parametrize("asked_before", [False, True])
def test_other_words_for_a_shared_formula_are_those_of_all(asked_before: bool) -> None:
    sheet = SheetXml(SHARED, (), "sheet")
    if asked_before:
        assert sheet.formula(3, 1) == "B2+1"
    sheet.reword(2, 1, "B2+2")
    assert [sheet.formula(row, 1) for row in (2, 3, 4)] == ["B2+2"] * 3


def test_the_list_of_calculation_order_goes_with_all_that_names_it(book: Path) -> None:
    members = parts(book)
    types = members["[Content_Types].xml"].replace(
        b"</Types>",
        b'<Override PartName="/xl/calcChain.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        b'spreadsheetml.calcChain+xml"/></Types>',
    )
    relations = members["xl/_rels/workbook.xml.rels"].replace(
        b"</Relationships>",
        b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain"'
        b' Target="calcChain.xml"/></Relationships>',
    )
    workbook = members["xl/workbook.xml"].replace(b' fullCalcOnLoad="1"', b"")
    assert workbook != members["xl/workbook.xml"]
    repack(
        book,
        **{
            "[Content_Types].xml": types,
            "xl/_rels/workbook.xml.rels": relations,
            "xl/workbook.xml": workbook,
            "xl/calcChain.xml": f'<calcChain xmlns="{NS}"><c r="C2" i="1"/></calcChain>'.encode(),
        },
    )
    package = Package(book)
    package.replace_sheet("_claims", [["neu"]])
    package.save()
    after = parts(book)
    assert "xl/calcChain.xml" not in after
    assert b"calcChain" not in after["[Content_Types].xml"] + after["xl/_rels/workbook.xml.rels"]
    assert b'fullCalcOnLoad="1"' in after["xl/workbook.xml"]


def test_a_file_saved_by_openpyxl_works_too(book: Path) -> None:
    workbook = openpyxl.load_workbook(book)
    workbook.create_sheet("新表", 0)["A1"] = "我加的"
    workbook["人填"]["D2"].comment = Comment("新批注", "我")
    workbook.save(book)
    package = Package(book)
    assert list(package.sheets) == ["新表", "人填", "别的", "_claims"]
    assert package.names["wb_cell"] == ("人填", 2, 2)
    assert package.sheet("人填").value(1, 1) == "键"
    package.replace_sheet("_claims", [["key", "I01"]])
    package.save()
    again = openpyxl.load_workbook(book)
    assert again["新表"]["A1"].value == "我加的"
    assert again["人填"]["D2"].comment.text == "新批注"
    assert again["_claims"]["B1"].value == "I01"


def test_somebody_else_saved_in_between(book: Path) -> None:
    package = Package(book)
    package.sheet("人填").put(2, 2, 1)
    book.write_bytes(book.read_bytes() + b"\0")
    changed = book.read_bytes()
    with pytest.raises(WorkbookError, match="刚刚被别的程序保存过"):
        package.save()
    assert book.read_bytes() == changed


def _truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-400])


def _flipped(path: Path) -> None:
    data = bytearray(path.read_bytes())
    info = zipfile.ZipFile(path).getinfo("xl/worksheets/sheet1.xml")
    data[info.header_offset + 200] ^= 0xFF
    path.write_bytes(bytes(data))


def _encrypted(path: Path) -> None:
    data = bytearray(path.read_bytes())
    start = data.index(b"PK\x01\x02")
    data[start + 8] |= 1
    path.write_bytes(bytes(data))


def test_a_part_that_unfolds_to_more_than_the_directory_says_is_not_opened(book: Path) -> None:
    """`zipfile` reads as much as the directory says; whoever reads the same file after us unfolds all of it."""
    honest: list[tuple[bytes, bytes, dict[str, int]]] = [
        (name.encode(), content, {}) for name, content in parts(book).items()
    ]
    book.write_bytes(raw_zip(honest))
    assert read_zip(book).testzip() is None
    lie = {"size": 100, "crc": zlib.crc32(bytes(100))}
    book.write_bytes(raw_zip([*honest, (b"xl/media/a.bin", bytes(4 * 2**20), lie)]))
    with zipfile.ZipFile(book) as container:
        assert container.testzip() is None
    with pytest.raises(WorkbookError, match="已损坏"):
        read_zip(book)


@pytest.mark.parametrize(("may", "says"), [(False, "没有读取权限，读不了"), (True, "正被另一个程序占用，读不了")])
def test_a_ledger_that_nobody_may_read_is_not_called_open(
    book: Path, monkeypatch: pytest.MonkeyPatch, *, may: bool, says: str
) -> None:
    def refuse(_path: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    monkeypatch.setattr("os.access", lambda *_: may)
    with pytest.raises(WorkbookError, match=says):
        read_zip(book)


def test_a_part_that_unfolds_in_one_go_is_not_opened(book: Path) -> None:
    with zipfile.ZipFile(book, "a", zipfile.ZIP_BZIP2) as container:
        container.writestr("xl/media/a.bin", bytes(1000))
    with pytest.raises(WorkbookError, match="已损坏"):
        read_zip(book)


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda path: path.unlink(), "找不到"),
        (lambda path: path.write_bytes(b""), "已损坏"),
        (lambda path: path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)), "打开密码"),
        (_truncated, "已损坏"),
        (_flipped, "已损坏"),
        (_encrypted, "加密"),
        (lambda path: repack(path, **{"xl/workbook.xml": b"<workbook"}), "已损坏"),
        (lambda path: repack(path, **{"_rels/.rels": None}), "缺少部件"),
        (lambda path: repack(path, **{"xl/worksheets/sheet1.xml": b"<other/>"}), "不是工作表"),
        (
            lambda path: repack(
                path,
                **{"xl/worksheets/sheet1.xml": b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'},
            ),
            "DOCTYPE",
        ),
    ],
)
def test_what_cannot_be_read_is_said_in_words(book: Path, spoil: object, words: str) -> None:
    spoil(book)  # type: ignore[operator]
    with pytest.raises(WorkbookError, match=words) as error:
        Package(book).sheet("人填")
    assert "Traceback" not in str(error.value)


def test_a_zip_bomb_is_refused_before_unpacking(book: Path) -> None:
    with zipfile.ZipFile(book, "a", zipfile.ZIP_DEFLATED) as out, out.open("xl/bomb.xml", "w") as member:
        for _ in range(401):
            member.write(bytes(1024 * 1024))
    with pytest.raises(WorkbookError, match="大得不正常"):
        Package(book)


def test_a_missing_sheet_is_named(book: Path) -> None:
    with pytest.raises(WorkbookError, match="没有工作表“_items”"):
        Package(book).replace_sheet("_items", [])
