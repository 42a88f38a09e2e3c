"""What formulas call outside their workbook, looked for in the bytes of a part: most parts are never parsed.

One matcher for all formulas, wherever they stand: in cells, names, validations, conditional formats, tables, charts.
"""

from __future__ import annotations

import functools
import re
import sys
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Final

FILE_OUTSIDE: Final = "公式里写着别的文件"
LINK_OUTSIDE: Final = "图片或链接"
TOO_MANY: Final = "不同的公式太多"
# So many different formulas of a part are searched: each takes some 200 bytes of memory, and no checklist has so many.
_MOST: Final = 300_000
_AT_ONCE: Final = 2**21  # bytes: no part of this size has more

# Functions that ask another program, another file or the network for something, as they stand in a formula.
_CALLS: Final = (
    b"WEBSERVICE", b"RTD", b"CALL", b"REGISTER.ID", b"IMAGE", b"SQL.REQUEST", b"DDE", b"STOCKHISTORY", b"TRANSLATE",
    b"DETECTLANGUAGE", b"COPILOT", b"PY",
)  # fmt: skip
# Commands of Excel 4 macros: a name may hold them, a cell may not.
MACRO_CALLS: Final = ("EXEC", "EXECUTE", "INITIATE", "REGISTER", "FOPEN")
_ABROAD: Final = re.compile(rb"HYPERLINK\s*\(\s*\"(?:\\\\|//|[A-Z][A-Z0-9+.-]+:)")
# A sheet of a file by its path: no name of a sheet may have a stroke. Nothing is looked through twice, here and below:
# a sender chooses how long a formula is.
_PATH: Final = re.compile(rb"'[^'\"<\\/]*+[\\/](?:[^'\"<\[]*+\[[^'\"<\]]*+\][^'\"<]*+'!|[^'\"<]*+'#)")
# `program|topic!item`, where what stands in quotation marks and in brackets is left out: the name of a column may have
# any sign in it, an apostrophe before a bracket.
_DDE: Final = re.compile(rb"\|[^!<|]*+!")
_COLUMN: Final = rb"\[(?:[^\[\]'<]|'[^<])*+"
_QUOTED: Final = re.compile(rb"\"[^\"<]*+\"|'[^'<]*+'|" + _COLUMN + rb"\]|(" + _COLUMN + rb")")
# A letter or a stroke spelled as a number, behind an ampersand: no program writes that, somebody hides a word. Like the
# patterns of a sheet below it begins with one plain character, which is looked for many times faster than a second one.
_SPELLED: Final = re.compile(
    rb"#(?:0*(?:6[5-9]|[78]\d|90|9[7-9]|1[01]\d|12[0-24])|[xX]0*(?:[46][1-9a-fA-F]|[57][0-9aA]|7[cC]));"
)
_PREFIX: Final = rb"(?:[^\s<>/:]++:)?"
# An element of a validation that holds but the element of its formula, which is found by itself.
_WRAPPED: Final = rb"(?!>\s*<" + _PREFIX + rb"F[\s>][^<]*+</" + _PREFIX + rb"F>\s*</)"
# A formula with its tag. No "</" at its end: CDATA, a comment or an element in it, which no program writes.
_TEXT: Final = rb"[\s>][^<]*+(?:</)?+"
# Any element that begins with "fo" too: one more sign costs nothing, where a choice of names does.
_FORMULA: Final = re.compile(rb"<[F][\s>O][^<]*+(?:</)?+")
_PREFIXED_FORMULA: Final = re.compile(rb"<" + _PREFIX + rb"F[\s>O][^<]*+(?:</)?+")
_PREFIXED: Final = re.compile(rb":[Ff][\s>oO]")
_NO_CELL: Final = re.compile(rb"<" + _PREFIX + rb"FO")
_EXACTLY: Final = re.compile(rb"<" + _PREFIX + rb"F(?:ORMULA[0-2]?" + _WRAPPED + rb")?" + _TEXT)
_SAID: Final = rb"[\s:](?:%b)\s*+=\s*+(?:\"([^\"<]*+)\"|'([^'<]*+)')"
# What may stand in a tag. A "<" may not: no parser takes it there.
_INSIDE: Final = rb"(?:[^<>\"']|\"[^\"<]*+\"|'[^'<]*+')"
# The ends of a scale of colours or of a bar, and what each says.
_SCALE: Final = re.compile(rb"CFVO" + _INSIDE + rb"*+")
_END: Final = re.compile(_SAID % rb"VAL")
_ELSEWHERE: Final = re.compile(
    rb"<"
    + _PREFIX
    + rb"(?:F|FORMULA[0-2]?|DEFINEDNAME|CALCULATEDCOLUMNFORMULA|TOTALSROWFORMULA|FMLA[A-Z]*+)"
    + _WRAPPED
    + _TEXT
)
_ATTRIBUTES: Final = (b"FORMULA", b"REFERSTO", b"TEXTLINK", b"MACRO", b"FMLA")
_SAID_ELSEWHERE: Final = re.compile(_SAID % (b"(?:" + b"|".join(_ATTRIBUTES) + b")[A-Z]*+"))
_SAID_IN_ODS: Final = re.compile(_SAID % rb"FORMULA|EXPRESSION|CONDITION|VALUE|CELL-RANGE-ADDRESS")
# Pictures and links of a drawing in VML and of an .ods, which have no relationships.
_VML: Final = b"URN:SCHEMAS-MICROSOFT-COM:VML"
_LINKED: Final = re.compile(_SAID % rb"SRC|HREF")
_ODS_LINKED: Final = re.compile(
    rb"<" + _PREFIX + rb"([^\s<>/]++)(" + _INSIDE + rb"*?[\s:](?:HREF|IMAGE-DATA)" + _INSIDE + rb"*+)"
)
_HREF: Final = re.compile(_SAID % rb"HREF|IMAGE-DATA")
_OUT: Final = re.compile(rb"\A\s*(?:[\\/]|[A-Z][A-Z0-9+.-]+:)|(?:\.|%2E){2}")
_PLAIN_LINK: Final = re.compile(rb"\s*(?:HTTPS?|MAILTO):")
_TAG: Final = re.compile(rb"<(?:[^<>\"']|\"[^\"]*+\"|'[^']*+')++>")
# A character spelled as a number.
_NUMBERED: Final = re.compile(rb"&#(?:X0*+([0-9A-F]{1,6})|0*+([0-9]{1,7}));")
# Capitals, and one digit for all: to what a formula calls they make no difference, and the formulas of a column, which
# differ by the number of their row, become one.
_FOLDED: Final = bytes(range(256)).upper().translate(bytes.maketrans(b"0123456789", b"0" * 10))
_AMPERSAND: Final = ord("&")


def _pattern(name: bytes) -> re.Pattern[bytes]:
    """The name of a function that is called, here or by another function that it is handed to."""
    return re.compile(rb"(?<![A-Z0-9_])%b\s*\(|_XLETA\.%b(?![A-Z0-9_.])" % (re.escape(name), re.escape(name)))


_IN_CELLS: Final = tuple((name, _pattern(name)) for name in _CALLS)
_IN_NAMES: Final = (*_IN_CELLS, *((name.encode(), _pattern(name.encode())) for name in MACRO_CALLS))


def reaching_out(content: bytes) -> Iterator[str]:
    """What the formulas of a sheet's XML call outside the workbook: its cells, validations, conditional formats."""
    return _called(content, formula_texts, _IN_CELLS)


def reaching_out_elsewhere(content: bytes) -> Iterator[str]:
    """The same of a part that is no sheet: names, columns of tables, charts, drawings."""
    yield from _called(content, _elsewhere, _IN_NAMES)
    upper = content.upper()
    if _VML in _read(upper) and any(_OUT.search(_read(_value(found))) for found in _LINKED.finditer(upper)):
        yield LINK_OUTSIDE


def reaching_out_of_ods(content: bytes) -> Iterator[str]:
    """The same of an .ods, whose formulas are attributes."""
    yield from _called(content, lambda upper: _said(_SAID_IN_ODS, upper), _IN_NAMES)
    for element in _ODS_LINKED.finditer(content.upper()):
        kind = element[1]
        for found in _HREF.finditer(element[2]):
            target = _read(_value(found))
            # The template that a file was made from is no link: nothing loads it.
            if _OUT.search(target) and kind != b"TEMPLATE" and not (kind == b"A" and _PLAIN_LINK.match(target)):
                yield LINK_OUTSIDE
                return


def formula_texts(upper: bytes) -> Collection[bytes]:
    """The different formulas of a sheet's XML in capitals, in one pass: whatever else its cells hold costs nothing."""
    pattern = _PREFIXED_FORMULA if _PREFIXED.search(upper) else _FORMULA
    found = _matches(pattern, upper)
    if any(not formula.endswith(b"</") and _NO_CELL.match(formula) for formula in found):
        found = _matches(_EXACTLY, upper)
    if b"CFVO" in upper:
        found |= _different(_as_text(end) for scale in _SCALE.finditer(upper) for end in _END.finditer(scale[0]))
    return found


def _elsewhere(upper: bytes) -> Collection[bytes]:
    found = _matches(_ELSEWHERE, upper)
    if any(name in upper for name in _ATTRIBUTES):
        found |= _said(_SAID_ELSEWHERE, upper)
    return found


def _said(pattern: re.Pattern[bytes], upper: bytes) -> dict[bytes, None]:
    """Formulas that are attributes, as if each were the text of an element."""
    return _different(map(_as_text, pattern.finditer(upper)))


def _as_text(found: re.Match[bytes]) -> bytes:
    return b"<F>" + _value(found) + b"</"


def _value(found: re.Match[bytes]) -> bytes:
    """What stands in the quotation marks of an attribute."""
    return found[1] or found[2] or b""


def _matches(pattern: re.Pattern[bytes], upper: bytes) -> dict[bytes, None]:
    """The different texts that a pattern (without groups) finds: all at once where they cannot be too many."""
    if len(upper) <= _AT_ONCE:
        return dict.fromkeys(pattern.findall(upper))
    return _different(found[0] for found in pattern.finditer(upper))


def _different(formulas: Iterable[bytes]) -> dict[bytes, None]:
    found: dict[bytes, None] = {}
    for formula in formulas:
        found[formula] = None
        if len(found) == _MOST:
            break
    return found


def _called(
    content: bytes,
    texts: Callable[[bytes], Collection[bytes]],
    functions: Iterable[tuple[bytes, re.Pattern[bytes]]],
) -> Iterator[str]:
    different = texts(content.translate(_FOLDED))
    if any(b"&#" in formula for formula in different):  # what the number means, the digits tell
        different = texts(content.upper())
    formulas = _read(b"".join(different))
    for name, pattern in functions:
        if name in formulas and pattern.search(formulas):
            yield name.decode()
    if b"HYPERLINK" in formulas and _ABROAD.search(formulas):
        yield "HYPERLINK"
    if (b"]" in formulas or b"'#" in formulas) and _PATH.search(formulas):
        yield FILE_OUTSIDE
    if b"|" in formulas and _links_to_program(different):
        yield "DDE"
    # The one character is looked for faster still.
    if b"#" in content and any(content[found.start() - 1] == _AMPERSAND for found in _SPELLED.finditer(content, 1)):
        yield "用编码拼写的字母"
    if any(not formula.endswith(b"</") and not _is_empty(formula) for formula in different):
        yield "夹带标记的公式"
    if len(different) >= _MOST:
        yield TOO_MANY


def _links_to_program(formulas: Iterable[bytes]) -> bool:
    """Whether one of the formulas has a DDE link outside of its texts and the names of its sheets."""
    texts = (_TAG.sub(b"", formula, count=1) for formula in formulas if b"|" in formula or b"&#" in formula)
    return _DDE.search(_QUOTED.sub(rb"'\1", _read(b"<".join(texts)))) is not None


def _is_empty(formula: bytes) -> bool:
    """Whether it is but a tag: that of a cell whose formula another cell has."""
    tag = _TAG.match(formula)
    return tag is not None and tag[0].endswith(b"/>")


def _read(formulas: bytes) -> bytes:
    """Formulas in capitals with their signs as a parser reads them."""
    read = formulas.replace(b"&QUOT;", b'"').replace(b"&APOS;", b"'")
    return _NUMBERED.sub(lambda found: _character(found[1], found[2]), read) if b"&#" in read else read


@functools.lru_cache
def _character(hexadecimal: bytes | None, decimal: bytes) -> bytes:
    number = int(hexadecimal, 16) if hexadecimal else int(decimal)
    # A "<" ends a formula here; a number that means no character, no parser takes.
    return b" " if number == ord("<") or number > sys.maxunicode else chr(number).upper().encode(errors="replace")
