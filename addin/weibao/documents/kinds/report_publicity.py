"""What reports and the declaration say of 重点任务 and of 宣传表彰: counted from the records of 核定台账.

Only records with a day count, from `since` to the as-of date (or `until`); (heading, text) pairs as in
`report_sections`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from weibao.compute.task_states import NodeStatus
from weibao.compute.tasks import LEVELS, PublicityKind
from weibao.documents import wording
from weibao.documents.kinds import report_words as words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from weibao.compute.tasks import Publicity
    from weibao.documents.kind import Case
    from weibao.documents.kinds.report_sections import Pair

_NAMED: Final = 5  # records named in a sentence; more are counted
MERIT_ROWS: Final = 4  # so many rows the declaration has at least


def records(case: Case, *kinds: PublicityKind, since: date | None = None, until: date | None = None) -> list[Publicity]:
    """The dated records of these kinds, by date."""
    last = min(until or case.assessment.as_of, case.assessment.as_of)
    found = [
        item for item in case.office.publicity
        if item.kind in kinds and item.on and item.on <= last and (since is None or item.on >= since)
    ]  # fmt: skip
    return sorted(found, key=lambda item: (item.on or last, item.title))


def atmosphere(case: Case, since: date | None = None, until: date | None = None) -> Iterator[Pair]:
    """How far the plan's tasks are, then what was done for publicity."""
    yield "推进重点任务。", _tasks(case)
    months = records(case, PublicityKind.MONTH, since=since, until=until)
    press = records(case, PublicityKind.PRESS, since=since, until=until)
    parts = [f"开展宣传月活动{len(months)}次（{_named(months)}）"] if months else []
    parts += [f"媒体宣传报道{len(press)}件{_levels(press, '件')}：{_named(press)}"] if press else []
    yield "营造良好氛围。", words.joined(parts)


def merits(case: Case, since: date | None = None, until: date | None = None) -> Iterator[Pair]:
    """Experience that was spread and honours, the highest level first."""
    for heading, kind, what in (
        ("总结推广经验。", PublicityKind.EXPERIENCE, "推广典型经验"),
        ("获得表彰奖励。", PublicityKind.HONOUR, "获得表彰奖励"),
    ):
        found = by_level(records(case, kind, since=since, until=until))
        yield heading, f"{what}{len(found)}项{_levels(found, '项')}：{_given(found)}。" if found else ""


def by_level(found: Sequence[Publicity]) -> list[Publicity]:
    """The highest level first; what names none comes last."""
    order = {level: number for number, level in enumerate(LEVELS)}
    return sorted(found, key=lambda item: order.get(item.level, len(order)))


def merit_rows(case: Case) -> list[dict[str, str]]:
    """The rows of 工作成绩: what there is, filled up with blank ones."""
    found = by_level(records(case, PublicityKind.EXPERIENCE, PublicityKind.HONOUR))
    rows = [
        {
            "序号": str(number), "名称": f"{item.title}{_whose(case, item)}", "单位": item.by, "级别": item.level,
            "日期": f"{item.on:%Y.%m}" if item.on else "",
        }
        for number, item in enumerate(found, 1)
    ]  # fmt: skip
    blank = {"名称": "", "单位": "", "级别": "", "日期": ""}
    return rows + [{"序号": str(number), **blank} for number in range(len(rows) + 1, MERIT_ROWS + 1)]


def _tasks(case: Case) -> str:
    """Nothing before the office keeps 重点任务."""
    duties = case.assessment.tasks
    if not duties.is_kept:
        return ""
    units = {state.work.unit for state in duties.works}
    planned = len(units) - len(duties.missing)
    done = sum(all(state.work.done for state in task.works) for task in duties.tasks)
    plans = "均已" if planned == len(units) else f"{planned}个已"
    parts = [f"{len(duties.tasks)}项重点任务由{len(units)}个单位牵头，{plans}制定实施方案或工作计划"] if units else []
    parts += [f"已完成{done}项"] if done else []
    reached = sum(state.status is NodeStatus.DONE for state in duties.nodes)
    parts += [f"方案确定的节点{len(duties.nodes)}个，已完成{reached}个"] if duties.nodes else []
    return words.joined(parts)


def _named(found: Sequence[Publicity]) -> str:
    """The names with the day, the first ones."""
    return wording.some(
        [f"{wording.day(item.on)}{wording.quoted(item.title)}" for item in found if item.on], _NAMED, "件"
    )


def _given(found: Sequence[Publicity]) -> str:
    return wording.some([f"{wording.quoted(item.title)}{_by(item)}" for item in found], _NAMED, "项")


def _by(item: Publicity) -> str:
    told = "，".join(part for part in (item.by, item.level) if part)
    return f"（{told}）" if told else ""


def _levels(found: Sequence[Publicity], unit: str) -> str:
    """（国家级1件、省级2件）, of the levels that are named."""
    counted = [(level, sum(item.level == level for item in found)) for level in LEVELS]
    told = "、".join(f"{level}{number}{unit}" for level, number in counted if number)
    return f"（{told}）" if told else ""


def _whose(case: Case, item: Publicity) -> str:
    """The unit that the record is of, in brackets."""
    names = words.short_list(case, item.units)
    return f"（{names}）" if names else ""
