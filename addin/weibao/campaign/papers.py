"""The documents of a campaign and their rows in 文号登记: which is whose, what is taken, what has left the desk.

文号登记 counts. The history only helps to notice what is missing there, and is made anew from it where it is lost.
A document keeps its draft; the numbered one is a copy below 文书/印发/, in the folder of its kind and named after the
number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

from weibao.campaign.register_files import ISSUED_FOLDER, NUMBERED, documents_below, draft_path, inside, is_passing
from weibao.campaign.situation import read_grounds
from weibao.compute.numbers import DocNumber, gaps, read_number
from weibao.compute.openings import DEAD
from weibao.compute.papers import Paper, PaperState, taken
from weibao.errors import CampaignError
from weibao.findings import Finding, finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from weibao.campaign.folder import Campaign
    from weibao.campaign.situation import Grounds
    from weibao.campaign.store import Store
    from weibao.compute.model import Office
    from weibao.rulebook.model import DocumentRule

_CODE: Final = re.compile(r"([^〔×]+)〔")
_AHEAD: Final = (PaperState.DRAFT, PaperState.REVIEWED, PaperState.SIGNED)
_AT_DESK: Final = (PaperState.DRAFT, PaperState.VOID)


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


def shown_code(content: bytes) -> str:
    """The 机关代字 that a document shows where its number goes, "" where it shows none. Raises TemplateError."""
    from weibao.documents.controls import read_controls
    from weibao.documents.layout import DOC_NO

    text = next((control.text for control in read_controls(content) if control.tag == DOC_NO), "")
    found = _CODE.match(text)
    return found[1].strip() if found else ""


def frozen(office: Office) -> frozenset[str]:
    """The paths below 文书/ of documents that have left 拟稿: no run of the pipeline writes or removes them."""
    gone = [paper for paper in office.register if paper.file and paper.state not in _AT_DESK]
    drafts = frozenset(draft_path(paper.file) for paper in gone if paper.state not in DEAD)
    # What was taken back is written anew: only its copy stays.
    return drafts | {paper.file for paper in gone if paper.state not in DEAD or is_copy(paper.file)}


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


@dataclass
class Register:
    """文号登记 of a campaign with the history beside it."""

    campaign: Campaign
    grounds: Grounds
    store: Store

    @classmethod
    def open(cls, campaign: Campaign, store: Store) -> Register:
        """Read 核定台账. Raises CampaignError where it is missing."""
        return cls(campaign, read_grounds(campaign), store)

    @property
    def papers(self) -> tuple[Paper, ...]:
        """The rows of 文号登记."""
        return self.grounds.office.register

    @property
    def taken(self) -> frozenset[DocNumber]:
        """Every number that stands in the sheet, was ever given, or is in the name of a numbered copy."""
        return taken(self.papers) | frozenset(self.given)

    @property
    def given(self) -> dict[DocNumber, str]:
        """The numbers ever given, and to which draft ("" where that is not known): by the history, and by the names of
        the copies below 文书/印发/, which tell it where the history was lost.
        """
        root = self.campaign.documents
        files = (path.relative_to(root).as_posix() for path in documents_below(root / ISSUED_FOLDER))
        copies = {number: draft_path(file) for file in files if (number := copy_number(file))}
        known = {number: draft for text, (draft, _) in self.store.numbers().items() if (number := read_number(text))}
        return copies | known

    def owner(self, number: DocNumber, target: Target) -> str:
        """Who else has a number, "" where nobody has: another row of the sheet, or another draft by the history."""
        for paper in self.papers:
            if paper.number == number and paper.row != target.paper.row:
                return f"文号登记第 {paper.row} 行"
        draft = self.given.get(number, "")
        return f"“{draft}”" if draft not in ("", target.draft) else ""

    def paper_of(self, file: str) -> Paper | None:
        """The row of a file (or its draft, or the copy of it); one that was neither withdrawn nor given up first."""
        same = [paper for paper in self.papers if paper.file and draft_path(paper.file) == draft_path(file)]
        return min(
            same,
            key=lambda paper: (is_copy(file) and paper.file != file, paper.state in DEAD, -paper.row),
            default=None,
        )

    def path(self, file: str) -> Path:
        """The full path of a file below 文书/. Raises CampaignError for one that leads outside."""
        if not inside(self.campaign.documents, file):
            raise CampaignError(f"“{file}”不在“{self.campaign.documents.name}”文件夹里，没有动。请改正“文件”一栏。")
        return self.campaign.documents / file

    def rule_of(self, content: bytes) -> DocumentRule:
        """How a document is issued: of the records of its kind (领导小组, 办公室) the one whose 机关代字 it shows.

        Raises TemplateError where `content` is no Word document.
        """
        from weibao.documents.properties import identity

        rulebook, texts = self.grounds.rulebook, self.grounds.settings.texts
        shown = shown_code(content)
        kind = identity(content).kind
        own = rulebook.document_rule(kind)
        variants = (own, *(rule for rule in rulebook.document_kinds if kind and rule.id.endswith(f"_{kind}")))
        return next((rule for rule in variants if shown and texts.get(rule.code, "").strip() == shown), own)

    def rule_ahead(self, target: Target) -> DocumentRule | None:
        """The same for a document that is still to be signed or numbered; None where its file cannot be read."""
        from weibao.errors import TemplateError

        if target.paper.state not in _AHEAD or not target.file or not self.path(target.file).is_file():
            return None
        try:
            return self.rule_of(self.path(target.file).read_bytes())
        except TemplateError:
            return None

    def remember(self, done: Sequence[Paper] = ()) -> None:
        """Put what the sheet says into the history, so that either can be lost; `done` are rows changed since it was
        read. A number that the history has for another draft stays as it is.
        """
        known = self.store.numbers()
        for paper in after(self.papers, done):
            draft = draft_path(paper.file)
            owner = known.get(str(paper.number), ("", ""))[0]
            if paper.number and owner in ("", draft) and (paper.file or str(paper.number) not in known):
                self.store.remember_number(str(paper.number), draft, paper.file)

    # --- what a person means -------------------------------------------------------------------------

    def targets(self, names: Sequence[str]) -> list[Target]:
        """The documents that files, folders and numbers name, each once. Raises CampaignError for what is none."""
        found: dict[str, Target] = {}
        for name in names:
            for target in self._named(name):
                found.setdefault(target.draft, target)
        if not found:
            raise CampaignError("这里面没有 Word 文书（.docx）。请写文件、文件夹或文号。")
        return list(found.values())

    def _named(self, name: str) -> Iterator[Target]:
        if number := read_number(name):
            yield self._by_number(number)
            return
        path = next(
            (p for p in (Path(name), self.campaign.documents / name, self.campaign.root / name) if p.exists()), None
        )
        if path and not path.is_dir() and (path.suffix.lower() != ".docx" or is_passing(path.name)):
            raise CampaignError(f"“{name}”不是 Word 文书（.docx）。请写 Word 文书的文件名、文件夹或文号。")
        if path is None:
            raise CampaignError(f"找不到“{name}”。请写文书的文件名（可以从“文书”文件夹起写）、文件夹或文号。")
        try:
            file = self._below(path)
        except ValueError:
            raise CampaignError(
                f"“{name}”不在本次创建的“{self.campaign.documents.name}”文件夹里。请先把它放进去，再登记。"
            ) from None
        if path.is_dir():
            for item in documents_below(path):
                target = self._target(self._below(item), named=False)
                if target.paper.row or not is_copy(target.file):
                    yield target
        else:
            yield self._target(file)

    def _below(self, path: Path) -> str:
        """A path below 文书/, with forward slashes. Raises ValueError for one that lies elsewhere."""
        return path.resolve().relative_to(self.campaign.documents.resolve()).as_posix()

    def _target(self, file: str, *, named: bool = True) -> Target:
        paper = self.paper_of(file)
        if paper is None or (paper.state in DEAD and not is_copy(file)):
            return Target(file, Paper(file=file), named)
        return Target(paper.file, paper, named)

    def _by_number(self, number: DocNumber) -> Target:
        paper = next((paper for paper in self.papers if paper.number == number), None)
        if paper is None:
            raise CampaignError(f"文号登记里没有“{number}”。请核对文号，或先在登记表里补登。")
        return Target(paper.file, paper)

    # --- what does not fit together --------------------------------------------------------------------

    def contradictions(self) -> tuple[Finding, ...]:
        """Where sheet, history and folder say different things; the sheet counts."""
        found: list[Finding] = []
        listed = taken(self.papers)
        place = {"file": self.campaign.ledger.name, "sheet": "文号登记"}
        for text, (draft, _) in sorted(self.store.numbers().items()):
            number = read_number(text)
            if number is None or number in listed:
                continue
            now = next((p for p in self.papers if p.number and draft and draft_path(p.file) == draft), None)
            if now:
                found.append(finding("number-changed", number=number, now=now.number, name=_name(draft)).at(**place))
            else:
                found.append(finding("number-lost", number=number, name=_name(draft) or "—").at(**place))
        found += [
            finding("paper-file-missing", name=paper.file, title=paper.title or paper.doc_no).at(**place)
            for paper in self.papers
            if paper.file and paper.state is not PaperState.VOID and not self.path(paper.file).is_file()
        ]
        return tuple(found)

    def gaps(self) -> tuple[DocNumber, ...]:
        """Numbers that nobody has: 外部或未登记."""
        return gaps(self.taken)


def everything(register: Register) -> list[Target]:
    """Every draft and every row of 文号登记: drafts first that have no row, then the rows in their order."""
    rows = [Target(paper.file, paper) for paper in register.papers]
    known = {target.file for target in rows} | {target.draft for target in rows if target.paper.state not in DEAD}
    root = register.campaign.documents
    files = [path.relative_to(root).as_posix() for path in documents_below(root)] if root.is_dir() else []
    new = [file for file in files if file not in known and not is_copy(file)]
    return [Target(file, Paper(file=file), named=False) for file in new] + rows


def after(papers: Iterable[Paper], done: Iterable[Paper]) -> tuple[Paper, ...]:
    """The rows as they stand after a command: those changed in the place of the old ones, new ones at the end."""
    done = tuple(done)
    changed = {paper.row: paper for paper in done if paper.row}
    return (*(changed.get(paper.row, paper) for paper in papers), *(paper for paper in done if not paper.row))


def joined(*texts: str) -> str:
    """Notes one behind the other; blank ones and repeats left out."""
    return "；".join(dict.fromkeys(text.strip("；。 ") for text in texts if text.strip("；。 ")))


def ranges(numbers: Iterable[DocNumber]) -> list[str]:
    """Numbers in words, those that follow one another as one: `皋未保办〔2024〕1—4号`."""
    runs: list[list[DocNumber]] = []
    for number in sorted(numbers):
        if runs and runs[-1][-1] == replace(number, place=number.place - 1):
            runs[-1].append(number)
        else:
            runs.append([number])
    return [
        str(run[0]) if len(run) == 1 else f"{run[0].code}〔{run[0].year}〕{run[0].place}—{run[-1].place}号"
        for run in runs
    ]


def _name(path: str) -> str:
    return PurePosixPath(path).name if path else ""
