"""The agreed cases of aggregation on the plan's own rows, through the whole assessment; other towns."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from compute import small
from weibao.compute.settings import Settings

if TYPE_CHECKING:
    from compute.conftest import Assess
    from weibao.compute.model import IndicatorResult
    from weibao.rulebook.model import Rulebook


def row(rulebook: Rulebook, run: Assess, indicator: str, answers: dict[str, str]) -> IndicatorResult:
    """The city's result of one indicator; a unit that is not named has not returned."""
    returned = {unit: small.submission(unit, [small.row(indicator, answer)]) for unit, answer in answers.items()}
    return next(item for item in run(rulebook, returned).indicators if item.indicator == indicator)


def towns(*groups: tuple[int, str]) -> dict[str, str]:
    """So many towns with one answer, then so many with the next."""
    answers = [answer for count, answer in groups for _ in range(count)]
    return {f"T{number:02d}": answer for number, answer in enumerate(answers, 1)}


def points(rulebook: Rulebook, result: IndicatorResult) -> tuple[str, bool]:
    """What the city claims, and whether somebody is still silent."""
    assert result.figures.claimed is not None
    return str(rulebook.scale.points(result.figures.claimed)), result.provisional


def test_a_lead_and_two_helpers(rugao: Rulebook, run: Assess) -> None:
    lead, helpers = rugao.indicator_by_id["I61"].lead, rugao.indicator_by_id["I61"].co
    spoken = {lead[0]: "达标", helpers[0]: "达标", helpers[1]: "部分达标"}
    assert points(rugao, row(rugao, run, "I61", spoken)) == ("1.5", False)
    assert points(rugao, row(rugao, run, "I61", {lead[0]: "达标"})) == ("2", True)


def test_five_leads_and_the_towns(rugao: Rulebook, run: Assess) -> None:
    leads = rugao.indicator_by_id["I19"].lead
    assert len(leads) == 5
    spoken = {leads[0]: "达标", leads[1]: "达标 2", leads[2]: "部分达标 1.5", leads[3]: ""}
    assert points(rugao, row(rugao, run, "I19", spoken | towns((10, "达标"), (3, "部分达标")))) == ("1.5", True)


def test_a_department_and_the_towns_without_a_lead(rugao: Rulebook, run: Assess) -> None:
    spoken = {"D10": "达标 2", **towns((10, "达标 2"), (2, "部分达标 1.5"), (1, "未达标 0"))}
    assert points(rugao, row(rugao, run, "I40", spoken)) == ("1.5", True)


@pytest.mark.parametrize("count", [1, 3, 20])
def test_a_county_with_other_towns(rugao: Rulebook, run: Assess, count: int) -> None:
    settings, findings = Settings.build(rugao, {"towns": "、".join(f"第{n}乡" for n in range(count))})
    other = settings.apply(rugao)
    assert [item.code for item in findings] == ["setting-towns-differ"]
    assert points(other, row(other, run, "I40", {"D10": "达标", **towns((count, "达标"))})) == ("2", False)
    mixed = {"D10": "达标", **towns((count - 1, "达标"), (1, "部分达标 1.5"))}
    assert points(other, row(other, run, "I40", mixed)) == ("1.5", False)
    assert len(run(other, {}).units) == 40 + count
