"""One document with a table of 300 rows."""

from __future__ import annotations

from functools import partial

from bench.pairs import Row, at_least
from bench.papers import pair

ROWS = (
    Row(
        "table", "一份文书，表格 300 行，验证后写到磁盘", "docxtpl 逐份打开、渲染、保存", at_least(6),
        partial(pair, rows=300, repeat=3), "逐行填值和断行（Python）最多，解析、压缩正文各约一成",
    ),
)  # fmt: skip
