"""The words of supervision: every reason has a scenario, and no field is left open."""

from __future__ import annotations

import re

from compute import cases
from weibao.reasons import REASONS

SCENARIOS = cases.load(cases.FOLDER / "supervision.toml")


def test_every_reason_occurs_in_a_scenario() -> None:
    named = {reason for case in SCENARIOS for item in case["期望"] for reason in item["原因"]}
    assert named == set(REASONS)


def test_the_words_are_whole() -> None:
    for case in SCENARIOS:
        for item in case["期望"]:
            assert not re.search(r"[{}]|；；|；$", item.get("问题", "") + item.get("要求", ""))
