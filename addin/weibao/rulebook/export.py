"""The whole rulebook as plain data for JSON.

Every record carries its `source` (place, item, quote, line) or `kind = "assumption"` with the reason in `assumption`;
a record of the plan with something of ours in it has both `source` and `assumption`. What a record calls its own kind
(deadline, system, town …) is exported as `type`. Points are numbers, dates ISO strings, units and categories names.
"""

from __future__ import annotations

from dataclasses import asdict, fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from weibao.rulebook.model import Category, Count, Indicator, Record, Source, Veto
from weibao.rulebook.quotes import plan_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from weibao.rulebook.model import Rulebook

# Rules by kind, under the names by which people ask for them.
RULE_LISTS = {
    "systems": "system",
    "documents": "document",
    "safeguards": "safeguard",
    "scoring": "scoring",
    "organisation": "organisation",
    "duties": "duty",
    "principles": "principle",
    "goals": "goal",
}
_CITATION = ("source", "more", "assumption")
_PARTS = (
    "categories",
    "units",
    "indicators",
    "vetoes",
    "tasks",
    "phases",
    "milestones",
    "meetings",
    "rules",
    "requirements",
    "evidence",
    "material_types",
    "settings",
    "document_kinds",
    "posts",
    "work_systems",
    "counts",
    "rounds",
    "inspections",
    "annual_fields",
    "facts",
    "remarks",
)


def as_dict(book: Rulebook) -> dict[str, Any]:
    """The rulebook as dicts, lists, texts, numbers, true, false and null."""
    data: dict[str, Any] = {
        "id": book.id,
        "version": book.version,
        "follows": book.follows,
        "digest": book.digest,
        "title": book.title,
        "document": book.document,
        "issuer": book.issuer,
        "issued": book.issued.isoformat(),
        "region": book.region,
        "score_step": number(book.scale.points(1)),
        "full": number(book.scale.points(book.full)),
        "veto_years": book.veto_years,
        "veto_effects": [asdict(effect) for effect in book.veto_effects],
        "row_deadline": book.row_deadline,
        "group": record_as_dict(book, book.group) if book.group else None,
    }
    data |= {part: _list(book, getattr(book, part)) for part in _PARTS}
    data |= {name: [rule for rule in data["rules"] if rule["type"] == kind] for name, kind in RULE_LISTS.items()}
    data["unasked"] = [asdict(item) for item in book.unasked]
    data["uncited"] = [asdict(item) for item in book.uncited]
    return data


def record_as_dict(book: Rulebook, record: Record) -> dict[str, Any]:
    """One record with its citation."""
    data: dict[str, Any] = {}
    for field in fields(record):
        if field.name not in _CITATION:
            name = "type" if field.name == "kind" else field.name
            data[name] = plain(getattr(record, field.name))
    if isinstance(record, (Indicator, Category)):
        data["full"] = number(book.scale.points(record.full))
    if isinstance(record, (Indicator, Veto)):
        data["lead"], data["co"] = names(book, record.lead), names(book, record.co)
        data["lead_ids"], data["co_ids"] = list(record.lead), list(record.co)
    if isinstance(record, Count):
        data |= _count(book, record)
    if isinstance(record, Indicator):
        data["category"] = book.category_by_id[record.category].name
        data["category_id"] = record.category
    return data | _citation(book, record)


def _count(book: Rulebook, count: Count) -> dict[str, Any]:
    """Points of a count as numbers, whom it asks by name."""
    points = book.scale.points
    asked = () if count.office else count.by or book.indicator_of(count).claimants
    return {
        "indicator": book.indicator_of(count).id,
        "by": names(book, asked),
        "part": None if count.part is None else number(points(count.part)),
        "steps": [{"at_least": number(step.at_least), "score": number(points(step.score))} for step in count.steps],
    }


def names(book: Rulebook, ids: Iterable[str]) -> list[str]:
    """Names of units and of the group."""
    group = {book.group.id: book.group.name} if book.group else {}
    return [group.get(member) or book.unit_by_id[member].name for member in ids]


def number(value: Decimal) -> int | float:
    """A Decimal as a JSON number: whole where it is whole."""
    return int(value) if value == value.to_integral_value() else float(value)


def plain(value: Any) -> Any:
    """A field's value without types of ours."""
    if isinstance(value, Decimal):
        return number(value)
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    return value


def source_as_dict(book: Rulebook, source: Source) -> dict[str, Any]:
    """A source with the line of source.txt where its quote begins (null where it is not found)."""
    matches = plan_text(book).find(source.quote, source.place)
    return asdict(source) | {"line": matches[0].line if matches else None}


def _list(book: Rulebook, records: Iterable[Record]) -> list[dict[str, Any]]:
    return [record_as_dict(book, record) for record in records]


def _citation(book: Rulebook, record: Record) -> dict[str, Any]:
    data: dict[str, Any] = {}
    if record.source:
        data["source"] = source_as_dict(book, record.source)
        data["more"] = [source_as_dict(book, source) for source in record.more]
    else:
        data["kind"] = "assumption"
    if record.assumption:
        data["assumption"] = record.assumption
    return data
