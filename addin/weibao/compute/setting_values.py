"""Reading the text that a clerk types into the sheet 设置, by the type of the setting."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from weibao.rulebook.model import Setting

YES, NO = "是", "否"
_DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:\s+00:00:00)?")
_EARLIEST = 1900  # where the dates of a spreadsheet begin
_WHOLE = re.compile(r"\d{1,4}(?:\.0+)?")
_NUMBER = re.compile(r"\d{1,9}(?:\.\d{1,6})?")
_SEPARATORS = re.compile(r"[、,;\r\n]+")

_ALLOWED = {
    "date": "日期，如 2024-01-31",
    "int": "不小于 0 的整数",
    "number": "不小于 0 的数",
    "flag": f"{YES}或{NO}",
    "names": "名称，用“、”隔开",
    "text": "文字",
}


def allowed(setting: Setting) -> str:
    """What may be typed, in words."""
    return "、".join(setting.choices) if setting.type == "choice" else _ALLOWED[setting.type]


def parse(setting: Setting, text: str) -> object:
    """The typed value: date, int, Decimal, bool, str or a tuple of names without repeats; None for an empty one.

    Raises ValueError where the text cannot be understood.
    """
    cleaned = text.strip()
    if setting.type == "names":
        return tuple(dict.fromkeys(names(cleaned)))
    if setting.type == "text":
        return cleaned
    if not cleaned:
        return None
    folded = unicodedata.normalize("NFKC", cleaned)
    if setting.type == "choice":
        return _choice(setting.choices, cleaned, folded)
    return _READERS[setting.type](folded)


def names(text: str) -> tuple[str, ...]:
    """The names in a list, in order and with repeats: 、 ， , ； ; and line breaks separate them; 王　伟 is 王伟."""
    parts = _SEPARATORS.split(unpadded(text).replace("，", ",").replace("；", ";"))
    return tuple(part.strip() for part in parts if part.strip())


def unpadded(text: str) -> str:
    """Names without the blank that makes two characters as wide as three: 王　伟 is 王伟."""
    return _padded().sub(r"\1\2", text) if len(text.split()) > 1 else text


@cache  # its large classes take milliseconds, and most lists of names hold no blank
def _padded() -> re.Pattern[str]:
    """A name of two characters, set as wide as one of three."""
    return re.compile(r"(?<![^\s、，,；;])([\u3400-\u9fff])[^\S\r\n]+([\u3400-\u9fff])(?![^\s、，,；;])")


def _choice(choices: tuple[str, ...], text: str, folded: str) -> str:
    for choice in choices:
        if choice in (text, folded):
            return choice
    raise ValueError(text)


def _date(text: str) -> date:
    match = _DATE.fullmatch(text)
    if not match:
        raise ValueError(text)
    year, month, day = (int(part) for part in match.groups())
    if year < _EARLIEST:
        raise ValueError(text)
    return date(year, month, day)


def _int(text: str) -> int:
    if not _WHOLE.fullmatch(text):
        raise ValueError(text)
    return int(text.split(".")[0])


def _number(text: str) -> Decimal:
    if not _NUMBER.fullmatch(text):
        raise ValueError(text)
    return Decimal(text)


def _flag(text: str) -> bool:
    if text not in (YES, NO):
        raise ValueError(text)
    return text == YES


_READERS = {"date": _date, "int": _int, "number": _number, "flag": _flag}
