"""Formulas of a returned workbook that call something outside, with the place of each: every part is searched.

Excel computes a name, a validation, a conditional format or the column of a table as it computes a cell.
"""

from __future__ import annotations

import posixpath
import re
from itertools import islice
from typing import TYPE_CHECKING, Final

from lxml import etree

from weibao.clean import printable
from weibao.markup import escape, quoteattr
from weibao.sheets.container import PackageError
from weibao.sheets.intake_calls import (
    FILE_OUTSIDE,
    LINK_OUTSIDE,
    MACRO_CALLS,
    TOO_MANY,
    reaching_out,
    reaching_out_elsewhere,
    reaching_out_of_ods,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from weibao.sheets.intake_package import Package

_XML: Final = (".xml", ".vml")
# How the text of a part begins, whatever the part is called; one whose head is white is looked into.
_MARKUP: Final = re.compile(rb"(?:\xef\xbb\xbf)?+\s*+(?:<|\Z)|(?:\xff\xfe|\xfe\xff)[\s\0]*+(?:<|\Z)|\0?<")
_HEAD: Final = 512
_PROLOG: Final = rb"(?s)(?:\xef\xbb\xbf)?+(?:\s++|<\?.*?\?>|<!--.*?-->)*+<"
# A document type may give a word another name. That of pictures, which many of them have, gives none.
_DECLARED: Final = re.compile(
    _PROLOG + rb"!D(?!OCTYPE\s+svg\s+PUBLIC\s+\"-//W3C//DTD SVG [\w. ]++//EN\"\s+\"[^\"<>\[]*+\"\s*+>)"
)
# Parts of which no program takes a formula, by their first element.
_WITHOUT: Final = re.compile(
    _PROLOG + rb"(?:[^\s<>/:]++:)?(?:sst|styleSheet|theme|Properties|coreProperties|comments|pivotCacheRecords)[\s>]"
)
# So many elements of a part are looked at for the place of what was found in it.
_LOOKED_AT: Final = 50_000
_PLACE: Final = 60
# What a formula belongs to, by the name of an element around it: the words behind its place.
_AROUND: Final = {
    "dataValidation": "的数据有效性",
    "content-validation": "的数据有效性",
    "conditionalFormatting": "的条件格式",
    "conditional-format": "的条件格式",
}
_NAMED: Final = dict.fromkeys(("definedName", "named-expression", "named-range"), "名称")
_CODES: Final = {
    **dict.fromkeys((FILE_OUTSIDE, LINK_OUTSIDE), "file-external"),
    **dict.fromkeys(MACRO_CALLS, "file-macros"),
    TOO_MANY: "file-unsearched",
}


def formulas_outside(package: Package) -> Iterator[tuple[str, str]]:
    """Code of the finding, place and what is called. PackageError where a worker process should search."""
    sheets = {sheet.part: sheet.name for sheet in package.sheets.values()}
    for part in dict.fromkeys([*sheets, *package.members]):
        if part in sheets:
            yield from _of_part(package, part, sheets[part], reaching_out)
        elif _may_hold(package, part):
            yield from _of_part(package, part, "", reaching_out_elsewhere)


def formulas_outside_of_ods(package: Package) -> Iterator[tuple[str, str]]:
    """The same of an .ods."""
    for part in package.members:
        if _may_hold(package, part):
            yield from _of_part(package, part, "", reaching_out_of_ods)


def _may_hold(package: Package, part: str) -> bool:
    """Whether a part that is no sheet may hold formulas."""
    head = package.members.head(part, _HEAD)
    return not _WITHOUT.match(head) and (part.casefold().endswith(_XML) or _MARKUP.match(head) is not None)


def _of_part(
    package: Package, part: str, sheet: str, search: Callable[[bytes], Iterable[str]]
) -> Iterator[tuple[str, str]]:
    shown = _short(sheet or posixpath.basename(part))
    if part not in package:
        return
    try:
        content = package.members.text(part)
    except PackageError as error:
        if error.again:
            raise
        yield "file-unsearched", shown
        return
    if _DECLARED.match(content):
        yield "file-unsearched", shown
    called = list(search(content))
    found = _places(package, part, shown, search) if called else {}
    for one in dict.fromkeys([*called, *found]):
        place, number = found.get(one, (shown, 1))
        more = f" 等 {number} 处" if number > 1 else ""
        yield _CODES.get(one, "file-formulas"), f"{place}{more}：{one}"


def _places(
    package: Package, part: str, shown: str, search: Callable[[bytes], Iterable[str]]
) -> dict[str, tuple[str, int]]:
    """By what is called: the first place of the part, and how many there are; nothing where it cannot be parsed."""
    found: dict[str, tuple[str, int]] = {}
    try:
        root = package.xml(part)
    except PackageError:
        return found
    for element in islice(root.iter("*"), _LOOKED_AT):
        for name in search(_alone(element)):
            place, number = found.get(name) or (_place(element, shown), 0)
            found[name] = (place, number + 1)
    return found


def _alone(element: etree._Element) -> bytes:
    """An element with its attributes and its text, without the elements in it: those tell for themselves."""
    words = [f" {etree.QName(key).localname}={quoteattr(str(value))}" for key, value in element.attrib.items()]
    return f"<{etree.QName(element).localname}{''.join(words)}>{escape(element.text or '')}</".encode()


def _place(element: etree._Element, shown: str) -> str:
    """Where a formula stands, in words."""
    place = behind = ""
    for one in (element, *element.iterancestors("*")):
        kind, name = etree.QName(one).localname, _said(one, "displayName") or _said(one, "name")
        if kind in _NAMED and name:
            return f"{_NAMED[kind]} {_short(name)}"
        if kind == "table" and name:  # a sheet of an .ods, or what is called a table in an .xlsx
            return f"表格 {_short(name)}" if one.get("displayName") else _short(name) + behind
        if kind == "c":
            place = one.get("r", "")
        elif kind in _AROUND:
            behind = _AROUND[kind]
            place = _said(one, "sqref") or one.findtext("{*}sqref", "") or _said(one, "base-cell-address")
    words = [shown, _short(place.split(" ")[0]), behind]
    return " ".join(filter(None, words)) if place else shown + behind


def _said(element: etree._Element, name: str) -> str:
    """An attribute, whatever its namespace."""
    return next((str(value) for key, value in element.attrib.items() if etree.QName(key).localname == name), "")


def _short(text: str) -> str:
    return printable(text)[:_PLACE]
