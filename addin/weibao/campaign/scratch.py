"""Half-made files: made in a folder of the run's own, moved into place when they are whole, swept away after a kill."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from weibao.atomic import SCRATCH, beside, is_open, is_read_only, move_file, naming, remove_file
from weibao.campaign.backups import FOLDER as BACKUPS
from weibao.campaign.versions import keep_versions
from weibao.documents.digests import digest
from weibao.findings import finding

if TYPE_CHECKING:
    from weibao.campaign.folder import Campaign
    from weibao.campaign.pipeline import Report
    from weibao.campaign.store import Store

EXPORTS = "导出"


@contextmanager
def scratch_in(folder: Path) -> Iterator[Path]:
    """A folder of this run's own below `folder`: on the same disk, so that a finished file is moved into place."""
    folder.mkdir(parents=True, exist_ok=True)
    with naming(folder), tempfile.TemporaryDirectory(prefix=SCRATCH, dir=folder) as name:
        yield Path(name)


def put(made: Path, target: Path, campaign: Campaign, store: Store, report: Report) -> None:
    """Move a finished file to its place, unless the same bytes stand there already, and say so in `report`.

    Where somebody has the place open, or it is read-only, it goes beside (（新）), with a finding; that copy goes again
    with the next run that finds the place free, unless somebody has changed it.
    """
    new = digest(made.read_bytes())
    same = target.exists() and digest(target.read_bytes()) == new
    if same or not (is_open(target) or is_read_only(target)):
        try:
            if not same:
                _keep_touched(target, campaign, store, report)
                move_file(made, target)
        except PermissionError:
            pass
        else:
            store.remember_written(campaign.relative(target), new)
            report.note(campaign.relative(target), changed=not same)
            _tidy(target, campaign, store, report)
            return
    other = next(path for path in beside(target) if not is_open(path) and _is_ours(path, new, campaign, store))
    there = other.exists() and digest(other.read_bytes()) == new
    if not there:
        move_file(made, other)
    name = campaign.relative(other)
    store.remember_written(name, new)
    report.note(name, changed=not there)
    code = "output-read-only" if is_read_only(target) else "output-open"
    report.findings.append(finding(code, file=campaign.relative(target), name=target.name, beside=other.name))


def stay(target: Path, campaign: Campaign, store: Store, report: Report) -> None:
    """What `put` does for a file that is known to stand as we would write it."""
    report.note(campaign.relative(target), changed=False)
    _tidy(target, campaign, store, report)


def _keep_touched(target: Path, campaign: Campaign, store: Store, report: Report) -> None:
    """Keep what somebody has changed since we wrote it, before it is rebuilt, and say so."""
    name, content = campaign.relative(target), target.read_bytes() if target.exists() else b""
    if content and digest(content) != store.written(name):
        keep_versions(campaign.machine, {name: content}, store.who)
        if store.written(name):
            report.findings.append(finding("output-touched", file=name, name=target.name))


def _tidy(target: Path, campaign: Campaign, store: Store, report: Report) -> None:
    """Take away the copies beside, as we wrote them."""
    for path in beside(target):
        name = campaign.relative(path)
        if not path.exists():
            store.remember_written(name, "")
            return
        if digest(path.read_bytes()) == store.written(name) and not is_open(path):
            remove_file(path)
            store.remember_written(name, "")
            report.removed.append(name)


def _is_ours(path: Path, new: str, campaign: Campaign, store: Store) -> bool:
    """Whether a copy beside may be written: none there, as we wrote it, or the very same."""
    return not path.exists() or digest(path.read_bytes()) in (new, store.written(campaign.relative(path)))


def sweep_campaign(campaign: Campaign) -> None:
    """Remove what a killed run left half-made wherever we write; what lies below 回收/ is the units'."""
    machine, documents = campaign.machine, campaign.documents
    whole = (documents, campaign.slips)
    below = [path for folder in whole for path in folder.rglob("*") if path.is_dir()]
    sweep(campaign.root, machine, machine / BACKUPS, campaign.charts, campaign.root / EXPORTS, *whole, *below)


def sweep(*folders: Path) -> None:
    """Remove what a killed run left half-made in these folders. Only while the store is held.

    Another run's scratch, still in use, would lie there too.
    """
    for path in [path for folder in folders for path in folder.glob(f"{SCRATCH}*")]:
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            with suppress(PermissionError):  # Windows: another run is just making its lock
                path.unlink(missing_ok=True)
