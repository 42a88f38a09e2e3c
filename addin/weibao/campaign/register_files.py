"""The files of 文号登记: only one below 文书/ is anybody's, however it was typed; where drafts and copies lie.

A document keeps its draft; the numbered one is a copy below 文书/印发/, in the folder of its kind and named after the
number.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

from weibao.compute.numbers import barred, read_number
from weibao.compute.openings import DEAD
from weibao.compute.papers import PaperState
from weibao.findings import Finding, finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from weibao.compute.model import Office, Paper
    from weibao.compute.numbers import DocNumber
    from weibao.compute.settings import Settings
    from weibao.rulebook.model import Rulebook

ISSUED_FOLDER: Final = "印发"
NUMBERED: Final = re.compile(r"^[^\s〔〕]+〔\d{4}〕\d+号 ")
_AT_DESK: Final = (PaperState.DRAFT, PaperState.VOID)
# An ending that a clerk typed; `……3.5` and `（第1.2轮）` have none.
_ENDING: Final = re.compile(r"\.[A-Za-z]{2,4}\Z")


def draft_path(file: str) -> str:
    """The draft that a file was made from; a draft's own path stays as it is."""
    path = PurePosixPath(file)
    if path.parts[:1] != (ISSUED_FOLDER,):
        return file
    return str(PurePosixPath(*path.parts[1:]).with_name(NUMBERED.sub("", path.name)))


def copy_path(draft: str, number: DocNumber | None) -> str:
    """Where the numbered copy of a draft lies below 文书/: `印发/督办通知/×〔2024〕3号 07 市教育局－督办通知.docx`."""
    path = PurePosixPath(draft)
    return str(ISSUED_FOLDER / path.with_name(f"{number} {path.name}" if number else path.name))


def copy_number(file: str) -> DocNumber | None:
    """The number in the name of a numbered copy, None for any other file."""
    found = NUMBERED.match(PurePosixPath(file).name) if is_copy(file) else None
    return read_number(found[0]) if found else None


def is_copy(file: str) -> bool:
    """Whether a path below 文书/ is that of a numbered copy."""
    return file.startswith(f"{ISSUED_FOLDER}/")


def frozen(office: Office) -> frozenset[str]:
    """The paths below 文书/ of documents that have left 拟稿, or may have by their 签发日期: no run of the pipeline
    writes or removes them.
    """
    gone = [
        paper
        for paper in office.register
        if paper.file and (paper.state not in _AT_DESK or (paper.signed and paper.state is PaperState.DRAFT))
    ]
    drafts = frozenset(draft_path(paper.file) for paper in gone if paper.state not in DEAD)
    # What was taken back is written anew, but never over the only file of it there is.
    return drafts | {paper.file for paper in gone}


def documents_below(folder: Path) -> list[Path]:
    """The Word documents below a folder, in order; owner files of open ones (~$…) and half written ones left out."""
    return sorted(path for path in folder.rglob("*.docx") if path.is_file() and not is_passing(path.name))


def is_passing(name: str) -> bool:
    """Whether a file of that name is not a document but what a program keeps beside one (`~$…`, `.wb-…`, `._…`)."""
    return name.startswith(("~$", "."))


def inside(documents: Path, file: str) -> bool:
    """Whether a relative path stays below `documents`: no `..`, no drive, no link that leads away, no name too long."""
    path = PurePosixPath(file)
    if not file or path.is_absolute() or ".." in path.parts or ":" in file or min(file) < " ":
        return False
    try:
        (documents / file).is_file()
    except OSError:  # longer than the system takes a name
        return False
    return (documents / file).resolve().is_relative_to(documents.resolve())


def below(documents: Path, text: str) -> str | None:
    """The path below `documents` (文书/), with forward slashes, that a typed text means; None where it leads outside.

    An absolute path that lies in 文书/, `./`, `文书/` in front and a missing `.docx` are understood; so is a name alone
    that only one file has (`namesakes` counts them).
    """
    file = text.strip().replace("\\", "/")
    if not file:
        return ""
    roots = (documents.absolute(), documents.resolve())
    root = next((root for root in roots if Path(file).is_relative_to(root)), None)
    file = Path(file).relative_to(root).as_posix() if root else PurePosixPath(file).as_posix()
    file = file.removeprefix(f"{documents.name}/")
    if not inside(documents, file):
        return None
    if not _ENDING.search(file) and not (documents / file).is_file():
        file += ".docx"
        if not inside(documents, file):
            return None
    if "/" not in file and not (documents / file).exists():
        found = namesakes(documents, file)
        return found[0] if len(found) == 1 else file
    return file


def namesakes(documents: Path, name: str) -> list[str]:
    """The documents below `documents` that have a file name, as paths below it."""
    return [path.relative_to(documents).as_posix() for path in documents_below(documents) if path.name == name]


def placed(office: Office, documents: Path, file: str) -> tuple[Office, tuple[Finding, ...]]:
    """The office's inputs with every paper's file below `documents` (文书/), and what was noticed.

    A file that lies elsewhere, or a name alone that several have, becomes blank. `file` is the ledger's name.
    """
    found: list[Finding] = []
    papers = []
    for paper in office.register:
        path = below(documents, paper.file)
        where = {"file": file, "sheet": "文号登记", "cell": _cell(paper)}
        if path is None:
            found.append(finding("register-file-outside", found=paper.file).at(**where))
        elif path and "/" not in path and len(same := namesakes(documents, path)) > 1:
            found.append(finding("register-file-several", found=path, count=len(same)).at(**where))
            path = None
        papers.append(paper if path == paper.file else replace(paper, file=path or "", typed=paper.file))
    found += _twice(papers, file)
    register = tuple(papers)
    return (office if register == office.register else replace(office, register=register)), tuple(found)


def codes_barred(
    rulebook: Rulebook, settings: Settings, places: Mapping[str, Mapping[str, str]]
) -> tuple[Finding, ...]:
    """The settings of a 机关代字 that no file name can hold: a copy is named after its number. `places` by key."""
    keys = {rulebook.document_rule("").code, *(rule.code for rule in rulebook.document_kinds)}
    typed = [(item, settings.texts.get(item.id, "")) for item in rulebook.settings if item.id in keys]
    return tuple(
        finding("register-code-barred", title=item.title, found=text, bad=bad).at(**places.get(item.id, {}))
        for item, text in typed
        if (bad := barred(text))
    )


def _twice(papers: Iterable[Paper], file: str) -> list[Finding]:
    """Rows of a document that an earlier row is about; one that holds no more leaves room for another."""
    seen: dict[str, int] = {}
    found = []
    for paper in papers:
        if not paper.file or paper.state in DEAD:
            continue
        draft = draft_path(paper.file)
        if draft in seen:
            name = PurePosixPath(draft).name
            note = finding("register-file-twice", name=name, row=seen[draft])
            found.append(note.at(file=file, sheet="文号登记", cell=_cell(paper)))
        seen[draft] = paper.row
    return found


def _cell(paper: Paper) -> str:
    """Where its row begins."""
    return f"A{paper.row}"
