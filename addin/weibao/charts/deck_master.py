"""The master slide: ours, or one of the office's own, checked before anything is put on it."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any, Final
from zipfile import BadZipFile

from lxml.etree import XMLSyntaxError
from pptx import Presentation
from pptx.exc import PackageNotFoundError
from pptx.oxml.ns import qn

from weibao.charts.deck_parts import AREA, FOOT, NEEDED, NUMBER, TITLE
from weibao.charts.deck_text import fill, fill_parts
from weibao.errors import TemplateError

if TYPE_CHECKING:
    from pathlib import Path

# Points: what a placeholder is taken for whose master does not say.
_USUAL: Final = {TITLE: 26.0}
_BODY: Final = 18.0
_SMALLEST_TITLE: Final = 20
_SMALLEST_AREA: Final = 5.0, 2.5  # inches
_SECTIONS: Final = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"


def faults(path: Path) -> tuple[str, ...]:
    """What is wrong with a master, in Chinese; nothing where it can be used. Raises TemplateError if it is no .pptx."""
    return tuple(_faults(_opened(path)))


class Master:
    """A deck begun on a master. Slides that the master's file holds are left out."""

    def __init__(self, path: Path) -> None:
        """Raises TemplateError where a layout or a placeholder is missing."""
        self.file: Any = _opened(path)
        found = list(_faults(self.file))
        if found:
            raise TemplateError(
                f"幻灯片母版“{path.name}”不能用：{'；'.join(found)}。请在 PowerPoint 或 WPS 的“幻灯片母版”视图里补上，"
                "或者用 weibao templates new deck --out 文件 另存一份自带的母版再改。"
            )
        self._layouts = _layouts(self.file)
        _without_slides(self.file)

    def add(self, layout: str) -> Any:
        """A new slide at the end, its placeholders named as in the layout, number and foot among them."""
        origin = self._layouts[layout]
        slide = self.file.slides.add_slide(origin)
        names = {shape.placeholder_format.idx: shape.name for shape in origin.placeholders}
        for shape in slide.placeholders:
            shape.name = names[shape.placeholder_format.idx]
        for shape in origin.placeholders:
            if shape.name in (FOOT, NUMBER) and shape.name in NEEDED[layout]:
                _inherit(slide, shape)
        for shape in list(slide.placeholders):
            if shape.name not in NEEDED[layout]:  # an empty box of a master of one's own
                shape._element.getparent().remove(shape._element)
        return slide


def put(slide: Any, name: str, text: str) -> None:
    """Fill the placeholder `name`, at the master's size or as much smaller as it must be."""
    shape = placeholder(slide, name)
    fill(shape, text, _size(slide, shape), _SMALLEST_TITLE if name == TITLE else 14)


def put_title(slide: Any, parts: tuple[str, ...]) -> None:
    """Fill the title, broken between its parts where it must be broken."""
    shape = placeholder(slide, TITLE)
    fill_parts(shape, parts, _size(slide, shape), _SMALLEST_TITLE)


def placeholder(slide: Any, name: str) -> Any:
    """The placeholder of a slide by its name."""
    return next(shape for shape in slide.placeholders if shape.name == name)


def area(slide: Any) -> tuple[int, int, int, int]:
    """Take the empty 图区 out of the slide; its left, top, width and height in EMU."""
    shape = placeholder(slide, AREA)
    place = (int(shape.left), int(shape.top), int(shape.width), int(shape.height))
    shape._element.getparent().remove(shape._element)
    return place


def _opened(path: Path) -> Any:
    try:
        return Presentation(str(path))
    except (PackageNotFoundError, BadZipFile, XMLSyntaxError, ValueError, KeyError, AttributeError) as error:
        raise TemplateError(
            f"“{path.name}”不是 PowerPoint 演示文稿（.pptx），或者已经损坏。模板（.potx）和旧格式（.ppt、.dps）"
            "请先另存为 .pptx。"
        ) from error


def _layouts(file: Any) -> dict[str, Any]:
    return {layout.name: layout for master in file.slide_masters for layout in master.slide_layouts}


def _faults(file: Any) -> list[str]:
    found, layouts = [], _layouts(file)
    for name, needed in NEEDED.items():
        if name not in layouts:
            found.append(f"缺少名为“{name}”的版式")
            continue
        shapes = {shape.name: shape for shape in layouts[name].placeholders}
        lacking = "、".join(f"“{item}”" for item in needed if item not in shapes)
        if lacking:
            found.append(f"版式“{name}”里缺少名为{lacking}的占位符（名称在“选择窗格”里看和改）")
        elif AREA in needed:
            box, (wide, high) = shapes[AREA], _SMALLEST_AREA
            if box.width < wide * 914_400 or box.height < high * 914_400:
                found.append(
                    f"版式“{name}”里的“{AREA}”太小，至少要宽 {wide * 2.54:.0f} 厘米、高 {high * 2.54:.0f} 厘米"
                )
    return found


def _without_slides(file: Any) -> None:
    slides = file.slides._sldIdLst
    for entry in list(slides):
        file.part.drop_rel(entry.rId)
        slides.remove(entry)
    # Sections name slides by number; PowerPoint would have to repair a file whose sections name lost ones.
    for section in file.element.findall(f".//{qn('p:ext')}[@uri='{_SECTIONS}']"):
        section.getparent().remove(section)


def _inherit(slide: Any, origin: Any) -> None:
    """Put the layout's foot or number on the slide: programs show them only where the slide has them too."""
    element = copy.deepcopy(origin._element)
    properties = element.spPr
    for child in list(properties):  # place and look stay the layout's
        properties.remove(child)
    element.nvSpPr.cNvPr.set("id", str(max(shape.shape_id for shape in slide.shapes) + 1))
    if origin.name == FOOT:
        for paragraph in list(element.txBody.p_lst)[1:]:
            element.txBody.remove(paragraph)
        for child in list(element.txBody.p_lst[0]):
            element.txBody.p_lst[0].remove(child)
    slide.shapes._spTree.append(element)


def _size(slide: Any, shape: Any) -> float:
    """The size at which the master writes this placeholder's first level."""
    layout = slide.slide_layout
    own = next(item for item in layout.placeholders if item.placeholder_format.idx == shape.placeholder_format.idx)
    kind, styles = shape.placeholder_format.type, layout.slide_master._element
    above = [item for item in layout.slide_master.placeholders if item.placeholder_format.type == kind]
    style = "titleStyle" if shape.name == TITLE else "bodyStyle"
    for element in (own._element, *(item._element for item in above), styles.find(f".//{qn('p:' + style)}")):
        level = None if element is None else element.find(f".//{qn('a:lvl1pPr')}/{qn('a:defRPr')}")
        if level is not None and level.get("sz"):
            return int(level.get("sz")) / 100
    return _USUAL.get(shape.name, _BODY)
