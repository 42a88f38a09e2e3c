"""What is contradictory, missing or odd in the plan itself, with the words that show it.

Most items are computed from the records; what only a reader sees stands in the rulebook's audit.toml. Nothing is
mended: the software keeps the plan's words, and says here which reading it takes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from weibao.rulebook import audit_rules, audit_units
from weibao.rulebook.audit_item import AuditItem
from weibao.rulebook.model import Source
from weibao.rulebook.quotes import coverage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from weibao.rulebook.model import Rulebook

__all__ = ["AuditItem", "audit"]

_KINDS = {"contradiction": "矛盾", "gap": "缺漏", "wording": "文字"}
_SHOWN = 5  # how many faults of the rulebook's own one item lists


def audit(book: Rulebook) -> tuple[AuditItem, ...]:
    """Every contradiction and gap: computed ones first, then a reader's remarks, then faults of the rulebook itself."""
    return (*audit_rules.check(book), *audit_units.check(book), *_remarks(book), *_own_faults(book))


def _remarks(book: Rulebook) -> Iterator[AuditItem]:
    for remark in book.remarks:
        title = f"{_KINDS[remark.kind]}：{remark.title}"
        yield AuditItem(remark.kind, title, remark.explanation, remark.sources, (remark.id,))


def _own_faults(book: Rulebook) -> Iterator[AuditItem]:
    """Quotes that the plan does not hold, sentences nobody cites, needless entries: none in a finished rulebook."""
    result = coverage(book)
    if result.missing:
        sources = tuple(Source(claim.place, f"{claim.record} 的 {claim.field}", claim.text) for claim in result.missing)
        yield _fault("quote-not-found", "引文在原文的这一部分找不到", sources, "请照原文改引文，或改 place。")
    if result.uncovered:
        sources = tuple(Source("source.txt", f"第 {item.line} 行", item.text) for item in result.uncovered)
        yield _fault(
            "sentence-uncited", "原文的句子没有记录引用", sources, "请写成记录，或列入 uncited.toml 并说明理由。"
        )
    if result.problems:
        sources = tuple(Source("uncited.toml", item.problem, item.quote) for item in result.problems)
        yield _fault("uncited-needless", "uncited.toml 中的条目不对", sources, "请照提示改或删。")


def _fault(code: str, title: str, sources: tuple[Source, ...], advice: str) -> AuditItem:
    more = f"，列出前 {_SHOWN} 处" if len(sources) > _SHOWN else ""
    return AuditItem(code, f"规则库：{title}", f"共 {len(sources)} 处{more}。{advice}", sources[:_SHOWN])
