"""What the files of 文号登记 say themselves: their kind of document, and the supervision items that they ask for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from weibao.compute.item_numbers import item_key
from weibao.compute.openings import DEAD
from weibao.compute.papers import OUT
from weibao.errors import TemplateError
from weibao.findings import Finding, finding

if TYPE_CHECKING:
    from pathlib import Path

    from weibao.compute.model import Office, Paper

_HOLDS: Final = OUT - frozenset(DEAD)


def with_items(office: Office, documents: Path) -> tuple[Office, tuple[Finding, ...]]:
    """The office's inputs, each numbered paper of the register with what its file below `documents` (文书/) says.

    A file that is not there or is a stranger's adds nothing; one that cannot be read is told, and one that is
    out by the register and still has open places.
    """
    found: list[Finding] = []
    register = tuple(
        _named(paper, documents, found) if paper.file and paper.dated else paper for paper in office.register
    )
    return (office if register == office.register else replace(office, register=register)), tuple(found)


def _named(paper: Paper, documents: Path, found: list[Finding]) -> Paper:
    from weibao.documents.properties import identity
    from weibao.documents.unfilled import open_places

    path = documents / paper.file
    open_: tuple[str, ...] = ()
    if not path.is_file():  # told by `papers.Register.contradictions`
        return paper
    try:
        content = path.read_bytes()
        named = identity(content)
        if paper.state in _HOLDS:
            open_ = open_places(content, numbered=bool(paper.doc_no))
    except (OSError, TemplateError):
        name = PurePosixPath(paper.file).name
        found.append(finding("paper-file-unreadable", file=paper.file, name=name, paper=paper.doc_no or paper.title))
        return paper
    if open_:
        name, what = PurePosixPath(paper.file).name, "、".join(open_)
        found.append(finding("paper-not-filled", file=paper.file, name=name, state=paper.state.label, what=what))
    return replace(paper, kind=named.kind, items=tuple(map(item_key, named.items)))
