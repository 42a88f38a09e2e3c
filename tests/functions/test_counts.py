"""量化情况 row by row: what a figure gives, and what is said to the unit that types it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from weibao.compute.counts_ladder import ladder_of
from weibao.compute.settings import Settings
from weibao.functions import hints
from weibao.functions.cells import ERROR
from weibao.functions.count_states import CountCells, CountRow, CountState, count_states, row_of

if TYPE_CHECKING:
    from weibao.rulebook.model import Rulebook

TODAY = date(2023, 9, 22)


def states(
    rulebook: Rulebook,
    typed: dict[str, tuple[Any, Any]],
    claims: dict[str, float] | None = None,
    today: date = TODAY,
    **texts: str,
) -> dict[str, CountState]:
    """The rows `typed` (done, total) as they stand on one sheet."""
    settings = Settings.build(rulebook, texts)[0].texts
    places = {key: n for n, key in enumerate(typed)}
    rows, cells = [], []
    for key, (done, total) in typed.items():
        count = rulebook.count_by_id[key]
        rows.append(CountRow(ladder_of(rulebook, settings, count), places.get(count.total_from), count.total_from))
        indicator = rulebook.indicator_of(count).id
        cells.append(CountCells(indicator, "", "", "", date(2023, 12, 31), "", done, "", total))
    claimed = {key.lower(): Decimal(str(value)) for key, value in (claims or {}).items()}
    found = count_states(cells, rows, claimed, today, rulebook.scale)
    return dict(zip(typed, found, strict=True))


@pytest.mark.parametrize(
    ("row", "done", "total", "result", "ceiling", "hint"),
    [
        # I60, two points for 90 % of the villages: exactly 90 % is enough, one village less is not.
        ("Q47", 18, 20, "90%，达到", 2, ""),
        ("Q47", 17, 20, "85%，未达到", 1.5, "离满分还差1个"),
        ("Q47", 14, 16, "87.5%，未达到", 1.5, "离满分还差1个"),
        ("Q47", 8999, 10000, "89.9%，未达到", 1.5, "离满分还差1个"),
        ("Q47", 15, 16, "93.8%，达到", 2, ""),
        ("Q47", 9, 20, "45%，未达到", 1, "离满分还差9个"),
        ("Q47", 0, 20, "0%，未达到", 0, "离满分还差18个"),
        # Nothing to do is reached; nothing typed is not nought.
        ("Q40", 0, 0, "达到", 1, ""),
        ("Q47", None, None, "", "", ""),
        # A part of the indicator: half of its points is what can be lost.
        ("Q40", 1, 2, "50%，未达到", 0.5, "离满分还差1所"),
        # Meetings of a town: one of two.
        ("Q06", 1, None, "未达到", 1, "离满分还差1次"),
        ("Q06", 3, None, "达到", 2, ""),
        # Steps: two quarters are half of the part, three no more.
        ("Q20", 3, None, "未达到", 1.5, "离满分还差1个季度"),
        ("Q20", 4, None, "达到", 2, ""),
        # Any outlet near a school costs; cases that were all handled cost less.
        ("Q29", 0, None, "达到", 1, ""),
        ("Q29", 2, None, "未达到", 0.5, ""),
        ("Q35", 3, 3, "未达到", 0.5, ""),
        ("Q35", 2, 3, "未达到", 0, ""),
        ("Q35", 0, 0, "达到", 1, ""),
        # All or nothing: one dismissal late.
        ("Q16", 4, 5, "80%，未达到", 1.5, "离满分还差1人"),
        # Yes or no; of several units one's own no does not decide.
        ("Q45", "否", None, "未达到", 0, ""),
        ("Q45", " 是", None, "达到", 1, ""),
        ("Q14", "否", None, "未达到", "", ""),
        # What cannot be says so and gives nothing.
        ("Q47", 21, 20, "", "", "不能大于总数20"),
        ("Q47", -1, 20, "", "", hints.FIGURE_NEGATIVE),
        ("Q47", 3.5, 20, "", "", hints.FIGURE_PARTED),
        ("Q47", 3, 20.5, "", "", hints.FIGURE_PARTED),
        ("Q47", "全部", 20, "", "", hints.FIGURE_UNREADABLE),
        ("Q47", "85%", 20, "", "", hints.FIGURE_UNREADABLE),
        ("Q47", 3, "二十", "", "", hints.TOTAL_UNREADABLE),
        ("Q47", 3, None, "", "", hints.TOTAL_MISSING),
        ("Q47", None, 20, "", "", hints.FIGURE_MISSING),
        ("Q47", ERROR, 20, "", "", hints.FIGURE_UNREADABLE),
        ("Q20", 5, None, "", "", "最多是4"),
        ("Q45", "有", None, "", "", hints.ANSWER_UNREADABLE),
        ("Q45", 1, None, "", "", hints.ANSWER_UNREADABLE),
    ],
)  # fmt: skip
def test_one_row(rugao: Rulebook, row: str, done: Any, total: Any, result: str, ceiling: Any, hint: str) -> None:
    state = states(rugao, {row: (done, total)})[row]
    assert (state.result, state.ceiling, state.hint) == (result, ceiling, hint)


def test_a_total_is_asked_once(rugao: Rulebook) -> None:
    found = states(rugao, {"Q47": (18, 20), "Q54": (19, None), "Q57": (21, None)})
    assert (found["Q54"].ceiling, found["Q54"].hint) == (1.5, "离满分还差1个")
    assert found["Q57"].hint == "不能大于总数20"
    found = states(rugao, {"Q47": (None, None), "Q54": (19, None), "Q57": (None, None)})
    assert (found["Q54"].hint, found["Q57"].hint) == ("先填好Q47的总数", "")


def test_without_a_threshold_a_row_is_only_a_hint(rugao: Rulebook) -> None:
    assert states(rugao, {"Q55": (1, 4)})["Q55"][:3] == ("25%", "", "")
    # It may be left blank, also after the deadline; not so once the standard is set.
    late = date(2024, 1, 5)
    assert states(rugao, {"Q55": (None, None)}, today=late)["Q55"].hint == ""
    assert (
        states(rugao, {"Q55": (None, None)}, today=late, extra_director_minors="500")["Q55"].hint == hints.FIGURE_LATE
    )
    assert states(rugao, {"Q55": (1, 4)}, extra_director_minors="500")["Q55"][:2] == ("25%，未达到", 0.5)


def test_a_claim_above_the_figures_is_said_where_points_are_lost(rugao: Rulebook) -> None:
    """I43 is worth one point, half of it for each row: what both lose together counts."""
    typed = {"Q39": (0, None), "Q40": (1, 2)}
    above = states(rugao, typed, {"I43": 0.5})
    assert [above[key].ceiling for key in typed] == [0.5, 0.5]
    assert above["Q39"].hint == "离满分还差1所；自评0.5分，按所填数最多0分"
    assert above["Q40"].hint == "离满分还差1所；自评0.5分，按所填数最多0分"
    assert "自评" not in states(rugao, typed, {"I43": 0})["Q39"].hint
    # Both rows of I07 decide all of it: the lower one speaks, and only where something is lost.
    town = states(rugao, {"Q06": (1, None), "Q08": ("是", None)}, {"I07": 2})
    assert (town["Q06"].hint, town["Q08"].hint) == ("离满分还差1次；自评2分，按所填数最多1分", "")


def test_what_is_blank_after_its_deadline_is_said(rugao: Rulebook) -> None:
    late = states(rugao, {"Q47": (None, None), "Q54": (None, None), "Q06": (0, None)}, today=date(2024, 1, 1))
    assert (late["Q47"].hint, late["Q54"].hint) == (hints.FIGURE_LATE, hints.FIGURE_LATE)
    assert late["Q06"].hint == "离满分还差2次"
    assert states(rugao, {"Q47": (None, None)}, today=date(2023, 12, 31))["Q47"].hint == "", (
        "the day itself is not late"
    )


def test_a_rule_that_is_none_is_an_error_of_the_host(rugao: Rulebook) -> None:
    good: list[Any] = ["share", "share", 2, 2, 90, None, 1, 1, None, "", "个"]
    assert row_of(good, rugao.scale).ladder.full == 4
    # Without a standard the place of its ceiling is blank; in older checklists it is 0.
    for limits, hint in ((1, False), (0, False), (None, True), ("", True)):
        rule = row_of([*good[:7], limits, *good[8:]], rugao.scale)
        assert (rule.ladder.hint, rule.limits) == (hint, limits == 1)
    for place, bad in ((2, None), (3, "二"), (2, 0.3), (7, "x")):
        with pytest.raises(ValueError, match="must be"):
            row_of([*good[:place], bad, *good[place + 1 :]], rugao.scale)
