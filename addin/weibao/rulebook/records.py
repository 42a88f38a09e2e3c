"""The types of the rulebook's records.

Conventions:
* Every record carries a `source` (a verbatim quote of the plan and where it stands) or an
  `assumption` (why we decided something that the plan leaves open), never neither.
* Scores are whole numbers of `scale.Scale.step` inside ("steps"): with a step of 0.5, two points are 4.
* Unit lists may hold the id of a *group* (`Rulebook.group`, 各镇（街道）), which counts as one member.
* Dates are inclusive on both ends.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Source:
    """Where the plan says so: `place` (附件1, 五、实施步骤 …), `item` (row, article) and the verbatim `quote`."""

    place: str
    item: str
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What all records share. `more` holds further quotes of the same rule."""

    id: str
    source: Source | None = None
    more: tuple[Source, ...] = ()
    assumption: str = ""

    @property
    def sources(self) -> tuple[Source, ...]:
        """All quotes, the main one first."""
        return ((self.source,) if self.source else ()) + self.more


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit(Record):
    """A department or a town. `name` is canonical, `aliases` are the plan's other spellings, `formal` is for 主送.

    `duties` is the verbatim paragraph of Annex 2 ("" for units that it does not list), `duty_order` its place there.
    """

    name: str
    formal: str
    kind: str  # "department" | "town"
    order: int  # 1… in folders and tables: the NN of "NN 单位"
    aliases: tuple[str, ...] = ()
    duty_order: int | None = None
    duty_heading: str = ""
    duties: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group(Record):
    """A collective name of the plan (各镇（街道）) that counts as one member; its units are a setting."""

    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Category(Record):
    """A 项目 of Annex 1. `full` in steps is the sum that its indicators must give."""

    name: str
    full: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement(Record):
    """A countable duty inside a standard (62 of them in Rugao's plan).

    The quote is the plan's; measure, data, ladder and kind ("hard", "derived", "param") are ours. `threshold` is text
    or a number, as typed.
    """

    indicator: str
    subject: str
    measure: str
    comparison: str
    threshold: str | int | Decimal
    unit: str
    period: str
    data: str
    ladder: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceHint(Record):
    """A suggested material for an indicator (assumption). `named` = its subject stands in the standard's own words."""

    indicator: str
    text: str
    type: str
    named: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialType(Record):
    """One of the closed list of 材料类型. `numbered` types normally bear a 文号; `seal` says whose seal is needed."""

    name: str
    fields: str
    seal: str
    numbered: bool


@dataclass(frozen=True, slots=True)
class Aggregation:
    """How the members' answers to one indicator become its score (assumptions; the settings may override).

    `stated`: "lowest" of the claimants. `group`: "mean" of the towns that spoke, or "lowest".
    `cap`: "mean" of the other members' fulfilment, or "none". `round`: "down" to the step, or "nearest".
    """

    stated: str = "lowest"
    group: str = "mean"
    cap: str = "mean"
    round: str = "down"


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator(Record):
    """One row of Annex 1 (I01…). `lead` and `co` are unit or group ids; `units_as_written` is the plan's own cell."""

    order: int
    category: str  # Category.id
    topic: str
    title: str  # short title of ours, for folders, charts and notices
    standard: str  # verbatim
    full: int  # steps
    lead: tuple[str, ...]
    co: tuple[str, ...]
    units_as_written: str
    aggregation: Aggregation
    recurrence: str = ""  # how often the duty falls due, in Chinese (assumption)
    window: str = ""  # which dates its evidence should have, in Chinese (assumption)

    @property
    def claimants(self) -> tuple[str, ...]:
        """Who may state a score: the leads, or all listed members where nobody leads (design, aggregation)."""
        return self.lead or self.co

    @property
    def supporters(self) -> tuple[str, ...]:
        """The members that are not claimants; their level can lower the score."""
        return self.co if self.lead else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Veto(Record):
    """A row of the 负面工作清单 (V1…). `dated` is False where the matter is a state, not an event (V3, V4, V8)."""

    order: int
    title: str
    text: str
    lead: tuple[str, ...]
    co: tuple[str, ...]
    units_as_written: str
    dated: bool

    @property
    def members(self) -> tuple[str, ...]:
        """Everybody responsible, leads first; unit and group ids."""
        return self.lead + self.co


@dataclass(frozen=True, slots=True)
class TaskLink:
    """A task's link to an indicator: `shared` stands in both texts, "" where the link is an assumption."""

    indicator: str
    shared: str
    assumption: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task(Record):
    """One of the tasks of section four (K01…), with its group heading and full text."""

    order: int
    group: str
    title: str
    text: str
    links: tuple[TaskLink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone(Record):
    """A dated point or period of the phases; `kind` is "deadline", "period" or "open" (no end).

    What is open may be looked at again every year: `recheck` is the first such day.
    """

    phase: str
    title: str
    deliverable: str
    who: str
    kind: str
    start: date | None
    end: date | None
    recheck: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase(Record):
    """A 阶段 of section five. `end` is None for the open last one."""

    order: int
    name: str
    start: date
    end: date | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting(Record):
    """A value that the office may change in the sheet 设置.

    `type`: "date", "int", "number", "text", "choice", "flag" (是/否) or "names" (a list, one per line or 、).
    `default` is text in the form a clerk types it ("" = empty).
    """

    group: str
    title: str
    type: str
    default: str
    choices: tuple[str, ...] = ()
    unit: str = ""
    help: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact(Record):
    """The citation of a single value of the rulebook's head; `id` is its name (score_step, veto_years …)."""

    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark(Record):
    """A contradiction or gap that only a reader finds; `kind` is "contradiction", "gap" or "wording"."""

    kind: str
    title: str
    explanation: str


@dataclass(frozen=True, slots=True)
class Uncited:
    """A sentence of the plan that decides nothing, with the reason why no record cites it."""

    quote: str
    reason: str


@dataclass(frozen=True, slots=True)
class VetoEffect:
    """The verdict that follows from `at_least` counted items: a value of the contract and the plan's own words."""

    at_least: int
    verdict: str
    label: str
