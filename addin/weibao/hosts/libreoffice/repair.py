"""The names of our functions in a workbook that LibreOffice has saved.

Calc writes a function of an add-in by its long name (ORG.WEIBAO.CALC.FUNCTIONS.WBROWS), which no other program knows.
After saving, the short names are put back: the repaired workbook is written beside the saved one and takes its place
in one step, with the saved one's times, so that LibreOffice does not take it for changed by someone else.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from weibao.atomic import replace_file
from weibao.errors import WorkbookError
from weibao.functions.registry import FUNCTIONS
from weibao.hosts.libreoffice.names import FUNCTIONS as SERVICE
from weibao.hosts.libreoffice.names import long_name
from weibao.sheets.package_zip import pack, read_zip

SUFFIXES = frozenset({".xlsx", ".xlsm", ".xltx", ".xltm"})

_MARK = SERVICE.upper().encode()
_SHORT = {long_name(function.name).encode(): function.name.encode() for function in FUNCTIONS}
_LONG = re.compile(rb"(?<![\w.])(?:" + b"|".join(map(re.escape, sorted(_SHORT, reverse=True))) + rb")(?=\s*\()")
_TEXTS = "xl/sharedStrings.xml"


def repair(path: Path) -> bool:
    """Put the short names back into the workbook at `path`; whether there was anything to do.

    Files of another kind, encrypted and damaged ones are left alone. Raises OSError where the file cannot be replaced
    (on Windows while LibreOffice keeps it locked); it is then as it was saved.
    """
    if path.suffix.lower() not in SUFFIXES:
        return False
    path = path.resolve()
    before = path.stat()
    try:
        package = read_zip(path)
    except WorkbookError:
        return False
    changed = {}
    for info in package.infolist():
        if info.filename.startswith("xl/") and info.filename.endswith(".xml") and info.filename != _TEXTS:
            part = package.read(info)
            if _MARK in part and (new := short_names(part)) != part:
                changed[info.filename] = new
    if not changed:
        return False
    data = pack(package, changed)
    with replace_file(path) as temporary:
        temporary.write_bytes(data)
        os.utime(temporary, ns=(before.st_atime_ns, before.st_mtime_ns))
    path.chmod(before.st_mode)
    return True


def short_names(part: bytes) -> bytes:
    """A part of the package with every long name in a call replaced by the function's own."""
    return _LONG.sub(lambda found: _SHORT[found[0]], part)
