"""What a unit has answered, carried to another version of the rules: only to what it was an answer to."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from changed_village import VILLAGE, changed_village, edit
from weibao.campaign.carried import Carried, carry
from weibao.compute.model import CountInput, Level, RowInput, Submission, VetoInput
from weibao.rulebook import load_rulebook
from weibao.rulebook.compare import compare

if TYPE_CHECKING:
    from pathlib import Path

SUBMISSION = Submission(
    "D02", 1, "回收/第1轮/谷文化站.xlsx", None,
    rows=(RowInput("I01", Level.PARTIAL, Decimal("0.25")), RowInput("I05", Level.MET, Decimal(1))),
    vetoes=(VetoInput("V1", happened=False), VetoInput("V2", happened=True, happened_on=date(2026, 1, 5))),
    counts=(CountInput("Q01", Decimal(4), Decimal(5), "另有一间在修"), CountInput("Q02", Decimal(9), Decimal(10))),
)  # fmt: skip


def carried(folder: Path, *changes: tuple[str, str, str]) -> Carried:
    new = changed_village(folder)
    for name, old, now in changes:
        edit(new / name, (old, now))
    return carry(SUBMISSION, compare(load_rulebook(VILLAGE), load_rulebook(new)))


def test_where_nothing_is_asked_in_another_way_all_is_carried(tmp_path: Path) -> None:
    found = carried(tmp_path)
    assert (found.submission.counts, found.submission.vetoes) == (SUBMISSION.counts, SUBMISSION.vetoes)
    assert found.asked_anew == ()


@pytest.mark.parametrize(
    ("old", "now"),
    [
        ("done = '每周开放不少于三天的书屋数'", "done = '每周开放不少于五天的书屋数'"),
        ("total = '书屋总数'", "total = '书屋、活动室总数'"),
        ("unit = '间'", "unit = '个'"),
    ],
)
def test_a_figure_is_no_answer_to_another_question(tmp_path: Path, old: str, now: str) -> None:
    found = carried(tmp_path, ("counts.toml", old, now))
    assert [item.count for item in found.submission.counts] == ["Q02"]
    assert found.asked_anew == ("Q01 书屋开放",)


def test_no_case_of_one_text_is_no_answer_to_another_and_a_case_stays_one(tmp_path: Path) -> None:
    found = carried(
        tmp_path,
        ("vetoes.toml", "造成严重后果的", "造成后果的"),
        ("vetoes.toml", "未安排儿童友好服务经费的", "未足额安排儿童友好服务经费的"),
    )
    assert [answer.veto for answer in found.submission.vetoes] == ["V2"]
    assert found.asked_anew == ("V1 溺水事故",)


def test_points_between_the_steps_of_another_scale_are_asked_for_again(tmp_path: Path) -> None:
    found = carried(tmp_path, ("meta.toml", "score_step = '0.25'", "score_step = '0.5'"))
    assert {row.indicator: row.points for row in found.submission.rows} == {"I01": None, "I05": Decimal(1)}
    assert found.marked == ("I01", "I05")
