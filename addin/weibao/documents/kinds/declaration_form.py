"""申报表: a form of ours, to be replaced by the superior's own once it is at hand; that is said on its cover.

The plan names the form without enclosing it. The blocks follow public forms of the same sort (申报书 of other
demonstration places); what the campaign knows is filled in, every other place is a visible blank. On request only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from weibao.compute.members import holders
from weibao.compute.model import Verdict
from weibao.compute.words import verdict_text
from weibao.documents import layout as lay
from weibao.documents import layouts, wording
from weibao.documents.digests import facts_of
from weibao.documents.kind import Case, Document, Group, Kind, Layout
from weibao.documents.kinds import category_table
from weibao.documents.kinds import report_publicity as publicity
from weibao.documents.kinds import report_sections as parts
from weibao.documents.kinds import report_words as words
from weibao.documents.kinds.report_body import cover_table
from weibao.documents.sections import Page, section_break

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

NAME: Final = "declaration_form"
TITLE: Final = "申报表"
_REMARK: Final = "方案没有附上级的申报表式样，本表为自拟样式；上级印发表样后，请用上级的表样替换模板再填报。"

FIELDS: Final = {
    "表名": "表的名称，已分好行",
    "说明": "自拟样式的说明",
    "地区": "申报地区",
    "单位": "申报单位",
    "日期": "填报日期，月、日留空",
    "联系人": "联系人",
    "电话": "联系电话",
    "部门数": "部门和单位数",
    "镇街数": "乡级行政区（镇、街道、乡、苏木）数；没有时为空",
    "协调机制": "协调机制名称",
    "办公室": "办公室全称",
    "成员数": "成员单位数",
    "负责人职务": "协调机制负责人的职务：名册中的单位职务，没有填的是方案写的",
    "督查专员": "督查专员姓名；没有填的为空",
    "会议数": "本年已经召开的会议次数；没有的为空",
    "方案": "实施方案名称，带书名号",
    "方案日期": "实施方案的印发日期",
    "年份": "经费投入的三个年度",
    "项目表": category_table.ROWS,
    "负面": "负面清单各行，每行有 序号、事项、情况",
    "影响期": "负面清单影响期",
    "意见": "负面清单推荐意见",
    "问题": "存在的问题各段",
    "工作成绩": "工作成绩各行，每行有 序号、名称、单位、级别、日期；不足四行的补空行",
}

_WIDE: Final = (2311, 2111, 2311, 2111)
_NEGATIVE: Final = (
    lay.Column("序号", 700, "{{ 行.序号 }}", "WBTableCentre"),
    lay.Column("负面清单事项", 6044, "{{ 行.事项 }}"),
    lay.Column("影响期内情况", 2100, "{{ 行.情况 }}", "WBTableCentre"),
)
_YEARS: Final = (
    lay.Column("年度", 1244, "{{ 年 }}", "WBTableCentre"),
    *(lay.Column(heading, 1900, "") for heading in ("未保工作预算（万元）", "福彩公益金（万元）", "购买服务（万元）")),
    lay.Column("社会资金（万元）", 1900, ""),
)
_MERITS: Final = (
    lay.Column("序号", 700, "{{ 行.序号 }}", "WBTableCentre"),
    lay.Column("荣誉、经验推广等", 3444, "{{ 行.名称 }}"),
    lay.Column("授予或推广单位", 2100, "{{ 行.单位 }}"),
    lay.Column("级别", 1200, "{{ 行.级别 }}", "WBTableCentre"),
    lay.Column("日期", 1400, "{{ 行.日期 }}", "WBTableCentre"),
)


def build() -> bytes:
    """The template's bytes, always the same: a cover and the blocks of the form."""
    return layouts.plain(_cover() + _blocks(), title=f"{TITLE}模板")


def _cover() -> str:
    lines = (
        ("申报地区", "{{ 地区 }}"), ("行政区划代码", ""), ("申报单位（盖章）", "{{ 单位 }}"),
        ("填报日期", "{{ 日期 }}"), ("联系人", "{{ 联系人 }}"), ("联系电话", "{{ 电话 }}"),
    )  # fmt: skip
    return (
        lay.blank(3)
        + lay.paragraph("WBTitle", "{{ 表名 }}")
        + lay.blank(3)
        + cover_table(lines)
        + lay.blank(2)
        + lay.paragraph("WBBody", "说明：{{ 说明 }}")
    )


def _blocks() -> str:
    return (
        section_break(Page.PORTRAIT)
        + _heading("一、基本情况")
        + _pairs(
            (
                ("户籍人口（万人）", ""), ("常住人口（万人）", ""), ("未成年人（万人）", ""), ("在校学生（万人）", ""),
                ("留守儿童（人）", ""), ("困境儿童（人）", ""), ("孤儿（人）", ""), ("事实无人抚养儿童（人）", ""),
                ("残疾儿童（人）", ""), ("儿童督导员（人）", ""), ("儿童主任（人）", ""), ("村（社区）（个）", ""),
                ("乡级行政区（个）", "{{ 镇街数 }}"), ("未成年人保护工作站（个）", ""),
            )
        )
        + _heading("二、组织领导")
        + _pairs(
            (
                ("协调机制", "{{ 协调机制 }}"), ("成立文号", ""),
                ("负责人职务", "{{ 负责人职务 }}"), ("办公室", "{{ 办公室 }}"),
                ("成员单位（个）", "{{ 成员数 }}"), ("参与部门（个）", "{{ 部门数 }}"),
                ("实施方案", "{{ 方案 }}"), ("印发日期", "{{ 方案日期 }}"),
                ("督查专员", "{{ 督查专员 }}"), ("本年已开会议（次）", "{{ 会议数 }}"),
            )
        )
        + _heading("三、经费投入")
        + lay.table(_YEARS, "年", "年份")
        + _heading("四、自评得分")
        + category_table.table()
        + _heading("五、负面清单")
        + lay.paragraph("WBBody", "影响期：{{ 影响期 }}。{{ 意见 }}")
        + lay.table(_NEGATIVE, "行", "负面")
        + _heading("六、工作成绩")
        + lay.table(_MERITS, "行", "工作成绩")
        + _heading("七、主要做法和特色")
        + _box("", 3000)
        + _heading("八、存在的问题和整改措施")
        + lay.each("段", "问题", lay.paragraph("WBBody", "{{ 段 }}"))
        + _box("整改措施：", 1700)
        + _heading("九、附件")
        + "".join(
            lay.paragraph("WBBody", f"{number}.{name}")
            for number, name in enumerate(("自评报告", "指标自评得分表", "佐证材料目录", "典型案例"), 1)
        )
        + _heading("十、意见")
        + "".join(_opinion(name) for name in ("县级人民政府意见", "市级民政部门意见", "省级民政部门意见"))
    )  # fmt: skip


def _heading(text: str) -> str:
    return lay.paragraph("WBHeading1", text)


def _pairs(pairs: Sequence[tuple[str, str]]) -> str:
    """Label and value, two pairs in a row."""
    cells = [(lay.Cell(label, style="WBTableHead"), lay.Cell(value, style="WBTableCentre")) for label, value in pairs]
    rows = [(*cells[at], *cells[at + 1]) for at in range(0, len(cells), 2)]
    return lay.grid(_WIDE, rows, height=480)


def _box(text: str, height: int) -> str:
    return lay.grid((sum(_WIDE),), ((lay.Cell(text),),), height=height)


def _opinion(name: str) -> str:
    return lay.grid(
        (2411, sum(_WIDE) - 2411),
        ((lay.Cell(name, style="WBTableHead"), lay.Cell("（盖章）　　　　　年　　月　　日", style="WBTableCentre")),),
        height=1500,
    )


def documents(case: Case) -> Iterator[Document]:
    """One for the round."""
    book, settings, as_of = case.rulebook, case.settings, case.assessment.as_of
    name = words.title("", words.campaign_name(book), TITLE)
    told: dict[str, Any] = {
        "项目表": category_table.rows(case),
        "负面": _negative(case),
        "影响期": "至".join(wording.day(day) for day in case.assessment.window),
        "意见": _verdict(case),
        "问题": [text for _, text in parts.problems(case) if text] if case.submissions else [],
        "工作成绩": publicity.merit_rows(case),
    }
    members = sum(unit.duty_order is not None for unit in book.units)
    context: dict[str, Any] = {
        "表名": "\n".join(name),
        "说明": _REMARK,
        "地区": wording.or_blank(settings.county),
        "单位": wording.or_blank(settings.office),
        "日期": wording.open_day(as_of.year),
        "联系人": wording.or_blank(settings.office_contact),
        "电话": wording.or_blank(settings.office_phone),
        "部门数": str(sum(unit.kind != "town" for unit in book.units)),
        "镇街数": str(len(book.towns)) if book.towns else "",
        "协调机制": wording.or_blank(settings.group_name),
        "办公室": wording.or_blank(settings.office),
        "成员数": str(members) if members else "",
        **_people(case),
        "方案": words.plan(case),
        "方案日期": wording.day(book.issued),
        "年份": [str(as_of.year - back) for back in (2, 1, 0)],
        **told,
    }
    yield Document(
        key=f"R{case.assessment.round}",
        path=f"{TITLE}/{TITLE}（第{case.assessment.round}轮）.docx",
        title="".join(name),
        context=context,
        facts=facts_of({key: told[key] for key in told if key != "问题"}),
    )


def _people(case: Case) -> dict[str, str]:
    """Who leads, who inspects, and how many meetings there were this year."""
    heads = [post for post in case.rulebook.posts if post.setting == "leader"]
    places = {(post.body, post.name) for post in heads}
    titles = [member.title for member in case.office.roster if member.title and (member.body, member.post) in places]
    inspect = [post for post in case.rulebook.posts if post.setting == "inspectors"]
    inspectors = case.settings.inspectors or tuple(name for post in inspect for name in holders(case.office, post))
    as_of = case.assessment.as_of
    held = sum(
        item.held_on is not None and item.held_on <= as_of and item.held_on.year == as_of.year
        for item in case.office.meetings
    )
    return {
        "负责人职务": next(iter([*titles, *(post.held_by for post in heads)]), ""),
        "督查专员": "、".join(inspectors),
        "会议数": str(held) if held else "",
    }


def _verdict(case: Case) -> str:
    if not case.submissions:
        return "各单位尚未报送，待填。"
    text, final = verdict_text(case.rulebook, case.assessment.verdict), case.assessment.final
    open_ = not final and case.assessment.verdict is not Verdict.UNDECIDED
    return f"推荐意见：{text}{'（暂定）' if open_ else ''}。"


def _negative(case: Case) -> list[dict[str, str]]:
    rows = []
    for item in case.assessment.vetoes:
        veto = case.rulebook.veto_by_id[item.veto]
        counted = sum(event.counted for event in item.events)
        pending = any(not event.counted and not event.ruling and event.in_window for event in item.events)
        state = f"有，计入{counted}件" if counted else "有报告，待认定" if pending else "无"
        if item.silent and not counted:
            state = "待填" if not case.submissions else f"{len(item.silent)}个单位未作答"
        rows.append({"序号": str(veto.order), "事项": veto.text, "情况": state})
    return rows


KIND: Final = Kind(
    name=NAME,
    title=TITLE,
    genre="",
    layout=Layout.GENERAL,
    group=Group.ON_REQUEST,
    fields=FIELDS,
    named=("表名", "地区", "单位"),
    build=build,
    documents=documents,
)
