from __future__ import annotations

import csv
import math
from dataclasses import replace
from datetime import date

import openpyxl
import pandas as pd
import pytest

import synthetic
from weibao.compute.model import People
from weibao.sheets.frame_export import listed
from weibao.sheets.frame_fields import FRAMES
from weibao.sheets.frames import HEADINGS, _array, export_frames, frames, fulfilment_matrix


@pytest.fixture(scope="module")
def tables():
    return frames(synthetic.rulebook(), synthetic.assessment(), synthetic.submissions(), synthetic.returns())


def records(frame, *keys):
    """The rows as tuples, None where a value is blank."""
    plain = frame[list(keys)].astype(object)
    return [tuple(row) for row in plain.where(plain.notna(), None).to_numpy().tolist()]


def test_every_frame_has_its_columns_with_headings(tables):
    assert list(tables) == list(FRAMES) == list(HEADINGS)
    for name, frame in tables.items():
        assert list(frame.columns) == list(HEADINGS[name])
        assert len(set(HEADINGS[name].values())) == len(HEADINGS[name]), name
        assert all(key.isascii() for key in HEADINGS[name])


def test_columns_have_the_type_of_their_kind_with_and_without_rows(tables):
    types = {"points": "float64", "count": "Int64", "flag": "boolean", "text": "object", "date": "object"}
    for name, frame in tables.items():
        assert {key: str(kind) for key, kind in frame.dtypes.items()} == {
            field.key: types[field.kind] for field in FRAMES[name].fields
        }
        assert list(frame.index) == list(range(len(frame)))
    assert not len(tables["meetings"])
    assert tables["units"]["overdue"].isna().any()


@pytest.mark.parametrize(
    ("kind", "value"), [("count", 1.5), ("count", "三"), ("flag", 2), ("flag", "是"), ("points", "三")]
)
def test_what_is_none_of_a_kind_is_not_taken_for_it(kind, value):
    with pytest.raises((TypeError, ValueError)):
        _array([None, value], kind)


def test_a_column_is_listed_as_python_has_it():
    for kind, values in {"count": [3, None, 0], "flag": [True, None, False], "text": ["甲", None, ""]}.items():
        assert listed(pd.Series(_array(values, kind), dtype=_array(values, kind).dtype)) == values
    assert listed(pd.Series(_array([1.5], "points"))) == [1.5]
    assert [type(value) for value in listed(pd.Series(_array([1, 2], "count")))] == [int, int]


def test_points_are_points_and_what_nobody_said_is_blank(tables):
    assert records(tables["indicators"], "id", "full", "claimed", "verified", "effective", "lost") == [
        ("I01", 2, 1.75, None, 1.75, 0.25),
        ("I02", 1, 1, 0.75, 0.75, 0.25),
        ("I03", 1, None, None, None, None),
        ("I04", 2, 2, None, 2, 0),
    ]


def test_sums_agree_with_the_assessment(tables):
    total, scale = synthetic.assessment().total, synthetic.rulebook().scale
    for name in ("indicators", "categories"):
        for key in ("full", "earned", "possible", "unassessed"):
            assert tables[name][key].sum() == float(scale.points(getattr(total, key)))
    assert list(tables["categories"]["indicators"]) == [1, 2, 1]


def test_answers_have_one_row_a_unit_and_indicator(tables):
    answers = tables["answers"]
    assert len(answers) == 10
    assert not answers.duplicated(["round", "indicator", "unit"]).any()
    silent = answers[answers["unit"] == "西河镇"]
    assert set(silent["level"]) == {"未评"}
    assert silent["stated"].isna().all()
    assert not silent["answered"].any()


def test_an_indicator_says_who_stands_where_with_towns_counted(tables):
    assert tables["indicators"]["answers"][0] == "达标：县民政局、县教育局；部分达标：各镇1个；未评：各镇1个"


def test_a_unit_that_did_not_return_is_unknown_not_zero(tables):
    keys = ("unit", "return_status", "stated", "effective", "co_met", "overdue", "missing_evidence", "items")
    assert records(tables["units"], *keys) == [
        ("县民政局", "已报送", 4, 3.75, 0, 0, 1, 1),
        ("县教育局", "已报送", 0.75, 0.75, 1, 1, 1, 1),
        ("东山镇", "已报送", None, None, 1, 0, 2, 0),
        ("西河镇", "未报送", None, None, None, None, None, 1),
    ]


def test_negative_items_without_events_have_a_row_and_say_who_is_silent(tables):
    keys = ("id", "counted", "happened_on", "reported_by", "event_counted", "silent")
    assert records(tables["vetoes"], *keys) == [
        ("V1", True, date(2029, 3, 1), "县民政局", True, ""),
        ("V2", False, None, "", None, "县民政局"),
    ]


def test_supervision_findings_evidence_and_milestones_speak_chinese(tables):
    assert records(tables["items"], "id", "title", "light", "status", "completed")[1:] == [
        ("1-02-I02", "家教指导", "红灯", "逾期", date(2030, 5, 14)),
        ("1-04-R", "整份清单", "黄灯", "临期", None),
    ]
    assert records(tables["findings"], "severity", "heading", "unit", "cell") == [
        ("错误", "部分达标未填得分", "县教育局", "H7")
    ]
    assert records(tables["evidence"], "unit", "type", "dated")[:2] == [
        ("县民政局", "文件", date(2030, 2, 3)), ("县民政局", "", None),
    ]  # fmt: skip
    assert records(tables["milestones"], "title", "phase", "days_left") == [("全面达标", "实施阶段", 21)]


def test_the_matrix_leaves_out_what_was_not_answered(tables):
    matrix = fulfilment_matrix(tables)
    rows = {unit: list(values) for (_, unit), values in zip(matrix.rate.index, matrix.rate.to_numpy(), strict=True)}
    assert rows["东山镇"][0] == 0.5
    assert math.isnan(rows["东山镇"][1])
    assert rows["县教育局"][:2] == [1, 0.5]
    assert all(math.isnan(value) for value in rows["西河镇"])
    assert matrix.total.loc[(3, "东山镇"), ["rate", "asked", "open"]].tolist() == [0.75, 3, 1]
    assert matrix.asked.loc[(2, "县教育局")].tolist() == [1, 1, 0]


def test_responsible_persons_are_those_of_the_returns():
    people = People("钱填", "孙审", "李负", "0513-00000001", date(2030, 5, 9))
    given = {"T01": replace(synthetic.submissions()["T01"], people=people)}
    shown = frames(synthetic.rulebook(), synthetic.assessment(), given, synthetic.returns())["people"]
    rows = {row["unit"]: row for row in shown.to_dict("records")}
    assert len(rows) == len(synthetic.rulebook().units)
    town, other = rows["东山镇"], rows["县教育局"]
    assert (town["head"], town["reviewer"], town["filler"], town["phone"]) == ("李负", "孙审", "钱填", "0513-00000001")
    assert (town["filled_on"], other["head"], other["filled_on"]) == (date(2030, 5, 9), "", None)


def read_csv(path):
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def test_csv_opens_in_excel_and_holds_no_formula(tables, tmp_path):
    files = {path.stem: path for path in export_frames(tables, tmp_path, "csv")}
    assert list(files) == [spec.title for spec in FRAMES.values()]
    assert files["佐证材料"].read_bytes().startswith("\ufeff轮次".encode())
    first, second, _ = read_csv(files["佐证材料"])
    assert (first["材料名称"], first["成文日期"], second["备注"]) == ("'=1+1", "2030-02-03", "'-待补")
    assert read_csv(files["单位填报"])[0]["工作情况"] == "'=已建立机制"
    blank = read_csv(files["指标汇总"])[2]
    assert (blank["有效得分"], blank["未评"], blank["暂计"], blank["剩余天数"]) == ("", "1", "是", "21")


@pytest.mark.parametrize("sign", list("=+-@\t\r＝＋－＠"))
def test_every_sign_that_begins_a_formula_is_neutralised(tables, tmp_path, sign):
    tampered = {"evidence": tables["evidence"].assign(title=f"{sign}cmd|' /C calc'!A0")}
    (path,) = export_frames(tampered, tmp_path, "csv")
    assert all(row["材料名称"].startswith("'") for row in read_csv(path))


def test_a_workbook_holds_texts_numbers_and_dates(tables, tmp_path):
    (path,) = export_frames(tables, tmp_path, "xlsx")
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == [spec.title for spec in FRAMES.values()]
    evidence = {cell.value: cell.column for cell in book["佐证材料"][1]}
    title = book["佐证材料"].cell(2, evidence["材料名称"])
    assert (title.value, title.data_type) == ("=1+1", "s")
    assert book["佐证材料"].cell(2, evidence["成文日期"]).value.date() == date(2030, 2, 3)
    indicators = {cell.value: cell.column for cell in book["指标汇总"][1]}
    assert book["指标汇总"].cell(2, indicators["有效得分"]).value == 1.75
    assert book["指标汇总"].cell(4, indicators["有效得分"]).value is None


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_same_frames_give_the_same_bytes(tables, tmp_path, kind):
    first = [path.read_bytes() for path in export_frames(tables, tmp_path, kind)]
    again = [path.read_bytes() for path in export_frames(tables, tmp_path, kind)]
    assert first == again


def test_another_format_is_refused(tables, tmp_path):
    with pytest.raises(ValueError, match="只有 csv 和 xlsx"):
        export_frames(tables, tmp_path, "pdf")
    assert not list(tmp_path.iterdir())
