"""One worksheet's XML: read its cells, put values into single cells, refresh what formulas show; nothing else changes.

Rows and columns are 1-based. Whatever namespace prefixes, attributes and extensions another program wrote stay.
Dates go in as day serials (the cell's own style shows them), text as inline strings, so that neither styles.xml nor
sharedStrings.xml needs to be touched.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from lxml import etree

from weibao.errors import WorkbookError
from weibao.functions.cells import ErrorValue
from weibao.sheets.package_values import (
    DIGITS,
    Cell,
    Grid,
    Shown,
    address,
    clean_text,
    column_number,
    number_text,
    plain,
    rich_text,
    same,
    split_address,
    unescape,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


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


class SheetXml:
    """A worksheet part, opened for small edits. `changed` tells whether `to_bytes` differs in content."""

    def __init__(self, data: bytes, strings: Sequence[str], part: str) -> None:
        self._tree = parse_xml(data, part)
        root = self._tree.getroot()
        self._ns = namespace(root)
        data_element = root.find(f"{self._ns}sheetData")
        if data_element is None:
            raise WorkbookError(f"工作簿的内部部件 {part} 不是工作表。请用备份恢复。")
        self._data, self._strings = data_element, strings
        self._rows: dict[int, etree._Element] = {}
        self._cells: dict[int, dict[int, etree._Element]] = {}
        self._shared: dict[str, str] = {}
        self.changed = False
        # What was changed: by `put` (row, column) → (value, what stood there when the part was opened), and so on.
        self.typed: dict[tuple[int, int], tuple[Cell, str | float | bool | None]] = {}
        self.formulas: dict[tuple[int, int], str] = {}
        self.heights: dict[int, float] = {}
        self._read: dict[int, tuple[dict[int, Shown], dict[int, str]]] = {}  # by row, until a cell of it changes
        self._grid: Grid | None = None
        self._index()

    def _index(self) -> None:
        ns, number = self._ns, 0
        for row in self._data.iterchildren(f"{ns}row"):
            number = int(row.get("r") or number + 1)
            cells: dict[int, etree._Element] = {}
            column = 0
            for cell in row.iterchildren(f"{ns}c"):
                # Both r attributes are optional in the format; a missing one means "the next".
                where = cell.get("r")
                column = column_number(where.rstrip(DIGITS)) if where else column + 1
                cells[column] = cell
            self._rows[number], self._cells[number] = row, cells
        for formula in self._data.iter(f"{ns}f"):
            if formula.get("t") == "shared" and formula.text:
                self._shared[str(formula.get("si"))] = formula.text

    # --- reading ---------------------------------------------------------------------------------

    def value(self, row: int, column: int) -> str | float | bool | None:
        """What the cell holds or its formula shows; dates are serials, errors their text (#N/A), None blank."""
        return self._content(row)[0].get(column)

    def grid(self) -> Grid:
        """All cells that are not blank, by row and column. Not to be changed."""
        if self._grid is None:
            self._grid = {row: values for row in self._cells if (values := self._content(row)[0])}
        return self._grid

    def row_numbers(self) -> list[int]:
        """The numbers of all rows that the part holds, blank ones too, in order."""
        return sorted(self._cells)

    def has_cell(self, row: int, column: int) -> bool:
        """Whether the part holds the cell, be it blank."""
        return column in self._cells.get(row, {})

    def array_rows(self, row: int, column: int) -> int:
        """How many rows the array formula covers that begins in the cell; 0 where there is none."""
        cell = self._cells.get(row, {}).get(column)
        formula = None if cell is None else cell.find(f"{self._ns}f")
        if formula is None or formula.get("t") != "array":
            return 0
        first, _, last = str(formula.get("ref")).partition(":")
        return split_address(last or first)[0] - split_address(first)[0] + 1

    def formula(self, row: int, column: int) -> str:
        """The cell's formula without "="; of a shared one the text of its first cell; "" where there is none."""
        return self._content(row)[1].get(column, "")

    def _content(self, row: int) -> tuple[dict[int, Shown], dict[int, str]]:
        """The values and the formulas of a row by column; blank ones are left out."""
        if row not in self._read:
            values: dict[int, Shown] = {}
            formulas: dict[int, str] = {}
            for column, cell in self._cells.get(row, {}).items():
                for child in cell:
                    if child.tag == f"{self._ns}f":
                        formulas[column] = child.text or self._shared.get(str(child.get("si")), "?")
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
        if kind == "s":
            return self._strings[int(text)]
        if kind == "b":
            return text in ("1", "true")
        if kind == "e":
            return ErrorValue(text)
        if kind in ("str", "d"):
            return unescape(text)
        return float(text)

    # --- changing --------------------------------------------------------------------------------

    def put(self, row: int, column: int, value: Cell) -> None:
        """Put a value into a cell as if typed; its style stays, a formula in it goes. The same value: no change."""
        if same(self.value(row, column), value) and not self.formula(row, column):
            return
        self.typed[row, column] = value, self.typed.get((row, column), (None, self.value(row, column)))[1]
        cell = self._cell(row, column)
        for child in list(cell):
            if child.tag in (f"{self._ns}f", f"{self._ns}v", f"{self._ns}is"):
                cell.remove(child)
        self._store(cell, plain(value), 0)
        self._forget(row)

    def put_formula(self, row: int, column: int, formula: str, value: Cell) -> None:
        """Put a formula (without "=") into a cell, and what it shows; the cell's style stays."""
        cell = self._cell(row, column)
        for child in list(cell):
            cell.remove(child)
        self._child(cell, "f", 0).text = formula
        self.formulas[row, column] = formula
        self._store(cell, plain(value), 1)
        self._forget(row)

    def refresh(self, row: int, column: int, value: Cell) -> bool:
        """Renew what the cell's formula shows; the formula stays. False where nothing differs or there is none."""
        return bool(self.formula(row, column)) and self.show(row, column, value)

    def show(self, row: int, column: int, value: Cell) -> bool:
        """The same, also for the cells of an array formula's area, which have no formula of their own."""
        if same(self.value(row, column), value):
            return False
        cell = self._cell(row, column)
        formula = cell.find(f"{self._ns}f")
        for child in list(cell):
            if child.tag in (f"{self._ns}v", f"{self._ns}is"):
                cell.remove(child)
        wanted, at = plain(value), 0 if formula is None else cell.index(formula) + 1
        if wanted is None or isinstance(wanted, str):
            cell.set("t", "e" if isinstance(wanted, ErrorValue) else "str")
            self._child(cell, "v", at).text = clean_text(wanted or "")
        else:
            self._store(cell, wanted, at)
        self._forget(row)
        return True

    def height(self, row: int) -> float | None:
        """The row's height in points, None where it has none of its own."""
        height = self._rows[row].get("ht") if row in self._rows else None
        return None if height is None else float(height)

    def set_height(self, row: int, points: float) -> None:
        """Give a row of ours its height."""
        element = self._rows[row]
        if element.get("ht") != number_text(points):
            element.set("ht", number_text(points))
            element.set("customHeight", "1")
            self.heights[row] = points
            self.changed = True

    def dress(self, row: int, column: int, like: int) -> None:
        """Give a cell the look of another one of its row."""
        model = self._cells.get(row, {}).get(like)
        if model is not None and model.get("s"):
            self._cell(row, column).set("s", str(model.get("s")))
            self.changed = True

    def to_bytes(self) -> bytes:
        """The part as it goes back into the workbook."""
        return to_xml(self._tree)

    def _forget(self, row: int) -> None:
        self.changed, self._grid = True, None
        self._read.pop(row, None)

    def _store(self, cell: etree._Element, value: str | float | bool | None, at: int) -> None:
        if value is None or isinstance(value, float):
            cell.attrib.pop("t", "")
        elif isinstance(value, bool):
            cell.set("t", "b")
        if isinstance(value, str):
            cell.set("t", "inlineStr")
            text = etree.SubElement(self._child(cell, "is", at), f"{self._ns}t")
            text.text = clean_text(value)
            text.set(_SPACE, "preserve")
        elif value is not None:
            self._child(cell, "v", at).text = str(int(value)) if isinstance(value, bool) else number_text(value)

    def _child(self, cell: etree._Element, name: str, at: int) -> etree._Element:
        child = cell.makeelement(f"{self._ns}{name}", nsmap=cell.nsmap)  # type: ignore[arg-type]
        cell.insert(at, child)
        return child

    def _cell(self, row: int, column: int) -> etree._Element:
        """The cell's element, made at its place if missing, with the style of its row or column."""
        cells = self._cells.setdefault(row, {})
        if column in cells:
            return cells[column]
        parent = self._row(row)
        before = [element for number, element in cells.items() if number < column]
        cell = parent.makeelement(f"{self._ns}c")
        parent.insert(parent.index(before[-1]) + 1 if before else 0, cell)
        cell.set("r", address(row, column))
        if style := self._style(parent, column):
            cell.set("s", style)
        for number, element in cells.items():
            element.set("r", address(row, number))
        cells[column] = cell
        self._cells[row] = dict(sorted(cells.items()))
        return cell

    def _row(self, number: int) -> etree._Element:
        if number in self._rows:
            return self._rows[number]
        row = self._data.makeelement(f"{self._ns}row")
        row.set("r", str(number))
        before = [known for known in self._rows if known < number]
        self._data.insert(self._data.index(self._rows[max(before)]) + 1 if before else 0, row)
        for known, element in self._rows.items():
            element.set("r", str(known))
        self._rows[number] = row
        return row

    def _style(self, row: etree._Element, column: int) -> str:
        if row.get("customFormat") in ("1", "true"):
            return row.get("s", "")
        for span in self._tree.getroot().iterfind(f"{self._ns}cols/{self._ns}col"):
            if int(span.get("min", "0")) <= column <= int(span.get("max", "0")):
                return span.get("style", "")
        return ""
