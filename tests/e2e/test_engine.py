"""The xlwings engine on a real Calc: every check of `engine_checks`, in LibreOffice's Python, with a slim xlwings."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections import Counter
from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter

from e2e.office import Office, driver_python, missing

xlwings = pytest.importorskip("xlwings")

from e2e import engine_checks  # noqa: E402  # it needs xlwings

pytestmark = [pytest.mark.office, pytest.mark.xdist_group("office")]

ADDIN = Path(__file__).parents[2] / "addin"
DRIVER = Path(__file__).with_name("engine_driver.py")
# What the extension leaves out of xlwings: another licence, or of no use in Calc.
LEFT_OUT = shutil.ignore_patterns(
    "pro", "rest", "ext", "addin", "html", "js", "server.py", "reports.py", "*.so", "*.pyd", "__pycache__"
)

# A script of the profile: it runs where the extension's code runs.
INSIDE = """
import sys

def run(template, folder):
    sys.path[:0] = {path}
    import engine_driver
    return engine_driver.outcomes(XSCRIPTCONTEXT.getComponentContext(), template, folder)
"""


def template(path: Path) -> Path:
    """A workbook as another program writes it: values of every kind, names, a protected and a hidden sheet."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("清单")
        sheet.write_row("A1", ["编号", "分值", "完成", "日期", "说明"])
        sheet.write_row("A2", ["I01", 2.0, True])
        sheet.write_datetime("D2", date(2023, 9, 30), book.add_format({"num_format": 'yyyy"年"m"月"d"日"'}))
        sheet.write_row("A3", ["I02", 0.5, False])
        sheet.write_datetime("D3", datetime(2023, 9, 30, 14, 30), book.add_format({"num_format": "yyyy-m-d h:mm"}))  # noqa: DTZ001
        sheet.write_string("E3", "=1+1")
        sheet.write_number("F2", 0.75, book.add_format({"num_format": "h:mm"}))
        for row, formula in enumerate(("=1/0", "=NA()", "=WB_UNKNOWN(1)", '="a"+1', "=SQRT(-1)"), 5):
            sheet.write_formula(f"A{row}", formula)
        sheet.write_formula("B5", "=B2+B3", None, 99)  # a stale result
        sheet.write_formula("C5", "=B2>1", None, 1)
        sheet.write_array_formula("G2:G4", "{=B2:B4*2}")
        guarded = book.add_worksheet("保护")
        guarded.write("A1", "不能改")
        free = book.add_format({"locked": False})
        for cell in ("B2", "C2", "B3", "C3"):
            guarded.write_blank(cell, None, free)
        guarded.protect("secret")
        book.add_worksheet("隐藏").hide()
        book.add_worksheet("空表")
        book.define_name("总分", "=清单!$B$2")
        book.define_name("表头", "=清单!$A$1:$E$1")
        book.define_name("满分", "=100")
    return path


@pytest.fixture(scope="module", params=["over the socket", "inside the office"])
def outcomes(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """All checks, run once: what went wrong, by name."""
    if reason := missing():
        pytest.skip(reason)
    folder = tmp_path_factory.mktemp("engine")
    slim = folder / "pythonpath"
    shutil.copytree(Path(xlwings.__file__).parent, slim / "xlwings", ignore=LEFT_OUT)
    path = [str(ADDIN), str(slim)]
    arguments = [str(template(folder / "template.xlsx")), str(folder / "cases")]
    if request.param == "inside the office":
        scripts = folder / "profile" / "user" / "Scripts" / "python"
        scripts.mkdir(parents=True)
        (scripts / "engine_inside.py").write_text(INSIDE.format(path=[*path, str(DRIVER.parent)]), encoding="utf-8")
        arguments.append("engine_inside.py")
    with Office.start(folder) as office:
        port = re.search(r"port=(\d+)", " ".join(map(str, office.process.args)))[1]
        command = [driver_python(), str(DRIVER), port, *arguments]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path)}
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=environment, timeout=300)
    if done.returncode == 3:
        pytest.skip("no Python scripts in this LibreOffice (Debian: libreoffice-script-provider-python)")
    assert not done.returncode, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("check", [check.__name__ for check in engine_checks.CHECKS])
def test_engine(check: str, outcomes: dict[str, str]) -> None:
    assert not outcomes[check], outcomes[check]


def test_no_module_of_checks_is_left_out() -> None:
    folder = Path(engine_checks.__file__).parent
    held = {path.stem: path.read_text(encoding="utf-8").count("\n@check\n") for path in folder.glob("*.py")}
    run = Counter(check.__module__.rpartition(".")[2] for check in engine_checks.CHECKS)
    assert run == {module: count for module, count in held.items() if count}
    assert len({check.__name__ for check in engine_checks.CHECKS}) == len(engine_checks.CHECKS)
