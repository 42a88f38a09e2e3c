"""All rows of the table (`make bench`): `python -m bench.run [--quick] [--rounds N] [--keep FOLDER] [ROW …]`."""

from __future__ import annotations

import argparse
import compileall
import sys
import tempfile
from contextlib import ExitStack
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final

import weibao
from bench import report
from bench.data import Data
from bench.pairs import interleave

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bench.pairs import Row

MODULES: Final = (
    "notice", "table", "checklist", "returns", "charts", "cold", "unchanged", "one_changed", "help", "pdf", "scale",
)  # fmt: skip
TARGET: Final = Path(__file__).parents[2] / "BENCH.md"


def rows() -> list[Row]:
    """Every row, in the order of the table."""
    return [row for name in MODULES for row in import_module(f"bench.rows.{name}").ROWS]


def measure(
    wanted: Sequence[Row], data: Data, day: str, *, quick: bool, rounds: int | None
) -> Iterator[tuple[Row, report.Result]]:
    """Each row with its figures; rows with the same pair that follow each other are measured once."""
    last, pairs = None, []
    for row in wanted:
        if row.pair is not last:
            ours, other = row.pair(data)
            pairs = interleave(ours, other, rounds or (row.quick if quick else row.rounds), warm=row.warm)
            last = row.pair
        yield row, report.result_of(row, pairs, day)


def main() -> None:
    """Measure, say so, and write BENCH.md."""
    parser = argparse.ArgumentParser()
    parser.add_argument("names", nargs="*")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--rounds", type=int, help="instead of as many as the row wants")
    parser.add_argument("--keep", type=Path, help="keeps what is measured with for the next time")
    given, every = parser.parse_args(), rows()
    wanted = [row for row in every if not given.names or row.name in given.names]
    if unknown := set(given.names) - {row.name for row in every}:
        sys.exit(f"没有这一行：{'、'.join(sorted(unknown))}。可以量的有：{'、'.join(row.name for row in every)}。")
    results: dict[str, report.Result] = {}
    # As it is where the package was installed: else each process translates what was edited since.
    compileall.compile_dir(Path(weibao.__file__).parent, quiet=2)
    with ExitStack() as stack:
        folder = given.keep or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="weibao-bench-")))
        folder.mkdir(parents=True, exist_ok=True)
        day = f"{datetime.now().astimezone():%Y-%m-%d}"
        for row, result in measure(wanted, Data(folder.resolve()), day, quick=given.quick, rounds=given.rounds):
            # Read anew: somebody may measure another row at the same time.
            results |= report.read(TARGET.read_text(encoding="utf-8")) if TARGET.exists() else {}
            results[row.name] = result
            sys.stdout.write(report.line(row, results))
            sys.stdout.flush()
            if not given.quick:
                TARGET.write_text(report.written(every, results, report.machine()), encoding="utf-8")


if __name__ == "__main__":
    main()
