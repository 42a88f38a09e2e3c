from __future__ import annotations

from decimal import Decimal

import pytest

from weibao.charts.picture import Picture
from weibao.charts.series.points import CategoryPoints, Points, PointsByCategory

ROWS = [
    ("组织领导", "18 4 10.5 2 1.5"), ("工作机制", "8 6 0 0 2"), ("家庭保护", "5 0 5 0 0"),
    ("学校保护", "8 1 5.5 1 0.5"), ("社会保护", "10 2 3 3 2"), ("网络保护", "6 0 0 6 0"),
    ("政府保护", "15 1.5 10 2 1.5"), ("司法保护", "10 1 6 2.5 0.5"), ("机构建设", "8 8 0 0 0"),
    ("队伍建设", "12 3 5 4 0"),
]  # fmt: skip


def points(name: str, figures: str) -> CategoryPoints:
    """A row from “full verified claimed unassessed lost”; 0 verified means that the office has looked at nothing."""
    values = [Decimal(text) for text in figures.split()]
    return CategoryPoints(name, Points(*values, looked_at=bool(values[1])), losing=int(values[-1] * 2))


@pytest.fixture
def picture() -> Picture:
    return Picture(
        "points_by_category",
        "工作机制、社会保护失分最多，各失 2 分；尚有 1 个项目未评、6 个项目未评完",
        "满分 100 分：得 71.5 分（已核定 26.5 分，待核定 45 分），失 8 分，未评 20.5 分；"
        "23 项指标有单位未填，得分为暂计",
        "资料来源：如皋市各单位第1轮填报和核定结果　　基准日：2023年10月15日",
        PointsByCategory(tuple(points(*row) for row in ROWS)),
    )
