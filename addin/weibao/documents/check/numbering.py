"""Automatic numbers: what Word prints before a paragraph that a list numbers (`word/numbering.xml`)."""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

from weibao.documents.check.properties import Properties, W, attribute, number, paragraph_properties
from weibao.documents.wording import chinese_number

_DIGITS: Final = "〇一二三四五六七八九"
_HAN_FORMATS: Final = {
    "chineseCounting", "chineseCountingThousand", "chineseLegalSimplified", "japaneseCounting", "taiwaneseCounting",
    "taiwaneseCountingThousand", "ideographTraditional",
}  # fmt: skip


class Numbering:
    """Counts the paragraphs of each list as they come; `label` must be asked in the order of the document."""

    def __init__(self, root: etree._Element | None) -> None:
        self._levels: dict[str, dict[int, etree._Element]] = {}
        self._lists: dict[str, str] = {}
        self._starts: dict[tuple[str, int], int] = {}
        self._counts: dict[str, dict[int, int]] = {}
        for abstract in root.iter(f"{W}abstractNum") if root is not None else ():
            levels = {number(attribute(level, "ilvl")): level for level in abstract.findall(f"{W}lvl")}
            self._levels[attribute(abstract, "abstractNumId")] = levels
        for one in root.iter(f"{W}num") if root is not None else ():
            key = attribute(one, "numId")
            self._lists[key] = attribute(one.find(f"{W}abstractNumId"), "val")
            for override in one.findall(f"{W}lvlOverride"):
                start = override.find(f"{W}startOverride")
                if start is not None:
                    self._starts[key, number(attribute(override, "ilvl"))] = number(attribute(start, "val"), 1)

    def properties(self, of: Properties) -> Properties:
        """The paragraph properties of the list level that `of` names (`numPr`), without its style."""
        level = self._level(of)
        found = {} if level is None else paragraph_properties(level.find(f"{W}pPr"))
        return {key: found[key] for key in ("ind",) if key in found}

    def label(self, of: Properties) -> str:
        """The next number of the list, "" for none and for bullets."""
        if self._level(of) is None:
            return ""
        key, level = of["numPr"][0], of["numPr"][1] or 0
        counts = self._counts.setdefault(self._lists[key], {})
        start = self._starts.pop((key, level), None)
        counts[level] = start if start is not None else counts.get(level, self._first(key, level) - 1) + 1
        for deeper in [n for n in counts if n > level]:
            del counts[deeper]
        return self._written(key, level, counts)

    def _level(self, of: Properties) -> etree._Element | None:
        key, level = of.get("numPr", ("", 0))
        return self._levels.get(self._lists.get(key, ""), {}).get(level or 0)

    def _first(self, key: str, level: int) -> int:
        element = self._levels[self._lists[key]].get(level)
        return 1 if element is None else number(attribute(element.find(f"{W}start"), "val"), 1)

    def _written(self, key: str, level: int, counts: dict[int, int]) -> str:
        levels = self._levels[self._lists[key]]
        element = levels[level]
        if attribute(element.find(f"{W}numFmt"), "val") in {"bullet", "none"}:
            return ""

        def figure(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            form = levels.get(at)
            name = "decimal" if form is None else attribute(form.find(f"{W}numFmt"), "val")
            return _figure(counts.get(at, self._first(key, at)), name)

        return re.sub(r"%([1-9])", figure, attribute(element.find(f"{W}lvlText"), "val"))


def _figure(value: int, form: str) -> str:
    if form in _HAN_FORMATS and 0 < value < 100:
        return chinese_number(value)
    if form == "ideographDigital":
        return "".join(_DIGITS[int(digit)] for digit in str(value))
    if form == "decimalZero":
        return f"{value:02}"
    if form == "lowerLetter" and 0 < value <= 26:
        return chr(96 + value)
    if form == "upperLetter" and 0 < value <= 26:
        return chr(64 + value)
    if form == "decimalEnclosedCircleChinese" and 0 < value <= 20:
        return chr(0x2460 + value - 1)
    return str(value)
