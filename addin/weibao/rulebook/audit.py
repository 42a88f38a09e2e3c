"""What is contradictory, missing or odd in the plan itself, with the words that show it.

Most items are computed from the records; what only a reader sees stands in the rulebook's audit.toml. Nothing is
mended: the software keeps the plan's words, and says here which reading it takes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from weibao.rulebook import audit_own, audit_rules, audit_units
from weibao.rulebook.audit_item import AuditItem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from weibao.rulebook.model import Rulebook

__all__ = ["AuditItem", "audit"]

_KINDS = {"contradiction": "矛盾", "gap": "缺漏", "wording": "文字"}


def audit(book: Rulebook) -> tuple[AuditItem, ...]:
    """What the rulebook has wrong, which somebody can mend; then every contradiction and gap of the plan: computed ones
    first, then a reader's remarks.
    """
    return (*audit_own.check(book), *audit_rules.check(book), *audit_units.check(book), *_remarks(book))


def _remarks(book: Rulebook) -> Iterator[AuditItem]:
    for remark in book.remarks:
        title = f"{_KINDS[remark.kind]}：{remark.title}"
        yield AuditItem(remark.kind, title, remark.explanation, remark.sources, (remark.id,))
