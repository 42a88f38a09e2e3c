"""Whole runs: Rugao with nobody, ten and everybody returned; the village; rounds, verified scores and findings."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from compute import small
from compute.small import all_met
from weibao.compute.checks import submission_findings
from weibao.compute.model import (
    EvidenceInput,
    Level,
    Office,
    Round,
    RowInput,
    Status,
    Verdict,
    Verified,
    VetoInput,
)
from weibao.compute.settings import Settings
from weibao.findings import finding

if TYPE_CHECKING:
    from compute.conftest import Assess
    from weibao.compute.model import Assessment
    from weibao.rulebook.model import Rulebook

ROUNDS = (
    Round(1, "自评", issued=date(2023, 8, 31), due=date(2023, 9, 20)),
    Round(2, "全面自查", issued=date(2024, 1, 2), due=date(2024, 1, 22)),
)


def adds_up(rulebook: Rulebook, result: Assessment) -> None:
    """Rows, categories and total agree."""
    total = result.total
    for name in ("full", "earned", "possible", "unassessed"):
        assert getattr(total, name) == sum(getattr(row.figures, name) for row in result.indicators)
        assert getattr(total, name) == sum(getattr(figures, name) for figures, _ in result.categories.values())
    assert result.provisional_rows == sum(rows for _, rows in result.categories.values())
    assert total.full == rulebook.full
    assert total.earned + total.unassessed == total.possible
    assert [row.indicator for row in result.indicators] == [indicator.id for indicator in rulebook.indicators]
    assert [row.unit for row in result.units] == [unit.id for unit in rulebook.units]


def test_nobody_returned(rugao: Rulebook, run: Assess) -> None:
    result = run(rugao, {})
    adds_up(rugao, result)
    assert (result.total.claimed, result.total.effective, result.total.earned) == (None, None, 0)
    assert rugao.scale.points(result.total.possible) == rugao.scale.points(result.total.unassessed) == 100
    assert (result.provisional_rows, len(result.silent_units)) == (68, 54)
    assert (result.verdict, result.final) == (Verdict.UNDECIDED, False)
    assert [item.id for item in result.items] == [f"1-{n:02d}-R" for n in range(1, 55)]
    assert not any(unit.returned for unit in result.units)
    assert all(row.level is Level.UNASSESSED for row in result.indicators)


def test_ten_returned(rugao: Rulebook, run: Assess) -> None:
    ten = [unit.id for unit in rugao.units][:10]
    result = run(rugao, all_met(rugao, ten))
    adds_up(rugao, result)
    assert (len(result.silent_units), sum(unit.returned for unit in result.units)) == (44, 10)
    assert 0 < result.total.earned < result.total.possible == result.total.full
    assert result.verdict is Verdict.UNDECIDED
    assert len(result.items) == 44


def test_everybody_returned_and_met(rugao: Rulebook, run: Assess) -> None:
    result = run(rugao, all_met(rugao))
    adds_up(rugao, result)
    assert rugao.scale.points(result.total.earned) == 100
    assert (result.total.unassessed, result.provisional_rows, result.silent_units) == (0, 0, ())
    assert (result.verdict, result.final) == (Verdict.CLEAR, True)
    assert (result.items, result.findings) == ((), ())
    assert {row.status for row in result.indicators} == {Status.DONE}
    points = [rugao.scale.points(figures.earned) for figures, _ in result.categories.values()]
    assert points == [18, 8, 5, 8, 10, 6, 15, 10, 8, 12]
    assert all(unit.stated == unit.figures.full for unit in result.units if unit.figures.full)


def test_everybody_unmet(rugao: Rulebook, run: Assess) -> None:
    result = run(rugao, all_met(rugao, level=Level.UNMET))
    adds_up(rugao, result)
    assert (result.total.earned, result.total.effective, result.total.unassessed) == (0, 0, 0)
    own_rows = sum(len(row.units) for row in result.indicators)
    assert len(result.items) == own_rows
    assert {item.reasons for item in result.items} == {("unmet",)}


def test_phases_and_window(rugao: Rulebook, run: Assess) -> None:
    result = run(rugao, {})
    assert result.phases == ("P1", "P2")
    assert result.window == (date(2021, 10, 31), date(2023, 10, 31))
    assert [state.milestone for state in result.milestones] == [milestone.id for milestone in rugao.milestones]


def test_the_village_goes_through(village: Rulebook, run: Assess) -> None:
    result = run(village, all_met(village))
    adds_up(village, result)
    assert (result.total.earned, result.verdict) == (village.full, Verdict.CLEAR)
    start, end = result.window
    assert end.year - start.year == 3
    empty = run(village, {})
    adds_up(village, empty)
    assert empty.total.possible == village.full


def test_a_half_answered_village(village: Rulebook, run: Assess) -> None:
    """A quarter point is a step there; one unit stays silent."""
    submissions = all_met(village)
    last = village.units[-1].id
    del submissions[last]
    indicator = next(item for item in village.indicators if len(item.claimants) == 1 and last not in item.claimants)
    (lead,) = indicator.claimants
    points = village.scale.points(indicator.full) - Decimal("0.25")
    answers = tuple(
        replace(row, level=Level.PARTIAL, points=points) if row.indicator == indicator.id else row
        for row in submissions[lead].rows
    )
    submissions[lead] = replace(submissions[lead], rows=answers)
    result = run(village, submissions)
    adds_up(village, result)
    row = next(row for row in result.indicators if row.indicator == indicator.id)
    assert row.stated == indicator.full - 1
    assert (result.silent_units, result.final) == ((last,), False)


# --- one indicator, two departments, no towns -------------------------------------------------------


@pytest.fixture
def county(rugao: Rulebook) -> Rulebook:
    """I01 (2 points): 甲局 leads, 乙局 helps; V1 both."""
    return small.rulebook(
        [small.indicator(1, 4, ["D01"], ["D02"])], [small.veto(1, ["D01", "D02"])],
        towns=0, departments=2, settings=rugao.settings,
    )  # fmt: skip


def office(**verified: Verified) -> Office:
    return Office(rounds=ROUNDS, verified=verified)


def test_the_verified_score_beats_the_claim(county: Rulebook, run: Assess) -> None:
    result = run(county, all_met(county), office(I01=Verified(3, "缺纪要", round=1)))
    row = result.indicators[0]
    assert (row.figures.claimed, row.figures.verified, row.figures.effective, row.figures.earned) == (4, 3, 3, 3)
    assert (row.level, row.status, row.review) == (Level.PARTIAL, Status.OPEN, False)


def test_a_verified_row_stands_while_everybody_is_silent(county: Rulebook, run: Assess) -> None:
    row = run(county, {}, office(I01=Verified(4, round=1)), number=2).indicators[0]
    assert (row.figures.claimed, row.figures.effective, row.status) == (None, 4, Status.DONE)
    assert row.provisional
    assert not row.review


@pytest.mark.parametrize(
    ("verified", "review"),
    [
        (Verified(3, round=1), True),
        (Verified(4, round=1), False),
        (Verified(3, round=2), False),
        (Verified(3, on=date(2023, 9, 25)), True),
        (Verified(3, on=date(2024, 1, 1)), True),
        (Verified(3, on=date(2024, 1, 2)), False),
        (Verified(3), False),
    ],
)
def test_a_later_claim_that_differs_asks_for_review(
    county: Rulebook, run: Assess, verified: Verified, review: bool
) -> None:
    result = run(county, all_met(county, number=2), office(I01=verified), number=2, as_of=date(2024, 1, 25))
    row = result.indicators[0]
    assert row.review is review
    assert (row.status is Status.REVIEW) is review
    codes = [found.code for found in result.findings]
    assert ("verified-round-missing" in codes) is (verified == Verified(3))


@pytest.mark.parametrize("points", [0, 4])
def test_the_ends_of_the_scale_are_verified_scores_like_others(county: Rulebook, run: Assess, points: int) -> None:
    result = run(county, all_met(county), office(I01=Verified(points)))
    assert result.indicators[0].figures.effective == points
    assert result.findings == (), "in the first round it does not matter that the round is missing"


@pytest.mark.parametrize("points", [-1, 5])
def test_an_impossible_verified_score_is_not_used(county: Rulebook, run: Assess, points: int) -> None:
    result = run(county, all_met(county), office(I01=Verified(points, round=1)))
    assert result.indicators[0].figures.verified is None
    assert [found.code for found in result.findings] == ["verified-out-of-range"]


def test_a_return_of_another_round_does_not_count(county: Rulebook, run: Assess) -> None:
    result = run(county, all_met(county, number=1), Office(rounds=ROUNDS), number=2, as_of=date(2024, 1, 22))
    assert result.silent_units == ("D01", "D02")
    assert result.total.effective is None


def test_the_office_may_set_its_own_deadline(county: Rulebook, run: Assess) -> None:
    own = Office(rounds=ROUNDS, deadlines={"I01": date(2023, 10, 7)})
    row = run(county, all_met(county, level=Level.UNMET), own).indicators[0]
    assert (row.deadline, row.days_left, row.status) == (date(2023, 10, 7), -1, Status.OVERDUE)
    assert run(county, {}).indicators[0].deadline == date(2023, 12, 31)


def test_what_is_said_of_a_unit(county: Rulebook, run: Assess) -> None:
    submissions = {
        "D01": small.submission("D01", [small.row("I01", "部分达标 1")], [], [VetoInput("V1", False)]),
        "D02": small.submission("D02", [small.row("I01", "部分达标")], ["I01"], [VetoInput("V1", False)]),
    }
    result = run(county, submissions, as_of=date(2024, 1, 1))
    lead, helper = result.units
    assert (lead.stated, lead.figures.claimed, lead.figures.full) == (2, 2, 4)
    assert (lead.overdue, lead.missing_evidence, lead.co) == (1, 1, {"met": 0, "partial": 0, "unmet": 0, "open": 0})
    assert (helper.stated, helper.figures.full, helper.overdue, helper.missing_evidence) == (None, 0, 1, 0)
    assert helper.co == {"met": 0, "partial": 1, "unmet": 0, "open": 0}
    assert lead.file == "回收/第1轮/D01.xlsx"
    in_time = run(county, submissions, as_of=date(2023, 12, 31))
    assert [unit.overdue for unit in in_time.units] == [0, 0], "the due day itself is not late"
    settled = run(county, submissions, office(I01=Verified(4, round=1)), as_of=date(2024, 1, 1))
    assert [unit.overdue for unit in settled.units] == [0, 0], "a row verified full is settled for everybody"


def test_findings_of_reading_and_judging_come_with_their_place(county: Rulebook, run: Assess) -> None:
    read = finding("level-unreadable", unit="D02", file="回收/第1轮/D02.xlsx", sheet="指标清单", cell="H6", found="好")
    submissions = {
        "D01": small.submission("D01", [small.row("I01", "达标 1")], [], [VetoInput("V1", True, cell="D5")]),
        "D02": small.submission("D02", [small.row("I01", "无法识别")], [], [], findings=(read, read)),
    }
    result = run(county, submissions)
    found = {item.code: item for item in result.findings}
    assert len(found) == len(result.findings) == 3
    assert found["level-unreadable"] == read
    assert (found["score-contradicts-level"].cell, found["score-contradicts-level"].indicator) == ("I6", "I01")
    assert (found["veto-date-missing"].cell, found["veto-date-missing"].unit) == ("D5", "D01")
    assert [unit.findings for unit in result.units] == [2, 1]


def test_two_rows_of_one_indicator(county: Rulebook, run: Assess) -> None:
    def level(*answers: str) -> tuple[Level, list[str]]:
        rows = [small.row("I01", answer) for answer in answers]
        result = run(county, {"D01": small.submission("D01", rows, ["I01"], [VetoInput("V1", False)])})
        return result.indicators[0].level, [found.code for found in result.findings]

    assert level("", "达标") == (Level.MET, [])
    assert level("达标", "达标") == (Level.MET, [])
    assert level("达标", "未达标") == (Level.UNASSESSED, ["row-duplicate"])


def test_a_claimant_with_an_unreadable_score_has_not_spoken(county: Rulebook, run: Assess) -> None:
    result = run(county, {"D01": small.submission("D01", [RowInput("I01", Level.MET, void=True)])})
    assert (result.indicators[0].stated, result.indicators[0].level) == (None, Level.UNASSESSED)


def test_a_helper_keeps_its_level_whatever_stands_in_the_score_column(county: Rulebook, run: Assess) -> None:
    rows = [RowInput("I01", Level.UNMET, void=True)]
    result = run(county, {"D02": small.submission("D02", rows)})
    assert result.indicators[0].cap == 0


def test_findings_of_one_return_alone(rugao: Rulebook) -> None:
    settings, _ = Settings.build(rugao, {})
    unit = next(unit.id for unit in rugao.units if unit.kind == "town")
    foreign = next(item.id for item in rugao.indicators if unit not in rugao.members(item.lead + item.co))
    veto = next(item.id for item in rugao.vetoes if item.dated and unit in rugao.members(item.members))
    given = replace(
        small.submission(unit, [], [], [VetoInput(veto, False, date(2023, 5, 1)), VetoInput("V99", True)]),
        evidence=(EvidenceInput(foreign, "照片", dated=date(2023, 5, 1), sheet="佐证材料", cell="C5"),),
    )
    found = submission_findings(rugao, settings, given, as_of=date(2023, 10, 8))
    assert [item.code for item in found] == ["veto-date-unexpected", "evidence-foreign"]
    assert (found[1].sheet, found[1].cell, found[1].indicator) == ("佐证材料", "C5", foreign)


def test_the_order_of_input_does_not_matter(rugao: Rulebook, run: Assess) -> None:
    submissions = all_met(rugao, level=Level.UNMET)
    backwards = dict(reversed(submissions.items()))
    assert run(rugao, submissions) == run(rugao, backwards)
