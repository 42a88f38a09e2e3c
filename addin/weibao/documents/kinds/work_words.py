"""Papers on the rows of 工作制度: which wait for one, and what the office typed, in the words of the paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weibao.compute.openings import DEAD
from weibao.compute.work import with_papers
from weibao.documents import wording
from weibao.documents.kinds.meeting_words import organ

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weibao.compute.work import Work
    from weibao.documents.kind import Case
    from weibao.documents.kinds.report_sections import Pair


def rows(case: Case, paper: str) -> tuple[Work, ...]:
    """The rows of the systems whose result is that kind of document, in the sheet's order, with their papers."""
    systems = {system.id for system in case.rulebook.work_systems if system.paper == paper}
    return tuple(work for work in with_papers(case.rulebook, case.office).work if work.system in systems)


def waiting(case: Case, paper: str) -> tuple[Work, ...]:
    """Those of which no paper has been signed yet."""
    signed = {item for one in case.office.register if one.kind == paper and one.state not in DEAD for item in one.items}
    return tuple(work for work in rows(case, paper) if not (work.doc_no or work.sent or work.id in signed))


def system_rule(case: Case, paper: str) -> str:
    """根据联合调研制度; "" for a rulebook without it."""
    name = next((system.name for system in case.rulebook.work_systems if system.paper == paper), "")
    return f"根据{name.removesuffix('制度')}制度" if name else ""


def told(lines: Sequence[str]) -> list[Pair]:
    """Lines as paragraphs, each with its full stop."""
    return [("", line if line.endswith(("。", "！", "？", "；")) else f"{line}。") for line in lines]


def names(case: Case, units: Sequence[str]) -> str:
    """Units by their formal names, a visible blank for none."""
    return "、".join(organ(case.rulebook, unit) for unit in units) or wording.BLANK


def span(work: Work, year: int) -> str:
    """2023年9月4日至2023年9月8日, one day once, blanks for what nobody has typed."""
    if work.start == work.end:
        return wording.day(work.start) if work.start else f"{year}年××月××日至××日"
    start = wording.day(work.start) if work.start else ""
    end = wording.day(work.end) if work.end else "××月××日"
    return f"{start}至{end}" if start else end
