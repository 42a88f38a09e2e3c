from __future__ import annotations

import pytest

from weibao.charts.natives import natives
from weibao.charts.picture import Nothing, Picture
from weibao.charts.series.heat import HeatCell, HeatRow
from weibao.charts.series.towns import Towns, _title, towns
from weibao.compute.model import Level

from .measured import check_page
from .units import CATEGORIES, county, county_of, rows


def test_a_panel_a_town():
    picture = towns(county())
    assert picture.body.categories == ("组织领导", "家庭保护", "机构建设")
    assert [(row.name, [cell.text for cell in row.cells], row.silent) for row in picture.body.rows] == [
        ("东山镇", ["50", "未评", "100"], ""),
        ("西河镇", ["未报"] * 3, "未报送"),
    ]
    assert picture.title == "1 个镇已填的各项目都完成一半以上，但都没有全部达标；1 个镇还没有计入"
    seen = check_page(picture)
    assert {"东山镇", "西河镇", "未报送", "50", "100", "未评"} <= set(seen.shown)


@pytest.mark.parametrize(
    ("level", "title"),
    [
        (Level.MET, "2 个镇已填的各项全部达标"),
        (Level.UNMET, "各项目都有 2 个镇完成不到一半"),
    ],
)
def test_the_title_says_what_the_figures_say(level, title):
    assert towns(county_of(level)).title == title


def test_nothing_returned():
    picture = towns(county_of(None))
    assert isinstance(picture.body, Nothing)
    check_page(picture)


@pytest.mark.parametrize(("count", "length"), [(1, 20), (14, 5), (21, 20), (54, 20)])
def test_no_text_is_cut_off_or_overlaps(count, length):
    body = Towns(CATEGORIES, rows(count, length))
    seen = check_page(Picture("towns", "标题", "小计", "来源", body))
    assert seen.shown.count("未报送") == count // 7
    if count <= 14:
        assert seen.shown.count("网络保护") == count - count // 7
    else:  # too many for names of categories in each: the key has them once
        assert sum("网络保护" in text for text in seen.shown) == 1


def test_the_title_counts_and_does_not_judge():
    cells = [[40, 80], [30, 20], [90, 100]]
    heat = [HeatRow(f"第{n}镇", tuple(map(HeatCell, row))) for n, row in enumerate(cells)]
    assert _title(Towns(("甲", "乙"), tuple(heat)), "镇") == "甲有 2 个镇完成不到一半，个数最多"


def test_a_chart_a_town_and_who_is_silent_is_there_without_bars():
    chart, silent = natives(towns(county()).body)
    assert (silent.columns[1].heading, silent.instead, chart.instead) == ("西河镇（未报送）", "未报送", "")
    assert [row[1] for row in silent.rows] == [None] * 3
    assert chart.columns[1].heading == "东山镇"
    assert chart.rows == (("组织领导", 50), ("家庭保护", None), ("机构建设", 100))
