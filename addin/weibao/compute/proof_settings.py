"""The settings of checking evidence: which checks weigh what, windows of single indicators, thresholds.

A rulebook that has none of these settings gets the defaults; what cannot be understood is a finding.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Final

from weibao.compute import setting_values
from weibao.findings import Finding, Severity, finding

if TYPE_CHECKING:
    from weibao.compute.settings import Settings
    from weibao.rulebook.model import Rulebook
    from weibao.rulebook.proofs import ProofRules

LEVEL_WORDS: Final[Mapping[str, str]] = {
    "错误": "block", "退回": "block", "提醒": "warn", "说明": "info", "关": "off", "不查": "off",
}  # fmt: skip
SEVERITIES: Final[Mapping[str, Severity]] = {
    "block": Severity.ERROR, "warn": Severity.WARNING, "info": Severity.INFO,
}  # fmt: skip
_LEVEL: Final = re.compile(r"(E\d{2})\s*[=＝:：]?\s*(\S+)")
_WINDOW: Final = re.compile(r"(I\d{2})\s*[=＝:：]?\s*(\S+?)\s*(?:至|到|—|~|～)\s*(\S+)")
_DAY: Final = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")


@dataclass(frozen=True, slots=True)
class ProofSettings:
    """`levels` by check id; `windows` by indicator; `reuse` is how many indicators one paper may serve without a word;
    from `pages` pages on a paper needs a page number; `places` may be named in papers.
    """

    levels: Mapping[str, str] = field(default_factory=dict)
    windows: Mapping[str, tuple[date, date]] = field(default_factory=dict)
    reuse: int = 3
    pages: int = 10
    places: tuple[str, ...] = ()

    def severity(self, check: str) -> Severity | None:
        """What a finding of that check weighs; None where it is switched off."""
        return SEVERITIES.get(self.levels.get(check, "warn"))


def proof_settings(
    rulebook: Rulebook, rules: ProofRules, settings: Settings
) -> tuple[ProofSettings, tuple[Finding, ...]]:
    """The settings in force, and what of them could not be understood."""
    found: list[Finding] = []
    levels = {check.id: check.level for check in rules.checks}
    for text in setting_values.names(settings.texts.get("evidence_levels", "")):
        match = _LEVEL.fullmatch(text)
        if match and match[1] in levels and match[2] in LEVEL_WORDS:
            levels[match[1]] = LEVEL_WORDS[match[2]]
        else:
            words, codes = "、".join(LEVEL_WORDS), f"{min(levels)} 至 {max(levels)}"
            found.append(finding("proof-level-unreadable", sheet="设置", found=text, codes=codes, words=words))
    windows = {}
    for text in setting_values.names(settings.texts.get("evidence_windows", "")):
        match = _WINDOW.fullmatch(text)
        days = [_day(match[2]), _day(match[3])] if match else [None]
        if match and match[1] in rulebook.indicator_by_id and days[0] and days[1] and days[0] <= days[1]:
            windows[match[1]] = (days[0], days[1])
        else:
            found.append(finding("proof-window-unreadable", sheet="设置", found=text))
    options = ProofSettings(
        levels=levels,
        windows=windows,
        reuse=_whole(settings, "evidence_reuse", 3),
        pages=_whole(settings, "evidence_pages", 10),
        places=setting_values.names(settings.texts.get("evidence_places", "")),
    )
    return options, tuple(found)


def is_off(settings: Settings, check: str) -> bool:
    """Whether the settings switch that check (E01…) off."""
    typed = map(_LEVEL.fullmatch, setting_values.names(settings.texts.get("evidence_levels", "")))
    words = [match[2] for match in typed if match and match[1] == check]
    return bool(words) and LEVEL_WORDS.get(words[-1]) == "off"


def _whole(settings: Settings, key: str, default: int) -> int:
    text = settings.texts.get(key, "").strip()
    return int(text) if text.isascii() and text.isdigit() else default


def _day(text: str) -> date | None:
    found = _DAY.fullmatch(text)
    try:
        return date(*(int(part) for part in found.groups())) if found else None
    except ValueError:
        return None
