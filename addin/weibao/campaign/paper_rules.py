"""By which record of the rulebook a document is issued: by its kind and the 机关代字 that it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from weibao.campaign.grounds import Grounds
    from weibao.compute.papers import Paper
    from weibao.rulebook.model import DocumentRule


def shown_code(content: bytes) -> str:
    """The 机关代字 that a document shows where its number goes, "" where it shows none. Raises TemplateError."""
    from weibao.documents.file_facts import file_facts

    return file_facts(content).code


def rule_of(grounds: Grounds, content: bytes) -> DocumentRule:
    """How a document is issued, by what its file says. Raises TemplateError where `content` is no Word document."""
    from weibao.documents.file_facts import file_facts

    facts = file_facts(content)
    return _rule(grounds, facts.identity.kind, facts.code)


def rule_of_paper(grounds: Grounds, paper: Paper) -> DocumentRule:
    """The same of a row whose file has been read."""
    return _rule(grounds, paper.kind, paper.number.code if paper.number else paper.code)


def _rule(grounds: Grounds, kind: str, code: str) -> DocumentRule:
    """Of the records of a kind (领导小组, 办公室) the one whose 机关代字 is `code`; else that of the kind itself."""
    rulebook, texts = grounds.rulebook, grounds.settings.texts
    own = rulebook.document_rule(kind)
    variants = (own, *(rule for rule in rulebook.document_kinds if kind and rule.id.endswith(f"_{kind}")))
    return next((rule for rule in variants if code and texts.get(rule.code, "").strip() == code), own)
