"""立即整改通知: one per unit, for its matters of which the office demands 立即整改."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from weibao.compute.model import Mode, Step
from weibao.documents import layout as lay
from weibao.documents import layouts
from weibao.documents.kind import Case, Document, Group, Kind, Layout
from weibao.documents.kinds import supervision_notice as notice
from weibao.documents.kinds import supervision_parts as parts
from weibao.documents.letterhead import letterhead
from weibao.documents.titles import title_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from weibao.compute.model import Stage
    from weibao.rulebook.model import Unit

NAME: Final = "immediate_notice"

FIELDS: Final = {**notice.FIELDS, "督查专员": "负责跟踪的督查专员；没有明确时为空"}


def build() -> bytes:
    """The template's bytes, always the same."""
    body = (
        lay.paragraph(
            "WBBody",
            "{{ 依据 }}，{{ 办公室 }}在督查中发现，{{ 称谓 }}有{{ 项数 }}项工作需要立即整改。现就有关事项通知如下：",
        )
        + notice.sections()
        + lay.only("督查专员", lay.paragraph("WBBody", "整改情况由督查专员{{ 督查专员 }}跟踪督促。"))
        + lay.paragraph(
            "WBBodyKept", "因客观原因不能按时完成的，请立即书面报告原因、已采取的措施和拟完成日期。{{ 后果 }}"
        )
    )
    return layouts.compose(
        Layout.GENERAL,
        body,
        title="立即整改通知模板",
        enclosures=(parts.problem_list("附件1"), parts.feedback_form("附件2")),
    )


def documents(case: Case) -> Iterator[Document]:
    """A notice for every unit with such matters, in the order of the units."""
    stages = parts.wanted(case, Step.DRAFTED, lambda item: item.mode is Mode.IMMEDIATE)
    for unit, found in parts.by_unit(case, stages):
        yield _document(case, unit, found)


def _document(case: Case, unit: Unit, found: Sequence[Stage]) -> Document:
    items = [stage.item for stage in found]
    head = letterhead(case, NAME)
    lines = title_lines((head["署名"], "关于立即整改", "未成年人保护", "示范创建", "有关问题的通知"))
    context = {
        **head,
        **layouts.opening(
            Layout.GENERAL, title=lines, send_to=unit.formal, enclosures=(parts.PROBLEMS, parts.FEEDBACK)
        ),
        **notice.notice_fields(case, unit, items, Mode.IMMEDIATE),
        "督查专员": "、".join(dict.fromkeys(item.inspector for item in items if item.inspector)),
    }
    return Document(
        key=f"{unit.id}-{case.assessment.round}",
        path=parts.path(KIND.title, unit, KIND.title, parts.suffix(case, NAME, f"{unit.order:02d}-")),
        title="".join(lines),
        context=context,
        facts=notice.notice_facts(case, unit, items),
        unit=unit.id,
        items=tuple(item.id for item in items),
    )


KIND: Final = Kind(
    name=NAME,
    title="立即整改通知",
    genre="通知",
    layout=Layout.GENERAL,
    group=Group.NOTICE,
    fields=FIELDS,
    named=("标题", "主送", "时限"),
    build=build,
    documents=documents,
    needs="“督办”表里有事项的“方式”填了“立即整改”，并且还没有立项",
)
