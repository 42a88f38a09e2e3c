"""The table 查验验收 of 核定台账: what the levels above score and remark."""

from __future__ import annotations

from weibao.sheets.layout_table import Column, Table

# The cells that a row's state follows from: it has one where there is something to put right.
STATE = ("remark", "request", "units", "due", "done")
INSPECTIONS = Table(
    "查验验收", 3, 300,
    (
        Column("level", "查验级别", 14, "input"), Column("on", "日期", 12, "input"),
        Column("indicator", "指标编号", 9, "input"), Column("score", "查验得分", 8, "input"),
        Column("ours", "本地得分", 8, "computed"), Column("difference", "相差", 7, "computed"),
        Column("remark", "查验意见", 44, "input"), Column("request", "整改要求", 34, "input"),
        Column("units", "整改单位", 20, "input"), Column("due", "整改时限", 12, "input"),
        Column("done", "整改完成日期", 12, "input"), Column("days_left", "剩余天数", 8, "computed"),
        Column("status", "状态", 9, "computed"), Column("light", "灯", 7, "computed"),
        Column("note", "备注", 20, "input"),
    ),
    added=True,
)  # fmt: skip
