"""What a text of a paper says that can be compared: figures, attendance, validity, names of other places, likeness.

Pure functions over a text; where the text comes from is the caller's matter. Nothing here gives a passage back: only
numbers, dates, short names and sketches.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

LEVELS: Final = "县市区旗"
SKETCH: Final = 48  # values of a sketch: the likeness of two texts is known to about 0.07
_SHINGLE: Final = 8
_LONG_ENOUGH: Final = 300
_WHOLE: Final = rf"(?:全(?P<scope>[{LEVELS}镇])|下?辖区?|共有?|现有|总计|合计|累计)"
_HAN: Final = "\u4e00-\u9fff"
# What ends like a place and is none.
_GENERIC: Final = frozenset(
    "辖区社区地区城区市区园区校区景区库区新区片区学区小区全区我区本区各区该区全市本市我市各市该市城市都市省市全县本县我县各县该县"
    "县市某县某市某区全旗本旗街区镇区山区牧区灾区战区分区特区郊区"[i : i + 2]
    for i in range(0, 126, 2)
)
_BLANKS: Final = re.compile(rf"(?:[XxＸ×某○〇]{{2,3}})(?:[{LEVELS}镇乡]|街道)")
_ATTENDED: Final = re.compile(
    r"应到(?:会|人数)?[^\d。；]{0,4}(\d{1,4})[^\d。；]{0,12}实到(?:会|人数)?[^\d。；]{0,4}(\d{1,4})"
)
_VALID: Final = re.compile(r"有效期(?:限)?(?:至|到|截至|截止)\D{0,4}(\d{4})年(\d{1,2})月(\d{1,2})日")
_DAY: Final = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")


@dataclass(frozen=True, slots=True)
class Words:
    """What to look for: `figures` by id the nouns that are counted, `organs` of a county, names of places that are
    ours, and `units` whose names do not make two papers differ.
    """

    figures: Mapping[str, Sequence[str]] = field(default_factory=dict)
    organs: Sequence[str] = ()
    own: Sequence[str] = ()
    level: str = ""  # 市 where the county is one: a 县公安局 is then left over from somewhere else
    units: Sequence[str] = ()

    @classmethod
    def load(cls, plain: Mapping[str, object]) -> Words:
        """From what `dump` gave."""
        return cls(**plain)  # type: ignore[arg-type]

    def dump(self) -> dict[str, object]:
        """As plain lists and texts."""
        return {
            "figures": {key: list(nouns) for key, nouns in self.figures.items()}, "organs": list(self.organs),
            "own": list(self.own), "level": self.level, "units": list(self.units),
        }  # fmt: skip


def figures_in(text: str, nouns: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, bool, int]]:
    """(figure, of the whole county, value) of every total that the text states; parts and shares are none."""
    for key, words in nouns.items():
        if not any(word in text for word in words):  # much the dearest is the search that finds nothing
            continue
        noun = "(?:" + "|".join(map(re.escape, words)) + ")"
        for found in re.finditer(rf"{_WHOLE}[^。；，、\d]{{0,6}}(?P<n>\d{{1,7}})(?:个|名|人|家|所)?{noun}", text):
            yield key, (found["scope"] or "") in LEVELS and bool(found["scope"]), int(found["n"])
        for found in re.finditer(
            rf"(?P<lead>[^。；]{{0,6}}){noun}(?:总数|数量|人数|数)[^。；，、\d]{{0,4}}(?P<n>\d{{1,7}})", text
        ):
            yield key, any(f"全{level}" in found["lead"] for level in LEVELS), int(found["n"])


def attendance_in(text: str) -> Iterator[tuple[int, int]]:
    """(应到, 实到) wherever both are said together."""
    return ((int(found[1]), int(found[2])) for found in _ATTENDED.finditer(text))


def validity_in(text: str) -> date | None:
    """The day until which a paper says that it holds."""
    found = _VALID.search(text)
    return _day(found) if found else None


def last_day_in(text: str) -> date | None:
    """The last full date of a text: in a paper the day at its end."""
    days = [day for found in _DAY.finditer(text) if (day := _day(found))]
    return days[-1] if days else None


def _day(found: re.Match[str]) -> date | None:
    try:
        return date(*(int(part) for part in found.groups()))
    except ValueError:
        return None


def places_in(text: str, words: Words) -> Iterator[str]:
    """Names of other counties in front of an organ, and blanks that were never filled (××县)."""
    for found in _BLANKS.finditer(text):
        yield found[0]
    if not words.organs:
        return
    organ = "(?:" + "|".join(map(re.escape, words.organs)) + ")"
    for found in re.finditer(rf"(?=([{_HAN}]{{2}})([{LEVELS}]){organ})", text):
        start = found.start()
        name, before = found[1], text[max(0, start - 2) : start]
        if name[-1] + found[2] in _GENERIC or name[0] in LEVELS:
            continue
        # A name of three characters is told from one of two by what stands in front of it.
        if re.fullmatch(rf"(?:[^{_HAN}]|^)?[{_HAN}]", before) and not before.endswith(
            ("在", "由", "对", "与", "和", "经", "据", "按")
        ):
            name = before[-1] + name
        place = name + found[2]
        if not any(own.endswith(place) or place.endswith(own) for own in words.own):
            yield place
    for level in LEVELS:
        if words.level and level != words.level:
            for found in re.finditer(rf"(?<![{_HAN}XxＸ×○〇]){level}{organ}", text):
                yield found[0]


class Sketch:
    """A sketch of a text that grows piece by piece: the smallest hashes of its runs of characters."""

    def __init__(self, leave_out: Iterable[str] = ()) -> None:
        names = sorted(filter(None, leave_out), key=len, reverse=True)
        self._out = re.compile("|".join([*map(re.escape, names), rf"[^{_HAN}]"]))
        self._hashes: set[int] = set()
        self._length = 0

    def add(self, text: str) -> None:
        plain = self._out.sub("", text)
        self._length += len(plain)
        self._hashes.update(zlib.crc32(plain[at : at + _SHINGLE].encode()) for at in range(len(plain) - _SHINGLE + 1))
        if len(self._hashes) > 50 * SKETCH:
            self._hashes = set(sorted(self._hashes)[:SKETCH])

    def values(self) -> list[int]:
        """The sketch, [] of a text too short to compare."""
        return sorted(self._hashes)[:SKETCH] if self._length >= _LONG_ENOUGH else []


def likeness(one: Sequence[int], other: Sequence[int]) -> float:
    """How much of two texts is the same, 0 to 1."""
    if not one or not other:
        return 0.0
    both = sorted({*one, *other})[:SKETCH]
    return len({*one} & {*other} & {*both}) / len(both)
