"""Answers to a button's questions, asked again until they can be understood or the clerk cancels."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from weibao.hosts.desk import Desk

_DAY = re.compile(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?")
_BETWEEN_NAMES = re.compile(r"[、，,；;\s]+")


def asked_day(desk: Desk, question: str, earliest: date) -> str | None:
    """A day from `earliest` on as YYYY-MM-DD, "" where the answer was left blank, None where it was cancelled."""
    note, given = "", ""
    while True:
        answer = desk.ask(f"{note}{question}", given)
        if answer is None or not answer.strip():
            return None if answer is None else ""
        given = answer.strip()
        day = day_of(given)
        if day is None:
            note = f"“{given}”不是日期。"
        elif day < earliest:
            note = f"{day} 早于下发日期 {earliest}。"
        else:
            return day.isoformat()


def day_of(text: str) -> date | None:
    """2023-9-28, 2023.9.28, 2023/9/28 or 2023年9月28日 as a date, None for anything else."""
    match = _DAY.fullmatch(text.translate(str.maketrans("０１２３４５６７８９－．／", "0123456789-./")))
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


def asked_units(desk: Desk, question: str) -> list[str]:
    """Names of units; none where the question was cancelled or left blank."""
    return [name for name in _BETWEEN_NAMES.split(desk.ask(question) or "") if name]
