"""The folder 回收/: which files lie there, what they are called, when they came in, and which of them nobody reads."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from unicodedata import category

from weibao.findings import Finding, finding
from weibao.sheets.intake import OTHER_FORMATS, WORKBOOKS

RETURNED = "回收"
# What units send beside or instead of the workbook: signed scans, papers.
DOCUMENTS = (".pdf", ".doc", ".docx", ".wps", ".ofd")
# A file's date is shown as the office's calendar day, on whatever machine this runs.
CHINA = timezone(timedelta(hours=8))


def return_folder(root: Path, number: int) -> Path:
    """Where the returns of a round lie."""
    return root / RETURNED / f"第{number}轮"


def has_returns(folder: Path) -> bool:
    """Whether a workbook lies somewhere below the folder of a round."""
    return any(path.suffix.lower() in WORKBOOKS for path in return_files(folder))


def return_files(folder: Path) -> list[Path]:
    """Workbooks and what people send instead of them, in the order of their paths; no lock or hidden files."""
    return _below(folder, (*WORKBOOKS, *OTHER_FORMATS))


def _below(folder: Path, wanted: Collection[str]) -> list[Path]:
    """Files with one of these suffixes, in the order of their paths; no lock or hidden files."""
    if not folder.is_dir():
        return []
    found = [
        path
        for path in folder.rglob("*")
        if path.suffix.lower() in wanted
        and path.is_file()
        and not any(part.startswith((".", "~")) for part in path.relative_to(folder).parts)
    ]
    return sorted(found, key=lambda path: path.as_posix())


def outside_rounds(root: Path, number: int, rounds: Collection[int]) -> Iterable[Finding]:
    """Files that are not read: workbooks in 回收/ that lie in no round's folder, and scans or papers."""
    folder, target = root / RETURNED, return_folder(root, number)
    claimed = {return_folder(root, known).name for known in rounds}
    for path in _below(folder, WORKBOOKS):
        if path.relative_to(folder).parts[0] not in claimed:
            yield finding("file-outside-round", file=shown_path(path, root), folder=shown_path(target, root))
    for path in _below(target, DOCUMENTS):
        yield finding("file-not-read", file=shown_path(path, root))


def shown_path(path: Path, root: Path) -> str:
    """The file as findings and 核定台账 name it: below the campaign folder, with forward slashes.

    Linux allows names that are no text (an archive in GBK) or hold control characters: those as escapes.
    """
    name = path.relative_to(root).as_posix().encode("utf-8", "backslashreplace").decode("utf-8")
    return "".join(char if category(char) != "Cc" else f"\\x{ord(char):02x}" for char in name)


def day_received(path: Path) -> date:
    """The day on which the file was last written: when it came in, for a file that nobody opened since."""
    return datetime.fromtimestamp(path.stat().st_mtime, CHINA).date()
