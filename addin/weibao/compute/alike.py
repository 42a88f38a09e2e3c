"""How a list of findings is shown: the same thing in many rows of one column as one line, with the cells and how many.

Only what people read is shown so. Counts, JSON and the comments of marked copies keep every single finding.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import count
from typing import TYPE_CHECKING, Final

from weibao.findings import CHOICES, some

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Sequence

    from weibao.findings import Finding

# Fewer rows are no heap, and each says its own.
MANY: Final = 3
# So many different words that were typed are quoted of one heap.
QUOTED: Final = 4
_CELL: Final = re.compile(r"([A-Z]+)([0-9]+)")
_QUOTES: Final = re.compile("(“[^”]*”)")


def as_shown(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings in their order; those alike stand where the first of them stood, as one of its kind.

    Alike: one code, unit, file, sheet and column, and one wording but for what it quotes. Its `cell` then is like
    “F5:F34，共 30 行”.
    """
    heaps: defaultdict[Hashable, list[Finding]] = defaultdict(list)
    alone = count()
    for item in findings:
        heaps[_kind(item) or next(alone)].append(item)
    return tuple(shown for heap in heaps.values() for shown in ([_merged(heap)] if _is_heap(heap) else heap))


def column_of(cell: str) -> str:
    """The letters of the column that a cell, or the cells of a finding as shown, stands in; "" without a cell."""
    found = _CELL.match(cell)
    return found[1] if found else ""


def _kind(item: Finding) -> tuple[str, ...] | None:
    """What findings that are alike have in common; None for one that stands in no cell or waits for its own choice."""
    if item.code in CHOICES or not _CELL.fullmatch(item.cell):
        return None
    wording = _QUOTES.sub("“”", item.message)
    return (item.code, item.severity.value, item.unit, item.file, item.sheet, column_of(item.cell), wording)


def _is_heap(alike: Sequence[Finding]) -> bool:
    """Of many rows: several of one row (each file that its cell names) say each what is wrong."""
    return len({item.cell for item in alike}) >= MANY


def _merged(heap: Sequence[Finding]) -> Finding:
    first = heap[0]
    column = column_of(first.cell)
    rows = sorted({int(item.cell[len(column) :]) for item in heap})
    parts = zip(*(_QUOTES.split(item.message) for item in heap), strict=True)
    message = "".join(some(list(dict.fromkeys(part)), QUOTED, "") for part in parts)
    one = len({item.indicator for item in heap}) == 1
    cell = f"{_ranges(column, rows)}，共 {len(rows)} 行"
    return first.at(cell=cell, message=message, indicator=first.indicator if one else "")


def _ranges(column: str, rows: Sequence[int]) -> str:
    """The cells of ascending rows: F5:F9、F12."""
    runs: list[list[int]] = []
    for row in rows:
        if runs and row == runs[-1][-1] + 1:
            runs[-1].append(row)
        else:
            runs.append([row])
    return "、".join(f"{column}{run[0]}" + (f":{column}{run[-1]}" if len(run) > 1 else "") for run in runs)
