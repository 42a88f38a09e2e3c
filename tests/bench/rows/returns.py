"""The returned workbooks, read, checked and typed: as they came, saved by LibreOffice, with 2,000 blank styled rows."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from bench.costs import Run, here
from bench.data import change_part
from bench.office import convert
from bench.pairs import Goal, Row, at_least
from weibao.campaign.inbox import Source
from weibao.campaign.readings import read_sources
from weibao.sheets.intake_package import Package
from weibao.sheets.layout import EVIDENCE, INDICATORS, column_letter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bench.data import Data

_BLANK, _COLUMNS = 2000, 14


def came(data: Data) -> tuple[Run, Run]:
    """As the units sent them."""
    return _pair(data, data.returns)


def saved(data: Data) -> tuple[Run, Run]:
    """Each saved once more by LibreOffice."""
    return _pair(data, _saved(data))


def padded(data: Data) -> tuple[Run, Run]:
    """Those, with blank rows that have borders below the two tables that units fill."""
    folder = data.place("padded")
    sources = [Source(source.name, source.path.replace(folder / source.path.name)) for source in _saved(data)]
    for source in sources:
        sheets = Package(source.path).sheets
        for table in (INDICATORS, EVIDENCE):
            if table.sheet in sheets:
                change_part(source.path, sheets[table.sheet].part, _pad)
    return _pair(data, sources)


def _saved(data: Data) -> list[Source]:
    sources, folder, out = data.returns, data.place("to-save"), data.place("saved")
    files = [Path(shutil.copy(source.path, folder / f"{number}.xlsx")) for number, source in enumerate(sources)]
    convert(files, "xlsx", out, data.folder / "profile")
    return [Source(source.name, out / file.name) for source, file in zip(sources, files, strict=True)]


def _pad(sheet: bytes) -> bytes:
    """Blank rows with the look of the first cell that has one."""
    last = max(map(int, re.findall(rb'<row r="(\d+)"', sheet)))
    look = max(map(int, re.findall(rb' s="(\d+)"', sheet)))
    rows = "".join(
        f'<row r="{row}">'
        + "".join(f'<c r="{column_letter(column)}{row}" s="{look}"/>' for column in range(1, _COLUMNS + 1))
        + "</row>"
        for row in range(last + 1, last + 1 + _BLANK)
    )
    return sheet.replace(b"</sheetData>", rows.encode() + b"</sheetData>")


def _pair(data: Data, sources: Sequence[Source]) -> tuple[Run, Run]:
    import pandas as pd

    grounds = data.situation.grounds
    read = read_sources(sources, grounds.rulebook, grounds.settings)
    if failed := [item.file for item in read if item.submission is None and not item.strange]:
        raise RuntimeError(f"not read: {failed}")

    def other() -> None:
        for source in sources:
            pd.read_excel(source.path, sheet_name=None, header=None, engine="openpyxl")

    return here(lambda: read_sources(sources, grounds.rulebook, grounds.settings)), here(other)


_OTHER = "pandas.read_excel（openpyxl）读同样的文件，什么都不查"
_BOUND = (
    "各格的检查和转换（Python）约三成；各表的字节按模式扫一遍（公式、错误值、隐藏行）约四分之一，"
    "查公式有没有伸向外部约两成，calamine 约一成半，解压不到一成"
)
_PADDED = "扫带格式的空行（正则，不逐格走 Python）三分之一强，calamine 约三成，解压和查公式约两成，其余同上"
_GROWS = Goal("不小于上面“回收清单”的倍数", lambda _found: True)

ROWS = (
    Row("read", "回收清单：读取、检查、转成类型", _OTHER, at_least(4), came, _BOUND, rounds=5),
    Row("read-saved", "同上，用 LibreOffice 存过", _OTHER, _GROWS, saved, _BOUND, rounds=5, over="read"),
    Row(
        "read-padded", "同上，两张表下面另有 2,000 行带格式的空行", _OTHER, _GROWS, padded, _PADDED, rounds=3,
        over="read",
    ),
)  # fmt: skip
