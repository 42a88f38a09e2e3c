"""What only machines read in 核定台账: its hidden sheets, its named cells, and the blocks of `_calc`."""

from __future__ import annotations

from weibao.sheets.layout_table import Column, Table

# Hidden machine sheets of 核定台账: replaced whole, looked up by key. `rows` bounds the look-ups: far above need.
# _claims: a row per indicator (I01), per unit × indicator (D07-I22), and two words, ROUND and SILENT (column stated).
CLAIM_FACTS = Table(
    "_claims", 1, 6000,
    (
        Column("key", "key", 12), Column("level", "level", 10), Column("stated", "stated", 8), Column("cap", "cap", 8),
        Column("claimed", "claimed", 8), Column("evidence", "evidence", 8), Column("provisional", "provisional", 8),
        Column("statement", "statement", 40),
    ),
)  # fmt: skip

RETURN_FILES = 6  # files of one unit and round that 采用文件 offers
RETURN_FACTS = Table(
    "_returns", 1, 3000,
    (
        Column("key", "key", 12), Column("issued", "issued", 12), Column("status", "status", 12),
        Column("received", "received", 12), Column("used", "used", 40), Column("others", "others", 40),
        Column("count", "count", 8), *(Column(f"file{n}", f"file{n}", 40) for n in range(1, RETURN_FILES + 1)),
    ),
)  # fmt: skip

# _items: current is 1 for an item of this assessment, 0 for one whose problem is gone (its words are kept); cause is
# the problem for which it was put on the list.
ITEM_FACTS = Table(
    "_items", 1, 6000,
    (
        Column("key", "key", 12), Column("unit", "unit", 18), Column("indicator", "indicator", 8),
        Column("problem", "problem", 40), Column("request", "request", 40), Column("feedback", "feedback", 40),
        Column("current", "current", 8), Column("cause", "cause", 40),
    ),
)  # fmt: skip

EVENT_FACTS = Table(
    "_events", 1, 1000, (Column("key", "key", 14), Column("units", "units", 40), Column("statement", "statement", 40))
)

# _calendar: column A the days off; B2 and C2 the first and last day that the calendar covers.
CALENDAR_FACTS = Table(
    "_calendar", 1, 8000, (Column("key", "day_off", 12), Column("first", "first", 12), Column("last", "last", 12))
)

# _meta of 核定台账: column A the key, B the value or formula; of a veto B its words, C whether dated, D its count.
LEDGER_META = Table(
    "_meta",
    1,
    200,
    (Column("key", "key", 20), Column("value", "value", 40), Column("dated", "", 8), Column("count", "", 8)),
)

# Named cells of 核定台账. The head of 核定 first, then _meta (settings in force) and _calendar.
LEDGER_NAMES = {
    "as_of": "wb_as_of", "full": "wb_full", "earned": "wb_earned", "possible": "wb_possible",
    "unassessed": "wb_unassessed", "lost": "wb_lost", "verdict": "wb_verdict", "provisional": "wb_provisional",
    "remark": "wb_remark", "veto_line": "wb_veto_line",
    "today": "wb_today", "step": "wb_step", "round": "wb_round", "row_deadline": "wb_row_deadline",
    "application": "wb_application", "window_from": "wb_window_from", "window_to": "wb_window_to",
    "warn_days": "wb_warn_days", "item_warn_days": "wb_item_warn_days", "minutes_days": "wb_minutes_days",
    "issue_days": "wb_issue_days", "meeting_kinds": "wb_meeting_kinds", "member_days": "wb_member_days",
    "posts": "wb_posts",
    "plan_due": "wb_plan_due", "progress_days": "wb_progress_days",
    "work_report_days": "wb_work_report_days", "work_must": "wb_work_must",
    "rectify_limit": "wb_rectify_limit",
    "rectify_unit": "wb_rectify_unit", "immediate_limit": "wb_immediate_limit", "listed_limit": "wb_listed_limit",
    "unruled_counts": "wb_unruled_counts", "veto_silent": "wb_veto_silent",
    "veto_counted": "wb_veto_counted", "veto_pending": "wb_veto_pending",
    "calendar_first": "wb_calendar_first", "calendar_last": "wb_calendar_last", "days_off": "wb_days_off",
    "veto_items": "wb_veto_items", "veto_counts": "wb_veto_counts", "veto_effects": "wb_veto_effects",
}  # fmt: skip

# The hidden sheet _calc of 核定台账: first column and width of each block, and the helper that one of them needs.
LEDGER_BLOCKS = {
    "verification": ("A", 5), "dues": ("G", 1), "supervision": ("I", 3), "head": ("M", 3), "incoming": ("Z", 3),
    "inspections": ("CA", 3),
    "meetings": ("BM", 3), "changes": ("BQ", 2), "decisions": ("AF", 3),
    "tasks": ("AJ", 2), "nodes": ("AM", 3),
    "work": ("BA", 3),
}  # fmt: skip
LEDGER_CURRENT = "Q"  # 1 where a supervision item's problem is still there, 0 where it is gone
# Rows of 负面清单认定 by place, also those that somebody inserted: input cells, 是否计入, what adds to the verdict.
LEDGER_RULINGS = {"veto": "S", "happened_on": "T", "ruling": "U", "key": "V", "counted": "W", "tally": "X"}
LEDGER_SPARE = 40  # inserted rows that the helpers see
