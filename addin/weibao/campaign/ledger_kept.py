"""What the history leaves out of 核定台账 (telephones and the like), from the versions of it that are kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final, Protocol, TypeVar

from weibao.campaign.history_privacy import has_mark, without_marks
from weibao.campaign.versions import Version, content_of, versions
from weibao.errors import CampaignError, WorkbookError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

T = TypeVar("T")

_NOWHERE: Final = "（号码：最近的留底里已经没有，请向填写的人或本人核实）"


class Ledger(Protocol):
    """A ledger as it is read: every input as the history keeps it, and as it stands there."""

    @property
    def texts(self) -> Mapping[str, str]:
        """By the history's keys."""

    def shown(self, key: str) -> str:
        """As it stands there."""


def read_version(machine: Path, version: Version, read: Callable[[Path], T]) -> T | None:
    """A kept version of the ledger as `read` reads a file; None where it cannot be read, or is not kept any more."""
    try:
        with TemporaryDirectory() as folder:
            path = Path(folder, version.path)
            path.write_bytes(content_of(machine, version))
            return read(path)
    except (CampaignError, WorkbookError, IndexError, OSError):
        return None


@dataclass(frozen=True)
class KeptLedgers:
    """The kept versions of the ledger `name`, the last one first, each read when it is asked for, and once."""

    machine: Path
    name: str
    read: Callable[[Path], Ledger]
    _known: dict[int, Ledger | None] = field(default_factory=dict)

    def shown(self, key: str, text: str | None) -> str:
        """A value that the history has for an input, for a message. The mark of a number tells nobody anything."""
        if text is None or not has_mark(text):
            return text or "空白"
        found = (ledger.shown(key) for ledger in self._ledgers() if ledger.texts.get(key) == text)
        return next(found, without_marks(text, _NOWHERE))

    def _ledgers(self) -> Iterator[Ledger]:
        try:
            there = versions(self.machine, self.name)
        except CampaignError:
            return
        for version in there:
            if version.no not in self._known:
                self._known[version.no] = read_version(self.machine, version, self.read)
            if ledger := self._known[version.no]:
                yield ledger
