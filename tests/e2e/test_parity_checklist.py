"""The blocks of a checklist, asked three ways: Python, the add-in in LibreOffice, the native formulas.

A checklist is written with what Python computed as cached values. In a LibreOffice with the extension every visible
cell and every cell of the blocks must be the same; with Python made to fail the native formulas must show the same.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import strategies as st

from e2e import checklists
from e2e.cached_values import cached, differences, visible
from e2e.checklists import AS_OF, HAPPENED, LEVELS, NUMBERS, SCORES, TEXTS
from e2e.office import CellError
from e2e.parity import DAYS, EDGES, FIGURES, POINTS, TIMES, WORDS, rows_of
from weibao.sheets.layout import (
    CALC,
    CALC_BLOCKS,
    CALC_FIRST_ROW,
    CALC_ROWS,
    COUNTS,
    EVIDENCE,
    FEEDBACK,
    INDICATORS,
    VETOES,
    calc_letter,
)
from weibao.sheets.prefill import CountPrefill, EvidencePrefill, FeedbackPrefill, Prefill, RowPrefill, VetoPrefill

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from e2e.live import LiveBook, LiveOffice
    from weibao.rulebook.model import Rulebook
    from weibao.workdays import WorkCalendar

pytestmark = [pytest.mark.office, pytest.mark.xdist_group("live")]

BLANK = st.none()
ROWS, ITEMS = 300, 100
# Cells as a checklist may hold them: of every kind, and those near a boundary more often.
NEAR = st.integers(-40, 40).map(lambda days: AS_OF + timedelta(days=days))
ANY_DAY = NEAR | NEAR | DAYS | EDGES | TIMES | st.sampled_from([2023, 36525, 73051, 1e6]) | WORDS | BLANK
TEXT = st.sampled_from(TEXTS) | st.text("字 a1-＝\n", max_size=5) | st.integers(118, 123).map("字".__mul__)
ROW = st.builds(
    RowPrefill,
    level=st.sampled_from(LEVELS) | st.sampled_from(["达标", "部分达标", "未达标"]) | WORDS,
    score=st.sampled_from(SCORES) | POINTS | FIGURES | WORDS | DAYS,
    statement=TEXT,
    deadline=NEAR | DAYS | BLANK,
)


def evidence_rows(ids: Sequence[str], types: Sequence[str]) -> st.SearchStrategy[EvidencePrefill]:
    number = st.builds(
        "{}{}{}{}{}号".format, st.sampled_from(["皋教发", "", "关于("]), st.sampled_from("〔([【（"),
        st.sampled_from(["2023", "1899", "23", "2100"]), st.sampled_from("〕)]】）"),
        st.sampled_from(["15", "015", ""]),
    )  # fmt: skip
    return st.builds(
        EvidencePrefill,
        indicator=st.sampled_from([*ids, ids[0].lower(), f" {ids[1]}", "I999", "I0?", "*"]) | WORDS | BLANK,
        title=TEXT,
        doc_no=st.sampled_from(NUMBERS) | number,
        dated=ANY_DAY,
        type=st.sampled_from([None, *types, *types, f" {types[0]}", "*"]) | WORDS,
        location=TEXT | BLANK,
        note=BLANK,
    )


VETO = st.builds(VetoPrefill, st.sampled_from([*HAPPENED, "有", "有", "无"]) | WORDS, ANY_DAY, TEXT)
ITEM = st.builds(
    FeedbackPrefill, st.sampled_from(["1-07-I22", "1-08-R", " "]), st.just("I01"), st.just("问题"), NEAR | DAYS | BLANK,
    TEXT, ANY_DAY, TEXT,
)  # fmt: skip


@cache
def halves(ids: Sequence[str], types: Sequence[str]) -> list[dict[str, list[Any]]]:
    """Rows of every table for one checklist, and others for another one."""
    tables = (
        ("rows", ROW, ROWS), ("evidence", evidence_rows(ids, types), EVIDENCE.rows), ("vetoes", VETO, ITEMS),
        ("feedback", ITEM, FEEDBACK.rows),
    )  # fmt: skip
    drawn = [(name, rows_of(strategy, 2 * count), count) for name, strategy, count in tables]
    return [{name: rows[:count] for name, rows, count in drawn}, {name: rows[count:] for name, rows, count in drawn}]


BLOCKS_TO = ord(calc_letter("rows", CALC_ROWS[0])) - ord("A")  # the last column before the helpers


def block_errors(book: LiveBook, path: Path, row: int = 0, *, without: str = "") -> list[bool]:
    """Whether a row of each block that the checklist has is an error value."""
    there = [part for part in CALC_BLOCKS if part != "counts" or COUNTS.sheet in visible(path)]
    cells = [f"{CALC_BLOCKS[part]}{CALC_FIRST_ROW + row}" for part in there if part != without]
    return [isinstance(book.value(CALC, cell), CellError) for cell in cells]


def compared(office: LiveOffice, path: Path) -> list[str]:
    """Where the three do not agree."""
    with office.open(path) as book:
        book.calculate()
        assert not any(block_errors(book, path))
        found = [f"with Python: {line}" for sheet in visible(path) for line in differences(book, path, sheet)]
        found += [f"block: {line}" for line in differences(book, path, CALC, last=BLOCKS_TO)]
        with office.failing():
            book.calculate()
            assert all(block_errors(book, path))
            found += [f"native: {line}" for sheet in visible(path) for line in differences(book, path, sheet)]
    return found


def test_every_level_with_every_score_for_every_role(
    live_office: LiveOffice, village: Rulebook, calendar: WorkCalendar, tmp_path: Path
) -> None:
    # Of one full score: what the native formulas make of the others, test_native_formulas asks.
    rulebook = checklists.many_rows(village, checklists.PAIRS * 3, Fraction(1, 2))
    prefill = checklists.every_pair(rulebook)
    path = checklists.write(tmp_path / "清单.xlsx", rulebook, calendar, prefill)
    assert compared(live_office, path) == []


@pytest.mark.parametrize("seed", [11, 12])
@pytest.mark.parametrize("unit", ["市教育局", "市民政局"])
def test_random_checklists_of_real_units(
    live_office: LiveOffice, rugao: Rulebook, calendar: WorkCalendar, tmp_path: Path, unit: str, seed: int
) -> None:
    chosen = next(item for item in rugao.units if item.name == unit)
    prefill = checklists.random_prefill(rugao, seed)
    path = checklists.write(tmp_path / "清单.xlsx", rugao, calendar, prefill, chosen.id)
    assert compared(live_office, path) == []


@pytest.mark.parametrize("step", [Fraction(1, 2), Fraction(1, 4)], ids=str)
def test_generated_cells_in_every_table(
    live_office: LiveOffice, village: Rulebook, calendar: WorkCalendar, tmp_path: Path, step: Fraction
) -> None:
    rulebook = checklists.many_rows(village, ROWS, step)
    models = village.vetoes
    unit = rulebook.units[0].id
    vetoes = tuple(replace(models[n % len(models)], id=f"V{n + 1}", lead=(unit,), co=()) for n in range(ITEMS))
    rulebook = replace(rulebook, vetoes=vetoes)
    ids = tuple(indicator.id for indicator in rulebook.indicators[:20])
    part = 0 if step == Fraction(1, 2) else 1  # other examples for the second checklist
    drawn = halves(ids, tuple(kind.name for kind in rulebook.material_types))[part]
    prefill = Prefill(
        rows={indicator.id: row for indicator, row in zip(rulebook.indicators, drawn["rows"], strict=True)},
        evidence=tuple(drawn["evidence"]),
        vetoes={veto.id: row for veto, row in zip(vetoes, drawn["vetoes"], strict=True)},
        feedback=tuple(drawn["feedback"]),
    )
    path = checklists.write(tmp_path / "清单.xlsx", rulebook, calendar, prefill)
    states = {row[INDICATORS.number("status") - 1] for row in cached(path, INDICATORS.sheet)[INDICATORS.header_row :]}
    assert states >= {"未评", "推进中", "临期", "逾期", "已完成"}
    assert compared(live_office, path) == []


# What a person may type over: every second row has one cell spoilt, the second one all of them.
GOOD_ROW = 3
TYPED = (
    (INDICATORS, ("level", "score", "statement")),
    (EVIDENCE, ("indicator", "title", "doc_no", "dated", "type", "location", "note")),
    (VETOES, ("happened", "happened_on", "statement")),
    (FEEDBACK, ("measure", "completed", "evidence")),
    (COUNTS, ("done", "total", "note")),
)


def spoil(book: LiveBook, value: str) -> int:
    """Type into one input cell per row, then into all of one row ("" clears); how many cells."""
    count = 0
    for table, keys in TYPED:
        cells = [table.cell(key, table.first_row + 2 * n) for n, key in enumerate(keys)]
        cells += [table.cell(key, table.first_row + 1) for key in keys]
        for cell in cells:
            book.formula(table.sheet, cell, value)
        count += len(cells)
    return count


def read(book: LiveBook, path: Path) -> dict[str, list[list[Any]]]:
    return {sheet: book.read_raw(sheet, "A1:T60") for sheet in visible(path)}


@pytest.fixture(scope="module")
def filled(rugao: Rulebook, calendar: WorkCalendar, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checklist whose every row is in good order, so that what is spoilt shows; eight items. Never saved."""
    unit = next(item for item in rugao.units if item.name == "市教育局")
    everywhere = tuple(replace(veto, lead=(unit.id,), co=()) for veto in rugao.vetoes)
    ids = [indicator.id for indicator in rugao.indicators if unit.id in (*indicator.lead, *indicator.co)]
    prefill = Prefill(
        rows={key: RowPrefill("部分达标", 0.5, "做了") for key in ids},
        evidence=tuple(
            EvidencePrefill(ids[n % len(ids)], "通知", "皋教发〔2023〕15号", date(2023, 5, 6), "通知与方案", "柜", "无")
            for n in range(20)
        ),
        vetoes={veto.id: VetoPrefill("有", date(2023, 5, 6), "一起") for veto in everywhere},
        feedback=tuple(
            FeedbackPrefill(f"07-{n}", "I01", "问题", date(2023, 9, 25), "改", date(2023, 9, 20), "有")
            for n in range(8)
        ),
        counts={count.id: CountPrefill("是" if count.ask == "flag" else 3, 4, "按学期报表") for count in rugao.counts},
    )
    rulebook = replace(rugao, vetoes=everywhere)
    return checklists.write(tmp_path_factory.mktemp("filled") / "清单.xlsx", rulebook, calendar, prefill, unit.id)


@pytest.mark.parametrize("value", ["=NA()", "", '=""', "=TRUE()", "=-1"])
def test_what_is_typed_over_an_input_cell_shows_the_same_with_and_without_python(
    live_office: LiveOffice, filled: Path, value: str
) -> None:
    with live_office.open(filled) as book:
        book.calculate()
        before = read(book, filled)
        assert spoil(book, value) == 38
        book.calculate()
        with_python = read(book, filled)
        # Python speaks for the rows in good order, whatever became of the others; a head may be an error value.
        assert not any(block_errors(book, filled, GOOD_ROW, without="totals"))
        with live_office.failing():
            book.calculate()
            assert all(block_errors(book, filled))
            assert apart(with_python, read(book, filled)) == []
        changed = {line.split("!")[0] for line in apart(before, with_python)}
        assert changed >= {table.sheet for table, _ in TYPED}


@pytest.mark.parametrize("value", ["=NA()", "", '="今天"', "=45191.7"])
def test_what_is_typed_over_the_date_of_today_shows_the_same_with_and_without_python(
    live_office: LiveOffice, filled: Path, value: str
) -> None:
    with live_office.open(filled) as book:
        sheet, cell = str(book.name("wb_as_of")).replace("$", "").replace("'", "").split(".")
        book.formula(sheet, cell, value)
        book.calculate()
        with_python = read(book, filled)
        with live_office.failing():
            book.calculate()
            assert all(block_errors(book, filled))
            assert apart(with_python, read(book, filled)) == []


def apart(one: dict[str, list[list[Any]]], other: dict[str, list[list[Any]]]) -> list[str]:
    return [
        f"{sheet}!row {r} column {c}: with Python {a!r}, without {b!r}"
        for sheet in one
        for r, (left, right) in enumerate(zip(one[sheet], other[sheet], strict=True), 1)
        for c, (a, b) in enumerate(zip(left, right, strict=True), 1)
        if a != b
    ]


@pytest.mark.parametrize(
    "names",
    [("WB_ROWS", "WB_EVIDENCE", "WB_VETOES", "WB_FEEDBACK", "WB_COUNTS"), ("WB_TOTALS",)],
    ids=["a table", "the head"],
)
def test_where_one_function_fails_its_native_formulas_agree_with_the_answers_of_the_others(
    live_office: LiveOffice, rugao: Rulebook, calendar: WorkCalendar, tmp_path: Path, names: tuple[str, ...]
) -> None:
    unit = next(item for item in rugao.units if item.name == "市教育局")
    prefill = checklists.random_prefill(rugao, 11)
    path = checklists.write(tmp_path / "清单.xlsx", rugao, calendar, prefill, unit.id)
    with live_office.open(path) as book:
        for name in names:
            with live_office.failing(name):
                book.calculate()
                assert sum(block_errors(book, path)) == 1
                assert [line for sheet in visible(path) for line in differences(book, path, sheet)] == []


def test_a_persons_own_formulas_find_what_they_see(live_office: LiveOffice, filled: Path) -> None:
    """Counting, comparing and looking up the words in the computed cells, as people do beside the table."""
    status = f"$指标清单.$M${INDICATORS.first_row}:$M${INDICATORS.first_row + 5}"
    seen = [
        row[INDICATORS.number("status") - 1] for row in cached(filled, INDICATORS.sheet)[INDICATORS.header_row :][:6]
    ]
    with live_office.open(filled) as book:
        book.calculate()
        assert [row[0] for row in book.read(INDICATORS.sheet, status.split(".")[1].replace("$", ""))] == seen
        for formula, answer in (
            (f'=COUNTIF({status};"{seen[0]}")', seen.count(seen[0])),
            (f'=SUMPRODUCT(--({status}="{seen[0]}"))', seen.count(seen[0])),
            (f'=MATCH("{seen[0]}";{status};0)', 1),
        ):
            book.formula(CALC, "BA1", formula)
            assert book.value(CALC, "BA1") == answer
