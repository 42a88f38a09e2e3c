"""`word/styles.xml` and the theme: the chain from the document's defaults to a style, resolved once per style."""

from __future__ import annotations

from typing import Final

from lxml import etree

from weibao.documents.check.properties import (
    Properties,
    W,
    attribute,
    on,
    over,
    paragraph_properties,
    run_properties,
    toggled,
)

_A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
# themeColor names of WordprocessingML and of the theme; those not named here are called the same.
_THEME_COLOURS: Final = {"text1": "dk1", "dark1": "dk1", "text2": "dk2", "dark2": "dk2", "background1": "lt1",
                         "light1": "lt1", "background2": "lt2", "light2": "lt2", "hyperlink": "hlink",
                         "followedHyperlink": "folHlink"}  # fmt: skip


class Theme:
    """Faces and colours of `word/theme/theme1.xml`; asked for what it does not hold it says ""."""

    def __init__(self, root: etree._Element | None) -> None:
        self._faces: dict[str, str] = {}
        self._colours: dict[str, str] = {}
        if root is None:
            return
        for part in ("major", "minor"):
            font = root.find(f".//{_A}{part}Font")
            if font is None:
                continue
            latin, east = (_typeface(font.find(f"{_A}{name}")) for name in ("latin", "ea"))
            # Where the theme names no East Asian face, Word takes the one of the script: Hans is simplified Chinese.
            hans = next((_typeface(f) for f in font.findall(f"{_A}font") if f.get("script") == "Hans"), "")
            self._faces |= {f"{part}EastAsia": east or hans, f"{part}Ascii": latin, f"{part}HAnsi": latin}
        scheme = root.find(f".//{_A}clrScheme")
        for colour in scheme if scheme is not None else ():
            value = next(iter(colour), None)
            if value is not None and isinstance(colour.tag, str):
                self._colours[colour.tag.removeprefix(_A)] = value.get("lastClr", "") or value.get("val", "")

    def face(self, name: str) -> str:
        """The face that a theme name such as minorEastAsia stands for."""
        return self._faces.get(name, "")

    def colour(self, name: str) -> str:
        """Six digits of a theme colour; black and unknown ones are automatic."""
        value = self._colours.get(_THEME_COLOURS.get(name, name), "").upper()
        return "" if value in {"", "000000"} else value


def _typeface(element: etree._Element | None) -> str:
    return "" if element is None else element.get("typeface", "")


class StyleSheet:
    """Resolved properties of styles. Unknown ids give the defaults; circular chains end where they close."""

    def __init__(self, root: etree._Element | None) -> None:
        self._elements: dict[str, etree._Element] = {}
        self._defaults: dict[str, str] = {}
        self._names: dict[str, tuple[str, ...]] = {}
        self._cache: dict[str, tuple[Properties, Properties]] = {}
        self.run_defaults: Properties = {}
        self.paragraph_defaults: Properties = {}
        if root is None:
            return
        self.run_defaults = run_properties(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
        self.paragraph_defaults = paragraph_properties(root.find(f"{W}docDefaults/{W}pPrDefault/{W}pPr"))
        for style in root.iter(f"{W}style"):
            self._elements[attribute(style, "styleId")] = style
            if attribute(style, "default").lower() in {"1", "true", "on"}:
                self._defaults[attribute(style, "type")] = attribute(style, "styleId")

    def default(self, kind: str) -> str:
        """The id of the default style of a kind (paragraph, character, table)."""
        return self._defaults.get(kind, "")

    def names(self, style: str) -> tuple[str, ...]:
        """The names of a style and of those it is based on, nearest first."""
        if style not in self._names:
            chain = reversed(self._chain(style))
            self._names[style] = tuple(attribute(element.find(f"{W}name"), "val") for element in chain)
        return self._names[style]

    def _chain(self, style: str) -> list[etree._Element]:
        """From the root of the basedOn chain to the style."""
        chain: list[etree._Element] = []
        seen: set[str] = set()
        while style in self._elements and style not in seen:
            seen.add(style)
            chain.append(self._elements[style])
            style = attribute(chain[-1].find(f"{W}basedOn"), "val")
        return chain[::-1]

    def resolved(self, style: str) -> tuple[Properties, Properties]:
        """(paragraph properties, run properties) of a style's whole chain, without the document's defaults."""
        if style not in self._cache:
            paragraph: Properties = {}
            run: Properties = {}
            for element in self._chain(style):
                paragraph = over(paragraph, paragraph_properties(element.find(f"{W}pPr")))
                run = over(run, run_properties(element.find(f"{W}rPr")))
            self._cache[style] = paragraph, run
        return self._cache[style]

    def table_parts(self, style: str) -> list[etree._Element]:
        """The `w:tblPr` elements of a table style's chain, root first."""
        found = (element.find(f"{W}tblPr") for element in self._chain(style))
        return [element for element in found if element is not None]

    def paragraph(self, style: str, table_style: str, numbering: Properties, direct: Properties) -> Properties:
        """All paragraph properties. `numbering` is what the list level says; a number of the style itself lies below
        the style's own indents, one that the paragraph has lies above them."""
        own, _ = self.resolved(style or self.default("paragraph"))
        table, _ = self.resolved(table_style)
        base = over(self.paragraph_defaults, table)
        middle = over(own, numbering) if "numPr" in direct else over(numbering, own)
        return over(over(base, middle), direct)

    def run(self, style: str, table_style: str, *direct: Properties) -> Properties:
        """All run properties of text in a paragraph of `style`, with direct formatting and its character style."""
        _, own = self.resolved(style or self.default("paragraph"))
        _, table = self.resolved(table_style)
        merged: Properties = {}
        for level in direct:
            merged = over(merged, level)
        _, character = self.resolved(merged.get("style") or self.default("character"))
        return over(over(self.run_defaults, toggled(table, own, character)), merged)

    def numbered(self, style: str) -> Properties:
        """Only the number that a style's chain gives its paragraphs, if any."""
        own, _ = self.resolved(style or self.default("paragraph"))
        return {"numPr": own["numPr"]} if "numPr" in own else {}


def flag(element: etree._Element | None, name: str) -> bool:
    """Whether an on/off child of an element of settings or properties is there and on."""
    return element is not None and bool(on(element.find(f"{W}{name}")))
