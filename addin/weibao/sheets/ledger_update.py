"""Bringing 核定台账 up to date: machine sheets, new keys in prepared empty rows, and what the formulas show.

Whatever a person typed, added, sorted, coloured or commented stays. Where nothing is new the file is not written.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import chain, count
from typing import TYPE_CHECKING

from weibao.atomic import is_open, replace_file
from weibao.compute.item_numbers import item_key
from weibao.compute.model import ReturnStatus, Round
from weibao.errors import WorkbookError
from weibao.findings import Finding, finding, some
from weibao.sheets.layout import RETURNS, REVIEW, ROUNDS, RULINGS, SETTINGS, SUPERVISION, TASKS
from weibao.sheets.ledger_adopt import add_settings
from weibao.sheets.ledger_book import LedgerBook
from weibao.sheets.ledger_facts import Facts, event_key, facts_of, member_keys, return_key, with_typed_items
from weibao.sheets.ledger_guard import must_be_rebuilt, obstacles, prepared_rows, refuse
from weibao.sheets.ledger_lines import str_key
from weibao.sheets.ledger_notes import NOTHING_NOTED, note_rows
from weibao.sheets.ledger_openings import lapsed_rows, open_items
from weibao.sheets.ledger_rebuild import rebuild_ledger
from weibao.sheets.ledger_rows import return_row, review_row
from weibao.sheets.ledger_tasks import task_rows, unnamed_rows
from weibao.shut_words import Shut, shut_words, why_shut

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
    from pathlib import Path

    from weibao.compute.model import Assessment, ReturnState
    from weibao.compute.settings import Settings
    from weibao.compute.work import Work
    from weibao.rulebook.model import Rulebook
    from weibao.sheets.layout import Table
    from weibao.sheets.ledger_notes import Noted
    from weibao.sheets.ledger_openings import Opening
    from weibao.sheets.live_edits import Edits
    from weibao.sheets.package_values import Cell

# Cells named in one finding; more of them say nothing new.
_some = partial(some, most=6)
_SHUT = {Shut.OPEN: "ledger-open", Shut.READ_ONLY: "ledger-read-only"}


@dataclass(frozen=True)
class UpdateResult:
    """`path` is the file that holds the update (beside the ledger where that was open), `added` the new keys.

    `sheets`: those that were written with something new; none of a ledger made anew, and none with `live`. `content`:
    what was written, but for a ledger made anew.
    """

    path: Path
    changed: bool
    added: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    sheets: tuple[str, ...] = ()
    content: bytes = b""


def waiting_path(path: Path) -> Path:
    """Where an update goes while the ledger is open: 核定台账（待更新）.xlsx."""
    return path.with_name(f"{path.stem}（待更新）{path.suffix}")


def waiting_paths(path: Path) -> tuple[Path, ...]:
    """The files beside in which updates wait."""
    return tuple(sorted(item for item in path.parent.glob(f"{path.stem}（待更新*）.xls[mx]") if item.is_file()))


def _place_beside(path: Path, suffix: str, mine: Callable[[Path], bool]) -> Path:
    """A name beside the ledger that nothing has, or a file that nobody has changed or opened since we wrote it."""
    names = chain(("（待更新）",), (f"（待更新{number}）" for number in count(2)))
    paths = (path.with_name(f"{path.stem}{name}{suffix}") for name in names)
    return next(item for item in paths if not item.exists() or (mine(item) and not is_open(item)))


def update_ledger(
    path: Path,
    rulebook: Rulebook,
    settings: Settings,
    assessment: Assessment,
    returns: Sequence[ReturnState],
    *,
    openings: Sequence[Opening] = (),
    work: Sequence[Work] = (),
    noted: Noted = NOTHING_NOTED,
    target: Path | None = None,
    live: Edits | None = None,
    mine: Callable[[Path], bool] = lambda _: True,
) -> UpdateResult:
    """Write the facts of an assessment into the ledger at `path`.

    `rulebook` has the towns of the settings; `openings`, `work` and `noted` are what 文号登记 says of other sheets.
    While the ledger is open elsewhere or read-only, where it must not be written into, or with `target`, the result
    goes there and it is only read; `mine` tells the files beside that may be written over. With `live` the changes are
    only put into it, for the program that has the ledger open. Raises WorkbookError for a damaged file and another
    rulebook's.
    """
    book = LedgerBook.open(path, rulebook, settings)
    findings = list[Finding]()
    if barred := obstacles(book):
        anew, live = must_be_rebuilt(barred), None
        target = target or _place_beside(path, ".xlsx" if anew else path.suffix, mine)
        findings += obstacles(book, target.name)
        if anew:
            made = _made_anew(book, target, rulebook, settings, assessment, returns, openings, work, noted)
            return replace(made, findings=(*findings, *made.findings))
    typed = [str(line.cells.get("id") or "") for line in book.lines(SUPERVISION)]
    facts = with_typed_items(facts_of(rulebook, assessment, returns, book.facts()), typed)
    book.write_facts(facts)
    added, more = _add_keys(book, assessment, returns)
    findings += (*_new_settings(book, live), *more)
    open_items(book, openings)
    note_rows(book, work, noted)
    findings += _overwritten(path.name, book.refresh(facts, assessment.as_of))
    if live is not None:
        live.add(book.package.edits)
    elif target is None and book.package.changed and (why := why_shut(path)):
        target = _place_beside(path, path.suffix, mine)
        findings.append(finding(_SHUT[why], file=path.name, name=path.name, beside=target.name))
    changed, keys = book.package.changed, tuple(chain(*added.values()))
    if live is not None:
        return UpdateResult(path, changed, keys, tuple(findings))
    content = book.package.save(target) if changed else b""
    return UpdateResult(target or path, changed, keys, tuple(findings), book.package.changed_sheets, content)


def _overwritten(file: str, cells: Mapping[str, Sequence[str]]) -> Iterator[Finding]:
    """The formulas that somebody typed over, by sheet."""
    for sheet, names in cells.items():
        yield finding("ledger-overwritten", file=file, sheet=sheet, cell=names[0], name=sheet, cells=_some(names))


def _new_settings(book: LedgerBook, live: Edits | None) -> Iterator[Finding]:
    """Rows for settings that came with a newer program; a program that has the ledger open cannot add any."""
    added = add_settings(book) if live is None else []
    if added:
        titles = {str_key(setting.id): setting.title for setting in book.rulebook.settings}
        place = {"file": book.package.path.name, "sheet": SETTINGS.sheet}
        yield finding("ledger-settings-new", **place, count=len(added), titles="、".join(titles[key] for key in added))


def _made_anew(
    book: LedgerBook, target: Path, rulebook: Rulebook, settings: Settings, assessment: Assessment,
    returns: Sequence[ReturnState], openings: Sequence[Opening], work: Sequence[Work], noted: Noted,
) -> UpdateResult:  # fmt: skip
    """A new ledger at `target` with the inputs of this one, up to date."""
    with replace_file(target) as temporary:
        rebuild_ledger(book, temporary, rulebook, assessment.as_of)
        made = update_ledger(
            temporary, rulebook, settings, assessment, returns, openings=openings, work=work, noted=noted
        )
    return UpdateResult(target, True, made.added, tuple(item.at(file=target.name) for item in made.findings))


def add_round(
    path: Path, rulebook: Rulebook, round_: Round, asked: Collection[str] = (), *, live: Edits | None = None
) -> bool:
    """Note an issued round in 轮次 and give 回收情况 rows for the units `asked` (ids), by default all. True where the
    file changed, or would with `live`.

    With `live` nothing is written, the changes are put into it. Raises WorkbookError where the ledger is open
    elsewhere (without `live`) or has no row left.
    """
    book = _open_to_type(path, rulebook) if live is None else LedgerBook.open(path, rulebook)
    refuse(book)
    row = book.row_of(ROUNDS, str(round_.number))
    if row is None:
        free = book.empty_rows(ROUNDS)
        if not free:
            raise WorkbookError(f"“{path.name}”的“{ROUNDS.sheet}”没有空行了。请在表末插入几行后再运行。")
        row = free[0]
    values: dict[str, Cell] = {"number": round_.number, "name": round_.name, "kind": round_.kind}
    values |= {key: day for key, day in (("issued", round_.issued), ("due", round_.due)) if day}
    book.put(ROUNDS, row, {key: value for key, value in values.items() if value not in ("", None)})
    facts = book.facts()
    missing: dict[str, Cell] = {"status": ReturnStatus.MISSING.label, "issued": round_.issued, "count": 0}
    rows = {
        return_key(round_.number, unit.id): return_row(book.rulebook, round_.number, unit.id)
        for unit in book.rulebook.units
        if not asked or unit.id in asked
    }
    for key in rows:
        facts.returns.setdefault(key, dict(missing))
    book.write_facts(facts)
    _, left = _add(book, RETURNS, rows)
    if left:
        raise WorkbookError(
            f"“{path.name}”的“{RETURNS.sheet}”没有空行了。请在表末选中一行空行，向下复制若干行后再运行。"
        )
    if live is None:
        return _finish(book, facts)
    live.add(book.package.edits)
    return book.package.changed


def choose_file(path: Path, rulebook: Rulebook, round_: int, unit: str, file: str) -> bool:
    """Type `file` into 采用文件 of a unit and round. True where the file changed.

    Raises WorkbookError where the ledger is open elsewhere or has no such row.
    """
    book = _open_to_type(path, rulebook)
    refuse(book)
    key = return_key(round_, unit)
    row = book.row_of(RETURNS, key)
    if row is None:
        raise WorkbookError(f"“{path.name}”的“{RETURNS.sheet}”里没有 {key} 这一行。请先运行一次 weibao regenerate。")
    book.put(RETURNS, row, {"chosen": file})
    return _finish(book, book.facts())


def _open_to_type(path: Path, rulebook: Rulebook) -> LedgerBook:
    if told := shut_words(path):
        raise WorkbookError(told)
    return LedgerBook.open(path, rulebook)


def _finish(book: LedgerBook, facts: Facts) -> bool:
    """Renew what the formulas show and save."""
    if day := book.last_day():
        book.refresh(facts, day)
    if book.package.changed:
        book.package.save()
    return book.package.changed


# --- new keys in prepared rows --------------------------------------------------------------------------


def _add_keys(
    book: LedgerBook, assessment: Assessment, returns: Sequence[ReturnState]
) -> tuple[dict[str, dict[str, int]], list[Finding]]:
    """Keys that have no row yet: by sheet, key → the row that it got; and what found no room."""
    rulebook = book.rulebook
    wanted: tuple[tuple[Table, dict[str, dict[str, Cell]]], ...] = (
        (RETURNS, {return_key(s.round, s.unit): return_row(rulebook, s.round, s.unit) for s in returns}),
        (REVIEW, {key: review_row(rulebook, key, *row) for key, row in member_keys(rulebook).items()}),
        # 立项日期 stays open until the notice is out.
        (SUPERVISION, {item.id: {"id": item.id} for item in assessment.items}),
        (RULINGS, _events(assessment)),
        (TASKS, {str(row["key"]): row for row in task_rows(rulebook)}),
    )
    added: dict[str, dict[str, int]] = {}
    findings: list[Finding] = []
    for table, rows in wanted:
        taken = [str(row) for row in prepared_rows(book, table)[1]]
        added[table.sheet], left = _add(book, table, rows)
        place = {"file": book.package.path.name, "sheet": table.sheet}
        if left:
            words = {"name": table.sheet, "count": str(len(left)), "keys": _some(left), "rows": _some(taken)}
            findings.append(finding("ledger-rows-taken" if taken else "ledger-rows-full", **place, **words))
        findings += _hidden(book, table, added[table.sheet], place)
    for row, cells in list(unnamed_rows(rulebook, book.lines(TASKS))):
        book.put(TASKS, row, cells)
    return added, findings


def _hidden(book: LedgerBook, table: Table, added: Mapping[str, int], place: dict[str, str]) -> Iterator[Finding]:
    found = book.find(table)
    hidden = [key for key, row in added.items() if found and book.package.sheet(found.sheet).is_hidden(row)]
    if hidden:
        rows = _some([str(added[key]) for key in hidden])
        yield finding("ledger-row-hidden", **place, name=table.sheet, keys=_some(hidden), rows=rows)


def _events(assessment: Assessment) -> dict[str, dict[str, Cell]]:
    return {
        (key := event_key(event.veto, event.happened_on)): {
            "key": key, "veto": event.veto, "happened_on": event.happened_on,
        }
        for veto in assessment.vetoes
        for event in veto.events
        if event.units
    }  # fmt: skip


def _add(book: LedgerBook, table: Table, rows: Mapping[str, dict[str, Cell]]) -> tuple[dict[str, int], list[str]]:
    """Put the rows whose key the table does not have into its empty rows. Returns those added and those left over."""
    if book.find(table) is None:
        return {}, []
    known = {_key(table, line.cells) for line in book.lines(table)}
    new = [key for key in rows if key.upper() not in known]
    free = book.empty_rows(table) if new else []
    again = lapsed_rows(book, rows, new) if table is SUPERVISION else {}
    added = again | dict(zip([key for key in new if key not in again], free, strict=False))
    for key, row in added.items():
        book.put(table, row, rows[key])
    return added, [key for key in new if key not in added]


def _key(table: Table, cells: Mapping[str, Cell]) -> str:
    if table is RULINGS:
        # The event itself, not the code beside it: a person may have put another date into the row.
        day = cells.get("happened_on")
        return event_key(str_key(cells.get("veto")), day if isinstance(day, date) else None)
    key = str_key(cells.get(table.columns[0].key))
    return item_key(key) if table is SUPERVISION else key
