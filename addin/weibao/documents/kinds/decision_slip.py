"""议定事项督办单: one per open decision, to the units that carry it out (a 通知 with the slip enclosed)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from weibao.documents import layout as lay
from weibao.documents import layouts, wording
from weibao.documents.digests import facts_of
from weibao.documents.kind import Case, Document, Group, Kind, Layout
from weibao.documents.kinds import meeting_words as words
from weibao.documents.letterhead import letterhead
from weibao.documents.titles import title_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from weibao.compute.model import Decision, Meeting

NAME: Final = "decision_slip"
_SLIP: Final = "议定事项督办单"

FIELDS: Final = {
    **layouts.fields(Layout.GENERAL),
    "会议": "会议名称",
    "会议日期": "会议召开日期",
    "事项": "议定的内容",
    "主办": "主办单位",
    "协办": "协办单位；没有时为空",
    "时限": "办理时限，如：于2023年11月30日前；没有定时为空",
    "办公室": "办公室简称",
    "栏": "督办单各行，每行有 名、值",
}

_COLUMNS: Final = (
    lay.Column("项目", 2200, "{{ 行.名 }}", "WBTableCentre"),
    lay.Column("内容", 6644, "{{ 行.值 }}"),
)


def build() -> bytes:
    """The template's bytes, always the same."""
    body = (
        lay.paragraph("WBBody", "{{ 会议日期 }}召开的{{ 会议 }}议定：{{ 事项 }}现就办理事项通知如下：")
        + lay.paragraph("WBHeading1", "一、办理分工")
        + lay.paragraph("WBBody", "由{{ 主办 }}{% if 协办 %}主办，{{ 协办 }}协办{% else %}办理{% endif %}。")
        + lay.paragraph("WBHeading1", "二、办理时限和反馈")
        + lay.paragraph(
            "WBBodyKept",
            "请{% if 时限 %}{{ 时限 }}办结，并在办结后{% else %}抓紧办理，{% endif %}"
            "将办理情况书面报送{{ 办公室 }}，由主办单位负责同志签字；不能按期办结的，提前书面说明原因和进展。",
        )
    )
    slip = lay.table(_COLUMNS, "行", "栏")
    return layouts.compose(
        Layout.GENERAL, body, title="议定事项督办单模板", enclosures=(lay.enclosure("附件", _SLIP, slip),)
    )


def documents(case: Case) -> Iterator[Document]:
    """A slip for every open decision, with units, of a meeting held by the as-of date."""
    held = {m.id: m for m in case.office.meetings if m.held_on and m.held_on <= case.assessment.as_of}
    for decision in case.office.decisions:
        if decision.closed is None and decision.lead and decision.meeting in held:
            yield _document(case, held[decision.meeting], decision)


def _document(case: Case, meeting: Meeting, decision: Decision) -> Document:
    name = words.name(case.rulebook, meeting)
    head = letterhead(case, NAME)
    lead, co = (words.organs(case.rulebook, units) for units in (decision.lead, decision.co))
    lines = title_lines((head["署名"], "关于办理", name, "议定事项的通知"))
    send_to = words.organs(case.rulebook, (*decision.lead, *decision.co))
    limit = f"于{wording.day(decision.due)}前" if decision.due else ""
    context: dict[str, Any] = {
        **head,
        **layouts.opening(Layout.GENERAL, title=lines, send_to=send_to, enclosures=(_SLIP,)),
        "会议": name,
        "会议日期": wording.day(meeting.held_on) if meeting.held_on else wording.BLANK,
        "事项": words.sentence(decision.text),
        "主办": lead,
        "协办": co,
        "时限": limit,
        "办公室": wording.or_blank(case.settings.office_short or case.settings.office),
        "栏": _slip(name, meeting, decision, lead, co),
    }
    unit = decision.lead[0] if decision.lead[0] in case.rulebook.unit_by_id else ""
    return Document(
        key=decision.id,
        path=f"{KIND.title}/{wording.file_name(f'{decision.id} {name}')}－督办单.docx",
        title="".join(lines),
        context=context,
        facts=facts_of(name, meeting.held_on, decision),
        unit=unit,
    )


def _slip(name: str, meeting: Meeting, decision: Decision, lead: str, co: str) -> list[dict[str, str]]:
    day = wording.day(meeting.held_on) if meeting.held_on else ""
    rows = {
        "编号": decision.id, "事项来源": f"{name}（{day}）", "议定内容": words.sentence(decision.text),
        "主办单位": lead, "协办单位": co, "办理时限": wording.day(decision.due) if decision.due else "",
        "办理进展": decision.progress,
        "办理结果": "", "佐证材料": "", "主办单位负责人": "（签字）", "签收人和日期": "",
    }  # fmt: skip
    return [{"名": name_, "值": value} for name_, value in rows.items()]


KIND: Final = Kind(
    name=NAME,
    title="议定事项督办单",
    genre="通知",
    layout=Layout.GENERAL,
    group=Group.NOTICE,
    fields=FIELDS,
    named=("标题", "主送", "事项", "主办"),
    build=build,
    documents=documents,
    needs="“议定事项”表里有尚未办结的事项，填了“主办单位”，“会议编号”是“会议台账”里已经召开的会议",
)
