"""Findings as people read them: one line for the same thing in many rows, and in which order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from weibao.compute.alike import as_shown, column_of
from weibao.findings import CHOICES, Finding, Severity, finding
from weibao.texts import FINDINGS

if TYPE_CHECKING:
    from collections.abc import Iterable

WHERE = {"unit": "D01", "file": "回收/第1轮/a.xlsx", "sheet": "佐证材料"}


def types(rows: Iterable[int], found: str = "制度文件", **place: str) -> list[Finding]:
    return [
        finding("type-unreadable", field="材料类型", found=found, cell=f"F{row}", **{**WHERE, **place}) for row in rows
    ]


@pytest.mark.parametrize(
    ("findings", "cells"),
    [
        (types(range(5, 35)), ["F5:F34，共 30 行"]),
        (types((5, 6, 7, 9, 12, 13)), ["F5:F7、F9、F12:F13，共 6 行"]),
        (types((5, 6)), ["F5", "F6"]),  # no heap
        (types((5, 5, 5, 5, 6)), ["F5", "F5", "F5", "F5", "F6"]),  # of two rows
        (types((5, 5, 6, 7)), ["F5:F7，共 3 行"]),
        ([*types((5, 6)), *types((7, 8), unit="D02")], ["F5", "F6", "F7", "F8"]),
        ([*types((5, 6)), *types((7, 8), file="b.xlsx")], ["F5", "F6", "F7", "F8"]),
        ([*types((5, 6)), *types((7, 8), sheet="整改反馈")], ["F5", "F6", "F7", "F8"]),
        ([*types((5, 6)), *(item.at(cell=f"G{row}") for row, item in enumerate(types((5, 6)), 5))],
         ["F5", "F6", "G5", "G6"]),
        ([item.at(cell="") for item in types((5, 6, 7))], ["", "", ""]),
        ([finding("score-off-step", found=found, full="2", step="0.5", cell=f"I{found}") for found in (5, 6, 7)],
         ["I5", "I6", "I7"]),  # each says another figure, in no quotes
        ([finding("ledger-copy-input", row="I03", column="理由", copy="甲", name="乙", was=was, now="", cell=f"D{was}")
          for was in "567"], ["D5", "D6", "D7"]),  # each waits for its own choice
    ],
)  # fmt: skip
def test_many_rows_of_one_column_are_one_line(findings: list[Finding], cells: list[str]) -> None:
    assert [item.cell for item in as_shown(findings)] == cells


def test_a_heap_quotes_what_was_typed_and_keeps_its_place_and_kind() -> None:
    words = ("会议", "照片", "会议", "简报", "台账", "其他")
    heap = [item for row, word in enumerate(words, 5) for item in types((row,), word)]
    alone = finding("return-untouched", file="b.xlsx")
    shown = as_shown([heap[0], alone, *heap[1:]])
    assert [(item.code, item.severity, item.unit) for item in shown] == [
        ("type-unreadable", Severity.WARNING, "D01"), ("return-untouched", Severity.WARNING, ""),
    ]  # fmt: skip
    assert shown[0].message.startswith("“材料类型”填的是“会议”“照片”“简报”“台账”等，不在下拉表里")
    assert as_shown(heap[:3])[0].message == heap[0].message.replace("“会议”", "“会议”“照片”")


@pytest.mark.parametrize(("indicators", "kept"), [(("I01", "I01", "I01"), "I01"), (("I01", "I02", "I03"), "")])
def test_a_heap_names_an_indicator_only_where_it_is_all_of_one(indicators: tuple[str, ...], kept: str) -> None:
    heap = [item.at(indicator=code) for item, code in zip(types((5, 6, 7)), indicators, strict=True)]
    [shown] = as_shown(heap)
    assert shown.indicator == kept


@pytest.mark.parametrize(("cell", "column"), [("F5", "F"), ("AB12:AB14，共 3 行", "AB"), ("", "")])
def test_the_column_of_what_is_shown(cell: str, column: str) -> None:
    assert column_of(cell) == column


def test_errors_come_first_then_what_waits_for_a_choice() -> None:
    told = [
        finding("value-interpreted", field="a", found="b", read="c", cell="A1"),
        *types((5,)),
        finding("return-waiting", unit="D09", used="a", files="b"),
        finding("return-untouched", unit="D01"),
        finding("return-choose", unit="D09", round="", files="a"),
        finding("cell-error", unit="D01", field="a", found="#REF!"),
    ]
    assert [item.code for item in sorted(told, key=lambda item: item.sort_key)] == [
        "return-choose", "cell-error", "return-waiting", "return-untouched", "type-unreadable", "value-interpreted",
    ]  # fmt: skip
    assert set(FINDINGS) >= CHOICES
