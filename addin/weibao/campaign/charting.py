"""Pictures of a campaign: what they are made from, and their files below 图表/, drawn again only where they differ.

图表/ holds the PNG files, 图表/矢量图/ the same as PDF and SVG, 图表/单位卡片/ a page for each unit.
"""

from __future__ import annotations

from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from weibao.atomic import beside, is_open, remove_file
from weibao.campaign.pasts import pasts_of
from weibao.campaign.scratch import put, scratch_in, stay
from weibao.campaign.situation import silent
from weibao.campaign.status_ahead import look_ahead
from weibao.documents.digests import digest
from weibao.errors import ChartError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weibao.campaign.folder import Campaign
    from weibao.campaign.pipeline import Report
    from weibao.campaign.situation import Progress, Situation
    from weibao.campaign.store import Store
    from weibao.charts.facts import Facts
    from weibao.charts.picture import Picture
    from weibao.sheets.frames import Tables

VECTORS: Final = "矢量图"


def tables_of(situation: Situation) -> Tables:
    """Every tidy frame of the situation, the checked evidence and 阶段日历 among them."""
    from weibao.compute.phase_calendar import phase_calendar
    from weibao.sheets.frames import frames

    grounds, collected = situation.grounds, situation.collected
    lines = phase_calendar(
        grounds.rulebook, grounds.settings, grounds.calendar, situation.assessment,
        rounds=grounds.office.rounds, returns=situation.all_returns,
    )  # fmt: skip
    annual = situation.annual.year if situation.annual else None
    proofs = situation.known_proofs.result
    return frames(
        grounds.rulebook, situation.assessment, collected.submissions, collected.returns, proofs, lines, annual
    )


def facts_of(situation: Situation, store: Store) -> Facts:
    """What every picture of the situation is made from."""
    from weibao.charts.facts import Facts
    from weibao.charts.series.ahead import DAYS
    from weibao.sheets.frames import fulfilment_matrix

    grounds, tables = situation.grounds, tables_of(situation)
    matrix = fulfilment_matrix(tables)
    return Facts(
        grounds.rulebook, grounds.settings, grounds.calendar, situation.assessment, situation.collected.submissions,
        tables, matrix.rate, matrix.asked, pasts_of(store), look_ahead(situation, DAYS),
    )  # fmt: skip


def pictures(
    facts: Facts, campaign: Campaign, store: Store, report: Report, progress: Progress = silent
) -> tuple[Picture, ...]:
    """Draw every picture of the catalogue as PNG, PDF and SVG; where they stand already, that is not done again.

    Returns them in the order of the catalogue. Raises ChartError where one cannot be drawn.
    """
    made = built(facts)
    draw_built(made, campaign, store, report, progress)
    return made


def built(facts: Facts) -> tuple[Picture, ...]:
    """Every picture of the catalogue, in its order; nothing is drawn."""
    from weibao.charts import catalogue

    return tuple(chart.build(facts) for chart in catalogue.CHARTS)


def draw_built(
    made: Sequence[Picture], campaign: Campaign, store: Store, report: Report, progress: Progress = silent
) -> None:
    """Draw what `built` gave, as `pictures` does. Raises ChartError where one cannot be drawn."""
    from weibao.charts import catalogue

    wanted = [(picture, _places(campaign, chart.label)) for picture, chart in zip(made, catalogue.CHARTS, strict=True)]
    draw(wanted, campaign, store, report, progress)


def draw(
    wanted: Sequence[tuple[Picture, Sequence[Path]]],
    campaign: Campaign,
    store: Store,
    report: Report,
    progress: Progress = silent,
) -> None:
    """Draw the pictures that do not stand at their places as we would draw them, and put all into `report`.

    What we drew into the same folders once and draw no more goes. Raises ChartError where one cannot be drawn, when
    the others stand.
    """
    from weibao.charts.files import mark

    stale = []
    for picture, places in wanted:
        made_from = mark(picture)
        if all(stands(path, made_from, campaign, store) for path in places):
            for path in places:
                stay(path, campaign, store, report)
        else:
            stale.append((picture, places))
    if stale:
        _draw_again(stale, campaign, store, report, progress)
    _clear([place for _, places in wanted for place in places], campaign, store, report)


def _draw_again(
    stale: Sequence[tuple[Picture, Sequence[Path]]],
    campaign: Campaign,
    store: Store,
    report: Report,
    progress: Progress,
) -> None:
    from weibao.charts import batch

    with scratch_in(campaign.charts) as scratch:
        jobs = [
            batch.Job(picture, tuple(scratch / str(number) / path.name for path in places))
            for number, (picture, places) in enumerate(stale)
        ]
        progress("画图", 0, len(jobs))
        failed: ChartError | None = None
        try:
            batch.draw_all(jobs, done=lambda count: progress("画图", count, len(jobs)))
        except ChartError as error:  # the others are there
            failed = error
        for job, (_, places) in zip(jobs, stale, strict=True):
            for made, place in zip(job.paths, places, strict=True):
                if failed is None or made.exists():
                    place.parent.mkdir(parents=True, exist_ok=True)
                    put(made, place, campaign, store, report)
        if failed:
            raise failed


def _clear(places: Sequence[Path], campaign: Campaign, store: Store, report: Report) -> None:
    """Take away pictures beside these that we wrote and make no more, such as the card of a unit off the list.

    One that somebody has changed or has open stays.
    """
    kept = {path for place in places for path in (place, *takewhile(Path.exists, beside(place)))}
    kinds = {(place.parent, place.suffix) for place in places}
    for path in sorted(path for folder, kind in kinds for path in folder.glob(f"*{kind}") if path not in kept):
        name = campaign.relative(path)
        if store.written(name) == digest(path.read_bytes()) and not is_open(path):
            remove_file(path)
            store.remember_written(name, "")
            report.removed.append(name)


def stands(place: Path, made_from: str, campaign: Campaign, store: Store) -> bool:
    """Whether this very picture is there as we wrote it."""
    content = place.read_bytes() if place.is_file() else b""
    return made_from.encode("ascii") in content and digest(content) == store.written(campaign.relative(place))


def _places(campaign: Campaign, label: str) -> tuple[Path, ...]:
    vectors = campaign.charts / VECTORS
    return campaign.charts / f"{label}.png", vectors / f"{label}.pdf", vectors / f"{label}.svg"
