"""Every scenario of tests/scenarios, and the runner itself: scenarios that must fail do fail."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from compute import cases

if TYPE_CHECKING:
    from weibao.rulebook.model import Rulebook
    from weibao.workdays import WorkCalendar

KINDS = ("levels", "aggregation", "deadlines", "status", "verdict", "supervision")


def _parameters(folder: str = "") -> list[object]:
    return [
        pytest.param(kind, case, id=f"{kind}-{case['名称']}")
        for kind in KINDS
        for case in cases.load(cases.FOLDER / folder / f"{kind}.toml")
    ]


@pytest.mark.parametrize(("kind", "case"), _parameters())
def test_scenario(kind: str, case: cases.Case, calendar: WorkCalendar, village: Rulebook) -> None:
    cases.run(kind, case, calendar, village.settings)


@pytest.mark.parametrize(("kind", "case"), _parameters("failing"))
def test_a_wrong_scenario_fails(kind: str, case: cases.Case, calendar: WorkCalendar, village: Rulebook) -> None:
    with pytest.raises(AssertionError):
        cases.run(kind, case, calendar, village.settings)


def test_every_file_has_a_runner() -> None:
    assert {path.stem for path in (cases.FOLDER / "failing").glob("*.toml")} == set(KINDS)
    assert set(KINDS) <= {path.stem for path in cases.FOLDER.glob("*.toml")}
