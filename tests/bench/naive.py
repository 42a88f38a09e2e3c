"""The other ways that need a process of their own: `python -m bench.naive charts|ours|regenerate PICKLE FOLDER`.

Nothing is checked here, and what has to be worked out (scores, texts, tables) is read from the pickle for nothing.
"""

from __future__ import annotations

import pickle
import sys
from pathlib import Path
from typing import Any


def charts(pictures: Any, folder: Path) -> None:
    """pyplot, one picture after another."""
    from bench.plots import draw_all

    draw_all(pictures, folder)


def ours(pictures: Any, folder: Path) -> None:
    """Our own drawing, for the same process start."""
    from weibao.charts.batch import Job, draw_all

    kinds = ("png", "pdf", "svg")
    draw_all([Job(each, tuple(folder / f"{each.name}.{kind}" for kind in kinds)) for each in pictures])


def regenerate(given: Any, folder: Path) -> None:
    """Returns read, 核定台账 loaded and saved, 总台账 written, papers and pictures made."""
    import pandas as pd
    from docxtpl import DocxTemplate
    from openpyxl import load_workbook

    from bench import twin

    for path in given["returns"]:
        pd.read_excel(path, sheet_name=None, header=None)
    ledger = load_workbook(given["ledger"], keep_vba=True)
    ledger.save(folder / "核定台账.xlsm")
    twin.write(given["console"], folder / "总台账.xlsx")
    for name, context, place in given["papers"]:
        paper = DocxTemplate(name)
        paper.render(context, autoescape=True)
        (folder / place).parent.mkdir(parents=True, exist_ok=True)
        paper.save(folder / place)
    charts(given["pictures"], folder)


if __name__ == "__main__":
    {"charts": charts, "ours": ours, "regenerate": regenerate}[sys.argv[1]](
        pickle.loads(Path(sys.argv[2]).read_bytes()),  # noqa: S301 - written by the row that calls us
        Path(sys.argv[3]),
    )
