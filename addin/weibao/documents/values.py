"""Values on their way into a template: plain text that can neither break the XML nor be taken for a tag.

Braces are swapped for two code points that Unicode reserves as noncharacters while the template is filled, and
swapped back at the end. So data such as `{{ 7*7 }}` stays what it is, and whatever brace pair is left over before the
swap is a tag of the template that was not resolved.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

_OPEN, _CLOSE = "\ufdd0", "\ufdd1"
_SHIELD: Final = str.maketrans({"{": _OPEN, "}": _CLOSE})
_UNSHIELD: Final = str.maketrans({_OPEN: "{", _CLOSE: "}"})
_LINE_BREAK: Final = re.compile("\r\n|[\r\v\f\u0085\u2028\u2029]")
# Not allowed in XML 1.0 at all, plus the two shields; a tab would jump to a stop of the template.
_INVALID: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")

LEFTOVER: Final = re.compile(r"\{\{|\{%|\{#|%\}|\}\}|#\}")


def clean(text: str) -> str:
    """The text with one kind of line break, tabs as spaces, and without characters that XML forbids."""
    return _INVALID.sub("", _LINE_BREAK.sub("\n", text).replace("\t", " "))


def shield(value: Any) -> Any:
    """The same structure of mappings, sequences, text, numbers and flags, every text cleaned and its braces hidden.

    Raises TypeError for anything else: a None or a date would be printed in a form that nobody chose.
    """
    if isinstance(value, str):
        return clean(value).translate(_SHIELD)
    if isinstance(value, (bool, int)):
        return value
    if isinstance(value, Mapping):
        return {key: shield(item) for key, item in value.items()}
    if isinstance(value, Sequence):
        return [shield(item) for item in value]
    raise TypeError(f"{type(value).__name__} in a document's context: give text")


def unshield(xml: str) -> str:
    """Braces of the data back in their place."""
    return xml.translate(_UNSHIELD)
