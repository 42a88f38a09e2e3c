"""The assessment as tidy pandas frames: one row an observation, units and indicators by their names and ids.

Columns are those of `frame_fields.FRAMES`. Points are floats in points, blank (NaN) where nobody spoke: 未评 is not 0.
Words such as levels and lights are the Chinese ones, as every reader of the frames shows them. pandas is imported
inside the functions, because most commands do without it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from weibao.compute.alike import as_shown
from weibao.compute.model import Level
from weibao.sheets.frame_advice import advice_rows
from weibao.sheets.frame_annual import annual_rows
from weibao.sheets.frame_counts import answer_rows, count_rows
from weibao.sheets.frame_declarations import declaration_rows
from weibao.sheets.frame_export import export_frames
from weibao.sheets.frame_fields import FRAMES, HEADINGS
from weibao.sheets.frame_inspections import inspection_rows
from weibao.sheets.frame_meetings import decision_rows, meeting_rows, meeting_year_rows
from weibao.sheets.frame_people import change_rows, people_rows
from weibao.sheets.frame_proofs import NOT_CHECKED
from weibao.sheets.frame_rows import FrameRows, Rows
from weibao.sheets.frame_tasks import calendar_rows, publicity_rows, task_lead_rows, task_node_rows, task_rows
from weibao.sheets.frame_work import system_rows, work_rows

if TYPE_CHECKING:
    from pandas import DataFrame

    from weibao.compute.annual import AnnualYear
    from weibao.compute.model import Assessment, ReturnState, Submission
    from weibao.compute.phase_calendar import Line
    from weibao.compute.proof_check import ProofResult
    from weibao.rulebook.model import Rulebook

    Tables = dict[str, DataFrame]

__all__ = ["HEADINGS", "Matrix", "export_frames", "frames", "fulfilment_matrix"]

_FULFILMENT = {Level.MET.label: 1.0, Level.PARTIAL.label: 0.5, Level.UNMET.label: 0.0}


def frames(
    rulebook: Rulebook,
    assessment: Assessment,
    submissions: Mapping[str, Submission],
    returns: Sequence[ReturnState],
    proofs: ProofResult = NOT_CHECKED,
    lines: Sequence[Line] = (),
    annual: AnnualYear | None = None,
) -> Tables:
    """All frames by name, in the order of `FRAMES`. `submissions` (by unit id) and `returns` are of that round.

    `proofs` is what checking the evidence gave, `lines` those of 阶段日历, `annual` the last
    年度工作情况; without them their frames are empty.
    """
    rows = FrameRows(rulebook, assessment, submissions, returns, proofs)
    own: dict[str, Callable[[], Rows]] = {
        "people": lambda: people_rows(rulebook, assessment, submissions),
        "meeting_years": lambda: meeting_year_rows(assessment),
        "meetings": lambda: meeting_rows(assessment),
        "decisions": lambda: decision_rows(rulebook, assessment),
        "changes": lambda: change_rows(rulebook, assessment),
        "tasks": lambda: task_rows(rulebook, assessment),
        "task_leads": lambda: task_lead_rows(rulebook, assessment),
        "task_nodes": lambda: task_node_rows(rulebook, assessment),
        "publicity": lambda: publicity_rows(rulebook, assessment),
        "phase_calendar": lambda: calendar_rows(lines),
        "declarations": lambda: declaration_rows(rulebook, assessment),
        "inspections": lambda: inspection_rows(rulebook, assessment),
        "systems": lambda: system_rows(assessment),
        "work": lambda: work_rows(rulebook, assessment),
        "advice": lambda: advice_rows(rulebook, assessment, submissions),
        "annual": lambda: annual_rows(rulebook, annual),
        "counts": lambda: count_rows(rulebook, assessment),
        "count_answers": lambda: answer_rows(rulebook, assessment, submissions),
    }
    makers: dict[str, Callable[[], Rows]] = {name: own.get(name) or getattr(rows, name) for name in FRAMES}
    return {name: _frame(name, make(), assessment.round) for name, make in makers.items()}


def as_listed(tables: Tables, rulebook: Rulebook, assessment: Assessment) -> Tables:
    """The frames with 问题清单 as people read it: the same in many rows of a column is one line (`compute.alike`)."""
    shown = replace(assessment, findings=as_shown(assessment.findings))
    listed = _frame("findings", FrameRows(rulebook, shown, {}, ()).findings(), assessment.round)
    return {**tables, "findings": listed}


def _frame(name: str, rows: Rows, number: int) -> DataFrame:
    """Made of finished arrays on one index: pandas neither guesses what they hold nor brings them into line."""
    import pandas as pd

    records = [{"round": number, **row} for row in rows]
    index = pd.RangeIndex(len(records))
    columns = {}
    for field in FRAMES[name].fields:
        values = _array([record[field.key] for record in records], field.kind)
        columns[field.key] = pd.Series(values, index=index, dtype=values.dtype, copy=False)
    return pd.DataFrame(columns, index=index, copy=False)


def _array(values: list[Any], kind: str) -> Any:
    """A column's values as an array of its type. Of counts and flags, pandas' constructors refuse what is none."""
    import numpy as np
    import pandas as pd

    if kind == "points":
        return np.array(values, dtype="float64")
    if kind in ("text", "date"):
        objects = np.empty(len(values), dtype="object")
        objects[:] = values
        return objects
    plain, array = (int, pd.arrays.IntegerArray) if kind == "count" else (bool, pd.arrays.BooleanArray)
    if any(value is not None and type(value) is not plain for value in values):
        return pd.array(values, dtype="Int64" if kind == "count" else "boolean")
    known = np.array([value or 0 for value in values], dtype="int64" if kind == "count" else "bool")
    return array(known, np.array([value is None for value in values], dtype="bool"))


@dataclass(frozen=True, slots=True)
class Matrix:
    """类别×单位. Index: (unit_no, unit) in order; columns: the categories in order.

    `rate`: mean fulfilment (达标 1, 部分达标 ½, 未达标 0) of the rows that the unit answered, NaN where none.
    `asked`: how many rows it is listed in.

    `total`: one row a unit, `rate` over all its answered rows, `asked` and `open` (rows not answered).
    """

    rate: DataFrame
    asked: DataFrame
    total: DataFrame


def fulfilment_matrix(tables: Mapping[str, DataFrame]) -> Matrix:
    """Pivot the answers into categories by units; units that no indicator lists are rows without figures."""
    import pandas as pd

    units = pd.MultiIndex.from_frame(tables["units"][["unit_no", "unit"]])
    categories = list(tables["categories"]["category"])
    answers = tables["answers"].assign(rate=tables["answers"]["level"].map(_FULFILMENT).astype("float64"))
    by_both = answers.groupby(["unit_no", "unit", "category"])["rate"]
    by_unit = answers.groupby(["unit_no", "unit"])["rate"]
    total = pd.DataFrame({"rate": by_unit.mean(), "asked": by_unit.size(), "open": by_unit.size() - by_unit.count()})
    return Matrix(
        rate=by_both.mean().unstack().reindex(index=units, columns=categories),
        asked=by_both.size().unstack().reindex(index=units, columns=categories).fillna(0).astype("int64"),
        total=total.reindex(index=units),
    )
