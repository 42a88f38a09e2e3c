"""Where sheet, history and folder say different things of a document, and what one lacks on its way."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from weibao.campaign.paper_rules import rule_of_paper
from weibao.campaign.readiness import UNDER_WAY
from weibao.compute.numbers import read_number
from weibao.compute.papers import OUT, PaperState, taken
from weibao.findings import finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from weibao.campaign.papers import Register
    from weibao.findings import Finding


def contradictions(register: Register) -> tuple[Finding, ...]:
    """Where sheet, history and folder say different things; the sheet counts."""
    found: list[Finding] = []
    listed = taken(register.papers)
    place = {"file": register.campaign.ledger.name, "sheet": "文号登记"}
    for text, (draft, file) in sorted(register.store.numbers().items()):
        number = read_number(text)
        if number is None or number in listed:
            continue
        # Another row on the same draft may be another version of it: only one whose file bears the number was changed.
        now = next((p for p in register.papers if p.number and draft and p.file == file), None)
        if now:
            code = "number-changed-out" if now.state in OUT else "number-changed"
            found.append(finding(code, number=number, now=now.number, name=_name(draft)).at(**place))
        else:
            found.append(finding("number-lost", number=number, name=_name(draft) or "—").at(**place))
    found += [
        finding("paper-file-missing", name=paper.file, title=paper.title or paper.doc_no).at(**place)
        for paper in register.papers
        if paper.file and paper.state is not PaperState.VOID and not register.path(paper.file).is_file()
    ]
    return tuple(found) + tuple(_unheard(register))


def _unheard(register: Register) -> Iterator[Finding]:
    """Documents on their way out of a kind that somebody must be heard on before, and the row does not say so."""
    for paper in register.papers:
        if paper.state in UNDER_WAY and paper.kind and not paper.heard:
            rule = rule_of_paper(register.grounds, paper)
            if rule.must_hear:
                name = paper.doc_no or paper.title
                yield finding("paper-unheard", file=paper.file, name=name, who=rule.heard)


def _name(path: str) -> str:
    return PurePosixPath(path).name if path else ""
