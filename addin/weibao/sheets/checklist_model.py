"""Everything that a checklist shows, computed before the first cell is written.

A cell's value is computed from the same raw values that go into the input cells, so that the cached value of every
formula is the true one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from weibao.compute.deadlines import row_deadline
from weibao.compute.model import Role, Round
from weibao.compute.roles import own_indicators, own_vetoes
from weibao.compute.settings import Settings
from weibao.compute.verdict import veto_window
from weibao.functions import blocks, printing
from weibao.functions.cells import Cell, compact
from weibao.functions.states import RowCells, RowState, Value, number, row_state
from weibao.functions.table_states import (
    EvidenceCells,
    EvidenceState,
    FeedbackState,
    VetoCells,
    VetoState,
    evidence_state,
    feedback_state,
    veto_state,
)
from weibao.rulebook.model import Indicator, Rulebook, Unit, Veto
from weibao.sheets.book import storable
from weibao.sheets.checklist_counts_model import CountLine, count_lines
from weibao.sheets.layout import EVIDENCE, FEEDBACK
from weibao.sheets.prefill import FeedbackPrefill, Prefill, Raw, RowPrefill, VetoPrefill
from weibao.workdays import WorkCalendar

# A longer list of 责任单位 is shown in the plan's own collective words.
LONGEST_UNITS = 60


def cell_value(raw: Raw) -> Cell:
    """A raw value as a cell holds it; what is computed from it agrees with what stands there."""
    if isinstance(raw, str):
        return storable(raw)
    return number(raw) if isinstance(raw, Decimal) else raw


def names_of(rulebook: Rulebook, listed: Sequence[str]) -> str:
    """Unit and group ids as a list of names."""
    group = {rulebook.group.id: rulebook.group.name} if rulebook.group else {}
    return "、".join(group.get(key) or rulebook.unit_by_id[key].name for key in listed)


@dataclass(frozen=True)
class IndicatorRow:
    """A row of 指标清单. `lines_to` is the last line of its text on the attached page, counted over all rows so far."""

    indicator: Indicator
    role: Role
    cells: RowCells
    state: RowState
    deadline: date | None
    prefill: RowPrefill
    lines: int
    lines_to: int


@dataclass(frozen=True)
class EvidenceRow:
    """A row of 佐证材料."""

    cells: EvidenceCells
    state: EvidenceState


@dataclass(frozen=True)
class VetoRow:
    """A row of 负面清单."""

    veto: Veto
    units: str
    cells: VetoCells
    state: VetoState


@dataclass(frozen=True)
class FeedbackRow:
    """A row of 整改反馈; `prefill` is None for a spare row."""

    prefill: FeedbackPrefill | None
    state: FeedbackState


@dataclass(frozen=True)
class Checklist:
    """One unit's checklist of one round."""

    rulebook: Rulebook
    settings: Settings
    unit: Unit
    round: Round
    calendar: WorkCalendar
    as_of: date
    pinned: bool
    prefill: Prefill

    @property
    def round_name(self) -> str:
        """第1轮: what the named cell `round` shows."""
        return f"第{self.round.number}轮"

    @property
    def step(self) -> Decimal:
        return self.rulebook.scale.points(1)

    @cached_property
    def window(self) -> tuple[date, date]:
        """The veto window."""
        return veto_window(self.settings.application_date, self.rulebook.veto_years)

    @cached_property
    def evidence(self) -> tuple[EvidenceRow, ...]:
        """All rows of 佐证材料, the blank ones too."""
        ids = {indicator.id.lower() for indicator, _role in self.own}
        types = {compact(kind.name).lower(): kind.numbered for kind in self.rulebook.material_types}
        window = (self.settings.evidence_from, self.settings.evidence_to)
        blank = EvidenceCells(*[None] * len(EvidenceCells._fields))
        spare = EvidenceRow(blank, evidence_state(blank, ids=ids, types=types, today=self.as_of, window=window))
        rows = []
        for item in self.prefill.evidence:
            raws = (item.indicator, item.title, item.doc_no, item.dated, item.type, item.location, item.note)
            cells = EvidenceCells(*map(cell_value, raws))
            state = evidence_state(cells, ids=ids, types=types, today=self.as_of, window=window)
            rows.append(EvidenceRow(cells, state))
        return tuple(rows + [spare] * (EVIDENCE.rows - len(rows)))

    @cached_property
    def own(self) -> tuple[tuple[Indicator, Role], ...]:
        """The unit's indicators and its role in each."""
        return own_indicators(self.rulebook, self.unit.id)

    @cached_property
    def rows(self) -> tuple[IndicatorRow, ...]:
        """The rows of 指标清单."""
        counted = [row.state.counted.lower() for row in self.evidence]
        standard = row_deadline(self.rulebook)
        rows: list[IndicatorRow] = []
        for indicator, role in self.own:
            typed = self.prefill.rows.get(indicator.id, RowPrefill())
            deadline = typed.deadline or standard
            cells = RowCells(
                number(self.rulebook.scale.points(indicator.full)), role.value,
                names_of(self.rulebook, indicator.lead), cell_value(typed.level), cell_value(typed.score),
                cell_value(typed.statement), deadline,
            )  # fmt: skip
            state = row_state(
                cells, step=self.step, evidence=counted.count(indicator.id.lower()), today=self.as_of,
                warn_days=self.settings.deadline_warn_days,
            )  # fmt: skip
            lines = printing.lines(state.length)
            before = rows[-1].lines_to if rows else 0
            rows.append(IndicatorRow(indicator, role, cells, state, deadline, typed, lines, before + lines))
        return tuple(rows)

    @cached_property
    def vetoes(self) -> tuple[VetoRow, ...]:
        """The rows of 负面清单: the items that the unit is responsible for."""
        rows = []
        for veto in own_vetoes(self.rulebook, self.unit.id):
            typed = self.prefill.vetoes.get(veto.id, VetoPrefill())
            cells = VetoCells(*map(cell_value, (typed.happened, typed.happened_on, typed.statement)))
            state = veto_state(cells, dated=veto.dated, today=self.as_of, window=self.window)
            names = names_of(self.rulebook, veto.members)
            written = "".join(veto.units_as_written.split())
            rows.append(VetoRow(veto, names if len(names) <= LONGEST_UNITS else written, cells, state))
        return tuple(rows)

    @cached_property
    def feedback(self) -> tuple[FeedbackRow, ...]:
        """All rows of 整改反馈, the spare ones too."""
        filled = [FeedbackRow(item, self._feedback(item)) for item in self.prefill.feedback]
        return tuple(filled + [FeedbackRow(None, FeedbackState("", "", ""))] * (FEEDBACK.rows - len(filled)))

    @cached_property
    def counts(self) -> tuple[CountLine, ...]:
        """The rows of 量化情况."""
        return count_lines(self, cell_value)

    def _feedback(self, item: FeedbackPrefill) -> FeedbackState:
        warn = self.settings.item_warn_days
        return feedback_state(item.item, item.due, cell_value(item.completed), today=self.as_of, warn_days=warn)

    @cached_property
    def totals(self) -> tuple[Value, Value, Value, Value]:
        """已得分, 可能得分, 未完成项, and the note on the return date."""
        frame: list[Cell] = [None] * (len(RowCells._fields) + 2)
        rows = [[*row.cells, row.state.points, row.state.status] for row in self.rows]
        days = [[day] for day in self.calendar.sorted_days_off]
        first, last = self.calendar.first, self.calendar.last
        result = blocks.totals([frame, *rows, frame], self.round.due, self.as_of, days, first, last)
        earned, possible, unfinished, note = ("" if value is None else value for (value,) in result)
        return earned, possible, unfinished, note
