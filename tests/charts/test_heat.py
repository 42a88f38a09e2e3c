from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from matplotlib.colors import to_rgb

from weibao.charts.catalogue import BY_NAME
from weibao.charts.letters import Letters
from weibao.charts.members import percent
from weibao.charts.natives import natives
from weibao.charts.picture import Nothing, Picture
from weibao.charts.series.completion import completion_towns
from weibao.charts.series.heat import Heat, HeatCell, HeatRow, heat_departments, heat_towns
from weibao.charts.series.towns import towns
from weibao.charts.shares import BANDS, tone
from weibao.compute.model import Level
from weibao.looks import LOOKS

from .measured import check_page
from .units import CATEGORIES, county, county_of, rows


def shown(body):
    return {row.name: [cell.text for cell in row.cells] for row in body.rows}


def test_departments_and_towns_have_a_page_each_with_the_categories_that_concern_them():
    departments, towns = heat_departments(county()), heat_towns(county())
    assert departments.body.categories == ("组织领导", "家庭保护", "机构建设")
    assert shown(departments.body) == {"县民政局": ["100", "—", "100"], "县教育局": ["100", "50", "—"]}
    assert shown(towns.body) == {"东山镇": ["50", "未评", "100"], "西河镇": ["未报"] * 3}
    assert departments.title == "家庭保护是部门的短板，完成率为 50%"
    assert towns.title == "组织领导是镇的短板，完成率为 50%；1 个镇还没有计入"
    assert towns.subtitle == "2 个镇，1 个已计入；已填 2 项次：达标 1、部分达标 1（算一半）、未达标 0；另有 4 项次未评"
    assert [BY_NAME[name].build for name in ("heat_departments", "heat_towns")] == [heat_departments, heat_towns]


@pytest.mark.parametrize(
    ("level", "title"),
    [
        (Level.MET, "部门已填的各项全部达标"),
        (Level.UNMET, "部门各项目完成率都是 0%"),
        (Level.PARTIAL, "部门各项目完成率都是 50%"),
    ],
)
def test_ties_are_told_as_ties(level, title):
    assert heat_departments(county_of(level)).title == title


def with_a_third_town(asked):
    """The county with a town more, which has not returned; `asked` matters of it in each category."""
    found = county()
    book = found.rulebook
    third = replace(book.units[-1], id="T99", name="北村镇", order=99)
    units, rate = found.frames["units"], found.rate
    key = (third.order, third.name)
    return replace(
        found,
        rulebook=replace(book, units=(*book.units, third)),
        assessment=replace(
            found.assessment,
            units=(*found.assessment.units, replace(found.assessment.units[-1], unit="T99", returned=False)),
        ),
        rate=rate.reindex([*rate.index, key]),
        asked=found.asked.reindex([*found.asked.index, key], fill_value=asked),
        frames={**found.frames, "units": units},
    )


def test_what_few_have_said_is_said_of_them_alone():
    picture = heat_towns(with_a_third_town(1))
    assert picture.title == "组织领导是已计入的 1 个镇的短板，完成率为 50%；2 个镇还没有计入"


def test_units_that_no_indicator_concerns_are_not_counted():
    picture = heat_towns(with_a_third_town(0))
    assert picture.title.endswith("；1 个镇还没有计入")
    assert picture.subtitle.startswith("2 个镇有指标，1 个已计入；")


def test_the_legend_has_room_for_every_word():
    body = heat_departments(county()).body
    words = [HeatCell(None, word) for word in ("—", "未报", "未计", "未评")]
    rows = tuple(HeatRow(f"第{n}局", tuple(words[(n + k) % 4] for k in range(len(body.categories)))) for n in range(16))
    shown = check_page(Picture("heat_departments", "标题", "小计", "来源", replace(body, rows=rows))).shown
    assert {"—：不涉及", "未报：没有报送", "未计：交了没有计入", "未评：没有填"} <= set(shown)


def test_the_table_says_how_it_counts_and_what_its_words_mean():
    (table,) = natives(heat_towns(county()).body)
    assert table.note == "部分达标算一半；未报：没有报送；未评：没有填"


def test_nothing_answered_is_a_sentence():
    picture = heat_towns(county_of(None))
    assert isinstance(picture.body, Nothing)
    assert "收到清单后再画一次" in picture.body.reason
    assert not natives(picture.body)
    check_page(picture)


def test_a_plan_without_towns_has_no_page_of_them():
    given = county()
    units = tuple(unit for unit in given.rulebook.units if unit.kind != "town")
    seen = replace(given.assessment, units=given.assessment.units[: len(units)])
    given = replace(given, assessment=seen, rulebook=replace(given.rulebook, units=units, group=None))
    for picture in (heat_towns(given), completion_towns(given), towns(given)):
        assert isinstance(picture.body, Nothing)
        assert "名单里没有乡级单位" in picture.body.reason


def test_only_what_is_exactly_full_or_nothing_is_100_or_0():
    assert [percent(rate) for rate in (0.0, 0.001, 0.625, 0.9999, 1.0)] == [0, 1, 63, 99, 100]


def test_shades_get_lighter_with_the_share_in_grey_print_too():
    greys = [sum(w * part for w, part in zip((0.3, 0.59, 0.11), to_rgb(LOOKS[name].fill), strict=True))
             for name, _, _ in BANDS]  # fmt: skip
    assert all(lighter - darker > 0.08 for lighter, darker in pairwise(greys))
    assert [tone(share) for share in (100, 99, 74, 49, 24, 0, None)] == [
        "share_100", "share_75", "share_50", "share_25", "share_0", "share_0", "nothing",
    ]  # fmt: skip


@pytest.mark.parametrize(("count", "length"), [(1, 5), (14, 20), (40, 9), (54, 20), (60, 9)])
def test_figures_fit_for_any_number_of_units_and_length_of_names(count, length, monkeypatch):
    body = Heat(CATEGORIES, rows(count, length))
    made = []
    start = Letters.__init__
    monkeypatch.setattr(Letters, "__init__", lambda self, *given: made.append(given) or start(self, *given))
    seen = check_page(Picture("heat_towns", "标题", "小计", "来源", body))
    assert len(made) < 12  # not one for each of hundreds of texts
    wanted = [cell.text for row in body.rows for cell in row.cells if cell.word != "—"]
    assert all(seen.shown.count(text) >= wanted.count(text) for text in set(wanted))
    whole = [row.name for row in body.rows if any(text.replace("\n", "") == row.name for text in seen.shown)]
    assert length > 9 < count / 4 or len(whole) == count


def test_the_table_has_the_page_s_figures_and_shades():
    (table,) = natives(heat_departments(county()).body)
    assert [column.heading for column in table.columns] == ["单位", "组织领导", "家庭保护", "机构建设"]
    assert table.rows == (("县民政局", "100", "—", "100"), ("县教育局", "100", "50", "—"))
    assert table.tones == {(0, 1): "share_100", (0, 3): "share_100", (1, 1): "share_100", (1, 2): "share_50"}
