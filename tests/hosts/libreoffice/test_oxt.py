"""The extension as a file: the same bytes every time, and complete: it runs in a Python that has nothing else."""

from __future__ import annotations

import ast
import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from weibao.errors import WeibaoError
from weibao.functions.registry import FUNCTIONS
from weibao.hosts.actions import actions
from weibao.hosts.libreoffice.build import COMPONENT, READ_BY_OFFICE, build_oxt
from weibao.hosts.libreoffice.closure import closure


@pytest.fixture(scope="module")
def oxt() -> bytes:
    return build_oxt(FUNCTIONS, actions())


@pytest.fixture(scope="module")
def unpacked(oxt: bytes, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("oxt")
    zipfile.ZipFile(io.BytesIO(oxt)).extractall(folder)
    return folder


def bare(unpacked: Path, code: str) -> str:
    """What a Python prints that has the standard library and the packed folder, and nothing else."""
    head = f"import sys; sys.path.insert(0, {str(unpacked / 'pythonpath')!r})\n"
    run = subprocess.run([sys.executable, "-I", "-S", "-B", "-c", head + code], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    return run.stdout


def test_the_same_bytes_every_time(oxt: bytes) -> None:
    assert build_oxt(FUNCTIONS, actions()) == oxt
    infos = zipfile.ZipFile(io.BytesIO(oxt)).infolist()
    assert {info.date_time for info in infos} == {(1980, 1, 1, 0, 0, 0)}
    assert len({info.filename for info in infos}) == len(infos)


def test_contents(oxt: bytes) -> None:
    names = zipfile.ZipFile(io.BytesIO(oxt)).namelist()
    assert names[0] == "META-INF/manifest.xml"
    assert set(READ_BY_OFFICE) < set(names)
    for wanted in (
        "weibao.idl", "description.txt", "pythonpath/weibao/LICENSE", "pythonpath/xlwings/LICENSE.txt",
        "pythonpath/weibao/rulebook/calendar/cn.toml",
        "pythonpath/weibao/functions/registry.py", "pythonpath/weibao/hosts/handlers.py",
    ):  # fmt: skip
        assert wanted in names
    # Of xlwings nothing under its other licence, nothing compiled; of ours nothing that LibreOffice cannot run.
    for name in names:
        parts = name.split("/")
        assert not {"pro", "rest", "ext", "reports.py", "server.py", "charts", "documents", "cli"} & set(parts), name
        assert Path(name).suffix in {".py", ".toml", ".xml", ".xcu", ".rdb", ".idl", ".txt", ".md", ""}, name
    assert len(oxt) < 1_000_000


def test_everything_imports_in_a_bare_python(unpacked: Path) -> None:
    folder = unpacked / "pythonpath"
    modules = sorted(
        ".".join(path.relative_to(folder).with_suffix("").parts).removesuffix(".__init__")
        for path in (folder / "weibao").rglob("*.py")
    )
    assert len(modules) > 50
    code = f"import importlib\nfor name in {modules}: importlib.import_module(name)\n"
    printed = bare(
        unpacked, code + "import xlwings; print(xlwings.__version__, [m for m in sys.modules if 'pandas' in m])"
    )
    assert printed.strip().endswith("[]")


def test_the_packed_core_answers(unpacked: Path) -> None:
    """It reads its own calendar."""
    code = """
from datetime import date
from weibao.hosts.libreoffice.calls import answer
from weibao.rulebook import load_calendar
print(load_calendar().is_workday(date(2023, 10, 7)))
print(answer("wbDue", (45197.0, 3.0, "工作日", None, None, None)))
"""
    # 2023-09-28 and three working days: the holiday ends on 6 October, 7 and 8 October are worked.
    assert bare(unpacked, code).split() == ["True", "45208.0"]


@pytest.mark.parametrize("name", ["weibao/hosts/libreoffice/names.py", "weibao/hosts/libreoffice/desk.py", COMPONENT])
def test_an_old_python_reads_the_component(unpacked: Path, name: str) -> None:
    """The component and what it needs to say that this Python is too old."""
    folder = unpacked if name == COMPONENT else unpacked / "pythonpath"
    ast.parse((folder / name).read_text(encoding="utf-8"), feature_version=(3, 8))


def test_the_manifest_lists_what_is_there(unpacked: Path) -> None:
    manifest = etree.fromstring((unpacked / "META-INF" / "manifest.xml").read_bytes())
    for entry in manifest:
        assert (unpacked / (entry.get("{http://openoffice.org/2001/manifest}full-path") or "?")).is_file()


def write(package: Path, **sources: str) -> Path:
    package.mkdir(exist_ok=True)
    for name, source in sources.items():
        (package / f"{name}.py").write_text(source, encoding="utf-8")
    return package


def test_closure_follows_every_kind_of_import(tmp_path: Path) -> None:
    package = write(
        tmp_path / "weibao", __init__="", a="from typing import TYPE_CHECKING\nimport os.path, weibao.b\n"
        "if TYPE_CHECKING:\n    import pandas\n    from weibao import e\n",
        b="def f():\n    from weibao.c import NAME\n", c="NAME = import_module('weibao.d')\n", d="", e="", unused="",
    )  # fmt: skip
    assert list(closure(package, ["weibao.a"])) == ["weibao", "weibao.a", "weibao.b", "weibao.c", "weibao.d"]


def test_closure_refuses_what_would_be_missing(tmp_path: Path) -> None:
    package = write(tmp_path / "weibao", __init__="", a="import pandas\n")
    with pytest.raises(WeibaoError, match=r"weibao\.a 用到 pandas"):
        closure(package, ["weibao.a"])
    assert list(closure(package, ["weibao.a"], allowed=["pandas"])) == ["weibao", "weibao.a"]
    with pytest.raises(WeibaoError, match=r"weibao\.nothing 不存在"):
        closure(package, ["weibao.nothing"])
