"""All towns side by side: one small panel a town with how far it has come in each category.

The figures are those of the towns' heat map (`series.heat`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from weibao.charts.members import TOWN, named, noun, units_of
from weibao.charts.picture import Picture, source_line
from weibao.charts.series.heat import HeatRow, heat_of, not_counted, nothing, subtitle, sums_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from weibao.charts.facts import Facts
    from weibao.charts.series.heat import Heat

_HALF = 50


@dataclass(frozen=True, slots=True)
class Towns:
    """A panel for each row; its cells are in the order of `categories`."""

    categories: tuple[str, ...]
    rows: tuple[HeatRow, ...]


def towns(facts: Facts) -> Picture:
    """Fulfilment by category, town by town in the order of the list."""
    heat, sums, what = heat_of(facts, TOWN), sums_of(facts, TOWN), noun(facts, TOWN)
    foot = source_line(facts)
    if not sums.rates:
        return Picture("towns", f"各{what}一览", "", foot, nothing(what, bool(units_of(facts, TOWN))))
    body = Towns(heat.categories, heat.rows)
    return Picture("towns", _title(heat, what), subtitle(facts, TOWN, heat, sums), foot, body)


def _title(heat: Heat, what: str) -> str:
    """In which category the most towns are below half, or how many are through with everything; who is not counted."""
    columns = zip(heat.categories, zip(*(row.cells for row in heat.rows), strict=True), strict=True)
    below = {
        category: sum(cell.percent is not None and cell.percent < _HALF for cell in cells)
        for category, cells in columns
    }
    return (_most(below, what) or _whole(heat, what)) + not_counted(heat.rows, what)


def _most(below: Mapping[str, int], what: str) -> str:
    """The categories that most towns have not half reached; "" where there is none such."""
    most = max(below.values())
    if not most:
        return ""
    worst = [name for name, count in below.items() if count == most]
    if len(worst) == len(below) > 1:
        return f"各项目都有 {most} 个{what}完成不到一半"
    each = "各有" if len(worst) > 1 else "有"
    return f"{named(worst, '项目')}{each} {most} 个{what}完成不到一半，个数最多"


def _whole(heat: Heat, what: str) -> str:
    known = [[cell.percent for cell in row.cells if cell.percent is not None] for row in heat.rows]
    whole = sum(bool(found) and set(found) == {100} for found in known)
    spoke = sum(map(bool, known))
    if whole == spoke:
        return f"{spoke} 个{what}已填的各项全部达标"
    end = f"其中 {whole} 个全部达标" if whole else "但都没有全部达标"
    return f"{spoke} 个{what}已填的各项目都完成一半以上，{end}"
