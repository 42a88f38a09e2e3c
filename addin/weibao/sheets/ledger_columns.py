"""All tables of 核定台账 that have computed columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weibao.sheets.layout import (
    CHANGES,
    CLAIM_FACTS,
    DECISIONS,
    INCOMING,
    INSPECTIONS,
    MEETINGS,
    NODES,
    RETURN_FACTS,
    RETURNS,
    REVIEW,
    RULINGS,
    SUPERVISION,
    TASKS,
    VERIFICATION,
    WORK,
)
from weibao.sheets.ledger_change_columns import CHANGE_COLUMNS
from weibao.sheets.ledger_formulas import look_up
from weibao.sheets.ledger_incoming import INCOMING_COLUMNS
from weibao.sheets.ledger_inspections import INSPECTION_COLUMNS
from weibao.sheets.ledger_meeting_columns import DECISION_COLUMNS, MEETING_COLUMNS
from weibao.sheets.ledger_rulings import RULING_COLUMNS
from weibao.sheets.ledger_supervision import SUPERVISION_COLUMNS
from weibao.sheets.ledger_task_columns import NODE_COLUMNS, TASK_COLUMNS
from weibao.sheets.ledger_verification import VERIFICATION_COLUMNS
from weibao.sheets.ledger_work_columns import WORK_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from weibao.sheets.layout import Table
    from weibao.sheets.ledger_formulas import Computed, Row, Scene
    from weibao.sheets.ledger_lines import Line
    from weibao.sheets.package_values import Cell

RETURN_COLUMNS = tuple(
    look_up(RETURN_FACTS, lambda facts: facts.returns, name, "key")
    for name in ("issued", "status", "received", "used", "others")
)
REVIEW_COLUMNS = tuple(
    look_up(CLAIM_FACTS, lambda facts: facts.claims, name, "key")
    for name in ("level", "stated", "statement", "evidence")
)

# Tables with computed columns, by sheet, in the order in which they are computed.
COMPUTED: dict[str, tuple[Table, tuple[Computed, ...]]] = {
    RETURNS.sheet: (RETURNS, RETURN_COLUMNS),
    REVIEW.sheet: (REVIEW, REVIEW_COLUMNS),
    VERIFICATION.sheet: (VERIFICATION, VERIFICATION_COLUMNS),
    SUPERVISION.sheet: (SUPERVISION, SUPERVISION_COLUMNS),
    RULINGS.sheet: (RULINGS, RULING_COLUMNS),
    INCOMING.sheet: (INCOMING, INCOMING_COLUMNS),
    MEETINGS.sheet: (MEETINGS, MEETING_COLUMNS),
    DECISIONS.sheet: (DECISIONS, DECISION_COLUMNS),
    INSPECTIONS.sheet: (INSPECTIONS, INSPECTION_COLUMNS),
    CHANGES.sheet: (CHANGES, CHANGE_COLUMNS),
    TASKS.sheet: (TASKS, TASK_COLUMNS),
    NODES.sheet: (NODES, NODE_COLUMNS),
    WORK.sheet: (WORK, WORK_COLUMNS),
}


def computed_values(columns: tuple[Computed, ...], row: Row, scene: Scene, kept: frozenset[str] = frozenset()) -> Row:
    """The row with its computed columns filled in; those of `kept` hold what a person put there.

    A block is asked once for all its columns: it sees none of them.
    """
    values = dict(row)
    answers: dict[str, Sequence[Cell]] = {}
    for column in columns:
        if column.key in kept:
            continue
        if column.block and column.answers:
            part, number = column.block
            if part not in answers:
                answers[part] = column.answers(values, scene)
            values[column.key] = answers[part][number]
        else:
            values[column.key] = column.value(values, scene)
    return values


def values_of(columns: tuple[Computed, ...], lines: Iterable[Line], scene: Scene) -> Iterator[tuple[Line, Row]]:
    """Every line with its `computed_values`; the prepared ones that hold nothing share theirs, they are most of all."""
    blank: dict[frozenset[str], Row] = {}
    for line in lines:
        if line.cells:
            yield line, computed_values(columns, line.cells, scene, line.kept)
            continue
        if line.kept not in blank:
            blank[line.kept] = computed_values(columns, line.cells, scene, line.kept)
        yield line, blank[line.kept]
