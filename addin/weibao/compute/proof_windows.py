"""Which dates the evidence of an indicator may have, and which years and seasons it must cover."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from weibao.compute.proof_settings import ProofSettings
    from weibao.compute.settings import Settings
    from weibao.rulebook.model import Indicator
    from weibao.rulebook.proofs import Node, ProofRules


@dataclass(frozen=True, slots=True)
class Span:
    """Dates in which evidence of an indicator lies: `spans` are first and last days; `standing` papers may be older.

    `years` are the calendar years of which each must have something where the duty recurs every year.
    """

    spans: tuple[tuple[date, date], ...] = ()
    standing: bool = False
    years: tuple[int, ...] = ()

    def holds(self, day: date) -> bool:
        """Whether a paper of that day is as it should be; where no window is known every day is."""
        if self.standing or not self.spans:
            return True
        return any(start <= day <= end for start, end in self.spans)

    @property
    def text(self) -> str:
        """2030-01-01 至 2030-12-30."""
        return "、".join(f"{start.isoformat()} 至 {end.isoformat()}" for start, end in self.spans)


def span_of(indicator: Indicator, rules: ProofRules, settings: Settings, options: ProofSettings) -> Span:
    """The window of an indicator: the setting's own where there is one, else what its phrases mean together."""
    if indicator.id in options.windows:
        return Span((options.windows[indicator.id],))
    spans: list[tuple[date, date]] = []
    years: list[int] = []
    standing = False
    for window in rules.windows:
        if window.phrase not in indicator.window:
            continue
        standing = standing or window.standing
        if window.campaign:
            spans.append((settings.evidence_from, settings.evidence_to))
        elif window.start and window.end:
            spans.append((window.start, window.end))
            years += range(window.start.year, window.end.year + 1) if window.yearly else ()
    return Span(tuple(dict.fromkeys(spans)), standing, tuple(sorted(set(years))))


def nodes_of(indicator: Indicator, rules: ProofRules, as_of: date) -> tuple[Node, ...]:
    """The seasons and quarters of an indicator that are over."""
    return tuple(node for node in rules.nodes if node.phrase in indicator.recurrence and node.end < as_of)
