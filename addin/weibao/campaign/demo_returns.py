"""The returned workbooks of the demonstration: 51 of 54 units, varied, with the mistakes that people make.

The same rulebook, settings, round and seed give the same bytes and the same file dates.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection
from datetime import date, datetime, time, timedelta
from pathlib import Path

from weibao.campaign.demo_drafts import Draft, Scene, sound_draft
from weibao.campaign.demo_edits import put_visible_unit
from weibao.campaign.demo_mistakes import MISTAKES, SILENT, second_version, spoil
from weibao.campaign.inbox import CHINA
from weibao.compute.model import Round
from weibao.compute.settings import Settings
from weibao.rulebook.model import Rulebook
from weibao.sheets.checklist import write_checklist
from weibao.workdays import WorkCalendar

SEED = 2023

Progress = Callable[[str, int, int], None]


def demo_scene(
    rulebook: Rulebook, settings: Settings, calendar: WorkCalendar, round_: Round, seed: int = SEED
) -> Scene:
    """What the drafts are drawn from; `rulebook` has the settings' towns. The round must have both dates."""
    if round_.issued is None or round_.due is None:
        raise ValueError("the round has no dates")
    return Scene(rulebook, settings, calendar, round_, round_.issued, round_.due, seed)


def demo_drafts(scene: Scene) -> list[Draft]:
    """One draft per file, in the order of the units; the unit with two versions has two, the silent have none."""
    drafts = []
    for unit in scene.rulebook.units:
        if unit.order in SILENT:
            continue
        draft = sound_draft(scene, unit)
        spoil(draft, scene)
        drafts.append(draft)
        if draft.own and _does(unit.order, "two_versions"):
            other = sound_draft(scene, unit)
            second_version(other, scene)
            drafts.append(other)
    return drafts


def demo_returns(
    folder: Path, scene: Scene, progress: Progress | None = None, *, units: Collection[str] = ()
) -> list[Path]:
    """Write the returned workbooks of the round into `folder` (回收/第N轮/), with the dates they came in on.

    `units` (ids) limits them to some units; a neighbour's copy needs the neighbour among them.
    """
    drafts = [draft for draft in demo_drafts(scene) if not units or draft.unit.id in units]
    written = []
    for done, draft in enumerate(drafts, 1):
        path = _write(folder, scene, draft)
        written.append(path)
        if progress:
            progress("填写演示清单", done, len(drafts))
    return written + _neighbours(folder, scene, drafts)


def _does(order: int, kind: str) -> bool:
    return any(mistake.order == order and mistake.kind == kind for mistake in MISTAKES)


def _write(folder: Path, scene: Scene, draft: Draft) -> Path:
    path = folder / _folder_of(scene, draft) / draft.name
    write_checklist(
        path, scene.rulebook, scene.settings, draft.unit.id, scene.round, scene.calendar,
        as_of=draft.returned, pinned=True, prefill=draft.prefill(),
    )  # fmt: skip
    for edit in draft.edits:
        edit(path)
    _set_time(path, draft.returned, draft.unit.order)
    return path


def _folder_of(scene: Scene, draft: Draft) -> str:
    """What came after the due date was collected apart."""
    return "补报" if draft.returned > scene.due else ""


def _neighbours(folder: Path, scene: Scene, drafts: list[Draft]) -> list[Path]:
    """The unit that filled a copy of its neighbour's checklist and only changed the name on the first sheet."""
    written = []
    for unit in scene.rulebook.units:
        before = next((draft for draft in drafts if draft.unit.order == unit.order - 1), None)
        if not _does(unit.order, "neighbour") or before is None:
            continue
        copy = sound_draft(scene, before.unit)
        copy.name = f"{unit.name}－指标清单（第{scene.round.number}轮）.xlsx"
        path = _write(folder, scene, copy)
        put_visible_unit(path, unit.name)
        _set_time(path, scene.due, unit.order)
        written.append(path)
    return written


def _set_time(path: Path, day: date, order: int) -> None:
    """The file's date: some time in the working hours of that day."""
    minutes = 8 * 60 + 30 + order * 37 % 480
    moment = datetime.combine(day, time(), CHINA) + timedelta(minutes=minutes)
    os.utime(path, (moment.timestamp(), moment.timestamp()))
