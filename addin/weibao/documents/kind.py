"""A kind of document: what it is called, how it looks, what it may say, and which of it ought to exist now.

Every kind is one record of `kinds.registry`. Its context builder is pure: it reads a `Case` and gives text, numbers,
flags, lists and mappings; it knows no file, clock or Word.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from weibao.compute.annual import AnnualYear
    from weibao.compute.model import Assessment, Office, ReturnState, Submission
    from weibao.compute.past import Past
    from weibao.compute.returns import EvidenceInput
    from weibao.compute.settings import Settings
    from weibao.documents.figure import Figure
    from weibao.rulebook.model import Rulebook
    from weibao.workdays import WorkCalendar


class Layout(StrEnum):
    """The formats of GB/T 9704-2012 that we have: 通用下行, 上行 (with 签发人), 信函 (10.1), 纪要 (10.3)."""

    GENERAL = "general"
    UPWARD = "upward"
    LETTER = "letter"
    MINUTES = "minutes"


class Group(StrEnum):
    """Who asks for drafts of a kind: `weibao notices`, `weibao reports`, or only a clerk by name (`documents draft`).

    `regenerate` does the first two.
    """

    NOTICE = "notice"
    REPORT = "report"
    ON_REQUEST = "on_request"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """All that a context builder may read, of one round and one as-of date. `submissions` and `returns` by unit id.

    `pasts` are the figures of earlier days that the history kept; `annual` the last 年度工作情况, `years` those
    before it where a paper asks for them. `secret` are unit and row of materials whose files bear a 密级 mark, for
    the paper that lists them. `figures` are the pictures that there are for papers that show some.
    """

    rulebook: Rulebook
    settings: Settings
    calendar: WorkCalendar
    office: Office
    assessment: Assessment
    submissions: Mapping[str, Submission] = field(default_factory=dict)
    returns: Mapping[str, ReturnState] = field(default_factory=dict)
    pasts: tuple[Past, ...] = ()
    annual: AnnualYear | None = None
    years: tuple[AnnualYear, ...] = ()
    secret: Collection[tuple[str, EvidenceInput]] = ()
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One document that ought to exist as a draft.

    `key` is stable within its kind (a unit's id, a round, an item of supervision); `path` lies below 文书/, with
    forward slashes; `title` is one line; `facts` is a digest of what it rests on, without what only the clock or the
    office's own particulars change (see `drafts`); `items` are the ids of the supervision items that it asks for.
    """

    key: str
    path: str
    title: str
    context: Mapping[str, Any]
    facts: str
    unit: str = ""
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of document.

    `name` is ASCII and names the template (`supervision_notice.docx`); `title` is what people call it and the folder
    below 文书/; `genre` is its 文种 (条例 art. 8: 通知, 通报, 报告, 函, 纪要 …). `fields` says what each tag of the
    template holds; `named` are those whose values must be found in the finished text. `build` makes the template's
    bytes, always the same; `documents` gives the documents of a case in a fixed order, none where nothing is due.
    `needs` tells the clerk what must be there before there is one, and where it is typed; "" where there always is one.
    `by_unit`: a paper of a unit's own, signed by the unit. `forms` gives it for every unit, also where nothing is due:
    for units that are named.
    """

    name: str
    title: str
    genre: str
    layout: Layout
    group: Group
    fields: Mapping[str, str]
    named: tuple[str, ...]
    build: Callable[[], bytes]
    documents: Callable[[Case], Iterable[Document]]
    needs: str = ""
    by_unit: bool = False
    working: bool = False
    forms: Callable[[Case], Iterable[Document]] | None = None

    @property
    def template(self) -> str:
        """The file name of its Word template."""
        return f"{self.name}.docx"
