"""The table of units: return, levels of their own answers, materials and matters of supervision; towns apart."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from weibao.compute.model import ReturnStatus
from weibao.documents import layout as lay
from weibao.documents.kinds import report_words as words
from weibao.documents.kinds.report_figures import LEVELS, town_word

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from weibao.documents.kind import Case
    from weibao.rulebook.model import Unit

TABLES: Final = "各单位的表，每张有 题 和 行；每行有 序号、单位、报送、项数、达标、部分、未达、未评、材料、督办、名次"
RANKED: Final = "真：表中加名次一栏（设置“给单位排名”）"

# How a return stands, in words for other units.
_WORDS: Final = {ReturnStatus.CHOOSE: "核对中", ReturnStatus.WAITING: "核对中", ReturnStatus.SET_ASIDE: "需重新报送"}
_COUNTS: Final = ("项数", "达标", "部分", "未达", "未评", "材料", "督办")
_HEADINGS: Final = ("指标项数", "达标", "部分达标", "未达标", "未评", "佐证件数", "督办事项")


def _columns(*, ranked: bool) -> tuple[lay.Column, ...]:
    name, state = (2050, 1330) if not ranked else (1750, 1030)
    rank = (lay.Column("同类名次", 600, "{{ 行.名次 }}", "WBTableCentre"),) if ranked else ()
    return (
        lay.Column("序号", 564, "{{ 行.序号 }}", "WBTableCentre"),
        lay.Column("单位", name, "{{ 行.单位 }}"),
        lay.Column("报送情况", state, "{{ 行.报送 }}", "WBTableCentre"),
        *(
            lay.Column(heading, 700, f"{{{{ 行.{key} }}}}", "WBTableCentre")
            for heading, key in zip(_HEADINGS, _COUNTS, strict=True)
        ),
        *rank,
    )


def tables() -> str:
    """A table for each kind of unit over the collection 单位表, with a column for ranks only where 排名 holds."""
    return lay.each(
        "表",
        "单位表",
        lay.only("表.题", lay.paragraph("WBHeading1", "{{ 表.题 }}")),
        lay.only("排名", lay.table(_columns(ranked=True), "行", "表.行")),
        lay.only("not 排名", lay.table(_columns(ranked=False), "行", "表.行")),
        lay.blank(),
    )


def rows(case: Case) -> list[dict[str, object]]:
    """The tables: departments, then towns, each numbered from one and in the order of the units."""
    departments, towns = words.units_of(case, words.asked(case))
    ranks = _ranks(case) if case.settings.rank_units else {}
    both = bool(departments and towns)
    titles = ("一、部门和单位", f"二、{town_word(case.rulebook)}") if both else ("", "")
    return [
        {"题": title, "行": [_row(case, number, unit, ranks) for number, unit in enumerate(units, 1)]}
        for title, units in zip(titles, (departments, towns), strict=True)
        if units
    ]


def _row(case: Case, number: int, unit: Unit, ranks: Mapping[str, int]) -> dict[str, str]:
    levels = Counter(result.units[unit.id].level for result in case.assessment.indicators if unit.id in result.units)
    materials = sum(result.units[unit.id].evidence for result in case.assessment.indicators if unit.id in result.units)
    asked = sum(item.unit == unit.id and item.asked for item in case.assessment.items)
    returned = unit.id in case.submissions
    counts: Sequence[int] = (sum(levels.values()), *(levels[level] for level in LEVELS), materials, asked)
    shown = {key: str(count) if count else "—" for key, count in zip(_COUNTS, counts, strict=True)}
    if not returned:
        shown |= {"材料": "—", "达标": "—", "部分": "—", "未达": "—"}
    state = return_word(case, unit.id)
    rank = str(ranks[unit.id]) if unit.id in ranks else "—"
    return {"序号": str(number), "单位": unit.name, "报送": state, **shown, "名次": rank}


def return_word(case: Case, unit: str) -> str:
    """按期报送, 逾期报送, or how the return stands."""
    if unit in case.submissions:
        if not _is_dated(case, unit):
            return "已报送"
        return "逾期报送" if is_late(case, unit) else "按期报送"
    if not words.is_out(case):
        return "—"
    state = case.returns.get(unit)
    status = state.status if state else ReturnStatus.MISSING
    return _WORDS.get(status, status.label)


def is_late(case: Case, unit: str) -> bool:
    """Whether the return that counts came after the round's due date.

    One whose file bears a day after the as-of date is not: a paper that says the day has not come calls nobody late.
    """
    due, submission = words.return_date(case), case.submissions.get(unit)
    received = submission.received if submission else None
    return bool(due and received and due < received <= case.assessment.as_of)


def _is_dated(case: Case, unit: str) -> bool:
    """Whether the day on which the return came lies within what the paper speaks of."""
    received = case.submissions[unit].received
    return received is None or received <= case.assessment.as_of


def _ranks(case: Case) -> dict[str, int]:
    """Rank by 得分率 among units of a kind that returned and may claim points; equal ones share a rank."""
    kinds = {unit.id: unit.kind for unit in case.rulebook.units}
    rates = {
        item.unit: Fraction(item.figures.earned, item.figures.full)
        for item in case.assessment.units
        if item.returned and item.figures.full
    }
    return {
        unit: 1 + sum(other > rate for peer, other in rates.items() if kinds[peer] == kinds[unit])
        for unit, rate in rates.items()
    }
