"""Which round is meant where `issue` is given no number, and what it says instead of issuing one by a slip.

Checklists and 年度工作情况 run side by side: one that is out or unanswered does not hold up the other.
"""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

from weibao.campaign.collect import answered
from weibao.compute.annual import annual_rounds
from weibao.compute.model import Round
from weibao.compute.planned import (
    RoundKind,
    is_scored,
    kind_of,
    kinds_to_issue,
    named,
    planned_rounds,
    without_name,
)
from weibao.errors import CampaignError
from weibao.system_words import argument

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

    from weibao.campaign.grounds import Grounds
    from weibao.compute.planned import PlannedState


def choices(
    grounds: Grounds, rounds: Sequence[Round], day: date, kinds: Collection[RoundKind] = ()
) -> tuple[PlannedState, ...]:
    """The planned rounds that one of these kinds (by default any) without a name may be; `rounds` are all there are."""
    rulebook, settings = grounds.rulebook, grounds.settings
    begun = any(item.issued and is_scored(rulebook, settings, rounds, item) for item in rounds)
    states = planned_rounds(rulebook, settings, rounds, day)
    return without_name(states, day, kinds or kinds_to_issue(rulebook), begun=begun)


def planned_for(grounds: Grounds, rounds: Sequence[Round], name: str, kind: str, issued: date) -> PlannedState | None:
    """The round of the plan that a new one is: that of its name; else the next (of its kind) that is not out.

    CampaignError where it may as well be the one that the campaign was to begin with.
    """
    if name:
        return named(planned_rounds(grounds.rulebook, grounds.settings, rounds, issued), name)
    found = choices(grounds, rounds, issued, (kind_of(Round(0, "", kind)),) if kind else ())
    if len(found) > 1:
        raise CampaignError(_which(grounds, found[0], found[1]))
    return found[0] if found else None


def _which(grounds: Grounds, first: PlannedState, coming: PlannedState) -> str:
    command = f"    weibao issue {argument(grounds.campaign.root)} --name"
    return (
        f"还没有下发过计分的清单：方案计划的“{first.name}”报送期限（{first.due}）已过，"
        f"现在到时间的是“{coming.name}”（报送期限 {coming.due}）。请写明要下发哪一个，现在没有下发"
        "（点按钮的，把名称填在第一个框里）：\n"
        f"{command} {argument(first.name)} --due 报送期限\n{command} {argument(coming.name)}"
    )


def how_to_begin(grounds: Grounds, day: date) -> str:
    """That no scored round is out, why what is out is none, and the command that issues it."""
    rounds = grounds.office.rounds
    out = "、".join(f"第{item.number}轮（{item.name}）" for item in rounds if item.issued)
    said = f"计分的清单还没有下发：{out}不计分。" if out else "还没有下发过清单。"
    return f"{said}下发计分的清单：{first_command(grounds, day)}"


def first_command(grounds: Grounds, day: date) -> str:
    """The command that issues the first scored round, with the name that the plan gives it."""
    rounds = grounds.office.rounds
    noted = any(not item.issued and kind_of(item) is RoundKind.CHECKLIST for item in rounds)
    found = [item for item in choices(grounds, rounds, day) if item.plan.scored and not noted]
    named_ = "".join(
        f" --name {argument(item.name)}{'' if item.due >= day else ' --due 报送期限'}" for item in found[:1]
    )
    return f"weibao issue {argument(grounds.campaign.root)}{named_}"


def next_number(
    grounds: Grounds, rounds: Sequence[Round], done: Collection[int], name: str, kind: str, day: date
) -> int:
    """The number of a new round, behind all that there are (`rounds`, those of 轮次 and others) or are out (`done`).

    CampaignError for one that looks like a slip: the last that may be mistaken for it is not answered, or, where the
    new one is not even given a name, still runs.
    """
    known = {item.number: item for item in rounds}
    last, number = _last(grounds, known, done, name, kind, day), max([*known, *done], default=0) + 1
    if last and not is_answered(grounds, last):
        raise CampaignError(
            f"第{last}轮已经下发，还没有一份回收。要给个别单位补发，请点“补发清单”（命令行写 --unit 单位名称）；"
            f"确实要开新的一轮，请先在核定台账的“轮次”里登记第{number}轮，再下发一次（命令行写 --round {number}）。"
        )
    if not name:
        _check_over(known.get(last), number, day)
    return number


def _last(grounds: Grounds, known: Mapping[int, Round], done: Collection[int], name: str, kind: str, day: date) -> int:
    """The last round that is out and may be mistaken for the new one; 0 for none.

    年度工作情况 that nobody asked for in words may be a slip behind any round.
    """
    plan = planned_for(grounds, tuple(known.values()), name, kind, day)
    new = plan.kind if plan else kind_of(Round(0, name, kind))
    plain = new is RoundKind.ANNUAL and not (name or kind)
    return max((item for item in done if plain or item not in known or kind_of(known[item]) is new), default=0)


def is_answered(grounds: Grounds, number: int) -> bool:
    """Whether somebody has answered a round."""
    yearly = set(map(attrgetter("number"), annual_rounds(grounds.rulebook, grounds.office.rounds)))
    return answered(grounds.campaign.root, grounds.rulebook, grounds.settings, number, annual=number in yearly)


def _check_over(last: Round | None, number: int, day: date) -> None:
    """A new round that was not even given a name, while the last one still runs, is most likely a slip, too."""
    if last and last.due and day <= last.due:
        raise CampaignError(
            f"第{last.number}轮的报送期限 {last.due} 还没有过，再下发就是另开第{number}轮，可能是误操作，因此没有下发。"
            "要给个别单位补发，请点“补发清单”（命令行写 --unit 单位名称）；"
            f"确实要开新的一轮，请写上这一轮的名称（命令行写 --name 名称，或 --round {number}）。"
        )
