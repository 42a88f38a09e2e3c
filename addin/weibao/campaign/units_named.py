"""Units by the names that people type, and for a name that is nobody's the names that may have been meant."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from weibao.compute.near_units import TOWN_ENDINGS, meant
from weibao.errors import CampaignError
from weibao.rulebook.towns import TOWN_LIST

if TYPE_CHECKING:
    from weibao.rulebook.model import Rulebook, Unit


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
    near = meant(rulebook, name)
    text = f"“{name}”是不是{near}？" if near else ""
    title = next((setting.title for setting in rulebook.settings if setting.id == TOWN_LIST), "")
    if title and name.endswith(TOWN_ENDINGS):
        text += f"乡级单位以核定台账“设置”里的“{title}”为准，名单里没有的请先加在末尾并保存。"
    return text
