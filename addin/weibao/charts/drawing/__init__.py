"""How each body of `charts.series` is put on a page: one module a picture, found by the type of the body."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from weibao.charts.picture import Nothing

if TYPE_CHECKING:
    from weibao.charts.page import Page


def draw_body(page: Page, body: Any) -> None:
    """Draw `body` between headline and foot. The module that does it has the name of the body's own module."""
    name = "nothing" if isinstance(body, Nothing) else type(body).__module__.rpartition(".")[2]
    import_module(f"weibao.charts.drawing.{name}").draw(page, body)
