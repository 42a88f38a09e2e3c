"""What a run tells the history: returns with their hashes, scores with their trail, what the office typed, files."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from weibao.campaign.contacts import contact_facts
from weibao.campaign.evidence_walk import lies_in
from weibao.campaign.history import Kind, begin_run, current, pack, record, unpack
from weibao.campaign.history_papers import remember_drafts, remember_papers
from weibao.campaign.history_privacy import kept_path
from weibao.campaign.inbox import shown_path
from weibao.campaign.score_json import number as points
from weibao.campaign.versions import keep_versions
from weibao.campaign.walking import walk
from weibao.compute.counts_words import figures_text
from weibao.documents.digests import digest, hash_of
from weibao.findings import Finding, finding
from weibao.system_words import reading_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from weibao.campaign.situation import Situation
    from weibao.campaign.store import Store

# A larger file is not read again while its size and its date stay the same.
_LARGE = 4 * 1024 * 1024


def remember_situation(store: Store, situation: Situation) -> list[Finding]:
    """Snapshot of a collect: every file below 回收/ of the round, how each unit stands, every score with its trail,
    where every document of 文号登记 stands.

    Returns a finding for each of those files that cannot be read.
    """
    rulebook, assessment = situation.grounds.rulebook, situation.assessment
    scale, round_ = rulebook.scale, assessment.round
    store.about = (assessment.as_of, round_)
    names = {unit.id: unit.name for unit in rulebook.units}
    files, findings = returned_files(store, situation)
    record(store, Kind.RETURN, f"回收/第{round_}轮/", files)
    scope = f"{round_}/"
    states = {f"{scope}{names[item.unit]}": item.status.value for item in situation.collected.returns}
    record(store, Kind.STATUS, scope, states)
    record(store, Kind.CONTACT, scope, contact_facts(situation, scope, names))
    claims, scores = {}, {}
    for result in assessment.indicators:
        for unit, row in result.units.items():
            if row.spoke:
                claims[f"{scope}{result.indicator}/{names.get(unit, unit)}"] = pack(
                    level=row.level.label, points=points(scale, row.stated)
                )
        figures = result.figures
        scores[f"{scope}{result.indicator}"] = pack(
            stated=points(scale, result.stated), cap=points(scale, result.cap), claimed=points(scale, figures.claimed),
            verified=points(scale, figures.verified), effective=points(scale, figures.effective),
            provisional=result.provisional,
        )  # fmt: skip
    record(store, Kind.CLAIM, scope, claims)
    record(store, Kind.FIGURE, scope, _figures(situation, scope, names))
    record(store, Kind.SCORE, scope, scores)
    total = {name: points(scale, getattr(assessment.total, name)) for name in ("earned", "possible", "unassessed")}
    whole = pack(**total, verdict=assessment.verdict.value, final=assessment.final)
    record(store, Kind.TOTAL, str(round_), {str(round_): whole})
    remember_papers(store, situation.grounds.office.register)
    _evidence(store, situation)
    return findings


def _evidence(store: Store, situation: Situation) -> None:
    """What an earlier version has read of the evidence, or what is left of a lost history, is where the record begins;
    what readings have taken over since the last `regenerate` is settled with this one.
    """
    from weibao.campaign.evidence_check import known_evidence
    from weibao.campaign.evidence_index import NAME
    from weibao.campaign.history_evidence import SETTLING, registered, remember_evidence

    if (store.path.parent / NAME).exists() and not current(store, Kind.EVIDENCE):
        remember_evidence(store, known_evidence(situation.grounds))
    if store.who.command == SETTLING and any(item.taken for item in registered(store).values()):
        begin_run(store)


def returned_files(store: Store, situation: Situation) -> tuple[dict[str, str], list[Finding]]:
    """Every file below 回收/ of the round by its `kept_path`, with its hash, whose it is and whether it counts.

    One that cannot be read stays as it is on record, with a finding; so do those in a folder that cannot be listed.
    """
    campaign, round_ = situation.grounds.campaign, situation.assessment.round
    names = {unit.id: unit.name for unit in situation.grounds.rulebook.units}
    owner = {file: state for state in situation.collected.returns for file in state.files}
    known, found = current(store, Kind.RETURN), {}
    findings = []
    closed = list[Path]()
    for path in files_below(campaign.returned(round_), closed):
        file = shown_path(path, campaign.root)
        key = kept_path(file)
        state = owner.get(file) or next((owner[name] for name in owner if name.startswith(f"{file}/")), None)
        try:
            marks = fingerprint(path, known.get(key))
        except OSError as error:
            if key in known:
                found[key] = known[key]
            code = "file-not-hashed" if key in known else "file-not-hashed-new"
            findings.append(finding(code, file=file, name=file, reason=reading_words(error)))
            continue
        found[key] = pack(
            **marks, unit=names[state.unit] if state else "",
            counts=bool(state and (state.used == file or state.used.startswith(f"{file}/"))),
        )  # fmt: skip
    places = [kept_path(shown_path(folder, campaign.root)) for folder in closed]
    for key in known.keys() - found.keys():
        if lies_in(key, places):  # whether it is gone nobody knows: the folder is told of where it is read
            found[key] = known[key]
    return found, findings


def fingerprint(path: Path, known: str | None) -> dict[str, object]:
    """The hash of a file, of a large one with its size and date: while those stay, the known hash is believed."""
    facts = path.stat()
    large = {"size": facts.st_size, "date": facts.st_mtime_ns} if facts.st_size > _LARGE else {}
    old = unpack(known)
    if large and all(old.get(key) == value for key, value in large.items()):
        return {"sha256": old.get("sha256"), **large}
    return {"sha256": hash_of(path), **large}


def _figures(situation: Situation, scope: str, names: Mapping[str, str]) -> dict[str, str]:
    """What every unit typed in 量化情况 that can be used, as text."""
    rulebook = situation.grounds.rulebook
    return {
        f"{scope}{row.indicator}/{names.get(unit, unit)}/{row.count}": text
        for result in situation.assessment.indicators
        for row in (result.counts.rows if result.counts else ())
        for unit, own in row.units.items()
        if (text := figures_text(rulebook.count_by_id[row.count], own.done, own.total))
    }


def files_below(folder: Path, closed: list[Path] | None = None) -> Iterator[Path]:
    """The files below a folder in the order of their paths; hidden ones, lock files and links left out.

    Folders that cannot be listed are added to `closed`.
    """
    failed: list[OSError] = []
    walked = walk(folder, failed.append)
    for path in sorted(Path(parent, name) for parent, _, names in walked for name in names):
        parts = path.relative_to(folder).parts
        if not any(part.startswith((".", "~$")) for part in parts) and _may_be_file(path):
            yield path
    if closed is not None and os.path.lexists(folder):
        closed += (Path(os.fsdecode(error.filename or folder)) for error in failed)


def _may_be_file(path: Path) -> bool:
    """Whether it is a file itself, no link to one; of what cannot even be asked after, whoever opens it is told why."""
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True


def remember_rest(store: Store) -> None:
    """At the end of every run: the drafts, the numbers given, and the files as we wrote them, a copy of each kept."""
    remember_drafts(store)
    numbers = {text: pack(draft=draft, file=file) for text, (draft, file) in store.numbers().items()}
    record(store, Kind.NUMBER, "", numbers)
    root = store.path.parent.parent
    contents = {}
    for change in record(store, Kind.FILE, "", store.files()):
        path = root / change.key
        if change.after and path.is_file() and digest(content := path.read_bytes()) == change.after:
            contents[change.key] = content
    keep_versions(store.path.parent, contents, store.who)
