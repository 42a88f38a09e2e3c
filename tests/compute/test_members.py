"""成员名册 and 成员变动 in the office's words: what is told, what is still to be drafted, whose name holds."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from weibao.compute.member_checks import member_findings
from weibao.compute.members import Member, MemberChange, asked_units, pending, seats, with_roster
from weibao.compute.model import Office, Paper
from weibao.compute.papers import STATES, PaperState
from weibao.compute.settings import Settings

if TYPE_CHECKING:
    from weibao.rulebook.model import Rulebook
    from weibao.workdays import WorkCalendar

CASES = tomllib.loads((Path(__file__).parent / "members.toml").read_text(encoding="utf-8"))["cases"]
AS_OF = date(2023, 10, 16)


def unit_of(rulebook: Rulebook, name: str) -> str:
    return next((unit.id for unit in rulebook.units if unit.name == name), name)


def roster_of(rulebook: Rulebook, case: dict[str, Any]) -> tuple[Member, ...]:
    """The typed rows; "full" is somebody in every post, named after post and unit."""
    rows = list(case["roster"]) if case["roster"] != "full" else []
    without = [entry.split() for entry in case.get("without", [])]
    if case["roster"] == "full":
        for post, title, unit in seats(rulebook):
            name = f"{post.body}{post.name}"
            if not any(name == entry[0] and entry[1:] in ([], [_name(rulebook, unit)]) for entry in without):
                rows.append([post.body, post.name, unit, f"{name}{unit}", title.removesuffix(post.name)])
    rows += case.get("more", [])
    return tuple(
        Member(body=body, post=post, unit=unit_of(rulebook, unit), name=name, form=form[0] if form else "")
        for body, post, unit, name, *form in rows
    )


def _name(rulebook: Rulebook, unit: str) -> str:
    return rulebook.unit_by_id[unit].name if unit in rulebook.unit_by_id else unit


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_what_the_office_is_told(case: dict[str, Any], rugao: Rulebook, calendar: WorkCalendar) -> None:
    changes = tuple(MemberChange(**{**row, "unit": unit_of(rugao, row["unit"])}) for row in case.get("changes", []))
    papers = tuple(
        Paper(kind=paper["kind"], items=tuple(paper["items"]), state=STATES[paper["state"]])
        for paper in case.get("papers", [])
    )
    typed = case.get("settings", {})
    office = Office(roster=roster_of(rugao, case), changes=changes, register=papers, settings=typed)
    settings, _ = Settings.build(rugao, with_roster(rugao, office))
    found = member_findings(rugao, settings, calendar, office, case.get("as_of", AS_OF))
    found = tuple(item for item in found if item.code in case.get("only", [item.code]))
    wanted = [entry.partition("：") for entry in case["found"]]
    assert [item.code for item in found] == [code for code, _, _ in wanted]
    assert [words for (_, _, words), item in zip(wanted, found, strict=True) if words not in item.message] == []
    due = {kind: [change.id for change in pending(rugao, office, kind)] for kind in ("member_notice", "liaison_letter")}
    assert {kind: ids for kind, ids in due.items() if ids} == case.get("due", {})
    if "inspectors" in case:
        assert list(settings.inspectors) == case["inspectors"]


def test_another_county_has_its_own_posts_and_its_own_limit(village: Rulebook, calendar: WorkCalendar) -> None:
    units = {unit.name: unit.id for unit in village.units}
    asked = {f"{post.body}{post.name}": asked_units(village, post) for post in village.posts}
    assert asked["示范谷召集人"] == (units["谷管理处"],)
    assert asked["示范谷联系人"] == tuple(unit.id for unit in village.units if unit.duty_order)
    change = MemberChange(
        id="1", unit=units["谷卫生站"], body="示范谷", post="联系人", old="甲", new="乙", changed=date(2024, 7, 1)
    )
    office = Office(changes=(change,))
    settings, _ = Settings.build(village, {})
    told = [member_findings(village, settings, calendar, office, date(2024, 7, day)) for day in (8, 9)]
    assert [[item.code for item in found] for found in told] == [[], ["member-late"]]
    assert "本单位函告谷管理处备案" in told[1][0].message
    assert [item.id for item in pending(village, office, "liaison_letter")] == ["1"]


def test_a_name_in_the_roster_is_not_asked_again_in_the_settings(rugao: Rulebook) -> None:
    roster = tuple(
        Member(body="市未保办", post=post, name=name)
        for post, name in (("主任", "甲某"), ("督查专员", "乙某、丙某"), ("督查专员", "丁某"))
    )
    typed = with_roster(rugao, Office(roster=roster, settings={"leader": "戊某", "director": " "}))
    assert typed == {"leader": "戊某", "director": "甲某", "inspectors": "乙某、丙某、丁某"}
    two = (*roster, Member(body="市未保办", post="主任", name="己某"))
    assert with_roster(rugao, Office(roster=two, settings={}))["inspectors"] == "乙某、丙某、丁某"
    assert "director" not in with_roster(rugao, Office(roster=two, settings={}))


@pytest.mark.parametrize(
    ("state", "due"),
    [(PaperState.ISSUED, []), (PaperState.WITHDRAWN, ["1"]), (PaperState.VOID, ["1"]), (PaperState.REISSUED, ["1"])],
)
def test_a_paper_that_holds_no_more_told_nobody(village: Rulebook, state: PaperState, due: list[str]) -> None:
    unit = next(unit for unit in village.units if unit.name == "谷卫生站")
    number = "示谷卫〔2024〕3号"
    change = MemberChange(id="1", unit=unit.id, body="示范谷", post="联系人", old="甲", new="乙", doc_no=number)
    register = (Paper(doc_no=number, kind="liaison_letter", items=("1",), state=state, dated=date(2024, 7, 1)),)
    office = Office(changes=(change,), register=register)
    assert [item.id for item in pending(village, office, "liaison_letter")] == due
