from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pytest

import synthetic
from chart_facts import facts
from synthetic import figures
from weibao.charts.natives import natives
from weibao.charts.series.points import Points, points_by_category
from weibao.looks import LOOKS

COUNTY = facts()  # the series looks at no frame


def of(*rows):
    return points_by_category(replace(COUNTY, assessment=synthetic.assessment(rows)))


def test_every_category_in_order_and_whole():
    series = points_by_category(COUNTY)
    assert [(row.name, row.points, row.losing) for row in series.body.rows] == [
        ("组织领导", Points(Decimal(2), Decimal(0), Decimal("1.75"), Decimal(0), Decimal("0.25"), looked_at=False), 1),
        ("家庭保护", Points(Decimal(2), Decimal("0.75"), Decimal(0), Decimal(1), Decimal("0.25")), 1),
        ("机构建设", Points(Decimal(2), Decimal(0), Decimal(2), Decimal(0), Decimal(0), looked_at=False), 0),
    ]
    for points in (row.points for row in series.body.rows):
        assert points.verified + points.claimed + points.unassessed + points.lost == points.full
    assert series.subtitle == (
        "满分 6 分：得 4.5 分（已核定 0.75 分，待核定 3.75 分），失 0.5 分，未评 1 分；3 项指标有单位未填，得分为暂计"
    )
    assert series.foot == "资料来源：山谷县各单位第1轮填报和核定结果　　基准日：2030年5月20日"


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        ((figures(8), figures(4), figures(4), figures(8)), "各项目均未评，尚无得分"),
        ((figures(8, 8), figures(4, 4), figures(4, 4), figures(8, 8)), "各项目均得满分"),
        ((figures(8, 6), figures(4, 4), figures(4, 3), figures(8, 8)), "组织领导失分最多：1 项指标失 0.5 分"),
        ((figures(8, 7), figures(4, 4), figures(4, 3), figures(8, 8)), "组织领导、家庭保护失分最多，各失 0.25 分"),
        (
            (figures(8, 0), figures(4, 4), figures(4), figures(8)),
            "组织领导失分最多：1 项指标失 2 分；尚有 1 个项目未评、1 个项目未评完",
        ),
        ((figures(8, 8), figures(4, 4), figures(4, 4), figures(8)), "已评部分未失分，尚有 1 个项目未评"),
    ],
)
def test_the_title_says_what_the_figures_say(rows, title):
    assert of(*rows).title == title


def test_what_nobody_assessed_is_neither_earned_nor_lost():
    blank = of(figures(8), figures(4, 0), figures(4), figures(8, 8)).body.rows[0].points
    assert blank.blank
    assert (blank.earned, blank.lost, blank.unassessed) == (0, 0, 2)


def test_zero_points_are_not_blank():
    zero = of(figures(8, 0), figures(4, 0), figures(4), figures(8, 8)).body.rows[0].points
    assert not zero.blank
    assert zero.lost == 2


def test_what_the_office_verified_stands_apart_from_what_is_only_claimed():
    looked = of(figures(8, 8, 6), figures(4, 4), figures(4), figures(8, 8, 8))
    first, second, third = (row.points for row in looked.body.rows)
    assert (first.verified, first.claimed, first.lost) == (Decimal("1.5"), 0, Decimal("0.5"))
    assert (second.verified, second.claimed, second.looked_at) == (0, 1, False)
    assert looked.subtitle.startswith("满分 6 分：得 4.5 分（已核定 3.5 分，待核定 1 分），失 0.5 分，未评 1 分")
    nobody = of(figures(8, 8), figures(4, 4), figures(4, 4), figures(8, 8))
    assert "得 6 分（都未核定）" in nobody.subtitle
    everything = of(figures(8, 8, 8), figures(4, 4, 4), figures(4, 4, 4), figures(8, 8, 8))
    assert "得 6 分（全部已核定）" in everything.subtitle
    assert third.looked_at


def test_the_editable_chart_has_gaps_where_nothing_is_known():
    native = natives(of(figures(8), figures(4, 4, 4), figures(4, 4, 2), figures(8, 8)).body)[0]
    assert [column.heading for column in native.columns] == ["项目", "已核定", "待核定", "未评", "失分"]
    assert native.rows == (
        ("组织领导", None, None, 2.0, None), ("家庭保护", 1.5, 0.0, 0.0, 0.5), ("机构建设", None, 2.0, 0.0, 0.0),
    )  # fmt: skip


def test_neighbours_in_a_bar_differ_in_grey_print():
    def grey(name):
        red, green, blue = (int(LOOKS[name].fill[at : at + 2], 16) for at in (1, 3, 5))
        return 0.299 * red + 0.587 * green + 0.114 * blue

    for names in (("earned", "claimed", "lost"), ("done", "outside", "missing")):
        shades = sorted(map(grey, names))
        assert min(b - a for a, b in pairwise(shades)) > 40
    assert LOOKS["unassessed"].hatched


def test_words_on_colours_are_readable_and_lights_differ_in_grey_print():
    def light(colour):
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True)) + 0.05

    for look in LOOKS.values():
        darker, lighter = sorted((light(look.fill), light(look.ink)))
        assert lighter / darker >= 4.5
    red, green, yellow = (light(LOOKS[name].fill) for name in ("red", "green", "yellow"))
    assert green / red > 1.4
    assert yellow / green > 1.4
