"""What a command does not need it does not load: starting quickly is a feature, and a library may be missing."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from weibao.campaign import manifest
from weibao.campaign.manifest import Manifest

# Where matplotlib is not to be had, no command that draws nothing misses it; nor does any module when it is imported,
# but those that do nothing but draw.
WITHOUT = """
import importlib, pkgutil, sys
sys.modules["matplotlib"] = None
import weibao
from weibao.cli import main
drawing = ("weibao.charts.drawing.", "weibao.charts.letters", "weibao.hosts.excel", "weibao.hosts.libreoffice")
for module in pkgutil.walk_packages(weibao.__path__, "weibao."):
    if not module.name.startswith(drawing) and not module.name.endswith("__main__"):
        importlib.import_module(module.name)
for command in ("status", "documents list", "export", "reports"):
    try:
        main([*command.split(), sys.argv[1]])
    except SystemExit as end:
        assert not end.code, command
"""

# Every command in a process of its own that has loaded nothing but the command line: what has it loaded at its end?
LOADED = """
import json, os, sys
import weibao.cli
found = {}
for line in json.loads(sys.argv[1]):
    reading, writing = os.pipe()
    if not os.fork():
        os.close(reading)
        for stream in (1, 2):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream)
        code = None
        try:
            weibao.cli.main(line.split(" "))
        except SystemExit as end:
            code = end.code
        loaded = sorted({name.partition(".")[0] for name in sys.modules})
        own = sorted(name for name in sys.modules if name.startswith("weibao."))
        os.write(writing, json.dumps([code, loaded, own]).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as answer:
        found[line] = json.load(answer)
    os.wait()
print(json.dumps(found))
"""

DAY = "2026-04-02"
TABLES, SHEETS = {"pandas", "numpy"}, {"openpyxl", "xlsxwriter"}
DECKS = {"pptx", "pypdf"}
PAPERS, PICTURES = {"docx", "docxtpl", "jinja2"}, {"matplotlib", *DECKS}
HOSTS = {"xlwings", "pydantic"}
READING = {"python_calamine", "lxml", "sqlite3", "zipfile", "multiprocessing"}
EVER = TABLES | SHEETS | PAPERS | PICTURES | HOSTS

# Command → what it must not load. What reads a campaign needs READING and rich.
NOT_LOADED: dict[str, set[str]] = {
    "--help": EVER | READING | {"rich", "tempfile"},
    "--version": EVER | READING | {"rich", "tempfile"},
    "regenerate --help": EVER | READING | {"rich"},
    f"regenerate ROOT --as-of {DAY}": EVER | READING | {"rich", "tempfile", "tomllib"},  # nothing has changed
    "rulebook trace I01": EVER | READING,
    "rulebook audit": EVER | READING,
    **dict.fromkeys(
        [
            "status ROOT", "collect ROOT", "score ROOT", "advise ROOT", "tasks ROOT", "vetoes ROOT", "inspections ROOT",
            "systems ROOT", "rounds ROOT", "documents list ROOT", "evidence check ROOT", "history ROOT", "verify ROOT",
            "templates list",
        ],
        EVER,
    ),
    "addin doctor": EVER - HOSTS,
    "notices ROOT": TABLES | SHEETS | PICTURES | HOSTS,
    **dict.fromkeys([f"charts {root} --as-of {DAY}" for root in ("ROOT", "OTHER")], SHEETS | PAPERS | HOSTS | DECKS),
    "export ROOT": PAPERS | PICTURES | HOSTS | {"openpyxl"},
}  # fmt: skip


# For every module that draws a picture of the village campaign one that it draws; in each of two folders so few are
# to draw that the command does it itself.
DRAWN = {
    "ROOT": {"points": "各项目得分", "heat": "部门完成热力图", "completion": "部门牵头事项", "nothing": "督办进展"},
    "OTHER": {"path": "得分走势", "evidence": "佐证材料", "vetoes": "负面清单", "waterfall": "失分去向"},
}


def test_who_draws_nothing_does_without_what_draws(village_issued: Path, tmp_path: Path) -> None:
    root = shutil.copytree(village_issued, tmp_path / "谷地")
    done = subprocess.run([sys.executable, "-c", WITHOUT, root], capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a process for every command would take a minute")
def test_what_each_command_loads(past: Path, tmp_path: Path) -> None:
    roots = {word: Path(shutil.copytree(past, tmp_path / word)) for word in DRAWN}
    for word, pictures in DRAWN.items():
        for label in pictures.values():
            (roots[word] / "图表" / f"{label}.png").unlink()  # these are to draw, the others stand
    for path in tmp_path.rglob("*"):  # none was written just now
        os.utime(path, (1_772_000_000, 1_772_000_000))
    root = roots["ROOT"]
    basis = manifest.basis_of(root, DAY)
    assert basis is not None
    said = {"text": "…", "object": {}, "explain": {}, "found": False, "undone": False, "width": 1}
    manifest.keep(root, Manifest(basis, said=said))
    lines = {line: re.sub("ROOT|OTHER", lambda word: str(roots[word[0]]), line) for line in NOT_LOADED}
    asked = json.dumps([*lines.values()])
    done = subprocess.run([sys.executable, "-c", LOADED, asked], capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    for line, barred in NOT_LOADED.items():
        code, loaded, _ = told[lines[line]]
        assert code in (None, 0, 1), line
        assert barred & set(loaded) == set(), line
    own = told[lines[f"regenerate ROOT --as-of {DAY}"]][2]
    layers = {name.split(".")[1] for name in own}
    assert layers & {"rulebook", "compute", "sheets", "documents", "charts", "hosts"} == set()
    for word, pictures in DRAWN.items():
        own = told[lines[f"charts {word} --as-of {DAY}"]][2]
        assert {f"weibao.charts.drawing.{name}" for name in pictures} <= set(own), word


HOST = """
import sys
import weibao.hosts.excel.udfs as host
loaded = {"numpy", "pandas", "matplotlib", "PIL"} & {name.partition(".")[0] for name in sys.modules}
assert not loaded, loaded
assert host.WB_UNASSESSED(2.0, None) == 2
import matplotlib, numpy, pandas  # whoever asks for them afterwards has them
"""


def test_the_functions_of_cells_load_what_their_first_answer_needs() -> None:
    done = subprocess.run([sys.executable, "-c", HOST], capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
