"""The yearly notices: cited, complete, and what breaks their format."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from weibao.errors import RulebookError
from weibao.rulebook.holidays import load_notices, read_notices

if TYPE_CHECKING:
    from pathlib import Path


def test_every_year_is_cited() -> None:
    assert [(notice.year, notice.number) for notice in load_notices()] == [
        (2022, "国办发明电〔2021〕11号"),
        (2023, "国办发明电〔2022〕16号"),
        (2024, "国办发明电〔2023〕7号"),
        (2025, "国办发明电〔2024〕12号"),
        (2026, "国办发明电〔2025〕7号"),
    ]
    for notice in load_notices():
        assert notice.title == f"国务院办公厅关于{notice.year}年部分节假日安排的通知"
        assert notice.checked.startswith("chinesecalendar")
        days = [day for holiday in notice.holidays for day in holiday.days()]
        assert len(days) == len(set(days))
        assert not set(days) & set(notice.workdays)


YEAR = """[[years]]
year = {year}
title = '通知'
number = '示例〔2030〕1号'
checked = '人工'
holidays = [{{ name = '元旦', first = {year}-01-01, last = {last} }}]
workdays = [{workday}]
"""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (YEAR.format(year=2030, last="2029-12-31", workday="2030-01-05"), "元旦.*早于"),
        (YEAR.format(year=2030, last="2030-01-01", workday="2030-01-02"), "2030-01-02 本来就不是周末"),
        (YEAR.format(year=2030, last="2030-01-01", workday="'2030-01-05'"), "“workdays”中的每一项都应为日期"),
        (
            YEAR.format(year=2030, last="2030-01-01", workday="2030-01-05")
            + YEAR.format(year=2032, last="2032-01-01", workday="2032-01-03"),
            "2032 年：年份不连续；应为 2031",
        ),
        ("", "一年也没有"),
    ],
)
def test_mistakes_are_named(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "xx.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RulebookError, match=words):
        read_notices(path)
