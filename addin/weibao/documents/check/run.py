"""The checker: a document in, remarks out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weibao.documents.check import rules
from weibao.documents.check.classify import classify
from weibao.documents.check.reader import read_word
from weibao.documents.check.rule import REGISTRY, Remark, remarks

if TYPE_CHECKING:
    from weibao.documents.check.official import Official

__all__ = ["check_document", "check_official", "check_pages", "rules"]


def check_document(content: bytes) -> tuple[Remark, ...]:
    """All remarks about a .docx: errors first, then in the order of the standard.

    Raises DocumentError where the file cannot be read.
    """
    return check_official(classify(read_word(content)))


def check_official(official: Official) -> tuple[Remark, ...]:
    """The same for a document whose elements are already found."""
    ordered = sorted(REGISTRY.values(), key=lambda one: (one.level.rank, one.chapter))
    return tuple(remark for one in ordered for remark in remarks(one, official))


def check_pages(content: bytes, pdf: bytes) -> tuple[Remark, ...]:
    """The same for a .docx and the PDF that it was printed to: also what only the pages show.

    Raises DocumentError where either cannot be read.
    """
    from weibao.documents.check.proof import read_pages

    official = classify(read_word(content))
    official.pages = read_pages(pdf)
    return check_official(official)
