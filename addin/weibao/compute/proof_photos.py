"""Photos that are the same, or nearly, while their rows tell of different events."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from weibao.compute.proof_notes import on_row

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from weibao.compute.proof_records import FileFacts, Proofs
    from weibao.findings import Finding

PICTURES: Final = frozenset({"jpeg", "png", "gif", "bmp", "tiff", "webp"})
NEAR: Final = 4  # bits of 64 in which two takes of the same photo may differ
# One piece more than bits that may differ: of two hashes that are near, one piece at least is the same. Each takes bits
# from all over the picture: those of one corner, of a sky say, are the same in many.
_PIECES: Final = tuple(sum(1 << bit for bit in range(n, 64, NEAR + 1)) for n in range(NEAR + 1))


def photo_findings(proofs: Proofs) -> Iterator[Finding]:
    """E07."""
    photos = proofs.types("photo")
    shots = [
        (material, facts)
        for material in proofs.materials
        if material.item.type in photos
        for facts in proofs.facts(material)
        if facts.kind in PICTURES and facts.digest
    ]
    events = [(material.unit, material.item.dated, material.title) for material, _ in shots]
    told: set[str] = set()  # each is held against the first only: a photo used seventy times is sixty-nine findings
    for one, other in near_pairs([facts for _, facts in shots]):
        (first, taken), (second, again) = shots[one], shots[other]
        if events[one] == events[other] or taken.path == again.path or again.path in told:
            continue
        told.add(again.path)
        yield on_row("proof-same-photo", second, name=again.name, other=taken.path, first=first.name)


def near_pairs(photos: Sequence[FileFacts]) -> Iterator[tuple[int, int]]:
    """The places of every two photos with the same bytes or nearly the same look, in order.

    Only photos that share a piece of their look are compared: of a few thousand that is next to none.
    """
    looks = [int(facts.look, 16) if facts.look else None for facts in photos]
    sharing: defaultdict[tuple[int, int | str], list[int]] = defaultdict(list)
    for place, facts in enumerate(photos):
        for mark in _marks(facts, looks[place]):
            sharing[mark].append(place)
    for place, facts in enumerate(photos):
        lists = [sharing[mark] for mark in _marks(facts, looks[place])]
        behind = {other for found in lists for other in found[bisect_right(found, place) :]}
        for other in sorted(behind):
            if photos[other].digest == facts.digest or _near(looks[place], looks[other]):
                yield place, other


def _near(one: int | None, other: int | None) -> bool:
    """Whether two hashes of looks may be those of one picture."""
    return one is not None and other is not None and (one ^ other).bit_count() <= NEAR


def _marks(facts: FileFacts, look: int | None) -> list[tuple[int, int | str]]:
    """What two photos that are the same have in common."""
    pieces: list[tuple[int, int | str]] = [(-1, facts.digest)]
    if look is not None:
        pieces += [(number, look & piece) for number, piece in enumerate(_PIECES)]
    return pieces
