"""What the office should look at in 工作制度: results that are late, numbers that nobody knows, days that cannot be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from weibao.compute.openings import dead_numbers, same_number
from weibao.compute.work_states import WorkStatus
from weibao.findings import Finding, finding
from weibao.workdays import day_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from weibao.compute.office import Office
    from weibao.compute.work_states import WorkDuties, WorkState

_SHEET: Final = "工作制度"
_WRITE: Final = "请起草、报批，印发后系统登记文号和报送日期"
_TYPE: Final = "已经报送的，请填“报送日期”"


def work_findings(office: Office, duties: WorkDuties, days: int, as_of: date) -> tuple[Finding, ...]:
    """All findings; `office` as typed, `duties` with the papers of 文号登记, `days` the limit for a result."""
    typed = {item.id: item for item in office.work}
    register = {same_number(paper.doc_no) for paper in office.register if paper.doc_no}
    known = register | {same_number(paper.doc_no) for paper in office.incoming if paper.doc_no}
    dead = dead_numbers(office.register)
    found: list[Finding] = []
    for state in duties.rows:
        number = same_number(typed[state.work.id].doc_no)
        found += _results(state, days, as_of)
        if number and number in dead:
            found.append(finding("work-number-dead", **_words(state), doc_no=typed[state.work.id].doc_no))
        elif number and number not in known:
            found.append(finding("work-number-unknown", **_words(state), doc_no=state.work.doc_no))
    return tuple(item.at(sheet=_SHEET) for item in found)


def work_name(state: WorkState) -> str:
    """联合调研：学校保护."""
    return "：".join(text for text in (state.system.name if state.system else "", state.work.topic) if text)


def _words(state: WorkState) -> dict[str, Any]:
    return {"key": state.work.id, "what": work_name(state) or "没有填制度和主题"}


def _results(state: WorkState, days: int, as_of: date) -> Iterator[Finding]:
    work, words = state.work, _words(state)
    if state.status is WorkStatus.LATE and work.end and state.system:
        what_next = _TYPE if work.doc_no else _WRITE
        yield finding(
            "work-late", **words, end=day_text(work.end), days=days, rule=state.system.result, next=f"{what_next}。"
        )
    if state.system and not work.topic:
        yield finding("work-no-topic", key=work.id, system=state.system.name)
    if state.system and state.system.must and work.is_told and not (work.start or work.end or work.sent):
        yield finding("work-no-days", **words)
    if work.sent and not work.doc_no and state.system and state.system.must:
        yield finding("work-no-number", **words)
    if work.sent and work.end and work.sent < work.end:
        yield finding("work-sent-early", **words, end=day_text(work.end), sent=day_text(work.sent))
    if work.sent and work.sent > as_of:
        yield finding("work-sent-ahead", **words, sent=day_text(work.sent))
