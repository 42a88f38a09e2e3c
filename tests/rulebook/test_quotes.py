"""Every quote is found and every sentence is accounted for; and the check notices when that is not so."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from weibao.rulebook.model import Source, Uncited
from weibao.rulebook.quotes import claims_of, coverage, sentences

if TYPE_CHECKING:
    from weibao.rulebook.model import Rulebook


def test_rugao_is_complete(rugao: Rulebook) -> None:
    result = coverage(rugao)
    assert [f"{claim.record} {claim.field}: {claim.text[:40]}" for claim in result.missing] == []
    assert [f"{item.line}: {item.text[:40]}" for item in result.uncovered] == []
    assert [f"{item.problem}: {item.quote[:40]}" for item in result.problems] == []
    assert result.complete
    assert result.quotes > 600
    assert result.sentences > 700


def test_village_is_complete(village: Rulebook) -> None:
    assert coverage(village).complete


def test_rugao_is_checked_from_section_one_to_the_end_of_annex_four(rugao: Rulebook) -> None:
    texts = [item.text for item in sentences(rugao)]
    assert texts[0] == "一、指导思想"
    assert texts[-1] == "第九条本规则自印发之日起施行。"


def test_a_wrong_quote_is_missing(village: Rulebook) -> None:
    veto = replace(village.vetoes[0], source=Source("附件1", "x", "发生儿童落水事故"))
    result = coverage(replace(village, vetoes=(veto, *village.vetoes[1:])))
    assert [(claim.record, claim.text) for claim in result.missing] == [("V1", "发生儿童落水事故")]


def test_a_quote_at_another_place_is_missing(village: Rulebook) -> None:
    veto = replace(village.vetoes[0], source=Source("附件3", "x", village.vetoes[0].text))
    assert {claim.record for claim in coverage(replace(village, vetoes=(veto,))).missing} == {"V1"}


def test_a_sentence_nobody_cites_is_uncovered(village: Rulebook) -> None:
    without = replace(village, rules=tuple(rule for rule in village.rules if rule.id != "F1"))
    assert [item.text for item in coverage(without).uncovered] == ["第二条各单位的报告由谷管理处统一签收。"]


def test_half_a_sentence_is_not_enough(village: Rulebook) -> None:
    rule = next(rule for rule in village.rules if rule.id == "F1")
    half = replace(rule, text="第二条 各单位的报告", source=Source("附件3", "第二条", "第二条 各单位的报告"))
    rules = tuple(half if item is rule else item for item in village.rules)
    assert [item.text for item in coverage(replace(village, rules=rules)).uncovered] == [
        "第二条各单位的报告由谷管理处统一签收。"
    ]


def test_uncited_entries_must_be_needed_and_whole(village: Rulebook) -> None:
    more = (
        Uncited("每年为儿童安排一次体检，建立健康档案。", "其实有记录"),
        Uncited("由谷管理处统一签收", "半句"),
        Uncited("村里的大槐树", "没有这句话"),
        Uncited("项目", "又写一次"),
    )
    result = coverage(replace(village, uncited=(*village.uncited, *more)))
    assert [(item.quote[:6], item.problem) for item in result.problems] == [
        ("每年为儿童安", "已有记录引用，不必列在这里"),
        ("由谷管理处统", "不是完整的句子，请从句首抄到句末"),
        ("村里的大槐树", "原文中找不到"),
        ("项目", "写了两次"),
    ]


def test_verbatim_fields_are_claims_too(village: Rulebook) -> None:
    assert [claim.field for claim in claims_of(village.indicators[0])] == ["source", "topic", "units_as_written"]
    assert [claim.field for claim in claims_of(village.units[0])] == ["source", "duty_heading"]
    assert list(claims_of(village.units[4])) == []


def test_remarks_do_not_cover(rugao: Rulebook) -> None:
    without = replace(rugao, vetoes=rugao.vetoes[:-1])
    assert [item.text[:12] for item in coverage(without).uncovered] == ["县级民政部门未明确相关内"]
