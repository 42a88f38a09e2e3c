"""The rows with which 核定台账 begins: keys and what is fixed about them, and the words above the tables."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from weibao.compute.setting_values import parse
from weibao.sheets.heights import row_height
from weibao.sheets.layout import (
    CHANGES,
    DAYS,
    DECISIONS,
    INCOMING,
    INSPECTIONS,
    MEETINGS,
    NODES,
    PUBLICITY,
    REGISTER,
    RETURNS,
    REVIEW,
    ROSTER,
    ROUNDS,
    RULINGS,
    SETTINGS,
    SUPERVISION,
    TASKS,
    VERIFICATION,
    WORK,
)
from weibao.sheets.ledger_facts import member_keys, return_key
from weibao.texts_returns import SEND_BACK

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from weibao.compute.model import Round
    from weibao.rulebook.model import Rulebook, Setting
    from weibao.sheets.layout import Table
    from weibao.sheets.package_values import Cell

RETURN_ROUNDS = 6  # rounds that 回收情况 has rows for
# Rows of less than this many points are too low for what people type: titles of documents take two lines, paths three.
_LOWEST = {
    RULINGS.sheet: 34, REVIEW.sheet: 32, SUPERVISION.sheet: 24, RETURNS.sheet: 20, REGISTER.sheet: 40,
    INCOMING.sheet: 32, CHANGES.sheet: 24, TASKS.sheet: 34, NODES.sheet: 24, PUBLICITY.sheet: 24,
    WORK.sheet: 32, INSPECTIONS.sheet: 48, MEETINGS.sheet: 40, DECISIONS.sheet: 48,
}  # fmt: skip
HIGHEST_ROW = 150.0  # points: a longer text is read in the cell or in the unit's own file
SPARE_REVIEWS = 120  # empty rows of 单位审核, for a town that is added later
SPARE_TASKS = 12  # empty rows of 重点任务, for a unit that has taken over a part of a task
ASSESSORS = tuple(column.key for column in VERIFICATION.columns if column.key.startswith("assessor"))

Rows = list[dict[str, "Cell"]]


@dataclass(frozen=True, slots=True)
class Words:
    """Title and note above a table."""

    title: str
    note: str


WORDS = {
    SETTINGS.sheet: Words(
        "设置",
        "在“值”一栏填写；空着就用默认值。"
        "改好后保存、关闭，再点一次“全部重算”（或运行 weibao regenerate），台账和通知随之变化。",
    ),
    ROUNDS.sheet: Words("轮次", "一轮一行。下发清单时自动登记；名称、类型、日期都可以改，报送期限以这里为准。"),
    RETURNS.sheet: Words(
        "回收情况",
        "灰色各栏由系统填。同一单位交来两个不同文件时，在“采用文件”里选一个；"
        f"需要重报时，{SEND_BACK}。"
        "签字盖章的“打印”页收到后，在“盖章件收到”填日期。",
    ),
    VERIFICATION.sheet: Words(
        "指标核定",
        "在浅黄色各栏填写：核定得分按分档填，留空即按申报得分计；“时限”空着用方案的完成时限，“基准日”空着就按当天算。",
    ),
    REVIEW.sheet: Words("单位审核", "灰色各栏是单位填报的内容。审核意见填在“意见”栏，下一轮清单会带给单位。"),
    SUPERVISION.sheet: Words(
        "督办",
        "新的督办事项由系统登记在空行里，通知印发时登记“立项日期”，到期日随之变化；办完后填“办结”日期，即为销号。"
        "右边各栏填方式、督查专员、延期和销号情况；重大事件、恶性案件只填代号（轮次-单位序号-A加序号，如 1-07-A1）。",
    ),
    RULINGS.sheet: Words(
        "负面清单认定",
        "单位报告的事项由系统登记；办公室掌握的事项可直接在空行里填编号和发生日期。"
        "在“认定”栏选是、否或待查；发生日期有误的，请认定为“否”并另起一行。",
    ),
    REGISTER.sheet: Words(
        "文号登记",
        "发出的文书一文一行，以这里填的为准。文号可以手工填；已经给出的文号不能再用，不用的把“状态”改为作废，"
        "在“备注”写明原因。",
    ),
    INCOMING.sheet: Words(
        "收文登记",
        "单位报送和上级下发的文件由办公室统一签收，一文一行；办完后填“办结日期”。状态和灯由系统算出。"
        "涉密文件不在这里登记，按保密规定办理。",
    ),
    MEETINGS.sheet: Words(
        "会议台账",
        "一次会议一行。定了日期的起草会议通知，开过并填了“会议内容”或“议定事项”的起草会议纪要。"
        "参会单位用顿号分开，全体成员单位参加的空着；议题、会议文件和会议内容一条占一行（按 Alt+Enter 换行）。"
        "由副职受委托主持、批准或签批的填“委托日期”。状态、待办和灯由系统算出；用系统编号、印发的纪要，文号和日期自动填上。",
    ),
    DECISIONS.sheet: Words(
        "议定事项",
        "会议定下的事一项一行，“会议编号”与会议台账一致。没有办结的起草督办单；办完后填“办结日期”，"
        "领导小组会议定的，办结后起草落实情况报告，印发后“报告日期”自动填上（另行报告的自己填）。状态和灯由系统算出。",
    ),
    TASKS.sheet: Words(
        "重点任务",
        "一项任务的一个牵头单位（由相关指标定）一行。一个单位的方案报来后，收到日期和文号填在它的任何一行，其他各行都算已收；"
        "进展写最近的，注明日期；做完填“完成日期”。",
    ),
    NODES.sheet: Words(
        "任务节点",
        "牵头单位方案里写了时间的节点，一个一行，编号自己定（如 K01-1）；“任务编号”填 K01 这样的编号。"
        "办完填“完成日期”。状态和灯由系统算出。",
    ),
    PUBLICITY.sheet: Words(
        "宣传表彰",
        "宣传月、宣传报道、典型经验、表彰奖励一件一行，写进报告和申报表的“工作成绩”。不写未成年人的姓名。",
    ),
    WORK.sheet: Words(
        "工作制度",
        "联合调研、情况通报、专题研究、督查一次一行，编号自己定（如 D1）。情况、问题、建议一条占一行（按 Alt+Enter），"
        "据此起草报告和通报；印发后系统登记文号和报送日期。督办事项在“督办”，不在这里重填。",
    ),
    INSPECTIONS.sheet: Words(
        "查验验收",
        "上级查验、验收、评估核实的得分和意见，一级一项指标一行；说的是总分的，指标编号空着。得分已填在“核定”各级一栏的，这里不必再填。"
        "有意见的写明谁整改、什么时限，整改好填“整改完成日期”。",
    ),
    ROSTER.sheet: Words(
        "成员名册",
        "按方案列出各职务和单位，填姓名、单位职务和任职日期；一个单位有两人的插一行。只填办公电话。"
        "人员有变动的，先在“成员变动”登记。",
    ),
    CHANGES.sheet: Words(
        "成员变动",
        "一人一行，编号自己定（如 B1）。怎样办理见“成员名册”：要批准的，填批准日期后起草调整通知；"
        "函告备案的，起草单位的备案函。印发或收到函后填文号、办结日期，再改“成员名册”。"
        "状态和灯由系统算出；用系统编号的通知，文号自动填上。",
    ),
    DAYS.sheet: Words(
        "节假日",
        "系统已含国务院办公厅公布的放假安排。新一年的通知公布后，把放假的日子和调休上班的日子逐日填在这里。",
    ),
}

_KINDS = {
    "date": "日期", "int": "整数", "number": "数", "flag": "是、否", "names": "名称，用、隔开", "text": "文字",
    "choice": "",
}  # fmt: skip


def setting_rows(rulebook: Rulebook, typed: Mapping[str, str]) -> Rows:
    """设置: every setting, with what was typed."""
    return [
        {
            "key": setting.id, "group": setting.group, "title": setting.title,
            "value": setting_cell(setting, typed.get(setting.id, "")), "unit": setting.unit,
            "choices": "、".join(setting.choices) or _KINDS[setting.type],
            "default": setting_cell(setting, setting.default), "help": setting.help, "source": _source(setting),
        }
        for setting in rulebook.settings
    ]  # fmt: skip


def setting_cell(setting: Setting, text: str) -> Cell:
    """What was typed as the cell holds it: a date, a number or text; text that cannot be understood stays text."""
    try:
        value = parse(setting, text)
    except ValueError:
        return text
    return value if isinstance(value, (date, Decimal)) or (isinstance(value, int) and setting.type == "int") else text


def _source(setting: Setting) -> str:
    if setting.source is None:
        return f"假定：{setting.assumption}"
    source = setting.source
    place = source.place if source.item == source.place else f"{source.place} {source.item}"
    return f"{place}：{source.quote}"


def round_rows(rounds: Sequence[Round]) -> Rows:
    """轮次: the rounds known so far."""
    return [{"number": r.number, "name": r.name, "kind": r.kind, "issued": r.issued, "due": r.due} for r in rounds]


def return_rows(rulebook: Rulebook, rounds: Sequence[Round]) -> Rows:
    """回收情况: every unit of every round."""
    return [return_row(rulebook, round_.number, unit.id) for round_ in rounds for unit in rulebook.units]


def return_row(rulebook: Rulebook, round_: int, unit: str) -> dict[str, Cell]:
    """The fixed cells of a row of 回收情况."""
    return {"key": return_key(round_, unit), "round": round_, "unit": rulebook.unit_by_id[unit].name}


def verification_rows(rulebook: Rulebook) -> Rows:
    """核定: every indicator."""
    names = {
        **{unit.id: unit.name for unit in rulebook.units},
        **({rulebook.group.id: rulebook.group.name} if rulebook.group else {}),
    }
    return [
        {
            "id": indicator.id, "category": rulebook.category_by_id[indicator.category].name, "title": indicator.title,
            "full": rulebook.scale.points(indicator.full),
            "lead": "、".join(names[unit] for unit in indicator.claimants),
        }
        for indicator in rulebook.indicators
    ]  # fmt: skip


def review_rows(rulebook: Rulebook) -> Rows:
    """单位审核: every listed unit of every indicator, towns one by one."""
    return [review_row(rulebook, key, *row) for key, row in member_keys(rulebook).items()]


def review_row(rulebook: Rulebook, key: str, unit: str, indicator: str, role: str) -> dict[str, Cell]:
    """The fixed cells of a row of 单位审核."""
    return {
        "key": key, "unit": rulebook.unit_by_id[unit].name, "indicator": indicator,
        "title": rulebook.indicator_by_id[indicator].title, "role": role,
    }  # fmt: skip


def prepared_rows(table: Table, rulebook: Rulebook, used: int) -> int:
    """How many rows a table gets, the empty ones for later included."""
    if table is RETURNS:
        return max(len(rulebook.units) * RETURN_ROUNDS, used + len(rulebook.units))
    if table is REVIEW:
        return used + SPARE_REVIEWS
    if table is TASKS:
        return used + SPARE_TASKS
    return max(table.rows, used)


def shown_height(table: Table, values: Mapping[str, Cell]) -> float:
    """The height of a row in points: room for the texts that we put there, at least for two lines of a person's."""
    texts = [(str(values.get(column.key) or ""), column.width) for column in table.columns if column.kind != "input"]
    if table in (SETTINGS, VERIFICATION):
        texts += [(str(values.get("value") or ""), 34.0)] if table is SETTINGS else []
        return float(min(row_height(texts, lowest=30), HIGHEST_ROW))
    lowest = _LOWEST.get(table.sheet, 18)
    return float(min(row_height(texts, lowest=lowest), HIGHEST_ROW))


def headers(table: Table, assessors: Sequence[str]) -> dict[str, str]:
    """Column key → heading as it stands in the sheet; the later assessors' headings come from the settings."""
    named = dict(zip(ASSESSORS, assessors, strict=False))
    return {column.key: named.get(column.key, column.header) for column in table.columns}
