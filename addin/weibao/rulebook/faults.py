"""What is wrong in a rulebook: where it stands, what it is, what is allowed, and several told together."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, NoReturn

from weibao.errors import RulebookError

if TYPE_CHECKING:
    from collections.abc import Iterable

_TOLD: Final = 20  # lines at once


@dataclass(frozen=True, slots=True)
class Spot:
    """Where in the rulebook an error stands: a file and, inside it, a record.

    `table` and `number` say which record of which array it is where that is known; `inner` names a table inside of the
    record (`aggregation`, `links`), `part` which one of a list of them.
    """

    file: str
    record: str = ""
    table: str = ""
    number: int = 0
    inner: str = ""
    part: int = 0

    def fail(self, wrong: str, allowed: str = "") -> NoReturn:
        """Raise FaultyRulesError: place, what is wrong, what is allowed."""
        raise FaultyRulesError((Fault(self, wrong, allowed),))

    def at(self, record: str, table: str = "", number: int = 0) -> Spot:
        """The same file, another record."""
        return Spot(self.file, record, table, number)

    def inside(self, inner: str, part: int = 0) -> Spot:
        """A table inside of the same record."""
        return replace(self, inner=inner, part=part)


@dataclass(frozen=True, slots=True)
class Fault:
    """One mistake."""

    spot: Spot
    wrong: str
    allowed: str = ""

    def __str__(self) -> str:
        place = f"{self.spot.file}，{self.spot.record}" if self.spot.record else self.spot.file
        return f"{place}：{self.wrong}" + (f"；{self.allowed}" if self.allowed else "") + "。"


class FaultyRulesError(RulebookError):
    """One mistake in a rulebook or several, a line each."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(together([str(fault) for fault in self.faults]))


@dataclass(frozen=True, slots=True)
class _Noted:
    """What `contextlib.contextmanager` would make, but known to type checkers to go on after an error."""

    found: list[Fault]

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> bool:
        if isinstance(error, FaultyRulesError):
            self.found.extend(error.faults)
            return True
        return False


class Faults:
    """Mistakes that are told together."""

    def __init__(self) -> None:
        self.found: list[Fault] = []

    def noted(self) -> _Noted:
        """Note what is raised inside and go on."""
        return _Noted(self.found)

    def tell(self) -> None:
        """Raise FaultyRulesError where anything was noted."""
        if self.found:
            raise FaultyRulesError(self.found)


def together(lines: list[str]) -> str:
    """The first of many lines, and how many are left."""
    more = f"\n另有 {len(lines) - _TOLD} 处，改好以后再运行。" if len(lines) > _TOLD else ""
    return "\n".join(lines[:_TOLD]) + more
