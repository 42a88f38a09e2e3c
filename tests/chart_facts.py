"""Facts of the invented county for tests of pictures: `facts()` as they stand, or of another assessment."""

from __future__ import annotations

import functools
from dataclasses import replace
from typing import TYPE_CHECKING

import synthetic
from weibao.charts.facts import Facts
from weibao.compute.phase_calendar import phase_calendar
from weibao.compute.settings import Settings
from weibao.rulebook import load_calendar, load_rulebook
from weibao.sheets.frame_proofs import NOT_CHECKED
from weibao.sheets.frames import frames, fulfilment_matrix

if TYPE_CHECKING:
    from weibao.compute.ahead import Ahead
    from weibao.compute.model import Assessment
    from weibao.compute.past import Past
    from weibao.compute.proof_check import ProofResult


@functools.cache
def settings() -> Settings:
    return Settings.build(load_rulebook(), {})[0]


def facts(
    assessment: Assessment | None = None,
    *,
    pasts: tuple[Past, ...] = (),
    proofs: ProofResult = NOT_CHECKED,
    ahead: Ahead | None = None,
    **typed: object,
) -> Facts:
    """`typed` are settings by attribute, such as `rank_units=True`."""
    seen, rulebook, calendar = assessment or synthetic.assessment(), synthetic.rulebook(), load_calendar()
    chosen = replace(settings(), **typed)  # type: ignore[arg-type]
    lines = phase_calendar(rulebook, chosen, calendar, seen, rounds=(), returns=synthetic.returns())
    tables = frames(rulebook, seen, synthetic.submissions(), synthetic.returns(), proofs, lines)
    matrix = fulfilment_matrix(tables)
    return Facts(
        rulebook, chosen, calendar, seen, synthetic.submissions(), tables, matrix.rate, matrix.asked, pasts, ahead
    )
