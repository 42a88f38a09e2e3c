"""The editable chart or table of each picture (`weibao.native`), for 总台账 and slides; one module a picture."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from weibao.charts.picture import Nothing

if TYPE_CHECKING:
    from weibao.native import Native


def natives(body: Any) -> tuple[Native, ...]:
    """What a program can draw of `body` itself; nothing of `Nothing`."""
    if isinstance(body, Nothing):
        return ()
    name = type(body).__module__.rpartition(".")[2]
    found: tuple[Native, ...] = import_module(f"weibao.charts.natives.{name}").natives(body)
    return found
