"""The application: calculating, the status bar, saving, and what is not offered."""

# ruff: noqa: DTZ001  # cells know no time zones

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from weibao.hosts.libreoffice.engine import book_of

from .case import Case, check, put, refused, same


@check
def calculate_replaces_stale_results(case: Case) -> None:
    same(case.sheet["B5"].value, 99.0)
    case.book.app.calculate()
    same(case.sheet["B5"].value, 2.5)


@check
def the_status_bar_takes_texts(case: Case) -> None:
    app = case.book.app
    same(app.status_bar, False)
    for text in ("正在汇总 1/54 …", "正在汇总 2/54 …"):
        app.status_bar = text
        same(case.book.app.status_bar, text)
    app.status_bar = False
    same(app.status_bar, False)
    app.status_bar = "又来"
    app.status_bar = None
    same(app.status_bar, False)
    with app.properties(status_bar="忙"):
        same(app.status_bar, "忙")
    same(app.status_bar, False)


@check
def saving_keeps_what_was_written(case: Case) -> None:
    written = [[True, date(2024, 1, 1)], ["001", 2]]
    case.empty["A1"].value = written
    case.book.save()
    same(case.document.isModified(), False)
    again = case.open(case.path)
    same(again.sheets["空表"]["B1:B2"].value, [datetime(2024, 1, 1), 2.0])
    same(again.sheets["空表"]["A1:A2"].value, [True, "001"])
    same(again.app.display_alerts, True)


@check
def saving_under_another_name(case: Case) -> None:
    for suffix in (".xlsx", ".ods", ".xlsm"):
        target = case.path.with_name("另存 为" + suffix)
        case.empty["A1"].value = suffix
        case.book.save(target)
        same((target.exists(), case.book.fullname, case.book.name), (True, str(target), target.name))
        same(case.open(target).sheets["空表"]["A1"].value, suffix)
        case.document = case.opened[0]
        case.book = book_of(case.document, case.context)
        case.empty = case.book.sheets["空表"]


@check
def saving_that_cannot_be_is_refused(case: Case) -> None:
    refused(lambda: case.book.save(case.path.with_suffix(".csv")), ".csv", ".xlsx、.xlsm、.ods")
    refused(lambda: case.book.save(case.path.parent / "没有" / "x.xlsx"), "没有这个文件夹", "没有")
    (case.path.parent / "占.xlsx").mkdir()
    refused(
        lambda: case.book.save(case.path.parent / "占.xlsx"),
        "没有保存成",
        "占.xlsx",
        "打开。LibreOffice 的错误编号是 0x",
    )
    refused(lambda: case.book.save(password="x"), "密码")  # noqa: S106
    refused(case.open(Path()).save, "另存为")


@check
def everything_else_is_refused_by_name(case: Case) -> None:
    cell, app = case.sheet["A1"], case.book.app
    for what, member in (
        (lambda: cell.color, "Range.color"),
        (put(cell, (1, 2, 3), "color"), "Range.color"),
        (lambda: cell.number_format, "Range.number_format"),
        (put(cell, "0%", "number_format"), "Range.number_format"),
        (put(cell, "=1", "formula"), "Range.formula"),
        (cell.clear_contents, "Range.clear_contents"),
        (cell.merge, "Range.merge"),
        (lambda: cell.expand(), "Range.expand"),
        (lambda: cell.font.bold, "Range.font"),
        (lambda: cell.get_address(external=True), "Range.get_address"),
        (lambda: case.book.sheets.add("新"), "Sheets.add"),
        (case.sheet.delete, "Sheet.delete"),
        (put(case.sheet, "新", "name"), "Sheet.name"),
        (lambda: case.sheet.charts, "Sheet.charts"),
        (lambda: case.sheet.visible, "Sheet.visible"),
        (case.book.close, "Book.close"),
        (lambda: case.book.names.add("x", "=1"), "Names.add"),
        (lambda: case.book.names["总分"].delete(), "Name.delete"),
        (put(case.book.names["总分"], "=1", "refers_to"), "Name.refers_to"),
        (lambda: app.books, "App.books"),
        (app.quit, "App.quit"),
        (put(app, False, "screen_updating"), "App.screen_updating"),
        (lambda: app.macro("x").run(), "App.run"),
    ):
        refused(what, member, "LibreOffice")
    same(case.sheet["A1"].value, "编号")


@check
def a_large_block_goes_in_one_piece(case: Case) -> None:
    rows = [[f"I{row:02}", row / 2, date(2024, 1, 1), row % 2 == 0, None] * 4 for row in range(1000)]
    case.empty["A1"].value = rows
    read = case.empty.used_range.resize(1000, 20).options(dates=date).value
    same(read, rows)
    case.document.UndoManager.undo()
    same(case.empty.used_range.address, "$A$1")
