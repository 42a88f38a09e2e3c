"""Rounds that the units have in their hands but 轮次 does not know: a run was killed, or an open ledger refused them.

What they are called and when they are due is read back from a checklist as issued.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from weibao.compute.model import Round

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date
    from pathlib import Path

    from weibao.campaign.grounds import Grounds
    from weibao.campaign.store import Issued

_FOLDER = re.compile(r"第([1-9]\d?)轮")


def unnoted_rounds(grounds: Grounds, issued: Mapping[tuple[int, str], Issued]) -> dict[int, Round]:
    """By number, in order; `issued` is what the history keeps by (round, unit's name).

    A name or a due date that no checklist tells is "" or None.
    """
    days: dict[int, date] = {}
    for (number, _), item in issued.items():
        days[number] = min(item.issued, days.get(number, item.issued))
    noted = {item.number for item in grounds.office.rounds}
    found: dict[int, Round] = {}
    for number in sorted({*days, *_folders(grounds.campaign.root)} - noted):
        round_ = _from_files(grounds, number)
        if round_ is None and number in days:
            round_ = Round(number, "")
        if round_ is not None:
            known = [day for day in (days.get(number), round_.issued) if day]
            found[number] = replace(round_, issued=min(known, default=None))
    return found


def with_unnoted(grounds: Grounds, issued: Mapping[tuple[int, str], Issued]) -> Grounds:
    """The grounds with these rounds beside those of 轮次, so that nobody is told that nothing was issued."""
    rounds = unnoted_rounds(grounds, issued)
    if not rounds:
        return grounds
    named = tuple(replace(item, name=item.name or f"第{item.number}轮") for item in rounds.values())
    return replace(grounds, office=replace(grounds.office, rounds=(*grounds.office.rounds, *named)))


def _folders(root: Path) -> Iterator[int]:
    """The rounds that have a folder in 下发/."""
    for path in (root / "下发").glob("第*轮"):
        if match := _FOLDER.fullmatch(path.name):
            yield int(match[1])


def _from_files(grounds: Grounds, number: int) -> Round | None:
    """The round as the first readable checklist tells it."""
    from weibao.sheets.intake_round import read_round

    for unit in grounds.rulebook.units:
        path = grounds.campaign.handed_out(number, unit)
        if path.is_file():
            found = read_round(path, grounds.rulebook, unit.id)
            if found is not None and found.number == number:
                return found
    return None
