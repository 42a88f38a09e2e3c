"""The values of a workbook's sheets, read by calamine out of packages that are ours.

calamine never sees a returned file: it gets a new zip of the parts that passed the checks of `container`, and a sheet
only after `sheet_facts` has found it of bearable size.
"""

from __future__ import annotations

from functools import cached_property
from io import BytesIO
from typing import TYPE_CHECKING

from python_calamine import CalamineWorkbook

from weibao.sheets.container import PackageError
from weibao.sheets.intake_repack import repacked, shared_parts

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

    from weibao.sheets.intake_package import Package
    from weibao.sheets.values import Raw

# Sheets up to this size are handed over together; a larger one alone, when it is asked for.
TOGETHER = 512 * 2**10
# A cell of Excel's holds no more. What is longer was not typed.
MAX_TEXT = 32_767


class SheetValues:
    """The grids of a package's sheets. PackageError where calamine cannot read them."""

    def __init__(self, package: Package) -> None:
        self._package = package
        small = [sheet.part for sheet in package.sheets.values() if package.size(sheet.part) <= TOGETHER]
        self._together = frozenset(small)
        self._book: CalamineWorkbook | None = None
        # Cells whose text was cut at MAX_TEXT: (sheet, row, column), 1-based.
        self.cut: list[tuple[str, int, int]] = []

    def grid(self, sheet: str) -> list[list[Raw]]:
        """All values from A1 on, `[row - 1][column - 1]`; rows are of equal length."""
        part = self._package.sheets[sheet].part
        try:
            if part in self._together:
                if self._book is None:
                    self._book = self._open(self._together)
                book = self._book
            else:
                book = self._open({part})
            values: CalamineSheet = book.get_sheet_by_name(part)
            rows: list[list[Raw]] = [list(row) for row in values.to_python(skip_empty_area=False)]
        except BaseException as error:
            raise as_package_error(error) from None
        return self._cut(sheet, rows)

    def _open(self, parts: frozenset[str] | set[str]) -> CalamineWorkbook:
        return CalamineWorkbook.from_filelike(BytesIO(repacked(self._package, parts, self._shared)))

    @cached_property
    def _shared(self) -> dict[str, bytes]:
        """Read once; large sheets are handed over one by one, each with it."""
        return shared_parts(self._package)

    def _cut(self, sheet: str, rows: list[list[Raw]]) -> list[list[Raw]]:
        for number, row in enumerate(rows):
            for column, raw in enumerate(row):
                if isinstance(raw, str) and len(raw) > MAX_TEXT:
                    row[column] = raw[:MAX_TEXT]
                    self.cut.append((sheet, number + 1, column + 1))
        return rows


def as_package_error(error: BaseException) -> BaseException:
    """A reader's failure as our own; a panic of the Rust side is no Exception, an interrupt stays what it is."""
    if isinstance(error, PackageError):
        return error
    if isinstance(error, Exception) or type(error).__name__ == "PanicException":
        return PackageError("文件内部有损坏，读不出内容", again=True)
    return error
