"""The plan's contradictions: the known ones, each with the words on both sides, computed where records can tell."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from weibao.rulebook.audit import AuditItem, audit
from weibao.rulebook.audit_own import outside_standards
from weibao.rulebook.audit_units import is_short_for, written_names
from weibao.rulebook.quotes import plan_text
from weibao.rulebook.textual import fold

if TYPE_CHECKING:
    from weibao.rulebook.model import Rulebook


@pytest.fixture(scope="module")
def items(rugao: Rulebook) -> tuple[AuditItem, ...]:
    return audit(rugao)


def one(items: tuple[AuditItem, ...], code: str, words: str = "") -> AuditItem:
    (item,) = [item for item in items if item.code == code and words in item.title]
    return item


def quoted(item: AuditItem) -> list[str]:
    return [fold(source.quote) for source in item.quotes]


def test_plenary_meetings_two_against_one(items: tuple[AuditItem, ...]) -> None:
    item = one(items, "meeting-frequency")
    assert quoted(item) == ["每年至少召开两次全体会议", "原则上每年召开一次"]
    assert [source.place for source in item.quotes] == ["附件1", "附件3"]


def test_units_missing_on_one_side(items: tuple[AuditItem, ...]) -> None:
    assert set(one(items, "unit-without-duties").records) == {f"D{number}" for number in range(34, 41)}
    assert one(items, "unit-without-indicator").records == ("D17", "D23")


def test_leads(items: tuple[AuditItem, ...]) -> None:
    assert one(items, "no-lead").records == ("I01", "I03", "I04", "I06", "I31", "I40", "I56", "V7")
    assert one(items, "several-leads").records == ("I19", "I35")


def test_wrong_spellings(items: tuple[AuditItem, ...]) -> None:
    wrong = {name for item in items if item.code == "spelling-wrong" for name in quoted(item)}
    assert {"县公安局", "市科技技术局", "十四、市城乡住房和城乡建设局", "市慈善总会"} <= wrong
    varies = {item.records[0] for item in items if item.code == "spelling-varies"}
    assert {"D04", "D05", "D13", "D19"} <= varies


def test_overlapping_phases(items: tuple[AuditItem, ...]) -> None:
    pairs = [item.records for item in items if item.code == "phases-overlap"]
    assert pairs == [("P1", "P2"), ("P2", "P3"), ("P3", "P4")]


def test_other_computed_items(items: tuple[AuditItem, ...]) -> None:
    assert one(items, "declared-before-done").records == ("application_date", "P2.2")
    assert len(one(items, "tasks-without-units").records) == 18
    assert len(one(items, "one-partial-value").records) == 36
    assert one(items, "cell-punctuation").records == ("I27", "I39")
    assert [item.records for item in items if item.code == "asked-twice"] == [("I40", "I56"), ("I56", "I59")]


@pytest.mark.parametrize(
    "words",
    [
        "市未保委",
        "由谁成立",
        "办公室成员",
        "党中央、如皋市",
        "网吧",
        "督查专员",
        "《申报表》",
        "法制宣传教育",
        "执线",
        "方案印发",
        "设立确定",
    ],
)
def test_what_a_reader_finds(items: tuple[AuditItem, ...], words: str) -> None:
    assert [item for item in items if item.code in ("contradiction", "gap", "wording") and words in item.title]


def test_every_quote_of_every_item_stands_in_the_plan(rugao: Rulebook, items: tuple[AuditItem, ...]) -> None:
    plan = plan_text(rugao)
    for item in items:
        assert item.quotes, item.title
        assert item.explanation, item.title
        assert [source.quote for source in item.quotes if not plan.find(source.quote, source.place)] == [], item.title


def test_contradictions_show_both_sides(items: tuple[AuditItem, ...]) -> None:
    both = ("contradiction", "meeting-frequency", "phases-overlap", "declared-before-done")
    assert [item.title for item in items if item.code in both and len(set(quoted(item))) < 2] == []
    assert [item.title for item in items if item.code == "asked-twice" and len(set(quoted(item))) != 1] == []


def test_a_finished_rulebook_has_no_faults_of_its_own(items: tuple[AuditItem, ...]) -> None:
    assert [item.title for item in items if item.title.startswith("规则库：")] == []
    assert len({item.title for item in items}) == len(items)


def test_faults_of_the_rulebook_are_told(village: Rulebook) -> None:
    broken = replace(village, uncited=village.uncited[1:], vetoes=())
    codes = {item.code: item for item in audit(broken)}
    assert "sentence-uncited" in codes
    assert codes["sentence-uncited"].title.startswith("规则库：")
    assert len(codes["sentence-uncited"].quotes) <= 5
    wrong = replace(village.rules[0], text="没有这句话")
    codes = {item.code: item for item in audit(replace(village, rules=(wrong, *village.rules[1:])))}
    assert quoted(codes["quote-not-found"]) == ["没有这句话"]


def test_a_standard_or_a_requirement_that_was_changed_alone_is_told(village: Rulebook) -> None:
    """`rulebook audit` told a changed standard as a quote that is not found, and said nothing of what counts by it."""
    need = village.requirements[0]
    row = village.indicator_by_id[need.indicator]
    assert need.source
    assert not outside_standards(village)
    changed = replace(row, standard=row.standard.replace(need.source.quote, "另外的话"))
    rows = tuple(changed if item is row else item for item in village.indicators)
    first = audit(replace(village, indicators=rows))[0]
    assert (first.code, first.records) == ("not-in-standard", (need.id, row.id))
    assert quoted(first) == [need.source.quote, fold(changed.standard)]
    said = replace(need, source=replace(need.source, quote="另外的话"))
    others = tuple(said if item is need else item for item in village.requirements)
    assert audit(replace(village, requirements=others))[0].records == (need.id, row.id)


def test_what_somebody_changed_comes_before_what_the_plan_has(rugao: Rulebook) -> None:
    """In words of the workbook: sheets and headings."""
    row = rugao.indicators[2]
    changed = replace(
        row, standard="每年召开三次会议。", source=row.source and replace(row.source, quote="每年召开三次会议。")
    )
    book = replace(
        rugao,
        indicators=tuple(changed if item is row else item for item in rugao.indicators),
        uncited=rugao.uncited[1:],
    )
    own = [item for item in audit(book) if item.title.startswith("规则库：")]
    assert audit(book)[: len(own)] == tuple(own)
    missing = one(tuple(own), "quote-not-found")
    assert missing.quotes[0].item == "指标 I03“工作标准”"
    told = " ".join(
        f"{item.title} {item.explanation} {quote.place} {quote.item}" for item in own for quote in item.quotes
    )
    assert "方案原文 第 " in told
    assert not re.search(r"[a-z]{3,}", told), told


def test_the_village_has_its_own(village: Rulebook) -> None:
    assert [(item.code, item.records) for item in audit(village)] == [
        ("tasks-without-units", ("K01", "K02")),
        ("one-partial-value", ("I02",)),
        ("unit-without-duties", ("D05",)),
        ("no-lead", ("I05",)),
        ("several-leads", ("I03",)),
        ("spelling-wrong", ("D05",)),
    ]


def test_names_in_a_cell() -> None:
    assert written_names("牵头单位市民政局\n责任单位：甲局，乙局、丙办") == ("市民政局", "甲局", "乙局", "丙办")
    assert written_names("市委办、\n市政府办") == ("市委办", "市政府办")


def test_short_forms() -> None:
    assert is_short_for("市法院", "市人民法院")
    assert not is_short_for("县公安局", "市公安局")
    assert not is_short_for("市科技技术局", "市科学技术局")


def test_as_dict(items: tuple[AuditItem, ...]) -> None:
    data = items[0].as_dict()
    assert set(data) == {"code", "title", "explanation", "quotes", "records"}
    assert set(data["quotes"][0]) == {"place", "item", "quote"}


def test_a_list_of_towns_that_is_not_that_of_the_units(rugao: Rulebook, items: tuple[AuditItem, ...]) -> None:
    changed = [replace(item, default="清源镇") if item.id == "towns" else item for item in rugao.settings]
    item = one(audit(replace(rugao, settings=tuple(changed))), "towns-at-odds")
    assert "多出清源镇，没有如城街道、" in item.explanation
    assert not [item for item in items if item.code == "towns-at-odds"]
