"""Files that are no checklist, damaged or hostile: always a finding that says what to do, never a traceback."""

from __future__ import annotations

import random
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sheets.books import Book, edit_part
from weibao.compute.settings import Settings
from weibao.sheets import intake_package
from weibao.sheets.container import MAX_ENTRIES
from weibao.sheets.intake import read_return

if TYPE_CHECKING:
    from collections.abc import Callable

    from weibao.findings import Finding
    from weibao.rulebook.model import Rulebook


@pytest.fixture
def good(tmp_path: Path, village: Rulebook) -> Path:
    return Book("D01").write(tmp_path / "good.xlsx", village)


@pytest.fixture
def refused(village: Rulebook) -> Callable[[Path], Finding]:
    settings = Settings.build(village, {})[0]

    def read(path: Path) -> Finding:
        result = read_return(path, village, settings, file=path.name)
        assert result.submission is None
        assert len(result.findings) == 1
        assert result.findings[0].code in ("file-unreadable", "file-refused", "file-encrypted")
        return result.findings[0]

    return read


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "空的"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "旧版"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage\0".encode("utf-16-le"), "打开密码"),
        (b"\0" * 600, "全是 0"),
        (b"PK\x03\x04 not really", "不是 .xlsx"),
        ("指标,得分\n".encode(), "不是 .xlsx"),
    ],
)
def test_what_is_no_zip_is_said_so(tmp_path: Path, refused: Callable[[Path], Finding], data: bytes, words: str) -> None:
    path = tmp_path / "坏.xlsx"
    path.write_bytes(data)
    assert words in refused(path).message
    assert "重新报送" in refused(path).message


def test_a_cut_or_flipped_file_never_raises(good: Path, village: Rulebook, tmp_path: Path) -> None:
    settings = Settings.build(village, {})[0]
    data, chance = good.read_bytes(), random.Random(7)  # noqa: S311
    for number in range(60):
        broken = bytearray(data)
        if number % 3 == 0:
            del broken[chance.randrange(len(data)) :]
        for _ in range(1 + number % 5):
            if broken:
                broken[chance.randrange(len(broken))] ^= 1 << chance.randrange(8)
        path = tmp_path / "broken.xlsx"
        path.write_bytes(broken)
        read_return(path, village, settings, file="broken.xlsx")


def test_sizes_are_checked_before_anything_is_parsed(
    tmp_path: Path, refused: Callable[[Path], Finding], monkeypatch: pytest.MonkeyPatch
) -> None:
    bomb = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", b"<x/>")
        package.writestr("xl/workbook.xml", b" " * (30 * 2**20))
    assert "展开后有" in refused(bomb).message
    many = tmp_path / "many.xlsx"
    with zipfile.ZipFile(many, "w") as package:
        for number in range(MAX_ENTRIES + 1):
            package.writestr(f"{number}.xml", b"")
    assert "部件" in refused(many).message
    monkeypatch.setattr(intake_package, "MAX_FILE", 1000)
    assert "MB" in refused(many).message


def test_other_zips_and_damaged_parts(good: Path, tmp_path: Path, refused: Callable[[Path], Finding]) -> None:
    other = tmp_path / "其实是压缩包.xlsx"
    with zipfile.ZipFile(other, "w") as package:
        package.writestr("说明.txt", "文字")
    assert "不是 Excel 工作簿" in refused(other).message
    edit_part(good, "xl/worksheets/sheet2.xml", lambda xml: xml[: len(xml) // 2])
    assert "sheet2.xml" in refused(good).message


def test_entities_are_refused(good: Path, refused: Callable[[Path], Finding]) -> None:
    head = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "b">]>'
    edit_part(good, "xl/worksheets/sheet2.xml", lambda xml: head + xml.split(b"?>", 1)[1])
    assert "文档类型" in refused(good).message


def test_a_stray_cell_far_out_is_refused_before_it_unfolds(good: Path, refused: Callable[[Path], Finding]) -> None:
    cell = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    edit_part(good, "xl/worksheets/sheet2.xml", lambda xml: xml.replace(b"</sheetData>", cell))
    assert "XFD1048576" in refused(good).message


def test_a_formula_without_a_stored_result_is_an_error(good: Path, village: Rulebook) -> None:
    settings = Settings.build(village, {})[0]
    formula = b'<c r="H6"><f>1+1</f></c></row>'

    def plant(xml: bytes) -> bytes:
        start = xml.index(b'<row r="6"')
        end = xml.index(b"</row>", start)
        return xml[:end] + formula + xml[end + len(b"</row>") :]

    edit_part(good, "xl/worksheets/sheet2.xml", plant)
    result = read_return(good, village, settings, file="x")
    assert result.submission is not None
    assert [(item.code, item.cell) for item in result.findings] == [("formula-no-value", "H6")]
    assert result.submission.rows[0].void


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("二进制.xlsb", "另存为"),
        ("金山.ett", "另存为"),
        ("金山.et", "另存为"),
        ("逗号.csv", "下发的"),
        ("打包.rar", "解压"),
    ],
)
def test_other_formats_say_what_to_do(tmp_path: Path, village: Rulebook, name: str, words: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"x")
    result = read_return(path, village, Settings.build(village, {})[0], file=name)
    code = "file-unreadable" if path.suffix == ".et" else "file-format"  # .et is read by its content
    assert [item.code for item in result.findings] == [code]
    assert words in result.findings[0].message


def test_a_returned_file_is_not_touched(good: Path, village: Rulebook) -> None:
    good.chmod(0o444)
    before = (good.read_bytes(), good.stat().st_mtime_ns)
    read_return(good, village, Settings.build(village, {})[0], file="x")
    assert (good.read_bytes(), good.stat().st_mtime_ns) == before
