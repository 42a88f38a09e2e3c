"""The meetings of the demonstration, two of the kind that is asked for every year and one of the office; decisions.

One meeting has no minutes yet, one decision is late, one is due in some days.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from weibao.campaign.demo_text import person
from weibao.compute.meetings import Decision, Meeting
from weibao.sheets.layout import DECISIONS, MEETINGS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from weibao.campaign.demo_drafts import Scene
    from weibao.compute.members import Member
    from weibao.rulebook.model import MeetingKind, Rulebook
    from weibao.sheets.layout import Table

Cell = str | int | float | date | None
Rows = list[tuple[str, "Mapping[str, Cell]"]]
# Days from the issue of the round to each meeting; the last one has no minutes.
_HELD = (-136, 18, 13)
_PLACE = "市行政中心会议室"
_TOPICS = (
    (("听取创建工作进展情况汇报", "审议创建工作任务分工"), ("会议认为，创建工作起步平稳", "要把任务落实到单位和个人")),
    (("听取申报自评情况汇报", "研究薄弱指标整改"), ("会议认为，自评要实事求是", "薄弱指标要逐项明确整改措施")),
    (("研究自评清单回收和核定",), ("会议要求，没有报送的单位抓紧报送",)),
)
# By meeting: what was decided, days from the issue of the round to its limit, whether it is done.
_DECIDED = (
    (("各单位明确分管负责人和联络员", -60, True), ("建立月调度制度", 27, False)),
    (("补齐自评佐证材料", 40, False), ("通报自评报送情况", 60, False)),
    (("向未报送的单位发催报通知", 75, False),),
)


def demo_meetings(scene: Scene, roster: tuple[Member, ...]) -> tuple[tuple[Meeting, ...], tuple[Decision, ...]]:
    """Meetings and decisions; none for a plan without kinds of meeting."""
    kinds = _kinds(scene.rulebook)
    units = [unit.id for unit in scene.rulebook.units]
    meetings, decisions = [], []
    for number, kind in enumerate(kinds):
        meeting = _meeting(scene, roster, kind, number)
        meetings.append(meeting)
        for place, (text, limit, done) in enumerate(_DECIDED[number], 1):
            due = scene.calendar.next_workday(scene.issued + timedelta(days=limit))
            decisions.append(
                Decision(
                    id=f"{meeting.id}-{place}", meeting=meeting.id, text=text,
                    lead=(units[(number + place) % len(units)],), due=due,
                    progress="已按要求办结，材料齐全" if done else "正在办理",
                    closed=due - timedelta(days=3) if done else None, reported=due if done else None,
                )
            )  # fmt: skip
    return tuple(meetings), tuple(decisions)


def _kinds(rulebook: Rulebook) -> tuple[MeetingKind, ...]:
    """The kind of which a number is asked, twice, and the first of another body."""
    asked = next((kind for kind in rulebook.meetings if kind.per_year), None)
    if asked is None:
        return ()
    other = next((kind for kind in rulebook.meetings if kind.body != asked.body), asked)
    return asked, asked, other


def _meeting(scene: Scene, roster: tuple[Member, ...], kind: MeetingKind, number: int) -> Meeting:
    held = scene.calendar.next_workday(scene.issued + timedelta(days=_HELD[number]))
    last = number == len(_HELD) - 1
    first, *others = kind.chairs or ("",)
    second = bool(others) and bool(kind.by_right) and number == 1
    post = others[0] if second else first
    chair = _holder(scene, roster, post, f"chair{number}")
    agenda, content = _TOPICS[number]
    signed = None if last else scene.calendar.add_workdays(held, 4)
    return Meeting(
        id=f"H{number + 1}", kind=kind.id, held_on=held, time="上午9:00", place=_PLACE, chair=chair,
        chair_post=post.removeprefix(kind.body), commissioned=held - timedelta(days=7) if second else None,
        agenda=agenda, content=content, recorder=person(scene.chance("recorder", number)),
        agenda_approver=_holder(scene, roster, first, "agenda") if kind.agenda_by else "",
        agenda_on=held - timedelta(days=3) if kind.agenda_by else None,
        approver=_holder(scene, roster, first, "signer") if signed else "", approved_on=signed,
        issued_on=scene.calendar.add_workdays(signed, 2) if signed else None,
    )  # fmt: skip


def _holder(scene: Scene, roster: tuple[Member, ...], post: str, key: str) -> str:
    """Who has a post by the roster, else somebody invented."""
    held = [member.name for member in roster if f"{member.body}{member.post}" == post and member.name]
    return held[0] if held else person(scene.chance("meeting", key))


def meeting_entries(
    rulebook: Rulebook, meetings: tuple[Meeting, ...], decisions: tuple[Decision, ...]
) -> dict[str, Rows]:
    """The same as rows to type into the next empty ones of both sheets."""
    kinds = {kind.id: f"{kind.body}{kind.name}" for kind in rulebook.meetings}
    names = {unit.id: unit.name for unit in rulebook.units}
    typed = {
        MEETINGS: [_cells(MEETINGS, meeting) | {"会议种类": kinds[meeting.kind]} for meeting in meetings],
        DECISIONS: [
            _cells(DECISIONS, item) | {"主办单位": "、".join(names[unit] for unit in item.lead)} for item in decisions
        ],
    }
    return {table.sheet: [("", cells) for cells in rows] for table, rows in typed.items() if rows}


def _cells(table: Table, record: Meeting | Decision) -> dict[str, Cell]:
    """What a record has, by heading; several entries a line each."""
    found: dict[str, Cell] = {}
    for column in table.columns:
        value = getattr(record, column.key, None) if column.kind == "input" else None
        if value:
            found[column.header] = "\n".join(value) if isinstance(value, tuple) else value
    return found
