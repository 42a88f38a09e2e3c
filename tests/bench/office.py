"""LibreOffice as people call it: one start for each call, a profile that was used before."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

from weibao.documents.office import find_soffice

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def convert(files: Sequence[Path], kind: str, folder: Path, profile: Path) -> None:
    """Convert files with one LibreOffice; RuntimeError where one is missing afterwards."""
    subprocess.run(
        [find_soffice(), f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--convert-to", kind,
         "--outdir", folder, *files],
        check=True, capture_output=True,
    )  # fmt: skip
    if missing := [path.name for path in files if not (folder / f"{path.stem}.{kind}").exists()]:
        raise RuntimeError(f"not converted: {missing}")
