"""The files that bring weibao into spreadsheet programs, built from text on any system: weibao.xlam and weibao.oxt."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from weibao.atomic import replace_file
from weibao.functions.registry import FUNCTIONS
from weibao.hosts.excel.macros import ExcelMacros
from weibao.hosts.excel.places import ADDIN
from weibao.texts_excel import ADDIN_NOTE

# Any fixed day: the same sources give the same bytes.
_CREATED = date(2000, 1, 1)


def ledger_macros() -> ExcelMacros:
    """The functions and buttons that a new 核定台账.xlsm carries."""
    return ExcelMacros(FUNCTIONS, addin=False)


def build(out: Path) -> list[Path]:
    """Write both files into the folder `out`, made if missing. Raises WeibaoError where a source is missing."""
    from weibao.hosts.actions import actions
    from weibao.hosts.libreoffice.build import EXTENSION_FILE, build_oxt
    from weibao.sheets.macro_book import write_addin

    out.mkdir(parents=True, exist_ok=True)
    addin, extension = out / ADDIN, out / EXTENSION_FILE
    write_addin(addin, ExcelMacros(FUNCTIONS, addin=True), _CREATED, ADDIN_NOTE)
    with replace_file(extension) as temporary:
        temporary.write_bytes(build_oxt(FUNCTIONS, actions()))
    return [addin, extension]
