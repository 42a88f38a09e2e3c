"""量化情况 in the office's words: what the units typed, what it supports, what they are told (counts.toml)."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from compute import small
from weibao.compute.assessment import assess
from weibao.compute.level import plain
from weibao.compute.meetings import Meeting
from weibao.compute.members import Member
from weibao.compute.model import Closure, CountInput, Office, Submission
from weibao.compute.settings import Settings
from weibao.compute.terms import Light, Mode
from weibao.rulebook.model import Rulebook

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from weibao.compute.model import Assessment
    from weibao.workdays import WorkCalendar

CASES = tomllib.loads((Path(__file__).parent / "counts.toml").read_text(encoding="utf-8"))["cases"]
KEYS = {
    "name", "rulebook", "as_of", "settings", "figures", "claims", "meetings", "listed", "inspectors", "deadlines",
    "indicator", "ceiling", "claimed", "reason", "rows", "lights", "found", "without", "blank",
}  # fmt: skip


def answer(row: str, text: str) -> CountInput:
    """A row as typed: 是, 否, 3, 3/4, 3/ (no total), /4 (no figure)."""
    if text in ("是", "否"):
        return CountInput(row, Decimal(text == "是"), sheet="量化情况", done_cell=f"F{row}")
    done, total = (Decimal(part) if part else None for part in text.partition("/")[::2])
    return CountInput(row, done, total, sheet="量化情况", done_cell=f"F{row}", total_cell=f"H{row}")


def units_of(rulebook: Rulebook, name: str) -> tuple[str, ...]:
    """Ids of a unit, of all towns, or of the first towns: 各镇（街道）, 前13镇."""
    if name.startswith("前") and name.endswith("镇"):
        return tuple(town.id for town in rulebook.towns[: int(name[1:-1])])
    if rulebook.group and name == rulebook.group.name:
        return tuple(town.id for town in rulebook.towns)
    return (next(unit.id for unit in rulebook.units if unit.name == name),)


def spread(rulebook: Rulebook, given: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
    """By unit id; what is said of one unit stands over what is said of all towns."""
    found: dict[str, dict[str, str]] = {}
    for name, values in given.items():
        for unit in units_of(rulebook, name):
            found.setdefault(unit, {}).update(values)
    return found


def assessed(case: dict[str, Any], rulebook: Rulebook, calendar: WorkCalendar) -> Assessment:
    assert set(case) <= KEYS, f"nobody reads {set(case) - KEYS}"
    settings, problems = Settings.build(rulebook, case.get("settings", {}))
    assert not problems
    figures, claims = (spread(rulebook, case.get(key, {})) for key in ("figures", "claims"))
    submissions = {
        unit: Submission(
            unit, 1, f"{unit}.xlsx", None,
            rows=tuple(small.row(row, text) for row, text in claims.get(unit, {}).items()),
            counts=tuple(answer(row, text) for row, text in figures.get(unit, {}).items()),
        )
        for unit in {**figures, **claims}
    }  # fmt: skip
    meetings = tuple(
        Meeting(id=f"M{n}", kind=kind, held_on=day) for n, (kind, day) in enumerate(case.get("meetings", []))
    )
    closures = {
        f"1-01-I{n:02d}": Closure(f"1-01-I{n:02d}", opened, closed or None, mode=Mode.LISTED, extended=extended or None)
        for n, (opened, closed, extended) in enumerate(case.get("listed", []), 1)
    }
    roster = tuple(
        Member(body="市未保办", post="督查专员", form=form, name=name, since=since[0] if since else None)
        for form, name, *since in case.get("inspectors", [])
    )
    office = Office(meetings=meetings, closures=closures, deadlines=case.get("deadlines", {}), roster=roster)
    return assess(
        rulebook, calendar, settings, office, submissions, [], round=1, as_of=case.get("as_of", date(2023, 10, 9))
    )


def told(result: Assessment, blank: bool) -> Iterator[str]:
    """Findings on figures, as code：cell：text; what is still blank only where the case is about it."""
    for found in result.findings:
        if found.code.startswith("count") and (blank or found.code != "counts-blank"):
            yield f"{found.code}：{found.cell or '—'}：{found.message}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_what_the_figures_support(
    case: dict[str, Any], rugao: Rulebook, village: Rulebook, calendar: WorkCalendar
) -> None:
    rulebook = village if case.get("rulebook") == "village" else rugao
    result = assessed(case, rulebook, calendar)
    row = next(item for item in result.indicators if item.indicator == case["indicator"])
    assert row.counts

    def shown(steps: int | None) -> str:
        return "" if steps is None else plain(rulebook.scale.points(steps))

    assert shown(row.counts.ceiling) == case["ceiling"]
    if "claimed" in case:
        assert shown(row.figures.claimed) == case["claimed"]
    rows = {item.count: item for item in row.counts.rows}
    for count, points in case.get("rows", {}).items():
        assert shown(rows[count].points) == points, count
    for count, light in case.get("lights", {}).items():
        assert rows[count].light.value == light, count
    said = "；".join(item.reason for item in rows.values()) if case["ceiling"] == "" else row.counts.reason
    assert [words for words in case.get("reason", []) if words not in said] == [], said
    assert [words for words in case.get("without", []) if words in said] == [], said
    found = list(told(result, case.get("blank", False)))
    if "found" in case:
        assert len(found) == len(case["found"]), found
        for words, text in zip(case["found"], found, strict=True):
            assert all(part in text for part in words.split("…")), f"{words} in {text}"


def test_without_a_standard_nobody_reaches_it_or_falls_short(rugao: Rulebook, calendar: WorkCalendar) -> None:
    """Q55 as it is, by sums, and as a share of the towns, where without a standard there is nothing to count."""
    case = {"figures": {"如城街道": {"Q55": "0/5"}, "白蒲镇": {"Q55": "5/5"}}}
    shares = [replace(count, merge="units") if count.id == "Q55" else count for count in rugao.counts]
    for book, figures in ((rugao, "5÷10＝50%（12个未填）"), (replace(rugao, counts=tuple(shares)), "2个单位填了")):
        found = next(item for item in assessed(case, book, calendar).indicators if item.indicator == "I64").counts
        assert found
        row = next(row for row in found.rows if row.count == "Q55")
        assert (len(row.answered), row.points, row.figures, row.light) == (2, None, figures, Light.NONE)
        assert {(own.reached, own.ceiling, own.light) for own in row.units.values()} == {(None, None, Light.NONE)}


def test_where_only_the_sum_counts_no_unit_alone_falls_short(rugao: Rulebook, calendar: WorkCalendar) -> None:
    """I61 asks for two organisations; two units count theirs, each has one."""
    by = tuple(next(unit.id for unit in rugao.units if unit.name == name) for name in ("市民政局", "团市委"))
    book = replace(rugao, counts=tuple(replace(row, by=by) if row.id == "Q51" else row for row in rugao.counts))
    for second, points, found in (("1", 4, []), ("0", 2, ["count-city-over"])):
        figures = {"市民政局": {"Q51": "1"}, "团市委": {"Q51": second}}
        result = assessed({"figures": figures, "claims": {"市民政局": {"I61": "达标"}}}, book, calendar)
        counts = next(item for item in result.indicators if item.indicator == "I61").counts
        assert counts
        (row,) = counts.rows
        assert (row.points, len(row.answered)) == (points, 2)
        assert {own.reached for own in row.units.values()} == {None}
        assert [text.partition("：")[0] for text in told(result, blank=False)] == found
