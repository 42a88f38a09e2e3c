"""A notice with a table of 15 rows, ten in a batch as drafts are."""

from __future__ import annotations

from functools import partial

from bench.pairs import Row, at_least
from bench.papers import pair

ROWS = (
    Row(
        "notice", "通知，表格 15 行，十份一批，验证后落盘", "docxtpl 逐份打开、渲染、保存，不等落盘", at_least(10),
        partial(pair, rows=15, repeat=10),
        "写文件和读回核对各约五分之一（一批一起落盘，同时做下一份），署名的排法、填值、压缩各约一成多",
        rounds=15,
    ),
)  # fmt: skip
