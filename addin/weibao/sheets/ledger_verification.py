"""The computed columns of 核定."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from weibao.compute.deadlines import days_left, light_of, row_deadline, status_of
from weibao.compute.model import Light, Status
from weibao.sheets.layout import CLAIM_FACTS, ROUNDS
from weibao.sheets.layout import LEDGER_NAMES as N
from weibao.sheets.ledger_formulas import Computed, left_of, look_up, number

if TYPE_CHECKING:
    from decimal import Decimal

    from weibao.sheets.ledger_formulas import Refs, Row, Scene
    from weibao.sheets.package_values import Cell

INVALID = "核定有误"  # 状态 of a row whose 核定得分 cannot be counted


def _verified(row: Row, scene: Scene) -> Decimal | None:
    """核定得分 where it can be counted: a number on the scale between 0 and the row's full score."""
    typed, full = number(row.get("verified")), number(row.get("full"))
    if typed is None or full is None or not 0 <= typed <= full:
        return None
    return typed if scene.rulebook.scale.steps(round(typed, 9)) is not None else None


def _valid(refs: Refs) -> str:
    v = refs("verified")
    return (
        f"IFERROR(AND(ISNUMBER({v}),{v}>=0,{v}<={refs('full')},"
        f"ABS({v}/{N['step']}-ROUND({v}/{N['step']},0))<0.000001),FALSE)"
    )


def _effective(row: Row, scene: Scene) -> Cell:
    typed = _verified(row, scene)
    return row.get("claimed") if typed is None else typed


def _lost(row: Row, scene: Scene) -> Cell:
    effective, full = number(row.get("effective")), number(row.get("full"))
    return None if effective is None or full is None else full - effective


def _row_days(row: Row, scene: Scene) -> Cell:
    typed = row.get("deadline")
    return days_left(typed if isinstance(typed, date) else row_deadline(scene.rulebook), scene.today)


def _days_formula(refs: Refs) -> str:
    return (
        f"=IF(ISNUMBER({refs('deadline')}),{refs('deadline')}-{N['today']},"
        f'IF({N["row_deadline"]}="","",{N["row_deadline"]}-{N["today"]}))'
    )


def _done(row: Row) -> bool:
    effective = number(row.get("effective"))
    return effective is not None and effective == number(row.get("full"))


def _row_status(row: Row, scene: Scene) -> Cell:
    typed = _verified(row, scene)
    if row.get("verified") not in (None, "") and typed is None:
        return INVALID
    claimed = number(row.get("claimed"))
    later = typed is not None and 0 < _round_given(row, scene) < scene.facts.round
    review = later and claimed is not None and claimed != typed
    spoke = number(row.get("effective")) is not None
    return status_of(_done(row), spoke, left_of(row), scene.settings.deadline_warn_days, review).label


def _round_given(row: Row, scene: Scene) -> Decimal | int:
    """核定轮次; where it is blank, the last round issued by the date of the verification; 0 where unknown."""
    typed, on = number(row.get("round")), row.get("on")
    if typed is not None:
        return typed
    issued = [number for number, day in scene.rounds if isinstance(on, date) and day <= on]
    return max(issued, default=0)


def _round_formula(refs: Refs) -> str:
    issued, number = ROUNDS.span("issued"), ROUNDS.span("number")
    by_date = f'IFERROR(SUMPRODUCT(MAX(({issued}<={refs("on")})*({issued}<>"")*{number})),0)'
    return f"IF(ISNUMBER({refs('round')}),{refs('round')},IF(ISNUMBER({refs('on')}),{by_date},0))"


def _row_status_formula(refs: Refs) -> str:
    v, claimed, effective, left = refs("verified"), refs("claimed"), refs("effective"), refs("days_left")
    given = _round_formula(refs)
    idle = f'IF({effective}="","{Status.UNASSESSED.label}","{Status.OPEN.label}")'
    return (
        f'=IF(AND({v}<>"",NOT({_valid(refs)})),"{INVALID}",'
        f'IF(AND({v}<>"",{claimed}<>"",{given}>0,{given}<{N["round"]},{claimed}<>{v}),"{Status.REVIEW.label}",'
        f'IF(AND({effective}<>"",{effective}={refs("full")}),"{Status.DONE.label}",'
        f'IF({left}="",{idle},IF({left}<0,"{Status.OVERDUE.label}",'
        f'IF({left}<={N["warn_days"]},"{Status.DUE_SOON.label}",{idle}))))))'
    )


def _row_light(row: Row, scene: Scene) -> Cell:
    return light_of(_done(row), left_of(row), scene.settings.deadline_warn_days).label


def _row_light_formula(refs: Refs) -> str:
    effective, left = refs("effective"), refs("days_left")
    return (
        f'=IF(AND({effective}<>"",{effective}={refs("full")}),"{Light.GREEN.label}",IF({left}="","",'
        f'IF({left}<0,"{Light.RED.label}",IF({left}<={N["warn_days"]},"{Light.YELLOW.label}","{Light.GREEN.label}"))))'
    )


VERIFICATION_COLUMNS = (
    *(
        look_up(CLAIM_FACTS, lambda facts: facts.claims, name, "id")
        for name in ("stated", "cap", "claimed", "evidence")
    ),
    Computed("effective", lambda r: f"=IF({_valid(r)},{r('verified')},{r('claimed')})", _effective),
    Computed("lost", lambda r: f'=IF(ISNUMBER({r("effective")}),{r("full")}-{r("effective")},"")', _lost),
    Computed("days_left", _days_formula, _row_days),
    Computed("status", _row_status_formula, _row_status),
    Computed("light", _row_light_formula, _row_light),
)
