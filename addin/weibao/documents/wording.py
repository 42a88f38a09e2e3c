"""Small pieces of official Chinese that several documents share."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from weibao.workdays import day_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

BLANK: Final = "××"
"""A visible blank: what the office has not typed yet."""

WIDE: Final = "\u3000"

_DIGITS: Final = "零一二三四五六七八九"
_SPACE_AT_DIGIT: Final = re.compile(r"(?<=[\u4e00-\u9fff（]) (?=\d)|(?<=\d) (?=[\u4e00-\u9fff）])")
_LONGEST: Final = 150  # bytes
_BOOK: Final = re.compile(r"《([^《》]+)》")
_INNER: Final = str.maketrans("“”‘’", "‘’“”")
_FORBIDDEN_IN_NAMES: Final = re.compile(r'[\\/:*?"<>|\x00-\x1f]')


def day(value: date) -> str:
    """2023年3月8日: no zeros in front (GB/T 9704 7.3.5.4)."""
    return day_text(value)


def month(value: date) -> str:
    """2023年10月."""
    return f"{value.year}年{value.month}月"


def open_day(year: int) -> str:
    """A date of `year` whose month and day are still to be filled in, as wide as a filled one."""
    return f"{year}年{WIDE}月{WIDE}日"


def chinese_number(number: int) -> str:
    """1–99 in Chinese, for headings: 一, 十, 二十一."""
    if not 0 < number < 100:
        raise ValueError(f"headings count from 1 to 99, got {number}")
    tens, ones = divmod(number, 10)
    front = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return front + (_DIGITS[ones] if ones else "")


def numbered(position: int, total: int) -> str:
    """`（一）` for the second level of headings; nothing where there is only one."""
    return f"（{chinese_number(position)}）" if total > 1 else ""


def tight(text: str) -> str:
    """The text without the spaces that screens put around figures: official prose has none."""
    return _SPACE_AT_DIGIT.sub("", text.strip())


def some(names: Sequence[str], limit: int, unit: str = "项") -> str:
    """All names joined with 、, or the first ones and how many there are (`unit`: 项, 个).

    With `unit` "" only 等 at the end: for a list whose number has been said.
    """
    if len(names) <= limit:
        return "、".join(names)
    return f"{'、'.join(names[: limit - 1])}等{f'{len(names)}{unit}' if unit else ''}"


def inside_quotes(text: str) -> str:
    """A name as it stands between “ and ”: its double marks are single there, single ones within those double (GB/T
    15834). A pair around the whole of it, typed with it, is gone.
    """
    marks = iter(range(text.count('"')))
    text = "".join("“”"[next(marks) % 2] if char == '"' else char for char in text)
    if text.startswith("“") and text.endswith("”") and text.count("“") == 1:
        return text[1:-1]
    return text.translate(_INNER) if "“" in text else text


def quoted(text: str) -> str:
    """`“…”` of a name; one that is a 《…》 needs no marks."""
    return text if _BOOK.fullmatch(text) else f"“{inside_quotes(text)}”"


def plan_name(document: str) -> str:
    """The plan as cited in a text: the 《…》 inside a document's title, else the title in 《》."""
    inner = _BOOK.search(document)
    return f"《{inner.group(1) if inner else document}》"


def or_blank(text: str, blank: str = BLANK) -> str:
    """`text`, or a visible blank where it is empty."""
    return text.strip() or blank


def file_name(text: str) -> str:
    """`text` with what Windows forbids in file names replaced; of a long one the beginning and a mark of the whole.

    A name has 255 bytes at most, a Chinese character three, and words go in front and behind.
    """
    name = _FORBIDDEN_IN_NAMES.sub("－", text)
    if len(name.encode()) <= _LONGEST:
        return name
    begun = name.encode()[:_LONGEST].decode(errors="ignore").rstrip()
    return f"{begun}…{sha256(text.encode()).hexdigest()[:6]}"
