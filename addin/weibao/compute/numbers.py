"""文号: reading one that a person typed, and giving the next one. Pure; who has which number is in `papers`.

A series is a 机关代字 and a year. The next number is the one after the highest taken: a number below it that nobody
has is one taken outside the tool (or never registered), so it is listed and never given (GB/T 9704 7.2.5).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

HIGHEST = 99_999
# What no file name may hold on Windows: a copy is named after its number.
BARRED = '/\\:*?"<>|'
_OPENING, _CLOSING = r"[〔\[【({「『<〈]", r"[〕\]】)}」』>〉]"
_TYPED = re.compile(
    rf"(?P<code>[^\s\d〔〕\[\]【】(){{}}<>〈〉]{{1,20}}?)\s*{_OPENING}\s*(?P<year>(?:19|20)?\d{{2}})\s*年?\s*{_CLOSING}"
    r"\s*第?\s*(?P<place>\d{1,6})\s*号?"
)


@dataclass(frozen=True, slots=True, order=True)
class DocNumber:
    """A 文号: 机关代字, year and place in that series, from 1."""

    code: str
    year: int
    place: int

    def __str__(self) -> str:
        return f"{self.code}〔{self.year}〕{self.place}号"

    @property
    def series(self) -> tuple[str, int]:
        """机关代字 and year."""
        return self.code, self.year


def read_number(text: str) -> DocNumber | None:
    """The number that a typed text means, None where it is none.

    Other brackets, full-width figures, zeros in front, 第, a missing 号, a short year and spaces are understood; a
    机关代字 that no file name can hold is not.
    """
    found = _TYPED.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if found is None or not 1 <= int(found["place"]) <= HIGHEST or barred(found["code"]):
        return None
    year = int(found["year"])
    return DocNumber(found["code"], year if year > 99 else 2000 + year, int(found["place"]))


def barred(code: str) -> str:
    """The characters of a 机关代字 that no file name may hold, each once, in order."""
    return "".join(dict.fromkeys(letter for letter in code if letter in BARRED or letter < " "))


def next_number(taken: Iterable[DocNumber], code: str, year: int) -> DocNumber:
    """The number after the highest one taken in that series; the first where there is none."""
    places = [number.place for number in taken if number.series == (code, year)]
    return DocNumber(code, year, max(places, default=0) + 1)


def skipped(taken: Iterable[DocNumber], number: DocNumber) -> tuple[DocNumber, ...]:
    """The numbers between the highest one taken in a series and a later one that is given by hand."""
    first = next_number(taken, *number.series)
    return tuple(replace(number, place=place) for place in range(first.place, number.place))


def gaps(taken: Iterable[DocNumber]) -> tuple[DocNumber, ...]:
    """The numbers below the highest one of each series that nobody has, in order: 外部或未登记."""
    series: dict[tuple[str, int], set[int]] = {}
    for number in taken:
        series.setdefault(number.series, set()).add(number.place)
    return tuple(
        DocNumber(code, year, place)
        for (code, year), places in sorted(series.items())
        for place in range(1, max(places))
        if place not in places
    )


def ranges(numbers: Iterable[DocNumber]) -> list[str]:
    """Numbers in words, those that follow one another as one: `皋未保办〔2024〕1—4号`."""
    runs: list[list[DocNumber]] = []
    for number in sorted(numbers):
        if runs and runs[-1][-1] == replace(number, place=number.place - 1):
            runs[-1].append(number)
        else:
            runs.append([number])
    return [
        str(run[0]) if len(run) == 1 else f"{run[0].code}〔{run[0].year}〕{run[0].place}—{run[-1].place}号"
        for run in runs
    ]
