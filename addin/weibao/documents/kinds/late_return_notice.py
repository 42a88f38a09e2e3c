"""催报通知: one to all units that owe the same, once it is due: the checklists of a round (missing, sent back or of no
use), 年度工作情况, or the plan of a unit that leads tasks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from weibao.compute.annual import year_title
from weibao.compute.model import Mode, ReturnStatus, Step
from weibao.compute.openings import DEAD
from weibao.documents import layout as lay
from weibao.documents import layouts, wording
from weibao.documents.digests import facts_of
from weibao.documents.kind import Case, Document, Group, Kind, Layout
from weibao.documents.kinds import meeting_words
from weibao.documents.kinds import supervision_parts as parts
from weibao.documents.letterhead import letterhead
from weibao.documents.titles import title_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from weibao.compute.model import SupervisionItem

NAME: Final = "late_return_notice"
_PLANS: Final = "（实施方案）"
_STATES: Final = {"sent_back": ReturnStatus.SENT_BACK, "set_aside": ReturnStatus.SET_ASIDE}
_LISTED: Final = 12  # names in the text; beyond them the addressees say who is meant

FIELDS: Final = {
    **layouts.fields(Layout.GENERAL),
    **parts.COMMON_FIELDS,
    "期限": "报送期限",
    "填报": "组织了什么，如：各单位填报第1轮指标清单",
    "情况": "应报、未报、退回未重报和报送无法采用的单位，一句话",
    "内容": "报送什么、怎样填，一段",
    "方式": "报送前办什么、报送哪些件，接在时限后面，如：将填写完整的指标清单经单位负责人签字盖章后，连同电子表格",
    **parts.LIMIT_FIELDS,
    "后果": "逾期不报的怎样处理，引方案原文；方案没有写的为空",
}


def build() -> bytes:
    """The template's bytes, always the same."""
    body = (
        lay.paragraph(
            "WBBody",
            "{{ 依据 }}，{{ 办公室 }}组织{{ 填报 }}{% if 期限 %}，报送期限为{{ 期限 }}{% endif %}。"
            "截至{{ 截至 }}，{{ 情况 }}现就有关事项通知如下：",
        )
        + lay.paragraph("WBHeading1", "一、报送内容")
        + lay.paragraph("WBBody", "{{ 内容 }}")
        + lay.paragraph("WBHeading1", "二、报送时限和方式")
        + lay.paragraph(
            "WBBody",
            "请于",
            parts.limit(),
            "{{ 方式 }}报送{{ 办公室 }}，并书面说明逾期原因。",
        )
        + lay.paragraph("WBBodyKept", "有疑问的，请与{{ 办公室 }}联系。{{ 后果 }}")
    )
    return layouts.compose(Layout.GENERAL, body, title="催报通知模板")


@dataclass(frozen=True)
class _Late:
    """What is late: `said` are its words (填报, 情况, 内容, 方式), `mark` ends the file name, `title` the title."""

    key: str
    mark: str
    title: tuple[str, ...]
    due: date | None
    units: Sequence[str]
    said: Mapping[str, str]
    about: Any
    items: tuple[str, ...] = ()


def documents(case: Case) -> Iterator[Document]:
    """A notice for each thing that is late to everybody who owes it; none where nobody does."""
    late = [stage.item for stage in parts.wanted(case, Step.DRAFTED, lambda item: item.is_return)]
    found = (_checklists(case, late) if late else None, _annual(case), _plans(case))
    yield from (_document(case, one) for one in found if one)


def _checklists(case: Case, late: Sequence[SupervisionItem]) -> _Late:
    number, mark = case.assessment.round, parts.round_text(case)
    said = {
        "填报": f"各单位填报{mark}指标清单",
        "情况": _situation(case, {item.unit: _state(item) for item in late}, len(case.rulebook.units)),
        "内容": f"请按照“填报说明”，据实填写{mark}指标清单中的指标清单、佐证材料和负面清单各表。"
        "已经完成的列明佐证材料，尚未完成的说明进展和计划完成时间，没有开展的如实填写；"
        "负面清单逐项填写有无发生，没有发生的填“无”。退回的，按退回意见修改后重新报送。",
        "方式": "将填写完整的指标清单经单位负责人签字盖章后，连同电子表格",
    }
    return _Late(
        f"R{number}", parts.suffix(case, NAME), ("未成年人保护", "示范创建", "指标清单的通知"),
        next((entry.due for entry in case.office.rounds if entry.number == number), None),
        [item.unit for item in late], said, [(item.id, item.reasons) for item in late],
        tuple(item.id for item in late),
    )  # fmt: skip


def _state(item: SupervisionItem) -> ReturnStatus:
    return next((status for reason, status in _STATES.items() if reason in item.reasons), ReturnStatus.MISSING)


def _annual(case: Case) -> _Late | None:
    """The year's input, asked for once; which of two files holds is the office's own affair."""
    year = case.annual
    if year is None or year.round.due is None or year.round.due >= case.assessment.as_of:
        return None
    owing = {
        item.unit: item.status
        for item in year.returns
        if not item.status.counts and item.status is not ReturnStatus.CHOOSE
    }
    number, what = year.round.number, year_title(year.round)
    mark = f"（第{number}轮）"
    if not owing or _sent(case, mark):
        return None
    said = {
        "填报": f"各单位报送{what}",
        "情况": _situation(case, owing, len(year.returns)),
        "内容": f"请按照“填报说明”，在本单位的工作簿里逐项据实填写{what}，没有的写“无”，数填0。"
        "只写工作和合计数，不写任何人的姓名、证件号码、住址。退回的，改好后重新报送。",
        "方式": "将填写完整的年度工作情况经单位负责人签字盖章后，连同电子表格",
    }
    head = f"{year.year}年度" if year.year else "年度"
    return _Late(f"R{number}", mark, (head, "工作情况的通知"), year.round.due, list(owing), said, sorted(owing.items()))


def _plans(case: Case) -> _Late | None:
    """The plans of the units that lead tasks, once the office has begun to note them."""
    duties = case.assessment.tasks
    due = duties.limits.plan_due if duties.is_kept else None
    if due is None or due >= case.assessment.as_of or not duties.missing or _sent(case, _PLANS):
        return None
    units = list(duties.missing)
    said = {
        "填报": "各牵头部门制定重点任务实施方案或工作计划",
        "情况": f"{_named(case, units, '尚未报送')}。",
        "内容": "请对照承担的重点任务，制定实施方案或工作计划，写明目标、措施、责任人和各步骤的完成时间，"
        "经本单位审定后报送；已经印发而没有报送的，报送印发件。",
        "方式": "将审定的实施方案或工作计划连同电子文本",
    }
    return _Late("K", _PLANS, ("重点任务", "实施方案的通知"), due, units, said, units)


def _sent(case: Case, mark: str) -> bool:
    """Whether one that says so has been numbered and still holds."""
    return any(
        paper.kind == NAME and paper.dated is not None and paper.state not in DEAD and mark in paper.file
        for paper in case.office.register
    )


def _document(case: Case, late: _Late) -> Document:
    head = letterhead(case, NAME)
    lines = title_lines((head["署名"], "关于限期报送", *late.title))
    context: dict[str, Any] = {
        **head,
        **layouts.opening(Layout.GENERAL, title=lines, send_to=meeting_words.organs(case.rulebook, late.units)),
        **parts.common(case),
        "期限": wording.day(late.due) if late.due else "",
        **late.said,
        **parts.limit_fields(case, Mode.ORDINARY),
        "后果": parts.consequence(case.rulebook).replace("未整改到位", "未报送"),
    }
    return Document(
        key=late.key,
        path=f"{KIND.title}/{KIND.title}{late.mark}.docx",
        title="".join(lines),
        context=context,
        facts=facts_of(late.key, late.due, late.about),
        items=late.items,
    )


def _situation(case: Case, late: Mapping[str, ReturnStatus], count: int) -> str:
    """Who has not returned; a single addressee is told 你单位 nowhere else, so it is named."""
    back = [unit for unit, status in late.items() if status is ReturnStatus.SENT_BACK]
    aside = [unit for unit, status in late.items() if status is ReturnStatus.SET_ASIDE]
    missing = [unit for unit in late if unit not in (*back, *aside)]
    if len(missing) == count:
        return f"应报送的{count}个单位均未报送。"
    said = (
        _named(case, missing, "尚未报送"),
        _named(case, back, "退回后没有重新报送"),
        _named(case, aside, "报送的文件无法采用、需用本单位的表格重新报送"),
    )
    return f"应报送的{count}个单位中，{'，'.join(text for text in said if text)}。"


def _named(case: Case, units: Sequence[str], what: str) -> str:
    if not units:
        return ""
    names = [case.rulebook.unit_by_id[unit].name for unit in units]
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
    needs="报送期限过后还有单位没有报送指标清单或年度工作情况（看“回收情况”表），或者方案报送时限过后还有牵头单位没有报实施方案"
    "（看“重点任务”表），并且还没有发过同一件事的催报通知",
)
