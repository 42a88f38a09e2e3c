"""Pictures of a campaign: what they are made from, and their files below 图表/, drawn again only where they differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weibao.campaign.evidence_check import check_evidence, known_evidence
from weibao.campaign.pasts import pasts_of

if TYPE_CHECKING:
    from pandas import DataFrame

    from weibao.campaign.situation import Situation
    from weibao.campaign.store import Store
    from weibao.charts.facts import Facts


def tables_of(situation: Situation) -> dict[str, DataFrame]:
    """Every tidy frame of the situation, the checked evidence and 阶段日历 among them."""
    from weibao.compute.phase_calendar import phase_calendar
    from weibao.sheets.frames import frames

    grounds, collected = situation.grounds, situation.collected
    checked = check_evidence(situation, known_evidence(grounds))
    lines = phase_calendar(
        grounds.rulebook, grounds.settings, grounds.calendar, situation.assessment,
        rounds=grounds.office.rounds, returns=situation.all_returns,
    )  # fmt: skip
    annual = situation.annual.year if situation.annual else None
    return frames(
        grounds.rulebook, situation.assessment, collected.submissions, collected.returns, checked.result, lines, annual
    )


def facts_of(situation: Situation, store: Store) -> Facts:
    """What every picture of the situation is made from."""
    from weibao.charts.facts import Facts
    from weibao.sheets.frames import fulfilment_matrix

    grounds, tables = situation.grounds, tables_of(situation)
    matrix = fulfilment_matrix(tables)
    return Facts(
        grounds.rulebook, grounds.settings, grounds.calendar, situation.assessment, situation.collected.submissions,
        tables, matrix.rate, matrix.asked, pasts_of(store),
    )  # fmt: skip
