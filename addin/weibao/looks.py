"""The colours of all charts by what they mean, the same in pictures, in 总台账 and on slides.

Dark blue, amber and hatched white lie far apart in lightness, so that grey print and colour-blind eyes tell them
apart. Red, yellow and green are for lights alone, and never stand without their word.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Look:
    """How an area is filled: colours as #RRGGBB, `hatched` with grey lines, `ink` for text that stands on it."""

    fill: str
    edge: str
    ink: str = "#1A1A1A"
    hatched: bool = False


LOOKS: Final[dict[str, Look]] = {
    "earned": Look("#1B4F8A", "#1B4F8A", "#FFFFFF"),
    "claimed": Look("#D3E3F3", "#1B4F8A"),  # claimed, not verified by the office yet
    "lost": Look("#F2A93B", "#8A5A00"),
    "unassessed": Look("#FFFFFF", "#7F7F7F", hatched=True),
    "outside": Look("#D3E3F3", "#1B4F8A"),  # there, with a date out of its window
    "missing": Look("#F2A93B", "#8A5A00"),
    "done": Look("#1B4F8A", "#1B4F8A", "#FFFFFF"),
    "open": Look("#C9D6E4", "#5B7A9B"),
    "late": Look("#F2A93B", "#8A5A00"),
    "near": Look("#1B4F8A", "#1B4F8A", "#FFFFFF"),  # due soon
    "nothing": Look("#FFFFFF", "#BFBFBF"),  # no figure: the unit has not returned, or the row does not concern it
    "full": Look("#E6E6E6", "#8C8C8C"),
    "partial": Look("#D3E3F3", "#1B4F8A"),  # reached in part
    # A share of what is asked, the darker the further from it.
    "share_100": Look("#FFFFFF", "#C9C9C9"),
    "share_75": Look("#FBE5C2", "#C9A76A"),
    "share_50": Look("#F5C272", "#A97A2C"),
    "share_25": Look("#DE8F1C", "#8A5A00"),
    "share_0": Look("#8A5200", "#5C3700", "#FFFFFF"),
    "red": Look("#C0392B", "#7B241C", "#FFFFFF"),
    "yellow": Look("#F4D03F", "#7D6608"),
    "green": Look("#6CBF84", "#1E5631"),
}

INK: Final = "#1A1A1A"
GREY_INK: Final = "#404040"
LINE: Final = "#7F7F7F"
"""Text, lesser text and lines."""
