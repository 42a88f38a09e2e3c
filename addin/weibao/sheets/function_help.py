"""The sheet 函数说明: every spreadsheet function, made from the registry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from weibao.functions.registry import FUNCTIONS
from weibao.sheets.book import merged, write
from weibao.sheets.heights import row_height
from weibao.sheets.layout import FUNCTION_HELP

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weibao.functions.spec import Argument, Function
    from weibao.sheets.book import Book

TITLE = "函数说明"
NOTE = (
    "装了 weibao 加载项（Excel）或扩展（LibreOffice）的电脑上，这些函数可以在自己的表里用；"
    "没有装的电脑上，本台账的格子用自带的公式照样算，结果相同。"
    "在 LibreOffice 里，可能空着或为 0 的数请写成区域，如 A2:A2。"
)
SINGLE, BLOCKS = "一格一个结果，可以自己写", "本台账和清单自用：整块填入，不用自己写"
# Width of each column in characters, and its heading.
COLUMNS = (("函数、参数", 24), ("用途、填什么", 30), ("说明", 96))


def write_function_help(book: Book) -> None:
    """The sheet: a row per function, below it a row per argument."""
    sheet = book.sheet(FUNCTION_HELP)
    sheet.write_string(0, 0, TITLE, book.format(bold=True, font_size=15))
    sheet.set_row(0, 26)
    sheet.write_string(1, 0, NOTE, book.format(font_color="#595959"))
    for number, (heading, width) in enumerate(COLUMNS):
        sheet.set_column(number, number, width)
        sheet.write_string(2, number, heading, book.head())
    sheet.freeze_panes(3, 1)
    sheet.repeat_rows(2)
    row = 3
    for title, is_block in ((SINGLE, False), (BLOCKS, True)):
        merged(sheet, row, 0, len(COLUMNS) - 1, title, book.cell(bold=True, bg_color="#EEF2F6"))
        row += 1
        for function in FUNCTIONS:
            if function.is_block is is_block:
                row = _function(book, sheet, row, function)


def _function(book: Book, sheet: Any, row: int, function: Function) -> int:
    result = "、".join(output.title for output in function.outputs)
    example = f"　例：={function.call(*function.example)}" if function.example else ""
    told = f"{function.help}（结果：{result}）{example}"
    row = _line(book, sheet, row, (function.name, function.title, told), bold=True)
    for argument in function.arguments:
        name = f"　{argument.name}{'（可省略）' if argument.optional else ''}"
        row = _line(book, sheet, row, (name, _takes(argument), argument.help))
    return row


def _line(book: Book, sheet: Any, row: int, cells: Sequence[str], *, bold: bool = False) -> int:
    ground = {"bg_color": "#F3F5F7"} if bold else {}
    for column, text in enumerate(cells):
        style = book.cell(text_wrap=True, bold=bold and column < len(cells) - 1, **ground)
        write(sheet, row, column, text, style)
    sheet.set_row(row, row_height([(text, COLUMNS[c][1]) for c, text in enumerate(cells)], lowest=18))
    return row + 1


def _takes(argument: Argument) -> str:
    return f"{argument.takes.value}，单位：{argument.unit}" if argument.unit else argument.takes.value
