"""The table 量化情况 of the unit's checklist: the figures that the plan's countable duties ask of the unit."""

from __future__ import annotations

from weibao.sheets.layout_table import Column, Table

COUNTS = Table(
    "量化情况", 4, 0,
    (
        Column("id", "编号", 6), Column("indicator", "指标编号", 8), Column("title", "量化要求", 18),
        Column("period", "期间和口径", 31), Column("standard", "标准", 10), Column("deadline", "期限", 11),
        Column("ask", "填什么", 24), Column("done", "所填数（是／否）", 10, "input"),
        Column("ask_total", "总数填什么", 20), Column("total", "总数", 9, "input"),
        Column("note", "说明", 20, "input"),
        Column("result", "结果", 13, "computed"), Column("ceiling", "建议最高分", 8, "computed"),
        Column("hint", "提示", 27, "computed"),
    ),
    added=True,
)  # fmt: skip

# How a row that asks for a yes or a no is answered.
ANSWERS = ("是", "否")
