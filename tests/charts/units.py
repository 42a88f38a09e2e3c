"""Bodies of the size of a real county, and larger ones, for tests of pictures with a row or a panel a unit."""

from __future__ import annotations

import functools
from dataclasses import replace

import synthetic
from chart_facts import facts
from weibao.charts.series.heat import HeatCell, HeatRow
from weibao.compute.model import Level
from weibao.compute.terms import Step

CATEGORIES = (
    "组织领导", "工作机制", "家庭保护", "学校保护", "社会保护", "网络保护", "政府保护",
    "司法保护", "机构建设", "队伍建设",
)  # fmt: skip
LONG = "未成年人保护工作与困境儿童关爱服务指导中心"
_CELLS = (HeatCell(100), HeatCell(None, "—"), HeatCell(88), HeatCell(50), HeatCell(None, "未评"), HeatCell(0))


def name(number: int, length: int = 5) -> str:
    """A name of that many characters that no other unit has."""
    text = f"{LONG}、{LONG}"[: length - 2]
    return f"{text}{chr(0x4E00 + number)}局"


def rows(count: int, length: int = 5) -> tuple[HeatRow, ...]:
    """Rows of all kinds of cells; every seventh is silent."""
    made = []
    for number in range(count):
        cells = tuple(_CELLS[(number * 5 + place) % len(_CELLS)] for place in range(len(CATEGORIES)))
        if number % 7 == 6:
            cells = tuple(HeatCell(None, "未报" if cell.word != "—" else "—") for cell in cells)
        made.append(HeatRow(name(number, length), cells, "未报送" if number % 7 == 6 else ""))
    return tuple(made)


def answered(level: Level | None):
    """The invented county with every row answered so; with None nobody has returned anything."""
    seen = synthetic.assessment()
    said, spoke = level or Level.UNASSESSED, level is not None

    def units(result):
        return {unit: replace(row, level=said, spoke=spoke, evidence=0) for unit, row in result.units.items()}

    return replace(
        seen,
        units=tuple(
            replace(unit, returned=spoke, stated=unit.stated if spoke else None) for unit in seen.units
        ),
        indicators=tuple(replace(result, level=said, units=units(result)) for result in seen.indicators),
        items=(), stages=(),
    )  # fmt: skip


@functools.cache
def county():
    """Facts of the invented county as it stands."""
    return facts()


@functools.cache
def county_of(level: Level | None):
    """Facts of `answered(level)`."""
    return facts(answered(level))


@functools.cache
def county_answered():
    """The same, every matter answered by its unit and waiting for the office."""
    seen = synthetic.assessment()
    return facts(replace(seen, stages=tuple(replace(stage, step=Step.CHECKING) for stage in seen.stages)))
