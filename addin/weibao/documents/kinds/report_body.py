"""Pieces of the templates of reports and circulars: sections that may be left out, paragraphs with run-in headings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from weibao.documents import layout as lay

if TYPE_CHECKING:
    from collections.abc import Sequence

SECTIONS: Final = "各节的序号，每节有 有（真或假）和 号"
PARAGRAPHS: Final = "各段，每段有 题（可为空）和 文"


def section(key: str, heading: str, *blocks: str) -> str:
    """A section with its heading `一、…`; left out, heading and all, where the context says so (`节.key.有`)."""
    return lay.only(f"节.{key}.有", lay.paragraph("WBHeading1", f"{{{{ 节.{key}.号 }}}}、{heading}"), *blocks)


def listed(collection: str) -> str:
    """The paragraphs of a collection, each with its run-in heading in 楷体 and its text."""
    return lay.each("段", collection, lay.paragraph("WBBody", ("{{ 段.题 }}", "WBHeading2Text"), "{{ 段.文 }}"))


def closing(text: str) -> str:
    """The last line of a text, on the page of the signature."""
    return lay.paragraph("WBBodyKept", text)


def cover_table(lines: Sequence[tuple[str, str]]) -> str:
    """Label and value of a cover, a line each."""
    rows = [(lay.Cell(label, style="WBTableHead"), lay.Cell(value, style="WBTableCentre")) for label, value in lines]
    return lay.grid((2200, 5000), rows, height=600)
