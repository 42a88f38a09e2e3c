"""Where a piece of work of 工作制度 stands, as the sheet's block and the office's lists say it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from weibao.compute.model import Office
from weibao.compute.settings import Settings
from weibao.compute.work import Work
from weibao.compute.work_duties import work_duties
from weibao.functions.cells import ERROR
from weibao.functions.work import WorkCells, work_answer
from weibao.sheets.ledger_work_columns import must_report

if TYPE_CHECKING:
    from weibao.rulebook.model import Rulebook

TODAY, WARN, LIMIT = date(2023, 9, 22), 3, 30


def day(left: int) -> date:
    return TODAY + timedelta(days=left)


# 制度, 开始、结束、报送日期（从今天起数的天数）→ 剩余天数、状态、灯
CASES: list[tuple[str, dict[str, date], tuple[Any, str, str]]] = [
    ("联合调研", {}, ("", "待开展", "")),
    ("联合调研", {"start": day(1)}, ("", "待开展", "")),
    ("联合调研", {"start": day(0)}, ("", "开展中", "")),
    ("联合调研", {"start": day(-3), "end": day(0)}, (30, "开展中", "绿灯")),
    ("联合调研", {"start": day(-3), "end": day(-1)}, (29, "待报送", "绿灯")),
    ("联合调研", {"end": day(-27)}, (3, "待报送", "黄灯")),
    ("联合调研", {"end": day(-30)}, (0, "待报送", "黄灯")),
    ("联合调研", {"end": day(-31)}, (-1, "逾期未报", "红灯")),
    ("联合调研制度", {"end": day(-31)}, (-1, "逾期未报", "红灯")),
    ("联合调研", {"end": day(-31), "sent": day(-2)}, ("", "已报送", "绿灯")),
    ("联合调研", {"end": day(-31), "sent": day(0)}, ("", "已报送", "绿灯")),
    ("联合调研", {"end": day(-31), "sent": day(1)}, (-1, "逾期未报", "红灯")),
    ("情况通报", {"end": day(-1)}, (29, "待报送", "绿灯")),
    ("专题研究", {"start": day(-9), "end": day(0)}, ("", "开展中", "")),
    ("专题研究", {"end": day(-31)}, ("", "已结束", "绿灯")),
    ("专题研究", {"end": day(-31), "sent": day(-1)}, ("", "已报送", "绿灯")),
    ("督查督办", {"end": day(-1)}, ("", "已结束", "绿灯")),
]


@pytest.mark.parametrize(("system", "days", "shown"), CASES)
def test_work_stands_alike_in_sheet_and_list(
    rugao: Rulebook, system: str, days: dict[str, Any], shown: tuple[Any, str, str]
) -> None:
    cells = WorkCells("D1", system, None, *(days.get(key) for key in ("start", "end", "sent")))
    must = must_report(rugao)
    assert must == "、联合调研、情况通报、"
    assert work_answer(cells, today=TODAY, report_days=LIMIT, must=must, warn_days=WARN) == shown
    known = {item.name: item.id for item in rugao.work_systems}
    office = Office(work=(Work(id="D1", system=known[system.removesuffix("制度")], **days),))
    (state,) = work_duties(rugao, Settings.build(rugao, {})[0], office, (), TODAY).rows
    assert ("" if state.left is None else state.left, state.status.label, state.light.label) == shown


def test_rows_that_are_not_in_use_say_nothing() -> None:
    own = {"today": TODAY, "report_days": LIMIT, "must": "、联合调研、", "warn_days": WARN}
    empty = WorkCells(None, "", None, TODAY, TODAY, TODAY)
    assert work_answer(empty, **own) == ("", "", "")  # type: ignore[arg-type]
    # A word that the rulebook does not have asks for no paper.
    assert work_answer(empty._replace(system="调研", end=day(-99), sent=None), **own)[1] == "已结束"  # type: ignore[arg-type]
    for wrong in (empty._replace(id=ERROR), empty._replace(end=ERROR)):
        with pytest.raises(ValueError, match="error values"):
            work_answer(wrong, **own)  # type: ignore[arg-type]
