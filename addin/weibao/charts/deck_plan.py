"""What of a picture stands on which slide: charts and tables side by side where both are readable so, else apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from weibao.charts.deck_charts import parts, too_narrow
from weibao.charts.deck_tables import sheets
from weibao.charts.natives import natives
from weibao.native import Shape

if TYPE_CHECKING:
    from weibao.charts.deck_tables import Sheet
    from weibao.charts.picture import Picture
    from weibao.native import Native

CAPTION: Final = 24.0
"""Points that the line above a chart or table takes."""

BETWEEN: Final = 20.0
_MOST_SIDE_BY_SIDE: Final = 2


@dataclass(frozen=True)
class Block:
    """A chart or, with a `sheet`, a table; `whole` is the chart of which it is a part. `caption` stands above it."""

    native: Native
    whole: Native
    sheet: Sheet | None
    caption: str


Page = tuple[Block, ...]


def pages(picture: Picture, width: float, height: float) -> list[Page]:
    """The slides of a picture whose 图区 is so large (points); one page without blocks where there are no figures."""
    found = [native for native in natives(picture.body) if native.rows]
    several = len(found) > 1
    if len(found) == _MOST_SIDE_BY_SIDE:
        half = (width - BETWEEN) / 2
        beside = [_blocks(native, half, height, several=several) for native in found]
        if all(len(blocks) == 1 for blocks in beside) and not any(_narrow(blocks[0], half) for blocks in beside):
            return [tuple(blocks[0] for blocks in beside)]
    return [(block,) for native in found for block in _blocks(native, width, height, several=several)] or [()]


def _blocks(native: Native, width: float, height: float, *, several: bool) -> list[Block]:
    caption = _caption(native, several=several)
    high = height - (CAPTION if caption else 0)
    if native.shape is Shape.TABLE:
        return [Block(native, native, sheet, caption) for sheet in sheets(native, width, high)]
    return [Block(part, native, None, caption) for part in parts(native, width, high)]


def _narrow(block: Block, width: float) -> bool:
    """Whether the columns of a table or the names of bars need more than that."""
    return too_narrow(block.native, width) if block.sheet is None else block.sheet.squeezed


def _caption(native: Native, *, several: bool) -> str:
    """Which of several it is, and in what its figures are; a table's heading says the first itself."""
    named = native.columns[0].heading if several and native.shape is not Shape.TABLE else ""
    unit = f"单位：{native.unit}" if native.unit else ""
    return "　　".join(filter(None, (named, unit)))
