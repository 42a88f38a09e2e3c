"""Pictures for reports: the very ones of 图表/, read where they stand, else drawn for the report alone."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING

from weibao.campaign.charting import facts_of, stands
from weibao.campaign.scratch import scratch_in
from weibao.errors import ChartError
from weibao.findings import finding

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from weibao.campaign.charting import Drawing
    from weibao.campaign.folder import Campaign
    from weibao.campaign.pipeline import Report
    from weibao.campaign.situation import Situation
    from weibao.campaign.store import Store
    from weibao.charts.picture import Picture
    from weibao.documents.figure import Figure


def report_figures(
    situation: Situation, store: Store, report: Report, drawing: Drawing | None = None
) -> tuple[Figure, ...]:
    """The figures that reports show, none before anything is assessed; `drawing`: the pictures that the run draws.

    Where a picture cannot be drawn there is none, and a finding in `report` says why.
    """
    from weibao.charts import catalogue
    from weibao.charts.picture import Nothing
    from weibao.documents.kinds.report_pictures import WANTED

    if situation.assessment.total.effective is None:
        return ()
    if drawing:
        made = [picture for picture, _ in drawing.wanted]
    else:
        facts = facts_of(situation, store)
        made = [catalogue.BY_NAME[name].build(facts) for name in WANTED]
    found = [picture for picture in made if picture.name in WANTED and not isinstance(picture.body, Nothing)]
    campaign = situation.grounds.campaign
    try:
        return tuple(
            _figure(picture, catalogue.BY_NAME[picture.name].label, campaign, store, drawing) for picture in found
        )
    except ChartError as error:
        report.findings.append(finding("figures-not-drawn", reason=error))
        return ()


def _figure(picture: Picture, label: str, campaign: Campaign, store: Store, drawing: Drawing | None) -> Figure:
    """A picture as documents take it. Raises ChartError where it would have to be drawn and a letter has no glyph."""
    from weibao.charts.files import mark
    from weibao.charts.fonts import check_glyphs
    from weibao.documents.figure import Figure

    place, made_from = campaign.charts / f"{label}.png", mark(picture)
    there = stands(place, made_from, campaign, store)
    if not there:
        check_glyphs(picture.text)
    return Figure(
        name=picture.name,
        title=label,
        about=f"{picture.title}。{picture.subtitle}。",
        source=picture.foot,
        mark=made_from,
        png=place.read_bytes if there else partial(_being_drawn, drawing, _drawn(picture, campaign.machine), picture),
    )


def _being_drawn(drawing: Drawing | None, alone: Callable[[], bytes], picture: Picture) -> bytes:
    found = drawing.png_of(picture.name) if drawing else None
    return alone() if found is None else found


def _drawn(picture: Picture, folder: Path) -> Callable[[], bytes]:
    """What draws the picture when it is asked for, once for all documents of a run."""

    @cache
    def draw() -> bytes:
        from weibao.charts import batch

        with scratch_in(folder) as scratch:
            place = scratch / f"{picture.name}.png"
            batch.draw_all([batch.Job(picture, (place,))])
            return place.read_bytes()

    return draw
