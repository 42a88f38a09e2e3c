"""What the machine knows, laid out as the hidden sheets of 核定台账: one row per key, looked up by the visible cells.

Points are in points (not steps), as people see them; texts are the words people read.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from weibao.compute.item_numbers import item_key, read_item
from weibao.compute.model import Level, ReturnStatus, Status
from weibao.compute.roles import indicator_roles
from weibao.reasons import NOTHING_LEFT
from weibao.sheets.layout import CLAIM_FACTS, EVENT_FACTS, ITEM_FACTS, RETURN_FACTS, RETURN_FILES
from weibao.sheets.values import read_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from weibao.compute.model import Assessment, FeedbackInput, Round
    from weibao.compute.model import ReturnState as State
    from weibao.rulebook.model import Rulebook, Scale
    from weibao.sheets.layout import Table
    from weibao.sheets.ledger_tables import AnyGrid
    from weibao.sheets.package_values import Cell
    from weibao.workdays import WorkCalendar

_GONE: dict[str, Cell] = {"current": 0, "request": ""}
ROUND_KEY = "ROUND"
SILENT_KEY = "SILENT"

Rows = dict[str, dict[str, "Cell"]]


@dataclass(frozen=True)
class Facts:
    """The machine sheets by key. `items` keeps the words of problems that are gone (`current` 0)."""

    claims: Rows = field(default_factory=dict)
    returns: Rows = field(default_factory=dict)
    items: Rows = field(default_factory=dict)
    events: Rows = field(default_factory=dict)

    @property
    def tables(self) -> tuple[tuple[Table, Rows], ...]:
        """The four sheets that are looked up by key."""
        return (
            (CLAIM_FACTS, self.claims), (RETURN_FACTS, self.returns),
            (ITEM_FACTS, self.items), (EVENT_FACTS, self.events),
        )  # fmt: skip

    @property
    def round(self) -> int:
        """The round that is scored; 0 before the first."""
        return int(self.claims.get(ROUND_KEY, {}).get("stated") or 0)  # type: ignore[arg-type]


def return_key(round_: int, unit: str) -> str:
    """Key of a row of 回收情况: 1-D07."""
    return f"{round_}-{unit}"


def answer_key(unit: str, indicator: str) -> str:
    """Key of a row of 单位审核: D07-I22."""
    return f"{unit}-{indicator}"


def event_key(veto: str, happened_on: date | None) -> str:
    """Key of an event of 负面清单认定: V1-20230501, V3-0 without a date."""
    return f"{veto}-{happened_on:%Y%m%d}" if happened_on else f"{veto}-0"


def sheet_rows(table: Table, rows: Mapping[str, Mapping[str, Cell]]) -> list[list[Cell]]:
    """A machine sheet as it is written: a line of column names, then a line per key."""
    keys = [column.key for column in table.columns]
    return [list(keys), *([key, *(values.get(name) for name in keys[1:])] for key, values in rows.items())]


def calendar_rows(calendar: WorkCalendar) -> list[list[Cell]]:
    """The sheet _calendar: every day off, and the first and last day covered."""
    rows: list[list[Cell]] = [["day_off", "first", "last"]]
    rows += [[day] for day in calendar.sorted_days_off] or [[None]]
    rows[1] += [calendar.first, calendar.last]
    return rows


def facts_of(
    rulebook: Rulebook, assessment: Assessment, returns: Sequence[State], earlier: Facts | None = None
) -> Facts:
    """The machine sheets of an assessment. `earlier` gives the returns of other rounds and problems that are gone."""
    earlier = earlier or Facts()
    rounds = {state.round for state in returns}
    kept = {key: row for key, row in earlier.returns.items() if int(key.split("-")[0]) not in rounds}
    items = _items(rulebook, assessment)
    rest = {key: row for key, row in earlier.items.items() if item_key(key) not in items}
    gone = {key: row if _is_later(key, assessment.round) else row | _GONE for key, row in rest.items()}
    return Facts(_claims(rulebook, assessment), kept | _returns(returns), items | gone, _events(rulebook, assessment))


def causes_of(grids: Mapping[str, AnyGrid]) -> dict[str, str]:
    """For which problem each item was put on the list, as the machine sheet keeps it; of older ledgers the last one."""
    grid = grids.get(ITEM_FACTS.sheet, {})
    columns = {str(name): column for column, name in grid.get(1, {}).items()}
    found: dict[str, str] = {}
    for row in (grid[number] for number in sorted(grid) if number > 1):
        key, cause, problem = (read_text(row.get(columns.get(name, 0))) for name in ("key", "cause", "problem"))
        if words := cause or ("" if problem in NOTHING_LEFT else problem):
            found.setdefault(item_key(key), words)
    return found


def with_typed_items(facts: Facts, typed: Iterable[str]) -> Facts:
    """The same with the items by the numbers as the sheet has them, too: without a round, or in full width."""
    also = {
        text: facts.items[key] for text in typed if text not in facts.items and (key := item_key(text)) in facts.items
    }
    return replace(facts, items=facts.items | also)


def _is_later(key: str, round_: int) -> bool:
    """Of a round after the one that is judged: nothing is known about it now."""
    number = read_item(key)
    return number is not None and number.round > round_


def blank_facts(rulebook: Rulebook, rounds: Iterable[Round]) -> Facts:
    """The machine sheets before anybody has returned anything: every row provisional, every responsible unit silent."""
    numbers = [round_.number for round_ in rounds]
    responsible = {unit for veto in rulebook.vetoes for unit in rulebook.members(veto.members)}
    claims: Rows = {ROUND_KEY: {"stated": max(numbers, default=0)}, SILENT_KEY: {"stated": len(responsible)}}
    for indicator in rulebook.indicators:
        claims[indicator.id] = {
            "level": Level.UNASSESSED.label,
            "cap": rulebook.scale.points(indicator.full),
            "evidence": 0,
            "provisional": 1,
        }
    missing: dict[str, Cell] = {"status": ReturnStatus.MISSING.label, "count": 0}
    states = {
        return_key(round_.number, unit.id): missing | {"issued": round_.issued}
        for round_ in rounds
        for unit in rulebook.units
    }
    return Facts(claims, states)


def _claims(rulebook: Rulebook, assessment: Assessment) -> Rows:
    silent = {unit for veto in assessment.vetoes for unit in veto.silent}
    scale = rulebook.scale
    rows: Rows = {ROUND_KEY: {"stated": assessment.round}, SILENT_KEY: {"stated": len(silent)}}
    for result in assessment.indicators:
        rows[result.indicator] = {
            "level": result.level.label, "stated": _points(scale, result.stated), "cap": _points(scale, result.cap),
            "claimed": _points(scale, result.figures.claimed),
            "evidence": sum(row.evidence for row in result.units.values()), "provisional": int(result.provisional),
        }  # fmt: skip
    for result in assessment.indicators:
        for unit, row in result.units.items():
            rows[answer_key(unit, result.indicator)] = {
                "level": row.level.label, "stated": _points(scale, row.stated),
                "evidence": row.evidence if row.spoke or row.evidence else None,
                "statement": row.statement,
            }  # fmt: skip
    return rows


def _points(scale: Scale, steps: int | None) -> Cell:
    return None if steps is None else scale.points(steps)


def _returns(states: Sequence[State]) -> Rows:
    return {return_key(state.round, state.unit): _return(state) for state in states}


def _return(state: State) -> dict[str, Cell]:
    others = [file for file in state.files if file != state.used]
    offered = state.files[:RETURN_FILES]
    return {
        "issued": state.issued, "status": state.status.label, "received": state.received, "used": state.used,
        "others": "\n".join(others), "count": len(offered), **{f"file{n}": file for n, file in enumerate(offered, 1)},
    }  # fmt: skip


def _items(rulebook: Rulebook, assessment: Assessment) -> Rows:
    return {
        item.id: {
            "unit": rulebook.unit_by_id[item.unit].name, "indicator": item.indicator, "problem": item.problem,
            "request": item.request, "feedback": _feedback(item.feedback),
            "current": int(item.status is not Status.DONE), "cause": item.cause,
        }
        for item in assessment.items
    }  # fmt: skip


def _feedback(feedback: FeedbackInput | None) -> str:
    if feedback is None:
        return ""
    done = f"完成日期：{feedback.completed:%Y-%m-%d}" if feedback.completed else ""
    proof = f"佐证：{feedback.evidence}" if feedback.evidence else ""
    return "；".join(part for part in (feedback.measure, done, proof) if part)


def _events(rulebook: Rulebook, assessment: Assessment) -> Rows:
    return {
        event_key(event.veto, event.happened_on): {
            "units": "、".join(rulebook.unit_by_id[unit].name for unit in event.units),
            "statement": event.statement,
        }
        for veto in assessment.vetoes
        for event in veto.events
        if event.units
    }


def member_keys(rulebook: Rulebook) -> Mapping[str, tuple[str, str, str]]:
    """Key of every row of 单位审核 → (unit, indicator, role), by unit, then in the order of the rubric."""
    rows = {
        (rulebook.unit_by_id[unit].order, indicator.order): (unit, indicator.id, role.value)
        for indicator in rulebook.indicators
        for unit, role in indicator_roles(rulebook, indicator).items()
    }
    return {answer_key(unit, indicator): (unit, indicator, role) for _, (unit, indicator, role) in sorted(rows.items())}
