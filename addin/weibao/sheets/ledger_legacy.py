"""The formulas of ledgers that version 0.1.0 made: they are ours as well, and what they show is renewed.

Kept as digests of `ledger_lines.skeleton`: no code writes them any more.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from weibao.compute.terms import Verdict
from weibao.compute.words import OWN_VERDICTS
from weibao.sheets.layout import LEDGER_NAMES as N
from weibao.sheets.ledger_lines import skeleton

if TYPE_CHECKING:
    from weibao.rulebook.model import Rulebook

_COLUMNS = {
    ("核定", "effective"): "70358baecc6cccb7", ("核定", "lost"): "87f61d7b672f8958",
    ("核定", "days_left"): "245f57a2d12e4e4b", ("核定", "status"): "b1310237a84498ab",
    ("核定", "light"): "a8f19ccfeb747662",
    ("督办", "due"): "3e7ee99b31e75810", ("督办", "days_left"): "e49ce62f23769b27",
    ("督办", "status"): "2421a8aa5bb86ee6", ("督办", "light"): "bde203c55f488673",
    ("负面清单认定", "in_window"): "49daef1da4fc0b5b", ("负面清单认定", "counted"): "1b03033e8a07a5bc",
    ("负面清单认定", "title"): "39de27eb4438874b",
    **dict.fromkeys((("负面清单认定", "units"), ("负面清单认定", "statement")), "ad6c3e58a5df20fa"),
}  # fmt: skip
# The columns that show a fact, by the row's own key.
_LOOKED_UP = {
    "核定": {"stated", "cap", "claimed", "evidence"}, "单位审核": {"level", "stated", "statement", "evidence"},
    "督办": {"unit", "indicator", "problem", "request", "feedback"},
    "回收情况": {"issued", "status", "received", "used", "others"},
}  # fmt: skip
_LOOK_UP = "067325e79522d2bc"
_NAMED = {
    "full": "0f388dc1dc89170a", "earned": "0f388dc1dc89170a", "unassessed": "388006ad502f566b",
    "possible": "f2bc3e3d8731ec7f", "lost": "0f388dc1dc89170a",
}  # fmt: skip


def _digest(bare: str) -> str:
    return hashlib.sha256(bare.encode()).hexdigest()[:16]


def is_old_column(sheet: str, key: str, bare: str) -> bool:
    """Whether a formula's skeleton is that of the column `key` of the table named `sheet` in 0.1.0."""
    wanted = _LOOK_UP if key in _LOOKED_UP.get(sheet, ()) else _COLUMNS.get((sheet, key))
    return wanted == _digest(bare)


def is_old_name(key: str, bare: str, rulebook: Rulebook) -> bool:
    """Whether a formula's skeleton is that of the named cell `key` in 0.1.0."""
    return _NAMED.get(key) == _digest(bare) or (key == "verdict" and bare == skeleton(_verdict(rulebook)))


def _verdict(rulebook: Rulebook) -> str:
    words = {verdict: OWN_VERDICTS[verdict] for verdict in (Verdict.UNDECIDED, Verdict.CLEAR)}
    waiting = f"OR({N['veto_silent']}>0,{N['veto_pending']}>0)"
    formula = f'IF({waiting},"{words[Verdict.UNDECIDED]}","{words[Verdict.CLEAR]}")'
    for effect in sorted(rulebook.veto_effects, key=lambda effect: effect.at_least):
        formula = f'IF({N["veto_counted"]}>={effect.at_least},"{effect.label}",{formula})'
    return formula
