"""An .xlsx or .xlsm that people edit, opened for surgical changes: whole hidden sheets, single cells, nothing else.

Re-saving such a file through a spreadsheet library loses shapes, extensions and cached values; so parts that are not
ours are copied byte for byte, wherever Excel, WPS or LibreOffice have moved and renumbered them.
"""

from __future__ import annotations

import posixpath
import re
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import unquote

from weibao.atomic import replace_file
from weibao.errors import WorkbookError
from weibao.sheets.package_cells import namespace, parse_xml, to_xml
from weibao.sheets.package_edits import covering, edits_of
from weibao.sheets.package_sheet import SheetXml
from weibao.sheets.package_values import grid_of, rich_text, split_address
from weibao.sheets.package_zip import damaged, pack, read_zip
from weibao.shut_words import refused_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from lxml import etree

    from weibao.sheets.live_edits import Edits
    from weibao.sheets.package_values import Cell

_CONTENT_TYPES = "[Content_Types].xml"
_REFERENCE = re.compile(r"(?:'((?:[^']|'')+)'|([^'!]+))!(\$?[A-Z]{1,3}\$?\d+)")
_AREA = re.compile(r"((?:'(?:[^']|'')+'|[^'!,]+)!\$A\$\d+:\$[A-Z]{1,3}\$)(\d+)")

# What may stand before <calcPr> in a workbook part, in the order of the schema.
_BEFORE_CALC = (
    "fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets", "functionGroups",
    "externalReferences", "definedNames",
)  # fmt: skip


class Package:
    """A workbook's parts. `sheet` and `replace_sheet` collect changes; nothing is written before `save`."""

    def __init__(self, path: Path) -> None:
        """Open `path`. Raises WorkbookError where it is missing, encrypted, damaged or no workbook."""
        self.path = path
        self._zip = read_zip(path)
        self._members = frozenset(self._zip.namelist())
        self._folded = {name.lower(): name for name in self._members}
        self._opened: dict[str, SheetXml] = {}
        self._rows: dict[str, list[list[Cell]]] = {}
        self._areas: dict[str, str] = {}
        self._workbook_changed = False
        self._workbook_part = self._find_workbook()
        self._workbook = parse_xml(self._read(self._workbook_part), self._workbook_part)

    # --- what is inside --------------------------------------------------------------------------

    @cached_property
    def sheets(self) -> dict[str, str]:
        """Sheet name → part, in the order of the tabs."""
        # Chart and dialogue sheets have tabs too, and no cells.
        targets = {key: target for key, kind, target in self._relations if kind.endswith("/worksheet")}
        ns, parts = namespace(self._workbook.getroot()), {}
        for sheet in self._workbook.getroot().iterfind(f"{ns}sheets/{ns}sheet"):
            link = next((value for key, value in sheet.attrib.items() if str(key).endswith("}id")), "")
            if targets.get(str(link)) in self._members:
                parts[str(sheet.get("name"))] = targets[str(link)]
        return parts

    @cached_property
    def names(self) -> dict[str, tuple[str, int, int]]:
        """Names that stand for one cell → (sheet, row, column), as the program that saved last keeps them."""
        ns, found = namespace(self._workbook.getroot()), dict[str, tuple[str, int, int]]()
        for name in self._workbook.getroot().iterfind(f"{ns}definedNames/{ns}definedName"):
            match = _REFERENCE.fullmatch((name.text or "").strip().lstrip("="))
            # A copied sheet brings names of its own, alike: those of the whole workbook are meant.
            if match and name.get("localSheetId") is None:
                sheet = match[1].replace("''", "'") if match[1] else match[2].lstrip("$")
                found[str(name.get("name"))] = (sheet, *split_address(match[3]))
        return found

    @cached_property
    def kinds(self) -> frozenset[str]:
        """The last words of the types of all relationships of the package and of its workbook part."""
        return frozenset(
            kind.rpartition("/")[2]
            for kind in [*(k for _, k, _ in self._root_relations), *(k for _, k, _ in self._relations)]
        )

    @property
    def counts_from_1904(self) -> bool:
        """Whether days are numbered from 1904 on, as old Excel for Mac did."""
        root = self._workbook.getroot()
        properties = root.find(f"{namespace(root)}workbookPr")
        return properties is not None and properties.get("date1904") in ("1", "true")

    def related(self, name: str, kind: str) -> list[etree._Element]:
        """The roots of the parts of one kind ("table") that a sheet names."""
        folder, part = posixpath.split(self._part(name))
        relations = self._folded.get(f"{folder}/_rels/{part}.rels".lower())
        if relations is None:
            return []
        targets = [target for _, what, target in self._relations_of(relations, folder) if what.endswith(f"/{kind}")]
        return [parse_xml(self._read(target), target).getroot() for target in targets]

    def sheet(self, name: str) -> SheetXml:
        """A sheet, opened for reading and small edits. Raises WorkbookError where it is missing."""
        part = self._part(name)
        if part not in self._opened:
            self._opened[part] = SheetXml(self._read(part), self._strings, part)
        return self._opened[part]

    # --- changes ---------------------------------------------------------------------------------

    def replace_sheet(self, name: str, rows: Iterable[Sequence[Cell]]) -> bool:
        """Let `rows` (from A1) be all that a hidden machine sheet holds in their columns. False where they are already.

        The sheet's code name, which its macros go by, and whatever else surrounds the cells stay.
        """
        sheet, wanted = self.sheet(name), list(rows)
        width = max(map(len, wanted), default=0)
        there = {
            row: own for row, cells in sheet.grid().items() if (own := {c: v for c, v in cells.items() if c <= width})
        }
        if there == grid_of(wanted):
            # Compared by value: whoever saved last wrote the same cells in another way.
            return False
        self._rows[name] = covering(wanted, there)
        sheet.refill(wanted, width)
        return True

    def move_print_end(self, sheet: str, old: int, new: int) -> bool:
        """Let the print area of a sheet end in row `new`, if it is one area and ends in row `old`. True if it did."""
        area = self.move_end(sheet, old, new, "_xlnm.Print_Area")
        if area:
            self._areas[sheet] = area
        return bool(area)

    def move_end(self, sheet: str, old: int, new: int, what: str) -> str:
        """The same of another area of a sheet that has a name; gives the new area, "" where it did not end there."""
        root = self._workbook.getroot()
        ns, index = namespace(root), [*self._names_of_sheets()].index(sheet)
        for name in root.iterfind(f"{ns}definedNames/{ns}definedName"):
            if (name.get("name"), name.get("localSheetId")) != (what, str(index)):
                continue
            match = _AREA.fullmatch(name.text or "")
            if match and int(match[2]) == old:
                name.text = f"{match[1]}{new}"
                self._workbook_changed = True
                return str(name.text).rpartition("!")[2]
        return ""

    def rename_area(self, name: str, target: str) -> None:
        """Let a name of the whole workbook stand for another area."""
        root = self._workbook.getroot()
        ns = namespace(root)
        for item in root.iterfind(f"{ns}definedNames/{ns}definedName"):
            if item.get("name") == name and item.get("localSheetId") is None and item.text != target:
                item.text = target
                self._workbook_changed = True

    def _names_of_sheets(self) -> list[str]:
        root = self._workbook.getroot()
        ns = namespace(root)
        return [str(sheet.get("name")) for sheet in root.iterfind(f"{ns}sheets/{ns}sheet")]

    @property
    def changed(self) -> bool:
        """Whether `save` would write anything new."""
        return self._workbook_changed or any(sheet.changed for sheet in self._opened.values())

    @property
    def changed_sheets(self) -> tuple[str, ...]:
        """The names of the sheets that `save` would write with something new."""
        return tuple(name for name, part in self.sheets.items() if part in self._opened and self._opened[part].changed)

    @property
    def edits(self) -> Edits:
        """The same changes for whoever has the workbook open, but for what formulas show: there they calculate."""
        names = {part: name for name, part in self.sheets.items()}
        return edits_of({names[part]: sheet for part, sheet in self._opened.items()}, self._rows, self._areas)

    def save(self, target: Path | None = None) -> bytes:
        """Write the changed workbook in one step, over the one opened or to `target`; returns what was written.

        The list of calculation order goes (it names cells that may be gone) and the next program is asked to
        recalculate. Raises WorkbookError where somebody saved the file since it was opened, or has it open.
        """
        changed = {part: sheet.to_bytes() for part, sheet in self._opened.items() if sheet.changed}
        if self._workbook_changed:
            changed[self._workbook_part] = to_xml(self._workbook)
        dropped = self._drop_calc_chain(changed) if changed else frozenset()
        if changed:
            self._ask_for_calculation(changed)
        data = pack(self._zip, changed, dropped)
        target = target or self.path
        if target == self.path and self.path.read_bytes() != self._original:
            raise WorkbookError(f"“{self.path.name}”刚刚被别的程序保存过，本次更新没有写入。请再运行一次。")
        try:
            with replace_file(target) as temporary:
                temporary.write_bytes(data)
        except PermissionError:
            raise WorkbookError(refused_words(target)) from None
        return data

    # --- inside ----------------------------------------------------------------------------------

    @property
    def _original(self) -> bytes:
        handle = self._zip.fp
        assert handle is not None  # noqa: S101 - the container is open
        handle.seek(0)
        return handle.read()

    def _read(self, part: str) -> bytes:
        if part not in self._members:
            raise damaged(self.path, f"缺少部件 {part}")
        return self._zip.read(part)

    def _part(self, name: str) -> str:
        try:
            return self.sheets[name]
        except KeyError:
            raise WorkbookError(
                f"“{self.path.name}”里没有工作表“{name}”。它可能被删除或改名了：请改回原名，或从备份恢复后再运行。"
            ) from None

    def _find_workbook(self) -> str:
        for _, kind, target in self._root_relations:
            if kind.endswith("/officeDocument"):
                root = parse_xml(self._read(target), target).getroot()
                if str(root.tag) == f"{namespace(root)}workbook":
                    return target
        raise damaged(self.path, "不是 Excel 工作簿")

    @cached_property
    def _root_relations(self) -> list[tuple[str, str, str]]:
        return self._relations_of("_rels/.rels", "")

    @cached_property
    def _relations(self) -> list[tuple[str, str, str]]:
        return self._relations_of(self._relations_part, posixpath.dirname(self._workbook_part))

    @property
    def _relations_part(self) -> str:
        folder, name = posixpath.split(self._workbook_part)
        part = posixpath.join(folder, "_rels", f"{name}.rels")
        return self._folded.get(part.lower(), part)

    def _relations_of(self, part: str, folder: str) -> list[tuple[str, str, str]]:
        """(id, type, target part) of every relationship to a part inside."""
        relations = []
        for item in parse_xml(self._read(part), part).getroot():
            target = str(item.get("Target", ""))
            full = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            # Names of parts know no capitals, and targets may be percent-encoded.
            full = next((self._folded[n.lower()] for n in (full, unquote(full)) if n.lower() in self._folded), full)
            if item.get("TargetMode") != "External":
                relations.append((str(item.get("Id")), str(item.get("Type")), full))
        return relations

    @cached_property
    def _strings(self) -> list[str]:
        part = next((target for _, kind, target in self._relations if kind.endswith("/sharedStrings")), "")
        if part not in self._members:
            return []
        root = parse_xml(self._read(part), part).getroot()
        ns = namespace(root)
        return [rich_text(item, ns) for item in root.iterfind(f"{ns}si")]

    def _drop_calc_chain(self, changed: dict[str, bytes]) -> frozenset[str]:
        chain = next((target for _, kind, target in self._relations if kind.endswith("/calcChain")), "")
        if chain not in self._members:
            return frozenset()
        for part, attribute, ends in (
            (self._relations_part, "Type", "/calcChain"),
            (_CONTENT_TYPES, "PartName", f"/{chain}"),
        ):
            tree = parse_xml(self._read(part), part)
            _remove(tree, attribute, ends)
            changed[part] = to_xml(tree)
        return frozenset({chain})

    def _ask_for_calculation(self, changed: dict[str, bytes]) -> None:
        root = self._workbook.getroot()
        ns = namespace(root)
        calc = root.find(f"{ns}calcPr")
        if calc is None:
            calc = root.makeelement(f"{ns}calcPr")
            before = [child for child in root if str(child.tag) in {f"{ns}{name}" for name in _BEFORE_CALC}]
            root.insert(root.index(before[-1]) + 1, calc)
        if calc.get("fullCalcOnLoad") not in ("1", "true"):
            calc.set("fullCalcOnLoad", "1")
            changed[self._workbook_part] = to_xml(self._workbook)


def _remove(tree: etree._ElementTree, attribute: str, ends: str) -> None:
    root = tree.getroot()
    for item in list(root):
        if str(item.get(attribute, "")).lower().endswith(ends.lower()):
            root.remove(item)
