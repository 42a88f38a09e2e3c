"""The deck in LibreOffice Impress: it opens, and every slide becomes a page."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from .decks import PICTURES, write

_SOFFICE = shutil.which("soffice")
_IMPRESS = _SOFFICE and list(Path(_SOFFICE).resolve().parent.glob("libsdlo.*"))

pytestmark = [
    pytest.mark.office,
    pytest.mark.xdist_group("office"),
    pytest.mark.skipif(not (_IMPRESS and shutil.which("pdftotext")), reason="LibreOffice Impress and poppler"),
]


def test_every_slide_becomes_a_page_with_its_finding(tmp_path):
    pictures = (*PICTURES[:4], PICTURES[5], PICTURES[8])
    deck = write(tmp_path / "deck.pptx", pictures)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, deck.path]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    told = subprocess.run(["pdftotext", "-layout", tmp_path / "deck.pdf", "-"], check=True, capture_output=True)
    pages = ["".join(page.split()) for page in told.stdout.decode().split("\f")[:-1]]
    assert len(pages) == len(deck.slides)
    for page, slide in zip(pages[2:], deck.slides[2:], strict=True):
        assert "".join(deck.text(slide, "标题").split()) in page
        assert page.endswith(str(deck.slides.index(slide) + 1))
    assert "网络建设" in "".join(pages)
