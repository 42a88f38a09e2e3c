"""Naming a document that is out in the text of another one: title, then number (GB/T 9704 and 条例 have it so)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weibao.compute.replacing import key_of, notice_key, number_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from weibao.compute.papers import Paper
    from weibao.compute.settings import Settings


def cited(paper: Paper) -> str:
    """《标题》（文号）; of the two what there is."""
    title, number = paper.title.removeprefix("《").removesuffix("》"), number_text(paper)
    if title and number:
        return f"《{title}》（{number}）"
    return f"《{title}》" if title else number


def file_key(paper: Paper, register: Iterable[Paper]) -> str:
    """What the file of a notice on a document is named after: its number or title; where several have that one title,
    also whom it goes to.
    """
    name = key_of(paper)
    return name if sum(key_of(other) == name for other in register) < 2 else notice_key(paper)


def is_of_group(paper: Paper, settings: Settings) -> bool:
    """Whether a document bears the 机关代字 of the 领导小组: its corrections come from there, too."""
    return paper.number is not None and paper.number.code == settings.group_code.strip()
