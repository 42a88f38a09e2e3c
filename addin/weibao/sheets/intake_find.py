"""Finding our tables in a returned workbook, whatever was renamed, copied, translated, inserted or moved.

A sheet is found by its name, else by its heading row, else by the codes in its rows; a column by its heading.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING

from weibao.sheets.intake_package import PackageError
from weibao.sheets.intake_table import FoundTable, Notes, key_of
from weibao.sheets.layout import (
    ANNUAL,
    ATTACHED,
    COUNTS,
    EVIDENCE,
    FEEDBACK,
    GUIDE,
    INDICATORS,
    PRINT,
    VETOES,
    Table,
    column_letter,
)
from weibao.sheets.values import compact, shown, tidy

if TYPE_CHECKING:
    from weibao.sheets.intake_book import Workbook

TABLES = (INDICATORS, EVIDENCE, VETOES, FEEDBACK, COUNTS)
OUR_SHEETS = (GUIDE, PRINT, ATTACHED, *(table.sheet for table in TABLES))
_OURS = frozenset(map(compact, OUR_SHEETS))
# Headings stand near the top; people insert a few lines above them, not sixty.
HEADER_SEARCH = 60
# A sheet under another name must look like ours in this share of the headings.
RENAMED_SHARE = 0.7
HERE_SHARE = 0.5
# A sheet whose headings nobody knows any more must have this share of the codes in one column.
CODES_SHARE = 0.6
_ROWS_NAMED = 12

# What columns are called in older checklists, and by people who write the headings anew.
ALSO: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    INDICATORS.sheet: {
        "id": ("编号", "指标代码"), "title": ("指标名称", "考核指标"), "standard": ("考核标准", "标准"),
        "full": ("满分", "标准分"), "level": ("达标情况", "完成程度"), "score": ("自评分", "自评分值", "得分"),
        "statement": ("工作开展情况", "情况说明", "完成情况说明"),
    },
    EVIDENCE.sheet: {
        "indicator": ("编号", "指标代码"), "title": ("佐证材料名称", "名称", "材料"), "dated": ("日期", "发文日期"),
        "doc_no": ("发文字号", "文件号"), "type": ("类型",), "location": ("存放地点", "位置"),
    },
    VETOES.sheet: {"id": ("序号",), "happened": ("是否发生",), "happened_on": ("日期", "时间"), "statement": ("说明",)},
    FEEDBACK.sheet: {"item": ("编号",), "measure": ("措施",), "completed": ("整改完成日期",)},
    ANNUAL.sheet: {
        "id": ("序号",), "title": ("项目", "填报内容"), "answer": ("本年填报", "填报情况", "填写内容"),
    },
    COUNTS.sheet: {"done": ("所填数", "完成数", "数"), "total": ("合计", "总计"), "note": ("备注", "情况说明")},
}  # fmt: skip


def find_table(
    book: Workbook, table: Table, notes: Notes, codes: Collection[str] = (), *, optional: bool = False
) -> FoundTable | None:
    """The table in the workbook, or None with a finding; columns that are missing give findings too.

    `codes` are those that its rows should bear. `optional`: a workbook without it may have been issued so.
    """
    name = next((name for name in book.sheets if compact(name) == compact(table.sheet)), None)
    own = _match(book, table, name, HERE_SHARE) if name else None
    others = _others(book, table, name)
    found = _with_copies(own, others, notes) if own else _without_own(others, table, notes)
    if found is None and not others:
        found = _by_codes(book, table, notes, codes)
        if found is None and name:
            notes.add("header-missing", name, sheet_name=name, headers="、".join(_headers(table).values()))
        elif found is None and not optional:
            notes.add("sheet-missing", sheet_name=table.sheet)
    if found is None:
        return None
    if book.sheets[found.sheet].hidden and any(map(found.filled, found.rows())):
        notes.add("sheet-hidden", found.sheet, sheet_name=found.sheet)
    _note_columns(found, notes)
    return found


def _note_columns(found: FoundTable, notes: Notes) -> None:
    """Findings about columns that are missing, or have another heading that we know."""
    known = {compact(text) for texts in ALSO[found.table.sheet].values() for text in texts}
    for column in found.table.columns:
        number = found.columns.get(column.key)
        if column.kind == "input" and number is None:
            notes.add("column-missing", found.sheet, header=column.header, row=found.header_row)
        elif number is not None:
            heading = found.book.value(found.sheet, found.header_row, number)
            if compact(heading) != compact(column.header) and compact(heading) in known:
                cell = f"{column_letter(number)}{found.header_row}"
                notes.add("column-alias", found.sheet, cell, found=shown(heading), header=column.header)


def _with_copies(own: FoundTable, others: list[FoundTable], notes: Notes) -> FoundTable:
    """The sheet by its own name; a filled copy counts only where the sheet itself is blank."""
    filled = [found for found in others if any(map(found.filled, found.rows()))]
    if not filled:
        return own
    answers = _answers(own)
    if not any(answers.values()) and len(filled) == 1:
        copy = filled[0]
        notes.add("sheet-copy-used", copy.sheet, found=copy.sheet, sheet_name=own.sheet)
        return copy
    for copy in filled:
        differing = _differing(answers, _answers(copy))
        code = "sheet-copy-differs" if differing else "sheet-copy-same"
        notes.add(code, copy.sheet, found=copy.sheet, sheet_name=own.sheet, rows="、".join(differing[:_ROWS_NAMED]))
    return own


def _without_own(others: list[FoundTable], table: Table, notes: Notes) -> FoundTable | None:
    """The sheet under another name; where several are filled and differ, none."""
    if not others:
        return None
    filled = [found for found in others if any(map(found.filled, found.rows()))]
    best = max(filled or others, key=lambda found: len(found.columns))
    if any(_differing(_answers(best), _answers(found)) for found in filled):
        names = "”“".join(found.sheet for found in filled)
        notes.add("sheet-several", best.sheet, names=names, sheet_name=table.sheet)
        return None
    notes.add("sheet-renamed", best.sheet, found=best.sheet, sheet_name=table.sheet)
    for copy in filled:
        if copy is not best:
            notes.add("sheet-copy-same", copy.sheet, found=copy.sheet, sheet_name=best.sheet)
    return best


def _answers(found: FoundTable) -> dict[str, tuple[str, ...]]:
    """What stands in the input cells, by the row's code; without one (materials) by all that stands there."""
    inputs = [column.key for column in found.table.columns if column.kind == "input"]
    answers = {}
    for row in found.rows():
        values = tuple(" ".join(tidy(found.cell(row, key).raw).split()) for key in inputs)
        if any(values):
            code = "；".join(values) if found.table is EVIDENCE else compact(found.cell(row, found.key).raw)
            answers[code or f"第{row}行"] = values
    return answers


def _differing(ours: dict[str, tuple[str, ...]], theirs: dict[str, tuple[str, ...]]) -> list[str]:
    """The rows that a copy answers otherwise."""
    return [shown(code) for code, values in theirs.items() if ours.get(code) != values]


def _others(book: Workbook, table: Table, own: str | None) -> list[FoundTable]:
    """Sheets under other names that have our headings."""
    found = []
    for name in book.sheets:
        if name == own or compact(name) in _OURS or name.startswith("_"):
            continue
        try:
            match = _match(book, table, name, RENAMED_SHARE)
        except PackageError:  # somebody's own sheet; only ours must be readable
            continue
        if match:
            found.append(match)
    return found


def _headers(table: Table) -> dict[str, str]:
    return {column.key: column.header for column in table.columns if column.header}


def _match(book: Workbook, table: Table, sheet: str, share: float) -> FoundTable | None:
    """The table on this sheet, where a row holds its key column and at least `share` of its headings."""
    headers = {compact(header): key for key, header in _headers(table).items()}
    also = {compact(text): key for key, texts in ALSO[table.sheet].items() for text in texts}
    key = key_of(table)
    best: FoundTable | None = None
    for number, row in enumerate(book.grid(sheet)[:HEADER_SEARCH], 1):
        columns: dict[str, int] = {}
        texts = [(column, compact(raw)) for column, raw in enumerate(row, 1) if isinstance(raw, str) and raw]
        for known in (headers, also):
            for column, text in texts:
                if (name := known.get(text)) and (known is headers or column not in columns.values()):
                    columns.setdefault(name, column)
        if key in columns and len(columns) >= share * len(headers) and (not best or len(columns) > len(best.columns)):
            best = FoundTable(book, table, sheet, number, columns)
            if len(columns) == len(headers):
                break
    return best


def _by_codes(book: Workbook, table: Table, notes: Notes, codes: Collection[str]) -> FoundTable | None:
    """A table whose headings were translated or written anew: our codes stand in one column, and every column of ours
    has some heading at its distance from it.
    """
    matches = []
    for name in book.sheets:
        if name.startswith("_") or name in (GUIDE, PRINT, ATTACHED):
            continue
        try:
            match = _codes_match(book, table, name, frozenset(codes))
        except PackageError:
            continue
        if match:
            matches.append(match)
    if len(matches) != 1:
        return None
    found = matches[0]
    notes.add("sheet-by-codes", found.sheet, found=found.sheet, sheet_name=table.sheet, row=found.header_row)
    return found


def _codes_match(book: Workbook, table: Table, sheet: str, codes: frozenset[str]) -> FoundTable | None:
    if not codes:
        return None
    grid = book.grid(sheet)
    places: dict[int, list[int]] = {}
    for number, row in enumerate(grid, 1):
        for column, raw in enumerate(row, 1):
            if isinstance(raw, str) and compact(raw).upper() in codes:
                places.setdefault(column, []).append(number)
    wanted = max(min(len(codes), 3), CODES_SHARE * len(codes))
    fitting = [(column, rows) for column, rows in places.items() if len(set(rows)) >= wanted]
    if len(fitting) != 1 or fitting[0][1][0] < 2:
        return None
    shift, header_row = fitting[0][0] - table.number(key_of(table)), fitting[0][1][0] - 1
    columns = {column.key: table.number(column.key) + shift for column in table.columns if column.header}
    heads = [column for column, raw in enumerate(grid[header_row - 1], 1) if isinstance(raw, str) and compact(raw)]
    ours = sorted(columns.values())
    if ours[0] < 1 or heads != ours:
        return None
    return FoundTable(book, table, sheet, header_row, columns)


def extra_sheets(book: Workbook, used: Iterable[str]) -> list[str]:
    """Sheets that are none of ours nor like ours, hold something and were not read."""
    known = {*used, *(name for name in book.sheets if compact(name) in _OURS or name.startswith("_"))}
    found = []
    for name, part in book.sheets.items():
        if name in known or part.hidden:
            continue
        try:
            ours = any(_match(book, table, name, RENAMED_SHARE) for table in TABLES)
            if not ours and any(shown(raw) for row in book.grid(name) for raw in row):
                found.append(name)
        except PackageError:
            found.append(name)
    return found
