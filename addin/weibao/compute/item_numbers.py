"""督办编号: the round in which a matter was put forward, the unit and the indicator: 1-07-I22.

A negative item is 1-07-V1, the whole return of a round 1-07-R, a 重大事件 or 恶性案件 1-07-A1. Ledgers and documents of
0.1.0 wrote no round (07-I22, 07-V1, 07-A1; 07-R1 for the return of round 1): such a number means the matter of the
first round.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import Final

RETURN: Final = "R"
"""The code of a unit's whole return."""
CASE: Final = "A"
"""The letter of a case; the office counts them itself."""
FIRST_ROUND: Final = 1

_DASHES: Final = str.maketrans(dict.fromkeys("‐‑‒–—―−﹣－", "-"))
_BLANKS: Final = re.compile(r"\s+")
_SHAPE: Final = re.compile(r"(?:([0-9]{1,3})-)?([0-9]{1,3})-([IVAR])([0-9]{0,3})", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class ItemNumber:
    """`round` 0 where none is written; `order` is the unit's place in the rulebook, `code` I22, V1, R or A1."""

    round: int
    order: int
    code: str

    def __str__(self) -> str:
        return f"{self.round}-{self.order:02d}-{self.code}"

    @property
    def is_case(self) -> bool:
        """A 重大事件 or 恶性案件."""
        return self.code.startswith(CASE)

    @property
    def matter(self) -> tuple[int, str]:
        """Unit and indicator: the same in every round."""
        return self.order, self.code


def read_item(text: str) -> ItemNumber | None:
    """A number as people type it: with or without round and leading zeros, in full width, in small letters."""
    flat = _BLANKS.sub("", unicodedata.normalize("NFKC", text)).translate(_DASHES).upper()
    found = _SHAPE.fullmatch(flat)
    if found is None:
        return None
    typed, order, letter, digits = found.groups()
    round_ = int(typed or 0)
    if letter == RETURN:
        # The old number of a return says its round behind the letter.
        if typed and digits and int(digits) != round_:
            return None
        return ItemNumber(round_ or int(digits or 0), int(order), RETURN)
    if not digits:
        return None
    return ItemNumber(round_, int(order), f"{letter}{int(digits):02d}" if letter == "I" else f"{letter}{int(digits)}")


def has_no_round(text: str) -> bool:
    """Whether a number is written as 0.1.0 did, without its round."""
    number = read_item(text)
    return number is not None and (not number.round or text.strip().upper().endswith(f"{RETURN}{number.round}"))


def item_key(text: str) -> str:
    """The one way of writing a number, which everything is matched by; other text in capitals, without blanks."""
    number = read_item(text)
    if number is None:
        return _BLANKS.sub("", text).upper()
    return str(number if number.round else replace(number, round=FIRST_ROUND))
