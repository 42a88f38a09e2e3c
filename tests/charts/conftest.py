from __future__ import annotations

from decimal import Decimal

import pytest

from weibao.charts.picture import Picture
from weibao.charts.series.points import CategoryPoints, PointsByCategory

ROWS = [
    ("组织领导", "18 14.5 2 1.5"), ("工作机制", "8 6 0 2"), ("家庭保护", "5 5 0 0"), ("学校保护", "8 6.5 1 0.5"),
    ("社会保护", "10 5 3 2"), ("网络保护", "6 0 6 0"), ("政府保护", "15 11.5 2 1.5"), ("司法保护", "10 7 2.5 0.5"),
    ("机构建设", "8 8 0 0"), ("队伍建设", "12 8 4 0"),
]  # fmt: skip


def points(name: str, figures: str) -> CategoryPoints:
    """A row from “full earned unassessed lost”."""
    return CategoryPoints(name, *map(Decimal, figures.split()))


@pytest.fixture
def picture() -> Picture:
    return Picture(
        "points_by_category",
        "工作机制、社会保护失分最多，各失 2 分；尚有 1 个项目未评、6 个项目未评完",
        "满分 100 分：已得 71.5 分，失 8 分，未评 20.5 分；23 项指标有单位未填，得分为暂计",
        "资料来源：如皋市各单位第1轮填报和核定结果　　基准日：2023年10月15日",
        PointsByCategory(tuple(points(*row) for row in ROWS)),
    )
