"""Every sheet of every workbook: names, headings, columns, rows and named cells. The only place.

Rows and columns are 1-based, as people see them; a `Table` begins at `header_row` and holds `rows` data rows
(0 where the number depends on the content). `kind` of a column: "fixed" (ours, locked), "input" (people type),
"computed" (formula) or "gap" (a blank separator, so that sorting a protected range works).
"""

from __future__ import annotations

from functools import cache

from weibao.rulebook.rule_records import CONTACTS
from weibao.sheets.layout_annual import ANNUAL as ANNUAL
from weibao.sheets.layout_annual import ANNUAL_PRODUCT as ANNUAL_PRODUCT
from weibao.sheets.layout_annual import STANDING as STANDING
from weibao.sheets.layout_counts import ANSWERS as ANSWERS
from weibao.sheets.layout_counts import COUNTS as COUNTS
from weibao.sheets.layout_inspections import INSPECTIONS as INSPECTIONS
from weibao.sheets.layout_machine import CALENDAR_FACTS as CALENDAR_FACTS
from weibao.sheets.layout_machine import CLAIM_FACTS as CLAIM_FACTS
from weibao.sheets.layout_machine import EVENT_FACTS as EVENT_FACTS
from weibao.sheets.layout_machine import ITEM_FACTS as ITEM_FACTS
from weibao.sheets.layout_machine import LEDGER_BLOCKS as LEDGER_BLOCKS
from weibao.sheets.layout_machine import LEDGER_CURRENT as LEDGER_CURRENT
from weibao.sheets.layout_machine import LEDGER_META as LEDGER_META
from weibao.sheets.layout_machine import LEDGER_NAMES as LEDGER_NAMES
from weibao.sheets.layout_machine import LEDGER_RULINGS as LEDGER_RULINGS
from weibao.sheets.layout_machine import LEDGER_SPARE as LEDGER_SPARE
from weibao.sheets.layout_machine import RETURN_FACTS as RETURN_FACTS
from weibao.sheets.layout_machine import RETURN_FILES as RETURN_FILES
from weibao.sheets.layout_members import CHANGES as CHANGES
from weibao.sheets.layout_members import ROSTER as ROSTER
from weibao.sheets.layout_papers import DECISIONS as DECISIONS
from weibao.sheets.layout_papers import INCOMING as INCOMING
from weibao.sheets.layout_papers import MEETINGS as MEETINGS
from weibao.sheets.layout_papers import REGISTER as REGISTER
from weibao.sheets.layout_papers import URGENCIES as URGENCIES
from weibao.sheets.layout_table import Column as Column
from weibao.sheets.layout_table import Table as Table
from weibao.sheets.layout_table import column_letter as column_letter
from weibao.sheets.layout_tasks import NODES as NODES
from weibao.sheets.layout_tasks import PUBLICITY as PUBLICITY
from weibao.sheets.layout_tasks import TASKS as TASKS
from weibao.sheets.layout_work import WORK as WORK

LAYOUT_VERSION = 1

# --- the unit's checklist ---------------------------------------------------------------------------

GUIDE = "填报说明"
PRINT = "打印"
ATTACHED = "附页"
META = "_meta"
CALENDAR = "_calendar"
CALC = "_calc"

INDICATORS = Table(
    "指标清单", 5, 0,
    (
        Column("no", "序号", 5), Column("id", "指标编号", 8), Column("title", "指标", 16),
        Column("standard", "工作标准", 44), Column("full", "分值", 6), Column("role", "本单位角色", 8),
        Column("lead", "牵头单位", 14),
        Column("level", "完成情况", 10, "input"), Column("score", "自评得分", 8, "input"),
        Column("statement", "工作情况", 40, "input"),
        Column("deadline", "完成时限", 12), Column("points", "计分", 7, "computed"),
        Column("status", "状态", 9, "computed"), Column("days_left", "剩余天数", 8, "computed"),
        Column("hint", "提示", 28, "computed"), Column("evidence", "佐证材料数", 8, "computed"),
        Column("verified", "核定得分", 8), Column("opinion", "审核意见", 24),
    ),
)  # fmt: skip

EVIDENCE = Table(
    "佐证材料", 4, 300,
    (
        Column("no", "序号", 5), Column("indicator", "指标编号", 9, "input"), Column("title", "材料名称", 40, "input"),
        Column("doc_no", "文号", 22, "input"), Column("dated", "成文日期", 13, "input"),
        Column("type", "材料类型", 18, "input"), Column("location", "存放位置", 30, "input"),
        Column("note", "备注", 18, "input"), Column("gap", "", 2, "gap"), Column("check", "校验", 34, "computed"),
    ),
)  # fmt: skip

VETOES = Table(
    "负面清单", 4, 0,
    (
        Column("id", "编号", 6), Column("text", "内容", 60), Column("units", "责任单位", 26),
        Column("happened", "有无发生", 10, "input"), Column("happened_on", "发生日期", 13, "input"),
        Column("statement", "情况说明", 40, "input"), Column("in_window", "是否在影响期内", 16, "computed"),
    ),
)  # fmt: skip

FEEDBACK = Table(
    "整改反馈", 4, 60,
    (
        Column("item", "督办编号", 11), Column("indicator", "指标编号", 9), Column("problem", "问题", 40),
        Column("due", "整改时限", 13), Column("measure", "整改措施", 44, "input"),
        Column("completed", "完成日期", 13, "input"), Column("evidence", "佐证", 24, "input"),
        Column("status", "状态", 14, "computed"),
    ),
)  # fmt: skip

# How the note with the suggested evidence begins, so that it is told from what a person wrote.
NOTE_HEAD = "可提供的佐证（供参考，不作硬性要求）："

LEVELS = ("达标", "部分达标", "未达标")
HAPPENED = ("无", "有")

# Labels of the cells that a unit fills on 填报说明, by key of `compute.model.People`.
PEOPLE = {**CONTACTS, "phone": "办公电话", "filler": "填报人", "reviewer": "审核人", "filled_on": "填报日期"}
# The same as older checklists have them.
OLD_PEOPLE = {"head": "单位负责人", "phone": "联系电话"}

# Named cells of the checklist (ASCII, resolved by machines). The writer decides where they stand.
NAMES = {
    "unit": "wb_unit",  # 填报说明: the unit's canonical name, visible
    "round": "wb_round",  # 填报说明: "第1轮"
    "due": "wb_due",  # 填报说明: return date
    "as_of": "wb_as_of",  # 指标清单, top: empty means today
    "today": "wb_today",  # _calc: the as-of date in force, =IF(wb_as_of="",TODAY(),wb_as_of)
    "return_note": "wb_return_note",  # 指标清单, top: working days until the return date
    "earned": "wb_earned",
    "possible": "wb_possible",
    "open": "wb_open",
    "step": "wb_step",  # _meta
    "warn_days": "wb_warn_days",  # _meta
    "item_warn_days": "wb_item_warn_days",  # _meta
    "holidays": "wb_days_off",  # _calendar: every non-working day, one column
    "calendar_first": "wb_calendar_first",  # _calendar: first day that the calendar covers
    "calendar_last": "wb_calendar_last",  # _calendar: last day that the calendar covers
    "window_from": "wb_window_from",  # _meta: veto window
    "window_to": "wb_window_to",
    "evidence_from": "wb_evidence_from",  # _meta: evidence window, a hint only
    "evidence_to": "wb_evidence_to",
    "types": "wb_types",  # _meta: names of the material types
    "type_flags": "wb_type_flags",  # _meta: 1 where a type normally bears a 文号, in the same order
    **{key: f"wb_{key}" for key in PEOPLE},
}

# Keys of the hidden sheet _meta: column A the key, column B the value (text, number or date).
META_KEYS = (
    "product", "layout", "rulebook", "rulebook_version", "rulebook_digest", "unit", "unit_name", "round", "issued",
    "due", "step", "warn_days", "item_warn_days", "window_from", "window_to", "evidence_from", "evidence_to",
    "serial", "counts",
)  # fmt: skip

# The hidden sheet _calc: array blocks (Python's answers) and the native formulas' helpers, side by side. Every block
# and helper has one row per data row of its sheet, from CALC_FIRST_ROW down.
CALC_FIRST_ROW = 4
# first column of each
CALC_BLOCKS = {"rows": "A", "evidence": "G", "vetoes": "I", "feedback": "K", "totals": "M", "counts": "O"}
CALC_ROWS = (
    "level_code", "score_text", "score_value", "score_level", "reached", "length", "issue", "lines", "lines_to",
)  # fmt: skip
CALC_EVIDENCE = (
    "filled", "indicator", "counted", "doc_no", "plain_brackets", "dated", "numbered", "problems",
)  # fmt: skip
CALC_VETOES = ("dated", "happened", "day")
CALC_FEEDBACK = ("due", "completed")
CALC_PRINT = ("row", "line")
CALC_COUNTS = ("done", "total", "issue", "loss")
_CALC_HELPERS = {
    "rows": (19, CALC_ROWS), "evidence": (29, CALC_EVIDENCE), "vetoes": (38, CALC_VETOES),
    "feedback": (42, CALC_FEEDBACK), "print": (45, CALC_PRINT), "counts": (48, CALC_COUNTS),
}  # fmt: skip
# The rules of the rows of 量化情况 stand behind everything else: they are as wide as the longest needs.
CALC_TERMS = 54


@cache
def calc_letter(part: str, helper: str) -> str:
    """Column letter of a helper on _calc, such as ("rows", "level_code")."""
    first, helpers = _CALC_HELPERS[part]
    return column_letter(first + helpers.index(helper))


# --- the office's 核定台账 ---------------------------------------------------------------------------

SETTINGS = Table(
    "设置", 3, 0,
    (
        Column("key", "代码", 20), Column("group", "分组", 12), Column("title", "设置项", 26),
        Column("value", "值", 34, "input"), Column("unit", "单位", 8), Column("choices", "可填", 22),
        Column("default", "默认值", 24), Column("help", "说明", 40), Column("source", "依据", 40),
    ),
)  # fmt: skip

ROUNDS = Table(
    "轮次", 3, 12,
    (
        Column("number", "轮次", 7, "input"), Column("name", "名称", 26, "input"), Column("kind", "类型", 14, "input"),
        Column("issued", "下发日期", 13, "input"), Column("due", "报送期限", 13, "input"),
        Column("note", "说明", 36, "input"),
    ),
)  # fmt: skip

RETURNS = Table(
    "回收情况", 3, 0,
    (
        Column("key", "代码", 9), Column("round", "轮次", 6), Column("unit", "单位", 18),
        Column("issued", "下发日期", 12, "computed"), Column("status", "回收状态", 14, "computed"),
        Column("received", "收到日期", 13, "computed"), Column("used", "计入的文件", 40, "computed"),
        Column("others", "其他文件", 40, "computed"), Column("chosen", "采用文件", 40, "input"),
        Column("sent_back", "退回", 10, "input"), Column("contact", "联系人", 10, "input"),
        Column("phone", "电话", 14, "input"), Column("note", "备注", 24, "input"),
        Column("sealed", "盖章件收到", 12, "input", True),
    ),
)  # fmt: skip

VERIFICATION = Table(
    "核定", 7, 0,
    (
        Column("id", "指标编号", 8), Column("category", "项目", 10), Column("title", "指标", 16),
        Column("full", "分值", 6), Column("lead", "牵头（独立）单位", 20),
        Column("stated", "自评", 7, "computed"), Column("cap", "上限", 7, "computed"),
        Column("claimed", "申报得分", 8, "computed"), Column("evidence", "佐证数", 7, "computed"),
        Column("verified", "核定得分", 8, "input"), Column("reason", "理由", 28, "input"),
        Column("by", "核定人", 9, "input"), Column("on", "日期", 12, "input"), Column("round", "核定轮次", 8, "input"),
        Column("deadline", "时限", 12, "input"), Column("effective", "有效得分", 8, "computed"),
        Column("lost", "失分", 7, "computed"), Column("status", "状态", 9, "computed"),
        Column("days_left", "剩余天数", 8, "computed"), Column("light", "灯", 7, "computed"),
        Column("assessor1", "", 9, "input"), Column("assessor2", "", 9, "input"), Column("assessor3", "", 9, "input"),
        Column("note", "备注", 24, "input"),
    ),
)  # fmt: skip

REVIEW = Table(
    "单位审核", 3, 0,
    (
        Column("key", "代码", 10), Column("unit", "单位", 18), Column("indicator", "指标编号", 8),
        Column("title", "指标", 18), Column("role", "角色", 7), Column("level", "完成情况", 10, "computed"),
        Column("stated", "自评得分", 8, "computed"), Column("statement", "工作情况", 50, "computed"),
        Column("evidence", "佐证数", 7, "computed"), Column("opinion", "意见", 40, "input"),
        Column("note", "备注", 20, "input"),
    ),
)  # fmt: skip

SUPERVISION = Table(
    "督办", 3, 600,
    (
        Column("id", "督办编号", 11), Column("unit", "单位", 15, "computed"),
        Column("indicator", "指标编号", 8, "computed"), Column("problem", "问题", 30, "computed"),
        Column("request", "要求", 24, "computed"),
        Column("opened", "立项日期", 11.5, "input"), Column("due", "到期日", 11.5, "computed"),
        Column("days_left", "剩余天数", 8, "computed"), Column("light", "灯", 6, "computed"),
        Column("status", "状态", 9, "computed"), Column("feedback", "单位反馈", 20, "computed"),
        Column("closed", "办结", 11.5, "input"), Column("closing_note", "办结说明", 15, "input"),
        Column("note", "备注", 15, "input"),
        Column("mode", "方式", 9, "input", True), Column("inspector", "督查专员", 10, "input", True),
        Column("doc_no", "立项文号", 20, "input", True), Column("extended", "延期至", 12, "input", True),
        Column("extension_reason", "延期理由", 20, "input", True), Column("handler", "经办人", 9, "input", True),
        Column("closed_by", "销号人", 9, "input", True), Column("evidence", "销号佐证", 20, "input", True),
        Column("escalation", "提级", 8, "input", True),
    ),
)  # fmt: skip

RULINGS = Table(
    "负面清单认定", 3, 120,
    (
        Column("key", "代码", 14), Column("veto", "编号", 6, "input"), Column("title", "内容", 36, "computed"),
        Column("happened_on", "发生日期", 13, "input"), Column("units", "报告单位", 24, "computed"),
        Column("statement", "情况", 40, "computed"), Column("in_window", "是否在影响期内", 14, "computed"),
        Column("counted", "是否计入", 9, "computed"), Column("ruling", "认定", 9, "input"),
        Column("by", "认定人", 10, "input"), Column("on", "认定日期", 12, "input"), Column("note", "备注", 28, "input"),
    ),
)  # fmt: skip

DAYS = Table(
    "节假日", 3, 200,
    (
        Column("day", "日期", 13, "input"), Column("kind", "类型", 10, "input"), Column("source", "依据", 50, "input"),
    ),
)  # fmt: skip

DAY_KINDS = ("放假", "上班")
RULING_CHOICES = ("是", "否", "待查")

# The help page on the functions; not a table that anybody types into.
FUNCTION_HELP = "函数说明"
