from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

import chart_county
import synthetic
from chart_facts import facts
from weibao.charts.drawing import vetoes as drawing
from weibao.charts.natives import natives
from weibao.charts.picture import Nothing
from weibao.charts.series.vetoes import VetoRow, VetoTable, vetoes
from weibao.compute.model import Verdict, VetoEvent, VetoResult

from .measured import check_page

DAY = date(2029, 3, 1)
COUNTY = facts()  # the series looks at no frame


def event(ruling="", in_window=True, counted=False, day=DAY, units=("D01",)):
    return VetoEvent("V1", day, units, ruling, in_window, counted)


def of(*results, verdict=Verdict.CLEAR, final=True):
    """`results` are (counted, events, silent) of V1, V2 …"""
    made = tuple(VetoResult(f"V{n}", *result) for n, result in enumerate(results, 1))
    return replace(COUNTY, assessment=replace(synthetic.assessment(), vetoes=made, verdict=verdict, final=final))


def lights(told):
    return [(row.light, row.word, row.state) for row in vetoes(told).body.rows]


CLEAN = (False, (), ())


@pytest.mark.parametrize(
    ("result", "light"),
    [
        (CLEAN, ("green", "未发生", "责任单位都已作答，没有发生")),
        ((False, (), ("D01", "D02")), ("yellow", "待作答", "还没有作答：县民政局、县教育局")),
        ((False, (event("待查"),), ()), ("yellow", "待认定", "县民政局报告 2029年3月1日的事项，待认定")),
        (
            (False, (event(day=None, in_window=False, units=()),), ("D02",)),
            ("yellow", "待认定", "办公室登记，没有日期，待认定；还没有作答：县教育局"),
        ),
        ((False, (event("否"),), ()), ("green", "不计入", "县民政局报告 2029年3月1日的事项，认定不计入")),
        ((False, (event(in_window=False),), ()), ("green", "不计入", "县民政局报告 2029年3月1日的事项，不在影响期内")),
        (
            (True, (event("否"), event("是", counted=True)), ("D02",)),
            (
                "red",
                "计入",
                "县民政局报告 2029年3月1日的事项，计入；还没有作答：县教育局；"
                "县民政局报告 2029年3月1日的事项，认定不计入",
            ),
        ),
    ],
)
def test_a_light_never_comes_without_its_word_and_its_reason(result, light):
    assert lights(of(result, CLEAN))[0] == light


def test_what_waits_for_an_answer_or_a_ruling_is_never_green():
    for result in (False, (), ("D01",)), (False, (event("待查"),), ()), (False, (event(),), ()):
        assert lights(of(result, CLEAN))[0][0] == "yellow"


@pytest.mark.parametrize(
    ("told", "title"),
    [
        (of(CLEAN, CLEAN), "负面清单 2 项都没有计入的事项"),
        (of(CLEAN, (False, (), ("D01",)), verdict=Verdict.UNDECIDED), "负面清单目前没有计入的，还有 1 项未定"),
        (COUNTY, "负面清单计入 1 项（恶性案件），目前结论：谨慎推荐；另有 1 项未定"),
        (
            of((True, (event(counted=True),), ()), (True, (event(counted=True),), ()), verdict=Verdict.NOT_RECOMMENDED),
            "负面清单计入 2 项（恶性案件、经费未落实），目前结论：不予推荐",
        ),
        (of((True, (event(counted=True),), ("D02",)), CLEAN), "负面清单计入 1 项（恶性案件）"),
    ],
)
def test_the_title_says_what_follows(told, title):
    assert vetoes(told).title == title


def test_the_subtitle_counts_the_lights_and_names_the_window():
    picture = vetoes(COUNTY)
    assert picture.subtitle == "红灯 1 项，黄灯 1 项，绿灯 0 项　　影响期：2027年7月1日至2030年7月1日"
    assert picture.body.rows[0].units == "县民政局、县教育局"


def test_a_plan_without_negative_list_has_nothing_to_show():
    picture = vetoes(of())
    assert isinstance(picture.body, Nothing)
    check_page(picture)


def long(count):
    """`count` items with 20-character names of units, long texts and many events."""
    told = COUNTY
    units = tuple(
        replace(told.rulebook.units[0], id=f"U{n}", name=f"县未成年人救助保护和家庭教育指导中心第{n}处", order=n + 1)
        for n in range(54)
    )
    ids = tuple(unit.id for unit in units)
    items = tuple(
        replace(
            told.rulebook.vetoes[0], id=f"V{n}", order=n, title="未成年人重大案件和安全事故", lead=ids[:1], co=ids[1:],
            text="因履职不力导致发生性侵害、虐待、儿童拐卖等涉及未成年人的重大案件或重大安全事故，造成恶劣社会影响的。",
        )
        for n in range(1, count + 1)
    )  # fmt: skip
    events = (event(counted=True, units=ids[:9]), event("待查", units=ids[:2]), event("否", units=ids))
    results = tuple(VetoResult(item.id, n % 2 == 0, events, ids) for n, item in enumerate(items))
    rulebook = replace(told.rulebook, units=units, vetoes=items)
    return replace(told, rulebook=rulebook, assessment=replace(told.assessment, vetoes=results))


@pytest.mark.parametrize("told", [COUNTY, of(CLEAN, CLEAN), long(1), long(8), long(14), long(24)])
def test_no_text_is_cut_off_or_overlaps(told):
    shown = check_page(vetoes(told)).shown
    assert sum(text in ("计入", "待认定", "待作答", "未发生", "不计入") for text in shown) == len(told.rulebook.vetoes)


def test_smaller_letters_are_tried_only_where_larger_ones_have_no_room(monkeypatch):
    reckoned = []
    monkeypatch.setattr(drawing, "_need", lambda row, sizes: reckoned.append((row.title, sizes)) or 0.1)
    check_page(vetoes(COUNTY))
    assert len(reckoned) == len(set(reckoned)) == len(COUNTY.rulebook.vetoes)


def test_rows_are_as_high_as_their_words_so_that_none_are_cut(rugao):
    state = "城北街道报告 2023年3月15日的事项，计入；还没有作答：市财政局、市交通局、丁堰镇等4个单位"
    rows = [
        VetoRow(item.title, item.text, "市公安局、市教育局、各镇（街道）", "red", "计入", state)
        for item in rugao.vetoes
    ]
    rows[3:5] = [replace(row, state="没有发生") for row in rows[3:5]]
    seen = check_page(replace(vetoes(COUNTY), body=VetoTable(tuple(rows))))
    shown = [text.replace("\n", "") for text in seen.shown]
    assert [row.text in shown for row in rows] == [True] * 8
    assert [row.state in shown for row in rows] == [True] * 8
    lamps = [box.y0 for text, box, _ in seen.texts if text == "×"]
    steps = [one - other for one, other in pairwise(lamps)]
    assert max(steps) - min(steps) > 20  # what has less to say has a lower row


def test_no_line_has_two_characters_only():
    shown = check_page(vetoes(chart_county.facts())).shown
    assert "县公安局报告 2023年2月2日的事项，认定不计入" in shown
    assert not [text for text in shown if len(text.rpartition("\n")[2]) <= 2 < len(text)]


def test_the_editable_table_tones_its_lights():
    (native,) = natives(vetoes(COUNTY).body)
    assert native.tones == {(0, 0): "red", (1, 0): "yellow"}
    assert [row[0] for row in native.rows] == ["计入", "待作答"]
