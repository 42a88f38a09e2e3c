"""matplotlib takes half a second to load: who draws nothing does without it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

# Where it is not to be had, no command that draws nothing misses it; nor does any module when it is imported, but those
# that do nothing but draw.
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


def test_who_draws_nothing_does_without_what_draws(village_issued: Path, tmp_path: Path) -> None:
    root = shutil.copytree(village_issued, tmp_path / "谷地")
    done = subprocess.run([sys.executable, "-c", WITHOUT, root], capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
