"""The unit's checklist as a file: what is open to people, what is cached, what a machine finds again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook
from openpyxl.utils import column_index_from_string, get_column_letter
from python_calamine import CalamineWorkbook

from e2e import checklists
from weibao.compute.model import Role
from weibao.compute.roles import own_counts, own_indicators, own_vetoes
from weibao.functions import blocks
from weibao.functions.checklist_functions import CHECKLIST_FUNCTIONS
from weibao.functions.count_states import CountCells
from weibao.functions.states import RowCells
from weibao.functions.table_states import EvidenceCells
from weibao.sheets.checklist import folder_names
from weibao.sheets.heights import row_height
from weibao.sheets.layout import (
    ATTACHED,
    CALC,
    CALC_BLOCKS,
    CALC_COUNTS,
    CALC_EVIDENCE,
    CALC_FEEDBACK,
    CALC_FIRST_ROW,
    CALC_PRINT,
    CALC_ROWS,
    CALC_TERMS,
    CALC_VETOES,
    CALENDAR,
    COUNTS,
    EVIDENCE,
    FEEDBACK,
    GUIDE,
    INDICATORS,
    META,
    META_KEYS,
    NAMES,
    PRINT,
    VETOES,
    calc_letter,
)
from weibao.sheets.prefill import EvidencePrefill, Prefill, RowPrefill

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from weibao.rulebook.model import Rulebook
    from weibao.workdays import WorkCalendar

VISIBLE = [GUIDE, INDICATORS.sheet, EVIDENCE.sheet, COUNTS.sheet, VETOES.sheet, FEEDBACK.sheet, PRINT, ATTACHED]
BUREAU = "D07"  # leads, answers alone and supports; several negative items


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory, rugao: Rulebook, calendar: WorkCalendar) -> Path:
    """A bureau's checklist with something in every table."""
    target = tmp_path_factory.mktemp("checklist") / "清单.xlsx"
    prefill = checklists.random_prefill(rugao, 1, evidence=40, feedback=5)
    return checklists.write(target, rugao, calendar, prefill, BUREAU)


@pytest.fixture(scope="module")
def book(path: Path) -> Workbook:
    return load_workbook(path)


@pytest.fixture(scope="module")
def cached(path: Path) -> Workbook:
    return load_workbook(path, data_only=True)


def column(sheet: Worksheet, letter: str, first: int, rows: int) -> list[Any]:
    return [sheet[f"{letter}{first + n}"].value for n in range(rows)]


def test_sheets_and_headings(book: Workbook) -> None:
    assert [sheet.title for sheet in book if sheet.sheet_state == "visible"] == VISIBLE
    assert {sheet.title for sheet in book if sheet.sheet_state == "hidden"} == {META, CALENDAR, CALC}
    for table in (INDICATORS, EVIDENCE, COUNTS, VETOES, FEEDBACK):
        found = [book[table.sheet].cell(table.header_row, n + 1).value for n in range(len(table.columns))]
        assert found == [item.header or None for item in table.columns]


def test_only_input_cells_are_open(book: Workbook, rugao: Rulebook) -> None:
    for table, rows in ((INDICATORS, 23), (EVIDENCE, 300), (VETOES, 5), (FEEDBACK, 5)):
        sheet = book[table.sheet]
        assert sheet.protection.sheet
        assert not sheet.protection.password
        for item in table.columns:
            cells = [sheet[f"{table.letter(item.key)}{table.first_row + n}"] for n in range(rows)]
            if item.key == "score":
                continue
            assert {cell.protection.locked for cell in cells} == {item.kind != "input"}, (table.sheet, item.key)
            assert item.kind != "input" or all(cell.data_type != "f" for cell in cells)
    scores = {
        indicator.id: role.claims for indicator, role in own_indicators(rugao, BUREAU)
    }  # a 配合 unit has no score to give
    sheet = book[INDICATORS.sheet]
    for n, claims in enumerate(scores.values()):
        assert sheet[INDICATORS.cell("score", INDICATORS.first_row + n)].protection.locked is not claims


def test_protection_lets_people_sort_filter_and_widen(book: Workbook) -> None:
    for name in VISIBLE:
        protection = book[name].protection
        assert not any((protection.sort, protection.autoFilter, protection.formatRows, protection.formatColumns))
    assert not book[CALC].protection.sheet
    evidence = book[EVIDENCE.sheet]
    open_cells = [cell.protection.locked for row in evidence[evidence.auto_filter.ref][1:] for cell in row]
    assert not any(open_cells), "a range with locked cells cannot be sorted"
    assert EVIDENCE.number("check") - EVIDENCE.number("note") == 2, "one blank column keeps the sorted range apart"


def test_validations_stay_inside_their_table(book: Workbook) -> None:
    wanted = {
        INDICATORS.sheet: {"level", "score"}, EVIDENCE.sheet: {"indicator", "type", "dated"},
        VETOES.sheet: {"happened", "happened_on"}, FEEDBACK.sheet: {"due", "completed"},
    }  # fmt: skip
    for table in (INDICATORS, EVIDENCE, VETOES, FEEDBACK):
        letters = set()
        for rule in book[table.sheet].data_validations.dataValidation:
            assert rule.errorStyle in (None, "stop")
            assert rule.error
            for area in rule.sqref.ranges:
                letters.add(table.columns[area.min_col - 1].key)
                assert area.min_row >= table.first_row
                assert area.max_row <= table.first_row + 300
        assert letters == wanted[table.sheet]


def test_scores_come_in_steps_up_to_the_full_score(book: Workbook, rugao: Rulebook) -> None:
    sheet = book[INDICATORS.sheet]
    lists = {str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation}
    claimed = [(n, item) for n, (item, role) in enumerate(own_indicators(rugao, BUREAU)) if role.claims]
    for n, indicator in claimed:
        full = rugao.scale.points(indicator.full)
        expected = {1: '"0,0.5,1"', 2: '"0,0.5,1,1.5,2"'}[int(full)]
        assert lists[INDICATORS.cell("score", INDICATORS.first_row + n)] == expected


def test_a_fine_scale_is_checked_by_a_formula(village: Rulebook, calendar: WorkCalendar, tmp_path: Path) -> None:
    rulebook = checklists.many_rows(village, 3, Fraction(1, 100))
    rulebook = replace(rulebook, indicators=tuple(replace(item, full=500) for item in rulebook.indicators))
    sheet = load_workbook(checklists.write(tmp_path / "细.xlsx", rulebook, calendar))[INDICATORS.sheet]
    rules = [rule for rule in sheet.data_validations.dataValidation if rule.type == "custom"]
    assert [str(rule.sqref) for rule in rules] == ["I6", "I7"]
    assert "I6<=5" in rules[0].formula1


def test_named_cells(cached: Workbook, rugao: Rulebook) -> None:
    def value(key: str) -> Any:
        sheet, cell = next(iter(cached.defined_names[NAMES[key]].destinations))
        return cached[sheet][cell].value

    assert set(NAMES.values()) <= set(cached.defined_names)
    assert value("unit") == rugao.unit_by_id[BUREAU].name
    assert value("round") == "第1轮"
    assert value("due").date() == checklists.ROUND.due
    assert value("as_of").date() == value("today").date() == checklists.AS_OF
    assert value("filler") == "李小红"
    assert (value("window_from").date(), value("window_to").date()) == (date(2021, 10, 31), date(2023, 10, 31))


def test_meta(cached: Workbook, rugao: Rulebook) -> None:
    found = {row[0].value: row[1].value for row in cached[META]}
    assert tuple(found) == META_KEYS
    assert (found["unit"], found["round"], found["rulebook"]) == (BUREAU, 1, rugao.id)
    assert found["rulebook_digest"] == rugao.digest
    assert found["serial"] == "rugao_2023/1/D07/20230911"


def test_blocks_and_cells_hold_what_the_functions_give(path: Path, rugao: Rulebook, calendar: WorkCalendar) -> None:
    """Cached values are those of the functions over the very cells of the file, in the block and where people look."""
    book = CalamineWorkbook.from_path(path)
    grids = {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}

    def frame(table: Any, first: str, last: str, rows: int) -> list[list[Any]]:
        left, right = table.number(first) - 1, table.number(last)
        grid = grids[table.sheet][table.header_row - 1 : table.header_row + rows]
        return [*(row[left:right] for row in grid), [""] * (right - left)]

    rows, vetoes = len(own_indicators(rugao, BUREAU)), len(own_vetoes(rugao, BUREAU))
    types = [[kind.name, int(kind.numbered)] for kind in rugao.material_types]
    dated = [[int(veto.dated)] for veto in own_vetoes(rugao, BUREAU)]
    window = (date(2021, 10, 31), date(2023, 10, 31))
    days, today = [[day] for day in calendar.sorted_days_off], checklists.AS_OF
    ids = frame(INDICATORS, "id", "id", rows)
    answers = {
        "rows": blocks.indicator_rows(
            ids, frame(INDICATORS, "full", "deadline", rows), frame(EVIDENCE, "indicator", "title", 300), today, 30, 0.5
        ),
        "evidence": blocks.evidence_checks(
            frame(EVIDENCE, "indicator", "note", 300), ids, types, today, date(2023, 1, 1), date(2024, 3, 31)
        ),
        "vetoes": blocks.veto_windows(frame(VETOES, "happened", "statement", vetoes), dated, today, *window),
        "feedback": blocks.feedback_statuses(frame(FEEDBACK, "item", "completed", 60), today, 3),
        "counts": blocks.count_rows(
            frame(COUNTS, "indicator", "total", len(own_counts(rugao, BUREAU))),
            terms(grids[CALC]),
            ids,
            frame(INDICATORS, "points", "points", rows),
            today,
            0.5,
        ),
        "totals": blocks.totals(
            frame(INDICATORS, "full", "status", rows), checklists.ROUND.due, today, days, calendar.first, calendar.last
        ),
    }
    shown = {
        "rows": frame(INDICATORS, "points", "evidence", rows)[1:-1],
        "evidence": frame(EVIDENCE, "check", "check", 300)[1:-1],
        "vetoes": frame(VETOES, "in_window", "in_window", vetoes)[1:-1],
        "feedback": frame(FEEDBACK, "status", "status", 60)[1:-1],
        "counts": frame(COUNTS, "result", "hint", len(own_counts(rugao, BUREAU)))[1:-1],
        "totals": [[grids[INDICATORS.sheet][2][ord(letter) - 65]] for letter in "GIKO"],
    }
    for part, result in answers.items():
        first = ord(CALC_BLOCKS[part]) - ord("A")
        top = CALC_FIRST_ROW - 1
        block = [row[first : first + len(result[0])] for row in grids[CALC][top : top + len(result)]]
        assert block == result == shown[part], part
        assert any(cell not in ("", None) for row in result for cell in row), part


def terms(grid: list[list[Any]]) -> list[list[Any]]:
    """The rules of the rows of 量化情况 on _calc."""
    rows = [row[CALC_TERMS - 1 :] for row in grid[CALC_FIRST_ROW - 1 :]]
    return [row for row in rows if any(cell != "" for cell in row)]


def test_every_computed_cell_asks_python_first(book: Workbook) -> None:
    for table, rows in ((INDICATORS, 23), (EVIDENCE, 300), (COUNTS, 16), (VETOES, 5), (FEEDBACK, 60)):
        for item in table.columns:
            if item.kind == "computed":
                formulas = column(book[table.sheet], table.letter(item.key), table.first_row, rows)
                assert all(text.startswith(f"=IFERROR(IF(ISTEXT({CALC}!$") for text in formulas), (
                    table.sheet,
                    item.key,
                )
    calls = {part: book[CALC][f"{letter}{CALC_FIRST_ROW}"].value.text for part, letter in CALC_BLOCKS.items()}
    assert [text.split("(")[0].removeprefix("=") for text in calls.values()] == [
        function.name for function in CHECKLIST_FUNCTIONS
    ]


def test_ranges_of_the_blocks_are_in_the_order_of_the_sheet() -> None:
    keys = [item.key for item in INDICATORS.columns]
    assert keys[keys.index("full") : keys.index("deadline") + 1] == list(RowCells._fields)
    keys = [item.key for item in COUNTS.columns]
    assert keys[keys.index("indicator") : keys.index("total") + 1] == list(CountCells._fields)
    keys = [item.key for item in EVIDENCE.columns]
    assert keys[keys.index("indicator") : keys.index("note") + 1] == list(EvidenceCells._fields)


def test_helpers_do_not_overlap() -> None:
    parts = {
        "rows": CALC_ROWS, "evidence": CALC_EVIDENCE, "vetoes": CALC_VETOES, "feedback": CALC_FEEDBACK,
        "print": CALC_PRINT, "counts": CALC_COUNTS,
    }  # fmt: skip
    letters = [calc_letter(part, name) for part, names in parts.items() for name in names]
    assert len(set(letters)) == len(letters)
    assert max(map(column_index_from_string, letters)) < CALC_TERMS
    assert not {"A", "B", "C", "D", "E", *CALC_BLOCKS.values()} & set(letters)


def test_text_is_never_a_formula(village: Rulebook, calendar: WorkCalendar, tmp_path: Path) -> None:
    indicator = own_indicators(village, village.units[0].id)[0][0].id
    prefill = Prefill(
        {indicator: RowPrefill(statement="=1+1", opinion="=HYPERLINK(1)")},
        (EvidencePrefill(indicator, "https://example.org/a", "{=1}"),),
    )
    book = load_workbook(checklists.write(tmp_path / "清单.xlsx", village, calendar, prefill))
    row = [cell for cell in book[INDICATORS.sheet][INDICATORS.first_row] if cell.value in ("=1+1", "=HYPERLINK(1)")]
    assert [cell.data_type for cell in row] == ["s", "s"]
    title = book[EVIDENCE.sheet][EVIDENCE.cell("title", EVIDENCE.first_row)]
    assert (title.value, title.hyperlink) == ("https://example.org/a", None)


def test_signs_that_a_workbook_cannot_hold_are_left_out(
    village: Rulebook, calendar: WorkCalendar, tmp_path: Path
) -> None:
    unit, text = village.units[0].id, "a\x00\x0b\ufffe\ud83d乙\r\n丙" + "长" * 3000
    indicator = own_indicators(village, unit)[0][0].id
    prefill = Prefill({indicator: RowPrefill(statement=text)}, (EvidencePrefill(indicator, text, text),))
    target = checklists.write(tmp_path / "清单.xlsx", village, calendar, prefill, unit)
    sheets = load_workbook(target, data_only=True)
    assert sheets[INDICATORS.sheet]["J6"].value == "a乙\n丙" + "长" * 3000
    assert sheets[PRINT]["H5"].value.startswith("a乙 丙长长")


def test_the_same_arguments_give_the_same_bytes(rugao: Rulebook, calendar: WorkCalendar, tmp_path: Path) -> None:
    prefill = checklists.random_prefill(rugao, 2, evidence=20, feedback=2)
    first, second = (
        checklists.write(tmp_path / f"{n}.xlsx", rugao, calendar, prefill, "T04").read_bytes() for n in (1, 2)
    )
    assert first == second


def test_without_a_pinned_day_the_cell_is_empty(village: Rulebook, calendar: WorkCalendar, tmp_path: Path) -> None:
    book = load_workbook(checklists.write(tmp_path / "清单.xlsx", village, calendar, pinned=False), data_only=True)
    sheet, cell = next(iter(book.defined_names[NAMES["as_of"]].destinations))
    assert book[sheet][cell].value is None
    assert book[CALC]["B1"].value.date() == checklists.AS_OF


def test_notes_offer_the_suggested_evidence(book: Workbook, rugao: Rulebook) -> None:
    sheet = book[INDICATORS.sheet]
    for n, (indicator, _role) in enumerate(own_indicators(rugao, BUREAU)):
        note = sheet[INDICATORS.cell("title", INDICATORS.first_row + n)].comment
        assert "可提供的佐证（供参考，不作硬性要求）" in note.text
        assert all(hint.text in note.text for hint in rugao.evidence if hint.indicator == indicator.id)


def test_a_unit_without_indicators_is_told_so(rugao: Rulebook, calendar: WorkCalendar, tmp_path: Path) -> None:
    unit = next(item for item in rugao.units if item.name == "市统计局")
    book = load_workbook(checklists.write(tmp_path / "清单.xlsx", rugao, calendar, unit=unit.id), data_only=True)
    assert "没有需要本单位牵头或配合的指标" in book[INDICATORS.sheet].cell(INDICATORS.first_row, 1).value
    assert column(book[VETOES.sheet], "A", VETOES.first_row, 2) == ["V7", None]
    texts = [cell.value for row in book[GUIDE].iter_rows() for cell in row]
    assert unit.duties in texts


def test_every_text_of_the_guide_has_the_room_that_it_needs(book: Workbook) -> None:
    sheet = book[GUIDE]
    areas = {area.start_cell.coordinate: area for area in sheet.merged_cells.ranges}
    cut = []
    for cell in (cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)):
        area = areas.get(cell.coordinate)
        columns = range(cell.column, (area.max_col if area else cell.column) + 1)
        rows = range(cell.row, (area.max_row if area else cell.row) + 1)
        width = sum(sheet.column_dimensions[get_column_letter(number)].width for number in columns)
        height = sum(sheet.row_dimensions[number].height for number in rows)
        if row_height([(cell.value, width)], cell.font.sz, lowest=0) > height + 1:  # whole pixels
            cut.append((cell.coordinate, cell.value))
    assert cut == []


def test_towns_take_part_through_their_group(rugao: Rulebook, calendar: WorkCalendar, tmp_path: Path) -> None:
    book = load_workbook(checklists.write(tmp_path / "清单.xlsx", rugao, calendar, unit="T04"), data_only=True)
    roles = dict(
        zip(*(column(book[INDICATORS.sheet], INDICATORS.letter(key), 6, 20) for key in ("id", "role")), strict=True)
    )
    assert (roles["I07"], roles["I19"]) == (Role.SOLE.value, Role.CO.value)


def test_folders_are_named_after_the_indicators(rugao: Rulebook) -> None:
    names = folder_names(rugao, BUREAU)
    assert "I22 平安校园" in names
    assert len(names) == len(own_indicators(rugao, BUREAU))
    assert not any(sign in name for name in names for sign in '\\/:*?"<>|')
