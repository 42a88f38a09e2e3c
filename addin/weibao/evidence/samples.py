"""Small evidence files for the demonstration: scans and photos of nothing, the same bytes for the same seed."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Final

from PIL import Image, ImageDraw

_PAGE: Final = (620, 877)  # A4 at 75 dots an inch
_PHOTO: Final = (1024, 768)
_EXIF, _TAKEN = 0x8769, 0x9003


def write_scan(path: Path, seed: str, *, pages: int = 1, seal: bool = True, blank: bool = False) -> None:
    """A scanned paper: grey lines instead of text, a red ring on the last page where it has a seal."""
    sheets = [_page(seed, number, seal=seal and number == pages, blank=blank) for number in range(1, pages + 1)]
    sheets[0].save(path, "PDF", resolution=75, save_all=True, append_images=sheets[1:], creationDate=None, modDate=None)


def write_photo(path: Path, seed: str, *, taken: str) -> None:
    """A photo: coloured fields, and the day on which it was taken, such as 2030:03:01 10:00:00."""
    chance = Random(seed)  # noqa: S311
    image = Image.new("RGB", _PHOTO, (200, 210, 220))
    draw = ImageDraw.Draw(image)
    for _ in range(12):
        left, top = chance.randrange(_PHOTO[0]), chance.randrange(_PHOTO[1])
        colour = tuple(chance.randrange(40, 220) for _ in range(3))
        draw.rectangle((left, top, left + chance.randrange(80, 400), top + chance.randrange(60, 300)), fill=colour)
    exif = Image.Exif()
    exif.get_ifd(_EXIF)[_TAKEN] = taken
    image.save(path, "JPEG", quality=70, exif=exif)


def _page(seed: str, number: int, *, seal: bool, blank: bool) -> Image.Image:
    chance = Random(f"{seed}/{number}")  # noqa: S311
    image = Image.new("RGB", _PAGE, "white")
    if blank:
        return image
    draw = ImageDraw.Draw(image)
    for line in range(110, 760, 22):
        draw.line((70, line, chance.randrange(300, 560), line), fill=(90, 90, 90), width=7)
    if seal:
        draw.ellipse((400, 660, 520, 780), outline=(214, 20, 30), width=7)
    return image
