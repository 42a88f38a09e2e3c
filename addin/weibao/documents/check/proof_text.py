"""Finding paragraphs on printed pages by their text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from weibao.documents.check.model import Paragraph
    from weibao.documents.check.official import Official

_BEGINNING = 12


def flat(paragraph: Paragraph) -> str:
    """The text as it comes out of a PDF: without any space."""
    return re.sub(r"\s", "", paragraph.flat)


def page_of(official: Official, paragraph: Paragraph, *, last: bool = False, whole: bool = False) -> int | None:
    """The page, from 0, where a paragraph begins; `last`: the last such page; `whole`: a line is the whole text."""
    text = flat(paragraph)
    found = [
        number
        for number, page in enumerate(official.pages)
        if any(line.text == text if whole else text[:_BEGINNING] in line.text for line in page.lines)
    ]
    return (found[-1] if last else found[0]) if found else None
