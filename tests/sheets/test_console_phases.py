"""阶段日历 in 总台账: the phases with what must be ready when; today's marked in words and by its ground."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import openpyxl

from weibao.compute.assessment import assess
from weibao.compute.model import Office, ReturnState, ReturnStatus, Round
from weibao.compute.settings import Settings
from weibao.sheets.console import write_console
from weibao.sheets.console_phases import NAME

if TYPE_CHECKING:
    from pathlib import Path

    from weibao.rulebook.model import Rulebook
    from weibao.workdays import WorkCalendar

DAY = date(2024, 3, 10)


def shown(path: Path, book: Rulebook, calendar: WorkCalendar, as_of: date) -> Any:
    settings, _ = Settings.build(book, {})
    rounds = (Round(1, "自评", issued=date(2023, 9, 1), due=date(2023, 10, 20)),)
    result = assess(book, calendar, settings, Office(rounds=rounds), {}, [], round=1, as_of=as_of)
    returns = [ReturnState(unit.id, 1, ReturnStatus.MISSING) for unit in book.units]
    write_console(path, book, settings, result, {}, returns, created=DAY, rounds=rounds, calendar=calendar)
    return openpyxl.load_workbook(path)[NAME]


def test_the_calendar_of_the_plan(rugao: Rulebook, calendar: WorkCalendar, tmp_path: Path) -> None:
    sheet = shown(tmp_path / "c.xlsx", rugao, calendar, DAY)
    assert sheet["A2"].value.startswith("2024年3月10日：全面创建阶段、迎接检查阶段。")
    rows = {(row[0].value, row[1].value): row for row in sheet.iter_rows(min_row=4)}
    assert [row[1].value for row in rows.values() if row[9].value == "正在此阶段"] == ["全面创建阶段", "迎接检查阶段"]
    assert {row[0].fill.fgColor.rgb[-6:] for row in rows.values() if row[9].value == "正在此阶段"} == {"FFE699"}
    assert rows["P1", "创建申报阶段"][0].fill.fgColor.rgb[-6:] == "DCE6F1"
    work = rows["P2.4", "报送工作资料"]
    assert [cell.value for cell in work[2:5]] + [cell.value for cell in work[6:]] == [
        "工作资料", "各镇（街道）和各相关单位", None, 21, 15, "黄灯", "临期",
    ]  # fmt: skip
    assert work[5].value.date() == date(2024, 3, 31)
    assert work[8].fill.fgColor.rgb[-6:] == "FFE699"
    yearly = rows["P4.1", "2024年度复查"]
    assert (yearly[5].value.date(), yearly[9].value) == (date(2024, 12, 31), "未开始")
    assert "不是方案定的" in yearly[2].value
    mine = rows["第1轮", "自评"]
    assert (mine[2].value, mine[8].value, mine[9].value) == ("各单位填好的清单（应报 54，还差 54）", "红灯", "逾期")
    assert sheet.print_title_rows == "$3:$3"


def test_a_plan_that_has_not_begun_and_days_beyond_the_holidays(
    village: Rulebook, calendar: WorkCalendar, tmp_path: Path
) -> None:
    sheet = shown(tmp_path / "a.xlsx", village, calendar, date(2024, 1, 1))
    assert sheet["A2"].value.startswith("2024年1月1日：不在任何阶段内。")
    assert [row[9].value for row in sheet.iter_rows(min_row=4, max_row=5)] == ["未开始", "未开始"]
    assert [row[6].value for row in sheet.iter_rows(min_row=4, max_row=5)] == [None, 516]
    far = shown(tmp_path / "b.xlsx", village, calendar, date(2040, 1, 1))
    assert [row[9].value for row in far.iter_rows(min_row=4, max_row=7)] == ["已结束", "已过", "正在此阶段", "推进中"]
