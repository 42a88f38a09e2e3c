"""Tables, progress and closing lines on the terminal. rich is imported here and nowhere else."""

from __future__ import annotations

import json
import os
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal

from rich.cells import cell_len
from rich.console import Console, JustifyMethod, OverflowMethod
from rich.containers import Lines
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table
from rich.text import Text

from weibao.campaign.situation import Progress as ProgressCallback
from weibao.compute.alike import as_shown
from weibao.findings import Finding, Severity
from weibao.rulebook.model import Scale

# WEIBAO_PROGRESS=lines: progress as JSON lines on standard error, for a program that shows it in its own way.
PROGRESS, LINES = "WEIBAO_PROGRESS", "lines"

STYLES = {
    "red": "bold red",
    "yellow": "yellow",
    "green": "green",
    "error": "bold red",
    "warning": "yellow",
    "info": "dim",
}


# The finding that papers were not made, which their exit code says in any case.
UNDONE = "draft-template"

# What a line is not broken in: a figure and its measure word ("1 项"), a word or number, a sign with the punctuation
# that cannot begin the next line or end this one.
_PIECE = re.compile(r"[（《“【〔]*(?:\d[\d.,]*%? ?[\u4e00-\u9fff]|[!-~]+|\S)[，。；：、！？）》”】〕]* *|\s")

# How wide output is that goes to no terminal; and what a column that yields to another keeps.
_WIDE, _KEPT = 160, 30


def out() -> Console:
    """Standard output; wide enough for Chinese tables when it is no terminal, wider where COLUMNS says so."""
    if sys.stdout.isatty():
        return Console(highlight=False)
    said = os.environ.get("COLUMNS", "")
    return Console(highlight=False, soft_wrap=True, width=max(_WIDE, int(said) if said.isdecimal() else 0))


@contextmanager
def progress() -> Iterator[ProgressCallback]:
    """A progress bar on standard error; nothing where that is no terminal.

    Under WEIBAO_PROGRESS=lines a line {"progress": what, "done": n, "of": n} instead, in ASCII whatever the code page.
    """
    if os.environ.get(PROGRESS) == LINES:
        yield _report_line
        return
    console = Console(stderr=True, highlight=False)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=None)

        def report(what: str, done: int, of: int) -> None:
            bar.update(task, description=what, completed=done, total=of)

        yield report


def _report_line(what: str, done: int, of: int) -> None:
    print(json.dumps({"progress": what, "done": done, "of": of}), file=sys.stderr, flush=True)  # noqa: T201


def days_left(days: int | None) -> str:
    """剩余天数 in a table: 15, 今天, 已过 3 天; blank where no day is known."""
    if days is None:
        return ""
    return f"已过 {-days} 天" if days < 0 else str(days) if days else "今天"


class Cell(Text):
    """A cell's text as Chinese is set: it breaks between any two characters, where rich breaks at blanks alone and so
    before the 项 of "还有 1 项".
    """

    def wrap(
        self, console: Console, width: int, *, justify: JustifyMethod | None = None,
        overflow: OverflowMethod | None = None, tab_size: int = 8, no_wrap: bool | None = None,
    ) -> Lines:  # fmt: skip
        """The lines, none wider than `width`."""
        lines = Lines()
        for line in self.split(allow_blank=True):
            for part in line.divide(breaks(line.plain, width)):
                part.rstrip_end(width)
                lines.append(part)
        return lines


def breaks(text: str, width: int) -> list[int]:
    """Where a text is broken so that each line has room in `width` columns."""
    places, used = list[int](), 0
    for match in _PIECE.finditer(text):
        piece, start = match[0], match.start()
        if used and used + cell_len(piece.rstrip()) > width:
            places.append(start)
            used = 0
        for offset, sign in enumerate(piece):
            if used and used + cell_len(sign) > width and not sign.isspace():  # a piece wider than the line
                places.append(start + offset)
                used = 0
            used += cell_len(sign)
    return places


def table(title: str, headings: Sequence[str], rows: Iterable[Sequence[object]]) -> Table:
    """A plain table; None is blank, a `Text` keeps its style."""
    result = Table(title=title, title_justify="left", show_edge=False, pad_edge=False)
    for heading in headings:
        result.add_column(heading, overflow="fold")
    for row in rows:
        result.add_row(*(cell if isinstance(cell, Text) else Cell("" if cell is None else str(cell)) for cell in row))
    return result


def with_room(result: Table, console: Console, *, roomy: int, yields: int) -> Table:
    """The table with one column as wide as its text, for which another yields; the others do not break either."""
    wide = [max(cell_len(line) for cell in (column.header, *column.cells) for line in str(cell).split("\n"))
            for column in result.columns]  # fmt: skip
    left = console.width - 3 * len(wide) + 1 - sum(wide) + wide[roomy] + wide[yields]
    if wide[roomy] + wide[yields] > left:
        wide[roomy] = max(min(wide[roomy], left - min(_KEPT, wide[yields])), left // 2)
        wide[yields] = left - wide[roomy]
    for width, column in zip(wide, result.columns, strict=True):
        column.width = max(width, 1)
    return result


def points(scale: Scale, steps: int | None) -> str:
    """Steps as points for people; blank where nobody spoke."""
    if steps is None:
        return ""
    value: Decimal = scale.points(steps)
    return f"{value:f}"


def coloured(text: str, light: str) -> Text:
    return Text(text, style=STYLES.get(light, ""))


def count_findings(findings: Iterable[Finding]) -> str:
    """`错误 3、提醒 5、说明 12`, or 没有发现问题. Every cell counts, also where several are shown as one line."""
    counts = Counter(item.severity for item in findings)
    parts = [f"{severity.label} {counts[severity]}" for severity in Severity if counts[severity]]
    return "、".join(parts) if parts else "没有发现问题"


def count_shown(findings: Sequence[Finding]) -> str:
    """The same below a list of them, and how many lines they are where those are fewer."""
    lines = len(as_shown(findings))
    heaps = f"（逐处计；同一列里同样的合成一行，列为 {lines} 行）" if lines < len(findings) else ""
    return count_findings(findings) + heaps


def finding_rows(findings: Iterable[Finding], names: dict[str, str]) -> Iterator[tuple[object, ...]]:
    """Rows for `table`: 级别 单位 位置 说明."""
    for item in as_shown(findings):
        place = " ".join(part for part in (item.file, item.sheet, item.cell) if part)
        yield coloured(item.severity.label, item.severity.value), names.get(item.unit, ""), place, item.message


def show_misread(findings: Iterable[Finding], *sheets: str) -> None:
    """What was typed into these sheets of 核定台账 and could not be taken: else a row is missing without a word."""
    rows = [
        (coloured(item.severity.label, item.severity.value), f"{item.sheet} {item.cell}", item.message)
        for item in as_shown(findings)
        if item.sheet in sheets and item.cell and item.severity is not Severity.INFO
    ]
    if rows:
        out().print(table("没有看懂、没有采用的（请改好再看）", ("级别", "位置", "说明"), rows))


def exit_code(findings: Iterable[Finding], *, strict: bool) -> int:
    """1 under --strict where an error or a warning was found, and always where a whole kind of papers was not made."""
    found = list(findings)
    undone = any(item.code == UNDONE for item in found)
    return int(undone or (strict and any(item.severity is not Severity.INFO for item in found)))
