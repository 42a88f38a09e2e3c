"""The seal of a draft: a digest of the file in the file itself, with what the draft rested on.

It shows that no hand has changed the file since it was rendered, also where the history of the runs is lost. Word, WPS
and LibreOffice write every part anew when they save, and filling a content control changes the text: both break it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from lxml import etree

from weibao.documents.digests import digest
from weibao.documents.package import read_package
from weibao.documents.properties import core_part, custom_part, properties_of

if TYPE_CHECKING:
    from collections.abc import Mapping

NAME: Final = "weibao.seal"
_BLANK: Final = "0" * 64
_DAY: Final = re.compile(rb"\d{4}-\d\d-\d\d(?=T00:00:00Z</dcterms:(?:created|modified)>)")


class Sealed(NamedTuple):
    """What a draft rested on: the digests of its facts and of its content (see `drafts`)."""

    facts: str
    content: str


def blank(sealed: Sealed) -> str:
    """The property's value before the file has its digest."""
    return " ".join((_BLANK, *sealed))


def closed(name: str, part: bytes, others: Mapping[str, str]) -> bytes:
    """The part `name` with custom properties, its blank seal filled; `others` are the digests of all other parts."""
    return part.replace(_BLANK.encode(), _whole({**others, name: digest(part)}).encode(), 1)


def read_seal(content: bytes) -> Sealed | None:
    """What a file rested on, if it is as it was rendered; None where it was touched, has no seal or is damaged."""
    try:
        parts = read_package(content)
        name = custom_part(parts)
        value = dict(properties_of(parts.get(name, b""))).get(NAME, "").split()
    except (ValueError, etree.XMLSyntaxError):
        return None
    if len(value) != 3:
        return None
    told, *sealed = value
    digests = {other: digest(part) for other, part in parts.items()}
    digests[name] = digest(parts[name].replace(told.encode(), _BLANK.encode(), 1))
    return Sealed(*sealed) if _whole(digests) == told else None


def same_but_for_day(one: bytes, other: bytes) -> bool:
    """Whether two drafts say the same, though they may have been rendered on different days."""
    if one == other:
        return True
    try:
        return _undated(one) == _undated(other)
    except (ValueError, etree.XMLSyntaxError):
        return False


def _undated(content: bytes) -> dict[str, bytes]:
    """The parts without the day of the rendering, and without the seal's digest, which rests on it."""
    parts = read_package(content)
    core, custom = core_part(parts), custom_part(parts)
    parts[core] = _DAY.sub(b"", parts.get(core, b""))
    told = dict(properties_of(parts.get(custom, b""))).get(NAME, "").partition(" ")[0]
    if told:
        parts[custom] = parts[custom].replace(told.encode(), _BLANK.encode(), 1)
    return parts


def _whole(digests: Mapping[str, str]) -> str:
    """The digest of a file by those of its parts."""
    return digest("\n".join(f"{name} {digests[name]}" for name in sorted(digests)).encode())
