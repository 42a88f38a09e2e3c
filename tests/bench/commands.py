"""Commands of ours in a fresh process, and the process that does nothing."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from bench.data import AS_OF

if TYPE_CHECKING:
    from pathlib import Path

NOTHING = [sys.executable, "-c", "pass"]


def command(name: str, root: Path) -> list[str]:
    """A command on a campaign, on the demonstration's own day."""
    return [sys.executable, "-m", "weibao", name, str(root), "--as-of", f"{AS_OF}"]
