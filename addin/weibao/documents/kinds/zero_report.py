"""零报告: nothing of the negative list happened in the period, as a 报告. On request only.

There is none where an event of the period is reported or ruled to count, and none before anybody has answered: both
would make the statement untrue. Who has not answered is named.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from weibao.compute.verdict import NO
from weibao.documents import layout as lay
from weibao.documents import layouts, wording
from weibao.documents.digests import facts_of
from weibao.documents.kind import Case, Document, Group, Kind, Layout
from weibao.documents.kinds import report_words as words
from weibao.documents.kinds.report_body import closing
from weibao.documents.kinds.report_settings import report_settings
from weibao.documents.letterhead import letterhead

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from weibao.compute.model import VetoEvent

NAME: Final = "zero_report"
TITLE: Final = "零报告"
_TABLE: Final = "负面清单报告情况表"
_DECLARED: Final = "各单位负面清单声明情况表"

FIELDS: Final = {
    **layouts.fields(Layout.UPWARD),
    "方案": "方案名称，带书名号",
    "期间": "报告的时间段",
    "项数": "负面清单的项数（数字）",
    "应答": "应当作答的单位数（数字）",
    "已答": "逐项作答的单位数（数字）",
    "未答": "没有逐项作答的单位；没有时为空",
    "不计": "经认定不计入的事项一句；没有时为空",
    "盖章": "签字盖章的声明收到多少一句",
    "清单": "附件1各行，每行有 序号、事项、单位、应答、未答、结果",
    "声明": "附件2各行，每行有 序号、单位、声明、盖章件",
}

_COLUMNS: Final = (
    lay.Column("序号", 700, "{{ 行.序号 }}", "WBTableCentre"),
    lay.Column("负面清单事项", 4644, "{{ 行.事项 }}"),
    lay.Column("应作答单位", 1100, "{{ 行.应答 }}", "WBTableCentre"),
    lay.Column("未作答单位", 1100, "{{ 行.未答 }}", "WBTableCentre"),
    lay.Column("本期发生", 1300, "{{ 行.结果 }}", "WBTableCentre"),
)

_UNITS: Final = (
    lay.Column("序号", 700, "{{ 行.序号 }}", "WBTableCentre"),
    lay.Column("单位", 3544, "{{ 行.单位 }}"),
    lay.Column("声明", 2300, "{{ 行.声明 }}", "WBTableCentre"),
    lay.Column("盖章件收到日期", 2300, "{{ 行.盖章件 }}", "WBTableCentre"),
)


def build() -> bytes:
    """The template's bytes, always the same."""
    body = (
        lay.paragraph("WBBody", "按照{{ 方案 }}要求，现将{{ 期间 }}负面清单事项情况报告如下：")
        + lay.paragraph(
            "WBBody",
            "负面清单共{{ 项数 }}项，涉及单位{{ 应答 }}个，{% if 未答 %}已逐项作答{{ 已答 }}个，均报告未发生；"
            "尚未逐项作答的有{{ 未答 }}。{% else %}均已逐项作答。本期各单位未报告发生负面清单事项。{% endif %}",
        )
        + lay.only("不计", lay.paragraph("WBBody", "{{ 不计 }}"))
        + lay.paragraph("WBBody", "{{ 盖章 }}")
        + layouts.REPLACES
        + closing("特此报告。")
    )
    tables = (
        lay.enclosure("附件1", "{{ 附件[0] }}", lay.table(_COLUMNS, "行", "清单")),
        lay.enclosure("附件2", "{{ 附件[1] }}", lay.table(_UNITS, "行", "声明")),
    )
    return layouts.compose(Layout.UPWARD, body, title=f"{TITLE}模板", enclosures=tables)


def documents(case: Case) -> Iterator[Document]:
    """One for the period, where the answers allow it."""
    settings, book = report_settings(case), case.rulebook
    start, end = settings.period
    events = [event for item in case.assessment.vetoes for event in item.events]
    asked = [unit.id for unit in book.units if any(unit.id in book.members(veto.members) for veto in book.vetoes)]
    silent = {unit for item in case.assessment.vetoes for unit in item.silent}
    answered = [unit for unit in asked if unit not in silent]
    if not answered or any(_stands(case, event, start, end) for event in events):
        return
    head = letterhead(case, NAME)
    title = words.title(str(head["署名"]), f"关于{words.campaign_name(book)}", "负面清单事项情况的报告")
    told: dict[str, Any] = {
        "方案": words.plan(case),
        "期间": f"{wording.day(start)}至{wording.day(end)}",
        "项数": len(book.vetoes),
        "应答": len(asked),
        "已答": len(answered),
        "未答": words.short_list(case, [unit for unit in asked if unit in silent]),
        "不计": _left_out(case, [event for event in events if _inside(case, event, start, end)]),
        "盖章": _signed(case),
        "清单": _rows(case),
        "声明": _declared(case),
    }
    yield Document(
        key=f"{start}-{end}",
        path=f"{TITLE}/{TITLE}（{start:%Y%m%d}－{end:%Y%m%d}）.docx",
        title="".join(title),
        context={
            **head,
            **layouts.opening(Layout.UPWARD, title=title, send_to=settings.zero_to, enclosures=(_TABLE, _DECLARED)),
            **told,
        },
        facts=facts_of(told),
    )


def _inside(case: Case, event: VetoEvent, start: date, end: date) -> bool:
    """In the period, or not to be placed; an item without a date is a state and always is."""
    if not case.rulebook.veto_by_id[event.veto].dated or event.happened_on is None:
        return True
    return start <= event.happened_on <= end


def _stands(case: Case, event: VetoEvent, start: date, end: date) -> bool:
    return event.ruling != NO and _inside(case, event, start, end)


def _left_out(case: Case, events: list[VetoEvent]) -> str:
    """What was reported and ruled not to count."""
    told = [
        f"“{case.rulebook.veto_by_id[event.veto].title}”1件"
        f"（{wording.day(event.happened_on) if event.happened_on else '日期未填'}）"
        for event in events
    ]
    return f"另有单位报告的{'、'.join(told)}，经认定不计入负面清单。" if told else ""


def _signed(case: Case) -> str:
    """How many signed and sealed pages came, and whose did not."""
    declared = case.assessment.declarations
    came = [item for item in declared if item.sealed]
    lacking = words.short_list(case, [item.unit for item in declared if item.unsigned])
    rest = f"已作答、尚未收到签字盖章件的有{lacking}。" if lacking else ""
    return f"已收到{len(came)}个单位签字盖章的声明{'；' if rest else '。'}{rest}"


def _declared(case: Case) -> list[dict[str, str]]:
    """What each unit declared; an event that was ruled not to count is told in the text."""
    return [
        {
            "序号": str(number),
            "单位": case.rulebook.unit_by_id[item.unit].name,
            "声明": item.answer.label,
            "盖章件": wording.day(item.sealed) if item.sealed else "未收到",
        }
        for number, item in enumerate(case.assessment.declarations, 1)
    ]


def _rows(case: Case) -> list[dict[str, str]]:
    rows = []
    for item in case.assessment.vetoes:
        veto = case.rulebook.veto_by_id[item.veto]
        asked = len(set(case.rulebook.members(veto.members)))
        heard = len(item.silent) < asked
        rows.append(
            {
                "序号": str(veto.order),
                "事项": veto.text,
                "应答": str(asked),
                "未答": str(len(item.silent)) if item.silent else "—",
                "结果": "无" if heard else "未作答",
            }
        )
    return rows


KIND: Final = Kind(
    name=NAME,
    title=TITLE,
    genre="报告",
    layout=Layout.UPWARD,
    group=Group.ON_REQUEST,
    fields=FIELDS,
    named=("标题", "主送", "期间"),
    build=build,
    documents=documents,
    needs="单位已经报送并回答了负面清单，并且期间内没有报告发生、仍然计入的事项（有的，改写专项报告）",
)
