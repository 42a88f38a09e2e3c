"""建库表: what a clerk of another county fills in becomes a whole rulebook, in the words of its own level."""

from __future__ import annotations

import csv
import re
import tomllib
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest

from banner import HEADINGS, ROWS, TOWNS, filled_form, rubric
from weibao.compute.settings import Settings
from weibao.errors import RulebookError
from weibao.rulebook.audit import audit
from weibao.rulebook.blank import rulebook_files
from weibao.rulebook.blank_form import HEAD, Answers
from weibao.rulebook.blank_units import unlisted
from weibao.rulebook.create import create_folder
from weibao.rulebook.quotes import coverage
from weibao.sheets.blank_book import is_blank_form, read_blank, read_rubric, write_blank

if TYPE_CHECKING:
    from typing import Any

# What may stand in no word of a 旗 with 苏木, and nothing of the county whose rulebook comes with the program.
FOREIGN = re.compile("市|镇（街道）|镇街|如皋|皋|江苏")


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> Answers:
    path = filled_form(tmp_path_factory.mktemp("form") / "建库表.xlsx", date(2027, 1, 1))
    assert is_blank_form(path)
    return read_blank(path)


def test_a_banner_of_76_rows(answers: Answers, tmp_path: Path) -> None:
    book = create_folder(rulebook_files(answers), tmp_path / "旗")
    assert (book.region, len(book.indicators), len(book.vetoes)) == ("云原旗", ROWS, 1)
    assert [unit.name for unit in book.towns] == list(TOWNS)
    assert {unit.name for unit in book.units} >= {"旗教育局", "旗妇联", "旗公安局"}  # named in the rubric only
    assert "旗卫健委" in next(unit for unit in book.units if unit.name == "旗卫生健康委").aliases
    assert book.scale.points(book.full) == Decimal(95)
    assert next(item.end for item in book.milestones if item.id == book.row_deadline) == date(2027, 12, 31)
    settings, findings = Settings.build(book, {})
    assert (settings.office, settings.office_short) == ("云原旗未成年人保护工作领导小组办公室", "旗未保办")
    assert settings.application_date == date(2027, 10, 31)
    assert settings.towns == TOWNS
    assert not findings
    assert coverage(book).complete
    assert {item.title for item in audit(book)} == {
        "4 个单位有指标，职责分工里却没有它", "12 项有几个责任单位而没有牵头单位",
    }  # fmt: skip


def test_nothing_of_another_county_is_in_it(answers: Answers) -> None:
    for name, content in rulebook_files(answers).items():
        found = [line for line in content.decode().split("\n") if FOREIGN.search(line)]
        assert not found, (name, found[:3])


def test_the_empty_form_says_what_is_missing(tmp_path: Path) -> None:
    path = tmp_path / "空白.xlsx"
    write_blank(path, created=date(2027, 1, 1))
    empty = read_blank(path)
    assert (empty.head, empty.units, empty.rubric, empty.vetoes, empty.text) == ({}, [], [], [], "")
    with pytest.raises(RulebookError, match=r"没有填“地区名称”[^$]*没有填“开始日期”[^$]*“考核细则”：一行也没有填"):
        rulebook_files(empty)


@pytest.mark.parametrize(
    ("key", "value", "told"),
    [
        ("region", "云原", "以县、市、区、旗、州、盟之一结尾"),
        ("target", "2026-01-01", "日期的先后不对"),
        ("declare", "明年底", "应为日期"),
        ("declare", "2027-02-30", "没有这一天"),
        ("step", "半分", "应为数"),
        ("step", "NaN", "应为数"),
        ("step", "0", "应为数"),
        ("declare", 20270230.0, "“20270230”；没有这一天"),
        ("veto_years", "两", "“负面清单影响年数”写的是“两”；应为整数"),
        ("id", "YunYuan-2027", "“规则库编号”写的是“YunYuan-2027”；只能用小写英文字母"),
        ("assessors", "盟，自治区、民政部、国家", "最多 3 个"),
    ],
)
def test_a_wrong_answer_is_named(answers: Answers, key: str, value: str, told: str) -> None:
    with pytest.raises(RulebookError, match=told):
        rulebook_files(replace(answers, head={**answers.head, key: value}))


def test_several_wrong_answers_are_told_at_once(answers: Answers) -> None:
    with pytest.raises(RulebookError) as told:
        rulebook_files(
            replace(answers, head={**answers.head, "start": "2027年1月", "step": "半分", "veto_years": "两年"})
        )
    for part in ("“开始日期”写的是“2027年1月”", "“计分单位”写的是“半分”", "“负面清单影响年数”写的是“两年”"):
        assert part in str(told.value)


def test_a_wrong_row_is_named(answers: Answers) -> None:
    def changed(**cells: Any) -> Answers:
        return replace(answers, rubric=[*answers.rubric[:2], {**answers.rubric[2], **cells}])

    for cells, told in (
        ({"full": "两分"}, "第 7 行的分值是“两分”"),
        ({"full": -1}, "第 7 行的分值是“-1”"),
        ({"full": "Infinity"}, "第 7 行的分值是“Infinity”"),
        ({"full": 0.7}, "整数倍"),
        ({"standard": "（。）"}, "第 7 行取不出短标题"),
        ({"standard": ""}, "第 7 行没有填“工作标准”"),
        ({"lead": "", "co": ""}, "第 7 行没有牵头单位"),
    ):
        with pytest.raises(RulebookError, match=told):
            rulebook_files(changed(**cells))
    with pytest.raises(RulebookError, match="却没有一个乡级单位"):
        rulebook_files(replace(answers, units=[]))
    titled = [{**row, "title": "同一个"} for row in answers.rubric[:2]]
    with pytest.raises(RulebookError, match="第 6 行短标题“同一个”和前面一行的重复"):
        rulebook_files(replace(answers, rubric=titled))
    many = [{**answers.rubric[0], "standard": f"第{number}项有人管。"} for number in range(100)]
    with pytest.raises(RulebookError, match="填了 100 行；至少 1 行，最多 99 行"):
        rulebook_files(replace(answers, rubric=many))


def test_all_towns_together_are_written_in_several_ways(answers: Answers, tmp_path: Path) -> None:
    """The name has the comma that stands between units as well; none of its parts is a unit."""
    head = {**answers.head, "group": "各苏木、镇；各苏木（镇）；各苏木镇"}
    rubric = [{**answers.rubric[0], "lead": "旗教育局", "co": f"旗公安局，{way}"} for way in head["group"].split("；")]
    book = create_folder(rulebook_files(replace(answers, head=head, rubric=rubric)), tmp_path / "旗")
    assert [len(item.co) for item in book.indicators] == [2, 2, 2]
    assert len({item.co for item in book.indicators}) == 1
    assert not [unit.name for unit in book.units if unit.name.startswith("各") or unit.name == "镇"]


@pytest.mark.parametrize("name", ["各镇街", "各成员单位", "旗公安局等部门", "有关部门"])
def test_what_means_several_units_is_no_department(answers: Answers, name: str) -> None:
    rubric = [{**answers.rubric[0], "co": f"旗民政局、{name}"}, *answers.rubric[1:]]
    with pytest.raises(RulebookError, match=f"第 5 行的“{name}”不是一个单位"):
        rulebook_files(replace(answers, rubric=rubric))


def test_who_is_a_department_only_by_the_rubric_is_told(answers: Answers) -> None:
    rubric = [{**answers.rubric[0], "co": "教体局 旗公安局"}]
    assert unlisted(replace(answers, rubric=rubric, vetoes=[])) == ["教体局", "旗公安局"]
    units = [*answers.units, {"name": "旗教体局", "aliases": "教体局", "kind": "部门"}]
    assert unlisted(replace(answers, units=units, rubric=rubric, vetoes=[])) == ["旗公安局"]


def test_a_table_as_it_is_copied_from_the_plan(answers: Answers, tmp_path: Path) -> None:
    """Merged cells, 分 behind the points and the row of sums."""
    first, second = ({**row, "category": "学校保护", "topic": "安全", "full": "1.5分"} for row in answers.rubric[:2])
    rows = [first, {**second, "category": "", "topic": ""}, {"category": "合计", "full": 3, "row": 9}]
    book = create_folder(rulebook_files(replace(answers, rubric=rows)), tmp_path / "旗")
    assert [(item.topic, book.scale.points(item.full)) for item in book.indicators] == [("安全", Decimal("1.5"))] * 2
    with pytest.raises(RulebookError, match=r"第 9 行的合计是 4，上面各行相加是 3\.0；请核对各行的分值"):
        rulebook_files(replace(answers, rubric=[*rows[:2], {**rows[2], "full": 4}]))


def test_all_that_is_wrong_in_the_tables_is_told_at_once(answers: Answers) -> None:
    rubric = [{**answers.rubric[0], "full": "一分"}, {**answers.rubric[1], "lead": "", "co": ""}, *answers.rubric[2:]]
    units = [*answers.units, {**answers.units[0], "row": 90}, {"name": "旗法院、检察院", "row": 91}]
    with pytest.raises(RulebookError) as told:
        rulebook_files(replace(answers, rubric=rubric, units=units))
    lines = str(told.value).split("\n")
    for part in (
        "第 90 行是第二行",
        "第 91 行的名称“旗法院、检察院”里有标点",
        "第 5 行的分值是“一分”",
        "第 6 行没有牵头单位",
    ):
        assert sum(part in line for line in lines) == 1


def test_the_mistakes_of_all_sheets_are_told_at_once(answers: Answers) -> None:
    """The single answers, the units, the rubric and the vetoes: what is wrong in one hides nothing in the others."""
    form = replace(
        answers,
        head={**answers.head, "region": "云原", "declare": "明年底", "step": "半分"},
        units=[*answers.units, {"name": "旗法院、检察院", "row": 91}],
        rubric=[{**answers.rubric[0], "full": "一分"}, *({**row, "title": "同一个"} for row in answers.rubric[1:3])],
        vetoes=[{**answers.vetoes[0], "text": ""}],
    )
    with pytest.raises(RulebookError) as told:
        rulebook_files(form)
    lines = str(told.value).split("\n")
    for part in (
        "“地区名称”写的是“云原”",
        "“申报日期”写的是“明年底”",
        "“计分单位”写的是“半分”",
        "第 91 行的名称",
        "第 5 行的分值是“一分”",
        "第 7 行短标题“同一个”和前面一行的重复",
        "建库表“负面清单”：",
    ):
        assert sum(part in line for line in lines) == 1, part
    assert len(lines) == 7


def test_sums_alone_are_no_rubric(answers: Answers) -> None:
    with pytest.raises(RulebookError, match="一行也没有填"):
        rulebook_files(replace(answers, rubric=[{"category": "合计", "full": 0, "row": 9}]))


def test_a_rubric_with_topics_is_quoted_whole(answers: Answers, tmp_path: Path) -> None:
    rubric = [{**row, "topic": f"{row['category']}的小类"} for row in answers.rubric]
    book = create_folder(rulebook_files(replace(answers, rubric=rubric)), tmp_path / "旗")
    assert coverage(book).complete


def test_what_nobody_can_see_is_left_out(answers: Answers, tmp_path: Path) -> None:
    """A control character that was pasted with the text would break every document that has it."""
    rubric = [{**answers.rubric[0], "standard": "有人\x07管，\x00有记录。", "title": "有\x1b人管"}, *answers.rubric[1:]]
    book = create_folder(rulebook_files(replace(answers, rubric=rubric)), tmp_path / "旗")
    assert (book.indicators[0].standard, book.indicators[0].title) == ("有人管，有记录。", "有人管")


def test_an_example_that_was_written_over_is_not_passed_over(tmp_path: Path) -> None:
    path = filled_form(tmp_path / "建库表.xlsx", date(2027, 1, 1))
    form = openpyxl.load_workbook(path)
    form["考核细则"]["D4"].value = "我们自己的标准。"
    form.save(path)
    with pytest.raises(RulebookError, match="“考核细则”第 4 行以“例：”开头，却不是原来的例子"):
        read_blank(path)


def test_a_pasted_plan_is_quoted_by_its_parts(answers: Answers) -> None:
    rows = "\n".join(str(row[3]) for row in rubric()[:-1])
    files = rulebook_files(replace(answers, text=f"云原旗方案\n一、总体要求\n做好工作。\n附件1\n{rows}\n"))
    meta = tomllib.loads(files["meta.toml"].decode())
    assert meta["places"] == ["标题", "一、总体要求", "附件1"]
    last = tomllib.loads(files["indicators/04.toml"].decode())["indicators"]
    assert last[0]["source"]["place"] == "附件1"
    assert "source" not in last[-1]  # the plan does not say it: an assumption


@pytest.mark.parametrize("coding", ["utf-8-sig", "gb18030"])
def test_a_rubric_from_a_csv_file(coding: str, tmp_path: Path) -> None:
    path = tmp_path / "细则.csv"
    with path.open("w", encoding=coding, newline="") as file:
        csv.writer(file).writerows([["考核细则"], HEADINGS, *rubric()])
    found = read_rubric(path)
    assert len(found) == ROWS
    assert found[0]["standard"] == rubric()[0][3]
    path.write_text("没有,栏名\n1,2\n", encoding=coding)
    with pytest.raises(RulebookError, match="没有考核细则"):
        read_rubric(path)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (b"\xff\xff\xb1\xea", "有认不出的字"),  # no coding of ours: nothing is guessed
        (b'"' + b"a" * 140_000 + b'"', "不是逗号分隔的表格"),
    ],
)
def test_a_csv_file_that_is_none_is_refused(line: bytes, told: str, tmp_path: Path) -> None:
    path = tmp_path / "细则.csv"
    path.write_bytes(",".join(HEADINGS).encode("gb18030") + b"\n" + line + b"\n")
    with pytest.raises(RulebookError, match=told):
        read_rubric(path)


def test_every_answer_has_words() -> None:
    assert all(question.title and question.help for question in HEAD)
    assert len({question.title for question in HEAD}) == len(HEAD)
