"""Cells of a return that must not stay blank: a claimant's 完成情况, 有无发生 of every negative item, a year's answers.

What is blank counts as 未评 or 未作答 and never as 无; here it only becomes something that the unit is told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from weibao.compute.roles import own_vetoes
from weibao.findings import finding, some

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from weibao.compute.returns import Submission
    from weibao.compute.rows import JudgedRow
    from weibao.findings import Finding
    from weibao.rulebook.model import Rulebook

# So many cells are named in a finding; the marked copy shows all.
_NAMED: Final = 20
LEVELS: Final = "levels-blank"
VETOES: Final = "vetoes-blank"
ANNUAL: Final = "annual-blank"
_ONE: Final = {LEVELS: "level-blank", VETOES: "veto-blank", ANNUAL: "annual-cell-blank"}


class Blank(NamedTuple):
    """A blank cell, and the indicator or negative item that it belongs to."""

    sheet: str
    cell: str
    code: str


def blank_levels(judged: Mapping[str, JudgedRow]) -> tuple[Blank, ...]:
    """The rows that the unit claims points for and says nothing about; a row that is not in the sheet is told of as
    missing, one that could not be understood as unreadable.
    """
    return tuple(
        Blank(row.typed.sheet, row.typed.level_cell, code)
        for code, row in judged.items()
        if row.row.role.claims and row.typed.level_cell and not row.row.spoke and not row.void and not row.issue
    )


def blank_vetoes(rulebook: Rulebook, submission: Submission) -> tuple[Blank, ...]:
    """The negative items without 有 or 无; one with a date or a statement beside it is told of on its own."""
    own = {veto.id for veto in own_vetoes(rulebook, submission.unit)}
    said = {answer.veto for answer in submission.vetoes if answer.happened is not None or answer.unreadable}
    said |= {answer.veto for answer in submission.vetoes if answer.happened_on or answer.statement.strip()}
    blank = (item for item in submission.vetoes if item.veto in own - said and item.cell)
    return tuple(Blank(item.sheet, item.cell, item.veto) for item in blank)


def blank_answers(submission: Submission) -> tuple[Blank, ...]:
    """What the unit was asked about its year and left open."""
    blank = (item for item in submission.annual if item.blank and item.cell)
    return tuple(Blank(item.sheet, item.cell, "") for item in blank)


def blank_findings(rulebook: Rulebook, submission: Submission, judged: Mapping[str, JudgedRow]) -> Iterator[Finding]:
    """One finding per sheet; it stands in the cell, where there is one only."""
    for code, blanks in ((LEVELS, blank_levels(judged)), (VETOES, blank_vetoes(rulebook, submission))):
        if blanks:
            cells = some([f"{item.cell}（{item.code}）" for item in blanks], _NAMED)
            yield finding(
                code, unit=submission.unit, file=submission.file, sheet=blanks[0].sheet,
                cell=blanks[0].cell if len(blanks) == 1 else "", count=len(blanks), cells=cells,
            )  # fmt: skip


def cell_by_cell(
    rulebook: Rulebook, submission: Submission, judged: Mapping[str, JudgedRow], found: Finding
) -> tuple[Finding, ...]:
    """The finding for a copy in which every cell is marked; any other finding stays as it is."""
    if found.code not in _ONE:
        return (found,)
    if found.code == ANNUAL:
        blanks = blank_answers(submission)
    else:
        blanks = blank_levels(judged) if found.code == LEVELS else blank_vetoes(rulebook, submission)
    return tuple(
        finding(
            _ONE[found.code], unit=found.unit, file=found.file, sheet=item.sheet, cell=item.cell, indicator=item.code
        )
        for item in blanks
    )
