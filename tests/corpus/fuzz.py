"""Fuzzing of the reader for as long as one likes: `python -m corpus.fuzz SECONDS` in the folder of the tests.

Every run is in a process of its own, because a find may be the end of the process. Finds are kept in the folder
`fuzz-finds` with what happened; the shortest of them become cases of the corpus.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, seed, settings

from corpus.mutations import CHANGES, Change, mutated
from corpus.packages import Parts, parts_of
from sheets.books import Book
from weibao.compute.settings import Settings
from weibao.rulebook import load_rulebook
from weibao.sheets import intake
from weibao.sheets.intake_package import PackageError
from weibao.sheets.intake_table import Notes

if TYPE_CHECKING:
    from weibao.rulebook.model import Rulebook

VILLAGE = Path(__file__).parent.parent / "village"
FINDS = Path("fuzz-finds")
EXAMPLES = 400
# More than an ordinary file may take, in the process that goes on.
SECONDS, MEBIBYTES = 5.0, 400


def base_parts(folder: Path, rulebook: Rulebook) -> Parts:
    """A return with something in every table, a comment, a merged area, a formula and a hidden row."""

    def touch(workbook: object, sheets: dict[str, object]) -> None:
        rows, evidence = sheets["指标清单"], sheets["佐证材料"]
        rows.write_comment("F6", "看这里")  # type: ignore[attr-defined]
        rows.set_row(6, None, None, {"hidden": True})  # type: ignore[attr-defined]
        evidence.merge_range("B10:C11", "合并")  # type: ignore[attr-defined]
        evidence.write_formula("B12", "=1+1", None, 2)  # type: ignore[attr-defined]
        evidence.data_validation("C4:C50", {"validate": "list", "source": ["01", "02"]})  # type: ignore[attr-defined]

    book = Book(
        "D01",
        rows={"I01": {"level": "达标", "score": 1, "statement": "已落实"}},
        evidence=[{"indicator": "I01", "title": "会议纪要", "location": "佐证材料/a.pdf"}],
        vetoes={rulebook.vetoes[0].id: {"happened": "无"}},
        feedback={"督1-I01": {"measure": "已整改"}},
        people={"filler": "王样例"},
        touch=touch,
    )
    return parts_of(book.write(folder / "base.xlsx", rulebook))


def attempt(data: bytes, rulebook: Rulebook, file: str = "回收/第1轮/x.xlsx") -> str:
    """Read the bytes in this process; how it ended. Raises whatever the reader raises."""
    begun = time.process_time()
    try:
        result = intake._read_here(Path(file), rulebook, Notes(file), data)
    except PackageError as error:
        ended = "to the worker" if error.again else "escaped"
    else:
        ended = "counts" if result.submission else ",".join(sorted({item.code for item in result.findings})) or "?"
    assert ended != "escaped"
    assert time.process_time() - begun < SECONDS, "slow"
    return ended


def main(start: int, examples: int = EXAMPLES) -> None:
    """One run: many packages, each written down before it is read."""
    rulebook = Settings.build(load_rulebook(VILLAGE), {})[0].apply(load_rulebook(VILLAGE))
    ends: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        parts = base_parts(Path(folder), rulebook)

    @seed(start)
    @settings(max_examples=examples, database=None, suppress_health_check=list(HealthCheck))
    @given(changes=CHANGES)
    def run(changes: list[Change]) -> None:
        data = mutated(parts, changes)
        FINDS.mkdir(exist_ok=True)
        (FINDS / "current.xlsx").write_bytes(data)
        ends[attempt(data, rulebook)] += 1

    failed = ""
    try:
        run()
    except BaseException:
        failed = traceback.format_exc()
        (FINDS / f"{start}.txt").write_text(failed)
        (FINDS / "current.xlsx").replace(FINDS / f"{start}.xlsx")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    sys.stdout.write(f"{sum(ends.values())} {peak} {dict(ends)}\n")
    sys.exit(1 if failed or peak > MEBIBYTES else 0)


def campaign(seconds: float) -> None:
    """Runs one after the other until the time is over."""
    end, number, total, peak, finds = time.monotonic() + seconds, int(time.time()), 0, 0, 0
    ends: Counter[str] = Counter()
    while time.monotonic() < end:
        number += 1
        done = subprocess.run(
            [sys.executable, "-m", "corpus.fuzz", "--one", str(number)], capture_output=True, text=True, check=False
        )
        if done.stdout.strip():
            count, most, kinds = done.stdout.strip().splitlines()[-1].split(" ", 2)
            total, peak = total + int(count), max(peak, int(most))
            ends.update(eval(kinds))  # noqa: S307
        if done.returncode:
            finds += 1
            sys.stderr.write(f"find {number} {done.returncode} {done.stderr[-300:]}\n")
            if (FINDS / "current.xlsx").exists() and done.returncode != 1:
                (FINDS / "current.xlsx").replace(FINDS / f"{number}.xlsx")
    sys.stdout.write(f"{total} executions, {finds} runs with finds, peak {peak} MiB, {dict(ends.most_common())}\n")


if __name__ == "__main__":
    if sys.argv[1] == "--one":
        main(int(sys.argv[2]))
    else:
        campaign(float(sys.argv[1]))
