"""Several rounds: whose answers count, what a verified score does later, and which round is scored."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from weibao.campaign.folder import Campaign
from weibao.campaign.grounds import read_grounds
from weibao.campaign.history import Change, Kind, current, unpack
from weibao.campaign.history_words import Words
from weibao.campaign.issue import issue_round
from weibao.campaign.pipeline import regenerate
from weibao.campaign.situation import Situation, look
from weibao.campaign.store import open_store
from weibao.compute.model import Assessment, IndicatorResult, Status
from weibao.errors import CampaignError
from weibao.sheets.checklist import write_checklist
from weibao.sheets.ledger_fill import fill_ledger
from weibao.sheets.prefill import Prefill, RowPrefill

# Made once, by one worker.
pytestmark = pytest.mark.xdist_group("rounds")

VILLAGE = Path(__file__).parent.parent / "village"
MARCH, APRIL = date(2026, 3, 2), date(2026, 4, 1)


@pytest.fixture(scope="module")
def made(village_issued: Path, tmp_path_factory: pytest.TempPathFactory) -> Campaign:
    """Two rounds issued; every unit answered the first with 达标, one indicator was verified."""
    made = Campaign.open(Path(shutil.copytree(village_issued, tmp_path_factory.mktemp("rounds") / "谷地")))
    with open_store(made.history) as store:
        issue_round(made, store, number=2, issued=APRIL)
    for unit in made.rulebook.units:
        answer(made, unit.id, 1, "达标")
    with open_store(made.history) as store:
        regenerate(made, store, as_of=MARCH)
    own = full(made, "I01")
    fill_ledger(made.ledger, made.rulebook, {"核定": [("I01", {"核定得分": own, "核定人": "示例", "日期": MARCH})]})
    return made


@pytest.fixture
def campaign(made: Campaign, tmp_path: Path) -> Campaign:
    return Campaign.open(Path(shutil.copytree(made.root, tmp_path / "谷地")))


def full(campaign: Campaign, indicator: str) -> float:
    rulebook = campaign.rulebook
    return float(rulebook.scale.points(rulebook.indicator_by_id[indicator].full))


def answer(campaign: Campaign, unit: str, number: int, level: str, officer: str = "甲某") -> None:
    grounds = read_grounds(campaign)
    round_ = next(item for item in grounds.office.rounds if item.number == number)
    assert round_.issued
    rows = {item.id: RowPrefill(level=level) for item in grounds.rulebook.indicators}
    write_checklist(
        campaign.returned(number) / f"{unit}.xlsx", grounds.rulebook, grounds.settings, unit, round_, grounds.calendar,
        as_of=round_.issued, prefill=Prefill(rows=rows, people={"officer": officer}),
    )  # fmt: skip


def seen(campaign: Campaign, number: int | None = None) -> Situation:
    with open_store(campaign.history, reading=True) as store:
        return look(campaign, store, as_of=APRIL, number=number)


def row(assessment: Assessment, indicator: str) -> IndicatorResult:
    return next(item for item in assessment.indicators if item.indicator == indicator)


def moved(situation: Situation) -> list[str]:
    return [item.message for item in situation.assessment.findings if item.code == "scoring-round-moved"]


def test_who_was_exchanged_since_the_round_before_is_suggested_and_kept_for_the_next(campaign: Campaign) -> None:
    units = campaign.rulebook.units
    member = next(unit for unit in campaign.rulebook.member_units)
    for unit in units:
        answer(campaign, unit.id, 2, "达标", "乙某" if unit == member else "甲某")

    def told(situation: Situation) -> list[str]:
        return [item.unit for item in situation.assessment.findings if item.code == "contact-changed"]

    assert (told(seen(campaign, 1)), told(seen(campaign))) == ([], [member.id])
    with open_store(campaign.history) as store:
        regenerate(campaign, store, as_of=APRIL)
        kept = current(store, Kind.CONTACT)
    assert len(kept) == 2 * len(units)
    assert [unpack(kept[f"{number}/{member.name}"]) for number in (1, 2)] == [{"officer": "甲某"}, {"officer": "乙某"}]
    changed = Change(1, Kind.CONTACT, f"2/{member.name}", None, kept[f"2/{member.name}"])
    words = Words(campaign.rulebook)
    assert (words.about(changed), words.values(changed)) == (f"第2轮 {member.name}", ("", "专人 乙某"))
    assert words.unit(changed) == member.name


def test_it_is_said_that_a_newer_round_is_scored_until_it_is_complete_or_chosen(campaign: Campaign) -> None:
    rulebook = campaign.rulebook
    first, others = seen(campaign), len(rulebook.units) - 1
    assert moved(first) == []
    answer(campaign, rulebook.units[0].id, 2, "达标")
    [said] = moved(seen(campaign))
    points = float(rulebook.scale.points(first.assessment.total.earned or 0))
    for part in ("按第2轮计分", f"还有 {others} 个没有报第2轮", f"得分 {points:g}", "填 1"):
        assert part in said
    assert moved(seen(campaign, 2)) == []
    fill_ledger(campaign.ledger, rulebook, {"设置": [("scoring_round", {"值": 2})]})
    assert moved(seen(campaign)) == []
    fill_ledger(campaign.ledger, rulebook, {"设置": [("scoring_round", {"值": ""})]})
    for unit in rulebook.units[1:]:
        answer(campaign, unit.id, 2, "达标")
    assert moved(seen(campaign)) == []


def test_the_last_round_with_a_return_is_scored_and_earlier_answers_do_not_count(campaign: Campaign) -> None:
    assert seen(campaign).assessment.round == 1
    claimant = campaign.rulebook.indicator_by_id["I01"].claimants[0]
    answer(campaign, claimant, 2, "达标")
    second = seen(campaign).assessment
    assert second.round == 2
    assert len(second.silent_units) == len(campaign.rulebook.units) - 1
    assert seen(campaign, 1).assessment.silent_units == ()
    assert second.total.unassessed > 0


def test_a_verified_score_stands_in_the_next_round_and_a_claim_that_differs_is_to_be_looked_at(
    campaign: Campaign,
) -> None:
    claimant = campaign.rulebook.indicator_by_id["I01"].claimants[0]
    answer(campaign, claimant, 2, "未达标")
    found = row(seen(campaign).assessment, "I01")
    assert (found.figures.claimed, found.figures.effective) == (0, found.figures.full)
    assert (found.review, found.status) == (True, Status.REVIEW)
    answer(campaign, claimant, 2, "达标")
    assert not row(seen(campaign).assessment, "I01").review


def test_the_setting_names_the_round_and_a_wrong_one_is_told(campaign: Campaign) -> None:
    answer(campaign, campaign.rulebook.units[0].id, 2, "达标")
    for typed, scored in ((1, 1), (2, 2), (7, 2)):
        fill_ledger(campaign.ledger, campaign.rulebook, {"设置": [("scoring_round", {"值": typed})]})
        found = seen(campaign).assessment
        assert found.round == scored
        assert [item.code for item in found.findings if item.code.startswith("scoring-round")] == (
            ["scoring-round-unknown"] if typed == 7 else []
        )


def test_a_round_that_nobody_knows_is_refused(campaign: Campaign) -> None:
    with pytest.raises(CampaignError, match="没有第7轮（现有：第1轮、第2轮）"):
        seen(campaign, 7)


def test_workbooks_in_a_folder_of_no_round_are_told_and_not_read(campaign: Campaign) -> None:
    stray = campaign.root / "回收" / "第二轮"
    stray.mkdir()
    (campaign.returned(1) / "D01.xlsx").rename(stray / "D01.xlsx")
    found = seen(campaign, 1)
    assert "D01" in found.assessment.silent_units
    told = [item.file for item in found.assessment.findings if item.code == "file-outside-round"]
    assert told == ["回收/第二轮/D01.xlsx"]


def test_a_units_count_is_the_number_of_findings_that_name_it(campaign: Campaign) -> None:
    answer(campaign, "D01", 1, "未达标")
    other = campaign.returned(1) / "D01（2）.xlsx"
    (campaign.returned(1) / "D01.xlsx").rename(other)
    answer(campaign, "D01", 1, "部分达标")
    assessment = seen(campaign, 1).assessment
    assert any(item.code in ("return-choose", "return-waiting") for item in assessment.findings)
    for unit in assessment.units:
        assert unit.findings == sum(item.unit == unit.unit for item in assessment.findings), unit.unit


def test_a_round_of_yearly_input_is_never_scored(campaign: Campaign) -> None:
    rulebook = campaign.rulebook
    fill_ledger(campaign.ledger, rulebook, {"轮次": [("2", {"类型": "年度工作情况"})]})
    answer(campaign, "D01", 2, "未达标")
    situation = seen(campaign)
    assert situation.assessment.round == 1
    assert "round-not-scored" not in {item.code for item in situation.assessment.findings}
    with pytest.raises(CampaignError, match=r"第2轮.*年度工作情况，不计分"):
        seen(campaign, 2)
    fill_ledger(campaign.ledger, rulebook, {"设置": [("scoring_round", {"值": 2})]})
    chosen = seen(campaign)
    assert chosen.assessment.round == 1
    assert [item.code for item in chosen.assessment.findings if item.code.startswith("scoring")] == [
        "scoring-round-unscored"
    ]
    with open_store(campaign.history) as store:  # the next round begins with the answers of the scored one
        one = issue_round(campaign, store, number=3, issued=date(2026, 5, 6), units=[rulebook.units[0].name])
    assert one.prefilled_from == 1
