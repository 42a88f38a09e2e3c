"""查验验收: reading its rows, and its computed columns; older workbooks do not have the sheet."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from weibao.compute.inspection_states import Inspection
from weibao.compute.inspections import levels_of
from weibao.functions import inspections, tasks
from weibao.functions.cells import compact as plain
from weibao.functions.task_functions import NODES
from weibao.functions.tasks import NodeAnswer, NodeCells, NodeRefs
from weibao.sheets.layout import INSPECTIONS, VERIFICATION
from weibao.sheets.layout import LEDGER_NAMES as N
from weibao.sheets.layout_inspections import STATE
from weibao.sheets.ledger_formulas import Computed, block_columns, cells_of
from weibao.sheets.ledger_meetings import read_units
from weibao.sheets.values import compact, read_text, shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from weibao.sheets.ledger_cells import Cells
    from weibao.sheets.ledger_formulas import Refs, Row, Scene
    from weibao.sheets.ledger_reader import Reader
    from weibao.sheets.ledger_tables import TableRow
    from weibao.sheets.package_values import Cell

# Rows of 核定 that the points look at: room for those that somebody inserts.
_VERIFIED_ROWS = 200


def read_inspections(reader: Reader) -> tuple[Inspection, ...]:
    """查验验收, in the order of the sheet; a row of a level or an indicator that there is not is told and left out.

    So is, without a word, one of an indicator that the changed rules no longer have.
    """
    cells, found = reader.open_table(INSPECTIONS), list[Inspection]()
    levels = {
        compact(name): level.name
        for level in reversed(levels_of(reader.rulebook, reader.settings))
        for name in (*level.former, level.organ, level.short, level.name)
    }
    for row in cells.found.rows(reader.grids[cells.found.sheet]) if cells else ():
        assert cells is not None  # noqa: S101 - there are rows
        if cells.typed(row) and (item := _inspection(reader, cells, row, levels)):
            found.append(item)
    return tuple(found)


def _inspection(reader: Reader, cells: Cells, row: TableRow, levels: Mapping[str, str]) -> Inspection | None:
    level = levels.get(row.text("level"))
    if level is None:
        word = f"“{shown(row.cells.get('level'))}”认不出" if "level" in row.cells else "空着"
        cells.note("inspection-level", row, "level", found=word, known="、".join(dict.fromkeys(levels.values())))
        return None
    key = row.text("indicator").upper()
    indicator = reader.rulebook.indicator_by_id.get(key)
    if key and indicator is None:
        if key not in reader.rulebook.retired:
            cells.note("inspection-indicator", row, "indicator", level=level, found=key)
        return None
    points = (
        cells.points(row, "score", indicator, reader.rulebook)
        if indicator
        else cells.whole_points(row, "score", reader.rulebook)
    )
    return Inspection(
        row=row.number,
        level=level,
        on=cells.day(row, "on"),
        indicator=key,
        points=points,
        remark=read_text(row.cells.get("remark")),
        request=read_text(row.cells.get("request")),
        units=read_units(reader.rulebook, cells, f"{level}{key}", row, "units"),
        due=cells.day(row, "due"),
        done=cells.day(row, "done"),
    )


# --- the computed columns -------------------------------------------------------------------------------


def _ours(row: Row, scene: Scene) -> Cell:
    """Our points of the row's indicator; of a row about the county with a score, all points."""
    (cell,) = cells_of(row, "indicator")
    key = plain(cell).upper()
    if not key:
        scored = row.get("score") not in (None, "")
        return sum(scene.points.values(), Decimal()) if scored and scene.points else None
    return scene.points.get(key)


def _difference(row: Row, scene: Scene) -> Cell:
    score, ours = row.get("score"), _ours(row, scene)
    if not _is_number(score) or ours is None:
        return None
    return Decimal(str(score)) - Decimal(str(ours))


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float, Decimal)) and not isinstance(value, bool)


def _state(row: Row, scene: Scene) -> NodeAnswer:
    cells = NodeCells._make(cells_of(row, *STATE))
    return tasks.node_answer(cells, today=scene.today, warn_days=scene.settings.item_warn_days)


def _native_ours(refs: Refs) -> str:
    spans = VERIFICATION.span("id", _VERIFIED_ROWS), VERIFICATION.span("effective", _VERIFIED_ROWS)
    return inspections.ours(refs("indicator"), refs("score"), *spans)


INSPECTION_COLUMNS = (
    Computed("ours", _native_ours, _ours),
    Computed("difference", lambda refs: inspections.difference(refs("score"), refs("ours")), _difference),
    *block_columns(
        "inspections", NodeAnswer._fields, NODES,
        lambda native, refs: native(NodeRefs._make(map(refs, STATE)), N["today"], N["item_warn_days"]), _state,
    ),
)  # fmt: skip
