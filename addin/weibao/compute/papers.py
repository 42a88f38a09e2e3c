"""文号登记 and 收文登记: the papers of the office as records, and the life of one that it sends out.

    拟稿 → 核稿 → 签发 → 编号 → 用印 → 印发 → 更正、撤回、重新印发
    (《党政机关公文处理工作条例》第十八至二十五条); whatever has not been issued can be given up: 作废.

What stands in the sheet counts. A document that bears no number (a form, a slip) goes from 签发 to 用印 at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from weibao.compute.numbers import DocNumber


class PaperState(StrEnum):
    """Where a document stands on its way; the values are codes, `label` is the official word."""

    DRAFT = "draft"
    REVIEWED = "reviewed"
    SIGNED = "signed"
    NUMBERED = "numbered"
    SEALED = "sealed"
    ISSUED = "issued"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"
    REISSUED = "reissued"
    VOID = "void"

    @property
    def label(self) -> str:
        """拟稿, 核稿 …"""
        return STATE_WORDS[self]


STATE_WORDS: Mapping[PaperState, str] = MappingProxyType(
    {
        PaperState.DRAFT: "拟稿", PaperState.REVIEWED: "核稿", PaperState.SIGNED: "签发",
        PaperState.NUMBERED: "编号", PaperState.SEALED: "用印", PaperState.ISSUED: "印发",
        PaperState.CORRECTED: "更正", PaperState.WITHDRAWN: "撤回", PaperState.REISSUED: "重新印发",
        PaperState.VOID: "作废",
    }
)  # fmt: skip
STATES: Mapping[str, PaperState] = MappingProxyType({word: state for state, word in STATE_WORDS.items()})

_D, _V, _S, _N, _U, _I, _C, _W, _R, _X = PaperState
# From where to where; a superior who sends a paper back returns it to 拟稿.
NEXT: Mapping[PaperState, frozenset[PaperState]] = MappingProxyType(
    {
        _D: frozenset({_V, _X}),
        _V: frozenset({_D, _S, _X}),
        _S: frozenset({_D, _N, _U, _X}),
        _N: frozenset({_U, _X}),
        _U: frozenset({_I, _X}),
        _I: frozenset({_C, _W, _R}),
        _C: frozenset({_C, _W, _R}),
        _R: frozenset({_C, _W}),
        _W: frozenset({_R}),
        _X: frozenset(),
    }
)
OUT = frozenset({_I, _C, _W, _R})
"""The states of a document that has gone out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A row of 文号登记.

    `doc_no` is the text typed, `number` what it means; `file` a path below 文书/ with forward slashes (the draft until
    it is numbered, then the copy below 印发/), `typed` what the sheet says where that is not the same; `related`
    the number of the document that this one corrects, withdraws or replaces, or is by; `row` the line of the sheet, 0
    for one that is not there yet. `heard` is who was asked before, and when (征求意见). As the file itself says, else
    blank: `kind`, the ASCII name of the kind of document, its `key` within it, `code`, the 机关代字 shown, and `items`,
    the supervision items that it asks for.
    """

    title: str = ""
    doc_no: str = ""
    number: DocNumber | None = None
    genre: str = ""
    to: str = ""
    heard: str = ""
    reviewer: str = ""
    reviewed: date | None = None
    signer: str = ""
    signed: date | None = None
    dated: date | None = None
    issued: date | None = None
    state: PaperState = PaperState.DRAFT
    file: str = ""
    typed: str = ""
    related: str = ""
    note: str = ""
    row: int = 0
    kind: str = ""
    key: str = ""
    code: str = ""
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """A row of 收文登记: what a unit or a superior sent in; `urgency` is 特急, 加急 or nothing."""

    no: str = ""
    received: date | None = None
    sender: str = ""
    title: str = ""
    doc_no: str = ""
    genre: str = ""
    urgency: str = ""
    receiver: str = ""
    handler: str = ""
    due: date | None = None
    done: date | None = None
    note: str = ""
    row: int = 0


def state_of(paper: Paper) -> PaperState:
    """The state that the filled cells of a row tell, for one whose 状态 is blank."""
    if paper.issued:
        return PaperState.ISSUED
    if paper.doc_no:
        return PaperState.NUMBERED
    if paper.signer and paper.signed:
        return PaperState.SIGNED
    return PaperState.REVIEWED if paper.reviewer and paper.reviewed else PaperState.DRAFT


def may(now: PaperState, then: PaperState) -> bool:
    """Whether a document may go from one state to the other."""
    return then in NEXT[now]


def way(now: PaperState, then: PaperState) -> tuple[PaperState, ...]:
    """The states passed from `now` to `then` on the shortest way, `then` included; () where there is none."""
    ways: list[tuple[PaperState, ...]] = [()]
    seen = {now}
    for path in ways:
        here = path[-1] if path else now
        for state in PaperState:
            if state in NEXT[here] and state not in seen:
                if state is then:
                    return (*path, state)
                seen.add(state)
                ways.append((*path, state))
    return ()


def taken(papers: Iterable[Paper]) -> frozenset[DocNumber]:
    """The numbers that the register holds, those of 作废 included: a number is never used twice."""
    return frozenset(paper.number for paper in papers if paper.number)


def after(papers: Iterable[Paper], done: Iterable[Paper]) -> tuple[Paper, ...]:
    """The rows as they stand after a command: those changed in the place of the old ones, new ones at the end."""
    done = tuple(done)
    changed = {paper.row: paper for paper in done if paper.row}
    return (*(changed.get(paper.row, paper) for paper in papers), *(paper for paper in done if not paper.row))


def joined(*texts: str) -> str:
    """Notes one behind the other; blank ones and repeats left out."""
    return "；".join(dict.fromkeys(text.strip("；。 ") for text in texts if text.strip("；。 ")))
