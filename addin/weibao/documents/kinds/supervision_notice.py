"""督办通知: one per unit, for its matters of the ordinary 方式 that no notice has asked for yet.

With 问题清单 and 整改情况反馈表. What units wrote about negative items is not quoted: it might name a child.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from weibao.compute.item_limits import limit_of
from weibao.compute.model import Mode, Step
from weibao.documents import layout as lay
from weibao.documents import layouts
from weibao.documents.digests import facts_of
from weibao.documents.kind import Case, Document, Group, Kind, Layout
from weibao.documents.kinds import notice_words as words
from weibao.documents.kinds import supervision_parts as parts
from weibao.documents.letterhead import letterhead
from weibao.documents.titles import title_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from weibao.compute.model import Stage, SupervisionItem
    from weibao.rulebook.model import Unit

NAME: Final = "supervision_notice"

FIELDS: Final = {
    **layouts.fields(Layout.GENERAL),
    **parts.COMMON_FIELDS,
    "称谓": "你单位、你镇、你街道",
    "项数": "要整改的事项数（数字）",
    "问题段": "按问题归类的各段，每段有 号、题、文",
    "要求": "各条要求，每条有 号、题、文",
    **parts.LIMIT_FIELDS,
    "后果": "逾期未整改到位的怎样处理，引方案原文；方案没有写的为空",
    "问题": "问题清单各行，每行有 序号、编号、指标、问题、要求、时限",
    "反馈": "反馈表各行，每行有 编号、问题",
}


def build() -> bytes:
    """The template's bytes, always the same."""
    body = (
        lay.paragraph(
            "WBBody",
            "{{ 依据 }}，{{ 办公室 }}对{{ 轮次 }}指标清单和佐证材料进行了核查。"
            "截至{{ 截至 }}，{{ 称谓 }}有{{ 项数 }}项工作需要整改。现就有关整改事项通知如下：",
        )
        + sections()
        + lay.paragraph(
            "WBBodyKept",
            "确需延期的，请在到期前书面说明原因、进展和拟完成日期，经同意后方可延期。{{ 后果 }}",
        )
    )
    return layouts.compose(
        Layout.GENERAL,
        body,
        title="督办通知模板",
        enclosures=(parts.problem_list("附件1"), parts.feedback_form("附件2")),
    )


def sections() -> str:
    """一、存在的问题 to 三、整改时限和报送方式."""
    return (
        lay.paragraph("WBHeading1", "一、存在的问题")
        + _entries("段", "问题段")
        + lay.paragraph("WBHeading1", "二、整改要求")
        + _entries("条", "要求")
        + lay.paragraph("WBHeading1", "三、整改时限和报送方式")
        + lay.paragraph(
            "WBBody",
            "请于",
            parts.limit(),
            "完成整改，填写《整改情况反馈表》（附件2），经单位主要负责人签字盖章后，"
            "连同佐证材料和电子表格报送{{ 办公室 }}。",
        )
    )


def _entries(name: str, collection: str) -> str:
    heading = (f"{{{{ {name}.号 }}}}{{{{ {name}.题 }}}}", "WBHeading2Text")
    return lay.each(name, collection, lay.paragraph("WBBody", heading, f"{{{{ {name}.文 }}}}"))


def documents(case: Case) -> Iterator[Document]:
    """A notice for every unit with such matters, in the order of the units; whole returns have 催报通知."""
    stages = parts.wanted(case, Step.DRAFTED, lambda item: item.mode is Mode.ORDINARY and not item.is_return)
    for unit, found in parts.by_unit(case, stages):
        yield document(case, unit, found, KIND, about="关于限期整改", mode=Mode.ORDINARY)


def document(
    case: Case,
    unit: Unit,
    found: Sequence[Stage],
    kind: Kind,
    *,
    about: str,
    mode: Mode,
    more: Mapping[str, str] | None = None,
) -> Document:
    """The notice of a kind to one unit; `about` begins the matter of its title, `more` are fields of this kind only."""
    items = [stage.item for stage in found]
    head = letterhead(case, kind.name)
    lines = title_lines((head["署名"], about, "未成年人保护", "示范创建", "有关问题的通知"))
    context = {
        **head,
        **layouts.opening(
            Layout.GENERAL, title=lines, send_to=unit.formal, enclosures=(parts.PROBLEMS, parts.FEEDBACK)
        ),
        **notice_fields(case, unit, items, mode),
        **(more or {}),
    }
    return Document(
        key=f"{unit.id}-{case.assessment.round}",
        path=parts.path(kind.title, unit, kind.title, parts.suffix(case, kind.name, unit)),
        title="".join(lines),
        context=context,
        facts=notice_facts(case, unit, items),
        unit=unit.id,
        items=tuple(item.id for item in items),
    )


def notice_fields(case: Case, unit: Unit, items: Sequence[SupervisionItem], mode: Mode) -> dict[str, Any]:
    """What a notice says about a unit's matters of one 方式."""
    return {
        **parts.common(case),
        "称谓": words.address(unit),
        "项数": len(items),
        "问题段": words.problem_paragraphs(case.rulebook, items),
        "要求": words.requirements(items),
        **parts.limit_fields(case, mode),
        "后果": parts.consequence(case.rulebook),
        "问题": words.problem_rows(case.rulebook, items, parts.row_limit(case, mode)),
        "反馈": words.feedback_rows(items),
    }


def notice_facts(case: Case, unit: Unit, items: Sequence[SupervisionItem]) -> str:
    """The digest of what a notice rests on."""
    rows = [(item.id, item.problem, item.request, item.mode, item.inspector) for item in items]
    limits = sorted({limit_of(case.settings, item.mode) for item in items})
    return facts_of(unit.formal, case.assessment.round, limits, rows)


KIND: Final = Kind(
    name=NAME,
    title="督办通知",
    genre="通知",
    layout=Layout.GENERAL,
    group=Group.NOTICE,
    fields=FIELDS,
    named=("标题", "主送", "时限"),
    build=build,
    documents=documents,
    needs="“督办”表里有方式为“一般”、还没有立项的事项；已经立项的不再重复通知",
)
