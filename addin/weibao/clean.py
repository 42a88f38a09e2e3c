"""Characters that nobody sees and that change what others see: control, bidirectional and zero-width ones.

A name with U+202E in it reads backwards from there on (`清单xslx.exe`): what we print holds none of them.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# Cc, Cf (bidi marks, zero-width, soft hyphen), Cs, line and paragraph separators, the tag and filler characters.
_UNSEEN: Final = re.compile(
    "[\u0000-\u001f\u007f-\u009f\u00ad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufeff\uffa0\ufff0-\ufffb"
    "\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e00ff]"
)
_NAMES: Final = {
    "\u200b": "零宽空格", "\u200c": "零宽不连字", "\u200d": "零宽连字", "\ufeff": "零宽不换行空格",
    "\u200e": "左至右标记", "\u200f": "右至左标记", "\u202a": "左至右嵌入", "\u202b": "右至左嵌入",
    "\u202d": "左至右覆盖", "\u202e": "右至左覆盖", "\u2066": "左至右隔离", "\u2067": "右至左隔离",
    "\u00ad": "软连字符",
}  # fmt: skip


def printable(text: str) -> str:
    """The text without what cannot be seen; a line break or a tab becomes a blank."""
    if not _UNSEEN.search(text):
        return text
    return _UNSEEN.sub(lambda match: " " if match[0] in "\n\r\t\u2028\u2029" else "", text)


def visible(text: str) -> str:
    """The text without what cannot be seen, its line breaks kept; a tab becomes a blank."""
    if not _UNSEEN.search(text):
        return text
    text = text.replace("\r\n", "\n")
    return _UNSEEN.sub(lambda match: "\n" if match[0] in "\n\r\u2028\u2029" else " " * (match[0] == "\t"), text)


def escaped(text: str) -> str:
    """The text with everything unseen written out (`\\u202e`), so that two names stay two."""
    return _UNSEEN.sub(lambda match: match[0].encode("unicode_escape", "backslashreplace").decode("ascii"), text)


def unseen(text: str) -> tuple[str, ...]:
    """What a text holds that cannot be seen, by name; line breaks and tabs are left out."""
    found = dict.fromkeys(char for char in _UNSEEN.findall(text) if char not in "\n\r\t")
    return tuple(f"U+{ord(char):04X}" + (f"（{name}）" if (name := _name(char)) else "") for char in found)


def _name(char: str) -> str:
    if char in _NAMES:
        return _NAMES[char]
    return "控制字符" if unicodedata.category(char) == "Cc" else ""
