"""Drafts of every kind from a campaign: what is due is drafted, one document's fault is its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from weibao.campaign.drafting import draft, draft_kind, kind_named, kinds_of
from weibao.campaign.pipeline import Report
from weibao.campaign.situation import Situation, look
from weibao.campaign.store import open_store
from weibao.compute.model import Meeting
from weibao.documents.kind import Group
from weibao.documents.kinds.registry import KINDS
from weibao.errors import CampaignError

if TYPE_CHECKING:
    from weibao.campaign.folder import Campaign

LATE = date(2026, 6, 1)
HELD = Meeting(id="H1", kind="N1", held_on=date(2026, 5, 20), content=("会议认为，进展平稳",))


@pytest.fixture
def situation(campaign: Campaign) -> Situation:
    with open_store(campaign.history, reading=True) as store:
        return look(campaign, store, as_of=LATE)


def with_meetings(situation: Situation, *meetings: Meeting) -> Situation:
    office = replace(situation.grounds.office, meetings=meetings)
    return replace(situation, grounds=replace(situation.grounds, office=office))


def drafted(situation: Situation, *groups: Group) -> Report:
    report = Report()
    with open_store(situation.grounds.campaign.history) as store:
        draft(situation, store, report, kinds_of(groups))
    return report


def test_every_kind_is_of_one_group_and_has_a_name_and_a_folder_of_its_own() -> None:
    assert len({kind.name for kind in KINDS}) == len({kind.title for kind in KINDS}) == len(KINDS)
    assert sum(len(kinds_of([group])) for group in Group) == len(KINDS)


def test_what_nobody_returned_is_urged_and_told(situation: Situation) -> None:
    notices, reports = drafted(situation, Group.NOTICE), drafted(situation, Group.REPORT)
    assert any(path.startswith("文书/催报通知/") for path in notices.written)
    assert any(path.startswith("文书/情况通报/") for path in reports.written)
    assert not set(notices.written) & set(reports.written)
    assert not drafted(situation, Group.NOTICE, Group.REPORT).written


def test_a_document_that_names_somebody_is_not_written_and_the_others_are(situation: Situation) -> None:
    told = replace(HELD, id="H2", content=("会议认为，请联系13912345678",))
    report = drafted(with_meetings(situation, HELD, told), Group.REPORT)
    minutes = [path for path in report.written if path.startswith("文书/会议纪要/")]
    assert len(minutes) == 1
    (stopped,) = [item for item in report.findings if item.code == "document-private"]
    assert "H2" in stopped.file
    assert "13912345678" not in stopped.message


def test_a_value_with_a_control_character_stops_its_document_only(situation: Situation) -> None:
    broken = replace(HELD, id="H2", content=("会议认为\x07，进展平稳",))
    report = drafted(with_meetings(situation, HELD, broken), Group.REPORT)
    assert len([path for path in report.written if path.startswith("文书/会议纪要/")]) == 1
    assert [item.code for item in report.findings if "H2" in item.file] == ["draft-content"]


def test_one_kind_on_request_leaves_the_other_drafts(situation: Situation) -> None:
    before = drafted(situation, Group.NOTICE).written
    campaign = situation.grounds.campaign
    unit = situation.grounds.rulebook.units[0]
    report = Report()
    with open_store(campaign.history) as store:
        draft_kind(situation, store, report, "人员变更备案函", [unit.name])
    assert (len(report.written), report.removed) == (1, [])
    assert unit.name in report.written[0]
    assert all((campaign.root / path).exists() for path in before)


@pytest.mark.parametrize(
    ("kind", "unit", "said"), [("情况通表", "", "可以起草的有"), ("minutes", "", "目前没有要起草的")]
)
def test_what_cannot_be_asked_for(situation: Situation, kind: str, unit: str, said: str) -> None:
    with open_store(situation.grounds.campaign.history) as store, pytest.raises(CampaignError, match=said):
        draft_kind(situation, store, Report(), kind, [unit] if unit else [])
    assert kind_named("minutes").title == "会议纪要"
