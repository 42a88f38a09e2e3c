"""The path of the total as lines: one for every run of alike totals, so that unlike ones stay apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weibao.native import Column, Native, Shape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weibao.charts.series.path import Path, Run


def natives(body: Path) -> tuple[Native, ...]:
    """One row a day on record (of every round); 得分 of each run of alike totals, 连同未评 and 目标分."""
    chains = _chains(body.runs)
    named = len(chains) > 1
    columns = [Column("日期")]
    columns += [Column(f"得分（{_rounds(chain)}）" if named else "得分", "earned") for chain in chains]
    columns.append(Column("连同未评", "unassessed"))
    if body.target is not None:
        columns.append(Column("目标分", "late"))
    rows: list[tuple[str | float | None, ...]] = []
    for number, chain in enumerate(chains):
        for run in chain:
            for point in run.points:
                own = [point.earned if place == number else None for place in range(len(chains))]
                target = [] if body.target is None else [body.target]
                rows.append((f"{point.day:%Y-%m-%d}", *own, point.possible, *target))
    return (Native(Shape.LINES, tuple(columns), tuple(rows), unit="分"),)


def _chains(runs: Sequence[Run]) -> list[list[Run]]:
    """The runs that are joined, together."""
    chains: list[list[Run]] = []
    for run in runs:
        if run.joined and chains:
            chains[-1].append(run)
        else:
            chains.append([run])
    return chains


def _rounds(chain: Sequence[Run]) -> str:
    first, last = chain[0].round, chain[-1].round
    return f"第{first}轮" if first == last else f"第{first}—{last}轮"
