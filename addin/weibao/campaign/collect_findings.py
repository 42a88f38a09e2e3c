"""What is told of the files of a unit in one round: which one counts and why, what else lies there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from weibao.campaign.same import copies_by_name
from weibao.findings import Finding, finding
from weibao.sheets.values import compact

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from weibao.campaign.choice import Case, Decision
    from weibao.compute.model import ReturnState, Submission
    from weibao.rulebook.model import Rulebook, Unit
    from weibao.sheets.intake import ReadReturn

# Where the file that counted is still there, but holds something else.
_EXCHANGED = {"return-gone": "return-exchanged"}
# Where that cannot be used.
_SPOILT = {"return-lost": "return-spoilt", "return-gone": "return-spoilt-other"}


def as_it_lies(root: Path, case: Case, decision: Decision, items: Sequence[ReadReturn]) -> Decision:
    """The decision, where the file that counted (or its archive) still lies there, but holds something else.

    That may be what counts now, or nothing that can be used.
    """
    file = case.before[0]
    if decision.used and file in case.versions[decision.used]:
        return replace(decision, notes=tuple(_EXCHANGED.get(note, note) for note in decision.notes))
    places = (file, *map(str, PurePosixPath(file).parents)) if file else ()
    if file in {item.file for item in items} or not any((root / place).is_file() for place in places):
        return decision
    return replace(decision, notes=tuple(_SPOILT.get(note, note) for note in decision.notes))


def case_findings(
    owner: Unit, number: int, case: Case, decision: Decision, state: ReturnState, digests: Mapping[str, str]
) -> Iterable[Finding]:
    """Which file of a unit counts, what it replaced, what waits for a choice; `digests` by file name."""

    def names(digests: Iterable[str]) -> str:
        return "”“".join(case.versions[digest][0] for digest in digests if digest in case.versions)

    values = {"round": f"第{number}轮", "used": state.used, "gone": case.before[0], "chosen": case.chosen}
    values["name"], unit = owner.name, owner.id
    for code in decision.notes:
        wanted = (decision.replaced,) if code == "return-replaced" else decision.waiting
        files = "、".join(state.files) if code == "chosen-missing" else names(wanted)
        file = state.used or (state.files[0] if state.files else "")
        yield finding(code, unit=unit, file=file, files=files, **values)
    if decision.waiting:
        compared = [file for digest in (*decision.waiting, decision.used) for file in case.versions.get(digest, ())]
        if (named := copies_by_name(compared)) and len(compared) > 1:
            yield finding("return-conflict-copy", unit=unit, file=named[0], files="”“".join(named))
    if decision.used:
        alike = case.versions[decision.used]
        copies = [file for file in alike if digests[file] == decision.used]
        if len(copies) > 1:
            yield finding("return-copy", unit=unit, file=state.used, files="”“".join(copies), used=state.used)
        if len(alike) > len(copies):
            yield finding("return-same", unit=unit, file=state.used, files="”“".join(alike), used=state.used)


def name_findings(submission: Submission, rulebook: Rulebook) -> Iterable[Finding]:
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
