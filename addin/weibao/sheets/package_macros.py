"""A plain .xlsx package made into an .xlsm or .xlam: VBA project, code names and ribbon go in, nothing else changes."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING

from weibao.errors import WorkbookError
from weibao.sheets.package_cells import namespace, parse_xml, to_xml
from weibao.sheets.package_zip import pack

if TYPE_CHECKING:
    from lxml import etree

CONTENT_TYPES = "[Content_Types].xml"
ROOT_RELATIONS = "_rels/.rels"
RIBBON_PART = "customUI/customUI14.xml"

_OFFICE = "http://schemas.microsoft.com/office"
_WORKBOOK_TYPE = {
    False: "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    True: "application/vnd.ms-excel.addin.macroEnabled.main+xml",
}
_VBA_TYPE = "application/vnd.ms-office.vbaProject"
_VBA_RELATION = f"{_OFFICE}/2006/relationships/vbaProject"
_RIBBON_RELATION = f"{_OFFICE}/2007/relationships/ui/extensibility"
_RIBBON_ROOT = f"{{{_OFFICE}/2009/07/customui}}customUI"
_COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# What may stand before <workbookPr> in a workbook part, in the order of the schema.
_BEFORE_PROPERTIES = ("fileVersion", "fileSharing")


def code_names(package: bytes) -> tuple[str, ...]:
    """The names that the document modules of a VBA project for this .xlsx must have: workbook first, then every tab.

    Names that the package has already are kept, the others are ThisWorkbook and Sheet1, Sheet2 …. Raises WorkbookError
    for what is no .xlsx, or holds sheets that are no worksheets.
    """
    book = _Book(package)
    return (book.code_name, *book.sheet_names())


def with_macros(package: bytes, vba: bytes, ribbon: bytes | None, *, addin: bool) -> bytes:
    """The .xlsx `package` as an .xlsm, or as an .xlam with `addin`; same input, same bytes.

    `vba` is the vbaProject.bin, with document modules named by `code_names`; `ribbon` is the customUI XML of 2009/07.
    Raises WorkbookError for a package that is no plain .xlsx, or a project or ribbon of another kind.
    """
    book = _Book(package)
    if not vba.startswith(_COMPOUND_FILE):
        raise WorkbookError("要装入的宏工程不是 vbaProject.bin 的格式，没有写入。请用本程序重新生成宏工程后再试。")
    book.put_code_names()
    book.add_vba(vba, addin=addin)
    if ribbon is not None:
        book.add_ribbon(ribbon)
    return book.to_bytes()


@dataclass
class _Part:
    """An XML part, parsed; `changed` once it differs from what lies in the package."""

    tree: etree._ElementTree
    changed: bool = False

    @property
    def root(self) -> etree._Element:
        return self.tree.getroot()

    @property
    def ns(self) -> str:
        return namespace(self.root)

    def add(self, tag: str, at: int | None = None, **attributes: str) -> etree._Element:
        """A new child of the root, by default the last."""
        element = self.root.makeelement(f"{self.ns}{tag}", attributes)
        self.root.insert(len(self.root) if at is None else at, element)
        self.changed = True
        return element

    def relate(self, kind: str, target: str) -> None:
        """A new relationship, with an id that no other has."""
        taken = {str(item.get("Id")) for item in self.root}
        number = next(n for n in range(1, len(taken) + 2) if f"rId{n}" not in taken)
        self.add("Relationship", Id=f"rId{number}", Type=kind, Target=target)


@dataclass
class _Book:
    """The package of a workbook, opened to be given macros."""

    package: bytes
    added: dict[str, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        try:
            self.zip = zipfile.ZipFile(io.BytesIO(self.package))
        except zipfile.BadZipFile:
            raise _no_workbook("不是压缩包格式") from None
        self.members = frozenset(self.zip.namelist())
        self.parts: dict[str, _Part] = {}
        targets = self._targets(ROOT_RELATIONS)
        self.workbook_part = next((t for kind, t in targets.values() if kind.endswith("/officeDocument")), "")
        self.workbook = self.part(self.workbook_part)
        folder, name = posixpath.split(self.workbook_part)
        self.folder, self.relations_part = folder, f"{folder}/_rels/{name}.rels"
        self.sheet_parts = self._find_sheets()
        kinds = {kind for part in (ROOT_RELATIONS, self.relations_part) for kind, _ in self._targets(part).values()}
        if kinds & {_VBA_RELATION, _RIBBON_RELATION}:
            raise WorkbookError("这个工作簿里已经有宏或功能区，不能再装一次。请从不带宏的 .xlsx 重新生成。")

    def part(self, name: str) -> _Part:
        """A part's XML; parsed once."""
        if name not in self.parts:
            if name not in self.members:
                raise _no_workbook(f"缺少部件 {name or 'workbook.xml'}")
            self.parts[name] = _Part(parse_xml(self.zip.read(name), name))
        return self.parts[name]

    def _targets(self, relations: str) -> dict[str, tuple[str, str]]:
        """Id → (type, part) of the relationships in a .rels part."""
        folder = posixpath.dirname(posixpath.dirname(relations))
        return {
            str(item.get("Id")): (
                str(item.get("Type")),
                posixpath.normpath(posixpath.join("/", folder, str(item.get("Target")))).lstrip("/"),
            )
            for item in self.part(relations).root
        }

    def _find_sheets(self) -> list[str]:
        targets, found = self._targets(self.relations_part), []
        for sheet in self.workbook.root.iterfind(f"{self.workbook.ns}sheets/{self.workbook.ns}sheet"):
            link = next((str(value) for key, value in sheet.attrib.items() if str(key).endswith("}id")), "")
            kind, part = targets.get(link, ("", ""))
            if not kind.endswith("/worksheet"):
                raise WorkbookError(
                    f"工作表“{sheet.get('name')}”不是普通工作表（例如是图表工作表），装不了宏。请改用普通工作表。"
                )
            found.append(part)
        return found

    # --- code names ------------------------------------------------------------------------------

    @property
    def code_name(self) -> str:
        properties = self.workbook.root.find(f"{self.workbook.ns}workbookPr")
        return "ThisWorkbook" if properties is None else properties.get("codeName", "ThisWorkbook")

    def sheet_names(self) -> list[str]:
        """Every sheet's code name, in the order of the tabs."""
        given = [
            "" if (properties := self._sheet_properties(part)) is None else properties.get("codeName", "")
            for part in self.sheet_parts
        ]
        taken = {name.lower() for name in [self.code_name, *given]}
        names = []
        for number, name in enumerate(given, start=1):
            if not name:
                name = next(free for n in count(number) if (free := f"Sheet{n}").lower() not in taken)
                taken.add(name.lower())
            names.append(name)
        return names

    def _sheet_properties(self, name: str) -> etree._Element | None:
        part = self.part(name)
        return part.root.find(f"{part.ns}sheetPr")

    def put_code_names(self) -> None:
        """Write the code names where they are missing: the only change to workbook and sheets."""
        names = self.sheet_names()
        root, ns = self.workbook.root, self.workbook.ns
        properties = root.find(f"{ns}workbookPr")
        if properties is None:
            before = [child for child in root if str(child.tag) in {f"{ns}{name}" for name in _BEFORE_PROPERTIES}]
            properties = self.workbook.add("workbookPr", len(before))
        self._name(self.workbook, properties, self.code_name)
        for name, code_name in zip(self.sheet_parts, names, strict=True):
            # <sheetPr> is the first child of a worksheet by the schema.
            found = self._sheet_properties(name)
            self._name(self.part(name), self.part(name).add("sheetPr", 0) if found is None else found, code_name)

    @staticmethod
    def _name(part: _Part, properties: etree._Element, code_name: str) -> None:
        if properties.get("codeName") != code_name:
            properties.set("codeName", code_name)
            part.changed = True

    # --- new parts -------------------------------------------------------------------------------

    def add_vba(self, vba: bytes, *, addin: bool) -> None:
        """The project beside the workbook part, whose type changes."""
        types = self.part(CONTENT_TYPES)
        own = [item for item in types.root if item.get("PartName") == f"/{self.workbook_part}"]
        if not own or not re.search(r"spreadsheetml\.sheet\.main\+xml$", str(own[0].get("ContentType"))):
            raise _no_workbook("它的类型不是普通工作簿")
        own[0].set("ContentType", _WORKBOOK_TYPE[addin])
        name = f"{self.folder}/vbaProject.bin"
        types.add("Override", PartName=f"/{name}", ContentType=_VBA_TYPE)
        self.part(self.relations_part).relate(_VBA_RELATION, "vbaProject.bin")
        self.added[name] = vba

    def add_ribbon(self, ribbon: bytes) -> None:
        """The ribbon, related from the package itself."""
        if (root := str(parse_xml(ribbon, RIBBON_PART).getroot().tag)) != _RIBBON_ROOT:
            raise WorkbookError(f"功能区文件的根元素是 {root}，应为 {_RIBBON_ROOT}。请改正 ribbon.xml。")
        types = self.part(CONTENT_TYPES)
        if not any(item.get("Extension") == "xml" for item in types.root):
            types.add("Override", PartName=f"/{RIBBON_PART}", ContentType="application/xml")
        self.part(ROOT_RELATIONS).relate(_RIBBON_RELATION, RIBBON_PART)
        self.added[RIBBON_PART] = ribbon

    def to_bytes(self) -> bytes:
        """The package; unchanged parts as they lay there."""
        changed = {name: to_xml(part.tree) for name, part in self.parts.items() if part.changed}
        return pack(self.zip, changed, added=self.added)


def _no_workbook(why: str) -> WorkbookError:
    return WorkbookError(f"要装入宏的文件不是普通的 .xlsx 工作簿（{why}）。请用本程序重新生成工作簿后再试。")
