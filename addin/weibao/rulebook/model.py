"""The rulebook: one county's plan as typed, frozen records.

The record types live in `records` (read its conventions first), `rule_records` and `count_records`; this module gives
them all out again.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import count
from typing import TYPE_CHECKING

from weibao.rulebook.count_records import Count, CountStep, Unasked
from weibao.rulebook.records import (
    Aggregation,
    Category,
    EvidenceHint,
    Fact,
    Group,
    Indicator,
    MaterialType,
    Milestone,
    Phase,
    Record,
    Remark,
    Requirement,
    Setting,
    Source,
    Task,
    TaskLink,
    Uncited,
    Unit,
    Veto,
    VetoEffect,
)
from weibao.rulebook.round_records import AnnualField, InspectionLevel, PlannedRound
from weibao.rulebook.rule_records import DocumentRule, MeetingKind, Post, Rule, WorkSystem
from weibao.rulebook.scale import Scale

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

__all__ = [
    "Aggregation",
    "AnnualField",
    "Category",
    "Count",
    "CountStep",
    "DocumentRule",
    "EvidenceHint",
    "Fact",
    "Group",
    "Indicator",
    "InspectionLevel",
    "MaterialType",
    "MeetingKind",
    "Milestone",
    "Phase",
    "PlannedRound",
    "Post",
    "Record",
    "Remark",
    "Requirement",
    "Rule",
    "Rulebook",
    "Scale",
    "Setting",
    "Source",
    "Task",
    "TaskLink",
    "Unasked",
    "Uncited",
    "Unit",
    "Veto",
    "VetoEffect",
    "WorkSystem",
]


_NO_RECORD = "规则库没有写这种文书怎样发出，按办公室的日常文件办理。"
_FROM_SETTING = "名称来自设置的名单；主送用的全称没有另定，与名称相同。"


@dataclass(frozen=True, kw_only=True)
class Rulebook:
    """One county's plan. Built only by `weibao.rulebook.load_rulebook`; `digest` is the SHA-256 of its files."""

    id: str
    version: str
    follows: str = ""  # the version before it whose ids it keeps, "" for a first one
    title: str
    document: str
    issuer: str
    issued: date
    region: str
    scale: Scale
    full: int
    veto_years: int
    veto_effects: tuple[VetoEffect, ...]
    row_deadline: str  # Milestone.id whose end is the deadline of every row
    group: Group | None
    categories: tuple[Category, ...]
    units: tuple[Unit, ...]
    indicators: tuple[Indicator, ...]
    vetoes: tuple[Veto, ...]
    tasks: tuple[Task, ...]
    phases: tuple[Phase, ...]
    milestones: tuple[Milestone, ...]
    meetings: tuple[MeetingKind, ...]
    rules: tuple[Rule, ...]
    requirements: tuple[Requirement, ...]
    evidence: tuple[EvidenceHint, ...]
    material_types: tuple[MaterialType, ...]
    settings: tuple[Setting, ...]
    uncited: tuple[Uncited, ...]
    text: str = field(repr=False)  # the plan, as published
    digest: str = ""
    document_kinds: tuple[DocumentRule, ...] = ()
    posts: tuple[Post, ...] = ()
    work_systems: tuple[WorkSystem, ...] = ()
    counts: tuple[Count, ...] = ()
    unasked: tuple[Unasked, ...] = ()
    rounds: tuple[PlannedRound, ...] = ()
    inspections: tuple[InspectionLevel, ...] = ()
    annual_fields: tuple[AnnualField, ...] = ()
    facts: tuple[Fact, ...] = ()
    remarks: tuple[Remark, ...] = ()
    places: tuple[str, ...] = ()  # headings of the plan's parts, in its order: the values of Source.place
    coverage_from: str = ""  # the place from which every sentence must be cited …
    coverage_until: str = ""  # … up to the line that begins so ("" = to the end)
    numbers: Mapping[str, int] = field(default_factory=dict)  # of a campaign under a later version: name → Unit.order
    retired: frozenset[str] = frozenset()  # … and the ids that earlier versions had and this one has not

    @cached_property
    def unit_by_id(self) -> Mapping[str, Unit]:
        """Units by id, in their order."""
        return {unit.id: unit for unit in self.units}

    @cached_property
    def indicator_by_id(self) -> Mapping[str, Indicator]:
        """Indicators by id, in their order."""
        return {indicator.id: indicator for indicator in self.indicators}

    @cached_property
    def requirement_by_id(self) -> Mapping[str, Requirement]:
        """Countable duties by id, in their order."""
        return {requirement.id: requirement for requirement in self.requirements}

    @cached_property
    def count_by_id(self) -> Mapping[str, Count]:
        """Rows of 量化情况 by id, in their order."""
        return {count.id: count for count in self.counts}

    def indicator_of(self, count: Count) -> Indicator:
        """The indicator that a figure belongs to."""
        return self.indicator_by_id[self.requirement_by_id[count.requirement].indicator]

    def asked(self, count: Count) -> tuple[str, ...]:
        """The ids of the units that type a figure, towns one by one; () where the office's own sheets give it."""
        return () if count.office else self.members(count.by or self.indicator_of(count).claimants)

    @cached_property
    def veto_by_id(self) -> Mapping[str, Veto]:
        """Negative items by id, in their order."""
        return {veto.id: veto for veto in self.vetoes}

    @cached_property
    def category_by_id(self) -> Mapping[str, Category]:
        """Categories by id, in their order."""
        return {category.id: category for category in self.categories}

    @cached_property
    def _document_by_id(self) -> Mapping[str, DocumentRule]:
        return {rule.id: rule for rule in self.document_kinds}

    def document_rule(self, kind: str) -> DocumentRule:
        """How a kind of document is issued; a kind without a record is issued by the office under its 机关代字."""
        return self._document_by_id.get(kind) or DocumentRule(id=kind, title=kind, assumption=_NO_RECORD)

    @cached_property
    def record_by_id(self) -> Mapping[str, Record]:
        """Every record by its id; ids are unique in the whole rulebook."""
        return {record.id: record for record in self.records()}

    @cached_property
    def towns(self) -> tuple[Unit, ...]:
        """The units behind the group."""
        return tuple(unit for unit in self.units if unit.kind == "town")

    @cached_property
    def member_units(self) -> tuple[Unit, ...]:
        """The member units: those with a paragraph of duties."""
        return tuple(unit for unit in self.units if unit.duty_order is not None)

    def members(self, listed: tuple[str, ...]) -> tuple[str, ...]:
        """Unit ids behind a list of unit and group ids, groups replaced by their towns, order kept."""
        group = self.group.id if self.group else None
        if group not in listed:
            return listed
        towns = tuple(unit.id for unit in self.towns)
        return tuple(uid for listed_id in listed for uid in (towns if listed_id == group else (listed_id,)))

    def with_towns(self, names: Sequence[str]) -> Rulebook:
        """The same rulebook with the group's towns replaced by `names` (the setting `towns`), ids T01… in order."""
        departments = tuple(unit for unit in self.units if unit.kind != "town")
        known = {unit.name: unit for unit in self.towns}
        towns = []
        free = count(max([len(departments), *self.numbers.values()]) + 1)
        for number, name in enumerate(names, 1):
            unit_id, order = f"T{number:02d}", self.numbers.get(name) or next(free)
            new = Unit(id=unit_id, name=name, formal=name, kind="town", order=order, assumption=_FROM_SETTING)
            towns.append(replace(known[name], id=unit_id, order=order) if name in known else new)
        return replace(self, units=(*departments, *towns))

    def records(self) -> Iterator[Record]:
        """Every record, in the order of the plan's parts."""
        if self.group:
            yield self.group
        for part in (
            self.categories, self.units, self.indicators, self.vetoes, self.tasks, self.phases, self.milestones,
            self.rounds, self.inspections, self.annual_fields,
            self.meetings, self.rules, self.requirements, self.evidence, self.material_types, self.settings,
            self.document_kinds, self.posts, self.work_systems, self.counts, self.facts, self.remarks,
        ):  # fmt: skip
            yield from part
