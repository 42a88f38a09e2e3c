"""The macros at work, in LibreOffice's own Basic: wrappers and core run from cells, only xlwings is played.

Where LibreOffice differs from Excel: its Range has no Value2 (Value stands in), no cell can hold an error value that
Basic returns (it shows as the text "Error 2015"), Value of an error value is 0, there is no calling cell
(the sheet Stub names one), no shell and no window's number. It is not told to the macros that this is LibreOffice, or
they would ask nobody; what they do then is tested in e2e/test_ledger_office.py.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import xlsxwriter

from e2e.office import Office, missing
from weibao.functions.registry import FUNCTIONS
from weibao.functions.spec import Argument, Function, Takes
from weibao.hosts.excel.macros import TEXTS_SHEET, modules, text_rows
from weibao.hosts.excel.vba_project import Module, build_vba_project
from weibao.sheets.package_macros import code_names, with_macros
from weibao.texts_excel import EXCEL_TEXTS

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
SHEETS = ("Main", "Stub", TEXTS_SHEET)
VALUE, NOT_AVAILABLE = "Error 2015", "Error 2042"
PYTHON = r"C:\venv\Scripts\python.exe"

pytestmark = [pytest.mark.office, pytest.mark.xdist_group("office")]


def _sample(name: str, *takes: Takes, optional: int = 0) -> Function:
    required = len(takes) - optional
    arguments = tuple(Argument(f"a{n}", one, "参数", optional=n >= required) for n, one in enumerate(takes))
    return Function(name, "示例", "示例", arguments, (), lambda *_: None)


# StubServer.cls answers these: a number, a table with a mark in it, one flat row with a mark in it.
SAMPLES = (
    _sample("WB_ONE", Takes.CELL, Takes.CELL, optional=1),
    _sample("WB_BLOCK", Takes.RANGE, Takes.DATE),
    _sample("WB_LINE", Takes.RANGE),
)
ALL = (*FUNCTIONS, *SAMPLES)


def _for_libreoffice(source: str) -> str:
    changes = {
        '"ooo.vba.excel.Application"': '"Excel"',
        ".Value2": ".Value", "Application.Caller.": "StubCaller().", "Application.Hwnd": "4711",
        'CreateObject("WScript.Shell")': "StubNewShell()", "MsgBox message": "StubTell message",
        "TypeName(Application.ActiveSheet)": "StubFront()", "Application.CalculateFull\n": "Application.Calculate\n",
        "Application.CalculateFullRebuild\n": "StubRebuild\n",
    }  # fmt: skip
    for excel, libreoffice in changes.items():
        source = source.replace(excel, libreoffice)
    return source


class MacroOffice(Office):
    """The office with a driver that types formulas."""

    script = HERE / "macro_driver.py"


def build(path: Path) -> None:
    """A workbook with the real modules, except that `xlwings` and its server are played."""
    package = io.BytesIO()
    with xlsxwriter.Workbook(package) as book:
        sheets = {name: book.add_worksheet(name) for name in SHEETS}
        for row, (key, text) in enumerate(text_rows(ALL)):
            sheets[TEXTS_SHEET].write_row(row, 0, (key, text))
        sheets["Stub"].write_column("B1", ("runs", "answers", PYTHON, "", "", "", ""))
    played = {
        path.stem: Module(path.stem, path.read_text(encoding="ascii"), "standard" if path.suffix == ".bas" else "class")
        for path in sorted((HERE / "vba").iterdir())
    }
    real = modules(ALL, code_names(package.getvalue()), addin=False)
    project = [Module(m.name, _for_libreoffice(m.source), m.kind) for m in real if m.name not in played]
    vba = build_vba_project([*project, *played.values()])
    path.write_bytes(with_macros(package.getvalue(), vba, None, addin=False))


@dataclass
class Book:
    """The open workbook, with what its macros tell about themselves."""

    office: Office
    document: int

    def call(self, operation: str, **arguments: Any) -> Any:
        return self.office.call(operation, doc=self.document, **arguments)

    def run(self, macro: str, *arguments: Any) -> Any:
        return self.call("run", macro=macro, arguments=list(arguments))

    def enter(self, address: str, formula: str, *, array: bool = False) -> Any:
        self.call("enter", sheet="Main", address=address, formula=formula, array=array)
        return self.read(address)

    def read(self, address: str) -> Any:
        rows = self.call("read", sheet="Main", address=address)
        return rows[0][0] if ":" not in address else rows

    def type(self, sheet: str = "Main", **cells: Any) -> None:
        self.call("type", sheet=sheet, cells=cells)

    def recalculate(self, address: str) -> Any:
        self.call("calculate")
        return self.read(address)

    @property
    def state(self) -> str:
        return str(self.run("WeibaoCore.WeibaoState"))

    @property
    def starts(self) -> int:
        return int(self.run("xlwings.StubCounts").split(";")[0].removeprefix("starts="))

    @property
    def calls(self) -> int:
        calls = int(self.run("xlwings.StubCounts").split(";")[1].removeprefix("calls="))
        assert f"calls={calls};" in self.state
        return calls


@pytest.fixture(scope="module")
def macro_office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    if reason := missing():
        pytest.skip(reason)
    with MacroOffice.start(tmp_path_factory.mktemp("macros")) as running:
        yield running


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("workbook") / "macros.xlsm"
    build(path)
    return path


@pytest.fixture
def book(macro_office: Office, workbook: Path) -> Iterator[Book]:
    opened = Book(macro_office, macro_office.call("open", path=str(workbook), macros=True))
    opened.type(A1=1.5, A2="达标", B1="x")
    yield opened
    opened.call("close")


def native(call: str) -> str:
    """The formula of a visible cell; the text by which LibreOffice shows an error value made one again."""
    return f'=IFERROR(IF(LEFT({call};6)="Error ";NA();{call});"native")'


def test_python_answers_and_gets_what_stands_in_the_cells(book: Book) -> None:
    assert book.enter("D1", "=WB_ONE(A1)") == 4711
    assert book.run("xlwings.StubSeen") == "Double;Empty;"
    assert book.enter("D2", '=WB_ONE(A2;"")') == 4711
    assert book.run("xlwings.StubSeen") == "String;String;"
    book.enter("D3", "=WB_BLOCK(A1:B2;TODAY())")
    assert book.run("xlwings.StubSeen") == "Double,String,/String,Empty,/;Double;"
    assert (book.starts, book.calls) == (1, 3)


def test_every_wrapper_of_the_registry_runs(book: Book) -> None:
    for function in FUNCTIONS:
        required = [argument for argument in function.arguments if not argument.optional]
        arguments = ["A1:B2" if argument.takes.is_range else "A1" for argument in required]
        assert book.enter("D1", f"={function.name}({';'.join(arguments)})") == 4711, function.name
    assert book.calls == len(FUNCTIONS)


def test_marks_become_error_values(book: Book) -> None:
    block = book.enter("D1:E3", "=WB_BLOCK(A1:B2;1)", array=True)
    assert block == [[10, "row 0"], [NOT_AVAILABLE, "row 1"], [12, None]]
    assert book.enter("D5:E5", "=WB_LINE(A1:B1)", array=True) == [[1, NOT_AVAILABLE]]
    assert book.enter("F2", native("D2")) == "native"
    assert book.enter("F3", native("D3")) == 12


def test_where_python_does_not_start_the_native_formula_speaks(book: Book) -> None:
    book.type("Stub", B1="blocked")
    assert book.enter("D1", "=WB_ONE(A1)") == VALUE
    assert book.enter("D2", native("WB_ONE(A1)")) == "native"
    assert book.enter("D4:E5", "=WB_BLOCK(A1:B2;1)", array=True) == [[VALUE, VALUE]] * 2
    assert book.state == "calls=0;spared=0;losses=0;blocked=python_blocked"


def test_after_a_failed_start_no_second_one_until_retried(book: Book) -> None:
    book.type("Stub", B1="blocked")
    book.enter("D2", native("WB_ONE(A1)"))
    book.type("Stub", B1="runs")
    for value in (2, 3, 4):
        book.type(A1=value)
        assert book.recalculate("D2") == "native"
    assert (book.starts, book.calls) == (1, 0)
    book.run("WeibaoRibbon.WeibaoReset")
    assert book.recalculate("D2") == 4711
    assert book.starts == 2
    assert book.state.endswith(";blocked=")


def test_a_python_without_the_package_is_not_asked_either(book: Book) -> None:
    book.type("Stub", B1="no package")
    assert book.enter("D2", native("WB_ONE(A1)")) == "native"
    assert book.recalculate("D2") == "native"
    assert (book.starts, book.state) == (1, "calls=0;spared=0;losses=0;blocked=package_missing")


def test_the_same_values_are_not_asked_twice(book: Book) -> None:
    book.enter("D1", "=WB_ONE(A1)")
    book.enter("D3:E5", "=WB_BLOCK(A1:B2;1)", array=True)
    before = book.calls
    for _ in range(3):
        assert book.recalculate("D1") == 4711
        assert book.read("D3:E5") == [[10, "row 0"], [NOT_AVAILABLE, "row 1"], [12, None]]
    assert book.calls == before == 2
    assert "spared=6;" in book.state


@pytest.mark.parametrize(("address", "value"), [("A1", 1.25), ("A1", "1.5"), ("A1", None), ("B1", "X"), ("B2", 0)])
def test_any_other_value_is_asked(book: Book, address: str, value: Any) -> None:
    """Also another kind of the same look, another case, a zero for a blank."""
    book.enter("D1", "=WB_LINE(A1:B2)")
    book.recalculate("D1")
    assert book.calls == 1
    book.type(**{address: value})
    book.recalculate("D1")
    assert book.calls == 2


def test_every_cell_has_its_own_memory(book: Book) -> None:
    for _ in range(2):
        for cell, value in (("Sheet!A1", 1.0), ("Sheet!B1", 2.0)):
            book.type("Stub", B4=cell)
            for name in ("WB_ONE", "WB_LINE"):
                assert book.run(f"WeibaoFunctions.{name}", value)
    assert book.calls == 4
    assert "spared=4;" in book.state


def test_what_python_could_not_answer_is_remembered_too(book: Book) -> None:
    book.type("Stub", B2="failed")
    assert book.enter("D1", "=WB_ONE(A1)") == VALUE
    assert book.recalculate("D1") == VALUE
    assert (book.calls, book.starts) == (1, 1)


def test_a_busy_python_is_asked_again(book: Book) -> None:
    book.type("Stub", B2="busy")
    assert book.enter("D1", "=WB_ONE(A1)") == VALUE
    book.type("Stub", B2="answers")
    assert book.recalculate("D1") == 4711
    assert (book.calls, book.starts) == (2, 1)


def test_a_python_that_goes_away_is_started_once_more_and_no_more(book: Book) -> None:
    book.type("Stub", B2="gone")
    assert book.enter("D1", "=WB_ONE(A1)") == VALUE
    for _ in range(4):
        assert book.recalculate("D1") == VALUE
    assert (book.starts, book.state) == (2, "calls=2;spared=0;losses=2;blocked=python_lost")


def test_a_python_that_comes_back_is_used(book: Book) -> None:
    book.type("Stub", B2="gone")
    book.enter("D1", "=WB_ONE(A1)")
    book.type("Stub", B2="answers")
    assert book.recalculate("D1") == 4711
    assert (book.starts, book.state) == (2, "calls=2;spared=0;losses=1;blocked=")


@pytest.mark.parametrize(
    ("formula", "shown", "answer"), [("=A1", "", VALUE), ("=A1", "x", 4711), ("", "", 4711), ("text", "text", 4711)]
)
def test_a_formula_that_looks_empty_is_not_calculated_yet(book: Book, formula: str, shown: str, answer: Any) -> None:
    assert book.run("xlwings.StubPending", formula, shown) == answer
    assert book.calls == (answer == 4711)


def test_a_formula_over_whole_columns_is_refused(book: Book) -> None:
    assert book.enter("D1", "=WB_LINE(A1:B100000)") == 1
    assert book.enter("D2", "=WB_LINE(A1:B100001)") == VALUE
    assert book.calls == 1


def test_texts_come_from_the_hidden_sheet(book: Book) -> None:
    for key, text in EXCEL_TEXTS.items():
        assert book.run("WeibaoCore.WeibaoText", key) == text
    assert book.run("WeibaoCore.WeibaoText", f"{FUNCTIONS[0].name}.1") == dict(text_rows(ALL))[f"{FUNCTIONS[0].name}.1"]
    assert book.run("WeibaoCore.WeibaoText", "no such key") == "no such key"


@pytest.mark.parametrize(
    ("configured", "started"),
    [
        (PYTHON, r"C:\venv\Scripts\pythonw.exe"),
        (r"C:\other\python.exe", r"C:\other\python.exe"),
        (r"D:\a b\venv\pythonw.exe", r"D:\a b\venv\pythonw.exe"),
        (r"\\server\venv\python.exe", r"\\server\venv\pythonw.exe"),
    ],
)
def test_a_button_starts_python_beside_excel_in_the_interpreters_folder(
    book: Book, configured: str, started: str
) -> None:
    book.type("Stub", B3=configured)
    command, style, wait, said, after = pressed(book, "collect")
    folder, _, command = command.partition(":::")
    name = re.escape(started)
    assert re.fullmatch(rf'"{name}" -P -m weibao\.hosts\.excel\.buttons collect ".*macros\.xlsm" 4711', command)
    assert (folder, style, wait) == (started.rpartition("\\")[0], "0", "False")
    assert (said, after) == ("", r"D:\mail")


def pressed(book: Book, action: str) -> tuple[str, ...]:
    """("folder:::command", style, wait, what was said, the current folder afterwards)."""
    folder, *rest = book.run("xlwings.StubPress", action).split("|")
    if len(rest) < 4:
        return (folder, "", "", *rest)
    return (f"{folder}:::{rest[0]}", *rest[1:])


@pytest.mark.parametrize("configured", ["", "python", "pythonw", r"venv\python.exe", r"C:\gone\pythonw.exe"])
def test_without_the_interpreter_nothing_is_started(book: Book, configured: str) -> None:
    """A bare name would be looked for in the current folder first."""
    book.type("Stub", B3=configured or None)
    assert pressed(book, "collect") == ("", "", "", EXCEL_TEXTS["start_refused"], r"D:\mail")
    assert book.enter("D1", "=WB_ONE(A1)") == VALUE
    assert (book.starts, book.state) == (0, "calls=0;spared=0;losses=0;blocked=python_blocked")


def test_a_guard_against_new_processes_is_told(book: Book) -> None:
    book.type("Stub", B5="no starts")
    assert pressed(book, "collect") == ("", "", "", EXCEL_TEXTS["start_refused"], r"D:\mail")


@pytest.mark.parametrize("mode", ["runs", "blocked"])
def test_the_server_starts_in_the_interpreters_folder(book: Book, mode: str) -> None:
    book.type("Stub", B1=mode)
    book.enter("D1", "=WB_ONE(A1)")
    assert book.run("xlwings.StubServed") == r"C:\venv\Scripts|D:\mail"


def test_a_file_of_settings_beside_the_workbook_is_not_obeyed(book: Book) -> None:
    book.type("Stub", B6=r"D:\mail\xlwings.conf")
    assert book.enter("D1", native("WB_ONE(A1)")) == "native"
    assert (book.starts, book.state) == (0, "calls=0;spared=0;losses=0;blocked=settings_beside")
    book.type("Stub", B6=None)
    assert pressed(book, "retry")[3] == ""
    assert book.recalculate("D1") == 4711


def test_in_front_of_a_chart_python_waits(book: Book) -> None:
    book.type("Stub", B7="Chart")
    assert book.enter("D1", native("WB_ONE(A1)")) == "native"
    assert (book.starts, book.state) == (0, "calls=0;spared=0;losses=0;blocked=")
    assert pressed(book, "retry")[3] == EXCEL_TEXTS["retry_elsewhere"]
    book.type("Stub", B7=None)
    assert book.recalculate("D1") == 4711


@pytest.mark.parametrize("saved", [True, False])
def test_a_full_rebuild_leaves_what_was_saved_saved(book: Book, saved: bool) -> None:
    assert book.run("xlwings.StubRebuilt", saved) is saved
    assert book.run("xlwings.StubCounts").endswith(";rebuilds=1")


def test_formulas_of_ours_are_found(book: Book) -> None:
    assert book.run("xlwings.StubMentions") is False
    book.type(C1="a text about WB_ONE")
    assert book.run("xlwings.StubMentions") is False
    book.enter("D1", "=1+WB_ONE(A1)")
    assert book.run("xlwings.StubMentions") is True


def test_the_tab_is_shown_where_no_addin_is_loaded(book: Book) -> None:
    assert book.run("xlwings.StubVisible") is True
