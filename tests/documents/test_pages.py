"""Notices as LibreOffice prints them, measured with a ruler: the millimetres of GB/T 9704-2012."""

from __future__ import annotations

import re
import shutil
import subprocess
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pytest
from PIL import Image

from documents.notice_samples import AS_OF, PARTIAL, SILENT, assessment, item, many
from weibao.documents.notices import supervision_notices

if TYPE_CHECKING:
    from pathlib import Path

    from weibao.compute.settings import Settings
    from weibao.documents.render import Renderer
    from weibao.rulebook.model import Rulebook
    from weibao.workdays import WorkCalendar

pytestmark = [
    pytest.mark.office,
    pytest.mark.xdist_group("office"),
    pytest.mark.skipif(
        not (shutil.which("soffice") and shutil.which("pdftotext") and shutil.which("pdftoppm")),
        reason="LibreOffice and poppler-utils are needed",
    ),
]

DPI = 200
MM = 25.4 / DPI


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

    def ink(self, page: int) -> np.ndarray:
        """The page as an array of pixels, 0–255, red green blue."""
        stem = self._pdf.with_suffix("")
        command = ["pdftoppm", "-r", str(DPI), "-f", str(page + 1), "-l", str(page + 1), "-singlefile", "-png"]
        subprocess.run([*command, self._pdf, stem], check=True)
        with Image.open(stem.with_suffix(".png")) as image:
            return np.asarray(image.convert("RGB")).astype(int)


@pytest.fixture(scope="module")
def printed(
    rugao: Rulebook,
    settings: Settings,
    calendar: WorkCalendar,
    renderer: Renderer,
    tmp_path_factory: pytest.TempPathFactory,
) -> dict[str, Printed]:
    """Four notices: one item, 25 items, a missing return, and one whose body runs over a page."""
    folder = tmp_path_factory.mktemp("pages")
    samples = {
        "one": [item("D07", "I22", PARTIAL)],
        "many": many(rugao, "D10", 25),
        "silent": [item("T03", "", SILENT)],
        "long": many(rugao, "D10", 3),
    }
    for name, items in samples.items():
        (notice,) = supervision_notices(rugao, settings, calendar, assessment(items))
        context = dict(notice.context)
        if name == "long":
            context["问题段"] = [{"号": "", "题": "", "文": "字" * 1000}]
        content = renderer.render(context, title=notice.title, creator="", created=AS_OF)
        (folder / f"{name}.docx").write_bytes(content)
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf", "--outdir",
         folder, *(folder / f"{name}.docx" for name in samples)],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    return {name: Printed(folder / f"{name}.pdf") for name in samples}


def red(ink: np.ndarray) -> np.ndarray:
    return (ink[..., 0] > 150) & (ink[..., 1] < 120) & (ink[..., 2] < 120)


def bands(mask: np.ndarray) -> list[tuple[float, float]]:
    """Top and bottom, in millimetres, of every group of rows that hold ink."""
    rows = np.flatnonzero(mask.any(axis=1))
    groups = np.split(rows, np.flatnonzero(np.diff(rows) > 3) + 1)
    return [(group[0] * MM, (group[-1] + 1) * MM) for group in groups]


@pytest.mark.parametrize("name", ["one", "many", "silent"])
def test_first_page_shows_mark_number_title_and_text(printed: dict[str, Printed], name: str) -> None:
    document = printed[name]
    first = document.text(0)
    assert "根据《" in first
    assert "现就有关" in first
    mask = red(document.ink(0))
    mark, rule = bands(mask)
    assert mark[0] == pytest.approx(72, abs=1)
    columns = np.flatnonzero(mask[int(rule[0] / MM) : int(rule[1] / MM)].any(axis=0)) * MM
    assert columns[0] == pytest.approx(28, abs=0.3)
    assert columns[-1] == pytest.approx(184, abs=0.3)
    ink = document.ink(0)
    dark = (ink.sum(axis=2) < 380) & ~red(ink)
    number = next(band for band in reversed(bands(dark)) if band[1] < rule[0])
    assert rule[0] - number[1] == pytest.approx(4, abs=1)


@pytest.mark.parametrize("name", ["one", "many", "silent"])
def test_page_numbers_stand_outside_7_mm_below(printed: dict[str, Printed], name: str) -> None:
    for page, words in enumerate(printed[name].pages):
        number = [word for word in words if word.top > 263]
        assert "".join(word.text for word in number) == f"—{page + 1}—"
        ink = printed[name].ink(page)
        foot = ink[int(264 / MM) :].sum(axis=2) < 380
        ((top, bottom),) = bands(foot)
        assert 264 + (top + bottom) / 2 == pytest.approx(269, abs=1)
        columns = np.flatnonzero(foot.any(axis=0)) * MM
        if page % 2:
            assert columns[0] == pytest.approx(28 + 14 * 25.4 / 72, abs=1)
        else:
            assert columns[-1] == pytest.approx(184 - 14 * 25.4 / 72, abs=1)


@pytest.mark.parametrize("name", ["one", "many", "silent", "long"])
def test_imprint_ends_the_last_page_at_the_bottom_of_the_type_area(printed: dict[str, Printed], name: str) -> None:
    document = printed[name]
    last = len(document.pages) - 1
    assert ["抄送" in document.text(page) for page in range(last + 1)] == [False] * last + [True]
    ink = document.ink(last).sum(axis=2) < 380
    full = np.flatnonzero(ink[:, int(30 / MM) : int(182 / MM)].all(axis=1)) * MM
    assert full[-1] == pytest.approx(262, abs=0.6)
    copies = next(word for word in document.pages[last] if "抄送" in word.text)
    assert copies.left == pytest.approx(28 + 14 * 25.4 / 72, abs=1)


def test_a_full_page_has_22_lines_of_28_characters(printed: dict[str, Printed]) -> None:
    lines = printed["long"].lines(1)
    assert len(lines) == 22
    assert {len(line) for line in lines if set(line) == {"字"}} == {28}


def test_signature_and_date_stand_with_text(printed: dict[str, Printed]) -> None:
    for document in printed.values():
        (page,) = [n for n in range(len(document.pages)) if "联系人" in document.text(n)]
        lines = document.lines(page)
        end = next(n for n, line in enumerate(lines) if "联系人" in line)
        assert re.match(r"2023年.*月.*日", lines[end - 1])
        assert lines[end - 2].endswith("办公室")
        assert any("请" in line for line in lines[: end - 2])


def test_enclosure_begins_a_page_and_repeats_its_heading(printed: dict[str, Printed]) -> None:
    document = printed["many"]
    pages = [n for n in range(len(document.pages)) if "整改要求" in document.text(n) and "存在问题" in document.text(n)]
    assert len(pages) >= 2
    assert document.lines(pages[0])[:2] == ["附件", "整改问题清单"]
    assert "存在问题" in document.lines(pages[1])[0] + document.lines(pages[1])[1]
    assert printed["silent"].text(len(printed["silent"].pages) - 1).count("附件") == 0


def test_a_short_notice_is_short(printed: dict[str, Printed]) -> None:
    assert {name: len(document.pages) for name, document in printed.items() if name != "long"} == {
        "one": 3,
        "many": 6,
        "silent": 2,
    }
