"""The next round's checklist begins with the last answers, the office's words and what is still to be mended."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import synthetic
from weibao.compute.model import Level, Office, People, RowInput, Status, Verified, VetoInput
from weibao.sheets.prefill import EvidencePrefill, FeedbackPrefill, RowPrefill, VetoPrefill, next_round

OFFICE = Office(
    verified={"I02": Verified(3, round=1)},
    opinions={("D02", "I02"): "请补工作方案", ("D01", "I02"): "别的单位的意见"},
    deadlines={"I02": date(2030, 6, 30)},
)


def test_answers_opinions_and_open_items_come_along() -> None:
    last = replace(
        synthetic.submissions()["D02"],
        rows=(
            RowInput("I02", Level.PARTIAL, Decimal("0.75"), "正在推进"),
            RowInput("I01", Level.MET, Decimal(1), "已配合"),
        ),
        vetoes=(VetoInput("V1", True, date(2029, 3, 1), "已报告"), VetoInput("V2")),
        people=People("李小红", "王建国", "陈立", "0513-00000000", date(2030, 5, 9), "周分管", "李专人"),
    )
    found = next_round(synthetic.rulebook(), synthetic.assessment(), last, OFFICE, "D02")
    assert found.rows["I02"] == RowPrefill(
        "部分达标", Decimal("0.75"), "正在推进", Decimal("0.75"), "请补工作方案", date(2030, 6, 30)
    )
    assert found.rows["I01"] == RowPrefill("达标", None, "已配合"), "配合 has no score to keep"
    assert set(found.rows) == {"I01", "I02"}, "only the unit's own rows"
    assert found.evidence == (EvidencePrefill("I02", "工作方案", "", None, None, "", ""),)
    assert found.vetoes == {"V1": VetoPrefill("有", date(2029, 3, 1), "已报告"), "V2": VetoPrefill(None, None, "")}
    assert found.feedback == (
        FeedbackPrefill("1-02-I02", "I02", "未全面达标", date(2030, 5, 15), "正在办理", date(2030, 5, 14), ""),
    )
    assert found.people == {
        "filler": "李小红", "reviewer": "王建国", "head": "陈立", "deputy": "周分管", "officer": "李专人",
        "phone": "0513-00000000",
    }  # fmt: skip


def test_a_closed_item_is_not_asked_again() -> None:
    assessment = synthetic.assessment()
    closed = tuple(replace(item, status=Status.CLOSED) for item in assessment.items)
    found = next_round(synthetic.rulebook(), replace(assessment, items=closed), None, Office(), "D02")
    assert found.feedback == ()


def test_a_unit_that_was_silent_starts_blank() -> None:
    found = next_round(synthetic.rulebook(), synthetic.assessment(), None, Office(), "T02")
    assert set(found.rows.values()) == {RowPrefill()}
    assert (found.evidence, found.vetoes, found.people) == ((), {}, {})
    assert [item.item for item in found.feedback] == ["1-04-R"]
