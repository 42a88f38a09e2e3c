"""Words of the documents of supervision that depend on the items: subjects, grouped problems, requirements, rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from weibao.compute.words import VETO_MATTER, matter_name
from weibao.documents.wording import numbered, some, tight

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weibao.compute.model import SupervisionItem
    from weibao.rulebook.model import Rulebook, Unit

# Groups of problems in the order in which a notice names them: the reasons of an item that lead to it, and the heading.
GROUPS: Final = (
    (("case",), "重大事件、恶性案件{n}件。"),
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
    (("silent", "sent_back", "set_aside"), "指标清单未按要求报送的{n}项。"),
)
_OTHER: Final = "其他需要整改的{n}项。"
_LISTED: Final = 6  # names in a paragraph; the enclosed list has them all

# Which requirement answers which reasons, and its words.
DUTIES: Final = {
    "整改": (
        {"unmet", "partial", "verified", "overdue"},
        "抓好整改落实。",
        "对照问题清单逐项整改，把工作做到位，不以会议、照片、台账数量代替实际工作。",
    ),
    "佐证": (
        {"no_evidence", "unmet", "partial", "verified"},
        "补齐佐证材料。",
        "按指标登记材料名称、文号、成文日期和存放位置，已经报送的不重复报送。",
    ),
    "填报": (
        {"void", "blank", "unanswered", "silent", "sent_back", "set_aside", "veto_blank"},
        "据实完善填报。",
        "漏填、错填和前后不一致的据实补填或者更正，没有做到的如实填写。",
    ),
    "负面": (
        {"veto", "veto_date", "veto_blank"},
        "核实负面清单。",
        "逐项核实并据实填写；报告发生的，书面说明情况、处置结果和整改措施，不写未成年人姓名等个人信息。",
    ),
    "案件": (
        {"case"},
        "依法依规处置。",
        "跟踪帮扶到位，书面报送处置情况；所有材料只写代号，不写未成年人姓名、住址、学校等个人信息。",
    ),
}


def short_subject(rulebook: Rulebook, item: SupervisionItem) -> str:
    """What a matter is about without 负面清单 in front, for a list that has said so."""
    return matter_name(rulebook, item).removeprefix(VETO_MATTER)


def problem_paragraphs(rulebook: Rulebook, items: Sequence[SupervisionItem]) -> list[dict[str, str]]:
    """`号` （number or nothing）, `题` (heading sentence) and `文` of each group; a single item is told in full."""
    if len(items) == 1:
        item = items[0]
        code = f"（{item.indicator}）" if item.indicator else ""
        text = f"{matter_name(rulebook, item)}{code}：{sentence(item.problem)}"
        return [{"号": "", "题": "", "文": sentence(item.problem) if item.is_case else text}]
    groups = _grouped(items)
    return [
        {
            "号": numbered(position, len(groups)),
            "题": heading.format(n=len(members)),
            "文": f"{some([short_subject(rulebook, item) for item in members], _LISTED, '')}。",
        }
        for position, (heading, members) in enumerate(groups, 1)
    ]


def _grouped(items: Sequence[SupervisionItem]) -> list[tuple[str, list[SupervisionItem]]]:
    """Every item in the first group that one of its reasons names."""
    found: dict[str, list[SupervisionItem]] = {}
    for item in items:
        heading = next((text for codes, text in GROUPS if set(codes) & set(item.reasons)), _OTHER)
        found.setdefault(heading, []).append(item)
    order = [text for _, text in GROUPS] + [_OTHER]
    return sorted(found.items(), key=lambda group: order.index(group[0]))


def sentence(text: str) -> str:
    """A typed or computed text as a sentence of official prose."""
    return f"{tight(text).rstrip('。；;，')}。"


def requirements(items: Sequence[SupervisionItem]) -> list[dict[str, str]]:
    """`号`, `题` and `文` of every requirement that concerns one of the items, numbered through."""
    reasons = {reason for item in items for reason in item.reasons}
    known = {reason for codes, _, _ in DUTIES.values() for reason in codes}
    wanted = [(title, text) for key, (codes, title, text) in DUTIES.items()
              if codes & reasons or (key == "整改" and reasons - known)]  # fmt: skip
    return [
        {"号": numbered(position, len(wanted)), "题": title, "文": text}
        for position, (title, text) in enumerate(wanted, 1)
    ]


def request_of(item: SupervisionItem) -> str:
    """What an item asks for, each thing once."""
    return sentence("；".join(dict.fromkeys(item.request.split("；"))))


def problem_rows(rulebook: Rulebook, items: Sequence[SupervisionItem], limit: str) -> list[dict[str, str]]:
    """The rows of 问题清单."""
    return [
        {
            "序号": str(number),
            "编号": item.id,
            "指标": matter_name(rulebook, item),
            "问题": sentence(item.problem),
            "要求": request_of(item),
            "时限": limit,
        }
        for number, item in enumerate(items, 1)
    ]


def feedback_rows(items: Sequence[SupervisionItem]) -> list[dict[str, Any]]:
    """The rows of 整改情况反馈表: what we know of each matter; the unit fills in the rest."""
    return [{"编号": item.id, "问题": sentence(item.problem)} for item in items]


def address(unit: Unit) -> str:
    """你单位, or 你镇, 你街道 for towns named so."""
    if unit.kind == "town":
        for kind in ("街道", "苏木", "镇", "乡"):
            if unit.name.endswith(kind):
                return f"你{kind}"
    return "你单位"
