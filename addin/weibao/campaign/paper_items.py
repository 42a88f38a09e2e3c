"""What the files of 文号登记 say themselves: their kind of document, and the supervision items that they ask for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from weibao.errors import TemplateError
from weibao.findings import Finding, finding

if TYPE_CHECKING:
    from pathlib import Path

    from weibao.compute.model import Office, Paper


def with_items(office: Office, documents: Path) -> tuple[Office, tuple[Finding, ...]]:
    """The office's inputs, each numbered paper of the register with what its file below `documents` (文书/) says.

    A file that is not there or is a stranger's adds nothing; one that cannot be read is told.
    """
    found: list[Finding] = []
    register = tuple(
        _named(paper, documents, found) if paper.file and paper.dated else paper for paper in office.register
    )
    return (office if register == office.register else replace(office, register=register)), tuple(found)


def _named(paper: Paper, documents: Path, found: list[Finding]) -> Paper:
    from weibao.documents.properties import identity

    path = documents / paper.file
    if not path.is_file():  # told by `papers.Register.contradictions`
        return paper
    try:
        named = identity(path.read_bytes())
    except (OSError, TemplateError):
        name = PurePosixPath(paper.file).name
        found.append(finding("paper-file-unreadable", file=paper.file, name=name, paper=paper.doc_no or paper.title))
        return paper
    return replace(paper, kind=named.kind, items=named.items)
