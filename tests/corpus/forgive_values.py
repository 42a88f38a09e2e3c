"""What hands type into cells: understood with a remark where only one thing can be meant, else a finding and 未评."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from openpyxl import load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from openpyxl import Workbook

NAME = "谷管理处.xlsx"
ROWS, EVIDENCE, VETOES = "指标清单", "佐证材料", "负面清单"
# Cells of the corpus' checklist: 配合 I01 in row 6, 独立 I04 in row 8; the first material in row 5.
LEVEL, OWN_LEVEL, OWN_SCORE, DATED = "H6", "H8", "I8", "E5"


def edit(change: Callable[[Workbook], None], name: str = NAME) -> Callable[[Path, Path], Path]:
    """The checklist, changed as somebody with a spreadsheet program would."""

    def make(folder: Path, checklist: Path) -> Path:
        book = load_workbook(checklist)
        change(book)
        book.save(folder / name)
        return folder / name

    return make


def typed(*cells: tuple[str, str, Any], formats: str = "General") -> Callable[[Path, Path], Path]:
    """Values in cells: (sheet, cell, value)."""

    def change(book: Workbook) -> None:
        for sheet, cell, value in cells:
            book[sheet][cell] = value
            if not isinstance(value, date):
                book[sheet][cell].number_format = formats

    return edit(change)


def level(value: Any) -> Callable[[Path, Path], Path]:
    return typed((ROWS, LEVEL, value))


def score(value: Any, of: str = "部分达标") -> Callable[[Path, Path], Path]:
    return typed((ROWS, OWN_LEVEL, of), (ROWS, OWN_SCORE, value))


def dated(value: Any) -> Callable[[Path, Path], Path]:
    return typed((EVIDENCE, DATED, value))


def since_1904(value: Any) -> Callable[[Path, Path], Path]:
    def change(book: Workbook) -> None:
        book.epoch = CALENDAR_MAC_1904
        book[EVIDENCE][DATED] = value

    return edit(change)


READ = ("value-interpreted",)
CASES = [
    ("得分全角", score("０．５"), READ, True),
    ("得分带分", score("0.5分"), READ, True),
    ("得分是文本", score("0.5"), READ, True),
    ("得分带空格换行", score(" 0.5 \n"), READ, True),
    ("得分写成逗号", score("0,5"), ("score-unreadable",), True),
    ("得分写成中文", score("零点五"), ("score-unreadable",), True),
    ("得分变成日期", score(datetime(2023, 1, 5)), ("score-unreadable",), True),  # noqa: DTZ001 - cells know no zone
    ("得分是没有结果的公式", score("=0.25+0.25"), ("formula-no-value",), True),
    ("得分是错误值", score("#REF!"), ("cell-error",), True),
    ("达标加句号", level("达标。"), READ, True),
    ("达标后有空格", level("达标 "), (), True),
    ("打勾", level("√"), READ, True),
    ("只写部分", level("部分"), READ, True),
    ("繁体", level("達標"), READ, True),
    ("字中间有空格", level("达 标"), READ, True),
    ("打叉", level("×"), ("level-unreadable",), True),
    ("基本完成", level("基本完成"), ("level-unreadable",), True),
    ("百分数", level(1.0), ("level-unreadable",), True),
    ("日期格", dated(date(2023, 9, 30)), (), True),
    ("日期用点", dated("2023.9.30"), READ, True),
    ("日期用年月日", dated("2023年9月30日"), READ, True),
    ("日期用斜线", dated("2023/9/30"), READ, True),
    ("日期八位数", dated(20230930), READ, True),
    ("日期汉字", dated("二〇二三年九月三十日"), READ, True),
    ("日期成了序号", dated(45199), READ, True),
    ("日期成了文本序号", dated("45199"), READ, True),
    ("1904 日期格", since_1904(date(2023, 9, 30)), (), True),
    ("1904 序号", since_1904(43737), READ, True),
    ("日期没有年", dated("9月30日"), ("date-unreadable",), True),
    ("日期两位年", dated("23.9.30"), ("date-unreadable",), True),
    ("日期月日难分", dated("9/10/2023"), ("date-unreadable",), True),
    ("日期一段", dated("2023.9.1-9.30"), ("date-unreadable",), True),
    ("编号全角小写", typed((ROWS, "B6", "ｉ０１")), (), True),
    ("材料两个编号", typed((EVIDENCE, "B5", "I01、I04")), ("indicator-unreadable",), True),
    ("负面清单打斜线", typed((VETOES, "D5", "/")), ("happened-unreadable",), True),
]
