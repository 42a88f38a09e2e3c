"""Annex 1 read from the plan's text alone, by its tabs: an independent witness for the records."""

from __future__ import annotations

import re
from typing import NamedTuple

from weibao.rulebook.textual import fold


class AnnexRow(NamedTuple):
    """One row of the rubric; texts are folded."""

    category: str
    topic: str
    standard: str
    full: str
    units: str


class VetoRow(NamedTuple):
    """One row of the negative list."""

    text: str
    units: str


def cells(text: str) -> list[str]:
    """All cells of Annex 1 between its table heading and the scoring notes, folded; "" for empty ones."""
    table = text[text.index("\n附件1\n") : text.index("\n附件2\n")]
    found = [fold(cell) for cell in table.split("\n\t")[1:]]
    return found[found.index("责任单位") + 1 : found.index("评分说明")]


def rubric(text: str) -> tuple[list[AnnexRow], list[VetoRow]]:
    """Rows of five cells until the negative list begins, then rows of three; empty cells repeat the one above."""
    items = cells(text)
    start = items.index("负面工作清单项")
    rows: list[AnnexRow] = []
    category = topic = ""
    for number in range(0, start, 5):
        first, second, standard, full, units = items[number : number + 5]
        category, topic = first or category, second or topic
        rows.append(AnnexRow(category, topic, standard, full, units))
    vetoes = [VetoRow(items[number + 1], items[number + 2]) for number in range(start, len(items), 3)]
    return rows, vetoes


def members(cell: str) -> tuple[list[str], list[str]]:
    """Leads and the other responsible units as a folded cell spells them."""
    if "牵头单位" not in cell:
        return [], names(cell)
    lead, _, co = re.sub("牵头单位[：:]?", "", cell).partition("责任单位")
    return names(lead), names(co.lstrip("：:"))


def names(text: str) -> list[str]:
    """The names between the separators."""
    return [name for name in re.split("[、，]", text) if name]
