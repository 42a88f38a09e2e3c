"""What people leave beside the cells that we ask for: hidden rows and columns, merged cells, comments, text boxes,
notes in the margins. None of it counts, and none of it may be passed over in silence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from weibao.sheets.intake_identity import unit_of
from weibao.sheets.intake_table import FoundTable, Notes
from weibao.sheets.layout import (
    ANNUAL,
    COUNTS,
    EVIDENCE,
    FEEDBACK,
    GUIDE,
    INDICATORS,
    NOTE_HEAD,
    VETOES,
    Table,
    column_letter,
)
from weibao.sheets.values import compact, read_code, shown

if TYPE_CHECKING:
    from collections.abc import Collection

    from weibao.rulebook.model import Rulebook
    from weibao.sheets.intake_book import Workbook
    from weibao.sheets.intake_deep import Area

# How our own comment on a cell that must be mended begins (`marked_copy`): units send the marked copy back.
MARK_HEAD = "【退回修改意见】"
# Between the unit's name and the sheet's in the title of a sheet.
TITLE_GAP = "\u3000"
_NUMBERS = re.compile(r"\b\d+\.")
# Cells of ours above the headings, as they were issued.
_HEAD_CELLS = {
    INDICATORS.sheet: ("A1", "A2", "B3", "C3", "D3", "F3", "G3", "H3", "I3", "J3", "K3", "N3", "O3",
                       "A4", "H4", "K4", "Q4"),
    **{table.sheet: ("A1", "A2", "A3") for table in (EVIDENCE, VETOES, FEEDBACK, COUNTS, ANNUAL)},
}  # fmt: skip
# 填报说明 is ours within these columns, and ends with the last row of who signs.
GUIDE_COLUMNS, GUIDE_ROWS = 10, 40


def note_margins(found: FoundTable, notes: Notes, rulebook: Rulebook) -> None:
    """Findings about everything around the input cells of one table."""
    _title(found, notes, rulebook)
    _hidden(found, notes)
    facts = found.book.facts(found.sheet)
    for area in facts.merged:
        if _swallows(found, area):
            notes.add("cells-merged", found.sheet, area.text.split(":")[0], area=area.text)
    for address, comment in facts.comments.items():
        if text := _without_our_note(comment, rulebook):
            notes.add("comment-left", found.sheet, address, text=shown(text))
    for text in boxes(found.book, found.sheet):
        notes.add("textbox-left", found.sheet, text=shown(text))
    extra = _extra_columns(found)
    for number, heading in extra.items():
        notes.add("column-extra", found.sheet, f"{column_letter(number)}{found.header_row}", header=heading)
    for address, text in _margin_notes(found, rulebook, extra):
        notes.add("note-left", found.sheet, address, text=text)


def note_guide(book: Workbook, notes: Notes) -> None:
    """Notes on 填报说明 outside of what we wrote there, text boxes, comments."""
    sheet = next((name for name in book.sheets if compact(name) == GUIDE), None)
    if sheet is None:
        return
    for number, row in enumerate(book.grid(sheet), 1):
        for column, raw in enumerate(row, 1):
            if (column > GUIDE_COLUMNS or number > GUIDE_ROWS) and shown(raw):
                notes.add("note-left", sheet, f"{column_letter(column)}{number}", text=shown(raw))
    for address, text in book.facts(sheet).comments.items():
        if not text.startswith(MARK_HEAD):
            notes.add("comment-left", sheet, address, text=shown(text))
    for text in boxes(book, sheet):
        notes.add("textbox-left", sheet, text=shown(text))


def boxes(book: Workbook, sheet: str) -> list[str]:
    """The texts of the text boxes and shapes on a sheet; a picture without text as “图片”."""
    package = book.package
    if package is None:
        return []
    texts = []
    for kind, target in package.related(book.sheets[sheet].part).values():
        if kind != "drawing" or target not in package:
            continue
        for shape in package.xml(target).iter("{*}sp", "{*}pic"):
            text = " ".join("".join(node.text or "" for node in shape.iter("{*}t")).split())
            if text or str(shape.tag).endswith("}pic"):
                texts.append(text or "（图片）")
    return texts


def _title(found: FoundTable, notes: Notes, rulebook: Rulebook) -> None:
    """A sheet that was issued to another unit says so in its title: it was copied over, or rows were pasted whole."""
    own = rulebook.unit_by_id.get(notes.unit)
    names = {compact(own.name)} if own else set()
    for row in found.book.grid(found.sheet)[: found.header_row - 1]:
        for raw in row:
            name = raw.split(TITLE_GAP, 1)[0] if isinstance(raw, str) and TITLE_GAP in raw else ""
            if not name or compact(name) in names:
                continue
            other = unit_of(rulebook, name)
            if own and other and other != own.id:
                notes.add("sheet-other-unit", found.sheet, found=rulebook.unit_by_id[other].name, own=own.name)
                return


def _hidden(found: FoundTable, notes: Notes) -> None:
    facts = found.book.facts(found.sheet)
    hidden = [row for row in facts.hidden_rows if row > found.header_row and found.filled(row)]
    if hidden:
        notes.add("rows-hidden", found.sheet, rows="、".join(map(str, hidden[:20])), count=len(hidden))
    inputs = {found.columns[column.key]: column for column in found.table.columns
              if column.kind == "input" and column.key in found.columns}  # fmt: skip
    names = [
        inputs[number].header
        for number in facts.hidden_columns
        if number in inputs and any(shown(found.cell(row, inputs[number].key).raw) for row in found.rows())
    ]
    if names:
        notes.add("columns-hidden", found.sheet, names="”“".join(names))


def _swallows(found: FoundTable, area: Area) -> bool:
    """Whether a merged area hides input cells. One that covers the row's code as well is a line of ours (no tasks)."""
    if area.bottom <= found.header_row or (area.top, area.left) == (area.bottom, area.right):
        return False
    inputs = {found.columns.get(column.key) for column in found.table.columns if column.kind == "input"}
    inside = set(range(area.left, area.right + 1))
    return bool(inputs & inside) and found.columns.get(found.key) not in inside


def _without_our_note(text: str, rulebook: Rulebook) -> str:
    """What a person added to a comment: the text without our list of suggested evidence and our own marks."""
    text = text.split(MARK_HEAD, 1)[0].strip()
    if not text.startswith(NOTE_HEAD):
        return text
    rest = text.removeprefix(NOTE_HEAD)
    for hint in rulebook.evidence:
        rest = rest.replace(hint.text, "")
    return _NUMBERS.sub("", rest).strip()


# --- notes in cells that are none of the table's ------------------------------------------------------


def _extra_columns(found: FoundTable) -> dict[int, str]:
    """Columns with a heading that is none of ours and something below it: number -> heading."""
    grid, ours = found.book.grid(found.sheet), set(found.columns.values())
    below = grid[found.header_row :]
    return {
        number: heading
        for number, raw in enumerate(grid[found.header_row - 1], 1)
        if number not in ours and (heading := shown(raw)) and any(shown(row[number - 1]) for row in below)
    }


def _margin_notes(found: FoundTable, rulebook: Rulebook, extra: Collection[int]) -> Iterator[tuple[str, str]]:
    """(address, text) of what stands above, beside and below the table, outside of the `extra` columns."""
    ours = {*found.columns.values(), *extra}
    fixed, lines = _fixed(found), _lines_of_ours(found)
    for number, row in enumerate(found.book.grid(found.sheet), 1):
        if number == found.header_row or number in lines:
            continue
        inside = number > found.header_row
        cells = [
            (column, text)
            for column, raw in enumerate(row, 1)
            if raw != "" and (not inside or column not in ours or column in fixed) and (text := shown(raw))
        ]
        if inside and cells and _has_key(found, number, rulebook):
            cells = [(column, text) for column, text in cells if column not in ours]
        for column, text in cells:
            if inside or not _is_head(found, number, column):
                yield f"{column_letter(column)}{number}", text


def _lines_of_ours(found: FoundTable) -> Collection[int]:
    """Rows that one merged line of ours fills (“这张表不用填”)."""
    key = found.columns[found.key]
    width = len(found.table.columns) // 2
    return {
        area.top
        for area in found.book.facts(found.sheet).merged
        if area.top == found.header_row + 1 and area.left <= key <= area.right and area.right - area.left >= width
    }


def _has_key(found: FoundTable, row: int, rulebook: Rulebook) -> bool:
    """Whether the row is one of the table's own, or one that is told of anyhow because an input cell is filled."""
    raw = found.cell(row, found.key).raw
    if found.table is INDICATORS or found.table is VETOES:
        codes = rulebook.indicator_by_id if found.table is INDICATORS else rulebook.veto_by_id
        return read_code(raw, codes).value is not None or found.filled(row)
    return bool(compact(raw)) or found.filled(row)


def _fixed(found: FoundTable) -> set[int]:
    """Columns of a row without a code in which nothing of ours can stand: not the running number, nothing computed."""
    return {
        found.columns[column.key]
        for column in found.table.columns
        if column.kind in ("fixed", "input") and column.key != "no" and column.key in found.columns
    }


def _is_head(found: FoundTable, row: int, column: int) -> bool:
    """Whether a cell above the headings is where one of ours was issued, or has moved along with the headings: all of
    them, or those behind a column that was put in between.
    """
    table: Table = found.table
    down = found.header_row - table.header_row
    moved = {number - table.number(key) for key, number in found.columns.items()}
    own = _HEAD_CELLS[table.sheet]
    return any(
        row > up and column > left and f"{column_letter(column - left)}{row - up}" in own
        for up in {0, down}
        for left in {0, *moved}
    )
