"""What the office types in 核定台账, as frozen records; see `compute.model` for the conventions."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from weibao.compute.terms import Mode

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from weibao.compute.inspection_states import Inspection
    from weibao.compute.meetings import Decision, Meeting
    from weibao.compute.members import Member, MemberChange
    from weibao.compute.papers import Incoming, Paper
    from weibao.compute.tasks import Publicity, TaskNode, TaskWork
    from weibao.compute.terms import Escalation
    from weibao.compute.work import Work


@dataclass(frozen=True, slots=True)
class Round:
    """轮次: `number` from 1, its name and kind, when it was issued and when it must be returned."""

    number: int
    name: str
    kind: str = ""
    issued: date | None = None
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Verified:
    """核定 of one indicator, in steps, with the round it was given in."""

    points: int
    reason: str = ""
    by: str = ""
    on: date | None = None
    round: int = 0


@dataclass(frozen=True, slots=True)
class Ruling:
    """负面清单认定: an event (item + date identify it) ruled 是 (True), 否 (False) or 待查 (None)."""

    veto: str
    happened_on: date | None
    counts: bool | None
    by: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Closure:
    """A row of 督办. `opened` is the day it was put on the list, which its limit runs from.

    `doc_no` is the number of the notice that put it there (立项文号). `extended` is the due day granted on request.
    `handler` looks after the item, `closed_by` closed it; `evidence` is what the closure rests on.
    """

    item: str
    opened: date | None = None
    closed: date | None = None
    note: str = ""
    mode: Mode = Mode.ORDINARY
    inspector: str = ""  # 督查专员
    doc_no: str = ""
    extended: date | None = None
    extension_reason: str = ""
    handler: str = ""
    closed_by: str = ""
    evidence: str = ""
    escalation: Escalation | None = None
    of_draft: bool = False  # `opened` is the day of a draft that 0.1.0 wrote, not one on which a notice went out


@dataclass(frozen=True, slots=True)
class Office:
    """All that the office typed in 核定台账, by key, and `causes`, which it keeps. Empty for a new campaign."""

    rounds: tuple[Round, ...] = ()
    verified: Mapping[str, Verified] = field(default_factory=dict)  # by indicator
    deadlines: Mapping[str, date] = field(default_factory=dict)  # by indicator, column 时限
    assessors: Mapping[str, Mapping[str, int]] = field(default_factory=dict)  # indicator -> assessor -> steps
    opinions: Mapping[tuple[str, str], str] = field(default_factory=dict)  # (unit, indicator) -> 意见
    rulings: tuple[Ruling, ...] = ()
    closures: Mapping[str, Closure] = field(default_factory=dict)  # by supervision item
    causes: Mapping[str, str] = field(default_factory=dict)  # supervision item -> its problem, as the ledger kept it
    chosen: Mapping[tuple[int, str], str] = field(default_factory=dict)  # (round, unit) -> 采用文件
    sent_back: Mapping[tuple[int, str], str] = field(default_factory=dict)  # (round, unit) -> what 退回 says
    sealed: Mapping[tuple[int, str], date] = field(default_factory=dict)  # (round, unit) -> 盖章件收到
    days: Mapping[date, bool] = field(default_factory=dict)  # 节假日: True = day off, False = make-up working day
    settings: Mapping[str, str] = field(default_factory=dict)  # 设置: key -> text as typed, empty ones left out
    # key -> file, sheet and cell of that text, for findings; where it stands is nothing that was typed
    setting_places: Mapping[str, Mapping[str, str]] = field(default_factory=dict, compare=False)
    meetings: tuple[Meeting, ...] = ()  # 会议台账
    decisions: tuple[Decision, ...] = ()  # 议定事项
    inspections: tuple[Inspection, ...] = ()  # 查验验收
    roster: tuple[Member, ...] = ()  # 成员名册, rows without a name included
    changes: tuple[MemberChange, ...] = ()  # 成员变动
    register: tuple[Paper, ...] = ()  # 文号登记
    incoming: tuple[Incoming, ...] = ()  # 收文登记
    tasks: tuple[TaskWork, ...] = ()  # 重点任务, rows in which nothing is typed included
    task_nodes: tuple[TaskNode, ...] = ()  # 任务节点
    publicity: tuple[Publicity, ...] = ()  # 宣传表彰
    work: tuple[Work, ...] = ()  # 工作制度
