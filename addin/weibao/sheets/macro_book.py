"""What a workbook needs to carry macros: the hidden sheets that they read, the ribbon, and the project itself.

The project is made by `hosts.excel`; here it is put into packages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from weibao.atomic import replace_file
from weibao.sheets.package_macros import code_names, with_macros

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path


class Macros(Protocol):
    """The macros of one kind of workbook. `addin` tells an .xlam from an .xlsm."""

    @property
    def addin(self) -> bool: ...

    @property
    def ribbon(self) -> bytes: ...

    @property
    def sheets(self) -> Mapping[str, Sequence[tuple[str, str]]]:
        """Hidden sheets that the macros read: rows of a key and a text, by sheet name."""
        ...

    def project(self, names: Sequence[str]) -> bytes:
        """The project's binary for a workbook whose code names are `names`."""
        ...


def write_macro_sheets(workbook: Any, macros: Macros) -> None:
    """The hidden sheets that the macros read; nobody can show them by accident."""
    for name, rows in macros.sheets.items():
        sheet = workbook.add_worksheet(name)
        sheet.very_hidden()
        for number, row in enumerate(rows):
            for column, text in enumerate(row):
                sheet.write_string(number, column, text)


def put_macros(path: Path, macros: Macros) -> None:
    """Make the plain workbook at `path`, which has the macro sheets, one that carries the macros."""
    package = path.read_bytes()
    path.write_bytes(with_macros(package, macros.project(code_names(package)), macros.ribbon, addin=macros.addin))


def write_addin(path: Path, macros: Macros, created: date, note: str) -> None:
    """Write the .xlam at `path`: a workbook of nothing but a note and the macros."""
    from weibao.sheets.xlsx import new_workbook

    with replace_file(path) as temporary:
        with new_workbook(temporary, created, title="未保创建") as workbook:
            workbook.add_worksheet("weibao").write_string(0, 0, note)
            write_macro_sheets(workbook, macros)
        put_macros(temporary, macros)
