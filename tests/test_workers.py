"""Tests that belong together run in one worker, whatever pytest and pytest-xdist make of it between them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("xdist")

CONFTEST = """
import os, time
import pytest

pytest_plugins = ("workers",)

@pytest.fixture(autouse=True)
def told(request):
    time.sleep(0.02)
    with open("ran.txt", "a") as ran:
        ran.write(f"{request.node.name} {os.environ['PYTEST_XDIST_WORKER']}\\n")
"""
GROUPED = """
import pytest

@pytest.mark.xdist_group("{group}")
@pytest.mark.parametrize("number", range(4))
def test_{name}(number): pass
"""
SHARED = """
import pytest

@pytest.fixture(scope="module")
def made(): pass

@pytest.mark.parametrize("number", range(6))
def test_shared(made, number): pass

@pytest.mark.parametrize("number", range(20))
def test_alone(number): pass
"""


def test_groups_and_modules_stay_together(tmp_path: Path) -> None:
    files = {
        "conftest.py": CONFTEST, "test_a.py": SHARED, "test_b.py": GROUPED.format(group="office", name="one"),
        "test_c.py": GROUPED.format(group="live", name="other"),
        "test_d.py": GROUPED.format(group="office", name="more"), "pytest.ini": "[pytest]\n",
    }  # fmt: skip
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    own = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
    subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-n", "2", "-p", "no:cacheprovider"],
        cwd=tmp_path, check=True, capture_output=True, env={**own, "PYTHONPATH": str(Path(__file__).parent)},
    )  # fmt: skip
    ran = [line.split() for line in (tmp_path / "ran.txt").read_text(encoding="utf-8").splitlines()]
    workers = {name: {worker for test, worker in ran if test.startswith(f"test_{name}[")} for name in
               ("one", "more", "other", "shared", "alone")}  # fmt: skip
    assert len(ran) == 38
    assert workers["one"] == workers["more"]
    assert [len(workers[name]) for name in ("one", "other", "shared", "alone")] == [1, 1, 1, 2]
    # The long ones begin, each in a worker of its own.
    assert workers["one"] != workers["other"]
    first = {worker: next(test for test, of in ran if of == worker) for worker in ("gw0", "gw1")}
    assert sorted(test.partition("[")[0] for test in first.values()) == ["test_one", "test_other"]
