"""The agenda: what endangers the title, then the open points in order; movers and missing materials."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compute import small
from weibao.compute.advice import Why, advise
from weibao.compute.meetings import Meeting
from weibao.compute.model import Closure, CountInput, Office, Round, Ruling, Verified, VetoInput
from weibao.compute.words import danger_text, movers_text, units_text
from weibao.rulebook.model import EvidenceHint

if TYPE_CHECKING:
    from compute.conftest import Assess
    from weibao.compute.model import Submission
    from weibao.rulebook.model import Rulebook

ANSWERS = ("", "达标", "部分达标 0.5", "未达标")


@pytest.fixture(scope="module")
def county(rugao: Rulebook) -> Rulebook:
    """I01 (2分) 甲局; I02 (1分) 乙局、丙局; I03 (1分) 甲局 and the towns; one negative item of 甲局 and 乙局."""
    rows = [
        small.indicator(1, 4, ["D01"]),
        small.indicator(2, 2, ["D02", "D03"]),
        small.indicator(3, 2, ["D01"], ["TOWNS"]),
    ]
    return small.rulebook(rows, [small.veto(1, ["D01", "D02"])], towns=2, departments=3, settings=rugao.settings)


def points(
    run: Assess, book: Rulebook, sent: dict[str, Submission], office: Office | None = None
) -> list[tuple[str, int, str]]:
    found = advise(book, run(book, sent, office), sent).points
    return [(point.indicator, point.gain, movers_text(book, point)) for point in found]


def test_nobody_has_answered(county: Rulebook, run: Assess) -> None:
    """The most points first; of the same points the fewest units."""
    assert points(run, county, {}) == [
        ("I01", 4, "还没有报送或没有计入：甲局"),
        ("I02", 2, "还没有报送或没有计入：乙局、丙局"),
        ("I03", 2, "还没有报送或没有计入：各镇（街道）、甲局"),
    ]


def test_who_has_to_do_what(county: Rulebook, run: Assess) -> None:
    sent = small.all_met(county)
    sent["D01"] = small.submission("D01", [small.row("I01", "部分达标 1.5"), small.row("I03", "达标")], ["I01"])
    sent["T01"] = small.submission("T01", [small.row("I03", "未达标")])
    del sent["T02"]
    sent["D02"] = small.submission("D02", [])
    assert points(run, county, sent) == [
        # 乙局 has not filled it in; 丙局 alone says 达标, so the city has it: no point to gain.
        ("I03", 2, "还没有报送或没有计入：第2镇；没有达标：第1镇；没有列佐证材料：甲局"),
        ("I01", 1, "没有达标：甲局"),
    ]


def test_what_the_office_took_off_is_for_whoever_claimed_it(county: Rulebook, run: Assess) -> None:
    office = Office(
        rounds=(Round(1, "自评", due=date(2023, 9, 20)),),
        verified={"I03": Verified(1, "现场核查", "丁", date(2023, 10, 1), 1)},
    )
    assert points(run, county, small.all_met(county), office) == [("I03", 1, "核定扣了分：甲局")]


def test_what_only_the_figures_hold_down_names_who_typed_them(rugao: Rulebook, run: Assess) -> None:
    """Everybody says 达标 and lists material: two of the figures do not bear it, one of them is the office's own."""
    sent = small.all_met(rugao)
    towns = [town.id for town in rugao.towns]
    for town in towns:
        workers = CountInput("Q53", Decimal(0 if town == towns[8] else 2))
        sent[town] = replace(sent[town], counts=(workers,))
    office = Office(meetings=(Meeting(id="1", kind="N1", held_on=date(2023, 4, 20)),))
    advice = advise(rugao, run(rugao, sent, office), sent)
    found = {point.indicator: point for point in advice.points}
    assert {key: movers_text(rugao, point) for key, point in found.items()} == {
        "I03": "核定台账里的数没有达到标准：一年中召开的全体会议",
        "I63": f"填的数没有达到标准：{rugao.towns[8].name}",
    }
    assert {key: (point.units, point.ledger) for key, point in found.items()} == {"I03": (0, ("Q03",)), "I63": (1, ())}
    assert "1次，标准不少于2次，最多1分" in found["I03"].figures
    assert "14个单位中13个做到" in found["I63"].figures


def test_nearest_deadline_then_fewest_units_then_late_matters(county: Rulebook, run: Assess) -> None:
    """甲局's I03 is due sooner; I02 has a matter past its limit and comes before what is else alike."""
    rows = [small.indicator(n, 2, ["D01"]) for n in (1, 2, 3)]
    book = small.rulebook(rows, towns=0, departments=1, settings=county.settings)
    sent = {"D01": small.submission("D01", [small.row(f"I0{n}", "未达标") for n in (1, 2, 3)])}
    office = Office(
        rounds=(Round(1, "自评", due=date(2023, 9, 20)),),
        deadlines={"I03": date(2023, 10, 31)},
        closures={"1-01-I02": Closure("1-01-I02", opened=date(2023, 8, 1), doc_no="样例〔2023〕1号")},
    )
    assert [indicator for indicator, _, _ in points(run, book, sent, office)] == ["I03", "I02", "I01"]


def test_the_negative_list_comes_first_and_says_why(county: Rulebook, run: Assess) -> None:
    sent = small.all_met(county)
    sent["D01"] = replace(sent["D01"], vetoes=(VetoInput("V1", True, date(2023, 3, 1), "有一起"),))
    del sent["D02"]
    advice = advise(county, run(county, sent), sent)
    (danger,) = advice.dangers
    assert (danger.veto, danger.counted, danger.silent) == ("V1", True, ("D02",))
    assert danger_text(county, danger) == "已计入，影响推荐意见；1 件还没有认定；还没有作答：乙局"
    assert not advise(county, run(county, small.all_met(county)), small.all_met(county)).dangers


@pytest.mark.parametrize(
    ("rulings", "said"),
    [
        ((), "1 件还没有认定"),
        ((Ruling("V1", None, None),), "1 件还没有认定"),
        ((Ruling("V1", None, False),), ""),
        ((Ruling("V1", None, True),), "已计入，影响推荐意见"),
        ((Ruling("V1", date(2023, 3, 2), None),), "2 件还没有认定"),  # noted by the office alone
    ],
)
@pytest.mark.parametrize("silent", [False, True])
def test_an_event_without_a_date_waits_for_its_ruling(
    county: Rulebook, run: Assess, rulings: tuple[Ruling, ...], said: str, silent: bool
) -> None:
    """It does not count yet, and it may."""
    sent = small.all_met(county)
    sent["D01"] = replace(sent["D01"], vetoes=(VetoInput("V1", True, None, "有一起"),))
    if silent:
        del sent["D02"]
    found = advise(county, run(county, sent, Office(rulings=rulings)), sent).dangers
    text = "；".join(part for part in (said, "还没有作答：乙局" if silent else "") if part)
    assert [danger_text(county, danger) for danger in found] == ([text] if text else [])


def test_an_event_that_counts_only_once_it_is_ruled_waits_too(county: Rulebook, run: Assess) -> None:
    sent = small.all_met(county)
    sent["D01"] = replace(sent["D01"], vetoes=(VetoInput("V1", True, date(2023, 3, 1), "有一起"),))
    off = tuple(replace(one, default="否") if one.id == "veto_unruled_counts" else one for one in county.settings)
    (danger,) = advise(county, run(replace(county, settings=off), sent), sent).dangers
    assert (danger.counted, danger_text(county, danger)) == (False, "1 件还没有认定")


def test_materials_that_nobody_lists(county: Rulebook, run: Assess) -> None:
    """Two of the same type are suggested and one is listed: one is missing; another type is missing whole."""
    hints = tuple(
        EvidenceHint(id=f"I01.{n}", indicator="I01", text=f"材料{n}", type=kind, named=False, assumption="样例")
        for n, kind in enumerate(("M01", "M01", "M03"), 1)
    )
    book = replace(county, evidence=hints)
    sent = {"D01": small.submission("D01", [small.row("I01", "未达标")], ["I01"])}
    sent["D01"] = replace(sent["D01"], evidence=(replace(sent["D01"].evidence[0], type="M01"),))
    first = advise(book, run(book, sent), sent).points[0]
    assert (first.indicator, first.missing) == ("I01", ("I01.2", "I01.3"))
    assert tuple(first.movers) == (Why.RAISE,)


@pytest.mark.parametrize(
    ("units", "text"),
    [
        (("D01",), "甲局"),
        (("T01", "T02"), "各镇（街道）"),
        (("D02", "T01"), "乙局、第1镇"),
        (("D01", "D02", "D03", "T01"), "甲局、乙局等4个单位"),
        (("D03", "T01", "T02", "D01"), "各镇（街道）、丙局等4个单位"),
    ],
)
def test_units_in_a_line(county: Rulebook, units: tuple[str, ...], text: str) -> None:
    assert units_text(county, units, most=2) == text


@settings(max_examples=60)
@given(answers=st.dictionaries(st.sampled_from(("D01", "D02", "D03", "T01", "T02")), st.sampled_from(ANSWERS)))
def test_nothing_open_is_left_out_and_all_of_it_makes_full(
    county: Rulebook, run: Assess, answers: dict[str, str]
) -> None:
    """Every indicator that is not full is there once, in falling gains, and winning all of them gives full marks."""
    sent = {
        unit: small.submission(unit, [small.row(f"I0{n}", text) for n in (1, 2, 3)]) for unit, text in answers.items()
    }
    assessment = run(county, sent)
    found = advise(county, assessment, sent).points
    open_rows = [item for item in assessment.indicators if item.figures.earned < item.figures.full]
    assert sorted(point.indicator for point in found) == [item.indicator for item in open_rows]
    assert [point.gain for point in found] == sorted((point.gain for point in found), reverse=True)
    assert all(point.movers and point.units for point in found)
    if found:
        assert found[-1].total == assessment.total.full
        assert Decimal(county.scale.points(found[-1].total)) == Decimal(4)
