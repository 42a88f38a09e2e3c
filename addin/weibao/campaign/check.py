"""`check FILE…`: read single returned workbooks and list what does not add up, without a campaign's other files."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from weibao.campaign.folder import DEFAULT_RULEBOOK, Campaign
from weibao.campaign.situation import read_grounds
from weibao.compute.checks import submission_findings
from weibao.compute.settings import Settings
from weibao.errors import CampaignError
from weibao.findings import Finding
from weibao.rulebook import load_rulebook
from weibao.rulebook.model import Rulebook


def check_files(files: Sequence[Path], root: Path | None, *, as_of: date) -> tuple[Rulebook, tuple[Finding, ...]]:
    """Findings of each file, in order, by the campaign's rulebook or the built-in one.

    Raises CampaignError for a file that is not there.
    """
    from weibao.sheets.intake import read_return

    if root:
        grounds = read_grounds(Campaign.open(root))
        rulebook, settings = grounds.rulebook, grounds.settings
    else:
        rulebook = load_rulebook(DEFAULT_RULEBOOK)
        settings, _ = Settings.build(rulebook, {})
    found: list[Finding] = []
    for path in files:
        if not path.is_file():
            raise CampaignError(f"找不到文件“{path}”。请检查文件名。")
        result = read_return(path, rulebook, settings, file=path.name)
        findings = set(result.findings)
        if result.submission:
            findings |= {
                *result.submission.findings,
                *submission_findings(rulebook, settings, result.submission, as_of=as_of),
            }
        found.extend(sorted(findings, key=lambda item: item.sort_key))
    return rulebook, tuple(found)
