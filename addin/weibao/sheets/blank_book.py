"""建库表.xlsx: the form for a new county's rulebook, written empty with examples and drop-downs, and read filled in.

A sheet for the single answers, one for each table, one for the plan's text. Sheets are known by A1, columns by their
headings. Rows that begin with 例： are examples and are not read.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any, Final

from weibao.atomic import replace_file
from weibao.errors import RulebookError
from weibao.rulebook.blank_form import (
    DEPARTMENT,
    HEAD,
    RUBRIC_COLUMNS,
    TOWN,
    UNIT_COLUMNS,
    VETO_COLUMNS,
    Answers,
    text_of,
)
from weibao.sheets.book import GREY, Book, write
from weibao.sheets.heights import row_height
from weibao.sheets.values import compact

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from weibao.rulebook.blank_form import Columns
    from weibao.sheets.values import Raw

_TITLE: Final = "建库表"
_EXAMPLE: Final = "例："
_INPUT: Final = "#FFFBE6"
_ROWS: Final = 200  # of the tables, with drop-downs
_FIRST: Final = 3  # 0-based: below title, note and headings
_HEAD_SHEET, _TEXT_SHEET = "基本情况", "方案原文"
_TABLES: Final[Mapping[str, tuple[str, Columns]]] = {
    "单位": ("units", UNIT_COLUMNS), "考核细则": ("rubric", RUBRIC_COLUMNS), "负面清单": ("vetoes", VETO_COLUMNS),
}  # fmt: skip
_NOTES: Final = {
    _HEAD_SHEET: "在浅黄色的格子里填，斜体的是例子。填好后运行 weibao rulebook new --from 本文件 --out 文件夹。",
    "单位": "一行一个；没有列在这里、只写在考核细则里的，当作部门。乡级单位（镇、乡、苏木等）要列全，次序就是编号。",
    "考核细则": "一行一条，照抄方案，次序也照方案；76 行、97 行都可以，往下接着填。各项目的分值由程序合计。",
    "负面清单": "一行一项，照抄方案；没有负面清单的空着。",
    _TEXT_SHEET: "可以把方案全文粘贴在下面（一段一格），引文就能逐条核对；不粘贴的，以上面各表为准。",
}
_EXAMPLES: Final[Mapping[str, Sequence[Mapping[str, Any]]]] = {
    "单位": (
        {"name": "旗教育局", "formal": "示范旗教育局", "kind": DEPARTMENT, "aliases": "教育局、旗教体局"},
        {"name": "白音苏木", "formal": "示范旗白音苏木人民政府", "kind": TOWN},
    ),
    "考核细则": (
        {"category": "学校保护", "topic": "校园安全", "title": "校园安防", "standard": "中小学封闭式管理达到100%。",
         "full": 1, "lead": "旗教育局", "co": "旗公安局、各苏木（镇）"},
    ),
    "负面清单": (
        {"title": "重大事故", "text": "发生学校安全重大责任事故的。", "lead": "旗教育局", "dated": "是"},
    ),
}  # fmt: skip


def write_blank(path: Path, *, created: date) -> None:
    """Write the empty form to `path` in one step. Raises OSError where the file is in use."""
    from weibao.sheets.xlsx import new_workbook

    with replace_file(path) as temporary, new_workbook(temporary, created, title=_TITLE) as workbook:
        book = Book(workbook, footer=_TITLE)
        _head_sheet(book)
        for name, (_, columns) in _TABLES.items():
            _table_sheet(book, name, columns)
        sheet = _started(book, _TEXT_SHEET, [(100, "一段一格")])
        for row in range(_FIRST, _FIRST + _ROWS):
            write(sheet, row, 0, None, book.cell(text_wrap=True, bg_color=_INPUT))


def _started(book: Book, name: str, columns: Sequence[tuple[int, str]]) -> Any:
    sheet = book.sheet(name)
    write(sheet, 0, 0, f"{_TITLE}：{name}", book.format(bold=True, font_size=14))
    note = _NOTES[name] + (f"以“{_EXAMPLE}”开头的是例子，不算。" if name in _TABLES else "")
    write(sheet, 1, 0, note, book.format(font_color=GREY))
    for column, (width, heading) in enumerate(columns):
        sheet.set_column(column, column, width)
        write(sheet, _FIRST - 1, column, heading, book.head())
    sheet.freeze_panes(_FIRST, 0)
    return sheet


def _head_sheet(book: Book) -> None:
    sheet = _started(book, _HEAD_SHEET, [(20, "项"), (44, "填"), (60, "说明"), (24, "例")])
    for row, question in enumerate(HEAD, _FIRST):
        must = "（必填）" if question.must else ""
        write(sheet, row, 0, question.title, book.cell(bold=question.must))
        write(sheet, row, 1, None, book.cell(bg_color=_INPUT, num_format="@"))
        write(sheet, row, 2, f"{must}{question.help}", book.cell(text_wrap=True, font_color=GREY))
        write(sheet, row, 3, question.example, book.cell(italic=True, font_color=GREY))
        sheet.set_row(row, row_height([(f"{must}{question.help}", 60.0)]))


def _table_sheet(book: Book, name: str, columns: Columns) -> None:
    sheet = _started(book, name, [(width, heading) for _, heading, width, _ in columns])
    last = _FIRST + _ROWS
    for number, (key, _, _, help_) in enumerate(columns):
        choices = {"kind": [DEPARTMENT, TOWN], "dated": ["是", "否"]}.get(key)
        rule: dict[str, Any] = {"validate": "any", "input_title": columns[number][1], "input_message": help_}
        if choices:
            rule |= {"validate": "list", "source": choices, "show_error": False}
        sheet.data_validation(_FIRST, number, last, number, rule)
    examples = _EXAMPLES[name]
    for row in range(_FIRST, last):
        example = examples[row - _FIRST] if row - _FIRST < len(examples) else {}
        for number, (key, *_) in enumerate(columns):
            value = example.get(key)
            if example and number == 0:
                value = f"{_EXAMPLE}{value}"
            looks = {"italic": True, "font_color": GREY} if example else {"bg_color": _INPUT}
            write(sheet, row, number, value, book.cell(text_wrap=True, valign="top", **looks))


# --- reading ------------------------------------------------------------------------------------------------


def is_blank_form(path: Path) -> bool:
    """Whether the workbook is such a form, not a whole rulebook's. Raises RulebookError where it cannot be read."""
    return any(_name_of(grid) for grid in _grids(path).values())


def read_blank(path: Path) -> Answers:
    """What was filled in. Raises RulebookError for a file that is no such form."""
    grids = {name: grid for grid in _grids(path).values() if (name := _name_of(grid))}
    if not grids:
        raise RulebookError(f"“{path.name}”不是建库表。空白的用 weibao rulebook new --blank 文件名 生成。")
    tables = {key: _rows(grids.get(name, []), columns, name) for name, (key, columns) in _TABLES.items()}
    titles = {compact(question.title): question.key for question in HEAD}
    head = {
        titles[compact(row[0])]: row[1]
        for row in grids.get(_HEAD_SHEET, [])
        if len(row) > 1 and compact(row[0]) in titles and row[1] not in ("", None)
    }
    lines = [text_of(row[0]) for row in grids.get(_TEXT_SHEET, [])[_FIRST:] if row]
    return Answers(head, **tables, text="\n".join(lines).strip())


def read_rubric(path: Path) -> list[dict[str, Any]]:
    """The rows of 考核细则 from a workbook or a CSV file with its headings. RulebookError where there is none."""
    if path.suffix.lower() == ".csv":
        found = _rows(_csv(path), RUBRIC_COLUMNS)
    else:
        grids = _grids(path)
        found = next((rows for grid in grids.values() if (rows := _rows(grid, RUBRIC_COLUMNS))), [])
    if not found:
        names = "、".join(heading for _, heading, _, _ in RUBRIC_COLUMNS)
        raise RulebookError(
            f"“{path.name}”里没有考核细则：第一行要有这些栏名：{names}（至少要有项目、工作标准、分值）。"
        )
    return found


def _csv(path: Path) -> list[list[Raw]]:
    from weibao.sheets.intake_package import PackageError, read_file

    try:
        raw = read_file(path)
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = raw.decode("gb18030")  # what Excel saves in Chinese Windows
        return [list(row) for row in csv.reader(io.StringIO(text))]
    except PackageError as error:
        wrong = str(error)
    except UnicodeDecodeError:
        wrong = "有认不出的字"
    except csv.Error:
        wrong = "不是逗号分隔的表格"
    raise RulebookError(f"“{path.name}”读不了：{wrong}。请用 Excel 或 WPS 打开，另存为 .xlsx 后再试。")


def _grids(path: Path) -> dict[str, list[list[Raw]]]:
    from weibao.sheets.intake_book import Workbook
    from weibao.sheets.intake_package import Package, PackageError

    try:
        workbook = Workbook(Package(path))
        return {name: workbook.grid(name) for name in workbook.sheets}
    except PackageError as error:
        raise RulebookError(f"“{path.name}”读不了：{error}。请用 Excel 或 WPS 打开，另存为 .xlsx 后再试。") from None


def _name_of(grid: list[list[Raw]]) -> str:
    """Which sheet of the form it is, "" for another."""
    first = str(grid[0][0]).strip() if grid and grid[0] else ""
    name = first.removeprefix(f"{_TITLE}：")
    return name if first != name and (name in _TABLES or name in (_HEAD_SHEET, _TEXT_SHEET)) else ""


def _rows(grid: list[list[Raw]], columns: Columns, sheet: str = "") -> list[dict[str, Any]]:
    """The rows below the headings, wherever these stand and in whatever order; blank and example rows left out.

    Raises RulebookError for a row that was written over an example and still says to be one.
    """
    keys = {compact(heading): key for key, heading, _, _ in columns}

    def places_in(line: list[Raw]) -> dict[str, int]:
        return {keys[compact(cell)]: column for column, cell in enumerate(line) if compact(cell) in keys}

    first = next((at for at, line in enumerate(grid) if len(places_in(line)) > len(columns) // 2), None)
    if first is None:
        return []
    found, places = [], places_in(grid[first])
    examples = [{text_of(value) for value in example.values()} for example in _EXAMPLES.get(sheet, ())]
    for number, line in enumerate(grid[first + 1 :], first + 2):
        row = {key: line[column] for key, column in places.items() if column < len(line)}
        filled = [text_of(value) for value in row.values() if text_of(value)]
        is_example = text_of(row.get(columns[0][0])).startswith(_EXAMPLE)
        if filled and not is_example:
            found.append({**row, "row": number})
        elif filled and {text.removeprefix(_EXAMPLE) for text in filled} not in examples:
            raise RulebookError(
                f"“{sheet or '考核细则'}”第 {number} 行以“{_EXAMPLE}”开头，却不是原来的例子。"
                f"是要填的，请去掉“{_EXAMPLE}”；不是的，请把这一行清空。"
            )
    return found
