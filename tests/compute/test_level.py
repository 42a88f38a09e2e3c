"""How numbers are shown; the truth table itself is in the scenarios."""

from __future__ import annotations

from decimal import Decimal

import pytest

from weibao.compute.level import plain


@pytest.mark.parametrize(
    ("points", "shown"),
    [
        ("2", "2"),
        ("2.50", "2.5"),
        ("0.00", "0"),
        ("20", "20"),
        ("1E+2", "100"),
        ("-0.5", "-0.5"),
        ("1E+20", "1" + "0" * 20),
        ("1E+21", "1E+21"),
        ("1E+999999", "1E+999999"),
        ("1E-999999", "1E-999999"),
        ("NaN", "NaN"),
        ("Infinity", "Infinity"),
    ],
)
def test_numbers_as_people_write_them(points: str, shown: str) -> None:
    assert plain(Decimal(points)) == shown
