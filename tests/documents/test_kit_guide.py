"""The kit's guide on paper: two A4 pages."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from weibao.documents import geometry as g
from weibao.documents.kit_guide import TITLE, guide
from weibao.documents.preview import to_pdf

pytestmark = [
    pytest.mark.office,
    pytest.mark.xdist_group("office"),
    pytest.mark.skipif(
        not (shutil.which("soffice") and shutil.which("pdftotext")),
        reason="LibreOffice and poppler-utils are needed",
    ),
]


def test_two_full_a4_pages_and_no_third(tmp_path: Path) -> None:
    (tmp_path / "guide.docx").write_bytes(guide())
    assert to_pdf([tmp_path / "guide.docx"]).failed == ()
    boxes = subprocess.run(
        ["pdftotext", "-bbox", tmp_path / "guide.pdf", "-"], capture_output=True, text=True, check=True
    ).stdout
    pages = re.findall(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', boxes, re.DOTALL)
    assert len(pages) == 2
    for width, height, _ in pages:
        assert float(width) == pytest.approx(g.PAGE_WIDTH / 20, abs=1)
        assert float(height) == pytest.approx(g.PAGE_HEIGHT / 20, abs=1)
    first, second = (re.sub(r"<[^>]*>|\s", "", page[2]) for page in pages)
    assert TITLE in first
    assert "uninstall.cmd" in first
    assert second.startswith("三、用不了怎么办")
    assert "SHA256SUMS" in second
    # Room for other fonts: the last table ends at least a line above the foot of the type area.
    bottoms = [float(y) for y in re.findall(r'yMax="([\d.]+)"', pages[1][2])]
    text_end = (g.PAGE_HEIGHT - g.BOTTOM) / 20
    assert max(y for y in bottoms if y < text_end + 10) < text_end - g.LINE / 20
