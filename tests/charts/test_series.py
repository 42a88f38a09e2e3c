from __future__ import annotations

from decimal import Decimal

import pytest

import synthetic
from chart_facts import facts
from synthetic import figures
from weibao.charts.series.points import points_by_category


def of(*rows):
    return points_by_category(facts(synthetic.assessment(rows)))


def test_every_category_in_order_and_whole():
    series = points_by_category(facts())
    assert [(row.name, row.full, row.earned, row.unassessed, row.lost) for row in series.body.rows] == [
        ("组织领导", 2, Decimal("1.75"), 0, Decimal("0.25")),
        ("家庭保护", 2, Decimal("0.75"), 1, Decimal("0.25")),
        ("机构建设", 2, 2, 0, 0),
    ]
    assert all(row.earned + row.unassessed + row.lost == row.full for row in series.body.rows)
    assert series.subtitle == "满分 6 分：已得 4.5 分，失 0.5 分，未评 1 分；3 项指标有单位未填，得分为暂计"
    assert series.foot == "资料来源：山谷县各单位第1轮填报和核定结果　　基准日：2030年5月20日"


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        ((figures(8), figures(4), figures(4), figures(8)), "各项目均未评，尚无得分"),
        ((figures(8, 8), figures(4, 4), figures(4, 4), figures(8, 8)), "各项目均得满分"),
        ((figures(8, 6), figures(4, 4), figures(4, 3), figures(8, 8)), "组织领导失分最多，失 0.5 分"),
        ((figures(8, 7), figures(4, 4), figures(4, 3), figures(8, 8)), "组织领导、家庭保护失分最多，各失 0.25 分"),
        (
            (figures(8, 0), figures(4, 4), figures(4), figures(8)),
            "组织领导失分最多，失 2 分；尚有 1 个项目未评、1 个项目未评完",
        ),
        ((figures(8, 8), figures(4, 4), figures(4, 4), figures(8)), "已评部分未失分，尚有 1 个项目未评"),
    ],
)
def test_the_title_says_what_the_figures_say(rows, title):
    assert of(*rows).title == title


def test_what_nobody_assessed_is_neither_earned_nor_lost():
    blank = of(figures(8), figures(4, 0), figures(4), figures(8, 8)).body.rows[0]
    assert blank.blank
    assert (blank.earned, blank.lost, blank.unassessed) == (0, 0, 2)


def test_zero_points_are_not_blank():
    zero = of(figures(8, 0), figures(4, 0), figures(4), figures(8, 8)).body.rows[0]
    assert not zero.blank
    assert zero.lost == 2
