"""A rulebook as tables and as a workbook, and back: nothing may get lost or change on the way."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest

from weibao.compute.settings import Settings
from weibao.errors import RulebookError
from weibao.rulebook import load_rulebook
from weibao.rulebook.book_places import told_in_book
from weibao.rulebook.code_words import code_words, meant, shown
from weibao.rulebook.create import create_folder
from weibao.rulebook.export import as_dict
from weibao.rulebook.labels import TABLES
from weibao.rulebook.loader import find_folder, toml_files
from weibao.rulebook.proofs import load_proof_rules
from weibao.rulebook.tables import read_toml
from weibao.rulebook.tabular import Cell, Table, shape, to_files, to_tables
from weibao.rulebook.tabular_checks import META
from weibao.rulebook.towns import TOWN_LIST
from weibao.sheets.rulebook_book import read_rulebook, write_rulebook

if TYPE_CHECKING:
    from typing import Any

RUGAO, VILLAGE = find_folder("rugao_2023"), Path(__file__).parents[1] / "village"


def contents(folder: Path) -> dict[str, Any]:
    """Everything that a rulebook says; its digest is of the bytes, which are written anew."""
    book = load_rulebook(folder)
    data = as_dict(book) | {"proofs": load_proof_rules(folder, book.places), "text": book.text, "places": book.places}
    del data["digest"]
    return data


@pytest.mark.parametrize("folder", [RUGAO, VILLAGE], ids=["rugao", "village"])
def test_the_round_trip_through_a_workbook_is_exact(folder: Path, tmp_path: Path) -> None:
    book = tmp_path / "规则库.xlsx"
    write_rulebook(book, to_tables(folder), title="规则库", created=date(2030, 1, 1))
    create_folder(to_files(read_rulebook(book)), tmp_path / "新的")
    assert contents(tmp_path / "新的") == contents(folder)


@pytest.fixture(scope="module")
def village_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    book = tmp_path_factory.mktemp("book") / "规则库.xlsx"
    write_rulebook(book, to_tables(VILLAGE), title="规则库", created=date(2030, 1, 1))
    return book


def test_every_table_has_a_chinese_sheet_and_texts_are_no_formulas(village_book: Path) -> None:
    assert list(TABLES) == list(shape())
    labels = [label for label, _ in TABLES.values()]
    assert len(set(labels)) == len(labels)
    book = openpyxl.load_workbook(village_book)
    assert book.sheetnames == ["目录", *labels]
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)


def test_a_changed_version_is_told_in_a_row_that_is_there(village_book: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(village_book)
    [row] = [row for row in book["总则"].iter_rows(min_row=4) if row[0].value == "接续哪一版"]
    row[1].value = 1
    book.save(tmp_path / "改过.xlsx")
    assert b'follows = "1"' in to_files(read_rulebook(tmp_path / "改过.xlsx"))["meta.toml"]


def test_an_office_may_rename_sort_move_and_type_as_people_do(village_book: Path, tmp_path: Path) -> None:
    """Sheets renamed and moved, columns moved, a date typed as a date, 是 typed, blank rows, remarks beside."""
    book = openpyxl.load_workbook(village_book)
    del book["目录"]
    units = book["单位"]
    units.title = "我们的单位"
    book.move_sheet("我们的单位", 5)
    first, second = [cell.value for cell in units["A"]], [cell.value for cell in units["B"]]
    for row, (left, right) in enumerate(zip(second, first, strict=True), 1):
        units.cell(row, 1).value, units.cell(row, 2).value = (left, right) if row > 1 else (right, left)
    units.insert_rows(5)
    meta = book["总则"]
    row = [cell.value for cell in meta["A"]].index("印发日期") + 1
    assert meta.cell(row, 2).value == "2024-06-01"
    meta.cell(row, 2).value, meta.cell(row, 2).number_format = date(2024, 6, 1), "yyyy/m/d"
    changed = tmp_path / "改过.xlsx"
    book.save(changed)
    create_folder(to_files(read_rulebook(changed)), tmp_path / "新的")
    assert contents(tmp_path / "新的") == contents(VILLAGE)


@pytest.mark.parametrize("value", ["2030-1-1", "2030/01/01", "2030年1月1日", "2030.1.1", 47484])
def test_a_day_however_it_is_typed(value: Cell) -> None:
    tables = [
        replace(t, rows=tuple((k, value) if k == "issued" else (k, v) for k, v in t.rows)) if t.name == META else t
        for t in to_tables(VILLAGE)
    ]
    assert b"issued = 2030-01-01" in to_files(tables)["meta.toml"]


def test_a_figure_of_no_size_among_texts_is_one_of_them() -> None:
    """Programs that write 1E400 have it read as infinite."""
    tables = [
        replace(t, rows=tuple((k, Decimal("inf")) if k == "title" else (k, v) for k, v in t.rows))
        if t.name == META else t
        for t in to_tables(VILLAGE)
    ]  # fmt: skip
    assert b'title = "Infinity"' in to_files(tables)["meta.toml"]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda book: book.remove(book["单位"]), "工作表“单位”：一个单位也没有"),
        (lambda book: setattr(book["单位"]["B3"], "value", "nam"), "不认识的栏“nam”"),
        (lambda book: setattr(book["单位"]["B3"], "value", "id"), "“id”不止一个"),
        (lambda book: setattr(book["指标"]["A4"], "value", "indicators/没有.toml"), "没有列在表“文件”里"),
        (lambda book: setattr(book["文件"].cell(40, 1), "value", "../外面.toml"), "外面"),
        (lambda book: setattr(book["文件"].cell(40, 1), "value", "run.sh"), "名称以 .toml 结尾"),
        (lambda book: setattr(book["文件"].cell(40, 3), "value", "只有假定"), "“文件”第 40 行：这一行没有写文件名"),
        (lambda book: setattr(book["总则"].cell(40, 2), "value", "3"), "这一行没有写项"),
        (lambda book: setattr(book["总则"]["A5"], "value", "规则库编号"), "“规则库编号”不止一行"),
        (lambda book: book["量化情况"].insert_rows(1), "“量化情况”的 A1 应是“counts.counts”"),
        (lambda book: _source_of_nothing(book["其他出处"]), "是记录“I77”的，“指标”里没有这条记录"),
        (lambda book: setattr(book["单位"]["A1"], "value", "vetoes.vetoes"), "两张表的 A1"),
        (lambda book: [book.remove(sheet) for sheet in book.worksheets[1:]], "不是规则库的工作簿"),
        (lambda book: setattr(book["指标"]["F4"], "value", 0.3), "不在分档上"),
        (lambda book: setattr(book["指标"]["H4"], "value", "谷文化站、谷卫生站"), "每行一个（Alt+Enter）"),
        (lambda book: book["指标"].delete_rows(5), "在工作表“总则”的“接续哪一版”里写"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(
    village_book: Path, tmp_path: Path, change: Any, told: str
) -> None:
    book = openpyxl.load_workbook(village_book)
    change(book)
    changed, target = tmp_path / "改过.xlsx", tmp_path / "新的"
    book.save(changed)
    with pytest.raises(RulebookError) as error:
        create_from(changed, target)
    assert told in str(error.value)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["改过.xlsx"]


def create_from(book: Path, folder: Path) -> None:
    tables = read_rulebook(book)
    with told_in_book(tables):
        create_folder(to_files(tables), folder)


def _source_of_nothing(sheet: Any) -> None:
    """A further source of a record that there is not, as after a slip in its id."""
    columns = {cell.value: cell.column for cell in sheet[3]}
    cells = {"table": "指标", "record": "I77", "place": "附件1", "item": "第1行", "quote": "书屋由专人管理"}
    for name, value in cells.items():
        sheet.cell(sheet.max_row + (name == "table"), columns[name]).value = value


@pytest.mark.parametrize(
    ("listed", "told"), [("", ""), ("清源镇、白石街道", ""), ("清源镇、如城街道", "多出如城街道，没有白石街道")]
)
def test_towns_changed_in_the_sheet_of_units_are_the_towns(tmp_path: Path, listed: str, told: str) -> None:
    """Nobody has to know that 设置 has a list of its own, and one that says something else is refused."""
    write_rulebook(tmp_path / "规则库.xlsx", to_tables(RUGAO), title="规则库", created=date(2030, 1, 1))
    book = openpyxl.load_workbook(tmp_path / "规则库.xlsx")
    units, settings = book["单位"], book["设置"]
    (first, *_) = [row for row in range(4, units.max_row + 1) if units.cell(row, _column(units, "id")).value == "T01"]
    for row, name in enumerate(("清源镇", "白石街道"), first):
        units.cell(row, _column(units, "name")).value = name
    units.delete_rows(first + 2, units.max_row)
    (row,) = [
        row for row in range(4, settings.max_row + 1) if settings.cell(row, _column(settings, "id")).value == TOWN_LIST
    ]
    assert settings.cell(row, _column(settings, "default")).value in (None, "")
    settings.cell(row, _column(settings, "default")).value = listed
    book.save(tmp_path / "改过.xlsx")
    files = to_files(read_rulebook(tmp_path / "改过.xlsx"))
    if told:
        with pytest.raises(RulebookError, match=told):
            create_folder(files, tmp_path / "新的")
        return
    made = create_folder(files, tmp_path / "新的")
    assert Settings.build(made, {})[0].apply(made) is made
    assert [town.name for town in made.towns] == ["清源镇", "白石街道"]


def _column(sheet: Any, name: str) -> int:
    return next(cell.column for cell in sheet[3] if cell.value == name)


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "有东西").mkdir()
    (tmp_path / "有东西" / "别动.txt").write_text("原样", encoding="utf-8")
    with pytest.raises(RulebookError, match="已经有东西"):
        create_folder(to_files(to_tables(VILLAGE)), tmp_path / "有东西")
    assert [path.name for path in (tmp_path / "有东西").iterdir()] == ["别动.txt"]
    (tmp_path / "空的").mkdir()
    assert create_folder(to_files(to_tables(VILLAGE)), tmp_path / "空的").id == "village"


def test_a_rubric_of_97_rows(tmp_path: Path) -> None:
    """New indicators are rows of the sheet; a category whose points do not add up any more is told, then it loads."""
    tables = {table.name: table for table in to_tables(VILLAGE)}
    columns, rows = tables["indicators.indicators"].columns, tables["indicators.indicators"].rows
    place = {name: columns.index(name) for name in ("id", "title", "full")}
    extra = []
    for number in range(len(rows) + 1, 98):
        row = list(rows[-1])
        row[place["id"]], row[place["title"]], row[place["full"]] = f"I{number:02d}", f"新增{number}", 1
        extra.append(tuple(row))
    tables["indicators.indicators"] = replace(tables["indicators.indicators"], rows=(*rows, *extra))
    with pytest.raises(RulebookError, match="分值"):
        create_folder(to_files(list(tables.values())), tmp_path / "不合")

    def raised(name: str, key: object, column: str) -> Table:
        table = tables[name]
        at = table.columns.index(column)
        changed = [
            (*row[:at], row[at] + len(extra), *row[at + 1 :]) if key in row else row  # type: ignore[operator]
            for row in table.rows
        ]
        return replace(table, rows=tuple(changed))

    last = tables["meta.categories"].rows[-1][0]
    tables["meta.categories"] = raised("meta.categories", last, "full")
    tables["meta"] = raised("meta", "full", "value")
    book = create_folder(to_files(list(tables.values())), tmp_path / "合了")
    assert (len(book.indicators), book.indicators[-1].id) == (97, "I97")


def test_unknown_tables_are_refused() -> None:
    with pytest.raises(RulebookError, match="不属于规则库"):
        to_files([Table("别的", ("id",), ())])


def test_rows_in_any_order_within_a_file_keep_their_order(tmp_path: Path) -> None:
    """The order of rows is the order of the plan: a sheet turned round is refused, not silently renumbered."""
    tables = []
    for table in to_tables(VILLAGE):
        rows = list(table.rows)
        if table.name == "units.units":
            rows.reverse()
        tables.append(replace(table, rows=tuple(rows)))
    with pytest.raises(RulebookError, match="按次序应为"):
        create_folder(to_files(tables), tmp_path / "新的")


def test_code_words_are_chinese_with_drop_downs_and_either_is_read(village_book: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(village_book)
    kind = [cell.value for cell in book["单位"][3]].index("kind") + 1
    assert book["单位"].cell(4, kind).value == "部门"
    lists = [rule.formula1 for rule in book["单位"].data_validations.dataValidation]
    assert '"部门,镇（街道）"' in lists
    book["单位"].cell(4, kind).value = "department"
    book["总则"]["A4"].value = "id"
    changed = tmp_path / "改过.xlsx"
    book.save(changed)
    create_folder(to_files(read_rulebook(changed)), tmp_path / "新的")
    assert contents(tmp_path / "新的") == contents(VILLAGE)


def test_every_code_word_of_the_format_has_a_word_of_its_own() -> None:
    for table, fields in shape().items():
        for column, field in fields.items():
            words = code_words(table, column, field)
            assert set(words) == set(field.choices) or not field.choices, (table, column)
            assert all(meant(shown(code, words), words) == code == meant(code, words) for code in words)


def test_every_file_and_record_of_the_rulebook_is_carried() -> None:
    """Also one that is added to the format some day: a table that nobody has thought of shows here."""
    known = shape()
    for name, path in toml_files(RUGAO).items():
        stem = name.split("/")[0].removesuffix(".toml")
        for key, value in read_toml(path, name).items():
            if isinstance(value, list) and value and isinstance(value[0], dict):
                assert f"{stem}.{key}" in known, f"{name}: [[{key}]]"
    carried = to_files(to_tables(RUGAO))
    for name, path in toml_files(RUGAO).items():
        new, old = tomllib.loads(carried[name].decode()), read_toml(path, name)
        assert {key: _size(value) for key, value in new.items()} == {key: _size(value) for key, value in old.items()}


def _size(value: object) -> int:
    return len(value) if isinstance(value, list) else 1
