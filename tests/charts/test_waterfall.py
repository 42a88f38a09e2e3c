from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

import synthetic
from chart_facts import facts
from synthetic import figures
from weibao.charts.natives import natives
from weibao.charts.picture import Nothing
from weibao.charts.series.waterfall import Loss, Step, waterfall

from .measured import check_page

COUNTY = facts()  # the series looks at no frame


def seen(*rows):
    return replace(COUNTY, assessment=synthetic.assessment(rows))


def of(*rows):
    return waterfall(seen(*rows))


def county(count, indicators=1, name="未成年人保护工作体制机制与阵地建设{}"):
    """`count` categories of `indicators` each, all half lost; synthetic where nothing else is said."""
    rulebook, base = COUNTY.rulebook, COUNTY.assessment
    categories = tuple(
        replace(rulebook.categories[0], id=f"C{n}", name=name.format(n), full=8 * indicators) for n in range(count)
    )
    owned = tuple(
        replace(rulebook.indicators[0], id=f"I{n}-{m}", category=f"C{n}", title=f"工作机制和机构建设第{m}项")
        for n in range(count)
        for m in range(indicators)
    )
    row = figures(8, 4)
    results = tuple(replace(base.indicators[0], indicator=item.id, figures=row) for item in owned)
    sums = {category.id: (synthetic.total(*[row] * indicators), 0) for category in categories}
    total = synthetic.total(*[row] * (count * indicators))
    made = replace(base, indicators=results, categories=sums, total=total)
    return replace(COUNTY, rulebook=replace(rulebook, categories=categories, indicators=owned), assessment=made)


def test_losses_lead_from_the_full_score_down_and_what_is_unassessed_is_no_loss():
    picture = of(figures(8, 6), figures(4, 4, 1), figures(4), figures(8, 8))
    body = picture.body
    half = Decimal("0.5")
    assert body.steps == (
        Step("家庭保护", Decimal("0.75"), Decimal("5.25"), (Loss("家教指导", Decimal("0.75")),)),
        Step("组织领导", half, Decimal("4.75"), (Loss("工作机制", half),)),
    )
    assert body.unassessed == Step("未评", Decimal(1), Decimal("3.75"), (Loss("家庭保护", Decimal(1)),))
    assert picture.title == "得 3.75 分，连同未评 4.75 分；家庭保护失分最多，失 0.75 分"
    assert picture.subtitle == (
        "满分 6 分－失分 1.25 分－未评 1 分＝现得 3.75 分（已核定 0.25 分，待核定 3.5 分）"
    )  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        ((figures(8), figures(4), figures(4), figures(8)), "还没有评分，看不出失分去向"),
        ((figures(8, 8), figures(4, 4), figures(4, 4), figures(8, 8)), "没有失分"),
        ((figures(8, 8), figures(4, 4), figures(4), figures(8, 8)), "已评部分没有失分；还差的 1 分都是未评"),
        ((figures(8, 4), figures(4, 4), figures(4, 4), figures(8, 8)), "从 6 分到 5 分：组织领导失分最多，失 1 分"),
        (
            (figures(8, 4), figures(4, 4), figures(4, 4), figures(8, 4)),
            "从 6 分到 4 分：组织领导、机构建设失分最多，各失 1 分",
        ),
    ],
)
def test_the_title_says_what_the_figures_say(rows, title):
    assert of(*rows).title == title


def test_nothing_is_drawn_of_nothing_assessed_or_nothing_lost():
    unheard = of(figures(8), figures(4), figures(4), figures(8))
    assert unheard.subtitle == "满分 6 分，全部未评"  # and not: 失分 0 分
    empty = unheard.body
    full = of(figures(8, 8), figures(4, 4), figures(4, 4), figures(8, 8)).body
    assert isinstance(empty, Nothing)
    assert "还没有一项指标评过分" in empty.reason
    assert isinstance(full, Nothing)
    assert natives(full) == ()
    assert not isinstance(of(figures(8, 0), figures(4, 0), figures(4, 0), figures(8, 0)).body, Nothing)


def test_the_dearest_indicators_come_first_and_equal_ones_in_the_plans_order():
    body = of(figures(8, 8), figures(4, 3), figures(4, 2), figures(8, 8)).body
    assert [loss.title for loss in body.steps[0].losses] == ["监护支持", "家教指导"]
    tied = of(figures(8, 8), figures(4, 2), figures(4, 2), figures(8, 8)).body
    assert [loss.title for loss in tied.steps[0].losses] == ["家教指导", "监护支持"]


def test_too_many_categories_end_in_one_step_for_the_rest():
    picture = waterfall(county(20))
    steps = picture.body.steps
    assert (len(steps), steps[-1].name, steps[-1].points) == (12, "其余 9 个项目", 9)
    assert (steps[-1].left, picture.body.total.earned) == (20, 20)
    assert picture.title.startswith(
        "从 40 分到 20 分：未成年人保护工作体制机制与阵地建设0等 20 个项目失分最多，各失 1 分"
    )


@pytest.mark.parametrize(
    "told",
    [
        COUNTY, county(20, 7), county(1, 1), county(10, 7, "队伍建设{}"),
        seen(figures(8, 8), figures(4, 4), figures(4), figures(8, 8)),
        seen(figures(8, 0), figures(4, 0), figures(4, 0), figures(8, 0)),
        seen(figures(8), figures(4), figures(4), figures(8)),
    ],
)  # fmt: skip
def test_no_text_is_cut_off_or_overlaps(told):
    check_page(waterfall(told))


def test_the_page_names_the_dearest_and_counts_the_others():
    shown = check_page(waterfall(county(2, 7, "队伍建设{}"))).shown
    text = next(item for item in shown if "等 7 项" in item).replace("\n", "")
    assert text.startswith("工作机制和机构建设第0项 1、工作机制和机构建设第1项 1")
    assert "−7" in shown


def test_the_editable_chart_stands_on_an_unseen_base():
    native = natives(of(figures(8, 6), figures(4, 4, 1), figures(4), figures(8, 8)).body)[0]
    assert native.columns[1].look == ""
    assert native.rows == (
        ("满分", None, 6.0, None, None, None, None), ("家庭保护", 5.25, None, 0.75, None, None, None),
        ("组织领导", 4.75, None, 0.5, None, None, None), ("未评", 3.75, None, None, 1.0, None, None),
        ("现得分", None, None, None, None, 0.25, 3.5),
    )  # fmt: skip
