"""The computed columns of 会议台账 and 议定事项."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weibao.compute.meeting_steps import asked_of, limits_of
from weibao.functions import meeting_rows, meetings
from weibao.functions.meeting_functions import DECISIONS, MEETINGS
from weibao.functions.meeting_rows import MeetingAnswer, MeetingCells, MeetingRefs
from weibao.functions.meetings import DecisionAnswer, DecisionCells, DecisionRefs, MeetingList
from weibao.sheets.layout import LEDGER_NAMES as N
from weibao.sheets.layout import MEETINGS as TABLE
from weibao.sheets.ledger_formulas import block_columns, cells_of

if TYPE_CHECKING:
    from weibao.rulebook.model import Rulebook
    from weibao.sheets.ledger_formulas import Refs, Row, Scene

_NAMES, _CODES = (f"INDEX({N['meeting_kinds']},0,{column})" for column in (1, 2))
_SHARED = meeting_rows.Shared(_NAMES, _CODES, N["today"], N["minutes_days"], N["issue_days"], N["item_warn_days"])
_MEETINGS = MeetingList(TABLE.span("id"), TABLE.span("kind"), _NAMES, _CODES)


def meeting_codes(rulebook: Rulebook) -> dict[str, int]:
    """What the rules ask of each kind of meeting, by its name as it is compared."""
    return meeting_rows.kind_codes({f"{kind.body}{kind.name}": int(asked_of(kind)) for kind in rulebook.meetings})


def _meeting(row: Row, scene: Scene) -> MeetingAnswer:
    cells = MeetingCells._make(cells_of(row, *MeetingCells._fields))
    limits = limits_of(scene.settings)
    return meeting_rows.meeting_answer(cells, kinds=meeting_codes(scene.rulebook), today=scene.today, limits=limits)


def _decision(row: Row, scene: Scene) -> DecisionAnswer:
    cells = DecisionCells._make(cells_of(row, *DecisionCells._fields))
    reports = meetings.reported_meetings(scene.meetings, meeting_codes(scene.rulebook))
    return meetings.decision_answer(cells, today=scene.today, warn_days=scene.settings.item_warn_days, reports=reports)


def _meeting_refs(refs: Refs) -> MeetingRefs:
    return MeetingRefs._make(refs(key) for key in MeetingCells._fields)


def _decision_refs(refs: Refs) -> DecisionRefs:
    return DecisionRefs._make(refs(key) for key in DecisionCells._fields)


MEETING_COLUMNS = block_columns(
    "meetings", MeetingAnswer._fields, MEETINGS, lambda native, refs: native(_meeting_refs(refs), _SHARED), _meeting
)
DECISION_COLUMNS = block_columns(
    "decisions", DecisionAnswer._fields, DECISIONS,
    lambda native, refs: native(_decision_refs(refs), N["today"], N["item_warn_days"], _MEETINGS), _decision,
)  # fmt: skip
