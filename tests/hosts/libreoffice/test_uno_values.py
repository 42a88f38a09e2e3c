"""Values on their way into and out of Calc's cells, without an office."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from decimal import Decimal
from enum import Enum
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weibao.hosts.libreoffice.uno_values import (
    DATE,
    LOGICAL,
    CellError,
    LibreOfficeError,
    cleaned,
    incoming,
    is_formula,
    outgoing,
    stored,
)

START = datetime(1899, 12, 30)  # noqa: DTZ001
DAY = datetime(2024, 2, 29)  # noqa: DTZ001


class Level(str, Enum):  # noqa: UP042  # its str() is not its value
    MET = "达标"


@pytest.mark.parametrize(
    ("value", "sent"),
    [
        (None, ""),
        (float("nan"), ""),
        ("", ""),
        ("001", "001"),
        (Level.MET, "达标"),
        (CellError("#N/A"), "#N/A"),
        (True, True),
        (0, 0.0),
        (2**31, 2147483648.0),
        (Decimal("0.5"), 0.5),
        (Fraction(1, 4), 0.25),
        (date(2024, 2, 29), DAY),
        (datetime(2024, 2, 29, 8, 5, tzinfo=UTC), DAY.replace(hour=8, minute=5)),
    ],
)
def test_values_for_cells(value: object, sent: object) -> None:
    assert outgoing(value) == sent
    assert type(outgoing(value)) is type(sent)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (object(), "object 类型"),
        (time(8, 5), "time 类型"),
        ([1], "list 类型"),
        (b"x", "bytes 类型"),
        (float("-inf"), "太大"),
        (10**400, "太大"),
        ("字" * 32768, "32768 个字符"),
        ("a\x07b", "第 2 个字符"),
        ("\udc00", "第 1 个字符"),
    ],
)
def test_values_that_no_cell_can_hold(value: object, words: str) -> None:
    with pytest.raises(LibreOfficeError, match=words):
        outgoing(value)


@given(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_infinity=False)
    | st.dates()
    | st.datetimes()
    | st.text()
)
def test_only_what_calc_takes_is_sent(value: object) -> None:
    try:
        sent = stored(outgoing(value), START)
    except LibreOfficeError:
        return  # control characters, numbers beyond a float
    assert type(sent) in (str, float)
    assert sent == sent  # no NaN


@given(st.datetimes(min_value=datetime(1900, 3, 1), max_value=datetime(9999, 12, 31)))  # noqa: DTZ001
def test_dates_come_back_to_the_millisecond(moment: datetime) -> None:
    back = incoming(stored(outgoing(moment), START), DATE, START)
    assert isinstance(back, datetime)
    assert abs((back - moment).total_seconds()) <= 0.0006


@given(st.dates(min_value=date(1, 1, 2), max_value=date(9999, 12, 31)))
def test_days_come_back_exactly(day: date) -> None:
    assert incoming(stored(outgoing(day), START), DATE, START) == datetime(day.year, day.month, day.day)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("value", "kind", "read"),
    [
        ("", 0, None),
        ("", DATE, None),
        ("文字", DATE | 1, "文字"),
        (45351.0, DATE, DAY),
        (45351.25, DATE | 4 | 1, DAY.replace(hour=6)),
        (45351.0, 16, 45351.0),
        (0.25, 4, 0.25),  # only a time
        (1e12, DATE, 1e12),  # no such day
        (1.0, LOGICAL, True),
        (0.0, LOGICAL, False),
        (2.0, LOGICAL, 2.0),
    ],
)
def test_values_of_cells(value: str | float, kind: int, read: object) -> None:
    assert incoming(value, kind, START) == read
    assert type(incoming(value, kind, START)) is type(read)


def test_formulas_start_with_an_equals_sign_and_texts_may_start_with_an_apostrophe() -> None:
    assert is_formula("=1")
    assert not any(map(is_formula, ("=", "", " =1", "'=1", 1.0, None)))
    assert stored("'=1", START) == "=1"
    assert stored("''", START) == "'"
    assert stored("＇", START) == "＇"


def test_error_values_have_excels_names_where_there_is_one() -> None:
    assert [CellError.of(code) for code in (532, 32767, 525, 524, 519, 503, 521, 502)] == [
        "#DIV/0!", "#N/A", "#NAME?", "#REF!", "#VALUE!", "#NUM!", "#NULL!", "Err:502",
    ]  # fmt: skip


def test_options_of_the_caller() -> None:
    def clean(value: object, **options: object) -> object:
        settings = {"datetime_builder": datetime, "empty_as": None, "number_builder": None, "err_to_str": False}
        return cleaned(value, **(settings | options))

    assert clean(None) is None
    assert clean(None, empty_as="") == ""
    assert clean(CellError("#N/A")) is None
    assert type(clean(CellError("#N/A"), err_to_str=True)) is str
    assert clean(2.0, number_builder=int) == 2
    assert clean(True, number_builder=int) is True
    assert clean("2", number_builder=int) == "2"
    assert clean(DAY) == DAY
    day = clean(DAY, datetime_builder=lambda year, month, day, **_time: date(year, month, day))
    assert day == date(2024, 2, 29)
