"""挂牌督办通知: one per matter, with a named 督查专员; 重大事件 and 恶性案件 by code number only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from weibao.compute.model import Mode, Step
from weibao.compute.words import coded_matter
from weibao.documents import layout as lay
from weibao.documents import layouts, wording
from weibao.documents.kind import Case, Document, Group, Kind, Layout
from weibao.documents.kinds import notice_words as words
from weibao.documents.kinds import supervision_notice as notice
from weibao.documents.kinds import supervision_parts as parts
from weibao.documents.letterhead import letterhead
from weibao.documents.titles import title_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from weibao.compute.model import SupervisionItem
    from weibao.rulebook.model import Unit

NAME: Final = "listed_notice"

FIELDS: Final = {
    **layouts.fields(Layout.GENERAL),
    **parts.COMMON_FIELDS,
    "称谓": "你单位、你镇、你街道",
    "事项": "挂牌督办的事项，带督办编号或者案件代号",
    "问题": "存在的问题，一句话；案件为空",
    "要求": "各条要求，每条有 号、题、文",
    **parts.LIMIT_FIELDS,
    "督查专员": "负责跟踪指导的督查专员姓名",
    "后果": "逾期未整改到位的怎样处理，引方案原文；方案没有写的为空",
    "反馈": "反馈表的一行，有 编号、问题",
}


def build() -> bytes:
    """The template's bytes, always the same."""
    body = (
        lay.paragraph("WBBody", "{{ 依据 }}，经研究，决定由{{ 办公室 }}对下列事项挂牌督办。现就有关事项通知如下：")
        + lay.paragraph("WBHeading1", "一、督办事项")
        + lay.paragraph("WBBody", "{{ 事项 }}。{% if 问题 %}存在的问题：{{ 问题 }}{% endif %}")
        + lay.paragraph("WBHeading1", "二、督办要求")
        + lay.each("条", "要求", lay.paragraph("WBBody", ("{{ 条.号 }}{{ 条.题 }}", "WBHeading2Text"), "{{ 条.文 }}"))
        + lay.paragraph("WBHeading1", "三、督办时限和责任")
        + lay.paragraph(
            "WBBody",
            "请于",
            parts.limit(),
            "完成整改。{{ 称谓 }}主要负责人对整改负总责；督查专员{{ 督查专员 }}负责跟踪指导。",
        )
        + lay.paragraph("WBHeading1", "四、销号程序")
        + lay.paragraph(
            "WBBodyKept",
            "整改完成后，请填写《整改情况反馈表》（见附件），经主要负责人签字盖章后连同佐证材料报送{{ 办公室 }}；"
            "经核验整改到位的，予以销号。确需延期的，请在到期前书面申请。{{ 后果 }}",
        )
    )
    return layouts.compose(Layout.GENERAL, body, title="挂牌督办通知模板", enclosures=(parts.single_form("附件"),))


def documents(case: Case) -> Iterator[Document]:
    """A notice for every such matter, in the order of the units and items."""
    for stage in parts.wanted(case, Step.DRAFTED, lambda item: item.mode is Mode.LISTED):
        yield _document(case, case.rulebook.unit_by_id[stage.item.unit], stage.item)


def _document(case: Case, unit: Unit, item: SupervisionItem) -> Document:
    head = letterhead(case, NAME)
    what = "重大事件、恶性案件" if item.is_case else "未成年人保护"
    lines = title_lines((head["署名"], "关于挂牌督办", what, "" if item.is_case else "示范创建", "有关事项的通知"))
    context = {
        **head,
        **layouts.opening(Layout.GENERAL, title=lines, send_to=unit.formal, enclosures=(parts.FEEDBACK,)),
        **parts.common(case),
        "称谓": words.address(unit),
        "事项": coded_matter(case.rulebook, item) + ("的处置" if item.is_case else ""),
        "问题": "" if item.is_case else words.sentence(item.problem),
        "要求": words.requirements([item]),
        **parts.limit_fields(case, Mode.LISTED),
        "督查专员": wording.or_blank(item.inspector),
        "后果": parts.consequence(case.rulebook),
        "反馈": words.feedback_rows([item]),
    }
    mark = parts.suffix(case, NAME, item)
    return Document(
        key=f"{item.id}-{case.assessment.round}",
        path=f"{KIND.title}/{item.id} {wording.file_name(unit.name)}－{KIND.title}{mark}.docx",
        title="".join(lines),
        context=context,
        facts=notice.notice_facts(case, unit, [item]),
        unit=unit.id,
        items=(item.id,),
    )


KIND: Final = Kind(
    name=NAME,
    title="挂牌督办通知",
    genre="通知",
    layout=Layout.GENERAL,
    group=Group.NOTICE,
    fields=FIELDS,
    named=("标题", "主送", "事项", "时限"),
    build=build,
    documents=documents,
    needs="“督办”表里有事项的“方式”填了“挂牌督办”，并且还没有立项",
)
