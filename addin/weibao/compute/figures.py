"""The figures of a row and their sums: earned, possible and unassessed are three different things."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weibao.compute.results import Figures

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from weibao.compute.results import IndicatorResult


def row_figures(full: int, claimed: int | None, verified: int | None = None) -> Figures:
    """The figures of one indicator, in steps; the office's verified score beats the claim."""
    effective = claimed if verified is None else verified
    unassessed = full if effective is None else 0
    earned = effective or 0
    return Figures(full, claimed, verified, effective, earned, earned + unassessed, unassessed)


def sum_figures(rows: Iterable[Figures]) -> Figures:
    """Plain sums; claimed, verified and effective are None where no row has one."""
    parts = tuple(rows)
    return Figures(
        full=sum(part.full for part in parts),
        claimed=_sum(parts, lambda part: part.claimed),
        verified=_sum(parts, lambda part: part.verified),
        effective=_sum(parts, lambda part: part.effective),
        earned=sum(part.earned for part in parts),
        possible=sum(part.possible for part in parts),
        unassessed=sum(part.unassessed for part in parts),
    )


def provisional_rows(results: Iterable[IndicatorResult]) -> int:
    """How many indicators still have a silent member."""
    return sum(result.provisional for result in results)


def _sum(parts: tuple[Figures, ...], value: Callable[[Figures], int | None]) -> int | None:
    spoken = [steps for part in parts if (steps := value(part)) is not None]
    return sum(spoken) if spoken else None
