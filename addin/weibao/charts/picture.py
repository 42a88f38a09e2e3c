"""A picture before it is drawn: the finding as its title, what it shows as plain data, where that comes from.

Pure: no drawing library, no files, no clock.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any

from weibao.clean import printable
from weibao.workdays import day_text

if TYPE_CHECKING:
    from weibao.charts.facts import Facts


@dataclass(frozen=True, slots=True)
class Nothing:
    """There is nothing to draw; the sentence says why and what would change it."""

    reason: str


@dataclass(frozen=True, slots=True)
class Picture:
    """One page with one message. `body` is one of the records of `charts.series`, or `Nothing`.

    Texts that were typed over several lines stand on one here, and hold nothing that cannot be seen.
    """

    name: str
    title: str
    subtitle: str
    foot: str
    body: Any

    def __post_init__(self) -> None:
        if printable(self.text) != self.text:
            for item in fields(self):
                object.__setattr__(self, item.name, _printable(getattr(self, item.name)))

    @property
    def text(self) -> str:
        """Every character that the data can bring onto the page."""
        return "".join(_texts(self))


def source_line(facts: Facts, what: str = "各单位第{round}轮填报和核定结果") -> str:
    """The foot of a page: where the figures come from, and the day of which they are."""
    named = what.format(round=facts.assessment.round)
    return f"资料来源：{facts.rulebook.region}{named}　　基准日：{day_text(facts.assessment.as_of)}"


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif is_dataclass(value):
        for item in fields(value):
            yield from _texts(getattr(value, item.name))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _texts(key)
            yield from _texts(item)
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts(item)


def _printable(value: Any) -> Any:
    if isinstance(value, str):
        return printable(value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{item.name: _printable(getattr(value, item.name)) for item in fields(value)})
    if isinstance(value, dict):
        return {_printable(key): _printable(item) for key, item in value.items()}
    return tuple(map(_printable, value)) if isinstance(value, tuple) else value
