"""The way of an item of supervision, day by day; and what the office should mend in its rows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from weibao.compute.closures import number_findings, supervision_findings
from weibao.compute.item_limits import due_of
from weibao.compute.model import (
    Closure,
    Escalation,
    FeedbackInput,
    Light,
    Mode,
    Office,
    Paper,
    Status,
    Step,
    SupervisionItem,
)
from weibao.compute.papers import PaperState
from weibao.compute.settings import Settings
from weibao.compute.stages import docket, stages

if TYPE_CHECKING:
    from weibao.rulebook.model import Rulebook
    from weibao.workdays import WorkCalendar

OPENED, DUE = date(2023, 9, 4), date(2023, 9, 18)  # ten working days
KEY = "1-07-I22"


@pytest.fixture(scope="module")
def settings(rugao: Rulebook) -> Settings:
    return Settings.build(rugao, {})[0]


def item(day: date, **changes: object) -> SupervisionItem:
    """A matter due on 18 September, as seen on a day."""
    left = (DUE - day).days
    status = Status.OVERDUE if left < 0 else Status.DUE_SOON if left <= 3 else Status.OPEN
    made = SupervisionItem(KEY, "D07", "I22", ("unmet",), "问题", "要求", OPENED, DUE, left, status, Light.GREEN)
    return replace(made, **changes)  # type: ignore[arg-type]


def paper(kind: str, day: date, state: PaperState = PaperState.ISSUED, items: tuple[str, ...] = (KEY,)) -> Paper:
    return Paper(doc_no=f"{kind}{day:%m%d}", dated=day, kind=kind, items=items, state=state)


NOTICE = paper("supervision_notice", OPENED)
URGED = paper("reminder_letter", date(2023, 9, 19))


@pytest.mark.parametrize(
    ("day", "papers", "step", "told", "next_on"),
    [
        (date(2023, 9, 5), (), Step.DRAFTED, False, None),
        (date(2023, 9, 5), (replace(NOTICE, state=PaperState.NUMBERED),), Step.DRAFTED, True, None),
        (date(2023, 9, 5), (replace(NOTICE, state=PaperState.VOID),), Step.DRAFTED, False, None),
        (date(2023, 9, 5), (replace(NOTICE, items=("1-07-I23",)),), Step.DRAFTED, False, None),
        (date(2023, 9, 14), (NOTICE,), Step.OPENED, True, date(2023, 9, 15)),
        (date(2023, 9, 15), (NOTICE,), Step.REMINDING, False, date(2023, 9, 19)),
        (date(2023, 9, 18), (NOTICE,), Step.REMINDING, False, date(2023, 9, 19)),
        (date(2023, 9, 18), (NOTICE, paper("reminder_letter", date(2023, 9, 15))), Step.REMINDING, True,
         date(2023, 9, 19)),
        (date(2023, 9, 19), (NOTICE,), Step.URGING, False, None),
        # A reminder of the days before is no 催办.
        (date(2023, 9, 19), (NOTICE, paper("reminder_letter", date(2023, 9, 15))), Step.URGING, False, None),
        (date(2023, 9, 26), (NOTICE, URGED), Step.URGING, True, date(2023, 9, 27)),
        (date(2023, 9, 27), (NOTICE, URGED), Step.REPORTING, False, None),
        (date(2023, 9, 28), (NOTICE, URGED, paper("supervision_report", date(2023, 9, 28))), Step.REPORTING, True,
         None),
    ],
)  # fmt: skip
def test_an_item_goes_its_way(
    settings: Settings, calendar: WorkCalendar, day: date, papers: tuple[Paper, ...], step: Step, told: bool,
    next_on: date | None,
) -> None:  # fmt: skip
    (found,) = stages([item(day)], Office(register=papers), settings, calendar, day)
    assert (found.step, found.told, found.next_on) == (step, told, next_on)


def test_the_setting_says_where_a_matter_goes_that_was_urged_in_vain(
    rugao: Rulebook, settings: Settings, calendar: WorkCalendar
) -> None:
    day, office = date(2023, 9, 27), Office(register=(NOTICE, URGED))
    circular = Settings.build(rugao, {"escalation": "通报"})[0]
    later = Settings.build(rugao, {"escalate_days": "6"})[0]
    found = [stages([item(day)], office, each, calendar, day)[0].step for each in (settings, circular, later)]
    assert found == [Step.REPORTING, Step.CIRCULATING, Step.URGING]


@pytest.mark.parametrize(
    ("how", "step"), [(Escalation.CIRCULAR, Step.CIRCULATING), (Escalation.REPORT, Step.REPORTING)]
)
def test_the_office_may_escalate_at_once(
    settings: Settings, calendar: WorkCalendar, how: Escalation, step: Step
) -> None:
    day = date(2023, 9, 6)
    office = Office(register=(NOTICE,), closures={KEY: Closure(KEY, OPENED, escalation=how)})
    (found,) = stages([item(day)], office, settings, calendar, day)
    assert (found.step, found.told) == (step, False)


def test_a_number_typed_into_the_sheet_is_enough(settings: Settings, calendar: WorkCalendar) -> None:
    day = date(2023, 9, 19)
    office = Office(closures={KEY: Closure(KEY, OPENED, doc_no="某号")})
    (found,) = stages([item(day)], office, settings, calendar, day)
    assert (found.step, found.told, found.numbers) == (Step.URGING, False, ("某号",))


NUMBER, OTHER = "甲未保办〔2023〕6号", "甲未保办〔2023〕5号"


@pytest.mark.parametrize(
    ("typed", "kind", "items", "state", "step", "told", "numbers"),
    [
        # A notice from outside, whose file says nothing: only its number ties it to the item.
        ("甲未保办[2023]6号", "", (), PaperState.ISSUED, Step.URGING, False, (NUMBER,)),
        (" 甲未保办 ﹝2023﹞ 第006号 ", "", (), PaperState.ISSUED, Step.URGING, False, (NUMBER,)),
        ("甲未保办（2023）6号", "supervision_notice", (KEY,), PaperState.ISSUED, Step.URGING, False, (NUMBER,)),
        # What 文号登记 has for the item wins; a number that nobody else has stands where it has nothing.
        ("甲未保办(2023)5号", "supervision_notice", (KEY,), PaperState.ISSUED, Step.URGING, False, (NUMBER,)),
        ("甲未保办(2023)5号", "supervision_notice", ("1-07-I23",), PaperState.ISSUED, Step.URGING, False, (OTHER,)),
    ],
)
def test_a_number_means_the_same_however_it_is_written(
    settings: Settings, calendar: WorkCalendar, typed: str, kind: str, items: tuple[str, ...], state: PaperState,
    step: Step, told: bool, numbers: tuple[str, ...],
) -> None:  # fmt: skip
    day = date(2023, 9, 19)
    notice = Paper(doc_no=NUMBER, dated=OPENED, issued=OPENED, kind=kind, items=items, state=state)
    office = Office(register=(notice,), closures={KEY: Closure(KEY, OPENED, doc_no=typed)})
    (found,) = stages([item(day)], office, settings, calendar, day)
    assert (found.step, found.told, found.numbers) == (step, told, numbers)


@pytest.mark.parametrize(
    ("typed", "codes"), [("甲未保办(2023)6号", []), ("甲未保办〔2023〕5号", ["opening-number-differs"]), ("", [])]
)
def test_a_number_that_gives_way_to_the_register_is_told(typed: str, codes: list[str]) -> None:
    notice = Paper(doc_no=NUMBER, dated=OPENED, kind="supervision_notice", items=(KEY,), state=PaperState.ISSUED)
    office = Office(register=(notice,), closures={KEY: Closure(KEY, OPENED, doc_no=typed)})
    found = [*number_findings(office, [item(DUE)])]
    assert [finding.code for finding in found] == codes
    assert all(typed in finding.message and NUMBER in finding.message for finding in found)


@pytest.mark.parametrize("state", [PaperState.WITHDRAWN, PaperState.VOID])
def test_a_notice_that_was_taken_back_urges_nobody(
    settings: Settings, calendar: WorkCalendar, state: PaperState
) -> None:
    day, gone = date(2023, 9, 19), replace(NOTICE, state=state)
    office = Office(register=(gone,), closures={KEY: Closure(KEY, OPENED, doc_no=gone.doc_no)})
    (found,) = stages([item(day)], office, settings, calendar, day)
    assert (found.step, found.told, found.numbers) == (Step.DRAFTED, False, ())


@pytest.mark.parametrize(("opened", "codes"), [(OPENED, []), (date(2023, 9, 1), ["opening-day-differs"])])
def test_a_day_of_the_office_beside_the_notice_is_told(
    settings: Settings, calendar: WorkCalendar, opened: date, codes: list[str]
) -> None:
    notice = replace(NOTICE, issued=OPENED)
    office = Office(register=(notice,), closures={KEY: Closure(KEY, opened, doc_no=notice.doc_no)})
    found = supervision_findings(office, settings, calendar, [item(DUE)], DUE)
    assert [finding.code for finding in found] == codes


@pytest.mark.parametrize(("completed", "step"), [(date(2023, 9, 19), Step.CHECKING), (date(2023, 9, 20), Step.URGING)])
def test_a_day_to_come_is_no_completion(
    settings: Settings, calendar: WorkCalendar, completed: date, step: Step
) -> None:
    day = date(2023, 9, 19)
    answered = item(day, feedback=FeedbackInput(KEY, "改", completed))
    (found,) = stages([answered], Office(register=(NOTICE,)), settings, calendar, day)
    assert found.step is step


def test_a_closure_typed_after_its_notice_is_not_told_again(settings: Settings, calendar: WorkCalendar) -> None:
    told = paper("closure_notice", date(2023, 9, 18))
    closure = Closure(KEY, OPENED, date(2023, 9, 19), evidence="某文件")
    office = Office(register=(NOTICE, told), closures={KEY: closure})
    (found,) = stages([item(DUE, status=Status.CLOSED)], office, settings, calendar, date(2023, 9, 20))
    assert (found.step, found.told) == (Step.CLOSED, True)


@pytest.mark.parametrize("again", [False, True])
def test_what_was_opened_again_and_urged_is_told_when_it_is_closed_for_good(
    settings: Settings, calendar: WorkCalendar, again: bool
) -> None:
    day = date(2023, 9, 25)
    papers = (NOTICE, paper("closure_notice", date(2023, 9, 12)), URGED, paper("closure_notice", day))
    office = Office(register=papers[: 3 + again], closures={KEY: Closure(KEY, OPENED, day, evidence="某文件")})
    (found,) = stages([item(DUE, status=Status.CLOSED)], office, settings, calendar, day)
    assert (found.step, found.told) == (Step.CLOSED, again)


def test_an_extension_starts_the_reminders_anew(settings: Settings, calendar: WorkCalendar) -> None:
    day, due = date(2023, 9, 25), date(2023, 9, 26)
    papers = (NOTICE, paper("reminder_letter", date(2023, 9, 15)), URGED)
    extended = item(day, due=due, extended=True)
    (found,) = stages([extended], Office(register=papers), settings, calendar, day)
    assert (found.step, found.told) == (Step.REMINDING, False)


@pytest.mark.parametrize(
    ("changes", "step"),
    [
        ({"feedback": FeedbackInput(KEY, "已补", date(2023, 9, 12))}, Step.CHECKING),
        ({"feedback": FeedbackInput(KEY, "在补", None)}, Step.URGING),
        ({"feedback": FeedbackInput(KEY, "上一次的", date(2023, 8, 1))}, Step.URGING),
        ({"status": Status.DONE}, Step.CHECKING),
    ],
)
def test_what_the_unit_reports_as_done_waits_for_the_office(
    settings: Settings, calendar: WorkCalendar, changes: dict[str, object], step: Step
) -> None:
    day = date(2023, 9, 20)
    (found,) = stages([item(day, **changes)], Office(register=(NOTICE,)), settings, calendar, day)
    assert found.step is step


@pytest.mark.parametrize(
    ("closure", "papers", "told"),
    [
        (Closure(KEY, OPENED, DUE, evidence="某文件"), (NOTICE,), False),
        (Closure(KEY, OPENED, DUE, evidence="某文件"), (NOTICE, paper("closure_notice", DUE)), True),
        (Closure(KEY, OPENED, DUE, evidence="某文件"), (), True),  # nobody was told that it had been put on the list
        (Closure(KEY, OPENED, DUE), (NOTICE,), True),
        (Closure(KEY, OPENED, DUE, evidence="某文件", handler="甲", closed_by="甲"), (NOTICE,), True),
    ],
)
def test_a_closure_that_holds_is_told_once(
    settings: Settings, calendar: WorkCalendar, closure: Closure, papers: tuple[Paper, ...], told: bool
) -> None:
    office = Office(register=papers, closures={KEY: closure})
    (found,) = stages([item(DUE, status=Status.CLOSED)], office, settings, calendar, DUE)
    assert (found.step, found.told, found.since) == (Step.CLOSED, told, DUE)


def test_the_list_of_the_regular_meeting_begins_with_the_most_pressing(
    settings: Settings, calendar: WorkCalendar
) -> None:
    day = date(2023, 9, 27)
    items = [
        item(day, id="1-07-I01", due=date(2023, 10, 20), days_left=23),
        item(day, id="1-07-I02"),
        item(day, id="1-07-I03", status=Status.CLOSED),
        item(day, id=KEY),
        item(day, id="1-07-I04", status=Status.DONE),
    ]
    keys = tuple(one.id for one in items)
    register = (replace(NOTICE, items=keys), URGED)
    closures = {"1-07-I03": Closure("1-07-I03", OPENED, DUE)}
    found = docket(stages(items, Office(register=register, closures=closures), settings, calendar, day))
    assert [(one.item.id, one.step) for one in found] == [
        (KEY, Step.REPORTING), ("1-07-I02", Step.URGING), ("1-07-I01", Step.OPENED),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("mode", "due"),
    [(Mode.ORDINARY, date(2023, 9, 18)), (Mode.IMMEDIATE, date(2023, 9, 7)), (Mode.LISTED, date(2023, 9, 25))],
)
def test_every_way_has_its_limit(settings: Settings, calendar: WorkCalendar, mode: Mode, due: date) -> None:
    assert due_of(settings, calendar, OPENED, mode) == due
    assert due_of(settings, calendar, date(2026, 12, 31), mode) is None


@pytest.mark.parametrize(
    ("closure", "changes", "codes"),
    [
        (Closure(KEY, OPENED, extended=date(2023, 9, 25), extension_reason="书面申请"), {}, []),
        (Closure(KEY, OPENED, extended=date(2023, 9, 25)), {}, ["extension-no-reason"]),
        (Closure(KEY, OPENED, extended=date(2023, 9, 8), extension_reason="书面申请"), {}, ["extension-early"]),
        (Closure(KEY, OPENED), {"mode": Mode.LISTED}, ["listed-no-inspector"]),
        (Closure(KEY, OPENED), {"mode": Mode.LISTED, "inspector": "甲"}, []),
        (Closure(KEY, OPENED, DUE), {"status": Status.CLOSED}, ["closure-no-evidence"]),
        (Closure(KEY, OPENED, DUE, evidence="某文件"), {"status": Status.CLOSED}, []),
        (Closure(KEY, OPENED, DUE), {"status": Status.CLOSED, "feedback": FeedbackInput(KEY, "改", DUE, "某文件")}, []),
        (Closure(KEY, OPENED, DUE, evidence="某文件", handler="甲", closed_by="甲"), {"status": Status.CLOSED},
         ["closure-same-person"]),
        (Closure(KEY, OPENED), {"feedback": FeedbackInput(KEY, "改", date(2023, 9, 19))}, ["feedback-ahead"]),
        (Closure(KEY, OPENED), {"feedback": FeedbackInput(KEY, "改", DUE)}, []),
    ],
)  # fmt: skip
def test_what_the_office_should_mend_is_a_finding(
    settings: Settings, calendar: WorkCalendar, closure: Closure, changes: dict[str, object], codes: list[str]
) -> None:
    found = supervision_findings(Office(closures={KEY: closure}), settings, calendar, [item(DUE, **changes)], DUE)
    assert [finding.code for finding in found] == codes
