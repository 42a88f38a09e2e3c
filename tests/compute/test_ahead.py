"""What is due and late, and the calendar of the phases: the day itself, 30 days, before and after it all."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from compute import small
from weibao.compute.ahead import Kind, ahead, recheck_days, workdays_left
from weibao.compute.incoming import incoming_states
from weibao.compute.meetings import Decision, Meeting
from weibao.compute.model import Closure, Level, Office, ReturnState, ReturnStatus, Round
from weibao.compute.papers import Incoming
from weibao.compute.phase_calendar import phase_calendar
from weibao.compute.settings import Settings
from weibao.compute.tasks import TaskNode, TaskWork, leads
from weibao.compute.terms import Light
from weibao.compute.work import Work

if TYPE_CHECKING:
    from compute.conftest import Assess
    from weibao.compute.ahead import Ahead, Dated
    from weibao.compute.phase_calendar import Line
    from weibao.rulebook.model import Rulebook
    from weibao.workdays import WorkCalendar

SCENARIOS = tomllib.loads((Path(__file__).parent / "ahead.toml").read_text("utf-8"))["scenario"]
DUE = date(2023, 10, 20)  # of everything that the office set, in `desk`


@pytest.fixture(scope="module")
def books(rugao: Rulebook, village: Rulebook) -> dict[str, Rulebook]:
    return {"rugao_2023": rugao, "village": village}


@pytest.fixture(scope="module")
def desk(rugao: Rulebook) -> Rulebook:
    """One indicator of 甲局, with its own deadline in the office's table."""
    rows = [small.indicator(1, 4, ["D01"])]
    return small.rulebook(rows, towns=1, departments=2, settings=rugao.settings)


def words(items: tuple[Dated, ...]) -> list[str]:
    return [f"{item.kind.label} {item.day} {'' if item.kind is Kind.ROWS else item.id}" for item in items]


def test_the_result_of_a_survey_is_awaited(rugao: Rulebook, run: Assess, calendar: WorkCalendar) -> None:
    rows = (
        Work(id="D1", system="ZD1", topic="学校保护", organisers=("D07", "市人武部"), end=date(2023, 9, 20)),
        Work(
            id="D2", system="ZD1", topic="已报的", end=date(2023, 9, 20), doc_no="甲〔2023〕1号", sent=date(2023, 9, 28)
        ),
        Work(id="D3", system="ZD3", topic="视情的", end=date(2023, 9, 20)),
    )

    def of(as_of: date) -> tuple[list[str], list[str]]:
        own = Office(work=rows)
        found = ahead(rugao, Settings.build(rugao, {})[0], calendar, own, run(rugao, {}, own, as_of=as_of))
        due, late = ([item for item in listed if item.kind is Kind.WORK] for listed in (found.due, found.late))
        return ([f"{item.title}/{item.who}/{item.day}" for item in due], [item.id for item in late])

    told = f"联合调研：学校保护/{rugao.unit_by_id['D07'].name}、市人武部/2023-10-20"
    assert of(date(2023, 9, 19)) == ([], [])
    assert of(date(2023, 10, 20)) == ([told], [])
    assert of(date(2023, 10, 21)) == ([], ["D1"])


@pytest.mark.parametrize("case", SCENARIOS, ids=lambda case: case["why"])
def test_the_plan_at_its_boundaries(case: Any, books: dict[str, Rulebook], run: Assess, calendar: WorkCalendar) -> None:
    book, as_of = books[case["rulebook"]], case["as_of"]
    found = ahead(book, Settings.build(book, {})[0], calendar, Office(), run(book, {}, Office(), as_of=as_of))
    assert (words(found.due), words(found.late)) == (case["due"], case["late"])
    assert found.until == as_of + timedelta(days=30)


def office(**more: Any) -> Office:
    """A round, a matter put on the list by a notice, a decision and a received paper, all due on 20 October."""
    return Office(
        rounds=(Round(1, "自评", issued=date(2023, 9, 1), due=DUE), Round(2, "第2轮复评", due=date(2023, 11, 30))),
        deadlines={"I01": DUE},
        closures={"1-01-I01": Closure("1-01-I01", opened=date(2023, 9, 10), doc_no="文1号", extended=DUE)},
        decisions=(
            Decision(id="Y1", meeting="H1", text="制定办法", lead=("D02", "县妇联"), due=DUE),
            Decision(id="Y2", meeting="H1", text="办完的", due=DUE, closed=date(2023, 9, 20)),
            Decision(id="Y3", meeting="H1", text="没有时限的"),
        ),
        incoming=(
            Incoming(row=5, no="收1", title="来函", receiver="李", due=DUE),
            Incoming(row=6, no="收2", title="办结的", due=DUE, done=date(2023, 9, 20)),
        ),
        **more,
    )


def seen(book: Rulebook, run: Assess, calendar: WorkCalendar, as_of: date, status: ReturnStatus) -> Ahead:
    settings, _ = Settings.build(book, {})
    typed = office()
    sent = {"D01": small.submission("D01", [small.row("I01", "部分达标 1.5")], ["I01"])}
    returns = (ReturnState("D01", 1, ReturnStatus.RETURNED, used="a"), ReturnState("T01", 1, status))
    return ahead(
        book, settings, calendar, typed, run(book, sent, typed, as_of=as_of), returns=returns,
        received=incoming_states(typed.incoming, as_of=as_of, warn_days=settings.item_warn_days),
    )  # fmt: skip


SET = ["清单报送 2023-10-20 1", "指标时限 2023-10-20 ", "督办时限 2023-10-20 1-01-I01", "议定事项 2023-10-20 Y1",
       "收文办理 2023-10-20 收1"]  # fmt: skip
APPLICATION = "申报日期 2023-10-31 "
SECOND = "清单报送 2023-11-30 2"


@pytest.mark.parametrize(
    ("as_of", "due", "late"),
    [
        (date(2023, 9, 19), [], []),
        (date(2023, 9, 20), SET, []),
        (DUE, [*SET, APPLICATION], []),
        (date(2023, 10, 21), [APPLICATION], SET),
        (date(2023, 10, 31), [APPLICATION, SECOND], SET),
        (date(2023, 11, 1), [SECOND], SET),
        (
            date(2023, 12, 1),
            ["时间节点 2023-12-31 P1.1"],
            SET,
        ),  # another round's day is over, nobody knows who is missing
        (date(2030, 1, 1), [], SET),
    ],
)
def test_what_the_office_set(
    as_of: date, due: list[str], late: list[str], desk: Rulebook, run: Assess, calendar: WorkCalendar
) -> None:
    found = seen(desk, run, calendar, as_of, ReturnStatus.MISSING)
    assert (words(found.due), words(found.late)) == (due, late)


def test_who_what_and_how_long(desk: Rulebook, run: Assess, calendar: WorkCalendar) -> None:
    found = seen(desk, run, calendar, date(2023, 10, 8), ReturnStatus.SENT_BACK)
    told = {item.kind.value: (item.title, item.who) for item in found.due}
    assert told["return"] == ("第1轮自评，还有 1 个单位没有报送", "各镇（街道）")
    assert told["rows"] == ("1 项指标没有得满分，差 0.5 分", "")
    assert told["decision"] == ("制定办法", "乙局、县妇联")
    title = desk.indicator_by_id["I01"].title
    assert told["matter"] == (f"{title}（督办编号1-01-I01）：自评为部分达标（1.5 分，满分 2 分）", "甲局")
    assert told["paper"] == ("来函", "李")
    assert {(item.days_left, item.workdays_left) for item in found.due if item.day == DUE} == {(12, 10)}
    later = seen(desk, run, calendar, date(2023, 11, 1), ReturnStatus.SENT_BACK)
    assert [item.title for item in later.due if item.kind is Kind.RETURN] == ["第2轮复评"]  # its number is said once
    back = seen(desk, run, calendar, date(2023, 10, 21), ReturnStatus.WAITING)  # one counts already
    assert "return" not in {item.kind.value for item in back.late}
    assert {item.light for item in back.late} == {Light.RED}


def test_full_marks_leave_no_row_and_no_matter(desk: Rulebook, run: Assess, calendar: WorkCalendar) -> None:
    settings, _ = Settings.build(desk, {})
    typed = replace(office(), decisions=(), rounds=())
    result = run(desk, small.all_met(desk, level=Level.MET), typed, as_of=date(2023, 10, 21))
    assert words(ahead(desk, settings, calendar, typed, result).late) == []


def test_working_days_are_not_guessed(calendar: WorkCalendar) -> None:
    assert (
        workdays_left(calendar, date(2023, 9, 28), date(2023, 10, 7)) == 1
    )  # 7 October makes up; the first day never counts
    assert workdays_left(calendar, date(2023, 9, 28), date(2099, 1, 1)) is None
    assert workdays_left(calendar, date(2099, 1, 1), date(2099, 1, 2)) is None


def test_days_of_the_yearly_look(rugao: Rulebook) -> None:
    item = next(item for item in rugao.milestones if item.recheck)
    assert item.assumption
    assert recheck_days(item, date(2022, 1, 1)) == (date(2024, 12, 31),)
    assert recheck_days(item, date(2024, 12, 31)) == (date(2024, 12, 31), date(2025, 12, 31))
    assert recheck_days(item, date.max) == (date(9999, 12, 31),)
    leap = replace(item, recheck=date(2024, 2, 29))
    assert recheck_days(leap, date(2027, 1, 1)) == (date(2027, 2, 28), date(2028, 2, 29))
    assert recheck_days(replace(item, recheck=None), date(2027, 1, 1)) == ()


def lines(book: Rulebook, run: Assess, calendar: WorkCalendar, as_of: date, back: ReturnStatus) -> dict[str, Line]:
    settings, _ = Settings.build(book, {})
    rounds = (Round(1, "自评", issued=date(2023, 9, 1), due=DUE), Round(2, "全面自查"))
    found = phase_calendar(
        book, settings, calendar, run(book, {}, Office(), as_of=as_of),
        rounds=rounds, returns=[ReturnState("D01", 1, back)],
    )  # fmt: skip
    return {f"{line.id} {line.end or ''}" if "复查" in line.title else line.id: line for line in found}


def test_the_phases_overlap_as_the_plan_has_them(rugao: Rulebook, run: Assess, calendar: WorkCalendar) -> None:
    def now(day: date) -> list[str]:
        return [key for key, line in lines(rugao, run, calendar, day, ReturnStatus.MISSING).items() if line.now]

    assert now(date(2022, 12, 31)) == []
    assert now(date(2023, 3, 1)) == ["P1", "P2"]
    assert now(date(2023, 11, 1)) == ["P2"]
    assert now(date(2024, 3, 31)) == ["P2", "P3"]
    assert now(date(2024, 4, 30)) == ["P3", "P4"]
    assert now(date(2030, 1, 1)) == ["P4"]


def test_the_lines_of_the_calendar(rugao: Rulebook, run: Assess, calendar: WorkCalendar) -> None:
    found = lines(rugao, run, calendar, date(2023, 10, 20), ReturnStatus.MISSING)
    assert list(found)[:7] == ["P1", "P1.1", "P1.2", "P1.3", "P1.4", "P1.5", "P2"]
    assert list(found)[-9:-4] == ["P4.1", "P4.1 2024-12-31", "", "第1轮", "申报"]
    assert list(found)[-4:] == ["LC4", "LC3", "LC5", "第2轮"]
    assert (found["LC4"].state, found["LC4"].end, found["LC4"].light) == ("未到时间", date(2023, 12, 15), Light.NONE)
    assert found["LC4"].ready == "下发年度工作情况，最迟2023年11月25日"
    phase, application = found["P1"], found["申报"]
    assert (phase.state, phase.days_left, phase.workdays_left, phase.light) == ("正在此阶段", 11, 7, Light.NONE)
    assert (found["P4"].state, found["P4"].days_left) == ("未开始", None)
    assert (found["P1.1"].state, found["P1.1"].days_left) == ("已过", None)
    assert (found["P1.5"].state, found["P1.5"].light, found["P1.5"].days_left) == ("临期", Light.YELLOW, 11)
    assert (application.state, application.ready) == ("临期", "负面清单从2023年10月31日往前算2年")
    assert (found["第1轮"].state, found["第1轮"].light) == ("临期", Light.YELLOW)
    assert found["第1轮"].ready == "各单位填好的清单（应报 1，还差 1）"
    assert found["P4.1 2024-12-31"].state == "未开始"
    year = lines(rugao, run, calendar, date(2024, 1, 15), ReturnStatus.MISSING)
    assert (year["LC4"].state, year["LC4"].light) == ("未到时间", Light.NONE)  # that of the coming December
    assert (year["第2轮"].title, year["第2轮"].state, year["第2轮"].light) == ("全面自查", "未按时下发", Light.RED)
    later = lines(rugao, run, calendar, date(2023, 10, 21), ReturnStatus.MISSING)
    assert (later["第1轮"].state, later["第1轮"].light) == ("逾期", Light.RED)
    back = lines(rugao, run, calendar, date(2023, 10, 21), ReturnStatus.RETURNED)
    assert (back["第1轮"].state, back["第1轮"].light) == ("已完成", Light.GREEN)


def test_the_calendar_of_another_plan(village: Rulebook, run: Assess, calendar: WorkCalendar) -> None:
    found = lines(village, run, calendar, date(2025, 5, 31), ReturnStatus.MISSING)
    assert list(found) == ["P1", "P1.1", "P2", "P2.1", "", "第1轮", "申报", "第2轮"]
    assert (found["P1.1"].state, found["P1.1"].days_left, found["P1.1"].workdays_left) == ("临期", 0, 0)
    assert (found["P2"].now, found["P2.1"].state) == (False, "未开始")


@pytest.mark.parametrize(
    ("as_of", "due", "late"),
    [
        (date(2023, 11, 30), [], ["任务节点 2023-10-01 J1"]),
        (date(2023, 12, 1), ["重点任务 2023-12-31 ", "年度会议 2023-12-31 N1-2023", "年度会议 2023-12-31 N4-2023"],
         ["任务节点 2023-10-01 J1"]),
        (date(2024, 1, 1), [],
         ["任务节点 2023-10-01 J1", "重点任务 2023-12-31 ", "年度会议 2023-12-31 N1-2023",
          "年度会议 2023-12-31 N4-2023"]),
    ],
)  # fmt: skip
def test_tasks_and_the_meetings_that_a_year_lacks(
    rugao: Rulebook, run: Assess, calendar: WorkCalendar, as_of: date, due: list[str], late: list[str]
) -> None:
    """Only what the office keeps: plans came, one task is open; a meeting was held, so that the year's are counted."""
    typed = Office(
        tasks=tuple(
            TaskWork(task=task, unit=unit, plan_on=date(2023, 5, 1), progress="办了", progress_on=date(2023, 11, 1),
                     done=None if number == 0 else date(2023, 11, 1))
            for number, (task, unit) in enumerate(leads(rugao))
        ),
        task_nodes=(TaskNode(id="J1", lead=("D10",), text="建站", due=date(2023, 10, 1)),),
        meetings=(Meeting(id="H1", kind="N1", held_on=date(2023, 9, 5), approved_on=date(2023, 9, 6)),),
    )  # fmt: skip
    settings, _ = Settings.build(rugao, {})
    found = ahead(rugao, settings, calendar, typed, run(rugao, {}, typed, as_of=as_of))
    mine = (Kind.TASK, Kind.NODE, Kind.PLAN, Kind.MEETING_YEAR)
    assert [text for item, text in zip(found.due, words(found.due), strict=True) if item.kind in mine] == due
    assert [text for item, text in zip(found.late, words(found.late), strict=True) if item.kind in mine] == late


def test_plans_that_did_not_come_are_one_line(rugao: Rulebook, run: Assess, calendar: WorkCalendar) -> None:
    settings, _ = Settings.build(rugao, {})
    typed = Office(tasks=(TaskWork(task="K12", unit="D01", plan_on=date(2023, 5, 1)),))
    found = ahead(rugao, settings, calendar, typed, run(rugao, {}, typed, as_of=date(2023, 6, 1)))
    (plan,) = [item for item in found.late if item.kind is Kind.PLAN]
    assert (plan.day, plan.title) == (date(2023, 5, 31), "12 个牵头单位没有报实施方案、工作计划")
    silent = ahead(rugao, settings, calendar, Office(), run(rugao, {}, Office(), as_of=date(2023, 6, 1)))
    assert not [item for item in silent.late if item.kind is Kind.PLAN]
