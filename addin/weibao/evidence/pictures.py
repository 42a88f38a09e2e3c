"""What a picture tells: its size, the day it was taken, whether anything is on it, red ink, and a hash of its look."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any, Final

from PIL import Image, ImageChops, ImageFilter, ImageOps, ImageStat

MOST_PIXELS: Final = 120_000_000
_FLAT: Final = 2.5  # standard deviation of a page on which nothing is
_RED_SHARE: Final = 0.0006
_EXIF, _TAKEN, _CHANGED = 0x8769, 0x9003, 0x0132
_DAY: Final = re.compile(r"(\d{4}):(\d{2}):(\d{2})")


def read_picture(path: Path) -> dict[str, Any]:
    """width, height, pages (frames), taken, blank, red, look. Raises whatever a broken picture makes pillow raise."""
    Image.MAX_IMAGE_PIXELS = None  # the bound is ours, and is checked before anything is decoded
    with Image.open(path) as image:
        width, height = image.size
        if width * height > MOST_PIXELS:
            return {"width": width, "height": height, "problem": "large"}
        pages = getattr(image, "n_frames", 1)
        taken = _taken(image)
        image.draft("RGB", (640, 640))
        image.thumbnail((640, 640))
        small = ImageOps.exif_transpose(image).convert("RGB")
    return {"width": width, "height": height, "pages": pages, "taken": taken, "look": look(small), **ink(small)}


def ink(image: Image.Image) -> dict[str, Any]:
    """`blank`: nothing is on it; `red`: there is red ink, as a seal leaves it."""
    grey = image.convert("L")
    red, green, blue = image.convert("RGB").split()
    over = [ImageChops.subtract(red, other).point(lambda v: 255 if v > 60 else 0) for other in (green, blue)]
    share = ImageStat.Stat(ImageChops.multiply(*over)).mean[0] / 255
    return {"blank": ImageStat.Stat(grey).stddev[0] < _FLAT, "red": share > _RED_SHARE}


def look(image: Image.Image) -> str:
    """64 bits, as hexadecimal, that hardly change when a photo is scaled or saved anew; "" of a flat one.

    Each bit says whether a field of a 9 × 8 grid is brighter than its neighbour.
    """
    grey = image.convert("L").filter(ImageFilter.BoxBlur(1)).resize((9, 8), Image.Resampling.BOX)
    if ImageStat.Stat(grey).stddev[0] < 2 * _FLAT:
        return ""
    cells = grey.tobytes()
    bits = [cells[row * 9 + n] > cells[row * 9 + n + 1] for row in range(8) for n in range(8)]
    return f"{sum(1 << n for n, bit in enumerate(bits) if bit):016x}"


def _taken(image: Image.Image) -> str:
    """The day a camera wrote down, as ISO text, "" where there is none."""
    exif = image.getexif()
    text = str(exif.get_ifd(_EXIF).get(_TAKEN) or exif.get(_CHANGED) or "")
    found = _DAY.match(text)
    try:
        return date(*(int(part) for part in found.groups())).isoformat() if found else ""
    except ValueError:
        return ""
