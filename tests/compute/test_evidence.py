"""Remarks on one material, and how materials are counted."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weibao.compute.evidence import count_materials, evidence_issues
from weibao.compute.model import EvidenceInput
from weibao.functions import hints
from weibao.functions.table_states import EvidenceCells, evidence_state
from weibao.rulebook.model import MaterialType

TYPES = {
    "M01": MaterialType(id="M01", name="规范性文件", fields="", seal="", numbered=True, assumption="样例"),
    "M12": MaterialType(id="M12", name="照片影像", fields="", seal="", numbered=False, assumption="样例"),
}
WINDOW = (date(2023, 1, 1), date(2024, 3, 31))
AS_OF = date(2023, 10, 8)


def codes(**fields: object) -> list[str]:
    item = EvidenceInput(**{"indicator": "I01", "title": "通知", "dated": date(2023, 5, 1), **fields})
    return [issue.code for issue in evidence_issues(item, {"I01"}, TYPES, WINDOW, AS_OF)]


def test_a_sound_material() -> None:
    assert codes() == []
    assert codes(type="M01", doc_no="×政发〔2023〕5号") == []
    assert codes(type="M12") == []


def test_somebody_elses_indicator() -> None:
    assert codes(indicator="I02") == ["evidence-foreign"]
    assert codes(indicator="") == [], "a blank one is the reader's finding"


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (None, ["evidence-date-missing"]),
        (date(2022, 12, 31), ["evidence-outside-window"]),
        (date(2023, 1, 1), []),
        (date(2023, 10, 8), []),
        (date(2023, 10, 9), ["evidence-date-future"]),
        (date(2024, 3, 31), ["evidence-date-future"]),
        (date(2024, 4, 1), ["evidence-date-future", "evidence-outside-window"]),
    ],
)
def test_dates(day: date | None, expected: list[str]) -> None:
    assert codes(dated=day) == expected


@pytest.mark.parametrize(("title", "shown"), [("通知", "通知"), (" ", "（未填名称）")])
def test_a_remark_names_the_material(title: str, shown: str) -> None:
    (issue,) = evidence_issues(EvidenceInput("I01", title), {"I01"}, TYPES, WINDOW, AS_OF)
    assert issue.values == {"title": shown}


def test_what_the_reader_reported_is_not_reported_twice() -> None:
    assert codes(dated=None, unreadable=("dated",)) == []
    assert codes(type="M01", unreadable=("doc_no",)) == []


@pytest.mark.parametrize("doc_no", ["×政发[2023]5号", "×政发（2023）5号", "×政发【2023】 第5号"])
def test_wrong_brackets_are_wrong_for_any_type(doc_no: str) -> None:
    assert codes(doc_no=doc_no) == ["evidence-doc-no-form"]
    assert codes(type="M01", doc_no=doc_no) == ["evidence-doc-no-form"]


@pytest.mark.parametrize(
    "doc_no", ["×政发〔23〕5号", "×政发〔2023〕05号", "×政发〔2023〕5", "〔2023〕5号", "第3期", "HT-2023-01"]
)
def test_other_forms_are_wrong_where_a_number_is_usual(doc_no: str) -> None:
    assert codes(type="M01", doc_no=doc_no) == ["evidence-doc-no-form"]
    assert codes(type="M12", doc_no=doc_no) == []


@pytest.mark.parametrize("doc_no", ["", "无", "/", "——"])
def test_a_missing_number_is_asked_for_where_one_is_usual(doc_no: str) -> None:
    assert codes(type="M01", doc_no=doc_no) == ["evidence-doc-no-missing"]
    assert codes(type="M12", doc_no=doc_no) == []


def test_blanks_in_a_number_do_not_matter() -> None:
    assert codes(type="M01", doc_no=" × 政发〔2023〕 5 号 ") == []


PARTS = st.sampled_from(
    ["×政发", "纪要", "〔2023〕", "[2023]", "（2022）", "<1999>", "〔23〕", "5", "05", "号", "第", "(", "）", "无", "/"]
)


@given(st.lists(PARTS, max_size=6).map("".join), st.sampled_from(["M01", "M12", ""]))
def test_the_checklist_says_the_same_about_a_number(doc_no: str, kind: str) -> None:
    cells = EvidenceCells("I01", "通知", doc_no, date(2023, 5, 1), TYPES[kind].name if kind else "", "", "")
    types = {item.name: item.numbered for item in TYPES.values()}
    shown = evidence_state(cells, ids={"i01"}, types=types, today=AS_OF, window=WINDOW).check
    hint = {"evidence-doc-no-form": hints.BAD_DOC_NO, "evidence-doc-no-missing": hints.NO_DOC_NO}
    assert [hint[code] for code in codes(doc_no=doc_no, type=kind)] == ([] if shown == hints.COMPLETE else [shown])


def test_a_row_without_a_title_is_no_material() -> None:
    items = [EvidenceInput("I01", "通知"), EvidenceInput("I01", " "), EvidenceInput("I02", "名册")]
    assert count_materials(items) == {"I01": 1, "I02": 1}
