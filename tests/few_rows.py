"""Ledgers with few empty rows.

A ledger has thousands of rows that nobody has filled yet, and every run reads and renews them: in most tests that is
the larger part of the work. Here a ledger is made with room for what tests fill; what is said of a whole one asks for
`all_rows`. Processes that a test starts make whole ones, as ever.
"""

from __future__ import annotations

from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING, Final
from unittest.mock import patch

import pytest

from weibao.sheets import ledger_sheets
from weibao.sheets.layout import RETURNS, SUPERVISION

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from weibao.rulebook.model import Rulebook
    from weibao.sheets.layout_table import Table

ROOM: Final = 30  # rows beside those that are filled from the beginning
PER_UNIT: Final = {SUPERVISION.sheet: 6, RETURNS.sheet: 2}  # the demonstration has 253 items for 54 units
_WHOLE: Final = ledger_sheets.prepared_rows


def _few(table: Table, rulebook: Rulebook, used: int) -> int:
    room = max(ROOM, PER_UNIT.get(table.sheet, 0) * len(rulebook.units))
    return min(_WHOLE(table, rulebook, used), used + room)


@contextmanager
def _prepared(rows: Callable[[Table, Rulebook, int], int]) -> Iterator[None]:
    with patch.object(ledger_sheets, "prepared_rows", rows):
        yield


def whole_ledgers() -> AbstractContextManager[None]:
    """Ledgers that are made meanwhile have the rows that an office gets."""
    return _prepared(_WHOLE)


def whole() -> bool:
    """Whether a ledger that is made now has all its rows."""
    return ledger_sheets.prepared_rows is _WHOLE


@pytest.fixture(scope="session", autouse=True)
def few_rows() -> Iterator[None]:
    with _prepared(_few):
        yield


@pytest.fixture
def all_rows(few_rows: None) -> Iterator[None]:
    """Ledgers that are made in this test have the rows that an office gets."""
    with whole_ledgers():
        yield
