"""A document with a table of 300 rows, three in a batch."""

from __future__ import annotations

from functools import partial

from bench.pairs import Row, at_least
from bench.papers import pair

ROWS = (
    Row(
        "table", "文书，表格 300 行，三份一批，验证后落盘", "docxtpl 逐份打开、渲染、保存，不等落盘", at_least(6),
        partial(pair, rows=300, repeat=3),
        "解析和核对正文近四成（expat），填值约两成（Jinja 逐格转义），断行和编码、压缩和读回各约一成半",
    ),
)  # fmt: skip
