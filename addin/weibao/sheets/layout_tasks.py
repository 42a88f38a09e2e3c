"""The tables 重点任务, 任务节点 and 宣传表彰 of 核定台账."""

from __future__ import annotations

from weibao.sheets.layout_table import Column, Table

# A row for every task and lead unit; the code (K01-D10) tells them apart.
TASKS = Table(
    "重点任务", 3, 0,
    (
        Column("key", "代码", 9), Column("task", "任务", 23), Column("unit", "牵头单位", 15),
        Column("indicators", "相关指标", 17), Column("full", "分值", 6), Column("points", "得分", 6, "computed"),
        Column("plan_on", "方案收到日期", 11.5, "input"), Column("plan_no", "方案文号", 15, "input"),
        Column("progress", "进展", 29, "input"), Column("progress_on", "进展日期", 11.5, "input"),
        Column("done", "完成日期", 11.5, "input"), Column("status", "状态", 9, "computed"),
        Column("light", "灯", 6, "computed"), Column("note", "备注", 15, "input"),
    ),
    added=True,
)  # fmt: skip

NODES = Table(
    "任务节点", 3, 120,
    (
        Column("id", "节点编号", 10, "input"), Column("task", "任务编号", 9, "input"),
        Column("lead", "单位", 20, "input"), Column("text", "节点", 40, "input"),
        Column("due", "计划完成", 12, "input"), Column("closed", "完成日期", 12, "input"),
        Column("days_left", "剩余天数", 8, "computed"), Column("status", "状态", 9, "computed"),
        Column("light", "灯", 7, "computed"), Column("note", "备注", 20, "input"),
    ),
    added=True,
)  # fmt: skip

PUBLICITY = Table(
    "宣传表彰", 3, 120,
    (
        Column("kind", "类别", 11, "input"), Column("on", "日期", 12, "input"), Column("unit", "单位", 20, "input"),
        Column("title", "名称", 44, "input"), Column("by", "媒体、授予或推广单位", 24, "input"),
        Column("level", "级别", 9, "input"), Column("link", "文号或链接", 28, "input"),
        Column("about", "任务、指标编号", 14, "input"), Column("note", "备注", 20, "input"),
    ),
    added=True,
)  # fmt: skip
