"""The tables 成员名册 and 成员变动 of 核定台账."""

from __future__ import annotations

from weibao.sheets.layout_table import Column, Table

ROSTER = Table(
    "成员名册", 3, 200,
    (
        Column("body", "机构", 10, "input"), Column("post", "职务", 11, "input"), Column("unit", "单位", 20, "input"),
        Column("held_by", "由谁担任", 26), Column("name", "姓名", 9, "input"), Column("title", "单位职务", 15, "input"),
        Column("phone", "办公电话", 14, "input"), Column("since", "任职日期", 12, "input"),
        Column("procedure", "变动怎样办理", 34), Column("note", "备注", 14, "input"),
    ),
    added=True,
)  # fmt: skip

CHANGES = Table(
    "成员变动", 3, 120,
    (
        Column("id", "变动编号", 9, "input"), Column("body", "机构", 10, "input"), Column("post", "职务", 11, "input"),
        Column("unit", "单位", 20, "input"), Column("old", "原任人员", 10, "input"),
        Column("new", "现任人员", 10, "input"), Column("new_post", "现任人员职务", 18, "input"),
        Column("reason", "变动原因", 14, "input"), Column("changed", "变动日期", 12, "input"),
        Column("proposed", "提出日期", 12, "input"), Column("approved", "批准日期", 12, "input"),
        Column("doc_no", "文号", 24, "input"), Column("closed", "办结日期", 12, "input"),
        Column("status", "状态", 9, "computed", True), Column("light", "灯", 7, "computed", True),
        Column("note", "备注", 20, "input"),
    ),
    added=True,
)  # fmt: skip
