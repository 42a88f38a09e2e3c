"""What the xlwings engine must do on a real Calc; every function marked `check` is one check.

Runs in LibreOffice's Python through `engine_driver.py`; `test_engine.py` makes the workbook that `Case` opens. There
this package has no other above it, hence the relative imports.
"""

from . import application, books, formulas, ranges, reading, refusing, undoing, writing
from .case import CHECKS, Case

__all__ = [
    "CHECKS", "Case", "application", "books", "formulas", "ranges", "reading", "refusing", "undoing", "writing",
]  # fmt: skip
