"""Writing frames as CSV files or one workbook, with Chinese headings, the same bytes for the same frames.

Nothing that a unit typed becomes a formula: in the workbook every text is written as a text; in a CSV, which has no
types, a text that a spreadsheet program would take for a formula gets an apostrophe in front.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from weibao.atomic import replace_file
from weibao.sheets.book import storable
from weibao.sheets.frame_fields import FRAMES, Field

if TYPE_CHECKING:
    from pandas import DataFrame, Series

WORKBOOK = "数据导出.xlsx"

# What makes Excel, WPS or LibreOffice read a CSV field as a formula or split it, half and full width.
_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_WIDTHS = {"points": 9, "count": 9, "date": 12, "flag": 9, "text": 24}
# A workbook needs a creation date; that of an export is not known here and must not differ between runs.
_CREATED = date(2000, 1, 1)


def export_frames(frames: Mapping[str, DataFrame], folder: Path, format: str) -> list[Path]:  # noqa: A002
    """Write all frames into `folder`: one UTF-8 CSV each (`format="csv"`), or one workbook (`"xlsx"`).

    Returns the files in the order of the frames. Raises ValueError for another format, OSError where writing fails.
    """
    if format == "csv":
        return [
            _write_csv(frame, FRAMES[name].fields, folder / f"{FRAMES[name].title}.csv")
            for name, frame in frames.items()
        ]
    if format == "xlsx":
        return [_write_workbook(frames, folder / WORKBOOK)]
    raise ValueError(f"导出格式只有 csv 和 xlsx，没有“{format}”。")


def plain(value: Any, kind: str) -> str | float | date | bool | None:
    """A value of a frame as a plain Python value, None where it is blank."""
    if isinstance(value, str):
        return value or None
    import pandas as pd

    if value is None or value is pd.NA or value != value:  # NaN, NaT
        return None
    if kind in ("points", "share"):
        return float(value)
    if kind == "count":
        return int(value)
    return bool(value) if kind == "flag" else value


def listed(column: Series) -> list[Any]:
    """The values of a frame's column as Python has them; an unknown count or flag is None, unknown points NaN."""
    import pandas as pd

    return [None if value is pd.NA else value for value in column.tolist()]


def _csv_cell(value: Any, kind: str) -> str:
    found = plain(value, kind)
    if found is None:
        return ""
    if kind == "flag":
        return "是" if found else "否"
    if kind == "points":
        return format(found, "g")
    text = storable(str(found))
    return f"'{text}" if kind == "text" and text.startswith(_RISKY) else text


def _write_csv(frame: DataFrame, fields: tuple[Field, ...], target: Path) -> Path:
    """UTF-8 with a byte order mark, so that Excel shows Chinese on a double click."""
    with replace_file(target) as path, path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(field.heading for field in fields)
        for row in frame.itertuples(index=False):
            writer.writerow(_csv_cell(value, field.kind) for value, field in zip(row, fields, strict=True))
    return target


def _write_workbook(frames: Mapping[str, DataFrame], target: Path) -> Path:
    from weibao.sheets.xlsx import new_workbook

    with replace_file(target) as path, new_workbook(path, _CREATED) as workbook:
        head = workbook.add_format({"bold": True, "bg_color": "#E8EDF3", "text_wrap": True, "valign": "vcenter"})
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        for name, frame in frames.items():
            sheet = workbook.add_worksheet(FRAMES[name].title)
            fields = FRAMES[name].fields
            for column, field in enumerate(fields):
                sheet.set_column(column, column, _WIDTHS[field.kind])
                sheet.write_string(0, column, field.heading, head)
            for number, row in enumerate(frame.itertuples(index=False), 1):
                for column, (value, field) in enumerate(zip(row, fields, strict=True)):
                    _write_cell(sheet, number, column, plain(value, field.kind), day)
            sheet.freeze_panes(1, 0)
            sheet.autofilter(0, 0, max(len(frame), 1), len(fields) - 1)
    return target


def _write_cell(sheet: Any, row: int, column: int, value: str | float | date | bool | None, day: Any) -> None:
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_string(row, column, "是" if value else "否")
    elif isinstance(value, (int, float)):
        sheet.write_number(row, column, value)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), day)  # noqa: DTZ001
    else:
        sheet.write_string(row, column, storable(value))
