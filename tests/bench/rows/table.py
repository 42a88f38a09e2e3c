"""A document with a table of 300 rows, three in a batch."""

from __future__ import annotations

from functools import partial

from bench.pairs import Row, at_least
from bench.papers import pair

ROWS = (
    Row(
        "table", "文书，表格 300 行，三份一批，验证后落盘", "docxtpl 逐份打开、渲染、保存，不等落盘", at_least(6),
        partial(pair, rows=300, repeat=3),
        "填值（Jinja）和查字约三成，断行、署名的排法、编码约四分之一，压缩和读回约一成半", rounds=15,
    ),
)  # fmt: skip
