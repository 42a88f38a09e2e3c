"""Reading one returned workbook: from a file that anybody may have sent to a typed submission with findings.

Files are opened read-only and never written. Whatever is wrong with one is a finding with file, sheet and cell;
`read_return` raises for nothing that a file may contain.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from weibao.clean import printable, unseen
from weibao.compute.annual import own_fields
from weibao.compute.model import Submission
from weibao.compute.roles import own_indicators, own_vetoes
from weibao.sheets.container import in_worker
from weibao.sheets.intake_active import grouped
from weibao.sheets.intake_annual import read_answers
from weibao.sheets.intake_book import PlainWorkbook, Workbook
from weibao.sheets.intake_counts import asked, read_counts
from weibao.sheets.intake_find import TABLES, extra_sheets, find_table
from weibao.sheets.intake_formats import Format, FormatError, format_of, refused_by_name
from weibao.sheets.intake_guard import StoppedError, read_in_worker
from weibao.sheets.intake_identity import Identity, read_identity, read_people
from weibao.sheets.intake_margins import note_guide, note_margins
from weibao.sheets.intake_package import Package, PackageError, read_file
from weibao.sheets.intake_rows import Reading, read_evidence, read_feedback, read_rows, read_vetoes
from weibao.sheets.intake_table import FoundTable, Notes
from weibao.sheets.intake_values import MAX_TEXT
from weibao.sheets.layout import ANNUAL, COUNTS, INDICATORS, STANDING, VETOES, column_letter
from weibao.sheets.values import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from weibao.compute.settings import Settings
    from weibao.findings import Finding
    from weibao.rulebook.model import Rulebook
    from weibao.sheets.layout import Table

_TABLES_NAMED = 6


@dataclass(frozen=True, slots=True)
class ReadReturn:
    """What one file holds. `submission` is None where the file or its unit cannot be read; `digest` is its SHA-256.

    `strange`: a workbook that has nothing of ours in it.
    """

    file: str
    digest: str = ""
    identity: Identity = field(default_factory=Identity)
    submission: Submission | None = None
    findings: tuple[Finding, ...] = ()
    strange: bool = False


def read_return(
    path: Path, rulebook: Rulebook, settings: Settings, *, file: str, content: bytes | None = None
) -> ReadReturn:
    """Read the workbook at `path`, called `file` in findings (a path relative to the campaign).

    `content`: its bytes where it lies in an archive (`path` is then the archive). `settings` are those the rulebook's
    towns come from. The submission's `received` is left to the caller.
    """
    if in_worker():
        return _read_here(path, settings.apply(rulebook), Notes(file), content)
    with suppress(Exception):  # too large for here, or a fault of a reader: once more where it can be killed
        return _read_here(path, settings.apply(rulebook), Notes(file), content)
    try:
        return read_in_worker(path, rulebook, settings, file=file, content=content)
    except StoppedError as error:
        notes = Notes(file)
        notes.add("file-stopped", reason=str(error))
    digest = ""
    with suppress(PackageError):  # it was moved away or opened meanwhile: that reading was stopped is told all the same
        digest = hashlib.sha256(read_file(path) if content is None else content).hexdigest()
    return ReadReturn(file, digest, findings=notes.closed())


def _read_here(path: Path, rulebook: Rulebook, notes: Notes, content: bytes | None) -> ReadReturn:
    """The return, read in this process. PackageError where a worker process should try again."""
    digest = ""
    try:
        if names := unseen(path.name):
            notes.add("name-unseen", field="文件名", name=printable(path.name), names="、".join(names))
        book, digest = open_workbook(path, notes.file, content)
        for sheet in book.sheets:
            if names := unseen(sheet):
                notes.add("name-unseen", sheet, field="工作表", name=printable(sheet), names="、".join(names))
        for code, listed, _ in grouped(book.active):
            notes.add(code, names=listed)
        return _read(book, rulebook, notes, digest)
    except FormatError as error:
        notes.add("file-format", what=error.what, remedy=error.remedy)
    except PackageError as error:
        if error.again and not in_worker():
            raise
        # Of a file that is refused as a whole nothing else need be said.
        notes.items = [item for item in notes.items if item.code != "file-unsearched"]
        notes.add(error.code, reason=str(error))
    return ReadReturn(notes.file, digest, findings=notes.closed())


def open_workbook(path: Path, file: str, content: bytes | None = None) -> tuple[Workbook, str]:
    """The workbook and its digest. FormatError for what is no workbook of ours, PackageError for a damaged one."""
    suffix = PurePosixPath(file).suffix.lower()
    if remedy := refused_by_name(suffix):
        raise FormatError(f"文件是 {suffix} 格式", remedy)
    data = read_file(path) if content is None else content
    kind = format_of(data)
    if kind is Format.XLS:
        if not in_worker():
            raise PackageError("旧格式没有目录可查", again=True)  # its reader cannot be bounded beforehand
        return PlainWorkbook(data, None), hashlib.sha256(data).hexdigest()
    package = Package(data)
    if kind is Format.ZIP:
        raise PackageError("这是一个压缩文件，不是 Excel 工作簿（里面是清单的，把扩展名改回 .zip 就能读）")
    if kind is Format.ODS:
        return PlainWorkbook(data, package), package.digest
    return Workbook(package), package.digest


def read_identity_only(
    path: Path, rulebook: Rulebook, settings: Settings, *, file: str, content: bytes | None = None
) -> Identity:
    """Only whose workbook it says it is; an identity that was not `seen` where it cannot be read."""
    try:
        book, _ = open_workbook(path, file, content)
        return read_identity(book, settings.apply(rulebook), Notes(file))
    except PackageError as error:  # in a worker process, where this one must not
        return read_return(path, rulebook, settings, file=file, content=content).identity if error.again else Identity()
    except Exception:  # whatever is wrong with it is told by those who read the whole
        return Identity()


def _read(book: Workbook, rulebook: Rulebook, notes: Notes, digest: str) -> ReadReturn:
    identity = read_identity(book, rulebook, notes)
    unit = identity.unit or identity.meta_unit
    notes.unit = unit or ""
    if unit is None:
        strange = not identity.has_meta and not identity.visible_unit and not _any_table(book)
        return ReadReturn(notes.file, digest, identity, None, notes.closed(), strange)
    if book.plain:
        notes.add("format-plain")
    changed = bool(identity.digest) and identity.digest != rulebook.digest
    reading = Reading(rulebook, unit, notes, book.date1904, changed)
    if identity.annual:
        return _read_annual(book, identity, reading, digest)
    codes = {
        INDICATORS.sheet: [indicator.id for indicator, _ in own_indicators(rulebook, unit)],
        VETOES.sheet: [veto.id for veto in own_vetoes(rulebook, unit)],
        COUNTS.sheet: asked(rulebook, unit),
    }
    optional = () if identity.counts else (COUNTS.sheet,)
    tables = [
        _table(book, table, notes, rulebook, codes.get(table.sheet, ()), optional=table.sheet in optional)
        for table in TABLES
    ]
    rows, evidence, vetoes, feedback, counts = tables
    _note_rest(book, notes, [one.sheet for one in tables if one])
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
        counts=read_counts(counts, reading) if counts else (),
        findings=notes.closed(),
        digest=digest,
        columns=_places(tables),
    )
    return ReadReturn(notes.file, digest, identity, submission, submission.findings)


def _read_annual(book: Workbook, identity: Identity, reading: Reading, digest: str) -> ReadReturn:
    """A workbook of 年度工作情况; beside it nothing counts."""
    notes, rulebook, unit = reading.notes, reading.rulebook, reading.rulebook.unit_by_id[reading.unit]
    found = _table(book, ANNUAL, notes, rulebook, [item.id for item in own_fields(rulebook, unit)], optional=False)
    _note_rest(book, notes, [ANNUAL.sheet, STANDING.sheet, *([found.sheet] if found else ())])
    submission = Submission(
        unit.id,
        identity.visible_round or identity.meta_round or 0,
        notes.file,
        None,
        people=read_people(book, reading),
        annual=read_answers(found, reading) if found else (),
        digest=digest,
        columns=_places([found]),
    )
    told = notes.closed()
    return ReadReturn(notes.file, digest, identity, replace(submission, findings=told), told)


def _places(tables: Iterable[FoundTable | None]) -> tuple[tuple[str, str, str], ...]:
    """Where the columns of the tables stand: units put some of their own in between."""
    return tuple(
        (found.sheet, column_letter(found.columns[column.key]), column.header)
        for found in tables
        if found
        for column in found.table.columns
        if column.key in found.columns
    )


def _note_rest(book: Workbook, notes: Notes, read: Sequence[str]) -> None:
    """What stands on 填报说明 and on sheets that were not `read`, and cells that hold too much."""
    note_guide(book, notes)
    if extra := extra_sheets(book, [*{item.sheet for item in notes.items}, *read]):
        more = f"等 {len(extra)} 张" if len(extra) > _TABLES_NAMED else ""
        notes.add("sheet-extra", names="”“".join(map(shown, extra[:_TABLES_NAMED])), more=more)
    for sheet, row, column in book.cut:
        notes.add("cell-too-long", sheet, f"{column_letter(column)}{row}", limit=MAX_TEXT)


def _table(
    book: Workbook, table: Table, notes: Notes, rulebook: Rulebook, codes: Sequence[str], *, optional: bool
) -> FoundTable | None:
    """The table, with findings about what stands around its cells."""
    found = find_table(book, table, notes, codes, optional=optional)
    if found is not None:
        note_margins(found, notes, rulebook)
    return found


def _any_table(book: Workbook) -> bool:
    """Whether the workbook has one of our tables, whosever it is."""
    try:
        return any(find_table(book, table, Notes(""), ()) for table in TABLES)
    except PackageError:
        return False
