"""会议图册.pptx by its parts, and reopened as a program would."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from dataclasses import replace
from zipfile import ZipFile

import openpyxl
import pytest
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Pt

from weibao.charts.deck_text import shown
from weibao.looks import LOOKS

from . import decks
from .decks import CATEGORIES, FOOT, PICTURES, TITLE, UNITS, Deck, picture, workbook, write, xml

TITLES = [one.title for one in PICTURES]


@pytest.fixture(scope="module")
def deck(tmp_path_factory) -> Deck:
    return write(tmp_path_factory.mktemp("deck") / "会议图册.pptx")


def test_cover_and_contents_lead_to_every_picture(deck):
    cover, contents, *_ = deck.slides
    assert deck.text(cover, "标题") == "山谷县创建全国未成年人保护示范县（市）\n工作会议图册"
    assert deck.text(cover, "副标题") == "市未保办\n2030年5月20日"
    assert deck.text(contents, "标题") == "目录"
    (table,) = deck.tables("目录")
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[0] == ["序号", "内容", "页码"]
    assert [row[1] for row in rows[1:]] == TITLES
    for row, line in zip(rows[1:], list(table.rows)[1:], strict=True):
        place = int(row[2])
        assert deck.text(deck.slides[place - 1], "标题") == row[1]
        assert deck.text(deck.slides[place - 2], "标题") != row[1]
        link = line.cells[2].text_frame.paragraphs[0].runs[0]._r.rPr.hlinkClick
        assert contents.part.related_part(link.rId) is deck.slides[place - 1].part


def test_every_slide_has_finding_source_and_number(deck):
    for slide in deck.slides[2:]:
        assert deck.text(slide, "标题") in TITLES
        assert deck.text(slide, "资料来源") == FOOT
    for slide in deck.slides[1:]:
        number = next(shape for shape in slide.placeholders if shape.name == "页码")
        assert 'type="slidenum"' in number._element.xml


def test_all_stands_inside_the_slide_and_nothing_overlaps(deck):
    wide, high = deck.file.slide_width, deck.file.slide_height
    for slide in deck.slides:
        boxes = [(s.left, s.top, s.left + s.width, s.top + s.height) for s in slide.shapes]
        for left, top, right, bottom in boxes:
            assert 0 <= left < right <= wide
            assert 0 <= top < bottom <= high
        for number, (left, top, right, bottom) in enumerate(boxes):
            for others in boxes[number + 1 :]:
                apart = right <= others[0] or others[2] <= left or bottom <= others[1] or others[3] <= top
                assert apart, (deck.text(slide, "标题"), [s.name for s in slide.shapes])


def test_letters_can_be_read_from_the_back_row(deck):
    sizes = [int(size) for name, part in deck.parts.items() if name.endswith(".xml") and "slide" in name
             for size in re.findall(r'\bsz="(\d+)"', part.decode())]  # fmt: skip
    charts = [int(size) for name, part in deck.parts.items() if "charts/chart" in name
              for size in re.findall(r'\bsz="(\d+)"', part.decode())]  # fmt: skip
    assert min(sizes) >= 1400
    assert {min(charts), max(charts)} <= {1400, 1600, 1800}
    assert all(chart.font.size >= Pt(14) for title in TITLES for chart in deck.charts(title))


def test_values_are_those_of_the_picture_and_gaps_stay_gaps(deck):
    (chart,) = deck.charts(TITLES[0])
    assert chart.chart_type == XL_CHART_TYPE.BAR_STACKED
    assert list(chart.plots[0].categories) == [row[0] for row in decks.POINTS.rows]
    assert {series.name: series.values for series in chart.plots[0].series} == {
        "得分": (14.5, 6, None, 20), "未评": (2, 0, 6, 0), "失分": (0, 2, None, 0.05),
    }  # fmt: skip
    assert '<c:dispBlanksAs val="gap"/>' in xml(chart)
    assert chart.category_axis.reverse_order
    (lines,) = deck.charts(TITLES[1])
    assert lines.chart_type == XL_CHART_TYPE.LINE_MARKERS
    assert lines.value_axis.minimum_scale == 0
    assert lines.plots[0].series[0].values == (60, None, 72.5, None)
    (falls,) = deck.charts(TITLES[2])
    assert falls.chart_type == XL_CHART_TYPE.COLUMN_STACKED


def test_looks_are_those_of_all_charts(deck):
    earned, unassessed, lost = deck.charts(TITLES[0])[0].plots[0].series
    assert str(earned.format.fill.fore_color.rgb) == LOOKS["earned"].fill[1:]
    assert str(lost.format.fill.fore_color.rgb) == LOOKS["lost"].fill[1:]
    assert '<a:pattFill prst="wdUpDiag">' in re.sub(r"\s*\n\s*", "", unassessed._element.xml)
    base, full, _ = deck.charts(TITLES[2])[0].plots[0].series
    assert "<a:noFill/>" in base._element.xml
    assert "<c:v>\u00a0</c:v>" in base._element.xml  # nothing of it in the legend
    assert "c:dLbls" not in base._element.xml
    assert str(full.format.fill.fore_color.rgb) == LOOKS["full"].fill[1:]
    score, target = deck.charts(TITLES[1])[0].plots[0].series
    assert "prstDash" in target._element.xml
    assert "prstDash" not in score._element.xml


def gone(series):
    return [int(n) for n in re.findall(r'<c:idx val="(\d+)"/>\s*<c:delete val="1"/>', series._element.xml)]


def test_no_figure_says_zero_for_nothing_and_small_pieces_have_theirs_beside(deck):
    earned, unassessed, lost = deck.charts(TITLES[0])[0].plots[0].series
    assert (gone(earned), gone(unassessed), gone(lost)) == ([2], [1, 3], [0, 2])
    assert all('formatCode="General;-General;;"' in series._element.xml for series in (earned, unassessed, lost))
    moved = re.search(r'<c:dLbl>\s*<c:idx val="3"/>\s*<c:layout>.*?<c:x val="([\d.]+)"/>', lost._element.xml, re.S)
    assert moved
    assert 0 < float(moved[1]) < 0.1
    assert gone(deck.charts(TITLES[1])[0].plots[0].series[0]) == [0]  # of a line only the last known figure stands
    (town, *_) = deck.charts(TITLES[6])
    zero = town.plots[0].series[0]
    assert 'formatCode="General"' in zero._element.xml  # alone, a 0 is no gap
    assert gone(zero) == [3]


def test_many_bars_go_on_with_one_scale_and_whole_names(deck):
    charts = deck.charts(TITLES[3])
    assert [name for chart in charts for name in chart.plots[0].categories] == UNITS
    assert len(charts) == len(deck.titled(TITLES[3])) > 1
    assert max(len(chart.plots[0].categories) for chart in charts) <= 18
    assert len({chart.value_axis.maximum_scale for chart in charts}) == 1
    count = len(charts)
    assert [deck.text(slide, "副标题")[-5:] for slide in deck.titled(TITLES[3])] == [
        f"（{number}/{count}）" for number in range(1, count + 1)
    ]
    left = [float(re.search(r'<c:x val="([\d.]+)"', xml(chart).split("<c:barChart>")[0])[1]) for chart in charts]
    assert 0.25 < max(left) <= 0.42  # of a name of 20 characters
    assert all('<c:tickLblSkip val="1"/>' in xml(chart) for chart in charts)


def test_a_long_table_goes_on_with_its_heading(deck):
    tables = deck.tables(TITLES[4])
    assert len(tables) == len(deck.titled(TITLES[4])) > 2
    rows = [[cell.text for cell in row.cells] for table in tables for row in list(table.rows)[1:]]
    assert rows == [[shown(value) for value in row] for row in decks.MATRIX.rows]
    assert "—" in rows[0]
    assert all([cell.text for cell in table.rows[0].cells] == ["单位", *CATEGORIES] for table in tables)
    counts = [len(table.rows) for table in tables]
    assert max(counts) - min(counts) <= 4
    assert str(tables[0].cell(1, 1).fill.fore_color.rgb) == LOOKS["late"].fill[1:]
    assert 'prst="wdUpDiag"' in tables[-1].cell(len(tables[-1].rows) - 1, 2)._tc.xml


def test_two_stand_side_by_side_and_many_in_a_grid(deck):
    assert len(deck.titled(TITLES[5])) == 1
    assert (len(deck.charts(TITLES[5])), len(deck.tables(TITLES[5]))) == (1, 1)
    slides = deck.titled(TITLES[6])
    assert [sum(shape.has_chart for shape in slide.shapes) for slide in slides] == [6, 6, 1]
    captions = [shape.text_frame.text for shape in slides[0].shapes if shape.name == "说明"]
    assert captions[:2] == ["第0镇　　单位：%", "第1镇　　单位：%"]
    last = [shape.text_frame.text for shape in slides[-1].shapes if shape.name == "说明"]
    assert last == ["第12镇　　单位：%", "末镇", "未报送"]  # a word instead of empty axes
    assert all(chart.chart_type == XL_CHART_TYPE.BAR_STACKED for chart in deck.charts(TITLES[6]))


def test_tables_of_one_picture_stand_below_each_other_on_one_slide(deck):
    (slide,) = deck.titled(TITLES[7])
    tables = [shape for shape in slide.shapes if shape.has_table]
    assert len(tables) == 4
    assert len({table.left for table in tables}) == 2
    assert [len(table.table.rows) for table in tables] == [11, 4, 3, 6]  # in their order


def test_where_nothing_can_be_drawn_a_sentence_says_why(deck):
    (slide,) = deck.titled(TITLES[8])
    assert deck.text(slide, "图区") == PICTURES[8].body.reason
    assert not any(shape.has_chart or shape.has_table for shape in slide.shapes)


def test_the_workbook_inside_holds_texts_numbers_and_blanks_never_a_formula(deck):
    (chart,) = deck.charts(TITLES[0])
    parts = workbook(chart)
    assert not any(b"<f>" in part for name, part in parts.items() if "worksheets" in name)
    assert b"2030-05-20T00:00:00Z" in parts["docProps/core.xml"]
    sheet = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob)).active
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["项目", "得分", "未评", "失分"], ["组织领导", 14.5, 2, 0], ["=1+1", 6, 0, 2], ["网络保护", None, 6, None],
        ["家庭保护", 20, 0, 0.05],
    ]  # fmt: skip
    assert sheet["A3"].data_type == "s"


def test_the_same_pictures_give_the_same_bytes_without_a_clock(deck, tmp_path):
    again = write(tmp_path / "b.pptx")
    assert again.path.read_bytes() == deck.path.read_bytes()
    assert {entry.date_time for entry in deck.entries} == {(1980, 1, 1, 0, 0, 0)}
    properties = deck.file.core_properties
    assert (properties.created.isoformat(), properties.modified) == ("2030-05-20T00:00:00", properties.created)
    assert properties.title == "".join(TITLE)


def test_controls_and_long_titles_do_no_harm(tmp_path):
    long = "未成年人保护工作领导小组成员单位、" * 6
    deck = write(tmp_path / "a.pptx", (picture(f"\u202e{long}\x0b失分最多", decks.POINTS),))
    slide = deck.slides[2]
    title = next(shape for shape in slide.placeholders if shape.name == "标题")
    assert title.text_frame.text == f"{long}失分最多"
    assert title.text_frame.paragraphs[0].runs[0].font.size == Pt(20)


def test_many_pictures_have_contents_on_several_slides(tmp_path):
    deck = write(tmp_path / "a.pptx", tuple(replace(PICTURES[8], title=f"{name}：还有 3 件事") for name in UNITS))
    contents = [slide for slide in deck.slides if deck.text(slide, "标题").startswith("目录")]
    assert len(contents) > 2
    last = deck.tables(deck.text(contents[-1], "标题"))[0]
    assert last.cell(len(last.rows) - 1, 2).text == str(len(deck.slides))


def test_nothing_else_pays_for_python_pptx():
    code = "import sys, weibao.charts.deck, weibao.charts.build_deck; sys.exit('pptx' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], env=dict(os.environ), check=False).returncode == 0


def test_every_part_has_a_type_and_every_relation_leads_to_a_part(deck):
    types = deck.parts["[Content_Types].xml"].decode()
    for name in deck.parts:
        assert f'PartName="/{name}"' in types or f'Extension="{name.rsplit(".", 1)[-1]}"' in types
    assert ZipFile(deck.path).testzip() is None
