"""Cases for reports and circulars, computed from invented returns. No file, no clock."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from weibao.compute.assessment import assess
from weibao.compute.inspection_states import Inspection
from weibao.compute.model import (
    Closure,
    Decision,
    EvidenceInput,
    Level,
    Meeting,
    Office,
    ReturnState,
    ReturnStatus,
    Role,
    Round,
    RowInput,
    Ruling,
    Submission,
    Verified,
    VetoInput,
)
from weibao.compute.roles import own_by_unit, own_vetoes
from weibao.compute.settings import Settings
from weibao.compute.tasks import Publicity, TaskNode, TaskWork
from weibao.compute.work import Work
from weibao.documents.kind import Case

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from weibao.rulebook.model import Indicator, Rulebook
    from weibao.workdays import WorkCalendar

ISSUED, DUE, AS_OF = date(2023, 9, 1), date(2023, 9, 28), date(2023, 10, 9)
NOTICE = "皋未保办〔2023〕9号"
TYPED = {"office_contact": "王某某", "office_phone": "0000-12345678"}
FULL = Level.MET

Levels = dict[tuple[str, str], Level]
"""(unit or "", indicator) → level; "" for every unit; what is not named is 达标."""


def case(
    rulebook: Rulebook,
    calendar: WorkCalendar,
    *,
    silent: Collection[str] = (),
    late: Collection[str] = (),
    levels: Mapping[tuple[str, str], Level] | None = None,
    bare: Collection[tuple[str, str]] = (),
    void: Collection[tuple[str, str]] = (),
    ahead: Mapping[str, date] | None = None,
    events: Mapping[tuple[str, str], date] | None = None,
    mute: Collection[tuple[str, str]] = (),
    verified: Mapping[str, tuple[int, str]] | None = None,
    rulings: Sequence[Ruling] = (),
    aside: Collection[str] = (),
    listed: Mapping[str, date] | None = None,
    opened: Mapping[str, date] | None = None,
    closed: Collection[str] = (),
    typed: Mapping[str, str] | None = None,
    meetings: Sequence[Meeting] = (),
    decisions: Sequence[Decision] = (),
    tasks: Sequence[TaskWork] = (),
    nodes: Sequence[TaskNode] = (),
    publicity: Sequence[Publicity] = (),
    inspections: Sequence[Inspection] = (),
    sealed: Mapping[str, date] | None = None,
    work: Sequence[Work] = (),
    rounds: Sequence[Round] = (Round(1, "申报自评", "自评", ISSUED, DUE),),
    as_of: date = AS_OF,
) -> Case:
    """Everybody returned in time and everything is met, apart from what is said.

    `aside` units handed in what is of no use; `listed` items of supervision → day of the draft, no notice went out;
    `silent` units have not returned, `late` ones a day after the due date, those in `ahead` on that day; `bare` (unit,
    indicator) have no material, of `void` ones the answer could not be read;
    `events` (unit, veto) → day happened; `mute` (unit, veto) were not answered; `verified` indicator → (steps, reason);
    `opened` items of supervision → day of the notice; `closed` ones are 销号 on the as-of date; `sealed` unit → day on
    which its signed page came.
    """
    settings, _ = Settings.build(rulebook, {**TYPED, **(typed or {})})
    book = settings.apply(rulebook)
    returned = [unit for unit in book.units if unit.id not in (*silent, *aside)]
    submissions = {
        unit.id: _submission(book, unit.id, unit.id in late, levels or {}, bare, events or {}, mute)
        for unit in returned
    }
    for unit, indicator in void:
        rows = (RowInput(indicator, void=True) if row.indicator == indicator else row for row in submissions[unit].rows)
        submissions[unit] = replace(submissions[unit], rows=tuple(rows))
    for unit, day in (ahead or {}).items():
        submissions[unit] = replace(submissions[unit], received=day)
    states = [
        ReturnState(unit.id, 1, ReturnStatus.RETURNED, (submissions[unit.id].file,), submissions[unit.id].file,
                    submissions[unit.id].received, ISSUED)
        if unit.id in submissions
        else ReturnState(
            unit.id, 1, ReturnStatus.SET_ASIDE if unit.id in aside else ReturnStatus.MISSING, issued=ISSUED
        )
        for unit in book.units
    ]  # fmt: skip
    office = Office(
        rounds=tuple(rounds),
        inspections=tuple(inspections),
        sealed={(1, unit): day for unit, day in (sealed or {}).items()},
        meetings=tuple(meetings),
        decisions=tuple(decisions),
        tasks=tuple(tasks),
        task_nodes=tuple(nodes),
        publicity=tuple(publicity),
        work=tuple(work),
        verified={
            key: Verified(steps, reason, "赵某某", as_of, 1) for key, (steps, reason) in (verified or {}).items()
        },
        rulings=tuple(rulings),
        closures={key: Closure(key, day) for key, day in (listed or {}).items()}
        | {
            key: Closure(key, day, as_of if key in closed else None, doc_no=NOTICE)
            for key, day in (opened or {}).items()
        },
    )
    assessment = assess(book, calendar, settings, office, submissions, states, round=1, as_of=as_of)
    return Case(
        rulebook=book,
        settings=settings,
        calendar=calendar,
        office=office,
        assessment=assessment,
        submissions=submissions,
        returns={state.unit: state for state in states},
    )


def nobody(rulebook: Rulebook, calendar: WorkCalendar, **more: object) -> Case:
    """The round is out, nothing has come back yet."""
    return case(rulebook, calendar, silent=tuple(unit.id for unit in rulebook.units), **more)  # type: ignore[arg-type]


def mixed(rulebook: Rulebook, calendar: WorkCalendar, **more: object) -> Case:
    """A round as it comes: levels in turn by unit and indicator, some silent units, some verified, some supervised."""
    own = own_by_unit(rulebook)
    levels: Levels = {}
    for number, (unit, rows) in enumerate(own.items()):
        for place, (indicator, _) in enumerate(rows):
            turn = (number * 7 + place * 5) % 17
            if turn in (3, 9) and indicator.full > 1:
                levels[unit, indicator.id] = Level.PARTIAL
            elif turn == 12:
                levels[unit, indicator.id] = Level.UNMET
    units = [unit.id for unit in rulebook.units if own[unit.id]]
    lead = [indicator for indicator in rulebook.indicators if indicator.lead]
    verified = {indicator.id: (indicator.full, "查阅佐证材料，与自评一致") for indicator in lead[::5]}
    verified[lead[1].id] = (max(lead[1].full - 1, 0), "会议纪要缺签到表，扣一档")
    return case(
        rulebook, calendar, silent=units[3::17], late=units[5::19], levels=levels,
        bare=[(unit, own[unit][0][0].id) for unit in units[::9]], verified=verified, **more,  # type: ignore[arg-type]
    )  # fmt: skip


def _submission(
    book: Rulebook,
    unit: str,
    late: bool,
    levels: Mapping[tuple[str, str], Level],
    bare: Collection[tuple[str, str]],
    events: Mapping[tuple[str, str], date],
    mute: Collection[tuple[str, str]],
) -> Submission:
    rows: list[RowInput] = []
    evidence: list[EvidenceInput] = []
    for indicator, role in own_by_unit(book)[unit]:
        level = levels.get((unit, indicator.id)) or levels.get(("", indicator.id), FULL)
        rows.append(_row(book, indicator, role, level))
        if (unit, indicator.id) not in bare and level is not Level.UNASSESSED:
            evidence.append(_material(indicator, len(evidence)))
    vetoes = tuple(
        VetoInput(veto.id, (unit, veto.id) in events, events.get((unit, veto.id)))
        for veto in own_vetoes(book, unit)
        if (unit, veto.id) not in mute
    )
    received = DUE + timedelta(days=1) if late else DUE - timedelta(days=3)
    return Submission(unit, 1, f"回收/第1轮/{unit}.xlsx", received, tuple(rows), tuple(evidence), vetoes)


def _row(book: Rulebook, indicator: Indicator, role: Role, level: Level) -> RowInput:
    steps = {Level.MET: indicator.full, Level.PARTIAL: max(1, indicator.full // 2), Level.UNMET: 0}.get(level)
    points = book.scale.points(steps) if role.claims and steps is not None else None
    return RowInput(indicator.id, level, points, "甲童的情况已处理")


def _material(indicator: Indicator, number: int) -> EvidenceInput:
    return EvidenceInput(
        indicator.id,
        f"关于{indicator.title}的通知",
        f"样发〔2023〕{number + 1}号",
        date(2023, 3, 1 + number % 28),
        "M02",
        "综合科",
    )
