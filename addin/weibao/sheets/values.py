"""What a person typed into a cell, as a typed value: pure conversions, nothing guessed.

A raw value is what a spreadsheet reader hands over: text, number, bool, date, datetime, time or "" for blank.
Every conversion returns a `Read`: the value, what stands in the cell, and how sure we are. Text is compared after
NFKC folding (full-width letters and digits, the usual slip of a Chinese input method) and without white space.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Generic, TypeAlias, TypeVar

from weibao.clean import visible
from weibao.functions.cells import BLANKS

Raw: TypeAlias = str | int | float | bool | date | datetime | time | timedelta | None
T = TypeVar("T")

# Messages quote the cell; a whole paragraph pasted into it would drown them.
SHOWN = 40
# Longer texts are not folded for comparing.
FOLDED = 2000

# Around a word of a list they mean nothing to the formulas of the sheet either.
_FREE = "".join(BLANKS)
# Marks that a hand leaves at the end of a word without meaning anything by them.
_TAIL = "。．.；;，,、!！"
_BLANKS = re.compile(r"[\s\u200b-\u200f\u2060\ufeff]+")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)")
_DATE = re.compile(
    r"(?P<year>\d{4})\s*(?P<mark>[-./年、·])\s*(?P<month>\d{1,2})\s*[-./月、·]\s*(?P<day>\d{1,2})\s*[日号]?"
    r"(\s*T?\s*\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?)?"
)
_DASHES = str.maketrans("—–―−_", "-----")
_EIGHT_DIGITS = re.compile(r"\d{8}")
_CODE = re.compile(r"(?P<letters>[A-Z]+)[-_.·]?0*(?P<digits>\d+)(?P<rest>\D.*)?")
_MORE_CODES = re.compile(r"[A-Z]+\d|^\D\d")  # I22、I23 or I22-23
_EPOCH, _EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)
_SERIAL = re.compile(r"[2-6]\d{4}")  # a day that became a number and then a text
_WEEKDAY = re.compile(r"\s*[(（]?(星期|周|礼拜)[一二三四五六日天][)）]?$")
_NUMERALS = re.compile(
    r"([〇○零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})[日号]"
)
_DIGITS = {char: value for value, chars in enumerate(("〇○零", *"一二三四五六七八九")) for char in chars}
# Some offices' input methods and WPS (简转繁) write the traditional form of words that we compare.
_TRADITIONAL = str.maketrans(
    "標單編號達無證負發責報說輪與時間狀態審見結條應牽頭獨個項處長務類檔內況當際實稱檢衛學運華產資勞電節業鎮鄉區縣總評饋備註辦問題頁",
    "标单编号达无证负发责报说轮与时间状态审见结条应牵头独个项处长务类档内况当际实称检卫学运华产资劳电节业镇乡区县总评馈备注办问题页",
)


@dataclass(frozen=True, slots=True)
class Read(Generic[T]):
    """One cell: `value` is None where it is blank or not understood; `found` is what stands in it, shortened."""

    value: T | None = None
    found: str = ""
    understood: bool = True
    clean: bool = True  # False: understood, but not typed the way the sheet asks for
    why: str = ""  # why it was not understood, where that is known

    @property
    def blank(self) -> bool:
        return not self.found


def tidy(raw: Raw) -> str:
    """The cell as text without invisible remains: outer blanks, `_x000D_` escapes, control characters."""
    if raw is None:
        return ""
    if isinstance(raw, bool):
        return "TRUE" if raw else "FALSE"
    if isinstance(raw, float):
        return str(int(raw)) if raw.is_integer() and abs(raw) < 1e15 else repr(raw)
    if isinstance(raw, datetime):
        return raw.date().isoformat() if raw.time() == time() else raw.isoformat(" ", "minutes")
    if not isinstance(raw, str):
        return str(raw)
    text = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), raw) if "_x" in raw else raw
    return visible(text).strip()


def shown(raw: Raw) -> str:
    """The cell for a message: on one line and not too long."""
    if raw is None or raw == "":  # most cells are
        return ""
    text = " ".join(tidy(raw).split())
    return text if len(text) <= SHOWN else text[:SHOWN] + "…"


def compact(raw: Raw) -> str:
    """The cell for comparing: folded to half width and simplified characters, without any white space."""
    return _compact_text(raw) if isinstance(raw, str) and len(raw) <= SHOWN else _compact(raw)


def _compact(raw: Raw) -> str:
    return _BLANKS.sub("", _folded(tidy(raw))).translate(_TRADITIONAL)


# Headings, names and words of lists come again and again.
_compact_text = lru_cache(maxsize=1 << 12)(_compact)


def _folded(text: str) -> str:
    """Full width to half width; a long text stays: folding may make it 18 times as long."""
    return unicodedata.normalize("NFKC", text) if len(text) <= FOLDED else text


def read_word(raw: Raw, words: Mapping[str, T], also: Mapping[str, T] | None = None) -> Read[T]:
    """One of a list. `words` are what the sheet offers, `also` what means the same and is accepted with a remark."""
    found = shown(raw)
    if not found:
        return Read()
    if isinstance(raw, str) and (word := raw.strip(_FREE)) in words:
        return Read(words[word], found)
    text = compact(raw).rstrip(_TAIL)
    folded = {compact(word): value for word, value in {**(also or {}), **words}.items()}
    if text in folded:
        return Read(folded[text], found, clean=False)
    return Read(None, found, understood=False)


def read_points(raw: Raw, most: int = 10**6 - 1) -> Read[Decimal]:
    """Points as an exact decimal, none above `most`.

    `1.5分` and full-width digits are understood; `1,5` is not, nor is a date or 一分.
    """
    found = shown(raw)
    if not found:
        return Read()
    if isinstance(raw, (int, float)) and not isinstance(raw, bool):
        return _points_of_number(raw, found, most)
    if not isinstance(raw, str):
        return Read(None, found, understood=False)
    text = compact(raw).rstrip("。;；、").removesuffix("分")
    if not _NUMBER.fullmatch(text) or len(text) > 12 or abs(value := Decimal(text)) > most:
        return Read(None, found, understood=False)
    return Read(value, found, clean=False)


def _points_of_number(raw: int | float, found: str, most: int) -> Read[Decimal]:
    try:
        # A formula may have left 0.30000000000000004: ten digits are more than any scale needs.
        value = round(Decimal(repr(raw)), 10).normalize()
    except InvalidOperation:
        return Read(None, found, understood=False)
    if not value.is_finite() or abs(value) > most:
        return Read(None, found, understood=False)
    return Read(value.quantize(Decimal(1)) if value == value.to_integral_value() else value, found)


def read_date(raw: Raw, first: date, last: date, *, from1904: bool = False) -> Read[date]:
    """A day between `first` and `last`. A text needs year, month and day; anything else is not understood.

    `from1904`: the workbook counts its days from 1904, so a bare number does, too.
    """
    found = shown(raw)
    if not found:
        return Read()
    day, clean = _day(raw, _EPOCH_1904 if from1904 else _EPOCH)
    if day is None or not first <= day <= last:
        return Read(None, found, understood=False)
    return Read(day, found, clean=clean)


def _day(raw: Raw, epoch: date) -> tuple[date | None, bool]:
    """The day that a cell means, and whether it was a real date cell."""
    if isinstance(raw, datetime):
        return raw.date(), True
    if isinstance(raw, date):
        return raw, True
    if isinstance(raw, bool) or raw is None:
        return None, False
    if isinstance(raw, (int, float)):
        return _day_of_number(raw, epoch), False
    return (_day_of_text(raw, epoch) if isinstance(raw, str) else None), False


def _day_of_text(raw: str, epoch: date) -> date | None:
    text = _folded(tidy(raw)).translate(_DASHES).rstrip(_TAIL).strip()
    text = _WEEKDAY.sub("", text)
    if _EIGHT_DIGITS.fullmatch(text):
        return _valid(int(text[:4]), int(text[4:6]), int(text[6:]))
    if _SERIAL.fullmatch(text):
        return _day_of_number(int(text), epoch)
    if match := _DATE.fullmatch(text):
        return _valid(int(match["year"]), int(match["month"]), int(match["day"]))
    if match := _NUMERALS.fullmatch(_BLANKS.sub("", text)):
        return _valid(int("".join(str(_DIGITS[char]) for char in match[1])), _count(match[2]), _count(match[3]))
    return None


def _count(text: str) -> int:
    """三 → 3, 十 → 10, 十一 → 11, 二十 → 20, 三十一 → 31; 0 for what is no count."""
    tens, ten, ones = text.partition("十")
    if len(tens) > 1 or len(ones) > 1 or (not ten and ones):
        return 0
    if not ten:
        return _DIGITS.get(tens, 0)
    return _DIGITS.get(tens, 1 if not tens else 0) * 10 + (_DIGITS.get(ones, 0) if ones else 0)


def _day_of_number(raw: int | float, epoch: date) -> date | None:
    """A number in a cell that lost its date format: a serial day, or 20230930 typed as a number."""
    if raw != raw or abs(raw) > 10**9:  # NaN is not equal to itself
        return None
    if 19_000_101 <= raw <= 21_001_231 and float(raw).is_integer():
        text = str(int(raw))
        return _valid(int(text[:4]), int(text[4:6]), int(text[6:]))
    return epoch + timedelta(days=int(raw)) if 61 <= raw < 100_000 else None


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def read_code(raw: Raw, codes: Iterable[str]) -> Read[str]:
    """One of `codes` (I22 …), typed as i22, I 22, Ｉ２２, I022 or with its title behind it.

    Two codes are not understood, and no bare number: it may as well be the running number of the row.
    """
    found = shown(raw)
    if not found:
        return Read()
    known = frozenset(codes)
    if isinstance(raw, str) and raw in known:
        return Read(raw, found)
    text = compact(raw).upper().rstrip(_TAIL)
    match = _CODE.fullmatch(text)
    several = match and _MORE_CODES.search(match["rest"] or "")
    wanted = (match["letters"], match["digits"]) if match and not several else None
    for code in known:
        parts = _CODE.fullmatch(code.upper())
        if text == code.upper() or (parts and wanted == (parts["letters"], parts["digits"])):
            return Read(code, found, clean=False)
    return Read(None, found, understood=False)


def read_text(raw: Raw) -> str:
    """Free text as typed, freed of invisible remains; a number (a phone, a document number) keeps its digits."""
    return tidy(raw)
