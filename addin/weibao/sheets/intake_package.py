"""A returned workbook as a package: the few XML parts that tell what is where, out of a checked `Container`.

Files are read once into memory and never written. `PackageError` carries the Chinese reason for the finding.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final, NamedTuple, cast

from lxml import etree

from weibao.sheets import container
from weibao.sheets.container import MAX_FILE as MAX_FILE
from weibao.sheets.container import MAX_RATIO as MAX_RATIO
from weibao.sheets.container import RATIO_FROM as RATIO_FROM
from weibao.sheets.container import Container, refused, too_large
from weibao.sheets.container import PackageError as PackageError
from weibao.system_words import reading_words
from weibao.texts_intake import BARRED, TROUBLED

if TYPE_CHECKING:
    from pathlib import Path

MAX_SHEETS: Final = 250
# So many relationships of a part are kept; where there are more, they are looked up anew.
_KEPT: Final = 100

_REFERENCE = re.compile(r"(?:'(?P<quoted>(?:[^']|'')+)'|(?P<plain>[^'!]+))!\$?(?P<column>[A-Z]{1,3})\$?(?P<row>\d+)")
_XML: Final = b"<?xml "
# Begins with the sign that is rare: that is looked for quickly.
_INSTRUCTION: Final = re.compile(rb"\?(?<=<\?)")
_IDS = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}id",
)


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet of the workbook: visible name, part in the zip, hidden or not."""

    name: str
    part: str
    hidden: bool


class _Relation(NamedTuple):
    """What a relationship says. No element of the tree: one of them keeps all of it in memory."""

    key: str
    kind: str
    target: str
    outside: bool


@dataclass(frozen=True, slots=True)
class External:
    """A relationship that points out of the file: the last word of its type, its target."""

    kind: str
    target: str


class Package:
    """The zip of a workbook (a file, or its bytes), past the guards. `digest` is the SHA-256 of the whole file."""

    def __init__(self, source: Path | bytes) -> None:
        self.data = source if isinstance(source, bytes) else read_file(source)
        self.digest = hashlib.sha256(self.data).hexdigest()
        self.members = Container(self.data, container.limits())
        self._cells = self._characters = 0
        # Shared strings of cells that are not counted yet, by their numbers, and what they come to at most.
        self._uncounted, self._at_most = list[str](), 0
        self._relations: dict[str, tuple[_Relation, ...]] = {}

    def __contains__(self, part: str) -> bool:
        return part in self.members

    @cached_property
    def _folded(self) -> dict[str, str]:
        return {name.casefold(): name for name in self.members}

    def member(self, part: str) -> str:
        """The name in the zip of a part as it is called elsewhere, where capitals make no difference; else as it is."""
        return part if part in self.members else self._folded.get(part.casefold(), part)

    def size(self, part: str) -> int:
        """The part's unpacked size, 0 where it is missing."""
        return self.members.size(part) if part in self.members else 0

    def xml(self, part: str) -> etree._Element:
        """A part as a parsed tree; PackageError where it is missing, damaged or declares a document type."""
        return parsed(self.xml_bytes(part), part)

    def xml_bytes(self, part: str) -> bytes:
        """A part that a parser may be given; PackageError as for `xml`, for what can be told without one."""
        if part not in self.members:
            raise PackageError(f"文件内部有损坏（缺少 {part}）")
        return self.members.xml(part)

    def related(self, part: str) -> dict[str, tuple[str, str]]:
        """The relationships of a part: id -> (last word of the type, target part)."""
        folder = posixpath.dirname(part)
        found: dict[str, tuple[str, str]] = {}
        for item in self._relationships(self.rels_of(part)):
            if item.key in found:
                raise refused(f"文件内部有重复的登记（{part} 的 {item.key}）")
            if item.outside:
                continue
            target = item.target
            absolute = (
                target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            )
            found[item.key] = (item.kind, self.member(absolute))
        return found

    def external(self, rels: str) -> tuple[External, ...]:
        """The relationships in `rels`, a member that holds those of a part, that point out of the file."""
        return tuple(External(item.kind, item.target) for item in self._relationships(rels) if item.outside)

    def rels_of(self, part: str) -> str:
        """What the member that holds the relationships of a part is called, or would be."""
        folder, name = posixpath.split(part)
        return self.member(f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels")

    def _relationships(self, rels: str) -> tuple[_Relation, ...]:
        if rels in self._relations:
            return self._relations[rels]
        found = tuple(map(_relation, self.xml(rels).iterfind("{*}Relationship"))) if rels in self else ()
        if len(found) <= _KEPT:
            self._relations[rels] = found
        return found

    @cached_property
    def workbook_part(self) -> str:
        if "[Content_Types].xml" not in self:
            raise PackageError("这是一个压缩文件，不是 Excel 工作簿")
        for kind, target in self.related("").values():
            if kind == "officeDocument":
                return target
        return "xl/workbook.xml"

    @cached_property
    def workbook(self) -> etree._Element:
        """The tree of the part that lists the sheets."""
        return self.xml(self.workbook_part)

    @cached_property
    def _workbook_related(self) -> dict[str, tuple[str, str]]:
        return self.related(self.workbook_part)

    @cached_property
    def date1904(self) -> bool:
        """Whether the days are counted from 1904, as Excel for the Mac once did."""
        return any(item.get("date1904") in ("1", "true") for item in self.workbook.iterfind("{*}workbookPr"))

    @cached_property
    def sheets(self) -> dict[str, SheetPart]:
        """Every worksheet by name, in the order of the tabs."""
        found: dict[str, SheetPart] = {}
        parts: set[str] = set()
        for item in self.workbook.iterfind("{*}sheets/{*}sheet"):
            key = next((value for name in _IDS if (value := item.get(name)) is not None), "")
            kind, part = self._workbook_related.get(key, ("", ""))
            if kind == "worksheet":
                name = item.get("name", "")
                if name in found:
                    raise refused("文件里有两个同名的工作表")
                if part in parts:
                    raise refused("文件里有两个工作表指向同一个部件")
                parts.add(part)
                found[name] = SheetPart(name, part, item.get("state", "visible") != "visible")
        if not found:
            raise PackageError("文件里没有工作表，不是 Excel 工作簿")
        if len(found) > MAX_SHEETS:
            raise refused(f"文件里有 {len(found)} 个工作表，超过 {MAX_SHEETS} 个，不像一份清单")
        return found

    @cached_property
    def names(self) -> dict[str, tuple[str, int, int]]:
        """Defined names that stand for one cell: name -> (sheet, row, column), 1-based."""
        found = {}
        for item in self.workbook.iterfind("{*}definedNames/{*}definedName"):
            match = _REFERENCE.match(item.text or "")
            if match and item.get("localSheetId") is None and len(match["row"]) < 8:
                sheet = match["plain"] or match["quoted"].replace("''", "'")
                found[item.get("name", "")] = (sheet, int(match["row"]), column_number(match["column"]))
        return found

    def part_of(self, kind: str) -> str:
        """The workbook's part of a kind (`sharedStrings`, `styles`), "" where it has none."""
        return next((part for name, part in self._workbook_related.values() if name == kind and part in self), "")

    @cached_property
    def string_lengths(self) -> list[int]:
        """How many characters each shared string has."""
        part = self.part_of("sharedStrings")
        if not part:
            return []
        return [sum(len(node.text or "") for node in item.iter("{*}t")) for item in self.xml(part).iterfind("{*}si")]

    @cached_property
    def longest_string(self) -> int:
        """No shared string has more characters than this: told from the bytes of a table as programs write them."""
        content = self.xml_bytes(self.part_of("sharedStrings"))
        # What may hide where a string ends; prefixes too, and a string within a string.
        odd = b":si" in content or not only_elements(content)
        strings = content.split(b"<si")[1:]
        if odd or any(string.count(b"</si>") != 1 and not string.startswith(b"/>") for string in strings):
            return len(content)
        return max(map(len, strings), default=0)

    def spend(self, sheet: str, cells: int, characters: int, shared: Sequence[str] = ()) -> None:
        """Count what a sheet will unfold to: cells, characters of their own texts, numbers of their strings.

        PackageError where the sheets so far come to more than is bearable.
        """
        self._cells += cells
        self._characters += characters
        limits = container.limits()
        if shared and self.part_of("sharedStrings"):
            self._uncounted.append(" ".join(shared))
            self._at_most += len(shared) * self.longest_string
        if self._uncounted and self._characters + self._at_most > limits.characters:
            lengths = self.string_lengths
            numbers = (int(text) for line in self._uncounted for text in line.split() if len(text) < 10)
            self._characters += sum(lengths[number] for number in numbers if number < len(lengths))
            self._uncounted, self._at_most = [], 0
        if self._cells > limits.cells or self._characters > limits.characters:
            raise too_large(f"工作表“{sheet}”的内容过多", limits)

    def stored(self, names: Iterable[str]) -> bytes:
        """A new package of those of the members that are there."""
        target = BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as package:
            for name in names:
                if name in self:
                    package.writestr(zipfile.ZipInfo(name), self.members.text(name))
        return target.getvalue()


def parsed(content: bytes, part: str) -> etree._Element:
    """The bytes of `part` as a tree; PackageError where they are damaged or declare a document type."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise PackageError(f"文件内部有损坏（{part}）") from None
    # The stubs know less of DocInfo than lxml has.
    if cast("Any", root.getroottree().docinfo).doctype:
        raise refused(f"文件内部有不该出现的内容（{part} 含文档类型声明）")
    return root


def _relation(item: etree._Element) -> _Relation:
    kind = item.get("Type", "").rsplit("/", 1)[-1]
    return _Relation(item.get("Id", ""), kind, item.get("Target", ""), item.get("TargetMode") == "External")


def only_elements(content: bytes) -> bool:
    """Whether there are no comments, CDATA or instructions, in which what looks like an element is none."""
    start = len(_XML) if content.startswith(_XML) else 0
    return not container.MARKED.search(content) and not _INSTRUCTION.search(content, start)


def column_number(letters: str) -> int:
    """A → 1, AA → 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def read_file(path: Path) -> bytes:
    """The bytes of a file that is no larger than a checklist may be. PackageError where it cannot be read."""
    try:
        if (size := path.stat().st_size) > MAX_FILE:
            raise PackageError(f"文件有 {size / 2**20:.0f} MB，超过 {MAX_FILE // 2**20} MB（清单里不要贴图片或扫描件）")
        return path.read_bytes()
    except PermissionError:
        raise PackageError(f"文件{BARRED}") from None
    except OSError as error:
        raise PackageError(f"{TROUBLED}{reading_words(error)}）") from None
