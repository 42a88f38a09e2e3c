"""核定台账 under a changed rulebook: rows for what is new, rows of what is dropped kept and marked, ours renewed.

Only cells of ours are written: fixed ones that the two versions put differently, the computed cells of rows that come
or go, and the rows below the tables. What people typed stays where it stands, a dropped indicator's too.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from weibao.compute.settings import Settings
from weibao.errors import WorkbookError
from weibao.rulebook.compare import Fate
from weibao.sheets import package_grow as grow
from weibao.sheets.layout import (
    CALC,
    CALC_FIRST_ROW,
    LEDGER_BLOCKS,
    LEDGER_NAMES,
    REVIEW,
    ROSTER,
    SETTINGS,
    TASKS,
    VERIFICATION,
)
from weibao.sheets.ledger_adopt_meta import note_rules, renew_lists
from weibao.sheets.ledger_adopt_units import add_posts, rename_units
from weibao.sheets.ledger_book import LedgerBook
from weibao.sheets.ledger_columns import COMPUTED
from weibao.sheets.ledger_guard import refuse
from weibao.sheets.ledger_lines import STOPPED, str_key
from weibao.sheets.ledger_read import read_settings
from weibao.sheets.ledger_rows import headers, review_rows, setting_rows, shown_height, verification_rows
from weibao.sheets.ledger_tasks import task_rows
from weibao.sheets.package_values import split_address

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from weibao.rulebook.compare import Comparison
    from weibao.sheets.layout import Table
    from weibao.sheets.ledger_lines import Line
    from weibao.sheets.package_sheet import SheetXml
    from weibao.sheets.package_values import Cell

    _Lines = Sequence[tuple[str, Line]]

_SINCE: Final = "（第{}轮起"


@dataclass
class Adopted:
    """What happened to the rows: keys by sheet; `full` those that there was no room for."""

    added: dict[str, list[str]] = field(default_factory=dict)
    stopped: dict[str, list[str]] = field(default_factory=dict)
    back: dict[str, list[str]] = field(default_factory=dict)
    full: dict[str, list[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class _Keyed:
    """A table with a row for each record: its rows by key in both versions, and the column that says 已停用."""

    table: Table
    old: dict[str, dict[str, Cell]]
    new: dict[str, dict[str, Cell]]
    mark: str
    emptied: tuple[str, ...] = ()  # columns of ours that a stopped row has blank, beside the computed ones
    said: str = ""  # the computed column that says so as well


def adopt_ledger(
    path: Path, change: Comparison, first: int, *, since: Comparison | None = None, target: Path | None = None
) -> Adopted:
    """Bring the ledger at `path` from the old to the new rulebook, which judges from round `first` on.

    Both as published; `since` is what differs from the rules of the round before, which the titles in 核定 tell;
    `target` is where the result goes instead. A ledger that is there already comes out the same.
    Raises WorkbookError where it cannot be written into.
    """
    book = LedgerBook.open(path, change.new)
    refuse(book)
    done = Adopted()
    for keyed in _tables(book, change, first, since):
        _bring(book, keyed, done)
    rename_units(book, change)
    for what, posts in zip((done.added, done.full), add_posts(book, change), strict=True):
        what |= {ROSTER.sheet: posts} if posts else {}
    renew_lists(book)
    facts = book.facts()
    book.write_facts(facts)
    if day := book.last_day():
        book.refresh(facts, day)
    note_rules(book)
    if book.package.changed or target:
        book.package.save(target)
    return done


def add_settings(book: LedgerBook) -> list[str]:
    """Rows of 设置 for settings of a newer program that the ledger has none of, at the end; the keys that came."""
    done, rows = Adopted(), _by_key(setting_rows(book.rulebook, {}))
    if any(line.cells.get("key") for line in book.lines(SETTINGS)):
        _bring(book, _Keyed(SETTINGS, rows, rows, "group"), done)
    return done.added.get(SETTINGS.sheet, [])


def _tables(book: LedgerBook, change: Comparison, first: int, since: Comparison | None) -> Iterable[_Keyed]:
    typed, _ = read_settings(book.grids(), change.old, book.package.path.name)
    old = Settings.build(change.old, typed)[0].apply(change.old)
    yield _Keyed(SETTINGS, _by_key(setting_rows(change.old, {})), _by_key(setting_rows(change.new, {})), "group")
    verification = _by_key(verification_rows(book.rulebook))
    for item in since.indicators if since else ():
        words = "新增" if item.fate is Fate.ADDED else item.words
        if words and item.id in verification:
            verification[item.id]["title"] = f"{item.title}{_SINCE.format(first)}{words}）"
    yield _Keyed(VERIFICATION, _by_key(verification_rows(old)), verification, "lead", ("full",), "status")
    yield _Keyed(REVIEW, _by_key(review_rows(old)), _by_key(review_rows(book.rulebook)), "role")
    tasks = _by_key(task_rows(old)), _by_key(task_rows(book.rulebook))
    yield _Keyed(TASKS, *tasks, "indicators", ("full",), "status")


def _by_key(rows: Iterable[dict[str, Cell]]) -> dict[str, dict[str, Cell]]:
    return {str_key(next(iter(row.values()))): row for row in rows}


# --- tables with a row for each record --------------------------------------------------------------------


def _bring(book: LedgerBook, keyed: _Keyed, done: Adopted) -> None:
    found, table = book.find(keyed.table), keyed.table
    if found is None:
        return
    sheet, lines = book.package.sheet(found.sheet), _keyed_lines(book, table)
    value = found.columns.get("value", 0)  # of 设置: every row has a choice of its own
    for name, line in lines:
        if name in keyed.new and _is_stopped(line, keyed):
            _revive(book, keyed, name, line, lines)
            _note(done.back, table, name)
        elif name in keyed.new:
            _renew(book, keyed, name, line)
            taken = [rows.get(name, {}).get("choices") for rows in (keyed.old, keyed.new)]
            if value and name in keyed.old and taken[0] != taken[1]:
                _choose(sheet, keyed, name, line.number, value, lines)
    there = {name for name, _ in lines}
    missing = [name for name in keyed.new if name not in there]
    if missing:
        _add(book, sheet, keyed, missing)
        done.added.setdefault(table.sheet, []).extend(missing)
    # Rows are stopped last: one of them may have been the only one whose formulas the others could take.
    for name, line in lines:
        if name in keyed.old and name not in keyed.new and not _is_stopped(line, keyed):
            _stop(book, keyed, line)
            _note(done.stopped, table, name)


def _keyed_lines(book: LedgerBook, table: Table) -> list[tuple[str, Line]]:
    """Every row that has a key, a key that stands in several rows several times."""
    key = table.columns[0].key
    return [(str_key(line.cells.get(key)), line) for line in book.lines(table) if line.cells.get(key)]


def _note(what: dict[str, list[str]], table: Table, name: str) -> None:
    names = what.setdefault(table.sheet, [])
    if name not in names:
        names.append(name)


def _is_stopped(line: Line, keyed: _Keyed) -> bool:
    return str(line.cells.get(keyed.mark) or "").startswith(STOPPED)


def _typed(table: Table) -> set[str]:
    return {column.key for column in table.columns if column.kind == "input"}


def _renew(book: LedgerBook, keyed: _Keyed, name: str, line: Line) -> None:
    """Fixed cells that the versions put differently; where they agree, what stands there is left alone."""
    old, new = keyed.old.get(name, {}), keyed.new[name]
    differ = {key: value for key, value in new.items() if key not in _typed(keyed.table) and value != old.get(key)}
    if str(line.cells.get("title") or "").startswith(f"{old.get('title')}{_SINCE.partition('{')[0]}"):
        differ["title"] = new["title"]  # what an earlier change has put behind it
    book.put(keyed.table, line.number, differ)


def _stop(book: LedgerBook, keyed: _Keyed, line: Line) -> None:
    """Say that the row is stopped and empty what would be counted; what a person put over a formula is said with it."""
    full = line.cells.get("full") if "full" in keyed.emptied else None
    heads = headers(keyed.table, book.settings.assessors)
    was = [
        _text(line.cells.get(keyed.mark)),
        *([f"原{full:g}分"] if isinstance(full, float) else []),
        *(f"{heads[key]}原填{_text(line.cells[key])}" for key in line.overwritten if line.cells[key] != STOPPED),
    ]
    computed = {column.key: None for column in COMPUTED.get(keyed.table.sheet, (None, ()))[1]}
    cells: dict[str, Cell] = {
        keyed.mark: f"{STOPPED}（{'，'.join(filter(None, was))}）",
        **dict.fromkeys(keyed.emptied),
        **computed,
    }
    if keyed.said:
        cells[keyed.said] = STOPPED
    book.put(keyed.table, line.number, cells)


def _text(value: Cell) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value or "")


def _revive(book: LedgerBook, keyed: _Keyed, name: str, line: Line, lines: _Lines) -> None:
    """A record that is back has its row again: our cells as new, the computed ones with the formulas of another row."""
    found = book.find(keyed.table)
    assert found is not None  # noqa: S101 - the caller has found it
    sheet = book.package.sheet(found.sheet)
    typed = _typed(keyed.table)
    book.put(keyed.table, line.number, {key: v for key, v in keyed.new[name].items() if key not in typed})
    columns = _computed_columns(book, keyed.table)
    model = _model(book, keyed, lines) if columns else 0
    for column in columns:
        if formula := grow.own_formula(sheet, model, column):
            sheet.put_formula(line.number, column, grow.moved(formula, model, line.number), None)
    book.forget(keyed.table)


def _computed_columns(book: LedgerBook, table: Table) -> list[int]:
    found = book.find(table)
    names = [column.key for column in COMPUTED.get(table.sheet, (table, ()))[1]]
    return [found.columns[name] for name in names if found and name in found.columns]


def _model(book: LedgerBook, keyed: _Keyed, lines: _Lines) -> int:
    """The last row of a record whose formulas are all ours. Raises WorkbookError where there is none."""
    sound = [line.number for _, line in lines if not line.kept and not _is_stopped(line, keyed)]
    if not sound:
        raise WorkbookError(
            f"“{book.package.path.name}”的“{keyed.table.sheet}”里没有一行是原来的样子，加不了新的行。"
            "请从备份恢复后再运行。"
        )
    return max(sound)


def _alike(keyed: _Keyed, name: str, lines: _Lines) -> int:
    """The row of a setting that takes the same as setting `name`: days, whole numbers, one of these; 0 for none."""
    kind = keyed.new[name].get("choices")
    found = (line.number for _, line in lines if kind and line.cells.get("choices") == kind)
    return next(found, 0)


def _choose(sheet: SheetXml, keyed: _Keyed, name: str, row: int, column: int, lines: _Lines) -> None:
    """Let the value of a setting be what the version says; where no other setting takes the same, anything."""
    grow.free_choice(sheet, row, column)
    if alike := _alike(keyed, name, lines):
        grow.share_choice(sheet, alike, row, column)


def _add(book: LedgerBook, sheet: SheetXml, keyed: _Keyed, names: list[str]) -> None:
    """Rows for records that have none: the prepared ones first, then new ones below the table."""
    table, found = keyed.table, book.find(keyed.table)
    assert found is not None  # noqa: S101 - the caller has found it
    lines = _keyed_lines(book, table)
    free = book.empty_rows(table) if table in (REVIEW, TASKS) else []
    places = dict(zip(names, free, strict=False))
    rest = [name for name in names if name not in places]
    if rest:
        model, last = _model(book, keyed, lines), max((line.number for line in book.lines(table)), default=0)
        end = max([*(line.number for _, line in lines), *free])
        computed = _computed_columns(book, table)
        for name, row in zip(rest, grow.rows_below(sheet, last), strict=False):
            alike = _alike(keyed, name, lines)
            grow.add_row(sheet, alike or model, row, computed)
            if alike:
                grow.share_choice(sheet, alike, row, found.columns["value"])
            places[name] = row
        _stretch(book, table, end, max(places.values()))
    book.forget(table)
    for name, row in places.items():
        book.put(table, row, keyed.new[name])
        sheet.set_height(row, shown_height(table, keyed.new[name]))


def _stretch(book: LedgerBook, table: Table, end: int, new: int) -> None:
    found = book.find(table)
    assert found is not None  # noqa: S101 - rows have been added to it
    grow.stretch_sheet(book.package, found.sheet, end, new, own=found.columns.get("value", 0))
    if table is not VERIFICATION:
        return
    # The head sees the whole table, with the row below it; so do Python's answers.
    calls = [(CALC, CALC_FIRST_ROW, split_address(f"{letter}1")[1]) for letter, _ in LEDGER_BLOCKS.values()]
    heads = [book.package.names[name] for name in LEDGER_NAMES.values() if name in book.package.names]
    for name, row, column in [*calls, *heads]:
        if name not in book.package.sheets:
            continue
        sheet = book.package.sheet(name)
        if formula := sheet.formula(row, column):
            own = name == found.sheet
            sheet.reword(row, column, grow.stretch_formula(formula, found.sheet, end + 1, new + 1, own=own))
