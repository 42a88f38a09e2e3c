"""What `status --json` says of the days: the calendar, who has not returned, what is due, late, in danger."""

from __future__ import annotations

from typing import Any

from weibao.campaign.annual import annual_counts
from weibao.campaign.score_json import ScoreWriter, number
from weibao.campaign.situation import Situation
from weibao.compute.advice import Advice, Point, advise
from weibao.compute.ahead import DAYS, Ahead, Dated, ahead, not_back
from weibao.compute.phase_calendar import Line, phase_calendar


def look_ahead(situation: Situation, days: int = DAYS) -> Ahead:
    """What is due in the next days and what is late."""
    grounds = situation.grounds
    return ahead(
        grounds.rulebook, grounds.settings, grounds.calendar, grounds.office, situation.assessment,
        returns=situation.collected.returns, received=situation.received,
        annual=situation.annual.year if situation.annual else None, days=days,
    )  # fmt: skip


def danger_of(situation: Situation) -> tuple[Advice, tuple[Point, ...]]:
    """The advice, and of its points those whose deadline has passed; most points first."""
    advice = advise(situation.grounds.rulebook, situation.assessment, situation.collected.submissions)
    late = (point for point in advice.points if point.gain and point.days_left is not None and point.days_left < 0)
    return advice, tuple(late)


def ahead_object(situation: Situation) -> dict[str, Any]:
    """Dates are ISO strings, points numbers, units by name. `late` and `ahead.due` are lists by date."""
    grounds, assessment = situation.grounds, situation.assessment
    writer, scale = ScoreWriter(grounds.rulebook), grounds.rulebook.scale
    lines = phase_calendar(
        grounds.rulebook, grounds.settings, grounds.calendar, assessment,
        rounds=grounds.office.rounds, returns=situation.all_returns,
    )  # fmt: skip
    found = look_ahead(situation)
    advice, late = danger_of(situation)
    return {
        "calendar": [_line(line) for line in lines if line.id],
        "not_returned": writer.names(not_back(situation.collected.returns)),
        "ahead": {"until": found.until.isoformat(), "due": [_dated(item) for item in found.due]},
        "late": [_dated(item) for item in found.late],
        "danger": {
            "vetoes_counted": [item.veto for item in advice.dangers if item.counted],
            "vetoes_open": [item.veto for item in advice.dangers if not item.counted],
            "points_late": number(scale, sum(point.gain for point in late)),
            "rows_late": [
                {
                    "id": point.indicator,
                    "title": grounds.rulebook.indicator_by_id[point.indicator].title,
                    "gain": number(scale, point.gain),
                    "days_left": point.days_left,
                }
                for point in late
            ],
        },
        "annual": annual_counts(situation),
    }


def _dated(item: Dated) -> dict[str, Any]:
    return {
        "date": item.day.isoformat(),
        "kind": item.kind.value,
        "id": item.id or None,
        "title": item.title,
        "who": item.who,
        "days_left": item.days_left,
        "workdays_left": item.workdays_left,
        "light": item.light.value,
    }


def _line(line: Line) -> dict[str, Any]:
    return {
        "id": line.id,
        "title": line.title,
        "ready": line.ready,
        "who": line.who,
        "start": line.start.isoformat() if line.start else None,
        "end": line.end.isoformat() if line.end else None,
        "days_left": line.days_left,
        "workdays_left": line.workdays_left,
        "light": line.light.value,
        "state": line.state,
        "phase": line.is_phase,
        "now": line.now,
    }
