"""会议图册.pptx: cover, contents, and a slide with the finding as its title for every picture, all of it editable.

python-pptx is imported inside the functions: it takes time that no other command should pay.
"""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from weibao.atomic import replace_file
from weibao.charts.build_deck import DECK
from weibao.charts.deck_package import repacked
from weibao.charts.deck_parts import AREA, CONTENTS, COVER, FOOT, PAGE, SUBTITLE, TITLE
from weibao.charts.picture import Nothing
from weibao.clean import printable, visible
from weibao.native import Column, Native, Shape
from weibao.resources import template

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from weibao.charts.deck_master import Master
    from weibao.charts.deck_plan import Page
    from weibao.charts.picture import Picture

_EMPTY: Final = "这一页目前没有可以列出的数据。"
_CONTENTS: Final = (Column("序号", width=0.8), Column("内容", width=10), Column("页码", width=0.8))


def master_of(templates: Path) -> Path:
    """The master to use: the office's own `deck.pptx` in the campaign's folder 模板, else the one that ships."""
    own = templates / DECK
    return own if own.is_file() else template(DECK)


def write_deck(
    pictures: Sequence[Picture], path: Path, *, title: tuple[str, ...], subtitle: str, created: date, master: Path
) -> int:
    """Write the deck to `path` in one step; returns its number of slides. The same inputs give the same bytes.

    `title` is in parts, between which it may be broken; `subtitle` (lines) stands below it on the cover; `created`
    becomes the file's date; `master` is from `master_of`. Raises TemplateError where the master lacks a layout or a
    placeholder, OSError where the file is in use.
    """
    from weibao.charts.deck_master import Master

    deck = Master(master)
    pictures = [_readable(picture) for picture in pictures]
    _cover(deck, title, subtitle)
    contents = _contents_slides(deck, pictures)
    moment = datetime(created.year, created.month, created.day)  # noqa: DTZ001 - a deck knows no time zones
    firsts = [_slides_of(deck, picture, moment) for picture in pictures]
    _fill_contents(deck, contents, firsts)
    _properties(deck.file.core_properties, "".join(title), moment)
    stream = io.BytesIO()
    deck.file.save(stream)
    with replace_file(path) as temporary:
        temporary.write_bytes(repacked(stream.getvalue()))
    return len(deck.file.slides)


def _readable(picture: Picture) -> Picture:
    """The picture without signs in its lines that nobody sees and no XML may hold."""
    lines = {name: printable(getattr(picture, name)) for name in ("title", "subtitle", "foot")}
    return replace(picture, **lines)


def _cover(deck: Master, title: tuple[str, ...], subtitle: str) -> None:
    from weibao.charts.deck_master import put, put_title

    slide = deck.add(COVER)
    put_title(slide, title)
    put(slide, SUBTITLE, subtitle)


def _contents_slides(deck: Master, pictures: Sequence[Picture]) -> list[tuple[Any, Any, tuple[int, int]]]:
    """The slides of the contents with the part of the table that will stand on each; numbers come when all is made."""
    from weibao.charts.deck_master import area, put
    from weibao.charts.deck_tables import sheets
    from weibao.charts.deck_text import EMU

    rows = tuple((float(number), picture.title, "000") for number, picture in enumerate(pictures, 1))
    first = deck.add(CONTENTS)
    place = area(first)
    parts = sheets(Native(Shape.TABLE, _CONTENTS, rows), place[2] / EMU, place[3] / EMU)
    found = [(first, parts[0], place[:2])]
    for part in parts[1:]:
        slide = deck.add(CONTENTS)
        found.append((slide, part, area(slide)[:2]))
    for number, (slide, _, _) in enumerate(found, 1):
        put(slide, TITLE, CONTENTS if len(found) == 1 else f"{CONTENTS}（{number}/{len(found)}）")
    return found


def _fill_contents(deck: Master, contents: Sequence[tuple[Any, Any, tuple[int, int]]], firsts: Sequence[Any]) -> None:
    """The contents with the number of every picture's first slide, which leads there."""
    from weibao.charts.deck_tables import add_table

    numbers = {slide.slide_id: number for number, slide in enumerate(deck.file.slides, 1)}
    for slide, sheet, place in contents:
        rows = tuple(
            (row[0], row[1], str(numbers[first.slide_id])) for row, first in zip(sheet.native.rows, firsts, strict=True)
        )
        made = replace(sheet, native=replace(sheet.native, rows=rows))
        table = add_table(slide, made, place, CONTENTS)
        for line, number in enumerate(sheet.rows, 1):
            _lead(slide, table.cell(line, len(_CONTENTS) - 1), firsts[number])


def _lead(slide: Any, cell: Any, target: Any) -> None:
    """Let the page number lead to its slide."""
    from pptx.opc.constants import RELATIONSHIP_TYPE

    run = cell.text_frame.paragraphs[0].runs[0]
    link = run._r.get_or_add_rPr().add_hlinkClick(slide.part.relate_to(target.part, RELATIONSHIP_TYPE.SLIDE))
    link.set("action", "ppaction://hlinksldjump")


def _slides_of(deck: Master, picture: Picture, created: datetime) -> Any:
    """All slides of a picture; returns the first."""
    from weibao.charts.deck_master import area
    from weibao.charts.deck_plan import pages
    from weibao.charts.deck_text import EMU

    first = _slide(deck, picture, picture.subtitle)
    if isinstance(picture.body, Nothing):
        return _sentence(first, picture.body.reason)
    place = _area_of(first)
    found = pages(picture, place[2] / EMU, place[3] / EMU)
    if not found[0]:
        return _sentence(first, _EMPTY)
    for number, page in enumerate(found, 1):
        part = f"（{number}/{len(found)}）" if len(found) > 1 else ""
        slide = first
        if number > 1:
            slide = _slide(deck, picture, picture.subtitle + part)
        elif part:
            _again(slide, picture.subtitle + part)
        _fill(slide, page, area(slide), picture.title, created)
    return first


def _slide(deck: Master, picture: Picture, subtitle: str) -> Any:
    from weibao.charts.deck_master import put

    slide = deck.add(PAGE)
    for name, text in ((TITLE, picture.title), (SUBTITLE, subtitle), (FOOT, picture.foot)):
        put(slide, name, text)
    return slide


def _again(slide: Any, subtitle: str) -> None:
    from weibao.charts.deck_master import placeholder, put

    placeholder(slide, SUBTITLE).text_frame.clear()
    put(slide, SUBTITLE, subtitle)


def _area_of(slide: Any) -> tuple[int, int, int, int]:
    from weibao.charts.deck_master import placeholder

    shape = placeholder(slide, AREA)
    return int(shape.left), int(shape.top), int(shape.width), int(shape.height)


def _sentence(slide: Any, reason: str) -> Any:
    """Why there is nothing to see, large, in the middle of the slide."""
    from pptx.enum.text import MSO_ANCHOR, PP_ALIGN

    from weibao.charts.deck_master import placeholder
    from weibao.charts.deck_text import EMU, largest, write

    shape = placeholder(slide, AREA)
    frame = shape.text_frame
    frame.vertical_anchor, frame.word_wrap = MSO_ANCHOR.MIDDLE, True
    text = visible(reason)
    paragraph = frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.CENTER
    write(paragraph, text, largest(text, (28, 24, 20, 18, 16), shape.width / EMU, shape.height / EMU))
    return slide


def _fill(slide: Any, page: Page, place: tuple[int, int, int, int], told: str, created: datetime) -> None:
    """The charts and tables of one slide, side by side."""
    from weibao.charts.deck_charts import add_chart
    from weibao.charts.deck_plan import CAPTION
    from weibao.charts.deck_tables import add_table
    from weibao.charts.deck_text import EMU

    for block in page:
        left, top, width, height = (round(points * EMU) for points in block.place)
        left, top, bottom = place[0] + left, place[1] + top, place[1] + top + height
        if block.caption:
            _line(slide, block.caption, (left, top, width, round(CAPTION * EMU)))
            top += round(CAPTION * EMU)
        if block.sheet is not None:
            add_table(slide, block.sheet, (left, top), told)
        elif block.native.instead:
            _line(slide, block.native.instead, (left, top, width, round(CAPTION * EMU)))
        else:
            room = (left, top, width, bottom - top)
            add_chart(slide, block.native, room, created, whole=block.whole, told=told)


def _line(slide: Any, text: str, place: tuple[int, int, int, int]) -> None:
    """A grey line: what a chart is, or the word that stands in its place."""
    from weibao.charts.deck_text import write
    from weibao.looks import GREY_INK

    box = slide.shapes.add_textbox(*place)
    box.name = "说明"
    frame = box.text_frame
    frame.margin_top = frame.margin_bottom = 0
    frame.word_wrap = True
    write(frame.paragraphs[0], visible(text), 14, GREY_INK)


def _properties(properties: Any, title: str, created: datetime) -> None:
    properties.title, properties.subject, properties.keywords = visible(title), "", ""
    properties.author, properties.last_modified_by, properties.revision = "未保", "未保", 1
    properties.created = properties.modified = created
