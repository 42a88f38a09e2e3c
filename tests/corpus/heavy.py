"""Files built up to the limits, and how much memory and time one of them takes: `python -m corpus.heavy NAME`.

Read with the limits of a worker process but without its bounds from outside, as on Windows: what is printed is what
the checks alone guarantee.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from corpus.packages import EVIDENCE, NAME, ROWS, STRINGS, link, parts_of, write
from sheets.books import Book
from weibao.compute.settings import Settings
from weibao.rulebook import load_rulebook
from weibao.sheets import container, intake
from weibao.sheets.intake_table import Notes

VILLAGE = Path(__file__).parent.parent / "village"
_END = b"</sheetData>"
COLUMNS = [chr(65 + n) for n in range(26)] + [a + chr(65 + n) for a in "ABCDEF" for n in range(26)]


def _cells(count: int, wide: int = 7, style: str = ' s="1"') -> bytes:
    """Numbers in `count` cells, `wide` in a row, below the table."""
    columns = COLUMNS[:wide]
    rows = (
        f'<row r="{row}">' + "".join(f'<c r="{column}{row}"{style}><v>1</v></c>' for column in columns) + "</row>"
        for row in range(400, 400 + count // wide)
    )
    return "".join(rows).encode()


def many_cells(parts: dict[str, bytes]) -> None:
    """As many cells as a part's tree may have."""
    parts[ROWS] = parts[ROWS].replace(_END, _cells(136_000) + _END, 1)


def many_cells_everywhere(parts: dict[str, bytes]) -> None:
    """The same on three sheets, which all are kept."""
    for part in (ROWS, EVIDENCE, "xl/worksheets/sheet4.xml"):
        parts[part] = parts[part].replace(_END, _cells(136_000) + _END, 1)


def far_corners(parts: dict[str, bytes]) -> None:
    """Few cells that span areas of blanks, up to the sum of cells."""
    for part in (ROWS, EVIDENCE):
        corner = b'<row r="9000"><c r="DF9000"><v>1</v></c></row>'
        parts[part] = parts[part].replace(_END, corner + _END, 1)


def long_texts(parts: dict[str, bytes]) -> None:
    """Shared strings up to the sum of characters, each of four bytes in memory."""
    number = parts[STRINGS].count(b"<si>")
    text = "\U00020000" + "长" * 32_000
    parts[STRINGS] = parts[STRINGS].replace(b"</sst>", f"<si><t>{text}</t></si></sst>".encode())
    cells = "".join(f'<row r="{row}"><c r="J{row}" t="s"><v>{number}</v></c></row>' for row in range(400, 890))
    parts[EVIDENCE] = parts[EVIDENCE].replace(_END, cells.encode() + _END, 1)


def filled_rows(parts: dict[str, bytes]) -> None:
    """Rows of the table itself, each with something to find fault with."""
    rows = [
        f'<row r="{row}"><c r="A{row}"><v>{row}</v></c><c r="B{row}" t="inlineStr"><is><t>I01x</t></is></c>'
        f'<c r="E{row}" t="inlineStr"><is><t>大概达标</t></is></c></row>'
        for row in range(400, 19_400)
    ]
    for part in (ROWS, EVIDENCE):
        parts[part] = parts[part].replace(_END, "".join(rows).encode() + _END, 1)


def big_parts(parts: dict[str, bytes]) -> None:
    """Parts of 32 MB that are text to a parser."""
    text = b"<!-- " + b"x" * (9 * 2**20) + b" -->"
    for part in (ROWS, EVIDENCE):
        parts[part] = parts[part].replace(b"<sheetData", text * 3 + b"<sheetData", 1)


def many_styles(parts: dict[str, bytes]) -> None:
    name = "xl/styles.xml"
    styles = b"<cellXfs>" + b'<xf numFmtId="0"/>' * 400_000 + b"</cellXfs>"
    parts[name] = parts[name].replace(b"<cellXfs", styles + b"<cellXfs", 1)


def many_relations(parts: dict[str, bytes]) -> None:
    """Parts whose relationships, one each, stand in a tree of half a million elements."""
    relations = link("", "image", "../media/a.png").replace(b"</R", b"<a/>" * 500_000 + b"</R")
    for number in range(10):
        parts[f"xl/drawings/drawing{number}.xml"] = b"<x/>"
        parts[f"xl/drawings/_rels/drawing{number}.xml.rels"] = relations


BUILDS = {
    case.__name__: case
    for case in (
        many_cells, many_cells_everywhere, far_corners, long_texts, filled_rows, big_parts, many_styles,
        many_relations,
    )
}  # fmt: skip


def build(name: str, folder: Path) -> Path:
    """The heavy file of that name."""
    rulebook = load_rulebook(VILLAGE)
    parts = parts_of(Book("D01", rows={"I01": {"level": "达标"}}).write(folder / "base.xlsx", rulebook))
    BUILDS[name](parts)
    return write(folder / NAME, parts)


def measure(path: Path) -> tuple[float, float, str]:
    """Seconds of processor time, MiB on top of what the programme takes, how it ended."""
    rulebook = load_rulebook(VILLAGE)
    rulebook = Settings.build(rulebook, {})[0].apply(rulebook)
    container.widen()
    before, begun = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    result = intake._read_here(path, rulebook, Notes(path.name), None)
    ended = "counts" if result.submission else result.findings[-1].message
    peak = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    return time.process_time() - begun, peak, ended


def main(arguments: list[str]) -> None:
    """Measure a file, or build those that are named (all of them) and measure each in a process of its own."""
    if arguments[:1] == ["--measure"]:
        sys.stdout.write("{} {} {}\n".format(*measure(Path(arguments[1]))))
        return
    for name in arguments or list(BUILDS):
        with tempfile.TemporaryDirectory() as folder:
            path = build(name, Path(folder))
            command = [sys.executable, "-m", "corpus.heavy", "--measure", str(path)]
            done = subprocess.run(command, capture_output=True, text=True, check=True)
            sys.stdout.write(f"{name} {path.stat().st_size // 1024} KB: {done.stdout}")


if __name__ == "__main__":
    main(sys.argv[1:])
