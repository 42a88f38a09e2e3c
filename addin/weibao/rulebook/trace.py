"""Tracing a record back to the plan: what it says, the words it rests on, and where they stand."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from weibao.errors import RulebookError
from weibao.rulebook.export import record_as_dict
from weibao.rulebook.labels import KINDS, LABELS, WORDS, field_label
from weibao.rulebook.model import Indicator, Record, Source, Unit, Veto
from weibao.rulebook.quotes import plan_text
from weibao.rulebook.textual import fold

if TYPE_CHECKING:
    from weibao.rulebook.model import Rulebook
    from weibao.rulebook.textual import Match

_HIDDEN = {"id", "source", "more", "assumption", "kind", "lead_ids", "co_ids", "category_id"}


@dataclass(frozen=True, slots=True)
class Traced:
    """A quote and where it stands; `matches` has every occurrence within its place, the right one first."""

    source: Source
    matches: tuple[Match, ...]

    @property
    def where(self) -> str:
        """Place, item and line, for people."""
        place = f"{self.source.place}，{self.source.item}"
        if not self.matches:
            return f"{place}（原文中找不到）"
        first = self.matches[0]
        lines = f"第 {first.line} 行" if first.line == first.last_line else f"第 {first.line}—{first.last_line} 行"
        own = first.heading in ("", self.source.place) or fold(self.source.quote).startswith(first.heading)
        heading = "" if own else f"，“{first.heading}”之下"
        return f"{place}（方案原文{lines}{heading}）"


@dataclass(frozen=True, slots=True)
class Trace:
    """A record, its quotes with their places, and the record as plain data."""

    record: Record
    quotes: tuple[Traced, ...]
    data: dict[str, Any]

    def as_dict(self) -> dict[str, Any]:
        """Ready for JSON: the exported record, with `type_name` and every occurrence of every quote."""
        found = [
            {
                "place": quote.source.place,
                "item": quote.source.item,
                "quote": quote.source.quote,
                "found": [
                    {"line": match.line, "last_line": match.last_line, "heading": match.heading}
                    for match in quote.matches
                ],
            }
            for quote in self.quotes
        ]
        return self.data | {"type_name": KINDS[type(self.record).__name__], "quotes": found}

    def text(self) -> str:
        """For people: the record line by line, then the quotes and where they stand."""
        lines = [f"{self.record.id}　{KINDS[type(self.record).__name__]}"]
        shown = {quote.source.quote for quote in self.quotes}
        for key, value in self.data.items():
            words = _words(value, key)
            if key not in _HIDDEN and words and words not in shown:
                label = field_label(key, type(self.record).__name__)
                lines.append(f"  {label}：{words}")
        for quote in self.quotes:
            lines += [f"  出处：{quote.where}", f"    “{' '.join(quote.source.quote.split())}”"]
        if self.record.assumption:
            lines.append(f"  假定：{self.record.assumption}")
        return "\n".join(lines)


def trace(book: Rulebook, record_id: str) -> Trace:
    """The record of that id (I15, V2, D07, a setting's key; case does not matter) or unit name.

    Raises RulebookError where there is none, with the ids that look like it.
    """
    record = _find(book, record_id)
    plan = plan_text(book)
    quotes = [Traced(source, plan.find(source.quote, source.place)) for source in record.sources]
    if isinstance(record, (Indicator, Veto)) and record.source:
        quotes.append(_cell(book, record, record.source, quotes[0]))
    data = record_as_dict(book, record)
    if isinstance(record, Unit):
        data |= _roles(book, record)
    return Trace(record, tuple(quotes), data)


def _find(book: Rulebook, record_id: str) -> Record:
    wanted = record_id.strip()
    if wanted in book.record_by_id:
        return book.record_by_id[wanted]
    known = {key.casefold(): record for key, record in book.record_by_id.items()}
    for unit in book.units:
        for name in (unit.name, unit.formal, *unit.aliases):
            known.setdefault(name.casefold(), unit)
    if wanted.casefold() in known:
        return known[wanted.casefold()]
    close = [known[key].id for key in get_close_matches(wanted.casefold(), list(known), 5, 0.5)]
    hint = (
        f"相近的有：{'、'.join(dict.fromkeys(close))}" if close else "编号如 I15（指标）、V2（负面清单）、D07（单位）"
    )
    raise RulebookError(f"规则库“{book.id}”中没有编号“{record_id}”；{hint}。")


def _roles(book: Rulebook, unit: Unit) -> dict[str, list[str]]:
    """The rows in which a unit (a town: through its group) leads, supports or is responsible."""
    mine = {unit.id, book.group.id} if book.group and unit.kind == "town" else {unit.id}
    return {
        "leads": [row.id for row in book.indicators if mine & set(row.lead)],
        "supports": [row.id for row in book.indicators if mine & set(row.co)],
        "vetoes": [veto.id for veto in book.vetoes if mine & set(veto.members)],
    }


def _cell(book: Rulebook, record: Indicator | Veto, source: Source, standard: Traced) -> Traced:
    """The row's cell of responsible units: its first occurrence after the standard."""
    matches = plan_text(book).find(record.units_as_written, source.place)
    after = standard.matches[0].end if standard.matches else 0
    mine = sorted(matches, key=lambda match: (match.start < after, match.start))
    return Traced(Source(source.place, f"{source.item}责任单位", record.units_as_written), tuple(mine[:1]))


def _words(value: Any, key: str = "") -> str:
    """A plain value in words; `key` is the field it comes from."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, dict):
        return "，".join(f"{LABELS.get(name, name)} {_words(item, name)}" for name, item in value.items() if item != "")
    if isinstance(value, list):
        return ("；" if value and isinstance(value[0], dict) else "、").join(_words(item) for item in value)
    text = "" if value is None else " ".join(str(value).split())
    return WORDS.get(key, {}).get(text, text)
