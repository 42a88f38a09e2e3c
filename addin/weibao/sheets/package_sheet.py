"""One worksheet's XML, changed: values into single cells, what formulas show, whole machine sheets; nothing else.

Dates go in as day serials (the cell's own style shows them), text as inline strings, so that neither styles.xml nor
sharedStrings.xml needs to be touched.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from weibao.errors import WorkbookError
from weibao.functions.cells import ErrorValue
from weibao.sheets.package_areas import unshare
from weibao.sheets.package_cells import SheetCells, to_xml
from weibao.sheets.package_values import Cell, Shown, address, build_sheet, clean_text, number_text, plain, same

if TYPE_CHECKING:
    from collections.abc import Sequence

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


class SheetXml(SheetCells):
    """A worksheet part, opened for small edits. `changed` tells whether `to_bytes` differs in content."""

    def __init__(self, data: bytes, strings: Sequence[str], part: str) -> None:
        super().__init__(data, strings, part)
        self.changed = False
        # What was changed: by `put` (row, column) → (value, what stood there when the part was opened), and so on.
        self.typed: dict[tuple[int, int], tuple[Cell, Shown | None]] = {}
        self.formulas: dict[tuple[int, int], str] = {}
        self.heights: dict[int, float] = {}
        self.was_blank: set[int] = set()  # rows in which nothing stood when something was first typed

    def put(self, row: int, column: int, value: Cell) -> None:
        """Put a value into a cell as if typed; its style stays, a formula in it goes. The same value: no change.

        Raises WorkbookError where the cell is part of an array formula or covered by a merged cell.
        """
        if same(self.value(row, column), value) and not self.formula(row, column):
            return
        if self.is_bound(row, column):
            raise WorkbookError(
                f"{address(row, column)} 在合并单元格或数组公式里，填不进去。请先在 Excel 中取消合并或删除数组公式。"
            )
        if not self._content(row)[0]:
            self.was_blank.add(row)
        self.typed[row, column] = value, self.typed.get((row, column), (None, self.value(row, column)))[1]
        cell = self._parted(row, column)
        for child in list(cell):
            if child.tag in (f"{self._ns}f", f"{self._ns}v", f"{self._ns}is"):
                cell.remove(child)
        cell.attrib.pop("cm", "")  # says that the formula spills
        self._store(cell, plain(value), 0)
        self._forget(row)

    def put_formula(self, row: int, column: int, formula: str, value: Cell) -> None:
        """Put a formula (without "=") into a cell, and what it shows; the cell's style stays."""
        cell = self._parted(row, column)
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
        model = self._line(row).get(like)
        if model is not None and model.get("s"):
            self._cell(row, column).set("s", str(model.get("s")))
            self.changed = True

    def dress_row(self, row: int, like: int) -> None:
        """Give a row the height of another one, and its cells the look of those in the same columns."""
        made, model = self._row(row), self._rows[like]
        for name in ("ht", "customHeight", "s", "customFormat"):
            if model.get(name):
                made.set(name, str(model.get(name)))
        for column, cell in list(self._line(like).items()):
            if cell.get("s"):
                self._cell(row, column).set("s", str(cell.get("s")))
        self._forget(row)

    def reword(self, row: int, column: int, formula: str) -> None:
        """Another text for the formula of a cell, an array formula's included; what it shows stays."""
        element = self._line(row)[column].find(f"{self._ns}f")
        if element is not None and element.text != formula:
            element.text = formula
            self.forget_all()  # others may share it
            self._forget(row)

    def to_bytes(self) -> bytes:
        """The part as it goes back into the workbook."""
        return to_xml(self._tree)

    def _forget(self, row: int) -> None:
        self.changed, self._grid = True, None
        self._read.pop(row, None)

    def refill(self, rows: Sequence[Sequence[Cell]], width: int) -> None:
        """Let the first `width` columns hold exactly `rows` (from A1), in the default style; the others stay."""
        others = {
            (row, column): cell
            for row, cells in self.elements.items()
            for column, cell in cells.items()
            if column > width
        }
        filled = etree.fromstring(build_sheet(rows, self._ns))[0]
        self._data[:] = list(filled)
        self._index()
        for (row, column), cell in others.items():
            cell.set("r", address(row, column))
            self._row(row).append(cell)
            self._cells.pop(row, None)
        for dimension in self._tree.getroot().findall(f"{self._ns}dimension"):
            dimension.set("ref", f"A1:{address(max(self._rows, default=1), max(width, *map(max, others), 1))}")
        self._read.clear()
        self.changed, self._grid = True, None

    def _store(self, cell: etree._Element, value: Shown | None, at: int) -> None:
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

    def _parted(self, row: int, column: int) -> etree._Element:
        """The cell's element; where other cells share its formula, each has got its own text of it."""
        cell = self._cell(row, column)
        formula = cell.find(f"{self._ns}f")
        if formula is not None and formula.get("t") == "shared" and formula.text:
            unshare(self.elements, self._ns, str(formula.get("si")))
            self.forget_all()
        return cell

    def _cell(self, row: int, column: int) -> etree._Element:
        """The cell's element, made at its place if missing, with the style of its row or column."""
        parent = self._row(row)
        cells = self._line(row)
        if column in cells:
            return cells[column]
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
