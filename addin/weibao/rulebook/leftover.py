"""Settings of another county's rulebook that still say what the county of the program's own rulebook is called."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from weibao.rulebook.loader import load_rulebook

if TYPE_CHECKING:
    from weibao.rulebook.model import Rulebook, Setting

# Settings that name the county, its organs and those above.
_LOCAL: Final = frozenset({
    "county", "office", "issuer_mark", "printer", "doc_code", "group_name", "group_mark", "group_code", "minutes_code",
    "assessors", "report_to", "superiors",
})  # fmt: skip
# Settings that only say 市, as a county that is one says, too.
_OF_LEVEL: Final = frozenset({"office_short", "send_to_all"})


def left_over(book: Rulebook) -> tuple[Setting, ...]:
    """Those that nobody has changed in a rulebook that began as a copy of ours; none in a rulebook of our county."""
    ours = load_rulebook()
    if book.region == ours.region:
        return ()
    said = {item.id: item.default for item in ours.settings}
    asked = _LOCAL if book.region[-1:] == ours.region[-1:] else _LOCAL | _OF_LEVEL
    return tuple(
        item for item in book.settings if item.id in asked and item.default and item.default == said.get(item.id)
    )
