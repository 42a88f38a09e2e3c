"""Collecting, scoring and drafting notices for 1, 10 and 100 counties, one after another in one process."""

from __future__ import annotations

import math
import sys
from functools import partial
from typing import TYPE_CHECKING

from bench.costs import Cost, Run, child
from bench.counties import prepared
from bench.pairs import Goal, Row, at_most

if TYPE_CHECKING:
    from bench.data import Data


def pair(data: Data, many: int, few: int) -> tuple[Run, Run]:
    """`many` counties as ours, `few` as the other."""
    base = prepared(data.folder / "counties", 2)
    ours, other = (
        child(
            [sys.executable, "-m", "bench.counties", "collect", base, data.place(f"of-{count}"), str(count)],
            memory=True,
        )
        for count in (many, few)
    )
    return ours, other


def slope(ours: Cost, other: Cost, *, ratio: int) -> float:
    """The power of the number of counties that the time grows with; 1 is in proportion."""
    return math.log(ours.wall / other.wall) / math.log(ratio)


def peak(ours: Cost, _other: Cost) -> float:
    """MiB of the many."""
    return ours.peak


def growth(ours: Cost, other: Cost) -> float:
    """How many times as much memory."""
    return ours.peak / other.peak


_IN_PROPORTION = Goal("1.0 ± 0.1", lambda found: abs(found - 1) <= 0.1)
_WHAT = "汇总、计分、起草通知：{} 个县（{:,} 个单位）"
_TIME = "每个县的时间不变：读清单、写台账、渲染通知"
_TEN, _HUNDRED = partial(pair, many=10, few=1), partial(pair, many=100, few=10)

ROWS = (
    Row("scale-10", _WHAT.format(10, 540), "1 个县，54 个单位", _IN_PROPORTION, _TEN, _TIME, rounds=2, quick=1,
        warm=False, figure=partial(slope, ratio=10), unit="次方"),
    Row("scale-100", _WHAT.format(100, 5400), "10 个县，540 个单位", _IN_PROPORTION, _HUNDRED, _TIME, rounds=1, quick=1,
        warm=False, figure=partial(slope, ratio=10), unit="次方"),
    Row("memory", "内存最多占用：100 个县（5,400 份）", "10 个县，540 份", at_most(300, "至多 300 MiB"), _HUNDRED,
        "一个县的台账和渲染器；县与县之间不留东西", rounds=1, quick=1, warm=False, figure=peak, unit="MiB"),
    Row("memory-flat", "内存：100 个县是 10 个县的几倍", "10 个县，540 份", at_most(1.1, "不增长（至多 1.1 倍）"),
        _HUNDRED, "同上", rounds=1, quick=1, warm=False, figure=growth),
)  # fmt: skip
