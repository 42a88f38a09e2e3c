"""The day that everything is computed for: a slip of the year is told."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from weibao.compute.basis_day import basis_day_findings
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
