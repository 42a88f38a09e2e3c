"""会议通知 with 回执: one for every planned meeting of 会议台账 that has a day ahead.

To subordinate units it is a 通知 (条例 art. 8); the reply slip is its enclosure.
"""

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

    from weibao.compute.model import Meeting

NAME: Final = "meeting_notice"
_SLIP: Final = "参会回执"

FIELDS: Final = {
    **layouts.fields(Layout.GENERAL),
    "会议": "会议名称",
    "定于": "如：2023年10月12日（星期四）",
    "时间": "会议日期和时间",
    "地点": "会议地点",
    "参会": "参加会议的单位和人员",
    "议题": "会议议题各条，已编号",
    "回执时限": "如：请于×年×月×日前将参会回执报送；没有定时为空",
    "办公室": "办公室简称",
}

_COLUMNS: Final = (3000, 1700, 2144, 2000)
_HEADS: Final = tuple(lay.Cell(name, style="WBTableHead") for name in ("单位", "姓名", "职务", "联系电话"))
_ROWS: Final = 4
_ROW_HEIGHT: Final = 680  # twips: room to write by hand


def build() -> bytes:
    """The template's bytes, always the same."""
    body = (
        lay.paragraph("WBBody", "经研究，定于{{ 定于 }}召开{{ 会议 }}，现将有关事项通知如下：")
        + lay.paragraph("WBHeading1", "一、会议时间")
        + lay.paragraph("WBBody", "{{ 时间 }}。")
        + lay.paragraph("WBHeading1", "二、会议地点")
        + lay.paragraph("WBBody", "{{ 地点 }}。")
        + lay.paragraph("WBHeading1", "三、参加人员")
        + lay.paragraph("WBBody", "{{ 参会 }}")
        + lay.only(
            "议题",
            lay.paragraph("WBHeading1", "四、会议议题"),
            lay.each("题", "议题", lay.paragraph("WBBody", "{{ 题 }}")),
        )
        + lay.paragraph("WBHeading1", "{{ '五' if 议题 else '四' }}、有关要求")
        + lay.paragraph(
            "WBBodyKept", "{{ 回执时限 }}因故不能参加的，请向{{ 办公室 }}请假，并说明替会人员的姓名和职务。"
        )
    )
    slip = lay.paragraph("WBBody", "会议：{{ 会议 }}") + _slip()
    return layouts.compose(Layout.GENERAL, body, title="会议通知模板", enclosures=(lay.enclosure("附件", _SLIP, slip),))


def _slip() -> str:
    """The table that a unit fills in and sends back."""
    empty = [lay.Cell() for _ in _COLUMNS]
    return lay.grid(_COLUMNS, (_HEADS, *[empty] * _ROWS), heads=1, height=_ROW_HEIGHT)


def documents(case: Case) -> Iterator[Document]:
    """One notice for every meeting whose day is not past."""
    for meeting in case.office.meetings:
        if meeting.held_on and meeting.held_on >= case.assessment.as_of:
            yield _document(case, meeting)


def _document(case: Case, meeting: Meeting) -> Document:
    name = words.name(case.rulebook, meeting)
    head = letterhead(case, words.rule_name(case, meeting, NAME))
    lines = title_lines((head["署名"], "关于召开", words.short_name(case.rulebook, meeting), "的通知"))
    send_to = words.organs(case.rulebook, _invited(case, meeting)) or wording.BLANK
    context: dict[str, Any] = {
        **head,
        **layouts.opening(Layout.GENERAL, title=lines, send_to=send_to, enclosures=(_SLIP,)),
        "会议": name,
        "定于": words.when(meeting.held_on),
        "时间": words.when(meeting.held_on, meeting.time),
        "地点": wording.or_blank(meeting.place),
        "参会": words.sentence(_attendance(case, meeting)),
        "议题": words.topics(meeting),
        "回执时限": _reply(case, meeting),
        "办公室": wording.or_blank(case.settings.office_short or case.settings.office),
    }
    return Document(
        key=meeting.id,
        path=f"{KIND.title}/{wording.file_name(f'{meeting.id} {name}')}－会议通知.docx",
        title="".join(lines),
        context=context,
        facts=facts_of(name, meeting),
    )


def _invited(case: Case, meeting: Meeting) -> tuple[str, ...]:
    """The units typed; without any every member unit, where the rules have all of them take part."""
    kind = words.meeting_kind(case.rulebook, meeting)
    everybody = kind is not None and kind.everybody
    return meeting.units or tuple(unit.id for unit in case.rulebook.member_units if everybody)


def _attendance(case: Case, meeting: Meeting) -> str:
    """Who attends by the rules of the kind (their first clause: the others say whom one may invite), who sits in."""
    kind = words.meeting_kind(case.rulebook, meeting)
    members = kind.attendance.partition("；")[0] if kind else ""
    guests = f"。{meeting.listed.strip().rstrip('。；')}列席" if meeting.listed.strip() else ""
    return f"{members or '主送单位负责同志'}{guests}"


def _reply(case: Case, meeting: Meeting) -> str:
    if meeting.reply_by is None:
        return ""
    office = wording.or_blank(case.settings.office_short or case.settings.office)
    return f"请于{words.when(meeting.reply_by)}前将参会回执（见附件）报送{office}。"


KIND: Final = Kind(
    name=NAME,
    title="会议通知",
    genre="通知",
    layout=Layout.GENERAL,
    group=Group.NOTICE,
    fields=FIELDS,
    named=("标题", "主送", "会议", "时间", "地点"),
    build=build,
    documents=documents,
    needs="“会议台账”里有会议填了会议编号和“日期”，并且日期还没有过",
)
