from __future__ import annotations

import pytest

from weibao.sheets.heights import HIGHEST, lines_needed, row_height, text_width


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 10, 1),
        ("未评", 10, 1),
        ("十个字的一句话在这里", 22, 1),
        ("十个字的一句话在这里", 12, 2),
        ("第一行\n第二行\n", 20, 3),
        ("weibao demo campaign", 14, 2),
        ("averyveryverylongword", 10, 3),
        ("市民政局、市教育局", 17.5, 1 + 1),
    ],
)
def test_lines(text, width, lines):
    assert lines_needed(text, width) == lines


def test_widths_count_chinese_twice():
    assert text_width("I22平安（A）") == 3 + 4 + 2 + 1 + 2


def test_a_row_is_as_high_as_its_longest_cell_within_what_excel_allows():
    assert row_height([("短", 20), ("很长的文字" * 8, 20)]) == row_height([("很长的文字" * 8, 20)])
    assert row_height([("短", 20)], lowest=24) == 24
    assert row_height([("长" * 5000, 20)]) == HIGHEST
    assert row_height([("同样的文字同样的文字", 16)], size=14) > row_height([("同样的文字同样的文字", 16)], size=9)
