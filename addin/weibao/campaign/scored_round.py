"""That a newer round is scored although most have answered an earlier one only: told until it is complete or chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weibao.campaign.history import Kind, current, unpack
from weibao.compute.model import Verdict
from weibao.compute.words import verdict_text
from weibao.findings import Finding, finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from weibao.campaign.collect import Collected
    from weibao.campaign.store import Store
    from weibao.rulebook.model import Rulebook


def moved_on(
    rulebook: Rulebook, store: Store, used: Mapping[tuple[int, str], object], collected: Collected, number: int
) -> Iterator[Finding]:
    """The finding `scoring-round-moved`, for round `number`, which nobody has set; `used` by (round, unit's name)."""
    totals = {int(key): unpack(value) for key, value in current(store, Kind.TOTAL).items()}
    old = max((round_ for round_ in totals if round_ < number), default=0)
    names = {unit.id: unit.name for unit in rulebook.units}
    back = {names[item.unit] for item in collected.returns if item.used}
    before = {name for round_, name in used if round_ == old}
    waited_for = len(before & set(names.values()) - back)
    if not old or not waited_for:
        return
    parts = totals[old]
    earned = f"得分 {parts['earned']}，" if "earned" in parts else ""
    yield finding(
        "scoring-round-moved", number=number, old=old, back=len(back), waited=waited_for, before=len(before),
        result=f"{earned}{verdict_text(rulebook, Verdict(str(parts['verdict'])))}",
    )  # fmt: skip
