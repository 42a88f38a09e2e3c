"""`collect`: every workbook below 回收/第N轮/, whatever its name, and which file counts for which unit.

A file is believed where its visible unit, its hidden `_meta`, the round of the folder and what was issued agree;
otherwise it is set aside with a finding. Returned files are only read, those in archives in memory.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import TYPE_CHECKING

from weibao.campaign.choice import Case, Decision, Memory, Versions, decide
from weibao.campaign.collect_findings import as_it_lies, case_findings, name_findings
from weibao.campaign.identity import Earlier, conflict, earlier_round, later_round
from weibao.campaign.inbox import RETURNED, look_into, open_inbox, return_folder
from weibao.campaign.readings import read_sources
from weibao.campaign.same import leaders, merged
from weibao.campaign.senders import archives_by_sender, named, nameless
from weibao.compute.annual import annual_rounds
from weibao.compute.model import Office, ReturnState, ReturnStatus, Submission
from weibao.findings import Finding, finding
from weibao.sheets.intake import read_identity_only
from weibao.sheets.intake_package import PackageError, read_file

if TYPE_CHECKING:
    from pathlib import Path

    from weibao.campaign.inbox import Source
    from weibao.campaign.readings import Readings
    from weibao.campaign.store import Issued
    from weibao.compute.settings import Settings
    from weibao.rulebook.model import Rulebook
    from weibao.sheets.intake import ReadReturn

# What is told of a file whatever becomes of it, until it is put aside.
_OF_THE_FILE = frozenset({
    "file-macros", "file-activex", "file-embedded", "file-external", "file-dde", "file-queries", "file-web-extension",
    "file-formulas", "file-unsearched", "name-unseen",
})  # fmt: skip

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Collected:
    """What came back in one round.

    `submissions` by unit id, only those that count; `returns` one state per unit, in the order of the units;
    `findings` of the files and of the submissions that count; `used` and `memory`, by (round, unit), are to be
    remembered and handed in again at the next run; `read` is what was read of the files that are `used`.
    """

    submissions: dict[str, Submission] = field(default_factory=dict)
    returns: tuple[ReturnState, ...] = ()
    findings: tuple[Finding, ...] = ()
    used: dict[tuple[int, str], tuple[str, str]] = field(default_factory=dict)
    memory: dict[tuple[int, str], str] = field(default_factory=dict)
    read: tuple[ReadReturn, ...] = ()


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
    earlier: Mapping[int, Earlier] | None = None,
    readings: Readings | None = None,
    progress: Progress | None = None,
    workers: int | None = None,
) -> Collected:
    """Read round `number` of the campaign at `root`; `rulebook` has the settings' towns already.

    By unit id: `issued` what was sent out (empty or None: not known, then it is not compared), `used`, `memory`
    and `readings` what the last run remembered. `earlier` are the rounds before. Raises nothing for whatever lies in
    the folder, but CampaignError where the reader itself is broken.
    """
    issued, used, memory = issued or {}, used or {}, memory or {}
    rounds = {item.number for item in office.rounds}
    annual = _is_annual(rulebook, office, number)
    inbox = open_inbox(root, number, rounds)
    returned = read_sources(
        inbox.sources, rulebook, settings, readings=readings, ours=[root / item.file for item in issued.values()],
        progress=progress, workers=workers,
    )  # fmt: skip
    findings, aside = archives_by_sender(inbox.findings, rulebook)
    accepted = _sorted_out(returned, rulebook, number, issued, earlier or {}, findings, aside, rounds, annual)
    result = Collected()
    states = []
    for unit in rulebook.units:
        own = accepted.get(unit.id, [])
        case = _case(office, (number, unit.id), own, used.get(unit.id, ("", "")), memory.get(unit.id, ""))
        decision = as_it_lies(root, case, decide(case), own)
        state = _take(unit.id, number, case, decision, own, issued, result)
        if state.status is ReturnStatus.MISSING and unit.id in aside:
            state = replace(state, status=ReturnStatus.SET_ASIDE, files=tuple(aside[unit.id]))
        states.append(state)
        findings.extend(_of_the_files(own, case, decision))
        findings.extend(case_findings(unit, number, case, decision, state, {one.file: one.digest for one in own}))
        if decision.used and unit.id in issued and issued[unit.id].digest == decision.used:
            findings.append(finding("return-untouched", unit=unit.id, file=state.used))
    findings += nameless(aside, states, f"{RETURNED}/第{number}轮")
    for submission in result.submissions.values():
        findings += [*submission.findings, *name_findings(submission, rulebook)]
    ordered = tuple(sorted(dict.fromkeys(findings), key=lambda item: (*item.sort_key, item.message)))
    return replace(result, returns=tuple(states), findings=ordered, read=_counted(returned, result))


def _counted(returned: Iterable[ReadReturn], result: Collected) -> tuple[ReadReturn, ...]:
    """What was read of the files that count."""
    counted = {digest for _, digest in result.used.values()}
    return tuple(item for item in returned if item.digest in counted)


def answered(
    root: Path,
    rulebook: Rulebook,
    settings: Settings,
    number: int,
    issued: Mapping[str, Issued] | None = None,
    earlier: Mapping[int, Earlier] | None = None,
    readings: Readings | None = None,
    *,
    annual: bool = False,
) -> bool:
    """Whether a file that can be believed lies in the folder of a round: only then somebody has answered it.

    `annual`: the round gathers 年度工作情况.
    One on the checklist of an `earlier` round will do, and one that counted at the last run (`readings`).
    """
    for source in look_into(root, return_folder(root, number)).sources:
        try:
            content = source.content()
        except PackageError:
            continue
        who = read_identity_only(source.path, rulebook, settings, file=source.name, content=content)
        if not who.seen and readings:
            digest = sha256(_bytes(source, content)).hexdigest()
            kept = readings.of(digest, source.name)
            who = kept.identity if kept else who
        if who.seen and not conflict(who, rulebook, number, issued or {}, annual=annual):
            return True
        if who.seen and earlier:
            digest = sha256(_bytes(source, content)).hexdigest()
            if earlier_round(who, digest, rulebook, number, earlier, annual=annual):
                return True
    return False


def _bytes(source: Source, content: bytes | None) -> bytes:
    """What lies there; nothing where it cannot be read."""
    try:
        return read_file(source.path) if content is None else content
    except PackageError:
        return b""


def _sorted_out(
    returned: Iterable[ReadReturn],
    rulebook: Rulebook,
    number: int,
    issued: Mapping[str, Issued],
    earlier: Mapping[int, Earlier],
    findings: list[Finding],
    aside: dict[str, list[str]],
    rounds: Collection[int],
    annual: bool,
) -> dict[str, list[ReadReturn]]:
    """By unit: the files that are believed; to `aside` go the names of the others, by unit, with their findings.

    A file that cannot be read is put down to the unit that it is called after. One that was filled on the checklist
    of an earlier round counts where its unit has sent nothing better.
    """
    accepted: dict[str, list[ReadReturn]] = {}
    doubtful: list[tuple[ReadReturn, str]] = []
    for item in returned:
        reason = conflict(item.identity, rulebook, number, issued, annual=annual) if item.identity.seen else ""
        if item.submission and not reason:
            accepted.setdefault(item.submission.unit, []).append(item)
        elif item.strange:
            findings += [finding("file-no-checklist", file=item.file), *_of_the_file(item)]
        else:
            doubtful.append((item, reason))
    for item, reason in doubtful:
        unit = item.submission.unit if item.submission else ""
        who = item.identity
        old = earlier_round(who, item.digest, rulebook, number, earlier, annual=annual) if unit else 0
        if item.submission and old and all(_migrated(one) for one in accepted.get(unit, ())):
            note = finding("round-migrated", unit=unit, file=item.file, old=old, number=number)
            told = replace(item.submission, findings=(note, *item.submission.findings))
            accepted.setdefault(unit, []).append(replace(item, submission=told))
            continue
        sender = item.identity.unit or named(item.file, rulebook)
        aside.setdefault(sender, []).append(item.file)
        refused = item.findings
        if reason:
            later = later_round(who, rulebook, number, rounds)
            found = finding("identity-conflict", file=item.file, reason=reason)
            if later:
                found = finding("round-misplaced", file=item.file, found=later, number=number)
            refused = (found, *_of_the_file(item))
        findings.extend(found.at(unit=found.unit or sender) for found in refused)
    return accepted


def _is_annual(rulebook: Rulebook, office: Office, number: int) -> bool:
    """Whether a round gathers 年度工作情况."""
    return any(item.number == number for item in annual_rounds(rulebook, office.rounds))


def _of_the_file(item: ReadReturn) -> Iterator[Finding]:
    """What the file carries beside a checklist: to be known also where it does not count."""
    told = (*item.findings, *(item.submission.findings if item.submission else ()))
    yield from dict.fromkeys(found for found in told if found.code in _OF_THE_FILE)


def _of_the_files(items: Iterable[ReadReturn], case: Case, decision: Decision) -> Iterator[Finding]:
    """The same of a unit's files; not of one that an earlier run has put aside: it was told when that came in."""
    done = {*case.memory.passed_over} - {decision.used, *decision.waiting}
    for item in items:
        if item.digest not in done:
            yield from _of_the_file(item)


def _migrated(item: ReadReturn) -> bool:
    return bool(item.submission) and any(found.code == "round-migrated" for found in item.submission.findings)  # type: ignore[union-attr]


def _case(
    office: Office, key: tuple[int, str], items: Sequence[ReadReturn], before: tuple[str, str], memory: str
) -> Case:
    """What there is to decide for a unit and round. Files with the same answers are one version.

    Not after a 退回: whoever was sent back may send the same once more, and it counts as his answer.
    """
    kept, back = Memory.load(memory), office.sent_back.get(key, "").strip()
    versions = _versions(items)
    if not back:
        versions = merged(versions, leaders(items, (before[1], *kept.passed_over)))
    return Case(versions, before, office.chosen.get(key, "").strip(), back, kept)


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
    same = [file for file in copies if by_file[file].digest == decision.used]
    file = case.before[0] if case.before[0] in same else same[0]
    submission = by_file[file].submission
    assert submission is not None  # noqa: S101 - only files with a submission are accepted
    result.used[number, unit] = (file, decision.used)
    result.submissions[unit] = replace(submission, round=number)
    received, columns = submission.received, submission.columns
    return ReturnState(unit, number, decision.status, files, file, received, sent, columns)
