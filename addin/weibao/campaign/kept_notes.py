"""What tells one kept version of a file from another: whether it is what stands there now, what is typed otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from weibao.campaign.input_words import input_words
from weibao.campaign.ledger_kept import read_version
from weibao.documents.digests import digest
from weibao.errors import WorkbookError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from weibao.campaign.folder import Campaign
    from weibao.campaign.versions import Version

# So many cells are named.
_NAMED: Final = 2
SAME: Final = "和现在的一样"
"""The note on a version that is what stands there, byte by byte."""

Texts = dict[str, str]
"""What is typed in a ledger, by the keys of the history."""


def notes_on(campaign: Campaign, kept: Iterable[Version]) -> dict[int, str]:
    """By the version's number, in words; `kept` comes with the last one first."""
    ledger = campaign.ledger
    there, now, found = dict[str, str](), typed_now(campaign), dict[int, str]()
    numbers: dict[str, int] = {}
    for version in kept:
        if version.path not in there:
            path = campaign.root / version.path
            there[version.path] = digest(path.read_bytes()) if path.is_file() else ""
        found[version.no] = SAME if version.digest == there[version.path] else ""
        if version.path != ledger.name or found[version.no]:
            continue
        then = typed_then(campaign, version)
        if then is None:
            found[version.no] = "读不出来"
            continue
        told = _otherwise(campaign, now, then)
        known = numbers.setdefault(repr(sorted(then.items())), version.no)
        found[version.no] = told if known == version.no or not told else f"填写和编号 {known} 的一样"
    return found


def differences(campaign: Campaign, file: str) -> list[str]:
    """What stands otherwise in a ledger that was put beside the one in use, cell by cell; none where either is not to
    be read.
    """
    now, then = typed_now(campaign), _typed(campaign, campaign.root / file)
    if now is None or then is None:
        return []
    found = []
    for key in _unlike(now, then):
        sheet, row, column = input_words(campaign.rulebook, key)
        old, new = then.get(key, "空白"), now.get(key, "空白")
        found.append(f"{sheet} {row} 的“{column}”：找回的是“{old}”，现在是“{new}”")
    return found


def typed_now(campaign: Campaign) -> Texts | None:
    """What is typed in the ledger in use; None where it cannot be read."""
    return _typed(campaign, campaign.ledger)


def typed_then(campaign: Campaign, version: Version) -> Texts | None:
    """What was typed in a kept version of it."""
    return read_version(campaign.machine, version, lambda path: _typed(campaign, path))


def _typed(campaign: Campaign, path: Path) -> Texts | None:
    from weibao.sheets.ledger_inputs import read_inputs

    try:
        return {key: item.text for key, item in read_inputs(path, campaign.rulebook).cells.items()}
    except (WorkbookError, OSError):
        return None


def _unlike(now: Mapping[str, str], then: Mapping[str, str]) -> list[str]:
    return [key for key in sorted(now.keys() | then.keys()) if now.get(key, "空白") != then.get(key, "空白")]


def _otherwise(campaign: Campaign, now: Texts | None, then: Texts) -> str:
    if now is None:
        return ""
    unlike = _unlike(now, then)
    if not unlike:
        return "填写和现在的一样"
    some = "、".join(" ".join(input_words(campaign.rulebook, key)) for key in unlike[:_NAMED])
    return f"填写和现在不同 {len(unlike)} 处：{some}{'等' if len(unlike) > _NAMED else ''}"
