"""One finding about the plan."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from weibao.rulebook.model import Source


@dataclass(frozen=True, slots=True)
class AuditItem:
    """`code` names the kind of finding, `quotes` the words that show it, `records` the ids it is about."""

    code: str
    title: str
    explanation: str
    quotes: tuple[Source, ...]
    records: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Ready for JSON."""
        return asdict(self)
