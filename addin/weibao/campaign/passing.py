"""What a run finds that the next may not: what is so for the moment only (on Windows no file shows that it has passed),
and what has changed since the last run, which only the run that sees it can tell.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from weibao.campaign.situation import with_findings
from weibao.texts_intake import BARRED, TROUBLED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from weibao.campaign.situation import Situation
    from weibao.findings import Finding

_CODES: Final = frozenset({
    "as-of-ahead", "draft-open", "draft-read-only", "file-not-hashed", "file-not-hashed-new", "file-reading-kept",
    "file-stopped", "folder-unreadable", "ledger-open", "ledger-read-only", "output-open", "output-read-only",
    "paper-file-unreadable",
})  # fmt: skip
_ONCE: Final = frozenset({
    "history-missing", "ledger-settings-new", "output-touched", "return-exchanged", "return-gone", "return-lost",
    "return-replaced", "return-spoilt", "return-spoilt-other",
})  # fmt: skip
_OF_THE_COMMAND: Final = frozenset({"as-of-ahead", "as-of-early"})


def is_passing(found: Finding) -> bool:
    """Whether the next run may find it otherwise though every file is the same: somebody has a file open, a share was
    away, the machine had no memory.
    """
    return found.code in _CODES or BARRED in found.message or TROUBLED in found.message


def said_again(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Those that the next run tells again where nothing changes."""
    return tuple(found for found in findings if found.code not in _ONCE)


def lasting(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Those of them that are of the campaign, not of the command itself."""
    return tuple(found for found in said_again(findings) if found.code not in _OF_THE_COMMAND)


def parted(situation: Situation) -> tuple[Situation, tuple[Finding, ...]]:
    """The situation as the next run finds it where nothing changes, and what only this run can tell.

    That is said to people, but written nowhere: the next run would have to write all of it again to be rid of it.
    """
    assessment = situation.assessment
    kept = lasting(assessment.findings)
    once = tuple(found for found in assessment.findings if found not in kept)
    if once:
        situation = replace(situation, assessment=with_findings(replace(assessment, findings=kept), ()))
    return situation, once
