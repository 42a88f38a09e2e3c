"""The sheets that a unit signs, as paper: measured on the pages that a real spreadsheet program prints."""

from __future__ import annotations

import re
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from e2e import checklists
from weibao.compute.roles import own_indicators
from weibao.sheets.layout import ATTACHED, PRINT
from weibao.sheets.prefill import Prefill, RowPrefill

if TYPE_CHECKING:
    from pathlib import Path

    from e2e.office import Office
    from weibao.rulebook.model import Rulebook
    from weibao.workdays import WorkCalendar

pytestmark = [
    pytest.mark.office,
    pytest.mark.xdist_group("office"),
    pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler is not installed"),
]

WORD = re.compile(r'xMin="([\d.]+)" yMin="[\d.]+" xMax="([\d.]+)" yMax="[\d.]+">([^<]+)</word>')
SMALLEST = 7.5  # points


def pages(pdf: Path) -> list[list[tuple[float, float, str]]]:
    """Left end, right end and text of every word, page by page."""
    found = subprocess.run(["pdftotext", "-bbox", pdf, "-"], capture_output=True, text=True, check=True).stdout
    return [
        [(float(left), float(right), text) for left, right, text in WORD.findall(page)]
        for page in found.split("<page ")[1:]
    ]


def test_what_is_signed_can_be_read(office: Office, rugao: Rulebook, calendar: WorkCalendar, tmp_path: Path) -> None:
    unit, pdf = "D10", tmp_path / "清单.pdf"
    long = "已印发文件并明确责任分工" * 40
    prefill = Prefill({indicator.id: RowPrefill(statement=long) for indicator, _ in own_indicators(rugao, unit)[:2]})
    path = checklists.write(tmp_path / "清单.xlsx", rugao, calendar, prefill, unit)
    with office.open(path) as book:
        book.save_as(pdf)
    for name in (PRINT, ATTACHED):
        own = [page for page in pages(pdf) if any(text == name for *_, text in page)]
        chinese = [word for page in own for word in page if re.fullmatch(r"[一-龥]{2,}", word[2])]
        assert chinese, name
        # A Chinese character is as wide as its type is high.
        assert min((right - left) / len(text) for left, right, text in chinese) >= SMALLEST
        assert min(left for page in own for left, *_ in page) > 0
        assert max(right for page in own for _, right, _ in page) < 842
