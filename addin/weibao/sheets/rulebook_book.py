"""A rulebook as a workbook that an office can edit, and the workbook read back into tables.

A sheet a table: row 1 has the table's name and what it is, row 2 Chinese headings, row 3 the names of the columns,
the records follow. Sheets are known by the name in A1 and columns by row 3, so both may be renamed, moved and sorted.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from weibao.atomic import replace_file
from weibao.errors import RulebookError
from weibao.rulebook.code_words import code_words, meant, shown
from weibao.rulebook.labels import TABLES, column_label
from weibao.rulebook.tabular import Table, shape
from weibao.sheets.book import GREY, HEAD, Book, write
from weibao.sheets.heights import row_height, text_width
from weibao.sheets.layout_table import column_letter

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from weibao.rulebook.tables import Field
    from weibao.sheets.values import Raw

_CONTENTS: Final = "目录"
_TITLE, _HEADINGS, _KEYS, _FIRST = 0, 1, 2, 3  # 0-based rows
_NARROWEST, _WIDEST = 7.0, 48.0
_HIGHEST: Final = 96.0  # points: a long standard shows its beginning, the table can still be overseen
_SPARE_ROWS = 500  # below the last record: where choices are offered as well
_LONGEST_CHOICES = 255  # characters of a list that Excel takes
_TRUE, _FALSE = "是", "否"


def write_rulebook(path: Path, tables: Sequence[Table], *, title: str, created: date) -> None:
    """Write the tables to `path` in one step. Raises OSError where the file is in use."""
    from weibao.sheets.xlsx import new_workbook

    with replace_file(path) as temporary, new_workbook(temporary, created, title=title) as workbook:
        book = Book(workbook, footer=title)
        _contents(book, tables, title)
        for table in tables:
            _sheet(book, table)


def read_rulebook(path: Path) -> tuple[Table, ...]:
    """The tables of such a workbook. Raises RulebookError for a file that is none, with what to do."""
    from weibao.sheets.intake_book import Workbook
    from weibao.sheets.intake_package import Package, PackageError

    try:
        workbook = Workbook(Package(path))
        grids = {name: workbook.grid(name) for name in workbook.sheets}
    except PackageError as error:
        raise RulebookError(f"“{path.name}”读不了：{error}。请用 Excel 或 WPS 打开，另存为 .xlsx 后再试。") from None
    tables: dict[str, Table] = {}
    labels = {label: name for name, (label, _) in TABLES.items() if name in shape()}
    for sheet, grid in grids.items():
        name = str(grid[_TITLE][0]).strip() if grid and grid[_TITLE] else ""
        if name not in shape():
            if meant_one := labels.get(sheet):
                raise RulebookError(
                    f"工作表“{sheet}”的 A1 应是“{meant_one}”，现在不是，读不出这张表。前三行请不要动："
                    f"有插进去的行就删去，A1 照写“{meant_one}”；这张表不要了的，请删去整张工作表。"
                )
            continue
        if name in tables:
            raise RulebookError(f"“{path.name}”里有两张表的 A1 都是“{name}”（“{sheet}”是后一张），请删去一张。")
        tables[name] = _table(name, sheet, grid)
    if not tables:
        raise RulebookError(
            f"“{path.name}”不是规则库的工作簿：没有一张表的 A1 是规则库的表名。"
            "请先用 weibao rulebook export --format xlsx 导出一份，在它上面改。"
        )
    return tuple(tables[name] for name in shape() if name in tables)


def _table(name: str, sheet: str, grid: list[list[Raw]]) -> Table:
    if len(grid) <= _KEYS:
        raise RulebookError(f"工作表“{sheet}”没有第 {_KEYS + 1} 行的栏名，请从导出的工作簿里照抄前三行。")
    places = [(column, str(key).strip()) for column, key in enumerate(grid[_KEYS]) if str(key).strip()]
    keys = [key for _, key in places]
    twice = sorted({key for key in keys if keys.count(key) > 1})
    if twice:
        raise RulebookError(f"工作表“{sheet}”第 {_KEYS + 1} 行的栏名“{'、'.join(twice)}”不止一个，请删去多余的栏。")
    fields = shape()[name]
    words = {key: code_words(name, key, fields[key]) if key in fields else {} for key in keys}
    rows = tuple(tuple(meant(_plain(row[column]), words[key]) for column, key in places) for row in grid[_FIRST:])
    headings = tuple(str(grid[_HEADINGS][column]).strip() for column, _ in places)
    letters = tuple(column_letter(column + 1) for column, _ in places)
    return Table(name, tuple(keys), rows, sheet, headings, letters)


def _plain(value: Raw) -> Any:
    """A cell's value; floats that are whole as whole numbers."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return None if value == "" else value


# --- writing ----------------------------------------------------------------------------------------


def _contents(book: Book, tables: Sequence[Table], title: str) -> None:
    """The first sheet: what is where, and how to edit it."""
    sheet = book.sheet(_CONTENTS, portrait=True)
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 9)
    sheet.set_column(2, 2, 56)
    write(sheet, 0, 0, title, book.format(bold=True, font_size=16))
    note = (
        "改法：一行一条记录，第 2 行是栏名，第 3 行是程序认的名字，不要改；一格里有几项的，每项一行（Alt+Enter）；"
        "“类型”这样的栏从下拉里选。"
        "改完运行 weibao rulebook new --from 本文件 --out 文件夹，写错的地方会一一指出；"
        "再用 weibao rulebook audit --rulebook 文件夹 核对引文。"
    )
    wrapped = book.format(text_wrap=True, valign="top", font_color=GREY)
    sheet.merge_range(1, 0, 1, 2, "", wrapped)
    write(sheet, 1, 0, note, wrapped)
    sheet.set_row(1, row_height([(note, 88)]))
    for column, heading in enumerate(("工作表", "行数", "内容")):
        write(sheet, 3, column, heading, book.head())
    link = book.cell(font_color="#1B4F8A", underline=1)
    for row, table in enumerate(tables, 4):
        label, about = TABLES[table.name]
        sheet.write_url(row, 0, f"internal:'{label}'!A1", link, string=label)
        write(sheet, row, 1, len(table.rows), book.cell())
        write(sheet, row, 2, about, book.cell(text_wrap=True))


def _sheet(book: Book, table: Table) -> None:
    label, about = TABLES[table.name]
    sheet, fields = book.sheet(label), shape()[table.name]
    write(sheet, _TITLE, 0, table.name, book.format(font_color=GREY, font_size=8))
    write(sheet, _TITLE, 1, f"{label}：{about}", book.format(bold=True, font_size=12))
    key_format = book.cell(font_color=GREY, font_size=8, bg_color=HEAD, align="center")
    last = _FIRST + len(table.rows) + _SPARE_ROWS
    widths: dict[str, float] = {}
    for column, (key, field) in enumerate(fields.items()):
        words = code_words(table.name, key, field)
        given = [row[table.columns.index(key)] for row in table.rows] if key in table.columns else []
        values = [shown(value, words) for value in given]
        widths[key] = _width(column_label(key, table.name), values)
        sheet.set_column(column, column, widths[key])
        write(sheet, _HEADINGS, column, column_label(key, table.name), book.head())
        write(sheet, _KEYS, column, key, key_format)
        cell = book.cell(valign="top", text_wrap=True, **_number_format(field))
        for row, value in enumerate(values, _FIRST):
            write(sheet, row, column, _shown(value), cell)
        if choices := _choices(field, words):
            # The files' own word is accepted as well, so nothing is forbidden here.
            rule = {"validate": "list", "source": choices, "show_error": False}
            sheet.data_validation(_FIRST, column, last, column, rule)
    for number, record in enumerate(table.rows, _FIRST):
        texts = [(str(value or ""), widths[key]) for key, value in zip(table.columns, record, strict=True)]
        sheet.set_row(number, min(_HIGHEST, row_height(texts)))
    sheet.freeze_panes(_FIRST, 1)
    if table.rows:
        sheet.autofilter(_KEYS, 0, _FIRST + len(table.rows) - 1, len(fields) - 1)
    sheet.repeat_rows(_HEADINGS)


def _number_format(field: Field) -> dict[str, str]:
    return {"num_format": "@"} if field.kind in (str, list, date) else {}


def _shown(value: Any) -> Any:
    if isinstance(value, bool):
        return _TRUE if value else _FALSE
    if isinstance(value, date):
        return value.isoformat()  # as text: no spreadsheet can take it for another day
    return float(value) if hasattr(value, "as_tuple") else value  # a Decimal is a number of the sheet


def _choices(field: Field, words: Mapping[str, str]) -> list[str]:
    choices = [_TRUE, _FALSE] if field.kind is bool else [words.get(code, code) for code in field.choices]
    return choices if len(",".join(choices)) <= _LONGEST_CHOICES else []


def _width(heading: str, values: Sequence[Any]) -> float:
    longest = max((text_width(line) for value in values for line in str(value or "").split("\n")), default=0.0)
    return min(_WIDEST, max(_NARROWEST, text_width(heading) + 2, longest + 2))
