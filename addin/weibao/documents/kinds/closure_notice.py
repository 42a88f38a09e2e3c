"""销号通知: one per unit, for its matters that the office closed and that a notice had put on the list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from weibao.compute.model import Step
from weibao.compute.words import coded_matter
from weibao.documents import layout as lay
from weibao.documents import layouts, wording
from weibao.documents.digests import facts_of
from weibao.documents.kind import Case, Document, Group, Kind, Layout
from weibao.documents.kinds import notice_words as words
from weibao.documents.kinds import supervision_parts as parts
from weibao.documents.letterhead import letterhead
from weibao.documents.titles import title_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from weibao.compute.model import Stage
    from weibao.rulebook.model import Unit

NAME: Final = "closure_notice"

FIELDS: Final = {
    **layouts.fields(Layout.GENERAL),
    **parts.COMMON_FIELDS,
    "称谓": "你单位、你镇、你街道",
    "项数": "销号的事项数（数字）",
    "事项段": "销号的各事项，每段有 号、题、文",
    "未销": "还没有销号的事项，一句话；没有时为空",
}


def build() -> bytes:
    """The template's bytes, always the same."""
    body = (
        lay.paragraph(
            "WBBody",
            "{{ 依据 }}，{{ 办公室 }}对{{ 称谓 }}报送的整改情况进行了核验。"
            "经核验，下列{{ 项数 }}项督办事项已经整改到位，予以销号：",
        )
        + lay.each("段", "事项段", lay.paragraph("WBBody", ("{{ 段.号 }}{{ 段.题 }}", "WBHeading2Text"), "{{ 段.文 }}"))
        + lay.only("未销", lay.paragraph("WBBody", "{{ 未销 }}"))
        + lay.paragraph("WBBodyKept", "请将有关佐证材料归档备查。")
    )
    return layouts.compose(Layout.GENERAL, body, title="销号通知模板")


def documents(case: Case) -> Iterator[Document]:
    """A notice for every unit with such matters, in the order of the units."""
    for unit, found in parts.by_unit(case, parts.wanted(case, Step.CLOSED)):
        yield _document(case, unit, found)


def _document(case: Case, unit: Unit, found: Sequence[Stage]) -> Document:
    head = letterhead(case, NAME)
    lines = title_lines((head["署名"], "关于未成年人保护", "示范创建", "督办事项销号的通知"))
    entries = [
        {"号": wording.numbered(number, len(found)), "题": f"{coded_matter(case.rulebook, stage.item)}。",
         "文": _entry(case, stage)}
        for number, stage in enumerate(found, 1)
    ]  # fmt: skip
    context: dict[str, Any] = {
        **head,
        **layouts.opening(Layout.GENERAL, title=lines, send_to=unit.formal),
        **parts.common(case),
        "称谓": words.address(unit),
        "项数": len(found),
        "事项段": entries,
        "未销": _left(case, unit),
    }
    return Document(
        key=f"{unit.id}-{case.assessment.round}",
        path=parts.path(KIND.title, unit, KIND.title, parts.suffix(case, NAME, unit)),
        title="".join(lines),
        context=context,
        facts=facts_of(unit.formal, [case.office.closures.get(stage.item.id) for stage in found], context["未销"]),
        unit=unit.id,
        items=tuple(stage.item.id for stage in found),
    )


def _entry(case: Case, stage: Stage) -> str:
    """By which notice it was asked for, what was done, what proves it, and when it was closed."""
    closure = case.office.closures[stage.item.id]
    feedback = stage.item.feedback
    # What a unit wrote about a negative item or a case is not quoted: it might name a child.
    if stage.item.indicator not in case.rulebook.indicator_by_id:
        feedback = None
    notice = parts.cited(case, stage)
    proof = closure.evidence or (feedback.evidence if feedback else "")
    said = (
        f"立项文件：{notice}" if notice else "",
        f"整改情况：{feedback.measure.strip().rstrip('。；')}" if feedback and feedback.measure.strip() else "",
        f"核验材料：{proof.strip().rstrip('。；')}" if proof.strip() else "",
    )
    told = "" if stage.item.is_case else "".join(f"{text}。" for text in said if text)
    return f"{told}{wording.day(stage.since)}销号。"


def _left(case: Case, unit: Unit) -> str:
    """What of the unit's matters is still open."""
    still = [stage.item for stage in parts.staged(case) if stage.item.unit == unit.id and stage.is_open]
    if not still:
        return ""
    codes = "、".join(item.id for item in still)
    return f"{words.address(unit)}还有{len(still)}项督办事项没有销号（督办编号{codes}），请按原定时限抓紧整改。"


KIND: Final = Kind(
    name=NAME,
    title="销号通知",
    genre="通知",
    layout=Layout.GENERAL,
    group=Group.NOTICE,
    fields=FIELDS,
    named=("标题", "主送"),
    build=build,
    documents=documents,
    needs="“督办”表里有已立项的事项在“办结”栏填了日期，并且还没有发过销号通知",
)
