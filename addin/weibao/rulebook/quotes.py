"""Are all quotes in the plan, and is every sentence of the plan quoted?

A sentence is covered when each of its letters and digits lies inside a quote or verbatim field of some record *of
the same place*, or inside an entry of uncited.toml. Remarks do not count: to point at a sentence is not to record it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from weibao.rulebook.model import Category, Indicator, Phase, Record, Rule, Task, Unit, Veto
from weibao.rulebook.textual import PlanText, Sentence, fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from weibao.rulebook.model import Rulebook, Uncited

# Fields that repeat the plan word for word, besides the quotes themselves.
VERBATIM: Mapping[type[Record], tuple[str, ...]] = {
    Category: ("name",),
    Unit: ("duty_heading", "duties"),
    Indicator: ("topic", "standard", "units_as_written"),
    Veto: ("text", "units_as_written"),
    Task: ("group", "title", "text"),
    Phase: ("name", "text"),
    Rule: ("text",),
}


@dataclass(frozen=True, slots=True)
class Claim:
    """Words that a record says stand in the plan: in which field, at which place."""

    record: str
    field: str
    place: str
    text: str


@dataclass(frozen=True, slots=True)
class UncitedProblem:
    """An entry of uncited.toml that should go or be mended, and why (Chinese)."""

    quote: str
    problem: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """The result: how much there is, and what is wrong (all three tuples empty when all is well)."""

    quotes: int
    sentences: int
    uncited: int
    missing: tuple[Claim, ...]
    uncovered: tuple[Sentence, ...]
    problems: tuple[UncitedProblem, ...]

    @property
    def complete(self) -> bool:
        """Whether every quote is found and every sentence accounted for."""
        return not (self.missing or self.uncovered or self.problems)


@lru_cache(maxsize=4)
def _plan(text: str, places: tuple[str, ...]) -> PlanText:
    return PlanText(text, places)


def plan_text(book: Rulebook) -> PlanText:
    """The rulebook's plan, cut into its places (kept, because every question about quotes asks for it)."""
    return _plan(book.text, book.places)


def claims(book: Rulebook) -> Iterator[Claim]:
    """All quotes and verbatim fields of all records."""
    for record in book.records():
        yield from claims_of(record)


def claims_of(record: Record) -> Iterator[Claim]:
    """The quotes of one record, then its verbatim fields (found at the place of its main source)."""
    for number, source in enumerate(record.sources):
        yield Claim(record.id, f"more[{number}]" if number else "source", source.place, source.quote)
    quoted = {fold(source.quote) for source in record.sources}
    for name in VERBATIM.get(type(record), ()):
        text = getattr(record, name)
        if record.source and text and fold(text) not in quoted:
            yield Claim(record.id, name, record.source.place, text)


def sentences(book: Rulebook) -> tuple[Sentence, ...]:
    """The sentences and cells from `coverage_from` to `coverage_until` that say something."""
    plan = plan_text(book)
    start, end = plan.span(book.coverage_from, book.coverage_until)
    return tuple(item for item in plan.sentences if item.speaks and start <= item.start and item.end <= end)


def coverage(book: Rulebook) -> Coverage:
    """Check all quotes and all sentences of a rulebook."""
    plan = plan_text(book)
    covered = bytearray(len(plan.folded))
    all_claims = tuple(claims(book))
    remarks = {remark.id for remark in book.remarks}
    missing = []
    for claim in all_claims:
        matches = plan.find(claim.text, claim.place)
        if not matches:
            missing.append(claim)
        for match in matches if claim.record not in remarks else ():
            covered[match.start : match.end] = b"\1" * (match.end - match.start)
    problems = tuple(_uncited(book, plan, covered))
    wanted = sentences(book)
    uncovered = tuple(item for item in wanted if not _whole(plan.folded, covered, item.start, item.end))
    return Coverage(len(all_claims), len(wanted), len(book.uncited), tuple(missing), uncovered, problems)


def _whole(folded: str, covered: bytearray, start: int, end: int) -> bool:
    """Whether every letter and digit between two positions is covered."""
    return all(covered[at] or not folded[at].isalnum() for at in range(start, end))


def _uncited(book: Rulebook, plan: PlanText, covered: bytearray) -> Iterator[UncitedProblem]:
    """Mark the uncited sentences as covered, telling of those that are not whole sentences or that records cite."""
    ends = {_end(item) for item in plan.sentences} | {item.end for item in plan.sentences}
    starts = {item.start for item in plan.sentences}
    before = bytes(covered)
    seen: set[str] = set()
    for entry in book.uncited:
        matches = [item for item in plan.find(entry.quote) if item.start in starts and item.end in ends]
        if fold(entry.quote) in seen:
            yield UncitedProblem(entry.quote, "写了两次")
        elif not matches:
            yield UncitedProblem(entry.quote, _why_not(plan, entry))
        elif all(_whole(plan.folded, bytearray(before), item.start, item.end) for item in matches):
            yield UncitedProblem(entry.quote, "已有记录引用，不必列在这里")
        seen.add(fold(entry.quote))
        for item in matches:
            covered[item.start : item.end] = b"\1" * (item.end - item.start)


def _why_not(plan: PlanText, entry: Uncited) -> str:
    return "不是完整的句子，请从句首抄到句末" if plan.find(entry.quote) else "原文中找不到"


def _end(sentence: Sentence) -> int:
    """The position after the last letter or digit: an entry may leave the full stop out."""
    return sentence.start + len(sentence.text.rstrip("。；;！？，,：:、）)”"))
