"""下发清单通知: the checklists of a round go out — to whom, what to fill in, by when and how to return it.

One for the round while it is still running; after its due date it is too late to announce it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from weibao.compute.deadlines import due_date
from weibao.compute.model import Role
from weibao.compute.roles import own_by_unit, own_vetoes
from weibao.documents import layout as lay
from weibao.documents import layouts, wording
from weibao.documents.digests import facts_of
from weibao.documents.kind import Case, Document, Group, Kind, Layout
from weibao.documents.kinds import report_words as words
from weibao.documents.kinds.report_body import closing
from weibao.documents.kinds.report_settings import report_settings
from weibao.documents.letterhead import letterhead
from weibao.errors import CalendarRangeError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from weibao.compute.model import Round

NAME: Final = "checklist_notice"
TITLE: Final = "下发清单通知"
_TABLE: Final = "各单位填报项数表"

FIELDS: Final = {
    **layouts.fields(Layout.GENERAL),
    "方案": "方案名称，带书名号",
    "办公室": "办公室简称",
    "轮次": "如：第1轮（申报自评）",
    "单位": "填报单位数，如：部门和单位40个、镇（街道）14个",
    "指标数": "指标清单的项数（数字）",
    "负面数": "负面清单的项数（数字）",
    "影响期": "负面清单影响期，如：2021年10月31日至2023年10月31日",
    "材料期": "佐证材料的成文时间，如：2023年1月1日至2024年3月31日",
    "期限": "报送期限，如：2023年9月28日；没有定时月、日留空",
    "各单位": "附件各行，每行有 序号、单位、牵头、独立、配合、合计、负面",
}

_COLUMNS: Final = (
    lay.Column("序号", 800, "{{ 行.序号 }}", "WBTableCentre"),
    lay.Column("单位", 2744, "{{ 行.单位 }}"),
    lay.Column("牵头", 900, "{{ 行.牵头 }}", "WBTableCentre"),
    lay.Column("独立承担", 1200, "{{ 行.独立 }}", "WBTableCentre"),
    lay.Column("配合", 900, "{{ 行.配合 }}", "WBTableCentre"),
    lay.Column("指标合计", 1150, "{{ 行.合计 }}", "WBTableCentre"),
    lay.Column("负面清单", 1150, "{{ 行.负面 }}", "WBTableCentre"),
)


def build() -> bytes:
    """The template's bytes, always the same."""
    head = "WBHeading2Text"
    body = (
        lay.paragraph("WBBody", "根据{{ 方案 }}，{{ 办公室 }}组织填报{{ 轮次 }}指标清单。现就有关事项通知如下：")
        + lay.paragraph("WBHeading1", "一、填报单位和内容")
        + lay.paragraph("WBBody", ("（一）填报单位。", head), "{{ 单位 }}，各单位填报的项数见附件。")
        + lay.paragraph(
            "WBBody", ("（二）指标清单。", head),
            "共{{ 指标数 }}项，已按职责分解到各单位的清单。牵头和独立承担的，填写完成情况、自评得分和工作情况；"
            "配合的，填写完成情况和工作情况。没有做到的如实填写“未达标”，不留空。",
        )
        + lay.paragraph(
            "WBBody", ("（三）佐证材料。", head),
            "按指标逐件登记材料名称、文号、成文日期和存放位置，成文日期一般在{{ 材料期 }}之间。",
        )
        + lay.only(
            "负面数",
            lay.paragraph(
                "WBBody", ("（四）负面清单。", head),
                "共{{ 负面数 }}项，影响期为{{ 影响期 }}。有关单位逐项填写有无发生，没有发生的填“无”，"
                "发生的填写日期和处置情况。",
            ),
        )
        + lay.paragraph("WBHeading1", "二、填报要求")
        + lay.paragraph("WBBody", ("（一）据实填报。", head), "自评得分以佐证材料为依据，前后保持一致，不得虚报。")
        + lay.paragraph(
            "WBBody", ("（二）保护隐私。", head),
            "不填写未成年人的姓名、身份证件号码、住址、照片等个人信息，涉密内容不填报。",
        )
        + lay.paragraph(
            "WBBody", ("（三）保持格式。", head), "不增删清单的行列，不改动表头；填报方法见清单中的“填报说明”。"
        )
        + lay.paragraph("WBHeading1", "三、报送时限和方式")
        + closing(
            "请于{{ 期限 }}前，将填写完整的清单经单位负责人签字盖章后，连同电子表格报送{{ 办公室 }}。"
            "退回修改的，按退回意见改正后重新报送。"
        )
    )  # fmt: skip
    table = lay.enclosure("附件", "{{ 附件[0] }}", lay.table(_COLUMNS, "行", "各单位"))
    return layouts.compose(Layout.GENERAL, body, title=f"{TITLE}模板", enclosures=(table,))


def documents(case: Case) -> Iterator[Document]:
    """One for the round of the case, where it is on record and its due date has not passed."""
    number, as_of = case.assessment.round, case.assessment.as_of
    entry = next((item for item in case.office.rounds if item.number == number), None)
    if entry is None or (entry.due is not None and entry.due < as_of):
        return
    rows, due = _rows(case), _due(case, entry)
    title = words.title(
        case.settings.office, f"关于填报{words.campaign_name(case.rulebook)}", f"第{number}轮", "指标清单的通知"
    )
    context: dict[str, Any] = {
        **letterhead(case, NAME),
        **layouts.opening(Layout.GENERAL, title=title, send_to=report_settings(case).everybody, enclosures=(_TABLE,)),
        "方案": words.plan(case),
        "办公室": words.office(case),
        "轮次": words.round_name(case),
        "单位": words.count_units(case, words.asked(case)),
        "指标数": len(case.rulebook.indicators),
        "负面数": len(case.rulebook.vetoes),
        "影响期": "至".join(wording.day(day) for day in case.assessment.window),
        "材料期": "至".join(wording.day(day) for day in (case.settings.evidence_from, case.settings.evidence_to)),
        "期限": wording.day(due) if due else wording.open_day(as_of.year),
        "各单位": rows,
    }
    yield Document(
        key=f"R{number}",
        path=f"{TITLE}/{TITLE}（第{number}轮）.docx",
        title="".join(title),
        context=context,
        facts=facts_of(number, entry.name, entry.due, rows, case.rulebook.digest),
    )


def _due(case: Case, entry: Round) -> date | None:
    """The round's due date, else the usual number of days from its issue."""
    if entry.due or entry.issued is None:
        return entry.due
    try:
        return due_date(entry.issued, case.settings.return_days, "日", case.calendar)
    except CalendarRangeError:
        return None


def _rows(case: Case) -> list[dict[str, str]]:
    """A row for every unit of the round, and their sum."""
    own, asked = own_by_unit(case.rulebook), set(words.asked(case))
    rows: list[dict[str, str]] = []
    sums = [0] * 5
    for unit in case.rulebook.units:
        if unit.id not in asked:
            continue
        roles = [role for _, role in own[unit.id]]
        counts = [*(roles.count(role) for role in (Role.LEAD, Role.SOLE, Role.CO)), len(roles)]
        counts.append(len(own_vetoes(case.rulebook, unit.id)))
        sums = [a + b for a, b in zip(sums, counts, strict=True)]
        rows.append(_row(str(len(rows) + 1), unit.name, counts))
    return [*rows, _row("", "合计", sums)]


def _row(number: str, name: str, counts: list[int]) -> dict[str, str]:
    keys = ("牵头", "独立", "配合", "合计", "负面")
    shown = {key: str(count) if count else "—" for key, count in zip(keys, counts, strict=True)}
    return {"序号": number, "单位": name, **shown}


KIND: Final = Kind(
    name=NAME,
    title=TITLE,
    genre="通知",
    layout=Layout.GENERAL,
    group=Group.NOTICE,
    fields=FIELDS,
    named=("标题", "主送", "轮次", "期限", "单位"),
    build=build,
    documents=documents,
    needs="先用“下发”下发这一轮清单（“轮次”表里有这一轮），并且报送期限还没有过",
)
