"""Comments and form buttons in a 核定台账, with the shapes that belong to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.ledger_parts import (
    ITEMS,
    KIND,
    MAIN,
    MICROSOFT,
    WORKBOOK,
    X14,
    Parts,
    add,
    default,
    part_of,
    put,
    relate,
)

if TYPE_CHECKING:
    pass


def comments(parts: Parts, sheet: str = ITEMS, number: int = 90) -> None:
    part = part_of(parts, sheet)
    add(
        parts, f"xl/comments{number}.xml", f'<comments xmlns="{MAIN}"><authors>'
            '<author>甲</author></authors><commentList>'
        '<comment ref="A5" authorId="0"><text><r><rPr><b/></rPr><t>甲：</t></r><r><t>已问</t></r></text></comment>'
        "</commentList></comments>", f"{KIND}.comments+xml",
    )  # fmt: skip
    shape = (
        '<v:shape id="_x0000_s1025" type="#_x0000_t202" '
        'style="position:absolute;visibility:hidden" fillcolor="#ffffe1">'
        '<v:textbox/><x:ClientData ObjectType="Note"><x:Anchor>1,15,4,2,3,15,8,1</x:Anchor><x:Row>4</x:Row>'
        "<x:Column>0</x:Column></x:ClientData></v:shape>"
    )
    _vml(parts, f"xl/drawings/vmlOwn{number}.vml", shape)
    relate(parts, part, "comments", f"../comments{number}.xml")
    link = relate(parts, part, "vmlDrawing", f"../drawings/vmlOwn{number}.vml")
    put(parts, sheet, f'<legacyDrawing r:id="{link}"/>')


def threaded_comments(parts: Parts) -> None:
    comments(parts)
    space = f"{MICROSOFT}/office/spreadsheetml/2018/threadedcomments".replace("/office/office", "/office")
    person = "{11111111-2222-4333-8444-555555555555}"
    add(
        parts, "xl/threadedComments/threadedComment1.xml", f'<ThreadedComments xmlns="{space}">'
            '<threadedComment ref="A5" '
        f'dT="2023-09-30T08:00:00.00" personId="{person}" id="{person}"><text>再问</text></threadedComment>'
        "</ThreadedComments>", "application/vnd.ms-excel.threadedcomments+xml",
    )  # fmt: skip
    add(
        parts, "xl/persons/person.xml", f'<personList xmlns="{space}"><person '
            f'displayName="甲" id="{person}" userId="甲" '
        'providerId="None"/></personList>', "application/vnd.ms-excel.person+xml",
    )  # fmt: skip
    relate(parts, part_of(parts, ITEMS), f"{MICROSOFT}/2017/10/relationships/threadedComment",
           "../threadedComments/threadedComment1.xml")  # fmt: skip
    relate(parts, WORKBOOK, f"{MICROSOFT}/2017/10/relationships/person", "persons/person.xml")


def form_buttons(parts: Parts) -> None:
    """A form button, which Excel writes in alternatives, and its shape."""
    part = part_of(parts, ITEMS)
    shape = (
        '<v:shape id="_x0000_s1026" type="#_x0000_t201" o:button="t"><x:ClientData '
        'ObjectType="Button"><x:Anchor>1,1,1,1,2,2,2,2</x:Anchor></x:ClientData></v:shape>'
    )
    _vml(parts, "xl/drawings/vmlOwn95.vml", shape)
    link = relate(parts, part, "vmlDrawing", "../drawings/vmlOwn95.vml")
    add(
        parts,
        "xl/ctrlProps/ctrlProp1.xml",
        f'<formControlPr xmlns="{MICROSOFT}/spreadsheetml/2009/9/main" objectType="Button"/>',
        "application/vnd.ms-excel.controlproperties+xml",
    )
    control = relate(parts, part, "ctrlProp", "../ctrlProps/ctrlProp1.xml")
    put(parts, ITEMS, f'<legacyDrawing r:id="{link}"/>')
    space = f'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" {X14}'
    put(
        parts, ITEMS, f'<mc:AlternateContent {space}><mc:Choice Requires="x14">'
            '<controls><mc:AlternateContent><mc:Choice '
        f'Requires="x14"><control shapeId="1026" r:id="{control}" '
        'name="按钮"/></mc:Choice></mc:AlternateContent></controls>'
        "</mc:Choice></mc:AlternateContent>",
    )  # fmt: skip


def _vml(parts: Parts, name: str, shape: str) -> None:
    default(parts, "vml", "application/vnd.openxmlformats-officedocument.vmlDrawing")
    add(
        parts, name, '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
        f'xmlns:x="urn:schemas-microsoft-com:office:excel">{shape}</xml>',
    )  # fmt: skip
