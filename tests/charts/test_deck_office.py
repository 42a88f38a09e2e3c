"""The deck in LibreOffice Impress: it opens, and every slide becomes a page."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from weibao.native import Column, Native, Shape

from .decks import FOOT, PICTURES, picture, write

_SOFFICE = shutil.which("soffice")
_IMPRESS = _SOFFICE and list(Path(_SOFFICE).resolve().parent.glob("libsdlo.*"))

pytestmark = [
    pytest.mark.office,
    pytest.mark.xdist_group("office"),
    pytest.mark.skipif(not (_IMPRESS and shutil.which("pdftotext")), reason="LibreOffice Impress and poppler"),
]


def text_of(deck: Path, way: str) -> str:
    """What pdftotext says of the deck as Impress shows it."""
    folder = deck.parent
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, deck]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    told = subprocess.run(["pdftotext", way, folder / "deck.pdf", "-"], check=True, capture_output=True)
    return told.stdout.decode()


def test_every_slide_becomes_a_page_with_its_finding(tmp_path):
    pictures = (*PICTURES[:4], PICTURES[5], PICTURES[8])
    deck = write(tmp_path / "deck.pptx", pictures)
    pages = ["".join(page.split()) for page in text_of(deck.path, "-layout").split("\f")[:-1]]
    assert len(pages) == len(deck.slides)
    for page, slide in zip(pages[2:], deck.slides[2:], strict=True):
        assert "".join(deck.text(slide, "标题").split()) in page
        assert page.endswith(str(deck.slides.index(slide) + 1))
    assert "网络建设" in "".join(pages)


@pytest.mark.parametrize("count", [11, 15])
def test_rows_with_chinese_and_figures_end_above_the_source(tmp_path, count):
    columns = (
        Column("类别", width=2), Column("事项", width=4), Column("由谁办", width=2), Column("期限"),
        Column("剩余工作日", width=0.8), Column("远近", width=0.7),
    )  # fmt: skip
    row = (
        "任务、会议和议定事项",
        "第 2 轮，还有 54 个单位",
        "市未保办",
        "2030-12-15",
        "42",
        "7天后",
    )
    deck = write(tmp_path / "deck.pptx", (picture("近期时限", Native(Shape.TABLE, columns, (row,) * count)),))
    pages = text_of(deck.path, "-bbox").split("<page ")[3:]
    assert sum(page.count(">7<") for page in pages) == count
    for page in pages:
        below = max(map(float, re.findall(r'yMax="([\d.]+)">[^<]*天后<', page)))
        source = min(map(float, re.findall(rf'yMin="([\d.]+)" [^>]*>{FOOT[:4]}', page)))
        assert below < source
