"""The unit's checklist: one .xlsx per unit and round, without macros, that computes in any spreadsheet program."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from weibao.compute.model import Round
from weibao.compute.roles import own_indicators
from weibao.compute.settings import Settings
from weibao.rulebook.model import Rulebook
from weibao.sheets.attached_sheet import write_attached
from weibao.sheets.checklist_calc import write_calc
from weibao.sheets.checklist_counts import write_counts
from weibao.sheets.checklist_counts_calc import write_count_calc
from weibao.sheets.checklist_guide import write_guide
from weibao.sheets.checklist_meta import write_calendar, write_meta
from weibao.sheets.checklist_model import Checklist
from weibao.sheets.checklist_rows import write_rows
from weibao.sheets.checklist_sheet import unit_workbook
from weibao.sheets.checklist_tables import write_evidence, write_feedback, write_vetoes
from weibao.sheets.layout import INDICATORS
from weibao.sheets.prefill import Prefill
from weibao.sheets.print_sheet import write_print
from weibao.workdays import WorkCalendar

# Signs that Windows does not allow in a folder's name.
_FORBIDDEN = str.maketrans('\\/:*?"<>|', "＼／：＊？＂＜＞｜")


def write_checklist(
    path: Path,
    rulebook: Rulebook,
    settings: Settings,
    unit_id: str,
    round: Round,  # noqa: A002 - the campaign's word
    calendar: WorkCalendar,
    *,
    as_of: date,
    pinned: bool = False,
    prefill: Prefill | None = None,
) -> None:
    """Write the checklist of one unit and round; the same arguments give the same bytes.

    Cached values are the true ones on `as_of`; `pinned` writes that day into the as-of cell, which otherwise stays
    empty and means today. Raises KeyError for an unknown unit, OSError where the file cannot be written.
    """
    unit = rulebook.unit_by_id[unit_id]
    checklist = Checklist(rulebook, settings, unit, round, calendar, as_of, pinned, prefill or Prefill())
    with unit_workbook(path, checklist, INDICATORS.sheet) as writer:
        for write in (
            write_guide, write_rows, write_evidence, write_counts, write_vetoes, write_feedback, write_print,
            write_attached, write_meta, write_calendar, write_calc, write_count_calc,
        ):  # fmt: skip
            write(writer)


def folder_names(rulebook: Rulebook, unit_id: str) -> tuple[str, ...]:
    """The unit's evidence sub-folders, one per indicator of its own, such as "I22 平安校园"."""
    return tuple(
        f"{indicator.id} {indicator.title}".translate(_FORBIDDEN)
        for indicator, _role in own_indicators(rulebook, unit_id)
    )
