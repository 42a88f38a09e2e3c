"""The computed columns of 督办."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weibao.functions import items
from weibao.functions.items import ItemCells, ItemState, Limit
from weibao.functions.office_functions import DUES, SUPERVISION
from weibao.sheets.layout import ITEM_FACTS, LEDGER_CURRENT
from weibao.sheets.layout import LEDGER_NAMES as N
from weibao.sheets.ledger_formulas import block_columns, cells_of, fact, look_up

if TYPE_CHECKING:
    from weibao.functions.cells import Cell as Raw
    from weibao.sheets.ledger_formulas import Refs, Row, Scene
    from weibao.sheets.package_values import Cell

_LIMIT = (
    N["rectify_limit"], N["rectify_unit"], N["days_off"], N["calendar_first"], N["calendar_last"],
    N["immediate_limit"], N["listed_limit"],
)  # fmt: skip


def current_of(row: Row, scene: Scene) -> Raw:
    """1 where the item's problem is still there, 0 where it is gone, blank for an item that we do not know."""
    current = scene.facts.items.get(str(row.get("id") or ""), {}).get("current")
    return int(current) if isinstance(current, (int, float)) else ""


def current_formula(item: str) -> str:
    """`current_of` as a formula; `item` is the reference of the item's code."""
    return f'IFERROR({fact(ITEM_FACTS, "current", item)},"")'


def _due(row: Row, scene: Scene) -> tuple[Cell]:
    item, opened, extended, mode = cells_of(row, "id", "opened", "extended", "mode")
    settings = scene.settings
    limit = Limit(settings.rectify_limit, settings.rectify_unit, settings.immediate_limit, settings.listed_limit)
    return (items.due_of(item, opened, limit, scene.calendar, extended, mode),)


def _state(row: Row, scene: Scene) -> ItemState:
    cells = ItemCells._make((*cells_of(row, "id", "opened", "due", "closed"), current_of(row, scene)))
    return items.item_state(cells, today=scene.today, warn_days=scene.settings.item_warn_days)


def _refs(refs: Refs) -> items.Refs:
    # Below the last prepared row there is no helper: the item is looked up.
    current = f"IFERROR({refs.on_calc(LEDGER_CURRENT)},{current_formula(refs('id'))})"
    return items.Refs(refs("id"), refs("opened"), refs("due"), refs("closed"), current, refs("extended"), refs("mode"))


SUPERVISION_COLUMNS = (
    *(
        look_up(ITEM_FACTS, lambda f: f.items, name, "id")
        for name in ("unit", "indicator", "problem", "request", "feedback")
    ),
    *block_columns("dues", ("due",), DUES, lambda native, refs: native(_refs(refs), *_LIMIT), _due),
    *block_columns(
        "supervision", ItemState._fields, SUPERVISION,
        lambda native, refs: native(_refs(refs), N["today"], N["item_warn_days"]), _state,
    ),
)  # fmt: skip
