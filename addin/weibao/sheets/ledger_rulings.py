"""The computed columns of 负面清单认定."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from weibao.functions import rulings
from weibao.functions.native import compact, literal
from weibao.functions.office_functions import HEAD
from weibao.functions.rulings import Names, RulingCells, RulingState
from weibao.sheets.layout import EVENT_FACTS
from weibao.sheets.layout import LEDGER_NAMES as N
from weibao.sheets.ledger_facts import event_key
from weibao.sheets.ledger_formulas import FAILED, Computed, block_columns, cells_of, fact, listed

if TYPE_CHECKING:
    from weibao.sheets.ledger_formulas import Refs, Row, Scene
    from weibao.sheets.package_values import Cell

NAMES = Names(
    f"INDEX({N['veto_items']},0,1)", f"INDEX({N['veto_items']},0,3)", listed(EVENT_FACTS, "key"),
    N["window_from"], N["window_to"], N["unruled_counts"],
)  # fmt: skip


def event_cells(row: Row) -> RulingCells:
    """The input cells of a row."""
    return RulingCells(*cells_of(row, "veto", "happened_on", "ruling", "key"))


def ruling_of(row: Row, scene: Scene) -> RulingState:
    """A row's computed cells. Raises ValueError where one of its cells is an error value."""
    rules = rulings.Scene(
        {veto.id.lower(): veto.dated for veto in scene.rulebook.vetoes},
        {key.lower() for key in scene.facts.events},
        scene.window, scene.settings.veto_unruled_counts, rulings.words_of(scene.events),
    )  # fmt: skip
    return rulings.ruling_state(event_cells(row), rules)


def counted_cell(row: Row, scene: Scene) -> str:
    """是否计入, also of a row that has no such formula; an error value where the row has one."""
    try:
        return ruling_of(row, scene).counted
    except ValueError:
        return FAILED


def tally_cell(row: Row, scene: Scene) -> str:
    """What a row adds to the verdict (`rulings.tally_of`); an error value where the row has one."""
    try:
        return rulings.tally_of(event_cells(row), ruling_of(row, scene))
    except ValueError:
        return FAILED


def _refs(refs: Refs) -> rulings.Refs:
    spans = map(refs.span, ("veto", "happened_on", "ruling"))
    return rulings.Refs(refs("veto"), refs("happened_on"), refs("ruling"), refs("key"), *spans)


def _event_fact(column: str) -> Computed:
    def formula(refs: Refs) -> str:
        found = fact(EVENT_FACTS, column, rulings.event_code(compact(refs("veto")), refs("happened_on")))
        return f'IF({refs("veto")}="","",IFERROR({found}&"",""))'

    return Computed(column, formula, lambda row, scene: _reported(row, scene).get(column))


def _reported(row: Row, scene: Scene) -> Row:
    day = row.get("happened_on")
    if not row.get("veto") or not (day in (None, "") or isinstance(day, date)):
        return {}
    key = event_key(rulings.item_of(event_cells(row)), day if isinstance(day, date) else None)
    return next((fact for name, fact in scene.facts.events.items() if name.lower() == key), {})


def _title(refs: Refs) -> str:
    found = f"MATCH({literal(compact(refs('veto')))},{NAMES.items},0)"
    return f'IF({refs("veto")}="","",IFERROR(INDEX({N["veto_items"]},{found},2),""))'


def _veto_title(row: Row, scene: Scene) -> Cell:
    item = rulings.item_of(event_cells(row))
    return next((veto.text for veto in scene.rulebook.vetoes if veto.id.lower() == item), None)


RULING_COLUMNS = (
    Computed("title", _title, _veto_title),
    _event_fact("units"),
    _event_fact("statement"),
    *block_columns("head", RulingState._fields, HEAD, lambda native, refs: native(_refs(refs), NAMES), ruling_of),
)
