"""Pictures for tests of the deck, and what a written deck holds."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from unittest.mock import patch
from zipfile import ZipFile

from pptx import Presentation

from weibao.charts import deck_plan
from weibao.charts.deck import master_of, write_deck
from weibao.charts.natives import natives
from weibao.charts.picture import Nothing, Picture
from weibao.native import Column, Native, Shape

CATEGORIES = [f"{name}{kind}" for kind in ("保护", "建设") for name in ("家庭", "学校", "社会", "网络", "政府")]
UNITS = [f"第{number}未成年人保护工作领导小组成员单位"[: 6 + number % 15] for number in range(54)]
TITLE = ("山谷县", "创建全国未成年人保护示范县（市）", "工作", "会议图册")
FOOT = "资料来源：山谷县各单位第1轮填报和核定结果　　基准日：2030年5月20日"

POINTS = Native(
    Shape.BARS,
    (Column("项目"), Column("得分", "earned"), Column("未评", "unassessed"), Column("失分", "lost")),
    (
        ("组织领导", 14.5, 2.0, 0.0),
        ("=1+1", 6.0, 0.0, 2.0),
        ("网络保护", None, 6.0, None),
        ("家庭保护", 20.0, 0.0, 0.05),
    ),
    unit="分",
)
PATH = Native(
    Shape.LINES,
    (Column("日期"), Column("得分", "earned"), Column("目标", "full")),
    (("9月1日", 60.0, 90.0), ("9月8日", None, 90.0), ("9月15日", 72.5, 90.0), ("9月22日", None, 90.0)),
)
FALLS = Native(
    Shape.COLUMNS,
    (Column("步骤"), Column("余下"), Column("满分", "full"), Column("失分", "lost")),
    (("满分", None, 100.0, None), *((name, 98.0 - 2 * n, None, 2.0) for n, name in enumerate(CATEGORIES))),
    unit="分",
)
MANY = Native(
    Shape.BARS,
    (Column("单位"), Column("已完成", "done"), Column("逾期", "late")),
    tuple((name, float(number % 7), float(number % 2)) for number, name in enumerate(UNITS)),
    unit="项",
)
MATRIX = Native(
    Shape.TABLE,
    (Column("单位", width=2), *(Column(name) for name in CATEGORIES)),
    tuple((name, *(None if (n + m) % 5 == 0 else float(n) for m in range(10))) for n, name in enumerate(UNITS)),
    unit="%",
    tones={(0, 1): "late", (53, 2): "unassessed"},
)
LIGHTS = Native(
    Shape.TABLE,
    (Column("项目", width=2), Column("灯")),
    tuple((name, "红灯") for name in CATEGORIES),
    tones={(0, 1): "red"},
)
TOWNS = tuple(
    Native(
        Shape.COLUMNS,
        (Column("项目"), Column(f"第{town}镇", "done")),
        tuple((name, None if n == 3 else 25.0 * (n % 5)) for n, name in enumerate(CATEGORIES[:6])),
        unit="%",
    )
    for town in range(13)
)
SILENT = Native(
    Shape.COLUMNS,
    (Column("项目"), Column("末镇（未报送）", "done")),
    tuple((name, None) for name in CATEGORIES[:6]),
    unit="%",
    instead="未报送",
)


SMALL = tuple(
    Native(Shape.TABLE, (Column(f"表{number}"), Column("情况")), tuple((f"{n}", "达标") for n in range(number)))
    for number in (3, 2, 5)
)


@dataclass(frozen=True)
class Plain:
    """A body that is its natives; `write` takes them from it."""

    natives: tuple[Native, ...]


def picture(title: str, *found: Native) -> Picture:
    return Picture("plain", title, "满分 100 分：已得 71.5 分，失 8 分，未评 20.5 分", FOOT, Plain(found))


PICTURES = (
    picture("工作机制失分最多，失 2 分", POINTS),
    picture("升了 12.5 分，距目标还差 17.5 分", PATH),
    picture("丢了 20 分", FALLS),
    picture("27 个单位有逾期事项", MANY),
    picture("各单位完成情况", MATRIX),
    picture("得分和红灯", POINTS, LIGHTS),
    picture("第3镇垫底的项目最多", *TOWNS, SILENT),
    picture("一个单位的四张表", LIGHTS, *SMALL),
    Picture(
        "nothing", "尚无走势", "", FOOT, Nothing("还没有历史记录：每次重算都会记下一天的得分，两天以后这里就有走势。")
    ),
)


class Deck:
    """A written deck: its slides, and the XML of its parts."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.file: Any = Presentation(str(path))
        self.slides = list(self.file.slides)
        with ZipFile(path) as package:
            self.entries = package.infolist()
            self.parts = {name: package.read(name) for name in package.namelist()}

    def text(self, slide: Any, name: str) -> str:
        return next(shape.text_frame.text for shape in slide.placeholders if shape.name == name)

    def titled(self, title: str) -> list[Any]:
        return [slide for slide in self.slides if self.text(slide, "标题") == title]

    def charts(self, title: str) -> list[Any]:
        return [shape.chart for slide in self.titled(title) for shape in slide.shapes if shape.has_chart]

    def tables(self, title: str) -> list[Any]:
        return [shape.table for slide in self.titled(title) for shape in slide.shapes if shape.has_table]


def write(path: Path, pictures: tuple[Picture, ...] = PICTURES, master: Path | None = None) -> Deck:
    with patch.object(deck_plan, "natives", lambda body: getattr(body, "natives", None) or natives(body)):
        count = write_deck(
            pictures, path, title=TITLE, subtitle="市未保办\n2030年5月20日",
            created=date(2030, 5, 20), master=master or master_of(path.parent / "模板"),
        )  # fmt: skip
    deck = Deck(path)
    assert len(deck.slides) == count
    return deck


def xml(chart: Any) -> str:
    return re.sub(r"\s*\n\s*", "", chart.part.blob.decode())


def workbook(chart: Any) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob)) as package:
        return {name: package.read(name) for name in package.namelist()}
