"""A row of 核定: every combination of claimed and verified score, round and deadline."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from weibao.functions.cells import ERROR
from weibao.functions.office_blocks import verification
from weibao.functions.verification import Frame, VerificationCells, verification_state, verified_points

TODAY = date(2023, 9, 22)
# A hundred days to the deadline of the plan: 8 in September, 31, 30, 31.
FRAME = Frame(
    Decimal("0.5"), TODAY, date(2023, 12, 31), 30, Decimal(2), ((1, date(2023, 9, 1)), (2, date(2023, 10, 1)))
)
FIRST_ROUND = {"round": 1}


@dataclass
class Row:
    """A row worth 2 points; what is not named is blank."""

    claimed: Any = None
    verified: Any = None
    rest: dict[str, Any] = field(default_factory=dict)

    def state(self, frame: Frame = FRAME) -> tuple[Any, ...]:
        cells = VerificationCells(2, self.claimed, self.verified, None, None, None)._replace(**self.rest)
        return tuple(verification_state(cells, frame))


@pytest.mark.parametrize(
    ("claimed", "verified", "effective", "lost", "status"),
    [
        (None, None, "", "", "未评"),
        ("", "", "", "", "未评"),
        (0, None, 0, 2, "推进中"),
        (1.5, None, 1.5, 0.5, "推进中"),
        (2, None, 2, 0, "已完成"),
        (None, 0, 0, 2, "推进中"),
        (None, 1, 1, 1, "推进中"),
        (None, 2, 2, 0, "已完成"),
        (2, 1, 1, 1, "推进中"),
        (1, 2, 2, 0, "已完成"),
        (2, 0, 0, 2, "推进中"),
        (1, 1.0000000001, 1, 1, "推进中"),
        # what cannot be counted: the claim stands, and the row says so
        (1, 0.3, 1, 1, "核定有误"),
        (1, 2.5, 1, 1, "核定有误"),
        (1, -0.5, 1, 1, "核定有误"),
        (1, "1分", 1, 1, "核定有误"),
        (1, True, 1, 1, "核定有误"),
        (2, "　", 2, 0, "核定有误"),
        (None, 5, "", "", "核定有误"),
    ],
)
def test_the_verified_score_beats_the_claim(
    claimed: Any, verified: Any, effective: Any, lost: Any, status: str
) -> None:
    assert Row(claimed, verified).state() == (effective, lost, 100, status, "绿灯")


@pytest.mark.parametrize(
    ("claimed", "verified", "rest", "status"),
    [
        (2, 1, FIRST_ROUND, "待复核"),
        (1.5, 2, FIRST_ROUND, "待复核"),  # also where the verified score is the full one
        (1, 1, FIRST_ROUND, "推进中"),
        (2, 2, FIRST_ROUND, "已完成"),
        (None, 1, FIRST_ROUND, "推进中"),
        (2, None, FIRST_ROUND, "已完成"),
        (2, 0.3, FIRST_ROUND, "核定有误"),
        (2, 1, {"round": 2}, "推进中"),
        (2, 1, {"round": 3}, "推进中"),
        (2, 1, {"round": 0}, "推进中"),
        (2, 1, {}, "推进中"),
        # without a round: the last one issued by the date of the verification
        (2, 1, {"on": date(2023, 8, 31)}, "推进中"),
        (2, 1, {"on": date(2023, 9, 1)}, "待复核"),
        (2, 1, {"on": date(2023, 9, 30)}, "待复核"),
        (2, 1, {"on": 45199.9}, "待复核"),  # the evening of 30 September
        (2, 1, {"on": date(2023, 10, 1)}, "推进中"),
        (2, 1, {"on": "上周"}, "推进中"),
        (2, 1, {"on": date(2023, 9, 1), "round": 2}, "推进中"),
        (2, 1, {"on": date(2023, 10, 1), "round": 1}, "待复核"),
        (2, 1, {"on": date(2023, 9, 1), "round": ""}, "待复核"),
    ],
)
def test_a_later_claim_that_differs_asks_for_review(
    claimed: Any, verified: Any, rest: dict[str, Any], status: str
) -> None:
    assert Row(claimed, verified, rest).state()[3] == status


@pytest.mark.parametrize(
    ("deadline", "left", "unassessed", "light"),
    [
        (date(2023, 9, 21), -1, "逾期", "红灯"),
        (date(2023, 9, 22), 0, "临期", "黄灯"),
        (45191.7, 0, "临期", "黄灯"),
        (date(2023, 10, 22), 30, "临期", "黄灯"),
        (date(2023, 10, 23), 31, "未评", "绿灯"),
        (None, 100, "未评", "绿灯"),
        ("年底", 100, "未评", "绿灯"),
        (2023, 100, "未评", "绿灯"),
    ],
)
def test_the_deadline_sets_status_and_light(deadline: Any, left: int, unassessed: str, light: str) -> None:
    assert Row(rest={"deadline": deadline}).state() == ("", "", left, unassessed, light)
    spoken = "推进中" if unassessed == "未评" else unassessed
    assert Row(1, None, {"deadline": deadline}).state() == (1, 1, left, spoken, light)
    assert Row(None, 2, {"deadline": deadline}).state() == (2, 0, left, "已完成", "绿灯")
    assert Row(2, 1, {"deadline": deadline, **FIRST_ROUND}).state() == (1, 1, left, "待复核", light)
    assert Row(1, 9, {"deadline": deadline}).state() == (1, 1, left, "核定有误", light)


def test_without_any_deadline_there_is_no_light_but_for_what_is_done() -> None:
    frame = FRAME._replace(row_deadline=None)
    assert Row().state(frame) == ("", "", "", "未评", "")
    assert Row(1).state(frame) == (1, 1, "", "推进中", "")
    assert Row(2).state(frame) == (2, 0, "", "已完成", "绿灯")


@pytest.mark.parametrize(
    ("raw", "step", "points"),
    [
        (0.5, "0.5", "0.5"), (0, "0.5", "0"), (2, "0.5", "2"), (0.25, "0.5", None), (0.25, "0.25", "0.25"),
        (0.1 + 0.2, "0.1", "0.3"), (2.0000001, "0.5", "2"), (2.1, "0.1", None), (-0.1, "0.1", None),
        ("1", "0.5", None), (None, "0.5", None), (True, "0.5", None),
    ],
)  # fmt: skip
def test_a_verified_score_lies_on_the_scale(raw: Any, step: str, points: str | None) -> None:
    assert verified_points(raw, 2, Decimal(step)) == (None if points is None else Decimal(points))


@pytest.mark.parametrize("key", VerificationCells._fields)
def test_an_error_value_fails_its_row_and_no_other(key: str) -> None:
    good = VerificationCells(2, 1, None, None, None, None)
    rows = [good, good._replace(**{key: ERROR}), good]
    columns = [[["表头"], *([cell] for cell in column), [None]] for column in zip(*rows, strict=True)]
    numbers, issued = ([[pair[n]] for pair in FRAME.rounds] for n in (0, 1))
    result = verification(*columns, 0.5, TODAY, FRAME.row_deadline, 30, 2, numbers, issued)
    fine = [1, 1, 100, "推进中", "绿灯"]
    assert result == [fine, [None] * 5, fine]


def test_a_list_of_rounds_with_text_for_a_number_tells_nothing() -> None:
    frame = FRAME._replace(rounds=(("第一轮", date(2023, 9, 1)),))
    assert Row(2, 1, {"on": date(2023, 9, 15)}).state(frame)[3] == "推进中"
