"""The one list of pictures, in the order of the meeting's pack."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from weibao.charts.series.ahead import ahead
from weibao.charts.series.card import cards as cards
from weibao.charts.series.completion import completion_departments, completion_towns
from weibao.charts.series.evidence import evidence
from weibao.charts.series.heat import heat_departments, heat_towns
from weibao.charts.series.path import path
from weibao.charts.series.points import points_by_category
from weibao.charts.series.supervision import supervision
from weibao.charts.series.towns import towns
from weibao.charts.series.vetoes import vetoes
from weibao.charts.series.waterfall import waterfall

if TYPE_CHECKING:
    from weibao.charts.facts import Facts
    from weibao.charts.picture import Picture


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture that can be made: its name in commands, its Chinese name in folders and contents, its series."""

    name: str
    label: str
    build: Callable[[Facts], Picture]


CHARTS: tuple[Chart, ...] = (
    Chart("points_by_category", "各项目得分", points_by_category),
    Chart("heat_departments", "部门完成热力图", heat_departments),
    Chart("heat_towns", "乡级完成热力图", heat_towns),
    Chart("completion_departments", "部门牵头事项", completion_departments),
    Chart("completion_towns", "乡级事项", completion_towns),
    Chart("path", "得分走势", path),
    Chart("ahead", "近期时限", ahead),
    Chart("supervision", "督办进展", supervision),
    Chart("evidence", "佐证材料", evidence),
    Chart("vetoes", "负面清单", vetoes),
    Chart("waterfall", "失分去向", waterfall),
    Chart("towns", "乡级一览", towns),
)  # fmt: skip
BY_NAME = {chart.name: chart for chart in CHARTS}
