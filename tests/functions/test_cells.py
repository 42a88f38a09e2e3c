"""What may stand in a cell and how the formulas read it; `tests/e2e/test_native_formulas.py` asks LibreOffice too."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from weibao.compute.model import Level
from weibao.functions.cells import UNREADABLE, day_of, level_of, points_of, text_of


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        (None, None), ("", None), ("　 ", None), ("达标", Level.MET), (" 部分 达标", Level.PARTIAL),
        ("未达标\u00a0", Level.UNMET),
        ("已达标", UNREADABLE), ("未评", UNREADABLE), (1, UNREADABLE), ("*达标", UNREADABLE),
    ],
)  # fmt: skip
def test_level(raw: Any, value: object) -> None:
    assert level_of(raw) is value


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        (None, None), ("分", None), (0, "0"), (1.5, "1.5"), (0.1 + 0.2, "0.3"), ("１.５", "1.5"), ("１．５分", "1.5"),
        (" 2 ", "2"), ("2.0", "2"), ("1.50", "1.5"), ("-1", "-1"), (45000, "45000"), (date(2023, 3, 15), "45000"),
    ],
)  # fmt: skip
def test_points(raw: Any, value: str | None) -> None:
    assert points_of(raw) == (None if value is None else Decimal(value))


@pytest.mark.parametrize(
    "raw", ["1,5", "50%", "+1", "1e0", "007", ".5", "一分", "1/2", "1.500", "-0", "12345678", True]
)
def test_unreadable_points(raw: Any) -> None:
    assert points_of(raw) is UNREADABLE


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        (None, None), (" ", None), (date(2023, 9, 30), date(2023, 9, 30)),
        (datetime(2023, 9, 30, 8), date(2023, 9, 30)),  # noqa: DTZ001 - cells know no zone
        (45199, date(2023, 9, 30)), (45199.7, date(2023, 9, 30)), (2023, UNREADABLE), (date(1999, 12, 31), UNREADABLE),
        ("2023.9.30", UNREADABLE), ("2023-09-30", UNREADABLE), (True, UNREADABLE),
    ],
)  # fmt: skip
def test_day(raw: Any, value: object) -> None:
    assert day_of(raw) == value


@pytest.mark.parametrize(
    ("raw", "text"), [(2.0, "2"), (1.5, "1.5"), (True, "TRUE"), (date(2023, 9, 30), "45199"), (None, "")]
)
def test_text(raw: Any, text: str) -> None:
    assert text_of(raw) == text
