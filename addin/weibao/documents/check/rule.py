"""What a rule is, and the remarks it makes. Rules are small functions, registered by `rule`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

from weibao.documents.privacy import masked

if TYPE_CHECKING:
    from weibao.documents.check.official import Official

STANDARD: Final = "GB/T 9704-2012"
REGULATION: Final = "《党政机关公文处理工作条例》"
CUSTOM: Final = "惯例"


class Level(StrEnum):
    """How binding a rule is. `MUST`: 规定; `NORMAL`: worded as 一般, 推荐 or 可以; `CUSTOM`: office custom only."""

    MUST = "error"
    NORMAL = "warning"
    CUSTOM = "hint"

    @property
    def label(self) -> str:
        return {"error": "错误", "warning": "提醒", "hint": "提示"}[self.value]

    @property
    def rank(self) -> int:
        return list(Level).index(self)


class Hit(NamedTuple):
    """Something that breaks a rule: where, what stands there, what is expected, what to do.

    `clause` is that of a special format (10.1 …) where the rule's own does not hold.
    """

    place: str
    found: str
    expected: str
    advice: str
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule. `clause` is a clause of GB/T 9704 ("7.3.5.4"), another source in full, or `CUSTOM`."""

    code: str
    level: Level
    clause: str
    title: str
    check: Callable[[Official], Iterator[Hit]]

    @property
    def source(self) -> str:
        """GB/T 9704-2012 7.3.5.4, or the other source by name."""
        return source(self.clause)

    @property
    def chapter(self) -> tuple[int, ...]:
        """The clause as a key to sort by; other sources come behind the standard."""
        return tuple(map(int, re.findall(r"\d+", self.clause))) if re.match(r"\d", self.clause) else (99,)


@dataclass(frozen=True, slots=True)
class Remark:
    """What the checker says about one place of one document. All texts are Chinese but `code`."""

    code: str
    level: Level
    clause: str
    title: str
    place: str
    found: str
    expected: str
    advice: str

    @property
    def message(self) -> str:
        """All of it in one or two sentences."""
        return f"{self.place}：现为{self.found}，应为{self.expected}。{self.advice}（{self.clause}）"


REGISTRY: Final[dict[str, Rule]] = {}
"""All rules by code."""

# A document with one fault all through it should not be told a hundred times.
_REPEATS: Final = 5

Check = Callable[["Official"], Iterator[Hit]]


def rule(code: str, level: Level, clause: str, title: str) -> Callable[[Check], Check]:
    """Register a check. Raises ValueError where the code is taken."""

    def register(check: Check) -> Check:
        if code in REGISTRY:
            raise ValueError(f"two rules are called {code}")
        REGISTRY[code] = Rule(code, level, clause, title, check)
        return check

    return register


def remarks(one: Rule, official: Official) -> Iterator[Remark]:
    """What a rule says about a document: the first places in full, then how many more there are."""
    hits = list(one.check(official))
    for hit in hits[:_REPEATS]:
        yield _remark(one, hit)
    if len(hits) > _REPEATS:
        last = hits[_REPEATS]
        yield _remark(one, last._replace(place=f"{last.place}等另外{len(hits) - _REPEATS}处"))


def _remark(one: Rule, hit: Hit) -> Remark:
    clause = source(hit.clause) if hit.clause else one.source
    # A document of anybody may name people; a remark is shown, copied and sent on.
    texts = map(masked, (hit.place, hit.found, hit.expected, hit.advice))
    return Remark(one.code, one.level, clause, one.title, *texts)


def source(clause: str) -> str:
    """A clause as messages cite it: GB/T 9704-2012 7.3.5.4, or another source by its own name."""
    return f"{STANDARD} {clause}" if re.match(r"\d|前言", clause) else clause


def regulation(article: str) -> str:
    """《党政机关公文处理工作条例》第九条."""
    return f"{REGULATION}第{article}条"
