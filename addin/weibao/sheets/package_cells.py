"""One worksheet's XML, read: what its cells hold and its formulas show. Rows and columns are 1-based.

Whatever namespace prefixes, attributes and extensions another program wrote are understood.
"""

from __future__ import annotations

import io
from functools import cached_property
from typing import TYPE_CHECKING

from lxml import etree

from weibao.errors import WorkbookError
from weibao.functions.cells import ErrorValue
from weibao.sheets.package_areas import Area, bound_areas, holds
from weibao.sheets.package_values import (
    DIGITS,
    Grid,
    Shown,
    column_number,
    iso_serial,
    rich_text,
    split_address,
    unescape,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


def parse_xml(data: bytes, part: str) -> etree._ElementTree:
    """A part's XML, without entities, network or DTDs. Raises WorkbookError where it is malformed."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_blank_text=False)
    try:
        tree = etree.parse(io.BytesIO(data), parser)
    except etree.XMLSyntaxError:
        raise WorkbookError(
            f"工作簿的内部部件 {part} 已损坏。请用备份恢复，或在 Excel 中打开修复后重新保存。"
        ) from None
    if tree.docinfo.internalDTD is not None:
        raise WorkbookError(f"工作簿的内部部件 {part} 含有不应有的 DOCTYPE 声明，未作处理。请用备份恢复。")
    return tree


def to_xml(tree: etree._ElementTree) -> bytes:
    """The part's bytes, declared the way Office does."""
    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)


def namespace(element: etree._Element) -> str:
    """The element's namespace as lxml writes it in front of names, "{…}" or ""."""
    tag = str(element.tag)
    return tag[: tag.index("}") + 1] if tag.startswith("{") else ""


class SheetCells:
    """A worksheet part, opened for reading. A row is looked into, and found damaged, when something of it is asked."""

    def __init__(self, data: bytes, strings: Sequence[str], part: str) -> None:
        self._tree = parse_xml(data, part)
        root = self._tree.getroot()
        self._ns = namespace(root)
        data_element = root.find(f"{self._ns}sheetData")
        if data_element is None:
            raise WorkbookError(f"工作簿的内部部件 {part} 不是工作表。请用备份恢复。")
        self._data, self._strings, self._part = data_element, strings, part
        self._rows: dict[int, etree._Element] = {}
        self._cells: dict[int, dict[int, etree._Element]] = {}  # of the rows whose cells were asked for one by one
        self._shared: dict[str, str] | None = None  # until asked for
        self._read: dict[int, tuple[dict[int, Shown], dict[int, str]]] = {}  # by row, until a cell of it changes
        self._grid: Grid | None = None
        try:
            self._index()
        except ValueError:
            raise self._damaged() from None

    def _index(self) -> None:
        """Find the rows. Most of their cells are only read: no element of those is kept."""
        self._rows.clear()
        self._cells.clear()
        self._shared = None
        number = 0
        for row in self._data.iterchildren(f"{self._ns}row"):
            number = int(row.get("r") or number + 1)
            self._rows[number] = row

    def _shared_text(self, index: str) -> str:
        """The formula that several cells share: the text of the first."""
        if self._shared is None:
            formulas = (item for item in self._data.iter(f"{self._ns}f") if item.get("t") == "shared")
            self._shared = {str(item.get("si")): item.text for item in formulas if item.text}
        return self._shared.get(index, "?")

    def _line(self, row: int) -> dict[int, etree._Element]:
        """The elements of a row's cells by column; {} where the part has no such row."""
        if row not in self._cells:
            if row not in self._rows:
                return {}
            self._cells[row] = dict(self._placed(row))
        return self._cells[row]

    def _placed(self, row: int) -> Iterator[tuple[int, etree._Element]]:
        """The cells of a row that the part has, by column. Raises WorkbookError where one has no readable place."""
        column = 0
        for cell in self._rows[row].iterchildren(f"{self._ns}c"):
            # Both r attributes are optional in the format; a missing one means "the next".
            where = cell.get("r")
            try:
                column = column_number(where.rstrip(DIGITS)) if where else column + 1
            except ValueError:
                raise self._damaged() from None
            yield column, cell

    def _damaged(self) -> WorkbookError:
        return WorkbookError(
            f"工作簿的内部部件 {self._part} 里有读不懂的单元格。请在 Excel 中打开修复后重新保存，或用备份恢复。"
        )

    # --- reading ---------------------------------------------------------------------------------

    def value(self, row: int, column: int) -> str | float | bool | None:
        """What the cell holds or its formula shows; dates are serials, errors their text (#N/A), None blank."""
        return self._content(row)[0].get(column)

    def grid(self) -> Grid:
        """All cells that are not blank, by row and column. Not to be changed."""
        if self._grid is None:
            self._grid = {row: values for row in self._rows if (values := self._content(row)[0])}
        return self._grid

    def row_numbers(self) -> list[int]:
        """The numbers of all rows that the part holds, blank ones too, in order."""
        return sorted(self._rows)

    @property
    def root(self) -> etree._Element:
        """The part's root element."""
        return self._tree.getroot()

    @property
    def namespace(self) -> str:
        """The namespace in front of the part's names."""
        return self._ns

    @property
    def elements(self) -> dict[int, dict[int, etree._Element]]:
        """The cells' elements by row and column."""
        return {row: self._line(row) for row in self._rows}

    def element(self, row: int, column: int) -> etree._Element | None:
        """A cell's element, None where the part holds none."""
        return self._line(row).get(column)

    def columns_in(self, row: int) -> list[int]:
        """The columns of the cells that the part holds in a row."""
        return list(self._line(row))

    def forget_all(self) -> None:
        """Read every row anew: formulas have got other words."""
        self._read.clear()
        self._shared = None

    def is_hidden(self, row: int) -> bool:
        """Whether a filter or a person hid the row."""
        return row in self._rows and self._rows[row].get("hidden") in ("1", "true")

    def has_cell(self, row: int, column: int) -> bool:
        """Whether the part holds the cell, be it blank."""
        return column in self._line(row)

    def array_rows(self, row: int, column: int) -> int:
        """How many rows the array formula covers that begins in the cell; 0 where there is none."""
        cell = self._line(row).get(column)
        formula = None if cell is None else cell.find(f"{self._ns}f")
        if formula is None or formula.get("t") != "array":
            return 0
        first, _, last = str(formula.get("ref")).partition(":")
        return split_address(last or first)[0] - split_address(first)[0] + 1

    @cached_property
    def _bound(self) -> list[Area]:
        return bound_areas(self._tree.getroot(), self._ns)

    def is_bound(self, row: int, column: int) -> bool:
        """Whether a cell cannot be typed into: part of an array formula, or covered by a merged cell."""
        return any(
            holds(area, row, column) and (area[:2] != (row, column) or self.array_rows(row, column))
            for area in self._bound
        )

    def formula(self, row: int, column: int) -> str:
        """The cell's formula without "="; of a shared one the text of its first cell; "" where there is none."""
        return self._content(row)[1].get(column, "")

    def formulas_of(self, row: int) -> Mapping[int, str]:
        """The formulas of a row by column, as `formula` gives them."""
        return self._content(row)[1]

    def _content(self, row: int) -> tuple[dict[int, Shown], dict[int, str]]:
        """The values and the formulas of a row by column; blank ones are left out."""
        if row not in self._read:
            values: dict[int, Shown] = {}
            formulas: dict[int, str] = {}
            formula = f"{self._ns}f"
            cells = dict(self._placed(row)) if row in self._rows else {}
            for column, cell in cells.items():
                for child in cell:
                    if child.tag == formula:
                        formulas[column] = child.text or self._shared_text(str(child.get("si")))
                    elif (value := self._value(cell.get("t", "n"), child)) is not None and value != "":
                        values[column] = value
            self._read[row] = values, formulas
        return self._read[row]

    def _value(self, kind: str, child: etree._Element) -> str | float | bool | None:
        """What a child of a cell of this kind says of its value."""
        if kind == "inlineStr":
            return rich_text(child, self._ns) if child.tag == f"{self._ns}is" else None
        text = child.text if child.tag == f"{self._ns}v" else None
        if not text:
            return None
        if kind == "b":
            return text in ("1", "true")
        if kind == "e":
            return ErrorValue(text)
        if kind == "str":
            return unescape(text)
        try:
            if kind == "d":
                return iso_serial(text)
            return self._strings[int(text)] if kind == "s" else float(text)
        except (ValueError, IndexError):
            raise self._damaged() from None
