"""One notice with a table of 15 rows."""

from __future__ import annotations

from functools import partial

from bench.pairs import Row, at_least
from bench.papers import pair

ROWS = (
    Row(
        "notice", "一份通知，表格 15 行，验证后写到磁盘", "docxtpl 逐份打开、渲染、保存", at_least(10),
        partial(pair, rows=15, repeat=10),
        "一半用时等磁盘落定（fsync，对方不等）；其余是填值和断行、解析、压缩", rounds=15,
    ),
)  # fmt: skip
