"""`weibao --help` against a process that does nothing."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from bench.commands import NOTHING
from bench.costs import Run, child
from bench.pairs import Row, at_most, share

if TYPE_CHECKING:
    from bench.data import Data


def pair(data: Data) -> tuple[Run, Run]:
    """Both as fresh processes."""
    return child([sys.executable, "-m", "weibao", "--help"]), child(NOTHING)


ROWS = (
    Row(
        "help", "weibao --help", "空的 python -c pass", at_most(6, "至多 6 倍时间"), pair, "导入 click", rounds=25,
        quick=5, figure=share,
    ),
)  # fmt: skip
