"""What the documents of a meeting share: its name, its day with the weekday, units by their formal names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from weibao.documents.wording import BLANK, day

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from weibao.compute.model import Decision, Meeting, MemberChange
    from weibao.documents.kind import Case
    from weibao.rulebook.model import MeetingKind, Rulebook, Unit

# A number that somebody typed in front of a topic: 1. 1、 （1） 一、 （一）; not 1.5 and not 一是.
_NUMBER: Final = re.compile(
    r"^\s*(?:[（(]\s*(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s*[）)][、.．]?|"
    r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s*(?:[、．)）]|\.(?!\d)))\s*"
)
# What a meeting does with a topic; one that begins so needs no verb in front.
_VERBS: Final = ("研究", "审议", "听取", "讨论", "部署", "通报", "总结", "传达", "学习")
# Reasons in one sentence; of more than that none stands for all.
_REASONS: Final = 2
_CLOCK: Final = re.compile(r"(\d{1,2})\s*[:：∶]\s*(\d{2})(?!\d)")
_WEEKDAYS: Final = "一二三四五六日"
_FULL_STOP: Final = "。"


def meeting_kind(rulebook: Rulebook, meeting: Meeting) -> MeetingKind | None:
    """The rulebook's kind of the meeting, None for a meeting of another sort."""
    return next((kind for kind in rulebook.meetings if kind.id == meeting.kind), None)


def rule_name(case: Case, meeting: Meeting, name: str) -> str:
    """The record of documents by which a paper of this meeting is issued: the office's own meetings have their own."""
    kind = meeting_kind(case.rulebook, meeting)
    own = {case.settings.office, case.settings.office_short} - {""}
    return f"office_{name}" if kind is None or kind.body in own else name


def name(rulebook: Rulebook, meeting: Meeting) -> str:
    """`领导小组全体会议`, or the meeting's own title where it has one."""
    kind = meeting_kind(rulebook, meeting)
    return meeting.title or (kind.full_name if kind else BLANK)


def short_name(rulebook: Rulebook, meeting: Meeting) -> str:
    """`全体会议`: the same where the issuing body's name stands in front of it already."""
    kind = meeting_kind(rulebook, meeting)
    return kind.name if kind and not meeting.title else name(rulebook, meeting)


def when(held_on: date | None, time: str = "") -> str:
    """`2023年10月12日（星期四）上午9:00`; a visible blank for a day that nobody has set."""
    if held_on is None:
        return BLANK
    return f"{day(held_on)}（星期{_WEEKDAYS[held_on.weekday()]}）{clock(time)}"


def clock(text: str) -> str:
    """The time as typed, with figures and colon in one form: 上午９：００ is 上午9:00."""
    return _CLOCK.sub(lambda found: f"{int(found[1])}:{int(found[2]):02d}", text.strip())


def organ(rulebook: Rulebook, unit: str) -> str:
    """A unit's formal name; an organ outside the campaign stays as typed."""
    known = rulebook.unit_by_id.get(unit)
    return known.formal if known else unit


def full_name(rulebook: Rulebook, unit: Unit) -> str:
    """The name that an organ signs its own papers with: 某某市教育局, 中共某某市委宣传部, 某某市东镇人民政府.

    Within the county the county's name is left out, or only its last sign stands for it (市教育局).
    """
    region, name = rulebook.region, unit.formal
    if not region or region in name:
        return name
    if unit.kind == "town":
        return f"{region}{name}"
    if not name.startswith(region[-1]):
        return name
    party = "中共" if name[1:2] == "委" else ""
    return f"{party}{region}{name[1:]}"


def organs(rulebook: Rulebook, units: Iterable[str]) -> str:
    """Formal names: those of one kind joined with 、, towns apart from the others with ，."""
    towns = {unit.id for unit in rulebook.towns}
    wanted = tuple(dict.fromkeys(units))
    groups = ([u for u in wanted if u in towns], [u for u in wanted if u not in towns])
    return "，".join("、".join(organ(rulebook, unit) for unit in group) for group in groups if group)


def sentence(text: str) -> str:
    """The text without a number in front and with one full stop at its end."""
    return f"{clause(text)}{_FULL_STOP}"


def clause(text: str) -> str:
    """The text without a number in front and without a stop at its end."""
    return _NUMBER.sub("", text).strip().rstrip("。；;，")


def agenda(meeting: Meeting) -> str:
    """听取进展情况、审议工作要点、研究经费保障: every topic with a verb, its own or 研究; "" without topics."""
    told, named = [], False
    for topic in filter(None, map(clause, meeting.agenda)):
        own = topic.startswith(_VERBS)
        told.append(topic if own or named else f"研究{topic}")
        named = not own
    return "、".join(told)


def topics(meeting: Meeting) -> list[str]:
    """The agenda as the third level of headings: `1. …。`; a single topic without a number."""
    lines = [sentence(topic) for topic in meeting.agenda if clause(topic)]
    return lines if len(lines) == 1 else [f"{number}. {line}" for number, line in enumerate(lines, 1)]


def of_meeting(decisions: Sequence[Decision], meeting: Meeting) -> tuple[Decision, ...]:
    """The decisions of one meeting, in the order of the sheet."""
    return tuple(decision for decision in decisions if decision.meeting == meeting.id)


def reason_of(changes: Sequence[MemberChange]) -> str:
    """Why members change: the reasons typed, where they are few; else 工作变动."""
    typed = (change.reason.strip().rstrip("。；;，、").removeprefix("因") for change in changes)
    given = tuple(dict.fromkeys(reason for reason in typed if reason))
    return "、".join(given) if 0 < len(given) <= _REASONS else "工作变动"
