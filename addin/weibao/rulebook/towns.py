"""The list of towns that stands in the settings, beside the towns among the units."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weibao.rulebook.model import Rulebook, Setting, Unit

TOWN_LIST: Final = "towns"
"""The setting that says which towns there are."""
_BETWEEN: Final = re.compile(r"[、，,；;\n]")


def with_own_towns(settings: Sequence[Setting], units: Sequence[Unit]) -> tuple[Setting, ...]:
    """The settings; the list of towns, where it is left blank, is that of the units: nobody writes it twice."""
    names = "、".join(unit.name for unit in units if unit.kind == "town")
    blank = [item.id == TOWN_LIST and not item.default for item in settings]
    return tuple(replace(item, default=names) if fill else item for item, fill in zip(settings, blank, strict=True))


def towns_at_odds(book: Rulebook) -> str:
    """How the list that the settings give by default differs from the units, in words; "" where it does not.

    No mistake for the loader: a running campaign has issued its checklists by that list, and must be read.
    """
    setting = next((item for item in book.settings if item.id == TOWN_LIST), None)
    if book.group is None or setting is None:
        return ""
    names = [name for part in _BETWEEN.split(setting.default) if (name := part.strip())]
    towns = [unit.name for unit in book.towns]
    more, less = [name for name in names if name not in towns], [name for name in towns if name not in names]
    said = "，".join(f"{word}{'、'.join(found)}" for word, found in (("多出", more), ("没有", less)) if found)
    if not said:
        return ""
    return (
        f"设置“{setting.title}”（settings.toml 的 {TOWN_LIST}）默认写着的名单和单位表（units.toml）的"
        f"乡级单位不一样：{said}。清单会按这个名单发；请把默认值留空（就是单位表的乡级单位），或者改成一样。"
    )
