"""量化情况 in 总台账 and in the frames: figures, lights and colours, town by town."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from weibao.compute.assessment import assess
from weibao.compute.model import CountInput, Office, Submission
from weibao.compute.settings import Settings
from weibao.sheets.console import write_console
from weibao.sheets.frames import frames

if TYPE_CHECKING:
    from pathlib import Path

    from weibao.compute.model import Assessment
    from weibao.rulebook.model import Rulebook
    from weibao.workdays import WorkCalendar

AS_OF = date(2024, 1, 15)
# Of three towns: villages with a place, all villages, 儿童督导员.
TYPED = {"T01": (18, 20, 1), "T02": (5, 10, 0), "T03": (31, 30, 2)}


def returned(unit: str, done: int, total: int, people: int) -> Submission:
    counts = (
        CountInput("Q47", Decimal(done), Decimal(total), note="=合计", sheet="量化情况"),
        CountInput("Q52", Decimal(people), sheet="量化情况"),
    )
    if unit == "T01":  # its standard is left to the locality, and is open
        counts = (*counts, CountInput("Q55", Decimal(0), Decimal(3), sheet="量化情况"))
    return Submission(unit, 1, f"{unit}.xlsx", None, counts=counts)


@pytest.fixture(scope="module")
def found(rugao: Rulebook, calendar: WorkCalendar) -> tuple[Assessment, dict[str, Submission], Settings]:
    settings, _ = Settings.build(rugao, {})
    submissions = {unit: returned(unit, *figures) for unit, figures in TYPED.items()}
    return (
        assess(rugao, calendar, settings, Office(), submissions, [], round=1, as_of=AS_OF), submissions, settings
    )  # fmt: skip


@pytest.fixture(scope="module")
def book(rugao: Rulebook, found: Any, tmp_path_factory: pytest.TempPathFactory) -> Any:
    assessment, submissions, settings = found
    path: Path = tmp_path_factory.mktemp("console") / "总台账.xlsx"
    write_console(path, rugao, settings, assessment, submissions, [], created=AS_OF)
    return openpyxl.load_workbook(path)


def test_the_matrix_shows_every_town_with_figures_and_colours(rugao: Rulebook, book: Any) -> None:
    sheet = book["乡级×量化"]
    headings = {str(cell.value).split()[1]: cell.column for cell in sheet[3] if " " in str(cell.value)}
    assert len(headings) == sum(rugao.towns[0].id in rugao.asked(count) for count in rugao.counts) == 12
    names = [sheet.cell(row, 2).value for row in range(4, 19)]
    assert names == [*(town.name for town in rugao.towns), "合计"]
    places, people = headings["城乡社区未成年人关爱服务场所"], headings["儿童督导员"]
    shown = {
        name: (sheet.cell(row, places).value, sheet.cell(row, places).fill.fgColor.rgb[-6:])
        for row, name in enumerate(names, 4)
    }
    assert shown["如城街道"] == ("达到 18÷20＝90%", "C9E5C5")
    assert shown["城北街道"] == ("未达到 5÷10＝50%", "F4B6B0")  # past the deadline
    assert shown["城南街道"] == ("未填", "E3E3E3")  # 31 of 30 cannot be
    assert shown["东陈镇"] == ("未填", "E3E3E3")
    assert shown["合计"][0] == "未达到 23÷30＝76.7%（12个未填）"
    assert (sheet.cell(18, people).value, sheet.cell(18, 3).value) == ("未达到 已填的3个单位中2个做到", "还没有填")
    assert [sheet.cell(row, people).value for row in (4, 5, 6)] == ["达到 1人", "未达到 0人", "达到 2人"]
    hint = headings["未成年人较多的村（社区）增配力量"]
    assert [(sheet.cell(row, hint).value, sheet.cell(row, hint).fill.fill_type) for row in (4, 5)] == [
        ("标准未定 0÷3＝0%", None), ("可不填", None),
    ]  # fmt: skip
    assert "标准：90%" in sheet.cell(3, places).value


def test_the_table_of_the_whole_county(book: Any) -> None:
    rows = {row[0]: row for row in book["量化情况"].iter_rows(min_row=4, values_only=True)}
    assert len(rows) == 57
    # id, indicator, title, threshold, figures, state, part, points, ceiling, limits, answered, asked, deadline, light
    assert rows["Q47"][3:6] == ("90%", "23÷30＝76.7%（12个未填）", "未达到")
    assert rows["Q47"][6:12] == (2, 1.5, 1.5, "是", 2, 14)
    assert rows["Q47"][13] == "红灯"
    assert rows["Q03"][4:6] == ("台账里还没有", "未填")
    assert rows["Q03"][10:12] == (None, None)  # nobody is asked
    assert [cell.value for cell in book["量化情况"][3]][6:9] == ["占分", "最多得", "指标最多得"]
    assert "应填 253 个数" in book["量化情况"]["A2"].value
    assert rows["Q55"][3:6] == ("由本地规定，未定", "0÷3＝0%（13个未填）", "标准未定")
    assert (rows["Q56"][5], rows["Q55"][13]) == ("可不填", None)


def test_the_frames_keep_every_answer(rugao: Rulebook, found: Any) -> None:
    assessment, submissions, _ = found
    tables = frames(rugao, assessment, submissions, [])
    answers = tables["count_answers"]
    assert len(answers) == sum(len(rugao.asked(count)) for count in rugao.counts)
    row = answers[(answers["unit"] == "城北街道") & (answers["id"] == "Q47")].iloc[0]
    assert (row["done"], row["total"], row["figures"], row["reached"], row["ceiling"]) == (
        5.0, 10.0, "5÷10＝50%", "未达到", 1.0,
    )  # fmt: skip
    assert row["note"] == "=合计"
    silent = answers[(answers["unit"] == "磨头镇") & (answers["id"] == "Q47")].iloc[0]
    assert (silent["reached"], silent["figures"], silent["light"]) == ("未填", "", "")
    open_ = answers[(answers["unit"] == "如城街道") & (answers["id"] == "Q55")].iloc[0]
    assert (open_["reached"], open_["figures"], open_["light"]) == ("标准未定", "0÷3＝0%", "")
    assert tables["counts"]["done"].isna().sum() == 54


def test_a_county_without_towns_has_all_its_units(village: Rulebook, calendar: WorkCalendar, tmp_path: Path) -> None:
    settings, _ = Settings.build(village, {})
    own = Submission("D02", 1, "a.xlsx", None, counts=(CountInput("Q01", Decimal(3), Decimal(4)),))
    result = assess(village, calendar, settings, Office(), {"D02": own}, [], round=1, as_of=date(2025, 4, 1))
    write_console(tmp_path / "总台账.xlsx", village, settings, result, {"D02": own}, [], created=AS_OF)
    made: Any = openpyxl.load_workbook(tmp_path / "总台账.xlsx")
    sheet = made["乡级×量化"]
    assert [row[1].value for row in sheet.iter_rows(min_row=4)] == ["谷文化站", "谷卫生站", "合计"]
    assert sheet["C4"].value == "未达到 3÷4＝75%"
