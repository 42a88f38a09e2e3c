"""Rugao's rulebook: the exact figures of the plan, and every row against the plan's own table."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from rulebook.annex import members, names, rubric
from weibao.rulebook.quotes import plan_text
from weibao.rulebook.textual import fold

if TYPE_CHECKING:
    from weibao.rulebook.model import Rulebook

CATEGORIES = {
    "组织领导": 18, "工作机制": 8, "家庭保护": 5, "学校保护": 8, "社会保护": 10,
    "网络保护": 6, "政府保护": 15, "司法保护": 10, "机构建设": 8, "队伍建设": 12,
}  # fmt: skip
TOWNS = "如城街道 城北街道 城南街道 东陈镇 丁堰镇 白蒲镇 下原镇 九华镇 石庄镇 长江镇 吴窑镇 江安镇 搬经镇 磨头镇"


def test_how_many_records(rugao: Rulebook) -> None:
    counts = {
        "categories": 10, "units": 54, "indicators": 68, "vetoes": 8, "tasks": 18, "phases": 4, "meetings": 5,
        "requirements": 62, "material_types": 14, "evidence": 228, "towns": 14,
    }  # fmt: skip
    assert {key: len(getattr(rugao, key)) for key in counts} == counts


def test_points(rugao: Rulebook) -> None:
    points = rugao.scale.points
    assert points(1) == Decimal("0.5")
    assert points(rugao.full) == 100
    assert {item.name: points(item.full) for item in rugao.categories} == CATEGORIES
    assert sum(points(row.full) for row in rugao.indicators) == 100
    assert {points(row.full) for row in rugao.indicators} == {1, 2}


def test_rows_are_the_rows_of_annex_one(rugao: Rulebook) -> None:
    rows, _ = rubric(rugao.text)
    assert len(rows) == 68
    for row, indicator in zip(rows, rugao.indicators, strict=True):
        category = rugao.category_by_id[indicator.category].name
        written = (category, indicator.topic, fold(indicator.standard), str(rugao.scale.points(indicator.full)))
        assert written == row[:4], indicator.id
        assert fold(indicator.units_as_written) == row.units, indicator.id


def test_negative_items_are_those_of_annex_one(rugao: Rulebook) -> None:
    _, rows = rubric(rugao.text)
    assert [(fold(veto.text), fold(veto.units_as_written)) for veto in rugao.vetoes] == [tuple(row) for row in rows]
    assert [veto.id for veto in rugao.vetoes if not veto.dated] == ["V3", "V4", "V8"]


def test_units_are_resolved_as_written(rugao: Rulebook) -> None:
    ids = {name: unit.id for unit in rugao.units for name in (unit.name, *unit.aliases)}
    assert rugao.group
    ids |= dict.fromkeys((rugao.group.name, *rugao.group.aliases), rugao.group.id)
    for row in (*rugao.indicators, *rugao.vetoes):
        if row.id == "V7":
            continue
        lead, co = members(fold(row.units_as_written))
        assert (tuple(ids[name] for name in lead), tuple(ids[name] for name in co)) == (row.lead, row.co), row.id


def test_the_seventh_negative_item_is_everybodys(rugao: Rulebook) -> None:
    listed = tuple(unit.id for unit in rugao.units if unit.duty_order is not None)
    assert (rugao.veto_by_id["V7"].lead, rugao.veto_by_id["V7"].co) == ((), (*listed, "TOWNS"))


def test_duties_in_the_order_of_annex_two(rugao: Rulebook) -> None:
    listed = [unit for unit in rugao.units if unit.duty_order is not None]
    assert [unit.duty_order for unit in listed] == list(range(1, 34))
    assert [unit.id for unit in listed] == [f"D{number:02d}" for number in range(1, 34)]
    plan = plan_text(rugao)
    starts = [plan.find(unit.duty_heading + unit.duties, "附件2")[0].start for unit in listed]
    assert starts == sorted(starts)


def test_the_seven_units_outside_annex_two_come_as_in_annex_one(rugao: Rulebook) -> None:
    others = [unit for unit in rugao.units if unit.kind == "department" and unit.duty_order is None]
    assert {unit.name for unit in others} == {
        "市委办", "市政府办", "市督查办", "市委编办", "市纪委监委", "市税务局", "市通信管理办",
    }  # fmt: skip
    order = [name for row in rubric(rugao.text)[0] for name in names(fold(row.units).replace("责任单位：", "、"))]
    first = [next(n for n, name in enumerate(order) if name.removeprefix("牵头单位：") == unit.name) for unit in others]
    places = dict(zip([unit.name for unit in others], first, strict=True))
    assert [unit.name for unit in others] == sorted(places, key=lambda name: places[name])


def test_only_two_units_have_no_indicator(rugao: Rulebook) -> None:
    listed = {member for row in rugao.indicators for member in row.lead + row.co}
    idle = [unit.name for unit in rugao.units if unit.kind == "department" and unit.id not in listed]
    assert idle == ["市农业农村局", "市统计局"]


def test_order_and_towns(rugao: Rulebook) -> None:
    assert [unit.order for unit in rugao.units] == list(range(1, 55))
    assert [unit.name for unit in rugao.towns] == TOWNS.split()
    assert all(unit.assumption for unit in rugao.towns)


@pytest.mark.parametrize(
    ("unit", "spellings"),
    [
        ("D04", "市人民法院 市法院"),
        ("D05", "市人民检察院 市检察院"),
        ("D08", "市科技局 市科学技术局 市科技技术局"),
        ("D09", "市公安局 公安局 县公安局"),
        ("D13", "市人社局 市人力资源和社会保障局"),
        ("D14", "市住房和城乡建设局 市城乡住房和城乡建设局"),
        ("D18", "市文旅局 市文体广电和旅游局 文体广电和旅游局"),
        ("D19", "市卫健委 卫健委 市卫生健康委员会"),
        ("D32", "市慈善会 市慈善总会"),
    ],
)
def test_spellings(rugao: Rulebook, unit: str, spellings: str) -> None:
    record = rugao.unit_by_id[unit]
    assert {record.name, *record.aliases} == set(spellings.split())


def test_every_alias_stands_in_the_plan(rugao: Rulebook) -> None:
    plan = plan_text(rugao)
    assert [alias for unit in rugao.units for alias in unit.aliases if not plan.find(alias)] == []


def test_tasks(rugao: Rulebook) -> None:
    assert list(Counter(task.group for task in rugao.tasks).values()) == [4, 2, 3, 1, 5, 3]
    assert all(task.text.startswith(f"{task.order}.{task.title}") for task in rugao.tasks)
    assert all(task.links for task in rugao.tasks)


def test_phases_and_the_deadline_of_every_row(rugao: Rulebook) -> None:
    assert [(phase.name, phase.start, phase.end) for phase in rugao.phases] == [
        ("创建申报阶段", date(2023, 1, 1), date(2023, 10, 31)),
        ("全面创建阶段", date(2023, 3, 1), date(2024, 3, 31)),
        ("迎接检查阶段", date(2024, 3, 1), date(2024, 4, 30)),
        ("巩固提升阶段", date(2024, 4, 1), None),
    ]
    deadline = next(item for item in rugao.milestones if item.id == rugao.row_deadline)
    assert (deadline.kind, deadline.end) == ("deadline", date(2023, 12, 31))


def test_meetings(rugao: Rulebook) -> None:
    assert [(item.name, item.per_year) for item in rugao.meetings] == [
        ("全体会议", 1), ("专题会议", None), ("主任办公会", None), ("办公室成员会议", 1), ("专题工作会议", None),
    ]  # fmt: skip


def test_rules(rugao: Rulebook) -> None:
    counts = Counter(rule.kind for rule in rugao.rules)
    assert (counts["system"], counts["safeguard"], counts["principle"] - 1) == (4, 4, 4)
    titles = [rule.title for rule in rugao.rules if rule.kind == "system"]
    assert titles == ["联合调研制度", "情况通报制度", "专题研究制度", "督查督办制度"]


def test_vetoes_window_and_effect(rugao: Rulebook) -> None:
    assert rugao.veto_years == 2
    assert [(item.at_least, item.verdict, item.label) for item in rugao.veto_effects] == [
        (1, "cautious", "原则上谨慎推荐"),
        (2, "not_recommended", "原则上不予推荐"),
    ]


def test_requirements_quote_their_own_row(rugao: Rulebook) -> None:
    notes = fold("".join(rule.text for rule in rugao.rules if rule.kind == "scoring"))
    elsewhere = []
    for need in rugao.requirements:
        assert need.source, need.id
        quote = fold(need.source.quote)
        if quote not in fold(rugao.indicator_by_id[need.indicator].standard) and quote not in notes:
            elsewhere.append((need.id, need.indicator, need.source.place))
    assert elsewhere == [("R30", "I26", "附件2")]  # the 200 metres round schools stand among the duties


def test_defaults_that_the_design_fixes(rugao: Rulebook) -> None:
    defaults = {item.id: item.default for item in rugao.settings}
    wanted = {
        "application_date": "2023-10-31", "evidence_from": "2023-01-01", "evidence_to": "2024-03-31",
        "deadline_warn_days": "30", "item_warn_days": "3", "rectify_limit": "10", "rectify_unit": "工作日",
        "supervise_partial": "是", "supervise_evidence": "是", "supervise_silent": "是", "veto_unruled_counts": "是",
        "aggregation_round": "按规则库", "scoring_round": "", "return_days": "20", "rank_units": "否",
        "towns": "、".join(TOWNS.split()),
    }  # fmt: skip
    assert {key: defaults[key] for key in wanted} == wanted


def test_the_last_day_of_a_limit_is_never_called_late(rugao: Rulebook) -> None:
    """A limit of days is over when they are exceeded, as everywhere; 满 would make its last day the first late one."""
    limits = [setting for setting in rugao.settings if setting.unit in ("天", "工作日")]
    assert limits
    assert [setting.id for setting in limits if "满这些" in setting.help] == []
