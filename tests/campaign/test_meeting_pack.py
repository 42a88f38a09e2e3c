"""会议图册, cards and pictures of a campaign on the disk: what is written, left alone and taken away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader

from in_process import let_draw
from weibao.campaign import meeting_pack
from weibao.campaign.charting import draw, facts_of, places_of, stands
from weibao.campaign.folder import Campaign
from weibao.campaign.meeting_pack import CARDS, pack, unit_cards
from weibao.campaign.pipeline import Report
from weibao.campaign.situation import Situation, look
from weibao.campaign.store import Store, open_store
from weibao.campaign.units_named import units_named
from weibao.charts import batch
from weibao.charts.catalogue import CHARTS
from weibao.charts.files import mark
from weibao.charts.picture import Nothing, Picture
from weibao.documents.digests import digest
from weibao.errors import ChartError

draw_all = batch.draw_all
APRIL = date(2026, 4, 1)


@pytest.fixture
def store(campaign: Campaign) -> Iterator[Store]:
    with open_store(campaign.history) as opened:
        yield opened


@pytest.fixture
def situation(campaign: Campaign, store: Store) -> Situation:
    return look(campaign, store, as_of=APRIL)


def picture(name: str) -> Picture:
    return Picture(name, f"标题{name}", "小计", "来源", Nothing(f"没有{name}"))


def test_a_card_for_every_unit_and_none_for_one_that_has_left(
    campaign: Campaign, store: Store, situation: Situation
) -> None:
    report = Report()
    folder = unit_cards(facts_of(situation, store), campaign, store, report)
    names = [f"{CARDS}/01 谷管理处.pdf", f"{CARDS}/02 谷文化站.pdf", f"{CARDS}/03 谷水务站.pdf",
             f"{CARDS}/04 谷卫生站.pdf", f"{CARDS}/05 谷巡护队.pdf"]  # fmt: skip
    assert report.written == [f"图表/{name}" for name in names]
    folder.joinpath("06 自己画的.pdf").write_bytes(b"mine")
    folder.joinpath("05 谷巡护队.pdf").write_bytes(b"changed by hand")
    report = Report()
    draw([(picture("甲"), [folder / "01 谷管理处.pdf"])], campaign, store, report)
    assert report.removed == [f"图表/{CARDS}/{n} {unit}.pdf" for n, unit in (("02", "谷文化站"), ("03", "谷水务站"),
                                                                           ("04", "谷卫生站"))]  # fmt: skip
    assert sorted(path.name for path in folder.iterdir()) == ["01 谷管理处.pdf", "05 谷巡护队.pdf", "06 自己画的.pdf"]


def test_a_card_for_one_unit_leaves_those_of_the_others(campaign: Campaign, store: Store, situation: Situation) -> None:
    facts, first = facts_of(situation, store), Report()
    folder = unit_cards(facts, campaign, store, first)
    folder.joinpath("02 谷文化站.pdf").unlink()
    folder.joinpath("03 谷水务站.pdf").unlink()
    folder.joinpath("09 谷旧站.pdf").write_bytes(b"of a unit off the list")
    store.remember_written(f"图表/{CARDS}/09 谷旧站.pdf", digest(b"of a unit off the list"))
    report = Report()
    unit_cards(facts, campaign, store, report, units=units_named(facts.rulebook, ["谷文化站"]))
    assert (report.written, report.unchanged) == ([f"图表/{CARDS}/02 谷文化站.pdf"], [])
    assert report.removed == [f"图表/{CARDS}/09 谷旧站.pdf"]
    assert sorted(path.name for path in folder.iterdir()) == [
        "01 谷管理处.pdf", "02 谷文化站.pdf", "04 谷卫生站.pdf", "05 谷巡护队.pdf",
    ]  # fmt: skip


def test_a_picture_that_is_open_goes_beside_until_it_is_closed(campaign: Campaign, store: Store) -> None:
    place = campaign.charts / "甲.png"
    draw([(picture("甲"), [place])], campaign, store, Report())
    lock = place.with_name(f".~lock.{place.name}#")
    lock.write_text("office")
    for _ in range(2):  # and is not taken away meanwhile
        draw([(picture("乙"), [place])], campaign, store, Report())
        assert mark(picture("乙")).encode() in (campaign.charts / "甲（新）.png").read_bytes()
    assert not stands(place, mark(picture("乙")), campaign, store)
    lock.unlink()
    report = Report()
    draw([(picture("乙"), [place])], campaign, store, report)
    assert report.removed == ["图表/甲（新）.png"]
    assert stands(place, mark(picture("乙")), campaign, store)


def test_one_that_cannot_be_drawn_keeps_nothing_from_the_others(
    campaign: Campaign, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    let_draw(monkeypatch, draw_all)
    strange, report = replace(picture("丙"), title="\U000f0000"), Report()
    wanted = [(item, [campaign.charts / f"{item.name}.pdf"]) for item in (strange, picture("甲"))]
    with pytest.raises(ChartError, match=r"U\+F0000"):
        draw(wanted, campaign, store, report)
    assert report.written == ["图表/甲.pdf"]


def test_the_pack_is_a_pdf_of_all_pages_and_slides_and_stands_the_second_time(
    campaign: Campaign, store: Store, situation: Situation, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[int] = []

    def here(jobs: list[batch.Job], **_: object) -> None:
        drawn.append(len(jobs))
        draw_all(jobs, workers=1)

    let_draw(monkeypatch, here)
    made = (picture("甲"), picture("乙"))
    report = Report()
    album, slides = pack(made, situation, store, report)
    pages = [page.extract_text() for page in PdfReader(album).pages]
    assert len(pages) == 4
    assert "第1轮　基准日：2026年4月1日" in pages[0]
    assert "没有乙" in pages[3]
    assert report.written == ["图表/会议图册.pdf", "图表/会议图册.pptx"]
    assert [path.name for path in Path(album).parent.iterdir() if path.name.startswith(".")] == []
    report = Report()
    pack(made, situation, store, report)
    assert report.unchanged == ["图表/会议图册.pdf", "图表/会议图册.pptx"]
    assert drawn == [2]
    assert slides.stat().st_size > 10_000


@pytest.mark.parametrize(
    ("plan", "county", "parts"),
    [
        ("如皋市创建示范县（市）", "如皋市", ("如皋市", "创建示范县（市）", "工作", "会议图册")),
        ("谷地试行方案", "山谷县", ("谷地试行方案", "工作", "会议图册")),
        ("如皋市", "如皋市", ("如皋市", "工作", "会议图册")),
        ("谷地试行方案", "", ("谷地试行方案", "工作", "会议图册")),
    ],
)
def test_the_title_of_the_pack_may_break_behind_the_county_and_the_plan(
    plan: str, county: str, parts: tuple[str, ...]
) -> None:
    assert meeting_pack._title(plan, county) == parts


def test_the_pack_stays_where_pictures_are_drawn_anew(campaign: Campaign, store: Store) -> None:
    places = [campaign.charts / f"会议图册.{kind}" for kind in ("pdf", "pptx")]
    campaign.charts.mkdir(exist_ok=True)
    for place in places:
        place.write_bytes(b"ours")
        store.remember_written(campaign.relative(place), digest(b"ours"))
    report = Report()
    draw(places_of([picture(chart.name) for chart in CHARTS], campaign), campaign, store, report)
    assert len(report.written) == 3 * len(CHARTS)
    assert all(place.exists() for place in places)
