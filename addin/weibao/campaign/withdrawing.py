"""撤回, 更正 and 重新印发 of a document that is out, 作废 of one that is not; and the 撤回通知 that follows.

The old document's row keeps its number; the new one refers to it (关联文号, both ways, once it is numbered).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from weibao.campaign.papers import after, joined
from weibao.compute.numbers import read_number
from weibao.compute.openings import OPENING
from weibao.compute.papers import OUT, PaperState, may
from weibao.errors import CampaignError
from weibao.findings import finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from weibao.campaign.issuing import Desk
    from weibao.campaign.papers import Target
    from weibao.campaign.pipeline import Report
    from weibao.compute.papers import Paper
    from weibao.findings import Finding

_REPLACED: Final = (PaperState.CORRECTED, PaperState.REISSUED)


def withdraw(
    desk: Desk, targets: Sequence[Target], *, reason: str, by: str = "", state: PaperState = PaperState.WITHDRAWN
) -> None:
    """Take documents back: `state` says how one that is out ends (撤回, 更正, 重新印发); one that is not is 作废.

    `by` is the number of the document that does it, where there is one already. Raises CampaignError without a reason
    or where that document is unknown.
    """
    if not reason.strip() and not (by and all(target.paper.state is state for target in targets)):
        raise CampaignError("请写明原因（命令行用 --reason）：作废的文号和撤回的文书都要有原因。")
    new = read_number(by) if by else None
    if by and new not in {paper.number for paper in desk.register.papers}:
        raise CampaignError(f"文号登记里没有“{by}”。请核对新文书的文号，或先登记、编号。")
    for target in targets:
        old = target.paper
        goal = state if old.state in OUT else PaperState.VOID
        # What has been taken back already can be told by which document, later.
        relating = bool(new) and goal is old.state and goal is not PaperState.VOID
        if not (may(old.state, goal) or relating) or not old.row:
            _refuse(desk, target, goal)
            continue
        if new and new == old.number:
            raise CampaignError(f"“{new}”就是这份文书自己的文号。请写代替它的那份新文书的文号。")
        note = joined(old.note, f"{goal.label}：{reason.strip()}" if reason.strip() else "")
        changed = replace(old, state=goal, note=note)
        if new and goal is not PaperState.VOID:
            changed = replace(changed, related=str(new))
            other = next(paper for paper in desk.register.papers if paper.number == new)
            desk.change(other, replace(other, related=joined(other.related, old.doc_no)))
        desk.change(old, changed)
        if goal is PaperState.WITHDRAWN and not relating:
            desk.outcome.findings.append(finding("paper-withdrawn", name=_name(old), items=_items(old)))
        desk.outcome.findings += unrelated((changed,))


def unrelated(papers: Iterable[Paper]) -> tuple[Finding, ...]:
    """What was registered as 更正 or 重新印发 and does not say by which document."""
    return tuple(
        finding("paper-unrelated", file=paper.file, name=_name(paper), state=paper.state.label)
        for paper in papers
        if paper.state in _REPLACED and not paper.related
    )


def _items(old: Paper) -> str:
    """What becomes of the matters that it asked for."""
    if old.kind not in OPENING or not old.items:
        return ""
    return (
        f"它交办的{len(old.items)}件督办事项退回拟督办，不再按它催办；要继续督办的，请全部重算，"
        "把重新起草的通知核稿签发，另编新号印发。"
    )


def _name(paper: Paper) -> str:
    return paper.doc_no or paper.title or paper.file


def draft_withdrawals(desk: Desk, *, day: date) -> Report:
    """Draft the 撤回通知 that are owed now, from 文号登记 as it stands after the command."""
    from weibao.campaign.drafting import draft
    from weibao.campaign.pipeline import Report
    from weibao.campaign.situation import look
    from weibao.documents.kinds.withdrawal_notice import KIND

    register, report = desk.register, Report()
    grounds = register.grounds
    office = replace(grounds.office, register=after(register.papers, desk.outcome.done))
    situation = look(register.campaign, register.store, as_of=day, grounds=replace(grounds, office=office))
    draft(situation, register.store, report, (KIND,))
    return report


def _refuse(desk: Desk, target: Target, goal: PaperState) -> None:
    paper = target.paper
    name = paper.doc_no or target.file
    if not target.named:
        desk.outcome.skipped.append(paper)
        return
    if not paper.row:
        raise CampaignError(f"“{name}”还没有登记，只是草稿。不要了的，直接删除文件就可以。")
    raise CampaignError(f"“{name}”现在是“{paper.state.label}”，不能再{goal.label}。")
