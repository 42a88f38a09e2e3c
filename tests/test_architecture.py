"""The shape of the code: which layer may import which, where foreign libraries may appear, how long modules may be."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "addin" / "weibao"
MODULES = sorted(PACKAGE.rglob("*.py"))

# A layer may import itself and what stands before it. Modules at the top of the package are leaves, free to all.
LAYERS = ("rulebook", "compute", "functions", "sheets", "documents", "charts", "evidence", "campaign", "hosts", "cli")
SIDEWAYS = {"documents": {"sheets"}, "charts": {"sheets", "documents"}, "evidence": {"sheets", "charts"}}
FENCES = {
    "openpyxl": {"sheets"},
    "xlsxwriter": {"sheets"},
    "python_calamine": {"sheets"},
    "docxtpl": {"documents"},
    "docx": {"documents"},
    "jinja2": {"documents"},
    "matplotlib": {"charts"},
    "pypdf": {"charts"},
    "pptx": {"charts"},
    "xlwings": {"hosts"},
    "click": {"cli"},
    "rich": {"cli"},
    "sqlite3": {"campaign"},
    "pandas": {"sheets", "charts"},
    "PIL": {"evidence", "charts"},
    "pypdfium2": {"evidence"},
}
IMPURE = {"os", "io", "time", "random", "subprocess", "socket", "tempfile", "shutil", "sqlite3", "pathlib"}


def layer(path: Path) -> str:
    parts = path.relative_to(PACKAGE).parts
    return parts[0] if len(parts) > 1 else ""


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield node.module or ""


def test_imports_go_one_way() -> None:
    wrong = []
    for path in MODULES:
        own = layer(path)
        for name in imports(path):
            parts = name.split(".")
            if parts[0] != "weibao" or len(parts) < 2 or parts[1] not in LAYERS:
                continue
            if own == "" and path.name != "__main__.py":
                wrong.append(f"{path.name} (a leaf) imports {name}")
            elif own and (LAYERS.index(parts[1]) > LAYERS.index(own) or parts[1] in SIDEWAYS.get(own, set())):
                wrong.append(f"{path.relative_to(PACKAGE)} imports {name}")
    assert not wrong


def test_foreign_libraries_stay_in_their_folder() -> None:
    wrong = [
        f"{path.relative_to(PACKAGE)} imports {name}"
        for path in MODULES
        for name in imports(path)
        if (fence := FENCES.get(name.split(".")[0])) and layer(path) not in fence
    ]
    assert not wrong


@pytest.mark.parametrize("path", [p for p in MODULES if layer(p) == "compute"], ids=lambda p: p.name)
def test_compute_is_pure(path: Path) -> None:
    for name in imports(path):
        root = name.split(".")[0]
        assert root == "weibao" or root in sys.stdlib_module_names, f"{name} is not standard library"
        assert root not in IMPURE, f"{name} reaches outside"
    source = path.read_text(encoding="utf-8")
    assert not re.search(r"(?<![\w.])open\(", source)
    assert ".today()" not in source


def test_the_clock_is_read_at_the_edge_only() -> None:
    wrong = [
        str(path.relative_to(PACKAGE))
        for path in MODULES
        if layer(path) not in {"cli", "hosts"}
        and any(word in path.read_text(encoding="utf-8") for word in ("date.today(", "datetime.now(", "time.time("))
    ]
    assert not wrong


def test_modules_and_functions_stay_short() -> None:
    long = []
    for path in MODULES:
        text = path.read_text(encoding="utf-8")
        if (lines := text.count("\n")) > 400:
            long.append(f"{path.relative_to(PACKAGE)} has {lines} lines")
        long += [
            f"{path.relative_to(PACKAGE)}:{node.name} has {span} lines"
            for node in ast.walk(ast.parse(text))
            if isinstance(node, ast.FunctionDef) and (span := (node.end_lineno or 0) - node.lineno + 1) > 50
        ]
    assert not long


def test_names_that_machines_resolve_are_ascii() -> None:
    root = PACKAGE.parent.parent
    folders = (PACKAGE, root / "templates", root / "macros", root / "workbooks")
    wrong = [str(path) for folder in folders for path in folder.rglob("*") if not str(path.relative_to(root)).isascii()]
    assert not wrong


def test_nothing_of_one_county_is_in_the_code() -> None:
    """Law 1: names, scores and dates of a plan are data."""
    words = ("如皋", "南通", "江苏", "2023-12-31", "2023, 12, 31")
    # The demo plays one county on purpose; its texts are data of the demo.
    wrong = [
        f"{path.relative_to(PACKAGE)}: {word}"
        for path in MODULES
        if not path.name.startswith("demo")
        for word in words
        if word in path.read_text(encoding="utf-8")
    ]
    assert not wrong
