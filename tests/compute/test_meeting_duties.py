"""Meetings by the rules, in the office's words: what was typed, and what it is told on a day."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from weibao.compute.meeting_checks import meeting_findings, norms_text
from weibao.compute.meeting_duties import meeting_duties, norms_of
from weibao.compute.meeting_papers import with_minutes, with_reports
from weibao.compute.members import Member, MemberChange, with_roster
from weibao.compute.model import Decision, Meeting, Office
from weibao.compute.papers import Paper, PaperState
from weibao.compute.settings import Settings

if TYPE_CHECKING:
    from weibao.compute.meeting_states import MeetingDuties
    from weibao.findings import Finding
    from weibao.rulebook.model import Rulebook

CASES = tomllib.loads(Path(__file__).with_name("meetings.toml").read_text(encoding="utf-8"))["cases"]


def office_of(rulebook: Rulebook, case: dict[str, Any]) -> Office:
    posts = {post.id: post for post in rulebook.posts}
    roster = [
        Member(body=posts[key].body, post=posts[key].name, unit=unit, name=name)
        for key, name in case.get("roster", {}).items()
        for unit in posts[key].units
    ]
    changes = [
        MemberChange(unit="市政府", body=posts[item["post"]].body, post=posts[item["post"]].name, old=item["old"],
                     changed=item["changed"])
        for item in case.get("changes", ())
    ]  # fmt: skip
    decisions = [
        Decision(**{"meeting": "H1", "text": "办一件事", "lead": ("D01",)} | item) for item in case.get("decisions", ())
    ]
    return Office(
        meetings=tuple(Meeting(**_prepared(item, case)) for item in case.get("meetings", ())),
        decisions=tuple(decisions), roster=tuple(roster), changes=tuple(changes), settings=case.get("settings", {}),
        register=tuple(Paper(**item | {"state": PaperState(item["state"])}) for item in case.get("register", ())),
    )  # fmt: skip


def _prepared(item: dict[str, Any], case: dict[str, Any]) -> dict[str, Any]:
    """Unless a case is about the steps themselves, a meeting is prepared and its minutes are out."""
    if case.get("bare"):
        return item
    held = item.get("held_on")
    agenda = min(held, case["as_of"]) if held else None
    done = {"agenda_on": agenda, "agenda_approver": "甲组长", "issued_on": item.get("approved_on")}
    return done | item


def judged(rulebook: Rulebook, case: dict[str, Any]) -> tuple[MeetingDuties, tuple[Finding, ...]]:
    office = with_reports(with_minutes(office_of(rulebook, case)))
    settings, wrong = Settings.build(rulebook, with_roster(rulebook, office))
    assert wrong == ()
    duties = meeting_duties(rulebook, settings, office, case["as_of"])
    return duties, meeting_findings(rulebook, settings, office, duties, case["as_of"])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_scenarios(rugao: Rulebook, case: dict[str, Any]) -> None:
    duties, findings = judged(rugao, case)
    assert [item.code for item in findings] == case["findings"]
    told = "\n".join(item.message for item in findings)
    assert [text for text in case.get("says", ()) if text not in told] == []
    years = {(item.kind.id, item.year): item for item in duties.years}
    for kind, (year, held, light) in case.get("years", {}).items():
        assert (len(years[kind, year].held), years[kind, year].light.value) == (held, light)
    states = {item.meeting.id: item.status.label for item in duties.meetings}
    states |= {item.decision.id: item.status.label for item in duties.decisions}
    assert {key: states[key] for key in case.get("states", {})} == case.get("states", {})


def test_another_rulebook_has_other_norms(rugao: Rulebook, village: Rulebook) -> None:
    assert [[(norm.times, norm.place) for norm in norms_of(village, kind)] for kind in village.meetings] == [
        [(2, "附件3第一条")]
    ]
    assert {kind.id: [norm.times for norm in norms_of(rugao, kind)] for kind in rugao.meetings} == {
        "N1": [1, 2], "N2": [], "N3": [], "N4": [1], "N5": [],
    }  # fmt: skip


def test_a_figure_of_several_kinds_asks_nothing_of_one(rugao: Rulebook) -> None:
    counts = tuple(
        replace(count, meetings=("N1", "N2")) if count.office == "meetings" else count for count in rugao.counts
    )
    assert [norm.times for norm in norms_of(replace(rugao, counts=counts), rugao.meetings[0])] == [1]


def test_rules_that_agree_are_no_conflict(rugao: Rulebook) -> None:
    twice = replace(rugao.meetings[0], per_year=2)
    book = replace(rugao, meetings=(twice, *rugao.meetings[1:]))
    case = next(case for case in CASES if case["name"].startswith("全体会议开了一次"))
    duties, findings = judged(book, case)
    assert findings == ()
    assert norms_text(duties.years[0]) == "没有达到附件3第六条要求的每年2次；没有达到附件1（I03）要求的每年2次"


def test_an_article_is_cited_without_its_heading_and_the_office_is_named_once(rugao: Rulebook) -> None:
    kind = next(kind for kind in rugao.meetings if kind.name == "办公室成员会议")
    assert [norm.place for norm in norms_of(rugao, kind)] == ["附件4第五条"]
    assert kind.full_name == "市未保办成员会议"
    assert replace(kind, body="领导小组").full_name == "领导小组办公室成员会议"
    assert rugao.meetings[0].full_name == "领导小组全体会议"
