"""What follows from the rows of 负面清单认定 and for the head of 核定, as values and as native formulas."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import NamedTuple, TypeAlias

from weibao.functions import hints
from weibao.functions.cells import Cell, compact, day_of, is_blank, is_error, text_of
from weibao.functions.hints import quoted
from weibao.functions.native import NOTHING, is_day
from weibao.functions.native import compact as compact_formula

COUNTED, NOT_COUNTED, PENDING = hints.YES, hints.NO, "待定"
OPEN_RULING = "待查"
NO_DATE, BAD_DATE, BAD_VETO = "缺发生日期", "日期有误", "编号有误"


class RulingCells(NamedTuple):
    """The input cells of a row: 编号, 发生日期, 认定, 代码 (blank where the office noted the event itself)."""

    veto: Cell
    happened_on: Cell
    ruling: Cell
    code: Cell


class RulingState(NamedTuple):
    """The computed cells of a row: 是否在影响期内, 是否计入."""

    in_window: str
    counted: str


Event: TypeAlias = tuple[str, str]


class Scene(NamedTuple):
    """What all rows share.

    `dated` tells of every item's code (lower case) whether it happens on a day; `reported` are the codes of the events
    that units report (lower case, V1-20230501 or V1-0); `words` what was ruled on each event.
    """

    dated: Mapping[str, bool]
    reported: Collection[str]
    window: tuple[date, date]
    unruled_counts: bool
    words: Mapping[Event, Collection[str]]


def event_of(cells: RulingCells) -> Event:
    """The event of a row as the other rows see it: rows whose item and date hold the same are one event."""
    return text_of(cells.veto).lower(), text_of(cells.happened_on).lower()


def item_of(cells: RulingCells) -> str:
    """The code of a row's item, as `Scene.dated` has it."""
    return compact(cells.veto).lower()


def words_of(rows: Sequence[RulingCells]) -> dict[Event, set[str]]:
    """What was ruled on each event."""
    words: dict[Event, set[str]] = {}
    for cells in rows:
        if text_of(cells.ruling) in (COUNTED, NOT_COUNTED, OPEN_RULING):
            words.setdefault(event_of(cells), set()).add(text_of(cells.ruling))
    return words


def ruling_state(cells: RulingCells, scene: Scene) -> RulingState:
    """Judge a row. Raises ValueError where a cell holds an error value."""
    if any(map(is_error, cells)):
        raise ValueError("a row with error values has no state")
    if is_blank(cells.veto):
        return RulingState("", "")
    inside = _in_window(cells, scene)
    return RulingState(inside, _counted(cells, inside, scene))


def tally_of(cells: RulingCells, state: RulingState) -> str:
    """What a row adds to the verdict: its item where it counts, 待定 where it waits, else ""."""
    return compact(cells.veto) if state.counted == COUNTED else PENDING if state.counted == PENDING else ""


def _in_window(cells: RulingCells, scene: Scene) -> str:
    dated = scene.dated.get(item_of(cells))
    if dated is None:
        return BAD_VETO
    day = day_of(cells.happened_on)
    if not is_blank(cells.happened_on) and not isinstance(day, date):
        return BAD_DATE
    if not dated:
        return COUNTED
    if not isinstance(day, date):
        return NO_DATE
    return COUNTED if scene.window[0] <= day <= scene.window[1] else NOT_COUNTED


def _counted(cells: RulingCells, inside: str, scene: Scene) -> str:
    if inside in (BAD_VETO, BAD_DATE, NOT_COUNTED):
        return NOT_COUNTED
    words, reported = scene.words.get(event_of(cells), ()), _code(cells) in scene.reported
    # Rows of one event that contradict each other leave it open.
    if len(words) == 1 and OPEN_RULING not in words:
        return next(iter(words))
    if inside == COUNTED and reported and scene.unruled_counts:
        return COUNTED
    # An event that no unit reports any longer is gone; one that the office noted itself waits for its ruling.
    return PENDING if reported or words or is_blank(cells.code) else NOT_COUNTED


def _code(cells: RulingCells) -> str:
    day = day_of(cells.happened_on)
    return f"{item_of(cells)}-{f'{day:%Y%m%d}' if isinstance(day, date) else 0}"


def remark(round_: object, counted: int, silent: int, pending: int) -> str:
    """The line below the head: which round, and what the verdict still waits for."""
    waiting = f"尚有{silent}个责任单位未答复。" if silent else ""
    waiting += f"尚有{pending}件待认定。" if pending else ""
    end = f"暂不作最终意见：{waiting}" if waiting else "各责任单位均已答复。"
    return f"计分轮次：第{round_}轮。负面清单计入{counted}项，{end}"


# --- the same as formulas -----------------------------------------------------------------------------


class Refs(NamedTuple):
    """References of a row's input cells, in the order of `RulingCells`, and of the whole columns."""

    veto: str
    happened_on: str
    ruling: str
    code: str
    vetoes: str
    days: str
    rulings: str


class Names(NamedTuple):
    """References of what all rows share: the items' codes and whether they are dated, the events' codes …"""

    items: str
    dated: str
    events: str
    window_from: str
    window_to: str
    unruled_counts: str


def _checked(row: Refs, formula: str) -> str:
    errors = ",".join(f"ISERROR({cell})" for cell in (row.veto, row.happened_on, row.ruling, row.code))
    return f"IF(OR({errors}),NA(),IF({row.veto}={NOTHING},{NOTHING},{formula}))"


def _inside(row: Refs, names: Names) -> str:
    word = {text: quoted(text) for text in (COUNTED, NOT_COUNTED, NO_DATE, BAD_DATE, BAD_VETO)}
    day, item = row.happened_on, compact_formula(row.veto)
    known = f"SUMPRODUCT(--({names.items}={item}))>0"
    dated = f"SUMPRODUCT(({names.items}={item})*{names.dated})>0"
    window = f"AND(INT({day})>={names.window_from},INT({day})<={names.window_to})"
    judged = f"IF({day}={NOTHING},{word[NO_DATE]},IF({window},{word[COUNTED]},{word[NOT_COUNTED]}))"
    timed = f"IF({dated},{judged},{word[COUNTED]})"
    read = f"IF(AND({day}<>{NOTHING},NOT({is_day(day)})),{word[BAD_DATE]},{timed})"
    return f"IF({known},{read},{word[BAD_VETO]})"


def in_window(row: Refs, names: Names) -> str:
    """是否在影响期内."""
    return _checked(row, _inside(row, names))


def event_code(veto: str, happened_on: str) -> str:
    """The code of a row's event."""
    day = f"YEAR({happened_on})*10000+MONTH({happened_on})*100+DAY({happened_on})"
    return f'{veto}&"-"&IF({happened_on}={NOTHING},0,{day})'


def counted(row: Refs, names: Names) -> str:
    """是否计入."""
    inside = _inside(row, names)
    same = f"({row.vetoes}={row.veto})*({row.days}={row.happened_on})"
    said = {word: f"SUMPRODUCT({same}*({row.rulings}={quoted(word)}))" for word in (COUNTED, NOT_COUNTED, OPEN_RULING)}
    yes = f"AND({said[COUNTED]}>0,{said[NOT_COUNTED]}+{said[OPEN_RULING]}=0)"
    no = f"AND({said[NOT_COUNTED]}>0,{said[COUNTED]}+{said[OPEN_RULING]}=0)"
    ruled = f"{said[COUNTED]}+{said[NOT_COUNTED]}+{said[OPEN_RULING]}>0"
    code = event_code(compact_formula(row.veto), row.happened_on)
    reported = f"SUMPRODUCT(--({names.events}={code}))>0"
    unruled = f"AND({inside}={quoted(COUNTED)},{reported},{names.unruled_counts}={quoted(COUNTED)})"
    waits = f"OR({reported},{ruled},{row.code}={NOTHING})"
    left = f"IF({unruled},{quoted(COUNTED)},IF({waits},{quoted(PENDING)},{quoted(NOT_COUNTED)}))"
    judged = f"IF({yes},{quoted(COUNTED)},IF({no},{quoted(NOT_COUNTED)},{left}))"
    void = ",".join(f"{inside}={quoted(word)}" for word in (BAD_VETO, BAD_DATE, NOT_COUNTED))
    return _checked(row, f"IF(OR({void}),{quoted(NOT_COUNTED)},{judged})")


def tally(row: Refs, counted_: str) -> str:
    """Helper: what a row adds to the verdict: its item where it counts, 待定 where it waits, else nothing."""
    waits = f"IF({counted_}={quoted(PENDING)},{quoted(PENDING)},{NOTHING})"
    return f"IF({counted_}={quoted(COUNTED)},{compact_formula(row.veto)},{waits})"


def remark_formula(round_: str, counted_: str, silent: str, pending: str) -> str:
    """`remark`."""
    units = f'IF({silent}>0,"尚有"&{silent}&"个责任单位未答复。","")'
    events = f'IF({pending}>0,"尚有"&{pending}&"件待认定。","")'
    end = f'IF({silent}+{pending}=0,"各责任单位均已答复。","暂不作最终意见："&{units}&{events})'
    return f'"计分轮次：第"&{round_}&"轮。负面清单计入"&{counted_}&"项，"&{end}'
