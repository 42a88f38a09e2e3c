"""The table 工作制度 of 核定台账: surveys, circulars, studies and inspections, one piece of work a row."""

from __future__ import annotations

from weibao.sheets.layout_table import Column, Table

WORK = Table(
    "工作制度", 3, 80,
    (
        Column("id", "编号", 8, "input"), Column("system", "制度", 10, "input"), Column("topic", "主题", 28, "input"),
        Column("organisers", "组织单位", 18, "input"), Column("units", "参加单位", 24, "input"),
        Column("start", "开始日期", 12, "input"), Column("end", "结束日期", 12, "input"),
        Column("place", "地点（对象）", 20, "input"), Column("facts", "主要情况", 44, "input"),
        Column("problems", "存在问题", 36, "input"), Column("advice", "意见建议", 36, "input"),
        Column("doc_no", "文号", 22, "input"), Column("sent", "报送日期", 12, "input"),
        Column("days_left", "剩余天数", 8, "computed"), Column("status", "状态", 10, "computed"),
        Column("light", "灯", 7, "computed"), Column("note", "备注", 20, "input"),
    ),
    added=True,
)  # fmt: skip
