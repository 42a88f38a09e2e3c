"""What is wrong with the rulebook itself, and not with the plan: none in a finished one.

Told in the words of the workbook that `rulebook export` writes, which is what an office edits.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from weibao.rulebook.audit_item import AuditItem
from weibao.rulebook.labels import KINDS, TABLES, column_label
from weibao.rulebook.model import Requirement, Source
from weibao.rulebook.quotes import VERBATIM, coverage
from weibao.rulebook.textual import fold
from weibao.rulebook.towns import TOWN_LIST, towns_at_odds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from weibao.rulebook.count_records import Count
    from weibao.rulebook.model import Indicator, Rulebook
    from weibao.rulebook.quotes import Claim

_SHOWN: Final = 5  # how many faults one item lists
_QUOTE: Final = column_label("source.quote")
_PLACE: Final = column_label("source.place")
_STANDARD: Final = column_label("standard")


def check(book: Rulebook) -> Iterator[AuditItem]:
    """Requirements that their standards do not hold, quotes that the plan does not, sentences nobody cites."""
    yield from _standards(book)
    result = coverage(book)
    if result.missing:
        sources = tuple(Source(claim.place, _field(book, claim), claim.text) for claim in result.missing)
        advice = f"照原文改这句话；话没有错的，改“{_PLACE}”。"
        yield _fault("quote-not-found", "写作原文的话在方案原文的这一部分找不到", sources, advice)
    if result.uncovered:
        sources = tuple(Source(TABLES["text"][0], f"第 {item.line} 行", item.text) for item in result.uncovered)
        advice = f"写成指标、规则等记录，或者列入“{TABLES['uncited.uncited'][0]}”并说明理由。"
        yield _fault("sentence-uncited", "方案原文的句子没有记录引用", sources, advice)
    if result.problems:
        name = TABLES["uncited.uncited"][0]
        sources = tuple(Source(name, item.problem, item.quote) for item in result.problems)
        yield _fault("uncited-needless", f"“{name}”中列得不对", sources, "照提示改，或者删去。")
    if odd := towns_at_odds(book):
        yield AuditItem("towns-at-odds", "规则库：乡级单位有两份名单，不一样", odd, (), (TOWN_LIST,))


def outside_standards(book: Rulebook) -> tuple[Requirement | Count, ...]:
    """The requirements, and the questions for them, whose quotes are said to stand in their indicator's row and do not:
    one of the two was changed, and checklists, 督办 and progress would go on by the other.
    """
    found: list[Requirement | Count] = []
    records: tuple[Requirement | Count, ...] = (*book.requirements, *book.counts)
    for record in records:
        row, said = _indicator(book, record), record.source
        same = said and row.source and (said.place, said.item) == (row.source.place, row.source.item)
        if said and same and fold(said.quote) not in fold(row.standard):
            found.append(record)
    return tuple(found)


def _indicator(book: Rulebook, record: Requirement | Count) -> Indicator:
    return book.indicator_by_id[record.indicator] if isinstance(record, Requirement) else book.indicator_of(record)


def _standards(book: Rulebook) -> Iterator[AuditItem]:
    for record in outside_standards(book):
        row, said = _indicator(book, record), record.source
        assert said is not None  # noqa: S101 - only such records are given
        kind = KINDS[type(record).__name__]
        yield AuditItem(
            "not-in-standard",
            f"规则库：{kind} {record.id} 的引文不在指标 {row.id} 的{_STANDARD}里",
            f"两处只改了一处。{_STANDARD}改了的，“{kind}”里这一行的{_QUOTE}、标准值、周期等也要照改："
            "清单、督办、进度都按这一行说话。",
            (
                Source(said.place, f"{kind} {record.id}“{_QUOTE}”", said.quote),
                Source(row.source.place if row.source else "", f"指标 {row.id}“{_STANDARD}”", row.standard),
            ),
            (record.id, row.id),
        )


def _field(book: Rulebook, claim: Claim) -> str:
    """Where the words stand that are not found: the kind of record, its id and the column."""
    record = book.record_by_id[claim.record]
    kind = f"{KINDS[type(record).__name__]} {record.id}"
    if claim.field.startswith("more"):
        return f"{kind}（“{TABLES['more'][0]}”）"
    same = (name for name in VERBATIM.get(type(record), ()) if getattr(record, name) == claim.text)
    column = next(same, "source.quote") if claim.field == "source" else claim.field
    return f"{kind}“{column_label(column)}”"


def _fault(code: str, title: str, sources: tuple[Source, ...], advice: str) -> AuditItem:
    more = f"，列出前 {_SHOWN} 处" if len(sources) > _SHOWN else ""
    return AuditItem(code, f"规则库：{title}", f"共 {len(sources)} 处{more}。{advice}", sources[:_SHOWN])
