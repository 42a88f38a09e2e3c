"""All rules, by chapters of the standard; importing this package registers them."""

from weibao.documents.check.rules import (
    body,
    enclosures,
    genre,
    head,
    imprint,
    ink,
    letter,
    lines,
    minutes,
    number,
    page,
    page_number,
    signature,
    tables,
    title,
    wording,
)

__all__ = [
    "body", "enclosures", "genre", "head", "imprint", "ink", "letter", "lines", "minutes", "number", "page",
    "page_number", "signature", "tables", "title", "wording",
]  # fmt: skip
