"""A unit's checklist, written with looks, formulas and the formulas' values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench import twin
from bench.costs import Run, here
from bench.data import AS_OF
from bench.pairs import Row, at_least
from weibao.campaign.demo_office import demo_round
from weibao.sheets.checklist import write_checklist

if TYPE_CHECKING:
    from bench.data import Data


def pair(data: Data) -> tuple[Run, Run]:
    """The checklist of the unit in the middle by the number of its indicators."""
    grounds, folder = data.situation.grounds, data.place("checklist")

    def ours(unit: str, name: str = "ours") -> None:
        write_checklist(
            folder / f"{name}.xlsx", grounds.rulebook, grounds.settings, unit, demo_round(), grounds.calendar,
            as_of=AS_OF, pinned=True,
        )  # fmt: skip

    sizes = []
    for unit in grounds.rulebook.units:
        ours(unit.id, unit.id)
        sizes.append(((folder / f"{unit.id}.xlsx").stat().st_size, unit.id))
    middle = sorted(sizes)[len(sizes) // 2][1]
    plan = twin.plan_of(folder / f"{middle}.xlsx")
    return here(lambda: ours(middle)), here(lambda: twin.write(plan, folder / "other.xlsx"))


ROWS = (
    Row(
        "checklist", "一个单位的清单：样式、公式和公式的值", "openpyxl 逐格写同样的内容（写不了公式的值）", at_least(3),
        pair, "XlsxWriter 逐格拼 XML 和算公式的值；对方抄现成内容，不用算",
    ),
)  # fmt: skip
