"""Whose file it may be that nobody can read: by its name, or that of the archive or the folder that it lies in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from weibao.compute.terms import ReturnStatus
from weibao.findings import Finding, finding, some
from weibao.sheets.values import compact

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from weibao.compute.model import ReturnState
    from weibao.rulebook.model import Rulebook, Unit

# What people leave out where everybody belongs to the same place.
_PLACES: Final = ("市委", "县委", "区委", "市", "县", "区", "州", "旗")
# A name without its place must have this many characters to be looked for inside of a file name.
_LONG: Final = 3
_SHORTEST: Final = 2
# Of what lies in an archive, or of an archive, that cannot be read.
_OF_ARCHIVES: Final = ("archive-unreadable", "archive-member")
_NAMED: Final = 8


def named(file: str, rulebook: Rulebook) -> str:
    """The unit that a file, else the folder or archive around it, is called after; "" where that is none or not clear.

    市 and the like may be left out: 人社局.et is 市人社局's.
    """
    for part in reversed(file.split("/")):
        text, stem = compact(part), compact(part.rsplit(".", 1)[0])
        if found := _called(text, rulebook) | _called_short(text, stem, rulebook):
            return found.pop() if len(found) == 1 else ""
    return ""


def _called(text: str, rulebook: Rulebook) -> set[str]:
    return {unit.id for unit in rulebook.units for name in _names(unit) if name in text}


def _called_short(text: str, stem: str, rulebook: Rulebook) -> set[str]:
    return {
        unit.id
        for unit in rulebook.units
        for name in _names(unit)
        for short in _without_place(name)
        if short == stem or (len(short) >= _LONG and short in text)
    }


def _names(unit: Unit) -> tuple[str, ...]:
    return tuple(compact(name) for name in (unit.name, unit.formal, *unit.aliases))


def _without_place(name: str) -> Iterator[str]:
    for place in _PLACES:
        if name.startswith(place) and len(name) - len(place) >= _SHORTEST:
            yield name.removeprefix(place)


def archives_by_sender(found: Iterable[Finding], rulebook: Rulebook) -> tuple[list[Finding], dict[str, list[str]]]:
    """What is told of the inbox with the senders of archives filled in, and by sender the files that were not read."""
    told: list[Finding] = []
    aside: dict[str, list[str]] = {}
    for item in found:
        sender = named(item.file, rulebook) if item.code in _OF_ARCHIVES else ""
        told.append(item.at(unit=sender) if sender else item)
        if item.code in _OF_ARCHIVES:
            aside.setdefault(sender, []).append(item.file)
    return told, aside


def nameless(aside: Mapping[str, Sequence[str]], states: Iterable[ReturnState], folder: str) -> Iterator[Finding]:
    """That files came in of which nobody knows whose they are, while units are said not to have returned."""
    files = aside.get("", ())
    missing = [state.unit for state in states if state.status is ReturnStatus.MISSING]
    if files and missing:
        names = [f"“{file.removeprefix(f'{folder}/')}”" for file in files]
        yield finding(
            "returns-nameless", file=folder, count=len(files), missing=len(missing),
            names=some(names, _NAMED, ""),
        )  # fmt: skip
