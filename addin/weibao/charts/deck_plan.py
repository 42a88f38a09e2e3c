"""What of a picture stands on which slide: charts and tables side by side where both are readable so, else apart."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from weibao.charts.deck_charts import parts, too_narrow
from weibao.charts.deck_tables import sheets
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


@dataclass(frozen=True)
class Block:
    """A chart or, with a `sheet`, a table; `whole` is the chart of which it is a part. `caption` stands above it."""

    native: Native
    whole: Native
    sheet: Sheet | None
    caption: str


@dataclass(frozen=True)
class Page:
    """What stands on one slide, in so many columns and rows of equal cells, filled line by line."""

    blocks: tuple[Block, ...] = ()
    across: int = 1
    down: int = 1


def pages(picture: Picture, width: float, height: float) -> list[Page]:
    """The slides of a picture whose 图区 is so large (points); one page without blocks where there are no figures."""
    found = [native for native in natives(picture.body) if native.rows]
    if not found:
        return [Page()]
    for across, down in _grids(len(found)):
        wide, high = (width + BETWEEN) / across - BETWEEN, (height + BETWEEN) / down - BETWEEN
        beside = [_blocks(native, found, wide, high) for native in found]
        if all(len(blocks) == 1 for blocks in beside) and not any(_narrow(blocks[0], wide) for blocks in beside):
            return [Page(tuple(some), across, down) for some in _some(beside, across * down)]
    return [Page((block,)) for native in found for block in _blocks(native, found, width, height)]


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
    named = name if several and native.shape is not Shape.TABLE else ""
    unit = f"单位：{native.unit}" if native.unit else ""
    return "　　".join(filter(None, (named, unit)))
