"""Documents per second: our renderer against a plain docxtpl loop, same templates, same data, same run.

`cd tests && ../.venv/bin/python -m bench.bench_render [rounds]`. The data are all documents that the demonstration
campaign would draft. The two take turns, so that a machine that slows down slows both; the ratio is the median of the
rounds' ratios, with its quartiles.
"""

from __future__ import annotations

import io
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from docxtpl import DocxTemplate

from weibao.campaign.demo import run_demo
from weibao.campaign.drafting import case_of
from weibao.documents.kinds.registry import KINDS
from weibao.documents.render import Renderer
from weibao.resources import template

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from weibao.documents.kind import Document, Kind


class Work(NamedTuple):
    """A document to make."""

    kind: Kind
    document: Document
    created: date

    @property
    def context(self) -> Mapping[str, Any]:
        return self.document.context


def works() -> list[Work]:
    """Every document that the demonstration campaign would draft."""
    with tempfile.TemporaryDirectory() as folder:
        situation, _ = run_demo(Path(folder, "演示"))
    case = case_of(situation)
    created = situation.assessment.as_of
    return [Work(kind, document, created) for kind in KINDS for document in kind.documents(case)]


def plain(work: Work) -> bytes:
    """What everybody does: open, render, save."""
    document = DocxTemplate(str(template(work.kind.template)))
    document.render(dict(work.context), autoescape=True)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


class Ours:
    """Our renderer: every template opened once; each document verified, with its properties."""

    def __init__(self, items: Iterable[Work]) -> None:
        kinds = {work.kind.name: work.kind for work in items}
        self._renderers = {name: Renderer(template(kind.template), kind.fields) for name, kind in kinds.items()}

    def __call__(self, work: Work) -> bytes:
        kind, document = work.kind, work.document
        return self._renderers[kind.name].render(
            document.context, title=document.title, creator="办公室", created=work.created, kind=kind.name,
            key=document.key, items=document.items, named=kind.named,
        )  # fmt: skip


def seconds(render: Callable[[Work], bytes], items: Iterable[Work]) -> float:
    """How long it takes to make all documents."""
    start = time.perf_counter()
    for work in items:
        render(work)
    return time.perf_counter() - start


def main(rounds: int = 15) -> None:
    """Measure and print."""
    items = works()
    start = time.perf_counter()
    ours = Ours(items)
    opening = time.perf_counter() - start
    seconds(ours, items)
    seconds(plain, items[:5])
    times = []
    for number in range(rounds):
        pair: list[tuple[int, Callable[[Work], bytes]]] = [(0, plain), (1, ours)]
        found = [0.0, 0.0]
        for place, render in pair if number % 2 else reversed(pair):
            found[place] = seconds(render, items)
        times.append(found)
    ratios = [theirs / own for theirs, own in times]
    low, middle, high = statistics.quantiles(ratios, n=4)
    rates = [len(items) / statistics.median(column) for column in zip(*times, strict=True)]
    kinds = len({work.kind.name for work in items})
    sys.stdout.write(
        f"{len(items)} documents of {kinds} kinds, {rounds} rounds; templates opened once in {opening * 1000:.0f} ms\n"
        f"docxtpl  {rates[0]:7.1f} documents/s\n"
        f"weibao   {rates[1]:7.1f} documents/s\n"
        f"ratio    {middle:7.1f} (quartiles {low:.1f} to {high:.1f})\n"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 15)
