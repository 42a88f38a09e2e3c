"""Who is who in 建库表: the units, their ways of writing, and what the rubric means by a name."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from weibao.rulebook.blank_form import DEPARTMENT, TOWN, Row, text_of, ways_of
from weibao.rulebook.blank_plan import Made, fail

if TYPE_CHECKING:
    from weibao.rulebook.blank_form import Answers, Faults

MOST: Final = 99  # of what is counted with two digits: indicators, departments, towns
_BETWEEN: Final = r"、，,；;\s"
_FORBIDDEN: Final = re.compile(rf'[\\/:*?"<>|{_BETWEEN}]')
_NO_UNIT: Final = re.compile(r"各.*|所有.*|.*等(?:部门|单位|相关部门|有关部门)?|.*(?:有关|相关|成员)(?:部门|单位)")


@dataclass
class Names:
    """Every way of writing → the name. `ways` are those of all towns, which may have 、 in them."""

    ways: tuple[str, ...] = ()
    known: dict[str, str] = field(default_factory=dict)

    def split(self, value: Any) -> list[str]:
        """The names in a cell, each once, as they are written there."""
        whole = [re.escape(way) for way in sorted(self.ways, key=len, reverse=True)]
        found = re.findall("|".join([*whole, rf"[^{_BETWEEN}]+"]), text_of(value))
        return list(dict.fromkeys(found))


def row_of(row: Row, number: int) -> str:
    """`第 5 行`: the row of the sheet that it was read from, else which of the rows it is."""
    return f"第 {row.get('row', number)} 行"


def unlisted(answers: Answers) -> list[str]:
    """Who is a department only because the rubric or the vetoes name it, in that order."""
    names = Names(ways_of(text_of(answers.head.get("group"))))
    listed = {*names.ways}
    for row in answers.units:
        listed |= {text_of(row.get("name")), *names.split(row.get("aliases"))}
    rows = (*answers.rubric, *answers.vetoes)
    named = (name for row in rows for key in ("lead", "co") for name in names.split(row.get(key)))
    return list(dict.fromkeys(name for name in named if name not in listed))


def units_of(made: Made, faults: Faults) -> tuple[list[dict[str, Any]], Names]:
    """The units, departments first, and every way of writing → the name. Those of the rubric that are not listed are
    departments, unless the words mean several.
    """
    ways = ways_of(made.head["group"])
    names = Names(ways, dict.fromkeys(ways, ways[0]) if ways else {})
    listed: dict[str, dict[str, Any]] = {}
    for number, row in enumerate(made.answers.units, 1):
        with faults.noted():
            unit = _unit(row, number, names)
            listed[unit["name"]] = unit
    for where, rows in (("考核细则", made.answers.rubric), ("负面清单", made.answers.vetoes)):
        for number, row in enumerate(rows, 1):
            for name in (*names.split(row.get("lead")), *names.split(row.get("co"))):
                if name in names.known:
                    continue
                with faults.noted():
                    _check_named(name, where, row_of(row, number))
                listed[name] = {"name": name, "formal": name, "kind": "department", "aliases": []}
                names.known[name] = name
    with faults.noted():
        if ways and not any(unit["kind"] == "town" for unit in listed.values()):
            fail("单位", f"有统称“{ways[0]}”，却没有一个乡级单位", "在“类别”里选“乡级”，或者把“下级的统称”空着")
    return _numbered(listed), names


def _unit(row: Row, number: int, names: Names) -> dict[str, Any]:
    name, where = text_of(row.get("name")), row_of(row, number)
    if not name:
        fail("单位", f"{where}没有名称")
    if _FORBIDDEN.search(name):
        fail("单位", f"{where}的名称“{name}”里有标点或空格", "一行写一个单位，名称要作文件夹名")
    aliases = [alias for alias in names.split(row.get("aliases")) if alias != name]
    for word in (name, *aliases):
        if names.known.get(word) == word == name:
            fail("单位", f"“{name}”写了两行", f"{where}是第二行，请删去一行")
        if names.known.get(word, name) != name:
            fail("单位", f"{where}“{name}”的写法“{word}”已经是“{names.known[word]}”的", "一种写法只能属于一个单位")
    names.known |= dict.fromkeys((name, *aliases), name)
    town = text_of(row.get("kind")) not in ("", DEPARTMENT)
    duties = text_of(row.get("duties"))
    return {
        "name": name, "formal": text_of(row.get("formal")) or name, "kind": "town" if town else "department",
        "aliases": aliases,
    } | ({"duties": duties} if duties else {})  # fmt: skip


def _check_named(name: str, where: str, row: str) -> None:
    """That a name which is not listed can be a department's."""
    if _FORBIDDEN.search(name):
        fail(where, f"{row}的单位“{name}”里有不能用的符号", "名称要作文件夹名")
    if _NO_UNIT.fullmatch(name):
        fail(
            where, f"{row}的“{name}”不是一个单位，“单位”表里没有，也不是“下级的统称”",
            "是镇、街道、乡、苏木的统称的，写进“下级的统称”（几种写法用分号分开）；指几个单位的，请一一写出",
        )  # fmt: skip


def _numbered(listed: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    units = sorted(listed.values(), key=lambda unit: unit["kind"] == "town")
    counts, order = {"department": 0, "town": 0}, 0
    for unit in units:
        counts[unit["kind"]] += 1
        if counts[unit["kind"]] > MOST:
            fail("单位", f"{TOWN if unit['kind'] == 'town' else DEPARTMENT}多于 {MOST} 个", f"最多 {MOST} 个")
        unit["id"] = f"{'T' if unit['kind'] == 'town' else 'D'}{counts[unit['kind']]:02d}"
        if "duties" in unit:
            order += 1
            unit |= {"duty_order": order, "duty_heading": unit["name"]}
    return units


def members(row: Row, where: str, number: int, names: Names) -> dict[str, Any]:
    """Who leads, who is responsible, and how the plan writes it."""
    written = {key: names.split(row.get(key)) for key in ("lead", "co")}
    lead, co = (list(dict.fromkeys(names.known[name] for name in written[key])) for key in ("lead", "co"))
    if not lead and not co:
        fail(where, f"{row_of(row, number)}没有牵头单位，也没有责任单位")
    words = (("牵头单位", written["lead"]), ("责任单位", written["co"]))
    as_written = "　".join(f"{word}：{'、'.join(found)}" for word, found in words if found)
    return {"lead": lead, "co": [name for name in co if name not in lead], "units_as_written": as_written}
