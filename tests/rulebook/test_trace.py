"""Tracing ids back to the plan's lines."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from weibao.errors import RulebookError
from weibao.rulebook.trace import trace

if TYPE_CHECKING:
    from weibao.rulebook.model import Rulebook


@pytest.mark.parametrize(
    ("record_id", "line", "words"),
    [
        ("I15", 257, "建立密切接触未成年人岗位入职查询制度"),
        ("I02", 139, "建立由党委或政府主要负责同志负责的未成年人保护工作协调机制"),
        ("V2", 818, "对未依法落实未成年人监护责任失察失责"),
        ("D07", 891, "健全规章制度体系"),
        ("K05", 50, "5.加大家庭监护指导支持。"),
        ("P2.2", 93, "确保2023年底前"),
        ("F6", 1005, "由市未保办统一签收"),
        ("application_date", 89, "2023年10月底前完成申报工作"),
        ("score_step", 860, "以0.5分为单位"),
    ],
)
def test_where_it_stands(rugao: Rulebook, record_id: str, line: int, words: str) -> None:
    found = trace(rugao, record_id)
    assert found.record.id == record_id
    assert words in found.quotes[0].source.quote
    assert found.quotes[0].matches[0].line == line
    here = "".join(rugao.text.split("\n")[line - 1].split())
    assert here[:6] in "".join(found.quotes[0].source.quote.split()) or words[:6] in here
    assert f"第 {line}" in found.text()


def test_every_record_can_be_traced(rugao: Rulebook, village: Rulebook) -> None:
    for book in (rugao, village):
        for record in book.records():
            found = trace(book, record.id)
            assert found.record is record
            assert all(quote.matches for quote in found.quotes), record.id
            assert found.text().startswith(record.id)
            assert json.dumps(found.as_dict(), ensure_ascii=False)
            assert found.quotes or "假定：" in found.text()


def test_responsible_units_are_those_of_the_row(rugao: Rulebook) -> None:
    """市教育局 alone fills many cells; the one after the row's own standard is meant."""
    for indicator in rugao.indicators:
        standard, cell = trace(rugao, indicator.id).quotes
        assert cell.source.quote == indicator.units_as_written
        gap = cell.matches[0].start - standard.matches[0].end
        assert 1 <= gap <= 3, indicator.id  # only the score stands between


def test_units_tell_their_rows(rugao: Rulebook) -> None:
    data = trace(rugao, "D31").as_dict()
    assert (data["leads"], data["supports"], data["vetoes"]) == ([], ["I26"], ["V7"])
    assert "I07" in trace(rugao, "T01").as_dict()["supports"]


def test_by_name_and_in_any_case(rugao: Rulebook) -> None:
    assert trace(rugao, "市检察院").record.id == "D05"
    assert trace(rugao, " i15 ").record.id == "I15"
    assert trace(rugao, "towns").record.id == "towns"
    assert trace(rugao, "TOWNS").record.id == "TOWNS"


def test_unknown_id_offers_others(rugao: Rulebook) -> None:
    with pytest.raises(RulebookError, match=r"没有编号“I99”；相近的有：.*I\d9"):
        trace(rugao, "I99")
    with pytest.raises(RulebookError, match=r"没有编号“%%%”；编号如 I15"):
        trace(rugao, "%%%")


def test_text_reads_well(village: Rulebook) -> None:
    assert trace(village, "I03").text().splitlines() == [
        "I03　指标",
        "  序号：3",
        "  项目：基础建设",
        "  内容：溪边安全",
        "  标题：警示巡查",
        "  分值：1.5",
        "  牵头单位：谷水务站、谷巡护队",
        "  责任单位：谷文化站、谷管理处",
        "  汇总办法：自评 取最低，分组 平均，封顶 按平均，取整 向下",
        "  周期：汛期每天",
        "  出处：附件1，基础建设·溪边安全（方案原文第 53 行）",
        "    “溪边、桥头设置警示标志，汛期每天巡查一次并作记录。”",
        "  出处：附件1，基础建设·溪边安全责任单位（方案原文第 55—56 行）",
        "    “牵头单位：谷水务站、谷巡护队 责任单位：谷文化站、谷管理处”",
        "  假定：短标题和汇总办法为测试所拟。",
    ]
