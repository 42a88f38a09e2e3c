"""Small pieces of official Chinese."""

from __future__ import annotations

from datetime import date

import pytest

from weibao.documents import wording


def test_dates_have_no_zeros_and_open_dates_are_as_wide_as_filled_ones() -> None:
    assert wording.day(date(2023, 3, 8)) == "2023年3月8日"
    assert wording.open_day(2023) == "2023年\u3000月\u3000日"


@pytest.mark.parametrize(("number", "text"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (68, "六十八")])
def test_chinese_numbers(number: int, text: str) -> None:
    assert wording.chinese_number(number) == text


@pytest.mark.parametrize("number", [0, 100])
def test_headings_end_at_99(number: int) -> None:
    with pytest.raises(ValueError, match="1 to 99"):
        wording.chinese_number(number)


def test_one_heading_needs_no_number() -> None:
    assert wording.numbered(1, 1) == ""
    assert wording.numbered(2, 3) == "（二）"


@pytest.mark.parametrize(
    ("screen", "document"),
    [
        ("自评为部分达标（0.5 分，满分 1 分）", "自评为部分达标（0.5分，满分1分）"),
        ("报送期限 2023年9月15日", "报送期限2023年9月15日"),
        (" 第 1 轮 I22 ", "第1轮 I22"),
    ],
)
def test_figures_stand_tight(screen: str, document: str) -> None:
    assert wording.tight(screen) == document


def test_long_lists_say_how_many_they_are() -> None:
    assert wording.some(["甲", "乙"], 2) == "甲、乙"
    assert wording.some(["甲", "乙", "丙", "丁"], 3) == "甲、乙等4项"
    assert wording.some(["甲", "乙", "丙", "丁"], 3, "") == "甲、乙等"


@pytest.mark.parametrize(
    ("name", "document"),
    [
        ("先进集体", "“先进集体”"),
        ("守护“未”来在行动", "“守护‘未’来在行动”"),
        ("“一站式”取证", "“‘一站式’取证”"),
        ("“红领巾”与“蓝领巾”", "“‘红领巾’与‘蓝领巾’”"),
        ("“一站式取证”", "“一站式取证”"),
        ('"一站式"取证', "“‘一站式’取证”"),
        ("关爱‘未’来", "“关爱‘未’来”"),
        ("“关爱‘未’来”专栏", "“‘关爱“未”来’专栏”"),
        ("《守护未来》", "《守护未来》"),
        ("《守护》和《未来》", "“《守护》和《未来》”"),
    ],
)
def test_marks_within_marks_are_single(name: str, document: str) -> None:
    assert wording.quoted(name) == document


def test_the_plan_is_cited_by_its_own_title() -> None:
    assert wording.plan_name("市政府办关于印发《某某实施方案》的通知") == "《某某实施方案》"
    assert wording.plan_name("某某建设办法") == "《某某建设办法》"


def test_names_of_files_hold_nothing_that_windows_forbids() -> None:
    assert wording.file_name('镇/街道:"甲"') == "镇－街道－－甲－"


def test_names_of_files_are_no_longer_than_a_disk_takes_and_differ_where_the_texts_do() -> None:
    long = "关于" + "进一步" * 100
    one, other = wording.file_name(long + "的通知"), wording.file_name(long + "的函")
    assert one != other
    assert one.startswith("关于进一步")
    # The number of a copy, and the kind of the notice with its count.
    assert len(f"皋未保办〔2024〕12345号 {one}－更正通知（12）.docx".encode()) <= 255
