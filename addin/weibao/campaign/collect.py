"""`collect`: every workbook below 回收/第N轮/, whatever its name, and which file counts for which unit.

A file is believed where its visible unit, its hidden `_meta`, the round of the folder and what was issued agree;
otherwise it is set aside with a finding. Returned files are only read.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from weibao.campaign.choice import Case, Decision, Memory, Versions, decide
from weibao.campaign.identity import conflict
from weibao.campaign.inbox import day_received, outside_rounds, return_files, return_folder, shown_path
from weibao.compute.model import Office, ReturnState, ReturnStatus, Submission
from weibao.findings import Finding, finding
from weibao.sheets.intake import ReadReturn, read_return
from weibao.sheets.values import compact

if TYPE_CHECKING:
    from pathlib import Path

    from weibao.campaign.store import Issued
    from weibao.compute.settings import Settings
    from weibao.rulebook.model import Rulebook

# Reading a workbook waits for nothing; more threads than this only take memory.
MAX_WORKERS = 4

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Collected:
    """What came back in one round.

    `submissions` by unit id, only those that count; `returns` one state per unit, in the order of the units;
    `findings` of the files and of the submissions that count; `used` and `memory`, by (round, unit), are to be
    remembered and handed in again at the next run.
    """

    submissions: dict[str, Submission] = field(default_factory=dict)
    returns: tuple[ReturnState, ...] = ()
    findings: tuple[Finding, ...] = ()
    used: dict[tuple[int, str], tuple[str, str]] = field(default_factory=dict)
    memory: dict[tuple[int, str], str] = field(default_factory=dict)


def collect_round(
    root: Path,
    rulebook: Rulebook,
    settings: Settings,
    office: Office,
    number: int,
    *,
    issued: Mapping[str, Issued] | None = None,
    used: Mapping[str, tuple[str, str]] | None = None,
    memory: Mapping[str, str] | None = None,
    progress: Progress | None = None,
    workers: int | None = None,
) -> Collected:
    """Read round `number` of the campaign at `root`; `rulebook` has the settings' towns already.

    By unit id: `issued` what was sent out (empty or None: not known, then it is not compared), `used` and `memory`
    what the last run remembered. Raises nothing for whatever lies in the folder.
    """
    issued, used, memory = issued or {}, used or {}, memory or {}
    returned = _read_all(root, return_folder(root, number), rulebook, settings, progress, workers)
    findings = list(outside_rounds(root, number, {number, *(item.number for item in office.rounds)}))
    accepted, aside = _sorted_out(returned, rulebook, number, issued, findings)
    result = Collected()
    states = []
    for unit in rulebook.units:
        case = Case(
            _versions(accepted.get(unit.id, [])),
            used.get(unit.id, ("", "")),
            office.chosen.get((number, unit.id), "").strip(),
            office.sent_back.get((number, unit.id), "").strip(),
            Memory.load(memory.get(unit.id, "")),
        )
        decision = decide(case)
        state = _take(unit.id, number, case, decision, accepted.get(unit.id, []), issued, result)
        if state.status is ReturnStatus.MISSING and unit.id in aside:
            state = replace(state, status=ReturnStatus.SET_ASIDE, files=tuple(aside[unit.id]))
        states.append(state)
        findings.extend(_case_findings(unit.id, number, case, decision, state))
        if decision.used and unit.id in issued and issued[unit.id].digest == decision.used:
            findings.append(finding("return-untouched", unit=unit.id, file=state.used))
    for submission in result.submissions.values():
        findings += [*submission.findings, *_name_findings(submission, rulebook)]
    ordered = tuple(sorted(dict.fromkeys(findings), key=lambda item: (*item.sort_key, item.message)))
    return replace(result, returns=tuple(states), findings=ordered)


def _read_all(
    root: Path,
    folder: Path,
    rulebook: Rulebook,
    settings: Settings,
    progress: Progress | None,
    workers: int | None,
) -> list[ReadReturn]:
    """All files of the folder in the order of their paths; the reader leaves Python's lock for much of its work."""
    files = return_files(folder)

    def read(path: Path) -> ReadReturn:
        item = read_return(path, rulebook, settings, file=shown_path(path, root))
        if item.submission is None:
            return item
        return replace(item, submission=replace(item.submission, received=day_received(path)))

    results = []
    with ThreadPoolExecutor(workers or min(MAX_WORKERS, os.cpu_count() or 1)) as pool:
        for item in pool.map(read, files):
            results.append(item)
            if progress:
                progress("读取回收清单", len(results), len(files))
    return results


def _sorted_out(
    returned: Iterable[ReadReturn],
    rulebook: Rulebook,
    number: int,
    issued: Mapping[str, Issued],
    findings: list[Finding],
) -> tuple[dict[str, list[ReadReturn]], dict[str, list[str]]]:
    """By unit: the files that are believed, and the names of those set aside, with a finding each.

    A file that cannot be read is put down to the unit that it is called after.
    """
    accepted: dict[str, list[ReadReturn]] = {}
    aside: dict[str, list[str]] = {}
    for item in returned:
        reason = conflict(item.identity, rulebook, number, issued) if item.identity.seen else ""
        if item.submission and not reason:
            accepted.setdefault(item.submission.unit, []).append(item)
            continue
        sender = item.identity.unit or _named(item.file, rulebook)
        aside.setdefault(sender, []).append(item.file)
        refused = (finding("identity-conflict", file=item.file, reason=reason),) if reason else item.findings
        findings.extend(found.at(unit=found.unit or sender) for found in refused)
    return accepted, aside


def _named(file: str, rulebook: Rulebook) -> str:
    """The unit that a file is called after, "" where that is none or not clear."""
    stem = compact(file.rsplit("/", 1)[-1])
    named = {
        unit.id for unit in rulebook.units for name in (unit.name, unit.formal, *unit.aliases) if compact(name) in stem
    }
    return named.pop() if len(named) == 1 else ""


def _versions(items: Iterable[ReadReturn]) -> Versions:
    versions: Versions = {}
    for item in items:
        versions[item.digest] = (*versions.get(item.digest, ()), item.file)
    return versions


def _take(
    unit: str,
    number: int,
    case: Case,
    decision: Decision,
    items: Iterable[ReadReturn],
    issued: Mapping[str, Issued],
    result: Collected,
) -> ReturnState:
    """Put the file that counts into `result` and say how the unit stands."""
    by_file = {item.file: item for item in items}
    files = tuple(by_file)
    sent = issued[unit].issued if unit in issued else None
    kept = decision.memory.dump()
    if kept:
        result.memory[number, unit] = kept
    if not decision.used:
        return ReturnState(unit, number, decision.status, files, issued=sent)
    copies = case.versions[decision.used]
    file = case.before[0] if case.before[0] in copies else copies[0]
    submission = by_file[file].submission
    assert submission is not None  # noqa: S101 - only files with a submission are accepted
    result.used[number, unit] = (file, decision.used)
    result.submissions[unit] = replace(submission, round=number)
    return ReturnState(unit, number, decision.status, files, file, submission.received, sent)


def _case_findings(unit: str, number: int, case: Case, decision: Decision, state: ReturnState) -> Iterable[Finding]:
    def names(digests: Iterable[str]) -> str:
        return "”“".join(case.versions[digest][0] for digest in digests if digest in case.versions)

    values = {"round": f"第{number}轮", "used": state.used, "gone": case.before[0], "chosen": case.chosen}
    for code in decision.notes:
        wanted = (decision.replaced,) if code == "return-replaced" else decision.waiting
        files = "、".join(state.files) if code == "chosen-missing" else names(wanted)
        yield finding(
            code, unit=unit, file=state.used or (state.files[0] if state.files else ""), files=files, **values
        )
    if decision.used:
        copies = case.versions[decision.used]
        if len(copies) > 1:
            yield finding("return-copy", unit=unit, file=state.used, files="”“".join(copies), used=state.used)


def _name_findings(submission: Submission, rulebook: Rulebook) -> Iterable[Finding]:
    """A file called after another unit: perhaps the wrong checklist was filled."""
    stem = compact(submission.file.rsplit("/", 1)[-1])
    own = rulebook.unit_by_id[submission.unit]
    if any(compact(name) in stem for name in (own.name, own.formal, *own.aliases)):
        return
    named = [unit.name for unit in rulebook.units if compact(unit.name) in stem]
    if named:
        yield finding(
            "file-other-name", unit=own.id, file=submission.file, named=max(named, key=len), unit_name=own.name
        )
