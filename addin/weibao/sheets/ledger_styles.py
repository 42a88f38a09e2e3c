"""How 核定台账 looks: input cells light yellow, computed cells grey, fixed ones white; colours that repeat a word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from weibao.compute.model import Escalation, Mode
from weibao.compute.papers import STATES
from weibao.compute.planned import RoundKind
from weibao.compute.task_states import TaskStatus
from weibao.compute.tasks import LEVELS, PublicityKind
from weibao.sheets.book import GROUNDS, Book
from weibao.sheets.layout import (
    CHANGES,
    DAY_KINDS,
    DAYS,
    DECISIONS,
    INCOMING,
    INSPECTIONS,
    LEDGER_NAMES,
    MEETINGS,
    NODES,
    PUBLICITY,
    REGISTER,
    RETURN_FACTS,
    RETURN_FILES,
    RETURNS,
    REVIEW,
    ROSTER,
    ROUNDS,
    RULING_CHOICES,
    RULINGS,
    SUPERVISION,
    TASKS,
    URGENCIES,
    VERIFICATION,
    WORK,
)
from weibao.texts_returns import SEND_BACK_CHOICES

if TYPE_CHECKING:
    from weibao.rulebook.model import Rulebook, Setting
    from weibao.sheets.layout import Column, Table

INPUT, COMPUTED = "#FFFBE6", "#EFEFEF"
DATE = "yyyy-mm-dd"
DATES = {
    ROUNDS.sheet: ("issued", "due"), RETURNS.sheet: ("issued", "received", "sealed"),
    VERIFICATION.sheet: ("on", "deadline"),
    SUPERVISION.sheet: ("opened", "due", "closed", "extended"), RULINGS.sheet: ("happened_on", "on"),
    REGISTER.sheet: ("reviewed", "signed", "dated", "issued"), INCOMING.sheet: ("received", "due", "done"),
    MEETINGS.sheet: (
        "held_on", "commissioned", "agenda_on", "heard_on", "agreed_on", "reply_by", "approved_on", "issued_on",
    ),
    DECISIONS.sheet: ("due", "closed", "reported"),
    WORK.sheet: ("start", "end", "sent"),
    ROSTER.sheet: ("since",), CHANGES.sheet: ("changed", "proposed", "approved", "closed"), DAYS.sheet: ("day",),
    TASKS.sheet: ("plan_on", "progress_on", "done"), NODES.sheet: ("due", "closed"), PUBLICITY.sheet: ("on",),
    INSPECTIONS.sheet: ("on", "due", "done"),
}  # fmt: skip

# The words that carry a colour, by column of a table.
COLOURED: dict[str, dict[str, tuple[str, ...]]] = {
    RETURNS.sheet: {"status": ("未报送", "待选择文件", "有新文件待确认", "已退回", "已交，未计入", "已报送")},
    VERIFICATION.sheet: {
        "status": ("逾期", "临期", "待复核", "已完成", "核定有误"), "light": ("红灯", "黄灯", "绿灯"),
    },
    REVIEW.sheet: {"level": ("未达标", "部分达标", "达标", "未评")},
    SUPERVISION.sheet: {"status": ("逾期", "临期", "已完成", "已销号"), "light": ("红灯", "黄灯", "绿灯")},
    INCOMING.sheet: {"status": ("逾期", "临期", "待签收", "已办结"), "light": ("红灯", "黄灯", "绿灯")},
    MEETINGS.sheet: {
        "status": ("缺纪要", "未印发", "待开", "已签批", "已印发"), "light": ("红灯", "黄灯", "绿灯"),
    },
    DECISIONS.sheet: {"status": ("逾期", "临期", "待明确", "待报告", "已办结"), "light": ("红灯", "黄灯", "绿灯")},
    TASKS.sheet: {
        "status": tuple(item.label for item in TaskStatus if item is not TaskStatus.OPEN),
        "light": ("红灯", "黄灯", "绿灯"),
    },
    NODES.sheet: {"status": ("逾期", "临期", "待明确", "已完成"), "light": ("红灯", "黄灯", "绿灯")},
    WORK.sheet: {"status": ("逾期未报", "待报送", "已报送", "已结束"), "light": ("红灯", "黄灯", "绿灯")},
    INSPECTIONS.sheet: {"status": ("逾期", "临期", "待明确", "已完成"), "light": ("红灯", "黄灯", "绿灯")},
    CHANGES.sheet: {
        "status": ("手续不全", "职务有误", "待印发", "待备案", "待批准", "已办结"), "light": ("红灯", "黄灯", "绿灯"),
    },
    RULINGS.sheet: {"counted": ("是", "待定"), "in_window": ("缺发生日期", "日期有误", "编号有误")},
}  # fmt: skip
_OWN_GROUNDS = {
    "核定有误": "#F4B6B0", "是": "#F4B6B0", "待定": "#FFE699", "缺发生日期": "#FFE699", "日期有误": "#F4B6B0",
    "编号有误": "#F4B6B0", "待签收": "#CFE2F3",
    "逾期未报": "#F4B6B0", "待报送": "#FFE699", "已结束": "#E3E3E3",
    "缺纪要": "#FFE699", "未印发": "#FFE699", "待开": "#CFE2F3", "已签批": "#CFE2F3", "已印发": "#E3E3E3",
    "手续不全": "#F4B6B0", "职务有误": "#F4B6B0", "待印发": "#FFE699", "待备案": "#FFE699", "待批准": "#CFE2F3",
    "待明确": "#FFE699", "待报告": "#FFE699", "已办结": "#E3E3E3",
    "缺方案": "#F4B6B0", "待报方案": "#CFE2F3", "久无进展": "#FFE699",
}  # fmt: skip

# Columns from this width on hold text that may take several lines; narrower ones are centred.
LEFT_FROM = 15


def cell_format(book: Book, table: Table, column: Column, *, value_format: str = "") -> Any:
    """The format of a table's column."""
    properties: dict[str, Any] = {"text_wrap": True, "align": "center" if column.width < LEFT_FROM else "left"}
    if column.key == "statement":
        properties["valign"] = "top"  # the longest texts: their beginning is seen even where the row is too low
    if column.key == "days_left":
        value_format = "0"  # otherwise LibreOffice shows a difference of dates as a date
    if column.kind in ("input", "computed"):
        properties["bg_color"] = INPUT if column.kind == "input" else COMPUTED
    if column.key in DATES.get(table.sheet, ()):
        value_format = DATE
    if value_format:
        properties["num_format"] = value_format
    return book.cell(**properties)


def colour(book: Book, sheet: Any, table: Table, last: int) -> None:
    """Conditional colours of the words in COLOURED."""
    for key, words in COLOURED.get(table.sheet, {}).items():
        column = table.number(key) - 1
        for word in words:
            ground = book.workbook.add_format({"bg_color": _OWN_GROUNDS.get(word) or GROUNDS[word]})
            rule = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": ground}
            sheet.conditional_format(table.first_row - 1, column, last - 1, column, rule)


def validate(sheet: Any, table: Table, rulebook: Rulebook, last: int, levels: tuple[str, ...]) -> None:
    """What may be typed in the columns of a table; `levels` are those that inspect."""
    for column in table.columns:
        rule = _rule(table, column, rulebook, levels)
        if column.kind == "input" and rule:
            number = table.number(column.key) - 1
            sheet.data_validation(table.first_row - 1, number, last - 1, number, rule)


def _rule(table: Table, column: Column, rulebook: Rulebook, levels: tuple[str, ...]) -> dict[str, Any] | None:
    if column.key in DATES.get(table.sheet, ()):
        return date_rule()
    if table is VERIFICATION and column.key.startswith(("verified", "assessor")):
        return _points_rule(rulebook, column.key)
    if table is RETURNS and column.key == "chosen":
        return _file_rule()
    lists = {
        (ROUNDS.sheet, "kind"): tuple(kind.label for kind in RoundKind),
        (RETURNS.sheet, "sent_back"): SEND_BACK_CHOICES,
        (SUPERVISION.sheet, "mode"): tuple(mode.label for mode in Mode),
        (SUPERVISION.sheet, "escalation"): tuple(item.label for item in Escalation),
        (RULINGS.sheet, "veto"): tuple(veto.id for veto in rulebook.vetoes),
        (RULINGS.sheet, "ruling"): RULING_CHOICES,
        (DAYS.sheet, "kind"): DAY_KINDS,
        (REGISTER.sheet, "state"): tuple(STATES),
        (INCOMING.sheet, "urgency"): URGENCIES,
        (MEETINGS.sheet, "kind"): tuple(f"{kind.body}{kind.name}" for kind in rulebook.meetings),
        (WORK.sheet, "system"): tuple(system.name for system in rulebook.work_systems),
        **{(table.sheet, "body"): _bodies(rulebook) for table in (ROSTER, CHANGES)},
        (ROSTER.sheet, "post"): _posts(rulebook, whole=False),
        (CHANGES.sheet, "post"): _posts(rulebook, whole=True),
        (NODES.sheet, "task"): tuple(task.id for task in rulebook.tasks),
        (PUBLICITY.sheet, "kind"): tuple(item.label for item in PublicityKind),
        (PUBLICITY.sheet, "level"): LEVELS,
        (INSPECTIONS.sheet, "level"): levels,
    }
    if choices := lists.get((table.sheet, column.key)):
        loose = (ROUNDS, RETURNS, MEETINGS, NODES, PUBLICITY, WORK, INSPECTIONS, ROSTER, CHANGES)
        return list_rule(choices, stop=table not in loose)
    if (table.sheet, column.key) in ((VERIFICATION.sheet, "round"), (ROUNDS.sheet, "number")):
        return whole_rule(1, "轮次填 1、2、3……")
    return None


def _bodies(rulebook: Rulebook) -> tuple[str, ...]:
    return tuple(dict.fromkeys(post.body for post in rulebook.posts))


def _posts(rulebook: Rulebook, *, whole: bool) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for post in rulebook.posts if whole or not post.whole for name in post.titles))


def _points_rule(rulebook: Rulebook, key: str) -> dict[str, Any]:
    first = VERIFICATION.first_row
    cell, full = (f"${VERIFICATION.letter(name)}{first}" for name in (key, "full"))
    step = LEDGER_NAMES["step"]
    points = f"{rulebook.scale.points(1)}"
    # Relative to the row's own full score, so that it holds after sorting.
    formula = f"=AND(ISNUMBER({cell}),{cell}>=0,{cell}<={full},ABS({cell}/{step}-ROUND({cell}/{step},0))<0.000001)"
    return {
        "validate": "custom", "value": formula, "error_title": "得分不对",
        "error_message": f"请填 0 到本行分值之间的数，每档 {points} 分。",
    }  # fmt: skip


def _file_rule() -> dict[str, Any]:
    """采用文件 offers the files that came in for the row's unit and round; another name may be typed."""
    key = f"${RETURNS.letter('key')}{RETURNS.first_row}"
    names = RETURN_FACTS.span("key")
    sheet = RETURN_FACTS.sheet
    first, count = RETURN_FACTS.letter("file1"), RETURN_FACTS.span("count")
    found = f"MATCH({key},{names},0)"
    offered = f"OFFSET({sheet}!${first}$1,{found},0,1,MAX(1,MIN({RETURN_FILES},INDEX({count},{found}))))"
    return {"validate": "list", "source": f"={offered}", "show_error": False, "ignore_blank": True}


def list_rule(choices: list[str] | tuple[str, ...], *, stop: bool = True) -> dict[str, Any]:
    """One of a list."""
    return {
        "validate": "list", "source": list(choices), "show_error": stop, "error_title": "请从列表中选",
        "error_message": f"可填：{'、'.join(choices)}。",
    }  # fmt: skip


def date_rule() -> dict[str, Any]:
    """A real date."""
    from datetime import datetime

    return {
        "validate": "date", "criteria": "between", "minimum": datetime(2000, 1, 1),  # noqa: DTZ001
        "maximum": datetime(2099, 12, 31),  # noqa: DTZ001
        "error_title": "日期不对", "error_message": "请填日期，格式如 2023-09-30。",
    }  # fmt: skip


def whole_rule(minimum: int, message: str) -> dict[str, Any]:
    """A whole number."""
    return {
        "validate": "integer", "criteria": ">=", "value": minimum, "error_title": "请填整数", "error_message": message,
    }  # fmt: skip


def setting_rule(setting: Setting) -> dict[str, Any] | None:
    """What may be typed as the value of a setting."""
    if setting.type == "flag":
        return list_rule(("是", "否"))
    if setting.type == "choice":
        return list_rule(setting.choices)
    if setting.type == "date":
        return date_rule()
    if setting.type == "int":
        return whole_rule(0, "请填不小于 0 的整数。")
    if setting.type == "number":
        return {
            "validate": "decimal", "criteria": ">=", "value": 0, "error_title": "请填数",
            "error_message": "请填不小于 0 的数。",
        }  # fmt: skip
    return None
