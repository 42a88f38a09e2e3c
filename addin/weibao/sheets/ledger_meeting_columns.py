"""The computed columns of 会议台账 and 议定事项."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weibao.compute.meeting_duties import minutes_days
from weibao.functions import meetings
from weibao.functions.meeting_functions import DECISIONS, MEETINGS
from weibao.functions.meetings import DecisionAnswer, DecisionCells, MeetingCells
from weibao.sheets.layout import LEDGER_NAMES as N
from weibao.sheets.ledger_formulas import block_columns, cells_of

if TYPE_CHECKING:
    from weibao.sheets.ledger_formulas import Refs, Row, Scene


def _meeting(row: Row, scene: Scene) -> tuple[str]:
    cells = MeetingCells._make(cells_of(row, *MeetingCells._fields))
    return (meetings.meeting_answer(cells, today=scene.today, minutes_days=minutes_days(scene.settings)),)


def _decision(row: Row, scene: Scene) -> DecisionAnswer:
    cells = DecisionCells._make(cells_of(row, *DecisionCells._fields))
    return meetings.decision_answer(cells, today=scene.today, warn_days=scene.settings.item_warn_days)


def _meeting_refs(refs: Refs) -> meetings.MeetingRefs:
    return meetings.MeetingRefs._make(refs(key) for key in MeetingCells._fields)


def _decision_refs(refs: Refs) -> meetings.DecisionRefs:
    return meetings.DecisionRefs._make(refs(key) for key in DecisionCells._fields)


MEETING_COLUMNS = block_columns(
    "meetings", ("status",), MEETINGS,
    lambda native, refs: native(_meeting_refs(refs), N["today"], N["minutes_days"]), _meeting,
)  # fmt: skip
DECISION_COLUMNS = block_columns(
    "decisions", DecisionAnswer._fields, DECISIONS,
    lambda native, refs: native(_decision_refs(refs), N["today"], N["item_warn_days"]), _decision,
)  # fmt: skip
