"""Packages changed by chance: bytes flipped, parts dropped, doubled and renamed, attributes and numbers made absurd."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from corpus.packages import raw_zip

if TYPE_CHECKING:
    from corpus.packages import Parts

# Values that numbers, references and names are replaced by.
NASTY = (
    b"", b"0", b"-1", b"1", b"65536", b"1048577", b"4294967295", b"99999999999999999999", b"1e999", b"NaN", b"0.5",
    b"A0", b"A1", b"ZZZZ1", b"XFD1048576", b"A1:XFD1048576", b"1:1048576", b"$A$1", b"rId1", b"rId99", "²".encode(),
    b"../../../etc/passwd", b"/xl/worksheets/sheet1.xml", b"xl/workbook.xml", b"External", b"s", b"e", b"b", b"d",
    b"str", b"inlineStr", b"shared", b"array", b"true", b"hidden", b"x" * 5000, "长".encode() * 3000, b"&#0;", b"&amp;",
    b"&x;", b"\xff\xfe", b"\0", "\u202e\u200b".encode(), b"<", b"]]>", b"=cmd|'/c calc'!A0", b"_x000D_", b"#REF!",
)  # fmt: skip
_ATTRIBUTE = re.compile(rb'="([^"]*)"')
_TEXT = re.compile(rb">([^<>]+)<")
_ELEMENT = re.compile(rb"<[A-Za-z][^<>]*/>|<([a-z]+)(?:\s[^<>]*)?>[^<]*</\1>")
_TAG = re.compile(rb"</?([A-Za-z:]+)")
_PLACE = st.integers(0, 10**6)


@dataclass(frozen=True)
class Change:
    """One change: what kind, in which part, at which of its places, and with what."""

    kind: str
    part: int
    place: int
    value: bytes
    times: int


# What lies in the parts is tried more often than the container around them, which is quickly refused.
KINDS = (
    *("attribute", "text", "cut element", "repeat element", "rename tag", "attribute", "text", "repeat element") * 4,
    *("drop part", "double part", "rename part", "swap parts", "flip", "cut", "size", "crc", "method", "offset"),
    *("splice",) * 2,
)
CHANGES = st.lists(
    st.builds(
        Change, st.sampled_from(KINDS), _PLACE, _PLACE, st.sampled_from(NASTY), st.sampled_from((1, 2, 50, 3000))
    ),
    min_size=1,
    max_size=5,
)


def mutated(parts: Parts, changes: list[Change]) -> bytes:
    """The package with the changes made one after the other."""
    members = [(name.encode(), content, dict[str, int]()) for name, content in parts.items()]
    after = []
    for change in changes:
        if not members:
            break
        place = change.part % len(members)
        if change.kind in ("flip", "cut"):
            after.append(change)
        elif change.kind in ("size", "crc", "method", "offset"):
            members[place][2][change.kind] = change.place % (9 if change.kind == "method" else 10**6)
        else:
            _change_members(members, place, change)
    data = bytearray(raw_zip(members))
    for change in after:
        if change.kind == "cut":
            del data[change.place % max(len(data), 1) :]
        for number in range(change.times if change.kind == "flip" and change.times < 100 else 1):
            if data:
                data[(change.place + number * 7919) % len(data)] ^= 1 << (change.part % 8)
    return bytes(data)


def _change_members(members: list[tuple[bytes, bytes, dict[str, int]]], place: int, change: Change) -> None:
    name, content, says = members[place]
    if change.kind == "drop part":
        del members[place]
    elif change.kind == "double part":
        members.append((name, content + b" ", {}))
    elif change.kind == "rename part":
        members[place] = (name + change.value[:50], content, says)
    elif change.kind == "swap parts":
        other = change.place % len(members)
        members[place], members[other] = (name, members[other][1], says), (members[other][0], content, {})
    else:
        members[place] = (name, _change_xml(content, change), says)


def _change_xml(content: bytes, change: Change) -> bytes:
    pattern = {"attribute": _ATTRIBUTE, "text": _TEXT, "rename tag": _TAG}.get(change.kind, _ELEMENT)
    found = list(pattern.finditer(content))
    if change.kind == "splice" or not found:
        at = change.place % max(len(content), 1)
        return content[:at] + change.value * min(change.times, 50) + content[at:]
    spot = found[change.place % len(found)]
    if change.kind == "cut element":
        return content[: spot.start()] + content[spot.end() :]
    if change.kind == "repeat element":
        return (
            content[: spot.end()] + spot[0] * min(change.times, 200_000 // max(len(spot[0]), 1)) + content[spot.end() :]
        )
    return content[: spot.start(1)] + change.value + content[spot.end(1) :]
