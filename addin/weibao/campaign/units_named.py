"""Units by the names that people type, and for a name that is nobody's the names that may have been meant."""

from __future__ import annotations

from collections.abc import Collection
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from weibao.errors import CampaignError

if TYPE_CHECKING:
    from weibao.rulebook.model import Rulebook, Unit

# So alike a name must be (of 1) to be offered, and so many are.
_ALIKE, _OFFERED = 0.55, 3
_TOWNS_SETTING = "towns"
_TOWN_ENDINGS = ("镇", "乡", "街道", "街道办", "街道办事处", "区", "管委会")


def units_named(rulebook: Rulebook, names: Collection[str]) -> list[Unit]:
    """The units of these names, formal names, aliases or ids. Raises CampaignError where one is nobody's."""
    by_name = {alias: unit for unit in rulebook.units for alias in (unit.id, unit.name, unit.formal, *unit.aliases)}
    unknown = [name for name in names if name not in by_name]
    if unknown:
        parts = [f"没有这些单位：{'、'.join(unknown)}。", *(_hint(rulebook, name) for name in unknown)]
        if not any(parts[1:]):
            parts.append(f"请用规则库里的名称，例如“{rulebook.units[0].name}”。")
        raise CampaignError("".join(parts))
    return [by_name[name] for name in names]


def _hint(rulebook: Rulebook, name: str) -> str:
    """What may have been meant by `name`, and where towns are listed."""
    near = _near(rulebook, name)
    text = f"“{name}”是不是{'、'.join(f'“{unit.name}”' for unit in near)}？" if near else ""
    title = next((setting.title for setting in rulebook.settings if setting.id == _TOWNS_SETTING), "")
    if title and name.endswith(_TOWN_ENDINGS):
        text += f"镇（街道）以核定台账“设置”里的“{title}”为准，名单里没有的请先加在末尾并保存。"
    return text


def _near(rulebook: Rulebook, name: str) -> list[Unit]:
    """The units whose names are most like `name`, the best first."""
    ranked = sorted(((_likeness(unit, name), -unit.order, unit) for unit in rulebook.units), key=lambda item: item[:2])
    least = 1.0 if ranked and ranked[-1][0] == 1.0 else _ALIKE
    return [unit for likeness, _, unit in reversed(ranked) if likeness >= least][:_OFFERED]


def _likeness(unit: Unit, name: str) -> float:
    """From 0 to 1; a name that contains the other is as good as the same."""
    return max(
        1.0 if len(name) > 1 and name in known else SequenceMatcher(None, name, known).ratio()
        for known in (unit.name, unit.formal, *unit.aliases)
    )
