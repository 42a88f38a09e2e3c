"""Documents per second: our renderer against a plain docxtpl loop, same templates, same data, same run.

`cd tests && ../.venv/bin/python -m bench.bench_render [rounds]`. The two take turns, so that a machine
that slows down slows both; the ratio is the median of the rounds' ratios, with its quartiles.
"""

from __future__ import annotations

import io
import statistics
import sys
import time
from datetime import date
from typing import TYPE_CHECKING, Any

from docxtpl import DocxTemplate

from documents.sample_context import sample_context
from weibao.documents.render import Renderer
from weibao.resources import templates_dir

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    Work = tuple[Path, dict[str, Any]]

_ROWS = 15  # a table as long as that of an ordinary notice
_DAY = date(2023, 10, 9)


def works() -> list[Work]:
    """Every template that has a context of its own kind, with its data."""
    paths = (path for path in sorted(templates_dir().glob("*.docx")) if not path.name.startswith("layout_"))
    return [(path, sample_context(path, _ROWS)) for path in paths]


def plain(path: Path, context: dict[str, Any]) -> bytes:
    """What everybody does: open, render, save."""
    template = DocxTemplate(str(path))
    template.render(context, autoescape=True)
    buffer = io.BytesIO()
    template.save(buffer)
    return buffer.getvalue()


class Ours:
    """Our renderer: every template opened once; each document verified, with its properties."""

    def __init__(self, items: Iterable[Work]) -> None:
        self._renderers = {path: Renderer(path, context) for path, context in items}

    def __call__(self, path: Path, context: dict[str, Any]) -> bytes:
        named = [name for name in ("标题", "主送", "署名") if isinstance(context.get(name), str)]
        return self._renderers[path].render(
            context,
            title="题",
            creator="办公室",
            created=_DAY,
            kind=path.stem,
            key="D07",
            items=["07-I22"],
            named=named,
        )


def seconds(render: Callable[[Path, dict[str, Any]], bytes], items: Iterable[Work]) -> float:
    start = time.perf_counter()
    for path, context in items:
        render(path, context)
    return time.perf_counter() - start


def main(rounds: int = 31) -> None:
    items = works()
    start = time.perf_counter()
    ours = Ours(items)
    opening = time.perf_counter() - start
    seconds(ours, items)
    seconds(plain, items)
    times = []
    for number in range(rounds):
        pair = [(0, plain), (1, ours)]
        found = [0.0, 0.0]
        for place, render in pair if number % 2 else reversed(pair):
            found[place] = seconds(render, items)
        times.append(found)
    ratios = [theirs / own for theirs, own in times]
    low, middle, high = statistics.quantiles(ratios, n=4)
    rates = [len(items) / statistics.median(column) for column in zip(*times, strict=True)]
    sys.stdout.write(
        f"{len(items)} templates, {rounds} rounds, lists of {_ROWS} entries, opened once in {opening * 1000:.0f} ms\n"
        f"docxtpl  {rates[0]:7.1f} documents/s\n"
        f"weibao   {rates[1]:7.1f} documents/s\n"
        f"ratio    {middle:7.1f} (quartiles {low:.1f} to {high:.1f})\n"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 31)
