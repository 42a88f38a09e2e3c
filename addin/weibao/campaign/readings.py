"""Reading the files of a round, and what was read of those that count: kept beside the history.

A reader may fail for reasons that lie in this machine (no memory, a damaged installation). A file that was read once
and has not changed since then keeps what was read of it, and where nothing at all can be read nothing is changed. What
is kept goes as soon as its file does not count or lie there any more.

The same programme would read the same of the same bytes under the same name and rules: then it is not read again.
"""

from __future__ import annotations

import gzip
import json
import os
import zlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from weibao.atomic import replace_file
from weibao.campaign.inbox import day_received
from weibao.errors import CampaignError
from weibao.findings import finding
from weibao.programme import programme
from weibao.sheets.intake import ReadReturn, read_return
from weibao.sheets.intake_package import PackageError, read_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from weibao.campaign.inbox import Source
    from weibao.compute.settings import Settings
    from weibao.rulebook.model import Rulebook

    Progress = Callable[[str, int, int], None]

NAME: Final = "readings.json.gz"
# The finding on a file that the reader itself gave up, whoever's fault that is.
STOPPED: Final = "file-stopped"
# The finding on a file whose earlier reading holds.
KEPT: Final = "file-reading-kept"
# The finding on a file whose day nobody can tell.
NO_DAY: Final = "file-day-unknown"
# Reading a workbook waits for nothing; more threads than this only take memory.
MAX_WORKERS: Final = 4


@dataclass(frozen=True)
class Readings:
    """What was read at the last run, in the folder of the programme's own. `rulebook` has the settings' towns.

    `anew`: what is kept is only to be used where a file cannot be read.
    """

    machine: Path
    rulebook: Rulebook
    anew: bool = False

    def again(self, digest: str, file: str) -> ReadReturn | None:
        """What reading that content under that name would give, where this very programme has read it before."""
        if self.anew or self._kept.get(digest, {}).get("by") != programme():
            return None
        item = self._item(digest)
        return item if item and item.file == file else None

    def of(self, digest: str, file: str) -> ReadReturn | None:
        """The reading of a file with that content, now called `file`; None where none is kept."""
        item = self._item(digest)
        if item is None or item.submission is None:
            return None
        told = tuple(replace(found, file=file) for found in item.submission.findings)
        return replace(item, file=file, submission=replace(item.submission, file=file, findings=told), findings=told)

    def _item(self, digest: str) -> ReadReturn | None:
        """A kept reading as it was read; None where there is none, or one of a version that wrote it otherwise."""
        from weibao.sheets.intake_guard import is_of
        from weibao.sheets.intake_json import from_json

        try:
            item = from_json(self._kept[digest]["read"])
        except Exception:
            return None
        if not isinstance(item, ReadReturn) or item.digest != digest or item.submission is None:
            return None
        return item if is_of(item, self.rulebook, item.file) else None

    def keep(self, items: Iterable[ReadReturn]) -> None:
        """Keep these and no others."""
        from weibao.sheets.intake_json import to_json

        wanted = {item.digest: item for item in items if item.digest}
        # What was read this time is kept anew: a later version of the reader may have understood more.
        kept = {
            digest: self._kept[digest]
            if is_kept(item) and digest in self._kept
            else {"by": programme(), "read": to_json(item)}
            for digest, item in sorted(wanted.items())
        }
        text = json.dumps({"grounds": self._grounds, "readings": kept}, ensure_ascii=False)
        if text == self._text:
            return
        with replace_file(self.machine / NAME) as temporary:
            temporary.write_bytes(gzip.compress(text.encode(), mtime=0))

    @cached_property
    def _grounds(self) -> str:
        """What a reading rests on beside the file: the rules, which unit has which id, and how readings are kept."""
        from weibao.sheets.intake_json import RECORDS

        units = [(unit.id, unit.name) for unit in self.rulebook.units]
        shape = [[name, list(getattr(kind, "__dataclass_fields__", ()))] for name, kind in RECORDS.items()]
        return sha256(json.dumps([self.rulebook.digest, units, shape]).encode()).hexdigest()

    @cached_property
    def _text(self) -> str:
        """The file as it lies there; "" where there is none or it is damaged: it is only a help."""
        try:
            return gzip.decompress((self.machine / NAME).read_bytes()).decode()
        except (OSError, EOFError, ValueError, zlib.error):
            return ""

    @cached_property
    def _kept(self) -> dict[str, Any]:
        try:
            data = json.loads(self._text)
            return dict(data["readings"]) if data["grounds"] == self._grounds else {}
        except (ValueError, KeyError, TypeError):
            return {}


def read_sources(
    sources: Sequence[Source],
    rulebook: Rulebook,
    settings: Settings,
    *,
    readings: Readings | None = None,
    ours: Sequence[Path] = (),
    progress: Progress | None = None,
    workers: int | None = None,
) -> list[ReadReturn]:
    """All files in the order of their names; the reader leaves Python's lock for much of its work.

    `ours` are checklists that we wrote. Raises CampaignError where the reader can read nothing, not even these.
    """

    def read(source: Source) -> ReadReturn:
        item = _read(source, rulebook, settings, readings)
        kept = readings.of(item.digest, item.file) if readings and is_stopped(item) else None
        if kept and kept.submission:
            note = finding(KEPT, unit=kept.submission.unit, file=source.name, reason=_why(item))
            known = kept.submission
            item = replace(kept, submission=replace(known, findings=(note, *known.findings)), findings=(note,))
        return _with_day(item, source)

    results: list[ReadReturn] = []
    with ThreadPoolExecutor(workers or min(MAX_WORKERS, os.cpu_count() or 1)) as pool:
        for item in pool.map(read, sources):
            results.append(item)
            if progress:
                progress("读取回收清单", len(results), len(sources))
    if results and all(map(_failed, results)):
        _check_reader(results, rulebook, settings, ours)
    return results


def is_stopped(item: ReadReturn) -> bool:
    """Whether the reader itself gave up on the file."""
    return item.submission is None and any(found.code == STOPPED for found in item.findings)


def _read(source: Source, rulebook: Rulebook, settings: Settings, readings: Readings | None) -> ReadReturn:
    try:
        content = source.content()
        if readings:
            found = sha256(read_file(source.path) if content is None else content).hexdigest()
            if known := readings.again(found, source.name):
                return known
    except PackageError as error:
        if source.member:
            refused = finding("archive-member", file=source.name, reason=str(error))
            return ReadReturn(source.name, findings=(refused,))
        content = None  # the reader finds out what is wrong, and says it
    return read_return(source.path, rulebook, settings, file=source.name, content=content)


def _with_day(item: ReadReturn, source: Source) -> ReadReturn:
    """The return with the day it came in, which the file's times tell and not its content."""
    if item.submission is None:
        return item
    told, day = tuple(one for one in item.submission.findings if one.code != NO_DAY), day_received(source.path)
    if day is None:
        told = (*told, finding(NO_DAY, unit=item.submission.unit, file=source.name))
    return replace(item, submission=replace(item.submission, received=day, findings=told))


def is_kept(item: ReadReturn) -> bool:
    """Whether it is what an earlier run read, because this one could not."""
    return any(found.code == KEPT for found in item.findings)


def _failed(item: ReadReturn) -> bool:
    """Whether this run could not read the file, whatever is kept of it."""
    return is_stopped(item) or is_kept(item)


def _why(item: ReadReturn) -> str:
    return next(found.message for found in item.findings if found.code == STOPPED).split("，", 1)[0]


def _check_reader(results: Sequence[ReadReturn], rulebook: Rulebook, settings: Settings, ours: Sequence[Path]) -> None:
    """Whether it is the files or the reader: what we wrote ourselves must be readable, else what was read before."""
    sound = next((path for path in ours if path.is_file()), None)
    if sound:
        broken, tried = is_stopped(read_return(sound, rulebook, settings, file=sound.name)), "本机下发的"
    else:
        broken, tried = any(map(is_kept, results)), "以前读过的"
    if broken:
        raise CampaignError(
            f"程序读不了文件：“回收”里的 {len(results)} 份清单一份也读不出来，连{tried}也读不出来，"
            "是这台电脑或程序的问题，与单位无关。一份也没有改动。"
            "请关掉不用的程序、重新启动电脑后再运行；还不行的，请看看杀毒软件有没有拦截，或重新安装本程序。"
        )
