"""量化情况 of the whole county: from what the units typed to the ceiling of every indicator, in exact fractions.

Nothing that is blank lowers anything: sums and shares are of the units that answered, and where those who say 是 are
counted, whoever has not answered is taken as one of them. Shares of the county are sums over sums, never a mean.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from weibao.compute.counts_ladder import figure_of, is_reached, ladder_of, own_ceiling, points_of, possible, supported
from weibao.compute.counts_office import office_figures
from weibao.compute.counts_results import CountResult, IndicatorCounts, UnitCount
from weibao.compute.counts_words import city_figures, city_text, indicator_reason, threshold_text
from weibao.compute.deadlines import days_left, light_of, row_deadline
from weibao.compute.terms import Light

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from weibao.compute.counts_ladder import Ladder
    from weibao.compute.office import Office
    from weibao.compute.returns import CountInput, Submission
    from weibao.compute.settings import Settings
    from weibao.rulebook.model import Count, Rulebook
    from weibao.workdays import WorkCalendar

SWITCH, HINT_ONLY = "counts_cap", "只提示"


def count_deadlines(rulebook: Rulebook, moved: Mapping[str, date]) -> dict[str, date | None]:
    """Until when each row must be reached: its milestone, else the indicator's deadline; `moved` are those of the
    indicators that have one of their own.
    """
    planned = row_deadline(rulebook)
    ends = {milestone.id: milestone.end for milestone in rulebook.milestones}
    return {
        count.id: ends[count.due] if count.due else moved.get(rulebook.indicator_of(count).id, planned)
        for count in rulebook.counts
    }


def count_results(
    rulebook: Rulebook,
    settings: Settings,
    calendar: WorkCalendar,
    office: Office,
    submissions: Mapping[str, Submission],
    as_of: date,
) -> dict[str, IndicatorCounts]:
    """The rows and the ceiling of every indicator that has rows, by id; `submissions` of the round by unit id."""
    deadlines, planned = count_deadlines(rulebook, office.deadlines), count_deadlines(rulebook, {})
    typed = {unit: answers(item) for unit, item in submissions.items()}
    given = office_figures(rulebook, settings, calendar, office, planned, as_of)
    ladders = {count.id: ladder_of(rulebook, settings.texts, count) for count in rulebook.counts}
    units = {key: _units(rulebook, ladder, typed) for key, ladder in ladders.items()}
    rows: dict[str, list[CountResult]] = {}
    for count in rulebook.counts:
        left = days_left(deadlines[count.id], as_of)
        own = {
            unit: replace(item, light=_light(item.reached, left, settings.deadline_warn_days))
            for unit, item in units[count.id].items()
        }
        row = CountResult(
            count.id, rulebook.indicator_of(count).id, ladders[count.id].part, ladders[count.id].hint,
            deadlines[count.id], units=own,
        )  # fmt: skip
        row = _office(ladders[count.id], row, given) if count.office else _county(rulebook, ladders, row, units)
        row = replace(
            row, light=_light(row.reached, left, settings.deadline_warn_days),
            figures=city_figures(count, row, len(_partners(rulebook, count))),
            threshold=threshold_text(ladders[count.id]),
        )  # fmt: skip
        rows.setdefault(row.indicator, []).append(replace(row, reason=city_text(rulebook, count, row)))
    limits = settings.texts.get(SWITCH) != HINT_ONLY
    return {indicator: _indicator(rulebook, indicator, own, limits) for indicator, own in rows.items()}


def answers(submission: Submission) -> dict[str, CountInput]:
    """A unit's answers by row; the first one counts, the reader has told of others."""
    return {answer.count: answer for answer in reversed(submission.counts)}


def total_of(count: Count, typed: Mapping[str, CountInput]) -> Fraction | None:
    """The total that belongs to a row of one unit: its own, or that of the row that asks for it."""
    answer = typed.get(count.total_from or count.id)
    return Fraction(answer.total) if count.has_total and answer and answer.total is not None else None


def unit_count(ladder: Ladder, unit: str, typed: Mapping[str, CountInput]) -> UnitCount:
    """One unit's figures for one row, without a light."""
    count, answer = ladder.count, typed.get(ladder.count.id)
    done = Fraction(answer.done) if answer and answer.done is not None else None
    total = total_of(count, typed)
    figure = figure_of(count, done, total)
    if figure is None or not possible(count, done, total):
        return UnitCount(unit)
    nothing = count.has_total and not total
    reached = _own_reached(ladder, figure, nothing) if ladder.decides or count.merge == "each" else None
    return UnitCount(unit, done, total, reached, own_ceiling(ladder, done, total))


def _own_reached(ladder: Ladder, figure: Fraction, nothing: bool) -> bool | None:
    if ladder.hint:
        return None
    if ladder.count.merge == "each":
        return bool(figure)
    return is_reached(ladder, figure, nothing=nothing)


def _units(rulebook: Rulebook, ladder: Ladder, typed: Mapping[str, Mapping[str, CountInput]]) -> dict[str, UnitCount]:
    return {unit: unit_count(ladder, unit, typed.get(unit, {})) for unit in rulebook.asked(ladder.count)}


def _light(reached: bool | None, left: int | None, warn_days: int) -> Light:
    """What nobody has said has no light: silence is not nought."""
    return Light.NONE if reached is None else light_of(reached, left, warn_days)


def _office(ladder: Ladder, row: CountResult, given: Mapping[str, tuple[int, int | None]]) -> CountResult:
    if row.count not in given:
        return row
    done, total = given[row.count]
    figure = figure_of(ladder.count, done, total)
    assert figure is not None  # noqa: S101 (a figure of the office is whole)
    return replace(
        row, done=Fraction(done), total=None if total is None else Fraction(total), points=points_of(ladder, figure)
    )


def _county(
    rulebook: Rulebook, ladders: Mapping[str, Ladder], row: CountResult, units: Mapping[str, Mapping[str, UnitCount]]
) -> CountResult:
    ladder, own = ladders[row.count], [item for item in row.units.values() if item.done is not None]
    count = ladder.count
    if not own or (ladder.hint and count.merge == "units"):  # without a standard nobody reaches it or falls short
        return row
    total: Fraction | None
    if count.merge == "units":
        met = [_together(unit, _partners(rulebook, count), units) for unit in row.units]
        spoken = [value for value in met if value is not None]
        done, total = Fraction(sum(spoken)), Fraction(len(spoken))
        share = done / total
        points = int(ladder.part * share) if count.ladder == "share" else ladder.part * (share == 1)
    elif count.merge == "each":
        done, total = Fraction(sum(item.reached is True for item in own)), Fraction(len(row.units))
        points = points_of(ladder, done + len(row.units) - len(own))
    else:
        done = sum((item.done for item in own if item.done is not None), Fraction(0))
        sums = sum((item.total for item in own if item.total is not None), Fraction(0))
        figure = figure_of(count, done, sums)
        total = sums if count.has_total else None
        points = points_of(ladder, figure or Fraction(0), nothing=count.has_total and not sums)
    return replace(row, done=done, total=total, points=None if ladder.hint else points)


def _partners(rulebook: Rulebook, count: Count) -> list[Count]:
    """The rows that are judged together with this one, itself included."""
    return [item for item in rulebook.counts if (item.joined or item.id) == (count.joined or count.id)]


def _together(unit: str, counts: Sequence[Count], units: Mapping[str, Mapping[str, UnitCount]]) -> bool | None:
    """Whether a unit reaches all the rows that are judged together, of those that it answered; None: none of them."""
    spoken = [reached for count in counts if (reached := units[count.id][unit].reached) is not None]
    return all(spoken) if spoken else None


def _indicator(rulebook: Rulebook, indicator: str, rows: Sequence[CountResult], limits: bool) -> IndicatorCounts:
    full = rulebook.indicator_by_id[indicator].full
    spoken = [row for row in rows if row.points is not None]
    if not spoken:
        return IndicatorCounts(tuple(rows), None, limits)
    losses: dict[bool, list[int]] = {True: [], False: []}  # by whether the row decides all of the indicator
    for row in spoken:
        losses[rulebook.count_by_id[row.count].part is None].append(row.part - (row.points or 0))
    ceiling = supported(full, losses[True], losses[False])
    return IndicatorCounts(tuple(rows), ceiling, limits, indicator_reason(rulebook, spoken, ceiling, full))
