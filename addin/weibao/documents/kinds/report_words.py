"""Sentences that reports and circulars share: numbered sections and paragraphs, units, titles, milestones."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from weibao.compute.model import Level, ReturnStatus
from weibao.compute.tally import turnover
from weibao.documents import wording
from weibao.documents.kinds.report_figures import points, town_word
from weibao.documents.kinds.supervision_parts import staged, tallied
from weibao.documents.titles import title_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from weibao.compute.model import Round
    from weibao.documents.kind import Case
    from weibao.documents.kinds.report_figures import Sum
    from weibao.rulebook.model import Milestone, Rulebook, Unit

# A long name may turn to the next line behind these words; none is of a certain plan.
_TURNS: Final = re.compile(r"(?<=关于)(?=.{2})|(?<=创建)(?=.{2})|(?<=全国)(?=.{3})|(?<=全省)(?=.{3})|(?<=保护)(?=.{3})")


def sections(present: Mapping[str, bool]) -> dict[str, dict[str, Any]]:
    """`有` and `号` (一, 二 …) of every section of a document: one that is empty is left out of the count."""
    numbers = iter(range(1, len(present) + 1))
    return {
        key: {"有": there, "号": wording.chinese_number(next(numbers)) if there else ""}
        for key, there in present.items()
    }


def paragraphs(pairs: Iterable[tuple[str, str]], *, before: int = 0) -> list[dict[str, str]]:
    """`题` （（一）…。, numbered where there are several） and `文` of every pair that has a text.

    `before` paragraphs of the same section stand in front of them and count.
    """
    listed = [(heading, text) for heading, text in pairs if text]
    total = len(listed) + before
    return [
        {"题": f"{wording.numbered(number, total)}{heading}" if heading else "", "文": text}
        for number, (heading, text) in enumerate(listed, 1 + before)
    ]


def campaign_name(rulebook: Rulebook) -> str:
    """What is being created, without the county's name in front: 创建全国未成年人保护示范县（市）."""
    return rulebook.title.removeprefix(rulebook.region) or rulebook.title


def title(issuer: str, *segments: str) -> tuple[str, ...]:
    """The lines of a title: 发文机关 and the rest; long names turn where they may."""
    pieces = [piece for segment in segments for piece in _TURNS.split(segment) if piece]
    return title_lines((issuer.strip(), *pieces))


def plan(case: Case) -> str:
    """《…实施方案》."""
    return wording.plan_name(case.rulebook.document)


def office(case: Case) -> str:
    """The office as texts call it."""
    return wording.or_blank(case.settings.office_short or case.settings.office)


def round_name(case: Case) -> str:
    """第1轮（申报自评）, without a name that only repeats the number."""
    number, round_ = case.assessment.round, _round(case)
    name = round_.name.strip() if round_ else ""
    return f"第{number}轮" if name in ("", f"第{number}轮") else f"第{number}轮（{name}）"


def is_out(case: Case) -> bool:
    """Whether the units have the round's checklists in their hands: before, none is missing."""
    round_ = _round(case)
    return bool(case.returns or case.submissions or (round_ and round_.issued))


def return_date(case: Case) -> date | None:
    """The day until which the round's checklists are to be returned."""
    round_ = _round(case)
    return round_.due if round_ else None


def _round(case: Case) -> Round | None:
    """What the office noted of the round."""
    return next((item for item in case.office.rounds if item.number == case.assessment.round), None)


def is_late(case: Case) -> bool:
    """Whether that day has passed, so that who has not returned is late: nobody is before, or where none is set, or
    where no checklist went out.
    """
    due = return_date(case)
    return is_out(case) and due is not None and due < case.assessment.as_of


def in_time(case: Case) -> str:
    """By when to return while nobody is late: 于2023年9月28日前按期, 抓紧 where no day is set."""
    due = return_date(case)
    return f"于{wording.day(due)}前按期" if due else "抓紧"


def units_of(case: Case, ids: Iterable[str]) -> tuple[list[Unit], list[Unit]]:
    """Departments and towns among the units, in their order."""
    wanted = set(ids)
    listed = [unit for unit in case.rulebook.units if unit.id in wanted]
    return [unit for unit in listed if unit.kind != "town"], [unit for unit in listed if unit.kind == "town"]


def names(units: Iterable[Unit]) -> str:
    """市教育局、市公安局."""
    return "、".join(unit.name for unit in units)


def listed_units(case: Case, ids: Iterable[str]) -> str:
    """市教育局、市公安局、东陈镇: departments first."""
    departments, towns = units_of(case, ids)
    return names([*departments, *towns])


def counted_units(case: Case, ids: Iterable[str]) -> str:
    """部门和单位2个：市教育局、市公安局；镇（街道）1个：东陈镇. With one kind only 2个：市教育局、市公安局."""
    departments, towns = units_of(case, ids)
    if not (departments and towns):
        units = departments or towns
        return f"{len(units)}个：{names(units)}"
    word = town_word(case.rulebook)
    return f"部门和单位{len(departments)}个：{names(departments)}；{word}{len(towns)}个：{names(towns)}"


def count_units(case: Case, ids: Iterable[str]) -> str:
    """部门和单位36个、镇（街道）14个, the kind that there is none of left out."""
    departments, towns = units_of(case, ids)
    parts = [f"部门和单位{len(departments)}个"] if departments else []
    return "、".join([*parts, f"{town_word(case.rulebook)}{len(towns)}个"] if towns else parts)


def asked(case: Case) -> list[str]:
    """The units that the round asks: those whose checklist went out or that returned; all where nothing is recorded."""
    units = [unit.id for unit in case.rulebook.units]
    issued = {unit for unit, state in case.returns.items() if state.issued is not None}
    if not issued:
        return units
    came = {unit for unit, state in case.returns.items() if state.files}
    return [unit for unit in units if unit in issued or unit in case.submissions or unit in came]


def with_status(case: Case, *statuses: ReturnStatus) -> list[str]:
    """Units of the round, once it is out, whose return stands so; one of which nothing is known has not returned."""
    found = []
    for unit in asked(case) if is_out(case) else ():
        state = case.returns.get(unit)
        known = ReturnStatus.RETURNED if unit in case.submissions else ReturnStatus.MISSING
        if (state.status if state else known) in statuses:
            found.append(unit)
    return found


def levels(result: Sum) -> str:
    """达标40项、部分达标10项、未达标8项、未评10项; what there is none of is left out."""
    parts = [f"{level.label}{number}项" for level, number in result.counts.items() if number]
    return "、".join(parts)


def score(rulebook: Rulebook, result: Sum) -> str:
    """计得81.5分，失8.5分；尚未评定6项10分，不计入得分. Only 未评 where nobody spoke."""
    open_, number = result.unassessed, result.counts[Level.UNASSESSED]
    if not result.assessed:
        return f"均未评定，共{points(rulebook, open_)}分，暂不计分"
    lost = f"，失{points(rulebook, result.lost)}分" if result.lost else ""
    rest = f"；尚未评定{number}项、{points(rulebook, open_)}分，不计入得分和失分" if number else ""
    return f"得{points(rulebook, result.earned)}分{lost}{rest}"


def milestones_ahead(case: Case, until: date | None = None) -> list[Milestone]:
    """The 时间节点 that are not over on the as-of date, by their end (up to `until`).

    One that merely lasts as long as its phase is no point in time and is left out.
    """
    as_of, phases = case.assessment.as_of, {(phase.start, phase.end) for phase in case.rulebook.phases}
    ahead = [
        item
        for item in case.rulebook.milestones
        if item.end
        and as_of <= item.end <= (until or item.end)
        and (item.kind == "deadline" or (item.start, item.end) not in phases)
    ]
    return sorted(ahead, key=lambda item: (item.end or as_of, item.id))


def by_day(items: Iterable[Milestone]) -> list[str]:
    """2023年10月31日前：完成申报、召开专题工作会议; one clause for every day on which something falls due."""
    days: dict[date, list[str]] = {}
    for item in items:
        if item.end:
            days.setdefault(item.end, []).append(item.title)
    return [f"{wording.day(end)}前：{'、'.join(titles)}" for end, titles in days.items()]


def supervised(case: Case, period: tuple[date, date] | None = None) -> str:
    """拟督办210项；督办立项25项，已销号3项，正在整改22项, as far as there are any; "" where there are none.

    Of a period what was put on the list and closed within it, and what was open at its end.
    """
    found = tallied(case)
    if period:
        moved = turnover(staged(case), *period)
        parts = [f"梳理拟督办事项{found.drafted}项"] if found.drafted and period[1] >= case.assessment.as_of else []
        told = [f"督办立项{moved.opened}项"] if moved.opened else []
        told += [f"销号{moved.closed}项"] if moved.closed else []
        told += [f"期末正在整改{moved.remaining}项"] if moved.remaining else []
        return "；".join([*parts, *(["，".join(told)] if told else [])])
    parts = [f"梳理拟督办事项{found.drafted}项"] if found.drafted else []
    if found.opened:
        rest = f"，正在整改{found.remaining}项" if found.remaining else ""
        parts.append(f"督办立项{found.opened}项，已销号{found.closed}项{rest}")
    return "；".join(parts)


def next_supervision(case: Case) -> str:
    """What is to be done about matters that are drafted or open, without 。; "" where there are none."""
    found = tallied(case)
    late = f"，其中超过整改时限的{found.late}项" if found.late else ""
    parts = [f"对拟督办事项{found.drafted}项及时印发督办通知"] if found.drafted else []
    parts += [f"对正在整改的督办事项{found.remaining}项{late}，逐项核验佐证材料后销号"] if found.remaining else []
    return "；".join(parts)


def joined(texts: Sequence[str]) -> str:
    """Clauses with ； between them and 。 at the end; "" where there is none."""
    said = [text.rstrip("。；") for text in texts if text]
    return f"{'；'.join(said)}。" if said else ""


def short_list(case: Case, ids: Iterable[str]) -> str:
    """市公安局、镇（街道）3个: departments by name, towns as a number where there are several."""
    departments, towns = units_of(case, ids)
    parts = [unit.name for unit in departments]
    if len(towns) == 1:
        parts.append(towns[0].name)
    elif towns:
        parts.append(f"{town_word(case.rulebook)}{len(towns)}个")
    return "、".join(parts)


def row_deadline(case: Case) -> date | None:
    """The day by which the plan wants every indicator reached."""
    return next((item.end for item in case.rulebook.milestones if item.id == case.rulebook.row_deadline), None)
