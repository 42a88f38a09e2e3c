"""Registered materials and their files: every row of 佐证材料 becomes a file or a finding, and no file goes unseen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from weibao.campaign.evidence_walk import HOME, lies_in, touches
from weibao.campaign.folder import folder_name
from weibao.campaign.safe_paths import Follower
from weibao.compute.proof_lack import lack_of
from weibao.compute.proof_notes import on_row, quoted
from weibao.compute.proof_records import Material
from weibao.compute.proof_resolve import (
    Listing,
    Resolution,
    address_in,
    folded,
    folder_at,
    is_path,
    parts_of,
    resolve,
)
from weibao.documents.privacy import kinds_in, masked
from weibao.findings import Finding, finding, some

if TYPE_CHECKING:
    from weibao.compute.model import EvidenceInput, Submission
    from weibao.rulebook.model import Rulebook

_CERTAIN: Final = ("path", "name", "title")
_NAMED: Final = 5  # files that a finding lists


@dataclass
class Rows:
    """What resolving gave: the materials in the order of the units and rows, the findings, and the units (`blind`) of
    whose files some could not be seen: of them nothing is called missing.
    """

    materials: list[Material] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    blind: set[str] = field(default_factory=set)


def resolve_rows(
    root: Path,
    rulebook: Rulebook,
    submissions: Mapping[str, Submission],
    files: Iterable[str],
    moved: Mapping[str, str],
    closed: Mapping[str, str] = MappingProxyType({}),
    secret: Collection[str] = (),
) -> Rows:
    """Find the file of every row; `files` are paths from the campaign folder, `moved` old paths of files we moved.

    `closed` are folders that could not be listed, with the reason; `secret` files that are marked so: nobody is asked
    to register those.
    """
    listing, paths = Listing(files, HOME, moved), Follower(root)
    rows = Rows(findings=[finding("proof-closed", file=place, reason=why) for place, why in closed.items()])
    rows.blind = {unit.id for unit in rulebook.units if touches(f"{HOME}/{folder_name(unit)}", closed)}
    for unit in rulebook.units:
        if unit.id in submissions:
            folder = f"{HOME}/{folder_name(unit)}"
            _of_unit(rows, paths, submissions[unit.id], folder, listing, closed)
    _unregistered(rows, rulebook, [path for path in listing.paths if path not in secret])
    return rows


def _of_unit(
    rows: Rows, paths: Follower, submission: Submission, folder: str, listing: Listing, closed: Collection[str]
) -> None:
    evidence = [item for item in submission.evidence if item.title.strip()]
    pointing = _pointing(evidence)
    found: list[tuple[EvidenceInput, list[Resolution]]] = []
    for item in evidence:
        parts: list[Resolution] = []
        for part in parts_of(item.location):
            location, refused = _location(paths, part, item.indicator, folder, listing)
            if refused:
                rows.findings.append(on_row("proof-path-refused", _blank(submission, item), reason=refused))
            else:
                alone = len(pointing[_plain(part)]) == 1
                parts.append(resolve(location, item.title, item.indicator, folder, listing, alone=alone))
        found.append((item, parts))
    taken = {path for _, parts in found for one in parts if one.by in _CERTAIN for path in one.files}
    sets = {frozenset(one.files) for _, parts in found for one in parts if one.by == "folder"}
    without: defaultdict[str, list[Material]] = defaultdict(list)
    for item, raw in found:
        parts = [_of_the_rest(one, taken, sets) for one in raw]
        files = tuple(dict.fromkeys(path for one in parts for path in one.files))
        by = next((one.by for one in parts if one.by), "")
        material = replace(_blank(submission, item), files=files, by=by)
        rows.materials.append(material)
        rows.findings += _about(material, parts, folder)
        if parts and not files and not any(one.candidates for one in parts):
            unseen = submission.unit in rows.blind or _leads_into(paths, item.location, closed)
            without[lack_of(item, unseen=unseen)].append(material)
    rows.findings += _lacking(submission, folder, without)


def _blank(submission: Submission, item: EvidenceInput) -> Material:
    """A row without files; a title that names a person is shown masked."""
    shown = masked(item.title.strip()) if kinds_in(item.title) else ""
    return Material(submission.unit, submission.file, item, shown=shown)


def _pointing(evidence: Iterable[EvidenceInput]) -> dict[str, set[str]]:
    """By place the titles of the rows that point there; one paper may serve several indicators."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for item in evidence:
        for part in parts_of(item.location):
            found[_plain(part)].add(item.title.strip())
    return found


def _plain(part: str) -> str:
    return folded(part.replace("\\", "/").strip("/ "))


def _of_the_rest(one: Resolution, taken: Collection[str], sets: Collection[frozenset[str]]) -> Resolution:
    """What is likely, without the files that other rows mean for certain; the last one left is a likeness.

    Of a folder's set what other rows name is theirs, be it a file or a folder inside (`sets` are those of all rows),
    unless they name every piece of it.
    """
    if one.by == "folder":
        whole = frozenset(one.files)
        others = {*taken, *(path for inner in sets if inner < whole for path in inner)}
        return replace(one, files=tuple(path for path in one.files if path not in others) or one.files)
    likely = one.files if one.by == "likeness" else one.candidates
    if not likely:
        return one
    left = tuple(path for path in likely if path not in taken)
    return Resolution(left, "likeness") if len(left) == 1 else Resolution(candidates=left)


def _location(paths: Follower, part: str, indicator: str, folder: str, listing: Listing) -> tuple[str, str]:
    """The path from the campaign folder that a part of 存放位置 means ("" for a shelf), or why it is not followed.

    A name without its ending is taken as one only where a file or a folder with files bears it.
    """
    if not part or address_in(part):
        return "", ""
    if not is_path(part):
        place = paths.follow(part).shown
        if folder_at(place, indicator, folder, listing)[0]:
            return place, ""
        return (part if listing.named(part) else ""), ""
    followed = paths.follow(part)
    return followed.shown, followed.refused.value if followed.refused else ""


def _about(material: Material, found: Iterable[Resolution], folder: str) -> Iterable[Finding]:
    for one in found:
        if one.by == "likeness":
            yield on_row("proof-guessed", material, file_name=one.files[0].rpartition("/")[2])
        elif one.candidates:
            names = _told_apart(one.candidates, folder)
            example = max(names, key=lambda name: name.count("\\"))
            yield on_row("proof-several", material, files=some(names, _NAMED), example=example)


def _told_apart(paths: Sequence[str], folder: str) -> list[str]:
    """The files' names as 存放位置 may hold them: with their folders where the names alone would not tell."""
    names = [path.rpartition("/")[2] for path in paths]
    if len({folded(name) for name in names}) == len(names):
        return names
    return [path.removeprefix(f"{folder}/").removeprefix(f"{HOME}/").replace("/", "\\") for path in paths]


def _leads_into(paths: Follower, typed: str, closed: Collection[str]) -> bool:
    """Whether a part of 存放位置 leads into a folder that could not be listed."""
    if not closed:
        return False
    places = (paths.follow(part).shown for part in parts_of(typed))
    return any(lies_in(start + place, closed) for place in places if place for start in ("", f"{HOME}/"))


def _lacking(submission: Submission, folder: str, without: Mapping[str, list[Material]]) -> Iterable[Finding]:
    """Rows without a file: one finding for each that names a file, one for all of a kind else."""
    for code, materials in without.items():
        if code == "proof-path-missing":
            yield from (on_row(code, one, found=one.item.location.strip()) for one in materials)
        elif code:
            yield finding(
                code, unit=submission.unit, file=submission.file, sheet=materials[0].item.sheet, count=len(materials),
                title=quoted(materials[0].name), folder=folder,
            )  # fmt: skip


def _unregistered(rows: Rows, rulebook: Rulebook, files: Iterable[str]) -> None:
    """Files that no row means, told once for each unit's folder."""
    used = {path for material in rows.materials for path in material.files}
    folders = {f"{HOME}/{folder_name(unit)}": unit.id for unit in rulebook.units}
    left: defaultdict[str, list[str]] = defaultdict(list)
    for path in files:
        if path not in used:
            left["/".join(path.split("/")[:2])].append(path)
    for folder, paths in sorted(left.items()):
        names = "、".join(path.rpartition("/")[2] for path in paths[:3])
        unit = folders.get(folder, "")
        rows.findings.append(finding("proof-unregistered", unit=unit, file=folder, count=len(paths), files=names))
