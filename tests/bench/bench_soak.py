"""Collecting over and over in one process: resident memory and time per run.

`cd tests && ../.venv/bin/python -m bench.bench_soak [runs]`. The demonstration campaign with few returns, one as-of day
after the other, so that 核定台账 and the history are written every time. Times are those of the processor.
"""

from __future__ import annotations

import gc
import statistics
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from demos import thin_out
from weibao.campaign.demo import run_demo
from weibao.campaign.folder import Campaign
from weibao.campaign.lock import Holder
from weibao.campaign.pipeline import collect
from weibao.campaign.store import open_store

FIRST = date(2023, 10, 10)
_SHOWN = 10  # lines of the table


def resident() -> float:
    """MiB that this process has in memory (Linux)."""
    gc.collect()
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise RuntimeError("no VmRSS")


def main(runs: int = 200) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        run_demo(Path(folder, "全部"))
        root = Path(folder, "演示")
        thin_out(Path(folder, "全部"), root)
        campaign = Campaign.open(root)
        memory, times = [], []
        for number in range(runs):
            start = time.process_time()
            with open_store(campaign.history, who=Holder(command="collect")) as store:
                collect(campaign, store, as_of=FIRST + timedelta(days=number))
            times.append(time.process_time() - start)
            memory.append(resident())
            if (number + 1) % max(1, runs // _SHOWN) == 0:
                sys.stdout.write(f"run {number + 1:4}  {memory[-1]:7.1f} MiB  {times[-1]:5.2f} s\n")
                sys.stdout.flush()
        half = runs // 2
        sys.stdout.write(
            f"memory   second half {memory[-1] - memory[half]:+.1f} MiB, most {max(memory):.1f} MiB\n"
            f"time     median of the first half {statistics.median(times[:half]):.2f} s, "
            f"of the second {statistics.median(times[half:]):.2f} s\n"
            f"history  {campaign.history.stat().st_size / 1024:.0f} KiB\n"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
