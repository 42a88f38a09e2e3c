"""The table 查验验收 of 核定台账: what the levels above score and remark."""

from __future__ import annotations

from weibao.sheets.layout_table import Column, Table

# The cells that a row's state follows from: it has one where there is something to put right.
STATE = ("remark", "request", "units", "due", "done")
INSPECTIONS = Table(
    "查验验收", 3, 300,
    (
        Column("level", "查验级别", 12, "input"), Column("on", "日期", 11.5, "input"),
        Column("indicator", "指标编号", 8, "input"), Column("score", "查验得分", 8, "input"),
        Column("ours", "本地得分", 8, "computed"), Column("difference", "相差", 6, "computed"),
        Column("remark", "查验意见", 32, "input"), Column("request", "整改要求", 24, "input"),
        Column("units", "整改单位", 15, "input"), Column("due", "整改时限", 11.5, "input"),
        Column("done", "整改完成日期", 11.5, "input"), Column("days_left", "剩余天数", 8, "computed"),
        Column("status", "状态", 8, "computed"), Column("light", "灯", 6, "computed"),
        Column("note", "备注", 15, "input"),
    ),
    added=True,
)  # fmt: skip
