"""The modules of a VBA project of ours, and the texts that they read from the hidden sheet `_texts`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import xlwings

from weibao.hosts.actions import RIBBON
from weibao.hosts.excel.vba_modules import MacroError, Module
from weibao.hosts.excel.vba_project import build_vba_project
from weibao.hosts.excel.wrappers import MODULE_NAME, wrapper_module
from weibao.resources import macros_dir
from weibao.texts_excel import EXCEL_TEXTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from weibao.functions.spec import Argument, Function

TEXTS_SHEET = "_texts"
# xlwings reads its settings from a sheet of this name. Without this one it would put the workbook's folder first on
# Python's path, and run whatever module of our name lies there.
SETTINGS_SHEET, SETTINGS = "xlwings.conf", (("ADD_WORKBOOK_TO_PYTHONPATH", "False"),)
XLWINGS_NAME = "xlwings"
WORKBOOK_SOURCES = {True: "AddinWorkbook.cls", False: "LedgerWorkbook.cls"}


def modules(functions: Iterable[Function], document_names: Sequence[str], *, addin: bool) -> list[Module]:
    """All modules of weibao.xlam (`addin`) or of a workbook that carries the functions itself.

    `document_names` are the code names of the workbook and of its sheets, in this order. The result is in a fixed
    order; sources end their lines as their files do. Raises MacroError where xlwings came without its VBA module,
    WeibaoError where our own sources are missing.
    """
    folder = macros_dir()
    workbook, *sheets = document_names
    return [
        Module(workbook, _source(folder / WORKBOOK_SOURCES[addin]), "document"),
        *(Module(name, "", "document") for name in sheets),
        *(Module(path.stem, _source(path), "standard") for path in sorted(folder.glob("*.bas"))),
        Module(MODULE_NAME, wrapper_module(functions), "standard"),
        Module(XLWINGS_NAME, xlwings_module(), "standard"),
    ]


def xlwings_module() -> str:
    """The VBA that ships with the installed xlwings, as it is: its DLL has the same version in its name."""
    path = Path(xlwings.__file__).with_name("xlwings.bas")
    try:
        return _source(path)
    except FileNotFoundError:
        raise MacroError(
            f"找不到 xlwings 自带的 {path.name}。请重新安装 xlwings：pip install --force-reinstall xlwings。"
        ) from None


def _source(path: Path) -> str:
    # Bytes, because reading as text would change the ends of the lines.
    return path.read_bytes().decode("ascii")


def text_rows(functions: Iterable[Function]) -> list[tuple[str, str]]:
    """The rows (key, text) of `_texts`: what the macros say, then the help of every function and of its arguments."""
    rows = list(EXCEL_TEXTS.items())
    for function in functions:
        rows.append((function.name, f"{function.title}。{function.help}"))
        rows += [(f"{function.name}.{n}", _argument_help(a)) for n, a in enumerate(function.arguments, start=1)]
    return rows


def _argument_help(argument: Argument) -> str:
    unit = f"，单位：{argument.unit}" if argument.unit else ""
    optional = "（可省略）" if argument.optional else ""
    return f"{argument.help}{optional}。{argument.takes}{unit}"


@dataclass(frozen=True)
class ExcelMacros:
    """The macros of weibao.xlam (`addin`) or of a workbook that carries the functions itself (`sheets.macro_book`)."""

    functions: tuple[Function, ...]
    addin: bool

    @property
    def ribbon(self) -> bytes:
        """The ribbon's XML."""
        return (macros_dir() / RIBBON).read_bytes()

    @property
    def sheets(self) -> dict[str, list[tuple[str, str]]]:
        """The hidden sheets that the macros read."""
        return {TEXTS_SHEET: text_rows(self.functions), SETTINGS_SHEET: list(SETTINGS)}

    def project(self, names: Sequence[str]) -> bytes:
        """The project's binary; `names` are the workbook's code names."""
        return build_vba_project(modules(self.functions, names, addin=self.addin))
