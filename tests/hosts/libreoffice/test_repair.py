"""The short names put back into a saved workbook: only into formulas, in one step, or not at all."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from openpyxl import load_workbook

from weibao.functions.registry import FUNCTIONS
from weibao.hosts.libreoffice import repair as module
from weibao.hosts.libreoffice.binding import unresolved
from weibao.hosts.libreoffice.names import long_name
from weibao.hosts.libreoffice.repair import repair, short_names

LONG = long_name("WB_EARNED")


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """A workbook with the names that LibreOffice writes, a year old."""
    path = tmp_path / "已保存.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("表")
        sheet.write_formula("B1", f"=IFERROR({LONG}(A1:A3),{long_name('WB_DUES')}(A1))", None, 7)
        sheet.write_string("A1", f"{LONG}(说明文字)")
    os.utime(path, ns=(10**18, 10**18 + 12345))
    return path


def test_formulas_get_their_names_back(saved: Path) -> None:
    assert repair(saved)
    sheet = load_workbook(saved)["表"]
    assert sheet["B1"].value == "=IFERROR(WB_EARNED(A1:A3),WB_DUES(A1))"
    assert sheet["A1"].value == f"{LONG}(说明文字)"
    assert load_workbook(saved, data_only=True)["表"]["B1"].value == 7


def test_the_file_keeps_its_times_and_mode_and_leaves_nothing_beside(saved: Path) -> None:
    saved.chmod(0o640)
    before = saved.stat()
    assert repair(saved)
    after = saved.stat()
    assert (after.st_mtime_ns, after.st_mode) == (before.st_mtime_ns, before.st_mode)
    assert list(saved.parent.iterdir()) == [saved]


def test_other_parts_are_copied_as_they_are(saved: Path) -> None:
    with zipfile.ZipFile(saved) as package:
        before = {info.filename: package.read(info) for info in package.infolist()}
    assert repair(saved)
    with zipfile.ZipFile(saved) as package:
        after = {info.filename: package.read(info) for info in package.infolist()}
    assert list(after) == list(before)
    assert [name for name in after if after[name] != before[name]] == ["xl/worksheets/sheet1.xml"]


def test_a_second_time_there_is_nothing_to_do(saved: Path) -> None:
    assert repair(saved)
    data = saved.read_bytes()
    assert not repair(saved)
    assert saved.read_bytes() == data


def test_a_link_stays_a_link(saved: Path) -> None:
    link = saved.with_name("链接.xlsx")
    link.symlink_to(saved)
    assert repair(link)
    assert link.is_symlink()
    assert not repair(saved)


def test_a_failure_leaves_the_file_as_it_was_saved(saved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_handle: int) -> None:
        raise OSError("disk full")

    data = saved.read_bytes()
    monkeypatch.setattr(module.os, "fsync", refuse)
    with pytest.raises(OSError, match="disk full"):
        repair(saved)
    assert saved.read_bytes() == data
    assert list(saved.parent.iterdir()) == [saved]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 encrypted"])
def test_what_is_no_workbook_is_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(content)
    assert not repair(path)
    assert path.read_bytes() == content


def test_other_kinds_of_file_are_left_alone(saved: Path) -> None:
    other = saved.rename(saved.with_suffix(".ods"))
    data = other.read_bytes()
    assert not repair(other)
    assert other.read_bytes() == data


def test_every_function_has_its_way_back() -> None:
    for function in FUNCTIONS:
        part = f"<f>{long_name(function.name)}(A1)+X.{long_name(function.name)}(A1)</f>".encode()
        assert short_names(part) == f"<f>{function.name}(A1)+X.{long_name(function.name)}(A1)</f>".encode()
    assert short_names(f"<f>{LONG}X(1)</f>".encode()) == f"<f>{LONG}X(1)</f>".encode()


@pytest.mark.parametrize(
    ("formula", "found"),
    [
        ("=wb_earned(A1)", True), ("=IFERROR(wb_dues (A1);1)", True), ("{=WB_ROWS(A1)}", True),
        (f"={LONG.lower()}(A1)", True), (f"={LONG}(A1)", False), ("=xwb_earned(A1)", False),
        ("=wb_earnedx(A1)", False), ("=$wb_earned.A1", False), ("=other.wb_earned(A1)", False), ("=SUM(A1)", False),
    ],
)  # fmt: skip
def test_what_counts_as_unresolved(formula: str, found: bool) -> None:
    """Resolved calls show the long name in capitals, unresolved ones what stood in the file, in small letters."""
    assert bool(unresolved().search(formula)) is found
