"""What is taken into a meeting: 会议图册, as PDF and as slides that can be edited, and a page for each unit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from weibao.campaign.charting import draw, stands
from weibao.campaign.drafting import TEMPLATES
from weibao.campaign.folder import folder_name
from weibao.campaign.scratch import put, scratch_in, stay
from weibao.campaign.situation import silent
from weibao.documents.digests import digest
from weibao.workdays import day_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from weibao.campaign.folder import Campaign
    from weibao.campaign.pipeline import Report
    from weibao.campaign.situation import Progress, Situation
    from weibao.campaign.store import Store
    from weibao.charts.facts import Facts
    from weibao.charts.picture import Picture
    from weibao.rulebook.model import Unit

CARDS: Final = "单位卡片"
PACK: Final = "会议图册"


def pack(
    made: Sequence[Picture], situation: Situation, store: Store, report: Report, progress: Progress = silent
) -> list[Path]:
    """Bind the pictures for a meeting: 会议图册 as PDF and as slides that can be edited. Returns the two files."""
    from weibao.charts.deck import master_of, write_deck

    campaign, settings = situation.grounds.campaign, situation.grounds.settings
    title = _title(situation.grounds.rulebook.title, settings.county)
    lines = (settings.office, f"第{situation.assessment.round}轮　基准日：{day_text(situation.assessment.as_of)}")
    places = [campaign.charts / f"{PACK}.{kind}" for kind in ("pdf", "pptx")]
    _album(made, places[0], title, lines, campaign, store, report, progress)
    progress("写幻灯片", 0, 1)
    with scratch_in(campaign.charts) as scratch:
        slides = scratch / places[1].name
        write_deck(
            made, slides, title=title, subtitle="\n".join(lines), created=situation.assessment.as_of,
            master=master_of(campaign.root / TEMPLATES),
        )  # fmt: skip
        put(slides, places[1], campaign, store, report)
    progress("写幻灯片", 1, 1)
    return places


def _title(plan: str, county: str) -> tuple[str, ...]:
    """The title on the covers, in the parts between which it may be broken."""
    rest = plan.removeprefix(county)
    return (*((county, rest) if rest and rest != plan else (plan,)), "工作", PACK)


def _album(
    made: Sequence[Picture],
    place: Path,
    title: tuple[str, ...],
    lines: Sequence[str],
    campaign: Campaign,
    store: Store,
    report: Report,
    progress: Progress,
) -> None:
    from weibao.charts import batch
    from weibao.charts.album import FIRST, write_album
    from weibao.charts.files import mark

    decides = "\n".join([*title, *lines, *map(mark, made)])
    made_from = f"weibaoalbum{digest(decides.encode('utf-8'))}"
    if stands(place, made_from, campaign, store):
        stay(place, campaign, store, report)
        return
    with scratch_in(campaign.charts) as scratch:
        jobs = [
            batch.Job(picture, (), leaf=scratch / f"{number}.pdf", number=number)
            for number, picture in enumerate(made, FIRST)
        ]
        batch.draw_all(jobs, done=lambda count: progress("编图册", count, len(jobs)))
        pages = [(job.picture, job.leaf) for job in jobs if job.leaf]
        write_album(pages, scratch / place.name, title=title, lines=lines, made_from=made_from)
        put(scratch / place.name, place, campaign, store, report)


def unit_cards(
    facts: Facts,
    campaign: Campaign,
    store: Store,
    report: Report,
    progress: Progress = silent,
    *,
    units: Sequence[Unit] = (),
) -> Path:
    """Draw a page for every unit or for these `units`, as PDF; what stands is not drawn again. Returns their folder."""
    from weibao.charts import catalogue

    folder = campaign.charts / CARDS
    places = {unit.id: folder / f"{folder_name(unit)}.pdf" for unit in facts.rulebook.units}
    asked = {unit.id for unit in units} or set(places)
    wanted = [
        (card, [place])
        for (unit, place), card in zip(places.items(), catalogue.cards(facts), strict=True)
        if unit in asked
    ]
    draw(wanted, campaign, store, report, progress, others=places.values())
    return folder
