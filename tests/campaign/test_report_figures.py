"""Pictures of the scores in reports of a campaign: those of 图表/, drawn at most once, and none of nothing."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from in_process import let_draw, no_pictures
from weibao.campaign.drafting import draft, draft_kind, kinds_of
from weibao.campaign.folder import Campaign
from weibao.campaign.pipeline import Report, collect, regenerate
from weibao.campaign.store import open_store
from weibao.charts.batch import Job, draw_all
from weibao.charts.catalogue import CHARTS
from weibao.documents.kind import Group
from weibao.documents.package import read_package
from weibao.errors import ChartError
from weibao.sheets.ledger_fill import fill_ledger

MARCH, APRIL = date(2026, 3, 2), date(2026, 4, 1)
SHOWN = ["各项目得分", "失分去向"]

pytestmark = pytest.mark.xdist_group("report-figures")


@pytest.fixture(scope="module")
def scored(village_issued: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One indicator is verified; nothing is drawn or drafted yet."""
    made = Campaign.open(Path(shutil.copytree(village_issued, tmp_path_factory.mktemp("scored") / "谷地")))
    scale = made.rulebook.scale
    full = float(scale.points(made.rulebook.indicator_by_id["I01"].full))
    fill_ledger(made.ledger, made.rulebook, {"核定": [("I01", {"核定得分": full, "核定人": "示例", "日期": MARCH})]})
    return made.root


@pytest.fixture
def campaign(scored: Path, tmp_path: Path) -> Campaign:
    return Campaign.open(Path(shutil.copytree(scored, tmp_path / "谷地")))


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the pictures that are drawn, one after the other."""
    names: list[str] = []

    def draw(jobs: Sequence[Job], **_: object) -> None:
        names.extend(job.picture.name for job in jobs)
        no_pictures(jobs)

    let_draw(monkeypatch, draw)
    return names


def run(campaign: Campaign, day: date = APRIL) -> Report:
    with open_store(campaign.history) as store:
        return regenerate(campaign, store, as_of=day)[1]


def reports(campaign: Campaign, kind: str = "") -> Report:
    """`weibao reports`, or `documents draft` of one kind."""
    with open_store(campaign.history) as store:
        situation, report = collect(campaign, store, as_of=APRIL)
        report.written.clear()
        if kind:
            draft_kind(situation, store, report, kind, ())
        else:
            draft(situation, store, report, kinds_of([Group.REPORT]))
    return report


def media(campaign: Campaign, folder: str = "自评报告") -> list[bytes]:
    (path,) = (campaign.documents / folder).glob("*.docx")
    return [part for name, part in read_package(path.read_bytes()).items() if name.startswith("word/media/")]


def test_a_whole_run_draws_once_and_the_report_shows_what_stands(campaign: Campaign, drawn: list[str]) -> None:
    run(campaign)
    assert sorted(drawn) == sorted(chart.name for chart in CHARTS)
    assert media(campaign) == [(campaign.charts / f"{name}.png").read_bytes() for name in SHOWN]
    drawn.clear()
    assert (run(campaign).written, drawn) == ([], [])


def test_reports_alone_bring_them_and_the_whole_run_changes_nothing(campaign: Campaign, drawn: list[str]) -> None:
    reports(campaign)
    assert drawn == ["points_by_category", "waterfall"]
    assert len(media(campaign)) == 2
    assert not list(campaign.root.rglob("*.wb-*"))
    drawn.clear()
    assert (reports(campaign).written, drawn) == ([], [])
    assert not [path for path in run(campaign).written if path.startswith("文书/自评报告/")]


def test_a_picture_that_cannot_be_drawn_stops_no_draft(
    campaign: Campaign, drawn: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> list[str]:
        raise ChartError("图表中有字符没有字形：“𠮷”（U+20BB7）。")

    with monkeypatch.context() as patch:
        let_draw(patch, fail)
        patch.setattr("weibao.charts.fonts.check_glyphs", fail)
        report = run(campaign)
    assert campaign.console.is_file()
    assert media(campaign) == []
    told = {item.code: item.message for item in report.findings if item.code.endswith("-not-drawn")}
    assert set(told) == {"charts-not-drawn", "figures-not-drawn"}
    assert all("“𠮷”" in message for message in told.values())
    assert len([path for path in reports(campaign).written if path.startswith("文书/自评报告/")]) == 1
    assert (len(media(campaign)), drawn) == (2, ["points_by_category", "waterfall"])


def test_before_anything_is_assessed_there_are_none(village_issued: Path, tmp_path: Path, drawn: list[str]) -> None:
    fresh = Campaign.open(Path(shutil.copytree(village_issued, tmp_path / "谷地")))
    reports(fresh, "年度工作情况报告")
    assert (media(fresh, "年度工作情况报告"), drawn) == ([], [])


def test_what_is_drawn_again_has_the_same_bytes(campaign: Campaign, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every picture of a whole run, and the paper that shows some of them."""
    let_draw(monkeypatch, draw_all)

    def files() -> dict[str, bytes]:
        paths = [path for top in (campaign.charts, campaign.documents) for path in top.rglob("*") if path.is_file()]
        return {campaign.relative(path): path.read_bytes() for path in paths}

    run(campaign)
    before = files()
    pictures = {path for path in before if path.startswith("图表/")}
    assert len(pictures) == 3 * len(CHARTS)
    assert min(len(before[path]) for path in pictures) > 5_000  # no stand-in
    gone = pictures | {path for path in before if path.startswith("文书/自评报告/")}
    assert len(gone) > len(pictures)
    for path in gone:
        (campaign.root / path).unlink()
    assert gone <= set(run(campaign).written)
    after = files()
    assert [path for path in before | after if before.get(path) != after.get(path)] == []
    assert len(media(campaign)) == len(SHOWN)
