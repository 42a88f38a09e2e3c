"""Contradictions about dates, meetings, tasks and scoring."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from weibao.rulebook.audit_item import AuditItem
from weibao.rulebook.model import Source
from weibao.rulebook.textual import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from weibao.rulebook.model import MeetingKind, Phase, Requirement, Rulebook

_SAME_WORDS = 12  # a clause of this many characters in two standards is no accident


def check(book: Rulebook) -> Iterator[AuditItem]:
    """All findings about rules and dates."""
    yield from _meetings(book)
    yield from _overlaps(book)
    yield from _declared_early(book)
    yield from _tasks(book)
    yield from _coarse(book)
    yield from _asked_twice(book)


def _meetings(book: Rulebook) -> Iterator[AuditItem]:
    """A standard that asks for more meetings of a kind than the rules of procedure hold."""
    for meeting in book.meetings:
        for need in book.requirements:
            if not _same_meeting(meeting, need) or not meeting.source or not need.source:
                continue
            wanted, held = int(need.threshold), meeting.per_year
            if held is not None and wanted != held:
                yield AuditItem(
                    "meeting-frequency",
                    f"{meeting.name}：一处要求每年 {wanted} 次，一处规定每年 {held} 次",
                    f"考核（{need.indicator}）要 {wanted} 次，{meeting.body}规则定 {held} 次，照规则开得不了满分。",
                    (need.source, _with(meeting.source, meeting.frequency)),
                    (need.id, need.indicator, meeting.id),
                )


def _same_meeting(meeting: MeetingKind, need: Requirement) -> bool:
    """Whether a requirement counts this kind of meeting: its quote names it (全体会议), by a whole number a year."""
    quote = fold(need.source.quote) if need.source else ""
    kinds = re.findall(r"[一-鿿]{2}会议", quote)
    yearly = isinstance(need.threshold, int) and "每年" in quote
    return yearly and any(meeting.name.endswith(kind) for kind in kinds)


def _with(source: Source, quote: str) -> Source:
    """The same place with a shorter quote, where the longer one holds it."""
    return Source(source.place, source.item, quote if fold(quote) in fold(source.quote) else source.quote)


def _heading(phase: Phase) -> Source:
    """The first line of a phase's text, which names its dates."""
    first = phase.text.strip().splitlines()[0]
    place = phase.source
    return Source(place.place, place.item, first) if place else Source("", phase.id, first)


def _overlaps(book: Rulebook) -> Iterator[AuditItem]:
    for one, other in combinations(book.phases, 2):
        if one.end is not None and other.start <= one.end:
            days = f"{other.start} 至 {min(one.end, other.end or one.end)}"
            yield AuditItem(
                "phases-overlap",
                f"{one.name}与{other.name}时间重叠",
                f"{days} 同时属于两个阶段，这段时间里按哪个阶段的要求做没有写。",
                (_heading(one), _heading(other)),
                (one.id, other.id),
            )


def _declared_early(book: Rulebook) -> Iterator[AuditItem]:
    """The application comes before the day on which the indicators must be met."""
    goal = next(item for item in book.milestones if item.id == book.row_deadline)
    early = next((item for item in book.settings if item.id == "application_date"), None)
    if early is None or early.source is None or goal.source is None or goal.end is None:
        return
    if early.default and early.default < goal.end.isoformat():
        yield AuditItem(
            "declared-before-done",
            "先申报，后达标",
            f"申报在 {early.default} 以前完成，各项指标到 {goal.end} 才要求达标：申报时的自评只能是当时的情况。",
            (early.source, goal.source),
            (early.id, goal.id),
        )


def _tasks(book: Rulebook) -> Iterator[AuditItem]:
    names = [name for unit in book.units for name in (unit.name, *unit.aliases)]
    bare = [task for task in book.tasks if not any(name in task.text for name in names)]
    if bare:
        all_of_them = len(bare) == len(book.tasks)
        yield AuditItem(
            "tasks-without-units",
            f"{'全部 ' if all_of_them else ''}{len(bare)} 项主要任务没有写由谁做",
            "任务没有责任单位和时限；与指标同句的，按指标的责任单位理解，其余的对应关系是假定。",
            tuple(_with(task.source, task.title) for task in bare if task.source),
            tuple(task.id for task in bare),
        )


def _coarse(book: Rulebook) -> Iterator[AuditItem]:
    """Rows worth two steps: 'in part' can only mean one value, whatever was done."""
    step = book.scale.points(1)
    rows = [row for row in book.indicators if row.full == 2]
    rule = next((fact.source for fact in book.facts if fact.id == "score_step"), None)
    if rows and rule:
        yield AuditItem(
            "one-partial-value",
            f"{len(rows)} 项满分 {book.scale.points(2)} 分，部分达标只有 {step} 分一档",
            f"按 {step} 分一档扣，这些项做到九成和做到一成同样是 {step} 分。",
            (rule, *(row.source for row in rows[:1] if row.source)),
            tuple(row.id for row in rows),
        )


def _asked_twice(book: Rulebook) -> Iterator[AuditItem]:
    """Standards of different rows that share a clause word for word: the same thing is scored twice."""
    holders: dict[str, list[str]] = defaultdict(list)
    for row in book.indicators:
        for clause in dict.fromkeys(re.split(r"[，。；：、,;]", fold(row.standard))):
            if len(clause) >= _SAME_WORDS:
                holders[clause].append(row.id)
    for clause, ids in holders.items():
        for one, other in pairwise(ids):
            first, second = book.indicator_by_id[one], book.indicator_by_id[other]
            if first.source and second.source:
                yield AuditItem(
                    "asked-twice",
                    f"{one} 与 {other} 有同一句要求",
                    f"“{clause}”在两项中都要考核；同一份材料可以两处引用，不必报两次。",
                    (_with(first.source, clause), _with(second.source, clause)),
                    (one, other),
                )
