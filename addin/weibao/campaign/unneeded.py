"""Documents on their way that nobody would draft any more: signed or numbered, not issued, and their reason is gone.

That a signed document is not drafted again says nothing: what it asks for is asked for by it. So it is asked what
would be drafted if those on their way were not there.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from weibao.campaign.register_files import draft_path
from weibao.compute.assessment import assess
from weibao.compute.openings import DEAD, same_number
from weibao.compute.papers import OUT, PaperState
from weibao.documents.drafts import first_draft
from weibao.findings import finding

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from weibao.campaign.situation import Situation
    from weibao.compute.model import Office, Paper
    from weibao.documents.kind import Case, Document, Kind
    from weibao.findings import Finding

CODE: Final = "draft-unneeded"
_ON_ITS_WAY: Final = frozenset(PaperState) - OUT - frozenset(DEAD) - {PaperState.DRAFT}


def unneeded(situation: Situation, case: Case, kinds: Sequence[Kind], left: Collection[str]) -> Iterator[Finding]:
    """What to tell of the drafts `left` (below 文书/) that are frozen and that this run did not want."""
    office, folder = case.office, situation.grounds.campaign.documents.name
    papers = {draft_path(paper.file): paper for paper in office.register if paper.state in _ON_ITS_WAY and paper.file}
    waiting = {path: papers[path] for path in left if path in papers}
    if not waiting:
        return
    concerned = {path.partition("/")[0] for path in waiting}
    case = _without(situation, case, tuple(waiting.values()))
    wanted = {kind.title: list(kind.documents(case)) for kind in kinds if kind.title in concerned}
    for path, paper in sorted(waiting.items()):
        if not any(_is_same(one, path, paper) for one in wanted[path.partition("/")[0]]):
            yield finding(CODE, file=f"{folder}/{path}", name=PurePosixPath(path).name, state=paper.state.label)


def _without(situation: Situation, case: Case, papers: Sequence[Paper]) -> Case:
    """The case as it would be without these rows of 文号登记."""
    grounds, seen = situation.grounds, situation.assessment
    office = _freed(case.office, papers)
    found = assess(
        grounds.rulebook, grounds.calendar, grounds.settings, office, situation.collected.submissions,
        situation.collected.returns, round=seen.round, as_of=seen.as_of,
    )  # fmt: skip
    return replace(case, office=office, assessment=replace(found, contacts=seen.contacts, findings=seen.findings))


def _freed(office: Office, papers: Sequence[Paper]) -> Office:
    """What the office typed without these rows, and without their numbers where other sheets repeat them."""
    rows, numbers = {paper.row for paper in papers}, {same_number(paper.doc_no) for paper in papers if paper.doc_no}

    def has(number: str) -> bool:
        return bool(number) and same_number(number) in numbers

    return replace(
        office,
        register=tuple(one for one in office.register if one.row not in rows),
        closures={
            key: replace(one, doc_no="", opened=None) if has(one.doc_no) else one
            for key, one in office.closures.items()
        },
        changes=tuple(replace(one, doc_no="") if has(one.doc_no) else one for one in office.changes),
        work=tuple(replace(one, doc_no="") if has(one.doc_no) else one for one in office.work),
        meetings=tuple(replace(one, minutes_no="") if has(one.minutes_no) else one for one in office.meetings),
    )


def _is_same(document: Document, path: str, paper: Paper) -> bool:
    """Whether a draft would say what the paper says: by its place, its key, or a matter that both ask for."""
    if document.path == first_draft(path) or (paper.key and document.key == paper.key):
        return True
    return not set(paper.items).isdisjoint(document.items)
