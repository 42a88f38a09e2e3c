"""For a name that is no unit's, the units that may have been meant."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from weibao.rulebook.model import Rulebook, Unit

TOWN_ENDINGS: Final = (
    "镇", "乡", "街道", "街道办", "办事处", "苏木", "区", "管委会", "场", "园", "港", "政府",
)  # fmt: skip
"""How the names of towns, and of what stands beside them in such lists, end."""
# So alike a name must be (of 1) to be offered, and so many are.
_ALIKE: Final = 0.55
_OFFERED: Final = 3


def near_units(rulebook: Rulebook, name: str) -> list[Unit]:
    """The units whose names are most like `name`, the best first; at most three, none where nothing is alike."""
    ranked = sorted(((_likeness(unit, name), -unit.order, unit) for unit in rulebook.units), key=lambda item: item[:2])
    least = 1.0 if ranked and ranked[-1][0] == 1.0 else _ALIKE
    return [unit for likeness, _, unit in reversed(ranked) if likeness >= least][:_OFFERED]


def meant(rulebook: Rulebook, name: str) -> str:
    """`“市公安局”、“市教育局”`: the same in words; "" where nothing is alike."""
    return "、".join(f"“{unit.name}”" for unit in near_units(rulebook, name))


def _likeness(unit: Unit, name: str) -> float:
    """From 0 to 1; a name that contains the other is as good as the same."""
    return max(
        1.0 if len(name) > 1 and name in known else SequenceMatcher(None, name, known).ratio()
        for known in (unit.name, unit.formal, *unit.aliases)
    )
