"""What the sheets of all our workbooks are written with: formats, texts that stay texts, print set-up."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import blake2b
from typing import Any

FONT = "微软雅黑"
SIZE = 10

INK, GREY, LINE, HEAD = "#1A1A1A", "#595959", "#BFC5CC", "#DCE6F1"

# A colour never stands alone: it is the ground of the word that says the same.
GROUNDS = {
    "红灯": "#F4B6B0", "黄灯": "#FFE699", "绿灯": "#C9E5C5",
    "逾期": "#F4B6B0", "临期": "#FFE699", "已完成": "#C9E5C5", "待复核": "#CFE2F3", "已销号": "#E3E3E3",
    "达标": "#C9E5C5", "部分达标": "#FFE699", "未达标": "#F4B6B0", "未评": "#E3E3E3",
    "逾期未完成": "#F4B6B0", "逾期完成": "#FFE699", "齐全": "#C9E5C5", "是": "#F4B6B0", "日期未填": "#FFE699",
    "未报送": "#F4B6B0", "待选择文件": "#FFE699", "有新文件待确认": "#FFE699", "已退回": "#FFE699",
    "已交，未计入": "#FFE699", "已报送": "#C9E5C5",
    "错误": "#F4B6B0", "提醒": "#FFE699", "缺方案": "#F4B6B0", "久无进展": "#FFE699",
    "计入": "#F4B6B0", "未作答": "#E3E3E3",
}  # fmt: skip

# Days are numbered from the last but one of 1899; before March 1900 spreadsheet programs count one less.
_EPOCH, _COUNTED = date(1899, 12, 30).toordinal(), date(1900, 3, 1).toordinal()
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
LONGEST_TEXT = 32_767


@dataclass
class Book:
    """The workbook being written, its formats by properties, and what stands in every footer."""

    workbook: Any
    footer: str
    _formats: dict[tuple[tuple[str, Any], ...], Any] = field(default_factory=dict)
    _asked: dict[tuple[tuple[str, Any], ...], Any] = field(default_factory=dict)  # the same in the caller's order

    def format(self, **properties: Any) -> Any:
        """A cell format; the same properties give the same format, so that the file stays small."""
        asked = tuple(properties.items())
        if asked not in self._asked:
            base = {"font_name": FONT, "font_size": SIZE, "font_color": INK, "valign": "vcenter"}
            key = tuple(sorted({**base, **properties}.items()))
            if key not in self._formats:
                self._formats[key] = self.workbook.add_format(dict(key))
            self._asked[asked] = self._formats[key]
        return self._asked[asked]

    def looks(self) -> dict[Any, str]:
        """A print of the properties of each format; the same properties have the same in every workbook."""
        return {look: blake2b(repr(key).encode(), digest_size=6).hexdigest() for key, look in self._formats.items()}

    def cell(self, **properties: Any) -> Any:
        """The format of a cell inside a table."""
        return self.format(border=1, border_color=LINE, **properties)

    def head(self) -> Any:
        """The format of a table's heading."""
        return self.cell(bold=True, bg_color=HEAD, text_wrap=True, align="center")

    def sheet(self, name: str, *, portrait: bool = False) -> Any:
        """A new sheet with A4 paper, fitted to its width, page numbers in the foot."""
        sheet = self.workbook.add_worksheet(name)
        sheet.set_paper(9)
        if not portrait:
            sheet.set_landscape()
        sheet.set_margins(left=0.45, right=0.45, top=0.5, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.center_horizontally()
        sheet.hide_gridlines(2)
        sheet.set_footer(f"&L&9{self.footer.replace('&', '&&')}&C&9{name.replace('&', '&&')}&R&9第 &P 页，共 &N 页")
        return sheet


def storable(text: str) -> str:
    """Text as a cell may hold it: no signs that XML forbids, plain line breaks, at most 32,767 characters."""
    if text.isprintable() and len(text) <= LONGEST_TEXT:  # as most are
        return text
    return _ILLEGAL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))[:LONGEST_TEXT]


def write(sheet: Any, row: int, column: int, value: object, cell: Any) -> None:
    """Write a value as what it is: texts as texts (never a formula or link), None as a blank cell."""
    if isinstance(value, str) and value:
        sheet.put_text(row, column, storable(value), cell)
    elif value is None or value == "":
        sheet.put_blank(row, column, None, cell)
    elif isinstance(value, (int, float)):
        sheet.put_number(row, column, value, cell)
    elif isinstance(value, date):
        _write_day(sheet, row, column, value, cell)
    else:
        sheet.put_text(row, column, storable(str(value)), cell)


def _write_day(sheet: Any, row: int, column: int, value: date, cell: Any) -> None:
    day = value.toordinal()
    if day >= _COUNTED:
        sheet.put_number(row, column, day - _EPOCH, cell)
    else:
        sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), cell)  # noqa: DTZ001


def merged(sheet: Any, row: int, first: int, last: int, text: object, cell: Any) -> None:
    """A text or number over several cells of one row; written apart from the merge, so that it stays what it is."""
    sheet.merge_range(row, first, row, last, "", cell)
    write(sheet, row, first, text, cell)
