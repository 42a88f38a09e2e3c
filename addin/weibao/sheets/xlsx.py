"""The one way to a new .xlsx: texts stay texts, formulas stay as they are, no clock gets in.

Import it inside functions where the module around it is also used without writing: XlsxWriter takes its time to load.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from xlsxwriter import Workbook
from xlsxwriter.url import Url
from xlsxwriter.worksheet import (
    CellBlankTuple,
    CellDatetimeTuple,
    CellFormulaTuple,
    CellNumberTuple,
    CellStringTuple,
    Worksheet,
)

from weibao.sheets.layout_table import column_letter

if TYPE_CHECKING:
    from pathlib import Path

# Window in twips: wide enough for our widest table on a common screen.
_WINDOW = (2400, 1500)

_COMMON = {CellBlankTuple, CellDatetimeTuple, CellFormulaTuple, CellNumberTuple, CellStringTuple}
_ERRORS = {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"}


class _PlainSheet(Worksheet):  # type: ignore[misc]
    """The same bytes as XlsxWriter's own sheet in half the time: a round has cells by the hundred thousand.

    Formulas stay as they are: none of ours uses a function newer than Excel 2010, and looking for them is slow. Cells
    are given by row and column, and their rows are all kept in memory until the sheet is written.
    """

    def write_blank(self, row: Any, col: Any, *rest: Any) -> int:
        place = self._write_blank if type(row) is int else super().write_blank
        return int(place(row, col, *rest))

    def write_string(self, row: Any, *rest: Any) -> int:
        place = self._write_string if type(row) is int else super().write_string
        return int(place(row, *rest))

    def write_number(self, row: Any, *rest: Any) -> int:
        place = self._write_number if type(row) is int else super().write_number
        return int(place(row, *rest))

    def write_formula(self, row: Any, *rest: Any) -> int:
        place = self._write_formula if type(row) is int else super().write_formula
        return int(place(row, *rest))

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        return formula.strip("{}").removeprefix("=")

    def _write_formula(self, row: int, col: int, formula: str, cell_format: Any = None, value: Any = 0) -> int:
        if not formula.startswith("=") or self._check_dimensions(row, col):
            return int(super()._write_formula(row, col, formula, cell_format, value))
        self.table[row][col] = CellFormulaTuple(formula[1:], cell_format, value)
        return 0

    def _check_dimensions(self, row: int, col: int, ignore_row: bool = False, ignore_col: bool = False) -> int:
        top, left = self.dim_rowmin, self.dim_colmin
        if top is not None and left is not None and top <= row <= self.dim_rowmax and left <= col <= self.dim_colmax:
            return 0
        return int(super()._check_dimensions(row, col, ignore_row, ignore_col))

    def _write_rows(self) -> None:
        self._calculate_spans()
        names = [column_letter(column + 1) for column in range(self.dim_colmax + 1)]
        styles: dict[Any, str] = {}
        for row in range(self.dim_rowmin, self.dim_rowmax + 1):
            cells, size = self.table.get(row), self.row_info.get(row)
            if cells:
                self._write_row(row, self.row_spans.get(row // 16), size)
                for col in sorted(cells):
                    self._put(row, col, cells[col], f'<c r="{names[col]}{row + 1}"', styles)
                self.fh.write("</row>")
            elif size or row in self.comments:
                self._write_empty_row(row, self.row_spans.get(row // 16), size)

    def _put(self, row: int, col: int, cell: Any, start: str, styles: dict[Any, str]) -> None:
        """Write one cell; `styles` are the attributes of the formats met so far."""
        kind = type(cell)
        if kind not in _COMMON or (kind is CellFormulaTuple and type(cell.value) is bool):
            self._write_cell(row, col, cell)
            return
        look = cell.format or self._look_of_place(row, col)
        if look:
            if look not in styles:
                styles[look] = f' s="{look._get_xf_index()}"'
            start += styles[look]
        if kind is CellBlankTuple:
            self.fh.write(f"{start}/>")
        elif kind is CellStringTuple:
            self.fh.write(f'{start} t="s"><v>{cell.string}</v></c>')
        elif kind is CellFormulaTuple:
            value = cell.value
            if value and isinstance(value, str):
                start += ' t="e"' if value in _ERRORS else ' t="str"'
                value = _escaped(value)
            self.fh.write(f"{start}><f>{_escaped(cell.formula)}</f><v>{value}</v></c>")
        else:
            self.fh.write(f"{start}><v>{cell.number:.16G}</v></c>")

    def _calculate_spans(self) -> None:
        if self.comments:
            super()._calculate_spans()
            return
        spans: dict[int, tuple[int, int]] = {}
        for row, cells in self.table.items():
            if cells:
                first, last = spans.get(row // 16, (min(cells), max(cells)))
                spans[row // 16] = min(first, *cells), max(last, *cells)
        self.row_spans = {block: f"{first + 1}:{last + 1}" for block, (first, last) in spans.items()}

    def _look_of_place(self, row: int, col: int) -> Any:
        """The format of the row or column that a cell without one of its own stands in."""
        if row in self.row_info and self.row_info[row].row_format:
            return self.row_info[row].row_format
        return self.col_info[col].column_format if col in self.col_info else None


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


class _PlainWorkbook(Workbook):  # type: ignore[misc]
    worksheet_class = _PlainSheet


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
