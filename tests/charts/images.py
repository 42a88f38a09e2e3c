"""Reference images of the pages: drawing them small, comparing with a tolerance, and making them again.

`make references` (or `cd tests && python -m charts.images`) draws all of `references/` anew. Look at every one that
changed before you commit it: the tests only see that a page is as it was, not that it is right.
"""

from __future__ import annotations

import functools
import io
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from matplotlib import rc_context
from PIL import Image, ImageFilter

import chart_county
from weibao.charts import album
from weibao.charts.catalogue import CHARTS, cards
from weibao.charts.files import figure_of
from weibao.charts.page import drawing

if TYPE_CHECKING:
    from collections.abc import Callable

    from matplotlib.figure import Figure

    from weibao.charts.picture import Picture

FOLDER = Path(__file__).with_name("references")
DPI = 50
FINER = 2  # times as fine it is drawn: at this size, versions of the libraries draw letters of unlike weight
COLOURS = 64
TILE = 16  # pixels: two letters
ALIKE = 6.0
TOLERANCE = 12.0
"""Of 255. Few colours and another version of matplotlib make up to 5, one other letter of the smallest makes 18."""

# Fitted to whole pixels, letters look and stand otherwise with every version.
_PLAIN = {"text.hinting": "none"}
_COVER = (
    ("山谷县", "创建全国未成年人保护示范县", "工作", "会议图册"),
    ("山谷县未保办", "第2轮　基准日：2023年9月13日"),
)


@functools.cache
def pictures() -> dict[str, Picture]:
    """Every picture of the catalogue, the card of a unit, and a page on which nothing can be drawn."""
    facts = chart_county.facts()
    made = [chart.build(facts) for chart in CHARTS]
    none = replace(facts, assessment=replace(facts.assessment, stages=()))
    empty = next(chart for chart in CHARTS if chart.name == "supervision").build(none)
    return {picture.name: picture for picture in (*made, cards(facts)[1], replace(empty, name="nothing"))}


def text() -> str:
    """Every character of the pages that comes from the data."""
    return "".join(picture.text for picture in pictures().values()) + "".join((*_COVER[0], *_COVER[1]))


def names() -> list[str]:
    """All pages that have a reference."""
    return [*pictures(), "album_cover", "album_contents"]


def page(name: str, change: Callable[[Figure], object] = lambda _figure: None) -> Image.Image:
    """The page drawn small; `change` may do something to it first."""
    with drawing(text()), rc_context(_PLAIN):
        if name == "album_cover":
            figure = album._cover(*_COVER)
        elif name == "album_contents":
            figure = album._contents([pictures()[chart.name] for chart in CHARTS])
        else:
            figure = figure_of(pictures()[name])
        change(figure)
        file = io.BytesIO()
        figure.savefig(file, format="png", dpi=DPI * FINER, pil_kwargs={"compress_level": 0})
    with Image.open(file) as image:
        return image.convert("RGB").reduce(FINER)


def reference(name: str) -> Image.Image:
    """The reviewed image."""
    with Image.open(FOLDER / f"{name}.png") as image:
        return image.convert("RGB")


def distance(one: Image.Image, other: Image.Image) -> float:
    """How far the images are apart, 0 to 255: the largest difference of the means of a few pixels, whatever the colour.

    What lies a pixel aside is alike: libraries round places differently. That is found out tile by tile.
    """
    if one.size != other.size:
        return 255.0
    here, there = (np.asarray(image.filter(ImageFilter.BoxBlur(2)), dtype=np.int16) for image in (one, other))
    inner = here[1:-1, 1:-1]
    high, wide = inner.shape[:2]
    least = _tiles(np.abs(inner - there[1:-1, 1:-1]).max(axis=2))
    for y, x in np.ndindex(3, 3):
        if least.max() > ALIKE:
            moved = there[y : y + high, x : x + wide]
            least = np.minimum(least, _tiles(np.abs(inner - moved).max(axis=2)))
    return float(least.max())


def _tiles(difference: np.ndarray) -> np.ndarray:
    """The largest of each tile."""
    high, wide = (-(-length // TILE) for length in difference.shape)
    filled = np.zeros((high * TILE, wide * TILE), dtype=difference.dtype)
    filled[: difference.shape[0], : difference.shape[1]] = difference
    return filled.reshape(high, TILE, wide, TILE).max(axis=(1, 3))


def small(image: Image.Image) -> Image.Image:
    """With few colours, for a small file."""
    return image.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, kmeans=2, dither=Image.Dither.NONE)


def renew() -> None:
    """Draw all references again; what is still alike stays as it is, so that only what changed is to be reviewed."""
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.png"):
        if old.stem not in names():
            old.unlink()
    for name in names():
        image, path = page(name), FOLDER / f"{name}.png"
        if not path.is_file() or distance(image, reference(name)) > ALIKE:
            small(image).save(path, optimize=True)
            sys.stdout.write(f"{path}\n")


if __name__ == "__main__":
    renew()
