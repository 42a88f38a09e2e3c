"""Documents as PDF, for reading and printing a proof: one LibreOffice for the whole batch.

The Word files are copied first and are neither changed nor locked; their fonts keep the official names.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple
from zipfile import is_zipfile

from weibao.atomic import replace_file
from weibao.documents.office import convert, find_soffice
from weibao.shut_words import refused_words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Progress = Callable[[str, int, int], None]

# Seconds without a new PDF: a first start on a slow office PC takes a minute, a long document less.
STALL: Final = 180.0
_TITLE: Final = "生成 PDF"


class Failure(NamedTuple):
    """A document without a PDF, and why, in Chinese."""

    path: Path
    reason: str


class Previews(NamedTuple):
    """The PDF files made, in the order of the documents, and the documents that have none."""

    made: tuple[Path, ...]
    failed: tuple[Failure, ...]


def to_pdf(
    paths: Sequence[Path], out: Path | None = None, progress: Progress | None = None, *, stall: float = STALL
) -> Previews:
    """A PDF for every document, beside it, or below `out` with the folders that they are in.

    A document that cannot be converted does not stop the others. Raises PreviewError where LibreOffice is missing.
    """
    soffice = find_soffice()
    # LibreOffice would print the bytes of anything else as text.
    found = [path for path in paths if is_zipfile(path)]
    failed = [
        Failure(path, "不是 Word 文书（.docx），或者已损坏" if path.is_file() else "找不到这个文件")
        for path in paths
        if path not in found
    ]
    made: list[Path] = []
    with tempfile.TemporaryDirectory(prefix="weibao-pdf-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        # Names of our own: short, ASCII, and different where two folders hold files of one name.
        files = {f"{number:04d}{path.suffix.lower()}": path for number, path in enumerate(found, 1)}
        for file, path in files.items():
            shutil.copyfile(path, folder / file)
        _convert_all(soffice, folder, tuple(files), progress, stall)
        for (file, path), target in zip(files.items(), _targets(found, out), strict=True):
            pdf = (folder / "pdf" / file).with_suffix(".pdf")
            if reason := _keep(pdf, target):
                failed.append(Failure(path, reason))
            else:
                made.append(target)
    return Previews(tuple(made), tuple(failed))


def _convert_all(soffice: Path, folder: Path, files: Sequence[str], progress: Progress | None, stall: float) -> None:
    """One run; only where a document makes LibreOffice fall or hang, another run for those behind it."""
    pdfs = folder / "pdf"
    pdfs.mkdir()

    told = -1

    def tick() -> int:
        nonlocal told
        done = sum(1 for path in pdfs.iterdir() if path.suffix == ".pdf")
        if progress and done != told:
            progress(_TITLE, done, len(files))
        told = done
        return done

    rest = list(files)
    while rest:
        convert(soffice, folder, rest, stall=stall, tick=tick)
        missing = [number for number, file in enumerate(rest) if not (pdfs / file).with_suffix(".pdf").exists()]
        last = max((number for number in range(len(rest)) if number not in missing), default=-1)
        if not missing or missing[-1] < last:
            return  # it went on to the end and left out what it could not read
        # What comes first behind the last PDF is the culprit, or cannot be read as well as all others.
        rest = rest[last + 2 :]


def _targets(paths: Sequence[Path], out: Path | None) -> list[Path]:
    """Where the PDF of each document goes."""
    if out is None:
        return [path.with_suffix(".pdf") for path in paths]
    parents = [path.resolve().parent for path in paths]
    top = Path(os.path.commonpath(parents)) if parents else out
    return [out / parent.relative_to(top) / f"{path.stem}.pdf" for path, parent in zip(paths, parents, strict=True)]


def _keep(pdf: Path, target: Path) -> str:
    """Put a finished PDF in its place; the reason where that is not possible."""
    if not pdf.is_file() or not pdf.stat().st_size:
        return "LibreOffice 打不开或转换不了这份文书，请在 Word 里打开看是否完好"
    try:
        with replace_file(target) as temporary:
            shutil.copyfile(pdf, temporary)
    except PermissionError:
        return refused_words(target).rstrip("。")
    return ""
