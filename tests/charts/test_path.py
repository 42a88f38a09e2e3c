"""The path of the total: which totals are joined, what is unknown, what the title says; and the page."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

import synthetic
from chart_facts import facts
from synthetic import AS_OF, figures
from weibao.charts.natives import natives
from weibao.charts.picture import Nothing
from weibao.charts.series.path import path
from weibao.compute.past import Past

from .measured import check_page

BASE = facts()
PHASE = BASE.rulebook.phases[0]
BLANK = synthetic.assessment((figures(8), figures(4), figures(4), figures(8)))


def past(days, earned, unassessed=0.0, number=1, rules="1"):
    """So many days before today."""
    return Past(AS_OF - timedelta(days=days), number, earned, unassessed, rules=rules)


def of(*pasts, number=1, **typed):
    seen, settings = replace(BASE.assessment, round=number), replace(BASE.settings, **typed)
    return path(replace(BASE, assessment=seen, settings=settings, pasts=pasts))


def runs(picture):
    return [
        (run.round, [(point.earned, point.possible) for point in run.points], run.joined, run.changed)
        for run in picture.body.runs
    ]


def test_today_stands_last_and_what_is_on_record_of_today_or_later_gives_way():
    body = of(past(-3, 6), past(0, 1), past(9, 2, 3), past(20, 1.5, 4)).body
    assert [(point.day, point.earned, point.possible) for run in body.runs for point in run.points] == [
        (AS_OF - timedelta(days=20), 1.5, 5.5),
        (AS_OF - timedelta(days=9), 2, 5),
        (AS_OF, 4.5, 5.5),
    ]
    assert (body.full, body.target, body.as_of) == (6, None, AS_OF)
    assert body.last > AS_OF


def test_unlike_totals_are_not_joined():
    picture = of(
        past(80, 1, number=1, rules=""), past(60, 2, number=2, rules="0"), past(50, 3, number=2, rules="0"),
        past(30, 1, 2, number=3), number=4,
    )  # fmt: skip
    assert runs(picture) == [
        (1, [(1, 1)], False, False),
        (2, [(2, 2), (3, 3)], False, False),  # by which rules the first was scored is not on record
        (3, [(1, 3)], False, True),
        (4, [(4.5, 5.5)], True, False),
    ]
    (lines,) = natives(picture.body)
    assert [column.heading for column in lines.columns[1:]] == [
        "得分（第1轮）", "得分（第2轮）", "得分（第3—4轮）", "连同未评",
    ]  # fmt: skip
    assert lines.rows[2][1:] == (None, 3, None, 3)


def test_nothing_assessed_yet_is_no_zero():
    picture = of(past(20, 0, 6), past(10, 0, 2))
    assert runs(picture)[0][1] == [(None, 6), (0, 2), (4.5, 5.5)]
    assert natives(picture.body)[0].rows[0][1] is None
    assert picture.title == "第1轮得分由 0 分升到 4.5 分，升 4.5 分"


def test_without_any_total_a_sentence_says_why():
    picture = path(replace(BASE, assessment=BLANK, pasts=(past(10, 0, 6),)))
    assert isinstance(picture.body, Nothing)
    assert "2030年5月20日" in picture.body.reason
    assert "收回清单" in picture.body.reason
    assert path(replace(BASE, assessment=BLANK, pasts=(past(10, 2, 4),))).title == "第1轮还没有评出得分，此前的得分见图"


@pytest.mark.parametrize(
    ("pasts", "typed", "title"),
    [
        ((), {}, "得 4.5 分，还没有以前的得分可比"),
        ((past(9, 6),), {}, "第1轮得分由 6 分降到 4.5 分，降 1.5 分"),
        ((past(9, 4.5),), {}, "第1轮没有变化，仍是 4.5 分"),
        ((past(9, 3),), {"number": 2}, "得分由第1轮 3 分升到 4.5 分，升 1.5 分"),
        ((past(9, 3, rules="0"),), {"number": 2}, "规则改版后得 4.5 分，与以前的得分不能直接比"),
        ((), {"target_points": Decimal(5)}, "得 4.5 分，还没有以前的得分可比；离目标 5 分差 0.5 分"),
        ((), {"target_points": Decimal("5.5")}, "得 4.5 分，还没有以前的得分可比；离目标 5.5 分差 1 分"),
        ((past(9, 3),), {"target_points": Decimal(6)},
         "第1轮得分由 3 分升到 4.5 分，升 1.5 分；连同未评 5.5 分，离目标 6 分还差 0.5 分"),
        ((), {"target_points": Decimal(4)}, "得 4.5 分，还没有以前的得分可比；已达目标 4 分"),
    ],
)  # fmt: skip
def test_the_title_says_how_far_it_went_and_what_lacks(pasts, typed, title):
    assert of(*pasts, **typed).title == title


def test_the_subtitle_counts_what_is_on_record():
    assert of().subtitle == "只有 1 次得分记录；5月20日得 4.5 分，另有未评 1 分"
    assert of(past(9, 3), past(40, 1), number=2).subtitle == (
        "2030年4月10日以来 3 次得分记录，2 轮；5月20日得 4.5 分，另有未评 1 分"
    )


def long_phases(picture):
    """Many phases with names of twenty characters, some of them short in time."""
    name = "未成年人保护示范县创建申报和迎接检查阶段"
    phase = picture.body.phases[0]
    some = [(-9, 3), (-5, 30), (0, 1), (10, 400)]
    phases = [
        replace(phase, name=name, start=AS_OF + timedelta(days=first), end=AS_OF + timedelta(days=last), now=first == 0)
        for first, last in some
    ]
    return replace(picture, body=replace(picture.body, phases=tuple(phases)))


ROUNDS = [past(400 - 12 * n, n % 7 * 0.5, 1, number=1 + n // 3, rules=str(1 - n // 15 % 2)) for n in range(33)]


@pytest.mark.parametrize(
    "picture",
    [
        of(),
        of(past(9, 3), past(40, 1), target_points=Decimal("5.5")),
        of(*(past(450 - n, n / 100, 1) for n in range(450)), target_points=Decimal("4.5")),
        of(*ROUNDS, number=12, target_points=Decimal(6)),
        long_phases(of(past(20, 3), past(19, 0.2), past(18, 5.5))),
    ],
    ids=["one day", "two", "every day", "many rounds", "long phases"],
)
def test_no_text_is_cut_off_or_overlaps(picture):
    seen = check_page(picture)
    assert "5月20日 4.5 分" in seen.shown
    assert [text for text in seen.shown if text.startswith("目标")] == (
        [f"目标 {picture.body.target:g} 分"] if picture.body.target else []
    )


def test_totals_of_other_rules_may_lie_beyond_the_full_score_of_today():
    picture = of(past(20, 80, 10, rules="0"), past(9, 85, 10, rules="0"))
    assert (picture.body.full, picture.body.top) == (6, 95)
    assert "85" in check_page(picture).shown


def test_the_rules_of_a_change_stand_over_its_line():
    assert "第2轮（规则改版）" in check_page(of(past(9, 3, rules="0"), number=2)).shown


def test_the_end_of_the_phase_is_shown_unless_it_is_far_off():
    assert of().body.last == date(2030, 6, 10)
    far = replace(BASE, rulebook=replace(BASE.rulebook, phases=(replace(PHASE, end=date(2031, 5, 1)),)))
    assert path(far).body.last == AS_OF + timedelta(days=14)
