"""Which number a document gets: the one typed in 文号登记, the one given by hand, or the next of its series.

No number is given twice: the sheet, the history and the names of the numbered copies all count.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from weibao.campaign.paper_rules import shown_code
from weibao.campaign.register_files import copy_path, draft_path
from weibao.compute.numbers import HIGHEST, DocNumber, barred, next_number, ranges, read_number, skipped
from weibao.errors import CampaignError
from weibao.findings import finding

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from weibao.campaign.papers import Register
    from weibao.campaign.targets import Target
    from weibao.findings import Finding
    from weibao.rulebook.model import DocumentRule


def number_for(
    register: Register, target: Target, rule: DocumentRule, wanted: str, dated: date, taken: Collection[DocNumber]
) -> DocNumber:
    """The number of a document. `wanted` is what a person typed on the command line, `taken` what nobody else may get.

    Raises CampaignError for a number that is none or belongs to another document.
    """
    paper = target.paper
    if paper.doc_no:
        return _typed(register, target, wanted)
    code = shown_code(register.path(target.file).read_bytes()) or _code(register, rule)
    if bad := barred(code):
        raise CampaignError(
            f"机关代字“{code}”里有“{bad}”，不能用作文件名，无法编号。请改正核定台账“设置”里的机关代字和文书上的文号。"
        )
    own = _own(register, target)
    if wanted:
        return _wanted(wanted, code, dated.year, set(taken) - own)
    if not code:
        raise CampaignError("核定台账的“设置”里还没有填机关代字，无法编号。请先填写，或手工指定完整的文号。")
    again = [number for number in own if number.series == (code, dated.year)]
    number = min(again, default=None) or next_number(taken, code, dated.year)
    if number.place > HIGHEST:
        raise CampaignError(f"“{code}〔{dated.year}〕”的序号已经编到 {HIGHEST}，不能再编。请核对文号登记里填错的文号。")
    return number


def passed_over(taken: Collection[DocNumber], number: DocNumber) -> tuple[Finding, ...]:
    """Told where a number given by hand leaves some out that nobody has."""
    left = skipped(taken, number)
    return (finding("number-skipped", number=number, names="、".join(ranges(left))),) if left else ()


def _own(register: Register, target: Target) -> set[DocNumber]:
    """The numbers given to this very draft by a run that did not get as far as the sheet.

    Where the sheet has a number for the draft, in whatever state, only a later one of a copy that was never finished:
    any other was replaced in the sheet by a person, and is nobody's any more.
    """
    given = {number for number, draft in register.given.items() if draft == target.draft}
    given -= {paper.number for paper in register.papers}
    before = {paper.number for paper in register.papers if paper.number and draft_path(paper.file) == target.draft}
    return {
        number
        for number in given
        if not before
        or (
            register.store.unfinished(copy_path(target.draft, number))[0]
            and all(number.place > other.place for other in before if other.series == number.series)
        )
    }


def _typed(register: Register, target: Target, wanted: str) -> DocNumber:
    paper = target.paper
    if wanted:
        raise CampaignError(f"文号登记里已经填了“{paper.doc_no}”，以登记表为准。要换一个号，请改登记表里的文号。")
    if paper.number is None:
        raise CampaignError(f"文号登记第 {paper.row} 行填的“{paper.doc_no}”{_no_number(paper.doc_no)}")
    if owner := register.owner(paper.number, target):
        raise CampaignError(
            f"文号登记第 {paper.row} 行填的“{paper.number}”已经给了{owner}，一个文号只能用一次。请换一个号。"
        )
    return paper.number


def _code(register: Register, rule: DocumentRule) -> str:
    return register.grounds.settings.texts.get(rule.code, "").strip()


def _wanted(text: str, code: str, year: int, taken: Collection[DocNumber]) -> DocNumber:
    place = text.strip().removesuffix("号")
    number = read_number(f"{code}〔{year}〕{place}号" if place.isdecimal() and code else text)
    if number is None:
        raise CampaignError(f"“{text}”{_no_number(text)}")
    if number in taken:
        raise CampaignError(f"“{number}”已经用过了，一个文号只能用一次（作废的也不能再用）。请换一个号。")
    return number


def _no_number(text: str) -> str:
    if bad := barred(text):
        return f"里有“{bad}”，不能用作文件名，不能当文号。请改正。"
    return f"不是文号。请写序号（1 至 {HIGHEST}），或完整的文号（机关代字〔年份〕序号号）。"
