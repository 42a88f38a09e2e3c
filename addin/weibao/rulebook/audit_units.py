"""Contradictions about units: who is named where, and in which spelling."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from weibao.rulebook.audit_item import AuditItem
from weibao.rulebook.model import Indicator, Source, Veto
from weibao.rulebook.quotes import plan_text
from weibao.rulebook.textual import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from weibao.rulebook.model import Rulebook, Unit

Row = Indicator | Veto
_LABEL = re.compile(r"(牵头单位|责任单位)[：:]?")
_NUMBER = re.compile(r"^[一二三四五六七八九十]+、")


def check(book: Rulebook) -> Iterator[AuditItem]:
    """All findings about units."""
    yield from _without_duties(book)
    yield from _without_rows(book)
    yield from _unclear_leads(book)
    yield from _punctuation(book)
    yield from _spellings(book)


def written_names(cell: str) -> tuple[str, ...]:
    """The unit names in a 责任单位 cell, as they are spelled there."""
    return tuple(name for name in re.split(r"[、，,；;]", _LABEL.sub("、", fold(cell))) if name)


def cell_source(row: Row) -> Source:
    """The row's cell of responsible units, as a quote."""
    place = row.source
    if place is None:
        return Source("", row.id, row.units_as_written)
    return Source(place.place, f"{place.item}责任单位", row.units_as_written)


def _rows(book: Rulebook) -> tuple[Row, ...]:
    return (*book.indicators, *book.vetoes)


def _names(rows: list[Row]) -> str:
    return "、".join(row.id for row in rows)


def _without_duties(book: Rulebook) -> Iterator[AuditItem]:
    first: dict[str, Row] = {}
    for row in _rows(book):
        for member in row.lead + row.co:
            first.setdefault(member, row)
    missing = [unit for unit in book.units if unit.kind != "town" and unit.duty_order is None and unit.id in first]
    if missing:
        names = "、".join(unit.name for unit in missing)
        yield AuditItem(
            "unit-without-duties",
            f"{len(missing)} 个单位有指标，职责分工里却没有它",
            f"{names}在考核细则中有责任，职责分工没有列；是不是成员单位、按什么职责做，方案没有写。",
            tuple(cell_source(first[unit.id]) for unit in missing),
            tuple(unit.id for unit in missing),
        )


def _without_rows(book: Rulebook) -> Iterator[AuditItem]:
    listed = {member for row in book.indicators for member in row.lead + row.co}
    idle = [unit for unit in book.units if unit.duty_order is not None and unit.id not in listed]
    if idle:
        yield AuditItem(
            "unit-without-indicator",
            f"{len(idle)} 个单位有职责，考核细则里却没有它的指标",
            f"{'、'.join(unit.name for unit in idle)}在职责分工中有任务，没有一项指标列它，做没做无从考核。",
            tuple(Source(s.place, s.item, unit.duties) for unit in idle if (s := unit.source)),
            tuple(unit.id for unit in idle),
        )


def _unclear_leads(book: Rulebook) -> Iterator[AuditItem]:
    nobody = [row for row in _rows(book) if not row.lead and len(row.co) > 1]
    several = [row for row in _rows(book) if len(row.lead) > 1]
    if nobody:
        yield AuditItem(
            "no-lead",
            f"{len(nobody)} 项有几个责任单位而没有牵头单位",
            f"{_names(nobody)} 由谁汇总、谁自评没有写。本工具让各单位都自评，取最低的。",
            tuple(cell_source(row) for row in nobody),
            tuple(row.id for row in nobody),
        )
    if several:
        yield AuditItem(
            "several-leads",
            f"{len(several)} 项的牵头单位不止一个",
            f"{_names(several)} 由几个单位牵头，意见不一时以谁为准没有写。本工具取各牵头单位中最低的自评。",
            tuple(cell_source(row) for row in several),
            tuple(row.id for row in several),
        )


def _punctuation(book: Rulebook) -> Iterator[AuditItem]:
    """Cells where the separators are not those of the others: a program that splits them would go wrong."""
    odd = [
        row
        for row in _rows(book)
        if re.search(r"[，,；;]", row.units_as_written)
        or len(re.findall(r"(牵头|责任)单位", row.units_as_written))
        != len(re.findall(r"(牵头|责任)单位[：:]", row.units_as_written))
    ]
    if odd:
        yield AuditItem(
            "cell-punctuation",
            f"{len(odd)} 项责任单位栏的标点与其他各项不同",
            f"{_names(odd)} 缺冒号，或用逗号代替顿号；按上下文断开。",
            tuple(cell_source(row) for row in odd),
            tuple(row.id for row in odd),
        )


def _spellings(book: Rulebook) -> Iterator[AuditItem]:
    owner = {name: unit.id for unit in book.units for name in (unit.name, *unit.aliases)}
    seen: dict[str, dict[str, list[Source]]] = {unit.id: {} for unit in book.units}
    for row in _rows(book):
        for name in written_names(row.units_as_written):
            if name in owner:
                whole = cell_source(row)
                seen[owner[name]].setdefault(name, []).append(Source(whole.place, whole.item, name))
    for unit in book.units:
        if unit.duty_heading and unit.source:
            name = _NUMBER.sub("", unit.duty_heading)
            source = Source(unit.source.place, "标题", unit.duty_heading)
            seen[unit.id].setdefault(name, []).append(source)
    for unit in book.units:
        if len(seen[unit.id]) > 1:
            yield _spelling(unit, seen[unit.id])
        yield from _elsewhere(book, unit, seen[unit.id])


def is_short_for(name: str, formal: str) -> bool:
    """Whether `name` can be got from `formal` by leaving characters out: an abbreviation, not a slip."""
    rest = iter(formal)
    return all(char in rest for char in name)


def _slips(unit: Unit, names: list[str]) -> list[str]:
    """Spellings that are no abbreviation of the unit's own name or formal name; remarks in brackets do not count."""
    known = (unit.formal, unit.name)
    return [name for name in names if not any(is_short_for(re.sub(r"（.*）", "", name), full) for full in known)]


def _spelling(unit: Unit, seen: dict[str, list[Source]]) -> AuditItem:
    slips = _slips(unit, list(seen))
    uses = "、".join(f"“{name}”{len(places)}处" for name, places in seen.items())
    often = any(len(places) > 1 for places in seen.values())
    once = [name for name, places in seen.items() if often and len(places) == 1 and name not in slips]
    notes = [f"“{'”“'.join(slips)}”不是它的简称，疑为误写"] if slips else []
    notes += [f"“{'”“'.join(once)}”只出现一次"] if once else []
    ending = f"；{'；'.join(notes)}" if notes else ""
    return AuditItem(
        "spelling-wrong" if slips else "spelling-varies",
        f"{unit.name}：{'疑有误写' if slips else '同一单位几种写法'}",
        f"写作{uses}{ending}。都按“{unit.name}”处理。",
        tuple(places[0] for places in seen.values()),
        (unit.id,),
    )


def _elsewhere(book: Rulebook, unit: Unit, seen: dict[str, list[Source]]) -> Iterator[AuditItem]:
    """Aliases that stand only in running text and are neither shorter nor fuller forms of the name."""
    plan = plan_text(book)
    for alias in _slips(unit, [alias for alias in unit.aliases if alias not in seen]):
        matches = plan.find(alias)
        if not matches or is_short_for(unit.name, alias):
            continue
        here = Source(matches[0].place, matches[0].heading, alias)
        there = next((places[0] for places in seen.values()), None)
        yield AuditItem(
            "spelling-wrong",
            f"{unit.name}：另一种写法“{alias}”",
            f"正文中写作“{alias}”，与单位名称对不上；按“{unit.name}”处理。",
            (here, there) if there else (here,),
            (unit.id,),
        )
