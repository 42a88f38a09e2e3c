"""Ch. 5.2: faces and sizes of the text, 22 lines a page, 28 characters a line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from weibao.documents import geometry as g
from weibao.documents.check.faces import Face, face_of, named, size_name
from weibao.documents.check.measure import capacity, char_pitch, pitch
from weibao.documents.check.patterns import level_of
from weibao.documents.check.rule import CUSTOM, Hit, Level, rule
from weibao.documents.check.rules.page import compensated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from weibao.documents.check.model import Paragraph, Run
    from weibao.documents.check.official import Official

_LATIN: Final = {"times new roman", "liberation serif", "times"}


def han_runs(paragraph: Paragraph) -> list[Run]:
    """The runs that show Chinese characters (the face for these is `east`)."""
    return [run for run in paragraph.runs if any("\u4e00" <= c <= "\u9fff" for c in run.text)]


def _plain(official: Official) -> Iterator[tuple[Paragraph, list[Run]]]:
    """Running text with the runs that ought to be 仿宋: of a first or second level only what is not its heading."""
    for paragraph in official.running:
        runs = han_runs(paragraph)
        if level_of(paragraph.flat) in {1, 2}:
            runs = [run for run in runs if run.east != runs[0].east]
        yield paragraph, runs


@rule("body-font", Level.NORMAL, "5.2.2", "正文字体")
def _body_font(official: Official) -> Iterator[Hit]:
    for paragraph, runs in _plain(official):
        wrong = next((run for run in runs if face_of(run.east) is not Face.FANGSONG), None)
        if wrong and not _emphasis(paragraph, wrong):
            yield Hit(paragraph.place, named(wrong.east), "仿宋", "选中这段文字，把中文字体改为仿宋（仿宋_GB2312）。")


def _emphasis(paragraph: Paragraph, run: Run) -> bool:
    """A sentence at the beginning in 楷体 or 黑体 is a heading without a number."""
    first = han_runs(paragraph)[0]
    return run is first and len(han_runs(paragraph)) > 1 and face_of(run.east) in {Face.KAITI, Face.HEITI}


@rule("body-size", Level.NORMAL, "5.2.2", "正文字号")
def _body_size(official: Official) -> Iterator[Hit]:
    for paragraph in official.running:
        wrong = next((run for run in han_runs(paragraph) if run.size != g.SIZE_3), None)
        if wrong:
            yield Hit(paragraph.place, size_name(wrong.size), size_name(g.SIZE_3), "选中这段文字，把字号改为三号。")


def _elements(official: Official) -> Iterator[tuple[str, list[Run]]]:
    """Place and runs of the elements in 三号仿宋; 签发人 beside 发文字号 has rules of its own."""
    for name, paragraph in official.plain_elements:
        runs = han_runs(paragraph)
        end = next((n for n, run in enumerate(runs) if "签发人" in run.text), len(runs))
        yield f"{name}（{paragraph.place}）", runs[:end]


@rule("element-font", Level.NORMAL, "5.2.2", "要素字体")
def _element_font(official: Official) -> Iterator[Hit]:
    for place, runs in _elements(official):
        wrong = next((run for run in runs if face_of(run.east) is not Face.FANGSONG), None)
        if wrong:
            yield Hit(place, named(wrong.east), "仿宋", "把中文字体改为仿宋（仿宋_GB2312）。")


@rule("element-size", Level.NORMAL, "5.2.2", "要素字号")
def _element_size(official: Official) -> Iterator[Hit]:
    for place, runs in _elements(official):
        wrong = next((run for run in runs if run.size != g.SIZE_3), None)
        if wrong:
            yield Hit(place, size_name(wrong.size), size_name(g.SIZE_3), "把字号改为三号。")


@rule("latin-font", Level.CUSTOM, CUSTOM, "数字和字母的字体")
def _latin_font(official: Official) -> Iterator[Hit]:
    for paragraph in official.running:
        for run in paragraph.runs:
            odd = run.latin and face_of(run.latin) is Face.OTHER and run.latin.lower() not in _LATIN
            if odd and any(c.isascii() and c.isalnum() for c in run.text):
                expected = "与汉字相同，或 Times New Roman"
                yield Hit(paragraph.place, named(run.latin), expected, "选中全文，统一西文字体。")
                return


@rule("line-count", Level.NORMAL, "5.2.3", "每面行数")
def _line_count(official: Official) -> Iterator[Hit]:
    """Lines of a right 版心: margins that are wrong are told by their own rules."""
    seen: set[int] = set()
    for paragraph in official.running:
        section = official.section(paragraph)
        height = pitch(paragraph, section)
        if section.landscape or height in seen or paragraph.lead.size != g.SIZE_3:
            continue
        seen.add(height)
        lines = g.TEXT_HEIGHT // height if height else 0
        # Where 行距 makes up for a signature that would stand alone, 7.3.5.5 allows it; that is seen on paper only.
        if lines != g.LINES and not (compensated(section) and 590 <= height <= 596):
            found = f"行距{height / 20:g}磅（每面{lines}行）"
            advice = "把正文行距设为固定值28.95磅，段前、段后设为0。"
            yield Hit(f"{paragraph.place}等", found, "每面22行，撑满版心", advice)


@rule("char-count", Level.NORMAL, "5.2.3", "每行字数")
def _char_count(official: Official) -> Iterator[Hit]:
    seen: set[int] = set()
    for paragraph in official.running:
        section = official.section(paragraph)
        run = next((r for r in han_runs(paragraph) if r.size == g.SIZE_3), None)
        if section.landscape or run is None:
            continue
        advance = char_pitch(run, section)
        held = capacity(advance)
        if held == g.CHARACTERS or round(advance) in seen:
            continue
        seen.add(round(advance))
        advice = "三号字要每行排28个，须把字符间距紧缩0.25磅（“字体—高级—间距”）。"
        yield Hit(f"{paragraph.place}等", f"字距{advance / 20:g}磅（每行{held}字）", "每行28字", advice)


@rule("paragraph-space", Level.NORMAL, "5.2.3", "段前段后")
def _paragraph_space(official: Official) -> Iterator[Hit]:
    seen: set[tuple[int, int]] = set()
    for paragraph in official.body:
        space = paragraph.before, paragraph.after
        if paragraph.table or paragraph.boxed or max(space) <= 20 or space in seen:
            continue
        seen.add(space)
        found = f"段前{space[0] / 20:g}磅、段后{space[1] / 20:g}磅"
        yield Hit(f"{paragraph.place}等", found, "段前、段后都是0", "选中全部正文，在“段落”里把段前、段后设为0。")


@rule("body-emphasis", Level.CUSTOM, CUSTOM, "正文里的强调")
def _body_emphasis(official: Official) -> Iterator[Hit]:
    for paragraph in official.body:
        if paragraph.table or level_of(paragraph.flat):
            continue
        run = next((r for r in paragraph.runs if r.text.strip() and (r.bold or r.italic or r.underline)), None)
        if run:
            found = "加粗" if run.bold else "倾斜" if run.italic else "下划线"
            yield Hit(paragraph.place, found, "不加修饰", "公文正文一般不用加粗、倾斜和下划线，请去掉。")
