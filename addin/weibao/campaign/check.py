"""`check FILE…`: read single returned workbooks and list what does not add up, without a campaign's other files.

By the rules of the campaign that a file lies in. What only the campaign knows (which checklist was issued to whom,
whether two files differ) is `collect`'s to say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from weibao.campaign.folder import Campaign, campaign_around
from weibao.campaign.grounds import read_grounds
from weibao.campaign.identity import conflict
from weibao.compute.checks import ordered, submission_findings
from weibao.compute.settings import Settings
from weibao.errors import CampaignError
from weibao.findings import Finding, finding
from weibao.rulebook import load_rulebook
from weibao.rulebook.model import Rulebook


@dataclass(frozen=True, slots=True)
class Together:
    """The findings of files that were checked by the same rules: those of the campaign at `root`, or the built-in."""

    root: Path | None
    rulebook: Rulebook
    findings: tuple[Finding, ...]

    @property
    def rules(self) -> str:
        """Which rules these are, in words."""
        where = f"创建文件夹“{self.root}”的" if self.root else "程序自带的"
        return f"{where}规则库（{self.rulebook.title}）"


def check_files(files: Sequence[Path], root: Path | None, *, as_of: date) -> tuple[Together, ...]:
    """Findings of each file, in order, by the rules of the campaign at `root`; without one, of that which it lies in.

    Raises CampaignError for a file that is not there, before any is read.
    """
    for path in files:
        if not path.is_file():
            raise CampaignError(f"找不到文件“{path}”。请检查文件名。")
    by_root: dict[Path | None, list[Path]] = {}
    for path in files:
        by_root.setdefault(root or campaign_around(path), []).append(path)
    return tuple(_together(around, paths, as_of) for around, paths in by_root.items())


def _together(root: Path | None, files: Sequence[Path], as_of: date) -> Together:
    if root:
        grounds = read_grounds(Campaign.open(root))
        rulebook, settings = grounds.rulebook, grounds.settings
    else:
        rulebook = load_rulebook()
        settings, _ = Settings.build(rulebook, {})
    found = (item for path in files for item in _of_one(path, rulebook, settings, as_of, known=root is not None))
    return Together(root, rulebook, tuple(found if root else _by_unknown_rules(found, rulebook)))


def _by_unknown_rules(found: Iterable[Finding], rulebook: Rulebook) -> Iterator[Finding]:
    """By whose rules a file was issued that lies in no campaign is not known: that these are others is no fault."""
    for item in found:
        differ = item.code == "rulebook-changed"
        yield finding("check-rules-differ", unit=item.unit, file=item.file, title=rulebook.title) if differ else item


def _of_one(path: Path, rulebook: Rulebook, settings: Settings, as_of: date, *, known: bool) -> tuple[Finding, ...]:
    from weibao.sheets.intake import read_return
    from weibao.sheets.ledger_meta import PRODUCT

    result = read_return(path, rulebook, settings, file=path.name)
    who = result.identity
    reason = conflict(who, rulebook, None, {}) if who.seen else ""
    if reason:
        code = "check-ledger" if who.product == PRODUCT else "check-conflict" if known else "check-other-rules"
        return (finding(code, unit=who.unit or "", file=result.file, reason=reason, title=rulebook.title),)
    if result.submission is None:
        return ordered(result.findings)
    if result.identity.annual:
        return ordered(result.submission.findings)
    own = submission_findings(rulebook, settings, result.submission, as_of=as_of)
    return ordered((*result.submission.findings, *own))
