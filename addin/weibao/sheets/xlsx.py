"""The one way to a new .xlsx: texts stay texts, formulas stay as they are, no clock gets in.

Import it inside functions where the module around it is also used without writing: XlsxWriter takes its time to load.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from xlsxwriter import Workbook
from xlsxwriter.packager import Packager
from xlsxwriter.sharedstrings import SharedStrings, SharedStringTable, _preserve_whitespace
from xlsxwriter.url import Url
from xlsxwriter.utility import xl_range
from xlsxwriter.worksheet import (
    CellArrayFormulaTuple,
    CellBlankTuple,
    CellDatetimeTuple,
    CellFormulaTuple,
    CellNumberTuple,
    CellStringTuple,
    Worksheet,
)

from weibao.sheets.layout_table import column_letter

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

# Window in twips: wide enough for our widest table on a common screen.
_WINDOW = (2400, 1500)

_ERRORS = {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"}
_MARKS = re.compile("[&<>]|_x")
_BLOCK = 16  # rows that share the attribute "spans"
_NEWER = 2010  # sheets with sparklines, of which we have none, write more of each row


class _Styles(dict[Any, str]):
    """The attribute of a cell for its format, for each one met so far; formats get their numbers as they are met."""

    def __missing__(self, look: Any) -> str:
        text = self[look] = f' s="{look._get_xf_index()}"' if look else ""
        return text


class _PlainSheet(Worksheet):  # type: ignore[misc]
    """The same bytes as XlsxWriter's own sheet in half the time: a round has cells by the hundred thousand.

    Formulas stay as they are: none of ours uses a function newer than Excel 2010, and looking for them is slow. Cells
    are given by row and column, and their rows are all kept in memory until the sheet is written.
    """

    def __init__(self) -> None:
        super().__init__()
        self._blanks: dict[Any, CellBlankTuple] = {}  # the blank cell of each format, wherever it stands

    def write_blank(self, row: Any, col: Any, *rest: Any) -> Any:
        place = self._write_blank if type(row) is int else super().write_blank
        return place(row, col, *rest)

    def write_string(self, row: Any, *rest: Any) -> Any:
        place = self._write_string if type(row) is int else super().write_string
        return place(row, *rest)

    def write_number(self, row: Any, *rest: Any) -> Any:
        place = self._write_number if type(row) is int else super().write_number
        return place(row, *rest)

    def write_formula(self, row: Any, *rest: Any) -> Any:
        place = self._write_formula if type(row) is int else super().write_formula
        return place(row, *rest)

    def put_formula(self, row: int, col: int, formula: str, value: Any, cell_format: Any = None) -> None:
        """Write a formula, given without its "=", with its value."""
        if not self._check_dimensions(row, col):
            self.table[row][col] = CellFormulaTuple(formula, cell_format, "" if value is None else value)

    def put_array(self, row: int, col: int, formula: str, lines: Sequence[Sequence[Any]]) -> None:
        """Write an array formula, given without its "=", with the values of all its cells."""
        last_row, last_col = row + len(lines) - 1, col + len(lines[0]) - 1
        for number, line in enumerate(lines, row):
            for place, value in enumerate(line, col):
                if (number, place) != (row, col):
                    put = self._write_string if isinstance(value, str) else self._write_number
                    put(number, place, value)
        self._check_dimensions(row, col)
        area = xl_range(row, col, last_row, last_col)
        self.table[row][col] = CellArrayFormulaTuple(formula, None, lines[0][0], area, "static")

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        return formula.strip("{}").removeprefix("=")

    def _write_rich_string(self, row: int, col: int, *fragments: Any) -> Any:
        code = super()._write_rich_string(row, col, *fragments)
        if code == 0:
            self.str_table.rich.add(self.table[row][col].string)
        return code

    def _write_blank(self, row: int, col: int, blank: Any, cell_format: Any = None) -> Any:
        if cell_format is None or self._check_dimensions(row, col):
            return super()._write_blank(row, col, blank, cell_format)
        if cell_format not in self._blanks:
            self._blanks[cell_format] = CellBlankTuple(cell_format)
        self.table[row][col] = self._blanks[cell_format]
        return 0

    def _write_string(self, row: int, col: int, string: str, cell_format: Any = None) -> Any:
        if len(string) > self.xls_strmax // 2 or self._check_dimensions(row, col):
            return super()._write_string(row, col, string, cell_format)
        self.table[row][col] = CellStringTuple(self.str_table._get_shared_string_index(string), cell_format)
        return 0

    # The same by row and column only, for whoever writes by the thousand.
    put_blank, put_text, put_number = _write_blank, _write_string, Worksheet._write_number

    def _write_formula(self, row: int, col: int, formula: str, cell_format: Any = None, value: Any = 0) -> Any:
        if not formula.startswith("=") or self._check_dimensions(row, col):
            return super()._write_formula(row, col, formula, cell_format, value)
        self.table[row][col] = CellFormulaTuple(formula[1:], cell_format, value)
        return 0

    def _check_dimensions(self, row: int, col: int, ignore_row: bool = False, ignore_col: bool = False) -> Any:
        top, left = self.dim_rowmin, self.dim_colmin
        if top is not None and left is not None and top <= row <= self.dim_rowmax and left <= col <= self.dim_colmax:
            return 0
        return super()._check_dimensions(row, col, ignore_row, ignore_col)

    def _write_rows(self) -> None:
        self._calculate_spans()
        starts = [f'<c r="{column_letter(column + 1)}' for column in range(self.dim_colmax + 1)]
        of_columns = {column: size.column_format for column, size in self.col_info.items()}
        styles = _Styles()
        for row in range(self.dim_rowmin, self.dim_rowmax + 1):
            cells, size = self.table.get(row), self.row_info.get(row)
            if not cells:
                if size or row in self.comments:
                    self._write_empty_row(row, self.row_spans.get(row // _BLOCK), size)
                continue
            self._write_row(row, self.row_spans.get(row // _BLOCK), size)
            of_row = size.row_format if size else None
            for col in sorted(cells):
                cell = cells[col]
                look = cell.format or of_row or of_columns.get(col)
                if not self._put(cell, f'{starts[col]}{row + 1}"{styles[look]}'):
                    self._write_cell(row, col, cell)
            self.fh.write("</row>")

    def _put(self, cell: Any, start: str) -> bool:
        """Write a cell of the common kinds behind the `start` of its element."""
        kind = type(cell)
        if kind is CellBlankTuple:
            self.fh.write(f"{start}/>")
        elif kind is CellStringTuple:
            self.fh.write(f'{start} t="s"><v>{cell.string}</v></c>')
        elif kind is CellFormulaTuple and type(cell.value) is not bool:
            value = cell.value
            if value and isinstance(value, str):
                start += ' t="e"' if value in _ERRORS else ' t="str"'
                value = _escaped(value)
            self.fh.write(f"{start}><f>{_escaped(cell.formula)}</f><v>{value}</v></c>")
        elif kind is CellNumberTuple or kind is CellDatetimeTuple:
            self.fh.write(f"{start}><v>{cell.number:.16G}</v></c>")
        else:
            return False
        return True

    def _write_row(self, row: int, spans: str | None, row_info: Any = None, empty_row: bool = False) -> None:
        height = row_info.height if row_info else self.default_row_height
        special = row_info and (row_info.row_format or row_info.hidden or row_info.level or row_info.collapsed)
        if empty_row or special or not spans or self.excel_version == _NEWER:
            super()._write_row(row, spans, row_info, empty_row)
        elif height != self.original_row_height or height != self.default_row_height:
            points = f"{height * 0.75:.16g}"
            self.fh.write(f'<row r="{row + 1}" spans="{spans}" ht="{points}" customHeight="1">')
        else:
            self.fh.write(f'<row r="{row + 1}" spans="{spans}">')

    def _calculate_spans(self) -> None:
        if self.comments:
            super()._calculate_spans()
            return
        used: dict[int, set[int]] = {}
        for row, cells in self.table.items():
            if cells:
                used.setdefault(row // _BLOCK, set()).update(cells)
        self.row_spans = {block: f"{min(columns) + 1}:{max(columns) + 1}" for block, columns in used.items()}


def _escaped(text: str) -> str:
    """As XML has it."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


class _Texts(SharedStringTable):  # type: ignore[misc]
    """The texts of all cells, each once. `rich`: the numbers of those that are XML, made of fragments with formats."""

    def __init__(self) -> None:
        super().__init__()
        self.rich: set[int] = set()


class _PlainStrings(SharedStrings):  # type: ignore[misc]
    """The part that holds them; most have nothing that XML or Excel would read as something else.

    XlsxWriter takes whatever begins with <r> and ends with </r> for such XML, and what people type would get in.
    """

    def _write_sst_strings(self) -> None:
        for number, string in enumerate(self.string_table.string_array):
            if number in self.string_table.rich:
                self._write_si(string)
            elif string.isprintable() and not _MARKS.search(string) and string == string.strip():
                self.fh.write(f"<si><t>{string}</t></si>")
            else:
                spaces = [("xml:space", "preserve")] if _preserve_whitespace(string) else []
                self._xml_si_element(self._escape_control_characters(string), spaces)


class _PlainPackager(Packager):  # type: ignore[misc]
    def _write_shared_strings_file(self) -> None:
        if self.workbook.str_table.count:
            strings = _PlainStrings()
            strings.string_table = self.workbook.str_table
            strings._set_xml_writer(self._filename("xl/sharedStrings.xml"))
            strings._assemble_xml_file()


class _PlainWorkbook(Workbook):  # type: ignore[misc]
    worksheet_class = _PlainSheet

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.str_table = _Texts()

    def _get_packager(self) -> Packager:
        return _PlainPackager()


def new_workbook(path: Path, created: date, *, font: tuple[str, float] | None = None, **properties: str) -> Any:
    """An XlsxWriter workbook to be used as a context manager; equal contents give equal bytes.

    `created` becomes the document's date; `properties` are its title, subject, author and company. `font` (name and
    size) is that of cells without a format; it also decides how wide a character of a column is.
    """
    options: dict[str, Any] = {
        "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
    }  # fmt: skip
    if font is not None:
        options["default_format_properties"] = {"font_name": font[0], "font_size": font[1]}
    workbook = _PlainWorkbook(str(path), options)
    moment = datetime(created.year, created.month, created.day)  # noqa: DTZ001 - a workbook knows no time zones
    workbook.set_properties({**properties, "created": moment})
    workbook.set_size(*_WINDOW)
    return workbook


def file_link(target: str, text: str) -> Any:
    """A link for `write_url` to a file below the workbook's own folder, by its path with forward slashes.

    It is relative, so that workbook and files can be moved together. `target` holds neither `#` nor `%`; `text` is
    what the cell shows.
    """
    link = Url(f"external:{target}")
    link.text = text
    # With the strokes that programs on every system take; XlsxWriter turns them round.
    link._relationship_link = link._relationship_link.replace("\\", "/")
    return link
