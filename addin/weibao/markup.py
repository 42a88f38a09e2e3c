"""Text as XML holds it, letter for letter as `xml.sax.saxutils` does it.

That module loads a whole web client with its encryption to be imported: 20 ms that each process would pay.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

_SPACES: Final = str.maketrans({"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})
_NONE: Final[Mapping[str, str]] = MappingProxyType({})


def escape(text: str) -> str:
    """For the inside of an element."""
    return text.replace("&", "&amp;").replace(">", "&gt;").replace("<", "&lt;")


def unescape(text: str, entities: Mapping[str, str] = _NONE) -> str:
    """What `escape` was given; `entities` are others that mean a text."""
    text = text.replace("&lt;", "<").replace("&gt;", ">")
    for entity, meant in entities.items():
        text = text.replace(entity, meant)
    return text.replace("&amp;", "&")


def quoteattr(text: str) -> str:
    """As the value of an attribute, with its quotation marks."""
    text = escape(text).translate(_SPACES)
    if '"' in text and "'" not in text:
        return f"'{text}'"
    return '"' + text.replace('"', "&quot;") + '"'
