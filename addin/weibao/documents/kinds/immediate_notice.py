"""立即整改通知: one per unit, for its matters of which the office demands 立即整改."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from weibao.compute.model import Mode, Step
from weibao.documents import layout as lay
from weibao.documents import layouts
from weibao.documents.kind import Case, Document, Group, Kind, Layout
from weibao.documents.kinds import supervision_notice as notice
from weibao.documents.kinds import supervision_parts as parts

if TYPE_CHECKING:
    from collections.abc import Iterator

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
        inspectors = "、".join(dict.fromkeys(stage.item.inspector for stage in found if stage.item.inspector))
        yield notice.document(
            case, unit, found, KIND, about="关于立即整改", mode=Mode.IMMEDIATE, more={"督查专员": inspectors}
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
