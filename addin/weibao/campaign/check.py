"""`check FILE…`: read single returned workbooks and list what does not add up, without a campaign's other files.

What only the campaign knows (which checklist was issued to whom, whether two files differ) is `collect`'s to say.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from weibao.campaign.folder import Campaign
from weibao.campaign.grounds import read_grounds
from weibao.campaign.identity import conflict
from weibao.compute.checks import ordered, submission_findings
from weibao.compute.settings import Settings
from weibao.errors import CampaignError
from weibao.findings import Finding, finding
from weibao.rulebook import load_rulebook
from weibao.rulebook.model import Rulebook


def check_files(files: Sequence[Path], root: Path | None, *, as_of: date) -> tuple[Rulebook, tuple[Finding, ...]]:
    """Findings of each file, in order, by the campaign's rulebook or the built-in one.

    Raises CampaignError for a file that is not there, before any is read.
    """
    for path in files:
        if not path.is_file():
            raise CampaignError(f"找不到文件“{path}”。请检查文件名。")
    if root:
        grounds = read_grounds(Campaign.open(root))
        rulebook, settings = grounds.rulebook, grounds.settings
    else:
        rulebook = load_rulebook()
        settings, _ = Settings.build(rulebook, {})
    found: list[Finding] = []
    for path in files:
        found.extend(_of_one(path, rulebook, settings, as_of))
    return rulebook, tuple(found)


def _of_one(path: Path, rulebook: Rulebook, settings: Settings, as_of: date) -> tuple[Finding, ...]:
    from weibao.sheets.intake import read_return

    result = read_return(path, rulebook, settings, file=path.name)
    reason = conflict(result.identity, rulebook, None, {}) if result.identity.seen else ""
    if reason:
        return (finding("identity-conflict", unit=result.identity.unit or "", file=result.file, reason=reason),)
    if result.submission is None:
        return ordered(result.findings)
    if result.identity.annual:
        return ordered(result.submission.findings)
    own = submission_findings(rulebook, settings, result.submission, as_of=as_of)
    return ordered((*result.submission.findings, *own))
