"""The component in a Python that has only stand-ins for `uno`: it registers, also where nothing else would run."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from weibao.functions.registry import FUNCTIONS
from weibao.hosts.actions import actions
from weibao.hosts.libreoffice import names
from weibao.hosts.libreoffice.build import build_oxt

UNO = """
class Missing(Exception): pass
def getClass(name):
    if name == "org.weibao.calc.XFunctions": raise Missing(name)
    return type(name, (), {"uno_name": name})
def fileUrlToSystemPath(url): return url[7:]
"""
UNOHELPER = """
class Base: pass
class ImplementationHelper:
    def __init__(self): self.found = {}
    def addImplementation(self, component, name, services): self.found[name] = (component, services)
"""
# What Python 3.10 lacks of what we need: importing any function fails, as it does there.
OLD = "import enum; del enum.StrEnum; sys.version_info = (3, 10, 14)\n"
HEAD = """
import json, os, sys, types
sys.path[:0] = [{stubs!r}]
sys.stderr = sys.stdout
{old}
import importlib.util
spec = importlib.util.spec_from_file_location("component", {component!r})
component = importlib.util.module_from_spec(spec)
spec.loader.exec_module(component)
found = component.g_ImplementationHelper.found
def new(name): return found[name][0]("context")
class Url: pass
url = Url(); url.Complete = "org.weibao:collect"
"""


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("oxt")
    zipfile.ZipFile(io.BytesIO(build_oxt(FUNCTIONS, actions()))).extractall(folder)
    (folder / "stubs").mkdir()
    (folder / "stubs" / "uno.py").write_text(UNO)
    (folder / "stubs" / "unohelper.py").write_text(UNOHELPER)
    return folder


def run(unpacked: Path, code: str, *, old: bool = False, desk: str = "") -> Any:
    """What the code prints as its last line (JSON)."""
    stubs, component = str(unpacked / "stubs"), str(unpacked / "component.py")
    head = HEAD.format(stubs=stubs, component=component, old=OLD if old else "")
    environment = {"WEIBAO_CALC_DESK": desk, "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "-S", "-B", "-c", head + code], capture_output=True, text=True, env=environment, cwd="/"
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.parametrize("old", [False, True])
def test_registers_without_its_own_type(unpacked: Path, old: bool) -> None:
    """During the installation the types are not known yet, and the Python may be too old."""
    code = """
def told(name): return [found[name][1], new(name).getImplementationName(), new(name).supportsService(name)]
print(json.dumps({name: told(name) for name in found}))
"""
    registered = run(unpacked, code, old=old)
    assert registered == {
        names.FUNCTIONS: [[names.FUNCTIONS, names.ADDIN_SERVICE], names.FUNCTIONS, True],
        names.PROTOCOL: [[names.PROTOCOL, names.PROTOCOL_SERVICE], names.PROTOCOL, True],
        names.LOADED: [[names.LOADED, names.JOB_SERVICE], names.LOADED, True],
        names.SAVED: [[names.SAVED, names.JOB_SERVICE], names.SAVED, True],
        names.CLOSED: [[names.CLOSED, names.JOB_SERVICE], names.CLOSED, True],
    }


def test_functions_answer(unpacked: Path) -> None:
    code = f"f = new({names.FUNCTIONS!r}); print(json.dumps([f.wbDaysLeft(45010.0, 45000.0), hasattr(f, 'other')]))"
    assert run(unpacked, code) == [10.0, False]


def test_in_an_old_python_functions_fail(unpacked: Path) -> None:
    """So that Calc shows an error value and the native formula speaks."""
    code = f"""
try: new({names.FUNCTIONS!r}).wbDaysLeft(45010.0, 45000.0)
except Exception as error: print(json.dumps(type(error).__name__))
"""
    assert run(unpacked, code, old=True) == "ImportError"


def test_in_an_old_python_the_menu_says_why(unpacked: Path, tmp_path: Path) -> None:
    desk = tmp_path / "desk"
    code = f"p = new({names.PROTOCOL!r}); p.initialize((None,)); p.dispatch(url, ()); print(json.dumps('done'))"
    assert run(unpacked, code, old=True, desk=str(desk)) == "done"
    said = desk.read_text(encoding="utf-8")
    assert said.startswith("error\t")
    assert "Python 是 3.10" in said
    assert "需要 3.11" in said


def test_in_an_old_python_jobs_do_nothing(unpacked: Path) -> None:
    code = f"""
pair = types.SimpleNamespace
environment = pair(Name="Environment", Value=(pair(Name="Model", Value=pair()),))
print(json.dumps([new(name).execute((environment,)) for name in ({names.LOADED!r}, {names.SAVED!r})]))
"""
    assert run(unpacked, code, old=True) == [None, None]


def test_a_job_that_fails_disturbs_nobody(unpacked: Path) -> None:
    code = f"""
pair = types.SimpleNamespace
class Broken:
    def getURL(self): raise ValueError("x")
    def supportsService(self, name): raise ValueError("x")
environment = pair(Name="Environment", Value=(pair(Name="Model", Value=Broken()),))
jobs = [new(name) for name in ({names.LOADED!r}, {names.SAVED!r})]
print(json.dumps([job.execute(given) for job in jobs for given in ((environment,), ())]))
"""
    assert run(unpacked, code) == [None] * 4


def test_dispatches_are_ours_only(unpacked: Path) -> None:
    code = f"""
p = new({names.PROTOCOL!r})
mine = p.queryDispatch(url, "_self", 0) is p
url.Complete = ".uno:Save"
print(json.dumps([mine, p.queryDispatch(url, "_self", 0)]))
"""
    assert run(unpacked, code) == [True, None]
