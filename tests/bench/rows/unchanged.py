"""Everything again where nothing has changed, against a process that does nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.commands import NOTHING, command
from bench.costs import Run, child
from bench.pairs import Row, at_most, share

if TYPE_CHECKING:
    from bench.data import Data


def pair(data: Data) -> tuple[Run, Run]:
    """The campaign after its first run."""
    data.copied(data.warm, "again")()
    return child(command("regenerate", data.folder / "again")), child(NOTHING)


ROWS = (
    Row(
        "unchanged", "全部重算，什么都没有变", "空的 python -c pass", at_most(8, "至多 8 倍时间"), pair,
        "还没有凭来源记录跳过：重开模板比文书、重写总台账再比、重读回收清单各约五分之一，"
        "核对核定台账、明细表各一成多", rounds=5, figure=share,
    ),
)  # fmt: skip
