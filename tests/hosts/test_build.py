"""What `weibao addin build` and `weibao new` put into their files: modules, ribbon, hidden sheets; always the same."""

from __future__ import annotations

import io
import subprocess
import sys
import warnings
import zipfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest

from weibao.functions.registry import FUNCTIONS
from weibao.hosts.actions import actions
from weibao.hosts.build import build, ledger_macros
from weibao.hosts.excel.macros import modules, ribbon, text_rows
from weibao.hosts.excel.vba_modules import module_text
from weibao.sheets.ledger import create_ledger
from weibao.sheets.package_macros import code_names

if TYPE_CHECKING:
    from weibao.rulebook.model import Rulebook
    from weibao.workdays import WorkCalendar


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built") / "加载项"
    assert [path.name for path in build(folder)] == ["weibao.xlam", "weibao.oxt"]
    return folder


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory, village: Rulebook, calendar: WorkCalendar) -> Path:
    path = tmp_path_factory.mktemp("ledger") / "核定台账.xlsm"
    create_ledger(path, village, {}, [], calendar, as_of=date(2026, 3, 2), macros=ledger_macros())
    return path


def sources(path: Path) -> dict[str, str]:
    """Every module as olevba reads it out of a workbook."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from oletools.olevba import VBA_Parser

        parser = VBA_Parser(path.name, data=path.read_bytes())
        found = {name.rpartition(".")[0] or name: code for _, _, name, code in parser.extract_macros()}
        parser.close()
    return found


def xlsx(path: Path) -> bytes:
    """An .xlam or .xlsm called a plain workbook, because openpyxl knows no add-ins."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "[Content_Types].xml":
                plain = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
                for kind in (b"addin", b"sheet"):
                    data = data.replace(b"application/vnd.ms-excel." + kind + b".macroEnabled.main+xml", plain)
            new.writestr(name, data)
    return buffer.getvalue()


@pytest.mark.parametrize("name", ["weibao.xlam", "核定台账.xlsm"])
def test_every_module_is_read_back_as_it_was_written(built: Path, ledger: Path, name: str) -> None:
    path = built / name if name == "weibao.xlam" else ledger
    wanted = modules(FUNCTIONS, code_names(_plain(path)), addin=name == "weibao.xlam")
    read = sources(path)
    assert set(read) == {module.name for module in wanted}
    for number, module in enumerate(wanted):
        text = module_text(module, is_workbook=number == 0).decode("cp936")
        assert read[module.name].replace("\r\n", "\n").rstrip() == text.replace("\r\n", "\n").rstrip(), module.name


def _plain(path: Path) -> bytes:
    """The package without the macro parts, for `code_names`."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name.endswith(".rels"):
                data = data.replace(b"relationships/vbaProject", b"x/other").replace(b"ui/extensibility", b"x/other")
            new.writestr(name, data)
    return buffer.getvalue()


@pytest.mark.parametrize("name", ["weibao.xlam", "核定台账.xlsm"])
def test_ribbon_texts_and_settings_are_inside(built: Path, ledger: Path, name: str) -> None:
    path = built / name if name == "weibao.xlam" else ledger
    with zipfile.ZipFile(path) as package:
        assert package.read("customUI/customUI14.xml") == ribbon(addin=name == "weibao.xlam")
    book = openpyxl.load_workbook(io.BytesIO(xlsx(path)))
    assert [(row[0].value, row[1].value) for row in book["_texts"]] == text_rows(FUNCTIONS)
    # Otherwise a module of our name that lies beside the workbook would run instead of ours.
    assert [cell.value for cell in book["xlwings.conf"][1]] == ["ADD_WORKBOOK_TO_PYTHONPATH", "False"]
    assert {book[sheet].sheet_state for sheet in ("_texts", "xlwings.conf")} == {"veryHidden"}


def test_building_twice_gives_the_same_bytes(
    built: Path, ledger: Path, tmp_path: Path, village: Rulebook, calendar: WorkCalendar
) -> None:
    for path in build(tmp_path):
        assert path.read_bytes() == (built / path.name).read_bytes(), path.name
    again = tmp_path / ledger.name
    create_ledger(again, village, {}, [], calendar, as_of=date(2026, 3, 2), macros=ledger_macros())
    assert again.read_bytes() == ledger.read_bytes()


def test_the_extension_has_every_function_and_button(built: Path) -> None:
    with zipfile.ZipFile(built / "weibao.oxt") as package:
        declared = package.read("CalcAddIns.xcu").decode("utf-8")
        menu = package.read("Addons.xcu").decode("utf-8")
    assert all(f">{function.name}<" in declared for function in FUNCTIONS)
    assert all(f"org.weibao:{action.name}<" in menu for action in actions())


_LOADED = """
import sys
from weibao.cli import main
try:
    main(sys.argv[1:])
finally:
    print("xlwings" in sys.modules)
"""


@pytest.mark.parametrize(("options", "name", "loaded"), [(["--no-macros"], "xlsx", "False"), ([], "xlsm", "True")])
def test_a_ledger_without_macros_needs_no_xlwings(tmp_path: Path, options: list[str], name: str, loaded: str) -> None:
    command = [sys.executable, "-c", _LOADED, "new", str(tmp_path / "建"), *options]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True)
    assert (tmp_path / "建" / f"核定台账.{name}").is_file()
    assert done.stdout.split()[-1] == loaded
