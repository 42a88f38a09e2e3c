"""The computed columns of 工作制度."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weibao.compute.work import report_days
from weibao.functions import work
from weibao.functions.work import WorkAnswer, WorkCells, WorkRefs, work_answer
from weibao.functions.work_functions import WORK
from weibao.sheets.layout import LEDGER_NAMES as N
from weibao.sheets.ledger_formulas import block_columns, cells_of

if TYPE_CHECKING:
    from weibao.rulebook.model import Rulebook
    from weibao.sheets.ledger_formulas import Refs, Row, Scene


def must_report(rulebook: Rulebook) -> str:
    """The systems of which every piece of work needs a paper, as the block takes them."""
    return work.listed([item.name.removesuffix("制度") for item in rulebook.work_systems if item.must])


def _work(row: Row, scene: Scene) -> WorkAnswer:
    return work_answer(
        WorkCells._make(cells_of(row, *WorkCells._fields)), today=scene.today,
        report_days=report_days(scene.settings), must=must_report(scene.rulebook),
        warn_days=scene.settings.item_warn_days,
    )  # fmt: skip


def _refs(refs: Refs) -> WorkRefs:
    return WorkRefs._make(refs(key) for key in WorkRefs._fields)


WORK_COLUMNS = block_columns(
    "work", WorkAnswer._fields, WORK,
    lambda native, refs: native(
        _refs(refs), N["today"], N["work_report_days"], N["work_must"], N["item_warn_days"]
    ),
    _work,
)  # fmt: skip
