"""Every round, planned or of 轮次, as one line by return date, with who has returned."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from weibao.compute.deadlines import light_of
from weibao.compute.planned import RoundKind, is_scored, kind_of, planned_rounds
from weibao.compute.terms import Light, Status

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from weibao.compute.office import Round
    from weibao.compute.planned import PlannedState
    from weibao.compute.settings import Settings
    from weibao.rulebook.model import Rulebook


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundLine:
    """A round: `planned` by the plan, `round` in 轮次, or both. `asked` and `back` count units; None: nobody knows.

    `state` is a word: of a round that is out how far the returns are, of another one whether it is to be issued.
    """

    planned: PlannedState | None
    round: Round | None
    name: str
    kind: RoundKind
    scored: bool
    due: date | None
    asked: int | None = None
    back: int | None = None
    light: Light = Light.NONE
    state: str = ""

    @property
    def owed(self) -> int | None:
        """How many units have not returned."""
        return None if self.asked is None or self.back is None else self.asked - self.back


def round_lines(
    rulebook: Rulebook,
    settings: Settings,
    rounds: Sequence[Round],
    as_of: date,
    counts: Mapping[int, tuple[int, int]],
) -> tuple[RoundLine, ...]:
    """The lines; `counts` are by number how many units were asked and how many have returned."""
    planned = planned_rounds(rulebook, settings, rounds, as_of)
    plans = {item.round.number: item for item in planned if item.round}
    lines = []
    for item in rounds:
        scored = is_scored(rulebook, settings, rounds, item)
        lines.append(_line(settings, item, plans.get(item.number), as_of, counts.get(item.number), scored=scored))
    lines += [
        RoundLine(
            planned=item, round=None, name=item.name, kind=item.kind, scored=item.plan.scored, due=item.due,
            light=item.light, state=item.status.label,
        )
        for item in planned
        if item.round is None
    ]  # fmt: skip
    return tuple(sorted(lines, key=lambda line: (line.due is None, line.due or as_of, line.name)))


def _line(
    settings: Settings, item: Round, plan: PlannedState | None, as_of: date, counts: tuple[int, int] | None,
    *, scored: bool,
) -> RoundLine:  # fmt: skip
    asked, back = counts or (None, None)
    left = (item.due - as_of).days if item.due else None
    if item.issued is None:
        state, light = (plan.status.label, plan.light) if plan else ("待下发", Light.NONE)
    else:
        done = asked is not None and asked == back
        light = light_of(done, left, settings.deadline_warn_days)
        word = {Light.GREEN: Status.OPEN, Light.YELLOW: Status.DUE_SOON, Light.RED: Status.OVERDUE}
        state = (Status.DONE if done else word.get(light, Status.OPEN)).label
    return RoundLine(
        planned=plan, round=item, name=item.name, kind=kind_of(item), scored=scored, due=item.due,
        asked=asked, back=back, light=light, state=state,
    )  # fmt: skip
