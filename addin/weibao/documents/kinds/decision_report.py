"""议定事项落实情况报告 to the leading group: what its meetings decided, who does it, what is done and what is late.

Due as soon as a decision is done of which nobody has told the group; whatever is still open is told with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from weibao.compute.meeting_duties import meeting_duties
from weibao.compute.meeting_papers import REPORT, with_reports
from weibao.compute.meeting_states import DecisionStatus
from weibao.compute.meeting_steps import Asked, asked_of
from weibao.compute.openings import DEAD
from weibao.documents import layout as lay
from weibao.documents import layouts, wording
from weibao.documents.digests import facts_of
from weibao.documents.kind import Case, Document, Group, Kind, Layout
from weibao.documents.kinds import meeting_words as words
from weibao.documents.letterhead import letterhead
from weibao.documents.titles import title_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from weibao.compute.meeting_states import DecisionState
    from weibao.compute.model import Meeting

NAME: Final = REPORT

FIELDS: Final = {
    **layouts.fields(Layout.UPWARD),
    "会议": "哪个机构的会议，如：领导小组会议",
    "各节": "总体情况和其后各节，每节有 号、题、段（各段有 号、题、文）",
}


def build() -> bytes:
    """The template's bytes, always the same."""
    paragraph = lay.paragraph("WBBody", ("{{ 段.号 }}{{ 段.题 }}", "WBHeading2Text"), "{{ 段.文 }}")
    body = (
        lay.paragraph("WBBody", "现将{{ 会议 }}议定事项的落实情况报告如下：")
        + lay.each(
            "节",
            "各节",
            lay.paragraph("WBHeading1", "{{ 节.号 }}、{{ 节.题 }}"),
            lay.each("段", "节.段", paragraph),
        )
        + layouts.REPLACES
        + lay.paragraph("WBBodyKept", "特此报告。")
    )
    return layouts.compose(Layout.UPWARD, body, title="议定事项落实情况报告模板")


def documents(case: Case) -> Iterator[Document]:
    """The report, where something is done that no report has told yet."""
    meetings = _reported_meetings(case)
    found = [state for state in _states(case) if state.decision.meeting in meetings]
    told = {item for paper in _papers(case) for item in paper.items}
    new = [
        state
        for state in found
        if state.status is DecisionStatus.UNREPORTED and state.decision.id not in told
        if state.decision.closed and state.decision.closed <= case.assessment.as_of
    ]
    if new:
        yield _document(case, meetings, found, new)


def _reported_meetings(case: Case) -> dict[str, Meeting]:
    """By number the meetings held whose decisions are reported."""
    kinds = {kind.id: kind for kind in case.rulebook.meetings}
    return {
        item.id: item
        for item in case.office.meetings
        if item.held_on and item.held_on <= case.assessment.as_of and Asked.REPORT in asked_of(kinds.get(item.kind))
    }


def _states(case: Case) -> list[DecisionState]:
    """Every decision as it stands, in the order of the sheet."""
    office = with_reports(case.office)
    states = meeting_duties(case.rulebook, case.settings, office, case.assessment.as_of).decisions
    place = {decision.id: number for number, decision in enumerate(office.decisions)}
    return sorted(states, key=lambda state: place[state.decision.id])


def _papers(case: Case) -> list[Any]:
    return [paper for paper in case.office.register if paper.kind == NAME and paper.state not in DEAD]


def _document(
    case: Case, meetings: dict[str, Meeting], found: Sequence[DecisionState], new: Sequence[DecisionState]
) -> Document:
    head = letterhead(case, NAME)
    kinds = (words.meeting_kind(case.rulebook, meetings[state.decision.meeting]) for state in found)
    name = "、".join(dict.fromkeys(f"{kind.body}会议" for kind in kinds if kind))
    lines = title_lines((head["署名"], f"关于{name}", "议定事项落实情况的报告"))
    late = [state for state in found if state.status is DecisionStatus.OVERDUE]
    going = [state for state in found if state.decision.closed is None and state not in late]
    made = (
        ("总体情况", [_plain(_overview(case, found, new, going, late))]),
        ("已经办结的事项", _paragraphs(case, meetings, new)),
        ("正在办理的事项", _paragraphs(case, meetings, going)),
        ("逾期没有办结的事项", _paragraphs(case, meetings, late)),
        ("下一步工作", [_plain(_next(len(going) + len(late)))] if going or late else []),
    )
    sections = [(title, paragraphs) for title, paragraphs in made if paragraphs]
    context: dict[str, Any] = {
        **head,
        **layouts.opening(Layout.UPWARD, title=lines, send_to=wording.or_blank(case.settings.group_name)),
        "会议": name,
        "各节": [
            {"号": wording.chinese_number(number), "题": title, "段": paragraphs}
            for number, (title, paragraphs) in enumerate(sections, 1)
        ],
    }
    before = len(_papers(case))
    mark = f"（之{wording.chinese_number(before + 1)}）" if before else ""
    return Document(
        key=new[0].decision.id,
        path=f"{KIND.title}/{KIND.title}{mark}.docx",
        title="".join(lines),
        context=context,
        facts=facts_of(name, [(state.decision, state.status) for state in found]),
        items=tuple(state.decision.id for state in new),
    )


def _overview(
    case: Case,
    found: Sequence[DecisionState],
    new: Sequence[DecisionState],
    going: Sequence[DecisionState],
    late: Sequence[DecisionState],
) -> str:
    """Counts that add up: every decision in one of them."""
    done = len(found) - len(going) - len(late)
    among = f"（其中本次报告{len(new)}项）" if len(new) < done else ""
    counts = [
        f"已办结{done}项{among}",
        *([f"正在办理{len(going)}项"] if going else []),
        *([f"逾期没有办结{len(late)}项"] if late else []),
    ]
    return f"截至{wording.day(case.assessment.as_of)}，共议定{len(found)}项，{'，'.join(counts)}。"


def _paragraphs(case: Case, meetings: dict[str, Meeting], states: Sequence[DecisionState]) -> list[dict[str, str]]:
    return [
        {
            "号": wording.numbered(number, len(states)), "题": words.sentence(state.decision.text),
            "文": _told(case, meetings[state.decision.meeting], state),
        }
        for number, state in enumerate(states, 1)
    ]  # fmt: skip


def _told(case: Case, meeting: Meeting, state: DecisionState) -> str:
    """Where it was decided, who does it, until when, how far it is."""
    item = state.decision
    day = f"{wording.day(meeting.held_on)}" if meeting.held_on else wording.BLANK
    lead, co = (words.organs(case.rulebook, units) for units in (item.lead, item.co))
    by = f"{lead}主办，{co}协办" if lead and co else f"{lead}办理" if lead else "主办单位待明确"
    if item.closed:
        until = f"，{wording.day(item.closed)}办结"
    elif item.due:
        over = f"，已逾期{-state.left}天" if state.left is not None and state.left < 0 else ""
        until = f"，时限{wording.day(item.due)}{over}"
    else:
        until = "，时限待明确"
    progress = words.sentence(item.progress) if words.clause(item.progress) else ""
    return f"{day}{words.name(case.rulebook, meeting)}议定，{by}{until}。{progress}"


def _next(open_: int) -> str:
    return f"没有办结的{open_}项继续跟踪督办，办结后另行报告。"


def _plain(text: str) -> dict[str, str]:
    return {"号": "", "题": "", "文": text}


KIND: Final = Kind(
    name=NAME,
    title="议定事项落实情况报告",
    genre="报告",
    layout=Layout.UPWARD,
    group=Group.REPORT,
    fields=FIELDS,
    named=("标题", "主送"),
    build=build,
    documents=documents,
    needs="“议定事项”表里有领导小组会议议定、已填办结日期、还没有填报告日期的事项",
)
