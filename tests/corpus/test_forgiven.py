"""What was read out of checklists that people bent: the answers are those that they meant, or none."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from corpus import forgive_sheets, forgive_values
from sheets.books import Book
from weibao.compute.model import Level
from weibao.compute.settings import Settings
from weibao.sheets.intake import read_return

if TYPE_CHECKING:
    from pathlib import Path

    from weibao.compute.model import RowInput, Submission
    from weibao.rulebook.model import Rulebook

MAKERS = {name: make for name, make, _, _ in (*forgive_values.CASES, *forgive_sheets.CASES)}
DAY = date(2023, 9, 30)
LEVELS = {
    **dict.fromkeys(("达标加句号", "达标后有空格", "打勾", "繁体", "字中间有空格", "编号全角小写", "插入行",
                     "表中插入空行", "插入空列", "行换了顺序", "列换了顺序", "隐藏的行", "隐藏的列",
                     "表改名", "表移动", "表复制，内容相同",
                     "表复制，内容不同", "表头译成英文", "繁体的表", "旧版式"), Level.MET),
    **dict.fromkeys(("只写部分", "填在复制的表上"), Level.PARTIAL),
    **dict.fromkeys(("打叉", "基本完成", "百分数", "删了一列", "两张改名的表"), None),
}  # fmt: skip
POINTS = {
    **dict.fromkeys(("得分全角", "得分带分", "得分是文本", "得分带空格换行"), Decimal("0.5")),
    **dict.fromkeys(("得分写成逗号", "得分变成日期", "得分是没有结果的公式", "满分改过，填的是部分"), None),
    "满分改过，填的是满分": Decimal(1),
}  # fmt: skip
DATES = {name: DAY if codes != ("date-unreadable",) else None for name, _, codes, _ in forgive_values.CASES
         if ("日期" in name and "得分" not in name) or "1904" in name}  # fmt: skip


@pytest.fixture(scope="module")
def checklist(tmp_path_factory: pytest.TempPathFactory, village: Rulebook) -> Path:
    book = Book(
        "D01", rows={"I01": {"level": "达标", "statement": "已落实"}}, evidence=[{"indicator": "I01", "title": "纪要"}]
    )
    return book.write(tmp_path_factory.mktemp("forgiven") / "D01.xlsx", village)


@pytest.fixture
def read(tmp_path: Path, village: Rulebook, checklist: Path) -> Any:
    def go(name: str) -> Submission:
        path = MAKERS[name](tmp_path, checklist)
        told = read_return(path, village, Settings.build(village, {})[0], file="x.xlsx").submission
        assert told is not None
        return told

    return go


def row(told: Submission, code: str) -> RowInput | None:
    return next((item for item in told.rows if item.indicator == code), None)


@pytest.mark.parametrize(("name", "level"), LEVELS.items())
def test_the_level_is_the_one_that_was_meant(read: Any, name: str, level: Level | None) -> None:
    found = row(read(name), "I01")
    assert (found.level if found else None) is level


@pytest.mark.parametrize(("name", "points"), POINTS.items())
def test_points_are_the_ones_that_were_meant_else_the_row_is_void(read: Any, name: str, points: Decimal | None) -> None:
    found = row(read(name), "I04")
    assert found is not None
    assert (found.points, found.void) == (points, points is None)


@pytest.mark.parametrize(("name", "beside"), [("得分是文本", "文本"), ("得分带空格换行", "有多余的空白")])
def test_a_cell_that_looks_as_it_should_is_told_with_what_is_wrong_in_it(read: Any, name: str, beside: str) -> None:
    [told] = [item.message for item in read(name).findings if item.code == "value-interpreted"]
    assert f"“0.5（{beside}）”，已按“0.5”读取" in told


@pytest.mark.parametrize(("name", "day"), DATES.items())
def test_the_day_is_the_one_that_was_meant(read: Any, name: str, day: date | None) -> None:
    (material,) = read(name).evidence
    assert (material.dated, "dated" in material.unreadable) == (day, day is None)


def test_an_indicator_that_was_renumbered_is_read_under_its_number_of_today(read: Any) -> None:
    told = read("指标换了编号")
    assert [(item.indicator, item.level) for item in told.rows if item.level] == [
        ("I01", Level.MET),
        ("I04", Level.MET),
    ]
