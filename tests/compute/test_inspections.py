"""What the levels above score and remark, beside ours."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from compute import small
from weibao.compute.advice import advise
from weibao.compute.ahead import Kind, ahead
from weibao.compute.inspection_checks import remark_text
from weibao.compute.inspection_states import Inspection
from weibao.compute.inspections import levels_of
from weibao.compute.model import Office, Verified
from weibao.compute.settings import Settings
from weibao.rulebook.model import InspectionLevel
from weibao.sheets.frame_inspections import inspection_rows

if TYPE_CHECKING:
    from compute.conftest import Assess
    from weibao.compute.model import Assessment
    from weibao.rulebook.model import Rulebook
    from weibao.workdays import WorkCalendar

SCENARIOS = tomllib.loads((Path(__file__).parent / "inspections.toml").read_text("utf-8"), parse_float=Decimal)
AS_OF = date(2023, 10, 21)


@pytest.fixture(scope="module")
def county(rugao: Rulebook) -> Rulebook:
    rows = [small.indicator(number, full, ["D01"]) for number, full in ((1, 4), (2, 4), (3, 2))]
    book = small.rulebook(rows, departments=1, settings=rugao.settings)
    levels = [("YS1", "查验", "市"), ("YS2", "验收", "省")]
    return replace(
        book,
        inspections=tuple(
            InspectionLevel(id=i, name=n, organ=f"{s}局", short=s, assumption="样例") for i, n, s in levels
        ),
    )


def steps(points: Any) -> int:
    return int(Decimal(str(points)) * 2)


def day(text: str) -> date | None:
    return None if text == "-" else date.fromisoformat(text)


def row(number: int, line: str) -> Inspection:
    level, key, score, remark, unit, due, done, *on = line.split(" ")
    return Inspection(
        row=number, level=level, on=day(on[0]) if on else None, indicator="" if key == "全市" else key,
        points=None if score == "-" else steps(score), remark="" if remark == "-" else remark,
        units=() if unit == "-" else (unit,), due=day(due), done=day(done),
    )  # fmt: skip


def seen(county: Rulebook, run: Assess, case: dict[str, Any]) -> Assessment:

    verified = {key: Verified(steps(value)) for key, value in case.get("ours", {}).items()}
    columns = {key: {name: steps(v) for name, v in given.items()} for key, given in case.get("columns", {}).items()}
    typed = Office(
        verified=verified, assessors=columns,
        inspections=tuple(row(number, line) for number, line in enumerate(case["rows"], 4)),
    )  # fmt: skip
    return run(county, {}, typed, as_of=AS_OF)


@pytest.mark.parametrize("case", SCENARIOS["scenario"], ids=lambda case: case["why"])
def test_levels_and_remarks(case: dict[str, Any], county: Rulebook, run: Assess) -> None:
    found = seen(county, run, case)
    begun = []
    for item in found.inspections.begun:
        scores = "".join(f" {key}={value / 2:g}" for key, value in item.scores.items())
        total = "-" if item.total is None else f"{item.total / 2:g}"
        begun.append(f"{item.level.name}{scores} 合计{item.scored / 2:g} 本地{item.ours / 2:g} 总分{total}")
    assert begun == case["begun"]
    remarks = [
        f"{state.item.indicator or '全市'} {state.status.label} {'-' if state.left is None else state.left}"
        f" {state.light.label or '-'}"
        for state in found.inspections.remarks
    ]
    assert remarks == case["remarks"]
    assert [item.code for item in found.findings if item.code.startswith("inspection")] == case["codes"]


def test_open_remarks_are_late_or_due_and_come_first_in_the_agenda(
    county: Rulebook, run: Assess, calendar: WorkCalendar
) -> None:
    case = {
        "ours": {"I01": 2, "I02": 0.5, "I03": 1},
        "rows": ["查验 I03 0.5 未公示 D01 2023-10-20 -", "查验 I01 - 已补 D01 2023-10-10 2023-10-15"],
    }
    found = seen(county, run, case)
    settings, _ = Settings.build(county, {})
    dated = [item for item in ahead(county, settings, calendar, Office(), found).late if item.kind is Kind.INSPECTION]
    assert [(item.id, item.who, item.title) for item in dated] == [("I03", "甲局", "查验 I03 样例3：未公示")]
    points = advise(county, found, {}).points
    # I03 is full by our own count, and a level says that it is not: before what lacks 1.5 points.
    assert [(point.indicator, point.gain) for point in points] == [("I03", 0), ("I02", 3)]
    assert [remark_text(county, state) for state in points[0].remarks] == ["I03 样例3：未公示"]


def test_levels_are_the_rulebooks_and_other_assessors_of_the_settings(rugao: Rulebook, village: Rulebook) -> None:
    settings, _ = Settings.build(rugao, {"assessors": "南通市、省、民政部、第三方"})
    levels = levels_of(rugao, settings)
    assert [level.name for level in levels] == ["南通市查验", "省级验收", "民政部评估核实", "第三方"]
    assert (levels[1].organ, levels[1].start, levels[1].end) == ("省民政厅", date(2024, 3, 1), date(2024, 4, 30))
    assert [level.name for level in levels_of(village, Settings.build(village, {})[0])] == ["谷务会议"]


def test_a_score_is_exported_with_its_own_day(county: Rulebook, run: Assess) -> None:
    rows = ["查验 I01 1.5 - - - - 2023-10-03", "查验 I02 1 - - - -", "查验 I03 - 未公示 D01 2023-11-01 - 2023-10-20"]
    found = seen(county, run, {"rows": rows})
    told = {str(line["indicator"]): line["on"] for line in inspection_rows(county, found)}
    assert told == {"I01": date(2023, 10, 3), "I02": None, "I03": date(2023, 10, 20)}
    assert found.inspections.levels[0].on == date(2023, 10, 20)
