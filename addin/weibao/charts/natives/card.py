"""One unit's card as tables: figures, supervision, missing evidence, next dates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weibao.charts.members import NOT_CONCERNED
from weibao.compute.model import Level
from weibao.native import Column, Native, Shape

if TYPE_CHECKING:
    from weibao.charts.series.card import UnitCard


def natives(body: UnitCard) -> tuple[Native, ...]:
    """Tables in the order of the page; a list that is empty is left out."""
    return tuple(table for table in (_figures(body), _items(body), _missing(body), _dates(body)) if table.rows)


def _figures(body: UnitCard) -> Native:
    score = str(body.stated) if body.stated is not None else body.state or "未评"
    if body.full is None:
        score = body.state or NOT_CONCERNED
    rows: list[tuple[str, ...]] = [("自评得分", score)]
    if body.full is not None:
        rows += [("满分", str(body.full)), ("汇总有效得分", "未评" if body.effective is None else str(body.effective))]
    for row in body.rows:
        levels = zip(Level, row.counts, strict=True)
        text = "、".join(f"{level.label} {count}" for level, count in levels if count)
        rows.append((f"{row.name} {sum(row.counts)} 项", text))
    rows += [(f"{row.name}的灯", f"红灯 {row.red}、黄灯 {row.yellow}、绿灯 {row.green}") for row in body.lights]
    return Native(Shape.TABLE, (Column(body.name), Column("情况", width=2.0)), tuple(rows))


def _items(body: UnitCard) -> Native:
    columns = (Column("灯"), Column("督办事项", width=2.0), Column("问题", width=4.0), Column("到期", width=2.0))
    rows = tuple((item.word, item.title, item.problem, item.due or NOT_CONCERNED) for item in body.items)
    tones = {(place, 0): item.light for place, item in enumerate(body.items) if item.light}
    return Native(Shape.TABLE, columns, rows, tones=tones)


def _missing(body: UnitCard) -> Native:
    return Native(Shape.TABLE, (Column("缺佐证材料的指标"),), tuple((title,) for title in body.missing))


def _dates(body: UnitCard) -> Native:
    rows = tuple((day.day, day.text, "▲逾期" if day.late else "") for day in body.dates)
    return Native(Shape.TABLE, (Column("日期", width=1.5), Column("事项", width=4.0), Column("情况")), rows)
