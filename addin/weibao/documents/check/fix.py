"""What the checker mends itself: page, grid and names of fonts. Wording, order and spacing are the author's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from lxml import etree

from weibao.documents import geometry as g
from weibao.documents.check.classify import classify
from weibao.documents.check.faces import Face, face_of
from weibao.documents.check.properties import W, attribute
from weibao.documents.check.reader import build, main_part, open_package
from weibao.documents.check.rule import REGISTRY
from weibao.documents.check.rules.page import compensated
from weibao.documents.package import DOCUMENT_PART, write_package

if TYPE_CHECKING:
    from collections.abc import Iterator

    from weibao.documents.check.model import Paragraph, Run, Section
    from weibao.documents.check.official import Official

NAMES: Final = {
    Face.FANGSONG: g.FANGSONG, Face.KAITI: g.KAITI, Face.HEITI: g.HEITI, Face.XIAOBIAOSONG: g.XIAOBIAOSONG,
}  # fmt: skip
_PAGE_RULES: Final = ("page-size", "page-top", "page-left", "page-right", "page-bottom", "page-landscape")
_LEVEL_FACES: Final = {1: Face.HEITI, 2: Face.KAITI}
_FONT_HINT: Final = f"{W}rFonts"


class Fixed(NamedTuple):
    """The mended document and what was done, in Chinese; `content` equals the original where nothing was."""

    content: bytes
    done: tuple[str, ...]


def fix_document(content: bytes) -> Fixed:
    """Mend page, grid and names of fonts. Raises DocumentError where the file cannot be read."""
    parts = open_package(content)
    root = main_part(parts)
    official = classify(build(parts, root))
    done = [*_pages(official, root), *_fonts(official)]
    if not done:
        return Fixed(content, ())
    text = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return Fixed(write_package(parts | {DOCUMENT_PART: text}), tuple(done))


# --- page and grid -----------------------------------------------------------------------------------------


def _pages(official: Official, root: etree._Element) -> Iterator[str]:
    wrong = any(next(iter(REGISTRY[code].check(official)), None) for code in _PAGE_RULES)
    elements = [e for e in root.iter(f"{W}sectPr") if next(e.iterancestors(f"{W}sectPrChange"), None) is None]
    grids = False
    for number, (element, section) in enumerate(zip(elements, official.word.sections, strict=False)):
        if wrong:
            _set_page(element, section, keep_top=official.letter and number == 0)
        grids = _set_grid(element, section) or grids
    if wrong:
        yield "页面：A4，上37毫米、下35毫米、左28毫米、右26毫米（横排页相应转过来）。"
    if grids:
        yield f"网格：只指定行网格，行距{g.LINE / 20:g}磅（每面22行）。"


def _set_page(element: etree._Element, section: Section, *, keep_top: bool) -> None:
    size, margin = _child(element, "pgSz"), _child(element, "pgMar")
    wide, high = (g.PAGE_HEIGHT, g.PAGE_WIDTH) if section.landscape else (g.PAGE_WIDTH, g.PAGE_HEIGHT)
    _set(size, w=wide, h=high)
    if section.landscape:
        _set(margin, top=g.LEFT, right=g.TOP, bottom=g.RIGHT, left=g.BOTTOM, gutter=0)
        return
    _set(margin, right=g.RIGHT, left=g.LEFT, gutter=0)
    if not compensated(section):
        _set(margin, bottom=g.BOTTOM)
        if not keep_top:
            _set(margin, top=g.TOP)


def _set_grid(element: etree._Element, section: Section) -> bool:
    """A grid of 22 lines, unless there is none that counts: off the grid the paragraphs' own pitch does."""
    if section.grid in {"", "default"} or (section.grid == "lines" and 556 <= section.pitch <= 596):
        return False
    grid = _child(element, "docGrid")
    grid.attrib.pop(f"{W}charSpace", "")
    _set(grid, type="lines", linePitch=g.LINE)
    return True


def _child(parent: etree._Element, name: str) -> etree._Element:
    found = parent.find(f"{W}{name}")
    if found is not None:
        return found
    created = etree.SubElement(parent, f"{W}{name}")
    # The schema wants references to headers and footers, type, size and margins first, in this order.
    if name in {"pgSz", "pgMar"}:
        first = [child for child in parent if _local(child) in {"headerReference", "footerReference", "type"}]
        before = len(first) + (1 if name == "pgMar" and parent.find(f"{W}pgSz") is not None else 0)
        parent.insert(before, created)
    return created


def _local(element: etree._Element) -> str:
    """The local name of an element of the w namespace."""
    return str(element.tag).removeprefix(W)


def _set(element: etree._Element, **values: int | str) -> None:
    for name, value in values.items():
        element.set(f"{W}{name}", str(value))


# --- fonts -------------------------------------------------------------------------------------------------


def _fonts(official: Official) -> Iterator[str]:
    changed: dict[str, int] = {}
    for name, face, runs in _wanted(official):
        wrong = [run for run in runs if face_of(run.east) is not face and run.source is not None and _han(run.text)]
        for run in wrong:
            _set_face(run, NAMES[face])
        if wrong:
            key = f"{name}：中文字体改为{NAMES[face]}"
            changed[key] = changed.get(key, 0) + 1
    for text, count in changed.items():
        yield f"{text}（{count}段）。"


def _wanted(official: Official) -> Iterator[tuple[str, Face, tuple[Run, ...]]]:
    """(element, face, the runs that must have it)."""
    for paragraph in official.title:
        yield "标题", Face.XIAOBIAOSONG, _unless(paragraph, Face.ZHONGSONG)
    for paragraph in official.marks:
        yield "发文机关标志", Face.XIAOBIAOSONG, _unless(paragraph, Face.ZHONGSONG)
    for black in (official.secrecy, official.urgency, *(a.mark for a in official.attachments)):
        if black:
            yield "密级、紧急程度和附件标记", Face.HEITI, black.runs
    levels = {id(p): level for level, p in official.levels()}
    for paragraph in official.running:
        level = levels.get(id(paragraph), 0)
        if level not in _LEVEL_FACES:
            yield "正文", Face.FANGSONG, _plain(paragraph)
        elif "。" not in paragraph.flat[:-1] and not paragraph.flat.endswith("；"):
            yield "层次标题", _LEVEL_FACES[level], paragraph.runs
    for name, paragraph in official.plain_elements:
        if paragraph not in official.signatories:
            yield name, Face.FANGSONG, paragraph.runs
    for paragraph in official.imprint.paragraphs if official.imprint else ():
        yield "版记", Face.FANGSONG, paragraph.runs


def _unless(paragraph: Paragraph, face: Face) -> tuple[Run, ...]:
    return tuple(run for run in paragraph.runs if face_of(run.east) is not face)


def _plain(paragraph: Paragraph) -> tuple[Run, ...]:
    """Without a first sentence in a heading's face, which may be meant."""
    runs = paragraph.runs
    if len(runs) > 1 and face_of(runs[0].east) in {Face.KAITI, Face.HEITI}:
        return runs[1:]
    return runs


def _han(text: str) -> bool:
    return any("\u4e00" <= character <= "\u9fff" for character in text)


def _set_face(run: Run, name: str) -> None:
    source = run.source
    if source is None:
        return
    properties = source.find(f"{W}rPr")
    if properties is None:
        properties = etree.Element(f"{W}rPr")
        source.insert(0, properties)
    fonts = properties.find(_FONT_HINT)
    if fonts is None:
        fonts = etree.Element(_FONT_HINT)
        # Behind a character style, before everything else.
        properties.insert(1 if properties.find(f"{W}rStyle") is not None else 0, fonts)
    fonts.attrib.pop(f"{W}eastAsiaTheme", "")
    _set(fonts, eastAsia=name)
    # Letters and digits that follow the Han face go with it.
    for slot in ("ascii", "hAnsi"):
        if face_of(attribute(fonts, slot)) is not Face.OTHER:
            _set(fonts, **{slot: name})
