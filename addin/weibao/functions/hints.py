"""The short words of 提示, 校验 and the other computed columns: said once, used by Python and by the native formulas.

Texts with `{fields}` are filled by `str.format` in Python and by `expression` in formulas.
"""

from __future__ import annotations

import re

SEPARATOR = "；"

# --- 指标清单: what the truth table found, by the codes of `compute.level` ---
LEVEL_UNREADABLE = "完成情况请从下拉表中选"
SCORE_UNREADABLE = "自评得分请填数字"
SCORE_OFF_STEP = "得分应在0至{full}之间、每档{step}分"
MET_NOT_FULL = "达标应得满分{full}分，请核对"
UNMET_NOT_ZERO = "未达标应为0分，请核对"
PARTIAL_EXTREME = "部分达标应大于0分、小于{full}分"
SCORE_MISSING = "部分达标请填自评得分"
PARTIAL_IMPOSSIBLE = "此项只有达标和未达标两档"
SCORE_INFERRED = "部分达标按{step}分计"
LEVEL_INFERRED = "请补选完成情况"
NOT_CLAIMABLE = "配合单位不填得分，请删去"
LEVEL_MISSING = "请选完成情况"
# --- 指标清单: what else is worth a look ---
NO_EVIDENCE = "请在“佐证材料”表登记材料"
NO_REASON = "请写明差距和下步打算"
TOO_LONG = "工作情况{count}字，打印时全文转附页"

# --- 佐证材料 ---
COMPLETE = "齐全"
NO_INDICATOR = "缺指标编号"
FOREIGN_INDICATOR = "指标不属于本单位"
NO_TITLE = "缺材料名称"
BAD_DOC_NO = "文号格式应为“X〔2023〕1号”"
NO_DOC_NO = "一般有文号，请补填"
NO_DATE = "缺成文日期"
BAD_DATE = "成文日期应为日期，如2023-9-30"
FUTURE_DATE = "成文日期晚于今天"
OUTSIDE_WINDOW = "不在佐证期内（提示）"
# Brackets that a 文号 must not have, and those they stand for.
OPENING, CLOSING = "(（[［【〈<", ")）]］】〉>"
BAD_TYPE = "材料类型请从下拉表中选"
# What people write where there is no 文号.
NO_NUMBER = ("无", "/", "-", "—", "－", "——")

# --- 负面清单 ---
YES, NO = "是", "否"
HAPPENED = {"无": False, "有": True}
HAPPENED_UNREADABLE = "请填“无”或“有”"
EVENT_UNDATED = "日期未填"
EVENT_DATE_BAD = "发生日期有误"
EVENT_FUTURE = "日期晚于今天"
EVENT_NOT_CHOSEN = "请选有无发生"
EVENT_UNEXPECTED = "填“无”不填日期"

# --- 量化情况 ---
FIGURE_UNREADABLE, TOTAL_UNREADABLE = "所填数请填数字", "总数请填数字"
ANSWER_UNREADABLE = "请选“是”或“否”"
FIGURE_NEGATIVE, FIGURE_PARTED = "不能小于0", "请填整数"
FIGURE_BEYOND, FIGURE_ABOVE_TOTAL = "最多是{most}", "不能大于总数{total}"
FIGURE_MISSING, TOTAL_MISSING, TOTAL_ELSEWHERE = "缺所填数", "缺总数", "先填好{base}的总数"
FIGURE_LATE = "期限已过，还没有填"
FIGURE_GAP = "离满分还差{gap}{unit}"
CLAIM_ABOVE = "自评{claim}分，按所填数最多{ceiling}分"
DONE_SO, NOT_DONE_SO = "，达到", "，未达到"

# --- 整改反馈 ---
FINISHED, FINISHED_LATE = "已完成", "逾期完成"
LATE, SOON, GOING_ON = "逾期未完成", "临期", "整改中"
COMPLETED_BAD, COMPLETED_FUTURE, LIMIT_BAD = "完成日期有误", "完成日期晚于今天", "整改时限有误"

# --- the head of 指标清单 ---
RETURN_LATE = "已过报送期限{days}天"
RETURN_TODAY = "今天报送到期"
RETURN_AHEAD = "距报送期限还有{days}个工作日"
BEYOND_CALENDAR = "报送期限超出已公布的工作日历"

# --- functions of one cell ---
REACHED, NOT_REACHED = "达到", "未达到"
NO_BASE, BAD_FIGURES = "分母为0", "数字有误"
BAD_DAY = "日期有误"
BEYOND_DAYS = "超出工作日历"

_FIELD = re.compile(r"\{(\w+)\}")


def quoted(text: str) -> str:
    """A text constant of a formula."""
    return '"' + text.replace('"', '""') + '"'


def expression(template: str, **references: str) -> str:
    """A text with fields as a formula: `达标应得满分{full}分` with full=E6 is `"达标应得满分"&E6&"分"`."""
    parts = _FIELD.split(template)
    pieces = [references[part] if n % 2 else quoted(part) for n, part in enumerate(parts) if n % 2 or part]
    return "&".join(pieces)


def joined(*hints: str) -> str:
    """Several hints in one cell."""
    return SEPARATOR.join(hint for hint in hints if hint)
