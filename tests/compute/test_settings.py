"""Settings: defaults of the rulebook, typed values over them, and what is said about those not understood."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from weibao.compute.settings import Settings
from weibao.compute.task_duties import idle_days
from weibao.compute.work import report_days
from weibao.errors import RulebookError
from weibao.rulebook.model import Aggregation

if TYPE_CHECKING:
    from weibao.rulebook.model import Rulebook


def build(rulebook: Rulebook, **typed: str) -> tuple[Settings, list[str]]:
    settings, findings = Settings.build(rulebook, typed)
    return settings, [found.code for found in findings]


def test_defaults_of_the_plan(rugao: Rulebook) -> None:
    settings, findings = build(rugao)
    assert findings == []
    assert settings.application_date == date(2023, 10, 31)
    assert (settings.evidence_from, settings.evidence_to) == (date(2023, 1, 1), date(2024, 3, 31))
    assert (settings.deadline_warn_days, settings.item_warn_days, settings.return_days) == (30, 3, 20)
    assert (settings.rectify_limit, settings.rectify_unit) == (10, "工作日")
    assert settings.supervise_partial
    assert settings.supervise_evidence
    assert settings.supervise_silent
    assert settings.veto_unruled_counts
    assert not settings.rank_units
    assert settings.scoring_round is None
    assert settings.target_points is None
    assert len(settings.towns) == 14
    assert settings.assessors == ("南通市", "省", "民政部")
    assert set(settings.texts) == {setting.id for setting in rugao.settings}


def test_the_village_has_its_own(village: Rulebook) -> None:
    settings, findings = build(village)
    assert findings == []
    assert settings.towns == ()
    assert settings.county != "如皋市"


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("application_date", "2023/11/5", date(2023, 11, 5)),
        ("application_date", "2023年11月5日", date(2023, 11, 5)),
        ("application_date", "２０２３．１１．５", date(2023, 11, 5)),
        ("application_date", "2023-11-05 00:00:00", date(2023, 11, 5)),
        ("deadline_warn_days", "15", 15),
        ("deadline_warn_days", "15.0", 15),
        ("deadline_warn_days", "０", 0),
        ("rectify_unit", "月", "月"),
        ("rank_units", "是", True),
        ("target_points", "90.5", Decimal("90.5")),
        ("aggregation_round", "就近", "nearest"),
        ("aggregation_round", "按规则库", None),
        ("aggregation_cap", "不计入", "none"),
        ("aggregation_group", "最低", "lowest"),
        ("scoring_round", "2", 2),
        ("county", " 邻县 ", "邻县"),
        ("cc", "甲、乙，丙;丁；戊\n己,庚", tuple("甲乙丙丁戊己庚")),
    ],
)  # fmt: skip
def test_typed_values(rugao: Rulebook, key: str, text: str, value: object) -> None:
    settings, findings = build(rugao, **{key: text})
    assert findings == (["setting-date-text"] if isinstance(value, date) else [])
    assert getattr(settings, key) == value


@pytest.mark.parametrize(
    ("key", "text", "allowed"),
    [
        ("application_date", "去年十月", "日期"),
        ("application_date", "2023-02-30", "日期"),
        ("application_date", "45230", "日期"),
        ("application_date", "0002-10-31", "日期"),
        ("deadline_warn_days", "三十", "整数"),
        ("deadline_warn_days", "-3", "整数"),
        ("deadline_warn_days", "2.5", "整数"),
        ("deadline_warn_days", "99999", "整数"),
        ("rectify_unit", "周", "日、月、工作日"),
        ("rank_units", "对", "是或否"),
        ("target_points", "九十", "不小于 0 的数"),
        ("target_points", "100.5", "不超过 100 的分数"),
        ("target_points", "0", "大于 0"),
        ("aggregation_round", "向上", "按规则库、向下、就近"),
    ],
)
def test_a_value_that_is_not_understood_leaves_the_default(rugao: Rulebook, key: str, text: str, allowed: str) -> None:
    default, _ = build(rugao)
    settings, findings = Settings.build(rugao, {key: text})
    assert getattr(settings, key) == getattr(default, key)
    assert [found.code for found in findings] == ["setting-unreadable"]
    message = findings[0].message
    assert text in message
    assert allowed in message
    assert default.texts[key] in message


def test_a_finding_names_the_cell_and_no_code(rugao: Rulebook) -> None:
    typed = {"item_warn_days": "三十天", "cc": "市委办、市委办", "towns": "九华镇", "evidence_to": "2022-01-01"}
    places = {key: {"file": "核定台账.xlsm", "sheet": "设置", "cell": f"D{row}"} for row, key in enumerate(typed, 25)}
    _, findings = Settings.build(rugao, typed, places)
    assert {(found.code, found.sheet, found.cell) for found in findings} == {
        ("setting-unreadable", "设置", "D25"),
        ("setting-duplicate", "设置", "D26"),
        ("setting-towns-differ", "设置", "D27"),
        ("setting-window-reversed", "设置", "D28"),
    }
    assert not any(key in found.message for found in findings for key in typed)


@pytest.mark.parametrize("text", ["2023.10.18", "2023年10月18日", "2023/10/18"])
def test_a_date_typed_as_text_counts_and_is_told(rugao: Rulebook, text: str) -> None:
    settings, findings = Settings.build(rugao, {"application_date": text})
    assert settings.application_date == date(2023, 10, 18)
    assert [(found.code, found.severity.label) for found in findings] == [("setting-date-text", "说明")]
    assert text in findings[0].message
    assert "请改成 2023-10-18" in findings[0].message


def test_a_rulebook_may_do_without_a_target(rugao: Rulebook) -> None:
    older = replace(rugao, settings=tuple(item for item in rugao.settings if item.id != "target_points"))
    settings, findings = build(older)
    assert (settings.target_points, findings) == (None, [])
    assert "target_points" not in settings.texts


def test_empty_text_is_the_default(rugao: Rulebook) -> None:
    assert build(rugao, application_date="  ") == build(rugao)


def test_repeated_names_count_once(rugao: Rulebook) -> None:
    settings, findings = build(rugao, cc="市委办、市政府办、市委办")
    assert (settings.cc, findings) == (("市委办", "市政府办"), ["setting-duplicate"])
    assert settings.texts["cc"] == "市委办、市政府办"


def test_an_unknown_key_and_a_window_the_wrong_way_round(rugao: Rulebook) -> None:
    settings, findings = build(rugao, colour="红", evidence_from="2024-04-01")
    assert sorted(findings) == ["setting-unknown", "setting-window-reversed"]
    assert settings.evidence_from == date(2023, 1, 1)


def test_a_window_of_one_day_is_a_window(rugao: Rulebook) -> None:
    settings, findings = build(rugao, evidence_from="2024-03-31")
    assert (settings.evidence_from, settings.evidence_to, findings) == (date(2024, 3, 31), date(2024, 3, 31), [])


def test_a_rulebook_without_a_needed_setting_cannot_be_used(rugao: Rulebook) -> None:
    fewer = replace(rugao, settings=tuple(item for item in rugao.settings if item.id != "rectify_limit"))
    with pytest.raises(RulebookError, match="rectify_limit"):
        Settings.build(fewer, {})


@pytest.mark.parametrize("default", ["", "明天"])
def test_a_rulebook_with_an_impossible_default_cannot_be_used(rugao: Rulebook, default: str) -> None:
    bad = tuple(replace(item, default=default) if item.id == "application_date" else item for item in rugao.settings)
    with pytest.raises(RulebookError, match="application_date"):
        Settings.build(replace(rugao, settings=bad), {})


def test_settings_of_others_are_kept_as_text(rugao: Rulebook) -> None:
    extra = replace(rugao.settings[0], id="colour", type="text", default="红")
    settings, findings = Settings.build(replace(rugao, settings=(*rugao.settings, extra)), {"colour": "蓝"})
    assert not findings
    assert settings.texts["colour"] == "蓝"
    assert "colour" not in {field.name for field in fields(settings)}


def test_towns_of_the_settings_replace_those_of_the_rulebook(rugao: Rulebook, village: Rulebook) -> None:
    same, _ = build(rugao)
    assert same.apply(rugao) is rugao
    other, _ = build(rugao, towns="东陈镇、长江镇、沿江新区")
    changed = other.apply(rugao)
    assert [(town.id, town.name) for town in changed.towns] == [
        ("T01", "东陈镇"),
        ("T02", "长江镇"),
        ("T03", "沿江新区"),
    ]
    assert [unit.order for unit in changed.units] == list(range(1, 44))
    no_towns, _ = build(village, towns="某镇")
    assert no_towns.apply(village) is village


@pytest.mark.parametrize(
    ("towns", "told"),
    [
        ("", []),
        ("{all}", []),
        ("{most}", ["没有1个（磨头镇）"]),
        ("{all}、沿江新区", ["多出1个（沿江新区）"]),
        ("青河市、省、民政部", ["“青河市、省、民政部”不像镇", "多出3个（青河市、省、民政部），没有14个（如城街道、"]),
    ],
)
def test_a_list_of_towns_that_is_not_the_rulebooks_is_told(rugao: Rulebook, towns: str, told: list[str]) -> None:
    names = [town.name for town in rugao.towns]
    typed = towns.format(all="、".join(names), most="、".join(names[:-1]))
    messages = [found.message for found in Settings.build(rugao, {"towns": typed})[1]]
    assert len(messages) == len(told)
    assert all(words in message for words, message in zip(told, messages, strict=True))


@pytest.mark.parametrize("name", ["市教育局", "市法院", "各镇（街道）", "城东/城西街道", "甲镇?"])
def test_towns_that_cannot_be_told_apart_or_cannot_name_a_folder_leave_the_default(rugao: Rulebook, name: str) -> None:
    settings, findings = Settings.build(rugao, {"towns": f"东陈镇、{name}"})
    assert [found.code for found in findings] == ["setting-towns-unusable"]
    assert name in findings[0].message
    assert settings.apply(rugao) is rugao
    assert len(settings.texts["towns"].split("、")) == 14


def test_aggregation_switches(rugao: Rulebook) -> None:
    rule = Aggregation()
    assert build(rugao)[0].aggregation(rule) == rule
    settings, _ = build(rugao, aggregation_round="就近", aggregation_cap="不计入", aggregation_group="最低")
    assert settings.aggregation(rule) == Aggregation("lowest", "lowest", "none", "nearest")


@pytest.mark.parametrize("text", ["15", "15.0", "０15", " 15 "])
def test_the_text_of_a_whole_number_is_a_whole_number(text: str, rugao: Rulebook) -> None:
    settings, findings = build(rugao, work_report_days=text, progress_days=text)
    assert findings == []
    assert settings.texts["work_report_days"] == "15"
    assert (report_days(settings), idle_days(settings)) == (15, 15)
