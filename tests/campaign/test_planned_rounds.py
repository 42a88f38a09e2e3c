"""Issuing by the plan: what nobody has typed of a new round is the plan's, what is typed wins."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from weibao.campaign.create import create_campaign
from weibao.campaign.folder import Campaign
from weibao.campaign.grounds import read_grounds
from weibao.campaign.issue import IssueReport, issue_round
from weibao.campaign.store import open_store
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
        (ASKED, "指标清单", ("第1轮", "指标清单", date(2026, 12, 6))),
        ("", "", ("第1轮", "", date(2026, 12, 6))),
    ],
    ids=["到时间了，是年度工作情况", "写了指标清单，就不是", "没有写要报哪几项，不会是"],
)
def test_a_nameless_round_in_november_is_the_years_if_units_are_asked_anything(
    fields: str, kind: str, found: tuple[str, str, date], campaign: Campaign
) -> None:
    if fields:
        (campaign.machine / "rulebook" / "annual.toml").write_text(fields, encoding="utf-8")
    with open_store(campaign.history) as store:
        issue_round(campaign, store, number=None, kind=kind, issued=NOVEMBER, units=ONE)
    round_ = read_grounds(campaign).office.rounds[0]
    assert (round_.name, round_.kind, round_.due) == found
