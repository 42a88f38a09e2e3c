"""The village with a mistake in it: the files in tests/bad_rulebooks say what to break."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

TESTS = Path(__file__).parents[1]
VILLAGE = TESTS / "village"
CASES = sorted((TESTS / "bad_rulebooks").glob("*.toml"))


def broken(case: dict[str, Any], folder: Path) -> Path:
    """A copy of the village with one mistake."""
    copy = shutil.copytree(VILLAGE, folder / "village")
    path = copy / case["file"]
    if case.get("delete"):
        path.unlink()
        return copy
    text = case["content"] if "content" in case else path.read_text(encoding="utf-8")
    for edit in case.get("edits", []):
        assert text.count(edit["find"]) == 1, f"{edit['find']!r} must stand once in {case['file']}"
        text = text.replace(edit["find"], edit["replace"])
    path.write_text(text, encoding=case.get("encoding", "utf-8"), newline="\n")
    return copy
