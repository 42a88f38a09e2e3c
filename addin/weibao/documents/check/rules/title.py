"""Ch. 7.3.1 and 7.3.2: 标题 and 主送机关."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from weibao.documents import geometry as g
from weibao.documents.check.faces import Face, face_of, named, size_name
from weibao.documents.check.measure import gap
from weibao.documents.check.patterns import TITLE_END
from weibao.documents.check.rule import CUSTOM, Hit, Level, regulation, rule
from weibao.documents.check.rules.head import flush_left
from weibao.documents.check.rules.lines import han_runs
from weibao.documents.check.rules.number import two_lines
from weibao.documents.titles import well_shaped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from weibao.documents.check.official import Official

_TITLE_FACES: Final = {Face.XIAOBIAOSONG, Face.ZHONGSONG}
_ONE_LINE: Final = (0.6, 1.6)
_WITHOUT_ADDRESSEE: Final = {"公告", "通告", "公报", "决议"}
_ADDRESSED: Final = {"请示", "报告", "函", "批复", "通知"}
_PERSON: Final = re.compile(r"(?:书记|市长|县长|区长|省长|镇长|乡长|主任|局长|厅长|部长|同志|秘书长)$")
_MARKS: Final = re.compile(r"[，。；：！？,;:!?]")


def _lines(official: Official) -> list[str]:
    return [line.strip() for p in official.title for line in p.raw.strip().split("\n") if line.strip()]


def _place(official: Official) -> str:
    return f"标题（{official.title[0].place}）"


@rule("title-missing", Level.MUST, regulation("九"), "标题")
def _title_missing(official: Official) -> Iterator[Hit]:
    if official.doc_no and not official.title and not official.order and not official.minutes:
        yield Hit(
            official.doc_no.place,
            "后面没有找到标题",
            "由发文机关名称、事由和文种组成的标题",
            "在红线下空二行处补上标题，居中。",
        )


@rule("title-font", Level.NORMAL, "7.3.1", "标题字体")
def _title_font(official: Official) -> Iterator[Hit]:
    for paragraph in official.title:
        wrong = next((r for r in han_runs(paragraph) if face_of(r.east) not in _TITLE_FACES), None)
        if wrong:
            yield Hit(_place(official), named(wrong.east), "小标宋", "把标题改为小标宋体（如方正小标宋简体）。")
            return


@rule("title-size", Level.NORMAL, "7.3.1", "标题字号")
def _title_size(official: Official) -> Iterator[Hit]:
    for paragraph in official.title:
        wrong = next((r for r in han_runs(paragraph) if r.size != g.SIZE_2), None)
        if wrong:
            yield Hit(_place(official), size_name(wrong.size), size_name(g.SIZE_2), "把标题改为二号字。")
            return


@rule("title-centre", Level.MUST, "7.3.1", "标题居中")
def _title_centre(official: Official) -> Iterator[Hit]:
    for paragraph in official.title:
        if paragraph.align != "center" or abs(paragraph.left + paragraph.first - paragraph.right) > g.CHAR_3 // 2:
            yield Hit(_place(official), "没有居中", "居中排布", "把标题设为居中，去掉首行缩进。")
            return


@rule("title-bold", Level.CUSTOM, CUSTOM, "标题不加粗")
def _title_bold(official: Official) -> Iterator[Hit]:
    if any(run.bold for p in official.title for run in han_runs(p)):
        yield Hit(_place(official), "加粗", "不加粗", "小标宋本身就是粗体，请去掉加粗。")


@rule("title-gap", Level.MUST, "7.3.1", "标题与版头的距离")
def _title_gap(official: Official) -> Iterator[Hit]:
    rule_ = official.rule
    if not official.title or official.letter or rule_ is None or rule_.paragraph.table:
        return
    above, first = rule_.paragraph, official.title[0]
    if rule_.drawing and above.empty:
        # A drawn line hangs on one of the blank lines below 发文字号 and takes no room of its own.
        above = official.previous_shown(above) or above
    if official.at(above) >= official.at(first):
        return
    lines = gap(official.word, official.blanks(above, first), above, first)
    near = two_lines(lines) or (rule_.drawing is not None and 1.4 <= lines <= 3.6)
    if not near and all(p.empty for p in official.flow[official.at(above) + 1 : official.at(first)]):
        yield Hit(_place(official), f"在红线下空{lines:.1f}行", "红色分隔线下空二行", "在红线和标题之间留两个空行。")


@rule("title-genre", Level.MUST, regulation("八"), "文种")
def _title_genre(official: Official) -> Iterator[Hit]:
    if official.title and official.doc_no and not TITLE_END.search(official.title_text):
        advice = "计划、总结、要点、方案等不是文种，应作为附件用通知印发，或写进报告。"
        yield Hit(_place(official), f"以“{official.title_text[-4:]}”结尾", "以法定文种（通知、报告、函等）结尾", advice)


@rule("title-punctuation", Level.NORMAL, "7.3.1", "标题里的标点")
def _title_punctuation(official: Official) -> Iterator[Hit]:
    outside = re.sub(r"《[^《》]*》|“[^“”]*”|（[^（）]*）", "", official.title_text)
    match = _MARKS.search(outside)
    if match:
        yield Hit(_place(official), f"有“{match[0]}”", "除书名号等外一般不用标点", "去掉标题里的标点。")


@rule("title-double", Level.NORMAL, regulation("九"), "标题里的重复")
def _title_double(official: Official) -> Iterator[Hit]:
    outside = re.sub(r"《[^《》]*》", "", official.title_text)
    doubled = re.search(r"关于[^《》]{0,30}关于|的通知的通知|的报告的报告|的函的函|的通报的通报", outside)
    if doubled:
        yield Hit(_place(official), f"“{doubled[0]}”", "“关于”和文种各用一次", "合并重复的词语。")


@rule("title-about", Level.CUSTOM, CUSTOM, "标题的事由")
def _title_about(official: Official) -> Iterator[Hit]:
    needs = official.genre in {"通知", "通报", "报告", "请示", "批复", "函", "意见", "决定"}
    if official.title and official.doc_no and needs and not re.search(r"关于|《|转发|印发|批转", official.title_text):
        yield Hit(_place(official), "没有“关于……的”", "发文机关＋关于事由的＋文种", "把事由写进标题。")


@rule("title-shape", Level.CUSTOM, CUSTOM, "标题的排列")
def _title_shape(official: Official) -> Iterator[Hit]:
    lines = _lines(official)
    lengths = [len(line) for line in lines]
    if len(lines) > 1 and not well_shaped(lengths):
        found = f"各行{'、'.join(map(str, lengths))}字"
        yield Hit(_place(official), found, "梯形或菱形（不用长方形和沙漏形）", "换一个断行的地方，不断开词语。")
    elif len(lines) > 1 and lengths[-1] <= 2:
        yield Hit(_place(official), f"末行只有{lengths[-1]}字", "末行不少于三字", "换一个断行的地方。")


@rule("title-long", Level.CUSTOM, CUSTOM, "标题的行长")
def _title_long(official: Official) -> Iterator[Hit]:
    long = next((line for line in _lines(official) if len(line) > g.TITLE_CHARACTERS), None)
    if long:
        found = f"“{long[:12]}…”有{len(long)}字"
        yield Hit(_place(official), found, f"每行不超过{g.TITLE_CHARACTERS}字", "在词语之间手工断行，使各行完整对称。")


@rule("title-break", Level.CUSTOM, CUSTOM, "标题的断行")
def _title_break(official: Official) -> Iterator[Hit]:
    lines = _lines(official)
    for line, following in pairwise(lines):
        if re.search(r"[《（“]$", line) or re.match(r"[》）”、的]", following):
            found = f"“{line[-4:]}”与“{following[:4]}”之间断行"
            yield Hit(_place(official), found, "在词语之间断行", "换一个断行的地方。")


# --- 主送机关 ----------------------------------------------------------------------------------------------


@rule("addressee-missing", Level.NORMAL, "7.3.2", "主送机关")
def _addressee_missing(official: Official) -> Iterator[Hit]:
    moved = official.imprint and official.imprint.sent
    if official.title and official.doc_no and not official.send_to and not moved and official.genre in _ADDRESSED:
        place = official.body[0].place if official.body else _place(official)
        yield Hit(
            place,
            "标题下没有主送机关",
            f"{official.genre}写明主送机关",
            "在标题下空一行处顶格写主送机关，后加全角冒号。",
        )


@rule("addressee-unexpected", Level.NORMAL, regulation("九"), "不该有的主送机关")
def _addressee_unexpected(official: Official) -> Iterator[Hit]:
    if official.send_to and official.genre in _WITHOUT_ADDRESSEE:
        advice = "公开发布的公文不写主送机关，请删去。"
        yield Hit(official.send_to.place, f"{official.genre}写了主送机关", "没有主送机关", advice)


@rule("addressee-colon", Level.MUST, "7.3.2", "主送机关的冒号")
def _addressee_colon(official: Official) -> Iterator[Hit]:
    one = official.send_to
    if one and not one.flat.endswith("："):
        yield Hit(one.place, f"以“{one.flat[-1]}”结尾", "最后一个主送机关后加全角冒号", "改用全角冒号“：”。")


@rule("addressee-indent", Level.MUST, "7.3.2", "主送机关顶格")
def _addressee_indent(official: Official) -> Iterator[Hit]:
    one = official.send_to
    if one and (not flush_left(official, one) or one.first < 0):
        yield Hit(one.place, "没有顶格", "居左顶格，回行时仍顶格", "左对齐，去掉缩进和空格。")


@rule("addressee-gap", Level.MUST, "7.3.2", "主送机关与标题的距离")
def _addressee_gap(official: Official) -> Iterator[Hit]:
    one = official.send_to
    if one and official.title:
        last = official.title[-1]
        lines = gap(official.word, official.blanks(last, one), last, one)
        if not _ONE_LINE[0] <= lines <= _ONE_LINE[1]:
            yield Hit(one.place, f"在标题下空{lines:.1f}行", "标题下空一行", "在标题和主送机关之间留一个空行。")


@rule("addressee-person", Level.MUST, regulation("十五"), "主送个人")
def _addressee_person(official: Official) -> Iterator[Hit]:
    one = official.send_to
    if one and official.genre in {"请示", "报告", "意见"} and _PERSON.search(one.flat.rstrip("：:")):
        yield Hit(one.place, "主送负责人个人", "主送机关", "除上级负责人直接交办的事项外，改写机关名称。")


@rule("addressee-many", Level.NORMAL, regulation("十五"), "上行文的主送机关")
def _addressee_many(official: Official) -> Iterator[Hit]:
    one = official.send_to
    if one and official.upward and re.search(r"[、，]", one.flat):
        yield Hit(one.place, "不止一个主送机关", "原则上主送一个上级机关", "主送一个，其他需要知道的改为抄送。")


@rule("addressee-marks", Level.CUSTOM, CUSTOM, "主送机关之间的标点")
def _addressee_marks(official: Official) -> Iterator[Hit]:
    one = official.send_to
    match = re.search(r"[；;,]|[ \u3000]{2,}", one.flat[:-1]) if one else None
    if one and match:
        yield Hit(one.place, f"有“{match[0]}”", "同类之间用顿号，不同类之间用逗号", "改用“、”和“，”。")
