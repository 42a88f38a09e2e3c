"""Everything again where nothing has changed, against a process that does nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.commands import NOTHING, command
from bench.costs import Run, child
from bench.pairs import Row, at_most, share

if TYPE_CHECKING:
    from bench.data import Data


def pair(data: Data) -> tuple[Run, Run]:
    """The campaign right after the run that has written everything."""
    root = data.folder / "again"
    data.copied(data.cold, "again")()
    ours = child(command("regenerate", root))
    ours()
    return ours, child(NOTHING)


ROWS = (
    Row(
        "unchanged", "全部重算，什么都没有变（紧接着第一次）", "空的 python -c pass",
        at_most(8, "至多 8 倍时间"), pair,
        "导入 click 过半，其余是启动 Python、看程序和各个文件的大小和时间、读来源记录", rounds=25, figure=share,
    ),
)  # fmt: skip
