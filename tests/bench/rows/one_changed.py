"""Everything again where one cell of one return has changed, against the first run."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bench.commands import command
from bench.costs import Run, child
from bench.data import change_part
from bench.pairs import Row, at_most, share
from weibao.sheets.intake_package import Package
from weibao.sheets.layout import INDICATORS, column_letter

if TYPE_CHECKING:
    from pathlib import Path

    from bench.data import Data


def pair(data: Data) -> tuple[Run, Run]:
    """The self-assessed score of one indicator goes up and down."""
    root = data.folder / "changing"
    data.copied(data.warm, "changing")()
    path = root / data.returns[0].path.relative_to(data.warm)
    child(command("regenerate", root))()
    ours = child(command("regenerate", root), lambda: change_score(path))
    return ours, child(command("regenerate", data.folder / "run"), data.copied(data.cold, "run"))


def change_score(path: Path) -> None:
    """1 where another score stood, else 0.5, in the first cell that holds a score."""
    letter = column_letter([column.key for column in INDICATORS.columns].index("score") + 1)
    cell = re.compile(rf'(<c r="{letter}\d+"[^>]*>)<v>([\d.]+)</v>'.encode())

    def change(sheet: bytes) -> bytes:
        found = cell.search(sheet)
        if not found:
            raise RuntimeError(f"no score in {path.name}")
        score = b"0.5" if found[2] == b"1" else b"1"
        return sheet[: found.start()] + found[1] + b"<v>" + score + b"</v>" + sheet[found.end() :]

    change_part(path, Package(path).sheets[INDICATORS.sheet].part, change)


ROWS = (
    Row(
        "one-changed", "全部重算，一份回收清单改了一格", "第一次的全部重算", at_most(0.15, "至多 15%"), pair,
        "导入（pandas、lxml、XlsxWriter）约五分之一，更新核定台账约五分之一，总台账、核对佐证、明细表各约七分之一，"
        "其余分散；清单只读变了的一份，图只画变了的", rounds=3, quick=1, warm=False, figure=share,
    ),
)  # fmt: skip
