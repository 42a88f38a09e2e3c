"""What of a picture stands on which slide: charts and tables side by side where both are readable so, else apart."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from itertools import pairwise, product
from typing import TYPE_CHECKING, Final

from weibao.charts.deck_charts import parts, too_narrow
from weibao.charts.deck_tables import SIZES, sheets
from weibao.charts.natives import natives
from weibao.native import Shape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weibao.charts.deck_tables import Sheet
    from weibao.charts.picture import Picture
    from weibao.native import Native

CAPTION: Final = 24.0
"""Points that the line above a chart or table takes."""

BETWEEN: Final = 20.0
_GROWN: Final = 1.09  # by so much fonts of other machines make rows higher
_TO_STACK: Final = range(2, 9)  # so many tables


@dataclass(frozen=True)
class Block:
    """A chart or, with a `sheet`, a table; `whole` is the chart of which it is a part. `caption` stands above it.

    `place` is its left, top, width and height within 图区, in points, caption included.
    """

    native: Native
    whole: Native
    sheet: Sheet | None
    caption: str
    place: tuple[float, float, float, float] = (0, 0, 0, 0)


Page = tuple[Block, ...]
"""What stands on one slide; nothing where there are no figures."""


def pages(picture: Picture, width: float, height: float) -> list[Page]:
    """The slides of a picture whose 图区 is so large (points)."""
    found = [native for native in natives(picture.body) if native.rows]
    if not found:
        return [()]
    grid = _gridded(found, width, height)
    if len(grid) == 1:
        return grid
    if stacked := _stacked(found, width, height):
        return [stacked]
    whole = (0.0, 0.0, width, height)
    apart: list[Page] = [
        (replace(block, place=whole),) for native in found for block in _blocks(native, found, width, height)
    ]
    return grid or apart


def _gridded(found: Sequence[Native], width: float, height: float) -> list[Page]:
    """All in grids of equal cells, as many in each as are readable; none where none are."""
    for across, down in _grids(len(found)):
        wide, high = (width + BETWEEN) / across - BETWEEN, (height + BETWEEN) / down - BETWEEN
        beside = [_blocks(native, found, wide, high) for native in found]
        if all(len(blocks) == 1 for blocks in beside) and not any(_narrow(blocks[0], wide) for blocks in beside):
            return [_placed(some, across, wide, high) for some in _some(beside, across * down)]
    return []


def _placed(blocks: Sequence[Block], across: int, wide: float, high: float) -> Page:
    """The blocks in a grid, line by line."""
    return tuple(
        replace(block, place=(n % across * (wide + BETWEEN), n // across * (high + BETWEEN), wide, high))
        for n, block in enumerate(blocks)
    )


def _stacked(found: Sequence[Native], width: float, height: float) -> Page:
    """Tables below each other in two columns, where all of them find room on one slide; else nothing."""
    if len(found) not in _TO_STACK or any(native.shape is not Shape.TABLE for native in found):
        return ()
    half = (width - BETWEEN) / 2
    blocks = [_blocks(native, found, half, height) for native in found]
    if any(len(some) > 1 or _narrow(some[0], half) for some in blocks):
        return ()
    single = [_smallest(some[0], half) for some in blocks]
    for chosen in sorted(product((True, False), repeat=len(single)), key=_turns):
        left = _column([block for block, first in zip(single, chosen, strict=True) if first], 0.0, half)
        right = _column([block for block, first in zip(single, chosen, strict=True) if not first], half + BETWEEN, half)
        if chosen[0] and max(block.place[1] + block.place[3] for block in (*left, *right)) <= height:
            return (*left, *right)
    return ()


def _turns(chosen: Sequence[bool]) -> int:
    """How often a reader of the columns has to jump: best is the first column whole and then the second."""
    return sum(a != b for a, b in pairwise(chosen))


def _smallest(block: Block, width: float) -> Block:
    """A table at the smallest size, so that several have room."""
    return replace(block, sheet=sheets(block.native, width, math.inf, SIZES[-1:])[0])


def _column(blocks: Sequence[Block], left: float, wide: float) -> list[Block]:
    """The blocks below each other."""
    top, placed = 0.0, []
    for block in blocks:
        high = sum(block.sheet.heights if block.sheet else ()) * _GROWN + (CAPTION if block.caption else 0.0)
        placed.append(replace(block, place=(left, top, wide, high)))
        top += high + BETWEEN / 2
    return placed


def _grids(count: int) -> list[tuple[int, int]]:
    """Which grids to try: as many cells as there are natives where they are few, six at most."""
    return [grid for most, grid in ((4, (3, 2)), (2, (2, 2)), (1, (2, 1))) if count > most]


def _some(found: list[list[Block]], each: int) -> list[list[Block]]:
    """The only block of each, so many a page."""
    flat = [blocks[0] for blocks in found]
    return [flat[start : start + each] for start in range(0, len(flat), each)]


def _blocks(native: Native, all_of_it: Sequence[Native], width: float, height: float) -> list[Block]:
    caption = _caption(native, several=len(all_of_it) > 1)
    high = height - (CAPTION if caption else 0)
    if native.shape is Shape.TABLE:
        return [Block(native, native, sheet, caption) for sheet in sheets(native, width, high)]
    # Charts of the same things have one scale, so that the eye may compare them.
    alike = [one for one in all_of_it if _kind(one) == _kind(native)]
    whole = replace(native, rows=tuple(row for one in alike for row in one.rows))
    return [Block(part, whole, None, caption) for part in parts(native, width, high)]


def _kind(native: Native) -> tuple[str, ...]:
    return native.shape, native.unit, *(column.look for column in native.columns)


def _narrow(block: Block, width: float) -> bool:
    """Whether the columns of a table or the names of bars need more than that."""
    return too_narrow(block.native, width) if block.sheet is None else block.sheet.squeezed


def _caption(native: Native, *, several: bool) -> str:
    """Which of several it is, and in what its figures are; a table's heading says the first itself."""
    seen = [column.heading for column in native.columns[1:] if column.look]
    name = seen[0] if len(seen) == 1 else native.columns[0].heading
    named = name.removesuffix(f"（{native.instead}）") if several and native.shape is not Shape.TABLE else ""
    unit = f"单位：{native.unit}" if native.unit and not native.instead else ""
    return "　　".join(filter(None, (named, unit, "" if several else native.note)))
