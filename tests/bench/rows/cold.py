"""Everything made for the first time, in a fresh process."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from bench import twin
from bench.commands import command
from bench.costs import Cost, Run, child
from bench.pairs import Row, at_least

if TYPE_CHECKING:
    from bench.data import Data


def pair(data: Data) -> tuple[Run, Run]:
    """`weibao regenerate` against a loop that writes the same files. Ours must write what the demonstration has."""
    given = {
        "returns": [source.path for source in data.returns],
        "ledger": data.warm / "核定台账.xlsm",
        "console": twin.plan_of(data.warm / "总台账.xlsx"),
        "papers": data.papers(),
        "pictures": data.pictures,
    }
    pickled, out = data.pickled("naive", given), data.place("naive")
    run = child(command("regenerate", data.folder / "run"), data.copied(data.cold, "run"))

    def ours() -> Cost:
        cost, made = run(), data.folder / "run"
        for name in ("图表", "文书"):
            ours, there = (sum(path.is_file() for path in (root / name).rglob("*")) for root in (made, data.warm))
            if ours != there:
                raise RuntimeError(f"{name}: {ours} files, not {there}")
        return cost

    other = child([sys.executable, "-W", "ignore", "-m", "bench.naive", "regenerate", str(pickled), str(out)])
    return ours, other


ROWS = (
    Row(
        "regenerate", "全部重算，第一次（新进程，含导入）",
        "openpyxl、docxtpl、pyplot 逐个写同样的文件，什么都不查、不算", at_least(3.5), pair,
        "画图（matplotlib）不到一半，其次是汇总（读清单、核对台账）、文书、总台账", rounds=3, quick=1, warm=False,
    ),
)  # fmt: skip
