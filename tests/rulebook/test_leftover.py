"""Settings that a copy of our rulebook for another county still has of ours."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from weibao.rulebook.leftover import left_over

if TYPE_CHECKING:
    from weibao.rulebook.model import Rulebook


@pytest.mark.parametrize(
    ("region", "changed", "there", "gone"),
    [
        ("如皋市", {}, (), ("doc_code",)),
        ("青河市", {}, ("county", "doc_code", "assessors", "superiors"), ("office_short", "towns", "return_days")),
        ("青河县", {}, ("office_short", "send_to_all"), ("towns", "school_safety_items")),
        ("青河市", {"doc_code": "青未保办", "assessors": ""}, ("minutes_code",), ("doc_code", "assessors")),
    ],
)
def test_what_is_left(
    rugao: Rulebook, region: str, changed: dict[str, str], there: tuple[str, ...], gone: tuple[str, ...]
) -> None:
    settings = tuple(replace(item, default=changed.get(item.id, item.default)) for item in rugao.settings)
    found = {item.id for item in left_over(replace(rugao, region=region, settings=settings))}
    assert found.issuperset(there)
    assert not found.intersection(gone)
