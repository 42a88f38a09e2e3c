"""`collect --report`: per unit with something to mend a 退回修改意见, and a copy of its workbook with the cells marked.

Both lie below 文书/退回修改意见/. What the unit sent is only read; a copy that somebody has changed is left alone.
"""

from __future__ import annotations

from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from weibao.atomic import replace_file
from weibao.campaign.drafting import case_of, draft, kind_named
from weibao.campaign.inbox import look_into
from weibao.campaign.situation import Progress, Situation, silent
from weibao.documents.digests import digest
from weibao.findings import finding
from weibao.sheets.intake_package import PackageError

if TYPE_CHECKING:
    from weibao.campaign.pipeline import Report
    from weibao.campaign.store import Store
    from weibao.findings import Finding


def write_slips(situation: Situation, store: Store, report: Report, progress: Progress = silent) -> list[str]:
    """Write slips and marked copies, say in `report` what happened; the relative paths of the files that are current.

    Slips of units that have nothing to mend any more are removed, unless a hand has changed them.
    """
    from weibao.documents.kinds import return_slip

    draft(situation, store, report, [kind_named(return_slip.NAME)], progress)
    files = [path for path in (*report.written, *report.unchanged) if return_slip.TITLE in path]
    case = case_of(situation)
    grounds = situation.grounds
    folder = grounds.campaign.documents / return_slip.TITLE
    wanted = [unit for unit in grounds.rulebook.units if return_slip.to_mend(case, unit.id)[0]]
    for number, unit in enumerate(wanted):
        progress("标注清单副本", number, len(wanted))
        used = case.returns[unit.id].used if unit.id in case.returns else ""
        mend, ask = return_slip.to_mend(case, unit.id)
        if not used:
            continue
        try:
            content = _marked(situation, used, [*mend, *ask])
        except PackageError as error:
            report.findings.append(finding("return-not-marked", unit=unit.id, file=used, reason=str(error)))
            continue
        name = f"{return_slip.stem(unit, situation.assessment.round)}－请在此副本上修改.xlsx"
        files.append(_put(folder / name, content, situation, store, report))
    if wanted:
        progress("标注清单副本", len(wanted), len(wanted))
    return files


def _marked(situation: Situation, used: str, findings: list[Finding]) -> bytes:
    from weibao.sheets.marked_copy import marked_copy

    settings = situation.grounds.settings
    author = settings.office_short or settings.office
    return marked_copy(returned_bytes(situation, used), findings, author=author, on=situation.assessment.as_of)


def returned_bytes(situation: Situation, name: str) -> bytes:
    """What lies below 回收/ under the name that findings give it, also in an archive. PackageError where it is gone."""
    campaign = situation.grounds.campaign
    for source in look_into(campaign.root, campaign.returned(situation.assessment.round)).sources:
        if source.name == name:
            content = source.content()
            try:
                return source.path.read_bytes() if content is None else content
            except OSError:
                break
    raise PackageError("文件读不出来")


def _put(target: Path, content: bytes, situation: Situation, store: Store, report: Report) -> str:
    """Write a copy, beside one that is not as we wrote it; its relative path."""
    campaign = situation.grounds.campaign
    stem = target.stem
    for number in count(1):
        name = campaign.relative(target)
        there = digest(target.read_bytes()) if target.exists() else ""
        if there == digest(content):
            report.note(name, changed=False)
            return name
        if not there or there == store.written(name):
            with replace_file(target) as temporary:
                temporary.write_bytes(content)
            store.remember_written(name, digest(content))
            report.note(name, changed=True)
            return name
        target = target.with_name(f"{stem}（新{number if number > 1 else ''}）{target.suffix}")
    raise AssertionError
