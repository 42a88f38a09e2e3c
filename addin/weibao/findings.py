"""Findings: what could not be understood or does not add up in the office's or a unit's files.

A finding never stops the work. Its message says what stands there, what was expected and what to do;
the texts live in `weibao.texts.FINDINGS`, one entry per code.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from weibao.clean import printable
from weibao.texts import FINDINGS

if TYPE_CHECKING:
    from collections.abc import Sequence

# Of two things one holds, or something was exchanged: until somebody of the office says which, more may rest on it than
# on any cell that a unit will mend.
CHOICES: Final = frozenset({
    "return-choose", "return-put-aside", "return-waiting", "return-conflict-copy", "return-gone", "return-lost",
    "return-exchanged", "return-spoilt", "return-spoilt-other", "round-unread", "round-not-scored",
    "scoring-round-moved", "rulebook-changed", "ruling-conflict", "inspection-score-several", "proof-several",
    "paper-several", "ledger-replaced", "ledger-lost-input", "ledger-still-lost", "ledger-both-input", "ledger-copy",
    "ledger-copy-sheets", "ledger-copy-unreadable", "ledger-copy-input", "ledger-more-inputs",
})  # fmt: skip


class Severity(StrEnum):
    """`error`: the value does not count until mended; `warning`: somebody should look; `info`: we interpreted it."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def label(self) -> str:
        """The official word."""
        return {"error": "错误", "warning": "提醒", "info": "说明"}[self.value]


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding. `unit` and `indicator` are ids of the rulebook ("" where unknown), `cell` is like "H12"."""

    code: str
    severity: Severity
    message: str
    unit: str = ""
    file: str = ""
    sheet: str = ""
    cell: str = ""
    indicator: str = ""

    def __post_init__(self) -> None:
        # What is printed holds nothing that cannot be seen: names and cells come from anybody.
        for name in ("message", "file", "sheet", "cell", "indicator"):
            text = getattr(self, name)
            if (clean := printable(text)) != text:
                object.__setattr__(self, name, clean)

    def at(self, **place: str) -> Finding:
        """The same finding with unit, file, sheet, cell or indicator filled in."""
        return replace(self, **place)  # type: ignore[arg-type]

    @property
    def sort_key(self) -> tuple[int, bool, str, str, str, int, str, str, str]:
        """Errors first, then what waits for a choice, then the rest; each by unit, file, sheet, row, column.

        It is the order of every list of findings.
        """
        rank = list(Severity).index(self.severity)
        column = self.cell.rstrip("0123456789")
        row = int(self.cell[len(column) :] or 0)
        later = self.code not in CHOICES
        return (rank, later, self.unit, self.file, self.sheet, row, column.rjust(3), self.indicator, self.code)


def some(words: Sequence[str], most: int, between: str = "、") -> str:
    """So many of the words that a message names, 等 where there are more."""
    return between.join(words[:most]) + ("等" if len(words) > most else "")


def finding(
    code: str, *, unit: str = "", file: str = "", sheet: str = "", cell: str = "", indicator: str = "", **values: object
) -> Finding:
    """A finding of the catalogue; `values` fill the `{fields}` of its text. An unknown code is a KeyError."""
    text = FINDINGS[code]
    return Finding(code, Severity(text.severity), text.message.format(**values), unit, file, sheet, cell, indicator)
