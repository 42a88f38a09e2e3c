"""The demonstration: believable, repeatable, and wrong exactly where it says so."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from weibao.campaign.collect import Collected, collect_round
from weibao.campaign.demo_drafts import Draft, Scene
from weibao.campaign.demo_edits import put_formula, rename_sheet
from weibao.campaign.demo_mistakes import MISTAKES, SILENT
from weibao.campaign.demo_office import AS_OF, SETTINGS, demo_office, demo_round, ledger_entries
from weibao.campaign.demo_returns import demo_drafts, demo_returns, demo_scene
from weibao.campaign.inbox import return_folder
from weibao.compute.checks import submission_findings
from weibao.compute.model import Level, Office, ReturnStatus
from weibao.compute.roles import own_indicators
from weibao.compute.settings import Settings
from weibao.compute.tasks import PublicityKind, leads
from weibao.findings import Finding, Severity
from weibao.sheets.intake_package import Package
from weibao.sheets.layout import EVIDENCE, INDICATORS
from weibao.sheets.ledger_fill import TABLES

if TYPE_CHECKING:
    from weibao.rulebook.model import Rulebook
    from weibao.workdays import WorkCalendar


def scene_of(rulebook: Rulebook, calendar: WorkCalendar, seed: int = 2023) -> Scene:
    return demo_scene(rulebook, Settings.build(rulebook, SETTINGS)[0], calendar, demo_round(), seed)


@pytest.fixture(scope="module")
def scene(rugao: Rulebook, calendar: WorkCalendar) -> Scene:
    return scene_of(rugao, calendar)


@pytest.fixture(scope="module")
def drafts(scene: Scene) -> list[Draft]:
    return demo_drafts(scene)


@pytest.fixture(scope="module")
def root(demo_made: Path) -> Path:
    """A campaign folder with the returns of round 1."""
    return demo_made


@pytest.fixture(scope="module")
def collected(root: Path, scene: Scene) -> Collected:
    return collect_round(root, scene.rulebook, scene.settings, Office(), 1)


@pytest.fixture(scope="module")
def findings(collected: Collected, scene: Scene) -> list[Finding]:
    """What reading and judging find."""
    found = list(collected.findings)
    for submission in collected.submissions.values():
        found += submission_findings(scene.rulebook, scene.settings, submission, as_of=AS_OF)
    return found


def test_51_of_54_units_have_returned(collected: Collected) -> None:
    count = Counter(item.status for item in collected.returns)
    assert count == {
        ReturnStatus.RETURNED: 50,
        ReturnStatus.CHOOSE: 1,
        ReturnStatus.SET_ASIDE: 1,
        ReturnStatus.MISSING: len(SILENT) - 1,
    }
    assert len(collected.submissions) == 50


def test_every_mistake_is_found_and_nothing_else_is_wrong(findings: list[Finding], scene: Scene) -> None:
    ids = {unit.order: unit.id for unit in scene.rulebook.units}
    planted = Counter((ids[mistake.order], mistake.code) for mistake in MISTAKES if mistake.code)
    usual = ("evidence-outside-window", "levels-blank")
    noticed = Counter((item.unit, item.code) for item in findings if item.code not in usual)
    assert noticed == planted


def test_what_a_unit_left_blank_is_found(findings: list[Finding], collected: Collected, scene: Scene) -> None:
    claimed = {unit: {item.id for item, role in own_indicators(scene.rulebook, unit) if role.claims}
               for unit in collected.submissions}  # fmt: skip
    blank = {
        unit for unit, said in collected.submissions.items() for row in said.rows
        if row.indicator in claimed[unit] and row.level is None and row.points is None and not row.void
    }  # fmt: skip
    assert {item.unit for item in findings if item.code == "levels-blank"} == blank
    assert 3 < len(blank) < 15


def test_mistakes_without_a_finding_are_there_as_well(collected: Collected, scene: Scene) -> None:
    kinds = {mistake.kind: scene.rulebook.units[mistake.order - 1].id for mistake in MISTAKES}
    of = {kind: collected.submissions[unit] for kind, unit in kinds.items() if unit in collected.submissions}
    assert sum(row.level is None for row in of["blank_rows"].rows) >= 3
    assert all(item.happened is None for item in of["veto_blank"].vetoes)
    window = (date(2021, 10, 31), date(2023, 10, 31))
    recent, old = (
        [item.happened_on for item in of[kind].vetoes if item.happened] for kind in ("veto_recent", "veto_old")
    )
    assert [window[0] <= day <= window[1] for day in (*recent, *old) if day] == [True, False]
    assert of["late"].received is not None
    assert of["late"].received > scene.due
    assert any(len(row.statement) > 120 for row in of["long_text"].rows)


def test_answers_are_varied_and_statements_fit_them(drafts: list[Draft]) -> None:
    levels = Counter(cells["level"] for draft in drafts for cells in draft.rows.values())
    assert min(levels[level.label] for level in (Level.MET, Level.PARTIAL, Level.UNMET)) > 20
    texts = [cells["statement"] for draft in drafts for cells in draft.rows.values()]
    assert len(set(texts)) > 0.9 * len(texts)
    assert not [text for text in texts if not text or "{" in text or not text.endswith("。")]


def test_what_costs_in_a_single_case_is_rare(drafts: list[Draft], scene: Scene) -> None:
    """People with a criminal record in a school system are none or a few, not a hundred."""
    rare = [count.id for count in scene.rulebook.counts if count.has_total and count.ladder in ("flag", "zero")]
    totals = [draft.counts[key].get("total", 0) for draft in drafts for key in rare if key in draft.counts]
    assert totals
    assert max(totals) <= 3


def test_nobody_real_is_meant(drafts: list[Draft]) -> None:
    people = [draft.people for draft in drafts]
    assert all(entry[key].endswith(("样例", "示例")) for entry in people for key in ("filler", "reviewer", "head"))
    assert all(re.fullmatch(r"0513-0000\d{4}", entry["phone"]) for entry in people)
    numbers = [item["doc_no"] for draft in drafts for item in draft.evidence if item.get("doc_no")]
    assert all("样发" in number for number in numbers)


def test_papers_are_dated_on_working_days_before_they_are_returned(drafts: list[Draft], scene: Scene) -> None:
    days = [(item["dated"], draft.returned) for draft in drafts for item in draft.evidence]
    real = [(day, returned) for day, returned in days if isinstance(day, date)]
    assert len(real) > 400
    assert all(scene.calendar.is_workday(day) and day < returned for day, returned in real)


def test_the_same_seed_gives_the_same_files(root: Path, scene: Scene, tmp_path: Path) -> None:
    again = demo_returns(tmp_path, scene, units=("D11", "D22", "T02"))
    assert len(again) == 3
    for path in again:
        first = next(return_folder(root, 1).rglob(path.name))
        assert hashlib.sha256(path.read_bytes()).digest() == hashlib.sha256(first.read_bytes()).digest()
        assert path.stat().st_mtime == first.stat().st_mtime


def test_another_seed_gives_other_answers(scene: Scene, drafts: list[Draft]) -> None:
    other = demo_drafts(replace(scene, seed=7))
    assert [draft.unit.id for draft in other] == [draft.unit.id for draft in drafts]
    assert [draft.rows for draft in other] != [draft.rows for draft in drafts]


def test_another_rulebook_has_a_demonstration_too(village: Rulebook, calendar: WorkCalendar, tmp_path: Path) -> None:
    scene = scene_of(village, calendar)
    demo_returns(return_folder(tmp_path, 1), scene)
    result = collect_round(tmp_path, village, scene.settings, Office(), 1)
    assert len(result.submissions) == len(village.units)
    assert not [item for item in result.findings if item.severity is Severity.ERROR]


def test_the_office_types_only_into_cells_that_are_there(scene: Scene) -> None:
    claimed = {indicator.id: indicator.full for indicator in scene.rulebook.indicators}
    office = demo_office(scene, claimed)
    assert len(office.verified) > 8
    assert len(office.closures) == len(office.rulings) == 1
    assert all(0 <= item.points <= claimed[key] for key, item in office.verified.items())
    lowered = [key for key, item in office.verified.items() if item.points < claimed[key]]
    assert sorted(key for _, key in office.opinions) == sorted(lowered)
    # One lead unit's plan has not come, one part of a task is done, and every kind of publicity has a record.
    planned = {work.unit for work in office.tasks if work.plan_on}
    assert len({unit for _, unit in leads(scene.rulebook)} - planned) == 1
    assert [work.task for work in office.tasks if work.done]
    assert {item.kind for item in office.publicity} == set(PublicityKind)
    for sheet, rows in ledger_entries(scene.rulebook, office).items():
        headers = {column.header for column in TABLES[sheet].columns if column.kind == "input"}
        assert rows
        assert all(set(cells) <= headers for _, cells in rows)


def test_a_renamed_sheet_leaves_no_reference_to_the_old_name(root: Path) -> None:
    path = next(path for path in return_folder(root, 1).rglob("11 *"))
    package = Package(path)
    new = next(name for name in package.sheets if name.startswith(EVIDENCE.sheet))
    assert new != EVIDENCE.sheet
    texts = [package.xml(sheet.part).itertext() for sheet in package.sheets.values()]
    formulas = "".join("".join(part) for part in texts)
    assert f"'{new}'!" in formulas
    assert f"{EVIDENCE.sheet}!" not in formulas
    assert f"{EVIDENCE.sheet}'!" not in formulas


def test_an_edit_that_finds_nothing_is_an_error(root: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(next(return_folder(root, 1).rglob("*.xlsx")).read_bytes())
    with pytest.raises(ValueError, match="found 0 times"):
        put_formula(path, INDICATORS.sheet, "ZZ99", "1+1")
    before = set(Package(path).sheets)
    rename_sheet(path, "没有这张表", "新")
    assert set(Package(path).sheets) == before
