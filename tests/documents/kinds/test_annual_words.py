"""The units' yearly input in 年度工作情况报告 and 工作要点: what is gathered, what is held back, who is missing."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from documents.kinds import report_samples as samples
from documents.notice_samples import paragraphs
from weibao.compute.annual import AnnualYear
from weibao.compute.model import AnnualInput, ReturnState, ReturnStatus, Round
from weibao.documents.check import Level as Weight
from weibao.documents.check import check_document
from weibao.documents.kinds import annual_report, work_points
from weibao.documents.privacy import own_texts, scan_document
from weibao.documents.render import Renderer

if TYPE_CHECKING:
    from weibao.documents.kind import Case
    from weibao.rulebook.model import Rulebook
    from weibao.workdays import WorkCalendar

KINDS = {kind.name: kind for kind in (annual_report.KIND, work_points.KIND)}
SCENARIOS = tomllib.loads(Path(__file__).with_name("annual.toml").read_text("utf-8"))["scenario"]


@pytest.fixture(scope="module")
def renderers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Renderer]:
    folder, made = tmp_path_factory.mktemp("templates"), {}
    for name, kind in KINDS.items():
        (folder / kind.template).write_bytes(kind.build())
        made[name] = Renderer(folder / kind.template, kind.fields)
    return made


@pytest.fixture(scope="module")
def bases(rugao: Rulebook, calendar: WorkCalendar) -> dict[str, Case]:
    """Nothing has come back, by the year of the work points."""
    years = {item.get("typed", {}).get("points_year", "") for item in SCENARIOS}
    return {year: samples.nobody(rugao, calendar, typed={"points_year": year} if year else {}) for year in years}


def year_of(scenario: dict[str, Any]) -> AnnualYear | None:
    if "asked" not in scenario:
        return None
    returned = scenario.get("returned", ())
    name = scenario.get("round", "2023年度工作情况")
    round_ = Round(2, name, "年度工作情况", date(2023, 11, 20), date(2023, 12, 15))
    states = tuple(
        ReturnState(unit, 2, ReturnStatus.RETURNED if unit in returned else ReturnStatus.MISSING)
        for unit in scenario["asked"]
    )
    answers = {
        unit: {
            key: AnnualInput(key, number=Decimal(value)) if isinstance(value, int) else AnnualInput(key, value)
            for key, value in scenario.get("answers", {}).get(unit, {}).items()
        }
        for unit in returned
    }
    return AnnualYear(round_, states, answers)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda item: item["name"])
def test_what_the_document_says(
    scenario: dict[str, Any], bases: dict[str, Case], renderers: dict[str, Renderer], tmp_path: Path
) -> None:
    base = bases[scenario.get("typed", {}).get("points_year", "")]
    case, kind = replace(base, annual=year_of(scenario)), KINDS[scenario["kind"]]
    [document] = kind.documents(case)
    content = renderers[kind.name].render(
        document.context, title=document.title, creator="", created=case.assessment.as_of, kind=kind.name,
        key=document.key, items=document.items, named=kind.named,
    )  # fmt: skip
    path = tmp_path / "草稿.docx"
    path.write_bytes(content)
    text = "\n".join(paragraphs(path))
    for words in scenario.get("has", ()):
        assert words in text, words
    for words in scenario.get("hasnt", ()):
        assert words not in text, words
    places = [text.rindex(words) for words in scenario.get("order", ())]
    assert places == sorted(places)
    remarks = [item for item in check_document(content) if item.level in (Weight.ERROR, Weight.WARNING)]
    assert not remarks, remarks
    allowed = own_texts(case.rulebook, dict(case.settings.texts))
    assert scan_document(content, document.path, allowed) == ()
