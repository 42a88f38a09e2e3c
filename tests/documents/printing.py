"""Documents as LibreOffice prints them, to be measured with a ruler."""

from __future__ import annotations

import re
import shutil
import subprocess
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image

from weibao.documents.preview import to_pdf

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

Pixels = npt.NDArray[np.int16]
Mask = npt.NDArray[np.bool_]

DPI = 200
MM = 25.4 / DPI

OFFICE = [
    pytest.mark.office,
    pytest.mark.xdist_group("office"),
    pytest.mark.skipif(
        not (shutil.which("soffice") and shutil.which("pdftotext") and shutil.which("pdftoppm")),
        reason="LibreOffice and poppler-utils are needed",
    ),
]


class Word(NamedTuple):
    """A word on a page, its box in millimetres."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


class Printed:
    """A document as PDF."""

    def __init__(self, pdf: Path) -> None:
        self._pdf = pdf
        boxes = subprocess.run(["pdftotext", "-bbox", pdf, "-"], capture_output=True, text=True, check=True).stdout
        pattern = r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>'
        self.pages = [
            [Word(text, *(float(n) * 25.4 / 72 for n in box)) for *box, text in re.findall(pattern, page)]
            for page in re.findall(r"<page .*?</page>", boxes, re.DOTALL)
        ]

    def text(self, page: int) -> str:
        return "".join(word.text for word in self.pages[page])

    def lines(self, page: int) -> list[str]:
        """The lines of 版心 from top to bottom."""
        rows: dict[int, str] = {}
        for word in sorted(self.pages[page], key=lambda word: word.left):
            if word.bottom < 263:
                row = next((row for row in rows if abs(row - word.bottom * 10) < 30), round(word.bottom * 10))
                rows[row] = rows.get(row, "") + word.text
        return [rows[row] for row in sorted(rows)]

    def ink(self, page: int) -> Pixels:
        """The page as an array of pixels, 0–255, red green blue."""
        stem = self._pdf.with_suffix("")
        command = ["pdftoppm", "-r", str(DPI), "-f", str(page + 1), "-l", str(page + 1), "-singlefile"]
        subprocess.run([*command, self._pdf, stem], check=True)
        with Image.open(stem.with_suffix(".ppm")) as image:
            return np.asarray(image.convert("RGB")).astype(np.int16)


def printed(folder: Path, names: Iterable[str]) -> dict[str, Printed]:
    """The files `<name>.docx` of `folder` as PDF, as the product makes its previews, converted in one call."""
    stems = tuple(names)
    result = to_pdf([folder / f"{name}.docx" for name in stems])
    assert result.failed == ()
    return {name: Printed(pdf) for name, pdf in zip(stems, result.made, strict=True)}


def red(ink: Pixels) -> Mask:
    """Where a page is red."""
    found: Mask = (ink[..., 0] > 150) & (ink[..., 1] < 120) & (ink[..., 2] < 120)
    return found


def dark(ink: Pixels) -> Mask:
    """Where a page is black."""
    found: Mask = (ink.sum(axis=2) < 380) & ~red(ink)
    return found


class Sheet(NamedTuple):
    """Where a page is red and where it is black; a page as pixels takes a hundred times the room."""

    red: Mask
    dark: Mask

    @classmethod
    def of(cls, ink: Pixels) -> Sheet:
        return cls(red(ink), dark(ink))


def bands(mask: Mask) -> list[tuple[float, float]]:
    """Top and bottom, in millimetres, of every group of rows that hold ink."""
    rows = np.flatnonzero(mask.any(axis=1))
    groups = np.split(rows, np.flatnonzero(np.diff(rows) > 3) + 1)
    return [(group[0] * MM, (group[-1] + 1) * MM) for group in groups]


def sides(mask: Mask, band: tuple[float, float]) -> tuple[float, float]:
    """Left and right edge, in millimetres, of the ink between two heights."""
    columns = np.flatnonzero(mask[int(band[0] / MM) : int(band[1] / MM)].any(axis=0)) * MM
    return columns[0], columns[-1]
