"""What does not add up in one unit's return: its rows, materials and negative items, each with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weibao.compute.blanks import blank_findings
from weibao.compute.counts_findings import unit_findings
from weibao.compute.evidence import evidence_issues
from weibao.compute.roles import own_indicators, own_vetoes
from weibao.compute.rows import judge_submission
from weibao.compute.verdict import check_veto

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from weibao.compute.returns import Submission
    from weibao.compute.rows import JudgedRow
    from weibao.compute.settings import Settings
    from weibao.findings import Finding
    from weibao.rulebook.model import Rulebook


def submission_findings(
    rulebook: Rulebook, settings: Settings, submission: Submission, *, as_of: date
) -> tuple[Finding, ...]:
    """The findings of one return, in order; not those that reading the file gave (`Submission.findings`)."""
    judged = judge_submission(submission, own_indicators(rulebook, submission.unit), rulebook.scale)
    return ordered(judged_findings(rulebook, settings, submission, judged, as_of))


def judged_findings(
    rulebook: Rulebook,
    settings: Settings,
    submission: Submission,
    judged: Mapping[str, JudgedRow],
    as_of: date,
) -> Iterator[Finding]:
    """The same where the rows are judged already; in no order."""
    unit, file = submission.unit, submission.file
    for indicator, row in judged.items():
        if row.issue:
            yield row.issue.at(unit=unit, file=file, sheet=row.typed.sheet, cell=row.cell, indicator=indicator)
    types = {type_.id: type_ for type_ in rulebook.material_types}
    window = (settings.evidence_from, settings.evidence_to)
    for item in submission.evidence:
        for issue in evidence_issues(item, judged, types, window, as_of):
            yield issue.at(unit=unit, file=file, sheet=item.sheet, cell=item.cell, indicator=item.indicator)
    vetoes = {veto.id: veto for veto in own_vetoes(rulebook, unit)}
    for answer in submission.vetoes:
        wrong = check_veto(vetoes[answer.veto], answer, as_of) if answer.veto in vetoes else None
        if wrong:
            yield wrong.at(unit=unit, file=file, sheet=answer.sheet, cell=answer.cell, indicator=answer.veto)
    yield from blank_findings(rulebook, submission, judged)
    yield from unit_findings(rulebook, settings, submission, judged)


def ordered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Without repeats, errors first, then by unit and place."""
    return tuple(sorted(set(findings), key=lambda found: (*found.sort_key, found.message)))
