"""The doctor's look at LibreOffice: its Python, our extension in it, and the terminal that it may be started from."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from weibao.hosts.excel import extension
from weibao.hosts.excel.extension_state import standing
from weibao.hosts.excel.report import Check, State

if TYPE_CHECKING:
    from weibao.hosts.excel.system import System

_OLDEST_PYTHON = (3, 11)
_ASK_PYTHON = "import sys, uno; print('%d.%d' % sys.version_info[:2])"


def libreoffice(system: System) -> Check:
    """LibreOffice, whether its Python is new enough for the functions, and our extension in it."""
    title = "LibreOffice"
    office = extension.find_program(system, "soffice")
    if office is None:
        if system.windows:
            return Check(title, State.OK, "没有装 LibreOffice，用 Excel 的不需要。")
        return Check(title, State.WARNING, "没有装 LibreOffice。", "要在表里看到得分和期限，请装 LibreOffice Calc。")
    lines = system.run(office, "--version").output.splitlines()
    name = " ".join(lines[0].split()[:2]) if lines else "LibreOffice"
    version = _office_python(system)
    if version is None:
        return Check(title, State.WARNING, f"{name}，没有 Python 支持。", "请补装 python3-uno，扩展里的函数才能用。")
    told = f"{name}，自带的 Python 是 {'.'.join(map(str, version))}"
    if version < _OLDEST_PYTHON:
        return Check(title, State.WARNING, f"{told}，扩展里的函数要 3.11 以上。", "请换新版 LibreOffice；公式照常算。")
    state, text, remedy = standing(system)
    return Check(title, state, f"{told}，{text}。", remedy)


def start(system: System) -> Check:
    """Whether LibreOffice, started from this terminal, would take a virtual environment's Python for its own."""
    title = "启动 LibreOffice"
    if not (environment := system.env("VIRTUAL_ENV")):
        return Check(title, State.OK, "这个终端里没有激活 Python 虚拟环境。")
    return Check(
        title,
        State.WARNING,
        f"这个终端里激活了 Python 虚拟环境（{environment}）：从这里启动的 LibreOffice 装不进 Python 扩展，"
        "表格文件也一个都打不开。",
        "请从桌面菜单启动 LibreOffice，或者先运行 deactivate 再启动。",
    )


def _office_python(system: System) -> tuple[int, int] | None:
    """The version of the Python that LibreOffice works with."""
    folder = extension.program_folder(system)
    if folder and system.windows:
        python = folder / "python.exe"
    elif folder:
        python = folder.parent / "Resources" / "python"
    else:
        python = Path("/usr/bin/python3")
    ran = system.run(python, "-c", _ASK_PYTHON)
    found = re.search(r"^(\d+)\.(\d+)\s*$", ran.output, re.MULTILINE) if ran.code == 0 else None
    return (int(found[1]), int(found[2])) if found else None
