"""Archive boxes for the printed 资料汇编: each category begins a box, and a box ends where the next indicator would
overfill it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from weibao.compute.compilation import Kept

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from weibao.compute.compilation import Chapter, Compiled, Entry, Volume
    from weibao.compute.settings import Settings

SETTING: Final = "compile_box_pages"
_DEFAULT: Final = 300


@dataclass(frozen=True, slots=True)
class Box:
    """A box: of which category, which of how many, first and last indicator, pages (those unknown counted as one a
    file), and the years of its papers (none where none is dated).
    """

    volume: Volume
    number: int
    of: int
    chapters: tuple[Chapter, ...]
    pages: int
    years: tuple[int, ...]

    @property
    def code(self) -> str:
        """01-I01~I12."""
        first, last = self.chapters[0].indicator.id, self.chapters[-1].indicator.id
        return f"{self.volume.place:02d}-{first}" + (f"~{last}" if last != first else "")


def boxes(compiled: Compiled, settings: Settings) -> tuple[Box, ...]:
    """The boxes of all volumes, in their order."""
    typed = settings.texts.get(SETTING, "").strip()
    most = int(typed) if typed.isascii() and typed.isdigit() and int(typed) else _DEFAULT
    return tuple(box for volume in compiled.volumes for box in _of(volume, most))


def _of(volume: Volume, most: int) -> Iterator[Box]:
    groups: list[list[Chapter]] = []
    room = 0
    for chapter in volume.chapters:
        pages = sum(map(leaves, chapter.entries)) + 1
        if not groups or pages > room:
            groups.append([])
            room = most
        groups[-1].append(chapter)
        room -= pages
    for number, group in enumerate(groups, 1):
        yield Box(volume, number, len(groups), tuple(group), _pages(group), _years(group))


def leaves(entry: Entry) -> int:
    """Pages that a material takes in a box."""
    if entry.kept is Kept.PAPER:
        return 1
    return (entry.pages if entry.pages is not None else len(entry.pieces)) if entry.pieces else 0


def _pages(chapters: Sequence[Chapter]) -> int:
    return sum(leaves(entry) for chapter in chapters for entry in chapter.entries)


def _years(chapters: Sequence[Chapter]) -> tuple[int, ...]:
    return tuple(sorted({entry.dated.year for chapter in chapters for entry in chapter.in_it if entry.dated}))
