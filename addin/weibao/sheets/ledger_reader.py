"""Reading the tables of 核定台账 one by one."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from weibao.compute.item_numbers import has_no_round, item_key, read_item
from weibao.compute.model import Closure, Escalation, Mode, Round, Ruling, Verified
from weibao.findings import Finding, finding
from weibao.sheets.free_numbers import free_number
from weibao.sheets.layout import DAY_KINDS, DAYS, RETURNS, REVIEW, ROUNDS, RULINGS, SUPERVISION, VERIFICATION
from weibao.sheets.ledger_assessors import standing
from weibao.sheets.ledger_cells import MOST_ROUNDS, Cells
from weibao.sheets.ledger_facts import event_key
from weibao.sheets.ledger_rows import ASSESSORS, headers
from weibao.sheets.ledger_tables import AnyGrid, locate
from weibao.sheets.values import compact, read_text, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping
    from datetime import date

    from weibao.compute.settings import Settings
    from weibao.rulebook.model import Rulebook
    from weibao.sheets.layout import Table
    from weibao.sheets.ledger_tables import TableRow

_MODES = {mode.label: mode for mode in Mode}
_ESCALATIONS = {item.label: item for item in Escalation}
_RULINGS = {"是": True, "否": False, "待查": None}


@dataclass
class Reader:
    """Reads the tables of one workbook, collecting findings."""

    grids: Mapping[str, AnyGrid]
    rulebook: Rulebook
    settings: Settings
    file: str
    findings: list[Finding] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)  # sheets that the version which made the ledger did not have

    @cached_property
    def _heads(self) -> tuple[str, ...]:
        """What stands in 核定 over the column of each organ of the setting 上级评估机关."""
        return standing(self.grids, self.rulebook, self.settings)

    def open_table(self, table: Table) -> Cells | None:
        """The table's reader; None and a finding where the sheet or headings that people type under are gone."""
        headings = headers(table, self._heads if table is VERIFICATION else ())
        found = locate(table, self.grids, headings)
        if found is None and table.added and table.sheet not in self.grids:
            self.absent.append(table.sheet)
            return None
        if found is None:
            self.findings.append(finding("ledger-sheet-missing", file=self.file, sheet=table.sheet, name=table.sheet))
            return None
        for column in table.columns:
            wanted = column.kind == "input" and headings[column.key] and not column.added
            if wanted and column.key not in found.columns:
                self.findings.append(
                    finding(
                        "ledger-assessor-missing" if column.key in ASSESSORS else "ledger-column-missing",
                        file=self.file,
                        sheet=found.sheet,
                        name=found.sheet,
                        column=headings[column.key],
                    )
                )
        return Cells(found, self.file, self.findings)

    def keyed_rows(
        self, cells: Cells, key: str, word_of: Callable[[str], str] = str.upper
    ) -> list[tuple[str, TableRow]]:
        """The rows by key, the first of each; a later one of the same key is a finding."""
        seen: dict[str, TableRow] = {}
        rows = tuple(cells.found.rows(self.grids[cells.found.sheet]))
        for row in rows:
            word = word_of(row.text(key))
            if word in seen and cells.typed(row):
                cells.note("ledger-key-duplicate", row, key, key=word)
            elif word:
                seen.setdefault(word, row)
            elif cells.typed(row):
                free = free_number(cells.found.table, rows, row, key)
                code = "ledger-number-missing" if free else "ledger-key-missing"
                cells.note(code, row, key, column=cells.heading(key), free=free)
        return list(seen.items())

    def rounds(self) -> tuple[Round, ...]:
        """轮次."""
        cells = self.open_table(ROUNDS)
        rounds: dict[int, Round] = {}
        for row in cells.found.rows(self.grids[cells.found.sheet]) if cells else ():
            assert cells is not None  # noqa: S101 - there are rows
            number = cells.round_number(row, "number", "round-unreadable")
            if number is None:
                if "number" not in row.cells and cells.typed(row):
                    cells.note("round-unreadable", row, "number", found="")
            elif number in rounds:
                cells.note("ledger-key-duplicate", row, "number", key=number)
            else:
                rounds[number] = Round(
                    number, read_text(row.cells.get("name")), read_text(row.cells.get("kind")),
                    cells.day(row, "issued"), cells.day(row, "due"),
                )  # fmt: skip
        return tuple(rounds[number] for number in sorted(rounds))

    def days(self) -> dict[date, bool]:
        """节假日."""
        cells = self.open_table(DAYS)
        days: dict[date, bool] = {}
        for row in cells.found.rows(self.grids[cells.found.sheet]) if cells else ():
            assert cells is not None  # noqa: S101 - there are rows
            day, kind = cells.day(row, "day"), row.text("kind")
            if day is None and "day" not in row.cells and not kind:
                continue
            if kind not in DAY_KINDS:
                cells.note("day-kind-unreadable", row, "kind", found=shown(row.cells.get("kind")))
            elif day is not None:
                days[day] = kind == DAY_KINDS[0]
        return days

    def returns(self) -> tuple[dict[tuple[int, str], str], dict[tuple[int, str], str]]:
        """回收情况: 采用文件 and 退回, each by (round, unit)."""
        cells = self.open_table(RETURNS)
        chosen: dict[tuple[int, str], str] = {}
        sent_back: dict[tuple[int, str], str] = {}
        for key, row in self.keyed_rows(cells, "key") if cells else ():
            assert cells is not None  # noqa: S101 - there are rows
            number, unit = _of_return(key)
            file, back = read_text(row.cells.get("chosen")), read_text(row.cells.get("sent_back"))
            if not (file or back):
                continue
            if number is None:
                cells.note("ledger-key-unknown", row, "key", found=shown(row.cells.get("key")))
            elif self._unit_fits(cells, row, unit):
                if file:
                    chosen[number, unit] = file
                if back:
                    sent_back[number, unit] = back
        return chosen, sent_back

    def sealed(self) -> dict[tuple[int, str], date]:
        """回收情况: 盖章件收到 by (round, unit)."""
        cells = self.open_table(RETURNS)
        found: dict[tuple[int, str], date] = {}
        for row in cells.found.rows(self.grids[cells.found.sheet]) if cells else ():
            assert cells is not None  # noqa: S101 - there are rows
            number, unit = _of_return(row.text("key").upper())
            if number is None or unit not in self.rulebook.unit_by_id:
                continue
            if "sealed" in row.cells and (day := cells.day(row, "sealed")):
                found.setdefault((number, unit), day)
        return found

    def opinions(self) -> dict[tuple[str, str], str]:
        """单位审核: 意见 by (unit, indicator)."""
        cells = self.open_table(REVIEW)
        opinions: dict[tuple[str, str], str] = {}
        for key, row in self.keyed_rows(cells, "key") if cells else ():
            assert cells is not None  # noqa: S101 - there are rows
            unit, _, indicator = key.partition("-")
            opinion = read_text(row.cells.get("opinion"))
            if not opinion:
                continue
            if indicator not in self.rulebook.indicator_by_id:
                if indicator not in self.rulebook.retired:
                    cells.note("ledger-key-unknown", row, "key", found=key)
            elif self._unit_fits(cells, row, unit):
                opinions[unit, indicator] = opinion
        return opinions

    def _unit_fits(self, cells: Cells, row: TableRow, unit: str) -> bool:
        """Whether the key's unit is known and is the one named in the row, by whichever of its names (town ids follow
        the list in 设置).
        """
        known = self.rulebook.unit_by_id.get(unit)
        if known is None:
            if unit not in self.rulebook.retired:
                cells.note("ledger-key-unknown", row, "key", found=row.text("key"))
        elif "unit" in row.cells and row.text("unit") not in map(compact, (known.name, *known.aliases)):
            cells.note("ledger-unit-changed", row, "unit", key=row.text("key"), found=row.text("unit"), now=known.name)
        else:
            return True
        return False

    def closures(self) -> dict[str, Closure]:
        """督办: what the office typed, by item."""
        cells = self.open_table(SUPERVISION)
        closures: dict[str, Closure] = {}
        for key, row in self.keyed_rows(cells, "id", item_key) if cells else ():
            assert cells is not None  # noqa: S101 - there are rows
            opened, closed, extended = (cells.day(row, name) for name in ("opened", "closed", "extended"))
            mode, escalation = _MODES.get(row.text("mode")), _ESCALATIONS.get(row.text("escalation"))
            for name, value, allowed in (("mode", mode, _MODES), ("escalation", escalation, _ESCALATIONS)):
                if value is None and row.text(name):
                    found, words = shown(row.cells.get(name)), "、".join(allowed)
                    cells.note("supervision-word", row, name, item=key, column=cells.heading(name), found=found,
                               allowed=words)  # fmt: skip
            note, *texts = (
                read_text(row.cells.get(name))
                for name in ("closing_note", "inspector", "doc_no", "extension_reason", "handler", "closed_by",
                             "evidence")
            )  # fmt: skip
            inspector, doc_no, reason, handler, closed_by, evidence = texts
            closure = Closure(
                key, opened, closed, note, mode or Mode.ORDINARY, inspector, doc_no, extended, reason, handler,
                closed_by, evidence, escalation, bool(opened and not doc_no and has_no_round(row.text("id"))),
            )  # fmt: skip
            # Of a case the code alone says that it is there; another row without anything typed says nothing.
            if closure != Closure(key) or _is_case(key):
                closures[key] = closure
        return closures

    def rulings(self) -> tuple[Ruling, ...]:
        """负面清单认定: every ruling, and the events that the office noted itself."""
        cells = self.open_table(RULINGS)
        rulings: list[tuple[Ruling, bool]] = []
        for row in cells.found.rows(self.grids[cells.found.sheet]) if cells else ():
            assert cells is not None  # noqa: S101 - there are rows
            if cells.typed(row) and (ruling := self._ruling(cells, row)):
                rulings.append((ruling, "ruling" in row.cells))
        # A row that says nothing adds nothing to what another row says of the same event, as in the sheet.
        said = {(ruling.veto, ruling.happened_on) for ruling, ruled in rulings if ruled}
        return tuple(item for item, ruled in rulings if ruled or (item.veto, item.happened_on) not in said)

    def _ruling(self, cells: Cells, row: TableRow) -> Ruling | None:
        veto, word, key = row.text("veto").upper(), row.text("ruling"), row.text("key")
        if veto in self.rulebook.retired:
            return None
        if veto not in self.rulebook.veto_by_id:
            last = self.rulebook.vetoes[-1].id if self.rulebook.vetoes else ""
            cells.note("ruling-veto-unknown", row, "veto", found=shown(row.cells.get("veto")), last=last)
            return None
        day = cells.day(row, "happened_on")
        if day is None and "happened_on" in row.cells:
            return None
        if word and word not in _RULINGS:
            cells.note("ruling-unreadable", row, "ruling", found=shown(row.cells.get("ruling")))
            return None
        if key and key != event_key(veto, day):
            cells.note("ruling-moved", row, "key", key=key)
        if key and not word:
            return None
        note = read_text(row.cells.get("note"))
        return Ruling(veto, day, _RULINGS.get(word), read_text(row.cells.get("by")), note)

    def verification(self) -> tuple[dict[str, Verified], dict[str, date], dict[str, dict[str, int]]]:
        """核定: verified scores, deadlines and the later assessors' scores, each by indicator."""
        cells = self.open_table(VERIFICATION)
        verified: dict[str, Verified] = {}
        deadlines: dict[str, date] = {}
        later: dict[str, dict[str, int]] = {}
        seen: set[str] = set()
        assessors = self._assessors(cells) if cells else {}
        for key, row in self.keyed_rows(cells, "id") if cells else ():
            assert cells is not None  # noqa: S101 - there are rows
            indicator = self.rulebook.indicator_by_id.get(key)
            if indicator is None:
                if cells.typed(row) and key not in self.rulebook.retired:
                    cells.note("ledger-key-unknown", row, "id", found=key)
                continue
            seen.add(key)
            points = cells.points(row, "verified", indicator, self.rulebook)
            on, number = cells.day(row, "on"), cells.round_number(row, "round", "verified-round-unreadable")
            if points is not None:
                reason, by = (read_text(row.cells.get(name)) for name in ("reason", "by"))
                verified[key] = Verified(points, reason, by, on, number or 0)
            if deadline := cells.day(row, "deadline"):
                deadlines[key] = deadline
            scores = {
                name: cells.points_at(row, column, name, indicator, self.rulebook, self.grids)
                for name, column in assessors.items()
            }
            if given := {name: score for name, score in scores.items() if score is not None}:
                later[key] = given
        missing = [indicator.id for indicator in self.rulebook.indicators if indicator.id not in seen]
        if cells and missing:
            self.findings.append(
                finding(
                    "ledger-rows-missing",
                    file=self.file,
                    sheet=cells.found.sheet,
                    name=cells.found.sheet,
                    keys="、".join(missing),
                )
            )
        if cells:
            self.findings.extend(self._renamed(cells, {name for given in later.values() for name in given}))
        return verified, deadlines, later

    def _assessors(self, cells: Cells) -> dict[str, int]:
        """Column of each later assessor that the settings name."""
        heads = self.grids[cells.found.sheet][cells.found.header_row]
        names = {
            compact(value): column for column, value in sorted(heads.items(), reverse=True) if isinstance(value, str)
        }
        pairs = zip(self.settings.assessors, self._heads, strict=True)
        return {name: names[compact(head)] for name, head in pairs if compact(head) in names}

    def _renamed(self, cells: Cells, scored: Collection[str]) -> Iterator[Finding]:
        """That scores count as another organ's than the one that the heading has named so far."""
        for name, head in zip(self.settings.assessors, self._heads, strict=True):
            if name != head and name in scored:
                sheet = cells.found.sheet
                yield finding("assessor-renamed", file=self.file, sheet=sheet, name=sheet, old=head, new=name)


def _is_case(key: str) -> bool:
    number = read_item(key)
    return number is not None and number.is_case


def _of_return(key: str) -> tuple[int | None, str]:
    """Round and unit of a row of 回收情况; None where it has no round that can be."""
    number, _, unit = key.partition("-")
    return (int(number) if number.isdecimal() and len(number) <= len(str(MOST_ROUNDS)) else None), unit
