"""Checks of what is claimed: levels without proof, figures that differ, shares alone, negative items, the office's own
meetings and supervision.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from weibao.compute.proof_files import unit_of
from weibao.compute.proof_notes import CHECK_OF, CODES
from weibao.compute.proof_texts import figures_in
from weibao.compute.roles import own_vetoes
from weibao.compute.terms import Level
from weibao.findings import Severity, finding
from weibao.texts import FINDINGS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from weibao.compute.proof_records import Proofs
    from weibao.findings import Finding

_SHARE: Final = re.compile(r"\d+(?:\.\d+)?\s*[%％]|百分之")
_BASE: Final = re.compile(r"(?<![\d.])\d{1,7}(?![\d.]|\s*[%％年月日号])")
_MOST: Final = 4  # values of a figure that a finding names


def claim_findings(proofs: Proofs) -> Iterator[Finding]:
    """E11 (the office's meetings), E12 (answers), E16, E17, E25, E27, E33 (no material), E35."""
    yield from _statements(proofs)
    yield from _figures(proofs)
    yield from _answers(proofs)
    yield from _supervised(proofs)
    yield from _zero_reports(proofs)
    yield from _minutes(proofs)


def _statements(proofs: Proofs) -> Iterator[Finding]:
    shares = {item.indicator for item in proofs.rulebook.requirements if item.unit == "%"}
    listed = proofs.by_row()
    for unit, submission in proofs.submissions.items():
        for row in submission.rows:
            place = {
                "unit": unit, "file": submission.file, "sheet": row.sheet, "cell": row.level_cell,
                "indicator": row.indicator,
            }  # fmt: skip
            if row.level in (Level.MET, Level.PARTIAL) and (unit, row.indicator) not in listed:
                yield finding("proof-claim-bare", **place, level=row.level.label)
            if row.indicator in shares and _SHARE.search(row.statement) and len(_BASE.findall(row.statement)) < 2:
                yield finding("proof-share-alone", **place)


def _figures(proofs: Proofs) -> Iterator[Finding]:
    """The same total with different values: of one unit in its own papers, of the county in all papers."""
    nouns = {figure.id: figure.words for figure in proofs.rules.figures}
    titles = {figure.id: figure.title for figure in proofs.rules.figures}
    said: defaultdict[tuple[str, str], defaultdict[int, dict[str, None]]] = defaultdict(lambda: defaultdict(dict))
    for unit, submission in proofs.submissions.items():
        for row in submission.rows:
            for key, whole, value in figures_in("".join(row.statement.split()), nouns):
                said["" if whole else unit, key][value].setdefault(f"{submission.file} {row.indicator}")
    for facts in proofs.files.values():
        for key, whole, value in facts.figures:
            owner = "" if whole else unit_of(proofs, facts.path)
            if key in titles and (whole or owner):
                said[owner, key][value].setdefault(facts.path)
    for (unit, key), values in said.items():
        if len(values) > 1:
            shown = "；".join(f"{value}（{next(iter(places))}）" for value, places in sorted(values.items())[:_MOST])
            yield finding("proof-figures", unit=unit, title=titles[key], values=shown)


def _answers(proofs: Proofs) -> Iterator[Finding]:
    """One answer for several matters, and one that was ready before the matter was given."""
    opened = {item.id: item.listed_on for item in proofs.assessment.items}
    for unit, submission in proofs.submissions.items():
        used: defaultdict[str, list[str]] = defaultdict(list)
        for row in submission.feedback:
            place = {"unit": unit, "file": submission.file, "sheet": row.sheet, "cell": row.cell}
            if row.evidence.strip():
                used["".join(row.evidence.split())].append(row.item)
            day = opened.get(row.item)
            if row.completed and day and row.completed < day:
                yield finding(
                    "proof-feedback-early", **place, item=row.item, found=row.completed.isoformat(), day=day.isoformat()
                )
        for items in used.values():
            if len(items) > 1:
                yield finding("proof-one-reply", unit=unit, file=submission.file, items="、".join(items))


def _supervised(proofs: Proofs) -> Iterator[Finding]:
    for item in proofs.assessment.items:
        if item.asked and item.limit and item.limit < proofs.as_of:
            yield finding(
                "proof-overdue", unit=item.unit, indicator=item.indicator, item=item.id, due=item.limit.isoformat()
            )


def _zero_reports(proofs: Proofs) -> Iterator[Finding]:
    """Units that returned and left a negative item of theirs unanswered."""
    for unit, submission in proofs.submissions.items():
        said = {row.veto for row in submission.vetoes if row.happened is not None}
        open_ = [veto.id for veto in own_vetoes(proofs.rulebook, unit) if veto.id not in said]
        if open_:
            yield finding("proof-zero-missing", unit=unit, file=submission.file, vetoes="、".join(open_))


def _minutes(proofs: Proofs) -> Iterator[Finding]:
    """The office's own meetings: held, written up, and not signed; or signed before they were held."""
    for meeting in proofs.office.meetings:
        if meeting.held_on is None or meeting.held_on > proofs.as_of or not meeting.content:
            continue
        name = meeting.title or meeting.id
        if not meeting.approver or meeting.approved_on is None:
            yield finding("proof-minutes-unsigned", sheet="会议台账", title=name)
        elif meeting.approved_on < meeting.held_on:
            yield finding(
                "proof-order", sheet="会议台账", title=name, first="会议", day=meeting.held_on.isoformat(),
                second="签批", found=meeting.approved_on.isoformat(),
            )  # fmt: skip


def said_elsewhere(proofs: Proofs) -> Iterator[Finding]:
    """Findings of the assessment that belong to one of the checks."""
    own = {code for codes in CODES.values() for code in codes}
    return (item for item in proofs.assessment.findings if item.code in own)


def open_claims(proofs: Proofs, found: Iterable[Finding]) -> Iterator[Finding]:
    """E33: rows that claim everything while a material of theirs has a finding of weight."""
    titles = {check.id: check.title for check in proofs.rules.checks}
    weighty: defaultdict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
    for item in found:
        check = CHECK_OF.get(item.code, "")
        if item.severity is not Severity.INFO and item.indicator and check != "E33":
            # What belongs to no check (a file that is not where the row says) is called by its own name, and first.
            weighty[item.unit, item.indicator].add((check, titles.get(check) or FINDINGS[item.code].title))
    for unit, submission in proofs.submissions.items():
        for row in submission.rows:
            checks = weighty.get((unit, row.indicator))
            if row.level is Level.MET and checks:
                yield finding(
                    "proof-claim-open", unit=unit, file=submission.file, sheet=row.sheet, cell=row.level_cell,
                    indicator=row.indicator, checks="；".join(title for _, title in sorted(checks)),
                )  # fmt: skip
