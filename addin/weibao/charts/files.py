"""Pictures as files: PNG at 200 dpi, vector PDF and SVG; the same bytes for the same picture.

matplotlib is imported inside the functions: it takes half a second that no other command should pay.
"""

from __future__ import annotations

import functools
import hashlib
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from weibao.atomic import replace_file
from weibao.charts.drawing import draw_body
from weibao.charts.fonts import FONT_FILE
from weibao.charts.page import FOOT, RIGHT, STYLE, Page, drawing
from weibao.looks import GREY_INK

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.figure import Figure

    from weibao.charts.picture import Picture

_PACKAGE = Path(__file__).parent


def figure_of(picture: Picture) -> Figure:
    """The whole page as a matplotlib figure; call inside `drawing(picture.text)`."""
    page = Page.of(picture)
    draw_body(page, picture.body)
    return page.figure


def save(picture: Picture, paths: Sequence[Path], *, leaf: Path | None = None, number: int = 0) -> None:
    """Write the picture once for every path, by its ending; with `leaf` also as page `number` of an album (PDF).

    Raises ChartError where a character has no glyph, OSError where a file cannot be written.
    """
    with drawing(picture.text):
        figure, made_from = figure_of(picture), mark(picture)
        for path in paths:
            _write(figure, path, picture.title, made_from)
        if leaf:
            number_page(figure, number)
            _write(figure, leaf, picture.title, made_from)


def number_page(figure: Figure, number: int) -> None:
    """The page's number in its foot."""
    figure.text(RIGHT, FOOT, str(number), fontsize=12, va="center", ha="right", color=GREY_INK)


def _write(figure: Figure, path: Path, title: str, made_from: str) -> None:
    kind = path.suffix[1:]
    with replace_file(path) as place:
        if kind == "png":
            _write_png(figure, place, made_from)
        else:
            figure.savefig(place, format=kind, metadata=_about(kind, title, made_from))


def _write_png(figure: Figure, path: Path, made_from: str) -> None:
    """As `savefig` would, but without the alpha channel, which a page that is white all over does not need.

    That and the low compression take a quarter of the time off, and a tenth of the size.
    """
    from matplotlib import rcParams
    from PIL import Image
    from PIL.PngImagePlugin import PngInfo

    drawn, about, dpi = BytesIO(), PngInfo(), rcParams["savefig.dpi"]
    figure.savefig(drawn, format="rgba")
    about.add_text("Source", made_from)
    pixels, width = drawn.getvalue(), int(figure.get_figwidth() * dpi)
    image = Image.frombuffer("RGBA", (width, len(pixels) // width // 4), pixels)
    image.convert("RGB").save(path, "png", compress_level=2, dpi=(dpi, dpi), pnginfo=about)


def mark(picture: Picture) -> str:
    """What stands in a picture's file about all that decides what it shows, found without drawing."""
    return f"weibao-chart-{_digest(repr(tuple(decided_by(picture).values())))}"


def decided_by(picture: Picture) -> dict[str, str]:
    """The digests of what decides what a picture's files show: its `data` and the `drawing`."""
    return {"data": _digest(repr(picture)), "drawing": _code()}


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _about(kind: str, title: str, made_from: str) -> dict[str, Any]:
    if kind == "svg":
        return {"Date": None, "Creator": None, "Title": title, "Identifier": made_from}
    return {"Title": title, "Keywords": made_from, "Creator": None, "Producer": None, "CreationDate": None}


@functools.cache
def _code() -> str:
    """The drawing's own code, style and font and what draws, so that a change of them changes every picture."""
    found = hashlib.sha256(version("matplotlib").encode())
    for path in (*sorted(_PACKAGE.rglob("*.py")), STYLE, FONT_FILE, _PACKAGE.parent / "looks.py"):
        found.update(path.read_bytes())
    return found.hexdigest()
