"""What a workbook of 年度工作情况 remembers of 上一次填报, so that an answer typed over it can be told."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from weibao.sheets.layout import META
from weibao.sheets.values import compact

if TYPE_CHECKING:
    from weibao.sheets.intake_book import Workbook

# In _meta beside what every workbook has there: the field, and the mark of what was issued.
_FIELD, _MARK = "D", "E"


def mark_of(text: object) -> str:
    """The same for texts that differ in white space and width only, as other programs leave them."""
    return hashlib.sha256(compact(str(text)).encode()).hexdigest()[:12]


def write_marks(sheet: Any, priors: Mapping[str, str]) -> None:
    """Write into `_meta` what stands in the column 上一次填报, by field id."""
    for row, (field, text) in enumerate(priors.items(), 1):
        sheet.write_string(f"{_FIELD}{row}", field)
        sheet.write_string(f"{_MARK}{row}", mark_of(text))


def read_marks(book: Workbook) -> dict[str, str]:
    """The marks by field id; none where `_meta` is gone or the workbook was issued without."""
    first, second = ord(_FIELD) - ord("A"), ord(_MARK) - ord("A")
    grid = book.grid(META) if META in book.sheets else []
    return {str(row[first]): str(row[second]) for row in grid if len(row) > second and row[first]}
