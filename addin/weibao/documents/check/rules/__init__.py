"""All rules, by chapters of the standard; importing this package registers them in that order."""

from weibao.documents.check.rules import (
    page,
    lines,
    head,
    number,
    title,
    body,
    enclosures,
    signature,
    imprint,
    page_number,
    letter,
    minutes,
    tables,
    wording,
    genre,
)

__all__ = [
    "body", "enclosures", "genre", "head", "imprint", "letter", "lines", "minutes", "number", "page", "page_number",
    "signature", "tables", "title", "wording",
]  # fmt: skip
