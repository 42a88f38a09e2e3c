"""督办情况报告 to the leading group: how supervision stands, what was urged in vain, and what the plan says of it.

One per round once a notice has gone out; again only for matters that no earlier report has reported.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from weibao.compute.model import Mode, Step
from weibao.compute.stages import REMINDING
from weibao.compute.tally import LATE, is_issued
from weibao.compute.words import coded_matter, matter_name
from weibao.documents import layout as lay
from weibao.documents import layouts, wording
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

NAME: Final = "supervision_report"
_LIST: Final = "督办事项一览表"

FIELDS: Final = {
    **layouts.fields(Layout.UPWARD),
    **parts.COMMON_FIELDS,
    "各节": "总体情况和其后各节，每节有 号、题、段（各段有 号、题、文）",
    "一览": "一览表各行",
}

_COLUMNS: Final = (
    Column("序号", 630, "{{ 行.序号 }}", "WBTableCentre"),
    Column("督办编号", 1190, "{{ 行.编号 }}", "WBTableCentre"),
    Column("单位", 1000, "{{ 行.单位 }}"),
    Column("事项", 1000, "{{ 行.事项 }}"),
    Column("问题", 1674, "{{ 行.问题 }}"),
    Column("立项和到期日期", parts.DAY_WIDTH, "{{ 行.期限 }}", "WBTableCentre"),
    Column("进展", 930, "{{ 行.进展 }}", "WBTableCentre"),
)
_PROGRESS: Final = {
    Step.OPENED: "整改中", Step.REMINDING: "临近时限", Step.URGING: "已逾期", Step.CIRCULATING: "催办未果",
    Step.REPORTING: "催办未果", Step.CHECKING: "待销号", Step.CLOSED: "已销号",
}  # fmt: skip


def build() -> bytes:
    """The template's bytes, always the same."""
    body = (
        lay.paragraph("WBBody", "{{ 依据 }}，现将{{ 轮次 }}督办工作情况报告如下：")
        + lay.each(
            "节",
            "各节",
            lay.paragraph("WBHeading1", "{{ 节.号 }}、{{ 节.题 }}"),
            lay.each(
                "段", "节.段", lay.paragraph("WBBody", ("{{ 段.号 }}{{ 段.题 }}", "WBHeading2Text"), "{{ 段.文 }}")
            ),
        )
        + layouts.REPLACES
        + lay.paragraph("WBBodyKept", "特此报告。")
    )
    listed = lay.enclosure("附件", _LIST, lay.table(_COLUMNS, "行", "一览"))
    return layouts.compose(Layout.UPWARD, body, title="督办情况报告模板", enclosures=(listed,))


def documents(case: Case) -> Iterator[Document]:
    """The report, where something has been put on the list and no numbered report says all that is to be said."""
    found = [stage for stage in parts.staged(case) if is_issued(stage)]
    mark = parts.suffix(case, NAME)
    if found and (any(_is_new(stage) for stage in found) or "之" not in mark):
        yield _document(case, found, mark)


def _is_new(stage: Stage) -> bool:
    return stage.step is Step.REPORTING and not stage.told


def _document(case: Case, found: Sequence[Stage], mark: str) -> Document:
    head = letterhead(case, NAME)
    lines = title_lines((head["署名"], f"关于{parts.round_text(case)}未成年人保护", "示范创建", "督办情况的报告"))
    overview, ahead = _overview(case, found), _next(found)
    made = (overview, _closed(case, found), _late(case, found), _advice(case, found), ahead)
    sections = [section for section in made if section]
    context: dict[str, Any] = {
        **head,
        **layouts.opening(
            Layout.UPWARD, title=lines, send_to=wording.or_blank(case.settings.group_name), enclosures=(_LIST,)
        ),
        **parts.common(case),
        "各节": [{**section, "号": wording.chinese_number(number)} for number, section in enumerate(sections, 1)],
        "一览": _rows(case, found),
    }
    return Document(
        key=f"R{case.assessment.round}{mark}",
        path=f"{KIND.title}/{KIND.title}{mark}.docx",
        title="".join(lines),
        context=context,
        facts=facts_of(case.assessment.round, [(stage.item.id, stage.step, stage.item.due) for stage in found]),
        items=tuple(stage.item.id for stage in found if stage.step is Step.REPORTING),
    )


def _overview(case: Case, found: Sequence[Stage]) -> dict[str, Any]:
    """Counts that add up: every matter in one of them."""
    steps = Counter(stage.step for stage in found)
    modes = Counter(stage.item.mode for stage in found)
    units = len({stage.item.unit for stage in found})
    special = [f"{mode.label}{modes[mode]}项" for mode in (Mode.IMMEDIATE, Mode.LISTED) if modes[mode]]
    among = f"，其中{'、'.join(special)}" if special else ""
    parts_ = [
        (steps[Step.CLOSED], "已销号{n}项"),
        (steps[Step.CHECKING], "待核验销号{n}项"),
        (steps[Step.OPENED] + steps[Step.REMINDING], "未到时限{n}项"),
        (steps[Step.URGING], "逾期正在催办{n}项"),
        (steps[Step.CIRCULATING] + steps[Step.REPORTING], "经催办仍未整改到位{n}项"),
    ]
    counts = "，".join(text.format(n=n) for n, text in parts_ if n)
    as_of = wording.day(case.assessment.as_of)
    text = f"截至{as_of}，共立项督办{len(found)}项，涉及{units}个单位{among}。{counts}。"
    return {"题": "总体情况", "段": [{"号": "", "题": "", "文": text}]}


def _closed(case: Case, found: Sequence[Stage]) -> dict[str, Any] | None:
    closed = [stage for stage in found if stage.step is Step.CLOSED]
    if not closed:
        return None
    return {"题": "整改销号情况", "段": _units(case, closed, lambda stage: f"{wording.day(stage.since)}销号")}


def _late(case: Case, found: Sequence[Stage]) -> dict[str, Any] | None:
    late = [stage for stage in found if stage.step in LATE]
    return (
        {"题": "逾期未整改到位的事项", "段": _units(case, late, lambda stage: _lateness(case, stage))} if late else None
    )


def _lateness(case: Case, stage: Stage) -> str:
    """原定…, and when it was urged."""
    item = stage.item
    limit = f"时限{wording.day(item.due)}" if item.due else "时限未定"
    urged = [
        paper.dated
        for paper in case.office.register
        if paper.kind == REMINDING and item.id in paper.items and paper.dated and item.due and paper.dated > item.due
    ]
    return f"{limit}，{wording.day(max(urged))}催办" if urged else limit


def _units(case: Case, found: Sequence[Stage], told: Any) -> list[dict[str, str]]:
    """A paragraph per unit: its matters, each with what is `told` of it."""
    groups = parts.by_unit(case, found)
    return [
        {
            "号": wording.numbered(number, len(groups)),
            "题": f"{unit.name}{len(stages)}项。",
            "文": "；".join(f"{coded_matter(case.rulebook, stage.item)}，{told(stage)}" for stage in stages) + "。",
        }
        for number, (unit, stages) in enumerate(groups, 1)
    ]


def _advice(case: Case, found: Sequence[Stage]) -> dict[str, Any] | None:
    """问责建议: only for what is reported, and only in the plan's own words."""
    reported = [stage for stage in found if stage.step is Step.REPORTING]
    if not reported:
        return None
    names = "、".join(unit.name for unit, _ in parts.by_unit(case, reported))
    plan = wording.plan_name(case.rulebook.document)
    clauses = [parts.quoted(case.rulebook, *wanted) for wanted in (("对", "不良影响", "问责"), ("履职不力", "问责"))]
    quoted = "".join(dict.fromkeys(clause for clause in clauses if clause))
    text = f"{names}的{len(reported)}项督办事项经催办仍未整改到位。"
    if quoted:
        group = wording.or_blank(case.settings.group_name)
        text += f"{plan}规定{quoted}。建议由{group}对上述单位强化督办；是否问责，按规定程序研究。"
    else:
        text += "建议督促上述单位限期整改到位。"
    return {"题": "问责建议" if quoted else "工作建议", "段": [{"号": "", "题": "", "文": text}]}


def _next(found: Sequence[Stage]) -> dict[str, Any] | None:
    """What falls due next, and what waits for the office."""
    ahead = sorted(stage.item.due for stage in found if stage.item.due and stage.step in (Step.OPENED, Step.REMINDING))
    waiting = sum(stage.step is Step.CHECKING for stage in found)
    said = []
    if ahead:
        last = f"至{wording.day(ahead[-1])}" if ahead[-1] != ahead[0] else ""
        said.append(f"未到时限的{len(ahead)}项于{wording.day(ahead[0])}{last}到期，逐项跟踪，到期未完成的及时催办")
    if waiting:
        said.append(f"待核验的{waiting}项逐项核验，整改到位的予以销号")
    late = sum(stage.step in LATE for stage in found)
    if late:
        said.append(f"逾期的{late}项继续督促整改，整改结果另行报告")
    return {"题": "下一步工作", "段": [{"号": "", "题": "", "文": "；".join(said) + "。"}]} if said else None


def _rows(case: Case, found: Sequence[Stage]) -> list[dict[str, str]]:
    return [
        {
            "序号": str(number), "编号": stage.item.id, "单位": case.rulebook.unit_by_id[stage.item.unit].name,
            "事项": matter_name(case.rulebook, stage.item) + _mode(stage),
            "问题": "" if stage.item.is_case else words.sentence(stage.item.problem),
            "期限": "\n".join(_days(stage)), "进展": _PROGRESS[stage.step],
        }
        for number, stage in enumerate(found, 1)
    ]  # fmt: skip


def _mode(stage: Stage) -> str:
    return "" if stage.item.mode is Mode.ORDINARY else f"（{stage.item.mode.label}）"


def _days(stage: Stage) -> tuple[str, ...]:
    """When it was put on the list and when it is due."""
    item = stage.item
    if item.due is None:
        return (wording.day(item.opened),)
    return wording.day(item.opened), wording.day(item.due), *(("（已延期）",) if item.extended else ())


KIND: Final = Kind(
    name=NAME,
    title="督办情况报告",
    genre="报告",
    layout=Layout.UPWARD,
    group=Group.REPORT,
    fields=FIELDS,
    named=("标题", "主送"),
    build=build,
    documents=documents,
    needs="“督办”表里有已立项的事项，并且有还没有报告过的情况",
)
