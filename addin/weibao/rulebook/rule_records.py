"""The types of the records that say how the office works: meetings, clauses, documents, posts.

`records` has the conventions.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from weibao.rulebook.records import Record

_OFFICE: Final = "办公室"


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingKind(Record):
    """A kind of meeting of Annexes 3 and 4. `per_year` is None where it is held as needed.

    `chairs`, `signers`, `agenda_by` and `papers_by` are posts (body and name in one) that may take the chair, sign the
    minutes, approve the agenda (with `agenda_if_needed` only where that is called for) and agree to the documents put
    to the meeting; () where the rules do not say. Of them those in `by_right` need no commission; () where nobody does.
    `everybody`: every member unit takes part. `copies` is whom the minutes go to besides, `copies_towns` the same for
    the towns concerned (as {towns}). `reported`: what was done about its decisions is reported to the leading group.
    """

    name: str
    body: str
    per_year: int | None
    frequency: str
    purpose: str
    convener: str
    agenda: str
    attendance: str
    minutes: str
    distribution: str
    chairs: tuple[str, ...] = ()
    signers: tuple[str, ...] = ()
    agenda_by: tuple[str, ...] = ()
    agenda_if_needed: bool = False
    papers_by: tuple[str, ...] = ()
    by_right: tuple[str, ...] = ()
    everybody: bool = False
    copies: tuple[str, ...] = ()
    copies_towns: str = ""
    reported: bool = False

    @property
    def full_name(self) -> str:
        """Body and name in a text: of 市未保办 and 办公室成员会议 it is 市未保办成员会议."""
        name = self.name.removeprefix(_OFFICE) if self.body.endswith(("办", _OFFICE)) else self.name
        return f"{self.body}{name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkSystem(Record):
    """One of the working systems of the office: 联合调研, 情况通报, 专题研究, 督查督办.

    `result` says what comes of it and where that goes, `must` whether every piece of work needs that paper (False: as
    circumstances require); `to` whom it goes to, `paper` the kind of document that it is ("": none of ours), `who` who
    does the work. `beside` is where work of it stands besides 工作制度: "rows" nowhere, "register" as papers of that
    kind in 文号登记, "supervision" as the items of 督办.
    """

    name: str
    result: str
    must: bool
    to: str
    who: str
    paper: str = ""
    beside: str = "rows"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(Record):
    """Any other clause that decides something.

    `kind`: "system" (four working systems of Annex 4), "document" (handling of papers), "safeguard" (section six),
    "scoring" (评分说明), "organisation" (posts, members, changes), "duty" (of the group or its office), "principle"
    or "goal".
    `text` is the clause, verbatim; `actor` who acts; `effect` what follows, in our words.
    """

    kind: str
    title: str
    text: str
    actor: str
    effect: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRule(Record):
    """How a kind of document (`id`: its name, such as supervision_notice) is issued.

    `issuer`: "office" (领导小组办公室) or "group" (领导小组). `code` and `signer` are ids of settings: the 机关代字
    ("": it bears no number) and the name of the person who signs by default. `signatory` says who signs, `heard` who
    is asked before (征求意见; with `heard_if_needed` only where that is called for), `to` whom it goes to, `cc` names
    what 抄送 begins with.
    """

    title: str
    issuer: str = "office"
    code: str = "doc_code"
    signatory: str = ""
    signer: str = ""
    heard: str = ""
    heard_if_needed: bool = False
    to: str = ""
    cc: tuple[str, ...] = ()

    @property
    def must_hear(self) -> bool:
        """Whether somebody is always asked before it is signed."""
        return bool(self.heard) and not self.heard_if_needed

    @property
    def hearing(self) -> str:
        """Who is asked before, in words: 相关成员单位（必要时）."""
        return f"{self.heard}（必要时）" if self.heard and self.heard_if_needed else self.heard


CONTACTS: Final = MappingProxyType({"head": "主要领导", "deputy": "分管负责人", "officer": "专人"})
"""Whom a unit names on its 填报说明, by what `Post.contact` says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Post(Record):
    """A post in a body (领导小组, its office): who holds it and how a change of persons is handled.

    `units` are ids of units, or organs outside the campaign by name; with `every_member` each member unit (those with
    a paragraph of duties) has one. `seats` is None where the number is open. With `whole` the unit itself belongs to
    the body, not a person. `approval` says who approves a change ("": nobody need), `paper` is the kind of document
    that goes with it ("": none), `procedure` the way in words, `setting` the setting that names the same persons,
    `contact` the person of 填报说明 who holds it ("head", "deputy", "officer"), `forms` the ways of holding it that are
    told apart in the roster (专职, 兼职).
    """

    body: str
    name: str
    held_by: str = ""
    units: tuple[str, ...] = ()
    every_member: bool = False
    whole: bool = False
    seats: int | None = None
    approval: str = ""
    paper: str = ""
    procedure: str = ""
    setting: str = ""
    contact: str = ""
    forms: tuple[str, ...] = ()

    @property
    def titles(self) -> tuple[str, ...]:
        """What the post is called in the roster: 专职督查专员, 兼职督查专员; its name where no forms are told apart."""
        return tuple(f"{form}{self.name}" for form in self.forms) or (self.name,)
