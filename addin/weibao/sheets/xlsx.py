"""The one way to a new .xlsx: texts stay texts, formulas stay as they are, no clock gets in.

Import it inside functions where the module around it is also used without writing: XlsxWriter takes its time to load.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from xlsxwriter import Workbook
from xlsxwriter.url import Url
from xlsxwriter.utility import xl_rowcol_to_cell_fast
from xlsxwriter.worksheet import CellFormulaTuple, Worksheet

if TYPE_CHECKING:
    from pathlib import Path

# Window in twips: wide enough for our widest table on a common screen.
_WINDOW = (2400, 1500)

_COMMON = {"Blank", "Formula", "Number", "String"}
_ERRORS = {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"}


class _PlainSheet(Worksheet):  # type: ignore[misc]
    """The same bytes as XlsxWriter's own sheet in half the time: a round has cells by the hundred thousand.

    Formulas stay as they are: none of ours uses a function newer than Excel 2010, and looking for them is slow.
    """

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        return formula.strip("{}").removeprefix("=")

    def _write_formula(self, row: int, col: int, formula: str, cell_format: Any = None, value: Any = 0) -> int:
        if not formula.startswith("=") or self._check_dimensions(row, col):
            return int(super()._write_formula(row, col, formula, cell_format, value))
        self.table[row][col] = CellFormulaTuple(formula[1:], cell_format, value)
        return 0

    def _write_cell(self, row: int, col: int, cell: Any) -> None:
        kind = type(cell).__name__
        if kind not in _COMMON or isinstance(getattr(cell, "value", None), bool):
            super()._write_cell(row, col, cell)
            return
        style = cell.format or self._style_of_place(row, col)
        start = f'<c r="{xl_rowcol_to_cell_fast(row, col)}"'
        if style:
            start += f' s="{style._get_xf_index()}"'
        if kind == "Blank":
            self.fh.write(f"{start}/>")
        elif kind == "String":
            self.fh.write(f'{start} t="s"><v>{cell.string}</v></c>')
        elif kind == "Number":
            self.fh.write(f"{start}><v>{cell.number:.16G}</v></c>")
        else:
            value = cell.value
            if isinstance(value, str) and value:
                start += ' t="e"' if value in _ERRORS else ' t="str"'
                value = _escaped(value)
            self.fh.write(f"{start}><f>{_escaped(cell.formula)}</f><v>{value}</v></c>")

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

    def _style_of_place(self, row: int, col: int) -> Any:
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
