"""会议纪要 (GB/T 9704 10.3): what a held meeting discussed and decided, then 出席, 请假, 列席.

Printed from 会议台账 and 议定事项; every decision names its units and its day. Without content and decisions there is
nothing to write minutes of, and no draft.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from weibao.compute.meeting_step_checks import commissioner
from weibao.compute.words import units_text
from weibao.documents import layout as lay
from weibao.documents import layouts, wording
from weibao.documents.digests import facts_of
from weibao.documents.kind import Case, Document, Group, Kind, Layout
from weibao.documents.kinds import meeting_words as words
from weibao.documents.letterhead import letterhead
from weibao.documents.titles import title_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from weibao.compute.model import Decision, Meeting

NAME: Final = "minutes"

FIELDS: Final = {
    **layouts.fields(Layout.MINUTES),
    "会议": "会议名称",
    "开头": "时间、地点、主持人和会议名称的一段",
    "内容": "会议讨论的各段，以“会议”开头",
    "议定": "议定事项各条，已编号",
}


def build() -> bytes:
    """The template's bytes, always the same."""
    body = (
        lay.paragraph("WBBody", "{{ 开头 }}")
        + lay.each("段", "内容", lay.paragraph("WBBody", "{{ 段 }}"))
        + lay.only(
            "议定",
            lay.paragraph("WBBody", "会议议定以下事项："),
            lay.each("条", "议定", lay.paragraph("WBBody", "{{ 条 }}")),
        )
    )
    return layouts.compose(Layout.MINUTES, body, title="会议纪要模板")


def documents(case: Case) -> Iterator[Document]:
    """Minutes of every meeting held by the as-of date of which the office typed content or decisions."""
    for meeting in case.office.meetings:
        decisions = words.of_meeting(case.office.decisions, meeting)
        held = meeting.held_on is not None and meeting.held_on <= case.assessment.as_of
        if held and (meeting.content or decisions):
            yield _document(case, meeting, decisions)


def _document(case: Case, meeting: Meeting, decisions: Sequence[Decision]) -> Document:
    name = words.name(case.rulebook, meeting)
    title = f"{name}纪要"
    head = letterhead(case, words.rule_name(case, meeting, NAME))
    context: dict[str, Any] = {
        **head,
        "标志": f"{head['署名']}会议纪要",
        "抄送": _distribution(case, meeting, decisions, head["抄送"]),
        **layouts.opening(Layout.MINUTES, title=title_lines((name, "纪要"))),
        "会议": name,
        "开头": _opening(case, meeting, name, decided=bool(decisions)),
        "内容": [_begun(words.sentence(paragraph)) for paragraph in meeting.content if words.clause(paragraph)],
        "议定": _decided(case, decisions),
        "出席": _people(meeting.present),
        "请假": _people(meeting.absent),
        "列席": _people(meeting.listed),
    }
    return Document(
        key=meeting.id,
        path=f"{KIND.title}/{wording.file_name(f'{meeting.id} {name}')}－会议纪要.docx",
        title=title,
        context=context,
        facts=facts_of(name, meeting, decisions),
    )


def _distribution(case: Case, meeting: Meeting, decisions: Sequence[Decision], others: str) -> str:
    """To whom the minutes go by the rules of the kind of meeting, and `others`; else to the units that take part."""
    kind = words.meeting_kind(case.rulebook, meeting)
    if kind is None or not kind.copies:
        rule = kind.distribution.removeprefix("印发") if kind else words.organs(case.rulebook, meeting.units)
        return others or rule
    named = (*meeting.units, *(unit for item in decisions for unit in (*item.lead, *item.co)))
    towns = [unit.id for unit in case.rulebook.towns if unit.id in named]
    told = [kind.copies_towns.format(towns=units_text(case.rulebook, towns))] if towns and kind.copies_towns else []
    return "，".join(dict.fromkeys((*kind.copies, *told, *filter(None, others.split("，")))))


def _opening(case: Case, meeting: Meeting, name: str, *, decided: bool) -> str:
    kind = words.meeting_kind(case.rulebook, meeting)
    giver = commissioner(case.rulebook, case.settings, case.office, meeting, kind)
    day = wording.day(meeting.held_on) if meeting.held_on else wording.BLANK
    chair = f"{meeting.chair_post}{meeting.chair}" or wording.BLANK
    chair = f"受{giver}委托，{chair}" if giver else chair
    place = f"在{meeting.place}" if meeting.place else ""
    topics = words.agenda(meeting)
    about = f"，{topics}" if topics else ""
    what = "议定事项" if decided else "情况"
    return f"{day}{words.clock(meeting.time)}，{chair}{place}主持召开{name}{about}。现将会议{what}纪要如下："


def _begun(text: str) -> str:
    """A paragraph of minutes speaks of the meeting: 会议认为, 会议指出 …"""
    return text if text.startswith(("会议", "与会")) else f"会议指出，{text}"


def _decided(case: Case, decisions: Sequence[Decision]) -> list[str]:
    lines = [_decision(case, decision) for decision in decisions]
    return [f"{wording.numbered(place, len(lines))}{line}" for place, line in enumerate(lines, 1)]


def _decision(case: Case, decision: Decision) -> str:
    lead, co = (words.organs(case.rulebook, units) for units in (decision.lead, decision.co))
    parts = [f"由{lead}牵头" if lead and co else f"由{lead}负责" if lead else "", f"{co}配合" if co else ""]
    due = f"{wording.day(decision.due)}前完成" if decision.due else ""
    duty = "，".join(part for part in (*parts, due) if part)
    return words.sentence(f"{words.clause(decision.text)}（{duty}）" if duty else decision.text)


def _people(text: str) -> str:
    """Who took part, as typed, with one full stop."""
    people = text.strip().rstrip("。；;，、")
    return f"{people}。" if people else ""


KIND: Final = Kind(
    name=NAME,
    title="会议纪要",
    genre="纪要",
    layout=Layout.MINUTES,
    group=Group.REPORT,
    fields=FIELDS,
    named=("标志", "开头"),
    build=build,
    documents=documents,
    needs="“会议台账”里有已经召开的会议（“日期”不晚于基准日），"
    "并且填了“会议内容”，或者在“议定事项”表里有这次会议的事项",
)
