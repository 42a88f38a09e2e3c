"""Mistakes in a rulebook's workbook: all at once, by sheet, cell and heading, without a word of TOML."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from rulebook.broken import CASES, VILLAGE, broken
from weibao.errors import RulebookError
from weibao.rulebook.book_places import told_in_book
from weibao.rulebook.create import create_folder
from weibao.rulebook.faults import Faults
from weibao.rulebook.loader import find_folder
from weibao.rulebook.tabular import to_files, to_tables
from weibao.sheets.rulebook_book import read_rulebook, write_rulebook

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weibao.rulebook.tabular import Table

GROUPS = tomllib.loads((Path(__file__).parent / "book_faults.toml").read_text(encoding="utf-8"))["group"]
# What is typed in a workbook as in the files: ids, codes without a word of their own, wrong values.
ALSO = {
    "application_date", "boss", "claimants", "county", "deadline_warn_days", "decision_slip", "inspector", "letter",
    "mayor", "minutes", "open_days", "rectify_unit", "return_days", "up", "year",
}  # fmt: skip


def told(tables: Sequence[Table], folder: Path) -> str:
    """What the command says of the tables, "" where it makes the folder."""
    faults = Faults()
    try:
        with told_in_book(tables):
            create_folder(to_files(tables, faults), folder, faults)
    except RulebookError as error:
        return str(error)
    return ""


@pytest.fixture(scope="module")
def village_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The village's workbook with a sheet and a heading that the office calls otherwise."""
    path = tmp_path_factory.mktemp("book") / "规则库.xlsx"
    write_rulebook(path, to_tables(VILLAGE), title="规则库", created=date(2030, 1, 1))
    book = openpyxl.load_workbook(path)
    book["单位"]["D2"].value = "哪一类"
    book["单位"].title = "我们的单位"
    book.save(path)
    return path


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group["name"])
def test_edited_cells_are_all_told_by_sheet_cell_and_heading(
    group: dict[str, Any], village_book: Path, tmp_path: Path
) -> None:
    book = openpyxl.load_workbook(village_book)
    for edit in group["edits"]:
        book[edit["sheet"]][edit["cell"]].value = edit["value"]
    book.save(tmp_path / "改过.xlsx")
    lines = told(read_rulebook(tmp_path / "改过.xlsx"), tmp_path / "新的").split("\n")
    assert sorted(lines) == sorted(edit["told"] for edit in group["edits"] if edit["told"])
    assert not (tmp_path / "新的").exists()


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_no_file_and_no_key_is_told_to_who_has_a_workbook(path: Path, tmp_path: Path) -> None:
    """Every mistake that is known in TOML, where a workbook can have it, too."""
    try:
        tables = to_tables(broken(tomllib.loads(path.read_text(encoding="utf-8")), tmp_path))
    except (RulebookError, FileNotFoundError, TypeError):
        return  # nothing that a workbook can say
    message = told(tables, tmp_path / "新的")
    assert set(re.findall(r"\b[a-z_]{2,}", re.sub(r"工作表“文件”.*", "", message))) - ALSO == set(), message
    assert not message or all(line.startswith("工作表“") for line in message.split("\n"))


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("文件标题", "B8：“文件标题”不能为空。"),
        ("印发日期", "B10：“印发日期”没有填；应为日期（如 2030-01-31）。"),
        ("计分单位", "B12：“计分单位”没有填；应为数。"),
        ("总分", "B13：“总分”没有填；应为数。"),
        ("负面清单影响年数", "B14：“负面清单影响年数”没有填；应为整数。"),
        ("原文各部分", "B16：“原文各部分”里一个也没有；写出方案原文分成哪几部分。"),
    ],
)
def test_a_value_of_the_rulebook_that_was_cleared(label: str, said: str, village_book: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(village_book)
    [row] = [cells[0].row for cells in book["总则"].iter_rows(min_row=4) if cells[0].value == label]
    book["总则"].cell(row, 2).value = None
    book.save(tmp_path / "改过.xlsx")
    assert told(read_rulebook(tmp_path / "改过.xlsx"), tmp_path / "新的") == f"工作表“总则”{said}"


def test_twenty_lines_are_shown_and_the_others_counted(tmp_path: Path) -> None:
    tables = {table.name: table for table in to_tables(VILLAGE)}
    table = tables["settings.settings"]
    at = table.columns.index("type")
    rows = tuple((*row[:at], f"x{number}", *row[at + 1 :]) for number, row in enumerate(table.rows))
    tables[table.name] = replace(table, rows=rows)
    lines = told(list(tables.values()), tmp_path / "新的").split("\n")
    assert len(lines) == 21
    assert lines[-1] == f"另有 {len(table.rows) - 20} 处，改好以后再运行。"


def test_a_list_of_towns_that_is_not_that_of_the_units(tmp_path: Path) -> None:
    tables = {table.name: table for table in to_tables(find_folder("rugao_2023"))}
    table = tables["settings.settings"]
    at = table.columns.index("default")
    rows = tuple((*row[:at], "清源镇", *row[at + 1 :]) if row[0] == "towns" else row for row in table.rows)
    tables[table.name] = replace(table, rows=rows, letters=tuple("ABCDEFGHIJKL"[: len(table.columns)]))
    line = told(list(tables.values()), tmp_path / "新的")
    assert line.startswith("工作表“设置”E19（towns）：“默认值”和单位对不上：设置“镇（街道）名单”默认写着的名单")
    assert ".toml" not in line
