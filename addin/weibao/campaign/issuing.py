"""核稿签发, 编号 and 印发 of documents: the row of 文号登记, and the numbered copy of the file as it is.

Nothing is numbered or issued twice; a file that lies where a copy would go is never overwritten. With `dry` everything
is decided and nothing written.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from weibao.campaign.copies import Copies, Outcome
from weibao.campaign.linking import linked
from weibao.campaign.numbering import number_for, passed_over
from weibao.campaign.paper_rules import rule_of
from weibao.campaign.papers import Register
from weibao.campaign.readiness import astray, cannot, families, may_go, older, unsigned
from weibao.campaign.register_files import copy_path, is_copy
from weibao.compute.papers import Paper, PaperState
from weibao.compute.replacing import related_to
from weibao.documents.digests import digest
from weibao.documents.drafts import first_draft
from weibao.errors import CampaignError
from weibao.findings import finding

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from weibao.campaign.targets import Target
    from weibao.rulebook.model import DocumentRule
    from weibao.sheets.ledger_register import Opening, RegisterEdit
    from weibao.sheets.live_edits import Edits
    from weibao.sheets.package_values import Cell

_CELLS = (
    "doc_no", "title", "genre", "to", "heard", "reviewer", "reviewed", "signer", "signed", "dated", "issued", "file",
    "related", "note",
)  # fmt: skip


@dataclass
class Desk:
    """One command's work on 文号登记. Use the steps, then `finish`."""

    register: Register
    live: Edits | None = None
    dry: bool = False
    outcome: Outcome = field(default_factory=Outcome)
    openings: list[Opening] = field(default_factory=list, init=False)
    finished: bool = field(default=False, init=False)

    def __post_init__(self) -> None:
        from weibao.sheets.ledger_register import check_closed

        if self.live is None and not self.dry:
            check_closed(self.register.campaign.ledger)
        self._copies = Copies(self.register, self.outcome)
        self._edits: list[RegisterEdit] = []

    # --- the steps -------------------------------------------------------------------------------------

    def approve(
        self, targets: Sequence[Target], *, reviewer: str, signer: str | None, day: date, heard: str = ""
    ) -> None:
        """核稿 and 签发 with name and date; with `signer` None 核稿 only, with "" by whom the settings name.

        `heard` says who was asked before and when (征求意见); blank leaves what stands in the sheet.
        """
        goal = PaperState.REVIEWED if signer is None else PaperState.SIGNED
        for target in self._ready(targets, goal):
            row, old = target.paper, self._described(target)
            paper = replace(
                old,
                reviewer=reviewer or old.reviewer,
                reviewed=old.reviewed if old.reviewed and reviewer in ("", old.reviewer) else day,
                heard=heard.strip() or old.heard,
                state=goal,
            )
            if not paper.reviewer:
                raise CampaignError(f"“{old.file}”还没有核稿人。请写核稿人的姓名（命令行用 --reviewer）。")
            if signer is not None:
                paper = replace(paper, signer=signer or old.signer or self._signer(target), signed=day)
                if not paper.signer:
                    raise CampaignError(
                        f"“{old.file}”还没有签发人。请写签发人的姓名（命令行用 --signer），"
                        "或在核定台账的“设置”里填好办公室主任、领导小组组长。"
                    )
                if not self.dry:
                    self.register.store.remember_approved(target.draft, digest(self._copies.read(target.file)))
                self._check_heard(target, paper)
                content = self._copies.read(target.file)
                self.outcome.findings += older(
                    self.register.campaign.root, target, content, "签发日期", day, (row.signed,)
                )
            self._keep(row, paper)

    def number(self, targets: Sequence[Target], *, wanted: str = "", day: date | None = None) -> None:
        """编号: the next number or the one typed, 成文日期 the day of signature, both put into a copy of the file."""
        ready = list(self._ready(targets, PaperState.NUMBERED))
        if wanted and len(ready) != 1:
            raise CampaignError("手工指定文号时，一次只能编一份文书。")
        taken = set(self.register.taken)
        for target in ready:
            old, rule = target.paper, self._rule(target)
            if not rule.code:
                self._refuse(target, f"“{target.file}”（{rule.title}）不编文号，签发以后直接印发就可以。")
                continue
            if not old.signer or not old.signed:
                self._refuse(target, f"“{target.file}”{unsigned(old)}")
                continue
            dated = self._dated(target, day)
            number = number_for(self.register, target, rule, wanted, dated, taken)
            if number.year != dated.year:
                self.outcome.findings.append(finding("number-year", number=number, year=dated.year))
            self.outcome.findings += passed_over(taken, number) if wanted else ()
            taken.add(number)
            paper = replace(
                old, doc_no=str(number), number=number, dated=dated, file=copy_path(target.draft, number),
                state=old.state if old.state is PaperState.SEALED else PaperState.NUMBERED,
            )  # fmt: skip
            self._copies.number(target, paper)
            self._check_heard(target, paper, rule)
            content = self._copies.read(target.file)
            self.outcome.findings += older(
                self.register.campaign.root, target, content, "成文日期", dated, (old.dated, old.signed)
            )
            self._keep(old, self._refer(target, paper))

    def issue(self, targets: Sequence[Target], *, day: date) -> None:
        """用印 and 印发: 印发日期 goes into the numbered copy, and the items that it asks for are 立项."""
        from weibao.sheets.ledger_register import Opening

        for target in self._ready(targets, PaperState.ISSUED):
            old, on = target.paper, day
            if old.state is PaperState.ISSUED and old.issued:
                # Typed into the register: the file is completed with the row's own day.
                on = old.issued
                if not is_copy(old.file):
                    old = replace(old, dated=self._dated(target, None), file=copy_path(target.draft, old.number))
                    self._copies.number(target, old)
            elif old.state is PaperState.SIGNED or self._is_sealed_draft(target):
                if self._rule(target).code:
                    self._refuse(target, f"“{target.file}”还没有编号。请先编号，再印发。")
                    continue
                old = replace(old, dated=self._dated(target, None), file=copy_path(target.draft, None))
                self._copies.number(target, old)
            elif old.file and not is_copy(old.file):
                self._refuse(target, f"“{old.file}”的文号还没有填进文件。请先编号，再印发。")
                continue
            if old.dated and on < old.dated:
                raise CampaignError(
                    f"印发日期 {on} 早于成文日期 {old.dated}（{old.doc_no or old.title}）。请改正日期。"
                )
            paper = replace(old, issued=on, state=PaperState.ISSUED)
            items = self._copies.issue(paper) if paper.file else ()
            self.openings += [Opening(item, on, paper.doc_no) for item in items]
            self._keep(target.paper, paper)

    def change(self, old: Paper, new: Paper) -> None:
        """Any other change of a row."""
        self._keep(old, new)

    def current(self, paper: Paper) -> Paper:
        """A row as the steps of this command have left it."""
        return next((done for done in self.outcome.done if paper.row and done.row == paper.row), paper)

    def finish(self) -> Outcome:
        """Write the copies, then 文号登记 (and 督办), and remember the numbers."""
        from weibao.sheets.ledger_register import write_register

        if not self.dry and self._edits:
            self._copies.write()
            register, grounds = self.register, self.register.grounds
            missing = write_register(
                register.campaign.ledger, grounds.rulebook, grounds.settings, self._edits,
                openings=self.openings, live=self.live,
            )  # fmt: skip
            self.outcome.findings += [finding("paper-item-unknown", item=item) for item in missing]
            register.remember(self.outcome.done)
            if self.live is None:  # else the sheet is written by the program that has it open, or is not
                self._copies.settled()
        self.finished = True
        return self.outcome

    # --- inside ----------------------------------------------------------------------------------------

    def _ready(self, targets: Sequence[Target], goal: PaperState) -> Sequence[Target]:
        """The targets that can go there; of those found in a folder the others are left out, a named one is told.

        Of a draft and the （新稿） beside it, found in a folder, none is taken for the one that is meant.
        """
        ready = []
        several = families(targets) if goal is not PaperState.ISSUED else {}
        told: set[str] = set()
        for target in targets:
            if target.paper.typed and not target.file:
                self._refuse(target, astray(target.paper))
                continue
            first = "" if target.named else first_draft(target.draft)
            if may_go(target, goal) and first in several:
                self.outcome.skipped.append(target.paper)
                if first not in told:
                    name = Path(first).name
                    self.outcome.findings.append(finding("paper-several", file=first, name=name, count=several[first]))
                    told.add(first)
            elif may_go(target, goal) or (goal is PaperState.ISSUED and self._is_unfilled(target)):
                ready.append(target)
            else:
                self._refuse(target, cannot(target, goal))
        return ready

    def _is_unfilled(self, target: Target) -> bool:
        """Whether a document that is 印发 by the register has open places in its file."""
        from weibao.documents.unfilled import open_places

        paper = target.paper
        if paper.state is not PaperState.ISSUED or not paper.issued or not paper.file:
            return False
        return bool(open_places(self._copies.read(paper.file), numbered=bool(paper.doc_no)))

    def _is_sealed_draft(self, target: Target) -> bool:
        """Whether 用印 was typed for a document that bears no number, and nothing has been put into its file yet."""
        paper = target.paper
        return paper.state is PaperState.SEALED and not paper.doc_no and bool(paper.file) and not is_copy(paper.file)

    def _refuse(self, target: Target, why: str) -> None:
        if target.named:
            raise CampaignError(why)
        self.outcome.skipped.append(target.paper)

    def _described(self, target: Target) -> Paper:
        """The row; what is blank in it as the document itself says: title, 文种 and 主送."""
        from weibao.documents.controls import styled_text
        from weibao.documents.kinds.registry import BY_NAME
        from weibao.documents.properties import identity

        paper, content = target.paper, self._copies.checked(target.file)
        title = styled_text(content, "公文标题")
        kind = BY_NAME.get(identity(content).kind)
        return replace(
            paper,
            title=paper.title or title or Path(target.file).stem,
            genre=paper.genre or (kind.genre if kind else ""),
            to=paper.to or styled_text(content, "主送机关").rstrip("：:"),
            file=target.file,
        )

    def _rule(self, target: Target) -> DocumentRule:
        return rule_of(self.register.grounds, self._copies.read(target.file))

    def _check_heard(self, target: Target, paper: Paper, rule: DocumentRule | None = None) -> None:
        """Told where somebody must be heard before and the row does not say that he was."""
        rule = rule or self._rule(target)
        if rule.must_hear and not paper.heard:
            name = paper.doc_no or paper.title
            self.outcome.findings.append(finding("paper-unheard", file=target.file, name=name, who=rule.heard))

    def _refer(self, target: Target, paper: Paper) -> Paper:
        """A document and the one that it takes back, corrects or replaces name each other."""
        for row in linked(self.register, self._copies.read(target.file), paper):
            old = self.current(row)
            self._keep(old, replace(old, related=related_to(old, paper)))
            paper = replace(paper, related=related_to(paper, old))
        return paper

    def _signer(self, target: Target) -> str:
        from weibao.documents.letterhead import signer_of

        grounds = self.register.grounds
        return signer_of(grounds.rulebook, grounds.settings, self._rule(target).id)

    def _dated(self, target: Target, day: date | None) -> date:
        """成文日期: the day given, that of the sheet, or the day of signature, before which it cannot lie."""
        old = target.paper
        dated = day or old.dated or old.signed
        if dated is None:
            raise CampaignError(f"“{target.file}”没有签发日期，定不了成文日期。请先在文号登记里补填签发日期。")
        if old.signed and dated < old.signed:
            raise CampaignError(f"“{target.file}”的成文日期 {dated} 早于签发日期 {old.signed}。请改正日期。")
        if old.signed and dated != old.signed:
            name = Path(target.file).name
            self.outcome.findings.append(
                finding("paper-dated", file=target.file, name=name, dated=dated, signed=old.signed)
            )
        return dated

    def _keep(self, old: Paper, new: Paper) -> None:
        from weibao.sheets.ledger_register import RegisterEdit

        cells: dict[str, Cell] = {
            key: value for key in _CELLS if (value := getattr(new, key)) and (not old.row or value != getattr(old, key))
        }
        cells["state"] = new.state.label
        done = self.outcome.done
        at = next((at for at, paper in enumerate(done) if old.row and paper.row == old.row), None)
        if at is None:
            self._edits.append(RegisterEdit(old.row, (old.typed or old.file) if old.row else "", old.doc_no, cells))
            done.append(new)
        else:
            self._edits[at] = replace(self._edits[at], cells={**self._edits[at].cells, **cells})
            done[at] = new
