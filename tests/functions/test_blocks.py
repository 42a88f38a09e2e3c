"""The array blocks over plain 2-D values, as a host hands them over."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from weibao.functions import blocks, hints

TODAY = date(2023, 9, 22)
SEPTEMBER_29 = [[date(2023, 9, 23)], [date(2023, 9, 24)], [date(2023, 9, 29)], [date(2023, 9, 30)]]


def framed(*rows: list[Any], width: int) -> list[list[Any]]:
    return [["标题"] * width, *rows, [None] * width]


def rows_of(*cells: tuple[Any, ...], evidence: tuple[str, ...] = (), warn: int = 30) -> list[list[Any]]:
    """`cells`: 分值 角色 完成情况 得分 工作情况 时限 of each row, indicators I01, I02 … in order."""
    ids = framed(*([f"I{n:02d}"] for n in range(1, len(cells) + 1)), width=1)
    rows = framed(*([full, role, "牵头局", *rest] for full, role, *rest in cells), width=7)
    return blocks.indicator_rows(ids, rows, framed(*([key, "材料"] for key in evidence), width=2), TODAY, warn, 0.5)


def test_rows_by_the_truth_table() -> None:
    done = (2, "牵头", "达标", None, "做了", date(2023, 12, 31))
    part = (2, "独立", "部分达标", 1.5, "做了", date(2023, 9, 21))
    quiet = (1, "牵头", None, None, None, date(2023, 10, 22))
    helping = (1, "配合", "达标", None, "做了", None)
    assert rows_of(done, part, quiet, helping, evidence=("i01 ", "I01", "I02")) == [
        [2, "已完成", "", "", 2],
        [1.5, "逾期", -1, "", 1],
        ["", "临期", 30, "", 0],
        ["", "已完成", "", hints.NO_EVIDENCE, 0],
    ]


def test_half_a_point_is_the_only_part_of_one() -> None:
    assert rows_of((1, "牵头", "部分达标", None, "差", None), evidence=("I01",)) == [
        [0.5, "推进中", "", "部分达标按0.5分计", 1]
    ]


@pytest.mark.parametrize(
    ("cells", "hint"),
    [
        (("差不多", 1), hints.LEVEL_UNREADABLE),
        (("达标", "两分"), hints.SCORE_UNREADABLE),
        (("达标", 0.3), "得分应在0至2之间、每档0.5分"),
        (("达标", 1), "达标应得满分2分，请核对"),
        (("未达标", 1), hints.UNMET_NOT_ZERO),
        (("部分达标", 2), "部分达标应大于0分、小于2分"),
        (("部分达标", None), hints.SCORE_MISSING),
        ((None, None), hints.LEVEL_MISSING),
    ],
)
def test_what_contradicts_counts_nothing_and_says_why(cells: tuple[Any, Any], hint: str) -> None:
    (row,) = rows_of((2, "牵头", *cells, "做了", None))
    assert (row[0], row[1], row[3]) == ("", "未评", hint)


def test_hints_are_joined() -> None:
    (row,) = rows_of((2, "牵头", None, 1, "字" * 121, None))
    assert row[3] == f"{hints.LEVEL_INFERRED}；{hints.NO_EVIDENCE}；工作情况121字，打印时全文转附页"


def test_a_row_that_cannot_be_computed_takes_no_other_with_it() -> None:
    result = rows_of(("二", "牵头", "达标", None, "", None), (1, "牵头", "未达标", None, "差", None))
    assert result == [[None] * 5, [0, "推进中", "", "", 0]]


def test_a_material_without_a_name_is_not_counted() -> None:
    ids, rows = framed(["I01"], width=1), framed([1, "牵头", "", "达标", None, "做了", None], width=7)
    evidence = framed(["I01", "通知"], ["I01", " "], width=2)
    assert blocks.indicator_rows(ids, rows, evidence, TODAY, 30, 0.5)[0][4] == 1


def material(**cells: Any) -> str:
    keys = ("indicator", "title", "doc_no", "dated", "type", "location", "note")
    good: dict[str, Any] = {"indicator": "I01", "title": "通知", "dated": date(2023, 5, 6)}
    row = [(good | cells).get(key) for key in keys]
    types = [["通知与方案", 1], ["照片影像", 0]]
    args = (framed(["I01"], width=1), types, TODAY, date(2023, 1, 1), date(2024, 3, 31))
    ((text,),) = blocks.evidence_checks(framed(row, width=7), *args)
    return str(text)


@pytest.mark.parametrize(
    ("cells", "check"),
    [
        ({}, hints.COMPLETE),
        ({"indicator": None}, hints.NO_INDICATOR),
        ({"indicator": "I02"}, hints.FOREIGN_INDICATOR),
        ({"title": "　"}, hints.NO_TITLE),
        ({"dated": None}, hints.NO_DATE),
        ({"dated": "2023.5.6"}, hints.BAD_DATE),
        ({"dated": date(2023, 9, 22)}, hints.COMPLETE),
        ({"dated": date(2023, 9, 23)}, hints.FUTURE_DATE),
        ({"dated": date(2023, 1, 1)}, hints.COMPLETE),
        ({"dated": date(2022, 12, 31)}, hints.OUTSIDE_WINDOW),
        ({"type": "相片"}, hints.BAD_TYPE),
        ({"type": "照片影像"}, hints.COMPLETE),
        ({"type": "通知与方案"}, hints.NO_DOC_NO),
        ({"type": "通知与方案", "doc_no": "皋教发〔2023〕15号"}, hints.COMPLETE),
        ({"type": "通知与方案", "doc_no": "皋教发〔2023〕015号"}, hints.BAD_DOC_NO),
        ({"type": "通知与方案", "doc_no": "第15号"}, hints.BAD_DOC_NO),
        ({"type": "照片影像", "doc_no": "第15号"}, hints.COMPLETE),
        ({"doc_no": "皋教发[2023]15号"}, hints.BAD_DOC_NO),
        ({"doc_no": "无"}, hints.COMPLETE),
    ],
)
def test_evidence(cells: dict[str, Any], check: str) -> None:
    assert material(**cells) == check


def test_a_blank_material_says_nothing() -> None:
    assert material(indicator=None, title=None, dated=None) == ""


@pytest.mark.parametrize(
    ("cells", "dated", "answer"),
    [
        ((None, None, None), 1, ""),
        (("无", None, None), 1, ""),
        (("无", date(2022, 1, 1), None), 1, hints.EVENT_UNEXPECTED),
        ((None, None, "有一起"), 1, hints.EVENT_NOT_CHOSEN),
        (("有", None, None), 1, hints.EVENT_UNDATED),
        (("有", None, None), 0, "是"),
        (("有", date(2021, 10, 31), None), 1, "是"),
        (("有", date(2021, 10, 30), None), 1, "否"),
        (("有", TODAY, None), 1, "是"),
        (("有", date(2023, 9, 23), None), 1, hints.EVENT_FUTURE),
        (("有", "去年", None), 1, hints.EVENT_DATE_BAD),
        (("没有", None, None), 1, hints.HAPPENED_UNREADABLE),
    ],
)
def test_vetoes(cells: tuple[Any, ...], dated: int, answer: str) -> None:
    window = (date(2021, 10, 31), date(2023, 10, 31))
    assert blocks.veto_windows(framed(list(cells), width=3), [[dated]], TODAY, *window) == [[answer]]


@pytest.mark.parametrize(
    ("due", "completed", "status"),
    [
        (date(2023, 9, 22), None, "临期"), (date(2023, 9, 21), None, "逾期未完成"), (date(2023, 9, 25), None, "临期"),
        (date(2023, 9, 26), None, "整改中"), (None, None, "整改中"), (date(2023, 9, 20), date(2023, 9, 20), "已完成"),
        (date(2023, 9, 20), date(2023, 9, 21), "逾期完成"), (None, date(2023, 9, 21), "已完成"),
        (None, date(2023, 9, 23), hints.COMPLETED_FUTURE), (None, "已改", hints.COMPLETED_BAD),
        ("下周", None, hints.LIMIT_BAD),
    ],
)  # fmt: skip
def test_feedback(due: Any, completed: Any, status: str) -> None:
    rows = framed(["1-07-I22", "I22", "问题", due, "措施", completed], width=6)
    assert blocks.feedback_statuses(rows, TODAY, 3) == [[status]]


def test_feedback_without_an_item_says_nothing() -> None:
    assert blocks.feedback_statuses(framed([None] * 6, width=6), TODAY, 3) == [[""]]


def test_totals_keep_what_is_open_apart_from_zero() -> None:
    rows = framed(
        [2, "牵头", "", "达标", None, "", None, 2, "已完成"],
        [2, "独立", "", "未达标", None, "", None, 0, "推进中"],
        [1, "牵头", "", None, None, "", None, "", "未评"],
        [1, "配合", "", "达标", None, "", None, "", "已完成"],
        width=9,
    )
    result = blocks.totals(rows, date(2023, 9, 28), 45191, SEPTEMBER_29, date(2023, 1, 1), date(2023, 12, 31))
    assert result == [[2], [3], [2], ["距报送期限还有4个工作日"]]


def test_beyond_the_calendar_is_text_and_not_a_guess() -> None:
    note = blocks.return_note(date(2024, 1, 2), TODAY, SEPTEMBER_29, date(2023, 1, 1), date(2023, 12, 31))
    assert note == hints.BEYOND_CALENDAR


def test_an_unreadable_date_of_today_is_an_error_of_the_host() -> None:
    with pytest.raises(ValueError, match="today"):
        blocks.feedback_statuses(framed(width=6), "今天", 3)
