"""All pictures, each as PNG, PDF and SVG, process start and imports included."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from bench.costs import Run, child
from bench.pairs import Row, at_least

if TYPE_CHECKING:
    from bench.data import Data


def pair(data: Data) -> tuple[Run, Run]:
    """Fresh processes, so that starting the second drawing process counts, too."""
    pictures = data.pickled("pictures", data.pictures)
    ours, other = (
        child([sys.executable, "-W", "ignore", "-m", "bench.naive", way, str(pictures), str(data.place(way))])
        for way in ("ours", "charts")
    )
    return ours, other


ROWS = (
    Row(
        "charts", "十二张图，各三种文件（新进程）", "pyplot 加 tight_layout 逐张画同样的数据", at_least(2.5), pair,
        "matplotlib：写出三种文件约四分之三，其余是排版；两个进程平分", rounds=3, quick=1, warm=False,
    ),
)  # fmt: skip
