from __future__ import annotations

import random
import unicodedata

import pytest

from weibao.sheets.heights import HIGHEST, PADDING, lines_needed, row_height, text_width

NOT_FIRST = "，。、；：？！）》」』”’】〕"
SIGNS = NOT_FIRST + "甲乙（“%éЖ①→½😀abcXYZ019-. \t\x0b\x1c\x1f\x00\x7f\u00a0\u3000\u2028\u0085\n"


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


def lines_sign_by_sign(text: str, width_chars: float) -> int:
    """The same, read one sign after the other."""
    usable, total = max(width_chars - PADDING, 2.0), 0
    for paragraph in text.split("\n"):
        lines, used = 1, 0.0
        for word in words(paragraph):
            width = sum(2.0 if unicodedata.east_asian_width(char) in "WFA" else 1.0 for char in word)
            if used and used + width > usable:
                lines, used = lines + 1, 0.0
            while width > usable:
                lines, width = lines + 1, width - usable
            used += width
        total += lines
    return total


def words(paragraph: str) -> list[str]:
    found: list[str] = []
    for char in paragraph:
        joins = char.isascii() and not char.isspace() and found and found[-1][-1].isascii()
        if found and (char in NOT_FIRST or (joins and not found[-1][-1].isspace())):
            found[-1] += char
        else:
            found.append(char)
    return found


def test_any_text_takes_the_lines_that_reading_it_sign_by_sign_gives():
    chance = random.Random(7)  # noqa: S311 - nothing secret
    for _ in range(4000):
        text = "".join(chance.choices(SIGNS, k=chance.randrange(40)))
        width = chance.choice([1, 2, 3.5, 9.2, 10, 17.2, 20, 33.3])
        assert lines_needed(text, width) == lines_sign_by_sign(text, width), (text, width)
