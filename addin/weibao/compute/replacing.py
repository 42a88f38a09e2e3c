"""更正 and 重新印发: which document that is out still waits for the one that corrects or replaces it.

关联文号 goes both ways, so the later of two documents that name each other is the one that took the place. What is to
be corrected stands in 备注, as the command writes it or a clerk types it: `更正：“×”更正为“×”（原因）`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from weibao.compute.numbers import read_number
from weibao.compute.papers import PaperState

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from weibao.compute.papers import Paper

CORRECTING: Final = "correction_notice"
"""The kind of document that corrects another one."""
MARK: Final = f"{PaperState.CORRECTED.label}："
_PAIR: Final = re.compile(r"“([^“”]+)”\s*(?:更正|改|应)为\s*“([^“”]+)”[，、,]?")
_BETWEEN: Final = re.compile(r"[；;、，,\s]+")
_WAITING: Final = (PaperState.CORRECTED, PaperState.WITHDRAWN, PaperState.REISSUED)


@dataclass(frozen=True, slots=True)
class Correction:
    """One 更正: the pairs of wrong and right text, none where nobody has given them; and the reason, "" without one."""

    pairs: tuple[tuple[str, str], ...] = ()
    reason: str = ""

    def __str__(self) -> str:
        words = "，".join(f"“{wrong}”更正为“{right}”" for wrong, right in self.pairs)
        reason = f"（{self.reason}）" if words and self.reason else self.reason
        return f"{MARK}{words}{reason}"


def corrections(note: str) -> tuple[Correction, ...]:
    """Every 更正 that a 备注 tells, in order."""
    return tuple(_correction(text) for text in note.split(MARK)[1:])


def _correction(text: str) -> Correction:
    pairs = tuple((wrong, right) for wrong, right in _PAIR.findall(text))
    end = max((found.end() for found in _PAIR.finditer(text)), default=0)
    # What follows behind the next stop is another note.
    reason = text[end:].split("；")[0].strip("（）() 。，")
    return Correction(pairs, reason)


def waits(paper: Paper, register: Iterable[Paper]) -> bool:
    """Whether a document was registered as 更正, 撤回 or 重新印发 and nothing has taken its place yet."""
    if paper.state not in _WAITING:
        return False
    wanted = max(1, len(corrections(paper.note))) if paper.state is PaperState.CORRECTED else 1
    return successors(paper, register) < wanted


def successors(paper: Paper, register: Iterable[Paper]) -> int:
    """How many documents 关联文号 names that are later than this one; what is no number of the register counts too.

    What corrected a document does not take the place of it: of one that is 撤回 or 重新印发 a 更正通知 does not count.
    """
    rows = {other.number: other for other in register if other.number}
    named = [
        rows.get(number) if (number := read_number(text)) else None for text in _BETWEEN.split(paper.related) if text
    ]
    counted = [
        other for other in named if other is None or paper.state is PaperState.CORRECTED or other.kind != CORRECTING
    ]
    return sum(other is None or _is_later(other, paper) for other in counted)


def replaced(register: Sequence[Paper], kind: str, key: str) -> Paper | None:
    """The document that one of this kind and key is to replace: the latest 重新印发 that still waits."""
    waiting = [
        paper
        for paper in register
        if paper.state is PaperState.REISSUED and kind and (paper.kind, paper.key) == (kind, key)
        and waits(paper, register)
    ]  # fmt: skip
    return max(waiting, key=lambda paper: (paper.dated or date.min, paper.row), default=None)


def _is_later(other: Paper, paper: Paper) -> bool:
    """By day; of one day by the numbers of a series, else by their rows. One that bears no day yet is later."""
    days = other.dated or other.issued or date.max, paper.dated or paper.issued or date.min
    if days[0] != days[1]:
        return days[0] > days[1]
    if other.number and paper.number and other.number.series == paper.number.series:
        return other.number.place > paper.number.place
    return other.row > paper.row
