"""How often a process of our own looks for rings of objects that nobody uses any more.

Python's default is every 700 new objects, and all that is loaded again whenever it has grown by a quarter: a twentieth
of a run, which makes hundreds of thousands of records and hardly a ring. Only for the command line, which ends with its
work: in Excel, in LibreOffice and in readers of files from elsewhere (their memory is bounded) the default stays, and
in the processes that only draw, whose figures are large rings.
"""

from __future__ import annotations

import gc
from typing import Final

_OBJECTS: Final = 20_000  # a few megabytes of them


def seldom() -> None:
    """Look for them every 20,000 new objects."""
    gc.set_threshold(_OBJECTS, *gc.get_threshold()[1:])
