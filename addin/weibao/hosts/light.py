"""xlwings without what it loads for arrays, frames and pictures where that is installed: nothing here hands over any.

Excel waits for the first answer of a function that it has never asked before; those libraries take most of that second.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

_UNUSED: Final = ("numpy", "pandas", "matplotlib", "PIL", "plotly", "polars")


@contextmanager
def _without(*names: str) -> Iterator[None]:
    """For what is imported meanwhile these libraries are not installed; those that are loaded already stay."""
    absent = [name for name in names if name not in sys.modules]
    sys.modules.update(dict.fromkeys(absent))  # type: ignore[arg-type]
    try:
        yield
    finally:
        for name in absent:
            del sys.modules[name]


with _without(*_UNUSED):
    import xlwings

__all__ = ["xlwings"]
