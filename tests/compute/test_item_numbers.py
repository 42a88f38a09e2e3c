"""督办编号 as people type it, and as 0.1.0 wrote it."""

from __future__ import annotations

import pytest

from weibao.compute.item_numbers import ItemNumber, item_key, read_item


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("1-07-I22", "1-07-I22"),
        ("12-43-V8", "12-43-V8"),
        ("2-07-R", "2-07-R"),
        ("1-07-A12", "1-07-A12"),
        (" １－０７－Ｉ２２ ", "1-07-I22"),
        ("1—7—i5", "1-07-I05"),
        ("01-7-v08", "1-07-V8"),
        # 0.1.0: no round, which means the first; a return says its round behind the letter.
        ("07-I22", "1-07-I22"),
        ("7-i22", "1-07-I22"),
        ("07-V1", "1-07-V1"),
        ("07-A1", "1-07-A1"),
        ("07-R2", "2-07-R"),
        ("07-R", "1-07-R"),
        ("2-07-R2", "2-07-R"),
        # No number of ours: kept, so that it can be told.
        ("市教育局", "市教育局"),
        ("1-07-i", "1-07-I"),
        ("01-rx", "01-RX"),
        ("3-07-R2", "3-07-R2"),
        ("", ""),
    ],
)
def test_a_number_is_matched_by_one_way_of_writing_it(typed: str, key: str) -> None:
    assert item_key(typed) == key
    assert item_key(key) == key


def test_numbers_are_in_the_order_of_rounds() -> None:
    typed = ["10-07-I22", "2-07-I22", "07-I22", "1-07-I22"]
    assert [number.round for number in sorted(filter(None, map(read_item, typed)))] == [0, 1, 2, 10]
    assert read_item("07-I22") == ItemNumber(0, 7, "I22")
    assert read_item("督办") is None
