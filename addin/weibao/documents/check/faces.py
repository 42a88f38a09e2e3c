"""Faces by class: the standard asks for 仿宋, 黑体 …, never for one firm's file."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final


class Face(StrEnum):
    """The classes of Han faces that the standard knows. ZHONGSONG is what offices without 小标宋 take instead."""

    FANGSONG = "仿宋"
    KAITI = "楷体"
    HEITI = "黑体"
    XIAOBIAOSONG = "小标宋"
    ZHONGSONG = "华文中宋"
    SONG = "宋体"
    OTHER = ""


# In this order: 小标宋 and 仿宋 contain the name of the next class.
_PATTERNS: Final = (
    (Face.XIAOBIAOSONG, re.compile(r"小标宋|xiaobiaosong|xbs")),
    (Face.ZHONGSONG, re.compile(r"中宋|zhongsong")),
    (Face.FANGSONG, re.compile(r"仿宋|fangsong|fandolfang|^fs_gb")),
    (Face.KAITI, re.compile(r"楷体|kaiti|^kai_gb|fandolkai|simkai")),
    (Face.HEITI, re.compile(r"^(方正|华文|汉仪|文鼎)?黑体|simhei|stheiti|fandolhei|^fzht")),
    (Face.SONG, re.compile(r"^(方正|华文|汉仪|文鼎)?(新|书)?宋体?|simsun|stsong|fandolsong")),
)


def face_of(name: str) -> Face:
    """The class of a face by its Chinese or English name; of a list of names the first counts."""
    first = re.split(r"[;,]", name, maxsplit=1)[0]
    plain = re.sub(r"[\s@\-]", "", first).lower()
    return next((face for face, pattern in _PATTERNS if pattern.search(plain)), Face.OTHER)


def named(name: str) -> str:
    """The name of a face for a message."""
    return f"“{name}”" if name else "没有指定字体"


SIZE_NAMES: Final = {
    84: "初号", 72: "小初", 52: "一号", 48: "小一", 44: "二号", 36: "小二", 32: "三号", 30: "小三", 28: "四号",
    24: "小四", 21: "五号", 18: "小五",
}  # fmt: skip


def size_name(size: int) -> str:
    """三号（16磅）, or 13.5磅 where the size has no name."""
    points = f"{size / 2:g}磅"
    return f"{SIZE_NAMES[size]}（{points}）" if size in SIZE_NAMES else points
