"""The computed columns of 重点任务 and 任务节点."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from weibao.compute.task_duties import limits_of
from weibao.functions import tasks
from weibao.functions.task_functions import NODES as NODE_BLOCK
from weibao.functions.task_functions import TASKS as TASK_BLOCK
from weibao.functions.tasks import LimitRefs, NodeAnswer, NodeCells, NodeRefs, TaskAnswer, TaskCells, TaskRefs
from weibao.sheets.layout import LEDGER_NAMES as N
from weibao.sheets.layout import TASKS, VERIFICATION
from weibao.sheets.ledger_formulas import Computed, block_columns, cells_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from weibao.sheets.layout import Table
    from weibao.sheets.ledger_formulas import Refs, Row, Scene
    from weibao.sheets.ledger_lines import Line
    from weibao.sheets.package_values import Cell

# Rows of 核定 that the points look at: room for those that somebody inserts.
_VERIFIED_ROWS = 200
_LIMITS = LimitRefs(N["today"], N["plan_due"], N["row_deadline"], N["warn_days"], N["progress_days"])


def _task_cells(row: Row) -> TaskCells:
    return TaskCells._make(cells_of(row, *TaskCells._fields))


def planned(lines: Callable[[Table], Iterable[Line]], today: date) -> dict[str, date]:
    """The units of 重点任务 whose plan has come, as formulas compare them, with its day; `lines` gives the rows of a
    table.
    """
    return tasks.plan_days([_task_cells(line.cells) for line in lines(TASKS)], today)


def points_by_indicator(rows: Iterable[Row]) -> dict[str, Decimal]:
    """有效得分 of the rows of 核定 that have one, by indicator."""
    found: dict[str, Decimal] = {}
    for row in rows:
        value = row.get("effective")
        if row.get("id") and isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
            found.setdefault(str(row["id"]), Decimal(str(value)))
    return found


def listed_points(row: Row, points: Mapping[str, Decimal]) -> Cell:
    """What the indicators that a row lists have now; blank where none has any."""
    ids = str(row.get("indicators") or "").split("、")
    known = [points[key] for key in ids if key in points]
    return sum(known, Decimal()) if known else None


def _task(row: Row, scene: Scene) -> TaskAnswer:
    limits = limits_of(scene.rulebook, scene.settings)
    return tasks.task_answer(_task_cells(row), scene.planned, today=scene.today, limits=limits)


def _task_refs(refs: Refs) -> TaskRefs:
    return TaskRefs._make([*map(refs, TaskCells._fields), refs.span("unit"), refs.span("plan_on")])


def _node(row: Row, scene: Scene) -> NodeAnswer:
    cells = NodeCells._make(cells_of(row, *NodeCells._fields))
    return tasks.node_answer(cells, today=scene.today, warn_days=scene.settings.item_warn_days)


def _node_refs(refs: Refs) -> NodeRefs:
    return NodeRefs._make(map(refs, NodeCells._fields))


TASK_COLUMNS = (
    Computed(
        "points",
        lambda refs: tasks.points(
            refs("indicators"), VERIFICATION.span("id", _VERIFIED_ROWS), VERIFICATION.span("effective", _VERIFIED_ROWS)
        ),
        lambda row, scene: listed_points(row, scene.points),
    ),
    *block_columns(
        "tasks", TaskAnswer._fields, TASK_BLOCK, lambda native, refs: native(_task_refs(refs), _LIMITS), _task
    ),
)
NODE_COLUMNS = block_columns(
    "nodes", NodeAnswer._fields, NODE_BLOCK,
    lambda native, refs: native(_node_refs(refs), N["today"], N["item_warn_days"]), _node,
)  # fmt: skip
