"""A plain workbook gets macros and a ribbon: what must be there is, and everything else is as it was."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

import openpyxl
import pytest
import xlsxwriter
from lxml import etree

from hosts.excel.vba_reader import read_macros
from weibao.errors import WorkbookError
from weibao.hosts.excel.vba_project import Module, build_vba_project
from weibao.sheets.package_macros import code_names, with_macros

if TYPE_CHECKING:
    from collections.abc import Callable

    from xlsxwriter.chart import Chart

RIBBON = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<customUI xmlns="http://schemas.microsoft.com/office/2009/07/customui"><ribbon><tabs>'
    '<tab id="weibao" label="未保创建"/></tabs></ribbon></customUI>\n'
).encode()
TABS = ("清单", "核定 '23", "_calc", "督办")


def chart(book: xlsxwriter.Workbook) -> Chart:
    made = book.add_chart({"type": "column"})
    made.add_series({"values": "=督办!$A$1:$A$3"})
    return made


def workbook(*, chart_sheet: bool = False) -> bytes:
    """As the ledger is made: hidden and protected sheets, a picture of everything that a package can hold."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheets = [book.add_worksheet(name) for name in TABS]
        sheets[0].fit_to_pages(1, 0)  # this one has a <sheetPr> with a child
        sheets[0].set_tab_color("red")
        sheets[0].write_string("A1", "=不是公式 <&> \u3000全角")
        sheets[0].write_comment("A1", "批注")
        sheets[0].data_validation("B1:B9", {"validate": "list", "source": ["达标", "未达标"]})
        sheets[1].protect("pass")
        sheets[2].hide()
        sheets[2].write_array_formula("A1:B2", "{=WB_ROWS(清单!A1:A9)}", None, 1)
        sheets[3].insert_chart("D1", chart(book))
        book.define_name("基准日", "=清单!$B$1")
        if chart_sheet:
            book.add_chartsheet("图").set_chart(chart(book))
    return buffer.getvalue()


def vba(package: bytes) -> bytes:
    modules = [Module(name, "", "document") for name in code_names(package)]
    return build_vba_project([*modules, Module("Main", "Sub WB_Go()\nEnd Sub\n", "standard")])


def macro_workbook(package: bytes, *, ribbon: bytes | None = RIBBON, addin: bool = False) -> bytes:
    return with_macros(package, vba(package), ribbon, addin=addin)


def parts(package: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package)) as container:
        assert container.testzip() is None
        names = container.namelist()
        assert len(set(names)) == len(names)
        return {name: container.read(name) for name in names}


def tree(data: bytes) -> etree._Element:
    return etree.fromstring(data)


def relations(data: bytes) -> list[tuple[str, str]]:
    """(type, target), the ids proven unique."""
    items = list(tree(data))
    assert len({item.get("Id") for item in items}) == len(items)
    return [(str(item.get("Type")), str(item.get("Target"))) for item in items]


def types(data: bytes) -> dict[str, str]:
    items = [(item.get("PartName") or f"*.{item.get('Extension')}", item.get("ContentType")) for item in tree(data)]
    assert len(dict(items)) == len(items)
    return {str(name): str(kind) for name, kind in items}


@pytest.mark.parametrize(
    ("addin", "kind"),
    [
        (False, "application/vnd.ms-excel.sheet.macroEnabled.main+xml"),
        (True, "application/vnd.ms-excel.addin.macroEnabled.main+xml"),
    ],
)
def test_all_parts_and_relations_are_there(addin: bool, kind: str) -> None:
    plain = workbook()
    made = parts(macro_workbook(plain, addin=addin))
    assert set(made) == set(parts(plain)) | {"xl/vbaProject.bin", "customUI/customUI14.xml"}
    assert made["xl/vbaProject.bin"] == vba(plain)
    assert made["customUI/customUI14.xml"] == RIBBON
    before, after = types(parts(plain)["[Content_Types].xml"]), types(made["[Content_Types].xml"])
    assert after == before | {
        "/xl/workbook.xml": kind,
        "/xl/vbaProject.bin": "application/vnd.ms-office.vbaProject",
    }
    assert after["*.xml"] == "application/xml"
    assert [pair for pair in relations(made["_rels/.rels"]) if "extensibility" in pair[0]] == [
        ("http://schemas.microsoft.com/office/2007/relationships/ui/extensibility", "customUI/customUI14.xml")
    ]
    added = set(relations(made["xl/_rels/workbook.xml.rels"])) - set(
        relations(parts(plain)["xl/_rels/workbook.xml.rels"])
    )
    assert added == {("http://schemas.microsoft.com/office/2006/relationships/vbaProject", "vbaProject.bin")}


def test_other_parts_stay_byte_for_byte() -> None:
    """Also compressed: the members are copied as they lie there."""
    plain, made = workbook(), macro_workbook(workbook())
    before, after = parts(plain), parts(made)
    touched = {"[Content_Types].xml", "_rels/.rels", "xl/_rels/workbook.xml.rels", "xl/workbook.xml"}
    touched |= {f"xl/worksheets/sheet{number}.xml" for number in range(1, 5)}
    assert {name for name in before if before[name] != after[name]} == touched
    for name in touched:
        if "rels" not in name and "Content" not in name:
            assert re.sub(
                rb' codeName="\w+"|<sheetPr codeName="\w+"/>', b"", after[name].split(b"?>", 1)[1].strip()
            ) == (before[name].split(b"?>", 1)[1].strip())
    with zipfile.ZipFile(io.BytesIO(plain)) as old, zipfile.ZipFile(io.BytesIO(made)) as new:
        assert new.namelist()[: len(before)] == old.namelist()
        assert {name: new.getinfo(name).CRC for name in set(before) - touched} == {
            name: old.getinfo(name).CRC for name in set(before) - touched
        }


def test_code_names_stand_where_the_schema_wants_them() -> None:
    plain = workbook()
    assert code_names(plain) == ("ThisWorkbook", "Sheet1", "Sheet2", "Sheet3", "Sheet4")
    made = macro_workbook(plain)
    data = parts(made)
    names = []
    for number in range(1, 5):
        first = tree(data[f"xl/worksheets/sheet{number}.xml"])[0]
        assert etree.QName(first).localname == "sheetPr"
        names.append(first.get("codeName"))
    assert names == ["Sheet1", "Sheet2", "Sheet3", "Sheet4"]
    kinds = [etree.QName(child).localname for child in tree(data["xl/workbook.xml"])]
    assert kinds[:3] == ["fileVersion", "workbookPr", "bookViews"]
    assert tree(data["xl/workbook.xml"])[1].get("codeName") == "ThisWorkbook"
    assert set(read_macros("x.xlsm", made)) == {
        "ThisWorkbook.cls", "Sheet1.cls", "Sheet2.cls", "Sheet3.cls", "Sheet4.cls", "Main.bas",
    }  # fmt: skip


def test_code_names_that_are_there_are_kept() -> None:
    plain = edited("xl/workbook.xml", lambda xml: xml.replace(b"<workbookPr ", b'<workbookPr codeName="Book" '))
    plain = edited(
        "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b"<sheetPr>", b'<sheetPr codeName="Sheet2">'), plain
    )
    assert code_names(plain) == ("Book", "Sheet2", "Sheet3", "Sheet4", "Sheet5")
    made = macro_workbook(plain)
    assert parts(made)["xl/worksheets/sheet1.xml"] == parts(plain)["xl/worksheets/sheet1.xml"]
    assert 'codeName="Sheet5"' in parts(made)["xl/worksheets/sheet4.xml"].decode()


def test_workbook_properties_are_made_at_their_place() -> None:
    plain = edited("xl/workbook.xml", lambda xml: re.sub(rb"<workbookPr [^>]*/>", b"", xml))
    root = tree(parts(macro_workbook(plain))["xl/workbook.xml"])
    assert [etree.QName(child).localname for child in root][:3] == ["fileVersion", "workbookPr", "bookViews"]


@pytest.mark.parametrize("addin", [False, True])
def test_openpyxl_opens_and_keeps_it(addin: bool) -> None:
    made = macro_workbook(workbook(), addin=addin)
    if addin:
        # openpyxl knows no add-ins (it refuses Excel's own too): the same package, called a workbook for its reader.
        kind = b"application/vnd.ms-excel.addin.macroEnabled.main+xml"
        made = edited("[Content_Types].xml", lambda xml: xml.replace(kind, kind.replace(b"addin", b"sheet")), made)
    book = openpyxl.load_workbook(io.BytesIO(made), keep_vba=True)
    assert tuple(book.sheetnames) == TABS
    assert book.vba_archive is not None
    assert book["清单"]["A1"].value == "=不是公式 <&> \u3000全角"
    assert book["清单"].sheet_properties.codeName == "Sheet1"
    assert book.code_name == "ThisWorkbook"
    assert book["_calc"].sheet_state == "hidden"
    again = io.BytesIO()
    book.save(again)
    assert parts(again.getvalue())["xl/vbaProject.bin"] == vba(workbook())
    assert parts(again.getvalue())["customUI/customUI14.xml"] == RIBBON
    book.vba_archive.close()


def test_without_ribbon() -> None:
    made = parts(macro_workbook(workbook(), ribbon=None))
    assert "customUI/customUI14.xml" not in made
    assert made["_rels/.rels"] == parts(workbook())["_rels/.rels"]


def test_twice_the_same_bytes() -> None:
    plain = workbook()
    assert macro_workbook(plain) == macro_workbook(plain)
    with zipfile.ZipFile(io.BytesIO(macro_workbook(plain))) as container:
        new = [container.getinfo(name) for name in ("xl/vbaProject.bin", "customUI/customUI14.xml")]
    assert [(info.date_time, info.create_system) for info in new] == [((1980, 1, 1, 0, 0, 0), 0)] * 2


def edited(part: str, change: Callable[[bytes], bytes], package: bytes | None = None) -> bytes:
    old = parts(package or workbook())
    assert change(old[part]) != old[part]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as container:
        for name, data in old.items():
            container.writestr(name, change(data) if name == part else data)
    return buffer.getvalue()


def test_an_unusual_package_without_a_default_for_xml() -> None:
    plain = edited(
        "[Content_Types].xml",
        lambda xml: xml.replace(b'<Default Extension="xml" ContentType="application/xml"/>', b""),
    )
    after = types(parts(macro_workbook(plain))["[Content_Types].xml"])
    assert after["/customUI/customUI14.xml"] == "application/xml"


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: with_macros(b"not a zip", vba(workbook()), None, addin=False), "不是压缩包格式"),
        (lambda: code_names(b"PK"), "不是压缩包格式"),
        (lambda: with_macros(workbook(), b"PK", None, addin=False), "不是 vbaProject.bin 的格式"),
        (lambda: macro_workbook(workbook(), ribbon=b"<customUI/>"), "功能区文件的根元素是 customUI"),
        (lambda: macro_workbook(workbook(), ribbon=b"<customUI"), "customUI14.xml 已损坏"),
        (lambda: code_names(workbook(chart_sheet=True)), "“图”不是普通工作表"),
        (lambda: code_names(macro_workbook(workbook())), "已经有宏"),
        (lambda: macro_workbook(edited("[Content_Types].xml", lambda xml: xml.replace(b"sheet.main", b"x"))), "类型"),
        (lambda: code_names(edited("_rels/.rels", lambda xml: xml.replace(b"xl/workbook", b"xl/nowhere"))), "nowhere"),
    ],
)  # fmt: skip
def test_what_is_no_plain_workbook_is_refused(make: Callable[[], object], words: str) -> None:
    with pytest.raises(WorkbookError, match=words):
        make()
