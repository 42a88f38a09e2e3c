"""The rule of one figure: bounds, order and words, for every row of both rulebooks."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from weibao.compute.counts_ladder import figure_of, is_reached, ladder_of, own_ceiling, points_of, possible
from weibao.compute.counts_words import (
    figures_text,
    help_text,
    may_round_up,
    number,
    percent,
    threshold_text,
    total_label,
)
from weibao.compute.settings import Settings

if TYPE_CHECKING:
    from weibao.compute.counts_ladder import Ladder
    from weibao.rulebook.model import Rulebook


def ladders(rulebook: Rulebook) -> list[Ladder]:
    settings, _ = Settings.build(rulebook, {})
    return [ladder_of(rulebook, settings.texts, count) for count in rulebook.counts]


def figures(ladder: Ladder) -> list[tuple[int, int | None]]:
    """What may be typed, from the worst to the best."""
    count = ladder.count
    answers = 9 if count.merge == "each" else 1  # how many of the units say 是
    most = answers if count.ask == "flag" else int(count.most or 20)
    values = [(done, 20 if count.has_total else None) for done in range(most + 1)]
    return values[::-1] if count.ladder == "zero" and not count.has_total else values


@pytest.mark.parametrize("name", ["rugao", "village"])
def test_better_figures_never_give_less(name: str, request: pytest.FixtureRequest) -> None:
    for ladder in ladders(request.getfixturevalue(name)):
        if ladder.hint:
            assert own_ceiling(ladder, 1, 2) is None
            continue
        scores = [
            points_of(ladder, figure) for v in figures(ladder) if (figure := figure_of(ladder.count, *v)) is not None
        ]
        assert scores == sorted(scores), ladder.count.id
        assert all(0 <= score <= ladder.part for score in scores)
        # What the standard asks for is there to be had; where any case costs a share of cases cannot be full.
        assert max(scores) == ladder.part or ladder.count.ladder == "zero", ladder.count.id
        assert is_reached(ladder, Fraction(0), nothing=True)


def test_a_share_is_full_exactly_at_its_target(rugao: Rulebook) -> None:
    for ladder in ladders(rugao):
        if ladder.count.merge == "sum" and ladder.count.has_total and ladder.target and not ladder.hint:
            needed = int(1000 * ladder.target)
            assert own_ceiling(ladder, needed, 1000) == ladder.full, ladder.count.id
            below = own_ceiling(ladder, needed - 1, 1000)
            assert below is not None
            assert below < ladder.full, ladder.count.id


def test_whether_one_unit_alone_decides(rugao: Rulebook) -> None:
    decides = {ladder.count.id: ladder.decides for ladder in ladders(rugao)}
    assert not any(decides[key] for key in ("Q01", "Q14", "Q21", "Q42"))
    assert all(decides[key] for key in ("Q06", "Q47", "Q51", "Q61"))


def test_what_cannot_be(rugao: Rulebook) -> None:
    count = rugao.count_by_id["Q32"]
    assert [possible(count, *pair) for pair in ((3, 4), (4, 4), (5, 4), (-1, 4), (0, 0), (None, 4), (3, None))] == [
        True, True, False, False, True, True, True,
    ]  # fmt: skip
    assert not possible(count, Decimal("2.5"), 4)
    assert [possible(rugao.count_by_id["Q02"], answer, None) for answer in (0, 1, 2)] == [True, True, False]
    assert figure_of(count, 3, None) is None
    assert figure_of(count, 0, 0) == 1


def test_words(rugao: Rulebook) -> None:
    settings, _ = Settings.build(rugao, {"school_safety_items": "甲、乙、丙、丁", "outlet_distance": "150"})
    counts = rugao.count_by_id
    told = {key: help_text(rugao, count, settings.texts) for key, count in counts.items()}
    assert "甲、乙、丙、丁" in told["Q25"]
    assert "距离为150米（" in told["Q29"]
    assert ("现为：未定；" in told["Q55"], "现为：未定；" in told["Q56"]) == (True, True)
    # What a row is worth follows from its record, and is not written a second time in its words.
    assert told["Q20"].endswith("才算一个季度。占1分，2个季度起得0.5分，4个季度起得1分。")
    assert told["Q21"].endswith("占1分，5个单位起得0.5分，9个单位起得1分。")
    assert told["Q02"].endswith("“是”得1分，“否”得0.5分。")
    assert told["Q43"].endswith("占1分，不到100%得0.5分，100%起得1分。")
    assert told["Q29"].endswith("没有的得1分，1个起得0.5分。")
    assert told["Q35"].endswith("没有的得1分，100%起得0.5分。")
    assert (told["Q15"], told["Q41a"]) == ("占0.5分，达到标准才得。", "占0.5分。")
    assert not [key for key in ("Q25", "Q47", "Q06") if "分。" in told[key]]
    assert [count.id for count in rugao.counts if re.search(r"\d分", count.help)] == ["Q02"]  # the plan's own words
    # The figure stands before its total: it says by itself what it is of.
    assert [count.id for count in rugao.counts if "其中" in count.done] == []
    assert total_label(rugao, counts["Q54"]) == "村（社区）总数：取自Q47，不必再填"
    assert percent(Fraction(8996, 10000)) == "89.9%"
    assert percent(Fraction(9999, 10000)) == "99.9%"
    assert percent(Fraction(15, 16)) == "93.8%"
    assert percent(Fraction(15, 16), up=False) == "93.7%"
    assert percent(Fraction(9004, 10000)) == "90%"
    assert figures_text(counts["Q47"], 15, 16) == "15÷16＝93.8%"
    # What the office sets may be any figure: 0.46% is not the 0.5% that it may have set.
    assert counts["Q56"].setting
    assert figures_text(counts["Q56"], 46, 10000) == "46÷10000＝0.4%"
    assert not may_round_up(replace(counts["Q47"], target=Decimal("66.7")))
    assert percent(Fraction(1)) == "100%"
    assert number(Fraction(5, 2)) == "2.5"
    assert figures_text(counts["Q47"], 9, 10) == "9÷10＝90%"
    assert figures_text(counts["Q35"], 0, 0) == "没有（0件）"
    assert figures_text(counts["Q47"], 3, None) == "3÷未填"
    assert figures_text(counts["Q02"], 0, None) == "否"
    assert figures_text(counts["Q06"], None, None) == ""
    shown = {ladder.count.id: threshold_text(ladder) for ladder in ladders(rugao)}
    assert (shown["Q47"], shown["Q06"], shown["Q29"], shown["Q45"], shown["Q55"]) == (
        "90%", "不少于2次", "0个", "是", "由本地规定，未定",
    )  # fmt: skip
