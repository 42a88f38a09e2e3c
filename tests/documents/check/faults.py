"""Deliberately wrong documents as data: the rule that must catch it, the right document, what is spoilt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from documents.check import samples as s
from documents.check.samples import FANG, HEI, KAI, SONG, P, Sample, T, copies, p, printed, rule, text

Change = Callable[[Sample], None]


@dataclass(frozen=True)
class Fault:
    """One wrong document. `also` are codes of warnings that the same mistake cannot avoid."""

    code: str
    base: str
    changes: tuple[Change, ...]
    also: frozenset[str] = frozenset()

    def document(self) -> bytes:
        sample = s.BASES[self.base]()
        for change in self.changes:
            change(sample)
        return s.document(sample)


def fault(code: str, base: str, *changes: Change, also: str = "") -> Fault:
    return Fault(code, base, changes, frozenset(also.split()))


# --- what can be done to a document ------------------------------------------------------------------------


def paragraph(sample: Sample, name: str) -> P:
    kind, _, rest = name.partition(":")
    if kind == "foot":
        return sample.foot[rest][0]
    if kind == "imprint":
        table = sample.blocks["imprint"]
        assert isinstance(table, T)
        return table.rows[int(rest)][0][0]
    block = sample.blocks[name]
    assert isinstance(block, P), name
    return block


def say(name: str, *pieces: s.Piece) -> Change:
    """Another text."""

    def change(sample: Sample) -> None:
        assert paragraph(sample, name).pieces != list(pieces)
        paragraph(sample, name).pieces = list(pieces)

    return change


def swap(name: str, old: str, new: str) -> Change:
    """Another word in a text."""

    def change(sample: Sample) -> None:
        one = paragraph(sample, name)
        assert old in one.text
        one.pieces = [
            piece.replace(old, new) if isinstance(piece, str) else (piece[0].replace(old, new), piece[1])
            for piece in one.pieces
        ]

    return change


def look(name: str, **values: Any) -> Change:
    """Another face, size, colour …; overrides of single pieces go too."""

    def change(sample: Sample) -> None:
        one = paragraph(sample, name)
        one.look |= values
        one.pieces = [q if isinstance(q, str) or q[0] == "PAGE" else (q[0], q[1] | values) for q in one.pieces]

    return change


def lay(name: str, **values: Any) -> Change:
    """Another alignment, indent, spacing …"""

    def change(sample: Sample) -> None:
        assert values.items() - paragraph(sample, name).layout.items()
        paragraph(sample, name).layout |= values

    return change


def drop(*names: str) -> Change:
    def change(sample: Sample) -> None:
        for name in names:
            del sample.blocks[name]

    return change


def add(after: str, **blocks: P | T) -> Change:
    """New blocks behind one."""

    def change(sample: Sample) -> None:
        order = list(sample.blocks)
        at = order.index(after) + 1
        order[at:at] = list(blocks)
        everything = sample.blocks | blocks
        sample.blocks = {name: everything[name] for name in order}

    return change


def move(name: str, after: str) -> Change:
    def change(sample: Sample) -> None:
        block = sample.blocks.pop(name)
        add(after, **{name: block})(sample)

    return change


def page(**values: int) -> Change:
    def change(sample: Sample) -> None:
        sample.page |= values

    return change


def table(name: str, **values: Any) -> Change:
    def change(sample: Sample) -> None:
        one = sample.blocks[name]
        assert isinstance(one, T)
        for key, value in values.items():
            assert getattr(one, key) != value
            setattr(one, key, value)

    return change


def put(**values: Any) -> Change:
    """A setting of the whole document."""

    def change(sample: Sample) -> None:
        for key, value in values.items():
            assert getattr(sample, key) != value
            setattr(sample, key, value)

    return change


def texts(**values: Any) -> Change:
    """Another layout of all running text."""

    def change(sample: Sample) -> None:
        for name in s.BODY:
            one = sample.blocks.get(name)
            if isinstance(one, P):
                one.layout |= {k: v for k, v in values.items() if k in one.layout}
                one.look |= {k: v for k, v in values.items() if k in one.look}

    return change


def new_section(after: str, **changes: Any) -> Change:
    """A section that ends behind a block, its page changed."""

    def change(sample: Sample) -> None:
        one = p(size=2, line=20)
        one.layout["extra"] = s.section(sample, **changes)
        add(after, turn=one)(sample)

    return change


def long_table(**values: Any) -> Change:
    """A table of 15 rows in the place of the small one."""

    def change(sample: Sample) -> None:
        cell = {"size": 24, "spacing": 0, "line": 340, "align": "center"}
        rows = [[[p(f"{n}", **cell)], [p("事项", **cell)]] for n in range(1, 16)]
        sample.blocks["table"] = T(rows, **values)

    return change


LONG = "关于各镇人民政府和县各有关部门贯彻落实有关工作要求情况的整改事项清单和说明"

FAULTS = (
    # --- 5: paper, type area, colour --------------------------------------------------------------------
    fault("page-size", "general", page(w=12240, h=15840)),
    fault("page-top", "general", page(top=1440)),
    fault("page-left", "general", page(left=1800)),
    fault("page-left", "general", page(gutter=200)),
    fault("page-right", "general", page(right=1800)),
    fault("page-bottom", "general", page(bottom=1440)),
    fault("page-landscape", "general", new_section("name1-gap"),
          page(w=16838, h=11906, top=1440, bottom=1440, left=1984, right=2098)),
    fault("page-landscape-text", "general",
          page(w=16838, h=11906, top=1588, bottom=1474, left=1984, right=2098)),
    fault("text-colour", "general", look("one-a", colour="0000FF")),
    fault("text-colour", "general", look("last", colour="FF0000")),
    fault("header-text", "general", put(head="江海县人民政府办公室")),
    fault("left-revisions", "general", lay("intro", extra='<w:rPr><w:ins w:id="1" w:author="a"/></w:rPr>')),
    fault("body-font", "general", look("intro", font="宋体")),
    fault("body-font", "general", look("explained", font="微软雅黑")),
    fault("body-size", "general", look("intro", size=28)),
    fault("element-font", "general", look("to", font=SONG)),
    fault("element-font", "general", look("number", font=HEI)),
    fault("element-size", "general", look("note", size=28)),
    fault("latin-font", "general", look("last", latin="Calibri")),
    fault("line-count", "general", texts(line=600)),
    fault("line-count", "general", texts(line=580)),
    fault("line-count", "general", texts(line=360, rule="auto")),
    fault("char-count", "general", texts(spacing=0)),
    fault("paragraph-space", "general", lay("intro", before=156)),
    fault("body-emphasis", "general", look("intro", bold=True)),
    # --- 7.2: 版头 ---------------------------------------------------------------------------------------
    fault("copy-no-form", "secret", say("copy-no", "№00012")),
    fault("copy-no-place", "secret", lay("copy-no", align="right")),
    fault("copy-no-size", "secret", look("copy-no", size=28)),
    fault("copy-no-missing", "secret", drop("copy-no"), lay("mark", before=1956 - 2 * 579)),
    fault("secrecy-form", "secret", say("secrecy", "机密☆一年")),
    fault("secrecy-font", "secret", look("secrecy", font=FANG)),
    fault("secrecy-size", "secret", look("secrecy", size=36)),
    fault("secrecy-place", "secret", lay("secrecy", align="center")),
    fault("urgency-form", "secret", say("urgency", "急件")),
    fault("urgency-font", "secret", look("urgency", font=KAI)),
    fault("urgency-size", "secret", look("urgency", size=30)),
    fault("urgency-place", "secret", lay("urgency", left=640)),
    fault("head-order", "secret", move("secrecy", "urgency")),
    fault("mark-centre", "general", lay("mark", align="left")),
    fault("mark-font", "general", look("mark", font=SONG)),
    fault("mark-colour", "general", look("mark", colour="")),
    fault("mark-bold", "general", look("mark", bold=True)),
    fault("downgraded-font", "general", look("mark", font="华文中宋")),
    fault("mark-position", "general", lay("mark", before=600)),
    fault("mark-position", "letter", lay("mark", before=800)),
    fault("number-brackets", "general", swap("number", "〔2023〕", "[2023]")),
    fault("number-brackets", "general", swap("number", "〔2023〕", "（2023）")),
    fault("number-year", "general", swap("number", "2023", "23")),
    fault("number-zero", "general", swap("number", "12号", "012号")),
    fault("number-nth", "general", swap("number", "12号", "第12号")),
    fault("number-missing", "general", drop("number", "mark-gap1", "mark-gap2")),
    fault("number-place", "general", lay("number", align="left")),
    fault("number-place", "report", lay("number", left=0)),
    fault("number-gap", "general", drop("mark-gap1")),
    fault("signatory-missing", "report", say("number", "江政办发〔2023〕12号"),
          lay("number", align="center", left=0, right=0)),
    fault("signatory-unexpected", "report", swap("title", "报告", "通知"), swap("last", "特此报告", "特此通知")),
    fault("signatory-colon", "report", swap("number", "人：", "人:")),
    fault("signatory-font", "report", look("number", font=FANG)),
    fault("signatory-size", "report",
          say("number", "江政办发〔2023〕12号\t签发人：", ("张某某", {"font": KAI, "size": 28}))),
    fault("signatory-place", "report", say("number", "江政办发〔2023〕12号"),
          add("mark-gap2", signs=p("签发人：", ("张某某", {"font": KAI}), align="center"))),
    fault("rule-missing", "general", lay("number", border="")),
    fault("rule-colour", "general", lay("number", border=rule(colour="000000"))),
    fault("rule-width", "general", lay("number", left=800, right=800)),
    fault("rule-gap", "general", lay("number", border=rule(space=1))),
    fault("rule-size", "general", lay("number", border=rule(size=36))),
    fault("number-mark", "general", say("number", "AB〔2023〕12号")),
    # --- 7.3.1, 7.3.2: 标题, 主送机关 -----------------------------------------------------------------------
    fault("title-missing", "general", drop("title", "to-gap", "to")),
    fault("title-font", "general", look("title", font=SONG)),
    fault("title-size", "general", look("title", size=36)),
    fault("title-centre", "general", lay("title", align="left")),
    fault("title-centre", "general", lay("title", first=640)),
    fault("title-bold", "general", look("title", bold=True)),
    fault("title-gap", "general", drop("title-gap1")),
    fault("title-genre", "general", swap("title", "的通知", "的实施方案")),
    fault("title-punctuation", "general", swap("title", "的通知", "的通知。")),
    fault("title-double", "general", say("title", "江海县人民政府办公室关于\n印发关于整改工作的通知的通知")),
    fault("title-about", "general", say("title", "江海县人民政府办公室\n开展整改工作通知")),
    fault("title-shape", "general", say("title", "江海县人民政府办公室\n关于切实做好整改通知")),
    fault("title-long", "general", say("title", "江海县人民政府办公室关于进一步加强整改工作的通知")),
    fault("title-break", "general", say("title", "江海县人民政府办公室关于印发《\n整改工作方案》的通知")),
    fault("addressee-missing", "general", drop("to", "to-gap")),
    fault("addressee-unexpected", "general", swap("title", "通知", "公告")),
    fault("addressee-colon", "general", swap("to", "：", ":")),
    fault("addressee-colon", "general", swap("to", "：", "")),
    fault("addressee-indent", "general", lay("to", first=640)),
    fault("addressee-gap", "general", drop("to-gap")),
    fault("addressee-person", "request", say("to", "张某某县长：")),
    fault("addressee-many", "report", say("to", "江海市人民政府办公室、江海市民政局：")),
    fault("addressee-marks", "general", say("to", "各镇人民政府；县各有关部门：")),
    # --- 7.3.3: 正文 ---------------------------------------------------------------------------------------
    fault("body-indent", "general", lay("intro", first=0)),
    fault("body-indent", "general", lay("intro", first=482)),
    fault("body-left", "general", lay("intro", left=640, first=0)),
    fault("body-spaces", "general", lay("intro", first=0), swap("intro", "根据县委", "\u3000\u3000根据县委")),
    fault("body-align", "general", say("explained", "说明。"), lay("intro", align="left"),
          swap("intro", "进行了检查。", "进行了检查，检查采取听取汇报、查阅资料、实地走访的方式，共检查单位十二个。")),
    fault("body-blank", "general", add("one-a", empty=p())),
    fault("no-text-page", "general", add("last", empty=text("（此页无正文）"))),
    fault("level-form", "general", swap("three-1", "1.", "1、")),
    fault("level-form", "general", swap("one-a", "（一）", "(一)")),
    fault("level-form", "general", swap("one-a", "（一）", "（一）、")),
    fault("level-skip", "general", drop("two-a")),
    fault("level-order", "general", swap("two", "二、", "三、")),
    fault("level-font", "general", look("one", font=FANG)),
    fault("level-font", "general", look("two-a", font=HEI)),
    fault("level-run", "general", look("one-a", font=KAI)),
    fault("level-bold", "general", look("one", bold=True)),
    fault("level-stop", "general", swap("one", "检查情况", "检查情况。")),
    fault("level-number", "minutes", drop("two", "two-a")),
    # --- 7.3.4, 7.3.7: 附件说明, 附件 -------------------------------------------------------------------------
    fault("enclosures-gap", "general", drop("list-gap")),
    fault("enclosures-indent", "general", lay("list1", left=1280)),
    fault("enclosures-colon", "general", swap("list1", "附件：", "附件:")),
    fault("enclosures-stop", "general", swap("list2", "说明", "说明。")),
    fault("enclosures-number", "general", swap("list1", "1.", "1、")),
    fault("enclosures-single", "general", drop("list2", "mark2", "mark2-gap", "name2", "name2-gap", "explained"),
          swap("mark1", "附件1", "附件")),
    fault("enclosures-turn", "general", say("list1", f"附件：1.{LONG}"), say("name1", LONG),
          lay("list1", left=0, first=640)),
    fault("enclosures-match", "general", say("name1", "问题清单")),
    fault("enclosures-match", "general", drop("mark2", "mark2-gap", "name2", "name2-gap", "explained")),
    fault("enclosures-missing", "general", drop("list1", "list2", "list-gap")),
    fault("attachment-absent", "general", drop("mark1", "mark1-gap", "name1", "name1-gap", "table"),
          drop("mark2", "mark2-gap", "name2", "name2-gap", "explained")),
    fault("attachment-page", "general", lay("mark2", page=False)),
    fault("attachment-mark", "general", say("mark1", "附件1：")),
    fault("attachment-mark", "general", say("mark1", "附件一"), say("mark2", "附件二")),
    fault("attachment-mark-font", "general", look("mark1", font=FANG)),
    fault("attachment-mark-size", "general", look("mark1", size=28)),
    fault("attachment-mark-place", "general", lay("mark1", align="center")),
    fault("attachment-order", "general", say("mark2", "附件3")),
    fault("attachment-order", "general", say("mark2", "附件")),
    fault("attachment-title", "general", lay("name2", align="left")),
    fault("attachment-title", "general", drop("mark2-gap")),
    fault("attachment-title-font", "general", look("name2", font=HEI)),
    fault("attachment-place", "general", move("imprint", "note")),
    # --- 7.3.5, 7.3.6: 署名, 成文日期, 附注 -----------------------------------------------------------------
    fault("date-form", "general", say("date", "二〇二三年三月一日"), lay("signer", right=1122)),
    fault("date-form", "general", say("date", "2023年03月01日"), lay("signer", right=800)),
    fault("date-form", "general", say("date", "2023.3.1"), lay("signer", right=500)),
    fault("date-missing", "general", drop("date", "note", "signer", "gap1", "gap2"), lay("list2", keep=False)),
    fault("date-place", "general", lay("date", right=920), lay("signer", right=283)),
    fault("signer-missing", "general", drop("signer")),
    fault("signer-centre", "general", lay("signer", right=1280)),
    fault("signer-gap", "general", drop("gap1", "gap2")),
    fault("signer-far", "general", add("gap1", gap3=s.blank(), gap4=s.blank(), gap5=s.blank(), gap6=s.blank())),
    fault("signer-mark", "general", say("signer", "江海县民政局"), lay("signer", right=1273)),
    fault("signature-kept", "general", lay("gap1", keep=False)),
    fault("note-form", "general", say("note", "(联系人：王某某，电话：0000-12345678)")),
    fault("note-form", "general", say("note", "联系人：王某某，电话：0000-12345678")),
    fault("note-indent", "general", lay("note", first=0)),
    fault("note-place", "general", move("note", "list2"), add("list2", gap0=s.blank())),
    fault("note-gap", "general", add("date", empty=p())),
    fault("note-contact", "report", drop("note")),
    # --- 7.4: 版记 -----------------------------------------------------------------------------------------
    fault("imprint-missing", "general", drop("imprint")),
    fault("imprint-old", "general", table("imprint", rows=[[[p("主题词：整改 通知", size=28, left=280, align="left")]],
                                                           [[copies()]], [[printed()]]])),
    fault("imprint-old", "general", swap("imprint:0", "抄送", "抄报")),
    fault("copies-colon", "general", swap("imprint:0", "抄送：", "抄送:")),
    fault("copies-stop", "general", swap("imprint:0", "。", "")),
    fault("imprint-font", "general", look("imprint:0", font=SONG)),
    fault("imprint-size", "general", look("imprint:1", size=32)),
    fault("copies-indent", "general", lay("imprint:0", left=0, first=0)),
    fault("copies-indent", "general", lay("imprint:0", right=0)),
    fault("copies-turn", "general", lay("imprint:0", left=280, first=0),
          swap("imprint:0", "县政协", "县人民法院，县人民检察院，县人民武装部，县政协")),
    fault("printed-form", "general", swap("imprint:1", "3月2日", "03月02日")),
    fault("printed-place", "general", lay("imprint:1", left=0)),
    fault("printed-early", "general", swap("imprint:1", "3月2日", "2月2日")),
    fault("imprint-order", "general", table("imprint", rows=[[[printed()]], [[copies()]]])),
    fault("imprint-rules", "general", table("imprint", edges=(0, 6, 8))),
    fault("imprint-thick", "general", table("imprint", edges=(12, 6, 12))),
    fault("imprint-thin", "general", table("imprint", edges=(8, 8, 8))),
    fault("imprint-middle", "general", table("imprint", edges=(8, 0, 8))),
    fault("imprint-sides", "general", table("imprint", sides=4)),
    fault("imprint-width", "general", table("imprint", width=8000)),
    fault("imprint-bottom", "general", table("imprint", bottom=False)),
    # --- 7.5: 页码 -----------------------------------------------------------------------------------------
    fault("folio-missing", "general", put(foot={})),
    fault("folio-missing", "general", put(foot={"default": [s.number_foot("default")], "even": [p()]})),
    fault("folio-dash", "general", say("foot:default", "- ", ("PAGE", {}), " -")),
    fault("folio-dash", "general", put(restart='<w:pgNumType w:fmt="numberInDash"/>')),
    fault("folio-font", "general", look("foot:even", font="Calibri")),
    fault("folio-size", "general", look("foot:default", size=21)),
    fault("folio-digits", "general", put(restart='<w:pgNumType w:fmt="decimalFullWidth"/>'), also="folio-dash"),
    fault("folio-side", "general", lay("foot:default", align="center", right=0)),
    fault("folio-side", "general", put(odd_even=False)),
    fault("folio-indent", "general", lay("foot:even", left=0)),
    fault("folio-distance", "general", page(footer=851)),
    fault("folio-restart", "general", new_section("note"), put(restart='<w:pgNumType w:start="1"/>')),
    # --- 8, 10: formats -----------------------------------------------------------------------------------
    fault("letter-mark", "letter", say("mark", "江海县人民政府办公室文件")),
    fault("letter-upper", "letter", lay("mark", border=s.DOUBLE_DOWN)),
    fault("letter-lower", "letter", put(foot=s.feet() | {"first": [p(size=2, line=20)]})),
    fault("letter-colour", "letter", lay("mark", border=s.DOUBLE_UP.replace(s.RED, "000000"))),
    fault("letter-width", "letter", lay("mark", left=0, right=0)),
    fault("letter-number", "letter", lay("number", align="center")),
    fault("letter-title-gap", "letter", drop("title-gap1")),
    fault("letter-first-number", "letter", put(foot=s.feet() | {
        "first": [p(frame=s.LOWER, border=s.DOUBLE_DOWN, size=2, line=20), s.number_foot("default")]})),
    fault("letter-imprint", "letter", table("imprint", rows=[[[copies()]], [[printed()]]])),
    fault("order-number", "order", say("number", "第05号")),
    fault("order-number", "order", lay("number", align="left")),
    fault("order-gap", "order", drop("body-gap1")),
    fault("attendance-label", "minutes", look("present", font=FANG)),
    fault("attendance-names", "minutes", say("present", ("出席：张某某、", {"font": HEI}), ("王某某", {"font": KAI}))),
    fault("attendance-size", "minutes", look("absent", size=28)),
    fault("attendance-place", "minutes", lay("present", left=960)),
    fault("attendance-order", "minutes", move("absent", "beside")),
    fault("attendance-gap", "minutes", drop("present-gap")),
    fault("minutes-voice", "minutes", swap("one-a", "会议认为", "我认为")),
    # --- tables --------------------------------------------------------------------------------------------
    fault("table-width", "general", table("table", width=10000)),
    fault("table-heading", "general", long_table(heading=False)),
    fault("table-split", "general", long_table(whole=False)),
    fault("table-font-size", "general", table("table", rows=[[[p("序号", size=14, align="center")]]])),
    # --- 9: punctuation, figures, units -----------------------------------------------------------------------
    fault("punct-narrow", "general", swap("one-b", "，", ",")),
    fault("punct-quotes", "general", swap("intro", "有关事项", '"有关"事项')),
    fault("punct-double", "general", swap("one-b", "，个别", "，，个别")),
    fault("punct-dots", "general", swap("one-b", "不完整", "不完整...")),
    fault("punct-pairs", "general", swap("intro", "工作部署", "（工作部署")),
    fault("punct-list", "general", swap("intro", "县委、县政府工作部署", "《甲方案》、《乙方案》")),
    fault("figure-wide", "general", swap("last", "2023", "２０２３")),
    fault("figure-year", "general", swap("last", "2023年", "23年")),
    fault("figure-date", "general", swap("last", "2023年4月10日", "2023.4.10")),
    fault("figure-zero", "general", swap("last", "4月", "04月")),
    fault("figure-day", "general", swap("last", "4月10日", "4月31日")),
    fault("figure-weekday", "general", swap("last", "4月10日", "4月10日（星期二）")),
    fault("unit-form", "general", swap("one-b", "材料不完整", "场所不足20平米")),
    fault("cited-brackets", "general", swap("intro", "工作部署", "《方案》（江委发[2023]5号）")),
    fault("cited-order", "general", swap("intro", "工作部署", "江委发〔2023〕5号《方案》")),
    fault("open-blank", "general", swap("last", "书面报送", "书面报送×××")),
    # --- 条例: 文种 and its words ---------------------------------------------------------------------------
    fault("request-closing", "request", say("last", "特此请示。")),
    fault("report-asks", "report", say("last", "妥否，请批示。")),
    fault("report-copies-down", "report", swap("imprint:0", "县政协", "各镇人民政府，县政协")),
    fault("reply-closing", "general", say("title", "江海县人民政府办公室\n关于同意整改方案的批复")),
    fault("other-closing", "general", say("last", "特此函告。")),
    fault("letter-asks", "letter", say("last", "请批示。")),
    fault("letter-tone", "letter", swap("intro", "贵院", "你院")),
    fault("opening-colon", "general", swap("intro", "如下：", "如下。")),
    fault("report-closing", "report", say("last", "下步将继续抓好落实。")),
    fault("meeting-facts", "general", swap("title", "开展整改工作", "召开整改工作会议")),
    fault("minutes-duty", "minutes", swap("two-a", "由县民政局于", "于")),
    fault("notice-sections", "general", drop(*[name for name in s.BODY if name != "intro"]), lay("intro", keep=True)),
)  # fmt: skip
