"""54 notices as PDF, against one LibreOffice for each."""

from __future__ import annotations

import shutil
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING

from bench.costs import Run, here
from bench.data import UNITS
from bench.office import convert
from bench.pairs import Row, at_least
from weibao.documents.preview import to_pdf

if TYPE_CHECKING:
    from bench.data import Data


def pair(data: Data) -> tuple[Run, Run]:
    """The drafts of notices that the demonstration has, over and over until there are 54."""
    folder, out = data.place("notices"), data.place("pdf")
    drafts = sorted((data.warm / "文书" / "督办通知").rglob("*.docx"))
    files = [
        Path(shutil.copy(draft, folder / f"{number:02}.docx"))
        for number, draft in enumerate(islice(cycle(drafts), UNITS))
    ]  # fmt: skip

    def ours() -> None:
        if failed := to_pdf(files, out).failed:
            raise RuntimeError(f"not converted: {failed}")

    def other() -> None:
        for file in files:
            convert([file], "pdf", data.folder / "other-pdf", data.folder / "profile")

    return here(ours), here(other)


ROWS = (
    Row(
        "pdf", "54 份督办通知排成 PDF", "一份文书启动一次 soffice（用过的配置）", at_least(4), pair,
        "LibreOffice 逐份排版；启动只有一次", rounds=3, quick=1, warm=False,
    ),
)  # fmt: skip
