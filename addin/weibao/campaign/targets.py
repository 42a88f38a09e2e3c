"""Which documents a person means by files, folders and numbers; and all that there are."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from weibao.campaign.register_files import documents_below, draft_path, is_copy, is_passing
from weibao.compute.numbers import DocNumber, read_number
from weibao.compute.openings import DEAD
from weibao.compute.papers import Paper
from weibao.errors import CampaignError
from weibao.system_words import QUOTE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from weibao.campaign.papers import Register


@dataclass(frozen=True, slots=True)
class Target:
    """A document named by a person: its file below 文书/, and its row where it has one (else a blank one).

    `named` is False for one that was found in a folder.
    """

    file: str
    paper: Paper
    named: bool = True

    @property
    def draft(self) -> str:
        """The draft's path below 文书/."""
        return draft_path(self.file)


def targets(register: Register, names: Sequence[str]) -> list[Target]:
    """The documents that files, folders and numbers name, each once. Raises CampaignError for what is none."""
    found: dict[int | str, Target] = {}
    for name in names:
        for target in _named(register, name, QUOTE if len(names) > 1 else ""):
            # Rows may lack their file, and several versions of one draft have a row each.
            found.setdefault(target.paper.row or target.draft, target)
    if not found:
        raise CampaignError("这里面没有 Word 文书（.docx）。请写文件、文件夹或文号。")
    return list(found.values())


def _named(register: Register, name: str, hint: str) -> Iterator[Target]:
    if not name.strip():
        raise CampaignError(
            "没有写明哪份文书：请写文件、文件夹或文号。文号登记里只填了标题的，请先在登记表补填“文件”或文号。"
        )
    if number := read_number(name):
        yield _by_number(register, number)
        return
    path = next(
        (p for p in (Path(name), register.campaign.documents / name, register.campaign.root / name) if p.exists()), None
    )
    if path and not path.is_dir() and (path.suffix.lower() != ".docx" or is_passing(path.name)):
        raise CampaignError(f"“{name}”不是 Word 文书（.docx）。请写 Word 文书的文件名、文件夹或文号。")
    if path is None:
        raise CampaignError(f"找不到“{name}”。请写文书的文件名（可以从“文书”文件夹起写）、文件夹或文号。{hint}")
    try:
        file = _below(register, path)
    except ValueError:
        raise CampaignError(
            f"“{name}”不在本次创建的“{register.campaign.documents.name}”文件夹里。请先把它放进去，再登记。"
        ) from None
    if path.is_dir():
        for item in documents_below(path):
            target = _target(register, _below(register, item), named=False)
            if target.paper.row or not is_copy(target.file):
                yield target
    else:
        yield _target(register, file)


def _below(register: Register, path: Path) -> str:
    """A path below 文书/, with forward slashes. Raises ValueError for one that lies elsewhere."""
    return path.resolve().relative_to(register.campaign.documents.resolve()).as_posix()


def _target(register: Register, file: str, *, named: bool = True) -> Target:
    paper = register.paper_of(file)
    if paper is None or (paper.state in DEAD and not is_copy(file)):
        return Target(file, Paper(file=file), named)
    return Target(paper.file, paper, named)


def _by_number(register: Register, number: DocNumber) -> Target:
    paper = next((paper for paper in register.papers if paper.number == number), None)
    if paper is None:
        raise CampaignError(f"文号登记里没有“{number}”。请核对文号，或先在登记表里补登。")
    return Target(paper.file, paper)


def everything(register: Register) -> list[Target]:
    """Every draft and every row of 文号登记: drafts first that have no row, then the rows in their order."""
    rows = [Target(paper.file, paper) for paper in register.papers]
    known = {target.file for target in rows} | {target.draft for target in rows if target.paper.state not in DEAD}
    root = register.campaign.documents
    files = [path.relative_to(root).as_posix() for path in documents_below(root)] if root.is_dir() else []
    new = [file for file in files if file not in known and not is_copy(file)]
    return [Target(file, Paper(file=file), named=False) for file in new] + rows
