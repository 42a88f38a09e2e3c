"""The four layouts as LibreOffice prints them, measured with a ruler: the millimetres of GB/T 9704-2012."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pytest

from documents.layout_samples import landscape, rendered, values
from documents.printing import MM, OFFICE, Printed, Sheet, bands, printed, sides
from weibao.documents import layouts
from weibao.documents.kind import Layout
from weibao.documents.preprinted import without_red

if TYPE_CHECKING:
    from documents.printing import Mask

pytestmark = OFFICE

DAY = date(2023, 10, 9)
EVERY = tuple(Layout)
RULED = (Layout.GENERAL, Layout.UPWARD, Layout.MINUTES)
LINE = 225 / 22
EDGES = (*range(6), 18, 19)  # of whole lines; with 18 the second page is full to its last
BRINKS = (Layout.GENERAL, Layout.UPWARD, Layout.LETTER)


class Sheets:
    """The printed documents; each page is rasterised once."""

    def __init__(self, documents: dict[str, Printed]) -> None:
        self.documents = documents
        self._pages: dict[tuple[str, int], Sheet] = {}

    def __getitem__(self, name: str) -> Printed:
        return self.documents[name]

    def page(self, name: str, page: int) -> Sheet:
        if (name, page) not in self._pages:
            self._pages[name, page] = Sheet.of(self.documents[name].ink(page))
        return self._pages[name, page]


@pytest.fixture(scope="module")
def sheets(tmp_path_factory: pytest.TempPathFactory) -> Sheets:
    """Each layout with and without red, with a landscape enclosure, and one whose 主送 moved to 版记."""
    folder = tmp_path_factory.mktemp("layouts")
    contents: dict[str, bytes] = {}
    for layout in Layout:
        content = rendered(folder, layout, layout, values(layout), DAY, enclosures=[landscape()])
        contents |= {layout: content, f"{layout}-preprinted": without_red(content)}
    short = values(Layout.GENERAL, 附件=[], 文="短文。", 主送移版记=True, 抄送="")
    contents["moved"] = rendered(folder, "moved", Layout.GENERAL, short, DAY)
    contents["bare"] = rendered(folder, "bare", Layout.LETTER, short | {"主送移版记": False}, DAY)
    for lines in EDGES:
        edge = values(Layout.GENERAL, 文="字" * 28 * lines, 抄送="", 行们=[{"号": "1", "文": "内容"}])
        contents[f"edge{lines}"] = rendered(folder, f"edge{lines}", Layout.GENERAL, edge, DAY, enclosures=[landscape()])
    for layout in BRINKS:
        send_to = "送" * next(n for n in range(1000) if layouts.send_to_moves(layout, 2, "送" * (n + 1)))
        brink = values(layout, 主送=send_to)
        contents[f"brink-{layout}"] = rendered(folder, f"brink-{layout}", layout, brink, DAY)
    for name, content in contents.items():
        (folder / f"{name}.docx").write_bytes(content)
    return Sheets(printed(folder, contents))


def row_of(sheets: Sheets, name: str, page: int, text: str) -> float:
    """Where a line of 版心 stands: the top of its first word."""
    return next(word.top for word in sheets[name].pages[page] if text in word.text)


# --- 版头 ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("layout", RULED)
def test_the_mark_stands_at_72_mm_and_the_rule_4_mm_below_the_number(sheets: Sheets, layout: Layout) -> None:
    ink = sheets.page(layout, 0)
    mark, rule = bands(ink.red)
    assert mark[0] == pytest.approx(72, abs=1)
    assert sides(ink.red, rule) == pytest.approx((28, 184), abs=0.3)
    above = [band for band in bands(ink.dark) if band[1] < rule[0]]
    assert rule[0] - above[-1][1] == pytest.approx(4, abs=1)
    left, right = sides(ink.red, mark)
    assert (left + right) / 2 == pytest.approx(106, abs=0.5)
    assert left >= 28
    assert right <= 184


def test_number_left_and_signer_right_leave_one_character(sheets: Sheets) -> None:
    ink = sheets.page(Layout.UPWARD, 0)
    _, rule = bands(ink.red)
    line = next(band for band in reversed(bands(ink.dark)) if band[1] < rule[0])
    assert sides(ink.dark, line) == pytest.approx((28 + 5.6, 184 - 5.6), abs=1)
    assert "签发人：张某某" in sheets[Layout.UPWARD].lines(0)[1]


def test_a_letter_has_its_mark_at_30_mm_and_double_rules_of_170_mm(sheets: Sheets) -> None:
    ink = sheets.page(Layout.LETTER, 0)
    mark, upper, lower = bands(ink.red)
    assert mark[0] == pytest.approx(30, abs=1)
    assert upper[0] - mark[1] == pytest.approx(4, abs=1)
    assert (lower[0] + lower[1]) / 2 == pytest.approx(297 - 20, abs=1)
    for rule in (upper, lower):
        assert sides(ink.red, rule) == pytest.approx((20, 190), abs=0.5)
    assert "文件" not in sheets[Layout.LETTER].lines(0)[0]


def strokes(ink: Sheet, rule: tuple[float, float]) -> list[float]:
    """How thick the strokes of a double rule are, from top to bottom, in pixels of a column in its middle."""
    column = ink.red[round(rule[0] / MM) - 1 : round(rule[1] / MM) + 1, int(105 / MM)]
    found = np.flatnonzero(np.diff(np.concatenate(([0], column.astype(int), [0]))))
    return [float(end - start) for start, end in zip(found[::2], found[1::2], strict=True)]


def test_the_upper_rule_of_a_letter_is_thick_above_thin_the_lower_thin_above_thick(sheets: Sheets) -> None:
    ink = sheets.page(Layout.LETTER, 0)
    _, upper, lower = bands(ink.red)
    thick, thin = strokes(ink, upper)
    assert thick > thin
    thin, thick = strokes(ink, lower)
    assert thick > thin


def test_the_number_of_a_letter_stands_flush_right_seven_eighths_below_the_rule(sheets: Sheets) -> None:
    ink = sheets.page(Layout.LETTER, 0)
    _, upper, _ = bands(ink.red)
    number = next(band for band in bands(ink.dark) if band[0] > upper[1])
    assert number[0] - upper[1] == pytest.approx(4.94, abs=1)
    assert sides(ink.dark, number)[1] == pytest.approx(184, abs=1)


@pytest.mark.parametrize("layout", EVERY)
def test_two_lines_between_head_and_title_one_before_the_text(sheets: Sheets, layout: Layout) -> None:
    words = sheets[layout].pages[0]
    title = [word for word in words if word.text.startswith(("关于做好", "及其他"))]
    assert len(title) == 2
    assert all((word.left + word.right) / 2 == pytest.approx(106, abs=1) for word in title)
    body = row_of(sheets, layout, 0, "字字字")
    assert body < 250
    rule = bands(sheets.page(layout, 0).red)[1][1]
    if layout is not Layout.LETTER:
        assert title[0].top - rule == pytest.approx(2 * LINE, abs=3)
    if layout is Layout.MINUTES:
        assert "主送" not in sheets[layout].text(0)
        assert not any("各镇人民政府" in line for line in sheets[layout].lines(0))
    else:
        assert body - row_of(sheets, layout, 0, "各镇人民政府") == pytest.approx(LINE, abs=1)


# --- 版心, 页码, 版记 ------------------------------------------------------------------------------------


@pytest.mark.parametrize("layout", EVERY)
def test_a_full_page_has_22_lines_of_28_characters(sheets: Sheets, layout: Layout) -> None:
    lines = [line for line in sheets[layout].lines(1) if set(line) == {"字"}]
    whole = [line for line in lines if len(line) == 28]
    assert len(lines) - len(whole) <= 1
    assert max(len(line) for line in lines) == 28
    tops = sorted({round(word.top, 1) for word in sheets[layout].pages[1] if word.bottom < 263})
    assert len(sheets[layout].lines(1)) == 22
    assert (tops[-1] - tops[0]) / 21 == pytest.approx(LINE, abs=0.05)


def number_ink(black: Mask) -> Mask:
    """The page's black ink below 版心."""
    return black[int(264 / MM) :]


@pytest.mark.parametrize("layout", EVERY)
def test_page_numbers_stand_7_mm_below_outside(sheets: Sheets, layout: Layout) -> None:
    for page in (0, 1):
        foot = number_ink(sheets.page(layout, page).dark)
        if layout is Layout.LETTER and page == 0:
            assert not foot.any()
            continue
        ((top, bottom),) = bands(foot)
        assert 264 + (top + bottom) / 2 == pytest.approx(269, abs=1)
        columns = np.flatnonzero(foot.any(axis=0)) * MM
        if page:
            assert columns[0] == pytest.approx(28 + 4.94, abs=1)
        else:
            assert columns[-1] == pytest.approx(184 - 4.94, abs=1)


@pytest.mark.parametrize("layout", EVERY)
def test_the_number_of_a_landscape_page_stands_where_upright_pages_have_it(sheets: Sheets, layout: Layout) -> None:
    document = sheets[layout]
    wide = [n for n, words in enumerate(document.pages) if sheets.page(layout, n).dark.shape[1] > 2000 and words]
    assert len(wide) >= 2
    for page in wide:
        # Turned anticlockwise, its head comes to lie at the left: at 订口 of odd pages, at 切口 of even ones.
        upright = np.rot90(sheets.page(layout, page).dark)
        assert upright.shape[0] * MM == pytest.approx(297, abs=1)
        foot = number_ink(upright)
        ((top, bottom),) = bands(foot)
        assert 264 + (top + bottom) / 2 == pytest.approx(269, abs=1)
        columns = np.flatnonzero(foot.any(axis=0)) * MM
        edge = columns[0] - 28 if page % 2 else 184 - columns[-1]
        assert edge == pytest.approx(4.94, abs=1)
        rest = upright[: int(263 / MM)]
        assert sides(rest, (0, 263)) >= (28 - 0.5, 0)
        assert sides(rest, (0, 263))[1] <= 184.5
        text = "".join(word.text for word in document.pages[page])
        assert str(page + 1) in text


@pytest.mark.parametrize("layout", EVERY)
def test_a_landscape_table_repeats_its_head_and_splits_no_row(sheets: Sheets, layout: Layout) -> None:
    document = sheets[layout]
    wide = [n for n in range(len(document.pages)) if "序号" in document.text(n)]
    assert len(wide) >= 2
    assert "附件有关事项一览表序号" in document.text(wide[0])
    rows = [document.text(page).count("内") / 20 for page in wide]
    assert all(count.is_integer() for count in rows)
    assert sum(rows) == 14


@pytest.mark.parametrize("layout", EVERY)
def test_imprint_stands_at_the_bottom_of_the_last_page_only(sheets: Sheets, layout: Layout) -> None:
    document = sheets[layout]
    last = len(document.pages) - 1
    assert ["抄送：" in document.text(page) for page in range(last + 1)] == [False] * last + [True]
    ink = sheets.page(layout, last).dark
    full = np.flatnonzero(ink[:, int(30 / MM) : int(182 / MM)].all(axis=1)) * MM
    bottom = max(word.bottom for word in document.pages[last] if word.bottom < 263)
    assert 262 - bottom < 4
    if layout is Layout.LETTER:
        assert not full.size
        assert "印发" not in document.text(last)
    else:
        assert full[-1] == pytest.approx(262, abs=0.6)
        assert document.text(last).count("印发") == 1
    assert ("主送：各镇" in document.text(last)) is (layout is Layout.MINUTES)


def test_the_outer_rules_of_the_imprint_are_thicker_than_the_inner(sheets: Sheets) -> None:
    last = len(sheets[Layout.GENERAL].pages) - 1
    rows = sheets.page(Layout.GENERAL, last).dark[:, int(30 / MM) : int(182 / MM)].all(axis=1)
    edges = np.flatnonzero(np.diff(np.concatenate(([0], rows.astype(int), [0]))))
    first, middle, final = (end - start for start, end in zip(edges[::2], edges[1::2], strict=True))
    assert first == final
    assert middle <= first
    assert first * MM == pytest.approx(0.35, abs=0.13)


def test_addressees_that_moved_stand_in_the_imprint(sheets: Sheets) -> None:
    document = sheets["moved"]
    assert not any(line.startswith("各镇") for line in document.lines(0))
    last = document.text(len(document.pages) - 1)
    assert "主送：各镇人民政府，各街道办事处，县各有关部门和单位。" in last
    assert "抄送" not in last


def test_a_letter_without_copies_has_no_imprint(sheets: Sheets) -> None:
    document = sheets["bare"]
    assert len(document.pages) == 1
    assert document.lines(0)[-1].startswith("（联系人")


# --- ending --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("layout", EVERY)
def test_the_ending_stands_with_the_text(sheets: Sheets, layout: Layout) -> None:
    document = sheets[layout]
    mark = "出席：" if layout is Layout.MINUTES else "2023年10月9日"
    page = next(n for n in range(len(document.pages)) if n and mark in document.text(n))
    text = document.text(page)
    assert "末段" in text
    if layout is Layout.MINUTES:
        assert "请假：赵某某" in text
        assert "列席" not in text
        assert "联系人" not in text
    else:
        assert "附件：有关事项一览表" in text
        assert "出席" not in text


@pytest.mark.parametrize("layout", [Layout.GENERAL, Layout.UPWARD, Layout.LETTER])
def test_the_date_leaves_four_characters_and_the_name_stands_over_it(sheets: Sheets, layout: Layout) -> None:
    document = sheets[layout]
    page = next(n for n in range(len(document.pages)) if n and "2023年10月9日" in document.text(n))
    words = document.pages[page]
    dated = [word for word in words if abs(word.top - row_of(sheets, layout, page, "2023")) < 1]
    (name,) = [word for word in words if word.text == "江海县民政局"]
    left, right = min(word.left for word in dated), max(word.right for word in dated)
    assert right == pytest.approx(184 - 4 * 5.6, abs=1)
    # LibreOffice widens Han beside digits, whatever the document says: the middle is right in Word only.
    assert left < (name.left + name.right) / 2 < right
    assert dated[0].top - name.top == pytest.approx(LINE, abs=0.5)


@pytest.mark.parametrize("lines", EDGES)
def test_signature_and_date_never_stand_without_text(sheets: Sheets, lines: int) -> None:
    document = sheets[f"edge{lines}"]
    (page,) = [n for n in range(len(document.pages)) if "联系人" in document.text(n)]
    rows = document.lines(page)
    end = next(n for n, row in enumerate(rows) if "联系人" in row)
    assert rows[end - 1] == "2023年10月9日"
    assert rows[end - 2] == "江海县民政局"
    assert "末段。" in rows[: end - 2]
    assert len(document.pages) == page + 3  # the enclosure and 版记, and no page that only ends a section


@pytest.mark.parametrize("layout", BRINKS)
def test_as_many_addressees_as_stay_leave_text_on_the_first_page(sheets: Sheets, layout: Layout) -> None:
    document = sheets[f"brink-{layout}"]
    assert document.lines(0)[-1].startswith("字字字")
    assert 1 <= sum(row.startswith("字字字") for row in document.lines(0)) <= 3
    assert sum(row.startswith("送送送") for row in document.lines(0)) >= 4


# --- 套打 ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("layout", EVERY)
def test_preprinted_paper_gets_the_same_page_without_red(sheets: Sheets, layout: Layout) -> None:
    name = f"{layout}-preprinted"
    assert len(sheets[name].pages) == len(sheets[layout].pages)
    for page in (0, 1):
        full, bare = sheets.page(layout, page), sheets.page(name, page)
        assert not bare.red.any()
        assert (bare.dark == full.dark).all()
    assert sheets[name].text(0) in sheets[layout].text(0)
