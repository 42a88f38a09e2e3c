"""The computed columns of 收文登记."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weibao.functions import incoming
from weibao.functions.incoming import IncomingAnswer, IncomingCells
from weibao.functions.office_functions import INCOMING
from weibao.sheets.layout import LEDGER_NAMES as N
from weibao.sheets.ledger_formulas import block_columns, cells_of

if TYPE_CHECKING:
    from weibao.sheets.ledger_formulas import Refs, Row, Scene


def _state(row: Row, scene: Scene) -> IncomingAnswer:
    cells = IncomingCells._make(cells_of(row, *IncomingCells._fields))
    return incoming.incoming_answer(cells, today=scene.today, warn_days=scene.settings.item_warn_days)


def _refs(refs: Refs) -> incoming.Refs:
    return incoming.Refs._make(refs(key) for key in IncomingCells._fields)


INCOMING_COLUMNS = block_columns(
    "incoming", IncomingAnswer._fields, INCOMING,
    lambda native, refs: native(_refs(refs), N["today"], N["item_warn_days"]), _state,
)  # fmt: skip
