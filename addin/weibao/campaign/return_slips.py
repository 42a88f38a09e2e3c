"""`collect --report`: per unit with something to mend a 退回修改意见, and a copy of its workbook with the cells marked.

Both lie below 退回/退回修改意见/. What the unit sent is only read; a copy that somebody has changed is left alone.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from weibao.atomic import beside, is_open, is_read_only, remove_file, replace_file
from weibao.campaign.drafting import TEMPLATES, case_of
from weibao.campaign.inbox import look_into
from weibao.campaign.register_files import is_passing
from weibao.campaign.situation import Progress, Situation, silent
from weibao.compute.blanks import cell_by_cell
from weibao.compute.roles import own_indicators
from weibao.compute.rows import judge_submission
from weibao.documents.digests import digest
from weibao.documents.drafts import Receipt
from weibao.documents.seal import read_seal
from weibao.findings import finding
from weibao.sheets.intake_package import PackageError
from weibao.texts_returns import for_unit

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from pathlib import Path

    from weibao.campaign.pipeline import Report
    from weibao.campaign.store import Store
    from weibao.documents.kind import Case
    from weibao.documents.kinds.return_slip import Returned
    from weibao.findings import Finding

# Ends the name of a marked copy.
COPY = "－请在此副本上修改.xlsx"


def write_slips(situation: Situation, store: Store, report: Report, progress: Progress = silent) -> list[str]:
    """Write slips and marked copies, say in `report` what happened; the relative paths of the files that are current.

    Those of units that have nothing to mend any more are removed, unless a hand has changed them.
    """
    from weibao.documents.drafting import draft_documents
    from weibao.documents.kinds import return_slip

    campaign, case = situation.grounds.campaign, case_of(situation)
    rounds = return_slip.returned_rounds(case)
    copies, unmarked = _copies(situation, case, rounds, report, progress)
    out = campaign.root / return_slip.FOLDER
    kind = replace(return_slip.KIND, documents=partial(return_slip.documents, unmarked=unmarked))
    made = draft_documents(
        case, [kind], out=out, templates=campaign.root / TEMPLATES, known=_known(out), progress=progress,
        rounds=[item.number for item in rounds],
    )  # fmt: skip
    relative = campaign.relative
    report.written += map(relative, made.written)
    report.unchanged += map(relative, made.unchanged)
    report.removed += map(relative, made.removed)
    report.findings.extend(made.findings)
    files = [relative(path) for path in (*made.written, *made.unchanged)]
    for name, content in copies.items():
        files.append(_put(out / return_slip.TITLE / name, content, situation, store, report))
    for item in rounds:
        _clear(situation, item.number, store, report, files)
    return files


def _copies(
    situation: Situation, case: Case, rounds: Iterable[Returned], report: Report, progress: Progress
) -> tuple[dict[str, bytes], dict[tuple[str, int], str]]:
    """The marked copies by file name; and by unit id and round why there is none, which `report` says, too."""
    from weibao.documents.kinds import return_slip

    copies, unmarked = {}, {}
    found = ((item, unit, return_slip.to_mend(case, unit.id, item)) for item in rounds for unit in case.rulebook.units)
    wanted = [(item, unit, mend, ask) for item, unit, (mend, ask) in found if mend]
    for number, (item, unit, mend, ask) in enumerate(wanted):
        progress("标注副本", number, len(wanted))
        used = item.used(unit.id)
        if not used:
            continue
        try:
            if any(one.code in return_slip.BROKEN for one in mend):
                raise PackageError(f"交回的{item.book}缺了工作表、行或列")
            content = _marked(situation, item.number, used, [*mend, *ask])
        except PackageError as error:
            unmarked[unit.id, item.number] = str(error)
            report.findings.append(finding("return-not-marked", unit=unit.id, file=used, reason=str(error)))
            continue
        copies[f"{return_slip.stem(unit, item.number)}{COPY}"] = content
    if wanted:
        progress("标注副本", len(wanted), len(wanted))
    return copies, unmarked


def _known(out: Path) -> dict[str, str]:
    """The receipts of the slips that lie there as we wrote them: their seals tell, no history is needed."""
    known = {}
    for path in out.rglob("*.docx"):
        content = path.read_bytes()
        if not is_passing(path.name) and (sealed := read_seal(content)):
            known[path.relative_to(out).as_posix()] = str(Receipt(digest(content), *sealed))
    return known


def _clear(situation: Situation, number: int, store: Store, report: Report, files: Collection[str]) -> None:
    """Take away the marked copies of a round that nobody needs any more and nobody has changed."""
    campaign = situation.grounds.campaign
    copies = f"（第{number}轮）{COPY.removesuffix('.xlsx')}"
    told = {item.file for item in report.findings if item.code == "copy-changed"}
    for name, written in store.files().items():
        if copies in name and name not in files:
            path = campaign.root / name
            try:
                if path.is_file():
                    if digest(path.read_bytes()) != written:
                        if name not in told:
                            report.findings.append(finding("copy-left", file=name, name=path.name))
                        continue
                    if is_open(path):
                        continue
                    remove_file(path)
                    report.removed.append(name)
            except PermissionError:  # open on Windows: the next run takes it away
                continue
            store.remember_written(name, "")


def _marked(situation: Situation, number: int, used: str, findings: list[Finding]) -> bytes:
    from weibao.sheets.marked_copy import marked_copy

    grounds, annual = situation.grounds, situation.annual
    settings, rulebook = grounds.settings, grounds.rulebook
    yearly = annual is not None and annual.year.round.number == number
    collected = annual.collected if annual and yearly else situation.collected
    if submission := next((one for one in collected.submissions.values() if one.file == used), None):
        own = () if yearly else own_indicators(rulebook, submission.unit)
        judged = judge_submission(submission, own, rulebook.scale)
        findings = [one for item in findings for one in cell_by_cell(rulebook, submission, judged, item)]
    findings = [item.at(message=for_unit(item.message)) for item in findings]
    author = settings.office_short or settings.office
    return marked_copy(_returned_bytes(situation, number, used), findings, author=author, on=situation.assessment.as_of)


def _returned_bytes(situation: Situation, number: int, name: str) -> bytes:
    """What lies below 回收/ under the name that findings give it, also in an archive. PackageError where it is gone."""
    campaign = situation.grounds.campaign
    for source in look_into(campaign.root, campaign.returned(number)).sources:
        if source.name == name:
            content = source.content()
            try:
                return source.path.read_bytes() if content is None else content
            except OSError:
                break
    raise PackageError("文件读不出来")


def _put(wanted: Path, content: bytes, situation: Situation, store: Store, report: Report) -> str:
    """Write a copy, beside one that is not as we wrote it or that somebody has open; its relative path."""
    campaign = situation.grounds.campaign
    busy = changed = False
    for target in chain((wanted,), beside(wanted)):
        name = campaign.relative(target)
        try:
            there = digest(target.read_bytes()) if target.exists() else ""
            if there == digest(content):
                report.note(name, changed=False)
            elif is_open(target):
                busy = True
                continue
            elif there and there != store.written(name):
                changed = True
                continue
            else:
                with replace_file(target) as temporary:
                    temporary.write_bytes(content)
                report.note(name, changed=True)
        except PermissionError:
            if not target.exists():  # it is the folder that may not be written
                raise
            busy = True
            continue
        store.remember_written(name, digest(content))
        if busy:
            code = "output-read-only" if is_read_only(wanted) else "output-open"
            open_one = finding(code, file=campaign.relative(wanted), name=wanted.name, beside=target.name)
            report.findings.append(open_one)
        elif changed:
            kept = finding("copy-changed", file=campaign.relative(wanted), name=wanted.name, beside=target.name)
            report.findings.append(kept)
        return name
    raise AssertionError
