"""Changes of a part's XML, collected first and made together: each copy of a long document costs like reading it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_TEXT: Final = re.compile(r"<w:t(?: [^<>]*[^<>/])?>")
_LINE_BREAK: Final = '</w:t><w:br/><w:t xml:space="preserve">'


class Change(NamedTuple):
    """What stands from `start` to `end` becomes `new`."""

    start: int
    end: int
    new: str


def spliced(xml: str, changes: Iterable[Change]) -> list[str]:
    """The XML with its changes made, in pieces; a change that begins inside another is part of it already."""
    pieces: list[str] = []
    done = 0
    for start, end, new in sorted(changes):
        if start >= done:
            pieces += (xml[done:start], new)
            done = end
    return [*pieces, xml[done:]]


def line_breaks(xml: str) -> Iterator[Change]:
    """Line breaks inside text become Word's, as docxtpl makes them; white space between elements stays what it is."""
    at = xml.find("\n")
    while at >= 0:
        if _TEXT.match(xml, max(xml.rfind("<", 0, at), 0), at):
            yield Change(at, at + 1, _LINE_BREAK)
        at = xml.find("\n", at + 1)
