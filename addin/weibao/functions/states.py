"""What follows from one row of 指标清单: its visible computed cells and the helpers of the native formulas, in Python.

Values are what the cell shows: numbers, text, or "" for a blank. `native_rows` states the same rules as formulas.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple, TypeAlias

from weibao.compute.deadlines import days_left, status_of
from weibao.compute.level import Judgement, judge, plain
from weibao.compute.model import Level, Role, Status
from weibao.functions import hints
from weibao.functions.cells import (
    BAD_CODE,
    LEVEL_CODES,
    UNREADABLE,
    Cell,
    compact,
    day_of,
    is_error,
    level_of,
    points_of,
    points_text,
    text_of,
)
from weibao.rulebook.model import Scale

Value: TypeAlias = str | int | float

# 工作情况 longer than this is printed on the attached page.
PRINTED_CHARACTERS = 120
OFF_STEP_CODE = -1


class RowCells(NamedTuple):
    """One row of 指标清单 from 分值 to 完成时限, in the order of the sheet."""

    full: Cell
    role: Cell
    lead: Cell
    level: Cell
    score: Cell
    statement: Cell
    deadline: Cell


class RowState(NamedTuple):
    """The computed values of a row. The first five are visible, the others are the native formulas' helpers.

    `level_code`: 0 blank, 1 达标, 2 部分达标, 3 未达标, 9 unreadable. `score_value`: a number, "" or "?".
    `score_level`: the level that the score alone stands for; 0 blank, -1 off the scale, 9 unreadable.
    `reached`: the level after the truth table, 0 for 未评.
    """

    points: Value
    status: str
    days_left: Value
    hint: str
    evidence: int
    level_code: int
    score_text: str
    score_value: Value
    score_level: int
    reached: int
    length: int
    issue: str


def number(value: Decimal | Fraction) -> Value:
    """An exact number as a cell holds it: whole ones as int."""
    return int(value) if value == int(value) else float(value)


def row_state(cells: RowCells, *, step: Decimal, evidence: int, today: date, warn_days: int) -> RowState:
    """Judge a row by the truth table and say where it stands.

    Raises ValueError for a row whose 分值 is no score, and where a cell of ours holds an error value.
    """
    if any(map(is_error, (cells.role, cells.deadline))):
        raise ValueError("role and deadline must not be error values")
    scale = Scale(Fraction(step))
    full = _full(cells.full, scale)
    claims = compact(cells.role) != Role.CO.value
    level, points = level_of(cells.level), points_of(cells.score)
    length = 0 if is_error(cells.statement) else len(text_of(cells.statement))
    if level is UNREADABLE or (claims and points is UNREADABLE):
        judged = Judgement(Level.UNASSESSED, None)
    else:
        judged = judge(level, Decimal(0) if points is UNREADABLE else points, full, scale, claims)
    done = judged.stated == full if claims else judged.level is Level.MET
    deadline = day_of(cells.deadline)
    left = days_left(deadline if isinstance(deadline, date) else None, today)
    issue = _issue(judged, level is UNREADABLE, claims and points is UNREADABLE, claims, length, scale, full)
    return RowState(
        points="" if judged.stated is None else number(scale.points(judged.stated)),
        status=status_of(done, judged.level is not Level.UNASSESSED, left, warn_days).label,
        days_left="" if left is None or done else left,
        hint=hints.joined(issue, *_remarks(judged.level, evidence, length)),
        evidence=evidence,
        level_code=BAD_CODE if level is UNREADABLE else LEVEL_CODES[level] if level else 0,
        score_text=points_text(cells.score),
        score_value="" if points is None else "?" if points is UNREADABLE else number(points),
        score_level=_score_level(points, full, scale),
        reached=LEVEL_CODES.get(judged.level, 0),
        length=length,
        issue=issue,
    )


def _full(raw: Cell, scale: Scale) -> int:
    points = points_of(raw)
    steps = scale.steps(points) if isinstance(points, Decimal) else None
    if steps is None:
        raise ValueError(f"full score must be a number of whole steps, got {raw!r}")
    return steps


def _score_level(points: object, full: int, scale: Scale) -> int:
    if points is None:
        return 0
    if not isinstance(points, Decimal):
        return BAD_CODE
    judged = judge(None, points, full, scale)
    return OFF_STEP_CODE if judged.stated is None else LEVEL_CODES[judged.level]


def _issue(
    judged: Judgement, bad_level: bool, bad_score: bool, claims: bool, length: int, scale: Scale, full: int
) -> str:
    """The hint for what the truth table found; the codes are those of `compute.level`."""
    if bad_level:
        return hints.LEVEL_UNREADABLE
    if bad_score:
        return hints.SCORE_UNREADABLE
    if judged.issue is None:
        return hints.LEVEL_MISSING if judged.level is Level.UNASSESSED and length else ""
    shown = {"full": plain(scale.points(full)), "step": plain(scale.points(1))}
    contradiction = {
        Level.MET.label: hints.MET_NOT_FULL,
        Level.PARTIAL.label: hints.PARTIAL_EXTREME,
        Level.UNMET.label: hints.UNMET_NOT_ZERO,
    }
    templates = {
        "score-off-step": hints.SCORE_OFF_STEP,
        "score-contradicts-level": contradiction.get(judged.values.get("level", ""), ""),
        "score-missing": hints.SCORE_MISSING,
        "partial-impossible": hints.PARTIAL_IMPOSSIBLE,
        "score-inferred": hints.SCORE_INFERRED,
        "level-inferred": hints.LEVEL_INFERRED,
        "score-not-claimable": hints.NOT_CLAIMABLE,
    }
    return templates[judged.issue].format(**shown)


def _remarks(level: Level, evidence: int, length: int) -> list[str]:
    """What else is worth a look; none of it changes a figure."""
    remarks = []
    if level in (Level.MET, Level.PARTIAL) and not evidence:
        remarks.append(hints.NO_EVIDENCE)
    if level in (Level.PARTIAL, Level.UNMET) and not length:
        remarks.append(hints.NO_REASON)
    if length > PRINTED_CHARACTERS:
        remarks.append(hints.TOO_LONG.format(count=length))
    return remarks


DONE_LABEL = Status.DONE.label
