"""The plan's text: places, lines and sentences, with white space folded away.

"Verbatim" in a rulebook means equal after `fold`: line breaks inside table cells, U+3000 and tabs do not count.
Positions are offsets into the folded text; line numbers are those of source.txt, from 1.
In tables every cell begins with a tab, and lines that follow without one belong to the same cell.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from weibao.rulebook.faults import Spot

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_ENDS = "。；;！？"
_NUMBERED = re.compile(
    r"(附件)?[：:]?(第[一二三四五六七八九十]+条|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]|\d+[.．])"
)
_LONG_LINE = 20  # a shorter line without a full stop is a heading, a longer one goes on in the next line


def fold(text: str) -> str:
    """`text` without any white space."""
    return "".join(text.split())


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is not blank: its number, folded text, place in the folded text, and whether a cell begins here."""

    number: int
    text: str
    start: int
    cell: bool

    @property
    def end(self) -> int:
        """Position after its last character."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence or table cell: folded text, positions, the line where it begins."""

    text: str
    start: int
    end: int
    line: int

    @property
    def speaks(self) -> bool:
        """Whether there is more in it than digits and punctuation."""
        return any(char.isalpha() for char in self.text)


@dataclass(frozen=True, slots=True)
class Match:
    """Where a quote stands: positions, first and last line, the place and the nearest numbered heading above."""

    start: int
    end: int
    line: int
    last_line: int
    place: str
    heading: str


class PlanText:
    """The text of one plan, cut into the `places` that its rulebook names."""

    def __init__(self, text: str, places: Sequence[str]) -> None:
        self.lines = tuple(_lines(text))
        self.folded = "".join(line.text for line in self.lines)
        self._starts = [line.start for line in self.lines]
        self.regions = self._regions(places)

    def _regions(self, places: Sequence[str]) -> dict[str, tuple[int, int]]:
        starts: list[int] = []
        after = 0
        for number, place in enumerate(places):
            index = next((n for n in range(after, len(self.lines)) if self.lines[n].text == fold(place)), None)
            if index is None and number:
                Spot("meta.toml").fail(
                    f"“places”中的“{place}”在 source.txt 中找不到", "应是单独一行的标题，次序与原文相同"
                )
            starts.append(0 if index is None else self.lines[index].start)
            after = 0 if index is None else index + 1
        ends = [*starts[1:], len(self.folded)]
        return {place: (start, end) for place, start, end in zip(places, starts, ends, strict=True)}

    def span(self, first: str, until: str = "") -> tuple[int, int]:
        """Positions from the place `first` to the line that begins with `until` (or to the end)."""
        start = self.regions[first][0]
        if not until:
            return start, len(self.folded)
        known = (line.start for line in self.lines if line.start > start and line.text.startswith(fold(until)))
        if (end := next(known, None)) is None:
            Spot("meta.toml").fail(
                f"“coverage_until”写的是“{until}”，在 source.txt 中找不到", f"应是“{first}”之后某一行的开头"
            )
        return start, end

    def line_at(self, position: int) -> Line:
        """The line that holds a position."""
        return self.lines[bisect_right(self._starts, position) - 1]

    def place_at(self, position: int) -> str:
        """The place that holds a position."""
        return next((place for place, (start, end) in self.regions.items() if start <= position < end), "")

    def find(self, quote: str, place: str = "") -> tuple[Match, ...]:
        """Every occurrence of a quote, in one place or (place "") anywhere; () where it does not stand."""
        wanted = fold(quote)
        start, end = self.regions[place] if place else (0, len(self.folded))
        found = []
        position = self.folded.find(wanted, start, end) if wanted else -1
        while position >= 0:
            found.append(self._match(position, position + len(wanted)))
            position = self.folded.find(wanted, position + len(wanted), end)
        return tuple(found)

    def _match(self, start: int, end: int) -> Match:
        first, last = self.line_at(start), self.line_at(end - 1)
        place = self.place_at(start)
        return Match(start, end, first.number, last.number, place, self._heading(start, place))

    def _heading(self, position: int, place: str) -> str:
        """The nearest numbered line at or above a position, cut at its first stop; else the place."""
        limit = self.regions[place][0] if place else 0
        index = bisect_right(self._starts, position) - 1
        for line in reversed(self.lines[: index + 1]):
            if line.start < limit or line.cell:
                break
            if _NUMBERED.match(line.text):
                return re.split(r"[。；;，,：:]", line.text, maxsplit=1)[0][:40]
        return place

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The whole text as sentences and cells, in order."""
        return tuple(sentence for block in self._blocks() for sentence in self._split(block))

    def _blocks(self) -> Iterator[list[Line]]:
        """Lines that belong together: a cell with its continuation lines, or a paragraph that a page break cut."""
        block: list[Line] = []
        heads = {start for start, _ in self.regions.values()}
        for line in self.lines:
            if block and (line.cell or line.start in heads or not _goes_on(block, line)):
                yield block
                block = []
            block.append(line)
        if block:
            yield block

    def _split(self, block: list[Line]) -> Iterator[Sentence]:
        start = block[0].start
        text = "".join(line.text for line in block)
        for part in re.finditer(rf"[^{_ENDS}]*[{_ENDS}]+|[^{_ENDS}]+$", text):
            at = start + part.start()
            yield Sentence(part.group(), at, start + part.end(), self.line_at(at).number)


def _lines(text: str) -> Iterator[Line]:
    position = 0
    for number, raw in enumerate(text.split("\n"), 1):
        line = fold(raw)
        if line:
            yield Line(number, line, position, raw.startswith("\t"))
            position += len(line)


def _goes_on(block: list[Line], line: Line) -> bool:
    """Whether `line` continues the block: any line after a cell, or the rest of a paragraph cut in mid-sentence."""
    if block[0].cell:
        return True
    last = block[-1].text
    return len(last) >= _LONG_LINE and last[-1] not in "。；;！？：:）)" and not _NUMBERED.match(line.text)
