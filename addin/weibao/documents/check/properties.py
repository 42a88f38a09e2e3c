"""Properties of runs and paragraphs as flat dictionaries, and how one level of formatting lies over another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from weibao.documents.check.model import Border
from weibao.documents.package import W_NAMESPACE

if TYPE_CHECKING:
    from lxml import etree

W: Final = f"{{{W_NAMESPACE}}}"
_OFF: Final = {"0", "false", "off", "none"}
_INVISIBLE: Final = {"nil", "none", ""}
_TOGGLES: Final = {"b": "bold", "i": "italic", "vanish": "hidden"}
_NUMBERS: Final = {"sz": ("size", 20), "spacing": ("pitch", 0), "w": ("scale", 100)}
_FACES: Final = {"eastAsia": "east", "ascii": "latin"}

Properties = dict[str, Any]


def number(text: str | None, default: int = 0) -> int:
    """An integer attribute; fractions are cut, nonsense and absurd sizes give `default`."""
    try:
        value = int(float(text or ""))
    except (ValueError, OverflowError):
        return default
    return value if abs(value) < 1_000_000 else default


def attribute(element: etree._Element | None, name: str) -> str:
    """An attribute of the w namespace, "" where absent (LibreOffice and Word agree on transitional names)."""
    return "" if element is None else element.get(f"{W}{name}", "")


def attributes(element: etree._Element) -> dict[str, str]:
    """All attributes, without the namespace in their names."""
    return {str(key).removeprefix(W): str(value) for key, value in element.attrib.items()}


def on(element: etree._Element | None) -> bool | None:
    """An on/off element: None where absent."""
    return None if element is None else attribute(element, "val").lower() not in _OFF


def border(element: etree._Element | None) -> Border | None:
    """A visible border, None for none."""
    if element is None or attribute(element, "val") in _INVISIBLE:
        return None
    colour = attribute(element, "color")
    return Border(
        attribute(element, "val"),
        number(attribute(element, "sz")),
        number(attribute(element, "space")),
        "" if colour == "auto" else colour.upper(),
    )


def run_properties(element: etree._Element | None) -> Properties:
    """What a `w:rPr` says. A face is (theme?, name)."""
    found: Properties = {}
    for child in element if element is not None else ():
        name = child.tag.removeprefix(W) if isinstance(child.tag, str) else ""
        if name == "rFonts":
            found |= _faces(child)
        elif name in _TOGGLES:
            found[_TOGGLES[name]] = on(child)
        elif name in _NUMBERS:
            target, default = _NUMBERS[name]
            found[target] = number(attribute(child, "val").rstrip("%"), default)
        elif name == "u":
            found["underline"] = attribute(child, "val") not in _INVISIBLE
        elif name == "color":
            found["colour"] = _colour(child)
        elif name == "rStyle":
            found["style"] = attribute(child, "val")
    return found


def _faces(element: etree._Element) -> Properties:
    found: Properties = {}
    for source, target in _FACES.items():
        if theme := attribute(element, f"{source}Theme"):
            found[target] = (True, theme)
        elif face := attribute(element, source):
            found[target] = (False, face)
    return found


def _colour(element: etree._Element) -> str | tuple[str, str]:
    """Hexadecimal digits, "" for automatic, or ("theme", name) where only the theme says it."""
    value = attribute(element, "val")
    if value and value != "auto":
        return value.upper()
    theme = attribute(element, "themeColor")
    return ("theme", theme) if theme and not value else ""


def paragraph_properties(element: etree._Element | None) -> Properties:
    """What a `w:pPr` says; `ind` and `spacing` keep their attributes, so that levels can be merged one by one."""
    found: Properties = {}
    if element is None:
        return found
    for child in element:
        name = child.tag.removeprefix(W) if isinstance(child.tag, str) else ""
        if name in {"ind", "spacing", "framePr"}:
            found[name] = attributes(child)
        elif name in {"keepNext", "pageBreakBefore", "snapToGrid"}:
            found[name] = on(child)
        elif name == "jc":
            found["jc"] = attribute(child, "val")
        elif name == "pBdr":
            found["pBdr"] = {side.tag.removeprefix(W): border(side) for side in child if isinstance(side.tag, str)}
        elif name == "numPr":
            level = attribute(child.find(f"{W}ilvl"), "val")
            found["numPr"] = (attribute(child.find(f"{W}numId"), "val"), number(level) if level else None)
        elif name == "pStyle":
            found["style"] = attribute(child, "val")
    return found


def over(lower: Properties, upper: Properties) -> Properties:
    """`upper` laid over `lower`; indents, spacing and borders merge by attribute."""
    merged = lower | upper
    for key in ("spacing", "pBdr", "framePr"):
        if key in lower and key in upper:
            merged[key] = lower[key] | upper[key]
    if "ind" in lower and "ind" in upper:
        merged["ind"] = _indents(lower["ind"], upper["ind"])
    if "numPr" in lower and "numPr" in upper:
        key, level = upper["numPr"]
        merged["numPr"] = (key or lower["numPr"][0], lower["numPr"][1] if level is None else level)
    return merged


def _indents(lower: dict[str, str], upper: dict[str, str]) -> dict[str, str]:
    """A hanging indent replaces an inherited first-line indent and the other way round; a length in twips alone
    replaces nothing that is counted in characters (Word prefers the characters)."""
    kept = dict(lower)
    if {"hanging", "hangingChars"} & upper.keys():
        kept.pop("firstLine", None)
        kept.pop("firstLineChars", None)
    if {"firstLine", "firstLineChars"} & upper.keys():
        kept.pop("hanging", None)
        kept.pop("hangingChars", None)
    return kept | upper


def toggled(*levels: Properties) -> Properties:
    """Style levels merged; bold, italic and hidden of a paragraph and a character style cancel one another."""
    merged: Properties = {}
    for level in levels:
        flips = {key: True for key in _TOGGLES.values() if merged.get(key) and level.get(key)}
        merged = over(merged, level)
        merged |= dict.fromkeys(flips, False)
    return merged
