"""提醒函: to a unit whose matters are near their limit, or (催办) past it without an answer; each told once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from weibao.compute.deadlines import WORKDAY
from weibao.compute.model import Step
from weibao.compute.words import coded_matter, matter_name
from weibao.documents import layout as lay
from weibao.documents import layouts, limits, wording
from weibao.documents.digests import facts_of
from weibao.documents.kind import Case, Document, Group, Kind, Layout
from weibao.documents.kinds import notice_words as words
from weibao.documents.kinds import supervision_parts as parts
from weibao.documents.layout import Column
from weibao.documents.letterhead import letterhead
from weibao.documents.titles import title_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from weibao.compute.model import Stage
    from weibao.rulebook.model import Unit

NAME: Final = "reminder_letter"
_IN_TEXT: Final = 5  # matters told one by one; more of them go into a list
_NEAR, _LATE = "临近时限事项清单", "逾期事项清单"

FIELDS: Final = {
    **layouts.fields(Layout.LETTER),
    **parts.COMMON_FIELDS,
    "催办": "真：已经逾期；假：临近时限",
    "立项文件": "立项的通知，如：《……》（……号）；不止一件或者没有登记的为空",
    "项数": "事项数（数字）",
    "事项段": "各事项，每段有 号、题、文；事项多、另列清单的为空",
    "清单": "清单各行，每行有 序号、编号、指标、问题、时限；不另列清单的为空",
    "清单名": "清单的名称",
    **parts.LIMIT_FIELDS,
    "后果": "届时仍未整改到位的怎样处理，引方案原文；方案没有写的为空",
}

_COLUMNS: Final = (
    Column("序号", 660, "{{ 行.序号 }}", "WBTableCentre"),
    Column("督办编号", 1270, "{{ 行.编号 }}", "WBTableCentre"),
    Column("事项", 1540, "{{ 行.指标 }}"),
    Column("存在问题", 2954, "{{ 行.问题 }}"),
    Column("整改时限", parts.DAY_WIDTH, "{{ 行.时限 }}", "WBTableCentre"),
)


def build() -> bytes:
    """The template's bytes, always the same."""
    body = (
        lay.paragraph(
            "WBBody",
            "{% if 立项文件 %}{{ 立项文件 }}交由贵单位整改的事项{% else %}贵单位承办的督办事项{% endif %}中，"
            "截至{{ 截至 }}，有{{ 项数 }}项"
            "{% if 催办 %}已超过整改时限，尚未报送整改完成情况{% else %}临近整改时限{% endif %}"
            "{% if 清单 %}（见附件）{% endif %}。现将有关事项函告如下：",
        )
        + lay.each("段", "事项段", lay.paragraph("WBBody", ("{{ 段.号 }}{{ 段.题 }}", "WBHeading2Text"), "{{ 段.文 }}"))
        + lay.only(
            "催办",
            lay.paragraph(
                "WBBodyKept",
                "请贵单位于",
                parts.limit(),
                "完成整改，将整改情况反馈表和佐证材料报送{{ 办公室 }}，并书面说明逾期原因。{{ 后果 }}",
            ),
        )
        + lay.only(
            "not 催办",
            lay.paragraph(
                "WBBodyKept",
                "请贵单位抓紧整改，在时限届满前将整改情况反馈表和佐证材料报送{{ 办公室 }}。"
                "确需延期的，请在到期前书面说明原因、进展和拟完成日期。已经报送的，请以本函核对。",
            ),
        )
        + layouts.REPLACES
        + lay.paragraph("WBBodyKept", "特此函告。")
    )
    table = lay.enclosure("附件", "{{ 清单名 }}", lay.table(_COLUMNS, "行", "清单"), condition="清单")
    return layouts.compose(Layout.LETTER, body, title="提醒函模板", enclosures=(table,))


def documents(case: Case) -> Iterator[Document]:
    """For every unit a letter on what is near its limit, and one on what is past it."""
    for step in (Step.REMINDING, Step.URGING):
        for unit, found in parts.by_unit(case, parts.wanted(case, step)):
            yield _document(case, unit, found, late=step is Step.URGING)


def _document(case: Case, unit: Unit, found: Sequence[Stage], *, late: bool) -> Document:
    head = letterhead(case, NAME)
    matter = ("关于催办", "逾期督办事项的函") if late else ("关于按期完成", "督办事项整改的提醒函")
    lines = title_lines((head["署名"], *matter))
    listed = len(found) > _IN_TEXT
    name = _LATE if late else _NEAR
    clause = parts.quoted(case.rulebook, "整改不到位", "上报")
    notices = {parts.cited(case, stage) for stage in found}
    context: dict[str, Any] = {
        **head,
        **layouts.opening(Layout.LETTER, title=lines, send_to=unit.formal, enclosures=(name,) if listed else ()),
        **parts.common(case),
        "催办": late,
        "立项文件": notices.pop() if len(notices) == 1 else "",
        "项数": len(found),
        "事项段": [] if listed else _entries(case, found),
        "清单": _rows(case, found) if listed else [],
        "清单名": name,
        **parts.span_fields(case, case.settings.escalate_days, WORKDAY, since=f"本函{limits.ISSUED}"),
        "后果": f"届时仍未整改到位的，按照{wording.plan_name(case.rulebook.document)}{clause}的要求办理。"
        if clause
        else "",
    }
    title = "催办函" if late else KIND.title
    return Document(
        key=f"{unit.id}-{case.assessment.round}-{'late' if late else 'near'}",
        path=parts.path(KIND.title, unit, title, parts.suffix(case, NAME, unit)),
        title="".join(lines),
        context=context,
        facts=facts_of(unit.formal, late, [(stage.item.id, stage.item.problem, stage.item.due) for stage in found]),
        unit=unit.id,
        items=tuple(stage.item.id for stage in found),
    )


def _entries(case: Case, found: Sequence[Stage]) -> list[dict[str, str]]:
    return [
        {
            "号": wording.numbered(number, len(found)),
            "题": f"{coded_matter(case.rulebook, stage.item)}。",
            "文": _problem(stage) + f"整改时限{_due(case, stage)}。",
        }
        for number, stage in enumerate(found, 1)
    ]


def _problem(stage: Stage) -> str:
    return "" if stage.item.is_case else words.sentence(stage.item.problem)


def _rows(case: Case, found: Sequence[Stage]) -> list[dict[str, str]]:
    return [
        {
            "序号": str(number), "编号": stage.item.id, "指标": matter_name(case.rulebook, stage.item),
            "问题": _problem(stage), "时限": _due(case, stage).replace("（", "\n（"),
        }
        for number, stage in enumerate(found, 1)
    ]  # fmt: skip


def _due(case: Case, stage: Stage) -> str:
    """The limit as it stands, and whether it was put off."""
    item = stage.item
    if item.due is None:
        return wording.open_day(case.assessment.as_of.year)
    return wording.day(item.due) + ("（已延期）" if item.extended else "")


KIND: Final = Kind(
    name=NAME,
    title="提醒函",
    genre="函",
    layout=Layout.LETTER,
    group=Group.NOTICE,
    fields=FIELDS,
    named=("标题", "主送"),
    build=build,
    documents=documents,
    needs="“督办”表里有已立项的事项临近到期或者已经逾期，并且还没有提醒、催办过（督办通知印发时登记立项日期）",
)
