"""Deadlines ahead: groups, what is put together, what is only counted; and the page."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from chart_facts import facts
from synthetic import AS_OF, DUE
from weibao.charts.natives import natives
from weibao.charts.picture import Nothing
from weibao.charts.series.ahead import DAYS, MOST, ahead
from weibao.compute.ahead import Ahead, Dated, Kind
from weibao.compute.ahead import ahead as look_ahead
from weibao.compute.office import Office
from weibao.compute.terms import Light
from weibao.workdays import WorkCalendar

from .measured import check_page

BASE = facts()
WEEKENDS = frozenset(day for n in range(-30, 90) if (day := AS_OF + timedelta(days=n)).weekday() > 4)
CALENDAR = WorkCalendar(date(2030, 1, 1), date(2030, 12, 31), WEEKENDS)
NAME = "山谷县未成年人保护工作领导小组办公室二科"


def dated(days, kind=Kind.MATTER, key="", title="补齐材料", who="县教育局", light=Light.GREEN):
    day = AS_OF + timedelta(days=days)
    return Dated(kind, key, title, who, day, days, days * 5 // 7 if days < 50 else None, light)


def of(*due, late=(), calendar=CALENDAR):
    found = Ahead(AS_OF + timedelta(days=DAYS), tuple(sorted(due, key=lambda item: item.day)), tuple(late))
    return ahead(replace(BASE, ahead=found, calendar=calendar))


def rows(picture):
    return [(row.group, row.title, row.who, row.day, row.count) for row in picture.body.rows]


PLAN = dated(21, Kind.MILESTONE, "P1.1", "全面达标", "各单位", Light.YELLOW)


def test_phases_come_first_then_matters_then_the_rest():
    picture = of(
        dated(3, Kind.DECISION, "H1-1", "建立月调度制度"), dated(2, key="1-04-R", who="西河镇"), PLAN,
        dated(42, Kind.APPLICATION, title="申报"), late=[dated(-2)],
    )  # fmt: skip
    assert rows(picture) == [
        ("实施阶段", "全面达标", "各单位", DUE, 1),
        ("申报和各轮填报", "申报日期", "县教育局", date(2030, 7, 1), 1),
        ("督办和查验整改", "补齐材料", "西河镇", date(2030, 5, 22), 1),
        ("任务、会议和议定事项", "建立月调度制度", "县教育局", date(2030, 5, 23), 1),
    ]
    assert [row.start for row in picture.body.rows] == [DUE, None, AS_OF, None]
    assert [row.soon for row in picture.body.rows] == [False, False, True, True]
    assert picture.title == "今后 60 天有 4 项到期，其中 2 项在 7 天之内；最早是5月22日"
    assert picture.subtitle == "2030年5月20日至2030年7月19日，工作日 44 天；另有 1 项已经逾期，不在图内"


def test_a_matter_is_called_by_its_indicator():
    picture = of(dated(2, key="1-02-I02", title="未全面达标"), dated(3, key="1-04-R", title="未报送"))
    assert [row.title for row in picture.body.rows] == ["家教指导", "未报送"]


def test_texts_have_one_size_and_lose_their_middle_where_the_page_is_full():
    whole = [f"{LONG[:12]}{n}" for n in range(15)]
    seen = check_page(of(*(dated(n * 4, Kind.NODE, title=text) for n, text in enumerate(whole))))
    assert {size for text, _, size in seen.texts if text in (*whole, "县教育局")} == {14.0}
    crowded = check_page(of(*(dated(n * 4, Kind.NODE, title=LONG, who=NAME) for n in range(15))))
    assert {size for text, _, size in crowded.texts if text.startswith((LONG[:4], NAME[:3]))} == {12.0}
    assert all(text.endswith("书面报告") for text in crowded.shown if text.startswith(LONG[:4]))


def test_what_one_unit_owes_on_one_day_is_one_row():
    picture = of(dated(9), dated(9), dated(9, who="东山镇"), PLAN, dated(7, who="西河镇"), dated(8, who="西河镇"))
    assert [row[1:] for row in rows(picture)] == [
        ("全面达标", "各单位", DUE, 1),
        ("补齐材料", "西河镇", date(2030, 5, 27), 1),
        ("补齐材料", "西河镇", date(2030, 5, 28), 1),
        ("督办时限 2 项", "县教育局", date(2030, 5, 29), 2),
        ("补齐材料", "东山镇", date(2030, 5, 29), 1),
    ]
    assert picture.title == "今后 60 天有 6 项到期，其中 1 项在 7 天之内；5月29日最集中，3 项"


def crowd(units=54, days=45):
    """Every unit has a matter due on each of many days."""
    return [dated(1 + n * 7 % days, who=f"第{n}单位") for n in range(units * 3)]


def test_the_plan_keeps_its_rows_where_all_units_have_matters():
    picture = of(PLAN, *crowd())
    assert rows(picture)[0][1] == "全面达标"
    assert len(rows(picture)) <= MOST
    assert picture.body.rest == ""
    assert sum(row.count for row in picture.body.rows) == 1 + 54 * 3
    assert rows(picture)[1][1].endswith("项（到5月26日）")
    assert all(row.title.startswith("督办时限") for row in picture.body.rows[1:])


def test_what_finds_no_row_is_counted():
    plan = [dated(n % 59, Kind.RECHECK, "P1.1", f"复查{n}") for n in range(60)]
    matters = [dated(n, kind) for n in range(0, 59, 7) for kind in (Kind.MATTER, Kind.DECISION)]
    body = of(*plan, *matters).body
    assert len(body.rows) == MOST
    assert [row.group for row in body.rows].count("实施阶段") == 9  # one for every week
    left = len(plan) + len(matters) - sum(row.count for row in body.rows)
    assert body.rest.startswith(f"还有 {left} 项没有列出，最早的在")


def test_nothing_due_is_a_sentence():
    picture = of(late=[dated(-2)])
    assert isinstance(picture.body, Nothing)
    assert picture.title == "今后 60 天没有时限到期"
    assert "7月19日" in picture.body.reason
    assert "另有 1 项已经逾期" in picture.subtitle
    assert isinstance(ahead(BASE).body, Nothing)
    check_page(picture)


def test_days_off_are_runs_and_those_not_published_are_told():
    body = of(PLAN).body
    assert body.off[:2] == ((date(2030, 5, 18), 2), (date(2030, 5, 25), 2))
    short = of(PLAN, calendar=WorkCalendar(date(2030, 1, 1), date(2030, 6, 1), WEEKENDS))
    assert "节假日只公布到2030年6月1日" in short.subtitle
    assert "节假日未公布" in check_page(short).shown


def test_the_table_says_that_working_days_are_not_known():
    (table,) = natives(of(PLAN, dated(5), dated(55)).body)
    assert [row[3:] for row in table.rows] == [
        ("2030-06-10", "15", "7天后"),
        ("2030-05-25", "3", "7天内"),
        ("2030-07-14", "—", "7天后"),
    ]
    assert table.tones == {(1, 5): "near"}


@pytest.mark.parametrize(
    ("who", "shown"), [("甲局、乙局、丙局", "甲局、乙局、丙局"), ("甲局、乙局、丙局、丁镇", "甲局、乙局等"), ("", "")]
)
def test_names_are_whole_or_left_out(who, shown):
    (row,) = of(dated(5, Kind.RETURN, who=who)).body.rows
    assert row.who == shown


def test_the_assessment_itself_gives_deadlines():
    found = look_ahead(BASE.rulebook, BASE.settings, BASE.calendar, Office(), BASE.assessment, days=DAYS)
    titles = [row.title for row in ahead(replace(BASE, ahead=found)).body.rows]
    assert "全面达标" in titles


LONG = "督促各镇（街道）和各成员单位补齐佐证材料并报送整改落实情况的书面报告"


@pytest.mark.parametrize(
    "picture",
    [
        of(dated(0)),
        of(PLAN, *crowd()),
        of(*(dated(n, kind, title=LONG, who=NAME) for n in range(0, 60, 9) for kind in (Kind.MATTER, Kind.NODE))),
        of(*(dated(n * 4, Kind.RECHECK, "P1.1", LONG, NAME, Light.RED) for n in range(16))),
    ],
    ids=["today", "all units", "long names", "one group"],
)
def test_no_text_is_cut_off_or_overlaps(picture):
    shown = check_page(picture).shown
    assert {"基准日", "期限", "7 天之内", "休息日"} <= set(shown)
    assert "节假日未公布" not in shown
