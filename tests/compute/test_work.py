"""The working systems: results that are late, numbers that are known, what each did in a year."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from weibao.compute.model import Incoming, Office, Paper
from weibao.compute.papers import STATES
from weibao.compute.settings import Settings
from weibao.compute.terms import Mode, Step
from weibao.compute.work import Work, report_days, with_papers
from weibao.compute.work_checks import work_findings
from weibao.compute.work_duties import work_duties
from weibao.compute.work_states import WorkDuties

if TYPE_CHECKING:
    from weibao.compute.work_states import SystemYear
    from weibao.rulebook.model import Rulebook

AS_OF = date(2023, 12, 1)
CASES = tomllib.loads(Path(__file__).with_name("work.toml").read_text(encoding="utf-8"))["cases"]


def office_of(rulebook: Rulebook, case: dict[str, Any]) -> Office:
    known = {system.name: system.id for system in rulebook.work_systems}
    rows = [
        Work(**row | {"system": known[row["system"]], "facts": tuple(row.get("facts", ()))}) for row in case["rows"]
    ]
    papers = [
        Paper(
            doc_no=paper["doc_no"], kind=paper["kind"], state=STATES[paper["state"]], issued=paper.get("issued"),
            dated=paper.get("issued") or AS_OF, items=tuple(paper.get("items", ())), row=number,
        )
        for number, paper in enumerate(case.get("papers", ()), 4)
    ]  # fmt: skip
    incoming = tuple(Incoming(doc_no=number) for number in case.get("incoming", ()))
    return Office(work=tuple(rows), register=tuple(papers), incoming=incoming)


def told(year: SystemYear) -> str:
    counts = "/".join(map(str, (year.done, year.sent, year.remaining, year.late)))
    return f"{year.system.name} {year.year}：{counts}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_scenarios(rugao: Rulebook, case: dict[str, Any]) -> None:
    settings, office = Settings.build(rugao, {})[0], office_of(rugao, case)
    duties = work_duties(rugao, settings, with_papers(rugao, office), (), AS_OF)
    found = work_findings(office, duties, report_days(settings), AS_OF)
    assert len(found) == len(case["found"]), found
    for item, said in zip(found, case["found"], strict=True):
        code, _, words = said.partition("：")
        assert (item.code, item.sheet) == (code, "工作制度")
        assert words in item.message
    assert set(case.get("years", ())) <= {told(year) for year in duties.years}


class Item:
    """As much of a supervision item as is counted."""

    def __init__(self, key: str, opened: date | None, mode: Mode) -> None:
        self.id, self.listed_on, self.mode = key, opened, mode


class At:
    """As much of a stage as is counted."""

    def __init__(
        self, key: str, opened: date | None, step: Step, mode: Mode = Mode.ORDINARY, closed: date | None = None,
        *, noticed: bool = True,
    ) -> None:  # fmt: skip
        self.item, self.step = Item(key, opened, mode), step
        self.since, self.numbers = closed or AS_OF, ("某办〔2023〕1号",) if noticed else ()
        self.is_open = step not in (Step.DRAFTED, Step.CLOSED)


def test_supervision_is_counted_from_its_own_sheet(rugao: Rulebook) -> None:
    closed = date(2023, 10, 4)
    stages: Any = [
        At("1-01-I01", date(2023, 9, 4), Step.CLOSED, closed=closed),
        At("1-01-I02", date(2023, 9, 4), Step.URGING, Mode.LISTED),
        At("1-01-I03", date(2023, 11, 4), Step.OPENED), At("1-01-I04", None, Step.DRAFTED),
        At("1-01-I05", date(2022, 9, 4), Step.CLOSED, closed=closed),
        At("1-01-I06", date(2023, 9, 4), Step.CLOSED, closed=closed, noticed=False),  # no notice ever went out
    ]  # fmt: skip
    duties = work_duties(rugao, Settings.build(rugao, {})[0], Office(), stages, AS_OF)
    years = {year.year: year for year in duties.years if year.system.beside == "supervision"}
    this = years[2023]
    assert (this.opened, this.closed, this.listed, this.items_open, this.late) == (3, 2, 1, 2, 1)
    assert this.light.label == "红灯"
    assert (years[2022].opened, years[2022].closed) == (1, 0)


def test_a_rulebook_without_systems_has_none(rugao: Rulebook) -> None:
    none = replace(rugao, work_systems=())
    duties = work_duties(none, Settings.build(none, {})[0], Office(work=(Work(id="D1"),)), (), AS_OF)
    assert duties == WorkDuties()
