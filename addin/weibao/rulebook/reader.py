"""Reading a rulebook's files into checked tables with their citations: between `tables` and the records."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from weibao.rulebook.faults import FaultyRulesError, Spot
from weibao.rulebook.model import Scale, Source
from weibao.rulebook.specs import CITATION, SOURCE
from weibao.rulebook.tables import Spec, read_record, records

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from decimal import Decimal

    from weibao.rulebook.faults import Faults

_NAMED: Final = ("units", "group")  # arrays whose records other records name


@dataclass
class Context:
    """What the files before have established, needed to read the next one."""

    scale: Scale
    places: tuple[str, ...]
    follows: str = ""  # the version that this rulebook follows
    names: dict[str, str] = field(default_factory=dict)  # every unit or group name and alias → id
    ids: dict[str, str] = field(default_factory=dict)  # every record id → its file
    gaps: set[str] = field(default_factory=set)  # the arrays of which not every record could be read
    loose: set[str] = field(default_factory=set)  # names of units and groups that could not be read
    anybody: bool = False  # not even the names are known: then no name is wrong
    anywhere: bool = False  # nor the parts of the plan: then no place is wrong

    def copy(self) -> tuple[dict[str, str], dict[str, str]]:
        """What a file may still add to, to come back to where it has to be read again."""
        return dict(self.names), dict(self.ids)

    def claim(self, record_id: str, spot: Spot) -> None:
        """Take an id for this record; an error if another record has it."""
        if record_id in self.ids:
            spot.fail(f"编号 {record_id} 重复（{self.ids[record_id]} 中已有）", "编号在整个规则库中只能用一次")
        self.ids[record_id] = spot.file

    def name(self, name: str, unit_id: str, spot: Spot) -> None:
        """Take a unit's name or alias; an error if another unit has it."""
        if name in self.names:
            spot.fail(f"名称“{name}”已属于 {self.names[name]}", "一个名称或别名只能属于一个单位")
        self.names[name] = unit_id

    def units(self, names: tuple[str, ...], key: str, spot: Spot) -> tuple[str, ...]:
        """Names or aliases as unit ids; an error for one that is unknown or comes twice."""
        ids: list[str] = []
        for name in names:
            if name not in self.names and (self.anybody or name in self.loose):
                ids.append(name)  # the mistake is the unit's, and told there
                continue
            if name not in self.names:
                known = "只能写 units.toml 中的名称、别名，或 meta.toml 的集合名称"
                apart = (
                    "；几个单位要分开写，工作簿里一格之中每行一个（Alt+Enter）" if re.search("[、，,；;]", name) else ""
                )
                spot.fail(f"“{key}”中的单位“{name}”不认识", f"{known}{apart}")
            if self.names[name] in ids:
                spot.fail(f"“{key}”中“{name}”与前面的是同一个单位", "每个单位只写一次")
            ids.append(self.names[name])
        return tuple(ids)

    def points(self, points: Decimal, key: str, spot: Spot) -> int:
        """Points as whole steps above nought."""
        steps = self.scale.steps(points)
        if steps is None or steps <= 0:
            spot.fail(f"“{key}”是 {points} 分，不在分档上", f"应大于 0，且是 {self.scale.points(1)} 的整数倍")
        return steps


class File:
    """One TOML file: its own keys checked, its records given one by one with their citation read."""

    def __init__(self, context: Context, name: str, raw: dict[str, Any], keys: tuple[str, ...]) -> None:
        self.context = context
        self.raw = raw
        self.spot = Spot(name)
        self.keys = keys
        self.aside: set[tuple[str, int]] = set()  # records with a mistake that was told: array and number
        self.assumption = raw.get("assumption", "")

    def check(self) -> None:
        """The file's own keys. Raises FaultyRulesError."""
        for key in self.raw:
            if key not in (*self.keys, "assumption"):
                self.spot.fail(f"不认识的键“{key}”", f"这个文件里只能有：{'、'.join((*self.keys, 'assumption'))}")
        if not isinstance(self.assumption, str):
            self.spot.fail("文件顶端的“assumption”应为文字")

    def read(self, key: str, maker: Callable[[File], Any], default: Any, faults: Faults) -> Any:
        """What `maker` makes of the records `key`.

        A record with a mistake is noted and set aside, and the others are read without it; where the mistake is no
        single record's, there is `default` instead.
        """
        before = self.context.copy()
        while True:
            try:
                return maker(self)
            except FaultyRulesError as error:
                faults.found += error.faults
                self.context.gaps.add(key)
                self.context.names, self.context.ids = (dict(part) for part in before)
                place = error.faults[0].spot
                if not place.number or (place.table, place.number) in self.aside:
                    self.context.anybody |= key == "units"
                    return default
                self.aside.add((place.table, place.number))
                if key in _NAMED:
                    self._let_names_loose(key, place.number)

    def _let_names_loose(self, key: str, number: int) -> None:
        """Who names a unit that has a mistake makes none."""
        found = self.raw[key]
        raw = found[number - 1] if isinstance(found, list) else found
        name, also = (raw.get("name"), raw.get("aliases")) if isinstance(raw, dict) else (None, None)
        names = [name, *(also if isinstance(also, list) else ())]
        self.context.loose |= {name for name in names if isinstance(name, str)}
        self.context.anybody |= not isinstance(names[0], str)

    def plain(self, key: str, spec: Spec) -> Iterator[tuple[dict[str, Any], Spot]]:
        """Values and place of every `[[key]]` that has neither id nor citation."""
        for number, raw in enumerate(records(self.raw, key, self.spot), 1):
            if (key, number) not in self.aside:
                spot = self.spot.at(f"第 {number} 条 [[{key}]]", key, number)
                yield read_record(raw, spec, spot), spot

    def records(self, key: str, spec: Spec, verbatim: str = "") -> Iterator[tuple[dict[str, Any], Spot]]:
        """Values (citation included, ready for the record class) and place of every `[[key]]`.

        `verbatim` names the field that is the quote where the source gives none.
        """
        whole = spec | CITATION
        for number, raw in enumerate(records(self.raw, key, self.spot), 1):
            if (key, number) not in self.aside:
                yield self.record(raw, whole, self.spot.at(f"第 {number} 条 [[{key}]]", key, number), verbatim)

    def record(self, raw: object, spec: Spec, where: Spot, verbatim: str) -> tuple[dict[str, Any], Spot]:
        """One table with citation; `where` names it until its id is known."""
        given = raw.get("id") if isinstance(raw, dict) else None
        spot = self.spot.at(f"记录 {given}", where.table, where.number) if isinstance(given, str) else where
        values = read_record(raw, spec, spot)
        self.context.claim(values["id"], spot)
        self._cite(values, verbatim, spot)
        return values, spot

    def _cite(self, values: dict[str, Any], verbatim: str, spot: Spot) -> None:
        default = str(values.get(verbatim, ""))
        values["assumption"] = values["assumption"] or self.assumption
        if values["source"] is not None:
            values["source"] = self._source(values["source"], default, verbatim, spot.inside("source"))
        elif not values["assumption"]:
            spot.fail("没有出处", "要有 source = { place, item, quote }，原文没有规定的要写 assumption = '理由'")
        elif values["more"]:
            spot.fail("有 more 而没有 source", "第一条引文写在 source 里")
        values["more"] = tuple(
            self._source(raw, "", "", spot.inside("more", part)) for part, raw in enumerate(values["more"], 1)
        )

    def _source(self, raw: object, default: str, verbatim: str, spot: Spot) -> Source:
        values = read_record(raw, SOURCE, spot)
        if values["place"] not in self.context.places and not self.context.anywhere:
            spot.fail(f"出处“{values['place']}”不认识", f"place 只能是：{'、'.join(self.context.places)}")
        quote = values["quote"] or default
        if not quote:
            reason = f"（“{verbatim}”是空的）" if verbatim else ""
            spot.fail(f"出处没有引文{reason}", "请写 quote = '原文'")
        return Source(values["place"], values["item"], quote)
