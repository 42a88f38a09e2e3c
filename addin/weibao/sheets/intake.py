"""Reading one returned workbook: from a file that anybody may have sent to a typed submission with findings.

Files are opened read-only and never written. Whatever is wrong with one is a finding with file, sheet and cell;
`read_return` raises for nothing that a file may contain.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from weibao.compute.model import Submission
from weibao.sheets.intake_identity import Identity, read_identity, read_people
from weibao.sheets.intake_package import Package, PackageError
from weibao.sheets.intake_rows import Reading, read_evidence, read_feedback, read_rows, read_vetoes
from weibao.sheets.intake_table import FoundTable, Notes, Workbook, find_table
from weibao.sheets.layout import EVIDENCE, FEEDBACK, INDICATORS, NOTE_HEAD, VETOES, Table
from weibao.sheets.values import shown

if TYPE_CHECKING:
    from pathlib import Path

    from weibao.compute.settings import Settings
    from weibao.findings import Finding
    from weibao.rulebook.model import Rulebook
    from weibao.sheets.intake_deep import Area

# What people send instead of .xlsx, and what we ask them to do. Scans and photos in the folder are left alone.
_SAVE_AS = "请用 Excel 或 WPS 打开，另存为“Excel 工作簿（*.xlsx）”后再放入"
_TEXT_ONLY = "这种格式只有文字，请单位直接填写下发的 .xlsx 清单后重新报送"
_UNPACK = "这是压缩包，请先解压，把里面的 .xlsx 放进本文件夹"
OTHER_FORMATS = {
    **dict.fromkeys((".xls", ".et", ".ett", ".xlt", ".xlsb", ".ods", ".numbers"), _SAVE_AS),
    **dict.fromkeys((".csv", ".tsv"), _TEXT_ONLY),
    **dict.fromkeys((".zip", ".rar", ".7z"), _UNPACK),
}
_NUMBERS = re.compile(r"\b\d+\.")
WORKBOOKS = (".xlsx", ".xlsm")


@dataclass(frozen=True, slots=True)
class ReadReturn:
    """What one file holds. `submission` is None where the file or its unit cannot be read; `digest` is its SHA-256."""

    file: str
    digest: str = ""
    identity: Identity = field(default_factory=Identity)
    submission: Submission | None = None
    findings: tuple[Finding, ...] = ()


def read_return(path: Path, rulebook: Rulebook, settings: Settings, *, file: str) -> ReadReturn:
    """Read the workbook at `path`, called `file` in findings (a path relative to the campaign).

    `settings` are those the rulebook's towns come from. The submission's `received` is left to the caller.
    """
    rulebook = settings.apply(rulebook)
    notes = Notes(file)
    if path.suffix.lower() not in WORKBOOKS:
        remedy = OTHER_FORMATS.get(path.suffix.lower(), _SAVE_AS)
        notes.add("file-format", suffix=path.suffix or "（无扩展名）", remedy=remedy)
        return ReadReturn(file, findings=notes.closed())
    digest = ""
    try:
        package = Package(path)
        digest = package.digest
        return _read(Workbook(package), rulebook, notes, digest)
    except PackageError as error:
        notes.add("file-unreadable", reason=str(error))
    return ReadReturn(file, digest, findings=notes.closed())


def _read(book: Workbook, rulebook: Rulebook, notes: Notes, digest: str) -> ReadReturn:
    identity = read_identity(book, rulebook, notes)
    unit = identity.unit or identity.meta_unit
    notes.unit = unit or ""
    if unit is None:
        return ReadReturn(notes.file, digest, identity, None, notes.closed())
    reading = Reading(rulebook, unit, notes)
    tables = {table.sheet: _table(book, table, notes, rulebook) for table in (INDICATORS, EVIDENCE, VETOES, FEEDBACK)}
    rows, evidence, vetoes, feedback = tables.values()
    submission = Submission(
        unit,
        identity.visible_round or identity.meta_round or 0,
        notes.file,
        None,
        read_rows(rows, reading) if rows else (),
        read_evidence(evidence, reading) if evidence else (),
        read_vetoes(vetoes, reading) if vetoes else (),
        read_feedback(feedback, reading) if feedback else (),
        read_people(book, reading),
        notes.closed(),
        digest,
    )
    return ReadReturn(notes.file, digest, identity, submission, submission.findings)


def _table(book: Workbook, table: Table, notes: Notes, rulebook: Rulebook) -> FoundTable | None:
    """The table, with findings about what only shows in the sheet's XML: hidden rows, merged inputs, comments."""
    found = find_table(book, table, notes)
    if found is None:
        return None
    facts = book.facts(found.sheet)
    hidden = [row for row in facts.hidden_rows if row > found.header_row and found.filled(row)]
    if hidden:
        notes.add("rows-hidden", found.sheet, rows="、".join(map(str, hidden[:20])), count=len(hidden))
    for area in facts.merged:
        if _swallows(found, area):
            notes.add("cells-merged", found.sheet, area.text.split(":")[0], area=area.text)
    for address, comment in facts.comments.items():
        text = _without_our_note(comment, rulebook)
        if text:
            notes.add("comment-left", found.sheet, address, text=shown(text))
    return found


def _swallows(found: FoundTable, area: Area) -> bool:
    """Whether a merged area hides input cells. One that covers the row's code as well is a line of ours (no tasks)."""
    if area.bottom <= found.header_row or (area.top, area.left) == (area.bottom, area.right):
        return False
    inputs = {found.columns.get(column.key) for column in found.table.columns if column.kind == "input"}
    inside = set(range(area.left, area.right + 1))
    return bool(inputs & inside) and found.columns.get(found.key) not in inside


def _without_our_note(text: str, rulebook: Rulebook) -> str:
    """What a person added to a comment: the text without our list of suggested evidence."""
    if not text.startswith(NOTE_HEAD):
        return text
    rest = text.removeprefix(NOTE_HEAD)
    for hint in rulebook.evidence:
        rest = rest.replace(hint.text, "")
    return _NUMBERS.sub("", rest).strip()
