"""Whom a unit writes on its 填报说明, beside 成员名册; and that no document has anything of it."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import weibao.documents
from weibao.compute.contacts import change_words, contact_changes, contact_findings, contact_hints
from weibao.compute.members import Member, MemberChange
from weibao.compute.returns import People, Submission

if TYPE_CHECKING:
    from weibao.rulebook.model import Rulebook

WRITTEN = People(filler="丙某", head="甲某", deputy="乙 某")


def roster(**names: str) -> list[Member]:
    posts = {"head": ("领导小组", "成员"), "deputy": ("市未保办", "成员"), "officer": ("市未保办", "联络员")}
    return [Member(body=posts[key][0], post=posts[key][1], unit="D07", name=name) for key, name in names.items()]


@pytest.mark.parametrize(
    ("held", "people", "told"),
    [
        ({"head": "甲某", "deputy": "乙某", "officer": "丙某"}, WRITTEN, ()),
        ({}, WRITTEN, ()),
        ({"head": "甲某", "deputy": "丁某"}, WRITTEN, ("市未保办成员：名册是丁某，清单写的是乙 某",)),
        ({"officer": "丙某"}, replace(WRITTEN, officer="戊某"), ("市未保办联络员：名册是丙某，清单写的是戊某",)),
        ({"officer": "丙某、戊某"}, replace(WRITTEN, officer="戊某"), ()),
        ({"head": "甲某"}, People(), ()),
    ],
)
def test_what_differs_is_told(rugao: Rulebook, held: dict[str, str], people: People, told: tuple[str, ...]) -> None:
    assert contact_hints(rugao, roster(**held), "D07", people) == told
    assert contact_hints(rugao, roster(**held), "D08", people) == ()


EARLIER = {"D07": (1, People(filler="丙某", head="甲某", deputy="乙某")), "T01": (2, People(officer="己某"))}


@pytest.mark.parametrize(
    ("written", "held", "recorded", "told"),
    [
        (EARLIER["D07"][1], {}, {}, ()),
        (People(head="甲某", deputy="乙 某", officer="丙某"), {}, {}, ()),
        (People(head="甲某", deputy="丁某", filler="丙某"), {}, {}, ("分管负责人：第1轮写的是乙某，这一轮是丁某",)),
        (People(head="甲某", filler="戊某"), {"officer": "丙某"}, {}, ("专人：第1轮写的是丙某，这一轮是戊某",)),
        (People(head="丁某"), {}, {"new": "丁 某"}, ()),
        (People(head="丁某"), {"head": "丁某"}, {}, ()),
        (People(head="丁某"), {}, {"new": "戊某"}, ("主要领导：第1轮写的是甲某，这一轮是丁某",)),
        (People(), {}, {}, ()),
    ],
)
def test_who_was_exchanged_since_an_earlier_round_is_suggested(
    rugao: Rulebook, written: People, held: dict[str, str], recorded: dict[str, str], told: tuple[str, ...]
) -> None:
    """Only where neither 成员变动 nor 成员名册 has the new one yet; blanks tell nothing."""
    changes = [MemberChange(id="B1", unit="D07", body="领导小组", post="成员", **recorded)] if recorded else []
    found = contact_changes(rugao, roster(**held), changes, {"D07": submission("D07", written)}, EARLIER)
    assert tuple(map(change_words, found)) == told
    findings = contact_findings(rugao, found)
    assert [item.unit for item in findings] == ["D07"] * len(told)
    assert all("请登记“成员变动”" in item.message and "第1轮" in item.message for item in findings)


def test_where_the_rules_prescribe_nothing_there_is_only_the_hint(rugao: Rulebook) -> None:
    town = next(unit.id for unit in rugao.towns)
    found = contact_changes(
        rugao, (), (), {town: submission(town, People(officer="庚某"))}, {town: EARLIER["T01"], "D99": EARLIER["T01"]}
    )
    assert tuple(map(change_words, found)) == ("专人：第2轮写的是己某，这一轮是庚某",)
    assert contact_findings(rugao, found) == ()


def test_a_change_that_is_recorded_is_not_asked_for_again(rugao: Rulebook) -> None:
    change = MemberChange(id="B1", unit="D07", body="市未保办", post="成员", new="乙某")
    assert contact_hints(rugao, roster(deputy="丁某"), "D07", WRITTEN, [change]) == ()


def submission(unit: str, people: People) -> Submission:
    return Submission(unit, 3, f"{unit}.xlsx", None, people=people)


def test_no_document_asks_for_the_contacts() -> None:
    """Bulletins, compilations and all other papers are made without them."""
    folder = Path(weibao.documents.__file__).parent
    asks = re.compile(r"\.people\b|\.contacts\b|contact_hints|contact_changes")
    asking = [path.name for path in folder.rglob("*.py") if asks.search(path.read_text("utf-8"))]
    assert asking == []
