"""图表 and 图表数据 of 总台账, by the XML that programs read."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from zipfile import ZipFile

import openpyxl
import pytest

import synthetic
from weibao.compute.settings import Settings
from weibao.looks import LOOKS
from weibao.native import Column, Native, Shape
from weibao.sheets.console import SHEETS, write_console

NAMES = ("组织领导", "工作机制", "网络保护")
POINTS = Native(
    Shape.BARS,
    (Column("项目"), Column("余下"), Column("得分", "earned"), Column("未评", "unassessed"), Column("失分", "lost")),
    (("组织领导", 1.0, 14.5, 2.0, 0.0), ("工作机制", 1.0, 6.0, 0.0, 2.0), ("网络保护", None, None, 6.0, None)),
    unit="分",
)
PATH = Native(
    Shape.LINES,
    (Column("日期"), Column("得分", "earned"), Column("目标", "full")),
    (("9月1日", 60.0, 90.0), ("9月8日", None, 90.0), ("9月15日", 72.5, 90.0), ("9月22日", None, 90.0)),
)
UNITS = Native(
    Shape.COLUMNS,
    (Column("单位"), Column("已完成", "done"), Column("逾期", "late")),
    tuple((f"第{number}镇", float(number), 1.0) for number in range(54)),
)
LIGHTS = Native(
    Shape.TABLE,
    (Column("项目"), Column("灯"), Column("说明")),
    (("V1", "红灯", "=1+1"), ("V2", None, "未作答")),
    tones={(0, 1): "red", (1, 1): "unassessed"},
)
TOWN = Native(
    Shape.BARS,
    (Column("项目"), Column("东山镇", "done")),
    (("组织领导", 0.0), ("工作机制", None)),
    unit="%",
    note="各项目完成率",
)
PICTURES = (
    ("工作机制失分最多", POINTS),
    ("升了 12.5 分", PATH),
    ("54 个单位", UNITS),
    ("1 项亮红灯", LIGHTS),
    ("镇", TOWN),
    (
        "镇",
        replace(TOWN, columns=(Column("项目"), Column("西河镇", "done")), rows=(("组织领导", 80.0), ("工作机制", 5.0))),
    ),
    ("镇", replace(TOWN, shape=Shape.COLUMNS, columns=(Column("项目"), Column("南街镇（未报送）", "done")))),
)


@pytest.fixture(scope="module")
def written(village, tmp_path_factory):
    """总台账 with pictures, and the XML of its parts."""
    paths = [tmp_path_factory.mktemp("console") / f"{name}.xlsx" for name in "ab"]
    for path in paths:
        write_console(
            path, synthetic.rulebook(), Settings.build(village, {})[0], synthetic.assessment(),
            synthetic.submissions(), synthetic.returns(), created=date(2030, 5, 20), pictures=PICTURES,
        )  # fmt: skip
    assert paths[0].read_bytes() == paths[1].read_bytes()
    with ZipFile(paths[0]) as package:
        parts = {name: package.read(name).decode() for name in package.namelist()}
    return openpyxl.load_workbook(paths[0]), parts


def charts(parts):
    """The charts of 图表 in their order: those of 总览 come first."""
    return [parts[f"xl/charts/chart{number}.xml"] for number in range(4, 4 + 5)]


def values(chart):
    return [
        dict(re.findall(r'<c:pt idx="(\d+)"><c:v>([^<]*)</c:v>', block))
        for block in re.findall(r"<c:val>.*?</c:val>", chart, re.DOTALL)
    ]


def test_the_sheets_come_last_and_only_with_pictures(written):
    book, _ = written
    assert tuple(book.sheetnames) == (*SHEETS, "图表", "图表数据")
    links = {cell.value for row in book["总览"][4:6] for cell in row if cell.hyperlink}
    assert {"图表", "图表数据"} <= links
    assert book["总览"].row_dimensions[6].height > 18  # the last row of links is as high as the others


def test_data_stand_as_they_are_and_what_is_unknown_is_blank(written):
    sheet = written[0]["图表数据"]
    assert [sheet.cell(row, 1).value for row in (3, 4, 5, 7)] == ["工作机制失分最多（单位：分）", "项目", *NAMES[::2]]
    assert [cell.value for cell in sheet[5][:5]] == ["组织领导", 1, 14.5, 2, 0]
    assert [cell.value for cell in sheet[7][:5]] == ["网络保护", None, None, 6, None]
    found = next(row for row in sheet.iter_rows() if row[0].value == "V1")
    assert found[2].value == "=1+1"
    assert found[2].data_type == "s"
    assert found[1].fill.fgColor.rgb == f"FF{LOOKS['red'].fill[1:]}"
    assert found[1].font.color.rgb == f"FF{LOOKS['red'].ink[1:]}"
    assert next(row for row in sheet.iter_rows() if row[0].value == "V2")[1].fill.patternType == "lightUp"


def test_charts_read_the_cells_and_keep_gaps(written):
    points, path, *units = charts(written[1])
    assert values(points)[1:] == [{"0": "14.5", "1": "6"}, {"0": "2", "1": "0", "2": "6"}, {"0": "0", "1": "2"}]
    assert values(path)[0] == {"0": "60", "2": "72.5"}
    assert not any("dispBlanksAs" in chart for chart in (points, path, *units))  # else it were not a gap
    assert re.findall("<c:f>'?图表数据'?!", points)
    assert [len(values(chart)[0]) for chart in units] == [18, 18, 18]
    assert len({re.search(r'<c:max val="([^"]*)"', chart)[1] for chart in units}) == 1


def test_looks_figures_and_legend(written):
    points, path, *_ = charts(written[1])
    base, earned, unassessed, lost = re.findall(r"<c:ser>.*?</c:ser>", points, re.DOTALL)
    assert "<a:noFill/>" in base
    assert "<c:dLbls>" not in base
    assert LOOKS["earned"].fill[1:] in earned
    assert 'prst="wdUpDiag"' in unassessed
    assert LOOKS["lost"].fill[1:] in lost
    assert all('formatCode="General;-General;;"' in series for series in (earned, unassessed, lost))
    assert "<c:tx><c:v>\u00a0</c:v></c:tx>" in base  # nothing of it in the legend
    assert '<c:min val="0"/>' in path
    score, target = re.findall(r"<c:ser>.*?</c:ser>", path, re.DOTALL)
    assert len(re.findall(r'<c:delete val="1"/>', score)) == 3  # only the last known point is labelled
    assert '<c:dLbl><c:idx val="2"/><c:delete val="1"/>' not in score
    assert "prstDash" in target
    assert "prstDash" not in score


def test_a_zero_alone_is_seen_and_a_gap_is_not(written):
    town, other = (written[1][f"xl/charts/chart{number}.xml"] for number in (9, 10))
    assert '<c:max val="82.4"/>' in town  # one scale for charts of the same things
    assert '<c:max val="82.4"/>' in other
    assert values(town) == [{"0": "0"}]
    assert "General;-General;;" not in town
    label = re.search(r'<c:dLbl><c:idx val="0"/>.*?</c:dLbl>', town, re.DOTALL)[0]
    assert "1A1A1A" in label  # not in the white of figures on dark bars
    assert '<c:showVal val="1"/>' in town


def test_two_charts_a_page_each_below_its_finding(written):
    sheet = written[0]["图表"]
    titles = [cell.value for cell in sheet["A"] if cell.value]
    assert titles[2:] == [
        "工作机制失分最多", "升了 12.5 分", "54 个单位（1/3）", "54 个单位（2/3）", "54 个单位（3/3）",
        "东山镇：各项目完成率", "南街镇（未报送）：各项目完成率",
        "表格：1 项亮红灯（见“图表数据”）",
    ]  # fmt: skip
    rows = [cell.row for cell in sheet["A"] if cell.value][2:]
    assert [point.id for point in sheet.row_breaks.brk] == [rows[2] - 1, rows[4] - 1, rows[6] - 1]
    assert sheet.cell(rows[5], 6).value == "西河镇：各项目完成率"  # two small ones side by side
    assert f"A{rows[6]}:E{rows[6]}" in {str(area) for area in sheet.merged_cells.ranges}  # one left over is as they are
    assert '<c:barDir val="bar"/>' in written[1]["xl/charts/chart11.xml"]
    heights = [sheet.row_dimensions[row].height for row in range(1, rows[2])]
    assert sum(heights) < (11.69 - 1.1) * 72 / 0.94  # A4 without margins, at the scale that fits ten columns
    assert sheet.page_setup.orientation == "portrait"
    assert sheet.page_setup.paperSize == 9
