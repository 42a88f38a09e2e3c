"""What the files of 文号登记 say themselves: their kind of document, and the supervision items that they ask for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from weibao.compute.model import Office, Paper


def with_items(office: Office, documents: Path) -> Office:
    """The office's inputs, each numbered paper of the register with what its file below `documents` (文书/) says.

    A file that is not there, cannot be read or is a stranger's adds nothing.
    """
    register = tuple(_named(paper, documents) if paper.file and paper.dated else paper for paper in office.register)
    return office if register == office.register else replace(office, register=register)


def _named(paper: Paper, documents: Path) -> Paper:
    from weibao.documents.properties import identity

    try:
        named = identity((documents / paper.file).read_bytes())
    except (OSError, ValueError):
        return paper
    return replace(paper, kind=named.kind, items=named.items)
