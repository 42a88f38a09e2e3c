"""A few evidence files of the demonstration, invented like everything in it, with mistakes that people make."""

from __future__ import annotations

import os
from datetime import datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from weibao.campaign.evidence_check import proof_rules
from weibao.campaign.evidence_tidy import file_stem
from weibao.campaign.inbox import CHINA
from weibao.evidence.samples import write_photo, write_scan

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

    from weibao.campaign.folder import Campaign
    from weibao.compute.model import EvidenceInput, Submission
    from weibao.rulebook.model import Rulebook

# How many units have put files into their folders so far, and how many files each.
UNITS: Final = 3
FILES: Final = 6


def demo_evidence(
    campaign: Campaign, rulebook: Rulebook, submissions: Mapping[str, Submission], as_of: date
) -> list[Path]:
    """Write the files of the units that list the most materials; the same submissions, the same bytes and dates."""
    busiest = sorted(submissions.values(), key=lambda item: (-len(item.evidence), item.unit))[:UNITS]
    photos = proof_rules(campaign).types("photo", rulebook.material_types)
    written: list[Path] = []
    for submission in busiest:
        folder = campaign.evidence(rulebook.unit_by_id[submission.unit])
        listed = [item for item in submission.evidence if "/" in item.location and item.dated][:FILES]
        for number, item in enumerate(listed):
            path = _write(folder, campaign.root, item, number, photos)
            _set_time(path, item.dated or as_of)
            written.append(path)
        written += _mistakes(folder, listed, as_of)
    return written


def _write(folder: Path, root: Path, item: EvidenceInput, number: int, photos: Collection[str]) -> Path:
    """One file where its row says it is; every fourth one lies loose in the unit's folder."""
    home = root / item.location if number % 4 != 3 else folder
    home.mkdir(parents=True, exist_ok=True)
    stem = file_stem(item.title)
    if item.type in photos:
        path = home / f"{stem}.jpg"
        write_photo(path, item.title, taken=f"{item.dated:%Y:%m:%d} 10:00:00")
        return path
    path = home / f"{stem}.pdf"
    write_scan(path, item.title, pages=1 + number % 3, seal=number != 2)
    return path


def _mistakes(folder: Path, listed: Sequence[EvidenceInput], as_of: date) -> list[Path]:
    """A blank scan, and a photo under the ending of a scan; nobody registered either."""
    if not listed:
        return []
    blank, photo = folder / "扫描件.pdf", folder / "IMG_0012.pdf"
    write_scan(blank, "blank", blank=True)
    write_photo(photo, folder.name, taken=f"{as_of:%Y:%m:%d} 09:00:00")
    for path in (blank, photo):
        _set_time(path, as_of)
    return [blank, photo]


def _set_time(path: Path, day: date) -> None:
    moment = datetime.combine(day, time(15, 30), CHINA).timestamp()
    os.utime(path, (moment, moment))
