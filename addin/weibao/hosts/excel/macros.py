"""The modules of a VBA project of ours, and the texts that they read from the hidden sheet `_texts`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from weibao.hosts.actions import RIBBON
from weibao.hosts.excel.vba_modules import Module
from weibao.hosts.excel.vba_project import build_vba_project
from weibao.hosts.excel.wrappers import MODULE_NAME, wrapper_module
from weibao.hosts.excel.xlwings_module import NAME as XLWINGS_NAME
from weibao.hosts.excel.xlwings_module import xlwings_module
from weibao.resources import macros_dir
from weibao.texts_excel import EXCEL_TEXTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from weibao.functions.spec import Argument, Function

TEXTS_SHEET = "_texts"
# xlwings reads its settings from a sheet of this name. Without this one it would put the workbook's folder first on
# Python's path, and run whatever module of our name lies there.
SETTINGS_SHEET, SETTINGS = "xlwings.conf", (("ADD_WORKBOOK_TO_PYTHONPATH", "False"),)
WORKBOOK_SOURCES = {True: "AddinWorkbook.cls", False: "LedgerWorkbook.cls"}
# Excel looks for a ribbon's procedures in all open files. Add-in and ledger may be open together, so each kind has
# names of its own.
KINDS = {True: "Addin", False: "Ledger"}
_CALLBACK = re.compile(r'\b(on[A-Z]\w*|get[A-Z]\w*|loadImage)="(\w+)"')


def modules(functions: Iterable[Function], document_names: Sequence[str], *, addin: bool) -> list[Module]:
    """All modules of weibao.xlam (`addin`) or of a workbook that carries the functions itself.

    `document_names` are the code names of the workbook and of its sheets, in this order. The result is in a fixed
    order; sources end their lines as their files do. Raises MacroError where xlwings came without its VBA module,
    WeibaoError where our own sources are missing.
    """
    folder = macros_dir()
    workbook, *sheets = document_names
    callbacks = re.compile(rf"\b({'|'.join(sorted(_callbacks()))})\b")
    named = {path.stem: callbacks.sub(rf"\1{KINDS[addin]}", _source(path)) for path in sorted(folder.glob("*.bas"))}
    return [
        Module(workbook, _source(folder / WORKBOOK_SOURCES[addin]), "document"),
        *(Module(name, "", "document") for name in sheets),
        *(Module(name, source, "standard") for name, source in named.items()),
        Module(MODULE_NAME, wrapper_module(functions), "standard"),
        Module(XLWINGS_NAME, xlwings_module(), "standard"),
    ]


def ribbon(*, addin: bool) -> bytes:
    """The ribbon's XML for weibao.xlam (`addin`) or for a workbook of its own."""
    return _CALLBACK.sub(rf'\1="\2{KINDS[addin]}"', _ribbon()).encode()


def _ribbon() -> str:
    return (macros_dir() / RIBBON).read_bytes().decode()


def _callbacks() -> set[str]:
    return {name for _, name in _CALLBACK.findall(_ribbon())}


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
        return ribbon(addin=self.addin)

    @property
    def sheets(self) -> dict[str, list[tuple[str, str]]]:
        """The hidden sheets that the macros read."""
        return {TEXTS_SHEET: text_rows(self.functions), SETTINGS_SHEET: list(SETTINGS)}

    def project(self, names: Sequence[str]) -> bytes:
        """The project's binary; `names` are the workbook's code names."""
        return build_vba_project(modules(self.functions, names, addin=self.addin))
