"""The shades of a share of what is asked, the darker the further from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from weibao.charts.members import NOT_CONCERNED

if TYPE_CHECKING:
    from collections.abc import Iterable

BANDS: Final = (
    ("share_100", 100, "100"), ("share_75", 75, "75～99"), ("share_50", 50, "50～74"), ("share_25", 25, "25～49"),
    ("share_0", 0, "0～24"),
)  # fmt: skip
"""Look, the least per cent of it, and its words in a legend."""


HALF: Final = "部分达标算一半"
"""How a share counts what is partly reached, in words."""

_WORDS: Final = {NOT_CONCERNED: "不涉及", "未报": "没有报送", "未计": "交了没有计入", "未评": "没有填"}


def explained(words: Iterable[str]) -> list[str]:
    """What the words mean that stand in cells without a figure; only those that are there."""
    found = set(words)
    return [f"{word}：{meaning}" for word, meaning in _WORDS.items() if word in found]


def tone(percent: int | None) -> str:
    """The look of a share in per cent; of None the one of no figure."""
    if percent is None:
        return "nothing"
    return next(name for name, least, _ in BANDS if percent >= least)
