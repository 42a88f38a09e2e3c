"""The array functions of 核定台账's `_calc`: one call per visible sheet, over plain ranges.

Columns come one by one, framed: the office inserts columns and rows where it likes. Lists of the machine sheets are
plain ranges and may hold a heading and blank cells.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import zip_longest

from weibao.functions import single
from weibao.functions.cells import Cell, is_blank, number_of, text_of
from weibao.functions.incoming import IncomingCells, incoming_answer
from weibao.functions.items import ItemCells, Limit, due_of, item_state
from weibao.functions.ranges import (
    Range,
    Result,
    calendar_of,
    column,
    columns,
    count,
    day,
    each_row,
    flat,
    optional_day,
)
from weibao.functions.rulings import COUNTED, PENDING, RulingCells, Scene, item_of, remark, ruling_state, words_of
from weibao.functions.states import Value, number
from weibao.functions.verification import Frame, VerificationCells, verification_state


def verification(
    full: Range, claimed: Range, verified: Range, on: Range, round_: Range, deadline: Range,
    step: Cell, today: Cell, row_deadline: Cell, warn_days: Cell, current: Cell, rounds: Range, issued: Range,
) -> Result:  # fmt: skip
    """有效得分, 失分, 剩余天数, 状态, 灯 of every row of 核定. `rounds` and `issued` are number and issue date."""
    pairs = tuple((a[0], b[0]) for a, b in zip(rounds, issued, strict=True))
    frame = Frame(
        number_of(step, "step"), day(today, "today"), optional_day(row_deadline), count(warn_days, "warn_days"),
        Decimal(count(current, "round")), pairs,
    )  # fmt: skip
    rows = columns(full, claimed, verified, on, round_, deadline)
    return each_row(rows, 5, lambda row: verification_state(VerificationCells(*row), frame))


def due_days(
    items: Range, opened: Range, extended: Range, modes: Range, limit: Cell, unit: Cell, immediate: Cell, listed: Cell,
    days_off: Range, first: Cell, last: Cell,
) -> Result:  # fmt: skip
    """到期日 of every row of 督办."""
    own = count(immediate, "immediate_limit"), count(listed, "listed_limit")
    period, calendar = Limit(count(limit, "limit"), text_of(unit), *own), calendar_of(days_off, first, last)
    rows = columns(items, opened, extended, modes)
    return each_row(rows, 1, lambda row: [due_of(row[0], row[1], period, calendar, row[2], row[3])])


def supervision(
    items: Range, opened: Range, due: Range, closed: Range, current: Range, today: Cell, warn_days: Cell
) -> Result:
    """剩余天数, 状态, 灯 of every row of 督办."""
    as_of, warn = day(today, "today"), count(warn_days, "warn_days")
    rows = columns(items, opened, due, closed)
    # 督办 has got more rows than the helper column where somebody inserted some.
    known = [*column(current), *[None] * len(rows)]
    return each_row(
        list(zip(rows, known, strict=False)), 3,
        lambda row: item_state(ItemCells._make((*row[0], row[1])), today=as_of, warn_days=warn),
    )  # fmt: skip


def received(
    no: Range, sender: Range, title: Range, receiver: Range, due: Range, done: Range, today: Cell, warn_days: Cell
) -> Result:
    """剩余天数, 状态, 灯 of every row of 收文登记."""
    as_of, warn = day(today, "today"), count(warn_days, "warn_days")
    rows = columns(no, sender, title, receiver, due, done)
    return each_row(rows, 3, lambda row: incoming_answer(IncomingCells(*row), today=as_of, warn_days=warn))


def head(
    vetoes: Range, days: Range, rulings: Range, codes: Range,
    items: Range, events: Range, window_from: Cell, window_to: Cell, unruled_counts: Cell,
    ids: Range, full: Range, effective: Range,
    effects: Range, round_: Cell, silent: Cell,
) -> Result:  # fmt: skip
    """是否在影响期内 and 是否计入 of every row of 负面清单认定; beside them, from the top, the head of 核定.

    `items` are rows that begin with an item's code and end with 1 or 0: whether it happens on a day; `events` the
    codes of reported events; rows of 核定 without a code in `ids` do not count; `effects` are rows of a least number
    of items and what it means. There are at least as many rows as `head.FIGURES`.
    """
    rows = [RulingCells(*row) for row in columns(vetoes, days, rulings, codes)]
    scene = Scene(
        dated={text_of(row[0]).lower(): row[-1] == 1 for row in items},
        reported={text_of(cell).lower() for (cell,) in events},
        window=(day(window_from, "window_from"), day(window_to, "window_to")),
        unruled_counts=text_of(unruled_counts) == COUNTED,
        words=words_of(rows),
    )
    states = each_row(rows, 2, lambda row: ruling_state(row, scene))
    if any(None in state for state in states):
        raise ValueError("the verdict cannot be told from rows with error values")
    counted = {item_of(row) for row, (_, word) in zip(rows, states, strict=True) if word == COUNTED}
    flat(ids)  # a row without a readable code would count in one language only
    pending, still = sum(word == PENDING for _, word in states), count(silent, "silent")
    figures: list[Value] = [
        *_points([row[1:] for row in columns(ids, full, effective) if not is_blank(row[0])]),
        single.verdict([[int(code in counted)] for code in scene.dated], effects, still + pending),
        remark(count(round_, "round"), len(counted), still, pending),
    ]
    return [[*(state or ("", "")), figure] for state, figure in zip_longest(states, figures, fillvalue="")]


def _points(rows: Sequence[Sequence[Cell]]) -> list[Value]:
    """总分, 有效得分, 可能得分, 未评, 失分."""
    full, effective = ([[row[n]] for row in rows] for n in (0, 1))
    sums = [single.earned(full), single.earned(effective), single.unassessed(full, effective)]
    total, earned, unassessed = (number_of(value, "sum") for value in sums)
    possible = earned + unassessed
    return [number(value) for value in (total, earned, possible, unassessed, total - possible)]
