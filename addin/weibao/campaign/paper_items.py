"""What the files of 文号登记 say themselves: which document they are, and the supervision items that they ask for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from weibao.campaign.readiness import dated_early
from weibao.compute.item_numbers import item_key
from weibao.compute.meeting_papers import REPORT
from weibao.compute.members import LETTER, NOTICE
from weibao.compute.openings import DEAD
from weibao.compute.papers import OUT, PaperState
from weibao.errors import TemplateError
from weibao.findings import Finding, finding

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from weibao.compute.model import Office, Paper

_HOLDS: Final = OUT - frozenset(DEAD)
# Nothing is asked of what is still at the desk, or was given up there.
_READ: Final = frozenset(PaperState) - {PaperState.DRAFT, PaperState.REVIEWED, PaperState.VOID}


def with_items(office: Office, documents: Path) -> tuple[Office, tuple[Finding, ...]]:
    """The office's inputs, each signed or dated paper with what its file below `documents` (文书/) says.

    A file that is not there or is a stranger's adds nothing; one that cannot be read is told, and one that is
    out by the register and still has open places.
    """
    found: list[Finding] = []
    register = tuple(
        _named(paper, documents, found) if paper.file and (paper.dated or paper.state in _READ) else paper
        for paper in office.register
    )
    return (office if register == office.register else replace(office, register=register)), tuple(found)


def _named(paper: Paper, documents: Path, found: list[Finding]) -> Paper:
    from weibao.documents.file_facts import file_facts

    path = documents / paper.file
    open_: tuple[str, ...] = ()
    if not path.is_file():  # told by `contradictions`
        return paper
    try:
        facts = file_facts(path.read_bytes())
        if paper.state in _HOLDS:
            open_ = facts.open_places(numbered=bool(paper.doc_no))
    except (OSError, TemplateError):
        name = PurePosixPath(paper.file).name
        found.append(finding("paper-file-unreadable", file=paper.file, name=name, paper=paper.doc_no or paper.title))
        return paper
    if open_:
        name, what = PurePosixPath(paper.file).name, "、".join(open_)
        found.append(finding("paper-not-filled", file=paper.file, name=name, state=paper.state.label, what=what))
    found += dated_early(paper, facts.drafted)
    named = facts.identity
    return replace(paper, kind=named.kind, key=named.key, code=facts.code, items=_items(named.kind, named.items))


def _items(kind: str, named: Sequence[str]) -> tuple[str, ...]:
    """督办编号 in the one way of writing them; what other kinds name (changes, decisions) as it is."""
    return tuple(named) if kind in (NOTICE, LETTER, REPORT) else tuple(map(item_key, named))
