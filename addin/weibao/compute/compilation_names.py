"""Names of folders and files of 资料汇编: short enough for Windows, safe in links, and the same every time.

The path of a file below the compilation has `LONGEST` characters at most: with the 260 that Windows takes there are
over a hundred left for the folder that a clerk puts it in, and for the drive.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from weibao.compute.proof_files import suffix_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from weibao.compute.proof_records import Material
    from weibao.rulebook.model import Category, Indicator

LONGEST: Final = 150
_LONGEST_BYTES: Final = 230  # of one name: systems take 255, and a half-made file has a prefix
_PART: Final = 16  # characters of a category, a topic, a title of an indicator
_UNIT: Final = 12
_LEAST: Final = 6
# What Windows forbids, what a link or a shell reads otherwise, and blanks.
_BARRED: Final = re.compile(r"[\\/:*?\"<>|#%\[\]{}^`&$!'~;=@\s]+")
_SUFFIX: Final = re.compile(r"\.[a-z0-9]{1,8}")
_DEVICE: Final = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)


class Namer:
    """The names of one category, which is number `place` of the rubric."""

    def __init__(self, place: int, category: Category) -> None:
        self.folder = f"{place:02d} {part(category.name)}"

    def chapter(self, indicator: Indicator) -> str:
        """`01 组织领导/组织协调/I03 全体会议`."""
        topic = part(indicator.topic)
        return "/".join(filter(None, (self.folder, topic, f"{indicator.id} {part(indicator.title)}")))

    def file(
        self, indicator: Indicator, at: int, several: int, row: Material, unit: str, name: str,
        scan: Callable[[str], Sequence[str]],
    ) -> str:  # fmt: skip
        """`…/I03-02_20230615_市政府办_全体会议纪要.pdf`; of a set (`several` from 1) `I03-02-1_…` under its own name.

        A name that leads to a person gives way to 材料.
        """
        number = f"{indicator.id}-{at:02d}" + (f"-{several}" if several else "")
        day = f"_{row.item.dated:%Y%m%d}" if row.item.dated else ""
        suffix = found[0] if (found := _SUFFIX.fullmatch(suffix_of(name))) else ""
        start = f"{self.chapter(indicator)}/{number}{day}_{part(unit, _UNIT)}_"
        own = name[: len(name) - len(suffix_of(name))] if several else row.name
        title = next((text for text in (own, row.name) if not scan(text)), "")
        room = max(_LEAST, LONGEST - units(start) - units(suffix))
        return f"{start}{_cut(clean(title) or '材料', room, start, suffix)}{suffix}"


def part(text: str, most: int = _PART) -> str:
    """A name of a folder, or a part of one."""
    return _trimmed(clean(text)[:most])


def clean(text: str) -> str:
    """A text without what a file's name may not hold; nothing that cannot be seen, and composed characters."""
    visible = "".join(char for char in unicodedata.normalize("NFC", text) if unicodedata.category(char)[0] != "C")
    name = _trimmed(_BARRED.sub("", visible))
    return f"{name}_" if _DEVICE.fullmatch(name.split(".")[0]) else name


def units(text: str) -> int:
    """The length of a path as Windows counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _cut(title: str, room: int, start: str, suffix: str) -> str:
    front = start.rpartition("/")[2]
    while title and (units(title) > room or len(f"{front}{title}{suffix}".encode()) > _LONGEST_BYTES):
        title = title[:-1]
    return _trimmed(title)


def _trimmed(text: str) -> str:
    """Without dots and blanks at the ends, which Windows drops, and without a mark that lost its letter."""
    while text and (text[-1] in "._ -" or unicodedata.combining(text[-1])):
        text = text[:-1]
    return text.lstrip(". ")
