"""Notices as LibreOffice prints them, measured with a ruler: the millimetres of GB/T 9704-2012."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import pytest

from documents.notice_samples import AS_OF, PARTIAL, SILENT, assessment, item, many
from documents.printing import MM, OFFICE, Printed, bands, red
from documents.printing import printed as print_all
from weibao.documents.notices import supervision_notices

if TYPE_CHECKING:

    from weibao.compute.settings import Settings
    from weibao.documents.render import Renderer
    from weibao.rulebook.model import Rulebook
    from weibao.workdays import WorkCalendar

pytestmark = OFFICE


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
    return print_all(folder, samples)


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
