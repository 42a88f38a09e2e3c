"""Ch. 7.5: 页码."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from weibao.documents import geometry as g
from weibao.documents.check.faces import Face, face_of, named, size_name
from weibao.documents.check.measure import millimetres
from weibao.documents.check.rule import Hit, Level, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from weibao.documents.check.model import Paragraph, Section
    from weibao.documents.check.official import Official

_KINDS: Final = {"default": "单页页脚", "even": "双页页脚", "first": "首页页脚"}
_FOOTER: Final = range(1400, 1501)
_NEAR: Final = 80


class Numbered(NamedTuple):
    """A footer of a section with its page number, if it has one."""

    kind: str
    section: Section
    paragraph: Paragraph | None
    number: int

    @property
    def place(self) -> str:
        return f"第{self.number}节{_KINDS.get(self.kind, '页脚')}"


def footers(official: Official) -> Iterator[Numbered]:
    """The footers that are shown, of upright pages (where landscape pages have their number only paper tells)."""
    seen: set[int] = set()
    for number, section in enumerate(official.word.sections, 1):
        if section.landscape:
            continue
        kinds = (
            ["default"] + (["even"] if official.word.odd_even else []) + (["first"] if section.first_differs else [])
        )
        for kind in kinds:
            content = section.footers.get(kind, [])
            if content and id(content) in seen:
                continue
            seen.add(id(content))
            yield Numbered(kind, section, next((p for p in content if "PAGE" in p.fields), None), number)


def _with_number(official: Official) -> Iterator[tuple[Numbered, Paragraph]]:
    for one in footers(official):
        if one.paragraph is not None:
            yield one, one.paragraph


@rule("folio-missing", Level.MUST, "7.5", "页码")
def _folio_none(official: Official) -> Iterator[Hit]:
    for one in footers(official):
        if one.kind == "first" and (official.letter or not official.formal):
            continue
        empty = one.paragraph is None
        if empty and (one.number == 1 or one.section.footers.get(one.kind)) and official.word.sections[0].footers:
            if one.number > 1 and not any(not p.empty for p in one.section.footers[one.kind]):
                continue  # a blank page before 版记 carries none
            yield Hit(one.place, "没有页码", "每面有页码", "在页脚插入页码，用“— 1 —”的样子。")
    if not official.word.sections[0].footers:
        yield Hit("页脚", "没有页码", "每面有页码", "在页脚插入页码，用“— 1 —”的样子。")


@rule("folio-dash", Level.MUST, "7.5", "页码左右的一字线")
def _folio_dash(official: Official) -> Iterator[Hit]:
    for one, paragraph in _with_number(official):
        shape = re.sub(r"\d+|[０-９]+", "1", paragraph.flat)
        if not re.fullmatch(r"—[ \u2002]?1[ \u2002]?—", shape) or one.section.number_format != "decimal":
            found = f"“{paragraph.flat}”" if one.section.number_format == "decimal" else "用了Word自带的页码格式"
            yield Hit(one.place, found, "“— 1 —”，左右各一条一字线", "页码格式选“1, 2, 3”，左右各加一个“—”和空格。")


@rule("folio-font", Level.NORMAL, "7.5", "页码字体")
def _folio_font(official: Official) -> Iterator[Hit]:
    for one, paragraph in _with_number(official):
        digits = next((r for r in paragraph.runs if any(c.isdigit() for c in r.text)), paragraph.lead)
        if face_of(digits.latin) is not Face.SONG:
            yield Hit(one.place, named(digits.latin), "宋体", "把页码（数字）改为四号宋体。")


@rule("folio-size", Level.NORMAL, "7.5", "页码字号")
def _folio_size(official: Official) -> Iterator[Hit]:
    for one, paragraph in _with_number(official):
        if any(r.size != g.SIZE_4 for r in paragraph.runs if r.text.strip()):
            yield Hit(one.place, size_name(paragraph.lead.size), size_name(g.SIZE_4), "把页码改为四号宋体。")


@rule("folio-digits", Level.NORMAL, "7.5", "页码用半角数字")
def _folio_digits(official: Official) -> Iterator[Hit]:
    for one, paragraph in _with_number(official):
        if re.search(r"[０-９]", paragraph.flat) or one.section.number_format == "decimalFullWidth":
            yield Hit(one.place, "全角数字", "半角阿拉伯数字", "页码格式选“1, 2, 3”。")


@rule("folio-side", Level.NORMAL, "7.5", "页码的位置")
def _folio_side(official: Official) -> Iterator[Hit]:
    for one, paragraph in _with_number(official):
        if paragraph.boxed:
            continue  # where a text box stands is seen on paper only
        side = _side(paragraph)
        if one.kind == "even":
            if side != "left":
                yield Hit(one.place, _SIDES[side], "双页居左空一字", "双页页脚左对齐，左缩进1字符。")
        elif one.kind == "default" and (side != "right" or not official.word.odd_even):
            found = _SIDES[side] if official.word.odd_even else f"单双页相同，都{_SIDES[side]}"
            expected = "单页居右空一字，双页居左空一字"
            yield Hit(one.place, found, expected, "页眉页脚设为“奇偶页不同”，单页右对齐，双页左对齐。")


_SIDES: Final = {"left": "居左", "right": "居右", "center": "居中"}


def _side(paragraph: Paragraph) -> str:
    framed = (paragraph.framed or {}).get("xAlign", "")
    place = framed or paragraph.align
    return {"outside": "right", "inside": "left", "both": "left", "distribute": "center"}.get(
        place, place if place in _SIDES else "left"
    )


@rule("folio-indent", Level.NORMAL, "7.5", "页码空一字")
def _folio_indent(official: Official) -> Iterator[Hit]:
    for one, paragraph in _with_number(official):
        side = _side(paragraph)
        if paragraph.framed or paragraph.boxed or side == "center":
            continue
        space = paragraph.right if side == "right" else paragraph.left + paragraph.first
        typed = sum(1.0 if c == "\u3000" else 0.5 for c in _outer_space(paragraph.raw, side)) * g.CHAR_4
        if abs(space + typed - g.CHAR_4) > _NEAR:
            where = "右" if side == "right" else "左"
            yield Hit(
                one.place,
                f"{where}空{millimetres(space + typed)}",
                f"{where}空一字（4.9毫米）",
                f"{where}缩进设为1字符。",
            )


def _outer_space(text: str, side: str) -> str:
    inner = text.rstrip(" \u3000") if side == "right" else text.lstrip(" \u3000")
    return text[len(inner) :] if side == "right" else text[: len(text) - len(inner)]


@rule("folio-distance", Level.MUST, "7.5", "页码与版心的距离")
def _folio_distance(official: Official) -> Iterator[Hit]:
    """Known from the file only for a footer of one exact line; `--render` measures the others."""
    for one, paragraph in _with_number(official):
        alone = len(one.section.footers.get(one.kind, [])) == 1
        if (
            alone
            and paragraph.rule == "exact"
            and paragraph.line in range(270, 300)
            and one.section.footer not in _FOOTER
        ):
            found = f"页脚距纸边{millimetres(one.section.footer)}"
            expected = "一字线在版心下边缘下7毫米（页脚距纸边约25.5毫米）"
            yield Hit(one.place, found, expected, "在“页面设置—版式”中把页脚距边界设为2.55厘米。")


@rule("folio-restart", Level.MUST, "7.5", "页码连续")
def _folio_restart(official: Official) -> Iterator[Hit]:
    for number, section in enumerate(official.word.sections, 1):
        if number > 1 and section.restart is not None and official.formal:
            found = f"从{section.restart}起重新编号"
            yield Hit(f"第{number}节", found, "附件与正文一起装订，页码连续", "在“设置页码格式”中选“续前节”。")
