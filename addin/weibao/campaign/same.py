"""Files of one unit that differ in their bytes only: saved once more, sent twice, copied by a sync programme."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from weibao.compute.model import Submission
from weibao.sheets.intake import ReadReturn

# What browsers, Windows, network disks and chat programmes put into the names of copies.
_COPY = re.compile(
    r"[(（]\d{1,3}[)）](?=\.\w+$|$)|副本|冲突|拷贝|conflict|sync-conflict|\bcopy\b|\bduplicate\b", re.IGNORECASE
)


def leaders(items: Sequence[ReadReturn], preferred: Sequence[str]) -> dict[str, str]:
    """Digest of each file -> the digest that stands for all files with the same answers and findings.

    That of the first by name, or the one among them that comes first in `preferred`.
    """
    groups: dict[object, list[str]] = {}
    for item in items:
        groups.setdefault(_answers(item), []).append(item.digest)
    chosen = {}
    for digests in groups.values():
        leader = next((digest for digest in preferred if digest in digests), digests[0])
        chosen.update(dict.fromkeys(digests, leader))
    return chosen


def _answers(item: ReadReturn) -> object:
    """All that was typed, without where it stands."""
    told: Submission | None = item.submission
    if told is None:
        return item.digest
    return (
        tuple(replace(row, row=0, sheet="", level_cell="", score_cell="") for row in told.rows),
        tuple(replace(row, row=0, sheet="", cell="") for row in told.evidence),
        tuple(replace(row, row=0, sheet="", cell="") for row in told.vetoes),
        tuple(replace(row, row=0, sheet="", cell="") for row in told.feedback),
        tuple(replace(row, row=0, sheet="", done_cell="", total_cell="") for row in told.counts),
        tuple(replace(row, row=0, sheet="", cell="") for row in told.annual),
        told.people,
        tuple(sorted((found.code, found.message) for found in told.findings if found.code != "format-plain")),
    )


def copies_by_name(files: Iterable[str]) -> list[str]:
    """Those of the files that are called as copies are."""
    return [file for file in files if _COPY.search(file.rsplit("/", 1)[-1])]


def merged(versions: Mapping[str, tuple[str, ...]], leader: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """The versions with the files of same answers under one digest, its own files first."""
    result: dict[str, tuple[str, ...]] = {}
    for digest in versions:
        head = leader[digest]
        if head not in result:
            others = [files for other, files in versions.items() if other != head and leader[other] == head]
            result[head] = (*versions[head], *(file for files in others for file in files))
    return result
