"""The computed columns of 核定."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from weibao.compute.deadlines import row_deadline
from weibao.functions import verification
from weibao.functions.office_functions import VERIFICATION
from weibao.functions.verification import Frame, Names, VerificationCells, VerificationState
from weibao.sheets.layout import CLAIM_FACTS, ROUNDS
from weibao.sheets.layout import LEDGER_NAMES as N
from weibao.sheets.ledger_formulas import block_columns, cells_of, look_up

if TYPE_CHECKING:
    from weibao.sheets.ledger_formulas import Refs, Row, Scene

NAMES = Names(
    N["step"], N["today"], N["row_deadline"], N["warn_days"], N["round"], ROUNDS.span("number"), ROUNDS.span("issued")
)


def _state(row: Row, scene: Scene) -> VerificationState:
    frame = Frame(
        scene.rulebook.scale.points(1), scene.today, row_deadline(scene.rulebook), scene.settings.deadline_warn_days,
        Decimal(scene.facts.round), scene.rounds,
    )  # fmt: skip
    return verification.verification_state(VerificationCells(*cells_of(row, *VerificationCells._fields)), frame)


def _refs(refs: Refs) -> verification.Refs:
    return verification.Refs(*map(refs, VerificationCells._fields))


VERIFICATION_COLUMNS = (
    *(
        look_up(CLAIM_FACTS, lambda facts: facts.claims, name, "id")
        for name in ("stated", "cap", "claimed", "evidence")
    ),
    *block_columns(
        "verification", VerificationState._fields, VERIFICATION, lambda native, refs: native(_refs(refs), NAMES), _state
    ),
)
