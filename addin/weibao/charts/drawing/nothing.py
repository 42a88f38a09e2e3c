"""A page on which nothing can be drawn: a sentence says why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weibao.charts.page import BODY, fit
from weibao.looks import GREY_INK

if TYPE_CHECKING:
    from weibao.charts.page import Page
    from weibao.charts.picture import Nothing


def draw(page: Page, body: Nothing) -> None:
    """The sentence in the middle of the page."""
    lines, size = fit(body.reason, (20,), BODY.width * 0.8, 8)
    middle = BODY.left + BODY.width / 2
    page.text(
        middle, BODY.bottom + BODY.height / 2, "\n".join(lines), size, ha="center", linespacing=1.6, color=GREY_INK
    )
