"""The tables of 核定台账 on papers and meetings: 文号登记, 收文登记, 会议台账 and 议定事项."""

from __future__ import annotations

from weibao.sheets.layout_table import Column, Table

REGISTER = Table(
    "文号登记", 3, 300,
    (
        Column("doc_no", "文号", 22, "input"), Column("title", "标题", 44, "input"),
        Column("genre", "文种", 8, "input"), Column("to", "主送", 22, "input"),
        Column("heard", "征求意见", 22, "input", True),
        Column("reviewer", "核稿人", 9, "input", True), Column("reviewed", "核稿日期", 12, "input", True),
        Column("signer", "签发人", 9, "input"), Column("signed", "签发日期", 12, "input", True),
        Column("dated", "成文日期", 12, "input"), Column("issued", "印发日期", 12, "input"),
        Column("state", "状态", 10, "input"), Column("file", "文件", 40, "input"),
        Column("related", "关联文号", 22, "input", True), Column("note", "备注", 24, "input"),
    ),
)  # fmt: skip

INCOMING = Table(
    "收文登记", 3, 300,
    (
        Column("no", "收文编号", 10, "input"), Column("received", "收文日期", 12, "input"),
        Column("sender", "来文单位", 22, "input"), Column("title", "标题", 44, "input"),
        Column("doc_no", "来文文号", 22, "input"), Column("genre", "文种", 8, "input"),
        Column("urgency", "紧急程度", 9, "input"), Column("receiver", "签收人", 9, "input"),
        Column("handler", "承办人", 9, "input"), Column("due", "办理时限", 12, "input"),
        Column("done", "办结日期", 12, "input"), Column("days_left", "剩余天数", 8, "computed"),
        Column("status", "状态", 9, "computed"), Column("light", "灯", 7, "computed"),
        Column("note", "备注", 24, "input"),
    ),
    added=True,
)  # fmt: skip
URGENCIES = ("特急", "加急")

MEETINGS = Table(
    "会议台账", 3, 80,
    (
        Column("id", "会议编号", 9, "input"), Column("kind", "会议种类", 20, "input"),
        Column("title", "会议名称", 22, "input"), Column("held_on", "日期", 12, "input"),
        Column("time", "时间", 10, "input"), Column("place", "地点", 20, "input"),
        Column("chair", "主持人", 9, "input"), Column("chair_post", "主持人职务", 14, "input"),
        Column("commissioned", "委托日期", 12, "input", True),
        Column("units", "参会单位", 26, "input"), Column("agenda", "议题", 34, "input"),
        Column("agenda_approver", "议题批准人", 9, "input", True),
        Column("agenda_on", "议题批准日期", 12, "input", True), Column("papers", "会议文件", 26, "input", True),
        Column("heard_on", "文件征求意见日期", 12, "input", True),
        Column("agreed_on", "文件同意日期", 12, "input", True),
        Column("reply_by", "回执期限", 12, "input"), Column("present", "出席", 24, "input"),
        Column("absent", "请假", 16, "input"), Column("listed", "列席", 16, "input"),
        Column("content", "会议内容", 44, "input"), Column("recorder", "记录人", 9, "input"),
        Column("approver", "签批人", 9, "input"), Column("approved_on", "签批日期", 12, "input"),
        Column("minutes_no", "纪要文号", 22, "input", True), Column("issued_on", "印发日期", 12, "input", True),
        Column("status", "状态", 9, "computed", True), Column("steps", "待办", 20, "computed", True),
        Column("light", "灯", 7, "computed", True), Column("note", "备注", 20, "input"),
    ),
    added=True,
)  # fmt: skip

DECISIONS = Table(
    "议定事项", 3, 200,
    (
        Column("id", "事项编号", 8, "input"), Column("meeting", "会议编号", 8, "input"),
        Column("text", "议定内容", 38, "input"), Column("lead", "主办单位", 16, "input"),
        Column("co", "协办单位", 16, "input"), Column("due", "办理时限", 11.5, "input"),
        Column("progress", "办理进展", 29, "input"), Column("closed", "办结日期", 11.5, "input"),
        Column("reported", "报告日期", 11.5, "input", True),
        Column("days_left", "剩余天数", 8, "computed", True), Column("status", "状态", 8, "computed", True),
        Column("light", "灯", 6, "computed", True), Column("note", "备注", 15, "input"),
    ),
    added=True,
)  # fmt: skip
