"""What of xlwings' engine interface is offered, that the rest is refused, and where ranges are; without an office."""

from __future__ import annotations

import subprocess
import sys
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

xlwings = pytest.importorskip("xlwings")

from xlsxwriter.utility import xl_col_to_name  # noqa: E402
from xlwings import base_classes  # noqa: E402

from weibao.hosts.libreoffice.contents import Name, Names, Sheet, Sheets  # noqa: E402
from weibao.hosts.libreoffice.engine import App, Book  # noqa: E402
from weibao.hosts.libreoffice.ranges import Range  # noqa: E402
from weibao.hosts.libreoffice.uno_values import LibreOfficeError  # noqa: E402

# Of ours: the UNO objects, where xlwings keeps a range's options, a way to make a range. xlwings asks for App.engine,
# Name and Range members that its base class leaves out.
OWN = {"document", "native", "formulas", "options", "at", "engine", "sheet", "display_alerts"}


class Native(SimpleNamespace):
    """A sheet that must not be asked for anything but its name."""

    Name = "清单"


def objects() -> list[Any]:
    native = SimpleNamespace(Sheets=(), NamedRanges=(), Name="名", URL="file:///tmp/%E5%8F%B0%E8%B4%A6.xlsx")
    app = App(native, None)
    book = Book(app, native)
    sheet = Sheet(book, Native())
    return [app, book, Sheets(book), sheet, Range(sheet, 1, 1), Names(book), Name(book, native)]


def public(names: Any) -> set[str]:
    return {name for name in names if not name.startswith("_")}


@pytest.mark.parametrize("thing", objects(), ids=lambda thing: type(thing).__name__)
def test_members_are_offered_by_xlwings_own_names_or_refused(thing: Any) -> None:
    kind = type(thing).__name__
    interface, offered = public(vars(getattr(base_classes, kind))), public(vars(type(thing)))
    assert offered - OWN <= interface
    for member in interface - offered:
        with pytest.raises(LibreOfficeError, match=rf"LibreOffice 中没有提供 {kind}\.{member}，"):
            getattr(thing, member)
        with pytest.raises(LibreOfficeError, match=rf"没有提供 {kind}\.{member}，"):
            setattr(thing, member, 1)


def test_members_without_a_setter_are_refused_too() -> None:
    _app, book, sheets, sheet, cell, _names, name = objects()
    for thing, member in ((sheet, "name"), (cell, "address"), (book, "name"), (name, "refers_to"), (sheets, "active")):
        with pytest.raises(LibreOfficeError, match=rf"\.{member}，"):
            setattr(thing, member, 1)


def test_what_fails_inside_a_member_is_not_called_a_missing_member() -> None:
    app = objects()[0]
    with pytest.raises(AttributeError, match="URL"):
        _ = Book(app, SimpleNamespace()).fullname


def test_a_book_is_called_by_its_file() -> None:
    assert objects()[1].name == "台账.xlsx"
    assert Book(objects()[0], SimpleNamespace(URL="", Title="无标题 1")).fullname == "无标题 1"
    assert repr(at(2, 2, 2, 1)) == "<Range [台账.xlsx]清单!$B$2:$B$3>"


@pytest.mark.parametrize("part", ["Sheets", "NamedRanges"])
def test_a_closed_book_says_so(part: str) -> None:
    """Calc gives None for parts of a document that is gone."""
    closed = Book(objects()[0], SimpleNamespace(URL="", Title="", **{part: None}))
    for look in (
        lambda: closed.name,
        lambda: closed.fullname,
        lambda: closed.sheets,
        lambda: closed.names,
        closed.save,
    ):
        with pytest.raises(LibreOfficeError, match="工作簿在运行期间被关闭了"):
            look()


def test_private_names_are_plain_attribute_errors() -> None:
    with pytest.raises(AttributeError, match="_nothing"):
        _ = objects()[0]._nothing


def test_the_engine_is_imported_without_uno() -> None:
    code = "import sys; sys.modules.update(uno=None, unohelper=None); import weibao.hosts.libreoffice.engine"
    subprocess.run([sys.executable, "-W", "error", "-c", code], check=True, env={"PYTHONPATH": ":".join(sys.path)})


# --- ranges ---


def at(row: int, column: int, rows: int = 1, columns: int = 1) -> Any:
    sheet = objects()[3]
    return xlwings.Range(impl=Range(sheet, row, column, rows, columns))


@given(st.integers(1, 16384), st.integers(1, 1048576))
def test_addresses_are_excels(column: int, row: int) -> None:
    cell = at(row, column)
    assert cell.address == f"${xl_col_to_name(column - 1)}${row}"
    assert cell.get_address(False, False) == f"{xl_col_to_name(column - 1)}{row}"
    assert (cell.row, cell.column, cell.shape, len(cell)) == (row, column, (1, 1), 1)


@given(*[st.integers(1, 40)] * 4, *[st.integers(1, 9)] * 2)
def test_resize_and_offset(row: int, column: int, rows: int, columns: int, down: int, right: int) -> None:
    block = at(row, column, rows, columns)
    moved = block.offset(down, right)
    assert (moved.row, moved.column, moved.shape) == (row + down, column + right, (rows, columns))
    sized = block.resize(down, right)
    assert (sized.row, sized.column, sized.shape) == (row, column, (down, right))
    assert (block.last_cell.row, block.last_cell.column) == (row + rows - 1, column + columns - 1)
    assert [(cell.row, cell.column) for cell in block] == [
        (row + r, column + c) for r in range(rows) for c in range(columns)
    ]


@given(*[st.integers(1, 6)] * 2, *[st.integers(-7, 7)] * 4)
def test_slices_are_pythons(rows: int, columns: int, top: int, bottom: int, left: int, right: int) -> None:
    part = at(3, 5, rows, columns)[top:bottom, left:right]
    down, across = range(rows)[top:bottom], range(columns)[left:right]
    assert part.shape == (len(down), len(across))
    if len(part):
        assert (part.row, part.column) == (3 + down[0], 5 + across[0])


@pytest.mark.parametrize(("row", "column"), [(0, 1), (1, 0), (-3, 1)])
def test_places_before_the_first_cell_are_refused(row: int, column: int) -> None:
    with pytest.raises(LibreOfficeError, match="从 1 数起"):
        at(row, column)
    with pytest.raises(LibreOfficeError, match="从 1 数起"):
        at(1, 1).offset(row - 1, column - 1)


def test_an_empty_slice_reads_as_none_and_takes_nothing() -> None:
    rest = at(1, 1, 1, 5)[1:, :]
    assert rest.value is None
    rest.value = 5
    assert rest.api is None


def test_too_many_cells_are_refused_before_the_office_is_asked() -> None:
    with pytest.raises(LibreOfficeError, match="2097152 个单元格，一次最多 2000000 个"):
        _ = at(1, 1, 1048576, 2).value
