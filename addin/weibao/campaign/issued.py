"""What was issued, from the checklists in 下发/ themselves: for a history that was lost, or a run that was killed.

A file that is there and not on record would otherwise make its unit's return look like one of nobody's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from weibao.campaign.store import Issued, Store

if TYPE_CHECKING:
    from pathlib import Path

    from weibao.campaign.grounds import Grounds
    from weibao.rulebook.model import Unit


def recover_issued(grounds: Grounds, store: Store, number: int) -> None:
    """Put on record what lies in 下发/第N轮/ and is not."""
    known = store.issued()
    for unit in grounds.rulebook.units:
        path = grounds.campaign.handed_out(number, unit)
        if (number, unit.name) not in known and path.exists():
            recover_unit(grounds, store, number, unit, path)


def recover_unit(grounds: Grounds, store: Store, number: int, unit: Unit, path: Path) -> None:
    """Put one issued checklist on record by its own serial number; one that is not this unit's is left off."""
    from weibao.sheets.intake import read_return

    file = grounds.campaign.relative(path)
    read = read_return(path, grounds.rulebook, grounds.settings, file=file)
    who = read.identity
    if who.meta_unit == unit.id and who.meta_round == number and who.serial and who.issued:
        store.add_issued(number, unit.name, Issued(who.serial, file, read.digest, who.issued))
