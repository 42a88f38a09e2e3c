"""An invented 旗 for tests: 76 rows, departments, 苏木 and a 镇, as a clerk fills 建库表 in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import openpyxl

from weibao.rulebook.blank_form import RUBRIC_COLUMNS
from weibao.sheets.blank_book import write_blank

HEAD = {
    "地区名称": "云原旗", "下级的统称": "各苏木（镇）", "开始日期": "2027-01-01", "申报日期": "2027-10-31",
    "指标完成时限": "2027/12/31", "办公室设在": "旗民政局", "上级评估机关": "云原盟、自治区、民政部",
}  # fmt: skip
TOWNS = ("白音苏木", "乌兰苏木", "查干镇")
CATEGORIES = ("组织领导", "家庭保护", "学校保护", "社会保护")
HEADINGS = [heading for _, heading, _, _ in RUBRIC_COLUMNS]
ROWS = 76


def rubric() -> list[list[object]]:
    """76 rows in four categories, in the order of the headings."""
    leads = ("旗民政局", "旗妇联", "旗教育局", "")
    return [
        [
            CATEGORIES[number // 19], "", "", f"第{number + 1}项工作有人管、有记录，全年检查{number + 1}次。",
            1 if number % 2 else 1.5, leads[number // 19], "各苏木（镇）" if number % 3 == 0 else "旗公安局、旗卫健委",
        ]
        for number in range(ROWS)
    ]  # fmt: skip


def filled_form(path: Path, created: date) -> Path:
    """建库表 with the answers typed in below the examples."""
    write_blank(path, created=created)
    book = openpyxl.load_workbook(path)
    head = book["基本情况"]
    for row in range(4, head.max_row + 1):
        if answer := HEAD.get(str(head.cell(row, 1).value)):
            head.cell(row, 2).value = answer
    units: list[list[str]] = [["旗民政局", "云原旗民政局", "部门", "民政局", "负责统筹协调。"],
             ["旗卫生健康委", "云原旗卫生健康委员会", "部门", "旗卫健委", ""],
             *[[name, f"云原旗{name}人民政府", "乡级", "", ""] for name in TOWNS]]  # fmt: skip
    vetoes: list[list[str]] = [["重大事故", "发生学校安全重大责任事故的。", "旗教育局", "", "是"]]
    tables: tuple[tuple[str, Sequence[Sequence[object]]], ...] = (
        ("单位", units), ("考核细则", rubric()), ("负面清单", vetoes),
    )  # fmt: skip
    for sheet, rows in tables:
        first = next(row for row in range(4, 20) if book[sheet].cell(row, 1).value is None)
        for number, cells in enumerate(rows, first):
            for column, value in enumerate(cells, 1):
                book[sheet].cell(number, column).value = value or None  # type: ignore[assignment]
    book.save(path)
    return path
