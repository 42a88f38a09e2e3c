"""核定台账 brought to other rules: what people typed over formulas, keys that stand twice, rows that come back."""

from __future__ import annotations

import shutil
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sheets.ledger_view import shown, where
from weibao.rulebook.compare import Comparison, compare
from weibao.sheets.ledger_adopt import adopt_ledger
from weibao.sheets.ledger_adopt_meta import rules_of
from weibao.sheets.ledger_book import LedgerBook
from weibao.sheets.package import Package
from weibao.sheets.package_values import split_address

if TYPE_CHECKING:
    from weibao.rulebook.model import Rulebook
    from weibao.sheets.package_values import Cell


@pytest.fixture
def ledger(village_made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(village_made / "核定台账.xlsx", tmp_path))


def less(village: Rulebook, *dropped: str) -> Rulebook:
    """The rules without some indicators, without tasks and figures."""
    kept, name = tuple(item for item in village.indicators if item.id not in dropped), f"无{'、'.join(dropped)}"
    return replace(village, version=name, digest=name, indicators=kept, tasks=(), requirements=(), counts=())


def typed(path: Path, cells: dict[str, Cell]) -> None:
    """Type into single cells of 核定."""
    package = Package(path)
    for place, value in cells.items():
        package.sheet("核定").put(*split_address(place), value)
    package.save()


def formulas(path: Path, key: str) -> list[str]:
    """The formulas in the row of an indicator."""
    sheet = Package(path).sheet("核定")
    row = split_address(where(path, "核定", key, "状态"))[0]
    return [formula for column in sheet.columns_in(row) if (formula := sheet.formula(row, column))]


def lists_of(path: Path, place: str) -> list[str]:
    """The lists that a cell of 设置 may be chosen from."""
    root = Package(path).sheet("设置").root
    found = (item for item in root.iter("{*}dataValidation") if place in str(item.get("sqref")).split())
    return [item.findtext("{*}formula1", "") for item in found]


def test_what_was_typed_over_a_formula_is_said_where_the_row_is_stopped(ledger: Path, village: Rulebook) -> None:
    """It cannot stay in its cell: the sums would count it."""
    typed(ledger, {where(ledger, "核定", "I07", "申报得分"): 0.25, where(ledger, "核定", "I07", "有效得分"): 0.25})
    adopt_ledger(ledger, compare(village, less(village, "I07")), 2)
    row = shown(ledger, "核定")["I07"]
    assert row["牵头（独立）单位"] == "已停用（谷文化站，原0.25分，申报得分原填0.25，有效得分原填0.25）"
    assert "有效得分" not in row


def test_a_key_that_stands_twice_is_stopped_twice(ledger: Path, village: Rulebook) -> None:
    """Each row with points would count in the sum of the sheet."""
    sheet = Package(ledger).sheet("核定")
    last = max(sheet.row_numbers())
    row = split_address(where(ledger, "核定", "I02", "状态"))[0]
    copied = {column: value for column, value in sheet.grid()[row].items() if not sheet.formula(row, column)}
    typed(ledger, {f"{chr(64 + column)}{last + 1}": value for column, value in copied.items()})
    done = adopt_ledger(ledger, compare(village, less(village, "I02")), 2)
    sheet = Package(ledger).sheet("核定")
    assert [sheet.value(number, 4) for number in (row, last + 1)] == [None, None]
    assert done.stopped["核定"] == ["I02"]


def test_a_row_comes_back_with_formulas_where_the_row_before_it_is_stopped(ledger: Path, village: Rulebook) -> None:
    """The last row that is left is the model of those that come; it may go by the same change."""
    whole, versions = formulas(ledger, "I07"), [village, less(village, "I07"), less(village, "I06")]
    for old, new in pairwise(versions):
        adopt_ledger(ledger, compare(old, new), 2)
    assert formulas(ledger, "I06") == []
    assert formulas(ledger, "I07") == whole


def test_rules_of_which_nothing_stays(ledger: Path, village: Rulebook) -> None:
    """The rows that come take their formulas before the others lose theirs."""
    new = replace(less(village), indicators=tuple(
        replace(item, id=f"I{number:02d}", title=f"新{number}", standard=f"新的标准{number}")
        for number, item in enumerate(village.indicators, 11)
    ))  # fmt: skip
    done = adopt_ledger(ledger, compare(village, new), 2)
    assert len(done.stopped["核定"]) == len(done.added["核定"]) == len(village.indicators)
    assert formulas(ledger, "I11")


def test_a_setting_takes_the_choices_of_the_version(ledger: Path, village: Rulebook) -> None:
    """The list of the cell would refuse the new one."""
    settings = tuple(
        replace(item, choices=(*item.choices, "季")) if item.id == "rectify_unit" else item for item in village.settings
    )
    place = where(ledger, "设置", "rectify_unit", "值")
    assert lists_of(ledger, place)
    adopt_ledger(ledger, compare(village, replace(village, version="2", digest="2", settings=settings)), 2)
    assert lists_of(ledger, place) == []
    assert shown(ledger, "设置")["rectify_unit"]["可填"] == "日、月、工作日、季"
    assert lists_of(ledger, where(ledger, "设置", "escalation", "值"))


def test_the_ledger_says_its_rules_also_without_a_day(
    ledger: Path, village: Rulebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Or every run would bring it along once more."""
    monkeypatch.setattr(LedgerBook, "last_day", lambda _: None)
    change: Comparison = compare(village, less(village, "I07"))
    adopt_ledger(ledger, change, 2)
    assert rules_of(ledger) == change.new.digest
