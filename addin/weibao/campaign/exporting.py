"""`export`: the tidy tables as files that other programs read, below 导出/ or wherever somebody wants them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weibao.atomic import free_path, move_file
from weibao.campaign.pipeline import Report
from weibao.campaign.scratch import put, scratch_in
from weibao.campaign.situation import Progress, Situation, look, silent
from weibao.findings import finding

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from weibao.campaign.folder import Campaign
    from weibao.campaign.store import Store


def export_tables(
    campaign: Campaign,
    store: Store,
    *,
    as_of: date,
    kind: str,
    out: Path,
    kept: bool = False,
    progress: Progress = silent,
) -> tuple[Situation, Report, list[Path]]:
    """Write the tidy frames of the assessment as CSV files or one workbook; returns what was seen and done, and the
    files that hold it.

    `kept`: `out` is the campaign's own, and what is written there is remembered: only so what goes beside a file that
    somebody has open can be taken away later.
    """
    from weibao.campaign.charting import tables_of
    from weibao.sheets.frames import export_frames

    situation = look(campaign, store, as_of=as_of, progress=progress)
    report = Report()
    with scratch_in(out) as scratch:
        for made in export_frames(tables_of(situation), scratch, kind):
            target = out / made.name
            if kept:
                put(made, target, campaign, store, report)
            else:
                report.written.append(str(_laid(made, target, report)))
    return situation, report, [campaign.root / name for name in (*report.written, *report.unchanged)]


def _laid(made: Path, target: Path, report: Report) -> Path:
    """Move a finished file to its place in somebody's own folder, or beside where that is open; where it lies."""
    place = free_path(target)
    move_file(made, place)
    if place != target:
        report.findings.append(finding("export-beside", file=str(target), name=target.name, beside=place.name))
    return place
