"""The sheets of the workbook of 年度工作情况: what a unit writes about its year, and how its indicators stand."""

from __future__ import annotations

from weibao.sheets.layout_table import Column, Table

ANNUAL = Table(
    "年度工作情况", 4, 0,
    (
        Column("id", "编号", 6), Column("title", "填报项目", 15), Column("help", "怎么填", 30),
        Column("answer", "本年情况", 62, "input"), Column("hint", "提示", 14, "computed"),
        Column("prior", "上一次填报（参考）", 44),
    ),
    added=True,
)  # fmt: skip

STANDING = Table(
    "指标情况", 4, 0,
    (
        Column("id", "指标编号", 8), Column("title", "指标", 24), Column("role", "本单位角色", 9),
        Column("full", "分值", 7), Column("level", "本单位完成情况", 12), Column("effective", "全市得分", 9),
        Column("status", "状态", 9), Column("light", "灯", 7), Column("deadline", "完成时限", 12),
    ),
    added=True,
)  # fmt: skip

# Columns of the page 打印 with the title and the answer.
PRINTED_TITLE, PRINTED_ANSWER = 2, 3

# What _meta calls such a workbook.
ANNUAL_PRODUCT = "weibao-annual"
