"""The figures above 核定, as native formulas; `office_blocks.head` has them as values."""

from __future__ import annotations

from typing import NamedTuple

from weibao.functions import native_single, rulings
from weibao.functions.cells import DECIMALS
from weibao.functions.hints import quoted
from weibao.functions.native import NOTHING

# In the order of the block's last column: 总分, 有效得分, 可能得分, 未评, 失分, 推荐意见, 说明.
FIGURES = ("full", "earned", "possible", "unassessed", "lost", "verdict", "remark")


class Refs(NamedTuple):
    """What the figures follow from: three columns of 核定, how often each item counts, what that means, and counts.

    Rows of 核定 without a 指标编号 are somebody's own (a sum, a remark) and do not count.
    """

    ids: str
    full: str
    effective: str
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
    full, earned = (f"SUMIF({refs.ids},{quoted('?*')},{column})" for column in (refs.full, refs.effective))
    unassessed = f"SUMPRODUCT(({refs.ids}<>{NOTHING})*({refs.effective}={NOTHING}),{refs.full})"
    formulas = {
        "full": full, "earned": earned, "possible": f"{earned}+{unassessed}", "unassessed": unassessed,
        "lost": f"{full}-{earned}-{unassessed}",
    }  # fmt: skip
    return f"ROUND({formulas[key]},{DECIMALS})"
