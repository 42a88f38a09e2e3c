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
from weibao.compute.papers import PaperState, joined

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from weibao.compute.papers import Paper

CORRECTING: Final = "correction_notice"
"""The kind of document that corrects another one."""
WITHDRAWING: Final = "withdrawal_notice"
"""The kind of document that takes another one back."""
MARK: Final = f"{PaperState.CORRECTED.label}："
# Where a 更正 begins: not inside a word or behind another mark, unless the wrong text follows at once.
_MARK: Final = re.compile(rf"(?<![\w：:]){MARK[:-1]}[：:]|{MARK[:-1]}[：:](?=\s*“)")
_REASON: Final = re.compile(rf"\s*{PaperState.WITHDRAWN.label}[：:]")
_PAIR: Final = re.compile(r"“([^“”]+)”\s*(?:更正|改|应)为\s*“([^“”]+)”")
_APART: Final = re.compile(r"[，、,；;\s]*")
# What 关联文号 names: a title with whatever stands in it, or all up to the next stop.
_NAME: Final = re.compile(r"《(?:[^《》]|《[^《》]*》)*》|[^；;、，,\s]+")
_GONE: Final = (PaperState.VOID, PaperState.WITHDRAWN)
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
    return tuple(_correction(text) for text in _MARK.split(note)[1:])


def withdrawal_reason(note: str) -> str:
    """Why a document was taken back, as 备注 tells it last: without the word in front and the stop behind."""
    given = [part[found.end() :] for part in re.split("[；;]", note) if (found := _REASON.match(part))]
    return given[-1].strip("。 ").removeprefix("因") if given else ""


def _correction(text: str) -> Correction:
    """The pairs stand in front, one behind the other; in the reason “×”改为“×” is only words."""
    pairs, end, at = [], 0, _start(text, 0)
    while found := _PAIR.match(text, at):
        pairs.append((found[1], found[2]))
        end = found.end()
        at = _start(text, end)
    rest = text[end:].strip()
    # What follows behind the bracket, or else behind the next stop, is another note.
    reason = _bracketed(rest) or rest.split("；")[0]
    return Correction(tuple(pairs), reason.strip("（）() 。，"))


def _start(text: str, at: int) -> int:
    """Where the next word begins."""
    found = _APART.match(text, at)
    return found.end() if found else at


def _bracketed(text: str) -> str:
    """What the bracket holds that a text begins with, "" without one; brackets inside belong to it."""
    depth = 0
    for at, letter in enumerate(text):
        depth += (letter in "（(") - (letter in "）)")
        if depth <= 0:
            return text[1:at]
    return ""


def waits(paper: Paper, register: Iterable[Paper]) -> bool:
    """Whether a document was registered as 更正, 撤回 or 重新印发 and nothing has taken its place yet."""
    if paper.state not in _WAITING:
        return False
    if paper.state is PaperState.CORRECTED and corrections(paper.note):
        return bool(unanswered(paper, register))
    return not successors(paper, register)


def successors(paper: Paper, register: Iterable[Paper]) -> int:
    """How many documents 关联文号 names that are later than this one and hold; what is no number of the register counts
    too.

    What corrected a document does not take the place of it: of one that is 撤回 or 重新印发 a 更正通知 does not count,
    of one that is 重新印发 the 撤回通知 neither. One that is 作废 or 撤回 itself does not count, and for one that is
    重新印发 its own successor does.
    """
    return len(_successors(paper, register))


def unanswered(paper: Paper, register: Iterable[Paper]) -> tuple[tuple[int, Correction], ...]:
    """The 更正 of a document that no 更正通知 tells yet, each with its place among those that 备注 has (from 1).

    Our notices know which one they tell; of any other document the first one that is left is taken for answered.
    """
    told, places, others = corrections(paper.note), set[int](), 0
    for other in _successors(paper, register).values():
        place = _place(other, paper) if other else 0
        others += place in places or not place
        places.add(place)
    left = [item for item in enumerate(told, 1) if item[0] not in places]
    return tuple(left[others:])


def _place(other: Paper, paper: Paper) -> int:
    """Which 更正 of a document a notice tells, 0 where it does not say."""
    if other.kind != CORRECTING:
        return 0
    for name in (notice_key(paper), key_of(paper)):
        if found := re.fullmatch(rf"{re.escape(name)}(?:（(\d+)）)?", other.key):
            return int(found[1] or 1)
    return 0


def _successors(paper: Paper, register: Iterable[Paper]) -> dict[str, Paper | None]:
    rows = {_bare(key_of(other)): other for other in register}
    found = _holding(paper, rows, frozenset({_bare(key_of(paper))}))
    return {key: rows.get(key) for key in sorted(found)}


def _holding(paper: Paper, rows: Mapping[str, Paper], seen: frozenset[str]) -> set[str]:
    """The keys of what stands in the place of a document. `seen` are the keys of those on the way to it."""
    found: set[str] = set()
    for text in _NAME.findall(paper.related):
        key = str(read_number(text) or _bare(text))
        other = rows.get(key)
        if other is None:
            found.add(key)
        elif key in seen or not _follows(other, paper):
            continue
        elif other.state is PaperState.REISSUED:
            found |= _holding(other, rows, seen | {key})
        elif other.state not in _GONE:
            found.add(key)
    return found


def key_of(paper: Paper) -> str:
    """By what another document knows one: its number, or else the text in that column, or its title."""
    return str(paper.number or paper.doc_no or paper.title)


def notice_key(paper: Paper, place: int = 1) -> str:
    """The key of the notice that takes a document back, or of that on its 更正 of that place.

    Several documents without a number may have one title: whom it goes to tells them apart.
    """
    key = key_of(paper)
    if not (paper.number or paper.doc_no) and paper.to:
        key = f"{key}（{paper.to}）"
    return f"{key}（{place}）" if place > 1 else key


def is_notice_on(key: str, paper: Paper) -> bool:
    """Whether a notice of that key takes a document back, or is on one of its 更正."""
    return key == key_of(paper) or key.startswith(f"{key_of(paper)}（")


def number_text(paper: Paper) -> str:
    """The number in the one way of writing it, which goes on paper; what is none as typed."""
    return str(paper.number or paper.doc_no)


def named(paper: Paper) -> str:
    """A document as 关联文号 names it: its number, or 《标题》 where it has none."""
    return number_text(paper) or f"《{_bare(paper.title)}》"


def related_to(paper: Paper, other: Paper) -> str:
    """关联文号 of a document with another one behind those that it names; one that it names already is not repeated."""
    known = {str(read_number(text) or _bare(text)) for text in _NAME.findall(paper.related)}
    return paper.related if _bare(key_of(other)) in known else joined(paper.related, named(other))


def _bare(title: str) -> str:
    """A title without 《》 around it."""
    return title[1:-1] if title.startswith("《") and title.endswith("》") else title


def _follows(other: Paper, paper: Paper) -> bool:
    """Whether a document is later than this one and corrects it, takes it back or takes its place."""
    if other.kind == paper.kind or paper.state is PaperState.CORRECTED:
        return is_later(other, paper)
    barred = {CORRECTING, WITHDRAWING} if paper.state is PaperState.REISSUED else {CORRECTING}
    return is_later(other, paper) and other.kind not in barred


def is_taken_back(paper: Paper, register: Iterable[Paper]) -> bool:
    """Whether a 撤回通知 on a document has been numbered and holds."""
    return any(
        other.kind == WITHDRAWING and other.number and other.state not in _GONE and is_notice_on(other.key, paper)
        for other in register
    )


def replaced(register: Sequence[Paper], kind: str, key: str) -> Paper | None:
    """The document that one of this kind and key is to replace: the latest 重新印发 that still waits."""
    waiting = [
        paper
        for paper in register
        if paper.state is PaperState.REISSUED and kind and (paper.kind, paper.key) == (kind, key)
        and waits(paper, register)
    ]  # fmt: skip
    return max(waiting, key=lambda paper: (paper.dated or date.min, paper.row), default=None)


def is_later(other: Paper, paper: Paper) -> bool:
    """Whether a document is later: by day; of one day by the numbers of a series, else by their rows.

    One that bears no day yet is later.
    """
    days = other.dated or other.issued or date.max, paper.dated or paper.issued or date.min
    if days[0] != days[1]:
        return days[0] > days[1]
    if other.number and paper.number and other.number.series == paper.number.series:
        return other.number.place > paper.number.place
    return other.row > paper.row
