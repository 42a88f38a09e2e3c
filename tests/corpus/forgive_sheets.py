"""What happens to sheets on their way: rows, columns and tabs moved, copied, hidden, renamed, written around."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from PIL import Image as Picture

from corpus.forgive_values import EVIDENCE, ROWS, edit, typed

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_ENGLISH = (
    "No.", "Code", "Indicator", "Standard", "Full", "Role", "Lead", "Status", "Points", "Work done", "Due", "Counted",
    "State", "Days left", "Hint", "Materials", "Verified", "Opinion",
)  # fmt: skip
_TRADITIONAL = {"B": "指標編號", "C": "指標", "D": "工作標準", "H": "完成情況", "I": "自評得分"}


def on(sheet: str, change: Callable[[Worksheet], None]) -> Callable[[Path, Path], Path]:
    return edit(lambda book: change(book[sheet]))


def swap_rows(sheet: Worksheet) -> None:
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=6, max_row=8)]
    for number, values in zip((6, 7, 8), reversed(rows), strict=True):
        for column, value in enumerate(values, 1):
            sheet.cell(number, column).value = value


def swap_columns(sheet: Worksheet) -> None:
    for row in range(5, 9):
        one, two = sheet.cell(row, 8), sheet.cell(row, 10)
        one.value, two.value = two.value, one.value


def headings(sheet: Worksheet) -> None:
    for column, text in enumerate(_ENGLISH, 1):
        sheet.cell(5, column).value = text


def traditional(book: Workbook) -> None:
    for column, text in _TRADITIONAL.items():
        book[ROWS][f"{column}5"] = text
    book[ROWS].title = "指標清單"


def copied(answer: str | None, *, blank: bool = False) -> Callable[[Path, Path], Path]:
    """A copy of 指标清单 with another answer (None: the same); `blank` empties the original."""

    def change(book: Workbook) -> None:
        copy = book.copy_worksheet(book[ROWS])
        copy.title = "指标清单 (2)"
        if answer:
            copy["H6"] = answer
        if blank:
            book[ROWS]["H6"] = book[ROWS]["J6"] = None

    return edit(change)


def two_renamed(book: Workbook) -> None:
    copy = book.copy_worksheet(book[ROWS])
    copy.title, book[ROWS].title = "定稿", "初稿"
    copy["H6"] = "未达标"


def extra(book: Workbook) -> None:
    book.create_sheet("补充说明")["A1"] = "另有工作三项"


def hide(letter: str) -> Callable[[Worksheet], None]:
    def change(sheet: Worksheet) -> None:
        sheet.column_dimensions[letter].hidden = True

    return change


def hide_row(sheet: Worksheet) -> None:
    sheet.row_dimensions[6].hidden = True


def filtered(sheet: Worksheet) -> None:
    sheet.auto_filter.ref = "A5:R8"
    sheet.auto_filter.add_filter_column(7, ["未达标"])
    hide_row(sheet)


def hide_sheet(book: Workbook) -> None:
    book[EVIDENCE].sheet_state = "veryHidden"


def foreign(sheet: Worksheet) -> None:
    for number, code in enumerate(("I02", "I05"), 9):
        sheet.cell(number, 2).value, sheet.cell(number, 8).value = code, "达标"


def picture(sheet: Worksheet) -> None:
    data = BytesIO()
    Picture.new("RGB", (20, 10), "white").save(data, "PNG")
    sheet.add_image(Image(data), "J10")


def comment(sheet: Worksheet) -> None:
    sheet["H6"].comment = Comment("这一项等会议定", "王样例")


def moved(book: Workbook) -> None:
    book.move_sheet(ROWS, offset=3)


def older(**cells: object) -> Callable[[Path, Path], Path]:
    """A checklist that was issued before the rulebook changed; `cells` of 指标清单 as they were then."""

    def change(book: Workbook) -> None:
        meta = book["_meta"]
        for row in meta.iter_rows(max_col=2):
            if row[0].value == "rulebook_digest":
                row[1].value = "0" * 64
        for cell, value in cells.items():
            book[ROWS][cell] = value

    return edit(change)


def older_layout(book: Workbook) -> None:
    """A checklist of a layout before this one: other headings, and one column that there was not yet."""
    for row in book["_meta"].iter_rows(max_col=2):
        if row[0].value == "layout":
            row[1].value = 0
    book[ROWS]["I5"], book[EVIDENCE]["C4"] = "自评分", "佐证材料名称"
    book["整改反馈"]["G4"] = None


OLD = "rulebook-changed"
CASES = [
    ("插入行", on(ROWS, lambda sheet: sheet.insert_rows(1, 3)), (), True),
    ("表中插入空行", on(ROWS, lambda sheet: sheet.insert_rows(7)), (), True),
    ("插入空列", on(ROWS, lambda sheet: sheet.insert_cols(8)), (), True),
    ("行换了顺序", on(ROWS, swap_rows), (), True),
    ("列换了顺序", on(ROWS, swap_columns), (), True),
    ("删了一行", on(ROWS, lambda sheet: sheet.delete_rows(7)), ("row-missing",), True),
    ("删了一列", on(ROWS, lambda sheet: sheet.delete_cols(8)), ("column-missing",), True),
    ("隐藏的行", on(ROWS, hide_row), ("rows-hidden",), True),
    ("筛选", on(ROWS, filtered), ("rows-hidden",), True),
    ("隐藏的列", on(ROWS, hide("H")), ("columns-hidden",), True),
    ("合并的格子", on(ROWS, lambda sheet: sheet.merge_cells("J6:J7")), ("cells-merged",), True),
    ("表改名", edit(lambda book: setattr(book[ROWS], "title", "Sheet1")), ("sheet-renamed",), True),
    ("表移动", edit(moved), (), True),
    ("表复制，内容相同", copied(None), ("sheet-copy-same",), True),
    ("表复制，内容不同", copied("未达标"), ("sheet-copy-differs",), True),
    ("填在复制的表上", copied("部分达标", blank=True), ("sheet-copy-used",), True),
    ("两张改名的表", edit(two_renamed), ("sheet-several",), True),
    ("表头译成英文", on(ROWS, headings), ("sheet-by-codes",), True),
    ("繁体的表", edit(traditional), (), True),
    ("多出的表", edit(extra), ("sheet-extra",), True),
    ("隐藏的表", edit(hide_sheet), ("sheet-hidden",), True),
    ("别的单位的行", on(ROWS, foreign), ("row-foreign",), True),
    ("别的单位的表", typed((ROWS, "A1", "谷文化站　指标清单（第1轮）")), ("sheet-other-unit",), True),
    ("表右边的字", typed((ROWS, "U7", "数据待核")), ("note-left",), True),
    ("表下面的字", typed((ROWS, "B12", "以上由办公室填写")), ("note-left",), True),
    ("表上面的字", typed((ROWS, "D1", "第二稿")), ("note-left",), True),
    ("说明页外的字", typed(("填报说明", "M4", "已电话说明")), ("note-left",), True),
    ("多出的列", typed((ROWS, "S5", "责任人"), (ROWS, "S6", "王样例")), ("column-extra",), True),
    ("列名改写", typed((ROWS, "I5", "自评分")), ("column-alias",), True),
    ("批注", on(ROWS, comment), ("comment-left",), True),
    ("贴了图片", on(ROWS, picture), ("textbox-left",), True),
    ("旧版式", edit(older_layout), ("layout-differs", "column-alias", "column-missing"), True),
    ("规则改过", older(), (OLD,), True),
    ("指标换了编号", older(B8="I09", C8="服务经费", H8="达标"), (OLD, "row-renumbered"), True),
    ("指标取消了", older(C8="已取消的指标", H8="达标"), (OLD, "row-not-migrated", "row-missing"), True),
    ("满分改过，填的是满分", older(E8=2, H8="达标", I8=2), (OLD, "score-migrated"), True),
    ("满分改过，填的是部分", older(E8=2, H8="部分达标", I8=0.5), (OLD, "score-not-migrated"), True),
]
