"""Reading a returned workbook: everything typed is read, everything doubtful is a finding with its cell."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from sheets.books import Book
from weibao.compute.model import FeedbackInput, Level, People
from weibao.compute.roles import own_counts, own_indicators
from weibao.compute.settings import Settings
from weibao.findings import Severity
from weibao.sheets.intake import ReadReturn, read_return
from weibao.sheets.layout import COUNTS, EVIDENCE, FEEDBACK, GUIDE, INDICATORS, NOTE_HEAD, VETOES

if TYPE_CHECKING:
    from weibao.rulebook.model import Rulebook

UNIT = "D01"
ASKED = "D02"  # is asked for figures
FILE = "回收/第1轮/清单.xlsx"


@pytest.fixture(scope="session")
def choices(village: Rulebook) -> Settings:
    return Settings.build(village, {})[0]


@pytest.fixture
def read(tmp_path: Path, village: Rulebook, choices: Settings) -> Any:
    def go(book: Book) -> ReadReturn:
        return read_return(book.write(tmp_path / "r.xlsx", village), village, choices, file=FILE)

    return go


@pytest.fixture(scope="session")
def codes(village: Rulebook) -> tuple[str, str]:
    """An indicator that the unit claims, and one that it does not answer."""
    own = own_indicators(village, UNIT)
    mine = next(item.id for item, role in own if role.claims)
    other = next(item.id for item in village.indicators if item.id not in {i.id for i, _ in own})
    return mine, other


def found(result: ReadReturn) -> list[tuple[str, str, str]]:
    """(code, sheet, cell) of every finding."""
    return [(item.code, item.sheet, item.cell) for item in result.findings]


def test_a_clean_return_is_read_whole_and_without_findings(
    read: Any, village: Rulebook, codes: tuple[str, str]
) -> None:
    mine, _ = codes
    type_ = village.material_types[0]
    result = read(
        Book(
            UNIT,
            rows={mine: {"level": "部分达标", "score": 0.5, "statement": "已启动，\n正在推进"}},
            evidence=[
                {
                    "indicator": mine,
                    "title": "方案",
                    "doc_no": "样发〔2023〕1号",
                    "dated": date(2023, 5, 4),
                    "type": type_.name,
                    "location": "档案室",
                    "note": "复印件",
                },
            ],
            vetoes={village.vetoes[0].id: {"happened": "有", "happened_on": date(2023, 1, 2), "statement": "一起"}},
            feedback={"01-" + mine: {"measure": "已补", "completed": date(2023, 6, 1), "evidence": "方案"}},
            people={
                "filler": "王样例",
                "reviewer": "李样例",
                "head": "张样例",
                "phone": 5130000123.0,
                "filled_on": date(2023, 9, 20),
            },
        )
    )
    assert found(result) == []
    assert result.file == FILE
    submission = result.submission
    assert submission is not None
    row = next(item for item in submission.rows if item.indicator == mine)
    assert (row.level, row.points, row.statement) == (Level.PARTIAL, Decimal("0.5"), "已启动，\n正在推进")
    assert (row.sheet, row.level_cell, row.score_cell) == (INDICATORS.sheet, f"H{row.row}", f"I{row.row}")
    material = submission.evidence[0]
    assert (material.doc_no, material.dated, material.type) == ("样发〔2023〕1号", date(2023, 5, 4), type_.id)
    veto = submission.vetoes[0]
    assert (veto.happened, veto.happened_on, veto.statement) == (True, date(2023, 1, 2), "一起")
    assert [answer.happened for answer in submission.vetoes[1:]] == [None] * (len(village.vetoes) - 1)
    assert submission.feedback == (
        FeedbackInput("01-" + mine, "已补", date(2023, 6, 1), "方案", 5, FEEDBACK.sheet, "E5"),
    )
    assert submission.people == People("王样例", "李样例", "张样例", "5130000123", date(2023, 9, 20))
    assert len(submission.rows) == len(own_indicators(village, UNIT))


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("level", "基本完成", "level-unreadable"),
        ("score", "1,5", "score-unreadable"),
        ("score", ("=1/0", "#DIV/0!"), "cell-error"),
    ],
)
def test_an_unreadable_answer_voids_the_row_and_names_the_cell(
    read: Any, codes: tuple[str, str], key: str, value: Any, code: str
) -> None:
    result = read(Book(UNIT, rows={codes[0]: {key: value, "statement": "照旧"}}))
    row = next(item for item in result.submission.rows if item.indicator == codes[0])
    assert row.void
    assert row.statement == "照旧"
    assert found(result) == [(code, INDICATORS.sheet, INDICATORS.cell(key, row.row))]
    item = result.findings[0]
    assert (item.unit, item.file, item.indicator) == (UNIT, FILE, codes[0])


def test_a_value_not_typed_cleanly_is_used_with_a_remark(read: Any, codes: tuple[str, str]) -> None:
    result = read(Book(UNIT, rows={codes[0]: {"level": "达标。", "score": "１分"}}))
    row = next(item for item in result.submission.rows if item.indicator == codes[0])
    assert (row.level, row.points, row.void) == (Level.MET, Decimal(1), False)
    assert [(item.code, item.severity.value) for item in result.findings] == [("value-interpreted", "info")] * 2
    assert "“１分”" in result.findings[1].message
    assert "“1”" in result.findings[1].message


def test_a_formula_over_an_input_counts_with_its_stored_result(read: Any, codes: tuple[str, str]) -> None:
    result = read(Book(UNIT, rows={codes[0]: {"level": ('="达"&"标"', "达标"), "score": ("=1+0", 1)}}))
    row = next(item for item in result.submission.rows if item.indicator == codes[0])
    assert (row.level, row.points, row.void) == (Level.MET, Decimal(1), False)
    assert [item.code for item in result.findings] == ["formula-in-input"] * 2


def test_a_material_or_veto_cell_that_is_unreadable_is_named_as_such(
    read: Any, village: Rulebook, codes: tuple[str, str]
) -> None:
    veto = village.vetoes[0].id
    result = read(
        Book(
            UNIT,
            evidence=[{"indicator": codes[0], "title": "方案", "dated": "9月30日", "type": "文件"}],
            vetoes={veto: {"happened": "/", "happened_on": "去年"}},
        )
    )
    assert found(result) == [
        ("date-unreadable", EVIDENCE.sheet, "E5"),
        ("type-unreadable", EVIDENCE.sheet, "F5"),
        ("happened-unreadable", VETOES.sheet, "D5"),
        ("date-unreadable", VETOES.sheet, "E5"),
    ]
    assert result.submission.evidence[0].unreadable == ("dated", "type")
    assert result.submission.vetoes[0].unreadable == ("happened", "happened_on")


def test_materials_without_indicator_or_title_are_kept_with_a_finding(read: Any, codes: tuple[str, str]) -> None:
    day = date(2023, 5, 4)
    rows = [{"title": "没有编号", "dated": day}, {"indicator": codes[0], "dated": day},
            {"indicator": f"{codes[0]}、I99", "title": "两个编号", "dated": day}]  # fmt: skip
    result = read(Book(UNIT, evidence=rows))
    assert [code for code, _, _ in found(result)] == [
        "evidence-no-indicator",
        "evidence-no-title",
        "indicator-unreadable",
    ]
    assert [(item.indicator, item.title) for item in result.submission.evidence] == [
        ("", "没有编号"),
        (codes[0], ""),
        ("", "两个编号"),
    ]


def test_rows_are_found_by_code_not_by_place(read: Any, codes: tuple[str, str]) -> None:
    mine, other = codes
    result = read(
        Book(
            UNIT,
            only=(mine,),
            more_rows=[
                {"id": other, "level": "达标"},
                {"statement": "写在下面"},
                {"id": mine.lower(), "level": "达标"},
            ],
        )
    )
    rows = [(row.indicator, row.level) for row in result.submission.rows]
    assert rows == [(mine, None), (mine, Level.MET)]
    codes_found = [code for code, _, _ in found(result)]
    assert codes_found == ["row-foreign", "row-without-code", "row-missing"]


def test_thousands_of_stray_cells_do_not_bury_the_other_findings(read: Any, codes: tuple[str, str]) -> None:
    stray = [{"statement": "散"} for _ in range(3000)]
    result = read(Book(UNIT, rows={codes[0]: {"level": "差不多"}}, more_rows=stray))
    counts = Counter(code for code, _, _ in found(result))
    assert (counts["row-without-code"], counts["more-of-the-same"], counts["level-unreadable"]) == (40, 1, 1)
    rest = next(item for item in result.findings if item.code == "more-of-the-same")
    assert (rest.severity, rest.unit) == (Severity.ERROR, UNIT)
    assert "还有 2960 处" in rest.message


def test_inserted_rows_and_columns_do_no_harm(read: Any, codes: tuple[str, str]) -> None:
    result = read(
        Book(
            UNIT,
            rows={codes[0]: {"level": "达标"}},
            evidence=[{"indicator": codes[0], "title": "方案", "dated": date(2023, 5, 4)}],
            shift={INDICATORS.sheet: (2, 1), EVIDENCE.sheet: (1, 3)},
        )
    )
    assert found(result) == []
    row = next(item for item in result.submission.rows if item.indicator == codes[0])
    assert (row.level, row.level_cell[0]) == (Level.MET, "I")
    assert result.submission.evidence[0].cell == "F6"


def test_a_renamed_sheet_is_recognised_by_its_headings(read: Any, codes: tuple[str, str]) -> None:
    result = read(Book(UNIT, rows={codes[0]: {"level": "达标"}}, sheets={INDICATORS.sheet: "Sheet1"}))
    assert found(result) == [("sheet-renamed", "Sheet1", "")]
    assert any(row.level is Level.MET for row in result.submission.rows)


@pytest.mark.parametrize("table", [INDICATORS, EVIDENCE, VETOES, FEEDBACK])
def test_a_missing_sheet_is_a_finding_and_the_rest_is_read(read: Any, codes: tuple[str, str], table: Any) -> None:
    result = read(Book(UNIT, rows={codes[0]: {"level": "达标"}}, leave_out=(table.sheet,)))
    assert [(item.code, table.sheet in item.message) for item in result.findings] == [("sheet-missing", True)]
    assert result.submission is not None


def test_a_lost_heading_is_a_finding(read: Any, codes: tuple[str, str]) -> None:
    result = read(
        Book(UNIT, rows={codes[0]: {"level": "达标"}}, headers={INDICATORS.sheet: {"level": "情况"}}),
    )
    assert [item.code for item in result.findings] == ["column-missing", "column-extra"]
    assert all(row.level is None and not row.void for row in result.submission.rows)
    everything = {column.key: "？" for column in VETOES.columns}
    result = read(Book(UNIT, headers={VETOES.sheet: everything}))
    assert [item.code for item in result.findings] == ["header-missing"]


def test_what_only_the_xml_shows_is_seen(read: Any, village: Rulebook) -> None:
    def touch(workbook: Any, sheets: dict[str, Any]) -> None:
        sheet = sheets[INDICATORS.sheet]
        sheet.set_row(INDICATORS.first_row - 1, None, None, {"hidden": True})
        sheet.merge_range("J6:J7", "并在一起")
        sheet.write_comment("H6", "这一项请办公室定", {"author": "王样例"})
        hints = [hint.text for hint in village.evidence][:2]
        listed = "\n".join(f"{n}. {text}" for n, text in enumerate(hints, 1))
        sheet.write_comment("C6", f"{NOTE_HEAD}\n{listed}")
        sheet.write_comment("C7", f"{NOTE_HEAD}\n{listed}\n第2项没有")

    result = read(Book(UNIT, touch=touch))
    assert found(result) == [
        ("rows-hidden", INDICATORS.sheet, ""),
        ("cells-merged", INDICATORS.sheet, "J6"),
        ("comment-left", INDICATORS.sheet, "H6"),
        ("comment-left", INDICATORS.sheet, "C7"),
    ]
    assert "这一项请办公室定" in result.findings[2].message
    assert "批注写的是“第2项没有”" in result.findings[3].message


def test_contradicting_answers_to_a_negative_item_are_no_answer(read: Any, village: Rulebook) -> None:
    veto = village.vetoes[0].id

    def touch(workbook: Any, sheets: dict[str, Any]) -> None:
        row = VETOES.first_row + len(village.vetoes) - 1
        sheets[VETOES.sheet].write_string(row, 0, veto)
        sheets[VETOES.sheet].write_string(row, 3, "有")

    result = read(Book(UNIT, vetoes={veto: {"happened": "无"}}, touch=touch))
    assert [item.code for item in result.findings] == ["veto-contradicts"]
    assert result.submission.vetoes[0].happened is None


def test_a_second_event_of_one_negative_item_is_kept(read: Any, village: Rulebook) -> None:
    veto = village.vetoes[0].id

    def touch(workbook: Any, sheets: dict[str, Any]) -> None:
        row = VETOES.first_row + len(village.vetoes) - 1
        sheets[VETOES.sheet].write_string(row, 0, veto)
        sheets[VETOES.sheet].write_string(row, 3, "有")
        sheets[VETOES.sheet].write_string(row, 4, "2024-5-6")

    given = {veto: {"happened": "有", "happened_on": date(2020, 1, 2)}}
    answers = read(Book(UNIT, vetoes=given, touch=touch)).submission.vetoes
    days = [answer.happened_on for answer in answers if answer.veto == veto]
    assert days == [date(2020, 1, 2), date(2024, 5, 6)]


def test_identity_is_visible_unit_and_meta(read: Any, village: Rulebook) -> None:
    name = village.unit_by_id[UNIT].name
    who = read(Book(UNIT, round=2)).identity
    assert (who.unit, who.meta_unit, who.visible_round, who.meta_round) == (UNIT, UNIT, 2, 2)
    assert (who.rulebook, who.digest, who.issued) == (village.id, village.digest, date(2023, 9, 1))
    result = read(Book(UNIT, meta=None, visible_unit=f" {name} "))
    assert [item.code for item in result.findings] == ["meta-missing"]
    assert (result.identity.unit, result.identity.has_meta) == (UNIT, False)
    result = read(Book(UNIT, meta={"layout": 99}))
    assert [item.code for item in result.findings] == ["layout-differs"]
    result = read(Book(UNIT, meta={"rulebook_digest": "0" * 64}))
    assert [item.code for item in result.findings] == ["rulebook-changed"]
    result = read(Book(UNIT, visible_unit="没有这个单位", meta={"unit_name": "也没有"}))
    assert result.submission is None
    assert result.identity.visible_unit == "没有这个单位"


def test_cells_of_the_guide_are_found_by_label_where_names_are_gone(
    tmp_path: Path, village: Rulebook, choices: Settings
) -> None:
    from sheets.books import edit_part

    path = Book(UNIT, people={"filler": "王样例", "filled_on": "昨天"}).write(tmp_path / "r.xlsx", village)
    edit_part(path, "xl/workbook.xml", lambda xml: xml.replace(b"wb_", b"lost_"))
    result = read_return(path, village, choices, file=FILE)
    assert result.identity.unit == UNIT
    assert result.submission is not None
    assert result.submission.people.filler == "王样例"
    assert [(item.code, item.sheet, item.cell) for item in result.findings] == [("date-unreadable", GUIDE, "B12")]


_INPUTS = [
    (table.sheet, column.key)
    for table in (INDICATORS, EVIDENCE, VETOES, FEEDBACK, COUNTS)
    for column in table.columns
    if column.kind == "input" or column.key in ("id", "item")
]
_TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=40)


@hypothesis_settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(_TEXT, min_size=len(_INPUTS), max_size=len(_INPUTS)), unit=_TEXT, round_=_TEXT)
def test_no_text_in_any_cell_raises(
    tmp_path: Path, village: Rulebook, choices: Settings, texts: list[str], unit: str, round_: str
) -> None:
    cells: dict[str, dict[str, str]] = {}
    for (sheet, key), text in zip(_INPUTS, texts, strict=True):
        cells.setdefault(sheet, {})[key] = text
    book = Book(
        ASKED,
        visible_round=round_,
        more_rows=[cells[INDICATORS.sheet]],
        evidence=[cells[EVIDENCE.sheet]],
        vetoes={village.vetoes[0].id: cells[VETOES.sheet]},
        feedback={"x": cells[FEEDBACK.sheet]},
        counts=dict.fromkeys((count.id for count in own_counts(village, ASKED)), cells[COUNTS.sheet]),
        people={"filler": unit, "filled_on": unit, "phone": round_},
        meta={"unit_name": unit, "round": round_, "layout": unit, "issued": unit},
    )
    result = read_return(book.write(tmp_path / "r.xlsx", village), village, choices, file=FILE)
    assert result.submission is not None
    assert all(item.file == FILE and item.message for item in result.findings)
