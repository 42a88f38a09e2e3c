"""Rows and columns of 核定台账 in the office's words: the history keys them by ids, which nobody has in his head."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from weibao.rulebook.model import Rulebook

_SETTINGS: Final = "设置"


def row_words(rulebook: Rulebook, sheet: str, row: str) -> str:
    """A row by its key: `I27 转介制度`, `市委宣传部 I27 转介制度`, `第1轮 市教育局`, the title of a setting.

    What is no id of the rulebook is the office's own key, and stays.
    """
    base, again, number = row.partition("#")
    words = _setting(rulebook, base) if sheet == _SETTINGS else _of_ids(rulebook, base)
    return f"{words}（第{number}处）" if again else words


def input_words(rulebook: Rulebook, key: str) -> tuple[str, str, str]:
    """Sheet, row in words and heading of an input's key, `核定/I01/核定得分`; a row's own key may hold slashes."""
    sheet, _, rest = key.partition("/")
    row, _, column = rest.rpartition("/")
    return sheet, row_words(rulebook, sheet, row), column


def _setting(rulebook: Rulebook, key: str) -> str:
    return next((item.title for item in rulebook.settings if item.id == key), key)


def _of_ids(rulebook: Rulebook, row: str) -> str:
    known = {unit.id: unit.name for unit in rulebook.units}
    for items in (rulebook.indicators, rulebook.vetoes, rulebook.tasks):
        known |= {item.id: f"{item.id} {item.title}" for item in items}
    round_, _, unit = row.partition("-")
    if round_.isdecimal() and unit in known:
        return f"第{round_}轮 {known[unit]}"
    parts = row.split("-")
    return " ".join(known[part] for part in parts) if all(part in known for part in parts) else row
