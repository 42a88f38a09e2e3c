"""The rules as data: typed records, their strict loader, and what can be said about them.

The package itself gives the loaders, `model` the types; `quotes`, `audit`, `trace` and `export` are imported by name.
"""

from __future__ import annotations

from weibao.rulebook.holidays import load_calendar
from weibao.rulebook.loader import load_rulebook

__all__ = ["load_calendar", "load_rulebook"]
