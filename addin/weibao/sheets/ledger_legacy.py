"""The formulas of ledgers that earlier versions made: they are ours as well, and what they show is renewed.

Kept as digests of `ledger_lines.skeleton`: no code writes them any more. Whoever changes a formula adds what it was.
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
# Until days that have not come no longer counted: as functions and natively.
_ANY_DAY = {
    ("督办", "days_left"): ("48a9b526384238bf", "1f40495bd454c751"),
    ("督办", "status"): ("d25e564c762e45e6", "0372b001f3831355"),
    ("督办", "light"): ("92a7e5d37554d750", "4c5012ef1d8aacc9"),
    ("收文登记", "days_left"): ("fcb7786a1eeae557", "ab365ef5188fb386"),
    ("收文登记", "status"): ("14f398ac6803f872", "728258f0a7e96c8e"),
    ("收文登记", "light"): ("678d808270793f6a", "c29cab1d0acbce43"),
    ("会议台账", "status"): ("e6a422a6f217cfcf", "652b470df03b7280"),
    ("会议台账", "steps"): ("f2ff57cc4c2bca24", "792afba705da3585"),
    ("会议台账", "light"): ("c20184ae5541ce4e", "fb145283383bd046"),
    ("议定事项", "days_left"): ("abf371e64afba49b", "dc6f650bf5d6bfae"),
    ("议定事项", "status"): ("73d1af4d2ffd12cd", "6dcf906614432ef7"),
    ("议定事项", "light"): ("88103d4cba51b5d9", "ad6f12ba4c3aa14e"),
    ("查验验收", "days_left"): ("6815eba64da30af5", "2900f6b92b0f9b58"),
    ("查验验收", "status"): ("8ec7364aa44156b5", "6b9cb0f18e0c025c"),
    ("查验验收", "light"): ("c966e08c33804b83", "d2946bbd83cf0bf7"),
    ("成员变动", "status"): ("3384c33fa5325fc3", "854b729964394033"),
    ("成员变动", "light"): ("5078130bdbbbabcb", "bcf172637ce153e8"),
    ("重点任务", "status"): ("90862d0cd157f12a", "e8f9cebfc0e68069"),
    ("重点任务", "light"): ("04b41e351198c5b7", "6d5235b9971d8662"),
    ("任务节点", "days_left"): ("6815eba64da30af5", "2900f6b92b0f9b58"),
    ("任务节点", "status"): ("8ec7364aa44156b5", "6b9cb0f18e0c025c"),
    ("任务节点", "light"): ("c966e08c33804b83", "d2946bbd83cf0bf7"),
    ("工作制度", "days_left"): ("27373bec70dc8cec", "df4e2975c58b80d1"),
    ("工作制度", "status"): ("3ad2a403bf1de4f4", "5e2e6a8266a4e22f"),
    ("工作制度", "light"): ("0e13fd872ff6ba8a", "45244ea0e0c45175"),
}
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
    """Whether a formula's skeleton is that of the column `key` of the table named `sheet` in an earlier version."""
    wanted = _LOOK_UP if key in _LOOKED_UP.get(sheet, ()) else _COLUMNS.get((sheet, key))
    return _digest(bare) in (wanted, *_ANY_DAY.get((sheet, key), ()))


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
