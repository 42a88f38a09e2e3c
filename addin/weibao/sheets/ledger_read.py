"""Reading what the office typed in 核定台账. The file is only read.

People sort, insert rows and columns, and paste; so tables are found by headings and rows by keys. A value counts only
where the sheet's own formulas count it as well (a real number, a real date); anything else is a finding.
"""

from __future__ import annotations

import io
from functools import lru_cache
from typing import TYPE_CHECKING

from weibao.compute.model import Office
from weibao.compute.settings import Settings
from weibao.errors import WorkbookError
from weibao.findings import Finding, finding
from weibao.sheets.layout import LEDGER_META, SETTINGS
from weibao.sheets.ledger_cells import FIRST_DAY, LAST_DAY, Cells
from weibao.sheets.ledger_facts import causes_of
from weibao.sheets.ledger_inspections import read_inspections
from weibao.sheets.ledger_meetings import read_decisions, read_meetings
from weibao.sheets.ledger_members import read_changes, read_roster
from weibao.sheets.ledger_meta import PRODUCT
from weibao.sheets.ledger_papers import read_incoming, read_register
from weibao.sheets.ledger_reader import Reader
from weibao.sheets.ledger_rows import headers
from weibao.sheets.ledger_tables import AnyGrid, locate
from weibao.sheets.ledger_tasks import read_nodes, read_publicity, read_tasks
from weibao.sheets.ledger_work import read_work
from weibao.sheets.package import Package
from weibao.sheets.package_zip import damaged, read_zip
from weibao.sheets.values import read_date, read_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from weibao.rulebook.model import Rulebook
    from weibao.sheets.values import Raw


def read_office(path: Path, rulebook: Rulebook) -> tuple[Office, tuple[Finding, ...]]:
    """All that the office typed, and what could not be understood.

    `rulebook` as published; the towns of the settings are put in here. Raises WorkbookError where the file is missing,
    damaged, encrypted, no 核定台账 or one of another rulebook.
    """
    grids = read_grids(path)
    check_identity(grids, rulebook, path)
    return office_of(grids, rulebook, path.name)


def office_of(grids: Mapping[str, AnyGrid], rulebook: Rulebook, file: str) -> tuple[Office, tuple[Finding, ...]]:
    """The same from a workbook's cells; dates may be day serials."""
    typed, findings = read_settings(grids, rulebook, file)
    settings, _ = Settings.build(rulebook, typed)
    reader = Reader(grids, settings.apply(rulebook), settings, file)
    chosen, sent_back = reader.returns()
    verified, deadlines, assessors = reader.verification()
    register, incoming, meetings = read_register(reader), read_incoming(reader), read_meetings(reader)
    office = Office(
        rounds=reader.rounds(), verified=verified, deadlines=deadlines, assessors=assessors, opinions=reader.opinions(),
        rulings=reader.rulings(), closures=reader.closures(), causes=causes_of(grids), chosen=chosen,
        sent_back=sent_back, sealed=reader.sealed(), days=reader.days(), settings=typed,
        setting_places=setting_places(grids, file), register=register,
        incoming=incoming, meetings=meetings, decisions=read_decisions(reader, {meeting.id for meeting in meetings}),
        work=read_work(reader), roster=read_roster(reader), changes=read_changes(reader), tasks=read_tasks(reader),
        inspections=read_inspections(reader),
        task_nodes=read_nodes(reader), publicity=read_publicity(reader),
    )  # fmt: skip
    if reader.absent:
        names = "、".join(f"“{name}”" for name in reader.absent)
        reader.findings.append(finding("ledger-sheets-absent", file=file, sheet=reader.absent[0], names=names))
    return office, (*findings, *reader.findings)


def days_of(grids: Mapping[str, AnyGrid], rulebook: Rulebook, settings: Settings) -> dict[date, bool]:
    """The days typed in 节假日."""
    return Reader(grids, rulebook, settings, "").days()


def read_grids(path: Path) -> dict[str, AnyGrid]:
    """Every sheet's cells that are not blank. Raises WorkbookError."""
    from python_calamine import CalamineError

    container = read_zip(path)
    assert container.fp is not None  # noqa: S101 - the container is open
    container.fp.seek(0)
    try:
        return _grids(container.fp.read())
    except (CalamineError, OSError, ValueError):
        return _slowly(path)


@lru_cache(maxsize=2)
def _grids(content: bytes) -> dict[str, AnyGrid]:
    """Kept of the last ledgers: a run reads its own several times."""
    from python_calamine import CalamineWorkbook, SheetTypeEnum

    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    names = [sheet.name for sheet in book.sheets_metadata if sheet.typ is SheetTypeEnum.WorkSheet]
    return {name: _grid(book.get_sheet_by_name(name).to_python(skip_empty_area=False)) for name in names}


def _slowly(path: Path) -> dict[str, AnyGrid]:
    """The same by the reader that writes updates: it understands more ways of writing the same; days are serials."""
    package = Package(path)
    if package.counts_from_1904:
        raise damaged(path)
    return {name: package.sheet(name).grid() for name in package.sheets}


def _grid(rows: Sequence[Sequence[Raw]]) -> AnyGrid:
    found = {
        r: {c: value for c, value in enumerate(row, 1) if value not in ("", None)} for r, row in enumerate(rows, 1)
    }
    return {row: cells for row, cells in found.items() if cells}


def check_identity(grids: Mapping[str, AnyGrid], rulebook: Rulebook, path: Path) -> None:
    """Raises WorkbookError unless the workbook is a 核定台账 of this rulebook."""
    meta = {str(row.get(1, "")): row.get(2) for row in grids.get(LEDGER_META.sheet, {}).values()}
    if meta.get("product") != PRODUCT:
        raise WorkbookError(
            f"“{path.name}”不是本工具的核定台账（缺少隐藏工作表 {LEDGER_META.sheet} 或其内容）。"
            "请检查是否换成了别的文件，或从备份恢复。"
        )
    if meta.get("rulebook") != rulebook.id:
        raise WorkbookError(
            f"“{path.name}”属于规则库“{meta.get('rulebook')}”，现在用的是“{rulebook.id}”。请放回本次创建自己的核定台账。"
        )


def read_settings(grids: Mapping[str, AnyGrid], rulebook: Rulebook, file: str) -> tuple[dict[str, str], list[Finding]]:
    """设置: key → text of the values that are not blank; and what was wrong with the keys."""
    found = locate(SETTINGS, grids, headers(SETTINGS, ()))
    if found is None:
        return {}, [finding("ledger-sheet-missing", file=file, sheet=SETTINGS.sheet, name=SETTINGS.sheet)]
    cells, typed = Cells(found, file), dict[str, str]()
    dates = {setting.id for setting in rulebook.settings if setting.type == "date"}
    for row in found.rows(grids[found.sheet]):
        key = row.text("key")
        value = _setting_text(row.cells.get("value"), key in dates)
        if not key or not value:
            continue
        if key in typed:
            cells.note("ledger-key-duplicate", row, "key", key=key)
        typed.setdefault(key, value)
    return typed, cells.findings


def setting_places(grids: Mapping[str, AnyGrid], file: str) -> dict[str, dict[str, str]]:
    """Where the value of each key of 设置 stands: file, sheet and cell, for findings."""
    found = locate(SETTINGS, grids, headers(SETTINGS, ()))
    if found is None:
        return {}
    rows = [(row.text("key"), row) for row in found.rows(grids[found.sheet]) if row.cells.get("value") is not None]
    return {
        key: {"file": file, "sheet": found.sheet, "cell": found.cell("value", row.number)}
        for key, row in reversed(rows)
        if key
    }


def _setting_text(raw: Raw, is_date: bool) -> str:
    """The value as text; of a date setting also a day serial that lost its format."""
    day = read_date(raw, FIRST_DAY, LAST_DAY).value if is_date and isinstance(raw, (int, float)) else None
    return day.isoformat() if day else read_text(raw)
