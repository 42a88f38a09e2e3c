"""The stated bounds of one file, 400 MiB and 10 seconds, measured on files built up to the limits of the checks."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from corpus.heavy import build
from weibao.sheets.intake_guard import MEMORY, SECONDS

TESTS = Path(__file__).parent.parent


@pytest.mark.parametrize("name", ["long_texts", "many_relations"])
def test_the_checks_alone_keep_a_file_within_its_bounds(tmp_path: Path, name: str) -> None:
    """Without the bounds that the system sets, as on Windows, in a process of its own."""
    path = build(name, tmp_path)
    paths = [str(TESTS), str(TESTS.parent / "addin"), *sys.path]
    code = f"import sys; sys.path[:] = {paths!r}; from corpus.heavy import main; main(['--measure', {str(path)!r}])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    seconds, peak, ended = done.stdout.split(" ", 2)
    assert ended.strip() == "counts"
    assert float(peak) * 2**20 < MEMORY
    assert float(seconds) < SECONDS
