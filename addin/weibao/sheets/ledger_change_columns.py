"""The computed columns of 成员变动."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weibao.compute.member_states import post_names
from weibao.functions import changes
from weibao.functions.change_functions import CHANGES
from weibao.functions.changes import ChangeAnswer, ChangeCells, ChangeRefs
from weibao.functions.gone_numbers import Register, gone_numbers
from weibao.sheets.layout import LEDGER_NAMES as N
from weibao.sheets.layout import REGISTER
from weibao.sheets.ledger_formulas import block_columns, cells_of, framed_column

if TYPE_CHECKING:
    from weibao.sheets.ledger_formulas import Refs, Row, Scene

_SHARED = changes.Shared(
    f"INDEX({N['posts']},0,1)", f"INDEX({N['posts']},0,2)", N["today"], N["member_days"], N["item_warn_days"],
    N["days_off"], N["calendar_first"], N["calendar_last"],
    Register(*(framed_column(REGISTER, key, REGISTER.last_row()) for key in ("doc_no", "state"))),
)  # fmt: skip


def _change(row: Row, scene: Scene) -> ChangeAnswer:
    return changes.change_answer(
        ChangeCells._make(cells_of(row, *ChangeCells._fields)),
        posts=changes.post_codes(post_names(scene.rulebook)),
        today=scene.today, days=scene.settings.member_days, warn_days=scene.settings.item_warn_days,
        calendar=scene.calendar, gone=gone_numbers(scene.register),
    )  # fmt: skip


def _refs(refs: Refs) -> ChangeRefs:
    return ChangeRefs._make(refs(key) for key in ChangeCells._fields)


CHANGE_COLUMNS = block_columns(
    "changes", ChangeAnswer._fields, CHANGES, lambda native, refs: native(_refs(refs), _SHARED), _change
)
