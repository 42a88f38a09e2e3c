"""The computed columns of 督办."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from weibao.functions import items
from weibao.functions.items import NO_CALENDAR, ItemCells, ItemState, Limit
from weibao.sheets.layout import ITEM_FACTS, LEDGER_CURRENT
from weibao.sheets.layout import LEDGER_NAMES as N
from weibao.sheets.ledger_formulas import Computed, cells_of, look_up

if TYPE_CHECKING:
    from weibao.functions.cells import Cell as Raw
    from weibao.sheets.ledger_formulas import Refs, Row, Scene
    from weibao.sheets.package_values import Cell

__all__ = ["NO_CALENDAR", "SUPERVISION_COLUMNS", "current_of"]

_state = lru_cache(maxsize=2048)(items.item_state)


def current_of(row: Row, scene: Scene) -> Raw:
    """1 where the item's problem is still there, 0 where it is gone, blank for an item that we do not know."""
    current = scene.facts.items.get(str(row.get("id") or ""), {}).get("current")
    return int(current) if isinstance(current, (int, float)) else ""


def _due(row: Row, scene: Scene) -> Cell:
    item, opened = cells_of(row, "id", "opened")
    limit = Limit(scene.settings.rectify_limit, scene.settings.rectify_unit)
    return items.due_of(item, opened, limit, scene.calendar)


def _value(row: Row, scene: Scene) -> ItemState:
    cells = ItemCells._make((*cells_of(row, "id", "opened", "due", "closed"), current_of(row, scene)))
    return _state(cells, today=scene.today, warn_days=scene.settings.item_warn_days)


def _refs(refs: Refs) -> items.Refs:
    return items.Refs(refs("id"), refs("opened"), refs("due"), refs("closed"), refs.on_calc(LEDGER_CURRENT))


def _due_formula(refs: Refs) -> str:
    names = (N["rectify_limit"], N["rectify_unit"], N["days_off"], N["calendar_first"], N["calendar_last"])
    return items.due(_refs(refs), *names)


SUPERVISION_COLUMNS = (
    *(
        look_up(ITEM_FACTS, lambda f: f.items, name, "id")
        for name in ("unit", "indicator", "problem", "request", "feedback")
    ),
    Computed("due", _due_formula, _due, ("dues", 0)),
    Computed(
        "days_left", lambda r: items.left(_refs(r), N["today"]), lambda row, scene: _value(row, scene).days_left,
        ("supervision", 0),
    ),
    Computed(
        "status", lambda r: items.status(_refs(r), N["today"], N["item_warn_days"]),
        lambda row, scene: _value(row, scene).status, ("supervision", 1),
    ),
    Computed(
        "light", lambda r: items.light(_refs(r), N["today"], N["item_warn_days"]),
        lambda row, scene: _value(row, scene).light, ("supervision", 2),
    ),
)  # fmt: skip
