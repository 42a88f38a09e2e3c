"""Naming a document that is out in the text of another one: title, then number (GB/T 9704 and 条例 have it so)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from weibao.compute.papers import Paper
    from weibao.compute.settings import Settings


def cited(paper: Paper) -> str:
    """《标题》（文号）; of the two what there is."""
    title = paper.title.removeprefix("《").removesuffix("》")
    if title and paper.doc_no:
        return f"《{title}》（{paper.doc_no}）"
    return f"《{title}》" if title else paper.doc_no


def is_of_group(paper: Paper, settings: Settings) -> bool:
    """Whether a document bears the 机关代字 of the 领导小组: its corrections come from there, too."""
    return paper.number is not None and paper.number.code == settings.group_code.strip()
