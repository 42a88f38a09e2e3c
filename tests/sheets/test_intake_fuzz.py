"""A short run of the fuzzing of the reader (the long one: `python -m corpus.fuzz`), and what the long ones found."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, seed, settings

from corpus.fuzz import attempt, base_parts
from corpus.mutations import CHANGES, Change, mutated
from weibao.compute.settings import Settings

if TYPE_CHECKING:
    from corpus.packages import Parts
    from weibao.rulebook.model import Rulebook


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory, village: Rulebook) -> Parts:
    return base_parts(tmp_path_factory.mktemp("fuzz"), village)


@seed(5)
@settings(max_examples=150, database=None, suppress_health_check=list(HealthCheck))
@given(changes=CHANGES)
def test_no_mutated_package_raises_or_takes_long(parts: Parts, village: Rulebook, changes: list[Change]) -> None:
    assert attempt(mutated(parts, changes), Settings.build(village, {})[0].apply(village))
