"""文号登记 of a campaign with its history: which row is whose, and which numbers are taken.

文号登记 counts. The history only helps to notice what is missing there, and is made anew from it where it is lost.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from weibao.campaign.grounds import read_grounds
from weibao.campaign.history_papers import remember_papers
from weibao.campaign.paper_rules import rule_of
from weibao.campaign.register_files import ISSUED_FOLDER, copy_number, documents_below, draft_path, inside, is_copy
from weibao.compute.numbers import DocNumber, gaps, read_number
from weibao.compute.openings import DEAD
from weibao.compute.papers import Paper, PaperState, after, taken
from weibao.errors import CampaignError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from weibao.campaign.folder import Campaign
    from weibao.campaign.grounds import Grounds
    from weibao.campaign.store import Store
    from weibao.campaign.targets import Target
    from weibao.rulebook.model import DocumentRule

_AHEAD = (PaperState.DRAFT, PaperState.REVIEWED, PaperState.SIGNED)


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

    def rule_ahead(self, target: Target) -> DocumentRule | None:
        """How a document that is still to be signed or numbered is issued; None where its file cannot be read."""
        from weibao.errors import TemplateError

        if target.paper.state not in _AHEAD or not target.file or not self.path(target.file).is_file():
            return None
        try:
            return rule_of(self.grounds, self.path(target.file).read_bytes())
        except TemplateError:
            return None

    def remember(self, done: Sequence[Paper] = ()) -> None:
        """Put what the sheet says into the history, so that either can be lost, and where every document stands now;
        `done` are rows changed since it was read. A number that the history has for another draft stays as it is.
        """
        known, papers = self.store.numbers(), after(self.papers, done)
        remember_papers(self.store, papers)
        for paper in papers:
            draft = draft_path(paper.file)
            owner = known.get(str(paper.number), ("", ""))[0]
            if paper.number and owner in ("", draft) and (paper.file or str(paper.number) not in known):
                self.store.remember_number(str(paper.number), draft, paper.file)

    def gaps(self) -> tuple[DocNumber, ...]:
        """Numbers that nobody has: 外部或未登记."""
        return gaps(self.taken)
