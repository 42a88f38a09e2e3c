"""Text with its white space folded away: what "verbatim" means in a rulebook."""

from __future__ import annotations


def fold(text: str) -> str:
    """`text` without any white space (line breaks inside table cells, U+3000, tabs)."""
    return "".join(text.split())
