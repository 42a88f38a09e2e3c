"""Issuing rounds: what is written once stays, and a new round begins with what is known."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from weibao.campaign.folder import Campaign
from weibao.campaign.grounds import read_grounds
from weibao.campaign.issue import IssueReport, issue_round
from weibao.campaign.pipeline import regenerate
from weibao.campaign.situation import look
from weibao.campaign.store import open_store
from weibao.campaign.units_named import units_named
from weibao.compute.model import Round
from weibao.errors import CampaignError
from weibao.rulebook.model import Rulebook
from weibao.sheets.checklist import write_checklist
from weibao.sheets.layout import FEEDBACK, INDICATORS, ROUNDS
from weibao.sheets.live_edits import Edits
from weibao.sheets.prefill import Prefill, RowPrefill

VILLAGE = Path(__file__).parent.parent / "village"
MARCH, APRIL, MAY = date(2026, 3, 2), date(2026, 4, 1), date(2026, 5, 6)


@pytest.fixture
def campaign(village_made: Path, tmp_path: Path) -> Campaign:
    """Nothing is issued yet."""
    return Campaign.open(Path(shutil.copytree(village_made, tmp_path / "谷地")))


@pytest.fixture
def out(village_issued: Path, tmp_path: Path) -> Campaign:
    """The first round went to everybody on 2 March."""
    return Campaign.open(Path(shutil.copytree(village_issued, tmp_path / "谷地")))


def issue(campaign: Campaign, day: date, number: int | None = None, units: Sequence[str] = ()) -> IssueReport:
    with open_store(campaign.history) as store:
        return issue_round(campaign, store, number=number, issued=day, units=units)


def answer(campaign: Campaign, unit: str, number: int, prefill: Prefill) -> None:
    """A unit returns its checklist with these answers."""
    grounds = read_grounds(campaign)
    round_ = next(item for item in grounds.office.rounds if item.number == number)
    assert round_.issued
    target = campaign.returned(number) / f"{unit}.xlsx"
    target.parent.mkdir(parents=True, exist_ok=True)
    write_checklist(
        target, grounds.rulebook, grounds.settings, unit, round_, grounds.calendar, as_of=round_.issued, prefill=prefill
    )


def column(path: Path, sheet: str, key: str, table: object) -> list[object]:
    rows = CalamineWorkbook.from_path(path).get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    return [row[table.number(key) - 1] for row in rows[table.header_row :]]  # type: ignore[attr-defined]


def test_what_was_issued_is_never_written_again(campaign: Campaign) -> None:
    first = issue(campaign, MARCH)
    assert len(first.written) == len(campaign.rulebook.units)
    before = {path: path.read_bytes() for path in first.written}
    again = issue(campaign, APRIL, number=1)
    assert (again.written, len(again.kept)) == ([], len(first.written))
    assert {path: path.read_bytes() for path in first.written} == before


def test_the_next_round_is_the_next_number_and_stands_in_the_ledger(out: Campaign) -> None:
    answer(out, out.rulebook.units[0].id, 1, Prefill())
    assert issue(out, APRIL).round.number == 2
    rounds = read_grounds(out).office.rounds
    assert [(item.number, item.issued) for item in rounds] == [(1, MARCH), (2, APRIL)]
    assert ROUNDS.sheet == "轮次"


def test_one_unit_alone_can_be_issued_by_any_of_its_names(campaign: Campaign) -> None:
    unit = campaign.rulebook.units[1]
    done = issue(campaign, MARCH, units=[unit.formal])
    assert [path.name for path in done.written] == [f"{unit.order:02d} {unit.name}－指标清单（第1轮）.xlsx"]
    folders = {path.name for path in campaign.evidence(unit).iterdir()}
    assert folders
    assert all(name.split(" ")[0] in campaign.rulebook.indicator_by_id for name in folders)


def test_an_unknown_unit_or_a_due_date_in_the_past_stops_before_anything_is_written(campaign: Campaign) -> None:
    with pytest.raises(CampaignError, match="没有这些单位：天上的局"):
        issue(campaign, MARCH, units=["天上的局"])
    with open_store(campaign.history) as store, pytest.raises(CampaignError, match="早于下发日期"):
        issue_round(campaign, store, number=1, issued=APRIL, due=MARCH)
    assert not campaign.issued(1).exists()
    assert read_grounds(campaign).office.rounds == ()


def test_a_round_begins_with_the_last_answers_even_of_a_unit_that_was_silent_in_between(out: Campaign) -> None:
    unit = out.rulebook.units[0]
    own = column(out.checklist(1, unit), INDICATORS.sheet, "id", INDICATORS)[0]
    answer(out, unit.id, 1, Prefill(rows={str(own): RowPrefill(level="未达标", statement="还在筹备")}))
    with open_store(out.history) as store:
        regenerate(out, store, as_of=APRIL)
    issue(out, APRIL)
    issue(out, MAY, number=3)
    third = out.checklist(3, unit)
    assert column(third, INDICATORS.sheet, "level", INDICATORS)[0] == "未达标"
    assert column(third, INDICATORS.sheet, "statement", INDICATORS)[0] == "还在筹备"
    assert f"1-{unit.order:02d}-{own}" in column(third, FEEDBACK.sheet, "item", FEEDBACK)


def test_a_lost_history_costs_no_answers(out: Campaign) -> None:
    unit = out.rulebook.units[0]
    own = column(out.checklist(1, unit), INDICATORS.sheet, "id", INDICATORS)[0]
    answer(out, unit.id, 1, Prefill(rows={str(own): RowPrefill(level="达标")}))
    shutil.copy(out.machine / "campaign.json", out.root / "keep.json")
    out.history.unlink()
    issue(out, APRIL, number=2)
    assert column(out.checklist(2, unit), INDICATORS.sheet, "level", INDICATORS)[0] == "达标"


def test_a_round_that_the_clerk_typed_keeps_its_name_and_dates(campaign: Campaign) -> None:
    from weibao.sheets.ledger_update import add_round

    add_round(campaign.ledger, campaign.rulebook, Round(1, "摸底", "自查", None, date(2026, 3, 20)))
    done = issue(campaign, MARCH)
    assert (done.round.name, done.round.kind, done.round.due) == ("摸底", "自查", date(2026, 3, 20))


def test_a_round_that_nobody_answered_is_not_followed_by_another_by_mistake(out: Campaign) -> None:
    with pytest.raises(CampaignError, match=r"还没有一份回收.*--unit.*--round 2"):
        issue(out, APRIL)
    assert [item.number for item in read_grounds(out).office.rounds] == [1]


def test_a_round_that_still_runs_is_not_followed_by_another_that_has_not_even_a_name(out: Campaign) -> None:
    answer(out, out.rulebook.units[0].id, 1, Prefill())
    with pytest.raises(CampaignError, match=r"2026-03-22 还没有过.*另开第2轮.*--unit.*--name.*--round 2"):
        issue(out, date(2026, 3, 22))
    assert not out.issued(2).exists()
    with open_store(out.history) as store:
        done = issue_round(out, store, number=None, name="复查", issued=date(2026, 3, 22))
    assert (done.round.number, done.round.name) == (2, "复查")
    # That somebody still owes the round before is told, once.
    [owed] = [item for item in done.findings if item.code == "round-before-open"]
    assert f"第1轮还有 {len(out.rulebook.units) - 1} 个单位" in owed.message
    assert "round-before-open" not in [item.code for item in issue(out, APRIL, number=2).findings]


def test_a_due_date_that_moves_is_told(out: Campaign) -> None:
    with open_store(out.history) as store:
        done = issue_round(out, store, number=1, issued=APRIL, due=MAY)
    [moved] = [item for item in done.findings if item.code == "round-due-changed"]
    assert "由 2026-03-22 改为 2026-05-06" in moved.message
    assert [item.code for item in issue(out, APRIL, number=1).findings] == []


def test_a_due_date_with_a_slip_in_its_year_is_told_at_once_and_as_long_as_it_stands(out: Campaign) -> None:
    with open_store(out.history) as store:
        done = issue_round(out, store, number=1, issued=APRIL, due=date(2062, 4, 20))
        assert [item.code for item in done.findings] == ["round-due-changed", "round-due-far"]
        assert "round-due-far" in {item.code for item in look(out, store, as_of=APRIL).assessment.findings}
        mended = issue_round(out, store, number=1, issued=APRIL, due=MAY)
        assert [item.code for item in mended.findings] == ["round-due-changed"]
        assert "round-due-far" not in {item.code for item in look(out, store, as_of=APRIL).assessment.findings}


def test_for_an_unknown_unit_names_like_it_are_offered_and_for_a_town_the_list(rugao: Rulebook) -> None:
    def said(name: str) -> str:
        with pytest.raises(CampaignError) as error:
            units_named(rugao, [name])
        return str(error.value)

    assert "“市教育”是不是“市教育局”？" in said("市教育")
    assert "市教育局" in said("教体局") or "市教育局" in said("市教体局")
    assert "镇（街道）名单" not in said("市教育")
    assert "“东城镇”是不是“东陈镇”？乡级单位以核定台账“设置”里的“镇（街道）名单”为准" in said("东城镇")
    assert "例如“" in said("天上的局")


def test_a_single_unit_gets_the_round_that_is_out_not_a_new_one(campaign: Campaign) -> None:
    first, late = campaign.rulebook.units[:2]
    issue(campaign, MARCH, units=[first.name])
    done = issue(campaign, APRIL, units=[late.name])
    assert (done.round.number, done.round.issued, len(done.written)) == (1, MARCH, 1)


def test_a_new_name_for_single_units_does_not_rename_the_round_that_is_out(campaign: Campaign) -> None:
    first, late = read_grounds(campaign).rulebook.units[:2]
    with open_store(campaign.history) as store:
        issue_round(campaign, store, number=None, issued=MARCH, name="自评", units=[first.name])
        with pytest.raises(CampaignError, match=r"第1轮叫“自评”，不是“全面自查”.*--round 2"):
            issue_round(campaign, store, number=None, issued=APRIL, name="全面自查", due=MAY, units=[late.name])
        assert read_grounds(campaign).office.rounds[0].name == "自评"
        again = issue_round(campaign, store, number=None, issued=APRIL, name="自评", units=[late.name])
        assert again.round.number == 1
        second = issue_round(campaign, store, number=2, issued=APRIL, name="全面自查", units=[late.name])
        assert (second.round.number, second.round.name) == (2, "全面自查")


def test_the_problem_of_a_unit_stays_what_it_was_when_a_later_round_is_silent(out: Campaign) -> None:
    unit = out.rulebook.units[0]
    own = str(column(out.checklist(1, unit), INDICATORS.sheet, "id", INDICATORS)[0])
    answer(out, unit.id, 1, Prefill(rows={own: RowPrefill(level="未达标")}))
    issue(out, APRIL)
    answer(out, out.rulebook.units[1].id, 2, Prefill())
    issue(out, MAY)
    third = out.checklist(3, unit)
    items = column(third, FEEDBACK.sheet, "item", FEEDBACK)
    problem = column(third, FEEDBACK.sheet, "problem", FEEDBACK)[items.index(f"1-{unit.order:02d}-{own}")]
    assert "未达标" in str(problem)


def live_issue(campaign: Campaign, day: date, **more: object) -> IssueReport:
    """Issue while a program has the ledger open, which then takes none of it."""
    with open_store(campaign.history) as store:
        return issue_round(campaign, store, number=None, issued=day, live=Edits(), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("history", [True, False])
def test_a_round_that_was_never_noted_is_finished_with_the_name_and_dates_that_the_units_have(
    campaign: Campaign, history: bool
) -> None:
    """The open ledger refused it, or the run was killed before its record was kept."""
    first = live_issue(campaign, MARCH, name="摸底", due=date(2026, 3, 20))
    assert read_grounds(campaign).office.rounds == ()
    lost = first.written[-1]
    lost.unlink()
    if not history:
        campaign.history.unlink()
    before = {path: path.read_bytes() for path in first.written[:-1]}
    with open_store(campaign.history) as store:
        done = issue_round(campaign, store, number=None, name="别的名称", issued=APRIL, due=MAY)
    assert done.written == [lost]
    assert {path: path.read_bytes() for path in done.kept} == before
    [round_] = read_grounds(campaign).office.rounds
    assert (round_.number, round_.name, round_.issued, round_.due) == (1, "摸底", MARCH, date(2026, 3, 20))
    assert [item.code for item in done.findings] == ["round-finished"]
    assert not campaign.issued(2).exists()


def test_a_round_that_was_never_noted_counts_as_issued(campaign: Campaign) -> None:
    live_issue(campaign, MARCH, name="摸底")
    with open_store(campaign.history, reading=True) as store:
        situation = look(campaign, store, as_of=APRIL)
    assert [(item.number, item.name) for item in situation.grounds.office.rounds] == [(1, "摸底")]
    assert len(situation.collected.returns) == len(campaign.rulebook.units)


def test_a_strange_file_in_the_folder_of_a_round_makes_no_round(campaign: Campaign) -> None:
    target = campaign.checklist(4, campaign.rulebook.units[0])
    target.parent.mkdir(parents=True)
    target.write_bytes(b"nothing")
    assert issue(campaign, MARCH).round.number == 1
