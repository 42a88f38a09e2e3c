"""Native formulas of 查验验收: our points beside those of the level that inspects."""

from __future__ import annotations

from weibao.functions.cells import DECIMALS
from weibao.functions.native import NOTHING, compact


def ours(indicator: str, score: str, ids: str, effective: str) -> str:
    """本地得分: that of the row's indicator; of a row without one that has a score, the sum of all that have points."""
    key = compact(indicator)
    mine = f"SUMPRODUCT(({ids}={key})*ISNUMBER({effective}))"
    points = f"ROUND(SUMPRODUCT(--({ids}={key}),{effective}),{DECIMALS})"
    whole = f"IF(OR({score}={NOTHING},COUNT({effective})=0),{NOTHING},ROUND(SUM({effective}),{DECIMALS}))"
    return f"IF({key}={NOTHING},{whole},IF({mine}=0,{NOTHING},{points}))"


def difference(score: str, own: str) -> str:
    """相差: what the level scored, less ours; blank where either is no number."""
    return f"IF(AND(ISNUMBER({score}),ISNUMBER({own})),ROUND({score}-{own},{DECIMALS}),{NOTHING})"
