"""Collecting what the text layer of a paper tells, piece by piece, without keeping the text."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from typing import Any, Final

from weibao.compute.proof_secret import SecretFoundError, internal_in, mark_in
from weibao.compute.proof_texts import (
    Sketch,
    Words,
    attendance_in,
    figures_in,
    last_day_in,
    places_in,
    validity_in,
)
from weibao.documents.privacy import kinds_in

MOST_CHARACTERS: Final = 400_000
_MOST_NAMES: Final = 8
_LINE_END: Final = re.compile(r"\s*\n\s*")


class Collector:
    """Takes the texts of a paper in order. Raises SecretFoundError at the first mark, with nothing kept."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.full = False
        self._characters = 0
        self._head = True
        self._internal = False
        self._personal: Counter[str] = Counter()
        self._places: dict[str, None] = {}
        self._figures: dict[tuple[str, bool, int], None] = {}
        self._attended: dict[tuple[int, int], None] = {}
        self._valid: date | None = None
        self._last: date | None = None
        self._sketch = Sketch(words.units)

    def take(self, text: str) -> None:
        """One page or paragraph. What comes after MOST_CHARACTERS is not looked at (`full`)."""
        plain = "".join(text.split())
        if not plain or self.full:
            return
        if mark := mark_in(text, head=self._head):
            raise SecretFoundError(mark)
        if self._head:
            self._internal = self._internal or internal_in(text)
        self._characters += len(plain)
        self._head = self._characters < 400
        self.full = self._characters > MOST_CHARACTERS
        self._personal.update(kinds_in(text))
        self._places.update(dict.fromkeys(places_in(_LINE_END.sub("", text), self.words)))
        self._figures.update(dict.fromkeys(figures_in(plain, self.words.figures)))
        self._attended.update(dict.fromkeys(attendance_in(plain)))
        self._valid = self._valid or validity_in(plain)
        self._last = last_day_in(plain) or self._last
        self._sketch.add(plain)

    def facts(self) -> dict[str, Any]:
        """What was seen, as JSON values."""
        return {
            "characters": self._characters,
            "internal": self._internal,
            "personal": dict(self._personal),
            "places": list(self._places)[:_MOST_NAMES],
            "figures": [list(item) for item in self._figures][: 4 * _MOST_NAMES],
            "attended": [list(item) for item in self._attended][:_MOST_NAMES],
            "valid": self._valid.isoformat() if self._valid else "",
            "last_day": self._last.isoformat() if self._last else "",
            "sketch": self._sketch.values(),
        }
