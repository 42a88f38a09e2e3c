"""The history over many runs of a whole county: size, and time of the last runs against the first.

`cd tests && ../.venv/bin/python -m bench.bench_history [runs]`. Every run tells the history what a run of a county
tells it; one fact in twenty is another than the run before. Measured are the run itself (opening, recording, ending),
the backup of the day, and looking back. Times are those of the processor, not of the disk.
"""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from weibao.campaign.backups import keep_backup
from weibao.campaign.history import Kind, changes, pack, record, state
from weibao.campaign.lock import Holder
from weibao.campaign.store import open_store

FIRST = date(2026, 1, 1)
SIZES = {Kind.RETURN: 54, Kind.CLAIM: 54 * 68, Kind.SCORE: 68, Kind.INPUT: 1500, Kind.PAPER: 130, Kind.EVIDENCE: 400}
CHANGED = 20  # one fact in so many
_GROUP = 10  # first and last runs that are compared


def facts(kind: Kind, known: dict[str, str], chance: random.Random) -> dict[str, str]:
    """The facts of a kind at the next run: about as long as true ones."""
    fresh = {f"1/{kind}{number:05}/市教育局": "" for number in range(SIZES[kind])}
    for key in fresh:
        if key not in known or chance.randrange(CHANGED) == 0:
            known[key] = pack(sha256=f"{chance.getrandbits(128):032x}", points=chance.randrange(100))
    return dict(known)


def one_run(history: Path, number: int, known: dict[Kind, dict[str, str]], chance: random.Random) -> tuple[float, int]:
    """Seconds of the processor, and how many facts were another."""
    told = {kind: facts(kind, known.setdefault(kind, {}), chance) for kind in SIZES}
    day, count = FIRST + timedelta(days=number), 0
    start = time.process_time()
    with open_store(history, who=Holder("王办", "办公室-1", 1, "regenerate", f"{day}T09:30:00+08:00")) as store:
        store.about = (day, 1)
        for kind, now in told.items():
            count += len(record(store, kind, "", now))
    return time.process_time() - start, count


def main(runs: int = 60) -> None:
    """Measure and print."""
    chance = random.Random(1)  # noqa: S311 - invented facts
    with tempfile.TemporaryDirectory() as folder:
        history = Path(folder, ".weibao", "history.sqlite")
        known: dict[Kind, dict[str, str]] = {}
        times, sizes, counts, backups = [], [], [], []
        for number in range(runs):
            seconds, count = one_run(history, number, known, chance)
            times.append(seconds)
            counts.append(count)
            sizes.append(history.stat().st_size)
            start = time.process_time()
            keep_backup(history, f"{FIRST + timedelta(days=number)}")
            backups.append(time.process_time() - start)
        start = time.process_time()
        with open_store(history, reading=True) as store:
            whole = len(changes(store))
            state(store, runs // 2)
        looking = time.process_time() - start
        kept = sum(path.stat().st_size for path in (history.parent / "backups").iterdir())
    sys.stdout.write(
        f"{sum(SIZES.values())} facts, {runs} runs, {statistics.mean(counts[1:]):.0f} facts changed by each\n"
        f"run      first {times[0] * 1000:.0f} ms; {ends(times)}\n"
        f"backup   {ends(backups)}\n"
        f"size     {sizes[0] // 1024} KiB first, {sizes[runs // 2] // 1024} half way, {sizes[-1] // 1024} last\n"
        f"         {(sizes[-1] - sizes[0]) / sum(counts[1:]):.0f} bytes for each change\n"
        f"backups  {kept / 1024 / 1024:.1f} MiB\n"
        f"looking  {whole} changes and a state half way in {looking * 1000:.0f} ms\n"
    )


def ends(times: list[float]) -> str:
    """The runs after the first, which tells everything, and the last ones."""
    first, last = (statistics.median(group) * 1000 for group in (times[1 : _GROUP + 1], times[-_GROUP:]))
    return f"runs 2 to {_GROUP + 1} {first:.0f} ms, last {_GROUP} {last:.0f} ms"


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 60)
