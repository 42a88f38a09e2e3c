"""Supervision items and what the office and the unit wrote about them; the rest is in the scenarios."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from compute import small
from weibao.compute.model import Closure, FeedbackInput, Level, Light, Office, Round, Status
from weibao.reasons import CLOSED, SETTLED

if TYPE_CHECKING:
    from compute.conftest import Assess
    from weibao.compute.model import SupervisionItem
    from weibao.rulebook.model import Rulebook

DAY = date(2023, 9, 28)


@pytest.fixture
def county(rugao: Rulebook) -> Rulebook:
    """甲局 leads I01 and I02."""
    rows = [small.indicator(1, 4, ["D01"]), small.indicator(2, 2, ["D01"])]
    return small.rulebook(rows, towns=0, departments=1, settings=rugao.settings)


def items(county: Rulebook, run: Assess, level: Level, *closures: Closure) -> tuple[SupervisionItem, ...]:
    feedback = (
        FeedbackInput("1-01-I02", "补开会议"),
        FeedbackInput("1-01-I99", "别的"),
        FeedbackInput("1-01-I01", "补发通知"),
    )
    returned = {"D01": replace(small.all_met(county, level=level)["D01"], feedback=feedback)}
    return run(county, returned, Office(closures={closure.item: closure for closure in closures})).items


@pytest.mark.parametrize("closure", [Closure("1-01-A1"), Closure("1-01-A1", inspector="丙")])
def test_a_case_is_there_as_soon_as_its_code_is_typed(county: Rulebook, run: Assess, closure: Closure) -> None:
    (item,) = items(county, run, Level.MET, closure)
    assert (item.id, item.is_case, item.status, item.light) == ("1-01-A1", True, Status.DRAFTED, Light.NONE)
    assert item.due == date(2023, 10, 27)  # for the draft of its notice only
    assert item.limit is item.listed_on is None


def test_every_item_has_its_own_feedback(county: Rulebook, run: Assess) -> None:
    found = {item.id: item.feedback for item in items(county, run, Level.UNMET)}
    assert {key: feedback.measure for key, feedback in found.items() if feedback} == {
        "1-01-I01": "补发通知",
        "1-01-I02": "补开会议",
    }


@pytest.mark.parametrize(
    ("closure", "status"),
    [
        (Closure("1-01-I01", note="电话问过"), None),
        (Closure("1-01-I01", opened=DAY), Status.DONE),
        (Closure("1-01-I01", closed=DAY), Status.CLOSED),
        (Closure("1-01-I01", DAY, DAY), Status.CLOSED),
    ],
)
def test_a_settled_item_stays_where_the_office_gave_it_a_date(
    county: Rulebook, run: Assess, closure: Closure, status: Status | None
) -> None:
    assert [item.status for item in items(county, run, Level.MET, closure)] == ([status] if status else [])


@pytest.mark.parametrize(
    ("closed", "status", "codes"),
    [
        (date(2023, 10, 9), Status.CLOSED, ["closure-no-evidence"]),
        (DAY, Status.CLOSED, ["closure-no-evidence"]),
        (date(2023, 10, 10), Status.OPEN, ["closure-ahead"]),
        (date(2024, 3, 1), Status.OPEN, ["closure-ahead"]),
        (date(2023, 9, 27), Status.OPEN, ["closure-early"]),
    ],
)
def test_a_closure_that_cannot_be_does_not_close(
    county: Rulebook, run: Assess, closed: date, status: Status, codes: list[str]
) -> None:
    office = Office(closures={"1-01-I01": Closure("1-01-I01", DAY, closed, doc_no="某号")})
    found = run(county, small.all_met(county, level=Level.UNMET), office, as_of=date(2023, 10, 9))
    item = next(item for item in found.items if item.id == "1-01-I01")
    assert (item.status, item.light is Light.GREEN, item.due) == (status, True, date(2023, 10, 18))
    assert [note.code for note in found.findings if note.code.startswith("closure-")] == codes
    stage = next(stage for stage in found.stages if stage.item is item)
    assert stage.is_open is (status is not Status.CLOSED)


def test_a_closure_to_come_of_what_nobody_asks_for_is_told(county: Rulebook, run: Assess) -> None:
    office = Office(closures={"1-01-I01": Closure("1-01-I01", closed=date(2023, 10, 10))})
    found = run(county, small.all_met(county, level=Level.MET), office, as_of=date(2023, 10, 9))
    assert [note.code for note in found.findings if note.code.startswith("closure-")] == ["closure-ahead"]
    assert "1-01-I01" not in [item.id for item in found.items]


def test_a_number_without_its_day_keeps_the_matter_in_the_next_round(county: Rulebook, run: Assess) -> None:
    """In the present round it is open with a provisional limit, so the next one must not begin it anew."""
    rounds = (Round(1, "自评", due=date(2023, 9, 20)), Round(2, "自查", due=date(2024, 1, 20)))
    closures = {key: Closure(key, doc_no="某号") for key in ("1-01-I01", "1-01-R")}
    office = Office(closures=closures, rounds=rounds)
    returned = {unit: replace(one, round=2) for unit, one in small.all_met(county, level=Level.UNMET).items()}
    found = [run(county, given, office, number=2, as_of=date(2023, 12, 1)) for given in (returned, {})]
    ids = [[item.id for item in one.items] for one in found]
    assert ids == [["1-01-I01", "2-01-I02"], ["1-01-I01", "1-01-R"]]
    told = [item.message.split()[0] for item in found[1].findings if item.code == "opening-no-day"]
    assert sorted(told) == ids[1]


KEPT = "自评为部分达标（1 分，满分 2 分）"


@pytest.mark.parametrize(
    ("level", "closure", "kept", "problem", "cause"),
    [
        # A draft is about what is wrong now; what was put on the list keeps its words and shows what is wrong now.
        (Level.UNMET, Closure("1-01-I01", note="电话问过"), KEPT, "自评为未达标", "自评为未达标"),
        (Level.UNMET, Closure("1-01-I01", DAY), KEPT, "自评为未达标", KEPT),
        (Level.UNMET, Closure("1-01-I01", DAY), "", "自评为未达标", "自评为未达标"),
        (Level.MET, Closure("1-01-I01", DAY), KEPT, SETTLED, KEPT),
        # Closed: the words that it was put on the list with.
        (Level.MET, Closure("1-01-I01", DAY, DAY), KEPT, KEPT, KEPT),
        (Level.MET, Closure("1-01-I01", closed=DAY), KEPT, KEPT, KEPT),
        (Level.UNMET, Closure("1-01-I01", DAY, DAY), KEPT, KEPT, KEPT),
        (Level.UNMET, Closure("1-01-I01", DAY, DAY), "", "自评为未达标", "自评为未达标"),
        (Level.MET, Closure("1-01-I01", DAY, DAY), "", CLOSED, ""),
    ],
)
def test_an_item_keeps_the_words_of_its_problem(
    county: Rulebook, run: Assess, level: Level, closure: Closure, kept: str, problem: str, cause: str
) -> None:
    office = Office(closures={closure.item: closure}, causes={closure.item: kept} if kept else {})
    found = next(i for i in run(county, small.all_met(county, level=level), office).items if i.id == closure.item)
    assert (found.problem.split("（0 分")[0], found.cause.split("（0 分")[0]) == (problem, cause)


def test_a_return_that_never_came_is_not_settled_by_the_next_round(county: Rulebook, run: Assess) -> None:
    closures = {"1-01-R": Closure("1-01-R", opened=date(2023, 9, 22), doc_no="某号")}
    rounds = (Round(1, "自评", due=date(2023, 9, 20)), Round(2, "自查", due=date(2024, 1, 20)))
    office = Office(closures=closures, rounds=rounds)
    answered = {unit: replace(one, round=2) for unit, one in small.all_met(county, level=Level.MET).items()}
    found = {
        silent: next(
            item
            for item in run(county, returned, office, number=2, as_of=date(2023, 12, 1)).items
            if item.id == "1-01-R"
        )
        for silent, returned in ((True, {}), (False, answered))
    }
    assert (found[True].status, "第2轮尚无可采用的报送" in found[True].problem) == (Status.OVERDUE, True)
    assert found[False].status is Status.DONE
