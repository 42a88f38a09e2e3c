"""Photos that are the same are found without comparing each with each, and exactly those."""

from __future__ import annotations

import random
from datetime import date
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compute.proof_cases import proofs
from weibao.compute import proof_photos
from weibao.compute.proof_photos import NEAR, near_pairs, photo_findings
from weibao.compute.proof_records import FileFacts

BITS = st.integers(0, 63)
# A few looks, each with some bits turned: near ones, just not near ones, and none at all.
LOOKS = st.one_of(
    st.none(),
    st.tuples(st.sampled_from((0, 2**64 - 1, 0x0123456789ABCDEF, 1)), st.lists(BITS, max_size=NEAR + 2, unique=True)),
)


def photo(number: int, look: int | None, digest: str) -> FileFacts:
    return FileFacts(f"佐证材料/{number}.jpg", 1, digest, "jpeg", look="" if look is None else f"{look:016x}")


def turned(look: int, bits: list[int]) -> int:
    for bit in bits:
        look ^= 1 << bit
    return look


def all_pairs(photos: list[FileFacts]) -> list[tuple[int, int]]:
    """Each with each."""
    return [
        (one, other)
        for one, other in combinations(range(len(photos)), 2)
        if photos[one].digest == photos[other].digest
        or (
            photos[one].look != ""
            and photos[other].look != ""
            and (int(photos[one].look, 16) ^ int(photos[other].look, 16)).bit_count() <= NEAR
        )
    ]


@settings(max_examples=300)
@given(st.lists(st.tuples(LOOKS, st.sampled_from("abcdef")), max_size=14))
def test_the_pairs_are_those_of_comparing_each_with_each(made: list[tuple[tuple[int, list[int]] | None, str]]) -> None:
    photos = [
        photo(number, None if look is None else turned(*look), digest * 64)
        for number, (look, digest) in enumerate(made)
    ]
    assert list(near_pairs(photos)) == all_pairs(photos)


def test_of_two_thousand_photos_hardly_any_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(5)  # noqa: S311
    photos = [photo(number, chance.getrandbits(64), f"{number:064x}") for number in range(2000)]
    compared, real = [0], proof_photos._near

    def counting(one: int | None, other: int | None) -> bool:
        compared[0] += 1
        return real(one, other)

    monkeypatch.setattr(proof_photos, "_near", counting)
    assert list(near_pairs(photos)) == []
    assert compared[0] < 10_000  # each with each would be two million


def test_one_photo_used_over_and_over_is_told_once_for_each_use() -> None:
    """Held against the first, not each against each: 20 uses are 19 findings, not 190."""
    rows = [
        {
            "indicator": "I03",
            "title": f"活动照片{number}",
            "type": "M12",
            "dated": date(2023, 6, number + 1),
            "files": [{"name": f"{number}.jpg", "size": 1, "digest": "a" * 64, "kind": "jpeg", "look": "0" * 16}],
        }
        for number in range(20)
    ]
    told = list(photo_findings(proofs({"materials": rows})))
    assert [item.code for item in told] == ["proof-same-photo"] * 19
    assert all("0.jpg" in item.message for item in told)
