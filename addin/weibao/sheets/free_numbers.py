"""The next number that is free in a table whose rows the office numbers itself: an example for a row without one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from weibao.sheets.layout import CHANGES, DECISIONS, MEETINGS, NODES, WORK

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weibao.sheets.layout import Table
    from weibao.sheets.ledger_tables import TableRow

# What the notes above the tables propose; of what belongs to something else, the number of that comes first.
_BEFORE = {MEETINGS.sheet: "H", CHANGES.sheet: "B", WORK.sheet: "D"}
_OWNERS = {DECISIONS.sheet: ("meeting", "H1"), NODES.sheet: ("task", "K01")}
_NUMBERED = re.compile(r"(.*?)([0-9]{1,6})")


def free_number(table: Table, rows: Sequence[TableRow], row: TableRow, key: str) -> str:
    """A number for `row`, one more than the highest typed like the table's last; "" where the office gives none."""
    if table.sheet not in _BEFORE and table.sheet not in _OWNERS:
        return ""
    typed = [match.groups() for item in rows if (match := _NUMBERED.fullmatch(item.text(key).upper()))]
    if table.sheet in _OWNERS:
        owner, default = _OWNERS[table.sheet]
        before = f"{row.text(owner).upper() or default}-"
    else:
        before = typed[-1][0] if typed else _BEFORE[table.sheet]
    used = [digits for start, digits in typed if start == before]
    width = len(used[-1]) if used else 1
    return f"{before}{max(map(int, used), default=0) + 1:0{width}d}"
