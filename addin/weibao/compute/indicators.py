"""The city's result of every indicator: claim, verified score, figures, status and light."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from weibao.compute.aggregate import aggregate
from weibao.compute.deadlines import days_left, light_of, row_deadline, status_of
from weibao.compute.figures import provisional_rows, row_figures, sum_figures
from weibao.compute.level import level_of, plain
from weibao.compute.office import Verified
from weibao.compute.results import IndicatorResult
from weibao.compute.roles import indicator_roles
from weibao.compute.rows import silent_row
from weibao.findings import Finding, finding

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from weibao.compute.counts_results import IndicatorCounts
    from weibao.compute.office import Office, Round
    from weibao.compute.results import Figures
    from weibao.compute.rows import JudgedRow
    from weibao.compute.settings import Settings
    from weibao.rulebook.model import Indicator, Rulebook


def indicator_results(
    rulebook: Rulebook,
    settings: Settings,
    office: Office,
    judged: Mapping[str, Mapping[str, JudgedRow]],
    number: int,
    as_of: date,
    counts: Mapping[str, IndicatorCounts] | None = None,
) -> dict[str, IndicatorResult]:
    """The result of every indicator in round `number`, by id; `judged` has the rows of the units that returned.

    `counts` are the countable figures, by indicator: one more cap of the claim.
    """
    planned = row_deadline(rulebook)
    return {
        indicator.id: _result(
            rulebook, settings, office, indicator, judged, office.deadlines.get(indicator.id, planned), number, as_of,
            (counts or {}).get(indicator.id),
        )
        for indicator in rulebook.indicators
    }  # fmt: skip


def category_figures(rulebook: Rulebook, results: Mapping[str, IndicatorResult]) -> dict[str, tuple[Figures, int]]:
    """Sums and provisional rows of each category, by id, in the order of the rubric."""
    rows = {
        category.id: [results[indicator.id] for indicator in rulebook.indicators if indicator.category == category.id]
        for category in rulebook.categories
    }
    return {
        category: (sum_figures(result.figures for result in own), provisional_rows(own))
        for category, own in rows.items()
    }


def checked_verified(rulebook: Rulebook, office: Office, number: int) -> tuple[Office, tuple[Finding, ...]]:
    """The office's inputs without verified scores that cannot be, each with its round; and what to mend.

    A missing round is taken from the date: the last round issued by then.
    """
    kept: dict[str, Verified] = {}
    findings: list[Finding] = []
    for key, verified in office.verified.items():
        indicator = rulebook.indicator_by_id.get(key)
        if indicator is None:
            continue
        if not 0 <= verified.points <= indicator.full:
            points, full = (plain(rulebook.scale.points(steps)) for steps in (verified.points, indicator.full))
            findings.append(finding("verified-out-of-range", indicator=key, number=key, found=points, full=full))
            continue
        given = verified.round or _round_on(verified.on, office.rounds)
        if not given and number > 1:
            findings.append(finding("verified-round-missing", indicator=key, number=key))
        kept[key] = replace(verified, round=given)
    return replace(office, verified=kept), tuple(findings)


def _round_on(day: date | None, rounds: Sequence[Round]) -> int:
    if day is None:
        return 0
    return max((item.number for item in rounds if item.issued is not None and item.issued <= day), default=0)


def _result(
    rulebook: Rulebook,
    settings: Settings,
    office: Office,
    indicator: Indicator,
    judged: Mapping[str, Mapping[str, JudgedRow]],
    deadline: date | None,
    number: int,
    as_of: date,
    counts: IndicatorCounts | None,
) -> IndicatorResult:
    roles = indicator_roles(rulebook, indicator)
    answers = {unit: judged[unit][indicator.id] for unit in roles if unit in judged}
    claim = aggregate(
        rulebook,
        indicator,
        {unit: answer.judgement for unit, answer in answers.items()},
        settings.aggregation(indicator.aggregation),
        counts.caps if counts else (),
    )
    verified = office.verified.get(indicator.id)
    figures = row_figures(indicator.full, claim.claimed, verified.points if verified else None)
    differs = claim.claimed is not None and figures.verified is not None and claim.claimed != figures.verified
    review = differs and verified is not None and 0 < verified.round < number
    done, left = figures.effective == indicator.full, days_left(deadline, as_of)
    return IndicatorResult(
        indicator=indicator.id,
        figures=figures,
        stated=claim.stated,
        cap=claim.cap,
        level=level_of(figures.effective, indicator.full),
        status=status_of(done, figures.effective is not None, left, settings.deadline_warn_days, review),
        light=light_of(done, left, settings.deadline_warn_days),
        deadline=deadline,
        days_left=left,
        provisional=claim.provisional,
        review=review,
        units={unit: answers[unit].row if unit in answers else silent_row(unit, role) for unit, role in roles.items()},
        counts=counts,
    )
