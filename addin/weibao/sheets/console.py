"""总台账.xlsx: the office's overview, output only, rebuilt from the assessment at every run.

All tables come from the tidy frames. The same inputs and `created` give the same bytes.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from weibao.atomic import replace_file
from weibao.compute.phase_calendar import phase_calendar
from weibao.rulebook import load_calendar
from weibao.sheets.book import Book
from weibao.sheets.console_about import about, ranked_units
from weibao.sheets.console_annual import NAME as ANNUAL
from weibao.sheets.console_annual import write_annual_matrix
from weibao.sheets.console_counts import NAME as COUNTS
from weibao.sheets.console_counts import write_count_matrix
from weibao.sheets.console_head import OVERVIEW
from weibao.sheets.console_inspections import NAME as INSPECTIONS
from weibao.sheets.console_inspections import write_inspections
from weibao.sheets.console_matrix import NAME as MATRIX
from weibao.sheets.console_matrix import write_matrix
from weibao.sheets.console_natives import CHARTS, DATA, charted, write_natives
from weibao.sheets.console_overview import write_overview
from weibao.sheets.console_phases import NAME as PHASES
from weibao.sheets.console_phases import write_phases
from weibao.sheets.console_tables import INDICATORS, OTHERS, UNITS
from weibao.sheets.console_write import write_table
from weibao.sheets.frame_proofs import NOT_CHECKED
from weibao.sheets.frames import as_listed, frames
from weibao.sheets.sheet_digests import sheet_digests

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from weibao.compute.annual import AnnualYear
    from weibao.compute.model import Assessment, ReturnState, Submission
    from weibao.compute.office import Round
    from weibao.compute.proof_check import ProofResult
    from weibao.compute.settings import Settings
    from weibao.native import Native
    from weibao.rulebook.model import Rulebook
    from weibao.sheets.frames import Tables
    from weibao.workdays import WorkCalendar

SHEETS = (
    OVERVIEW, PHASES, INDICATORS.name, UNITS.name, MATRIX, COUNTS, INSPECTIONS, ANNUAL,
    *(spec.name for spec in OTHERS),
)  # fmt: skip


def write_console(
    path: Path,
    rulebook: Rulebook,
    settings: Settings,
    assessment: Assessment,
    submissions: Mapping[str, Submission],
    returns: Sequence[ReturnState],
    *,
    created: date,
    proofs: ProofResult = NOT_CHECKED,
    rounds: Sequence[Round] = (),
    calendar: WorkCalendar | None = None,
    annual: AnnualYear | None = None,
    pictures: Sequence[tuple[str, Native]] = (),
    tables: Tables | None = None,
) -> dict[str, str]:
    """Write 总台账 to `path` in one step. `submissions` (by unit id) and `returns` are of the assessed round, so is
    what checking the evidence gave (`proofs`). `rounds` are those of 轮次; `calendar`: the published one, if none.
    `annual` is the last 年度工作情况. `pictures` are the charts and tables of 图表, each with its title; without any
    there is no such sheet. `tables` are the tidy frames of all that, where they are made already. `created` becomes the
    workbook's date, so that no clock gets into it. Returns a digest of what each sheet shows, by its name.
    Raises OSError where the file is in use.
    """
    from weibao.sheets.xlsx import new_workbook

    tables = as_listed(tables or frames(rulebook, assessment, submissions, returns, proofs), rulebook, assessment)
    title = f"{rulebook.title}工作总台账"
    with (
        replace_file(path) as temporary,
        new_workbook(temporary, created, title=title, company=settings.office) as workbook,
    ):
        book = Book(workbook, footer=f"{title}　基准日 {assessment.as_of.isoformat()}")
        sheets = (*SHEETS[1:], CHARTS, DATA) if pictures else SHEETS[1:]
        write_overview(book, rulebook, settings, assessment, tables, sheets)
        days = calendar or load_calendar()
        came = (*returns, *(annual.returns if annual else ()))
        lines = phase_calendar(rulebook, settings, days, assessment, rounds=rounds, returns=came)
        write_phases(book, lines, assessment.as_of)
        units, unit_table = ranked_units(UNITS, tables["units"]) if settings.rank_units else (UNITS, tables["units"])
        write_table(book, INDICATORS, tables["indicators"], about("indicators", tables, assessment))
        write_table(book, units, unit_table, about("units", tables, assessment))
        write_matrix(book, tables)
        write_count_matrix(book, rulebook, assessment)
        write_inspections(book, rulebook, assessment)
        write_annual_matrix(book, rulebook, annual)
        for spec in OTHERS:
            write_table(book, spec, tables[spec.frame], about(spec.frame, tables, assessment))
        if pictures:
            write_natives(book, pictures)
        return sheet_digests(book, {CHARTS: charted(pictures)})
