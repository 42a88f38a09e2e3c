"""Supervision by week: what counts as opened, closed and late, and on which day; ages; the page."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from chart_facts import facts
from synthetic import AS_OF
from weibao.charts.natives import natives
from weibao.charts.picture import Nothing
from weibao.charts.series.supervision import MOST, supervision
from weibao.compute.model import FeedbackInput, Stage, Status, Step
from weibao.compute.tally import tally

from .measured import check_page, drawn

BASE = facts()
ITEM = BASE.assessment.items[0]  # AS_OF is a Monday


def stage(opened, due, step=Step.OPENED, *, since=0, reported=None):
    """Days before today of 立项, limit, and of 销号 or of the unit's report."""
    day = AS_OF - timedelta(days=opened)
    feedback = FeedbackInput("x", "", AS_OF - timedelta(days=reported)) if reported is not None else None
    status = {Step.CLOSED: Status.CLOSED, Step.DRAFTED: Status.DRAFTED}.get(step, Status.OPEN)
    item = replace(ITEM, opened=day, due=AS_OF - timedelta(days=due), status=status, feedback=feedback)
    return Stage(item, step, AS_OF - timedelta(days=since), True, numbers=("1",))


def undated(step):
    """A matter whose notice is out, without a day of 立项 in the ledger."""
    found = stage(0, -5, step)
    return replace(found, item=replace(found.item, status=Status.DRAFTED))


def of(*stages):
    return supervision(replace(BASE, assessment=replace(BASE.assessment, stages=stages)))


def weeks(picture):
    return [(week.start, week.opened, week.closed, week.late) for week in picture.body.weeks]


def test_a_matter_is_late_from_its_limit_until_it_is_closed_or_reported():
    closed = stage(20, 13, Step.CLOSED, since=6)
    reported = stage(20, 13, Step.CHECKING, reported=6)
    late = stage(13, 5, Step.URGING)
    assert weeks(of(closed, reported, late, stage(0, 10, Step.DRAFTED))) == [
        (date(2030, 4, 29), 2, 0, 0),
        (date(2030, 5, 6), 1, 0, 2),
        (date(2030, 5, 13), 0, 1, 1),
        (date(2030, 5, 20), 0, 0, 1),
    ]


def test_the_last_day_of_a_limit_is_not_late_and_the_day_of_closing_no_longer():
    """A limit that ends on a Sunday, and one closed on the Sunday after it."""
    assert [late for _, _, _, late in weeks(of(stage(13, 1, Step.URGING)))] == [0, 0, 1]
    assert [late for _, _, _, late in weeks(of(stage(20, 8, Step.CLOSED, since=1)))] == [0, 0, 0, 0]


def test_today_is_as_the_list_says():
    stages = [stage(n, n - 3, Step.URGING if n > 3 else Step.OPENED) for n in range(0, 40, 3)]
    picture = of(*stages)
    assert picture.body.weeks[-1].late == tally(stages).late == sum(age.late for age in picture.body.ages)
    assert picture.body.weeks[-1].end == AS_OF


def test_ages_begin_and_end_where_they_say():
    body = of(*(stage(days, -5) for days in (0, 7, 8, 30, 31, 60)), stage(61, 2, Step.REPORTING)).body
    assert [(age.name, age.within, age.late) for age in body.ages] == [
        ("0—7 天", 2, 0), ("8—30 天", 2, 0), ("31—60 天", 2, 0), ("60 天以上", 0, 1),
    ]  # fmt: skip


def test_what_lies_before_the_weeks_shown_is_told():
    body = of(stage(200, 190, Step.CLOSED, since=180), stage(120, 100, Step.URGING), stage(2, -9)).body
    assert len(body.weeks) == MOST
    assert body.rest == "2月25日以前立项 2 件、销号 1 件"
    assert [week.late for week in body.weeks] == [1] * MOST


@pytest.mark.parametrize(
    ("stages", "title"),
    [
        ((stage(9, 0, Step.CLOSED, since=2),), "立项 1 件，已全部销号"),
        ((stage(9, -3), stage(2, -3)), "督办在办 2 件，没有逾期的"),
        ((stage(5, 1, Step.URGING), stage(2, -3)), "督办在办 2 件，逾期 1 件，都是一周内立项的"),
        ((undated(Step.REPORTING),), "督办在办 1 件，逾期 1 件"),
        ((undated(Step.OPENED), stage(5, 1, Step.URGING)), "督办在办 2 件，逾期 1 件"),
        ((stage(70, 1, Step.URGING), stage(33, -3)), "督办在办 2 件，逾期 1 件；立项已 60 天以上的有 1 件"),
    ],
)
def test_the_title_says_what_is_open_and_late(stages, title):
    assert of(*stages).title == title


def test_drafts_are_nobodys_delay():
    picture = of(stage(9, -3), stage(0, 5, Step.DRAFTED))
    assert picture.subtitle == ("立项 1 件，销号 0 件，在办 1 件（逾期 0 件）；另有拟立项 1 件，通知没有发出，不计在内")
    alone = of(stage(0, 5, Step.DRAFTED))
    assert isinstance(alone.body, Nothing)
    assert "拟立项 1 件" in alone.body.reason
    assert natives(alone.body) == ()


def test_the_editable_charts_hold_the_same_figures():
    lines, bars = natives(of(stage(9, 2, Step.URGING)).body)
    assert lines.rows == (("2030-05-06", 1, 0, 0), ("2030-05-13", 0, 0, 1), ("2030-05-20", 0, 0, 1))
    assert bars.rows[1] == ("8—30 天", 0, 1)


def test_all_columns_have_one_scale():
    opened, closed = stage(9, -9), stage(9, 0, Step.CLOSED, since=2)
    heights = {round(box.height) for box in drawn(of(opened, opened, closed)).areas[:4] if box.width < 100}
    tall, low = sorted(heights, reverse=True)
    assert tall == pytest.approx(3 * low, abs=3)  # three opened in a week, one closed


@pytest.mark.parametrize(
    "stages",
    [
        (stage(0, -9),),
        (stage(9, 0, Step.CLOSED, since=2),),
        tuple(stage(n % 200, n % 200 - 20, Step.URGING if n % 200 > 20 else Step.OPENED) for n in range(1200)),
    ],
    ids=["one", "all closed", "thousands"],
)
def test_no_text_is_cut_off_or_overlaps(stages):
    picture = of(*stages)
    assert {"立项", "销号", "逾期", "60 天以上"} <= set(check_page(picture).shown)
