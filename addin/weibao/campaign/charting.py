"""Pictures of a campaign: what they are made from, and their files below 图表/, drawn again only where they differ.

图表/ holds the PNG files, 图表/矢量图/ the same as PDF and SVG, 图表/单位卡片/ a page for each unit.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from itertools import takewhile, zip_longest
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
    from collections.abc import Collection, Iterator, Sequence
    from concurrent.futures import ProcessPoolExecutor

    from weibao.campaign.folder import Campaign
    from weibao.campaign.pipeline import Report
    from weibao.campaign.situation import Progress, Situation
    from weibao.campaign.store import Store
    from weibao.charts.batch import Batch, Job
    from weibao.charts.facts import Facts
    from weibao.charts.picture import Picture
    from weibao.sheets.frames import Tables

    Wanted = tuple[Picture, Sequence[Path]]
    """A picture, and the files that are to show it."""

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
    draw(places_of(made, campaign), campaign, store, report, progress)
    return made


def built(facts: Facts) -> tuple[Picture, ...]:
    """Every picture of the catalogue, in its order; nothing is drawn."""
    from weibao.charts import catalogue

    return tuple(chart.build(facts) for chart in catalogue.CHARTS)


def places_of(made: Sequence[Picture], campaign: Campaign) -> list[Wanted]:
    """Where the files of what `built` gave belong."""
    from weibao.charts import catalogue

    return [(picture, _places(campaign, chart.label)) for picture, chart in zip(made, catalogue.CHARTS, strict=True)]


def draw(
    wanted: Sequence[Wanted],
    campaign: Campaign,
    store: Store,
    report: Report,
    progress: Progress = silent,
    *,
    others: Collection[Path] = (),
) -> None:
    """Draw the pictures that do not stand at their places as we would draw them, and put all into `report`.

    What we drew into the same folders once and draw no more goes, but for `others`, which are only not drawn now.
    Raises ChartError where one cannot be drawn, when the rest stand.
    """
    with begun(wanted, campaign, store, report, progress, others=others) as drawing:
        drawing.finish()


@contextmanager
def begun(
    wanted: Sequence[Wanted],
    campaign: Campaign,
    store: Store,
    report: Report,
    progress: Progress = silent,
    *,
    pool: ProcessPoolExecutor | None = None,
    first: Collection[str] = (),
    others: Collection[Path] = (),
) -> Iterator[Drawing]:
    """The same until `Drawing.finish`; processes of the pool have begun by then, with the pictures whose names are
    `first`.
    """
    from weibao.charts import batch

    stale = [each for each in wanted if report.anew or not _all_stand(*each, campaign, store)]
    stale.sort(key=lambda each: each[0].name in first)  # others begin with the last
    if not stale:
        yield Drawing(wanted, (), batch.Batch(()), campaign, store, report, progress, others)
        return
    with scratch_in(campaign.charts) as scratch:
        jobs = [
            batch.Job(picture, tuple(scratch / str(number) / path.name for path in places))
            for number, (picture, places) in enumerate(stale)
        ]
        with batch.begun(jobs, pool) as drawn:
            yield Drawing(wanted, jobs, drawn, campaign, store, report, progress, others)


def _all_stand(picture: Picture, places: Sequence[Path], campaign: Campaign, store: Store) -> bool:
    from weibao.charts.files import mark

    made_from = mark(picture)
    return all(stands(path, made_from, campaign, store) for path in places)


@dataclass(frozen=True)
class Drawing:
    """Pictures that are being drawn: all that are `wanted`, and the jobs that draw those that do not stand."""

    wanted: Sequence[Wanted]
    jobs: Sequence[Job]
    batch: Batch
    campaign: Campaign
    store: Store
    report: Report
    progress: Progress
    others: Collection[Path] = ()

    def png_of(self, name: str) -> bytes | None:
        """The PNG file of a picture that is being drawn, as soon as it is; None of one that is not among them.

        Raises ChartError where it cannot be drawn.
        """
        for number, job in enumerate(self.jobs):
            if job.picture.name == name:
                self.batch.wait(number)
                return next(path for path in job.paths if path.suffix == ".png").read_bytes()
        return None

    def finish(self) -> None:
        """Draw what is left, and put every picture at its place. Raises ChartError as `draw` does."""
        from weibao.charts.files import decided_by

        campaign, store, report = self.campaign, self.store, self.report
        failed = self._draw_left()
        drawn = {job.picture.name: job.paths for job in self.jobs}
        for picture, places in self.wanted:
            report.made |= dict.fromkeys(map(campaign.relative, places), decided_by(picture))
            for made, place in zip_longest(drawn.get(picture.name, ()), places):
                if made is None:
                    stay(place, campaign, store, report)
                elif failed is None or made.exists():
                    place.parent.mkdir(parents=True, exist_ok=True)
                    put(made, place, campaign, store, report)
        if failed:
            raise failed
        _clear([place for _, places in self.wanted for place in places], self.others, campaign, store, report)

    def _draw_left(self) -> ChartError | None:
        """Why a picture could not be drawn, when the others are."""
        if not self.jobs:
            return None
        self.progress("画图", 0, len(self.jobs))
        try:
            self.batch.finish(lambda count: self.progress("画图", count, len(self.jobs)))
        except ChartError as error:
            return error
        return None


def _clear(places: Sequence[Path], others: Collection[Path], campaign: Campaign, store: Store, report: Report) -> None:
    """Take away pictures beside `places` that we wrote and make no more, such as the card of a unit off the list.

    One that somebody has changed or has open stays.
    """
    kept = {path for place in (*places, *others) for path in (place, *takewhile(Path.exists, beside(place)))}
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
