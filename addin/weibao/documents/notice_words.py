"""The parts of a 督办通知 that depend on what the unit is asked: grouped problems, limit, rows of the list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from weibao.compute.model import Status
from weibao.documents.wording import WIDE, day, numbered, some, tight

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from weibao.compute.model import SupervisionItem
    from weibao.compute.settings import Settings
    from weibao.rulebook.model import Rulebook, Unit
    from weibao.workdays import WorkCalendar

# Groups of problems in the order in which a notice names them: the reasons of an item that lead to it, and the heading.
GROUPS: Final = (
    (("veto", "veto_date"), "报告发生负面清单事项的{n}项。"),
    (("unmet",), "未达标的{n}项。"),
    (("partial",), "部分达标的{n}项。"),
    (("verified",), "核定得分低于自评的{n}项。"),
    (("void",), "填报内容无法采用的{n}项。"),
    (("blank",), "未填报的{n}项。"),
    (("no_evidence",), "未列佐证材料的{n}项。"),
    (("unanswered",), "此前要求整改、尚未报送进展的{n}项。"),
    (("overdue",), "已过完成时限的{n}项。"),
    (("veto_blank",), "负面清单未作答的{n}项。"),
    (("silent", "sent_back"), "指标清单未按要求报送的{n}项。"),
)
_OTHER: Final = "其他需要整改的{n}项。"
_VETO: Final = "负面清单："
_LISTED: Final = 6  # names in a paragraph; the enclosed list has them all

# Which requirement of the template answers which reasons.
_DUTIES: Final = {
    "整改": {"unmet", "partial", "verified", "overdue"},
    "佐证": {"no_evidence", "unmet", "partial", "verified"},
    "填报": {"void", "blank", "unanswered", "silent", "sent_back", "veto_blank"},
    "负面": {"veto", "veto_date", "veto_blank"},
}


def subject(rulebook: Rulebook, item: SupervisionItem, round_text: str) -> str:
    """What an item is about: the indicator's short title, the negative item, or the whole return."""
    if item.indicator in rulebook.indicator_by_id:
        return rulebook.indicator_by_id[item.indicator].title
    if item.indicator in rulebook.veto_by_id:
        return f"{_VETO}{rulebook.veto_by_id[item.indicator].title}"
    return f"{round_text}指标清单"


def problem_paragraphs(rulebook: Rulebook, items: Sequence[SupervisionItem], round_text: str) -> list[dict[str, str]]:
    """`号` （number or nothing）, `题` (heading sentence) and `文` of each group; a single item is told in full."""
    if len(items) == 1:
        item = items[0]
        code = f"（{item.indicator}）" if item.indicator else ""
        text = f"{subject(rulebook, item, round_text)}{code}：{_sentence(item.problem)}"
        return [{"号": "", "题": "", "文": text}]
    groups = _grouped(items)
    paragraphs = []
    for position, (heading, members) in enumerate(groups, 1):
        names = [subject(rulebook, item, round_text).removeprefix(_VETO) for item in members]
        paragraphs.append(
            {
                "号": numbered(position, len(groups)),
                "题": heading.format(n=len(members)),
                "文": f"{some(names, _LISTED)}。",
            }
        )
    return paragraphs


def _grouped(items: Sequence[SupervisionItem]) -> list[tuple[str, list[SupervisionItem]]]:
    """Every item in the first group that one of its reasons names."""
    found: dict[str, list[SupervisionItem]] = {}
    for item in items:
        heading = next((text for codes, text in GROUPS if set(codes) & set(item.reasons)), _OTHER)
        found.setdefault(heading, []).append(item)
    order = [text for _, text in GROUPS] + [_OTHER]
    return sorted(found.items(), key=lambda group: order.index(group[0]))


def _asked_once(request: str) -> str:
    """The request without clauses that another one already says."""
    clauses = list(dict.fromkeys(clause.strip() for clause in request.split("；")))
    return "；".join(c for c in clauses if not any(c != other and c in other for other in clauses))


def _sentence(text: str) -> str:
    return f"{tight(text).rstrip('。；')}。"


def requirements(items: Sequence[SupervisionItem]) -> dict[str, dict[str, object]]:
    """Which of the template's requirements concern these items, numbered through where there are several."""
    reasons = {code for item in items for code in item.reasons}
    known = set().union(*_DUTIES.values())
    wanted = [key for key, codes in _DUTIES.items() if codes & reasons or (key == "整改" and reasons - known)]
    return {
        key: {"有": key in wanted, "号": numbered(wanted.index(key) + 1, len(wanted)) if key in wanted else ""}
        for key in _DUTIES
    }


def table_rows(
    rulebook: Rulebook, items: Sequence[SupervisionItem], round_text: str, as_of: date
) -> list[dict[str, str]]:
    """The rows of the enclosed list."""
    return [
        {
            "序号": str(number),
            "编号": item.indicator or "—",
            "指标": subject(rulebook, item, round_text),
            "问题": _sentence(item.problem),
            "要求": _sentence(_asked_once(item.request)),
            "时限": _row_limit(item, as_of),
        }
        for number, item in enumerate(items, 1)
    ]


def is_provisional(item: SupervisionItem, as_of: date) -> bool:
    """The limit runs from the day of issue, not known yet: the office has not put the item on the list before."""
    return item.opened >= as_of


def _row_limit(item: SupervisionItem, as_of: date) -> str:
    if item.due is None:
        return f"{WIDE}年{WIDE}月{WIDE}日"
    mark = "（暂定）" if is_provisional(item, as_of) else "（已超期）" if item.status is Status.OVERDUE else ""
    return day(item.due) + (f"\n{mark}" if mark else "")


def limit_phrase(items: Sequence[SupervisionItem], settings: Settings, calendar: WorkCalendar, as_of: date) -> str:
    """The limit with its counting basis, to stand between 请 and 完成整改. Overdue items are told apart from it."""
    span = f"{settings.rectify_limit}个{settings.rectify_unit}".replace("个日", "日")
    ahead = [item for item in items if item.status is not Status.OVERDUE]
    if not ahead:
        return "立即"
    if any(item.due is None for item in ahead):
        end = day(calendar.last)
        return f"自本通知印发之日起{span}内（截止日期印发时填写；节假日安排现只公布到{end}）"
    dues = [item.due for item in ahead if item.due]
    return f"于{day(dues[0])}前（自本通知印发之日起{span}，按{day(as_of)}暂算）"


def address(unit: Unit) -> str:
    """你单位, or 你镇, 你街道 for towns named so."""
    if unit.kind == "town":
        for kind in ("街道", "镇", "乡"):
            if unit.name.endswith(kind):
                return f"你{kind}"
    return "你单位"
