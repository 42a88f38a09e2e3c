"""What a person types into a cell, and what it is read as."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weibao.compute.model import Level
from weibao.functions.cells import level_of
from weibao.sheets.day_faults import day_fault
from weibao.sheets.intake_rows import read_happened, read_level
from weibao.sheets.values import Raw, Read, read_code, read_date, read_points, shown, tidy
from weibao.texts_intake import DAY_FAULTS

FIRST, LAST = date(1990, 1, 1), date(2043, 12, 31)
CODES = ("I01", "I02", "I22", "I23")
DAY = date(2023, 9, 30)


def at(day: date, hour: time = time()) -> datetime:
    """A cell with a time: spreadsheets know no zone."""
    return datetime.combine(day, hour)


@pytest.mark.parametrize(
    ("raw", "value", "clean"),
    [
        ("达标", Level.MET, True),
        ("部分达标", Level.PARTIAL, True),
        ("未达标", Level.UNMET, True),
        (" 部分达标\u3000", Level.PARTIAL, True),
        (" 达 标 ", Level.MET, False),
        ("部分\n达标", Level.PARTIAL, False),
        ("达标。", Level.MET, False),
        ("未达标\u3000", Level.UNMET, True),
        ("达\u200b标", Level.MET, False),
        ("达标_x000D_", Level.MET, False),
        ("√", Level.MET, False),
        ("達標", Level.MET, False),
        ("部分", Level.PARTIAL, False),
        ("不达标", Level.UNMET, False),
    ],
)
def test_levels_are_understood(raw: Raw, value: Level, clean: bool) -> None:
    assert read_level(raw) == Read(value, shown(raw), True, clean)


@pytest.mark.parametrize("raw", ["基本完成", "基本达标", "×", "100%", "1", 1.0, True, DAY, "达标/部分达标", "已完成"])
def test_other_words_for_a_level_are_not_guessed(raw: Raw) -> None:
    read = read_level(raw)
    assert (read.value, read.understood) == (None, False)


@pytest.mark.parametrize("raw", ["", "  ", "\n", None, "\u3000", "\u200b"])
def test_blank_is_blank(raw: Raw) -> None:
    for read in (read_level(raw), read_points(raw), read_date(raw, FIRST, LAST), read_code(raw, CODES)):
        assert read.blank
        assert read.understood
        assert read.value is None


@pytest.mark.parametrize(
    ("raw", "value", "clean"),
    [
        (1.5, "1.5", True),
        (2, "2", True),
        (2.0, "2", True),
        (0.30000000000000004, "0.3", True),
        (-1.0, "-1", True),
        ("1.5", "1.5", False),
        ("１．５", "1.5", False),
        ("1.5分", "1.5", False),
        (" 2 分。", "2", False),
        (".5", "0.5", False),
    ],
)
def test_points_are_understood(raw: Raw, value: str, clean: bool) -> None:
    read = read_points(raw)
    assert (read.value, read.understood, read.clean) == (Decimal(value), True, clean)


@pytest.mark.parametrize(
    "raw",
    ["1,5", "1，5", "一分", "1.5/2", "1-2", "满分", "1 5分x", True, at(date(2023, 1, 5)), time(1, 30),
     timedelta(days=1), float("nan"), float("inf"), 1e300, "9" * 400, "1e5", "0x1"],
)  # fmt: skip
def test_points_that_could_be_anything_are_not_understood(raw: Raw) -> None:
    read = read_points(raw)
    assert (read.value, read.understood) == (None, False)


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        (DAY, True),
        (at(date(2023, 9, 30), time(8, 15)), True),
        ("2023-09-30", False),
        ("2023.9.30", False),
        ("2023/9/30", False),
        ("2023年9月30日", False),
        ("2023 年 9 月 30 日", False),
        ("２０２３．９．３０", False),
        ("2023、9、30。", False),
        ("2023—9—30", False),
        ("20230930", False),
        (20230930.0, False),
        (45199.0, False),
        ("2023-09-30 00:00:00", False),
        ("2023·9·30", False),
        ("2023年9月30日（星期六）", False),
        ("二〇二三年九月三十日", False),
        ("二○二三年九月三十日", False),
        ("45199", False),
    ],
)
def test_dates_are_understood(raw: Raw, clean: bool) -> None:
    assert read_date(raw, FIRST, LAST) == Read(DAY, shown(raw), True, clean)


@pytest.mark.parametrize(
    "raw",
    ["9月30日", "9.30", "23.9.30", "2023.9", "2023年9月", "2023-2-30", "2023-13-1", "0023-9-30", "2203-09-30",
     "1923-9-30", "2023.9.1-9.30", "2023年上半年", "去年九月", "2023930", "9/30/2023",
     "二〇二三年三十月一日", "二〇二三年九月", 0.5, 12.0, -5.0, 1e12, float("nan"), True,
     time(3, 4), timedelta(days=3), at(date(1900, 1, 1)), "2023-9-30、2023-10-8"],
)  # fmt: skip
def test_incomplete_or_implausible_dates_are_not_understood(raw: Raw) -> None:
    read = read_date(raw, FIRST, LAST)
    assert (read.value, read.understood) == (None, False)


@pytest.mark.parametrize(
    ("raw", "fault"),
    [
        (date(2203, 6, 1), "years"), ("1923-9-30", "years"), ("二二〇三年九月一日", "years"),
        (at(date(1900, 1, 1)), "years"),
        ("2023年6月", "no-day"), ("2023.9", "no-day"), (2023.9, "no-day"), ("２０２３—９", "no-day"),
        ("二〇二三年九月", "no-day"), ("2023年", "no-month"), (2023.0, "no-month"), ("9月30日", "no-year"),
        ("9.30", "no-year"), (4.5, "no-year"),
        ("23.9.30", "short-year"), ("2023.13.5", "no-such-day"), ("2023-2-30", "no-such-day"),
        ("20231305", "no-such-day"), (20231305.0, "no-such-day"), ("二〇二三年三十月一日", "no-such-day"),
        ("今年六月", "unclear"), ("9/30/2023", "unclear"), ("2023.9.1-9.30", "unclear"), (True, "unclear"),
        (0.5, "unclear"), (100.0, "unclear"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_date_is_said(raw: Raw, fault: str) -> None:
    assert not read_date(raw, FIRST, LAST).understood
    said = DAY_FAULTS[fault].format(first=FIRST.year, last=LAST.year)
    assert day_fault(raw, FIRST, LAST) == said


@pytest.mark.parametrize("word", ["达标 ", "\u3000达标\u00a0", "达标\n", "达标。", " 达\u200b标"])
def test_a_word_is_clean_where_the_formulas_of_the_sheet_take_it_as_it_stands(word: str) -> None:
    assert read_level(word) == Read(Level.MET, shown(word), clean=level_of(word) is Level.MET)


@pytest.mark.parametrize(
    ("raw", "value", "clean"),
    [("无", False, True), ("有", True, True), ("无。", False, False), (" 有 ", True, True), ("没有", False, False),
     ("未发生", False, False), ("有发生", True, False)],
)  # fmt: skip
def test_happened_is_understood(raw: Raw, value: bool, clean: bool) -> None:
    assert read_happened(raw) == Read(value, shown(raw), True, clean)


@pytest.mark.parametrize("raw", ["/", "-", "—", "0", 0.0, "否", "无/有", "不清楚"])
def test_a_stroke_is_not_an_answer(raw: Raw) -> None:
    assert not read_happened(raw).understood


@pytest.mark.parametrize(
    ("raw", "value", "clean"),
    [("I22", "I22", True), ("i22", "I22", False), ("I 22", "I22", False), ("Ｉ２２", "I22", False),
     ("I-22", "I22", False), ("I2", "I02", False), ("I022", "I22", False), ("I22 平安校园", "I22", False),
     ("I22。", "I22", False)],
)  # fmt: skip
def test_codes_are_understood(raw: Raw, value: str, clean: bool) -> None:
    assert read_code(raw, CODES) == Read(value, shown(raw), True, clean)


@pytest.mark.parametrize(
    "raw", ["22", 22.0, "I99", "I22、I23", "I22-23", "I22,23", "J22", "平安校园", "I", "I22 I23", DAY]
)
def test_doubtful_codes_are_not_understood(raw: Raw) -> None:
    assert not read_code(raw, CODES).understood


def test_a_plain_number_is_shown_as_typed() -> None:
    assert [tidy(raw) for raw in (13800000000.0, 1.5, 2, DAY, at(date(2023, 9, 30)), True)] == [
        "13800000000",
        "1.5",
        "2",
        "2023-09-30",
        "2023-09-30",
        "TRUE",
    ]


def test_a_long_text_is_shortened_in_messages() -> None:
    assert len(shown("长" * 500)) <= 41
    assert "\n" not in shown("第一行\n第二行")


@given(
    st.one_of(
        st.text(max_size=60),
        st.floats(),
        st.integers(),
        st.booleans(),
        st.datetimes(),
        st.dates(),
        st.times(),
        st.timedeltas(),
    )
)
def test_no_value_ever_raises(raw: Raw) -> None:
    for read in (
        read_level(raw),
        read_points(raw),
        read_date(raw, FIRST, LAST),
        read_happened(raw),
        read_code(raw, CODES),
    ):
        assert read.value is None or read.understood
        assert "\n" not in read.found
