"""The computed columns of 核定."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from weibao.compute.deadlines import row_deadline
from weibao.functions import verification
from weibao.functions.verification import INVALID, Frame, Names, VerificationCells, VerificationState
from weibao.sheets.layout import CLAIM_FACTS, ROUNDS
from weibao.sheets.layout import LEDGER_NAMES as N
from weibao.sheets.ledger_formulas import Computed, cells_of, look_up

if TYPE_CHECKING:
    from weibao.sheets.ledger_formulas import Refs, Row, Scene

__all__ = ["INVALID", "VERIFICATION_COLUMNS"]

NAMES = Names(
    N["step"], N["today"], N["row_deadline"], N["warn_days"], N["round"], ROUNDS.span("number"), ROUNDS.span("issued")
)
_state = lru_cache(maxsize=512)(verification.verification_state)


def _frame(scene: Scene) -> Frame:
    return Frame(
        scene.rulebook.scale.points(1), scene.today, row_deadline(scene.rulebook), scene.settings.deadline_warn_days,
        Decimal(scene.facts.round), scene.rounds,
    )  # fmt: skip


def _value(row: Row, scene: Scene) -> VerificationState:
    return _state(VerificationCells(*cells_of(row, *VerificationCells._fields)), _frame(scene))


def _refs(refs: Refs) -> verification.Refs:
    return verification.Refs(*map(refs, VerificationCells._fields))


VERIFICATION_COLUMNS = (
    *(
        look_up(CLAIM_FACTS, lambda facts: facts.claims, name, "id")
        for name in ("stated", "cap", "claimed", "evidence")
    ),
    Computed(
        "effective", lambda r: verification.effective(_refs(r), NAMES), lambda row, scene: _value(row, scene).effective,
        ("verification", 0),
    ),
    Computed(
        "lost", lambda r: verification.lost(_refs(r), NAMES), lambda row, scene: _value(row, scene).lost,
        ("verification", 1),
    ),
    Computed(
        "days_left", lambda r: verification.left(_refs(r), NAMES), lambda row, scene: _value(row, scene).days_left,
        ("verification", 2),
    ),
    Computed(
        "status", lambda r: verification.status(_refs(r), NAMES), lambda row, scene: _value(row, scene).status,
        ("verification", 3),
    ),
    Computed(
        "light", lambda r: verification.light(_refs(r), NAMES), lambda row, scene: _value(row, scene).light,
        ("verification", 4),
    ),
)  # fmt: skip
