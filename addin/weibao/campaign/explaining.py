"""`regenerate --explain`: what has changed since the last run, and why each file was made again or was not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from weibao.atomic import is_lock
from weibao.campaign.manifest import MACHINE
from weibao.texts_explain import CHANGED, DONE, FORCED, FREED, KEPT_BY_HAND, PARTS, SHEET, WHY, sheet_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from weibao.campaign.manifest import Basis, Manifest
    from weibao.campaign.pipeline import Report

_RULES: Final = f"{MACHINE}/rulebook"
_MOST_NAMED: Final = 5
# In which order what has become of files is told: what people did first.
_ORDER: Final = ("new", "changed", "gone", "perhaps", "copied", "own")
_NONE: Final[Mapping[str, str]] = {}


def explained(
    report: Report, last: Manifest | None, before: Basis | None, contents: Mapping[str, str] = _NONE
) -> dict[str, Any]:
    """`changed`: what is otherwise than at the last run, in words; `files`: every output with what was `done`
    (written, kept, unchanged, removed) and `why`. `last`: the last run's manifest, `before`: how this run found things,
    and their `contents`, as `manifest` has them.
    """
    return {
        "changed": list(_changed(report, last, before, contents)),
        "files": [
            {"file": path, "done": done, "why": why}
            for done, paths in (
                ("written", report.written), ("kept", report.kept),
                ("removed", report.removed), ("unchanged", report.unchanged),
            )
            for path in sorted(paths)
            for why in [_why(path, done, report, last, before)]
        ],
    }  # fmt: skip


def lines(told: Mapping[str, Any]) -> Iterator[str]:
    """What `explained` gives, for people."""
    yield CHANGED["heading"]
    yield from (f"  {line}" for line in told["changed"] or [CHANGED["nothing"]])
    yield CHANGED["files"]
    yield from (f"  {DONE[item['done']]}　{item['file']}：{item['why']}" for item in told["files"])


def _changed(report: Report, last: Manifest | None, before: Basis | None, contents: Mapping[str, str]) -> Iterator[str]:
    from weibao.campaign.folder import LEDGER, LEDGER_SUFFIXES  # whoever only shows `lines` does not wait for it

    if last is None or before is None:
        yield CHANGED["unknown"]
        return
    was = last.basis
    if was.day != before.day:
        yield CHANGED["day"].format(old=was.day, new=before.day)
    if was.programme != before.programme:
        yield CHANGED["programme"]
    # The ledger is where people type.
    outputs = {*report.made, *report.written} - {f"{LEDGER}{suffix}" for suffix in LEDGER_SUFFIXES}
    told: dict[tuple[str, str], list[str]] = {}
    for path in _otherwise(was, before, outputs):
        what = _what(path, report, last, before, contents)
        folder = "" if what == "copied" else path.rpartition("/")[0].partition("/")[0]
        told.setdefault((what, folder), []).append(path)
    for (what, folder), paths in sorted(told.items(), key=lambda item: _ORDER.index(item[0][0])):
        yield from _told_once(what, folder, paths)


def _what(path: str, report: Report, last: Manifest, before: Basis, contents: Mapping[str, str]) -> str:
    """What has become of a file that lies otherwise than it did."""
    old, new = last.basis.files.get(path), before.files.get(path)
    if new is None:
        return "gone"
    if path in contents and contents[path] == last.contents.get(path):
        return "copied"
    if report.own is not None and report.own.has(path, contents.get(path, "")):
        return "own"
    if old is None:
        return "new"
    return "changed" if old[0] != new[0] or (path in contents and path in last.contents) else "perhaps"


def _otherwise(was: Basis, before: Basis, outputs: set[str]) -> Iterator[str]:
    """The files that lie otherwise than they did; not what this run makes, nor what the programme has for itself."""
    for path in sorted(was.files.keys() | before.files.keys()):
        name = path.rpartition("/")[2]
        if not name or is_lock(name) or path in outputs or was.files.get(path) == before.files.get(path):
            continue
        if not path.startswith(f"{MACHINE}/") or path.startswith(_RULES):
            yield path


def _told_once(what: str, folder: str, paths: list[str]) -> Iterator[str]:
    """Files of a folder of which the same is to be said: each by its name, or, where they are many, how many they are;
    of our own ones it is enough how many.
    """
    if len(paths) > (1 if what == "own" and folder else _MOST_NAMED):
        yield CHANGED[f"{what}-many"].format(path=paths[0], folder=folder, count=len(paths))
    else:
        yield from (CHANGED[what].format(path=path) for path in paths)


def _why(path: str, done: str, report: Report, last: Manifest | None, before: Basis | None) -> str:
    if done == "removed":
        return WHY["removed"]
    if told := report.why.get(path):
        return told
    if done == "kept":
        return KEPT_BY_HAND[report.kept[path]] + (FORCED if report.anew else "")
    by_hand = {item.code for item in report.findings if item.file == path} & KEPT_BY_HAND.keys()
    if by_hand:
        return KEPT_BY_HAND[min(by_hand)]
    parts = list(_parts(report.made.get(path, _NONE), last.made.get(path, _NONE) if last else _NONE))
    if done == "unchanged":
        return WHY["anew"] if report.anew else FREED.format(what="、".join(parts)) if parts and last else WHY["same"]
    if before is not None and path not in before.files:
        return WHY["new"] if last is None or path not in last.basis.files else WHY["lost"]
    if parts and last:
        return "、".join(parts)
    if any(item.code == "output-touched" and item.file == path for item in report.findings):
        return WHY["touched"]
    return WHY["different"]


def _parts(now: Mapping[str, str], was: Mapping[str, str]) -> Iterator[str]:
    """The parts that are otherwise than they were, in words; sheets of a workbook by their names."""
    if not was:
        return
    changed = [key for key in now if now[key] != was.get(key)]
    if sheets := [key.removeprefix(SHEET) for key in changed if key.startswith(SHEET)]:
        yield PARTS["sheets"].format(names=sheet_names(sheets))
    yield from (PARTS[key] for key in PARTS if key in changed)
