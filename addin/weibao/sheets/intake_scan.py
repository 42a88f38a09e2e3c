"""A sheet's cells, taken from its bytes by patterns: for sheets as office programs write them, ten times as quick as
walking their tree.

What fits from the first byte to the last is well-formed XML and holds nothing but rows and cells. Everything else (a
comment, CDATA, a prefix, a cell outside of its row, two of one address …) is left to the walk of `intake_deep`, which
tells what is wrong: `split` or `scan` gives None, and never a guess.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from weibao.markup import unescape
from weibao.sheets.intake_package import column_number

_OPEN, _CLOSE, _NONE = b"<sheetData>", b"</sheetData>", b"<sheetData/>"
_DECLARATION: Final = re.compile(rb"""(?:<\?xml version=["']1\.0["'] encoding=["'](?:UTF|utf)-8["'][^<>]*\?>)?\s*<\w""")
# Text without markup, characters that XML forbids, and line ends that a parser changes.
_PLAIN: Final = rb"[^<>&\x00-\x08\x0b-\x1f]*+"
_TEXT: Final = _PLAIN + rb"(?:&(?:quot|amp|lt|gt|apos|#10);" + _PLAIN + rb")*+"
_VALUE: Final = rb'="[^"<>&\x00-\x1f]*+"'
_ENTITIES: Final = {"&quot;": '"', "&apos;": "'", "&#10;": "\n"}
# Bytes of a character behind its first, in UTF-8.
_FOLLOWING: Final = bytes(range(0x80, 0xC0))
# So many bytes are taken at once: texts and lists of all cells would be several times as large as the sheet.
_AT_ONCE: Final = 2**16
_SIGNS: Final = (b"&amp;", b"&lt;", b"&gt;", *map(str.encode, _ENTITIES))
_NO_CHARACTER: Final = (b"\xef\xbf\xbe", b"\xef\xbf\xbf")

# Attributes: taken as a whole first, and looked at once for all rows and formulas that have the same.
_ATTRIBUTES: Final = rb"([^<>/]*+)"
_FORMULA_LOOK: Final = re.compile(rb"(?: (?:t|ref|si|ca|aca)" + _VALUE + rb")*+")
_ROW_LOOK: Final = re.compile(
    rb"(?: (?:spans|s|customFormat|ht|hidden|customHeight|outlineLevel|collapsed|thickTop|thickBot|ph|x14ac:dyDescent)"
    + _VALUE
    + rb")*+"
)
# What a cell of `row` looks like; the parts in brackets are those of `_Filled`.
_LOOK: Final = rb'<c r="(([A-Z]{1,3})%b)"(?: s="\d{1,6}")?+(?: t="(s|n|b|e|str)")?+'
_INSIDE: Final = (
    rb"(?:(?:(<f)" + _ATTRIBUTES + rb"(?:/>|>%(text)b</f>))?+"
    rb'(?:(<v)(?: xml:space="preserve")?(?:/>|>(%(text)b)</v>))?+</c>)'
)
_ROW: Final = re.compile(
    rb'<row r="([1-9]\d{0,6})"' + _ATTRIBUTES + rb"(?:/>|>((?:"
    + re.sub(rb"\((?!\?)", rb"(?:", (_LOOK % rb"\1") + rb"(?:/>|>" + _INSIDE % {b"text": _TEXT} + rb")")
    + rb")*+)</row>)"
)  # fmt: skip
# A cell of a row that fits, where it holds a formula or a value.
_CELL: Final = re.compile((_LOOK % rb"\d+") + rb">(?=<[fv])" + _INSIDE % {b"text": rb"[^<]*+"})
_NAME: Final = re.compile(rb' ([\w:]+)="')
_HIDDEN: Final = re.compile(rb' hidden="(?:1|true)"')


class _Filled(NamedTuple):
    """Cells, column by column: what the brackets of `_CELL` hold, b"" for what a cell has not."""

    addresses: tuple[bytes, ...]
    columns: tuple[bytes, ...]
    kinds: tuple[bytes, ...]
    formulas: tuple[bytes, ...]  # the beginning of its element, where there is a formula
    attributes: tuple[bytes, ...]  # those of the formula
    stored: tuple[bytes, ...]  # the beginning of its element, where there is a value
    values: tuple[bytes, ...]


@dataclass
class Cells:
    """The cells of a sheet: facts by address as in `SheetFacts`, `shared` the numbers of shared strings as written,
    `inline` the characters of the cells' own values, and the last row and column with a filled cell.
    """

    formulas: dict[str, bool] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    hidden: list[int] = field(default_factory=list)
    shared: list[str] = field(default_factory=list)
    inline: int = 0
    bottom: int = 0
    right: int = 0


def split(content: bytes) -> tuple[bytes, bytes] | None:
    """The sheet without its rows, and the rows; None where they cannot be told apart without a parser."""
    start, end = content.find(_OPEN), content.rfind(_CLOSE)
    if not 0 <= start < end or content.count(b"sheetData") != 2 or not _DECLARATION.match(content):
        return None
    return content[:start] + _NONE + content[end + len(_CLOSE) :], content[start + len(_OPEN) : end]


def scan(rows: bytes, *, prefixed: bool) -> Cells | None:
    """What the rows hold; None where a parser has to look. `prefixed`: the sheet declares Excel's prefix x14ac."""
    found, filled, size, place, last, looks = Cells(), list[bytes](), 0, 0, 0, dict[bytes, bool | None]()
    if not _is_text(rows):
        return None
    for row in _ROW.finditer(rows):
        digits, look, inside = row.groups()
        number = int(digits)
        if look not in looks:
            looks[look] = _hidden(look, prefixed=prefixed)
        hidden = looks[look]
        start, end = row.span()
        if start != place or number <= last or hidden is None:
            return None
        place, last = end, number
        if hidden:
            found.hidden.append(number)
        # Most rows of a padded sheet hold no value.
        if inside and (b"<v" in inside or b"<f" in inside):
            filled.append(inside)
            size += len(inside)
            if size > _AT_ONCE:
                if not _take(found, b"".join(filled)):
                    return None
                filled, size = [], 0
    return found if place == len(rows) and _take(found, b"".join(filled)) else None


def _is_text(rows: bytes) -> bool:
    if rows.isascii():
        return True
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for start in range(0, len(rows), _AT_ONCE):
            decoder.decode(rows[start : start + _AT_ONCE])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return not any(code in rows for code in _NO_CHARACTER)


def _hidden(attributes: bytes, *, prefixed: bool) -> bool | None:
    """Whether a row with these attributes is hidden; None where they are not well-formed, or not known."""
    if not _fits(_ROW_LOOK, attributes) or (not prefixed and b" x14ac:dyDescent=" in attributes):
        return None
    return bool(_HIDDEN.search(attributes))


def _fits(look: re.Pattern[bytes], attributes: bytes) -> bool:
    names = _NAME.findall(attributes)
    return look.fullmatch(attributes) is not None and len(set(names)) == len(names)


def _take(found: Cells, rows: bytes) -> bool:
    """Add the filled cells of rows that are well-formed; False where two have one address or a string no number."""
    cells = _CELL.findall(rows)
    if not cells:
        return True
    filled = _Filled(*zip(*cells, strict=True))
    shared = [value for kind, value in zip(filled.kinds, filled.values, strict=True) if kind == b"s"]
    # A cell of another row has another address.
    if len(set(filled.addresses)) < len(cells) or not all(map(bytes.isdigit, shared)):  # of bytes: ASCII digits
        return False
    if not all(_fits(_FORMULA_LOOK, one) for one in set(filled.attributes)):
        return False
    found.shared += [number.decode() for number in shared]
    found.inline += _length(b"".join(filled.values))
    for address, kind, formula, stored, value in zip(
        filled.addresses, filled.kinds, filled.formulas, filled.stored, filled.values, strict=True
    ):
        if formula:
            # A program that computes nothing leaves an empty value; a formula that gives no text says so (str).
            found.formulas[address.decode()] = bool(stored and (value or kind == b"str"))
        if kind == b"e":
            found.errors[address.decode()] = _text(value) if stored else "#"
    found.bottom = int(filled.addresses[-1].removeprefix(filled.columns[-1]))
    found.right = max(found.right, *(column_number(letters.decode()) for letters in set(filled.columns)))
    return True


def _length(content: bytes) -> int:
    """How many characters a text has; it is not unfolded for that, which may take many times its bytes."""
    length = len(content if content.isascii() else content.translate(None, _FOLLOWING))
    if b"&" in content:
        length -= sum((len(entity) - 1) * content.count(entity) for entity in _SIGNS)
    return length


def _text(content: bytes) -> str:
    text = content.decode()
    return unescape(text, _ENTITIES) if "&" in text else text
