"""The one way to a new .xlsx: texts stay texts, formulas stay as they are, no clock gets in.

Import it inside functions where the module around it is also used without writing: XlsxWriter takes its time to load.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

if TYPE_CHECKING:
    from pathlib import Path

# Window in twips: wide enough for our widest table on a common screen.
_WINDOW = (2400, 1500)


class _PlainFormulas(Worksheet):  # type: ignore[misc]
    """Formulas as they are: none of ours uses a function newer than Excel 2010, and looking for them is slow."""

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        return formula.strip("{}").removeprefix("=")


class _PlainWorkbook(Workbook):  # type: ignore[misc]
    worksheet_class = _PlainFormulas


def new_workbook(path: Path, created: date, *, font: tuple[str, float] | None = None, **properties: str) -> Any:
    """An XlsxWriter workbook to be used as a context manager; equal contents give equal bytes.

    `created` becomes the document's date; `properties` are its title, subject, author and company. `font` (name and
    size) is that of cells without a format; it also decides how wide a character of a column is.
    """
    options: dict[str, Any] = {
        "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
    }  # fmt: skip
    if font is not None:
        options["default_format_properties"] = {"font_name": font[0], "font_size": font[1]}
    workbook = _PlainWorkbook(str(path), options)
    moment = datetime(created.year, created.month, created.day)  # noqa: DTZ001 - a workbook knows no time zones
    workbook.set_properties({**properties, "created": moment})
    workbook.set_size(*_WINDOW)
    return workbook
