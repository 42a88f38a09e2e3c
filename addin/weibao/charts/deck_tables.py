"""A native table on a slide, or on several with its heading repeated. Lengths are points."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls

from weibao.charts.deck_looks import paint
from weibao.charts.deck_parts import GRID
from weibao.charts.deck_text import EMU, leading, length, lines, longest_word, shown, write
from weibao.looks import INK, LOOKS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weibao.native import Native

SIZES: Final = (18.0, 16.0, 14.0)
_MARGINS: Final = 6.0, 1.5  # left and right, above and below
_SHORT: Final = 6.5  # ems; columns without longer texts are centred
_HEAD: Final = LOOKS["earned"]
_BORDER: Final = "BFBFBF"


@dataclass(frozen=True)
class Sheet:
    """A part of a table that stands on one slide: which rows, how large, how wide its columns, how high its rows."""

    native: Native
    rows: range
    size: float
    widths: tuple[float, ...]
    heights: tuple[float, ...]  # the heading's first

    @property
    def squeezed(self) -> bool:
        """Whether its columns are too narrow for their words."""
        return _broken(self.native, self.widths, self.size)


def sheets(native: Native, width: float, height: float, sizes: Sequence[float] = SIZES) -> list[Sheet]:
    """The table in as many parts as need be: as large as it stands on one slide whole, else at the last of `sizes`."""
    for size in sizes:
        widths = _widths(native, width, size)
        high = [_height(native, number, widths, size) for number in range(-1, len(native.rows))]
        if sum(high) <= height and not _broken(native, widths, size):
            break
    found = _evened(high, height)
    return [Sheet(native, rows, size, widths, (high[0], *(high[n + 1] for n in rows))) for rows in found]


def add_table(slide: Any, sheet: Sheet, place: tuple[int, int], told: str) -> Any:
    """Draw it with its upper left corner at `place` (EMU); `told` is what a screen reader says of it."""
    native, count = sheet.native, len(sheet.native.columns)
    width, height = round(sum(sheet.widths) * EMU), round(sum(sheet.heights) * EMU)
    frame = slide.shapes.add_table(len(sheet.rows) + 1, count, *place, width, height)
    frame.name = f"表格 {told}"[:60]
    frame._element.nvGraphicFramePr.cNvPr.set("descr", told)
    table = frame.table
    table._tbl.tblPr.find(".//{*}tableStyleId").text = GRID
    table.horz_banding = False
    for column, wide in zip(table.columns, sheet.widths, strict=True):
        column.width = round(wide * EMU)
    for row, high in zip(table.rows, sheet.heights, strict=True):
        row.height = round(high * EMU)
    centred = [_short(native, number) for number in range(count)]
    for number, column in enumerate(native.columns):
        _cell(table.cell(0, number), column.heading, sheet.size, "earned", bold=True, centred=True)
    for line, number in enumerate(sheet.rows, 1):
        for column, value in enumerate(native.rows[number]):
            tone = native.tones.get((number, column), "")
            _cell(table.cell(line, column), shown(value), sheet.size, tone, centred=centred[column])
    return table


def _cell(cell: Any, text: str, size: float, tone: str, *, bold: bool = False, centred: bool) -> None:
    side, above = (round(margin * EMU) for margin in _MARGINS)
    cell.margin_left = cell.margin_right = side
    cell.margin_top = cell.margin_bottom = above
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    look = LOOKS[tone] if tone else None
    for number, part in enumerate(text.split("\n")):
        frame = cell.text_frame
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.alignment = PP_ALIGN.CENTER if centred else PP_ALIGN.LEFT
        write(paragraph, part, size, look.ink if look else INK, bold=bold)
    properties = cell._tc.get_or_add_tcPr()
    for edge in ("lnL", "lnR", "lnT", "lnB"):
        properties.append(_line(edge))
    if look:
        paint(cell.fill, look)


def _line(edge: str) -> Any:
    return parse_xml(
        f'<a:{edge} {nsdecls("a")} w="6350"><a:solidFill><a:srgbClr val="{_BORDER}"/></a:solidFill></a:{edge}>'
    )


def _widths(native: Native, width: float, size: float) -> tuple[float, ...]:
    """No column so narrow that a number or a heading of two characters breaks; the rest by the columns' shares, first
    to those whose texts take more than one line.
    """
    count = range(len(native.columns))
    widths, wanted = [_least(native, n, size) for n in count], [_wanted(native, n, size) for n in count]
    left = width - sum(widths)
    if left <= 0:
        return tuple(width * one / sum(widths) for one in widths)
    for _ in count:
        hungry = [n for n in count if widths[n] < wanted[n]]
        total = sum(native.columns[n].width for n in hungry)
        for n in hungry:
            widths[n] = min(widths[n] + left * native.columns[n].width / total, wanted[n])
        left = width - sum(widths)
        if left <= 0 or not hungry:
            break
    total = sum(column.width for column in native.columns)
    return tuple(own + left * column.width / total for own, column in zip(widths, native.columns, strict=True))


def _least(native: Native, column: int, size: float) -> float:
    texts = [native.columns[column].heading, *(shown(row[column]) for row in native.rows)]
    return max(max(longest_word(text, size) for text in texts), 2.1 * size) + 2 * _MARGINS[0]


def _wanted(native: Native, column: int, size: float) -> float:
    """How wide a column must be for its heading to take two lines and every other text one."""
    heading = native.columns[column].heading
    texts = [part for row in native.rows for part in shown(row[column]).split("\n")]
    longest = max((length(text, size) for text in texts), default=0.0)
    return max(longest, min(length(heading, size), length(heading, size) / 2 + size)) + 2 * _MARGINS[0] + 1


def _broken(native: Native, widths: Sequence[float], size: float) -> bool:
    """Whether a number or a word would be broken, or a heading stand on more than two lines."""
    for column, width in enumerate(widths):
        if width < _least(native, column, size) - 0.5:
            return True
        if lines(native.columns[column].heading, size, width - 2 * _MARGINS[0]) > 2:
            return True
    return False


def _height(native: Native, number: int, widths: Sequence[float], size: float) -> float:
    """How high a row is; -1 is the heading."""
    values = [column.heading for column in native.columns] if number < 0 else map(shown, native.rows[number])
    cells = zip(values, widths, strict=True)
    most = max(lines(text, size, width - 2 * _MARGINS[0]) * leading(text) for text, width in cells)
    return most * size + 2 * _MARGINS[1]


def _evened(high: Sequence[float], height: float) -> list[range]:
    """As few parts as the height allows, and then about as long as each other."""
    fewest = _filled(high, height)
    limit = high[0] + sum(high[1:]) / len(fewest)
    while limit < height:
        even = _filled(high, limit)
        if len(even) == len(fewest):
            return even
        limit += min(high[1:])
    return fewest


def _filled(high: Sequence[float], height: float) -> list[range]:
    """The rows in parts that are filled one after the other; a row higher than the slide is alone on it."""
    found, start, used = [], 0, high[0]
    for number, own in enumerate(high[1:]):
        if number > start and used + own > height:
            found.append(range(start, number))
            start, used = number, high[0]
        used += own
    return [*found, range(start, len(high) - 1)]


def _short(native: Native, column: int) -> bool:
    """Whether a column holds numbers and short words only; the names of the rows are never centred."""
    values = [row[column] for row in native.rows]
    if column == 0 and not any((number, 0) in native.tones for number in range(len(values))):
        return not any(isinstance(value, str) for value in values)
    return all(length(shown(value), 1) <= _SHORT for value in values)
