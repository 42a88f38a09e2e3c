"""Folding, places, headings and sentences of a plan's text."""

from __future__ import annotations

import pytest

from weibao.errors import RulebookError
from weibao.rulebook.textual import PlanText, fold

TEXT = """某办法

　　  一、总则
（一）目标。守住底线；
看好孩子！
(二)这一段有二十多个字被分页符从正中间切成了两半而

下半句在这里。
附件1
\t组织

领导
\t内容
\t每年召开会议。

形成纪要。
\t2
\t牵头单位：甲站

责任单位：乙站
二、附则
"""
PLACES = ("标题", "一、总则", "附件1", "二、附则")


@pytest.fixture
def plan() -> PlanText:
    return PlanText(TEXT, PLACES)


def test_fold_drops_all_white_space() -> None:
    assert fold(" 组织\n\n领导\t（\u3000一\xa0） ") == "组织领导（一）"


def test_sentences(plan: PlanText) -> None:
    assert [item.text for item in plan.sentences] == [
        "某办法",
        "一、总则",
        "（一）目标。",
        "守住底线；",
        "看好孩子！",
        "(二)这一段有二十多个字被分页符从正中间切成了两半而下半句在这里。",
        "附件1",
        "组织领导",
        "内容",
        "每年召开会议。",
        "形成纪要。",
        "2",
        "牵头单位：甲站责任单位：乙站",
        "二、附则",
    ]
    assert [item.line for item in plan.sentences if item.text in ("组织领导", "形成纪要。")] == [10, 16]
    assert [item.text for item in plan.sentences if not item.speaks] == ["2"]


def test_find_across_lines_and_cells(plan: PlanText) -> None:
    (match,) = plan.find("组织领导", "附件1")
    assert (match.line, match.last_line, match.place, match.heading) == (10, 12, "附件1", "附件1")
    (match,) = plan.find("切成了两半而 下半句", "一、总则")
    assert (match.line, match.last_line) == (6, 8)
    assert match.heading == "(二)这一段有二十多个字被分页符从正中间切成了两半而"
    (match,) = plan.find("看好孩子")
    assert match.heading == "（一）目标"


def test_find_keeps_to_the_place(plan: PlanText) -> None:
    assert plan.find("看好孩子", "附件1") == ()
    assert plan.find("") == ()
    assert len(plan.find("领导")) == 1


def test_span(plan: PlanText) -> None:
    start, end = plan.span("一、总则", "附件")
    assert plan.folded[start:end].startswith("一、总则")
    assert plan.folded[end:].startswith("附件1")
    assert plan.span("附件1")[1] == len(plan.folded)
    with pytest.raises(RulebookError, match="“coverage_until”写的是“抄送”"):
        plan.span("附件1", "抄送")


def test_places_must_stand_in_the_text_in_order() -> None:
    with pytest.raises(RulebookError, match=r"“附件9”在 source\.txt 中找不到"):
        PlanText(TEXT, ("标题", "附件9"))
    with pytest.raises(RulebookError, match="“一、总则”"):
        PlanText(TEXT, ("附件1", "一、总则"))
