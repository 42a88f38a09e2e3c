"""How much a process of our own cares for rings of objects that nobody uses any more.

Python looks for them every 700 new objects, through all that is loaded whenever that has grown by a quarter, and twice
more at its end: a tenth of a run, which makes hundreds of thousands of records and hardly a ring. Only the command line
does without, which ends with its work: in Excel, in LibreOffice and in readers of files from elsewhere (their memory is
bounded) all stays as it is, and in processes that only draw. A command draws as well, and its figures are large rings:
what has survived is looked through again soon enough that they do not pile up.
"""

from __future__ import annotations

import atexit
import gc
from typing import Final

# New objects until the youngest are looked through, looks at these until those that survived one are, and at those
# until all are. Python's own 10 for the last would let rings that survived twice wait for two million objects.
_THRESHOLDS: Final = (20_000, 10, 2)


def seldom() -> None:
    """Look for them every 20,000 new objects, and not at the end, when all memory goes back in one piece."""
    gc.set_threshold(*_THRESHOLDS)
    atexit.unregister(gc.freeze)  # once, however many commands a process runs
    atexit.register(gc.freeze)
