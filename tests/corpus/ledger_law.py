"""What an update of a 核定台账 may change, checked on the two packages alone."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterator

Parts = dict[str, bytes]
Cell = tuple[int, int]
HIDDEN = ("_claims", "_returns", "_items", "_events", "_calendar", "_meta", "_calc")
FILLED = (
    "核定", "单位审核", "督办", "负面清单认定", "回收情况", "收文登记", "会议台账", "议定事项", "重点任务", "任务节点",
    "工作制度", "查验验收", "成员变动",
)  # fmt: skip


def breaches(before: Parts, after: Parts) -> list[str]:
    """Every breach of the law, in words; none where the update changed what it may and nothing else."""
    sheets, book = _sheets(before)
    rels = posixpath.join(posixpath.dirname(book), "_rels", f"{posixpath.basename(book)}.rels")
    found = []
    gone = {name for name in before if "calcchain" in name.lower()}
    if list(after) != [name for name in before if name not in gone]:
        found.append("parts came, went or changed places")
    ours = {part: name for name, part in sheets.items() if name in (*HIDDEN, *FILLED)}
    for name in set(before) & set(after):
        if before[name] == after[name]:
            continue
        if name in ours:
            found += [f"{ours[name]}: {words}" for words in _sheet(before[name], after[name], ours[name])]
        elif name == book:
            found += ["workbook changed"] * (_bare_book(before[name]) != _bare_book(after[name]))
        elif name.lower() in (rels.lower(), "[content_types].xml"):
            found += [f"{name} changed"] * (_listed(before[name]) != _listed(after[name]))
        else:
            found.append(f"{name} changed")
    return found


def _sheets(parts: Parts) -> tuple[dict[str, str], str]:
    lower = {name.lower(): name for name in parts}

    def related(rels: str, folder: str) -> dict[str, tuple[str, str]]:
        found = {}
        for item in etree.fromstring(parts[lower[rels.lower()]]):
            target = posixpath.normpath(posixpath.join("/", folder, item.get("Target", ""))).lstrip("/")
            target = target.replace("%20", " ")
            found[item.get("Id")] = (item.get("Type", ""), lower.get(target.lower(), target))
        return found  # type: ignore[return-value]

    book = next(part for kind, part in related("_rels/.rels", "").values() if kind.endswith("/officeDocument"))
    folder, name = posixpath.split(book)
    links = related(posixpath.join(folder, "_rels", f"{name}.rels"), folder)
    root = etree.fromstring(parts[book])
    found = {}
    for sheet in root.iterfind(".//{*}sheet"):
        link = next(value for key, value in sheet.attrib.items() if str(key).endswith("}id"))
        found[str(sheet.get("name"))] = links[str(link)][1]
    return found, book


def _bare_book(data: bytes) -> bytes:
    root = etree.fromstring(data)
    for calc in root.findall("{*}calcPr"):
        calc.attrib.pop("fullCalcOnLoad", "")
        if not calc.attrib:
            root.remove(calc)
    for name in root.iterfind(".//{*}definedName"):
        if name.get("name") == "_xlnm.Print_Area":
            name.text = re.sub(r"\d+$", "", name.text or "")
    return bytes(etree.tostring(root, method="c14n"))


def _listed(data: bytes) -> list[bytes]:
    items = [bytes(etree.tostring(item, method="c14n", with_tail=False)) for item in etree.fromstring(data)]
    return [item for item in items if b"calcchain" not in item.lower()]


def _sheet(before: bytes, after: bytes, name: str) -> Iterator[str]:
    trees = etree.fromstring(before), etree.fromstring(after)
    datas = [tree.find("{*}sheetData") for tree in trees]
    old, new = (_rows(data) for data in datas)
    for tree, data in zip(trees, datas, strict=True):
        tree.remove(data)
        if name in HIDDEN:
            for dimension in tree.findall("{*}dimension"):
                dimension.set("ref", "")
    if len({etree.tostring(tree, method="c14n") for tree in trees}) > 1:
        yield "something around the rows changed"
    if name in HIDDEN and name not in ("_meta", "_calc"):
        width = max((column for row in old.values() for column in row[1]), default=0)
        width = min(width, 13)  # the widest machine sheet
        for number, (_, cells) in old.items():
            for column in [c for c in cells if c > width]:
                if not _alike(cells[column], new[number][1][column]):
                    yield f"somebody's cell {number}/{column} changed"
        return
    yield from _compare(old, new)


def _remembers_end(cell: etree._Element) -> bool:
    """A cell of _meta that says where we let a print area end."""
    return str(cell.findtext("{*}f")).startswith("ROW(")


Rows = dict[int, tuple[dict[str, str], dict[int, etree._Element]]]


def _compare(old: Rows, new: Rows) -> Iterator[str]:
    if [*old] != [*new]:
        yield "rows came or went"
        return
    for number, (attributes, cells) in old.items():
        now, made = new[number]
        size = {"ht", "customHeight", "r"}
        if {k: v for k, v in attributes.items() if k not in size} != {k: v for k, v in now.items() if k not in size}:
            yield f"row {number} changed its attributes"
        blank = not any(_value(cell) for cell in cells.values() if cell.find("{*}f") is None)
        for column, cell in made.items():
            was = cells.get(column)
            if was is None:
                if not blank:
                    yield f"cell {number}/{column} came into a used row"
            elif not _alike(was, cell) and not (_remembers_end(was) and _remembers_end(cell)):
                shows = was.find("{*}f") is not None or _in_array(old, number, column)
                fills = not _value(was)
                if not (shows or fills) or _rest(was) != _rest(cell):
                    yield f"cell {number}/{column} changed: {etree.tostring(was)!r} → {etree.tostring(cell)!r}"
        if set(cells) - set(made):
            yield f"cells of row {number} went"


def _rows(data: etree._Element) -> Rows:
    found: Rows = {}
    number = 0
    for row in data.iterfind("{*}row"):
        number = int(row.get("r") or number + 1)
        column, cells = 0, {}
        for cell in row.iterfind("{*}c"):
            letters = (cell.get("r") or "").rstrip("0123456789")
            column = _number(letters) if letters else column + 1
            cells[column] = cell
        found[number] = dict(row.attrib), cells  # type: ignore[assignment]
    return found


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _alike(one: etree._Element, other: etree._Element) -> bool:
    plain = [etree.tostring(cell, with_tail=False) for cell in (one, other)]
    return plain[0] == plain[1] or etree.tostring(one, method="c14n", with_tail=False) == etree.tostring(
        other, method="c14n", with_tail=False
    )


def _value(cell: etree._Element) -> str:
    return "".join(str(text) for child in cell if not str(child.tag).endswith("}f") for text in child.itertext())


def _rest(cell: etree._Element) -> tuple[dict[str, str], list[bytes]]:
    """A cell without what it shows."""
    attributes = {str(k): str(v) for k, v in cell.attrib.items() if k not in ("t", "r")}
    kept = [child for child in cell if etree.QName(child).localname not in ("v", "is")]
    return attributes, [bytes(etree.tostring(child, method="c14n", with_tail=False)) for child in kept]


def _in_array(rows: Rows, number: int, column: int) -> bool:
    for line in rows.values():
        for cell in line[1].values():
            formula = cell.find("{*}f")
            if formula is not None and formula.get("t") == "array":
                first, _, last = str(formula.get("ref")).partition(":")
                (c1, r1), (c2, r2) = (re.fullmatch(r"([A-Z]+)(\d+)", x).groups() for x in (first, last or first))  # type: ignore[union-attr]
                if int(r1) <= number <= int(r2) and _number(c1) <= column <= _number(c2):
                    return True
    return False
