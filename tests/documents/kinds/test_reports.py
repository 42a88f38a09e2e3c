"""Reports and circulars: what they say in a situation (`report_scenarios.toml`), and that their figures add up."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from documents.kinds import report_samples as samples
from documents.notice_samples import paragraphs
from weibao.compute.inspection_states import Inspection
from weibao.compute.model import Decision, Level, Meeting, Round, Ruling
from weibao.compute.past import Past
from weibao.compute.roles import own_by_unit, own_vetoes
from weibao.compute.tasks import Publicity, PublicityKind, TaskNode, TaskWork
from weibao.compute.work import Work
from weibao.documents.check import Level as Weight
from weibao.documents.check import check_document
from weibao.documents.kinds import (
    annual_report,
    bulletin,
    campaign_summary,
    checklist_notice,
    compilation,
    declaration_form,
    score_table,
    self_assessment_report,
    study_report,
    survey_report,
    unit_table,
    work_points,
    zero_report,
)
from weibao.documents.kinds.report_figures import lost_reason, percent, standings
from weibao.documents.kinds.report_words import sections, title
from weibao.documents.kinds.work_words import span
from weibao.documents.render import Renderer
from weibao.documents.titles import well_shaped

if TYPE_CHECKING:
    from collections.abc import Callable

    from weibao.documents.kind import Case, Document, Kind
    from weibao.rulebook.model import Rulebook
    from weibao.workdays import WorkCalendar

KINDS = {
    module.KIND.name: module.KIND
    for module in (
        checklist_notice, bulletin, self_assessment_report, declaration_form, work_points, annual_report,
        campaign_summary, survey_report, study_report, zero_report, compilation,
    )
}  # fmt: skip
SCENARIOS = tomllib.loads(Path(__file__).with_name("report_scenarios.toml").read_text("utf-8"))["scenario"]
CASES: dict[str, Callable[[Rulebook, WorkCalendar], Case]] = {
    "met": samples.case,
    "mixed": samples.mixed,
    "nobody": samples.nobody,
    "issued": lambda book, calendar: samples.nobody(book, calendar, as_of=samples.ISSUED),
}
_NUMBER = re.compile(r"^([一二三四五六七八九十]+)、")
_DIGITS = "一二三四五六七八九十"


@pytest.fixture(scope="module")
def renderers(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Kind], Renderer]:
    """The built template of a kind, opened once."""
    folder = tmp_path_factory.mktemp("templates")

    @cache
    def opened(name: str) -> Renderer:
        path = folder / KINDS[name].template
        path.write_bytes(KINDS[name].build())
        return Renderer(path, KINDS[name].fields)

    return lambda kind: opened(kind.name)


@pytest.fixture(scope="module")
def cases(rugao: Rulebook, village: Rulebook, calendar: WorkCalendar) -> dict[tuple[str, str], Case]:
    """Every situation of CASES with both rulebooks."""
    return {(book.id, name): make(book, calendar) for book in (rugao, village) for name, make in CASES.items()}


def rendered(kind: Kind, renderer: Renderer, document: Document, case: Case) -> bytes:
    """The document's bytes; the named fields must be found in its text."""
    return renderer.render(
        document.context, title=document.title, creator="", created=case.assessment.as_of, kind=kind.name,
        key=document.key, items=document.items, named=kind.named,
    )  # fmt: skip


def situation(scenario: dict[str, Any], book: Rulebook, calendar: WorkCalendar) -> Case:
    """The case that a scenario describes."""
    more: dict[str, Any] = {
        key: scenario[key]
        for key in ("silent", "aside", "late", "ahead", "typed", "as_of", "listed", "opened", "closed")
        if key in scenario
    }
    more["levels"] = {(unit, indicator): Level[level] for unit, indicator, level in scenario.get("levels", ())}
    more["bare"] = [tuple(pair) for pair in scenario.get("bare", ())]
    more["void"] = [tuple(pair) for pair in scenario.get("void", ())]
    more["mute"] = [tuple(pair) for pair in scenario.get("mute", ())]
    more["events"] = {(unit, veto): day for unit, veto, day in scenario.get("events", ())}
    more["verified"] = {key: tuple(value) for key, value in scenario.get("verified", {}).items()}
    more["rulings"] = [Ruling(veto, day, counts) for veto, day, counts in scenario.get("rulings", ())]
    more["meetings"] = [Meeting(**entry) for entry in scenario.get("meetings", ())]
    more["tasks"] = [TaskWork(**entry) for entry in scenario.get("tasks", ())]
    more["nodes"] = [TaskNode(**entry) for entry in scenario.get("nodes", ())]
    more["publicity"] = [
        Publicity(**entry | {"kind": PublicityKind(entry["kind"])}) for entry in scenario.get("publicity", ())
    ]
    more["inspections"] = [
        Inspection(row=row, **entry | {"units": tuple(entry.get("units", ()))})
        for row, entry in enumerate(scenario.get("inspections", ()), 4)
    ]
    more["sealed"] = dict(scenario.get("sealed", ()))
    more["work"] = [
        Work(**{key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()})
        for entry in scenario.get("work", ())
    ]
    more["decisions"] = [Decision(**entry) for entry in scenario.get("decisions", ())]
    if "rounds" in scenario:
        more["rounds"] = [Round(*entry) for entry in scenario["rounds"]]
    make = samples.nobody if scenario.get("base") == "nobody" else samples.case
    pasts = tuple(Past(**past) for past in scenario.get("pasts", ()))
    return replace(make(book, calendar, **more), pasts=pasts)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario["name"])
def test_scenario(
    scenario: dict[str, Any],
    rugao: Rulebook,
    village: Rulebook,
    calendar: WorkCalendar,
    renderers: Callable[[Kind], Renderer],
    tmp_path: Path,
) -> None:
    kind = KINDS[scenario["kind"]]
    case = situation(scenario, village if scenario.get("rulebook") == "village" else rugao, calendar)
    documents = list(kind.documents(case))
    assert len(documents) == (0 if scenario.get("none") else scenario.get("count", 1))
    if not documents:
        return
    document = next(one for one in documents if one.key == scenario.get("key", documents[0].key))
    path = tmp_path / "a.docx"
    path.write_bytes(content := rendered(kind, renderers(kind), document, case))
    assert "key" not in scenario or not [
        remark for remark in check_document(content) if remark.level is not Weight.CUSTOM
    ]
    text = "\n".join(line.replace("\n", "") for line in paragraphs(path))
    assert [phrase for phrase in scenario.get("has", ()) if phrase not in text] == []
    assert [phrase for phrase in scenario.get("hasnt", ()) if phrase in text] == []
    places = [text.find(phrase) for phrase in scenario.get("order", ())]
    assert -1 not in places
    assert places == sorted(places)


@pytest.mark.parametrize(
    "planned", [(), (Round(1, "申报自评", "自评", None, date(2023, 9, 28)),)], ids=["no round", "its day has passed"]
)
@pytest.mark.parametrize("name", ["annual_report", "campaign_summary"])
def test_before_the_checklists_are_out_no_unit_owes_one(
    name: str, planned: tuple[Round, ...], rugao: Rulebook, calendar: WorkCalendar,
    renderers: Callable[[Kind], Renderer], tmp_path: Path,
) -> None:  # fmt: skip
    """年度工作情况 alone is out, say: no unit has a checklist to return."""
    case = replace(samples.nobody(rugao, calendar, rounds=planned), returns={})
    assert [*KINDS["bulletin"].documents(case)] == []
    [document] = KINDS[name].documents(case)
    path = tmp_path / "a.docx"
    path.write_bytes(rendered(KINDS[name], renderers(KINDS[name]), document, case))
    text = "\n".join(line.replace("\n", "") for line in paragraphs(path))
    assert "完成填报和评定。下发指标清单，组织各单位填报；对尚未评定的68项指标完成评定。" in text
    assert "未报送" not in text
    assert {row["报送"] for table in unit_table.rows(case) for row in table["行"]} == {"—"}


@pytest.mark.parametrize("name", KINDS)
def test_every_document_passes_the_checker_and_counts_its_sections(
    name: str, cases: dict[tuple[str, str], Case], renderers: Callable[[Kind], Renderer], tmp_path: Path
) -> None:
    kind, drafted = KINDS[name], 0
    for (_, situation_name), case in cases.items():
        # One large case is enough: everything met reads like the same document with fewer lines.
        for document in kind.documents(case) if situation_name != "met" else ():
            content = rendered(kind, renderers(kind), document, case)
            remarks = [remark for remark in check_document(content) if remark.level is not Weight.CUSTOM]
            assert remarks == []
            (tmp_path / "a.docx").write_bytes(content)
            lines = paragraphs(tmp_path / "a.docx")
            numbers = [found.group(1) for line in lines if (found := _NUMBER.match(line))]
            # An enclosure may begin to count again.
            assert all(
                number == "一" or _DIGITS.index(number) == _DIGITS.index(before) + 1
                for before, number in pairwise(numbers)
            )
            assert not any("甲童" in line for line in lines)
            drafted += 1
    assert drafted >= 2


@pytest.mark.parametrize("name", KINDS)
def test_context_is_what_the_template_asks_for(
    name: str, cases: dict[tuple[str, str], Case], renderers: Callable[[Kind], Renderer]
) -> None:
    kind = KINDS[name]
    assert renderers(kind).variables == set(kind.fields)
    for case in cases.values():
        documents = list(kind.documents(case))
        assert len({document.key for document in documents}) == len(documents)
        for document in documents:
            assert set(kind.fields) <= set(document.context)
            assert set(kind.named) <= set(kind.fields)
            assert document.path.startswith(f"{kind.title}/")
            assert document.path.endswith(".docx")
            assert not kind.genre or document.title.endswith(kind.genre)


@pytest.mark.parametrize("situation_name", ["met", "mixed", "nobody"])
@pytest.mark.parametrize("book", ["rugao_2023", "village"])
def test_the_score_table_adds_up_to_the_totals(
    book: str, situation_name: str, cases: dict[tuple[str, str], Case]
) -> None:
    case = cases[book, situation_name]
    rows = score_table.rows(case)
    *listed, last = rows
    keys = ("满分", "得分", "失分", "未评", "自评", "核定")

    def number(row: dict[str, str], key: str) -> float:
        return 0.0 if row[key] == "—" else float(row[key])

    single = [row for row in listed if row["序号"]]
    assert len(single) == len(case.rulebook.indicators)
    for row in rows:
        assert number(row, "满分") == number(row, "得分") + number(row, "失分") + number(row, "未评")
    for key in keys:
        assert sum(number(row, key) for row in single) == number(last, key)
        sums = [row for row in listed if not row["序号"]]
        assert sum(number(row, key) for row in sums) == number(last, key)
    points = case.rulebook.scale.points
    total = case.assessment.total
    assert number(last, "满分") == points(total.full)
    assert number(last, "得分") == points(total.earned)
    assert number(last, "未评") == points(total.unassessed)
    assert number(last, "自评") == points(total.claimed or 0)
    # 未评 is no zero.
    assert all(row["得分"] == "—" for row in single if row["未评"] != "—")


def test_every_lost_or_open_point_has_a_reason(cases: dict[tuple[str, str], Case]) -> None:
    for case in cases.values():
        for row in standings(case):
            assert bool(lost_reason(case, row)) is bool(row.lost or row.unassessed)


@pytest.mark.parametrize("book", ["rugao_2023", "village"])
def test_the_units_table_counts_every_answer_once(book: str, cases: dict[tuple[str, str], Case]) -> None:
    case = cases[book, "mixed"]
    lines = [line for table in unit_table.rows(case) for line in table["行"]]  # type: ignore[attr-defined]
    assert [line["单位"] for line in lines] == [unit.name for unit in case.rulebook.units]

    def column(key: str) -> int:
        return sum(int(line[key]) for line in lines if line[key] != "—")

    answers = [row for result in case.assessment.indicators for row in result.units.values()]
    assert column("项数") == len(answers)
    assert column("材料") == sum(row.evidence for row in answers)
    for key, level in (("达标", Level.MET), ("部分", Level.PARTIAL), ("未达", Level.UNMET), ("未评", Level.UNASSESSED)):
        assert column(key) == sum(row.level is level for row in answers)


def test_ranks_are_those_of_a_kind_and_ties_share_one(rugao: Rulebook, calendar: WorkCalendar) -> None:
    levels = {("D07", "I22"): Level.UNMET}
    case = samples.case(rugao, calendar, levels=levels, silent=["D04"], typed={"rank_units": "是"})
    lines = {line["单位"]: line["名次"] for table in unit_table.rows(case) for line in table["行"]}  # type: ignore[attr-defined]
    assert lines["市教育局"] > "1"
    assert lines["市财政局"] == "1"
    assert lines["市人民法院"] == "—"
    assert lines["如城街道"] == lines["磨头镇"] == "1"


@pytest.mark.parametrize("book", ["rugao_2023", "village"])
def test_the_checklist_notice_lists_every_unit_with_its_rows(book: str, cases: dict[tuple[str, str], Case]) -> None:
    case = cases[book, "issued"]
    (document,) = checklist_notice.documents(case)
    *lines, last = document.context["各单位"]
    own = own_by_unit(case.rulebook)
    assert [line["单位"] for line in lines] == [unit.name for unit in case.rulebook.units]
    for line, unit in zip(lines, case.rulebook.units, strict=True):
        counts = (len(own[unit.id]), len(own_vetoes(case.rulebook, unit.id)))
        assert (line["合计"], line["负面"]) == tuple(str(count) if count else "—" for count in counts)
    assert last["合计"] == str(sum(map(len, own.values())))


def test_the_catalogue_has_a_line_for_every_material(cases: dict[tuple[str, str], Case]) -> None:
    case = cases["rugao_2023", "mixed"]
    (document,) = compilation.documents(case)
    pieces = [piece for volume in document.context["卷"] for piece in volume["件"]]
    listed = [item for submission in case.submissions.values() for item in submission.evidence]
    assert len(pieces) == len(listed)
    numbers = [piece["档号"] for piece in pieces]
    assert len(set(numbers)) == len(numbers)
    assert numbers == sorted(numbers)
    assert {piece["责任者"] for piece in pieces} <= {unit.name for unit in case.rulebook.units}


@pytest.mark.parametrize("name", ["bulletin", "self_assessment_report", "compilation", "annual_report", "study_report"])
def test_facts_follow_the_figures_and_not_the_day(name: str, rugao: Rulebook, calendar: WorkCalendar) -> None:
    typed = {"report_from": "2023-01-01", "report_until": "2023-09-30"}

    def facts(**more: Any) -> list[str]:
        return [item.facts for item in KINDS[name].documents(samples.case(rugao, calendar, typed=typed, **more))]

    today = facts()
    assert facts(as_of=samples.AS_OF.replace(day=12)) == today
    weak = {(unit.id, "I57"): Level.UNMET for unit in rugao.towns}
    bare = [(unit.id, "I57") for unit in rugao.towns]
    assert facts(levels=weak, bare=bare) != today


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [(0, 3, "0%"), (3, 3, "100%"), (1, 2, "50%"), (51, 54, "94.4%"), (1, 16, "6.3%"), (1, 0, ""), (999, 1000, "99.9%")],
)
def test_percent_rounds_half_up(part: int, whole: int, text: str) -> None:
    assert percent(part, whole) == text


def test_sections_that_are_left_out_do_not_count() -> None:
    told = sections({"a": True, "b": False, "c": True})
    assert {key: value["号"] for key, value in told.items()} == {"a": "一", "b": "", "c": "二"}


def test_a_title_turns_behind_whole_words() -> None:
    lines = title("如皋市未成年人保护工作领导小组办公室", "关于创建全国未成年人保护示范县（市）", "自评情况的报告")
    assert lines == ("如皋市未成年人保护工作领导小组办公室关于", "创建全国未成年人保护示范县（市）", "自评情况的报告")
    assert well_shaped([len(line) for line in lines])


def test_the_dates_of_a_survey_leave_open_what_nobody_typed() -> None:
    first, last = date(2023, 9, 4), date(2023, 9, 8)
    days = [(first, last), (first, first), (first, None), (None, last), (None, None)]
    assert [span(Work(id="D1", start=start, end=end), 2023) for start, end in days] == [
        "2023年9月4日至2023年9月8日", "2023年9月4日", "2023年9月4日至××月××日", "2023年9月8日",
        "2023年××月××日至××日",
    ]  # fmt: skip


def test_the_file_of_a_years_report_has_the_year_once(rugao: Rulebook, calendar: WorkCalendar) -> None:
    (document,) = annual_report.documents(samples.case(rugao, calendar))
    assert document.path == "年度工作情况报告/2023年度工作情况报告.docx"
