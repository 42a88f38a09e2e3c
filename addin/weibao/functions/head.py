"""The figures above 核定, as native formulas; `office_blocks.head` has them as values."""

from __future__ import annotations

from typing import NamedTuple

from weibao.functions import native_single, rulings

# In the order of the block's last column: 总分, 有效得分, 可能得分, 未评, 失分, 推荐意见, 说明.
FIGURES = ("full", "earned", "possible", "unassessed", "lost", "verdict", "remark")


class Refs(NamedTuple):
    """What the figures follow from: three columns of 核定, how often each item counts, what that means, and counts."""

    full: str
    effective: str
    lost: str
    counts: str
    effects: str
    round: str
    counted: str
    silent: str
    pending: str


def figure(key: str, refs: Refs) -> str:
    """The native formula of one of `FIGURES`."""
    if key == "verdict":
        return native_single.verdict(refs.counts, refs.effects, f"({refs.silent}+{refs.pending})")
    if key == "remark":
        return rulings.remark_formula(refs.round, refs.counted, refs.silent, refs.pending)
    if key == "possible":
        return native_single.possible(refs.full, refs.effective)
    if key == "unassessed":
        return native_single.unassessed(refs.full, refs.effective)
    return native_single.earned({"full": refs.full, "earned": refs.effective, "lost": refs.lost}[key])
