"""What a change of the rules did, as tables for people and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from weibao.rulebook.compare import Fate, IndicatorChange
from weibao.sheets.layout import ROSTER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weibao.campaign.adopt import Adoption

INDICATORS = (
    ("编号", 8), ("指标", 20), ("变化", 9), ("改了什么", 30), ("原分值", 8), ("现分值", 8), ("原时限", 12),
    ("现时限", 12), ("原单位", 34), ("现单位", 34),
)  # fmt: skip
OTHERS = (("类别", 14), ("编号", 16), ("名称", 26), ("变化", 9), ("原来", 44), ("现在", 44))
UNITS = (
    ("单位", 20), ("上次填报", 10), ("照带", 8), ("带入并标注", 10), ("标注的指标", 26), ("不再填的", 26),
    ("不再登记的佐证", 40), ("问法改了、要重新填的", 34),
)  # fmt: skip


def tables(plan: Adoption) -> tuple[str, str, list[tuple[str, Sequence[tuple[str, int]], list[list[Any]]]]]:
    """Title, what it is about, and the sheets: name, columns with widths, rows."""
    told = plan.told
    new = told.new
    title = f"规则变化（第{plan.first}轮起）"
    about = (
        f"第{plan.first}轮起按“{new.title}”{new.version} 版，以前各轮仍按原来的规则（{told.old.version} 版）。"
        f"{between(plan)}"
        f"指标：{counted(plan)}。停用指标的填报留在原来的轮次里，核定台账里的行留着，标“已停用”。"
        f"{''.join(by_hand(plan))}"
    )
    indicators = [_indicator(item) for item in told.indicators]
    others = [[item.kind, item.id, item.title, item.fate.label, item.old, item.new] for item in told.others]
    units = [
        [name, f"第{plan.rounds[name]}轮", len(item.kept), len(item.marked), "、".join(item.marked),
         "、".join(item.dropped), "、".join(item.evidence_dropped), "、".join(item.asked_anew)]
        for name, item in plan.units.items()
    ]  # fmt: skip
    return title, about, [("指标", INDICATORS, indicators), ("其他", OTHERS, others), ("单位填报", UNITS, units)]


def counted(plan: Adoption) -> str:
    """`不变60项、有改动5项、新增3项、停用2项`, those of which there are any."""
    found = [(fate, len(plan.told.ids(fate))) for fate in Fate]
    return "、".join(f"{fate.label}{number}项" for fate, number in found if number)


def between(plan: Adoption) -> str:
    """That rules were in force which no round was issued under, and what the changes are told against; "" else."""
    if plan.since is None:
        return ""
    skipped, old = plan.change.old.version, plan.since.old.version
    return (
        f"第{plan.first - 1}轮按的是 {old} 版，其后换用过的 {skipped} 版没有下发过；"
        f"以下变化都是和第{plan.first - 1}轮的 {old} 版相比。"
    )


def by_hand(plan: Adoption) -> list[str]:
    """What only people can do in 核定台账 after the change, a sentence each."""
    if plan.ledger is None:
        return []
    found = [
        f"“{sheet}”已经填满，这些加不进去：{'、'.join(names)}；请在表里插入行，补填它们。"
        for sheet, names in plan.ledger.full.items()
    ]
    if grown := [sheet for sheet in plan.ledger.added if sheet != ROSTER.sheet]:
        found.append(
            f"“{'”“'.join(grown)}”加了行：自己在表外写的合计、计数公式（如 SUM）不会跟着包括新的行，请逐个核对范围。"
        )
    return found


def _indicator(item: IndicatorChange) -> list[Any]:
    return [
        item.id, item.title, item.fate.label, "、".join(item.marks), _points(item.old_full), _points(item.new_full),
        item.old_due, item.new_due, "、".join(item.old_units), "、".join(item.new_units),
    ]  # fmt: skip


def _points(value: object) -> Any:
    return None if value is None else float(str(value))


def as_object(plan: Adoption, *, dry: bool) -> dict[str, Any]:
    """The report for programs."""
    change = plan.told
    return {
        "from_round": plan.first,
        "dry_run": dry,
        "replaced": {"version": plan.change.old.version, "digest": plan.change.old.digest},
        "old": {"version": change.old.version, "digest": change.old.digest},
        "new": {"version": change.new.version, "digest": change.new.digest},
        "indicators": [
            {
                "id": item.id, "title": item.title, "fate": item.fate.name.lower(), "marks": list(item.marks),
                "old_full": _points(item.old_full), "new_full": _points(item.new_full),
                "old_due": item.old_due.isoformat() if item.old_due else None,
                "new_due": item.new_due.isoformat() if item.new_due else None,
                "old_units": list(item.old_units), "new_units": list(item.new_units),
            }
            for item in change.indicators
        ],
        "others": [
            {"kind": item.kind, "id": item.id, "title": item.title, "fate": item.fate.name.lower(), "old": item.old,
             "new": item.new}
            for item in change.others
        ],
        "units": [
            {"name": name, "round": plan.rounds[name], "kept": list(item.kept), "marked": list(item.marked),
             "dropped": list(item.dropped), "evidence_dropped": list(item.evidence_dropped),
             "asked_anew": list(item.asked_anew)}
            for name, item in plan.units.items()
        ],
        "ledger": {
            "added": dict(plan.ledger.added), "stopped": dict(plan.ledger.stopped), "back": dict(plan.ledger.back),
            "full": dict(plan.ledger.full),
        } if plan.ledger else {},
        "report": plan.report or None,
    }  # fmt: skip
