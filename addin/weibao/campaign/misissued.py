"""Where a round's checklists and the list of units do not agree: towns were changed after `issue`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from weibao.campaign.grounds import by_id
from weibao.findings import finding, some

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from weibao.campaign.grounds import Grounds
    from weibao.campaign.store import Issued
    from weibao.findings import Finding

_NAMED: Final = 8


def issued_to_nobody(grounds: Grounds, issued: Mapping[tuple[int, str], Issued], number: int) -> Iterator[Finding]:
    """Checklists of a round that went to units which are not listed any more."""
    listed = {name for unit in grounds.rulebook.units for name in (unit.name, *unit.aliases)}
    if gone := [name for round_, name in issued if round_ == number and name not in listed]:
        yield finding("issued-to-nobody", number=number, count=len(gone), names=some(gone, _NAMED))


def without_checklist(grounds: Grounds, issued: Mapping[tuple[int, str], Issued], number: int) -> Iterator[Finding]:
    """Units that a round was not issued to; nobody where the history does not know what was issued."""
    known = by_id(grounds, number, issued)
    waiting = [unit.name for unit in grounds.rulebook.units if unit.id not in known]
    if known and waiting:
        yield finding("unit-not-issued", number=number, count=len(waiting), names=some(waiting, _NAMED))
