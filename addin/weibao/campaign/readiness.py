"""Whether a document can take a step on its way, and what to say where it cannot."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Final

from weibao.campaign.register_files import copy_path, is_copy
from weibao.compute.papers import PaperState, way
from weibao.documents.drafts import first_draft
from weibao.documents.properties import drafted_on
from weibao.errors import CampaignError
from weibao.findings import finding
from weibao.system_words import argument

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from weibao.campaign.targets import Target
    from weibao.compute.papers import Paper
    from weibao.findings import Finding

# Signed, and not out yet: there is still time to ask.
UNDER_WAY: Final = (PaperState.SIGNED, PaperState.NUMBERED, PaperState.SEALED)


def families(targets: Sequence[Target]) -> dict[str, int]:
    """The first drafts beside which （新稿） lie among documents found in a folder, and how many they are together."""
    count = Counter(first_draft(target.draft) for target in targets if not target.named)
    return {first: number for first, number in count.items() if number > 1}


def may_go(target: Target, goal: PaperState) -> bool:
    """Whether the document can go there in one command: nothing is signed or numbered on the way."""
    paper, desk = target.paper, (PaperState.DRAFT, PaperState.REVIEWED)
    if goal is PaperState.NUMBERED and paper.state is PaperState.SEALED and not is_copy(paper.file):
        # 用印 was typed into the sheet, and nothing has been put into the file yet.
        return bool(paper.file)
    if goal is PaperState.NUMBERED and paper.state in (PaperState.NUMBERED, PaperState.SEALED):
        # A clerk typed the number, or another one, into the sheet: the file does not have it yet.
        return paper.number is not None and paper.file != copy_path(target.draft, paper.number)
    if goal in (PaperState.NUMBERED, PaperState.ISSUED) and paper.state in desk:
        return False
    return bool(way(paper.state, goal))


def cannot(target: Target, goal: PaperState) -> str:
    """Why it cannot go there."""
    state, name = target.paper.state, target.paper.doc_no or target.file
    if goal is PaperState.NUMBERED and state in (PaperState.DRAFT, PaperState.REVIEWED):
        return f"“{name}”还没有签发（现在是{state.label}）。请先核稿签发，再编号。"
    if goal is PaperState.ISSUED and state in (PaperState.DRAFT, PaperState.REVIEWED):
        return f"“{name}”还没有签发编号（现在是{state.label}）。请先办完前面的手续，再印发。"
    return f"“{name}”现在是“{state.label}”，不能再{goal.label}。{_way_out(target.paper)}"


def _way_out(paper: Paper) -> str:
    """Where what was registered is put right, and how a document is given up."""
    if not paper.row or paper.state not in (
        PaperState.SIGNED, PaperState.NUMBERED, PaperState.SEALED, PaperState.ISSUED
    ):  # fmt: skip
        return ""
    drop = "撤回" if paper.state is PaperState.ISSUED else "作废"
    return (
        f"登记错了的，请改正核定台账“文号登记”第 {paper.row} 行；"
        f"这份不再用的，请{drop}（命令行用 weibao documents withdraw）。"
    )


def older(
    root: Path, target: Target, content: bytes, what: str, day: date, typed: Sequence[date | None]
) -> tuple[Finding, ...]:
    """Where a draft of ours (`content`) speaks of a day that has not come by the day on which it is to be dated.

    A day that the office typed into the sheet itself (one of `typed`) counts and is told; for any other raises
    CampaignError.
    """
    made, file = drafted_on(content), target.file
    if made is None or day >= made:
        return ()
    if day in typed:
        return (finding("paper-older", file=file, name=Path(file).name, what=what, day=day, made=made),)
    raise CampaignError(
        f"“{file}”写的是 {made} 的情况和数字，{what} {day} 比它早，没有办。请改正日期；"
        f"确实是那天的，请先按那天重新起草（{_drafting(root, target.draft, day)}），再办这一步，"
        f"或者把日期填进核定台账“文号登记”这份文书一行的“{what}”，以表中所填为准。"
    )


def _drafting(root: Path, draft: str, day: date) -> str:
    """The command that drafts a document (its draft below 文书/) anew as of a day."""
    from weibao.documents.kind import Group
    from weibao.documents.kinds.registry import KINDS

    kind = next((kind for kind in KINDS if kind.title == draft.partition("/")[0]), None)
    asked = kind is not None and kind.group is Group.ON_REQUEST
    words = f"documents draft {argument(kind.title)}" if kind and asked else "notices"
    if kind and kind.group is Group.REPORT:
        words = "reports"
    return f"weibao {words} {argument(root)} --as-of {day}"


def dated_early(paper: Paper, made: date | None) -> Iterator[Finding]:
    """Told of a paper on its way that the sheet dates before the day to which its figures stand (`made`)."""
    for what, day in (("签发日期", paper.signed), ("成文日期", paper.dated if paper.dated != paper.signed else None)):
        if made and day and day < made and paper.state in UNDER_WAY:
            name = Path(paper.file).name
            yield finding("paper-older", file=paper.file, name=name, what=what, day=day, made=made)


def astray(paper: Paper) -> str:
    """What to say of a row whose 文件 leads nowhere."""
    return (
        f"文号登记第 {paper.row} 行“文件”一栏填的“{paper.typed}”不是“文书”里的一份文书，没有办。"
        "请填从“文书”起的路径，如“督办通知/×××.docx”。"
    )


def unsigned(paper: Paper) -> str:
    """What to say of a document that is to be numbered and that nobody signed by the register."""
    lacking = "、".join(name for name, value in (("签发人", paper.signer), ("签发日期", paper.signed)) if not value)
    return f"在文号登记里没有填{lacking}，没有编号：签发以后才能编号。请补填，或先核稿签发。"
