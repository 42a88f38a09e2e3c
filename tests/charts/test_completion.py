from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from matplotlib.colors import to_rgb

import synthetic
from chart_facts import facts
from weibao.charts.natives import natives
from weibao.charts.picture import Nothing, Picture
from weibao.charts.series.completion import Completion, CompletionRow, completion_departments, completion_towns
from weibao.compute.model import Level, Role
from weibao.looks import LOOKS

from .measured import check_page
from .units import county, county_answered, county_of, name


def test_departments_by_what_they_lead_towns_by_all_that_concerns_them():
    departments, towns = completion_departments(county()), completion_towns(county())
    # I01 is partial in the end, although its lead says 达标: the other members keep it down.
    assert departments.body.rows == (
        CompletionRow("县民政局", 1, 1, 0, 0),
        CompletionRow("县教育局", 0, 1, 0, 0, late=1),
    )
    assert towns.body.rows == (
        CompletionRow("东山镇", 1, 1, 0, 1),
        CompletionRow("西河镇", 0, 0, 0, 3, silent="未报送"),
    )
    assert (departments.body.basis, towns.body.basis) == ("达标看整项指标（连同配合单位、核定）", "达标看本单位所填")
    assert departments.body.basis in check_page(departments).shown
    assert departments.title == "部门牵头的 3 项次中 1 项次达标；1 项次逾期，涉及 1 个部门"
    assert towns.title == "镇承担的 6 项次中 1 项次达标，已计入的没有逾期"
    assert towns.subtitle == "部分达标 1 项次、未达标 0 项次、未评 4 项次；1 个镇未计入；按方案中的次序排列"


def test_past_the_deadline_what_is_not_reached_is_late_unless_the_office_verified_it_in_full():
    seen = replace(synthetic.assessment(), as_of=date(2030, 7, 1), items=(), stages=())
    assert [row.late for row in completion_departments(facts(seen)).body.rows] == [1, 1]
    assert [row.late for row in completion_towns(facts(seen)).body.rows] == [2, 0]  # silent: unknown
    settled = tuple(
        replace(result, figures=replace(result.figures, verified=result.figures.full)) for result in seen.indicators
    )
    assert [row.late for row in completion_towns(facts(replace(seen, indicators=settled))).body.rows] == [0, 0]


def test_rows_that_nobody_leads_are_told():
    seen = synthetic.assessment()
    first = seen.indicators[0]
    units = {unit: replace(row, role=Role.SOLE) if unit == "D01" else row for unit, row in first.units.items()}
    seen = replace(seen, indicators=(replace(first, units=units), *seen.indicators[1:]))
    assert completion_departments(facts(seen)).title.startswith("部门牵头（含独立承担）的 3 项次中")


def test_what_a_unit_has_answered_is_not_late():
    assert completion_departments(county_answered()).title == "部门牵头的 3 项次中 1 项次达标，没有逾期"


def test_grey_print_tells_the_parts_of_a_bar_apart():
    greys = [sum(w * part for w, part in zip((0.3, 0.59, 0.11), to_rgb(LOOKS[look].fill), strict=True))
             for look in ("done", "lost", "partial")]  # fmt: skip
    assert all(lighter - darker > 0.15 for darker, lighter in pairwise(greys))
    assert LOOKS["unassessed"].hatched


def test_ranked_only_where_the_setting_asks_for_it():
    first = replace(synthetic.assessment().indicators[1], level=Level.MET)
    seen = synthetic.assessment()
    seen = replace(seen, indicators=(seen.indicators[0], first, *seen.indicators[2:]))
    assert [row.name for row in completion_departments(facts(seen)).body.rows] == ["县民政局", "县教育局"]
    ranked = completion_departments(facts(seen, rank_units=True))
    assert [row.name for row in ranked.body.rows] == ["县教育局", "县民政局"]
    assert ranked.subtitle.endswith("按达标比例从高到低排列")
    unmet = tuple(
        replace(result, units={unit: replace(row, level=Level.UNMET) for unit, row in result.units.items()})
        for result in seen.indicators
    )
    silent_first = facts(replace(seen, indicators=unmet), rank_units=True)
    book = silent_first.rulebook
    silent_first = replace(silent_first, rulebook=replace(book, units=book.units[::-1]))
    unknown = completion_towns(silent_first)  # unknown is neither more nor less than anybody's 0
    assert [row.silent for row in unknown.body.rows] == ["", "未报送"]
    assert unknown.subtitle.endswith("按达标比例从高到低排列，未计入的排在最后")


def test_all_reached_and_nothing_returned():
    assert completion_departments(county_of(Level.MET)).title == "部门牵头的全部 3 项次均已达标"
    nothing = completion_towns(county_of(None))
    assert isinstance(nothing.body, Nothing)
    check_page(nothing)


@pytest.mark.parametrize(("count", "length"), [(1, 5), (14, 20), (24, 9), (40, 20), (54, 20)])
def test_no_text_is_cut_off_or_overlaps(count, length):
    rows = tuple(
        CompletionRow(name(n, length), n % 9, n % 4, n % 3, 1 + n % 2, late=n % 3, silent="")
        if n % 8
        else CompletionRow(name(n, length), 0, 0, 0, 25, late=n % 5, silent="已交，未计入")
        for n in range(count)
    )
    seen = check_page(Picture("completion_towns", "标题", "小计", "来源", Completion(rows)))
    assert sum(text.startswith("▲逾期 ") for text in seen.shown) == sum(bool(row.late) for row in rows)
    assert seen.shown.count("已交，未计入") == sum(bool(row.silent) for row in rows)
    assert not any(text.startswith("0/25") for text in seen.shown)  # what is unknown is not nothing reached


def test_the_chart_tells_late_and_silent_in_words_and_leaves_gaps():
    (chart,) = natives(completion_departments(county()).body)
    assert chart.rows[1] == ("县教育局 ▲逾期 1", 0, 1, 0, 0)
    (chart,) = natives(completion_towns(county()).body)
    assert chart.rows[1] == ("西河镇（未报送）", None, None, None, 3)
