"""Laws that hold for any answers: figures, aggregation, working days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from compute import small
from weibao.compute.aggregate import Claim, aggregate, round_steps
from weibao.compute.deadlines import due_date
from weibao.compute.figures import row_figures, sum_figures
from weibao.compute.level import judge, level_of
from weibao.compute.model import Level
from weibao.compute.verdict import veto_window
from weibao.compute.words import POSSIBLE
from weibao.rulebook import load_calendar
from weibao.rulebook.model import Aggregation, Scale

if TYPE_CHECKING:
    from weibao.compute.model import Figures

CALENDAR = load_calendar()
FULL = 4
TOWNS = 5
UNITS = ("D01", "D02", "D03", "D04", *(f"T{n:02d}" for n in range(1, TOWNS + 1)))
INDICATORS = (
    small.indicator(lead=["D01", "D02"], co=["D03", "D04", "TOWNS"]),
    small.indicator(lead=["D01", "TOWNS"], co=["D02", "D03"]),
    small.indicator(lead=[], co=["D01", "TOWNS"]),
    small.indicator(lead=["D01"], co=[]),
)
RULES = st.builds(
    Aggregation,
    stated=st.just("lowest"),
    group=st.sampled_from(["mean", "lowest"]),
    cap=st.sampled_from(["mean", "none"]),
    round=st.sampled_from(["down", "nearest"]),
)
STEPS = st.none() | st.integers(0, FULL)
ANSWERS = st.fixed_dictionaries({}, optional=dict.fromkeys(UNITS, STEPS))


def claim(answers: dict[str, int | None], number: int, rule: Aggregation) -> Claim:
    """Answers in steps, None for a blank row, left out for a unit that has not returned."""
    indicator = INDICATORS[number]
    book = small.rulebook([indicator], towns=TOWNS, departments=4)
    claiming = set(book.members(indicator.claimants))
    judged = {}
    for unit, steps in answers.items():
        if unit in claiming:
            points = None if steps is None else small.HALF.points(steps)
            judged[unit] = judge(None, points, FULL, small.HALF)
        else:
            judged[unit] = judge(None if steps is None else level_of(steps, FULL), None, FULL, small.HALF, claims=False)
    return aggregate(book, indicator, judged, rule)


@given(ANSWERS, st.integers(0, 3), RULES)
def test_a_claim_is_within_its_bounds(answers: dict, number: int, rule: Aggregation) -> None:
    made = claim(answers, number, rule)
    assert 0 <= made.cap <= FULL
    if made.stated is None:
        assert made.claimed is None
        assert made.provisional
    else:
        assert made.claimed is not None
        assert 0 <= made.claimed <= min(made.stated, made.cap)


@given(ANSWERS, st.integers(0, 3), RULES, st.sampled_from(UNITS))
def test_raising_a_level_never_lowers_the_score(answers: dict, number: int, rule: Aggregation, unit: str) -> None:
    steps = answers.get(unit)
    if steps is None or steps == FULL:
        return
    before, after = claim(answers, number, rule), claim({**answers, unit: steps + 1}, number, rule)
    assert (after.claimed is None) == (before.claimed is None)
    if before.claimed is not None and after.claimed is not None:
        assert after.claimed >= before.claimed


@given(ANSWERS, st.integers(0, 3), RULES, st.sampled_from(UNITS))
def test_a_silent_unit_counts_as_if_it_agreed_with_nobody(
    answers: dict, number: int, rule: Aggregation, unit: str
) -> None:
    """A blank row and a missing return are the same, and silence never earns more than full marks would."""
    missing = {key: steps for key, steps in answers.items() if key != unit}
    assert claim(missing, number, rule) == claim({**missing, unit: None}, number, rule)
    silent, full = claim(missing, number, rule), claim({**missing, unit: FULL}, number, rule)
    if silent.claimed is not None and full.claimed is not None:
        assert silent.claimed <= full.claimed


@given(ANSWERS, st.integers(0, 3), RULES)
def test_rounding_to_the_nearest_never_gives_less(answers: dict, number: int, rule: Aggregation) -> None:
    down = claim(answers, number, replace(rule, round="down"))
    near = claim(answers, number, replace(rule, round="nearest"))
    assert near.cap - down.cap in (0, 1)
    if down.claimed is not None and near.claimed is not None:
        assert near.claimed - down.claimed in (0, 1)


@given(st.fractions(0, 100, max_denominator=1000))
def test_rounding(value: Fraction) -> None:
    down, near = round_steps(value, "down"), round_steps(value, "nearest")
    assert down <= value < down + 1
    assert abs(near - value) <= Fraction(1, 2)
    assert near - value != -Fraction(1, 2)


ROWS = st.lists(
    st.integers(1, 8).flatmap(
        lambda full: st.tuples(st.just(full), st.none() | st.integers(0, full), st.none() | st.integers(0, full))
    )
)


@given(ROWS)
def test_figures_add_up(rows: list[tuple[int, int | None, int | None]]) -> None:
    parts = [row_figures(*row) for row in rows]
    total = sum_figures(parts)
    for figures in (*parts, total):
        assert figures.earned + figures.unassessed == figures.possible
        assert 0 <= figures.earned <= figures.possible <= figures.full
        assert figures.earned == (figures.effective or 0)
    for name in ("full", "earned", "possible", "unassessed"):
        assert getattr(total, name) == sum(getattr(part, name) for part in parts)
    for name in ("claimed", "verified", "effective"):
        spoken = [getattr(part, name) for part in parts if getattr(part, name) is not None]
        assert getattr(total, name) == (sum(spoken) if spoken else None)


@given(ROWS, ROWS)
def test_the_total_is_the_sum_of_the_parts(first: list, second: list) -> None:
    def figures(rows: list) -> Figures:
        return sum_figures(row_figures(*row) for row in rows)

    assert sum_figures([figures(first), figures(second)]) == figures(first + second)


POINTS = st.none() | st.decimals(-1, 4, places=2) | st.sampled_from([Decimal(n) / 2 for n in range(5)])


@given(st.none() | st.sampled_from(list(Level)), POINTS, st.integers(1, 8), st.booleans(), st.sampled_from([2, 4]))
def test_a_judgement_agrees_with_itself(
    level: Level | None, points: Decimal | None, full: int, claims: bool, parts: int
) -> None:
    judged = judge(level, points, full, Scale(Fraction(1, parts)), claims)
    if not claims:
        assert judged.stated is None
    else:
        assert judged.level is level_of(judged.stated, full)
    if level in (Level.MET, Level.PARTIAL, Level.UNMET) and judged.level is not Level.UNASSESSED:
        assert judged.level is level


STARTS = st.dates(CALENDAR.first, CALENDAR.last - timedelta(days=120))


@given(STARTS, st.integers(0, 60))
def test_counting_working_days_is_the_inverse_of_adding_them(start: date, count: int) -> None:
    due = due_date(start, count, "工作日", CALENDAR)
    assert CALENDAR.workdays_between(start, due) == count
    assert count == 0 or CALENDAR.is_workday(due)


@given(STARTS, st.integers(0, 90), st.sampled_from(["日", "工作日"]))
def test_a_longer_period_never_ends_earlier(start: date, count: int, unit: str) -> None:
    count = min(count, 50)
    assert due_date(start, count, unit, CALENDAR) <= due_date(start, count + 1, unit, CALENDAR)


@given(STARTS, st.integers(0, 60))
def test_a_period_in_days_ends_on_a_working_day_at_most_a_holiday_later(start: date, count: int) -> None:
    due = due_date(start, count, "日", CALENDAR)
    assert CALENDAR.is_workday(due)
    assert timedelta(0) <= due - (start + timedelta(days=count)) <= timedelta(days=9)


@settings(max_examples=50)
@given(st.dates(date(2000, 1, 1), date(2050, 12, 31)), st.integers(1, 5))
def test_the_window_has_its_whole_years(day: date, years: int) -> None:
    first, last = veto_window(day, years)
    assert last == day
    assert first.year == day.year - years
    assert (first.month, first.day) in ((day.month, day.day), (2, 28))


def test_a_later_return_may_raise_and_lower_what_a_row_may_still_earn() -> None:
    """A row counts by the members that spoke, so 可能得分 is no upper bound: its words say so wherever it is shown."""
    lead, half = {"D01": FULL, "D02": FULL}, {"D03": FULL // 2}
    rule = Aggregation(stated="lowest", group="mean", cap="mean", round="down")
    answers = ({}, half, {**half, "D04": FULL}, {**half, "D04": 0})
    found = [row_figures(FULL, claim({**lead, **more}, 0, rule).claimed, None).possible for more in answers]
    assert found == [4, 2, 3, 1]
    assert "不是最高分" in POSSIBLE
