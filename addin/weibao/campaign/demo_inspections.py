"""What the office of the demonstration noted of the first level's visit and of the signed pages; all invented."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from weibao.campaign.demo_office import AS_OF, DUE, Cells, Entries
from weibao.sheets.layout import INSPECTIONS, RETURNS
from weibao.sheets.ledger_facts import return_key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from weibao.compute.model import ReturnState
    from weibao.rulebook.model import Indicator, Rulebook

_VISIT: Final = AS_OF - timedelta(days=6)
_UNSIGNED_EVERY: Final = 16  # every so many-th return has no signed page yet


def inspection_entries(rulebook: Rulebook, returns: Sequence[ReturnState], claimed: Mapping[str, int]) -> Entries:
    """Rows of 查验验收 (of indicators with a claim) and days in 回收情况, to be typed into 核定台账."""
    back = [state for state in returns if state.status.counts]
    sealed: list[tuple[str, Cells]] = [
        (return_key(state.round, state.unit), {"盖章件收到": DUE + timedelta(days=1)})
        for number, state in enumerate(back, 1)
        if number % _UNSIGNED_EVERY
    ]
    return {RETURNS.sheet: sealed, INSPECTIONS.sheet: _visit(rulebook, claimed)}


def _visit(rulebook: Rulebook, claimed: Mapping[str, int]) -> list[tuple[str, Cells]]:
    if not rulebook.inspections:
        return []
    assessed = [item for item in rulebook.indicators if claimed.get(item.id) == item.full]
    whole, short, mended = assessed[:3]
    return [
        ("", _row(rulebook, whole, 0)),
        (
            "",
            _row(rulebook, short, 1)
            | {
                "查验意见": "会议签到表不全", "整改要求": "补齐签到表，连同纪要一并归档",
                "整改单位": _unit(rulebook, short), "整改时限": AS_OF + timedelta(days=11),
            },
        ),
        (
            "",
            _row(rulebook, mended, 0)
            | {
                "查验意见": "公示的联系电话没有更新", "整改单位": _unit(rulebook, mended), "整改时限": AS_OF,
                "整改完成日期": AS_OF - timedelta(days=3),
            },
        ),
    ]  # fmt: skip


def _row(rulebook: Rulebook, indicator: Indicator, short: int) -> dict[str, str | int | float | date | None]:
    """A score, `short` steps below full."""
    level = rulebook.inspections[0].name
    score = float(rulebook.scale.points(indicator.full - short))
    return {"查验级别": level, "日期": _VISIT, "指标编号": indicator.id, "查验得分": score}


def _unit(rulebook: Rulebook, indicator: Indicator) -> str:
    return rulebook.unit_by_id[rulebook.members(indicator.claimants)[0]].name
