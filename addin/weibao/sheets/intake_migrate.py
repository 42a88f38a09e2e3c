"""A checklist that was issued under an older version of the rulebook: what carries over to the one in force.

The sheet shows what the unit answered: the indicator's title and its full score then. Where they are the same today
the answer stands as it is; where they are not, it is carried over or, with a finding, left out.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from weibao.compute.level import plain
from weibao.compute.model import Level
from weibao.sheets.values import compact, read_points, shown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from weibao.rulebook.model import Indicator
    from weibao.sheets.intake_rows import Reading
    from weibao.sheets.intake_table import FoundTable


def code_today(found: FoundTable, row: int, code: str, own: Iterable[Indicator], reading: Reading) -> str | None:
    """The code under which the row's indicator is known today, by its title; `code` is what stands in the row.

    None where the title is no indicator's of this unit any more (with a finding, if the row is filled).
    """
    title = found.cell(row, "title").raw
    if not compact(title):
        return code
    today = [indicator.id for indicator in own if compact(indicator.title) == compact(title)]
    if code in today:
        return code
    if len(today) == 1:
        if found.filled(row):
            cell = found.cell(row, "id").address
            reading.notes.add("row-renumbered", found.sheet, cell, today[0], found=code or "空白", now=today[0],
                              title=shown(title))  # fmt: skip
        return today[0]
    if found.filled(row):
        cell = found.cell(row, "title").address
        reading.notes.add("row-not-migrated", found.sheet, cell, code, found=code or "空白", title=shown(title))
    return None


def points_today(
    found: FoundTable, row: int, indicator: Indicator, level: Level | None, points: Decimal | None, reading: Reading
) -> tuple[Decimal | None, bool]:
    """The points as they count today, and whether they could not be carried over (then the row is void).

    Full marks stay full marks and none stays none; anything between belongs to a scale that is gone.
    """
    then = read_points(found.cell(row, "full").raw).value
    now = Decimal(plain(reading.rulebook.scale.points(indicator.full)))
    if points is None or then is None or then == now or points == 0:
        return points, False
    cell, values = found.cell(row, "score").address, {"found": plain(points), "then": plain(then), "now": plain(now)}
    if points == then and level in (None, Level.MET):
        reading.notes.add("score-migrated", found.sheet, cell, indicator.id, **values)
        return now, False
    reading.notes.add("score-not-migrated", found.sheet, cell, indicator.id, **values)
    return None, True
