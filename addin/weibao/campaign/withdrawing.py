"""撤回, 更正 and 重新印发 of a document that is out, 作废 of one that is not; and the documents that follow.

The old document's row keeps its number; the new one refers to it (关联文号, both ways, once it is numbered): a
撤回通知, a 更正通知, or of 重新印发 the new version.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from weibao.compute.numbers import read_number
from weibao.compute.openings import DEAD, OPENING, openings
from weibao.compute.papers import OUT, PaperState, after, joined, may
from weibao.compute.replacing import (
    Correction,
    corrections,
    is_later,
    notice_key,
    number_text,
    related_to,
    unanswered,
    waits,
)
from weibao.errors import CampaignError
from weibao.findings import finding

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from weibao.campaign.issuing import Desk
    from weibao.campaign.targets import Target
    from weibao.compute.numbers import DocNumber
    from weibao.compute.papers import Paper
    from weibao.documents.kind import Kind
    from weibao.findings import Finding


def withdraw(
    desk: Desk,
    targets: Sequence[Target],
    *,
    reason: str,
    by: str = "",
    state: PaperState = PaperState.WITHDRAWN,
    pairs: Sequence[tuple[str, str]] = (),
) -> None:
    """Take documents back: `state` says how one that is out ends (撤回, 更正, 重新印发); one that is not is 作废.

    `by` is the number of the document that does it, where there is one already; `pairs` the wrong and the right text of
    a 更正. Raises CampaignError without a reason (or pairs), where that document is unknown, and where a wrong text is
    not in the document.
    """
    if not (reason.strip() or pairs) and not (by and all(target.paper.state is state for target in targets)):
        raise CampaignError("请写明原因（命令行用 --reason）：作废的文号和撤回的文书都要有原因。")
    if pairs and (state is not PaperState.CORRECTED or len(targets) != 1):
        raise CampaignError("更正的内容（--wrong、--right）只用于“更正”，一次一份文书。")
    # In 备注 a “；” stands between notes.
    reason = reason.strip().strip("；").replace("；", "，")
    new = read_number(by) if by else None
    if by and (new is None or new not in {paper.number for paper in desk.register.papers}):
        raise CampaignError(f"文号登记里没有“{by}”。请核对新文书的文号，或先登记、编号。")
    for target in targets:
        old = desk.current(target.paper)
        goal = state if old.state in OUT else PaperState.VOID
        # What has been taken back already can be told by which document, later.
        relating = bool(new) and goal is old.state and goal is not PaperState.VOID
        if not (may(old.state, goal) or relating) or not old.row:
            _refuse(desk, target, goal)
            continue
        if new:
            _check_by(desk, old, new)
        note = _noted(desk, old, goal, _note(desk, target, goal, reason, pairs))
        changed = replace(old, state=goal, note=note)
        if new and goal is not PaperState.VOID:
            other = desk.current(next(paper for paper in desk.register.papers if paper.number == new))
            changed = replace(changed, related=related_to(old, other))
            desk.change(other, replace(other, related=related_to(other, old)))
        desk.change(old, changed)
        if goal is PaperState.WITHDRAWN and not relating:
            owed = "" if new else _owed(old)
            if what := owed + _items(desk, old):
                desk.outcome.findings.append(finding("paper-withdrawn", name=_name(old), what=what))
    _hold(desk)


def _check_by(desk: Desk, old: Paper, new: DocNumber) -> None:
    """The document that takes back, corrects or replaces holds itself and is later. Raises CampaignError."""
    other = next(paper for paper in desk.register.papers if paper.number == new)
    if new == old.number:
        raise CampaignError(f"“{new}”就是这份文书自己的文号。请写代替它的那份新文书的文号。")
    if other.state in DEAD:
        raise CampaignError(f"“{new}”在文号登记里是“{other.state.label}”，不能由它代替。请写仍然有效的新文书的文号。")
    if not is_later(other, old):
        raise CampaignError(f"“{new}”比“{_name(old)}”还早，不会是代替它的文书。请核对新文书的文号和成文日期。")


def _note(desk: Desk, target: Target, goal: PaperState, reason: str, pairs: Sequence[tuple[str, str]]) -> str:
    """What 备注 says of it."""
    if not pairs:
        return f"{goal.label}：{reason}" if reason else ""
    if goal is not PaperState.CORRECTED:
        raise CampaignError(f"“{_name(target.paper)}”还没有印发，请直接在文件里改，不用更正。")
    _check_wrong(desk, target, [wrong for wrong, _ in pairs])
    return str(Correction(tuple((_quoted(wrong), _quoted(right)) for wrong, right in pairs), reason))


def _noted(desk: Desk, old: Paper, goal: PaperState, note: str) -> str:
    """备注 with another note. A 更正 that waits for its notice is not told twice; one that was told may come again, but
    not for the same words. Raises CampaignError where those have been corrected.
    """
    if goal is not PaperState.CORRECTED or not note:
        return joined(old.note, note)
    (new,) = corrections(note)
    if new in [one for _, one in unanswered(replace(old, state=goal), desk.register.papers)]:
        return old.note
    if new.pairs and new.pairs in [one.pairs for one in corrections(old.note)]:
        raise CampaignError(
            f"“{_name(old)}”的这处文字已经更正过（见文号登记第 {old.row} 行的备注和关联文号），没有再登记。"
            "更正别处的，请照原文写有误的文字。"
        )
    return f"{old.note.rstrip('；。 ')}；{note}" if old.note.strip("；。 ") else note


def _hold(desk: Desk) -> None:
    """Matters of what was taken back that another notice asks for as well run on by that one."""
    from weibao.sheets.ledger_openings import Opening

    gone = {paper.row for paper in desk.outcome.done if paper.state in DEAD}
    items = {item for paper in desk.register.papers if paper.row in gone for item in paper.items}
    desk.openings += [
        Opening(item, paper.issued, number_text(paper))
        for item, paper in _others(desk).items()
        if item in items and paper.issued
    ]


def _others(desk: Desk) -> dict[str, Paper]:
    """By matter the notice that asks for it and holds, as the steps of this command have left them."""
    office = desk.register.grounds.office
    return openings(replace(office, register=after(desk.register.papers, desk.outcome.done)))


def _check_wrong(desk: Desk, target: Target, texts: Sequence[str]) -> None:
    """What is to be corrected stands in the document. Raises CampaignError."""
    from weibao.documents.controls import whole_text

    if not target.file or not desk.register.path(target.file).is_file():
        return
    text = _bare(whole_text(desk.register.path(target.file).read_bytes()))
    for wrong in texts:
        if _bare(wrong) not in text:
            raise CampaignError(f"“{_name(target.paper)}”里没有“{wrong}”这几个字，没有登记更正。请照原文写有误的文字。")


def _bare(text: str) -> str:
    return "".join(text.split())


def _quoted(text: str) -> str:
    """A text as it stands between “ and ”: the marks inside are single ones."""
    return text.strip().replace("“", "‘").replace("”", "’")


def unrelated(papers: Sequence[Paper], rows: Collection[int] | None = None) -> tuple[Finding, ...]:
    """What was registered as 更正, 撤回 or 重新印发 and nothing corrects, takes back or replaces it yet; of some `rows`
    only.
    """
    return tuple(
        finding("paper-unrelated", file=paper.file, name=_name(paper), state=paper.state.label)
        for paper in papers
        if (rows is None or paper.row in rows) and waits(paper, papers)
    )


def _owed(old: Paper) -> str:
    """Which document is still to tell those who have it."""
    from weibao.documents.kinds import withdrawal_notice

    if old.genre in withdrawal_notice.DOWNWARD:
        return "撤回通知还要核稿签发、编号、印发。"
    return (
        f"{old.genre}由另一份{old.genre}撤回，程序不起草：请自己写好，登记、编号以后运行 weibao documents withdraw，"
        "加 --as 撤回 --by 新文号。"
    )


def _items(desk: Desk, old: Paper) -> str:
    """What becomes of the matters that it asked for: those closed, and those that another notice asks for, stay."""
    closures, others = desk.register.grounds.office.closures, _others(desk)
    closed = {key for key, closure in closures.items() if closure.closed}
    count = sum(item not in closed and item not in others for item in old.items)
    if old.kind not in OPENING or not count:
        return ""
    return (
        f"它交办的{count}件督办事项退回拟督办，不再按它催办；要继续督办的，请全部重算，"
        "把重新起草的通知核稿签发，另编新号印发。"
    )


def _name(paper: Paper) -> str:
    return paper.doc_no or paper.title or paper.file


def follow(desk: Desk, *, day: date) -> None:
    """Draft what follows the changes of a command: 撤回通知, 更正通知, new versions; from 文号登记 as it stands now.

    What is registered and has no document to follow it yet is told. Nothing is drafted on trial.
    """
    from weibao.campaign.drafting import draft
    from weibao.campaign.pipeline import Report
    from weibao.campaign.situation import look

    register, outcome, report = desk.register, desk.outcome, Report()
    grounds = register.grounds
    papers = after(register.papers, outcome.done)
    touched = {paper.row for paper in outcome.done}
    before = {paper.row for paper in register.papers if waits(paper, register.papers)}
    # What took the place of another document may be one of those that are taken back.
    waiting = [paper for paper in papers if waits(paper, papers) and (paper.row in touched or paper.row not in before)]
    due = _due(waiting, papers)
    # What is owed to those that were taken back just now has been told with it.
    withdrawn = {paper.row for paper in outcome.done if paper.state is PaperState.WITHDRAWN}
    if due and not desk.dry:
        office = replace(grounds.office, register=papers)
        situation = look(register.campaign, register.store, as_of=day, grounds=replace(grounds, office=office))
        for kind, keys in due:
            draft(situation, register.store, report, (kind,), wanted=lambda one, keys=keys: one.key in keys)  # type: ignore[misc]
    outcome.written += report.written
    outcome.findings += (*report.findings, *unrelated(papers, {paper.row for paper in waiting} - withdrawn))


def _due(waiting: Sequence[Paper], papers: Sequence[Paper]) -> list[tuple[Kind, set[str]]]:
    """The kinds of documents that answer these rows, each with its keys."""
    from weibao.documents.kinds import correction_notice, withdrawal_notice
    from weibao.documents.kinds.registry import BY_NAME

    notices = {PaperState.WITHDRAWN: withdrawal_notice.KIND, PaperState.CORRECTED: correction_notice.KIND}
    found: dict[str, set[str]] = {}
    for paper in waiting:
        if notice := notices.get(paper.state):
            left = [place for place, _ in unanswered(paper, papers)] if paper.state is PaperState.CORRECTED else []
            found.setdefault(notice.name, set()).add(notice_key(paper, *left[:1]))
        elif paper.kind in BY_NAME:
            found.setdefault(paper.kind, set()).add(paper.key)
    return [(BY_NAME[name], keys) for name, keys in found.items()]


def _refuse(desk: Desk, target: Target, goal: PaperState) -> None:
    paper = target.paper
    name = paper.doc_no or target.file
    if not target.named:
        desk.outcome.skipped.append(paper)
        return
    if not paper.row:
        raise CampaignError(f"“{name}”还没有登记，只是草稿。不要了的，直接删除文件就可以。")
    raise CampaignError(f"“{name}”现在是“{paper.state.label}”，不能再{goal.label}。")
