"""Issuing by the plan: what nobody has typed of a new round is the plan's, what is typed wins."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from weibao.campaign.create import create_campaign
from weibao.campaign.folder import Campaign
from weibao.campaign.grounds import read_grounds
from weibao.campaign.issue import IssueReport, issue_round
from weibao.campaign.next_round import first_command, how_to_begin
from weibao.campaign.pipeline import Report, collect, console
from weibao.campaign.situation import look
from weibao.campaign.store import open_store
from weibao.errors import CampaignError
from weibao.sheets.layout import RETURNS
from weibao.sheets.ledger_fill import fill_ledger

VILLAGE = Path(__file__).parents[1] / "village"
PLAN = """
assumption = '测试所拟。'

[[rounds]]
id = 'LC1'
name = '春季自查'
kind = 'checklist'
scored = true
start = 2026-03-01
due = 2026-03-31

[[rounds]]
id = 'LC2'
name = '{year}年度工作情况'
kind = 'annual'
scored = false
due = 2025-12-10
yearly = true
"""
ONE = ("谷管理处",)
MARCH = date(2026, 3, 2)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Campaign:
    folder = tmp_path_factory.mktemp("plan")
    shutil.copytree(VILLAGE, folder / "规则")
    (folder / "规则" / "rounds.toml").write_text(PLAN, encoding="utf-8")
    create_campaign(folder / "谷地", folder / "规则", as_of=MARCH)
    return Campaign.open(folder / "谷地")


@pytest.fixture
def campaign(made: Campaign, tmp_path: Path) -> Campaign:
    return Campaign.open(Path(shutil.copytree(made.root, tmp_path / "谷地")))


def issue(campaign: Campaign, day: date, *, name: str = "", due: date | None = None) -> IssueReport:
    with open_store(campaign.history) as store:
        return issue_round(campaign, store, number=None, name=name, issued=day, due=due, units=ONE)


@pytest.mark.parametrize(
    ("day", "name", "due", "found", "planned"),
    [
        (MARCH, "", None, ("春季自查", "指标清单", date(2026, 3, 31)), "LC1"),
        (MARCH, "春季自查", date(2026, 3, 20), ("春季自查", "指标清单", date(2026, 3, 20)), "LC1"),
        (MARCH, "摸底", None, ("摸底", "", date(2026, 3, 22)), None),
    ],
)
def test_what_is_not_typed_is_the_plans(
    day: date, name: str, due: date | None, found: tuple[str, str, date], planned: str | None, campaign: Campaign
) -> None:
    report = issue(campaign, day, name=name, due=due)
    round_ = read_grounds(campaign).office.rounds[0]
    assert (round_.name, round_.kind, round_.due) == found
    assert (report.planned.plan.id if report.planned else None) == planned


def test_a_row_of_the_office_wins(campaign: Campaign) -> None:
    row = {"名称": "春季自查", "报送期限": date(2026, 3, 16)}
    fill_ledger(campaign.ledger, campaign.rulebook, {"轮次": [("", {"轮次": 1, **row})]})
    issue(campaign, MARCH)
    round_ = read_grounds(campaign).office.rounds[0]
    assert (round_.name, round_.kind, round_.due) == ("春季自查", "指标清单", date(2026, 3, 16))


ASKED = """
assumption = '测试所拟。'

[[annual_fields]]
id = 'NQ1'
title = '主要工作'
kind = 'text'
help = '写做了什么。'
"""
NOVEMBER = date(2026, 11, 16)


@pytest.mark.parametrize(
    ("fields", "kind", "found"),
    [
        (ASKED, "", ("2026年度工作情况", "年度工作情况", date(2026, 12, 10))),
        (ASKED, "指标清单", ("第2轮", "指标清单", date(2026, 12, 6))),
        ("", "", ("第2轮", "", date(2026, 12, 6))),
    ],
    ids=["到时间了，是年度工作情况", "写了指标清单，就不是", "没有写要报哪几项，不会是"],
)
def test_a_nameless_round_in_november_is_the_years_if_units_are_asked_anything(
    fields: str, kind: str, found: tuple[str, str, date], campaign: Campaign
) -> None:
    row = {"轮次": 1, "名称": "春季自查", "下发日期": MARCH}
    fill_ledger(campaign.ledger, campaign.rulebook, {"轮次": [("", row)]})
    campaign = asking(campaign, fields)
    with open_store(campaign.history) as store:
        issue_round(campaign, store, number=2, kind=kind, issued=NOVEMBER, units=ONE)
    round_ = read_grounds(campaign).office.rounds[1]
    assert (round_.name, round_.kind, round_.due) == found


def asking(campaign: Campaign, fields: str = ASKED) -> Campaign:
    """The campaign whose units are asked these things in a round of 年度工作情况."""
    if fields:
        (campaign.machine / "rulebook" / "annual.toml").write_text(fields, encoding="utf-8")
    return Campaign.open(campaign.root)


def test_a_campaign_whose_first_round_is_past_begins_with_it_or_asks_which(campaign: Campaign) -> None:
    """The plan's dates are over: only a name says whether the year's round or the first self-check is meant."""
    other = Campaign.open(Path(shutil.copytree(campaign.root, campaign.root.with_name("别处"))))
    issue(other, NOVEMBER)  # nothing else is due
    round_ = read_grounds(other).office.rounds[0]
    assert (round_.name, round_.kind, round_.due) == ("春季自查", "指标清单", date(2026, 12, 6))
    campaign = asking(campaign)
    with pytest.raises(CampaignError, match=r"“春季自查”.*“2026年度工作情况”") as refused:
        issue(campaign, NOVEMBER)
    assert f"weibao issue {campaign.root} --name 春季自查 --due 报送期限\n" in str(refused.value)
    assert str(refused.value).endswith(f"weibao issue {campaign.root} --name 2026年度工作情况")
    assert not any(campaign.root.glob("下发/*"))
    issue(campaign, NOVEMBER, name="春季自查")
    assert read_grounds(campaign).office.rounds[0].due == date(2026, 12, 6)


def whole(campaign: Campaign, day: date, name: str = "", kind: str = "") -> tuple[int, str]:
    with open_store(campaign.history) as store:
        done = issue_round(campaign, store, number=None, name=name, kind=kind, issued=day)
    return done.round.number, done.round.name


def test_checklists_and_the_year_do_not_hold_each_other_up(campaign: Campaign) -> None:
    """Both run, nobody has answered either: what is asked for in words is no slip."""
    campaign = asking(campaign)
    assert whole(campaign, NOVEMBER, kind="年度工作情况") == (1, "2026年度工作情况")
    assert whole(campaign, NOVEMBER, name="春季自查") == (2, "春季自查")
    with pytest.raises(CampaignError, match="第2轮已经下发，还没有一份回收"):
        whole(campaign, NOVEMBER, kind="指标清单")
    with pytest.raises(CampaignError, match="第1轮已经下发，还没有一份回收"):
        whole(campaign, NOVEMBER, name="2027年度工作情况")


def test_the_command_that_is_told_can_be_copied_where_the_folder_has_a_blank(campaign: Campaign) -> None:
    root = campaign.root.rename(campaign.root.with_name("张 三"))
    assert first_command(read_grounds(Campaign.open(root)), MARCH) == f'weibao issue "{root}" --name 春季自查'


def test_the_year_that_nobody_asked_for_may_be_a_slip(campaign: Campaign) -> None:
    campaign = asking(campaign)
    assert whole(campaign, NOVEMBER, name="春季自查") == (1, "春季自查")
    with pytest.raises(CampaignError, match="第1轮已经下发，还没有一份回收"):
        whole(campaign, NOVEMBER)
    assert whole(campaign, NOVEMBER, kind="年度工作情况") == (2, "2026年度工作情况")


def test_before_a_scored_round_is_out_nobody_is_missing_and_the_command_is_told(campaign: Campaign) -> None:
    campaign = asking(campaign)
    begin = f"weibao issue {campaign.root} --name 春季自查"
    assert first_command(read_grounds(campaign), MARCH) == begin
    whole(campaign, NOVEMBER, kind="年度工作情况")
    with open_store(campaign.history) as store:
        situation, _ = collect(campaign, store, as_of=NOVEMBER)
    assert (situation.is_asked, situation.collected.returns) == (False, ())
    assert (situation.assessment.silent_units, situation.assessment.declarations) == ((), ())
    told = f"计分的清单还没有下发：第1轮（2026年度工作情况）不计分。下发计分的清单：{begin} --due 报送期限"
    assert how_to_begin(situation.grounds, NOVEMBER) == told
    rows = CalamineWorkbook.from_path(campaign.ledger).get_sheet_by_name(RETURNS.sheet).to_python()
    assert {row[1] for row in rows if "未报送" in row} == {1}
    console(campaign.root / "总台账.xlsx", situation, Report())
    overview = CalamineWorkbook.from_path(campaign.root / "总台账.xlsx").get_sheet_by_name("总览").to_python()
    texts = [str(cell) for row in overview for cell in row]
    assert "计分的清单还没有下发。" in texts
    assert not any("第2轮" in text or text.startswith("应报") for text in texts)
    whole(campaign, NOVEMBER, name="春季自查")
    with open_store(campaign.history, reading=True) as store:
        situation = look(campaign, store, as_of=NOVEMBER)
    assert (situation.is_asked, len(situation.assessment.silent_units)) == (True, len(campaign.rulebook.units))
