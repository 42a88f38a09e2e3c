"""List objects ("表格") in a 核定台账: over our table, beside it, over its prepared rows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.ledger_parts import (
    HEAD,
    ITEMS,
    KIND,
    MAIN,
    MICROSOFT,
    REVISION,
    WORKBOOK,
    X14,
    Parts,
    add,
    part_of,
    put,
    relate,
    rows,
)
from corpus.packages import RELATION

if TYPE_CHECKING:
    pass


def _list(parts: Parts, number: int, ref: str, heads: list[str], more: str = "", kind: str = "") -> None:
    columns = "".join(f'<tableColumn id="{n}" name="{name}"/>' for n, name in enumerate(heads, 1))
    add(
        parts, f"xl/tables/own{number}.xml", f'<table xmlns="{MAIN}" {REVISION} '
            f'xr:uid="{{00000000-0001-0000-0000-00000000000{number}}}" '
        f'id="{number}" name="表{number}" displayName="表{number}" ref="{ref}"{kind}><autoFilter ref="{ref}"/>'
        f'<tableColumns count="{len(heads)}">{columns}</tableColumns>{more}</table>', f"{KIND}.table+xml",
    )  # fmt: skip
    link = relate(parts, part_of(parts, ITEMS), "table", f"../tables/own{number}.xml")
    put(parts, ITEMS, f'<tableParts count="1"><tablePart r:id="{link}"/></tableParts>')


def our_headings(parts: Parts) -> list[str]:
    """The headings of 督办."""
    strings = re.findall(r"<si>.*?<t[^>]*>(.*?)</t>.*?</si>", parts["xl/sharedStrings.xml"].decode(), flags=re.S)
    row = re.search(r'<row r="3".*?</row>', parts[part_of(parts, ITEMS)].decode(), flags=re.S)
    assert row
    return [strings[int(number)] for number in re.findall(r"<v>(\d+)</v>", row[0])]


def list_object(parts: Parts, kind: str = "") -> None:
    """Our table made a list object (Ctrl+T), with a slicer."""
    part = part_of(parts, ITEMS)
    parts[part] = re.sub(rb"<autoFilter[^>]*/>", b"", parts[part])
    _list(parts, 1, "A3:W25", our_headings(parts), '<tableStyleInfo name="TableStyleLight9" showRowStripes="1"/>', kind)
    space = f"{MICROSOFT}/spreadsheetml/2009/9/main"
    add(parts, "xl/slicers/slicer1.xml", f'<slicers xmlns="{space}"><slicer name="状态" '
        'cache="切片器_状态" rowHeight="241300"/></slicers>',
        "application/vnd.ms-excel.slicer+xml")  # fmt: skip
    add(parts, "xl/slicerCaches/slicerCache1.xml", f'<slicerCacheDefinition xmlns="{space}" '
        'name="切片器_状态" sourceName="状态"/>',
        "application/vnd.ms-excel.slicerCache+xml")  # fmt: skip
    link = relate(parts, part, f"{MICROSOFT}/2007/relationships/slicer", "../slicers/slicer1.xml")
    relate(parts, WORKBOOK, f"{MICROSOFT}/2007/relationships/slicerCache", "slicerCaches/slicerCache1.xml")
    put(
        parts, ITEMS, f'<extLst><ext uri="{{3A4CF648-6AED-40f4-86FF-DC5316D8AED3}}" {X14}>'
            '<x14:slicerList><x14:slicer '
        f'xmlns:r="{RELATION}" r:id="{link}"/></x14:slicerList></ext></extLst>',
    )  # fmt: skip


def list_beside(parts: Parts) -> None:
    """A list object of one's own right of our table."""
    cells = '<c r="Z3" t="inlineStr"><is><t>甲</t></is></c><c r="AA3" t="inlineStr"><is><t>乙</t></is></c></row>'
    rows(parts, ITEMS, HEAD, HEAD, lambda _, row: row.replace("</row>", cells))
    _list(parts, 2, "Z3:AA9", ["甲", "乙"])


def list_inside(parts: Parts) -> None:
    """A list object of one's own over prepared rows: they are not to be filled."""

    def edit(number: int, row: str) -> str:
        texts = {"A": "名目", "B": "数"} if number == 4 else {}
        for letter, text in texts.items():
            row = re.sub(
                rf'<c r="{letter}4"[^>]*?(/>|>.*?</c>)',
                f'<c r="{letter}4" t="inlineStr"><is><t>{text}</t></is></c>',
                row,
            )
        return row

    rows(parts, ITEMS, 4, 4, edit)
    _list(parts, 3, "A4:B7", ["名目", "数"])
