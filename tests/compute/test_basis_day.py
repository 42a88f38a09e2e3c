"""The day that everything is computed for, and the due dates of rounds: a slip of the year is told."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from weibao.compute.basis_day import basis_day_findings, due_findings
from weibao.compute.office import Round

if TYPE_CHECKING:
    from weibao.rulebook.model import Rulebook

ROUNDS = (Round(1, "自查", issued=date(2024, 7, 1), due=date(2024, 8, 1)), Round(2, "复查"))
# The plan's last date is 1 June 2025.
CASES = {
    "before the first round": ("1999-01-01", "2024-09-01", "早于第一次下发清单的日期 2024-07-01，请核对年份"),
    "the day of the first round": ("2024-07-01", "2024-09-01", ""),
    "far ahead": ("2040-01-01", "2024-09-01", "比今天（2024-09-01）晚 5600 天，请核对年份"),
    "beyond the plan": ("2025-06-02", "2024-09-01", "晚于方案最后一个日期 2025-06-01"),
    "the plan's last day": ("2025-06-01", "2024-09-01", ""),
    "long after the plan, but come": ("2030-03-01", "2030-03-01", ""),
    "nobody knows today": ("2040-01-01", "", ""),
}


@pytest.mark.parametrize(("day", "today", "words"), CASES.values(), ids=list(CASES))
def test_a_day_that_can_hardly_be_meant_is_told(village: Rulebook, day: str, today: str, words: str) -> None:
    clock = date.fromisoformat(today) if today else None
    told = [item.message for item in basis_day_findings(village, ROUNDS, date.fromisoformat(day), clock)]
    assert len(told) == bool(words)
    assert all(message.startswith(f"基准日 {day}") and words in message for message in told)


@pytest.mark.parametrize(
    ("issued", "due", "told"),
    [
        ("2024-07-01", "2062-07-01", True),
        ("2023-07-01", "2025-06-01", False),  # the plan reaches as far
        ("2023-07-01", "2025-06-02", True),
        ("2026-07-01", "2027-08-05", False),
        ("2026-07-01", "2027-08-06", True),
        ("2026-07-01", "", False),
        ("", "2062-07-01", False),
    ],
)
def test_a_due_date_that_can_hardly_be_meant_is_told(village: Rulebook, issued: str, due: str, told: bool) -> None:
    days = {key: date.fromisoformat(day) if day else None for key, day in (("issued", issued), ("due", due))}
    found = [item.message for item in due_findings(village, [Round(2, "复查", **days)])]
    assert len(found) == told
    assert all(f"第2轮的报送期限是 {due}，比下发日期 {issued} 晚" in message for message in found)
