"""The versions of a campaign's rulebook: which one each round is judged by, and what stays the same through all."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from weibao.rulebook.model import Rulebook, Unit


@dataclass(frozen=True, slots=True)
class RuleVersion:
    """One version: where its files lie (as `Campaign.rulebook_ref`), from which round on (0: no round was ever issued
    under it), its digest, since when, and which one it took the place of.
    """

    ref: str
    first: int
    digest: str = ""
    since: str = ""
    before: str = ""


def read_marker(data: Mapping[str, Any]) -> tuple[str, tuple[RuleVersion, ...], dict[str, int], bool]:
    """What campaign.json says: rulebook, versions, units' numbers, and whether the last change is unfinished.

    Raises KeyError, TypeError or ValueError where it says something else.
    """
    ref = str(data["rulebook"])
    versions = tuple(
        RuleVersion(str(item["ref"]), int(item["first"]), str(item["digest"]), str(item["since"]), str(item["before"]))
        for item in data.get("versions", ())
    )
    numbers = {str(name): int(number) for name, number in data.get("numbers", {}).items()}
    return ref, versions, numbers, bool(data.get("unfinished", False))


def marker_of(
    ref: str, versions: Iterable[RuleVersion], numbers: Mapping[str, int], unfinished: bool
) -> dict[str, Any]:
    """The same the other way; a campaign whose rules were never changed has the name only."""
    marker: dict[str, Any] = {"rulebook": ref}
    if listed := [asdict(item) for item in versions]:
        marker |= {"versions": listed, "numbers": dict(numbers), "unfinished": unfinished}
    return marker


def in_campaign(book: Rulebook, numbers: Mapping[str, int], others: Iterable[Rulebook]) -> Rulebook:
    """A version as the campaign uses it: every unit keeps its number and is known by the names that it has in other
    versions as well, and what the version has not itself is no stranger.
    """
    own, others = _ids(book), list(others)
    retired = frozenset().union(*map(_ids, others)) - own
    units = tuple(
        replace(
            unit,
            order=numbers.get(unit.name, unit.order),
            aliases=(*unit.aliases, *_other_names(book, unit, others)),
        )
        for unit in book.units
    )
    return replace(book, units=units, numbers=dict(numbers), retired=retired)


def _other_names(book: Rulebook, unit: Unit, others: Iterable[Rulebook]) -> Iterator[str]:
    """What a unit is called in other versions; ids of towns follow a list, so these must share a name as well."""
    taken = {name for other in book.units for name in (other.name, *other.aliases)}
    for version in others:
        there = version.unit_by_id.get(unit.id)
        if there is not None and {unit.name, *unit.aliases} & {there.name, *there.aliases} and there.name not in taken:
            taken.add(there.name)
            yield there.name


def _ids(book: Rulebook) -> frozenset[str]:
    """Of everything that an office types something about by its id."""
    records = (*book.indicators, *book.vetoes, *book.settings, *book.units, *book.counts)
    return frozenset(record.id for record in records)


def numbers_of(known: Mapping[str, int], old: Rulebook, new: Rulebook) -> dict[str, int]:
    """The number of every unit of both versions: it stays; units that are new get numbers that nobody has had."""
    numbers = dict(known) or {unit.name: unit.order for unit in old.units}
    names = {unit.id: unit.name for unit in old.units}
    for unit in new.units:
        if unit.name not in numbers:
            before = names.get(unit.id, "")
            numbers[unit.name] = numbers.get(before) or max(numbers.values(), default=0) + 1
    return numbers
