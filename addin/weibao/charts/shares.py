"""The shades of a share of what is asked, the darker the further from it."""

from __future__ import annotations

from typing import Final

BANDS: Final = (
    ("share_100", 100, "100"), ("share_75", 75, "75～99"), ("share_50", 50, "50～74"), ("share_25", 25, "25～49"),
    ("share_0", 0, "0～24"),
)  # fmt: skip
"""Look, the least per cent of it, and its words in a legend."""


def tone(percent: int | None) -> str:
    """The look of a share in per cent; of None the one of no figure."""
    if percent is None:
        return "nothing"
    return next(name for name, least, _ in BANDS if percent >= least)
