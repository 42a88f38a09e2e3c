"""催报通知: one per round, to all units whose return is missing, was sent back or is of no use, once it is due."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from weibao.compute.model import Mode, Step
from weibao.documents import layout as lay
from weibao.documents import layouts, wording
from weibao.documents.digests import facts_of
from weibao.documents.kind import Case, Document, Group, Kind, Layout
from weibao.documents.kinds import meeting_words
from weibao.documents.kinds import supervision_parts as parts
from weibao.documents.letterhead import letterhead
from weibao.documents.titles import title_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from weibao.compute.model import SupervisionItem

NAME: Final = "late_return_notice"
_LISTED: Final = 12  # names in the text; beyond them the addressees say who is meant

FIELDS: Final = {
    **layouts.fields(Layout.GENERAL),
    **parts.COMMON_FIELDS,
    "期限": "报送期限",
    "情况": "应报、未报、退回未重报和报送无法采用的单位，一句话",
    **parts.LIMIT_FIELDS,
    "后果": "逾期不报的怎样处理，引方案原文；方案没有写的为空",
}


def build() -> bytes:
    """The template's bytes, always the same."""
    body = (
        lay.paragraph(
            "WBBody",
            "{{ 依据 }}，{{ 办公室 }}组织各单位填报{{ 轮次 }}指标清单{% if 期限 %}，报送期限为{{ 期限 }}{% endif %}。"
            "截至{{ 截至 }}，{{ 情况 }}现就有关事项通知如下：",
        )
        + lay.paragraph("WBHeading1", "一、报送内容")
        + lay.paragraph(
            "WBBody",
            "请按照“填报说明”，据实填写{{ 轮次 }}指标清单中的指标清单、佐证材料和负面清单各表。"
            "已经完成的列明佐证材料，尚未完成的说明进展和计划完成时间，没有开展的如实填写；"
            "负面清单逐项填写有无发生，没有发生的填“无”。退回的，按退回意见修改后重新报送。",
        )
        + lay.paragraph("WBHeading1", "二、报送时限和方式")
        + lay.paragraph(
            "WBBody",
            "请于",
            parts.limit(),
            "将填写完整的指标清单经单位负责人签字盖章后，连同电子表格报送{{ 办公室 }}，并书面说明逾期原因。",
        )
        + lay.paragraph("WBBodyKept", "填报中有疑问的，请与{{ 办公室 }}联系。{{ 后果 }}")
    )
    return layouts.compose(Layout.GENERAL, body, title="催报通知模板")


def documents(case: Case) -> Iterator[Document]:
    """One notice to everybody who owes the return of this round, none where nobody does."""
    late = [stage.item for stage in parts.wanted(case, Step.DRAFTED, lambda item: item.is_return)]
    if late:
        yield _document(case, late)


def _document(case: Case, late: Sequence[SupervisionItem]) -> Document:
    head = letterhead(case, NAME)
    units = [item.unit for item in late]
    lines = title_lines((head["署名"], "关于限期报送", "未成年人保护", "示范创建", "指标清单的通知"))
    due = next((entry.due for entry in case.office.rounds if entry.number == case.assessment.round), None)
    context: dict[str, Any] = {
        **head,
        **layouts.opening(Layout.GENERAL, title=lines, send_to=meeting_words.organs(case.rulebook, units)),
        **parts.common(case),
        "期限": wording.day(due) if due else "",
        "情况": _situation(case, late),
        **parts.limit_fields(case, Mode.ORDINARY),
        "后果": parts.consequence(case.rulebook).replace("未整改到位", "未报送"),
    }
    return Document(
        key=f"R{case.assessment.round}",
        path=f"{KIND.title}/{KIND.title}{parts.suffix(case, NAME)}.docx",
        title="".join(lines),
        context=context,
        facts=facts_of(case.assessment.round, due, [(item.id, item.reasons) for item in late]),
        items=tuple(item.id for item in late),
    )


def _situation(case: Case, late: Sequence[SupervisionItem]) -> str:
    """Who has not returned; a single addressee is told 你单位 nowhere else, so it is named."""
    count = len(case.rulebook.units)
    back = [item for item in late if "sent_back" in item.reasons]
    aside = [item for item in late if "set_aside" in item.reasons]
    missing = [item for item in late if item not in (*back, *aside)]
    if len(missing) == count:
        return f"应报送的{count}个单位均未报送。"
    said = (
        _named(case, missing, "尚未报送"),
        _named(case, back, "退回后没有重新报送"),
        _named(case, aside, "报送的文件无法采用、需用本单位的清单重新报送"),
    )
    return f"应报送的{count}个单位中，{'，'.join(text for text in said if text)}。"


def _named(case: Case, items: Sequence[SupervisionItem], what: str) -> str:
    if not items:
        return ""
    names = [case.rulebook.unit_by_id[item.unit].name for item in items]
    if len(names) > _LISTED:
        return f"有{len(names)}个单位{what}"
    count = f"{len(names)}个单位" if len(names) > 1 else ""
    return f"{'、'.join(names)}{count}{what}"


KIND: Final = Kind(
    name=NAME,
    title="催报通知",
    genre="通知",
    layout=Layout.GENERAL,
    group=Group.NOTICE,
    fields=FIELDS,
    named=("标题", "情况", "时限"),
    build=build,
    documents=documents,
    needs="报送期限过后还有单位没有报送（看“回收情况”表），并且还没有发过这一轮的催报通知",
)
