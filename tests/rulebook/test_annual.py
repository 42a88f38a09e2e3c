"""annual.toml: what Rugao's units are asked about their year, and what a rulebook may not say."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from weibao.compute.annual import own_fields
from weibao.errors import RulebookError
from weibao.rulebook import load_rulebook
from weibao.rulebook.tabular import to_files, to_tables

if TYPE_CHECKING:
    from weibao.rulebook.model import Rulebook

VILLAGE = Path(__file__).parents[1] / "village"
OWN = """
assumption = '测试所拟。'

[[annual_fields]]
id = 'NQ1'
title = '主要工作'
kind = 'text'
help = '写做了什么。'
by = ['departments', '谷巡护队']
longest = 50
papers = ['annual_report']

[[annual_fields]]
id = 'NQ2'
title = '开会次数'
kind = 'number'
help = '开了几次会。'
unit = '次'
whole = true
"""


def own(tmp_path: Path, text: str) -> Path:
    folder = Path(shutil.copytree(VILLAGE, tmp_path / "规则"))
    (folder / "annual.toml").write_text(text, encoding="utf-8")
    return folder


def test_departments_and_towns_are_asked_what_concerns_them(rugao: Rulebook) -> None:
    department, town = rugao.unit_by_id["D07"], rugao.unit_by_id["T01"]
    titles = [item.title for item in own_fields(rugao, department)]
    assert titles == ["主要工作和成效", "主要数据", "典型做法", "存在问题", "下年打算"]
    assert [item.title for item in own_fields(rugao, town) if item.title not in titles] == ["协调机制会议次数"]
    assert all(item.source and item.assumption for item in rugao.annual_fields)
    assert {item.title for item in rugao.annual_fields if "work_points" in item.papers} == {"存在问题", "下年打算"}


def test_a_rulebook_does_without_it(village: Rulebook) -> None:
    assert village.annual_fields == ()
    assert own_fields(village, village.units[0]) == ()


def test_the_file_stays_what_it_is_through_the_workbook(tmp_path: Path) -> None:
    folder = own(tmp_path, OWN)
    again = tmp_path / "又一份"
    for name, content in to_files(to_tables(folder)).items():
        (again / name).parent.mkdir(parents=True, exist_ok=True)
        (again / name).write_bytes(content)
    found = load_rulebook(again).annual_fields
    assert found == load_rulebook(folder).annual_fields
    assert [(item.by, item.longest, item.papers, item.whole) for item in found] == [
        (("departments", "D05"), 50, ("annual_report",), False), ((), 300, (), True),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("kind = 'text'", "kind = 'date'", "只能是：text、number"),
        ("title = '开会次数'", "title = '主要工作'", "每一项的名称不同"),
        ("longest = 50", "longest = 801", "不超过 800"),
        ("longest = 50", "longest = 0", "应为正整数"),
        ("papers = ['annual_report']", "papers = ['bulletin']", "只能是：annual_report、work_points"),
        ("'谷巡护队'", "'谷外单位'", "谷外单位"),
        ("longest = 50", "unit = '次'", "量词只用于填数的"),
        ("longest = 50", "whole = true", "整数只用于填数的"),
        ("assumption = '测试所拟。'", "", "没有出处"),
        ("id = 'NQ2'", "id = 'NQ1'", "重复"),
        ("id = 'NQ2'", "id = 'N2'", "不合规定的写法"),
    ],
)
def test_a_mistake_is_told(tmp_path: Path, old: str, new: str, said: str) -> None:
    with pytest.raises(RulebookError, match=r"annual\.toml") as told:
        load_rulebook(own(tmp_path, OWN.replace(old, new, 1)))
    assert said in str(told.value)
