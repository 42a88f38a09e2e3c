"""Python, the native formula and the add-in give the same answer for the same cells: more than 10,000 generated rows.

Levels, scores, blanks, error values, texts that look like something, every boundary of dates, of the calendar and of
the step. Booleans are left out: Calc has numbers for them, Excel has not.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import strategies as st

from e2e import parity
from e2e.parity import (
    ANY_DAY,
    ANY_NUMBER,
    BLANK,
    BROKEN,
    DAYS,
    EDGES,
    FIGURES,
    POINTS,
    SCORE,
    TIMES,
    WORDS,
    Sheet,
    rows_of,
)
from weibao.functions import (
    change_functions,
    changes,
    gone_numbers,
    incoming,
    items,
    meeting_functions,
    meeting_rows,
    meetings,
    native_single,
    rulings,
    task_functions,
    tasks,
    verification,
    work,
    work_functions,
)  # fmt: skip
from weibao.functions import office_functions as office
from weibao.functions import single_functions as single
from weibao.functions.cells import serial

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from e2e.live import LiveOffice
    from weibao.workdays import WorkCalendar

pytestmark = [pytest.mark.office, pytest.mark.xdist_group("live")]

EACH = 700
TODAY = date(2023, 9, 22)
UNITS = st.sampled_from(["日", "月", "年", "工作日", " 工作日", "周", None, 1])
WAITING, LEAST = st.sampled_from([0, 1, 5, None]), st.sampled_from([0.9, 1, 0.5, 0, 1.01, None]) | BROKEN
EFFECTS = [[1, "谨慎"], [2, "不予"]]
LENGTHS = st.integers(0, 40) | st.sampled_from([0, 1, 5, 30, 260, 1500, 100_000, -1, 2.5, "5", None]) | BROKEN


def one_cell(function: Any, strategy: st.SearchStrategy[Any], widths: tuple[int, ...] = (), **fixed: Any) -> Sheet:
    """Rows of a function of one cell."""
    native = function.outputs[0].native
    return Sheet(function, rows_of(strategy, EACH), widths, (lambda refs, _: native(*refs),), fixed)


def test_functions_of_one_cell(live_office: LiveOffice, calendar: WorkCalendar, tmp_path: Path) -> None:
    own = {
        "days_off": parity.days_off(calendar),
        "first": ("wb_calendar_first", calendar.first),
        "last": ("wb_calendar_last", calendar.last),
    }
    scores, fulls = (st.lists(item, min_size=4, max_size=4) for item in (SCORE, POINTS | BLANK))
    phases = [["一", date(2023, 3, 1), date(2023, 9, 30)], ["二", date(2023, 9, 29), date(2023, 12, 31)],
              ["三", date(2024, 1, 1), None], ["四", None, None]]  # fmt: skip
    tables = {"effects": EFFECTS, "phases": phases}
    effects = (parity.table("effects", EFFECTS, columns=2), EFFECTS)
    listed = {
        name: (parity.table("phases", phases, number), [[row[number - 1]] for row in phases])
        for number, name in enumerate(("phases", "starts", "ends"), 1)
    }
    sheets = [
        one_cell(single.EARNED, st.tuples(scores), (4,)),
        one_cell(single.POSSIBLE, st.tuples(fulls, scores), (4, 4)),
        one_cell(single.UNASSESSED, st.tuples(fulls, scores), (4, 4)),
        one_cell(single.DUE, st.tuples(ANY_DAY, LENGTHS, UNITS), **own),
        one_cell(single.WORKDAYS, st.tuples(ANY_DAY, ANY_DAY), **own),
        one_cell(single.DAYS_LEFT, st.tuples(ANY_DAY, ANY_DAY)),
        one_cell(single.LIGHT, st.tuples(SCORE, st.integers(-40, 40) | SCORE, st.sampled_from([0, 3, 30, None, "x"]))),
        one_cell(single.IN_WINDOW, st.tuples(ANY_DAY, DAYS | BLANK | BROKEN, DAYS | BLANK | EDGES)),
        one_cell(single.VERDICT, st.tuples(scores, WAITING), (4, 1), effects=effects),
        one_cell(single.SHARE, st.tuples(ANY_NUMBER, FIGURES | ANY_NUMBER, LEAST)),
        one_cell(single.PHASES, st.tuples(ANY_DAY), **listed),
    ]  # fmt: skip
    for item in sheets:
        if item.function is single.PHASES:
            item.natives = (lambda refs, _: native_single.phases(*refs, rows=4),)
    count, wrong = parity.compare(live_office, tmp_path, sheets, calendar, tables)
    assert wrong == []
    assert count >= EACH * len(sheets)


def test_verification_rows(live_office: LiveOffice, calendar: WorkCalendar, tmp_path: Path) -> None:
    number = st.sampled_from([1, 2, 2, 3])
    row = st.tuples(
        number,
        POINTS | BLANK | BLANK,
        SCORE,
        ANY_DAY,
        st.sampled_from([None, None, 1, 2, 3, "第一轮"]),
        ANY_DAY | BLANK,
    )
    rounds = [[1, date(2023, 9, 1)], [2, date(2023, 10, 1)], [None, None]]
    shared = {
        "score_step": ("0.5", 0.5), "today": ("45191", TODAY), "row_deadline": ("45291", date(2023, 12, 31)),
        "warn_days": ("30", 30), "current_round": ("2", 2),
        "rounds": (numbers := parity.table("rounds", rounds), [[row[0]] for row in rounds]),
        "issued": (issued := parity.table("rounds", rounds, 2), [[row[1]] for row in rounds]),
    }  # fmt: skip
    names = verification.Names("0.5", "45191", "45291", "30", "2", numbers, issued)
    outputs = [output.native for output in office.VERIFICATION.outputs]
    natives = [lambda refs, _, output=output: output(verification.Refs(*refs), names) for output in outputs]
    sheet = Sheet(office.VERIFICATION, rows_of(row, 2000), natives=natives, fixed=shared)
    count, wrong = parity.compare(live_office, tmp_path, [sheet], calendar, {"rounds": rounds})
    assert wrong == []
    assert count == 2000


@pytest.mark.parametrize(
    ("limit", "unit"), [(15, "工作日"), (30, "日"), (1, "月"), (0, "日"), (2, "年"), (0, "工作日")]
)
def test_due_days(live_office: LiveOffice, calendar: WorkCalendar, tmp_path: Path, limit: int, unit: str) -> None:
    row = st.tuples(
        st.sampled_from(["1-07-I22", "1-08-R", "1-08-A1", "12-08-a12", "07-A1", None]),
        ANY_DAY, BLANK | BLANK | BLANK | ANY_DAY,
        st.sampled_from([None, "一般", "立即整改", "挂牌督办", " 立即整改", "严办"]) | BROKEN,
    )  # fmt: skip
    shared = {
        "immediate_limit": ("3", 3), "listed_limit": ("15", 15),
        "limit": (str(limit), limit), "limit_unit": (f'"{unit}"', unit), "days_off": parity.days_off(calendar),
        "first": ("wb_calendar_first", calendar.first), "last": ("wb_calendar_last", calendar.last),
    }  # fmt: skip
    names = (str(limit), f'"{unit}"', "wb_days_off", "wb_calendar_first", "wb_calendar_last", "3", "15")
    native = lambda refs, _: items.due(items.Refs(*refs[:2], "", "", "", *refs[2:]), *names)  # noqa: E731
    sheet = Sheet(office.DUES, rows_of(row, 300), natives=[native], fixed=shared)
    assert parity.compare(live_office, tmp_path, [sheet], calendar)[1] == []


def test_supervision_rows(live_office: LiveOffice, calendar: WorkCalendar, tmp_path: Path) -> None:
    due = st.sampled_from(parity.near(TODAY, -1, 1, 3, 4, 60)) | BLANK | WORDS | BROKEN | TIMES
    row = st.tuples(
        st.sampled_from(["1-07-I22", "1-08-R", None]), ANY_DAY, due, BLANK | ANY_DAY, st.sampled_from([None, 1, 1, 0])
    )
    outputs = [output.native for output in office.SUPERVISION.outputs]
    natives = [lambda refs, _, output=output: output(items.Refs(*refs), "45191", "3") for output in outputs]
    shared = {"today": ("45191", TODAY), "warn_days": ("3", 3)}
    sheet = Sheet(office.SUPERVISION, rows_of(row, 1500), natives=natives, fixed=shared)
    assert parity.compare(live_office, tmp_path, [sheet], calendar)[1] == []


def test_rows_of_what_was_received(live_office: LiveOffice, calendar: WorkCalendar, tmp_path: Path) -> None:
    due = st.sampled_from(parity.near(TODAY, -1, 0, 1, 3, 4, 60)) | BLANK | WORDS | BROKEN | TIMES
    text = st.sampled_from(["收1", "关于报送材料的函", None])
    row = st.tuples(text, text, text, st.sampled_from(["甲", None]), due, BLANK | ANY_DAY)
    outputs = [output.native for output in office.INCOMING.outputs]
    natives = [lambda refs, _, output=output: output(incoming.Refs(*refs), "45191", "3") for output in outputs]
    shared = {"today": ("45191", TODAY), "warn_days": ("3", 3)}
    sheet = Sheet(office.INCOMING, rows_of(row, 1500), natives=natives, fixed=shared)
    assert parity.compare(live_office, tmp_path, [sheet], calendar)[1] == []


def test_rows_of_changes(live_office: LiveOffice, calendar: WorkCalendar, tmp_path: Path) -> None:
    body = st.sampled_from(["市未保办", " 市未保办", "组", None])
    post = st.sampled_from(["成员", "联络员", "专员", None])
    start = st.sampled_from([date(2023, 9, 7), date(2023, 9, 8), date(2023, 9, 11), date(2026, 12, 25)]) | ANY_DAY
    done = BLANK | BLANK | ANY_DAY
    numbers = st.sampled_from(
        ["皋〔2023〕1号", "皋[2023] 第01号", "皋（2023年）2", "皋〔2023〕２号", "皋〔2023〕11号", "来函", "*", None]
    )
    listed = [
        ["皋〔2023〕1号", "撤回"],
        ["皋[2023]2号", "印发"],
        ["皋〔2023〕2号", "作废"],
        ["来函", " 重新印发"],
        [None, "作废"],
    ]
    row = st.tuples(st.sampled_from(["B1", None]), body, post, start, done, done, numbers, done)
    posts = [["", 0], ["组成员", 11], ["市未保办成员", 12], ["市未保办联络员", 12], ["联络员", 12], ["专员", 8]]
    names, codes = (parity.table("posts", posts, column) for column in (1, 2))
    calendar_refs = ("wb_days_off", "wb_calendar_first", "wb_calendar_last")
    registered, states = (parity.table("listed", listed, column) for column in (1, 2))
    own = changes.Shared(names, codes, "45191", "10", "3", *calendar_refs, gone_numbers.Register(registered, states))
    outputs = [output.native for output in change_functions.CHANGES.outputs]
    natives = [lambda refs, _, output=output: output(changes.ChangeRefs(*refs), own) for output in outputs]
    fixed = {
        "registered": (registered, [row[:1] for row in listed]), "states": (states, [row[1:] for row in listed]),
        "post_table": (parity.table("posts", posts, columns=2), posts), "today": ("45191", TODAY),
        "member_days": ("10", 10), "warn_days": ("3", 3),
        "days_off": parity.days_off(calendar),
        "first": ("wb_calendar_first", calendar.first), "last": ("wb_calendar_last", calendar.last),
    }  # fmt: skip
    sheet = Sheet(change_functions.CHANGES, rows_of(row, 1200), natives=natives, fixed=fixed)
    assert parity.compare(live_office, tmp_path, [sheet], calendar, {"posts": posts, "listed": listed})[1] == []


def test_rows_of_meetings_and_decisions(live_office: LiveOffice, calendar: WorkCalendar, tmp_path: Path) -> None:
    held = st.sampled_from(parity.near(TODAY, -16, -15, -1, 0, 1, 3, 60)) | BLANK | WORDS | BROKEN | TIMES
    signed = st.sampled_from(parity.near(TODAY, -8, -7, -5, 0)) | BLANK | ANY_DAY
    due = st.sampled_from(parity.near(TODAY, -1, 0, 1, 3, 4, 60)) | BLANK | WORDS | BROKEN | TIMES
    text, done = st.sampled_from(["H1", "专题会议", None]), BLANK | BLANK | ANY_DAY
    kind = st.sampled_from(["全体会议", " 全体会议", "专题会议", "全*", "别的", None])
    kinds = [["", 0], ["全体会议", 15], ["专题会议", 4], ["例会", 3]]
    listed = [["H1", "专题会议"], ["H2", "全体会议"], ["h2", "例会"], [None, "全体会议"]]
    names, codes = (parity.table("kinds", kinds, column) for column in (1, 2))
    shared = {"kind_table": (parity.table("kinds", kinds, columns=2), kinds), "today": ("45191", TODAY)}
    limits = {"minutes_days": ("15", 15), "issue_days": ("7", 7), "warn_days": ("3", 3)}
    own = meeting_rows.Shared(names, codes, "45191", "15", "7", "3")
    held_rows = st.tuples(text, kind, text, held, done, st.sampled_from(["要点", None]), done, done, signed, done)
    decided = st.tuples(
        text,
        text,
        st.sampled_from(["甲", None]),
        due,
        BLANK | ANY_DAY,
        st.sampled_from(["H1", "h2 ", "H*", None]),
        done,
    )
    meetings_of = meetings.MeetingList(*(parity.table("listed", listed, column) for column in (1, 2)), names, codes)
    tables = {"kinds": kinds, "listed": listed}
    more = {
        "meetings": (parity.table("listed", listed, 1), [row[:1] for row in listed]),
        "meeting_kinds": (parity.table("listed", listed, 2), [row[1:] for row in listed]),
    }
    first = [
        lambda refs, _, output=output: output.native(meeting_rows.MeetingRefs(*refs), own)
        for output in meeting_functions.MEETINGS.outputs
    ]
    second = [
        lambda refs, _, output=output: output.native(meetings.DecisionRefs(*refs), "45191", "3", meetings_of)
        for output in meeting_functions.DECISIONS.outputs
    ]
    sheets = [
        Sheet(meeting_functions.MEETINGS, rows_of(held_rows, 1000), natives=first, fixed=shared | limits),
        Sheet(
            meeting_functions.DECISIONS, rows_of(decided, 1000), natives=second,
            fixed=shared | more | {"warn_days": ("3", 3)},
        ),
    ]  # fmt: skip
    assert parity.compare(live_office, tmp_path, sheets, calendar, tables)[1] == []


@pytest.mark.parametrize("plan_due", [date(2023, 5, 31), date(2023, 10, 22), None])
def test_rows_of_tasks(live_office: LiveOffice, calendar: WorkCalendar, tmp_path: Path, plan_due: date | None) -> None:
    """A plan counts for every row of its unit: the native formula sees the whole columns."""
    came = BLANK | BLANK | BLANK | DAYS | WORDS | BROKEN | TIMES
    progress = st.sampled_from(parity.near(TODAY, -61, -60, -1, 0, 1)) | BLANK | WORDS | BROKEN | TIMES
    units = st.integers(1, 400).map("单位{}".format) | st.sampled_from([None, "a", "A", "*"]) | BROKEN
    row = st.tuples(st.sampled_from(["K01-D10", "K02-D10", None]), units, came, progress, BLANK | BLANK | ANY_DAY)
    rows = rows_of(row, 700)
    shared: dict[str, tuple[str, Any]] = {
        "today": ("45191", TODAY), "plan_due": (str(serial(plan_due)) if plan_due else '""', plan_due),
        "due": ("45213", date(2023, 10, 14)), "warn_days": ("30", 30), "idle_days": ("60", 60),
    }  # fmt: skip
    limits = tasks.LimitRefs(*(text for text, _ in shared.values()))

    def native(output: Any) -> Any:
        def formula(refs: Sequence[str], last: int) -> str:
            spans = [f"${letter}$2:${letter}${last}" for letter in ("B", "C")]
            return output.native(tasks.TaskRefs(*refs, *spans), limits)

        return formula

    natives = [native(output) for output in task_functions.TASKS.outputs]
    sheets = [Sheet(task_functions.TASKS, rows, natives=natives, fixed=shared)]
    if plan_due is None:
        sheets.append(_nodes())
    assert parity.compare(live_office, tmp_path, sheets, calendar)[1] == []


def _nodes() -> Sheet:
    due = st.sampled_from(parity.near(TODAY, -1, 0, 1, 3, 4, 60)) | BLANK | WORDS | BROKEN | TIMES
    text = st.sampled_from(["K01-1", "建站", None])
    row = st.tuples(text, text, st.sampled_from(["甲", None]), due, BLANK | ANY_DAY)
    natives = [
        lambda refs, _, output=output: output.native(tasks.NodeRefs(*refs), "45191", "3")
        for output in task_functions.NODES.outputs
    ]
    fixed: dict[str, tuple[str, Any]] = {"today": ("45191", TODAY), "warn_days": ("3", 3)}
    return Sheet(task_functions.NODES, rows_of(row, 1000), natives=natives, fixed=fixed)


def test_rows_of_working_systems(live_office: LiveOffice, calendar: WorkCalendar, tmp_path: Path) -> None:
    end = st.sampled_from(parity.near(TODAY, -34, -31, -30, -27, -26, -1, 0, 1)) | BLANK | WORDS | BROKEN | TIMES
    system = st.sampled_from(["联合调研", " 联合 调研制度", "专题研究", "制度", "通报", None])
    text, start = st.sampled_from(["D1", None]), st.sampled_from(parity.near(TODAY, -1, 0, 1)) | BLANK | WORDS | TIMES
    row = st.tuples(text, system, text, start, end, BLANK | BLANK | ANY_DAY)
    must = "、联合调研、情况通报、"
    natives = [
        lambda refs, _, output=output: output.native(work.WorkRefs(*refs), "45191", "30", f'"{must}"', "3")
        for output in work_functions.WORK.outputs
    ]
    fixed = {
        "today": ("45191", TODAY), "report_days": ("30", 30), "must": (f'"{must}"', must), "warn_days": ("3", 3),
    }  # fmt: skip
    sheet = Sheet(work_functions.WORK, rows_of(row, 1000), natives=natives, fixed=fixed)
    assert parity.compare(live_office, tmp_path, [sheet], calendar)[1] == []


@pytest.mark.parametrize("unruled", ["是", "否"])
def test_ruling_rows_and_the_head(
    live_office: LiveOffice, calendar: WorkCalendar, tmp_path: Path, unruled: str
) -> None:
    """One row per event; the head stands in the block's last column and is compared with the block alone."""
    day = st.sampled_from(
        [date(2021, 10, 30), date(2021, 10, 31), date(2023, 10, 31), date(2023, 11, 1), TODAY, None, "五月"]
    )
    row = st.tuples(
        st.sampled_from(["V1", "V2", "v1", "V9", "V*", None]), day | TIMES,
        st.sampled_from([None, "是", "否", "待查", "?"]), st.sampled_from([None, "V1-20230922"]),
        st.sampled_from(["I01", "I02", None]), POINTS | BLANK, POINTS | BLANK,
    )  # fmt: skip
    listed = [["V1", "甲", 1], ["V2", "乙", 0]]
    events = [["key"], ["V1-20230922"], ["V2-0"]]
    shared = {
        "items": (parity.table("items", listed, columns=3), listed), "events": (parity.table("events", events), events),
        "window_from": ("44500", date(2021, 10, 31)), "window_to": ("45230", date(2023, 10, 31)),
        "unruled_counts": (f'"{unruled}"', unruled),
        "effects": (parity.table("effects", EFFECTS, columns=2), EFFECTS), "current_round": ("2", 2),
        "silent": ("1", 1),
    }  # fmt: skip
    names = rulings.Names(
        parity.table("items", listed), parity.table("items", listed, 3), parity.table("events", events),
        "44500", "45230", f'"{unruled}"',
    )  # fmt: skip

    def native(output: Any) -> Any:
        def formula(refs: Any, last: int) -> str:
            return output(rulings.Refs(*refs[:4], *(f"${letter}$2:${letter}${last}" for letter in "ABC")), names)

        return formula

    natives = [native(rulings.in_window), native(rulings.counted)]
    sheet = Sheet(office.HEAD, rows_of(row, 800), natives=natives, fixed=shared)
    tables = {"items": listed, "events": events, "effects": EFFECTS}
    assert parity.compare(live_office, tmp_path, [sheet], calendar, tables)[1] == []
