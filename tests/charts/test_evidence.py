from __future__ import annotations

from dataclasses import replace

import pytest

import synthetic
from chart_facts import facts
from weibao.charts.natives import natives
from weibao.charts.picture import Nothing
from weibao.charts.series.evidence import CategoryEvidence, EvidenceByCategory, evidence
from weibao.compute.model import EvidenceInput
from weibao.compute.proof_check import ProofResult
from weibao.findings import finding
from weibao.rulebook.model import EvidenceHint, MaterialType
from weibao.sheets.frames import frames

from .measured import check_page

COUNTY = facts()


def hint(indicator, number, kind="M01"):
    return EvidenceHint(
        id=f"{indicator}.{number}", indicator=indicator, text="制度", type=kind, named=True, assumption="样例"
    )


HINTS = (hint("I01", 1), hint("I01", 2), hint("I01", 3, "M02"), hint("I02", 1), hint("I03", 1), hint("I04", 1))


def told(listed=(), outside=(), hints=HINTS, back=("D01", "D02", "T01"), said=""):
    """`listed` are (unit, indicator, type), in rows 5, 6 … of the unit's sheet; `outside` are (unit, row)."""
    base = COUNTY
    types = (*base.rulebook.material_types, MaterialType(
        id="M02", name="通知", fields="", seal="", numbered=False, assumption="样例"
    ))  # fmt: skip
    rulebook = replace(base.rulebook, evidence=hints, material_types=types)
    sent = {unit: synthetic.submissions()[unit] for unit in back}
    for unit in sent:
        own = [item for item in listed if item[0] == unit]
        rows = tuple(
            EvidenceInput(indicator, "材料", dated=synthetic.AS_OF, type=kind, row=row)
            for row, (_, indicator, kind) in enumerate(own, 5)
        )
        sent[unit] = replace(sent[unit], evidence=rows)
    found = tuple(
        finding(
            "proof-outside-window", unit=unit, file=sent[unit].file, sheet="佐证材料", cell=f"C{row}",
            indicator="I01", title="材料", found="2029-01-01", window="2030-01-01 至 2030-12-31",
        )
        for unit, row in outside
    )  # fmt: skip
    units = tuple(replace(unit, returned=unit.unit in back) for unit in base.assessment.units)
    seen = replace(base.assessment, units=units)
    tables = frames(rulebook, seen, sent, synthetic.returns(), ProofResult(found))
    settings = replace(base.settings, texts={**base.settings.texts, "evidence_levels": said})
    return replace(base, rulebook=rulebook, assessment=seen, frames=tables, settings=settings)


PLAIN = evidence(told())


def counts(picture):
    return [
        (row.required, row.present, row.outside, row.missing, row.waiting, row.listed, row.listed_outside)
        for row in picture.body.rows
    ]


def test_a_suggestion_is_met_by_a_material_of_its_type_whoever_listed_it():
    listed = [("D01", "I01", "M01"), ("D02", "I01", "M02"), ("D01", "I01", ""), ("T01", "I04", "M01")]
    picture = evidence(told(listed))
    assert counts(picture) == [(3, 2, 0, 1, 0, 3, 0), (2, 0, 0, 2, 0, 0, 0), (1, 1, 0, 0, 0, 1, 0)]
    assert picture.title == "佐证材料缺 3 项：家庭保护缺得最多，缺 2 项"
    assert picture.subtitle == (
        "对照 6 项建议材料（按指标和类型，一家登记即算有，不作评分依据）；登记 4 件，日期在期外 0 件"
    )


def test_more_materials_than_suggestions_are_not_more_than_all():
    assert counts(evidence(told([("D01", "I04", "M01")] * 3)))[2] == (1, 1, 0, 0, 0, 3, 0)


def test_a_material_out_of_its_window_stands_apart_unless_another_one_is_in_it():
    listed = [("D01", "I01", "M01"), ("D01", "I01", "M01"), ("D01", "I01", "M01"), ("D01", "I04", "M01")]
    picture = evidence(told(listed, outside=[("D01", 5), ("D01", 8)]))
    assert counts(picture)[0] == (3, 2, 0, 1, 0, 3, 1)
    assert counts(picture)[2] == (1, 0, 1, 0, 0, 1, 1)
    assert picture.title.endswith("；另有 1 项只有期外的")
    assert "日期在期外 2 件" in picture.subtitle


def test_another_units_row_of_the_same_number_is_not_meant():
    listed = [("D01", "I01", "M01"), ("D02", "I01", "M01")]
    assert counts(evidence(told(listed, outside=[("D02", 5)])))[0] == (3, 1, 1, 1, 0, 2, 1)


def test_what_lacks_is_unknown_until_somebody_who_leads_has_returned():
    picture = evidence(told([("D01", "I01", "M01")], back=("D01",)))
    assert counts(picture) == [(3, 1, 0, 2, 0, 1, 0), (2, 0, 0, 0, 2, 0, 0), (1, 0, 0, 1, 0, 0, 0)]
    assert picture.title == "佐证材料缺 3 项：组织领导缺得最多，缺 2 项；另有 2 项等单位报送"


def test_titles_without_anything_missing():
    every = [("D01", "I01", "M01"), ("D01", "I01", "M01"), ("D01", "I01", "M02"), ("D01", "I04", "M01")]
    towns = [("D02", "I02", "M01"), ("T01", "I03", "M01")]
    assert evidence(told([*every, *towns])).title == "建议的佐证材料都有登记"
    some = evidence(told([*every, *towns], outside=[("T01", 5)])).title
    assert some == "建议的佐证材料1 项只有期外的，其余都有登记"
    assert evidence(told(every, hints=HINTS[:3])).title == "建议的佐证材料都有登记"
    assert (
        "组织领导、家庭保护、机构建设缺得最多，各缺 1 项"
        in evidence(told(every[:2], hints=HINTS[2:4] + HINTS[5:])).title
    )


def test_dates_that_nobody_checks_are_not_called_right():
    picture = evidence(told([("D01", "I01", "M01")], said="E04=提醒、E01=关"))
    assert not picture.body.dates_checked
    assert "没有查日期" in picture.subtitle
    assert check_page(picture).shown.count("—") == 3
    assert natives(picture.body)[0].rows[0] == ("组织领导", 1.0, None, 0.0, 2.0)


def test_where_nothing_is_registered_no_date_is_spoken_of():
    assert PLAIN.subtitle.endswith("不作评分依据）；登记 0 件")


def test_what_belongs_to_no_indicator_is_told():
    picture = evidence(told([("D01", "I99", "M01"), ("D01", "", "M01"), ("D01", "I01", "M01")]))
    assert picture.subtitle.endswith("登记 3 件，日期在期外 0 件，未归到指标 2 件")


@pytest.mark.parametrize(
    ("given", "why"), [(told(hints=()), "规则库没有列出建议的佐证材料"), (told(back=()), "还没有单位报送清单")]
)
def test_nothing_is_drawn_of_nothing(given, why):
    picture = evidence(given)
    assert isinstance(picture.body, Nothing)
    assert why in picture.body.reason
    check_page(picture)


def wide(count, name="未成年人保护工作体制机制和阵地建设情况"):
    rows = tuple(CategoryEvidence(f"{name}{n}", 120, 60, 20, 20, 20, 2553, 106) for n in range(count))
    return replace(PLAIN, body=EvidenceByCategory(rows, dates_checked=True))


@pytest.mark.parametrize(
    "picture",
    [
        PLAIN, evidence(told(hints=HINTS[:3])), evidence(told([("D01", "I01", "M01")], [("D01", 5)])),
        wide(1), wide(10), wide(25),
    ],
)  # fmt: skip
def test_no_text_is_cut_off_or_overlaps(picture):
    check_page(picture)


def test_columns_of_what_is_nowhere_are_left_out():
    plain = check_page(PLAIN).shown
    assert "只有期外" not in plain
    assert "待报送" not in plain
    assert {"只有期外", "待报送", "缺", "已有"} <= set(check_page(wide(2)).shown)


def test_the_editable_chart_has_gaps_where_nothing_is_suggested():
    body = evidence(told(hints=HINTS[:3])).body
    assert isinstance(body, EvidenceByCategory)
    assert natives(body)[0].rows[1] == ("家庭保护", None, None, None, None)
