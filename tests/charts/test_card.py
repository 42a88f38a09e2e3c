from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pandas as pd
import pytest

import synthetic
from chart_facts import facts
from weibao.charts.catalogue import cards
from weibao.charts.natives import natives
from weibao.charts.picture import Picture
from weibao.charts.series.card import CardDate, CardItem, CardLights, CardRow, UnitCard, card
from weibao.compute.inspection_states import Inspection, Inspections, RemarkState
from weibao.compute.meeting_states import DecisionState, DecisionStatus, MeetingDuties
from weibao.compute.meetings import Decision
from weibao.compute.model import Level, Light
from weibao.compute.task_states import NodeState, NodeStatus, TaskDuties
from weibao.compute.tasks import TaskNode
from weibao.compute.work import Work
from weibao.compute.work_states import WorkDuties, WorkState, WorkStatus
from weibao.rulebook.rule_records import WorkSystem

from .measured import check_page
from .units import LONG, county, county_answered, county_of


def test_every_unit_has_its_card_in_the_order_of_the_annex():
    made = cards(county())
    assert [(picture.name, picture.body.name) for picture in made] == [
        ("card_01", "县民政局"), ("card_02", "县教育局"), ("card_03", "东山镇"), ("card_04", "西河镇"),
    ]  # fmt: skip
    assert made[1] == card(county(), "D02")
    assert made[1].title == "县教育局：自评 0.75 分（满分 1 分）；督办 1 项、缺佐证 1 项、逾期 1 项"
    assert made[3].title == "西河镇：未报送，得分未知；督办 1 项"


def test_a_card_holds_score_rows_lights_items_what_lacks_and_dates():
    body = card(county(), "D02").body
    assert (body.stated, body.full, body.effective) == (Decimal("0.75"), 1, Decimal("0.75"))
    assert body.rows == (CardRow("牵头", (0, 1, 0, 0)), CardRow("配合", (1, 0, 0, 0)))
    assert body.lights == (CardLights("牵头指标", 0, 1, 0), CardLights("督办事项", 1, 0, 0))
    assert body.items == (CardItem("家教指导", "未全面达标", "2030年5月15日到期", "red", "红灯"),)
    assert body.missing == ("工作机制",)
    assert body.dates == (
        CardDate("2030年5月15日", "督办到期：家教指导", late=True),
        CardDate("2030年6月10日", "创建工作节点：全面达标"),
        CardDate("2030年6月10日", "指标完成时限：家教指导"),
    )


def test_what_a_unit_has_answered_is_not_late():
    picture = card(county_answered(), "D02")
    assert picture.title == "县教育局：自评 0.75 分（满分 1 分）；督办 1 项、缺佐证 1 项"
    assert not any(day.late for day in picture.body.dates)


def test_a_town_s_card_has_no_lights_of_rows_that_all_towns_share():
    body = card(county(), "T01").body
    assert [row.name for row in body.lights] == ["督办事项"]
    assert body.stated is None
    assert card(county(), "T01").title.startswith("东山镇：没有填自评（满分 1 分）")


def test_what_a_silent_unit_lacks_is_unknown():
    seen = check_page(card(county(), "T02"))
    assert "未报送，情况不明" in seen.shown
    assert not any("0 项" in text and "佐证" in text for text in seen.shown)


def test_units_without_a_score_are_told_so():
    seen = synthetic.assessment()
    only_co = tuple(result for result in seen.indicators if result.indicator == "I01")
    blank = replace(seen.units[1], stated=None, figures=synthetic.total())
    units = tuple(blank if unit.unit == "D02" else unit for unit in seen.units)
    picture = card(facts(replace(seen, indicators=only_co, units=units, items=(), stages=())), "D02")
    assert picture.title == "县教育局：配合 1 项，达标 1 项；缺佐证 1 项"
    assert "只配合，不计分" in check_page(picture).shown
    none = card(facts(replace(seen, indicators=(), units=units, items=(), stages=())), "D02")
    assert none.title == "县教育局：没有对应的指标"
    check_page(none)


@pytest.mark.parametrize("level", [None, Level.MET])
def test_nothing_returned_and_all_full(level):
    for unit in ("D01", "T01"):
        check_page(card(county_of(level), unit))


def crowded(count: int) -> UnitCard:
    item = CardItem(LONG[:12], LONG * 3, "2030年12月31日到期", "red", "红灯")
    draft = CardItem(LONG[:12], LONG, "", "", "拟督办", draft=True)
    return UnitCard(
        LONG[:20], "", Decimal("26.75"), Decimal("35.25"), Decimal("21.25"),
        (CardRow("牵头、独立", (14, 17, 11, 13)), CardRow("配合", (1, 10, 10, 10))),
        (CardLights("牵头指标", 12, 10, 25), CardLights("督办事项", 11, 12, 13)),
        (item, draft) * count,
        tuple(f"{LONG[:10]}{n}" for n in range(count)),
        tuple(CardDate("2030年12月31日", LONG * 2, late=not n % 2) for n in range(count)),
    )  # fmt: skip


@pytest.mark.parametrize("count", [1, 4, 30])
def test_no_text_is_cut_off_or_overlaps(count):
    body = crowded(count)
    seen = check_page(Picture("card_01", "标题", "小计", "来源", body))
    assert f"督办事项：已立项 {count} 项、拟督办 {count} 项" in seen.shown
    assert any(text.startswith("另有 ") for text in seen.shown) == (count > 4)


def test_silent_states_fit_beside_the_score():
    for state in ("未报送", "有新文件待确认", "已交，未计入"):
        body = replace(crowded(2), stated=None, state=state)
        assert state in check_page(Picture("card_01", "标题", "小计", "来源", body)).shown


def test_nodes_and_decisions_stand_with_everybody_who_leads_them():
    group = synthetic.rulebook().group
    both, towns, past_day = ("D01", "D02"), (group.id,), date(2030, 5, 1)
    nodes = tuple(
        NodeState(node, NodeStatus.DONE if node.closed else NodeStatus.OPEN, Light.GREEN, None)
        for node in (
            TaskNode(id="N1", lead=both, text="印发方案", due=past_day),
            TaskNode(id="N2", lead=both, text="办完的", due=past_day, closed=date(2030, 4, 30)),
            TaskNode(id="N3", lead=both, text="没有日期的"),
        )
    )
    decided = Decision(id="Y1", meeting="H1", text="协调校外力量", lead=towns, due=date(2030, 6, 1))
    decisions = (DecisionState(decided, DecisionStatus.OPEN, Light.GREEN, None),)
    seen = replace(
        synthetic.assessment(), tasks=TaskDuties(loose=nodes), meetings=MeetingDuties(decisions=decisions), items=()
    )
    given = facts(seen)
    late, ahead = (
        CardDate("2030年5月1日", "任务节点：印发方案", late=True),
        CardDate("2030年6月1日", "议定事项：协调校外力量"),
    )
    dates = {unit: [day for day in card(given, unit).body.dates if "：" in day.text and day.text[:2] in "任务议定"]
             for unit in ("D01", "D02", "T01", "T02")}  # fmt: skip
    assert dates == {"D01": [late], "D02": [late], "T01": [ahead], "T02": [ahead]}


def test_surveys_remarks_and_the_checklist_stand_with_whom_they_concern():
    system = WorkSystem(id="W1", name="联合调研", result="报告", must=True, to="领导小组", who="办公室", source="")
    work = Work(id="D1", topic="学校保护", organisers=("D02",))
    survey = WorkState(work, system, WorkStatus.OWED, Light.GREEN, date(2030, 5, 25), 5)
    remark = Inspection(row=4, level="市级", indicator="I01", remark="缺纪要", units=("D01",), due=date(2030, 5, 26))
    inspections = Inspections(remarks=(RemarkState(remark, NodeStatus.OPEN, 6, Light.GREEN),))
    given = facts(replace(synthetic.assessment(), work=WorkDuties(rows=(survey,)), inspections=inspections, items=()))
    lines = given.frames["phase_calendar"]
    due = lines.iloc[[-1]].assign(id="第1轮", end=date(2030, 5, 27))
    given = replace(given, frames={**given.frames, "phase_calendar": pd.concat([lines, due])})
    days = {"2030年5月25日", "2030年5月26日", "2030年5月27日"}
    assert {unit: [day.text for day in card(given, unit).body.dates if day.day in days]
            for unit in ("D01", "D02", "T01", "T02")} == {
        "D01": ["查验整改：市级 I01 工作机制：缺纪要"], "D02": ["联合调研：学校保护"],
        "T01": [], "T02": ["第1轮清单报送期限"],
    }  # fmt: skip


def test_all_that_the_plan_has_on_its_next_day_is_told():
    given = facts()
    first = given.frames["milestones"].iloc[[0]]
    more = pd.concat([first.assign(title=title, end=date(2030, 6, 10)) for title in "丁乙丙甲"])
    given = replace(given, frames={**given.frames, "milestones": more})
    assert "创建工作节点：丁、乙等 4 项" in [day.text for day in card(given, "D02").body.dates]
    assert card(given, "D02").subtitle.startswith("本单位所填：牵头 1 项：")


def test_every_row_past_its_deadline_is_late():
    seen = replace(synthetic.assessment(), as_of=date(2030, 7, 1), items=(), stages=())
    picture = card(facts(seen), "T01")
    assert picture.body.dates == (CardDate("2030年6月10日", "2 项指标的完成时限", late=True, count=2),)
    assert picture.title.endswith("逾期 2 项")
    silent = card(facts(seen), "T02")  # nobody knows what it has reached
    assert not silent.body.dates
    assert "没有定了日期的事项" in check_page(silent).shown


def test_tables_hold_the_same():
    figures, items, missing, dates = natives(card(county(), "D02").body)
    assert figures.rows[:3] == (("自评得分", "0.75"), ("满分", "1"), ("汇总有效得分", "0.75"))
    assert items.rows == (("红灯", "家教指导", "未全面达标", "2030年5月15日到期"),)
    assert items.tones == {(0, 0): "red"}
    assert missing.rows == (("工作机制",),)
    assert dates.rows[0] == ("2030年5月15日", "督办到期：家教指导", "▲逾期")


def test_rows_of_a_list_have_one_size():
    body = crowded(2)
    items = (*body.items, replace(body.items[0], problem=LONG[:6]), replace(body.items[1], problem="未列佐证材料"))
    seen = check_page(Picture("card_01", "标题", "小计", "来源", replace(body, items=items)))
    assert len({size for text, _, size in seen.texts if "：" in text and text.startswith(LONG[:12])}) == 1
