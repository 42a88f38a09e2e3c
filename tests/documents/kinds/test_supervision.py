"""The documents of supervision: which are drafted, and what they say."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from documents import notice_samples as samples
from documents.kinds import supervision_samples as made
from documents.kinds import supervision_scenarios as scenarios
from documents.notice_samples import paragraphs
from weibao.compute.annual import AnnualYear
from weibao.compute.model import Mode, ReturnState, ReturnStatus, Round
from weibao.documents.check import check_document
from weibao.documents.kinds import notice_words, supervision_parts
from weibao.documents.kinds.registry import BY_NAME
from weibao.documents.render import Renderer
from weibao.reasons import REASONS
from weibao.resources import template

if TYPE_CHECKING:
    from pathlib import Path

    from documents.kinds.supervision_scenarios import Scenario
    from weibao.documents.kind import Case, Document, Kind
    from weibao.rulebook.model import Rulebook
    from weibao.workdays import WorkCalendar

NAMES = (
    "supervision_notice", "immediate_notice", "listed_notice", "late_return_notice", "reminder_letter",
    "closure_notice", "supervision_report",
)  # fmt: skip
SCENARIOS = scenarios.load()
_RENDERERS: dict[str, Renderer] = {}


def rendered(kind: Kind, document: Document, case: Case) -> bytes:
    if kind.name not in _RENDERERS:
        _RENDERERS[kind.name] = Renderer(template(kind.template), kind.fields)
    return _RENDERERS[kind.name].render(
        document.context, title=document.title, creator="某办", created=case.assessment.as_of, kind=kind.name,
        key=document.key, items=document.items, named=kind.named,
    )  # fmt: skip


def text_of(content: bytes, tmp_path: Path) -> list[str]:
    target = tmp_path / "document.docx"
    target.write_bytes(content)
    return [line for line in paragraphs(target) if line]


def body(lines: list[str]) -> list[str]:
    """From 主送 to the last line before 附件说明 or 署名."""
    first = next(number for number, line in enumerate(lines) if line.endswith("："))
    last = next(
        n for n, line in enumerate(lines) if n > first and (line.startswith("附件：") or line.endswith("办公室"))
    )
    return lines[first:last]


@pytest.mark.parametrize("scenario", SCENARIOS, ids=[one["名称"] for one in SCENARIOS])
def test_scenario(scenario: Scenario, rugao: Rulebook, calendar: WorkCalendar, tmp_path: Path) -> None:
    kind = BY_NAME[scenario["文书"]]
    case = scenarios.case_of(scenario, rugao, calendar)
    found = list(kind.documents(case))
    assert len(found) == scenario.get("份数", 1)
    if not found:
        return
    if "路径" in scenario:
        assert [document.path for document in found] == scenario["路径"]
    document = found[0]
    content = rendered(kind, document, case)
    lines = text_of(content, tmp_path)
    assert document.title == scenario.get("标题", document.title)
    assert document.title == str(document.context["标题"]).replace("\n", "")
    assert list(document.items) == scenario.get("管", list(document.items))
    if "全文" in scenario:
        assert body(lines) == scenario["全文"]
    assert [line for line in scenario.get("含", []) if line not in lines] == []
    assert [word for word in scenario.get("不含", []) if any(word in line for line in lines)] == []
    if "附件" in scenario:
        assert document.context["附件"] == scenario["附件"]
    remarks = [remark for remark in check_document(content) if remark.level.value in ("error", "warning")]
    assert remarks == []


@pytest.mark.parametrize("name", NAMES)
def test_every_template_is_ours_and_asks_for_what_the_kind_gives(name: str) -> None:
    kind = BY_NAME[name]
    assert template(kind.template).read_bytes() == kind.build()
    assert Renderer(template(kind.template), kind.fields).variables <= set(kind.fields)


def test_every_scenario_kind_is_there() -> None:
    assert {one["文书"] for one in SCENARIOS} == set(NAMES)


def test_many_matters_go_into_a_list(rugao: Rulebook, calendar: WorkCalendar, tmp_path: Path) -> None:
    items = [made.matter("D10", one.id, samples.PARTIAL) for one in rugao.indicators[:25]]
    kind = BY_NAME["supervision_notice"]
    case = made.case(rugao, calendar, items)
    (document,) = kind.documents(case)
    lines = text_of(rendered(kind, document, case), tmp_path)
    assert "你单位有25项工作需要整改" in "".join(lines)
    assert any(line.startswith("部分达标的25项。") and line.endswith("等。") for line in lines)
    assert [line for line in lines if re.fullmatch(r"\d+", line)] == [str(n) for n in range(1, 26)]
    letter = BY_NAME["reminder_letter"]
    register = [made.paper("supervision_notice", items, date(2023, 9, 6))]
    case = made.case(rugao, calendar, [made.late(one) for one in items], register=register)
    (document,) = letter.documents(case)
    assert document.context["附件"] == ["逾期事项清单"]
    assert not document.context["事项段"]


@pytest.mark.parametrize(
    ("late", "names", "lines"),
    [
        ("annual", ["催报通知（第3轮）"], [
            "关于限期报送2023年度工作情况的通知", "市教育局、市科学技术局：",
            "市未保办组织各单位报送2023年度工作情况，报送期限为2023年9月30日。截至2023年10月9日，应报送的4个单位中，"
            "市教育局尚未报送，市科技局退回后没有重新报送。",
            "将填写完整的年度工作情况经单位负责人签字盖章后，连同电子表格报送市未保办，并书面说明逾期原因。",
        ]),
        ("annual-sent", [], []),
        ("annual-running", [], []),
        ("plans", ["催报通知（实施方案）"], [
            "关于限期报送重点任务实施方案的通知", "市公安局：",
            "市未保办组织各牵头部门制定重点任务实施方案或工作计划，报送期限为2023年5月31日。截至2023年10月9日，"
            "市公安局尚未报送。", "将审定的实施方案或工作计划连同电子文本报送市未保办",
        ]),
    ],
)  # fmt: skip
def test_what_else_is_late_is_urged_once(
    late: str, names: list[str], lines: list[str], rugao: Rulebook, calendar: WorkCalendar, tmp_path: Path
) -> None:
    case, kind = made.case(rugao, calendar, []), BY_NAME["late_return_notice"]
    if late == "plans":
        limits = replace(case.assessment.tasks.limits, plan_due=date(2023, 5, 31))
        tasks = replace(case.assessment.tasks, limits=limits, missing=("D09",), is_kept=True)
        case = replace(case, assessment=replace(case.assessment, tasks=tasks))
    else:
        due = date(2023, 10, 9) if late == "annual-running" else date(2023, 9, 30)
        states = {"D06": "returned", "D07": "missing", "D08": "sent_back", "D09": "choose"}
        returns = tuple(ReturnState(unit, 3, ReturnStatus(status)) for unit, status in states.items())
        year = AnnualYear(Round(3, "2023年度工作情况", "年度工作情况", date(2023, 9, 1), due), returns)
        case = replace(case, annual=year)
    if late == "annual-sent":
        sent = replace(made.paper(kind.name, [], date(2023, 10, 8)), file="印发/催报通知/1号 催报通知（第3轮）.docx")
        case = replace(case, office=replace(case.office, register=(sent,)))
    found = list(kind.documents(case))
    assert [document.path for document in found] == [f"催报通知/{name}.docx" for name in names]
    text = "".join(line for document in found for line in text_of(rendered(kind, document, case), tmp_path))
    assert [line for line in lines if line not in text] == []
    assert all(not document.items for document in found)  # nothing of this is put on the list of supervision


def test_documents_of_a_mixed_round(rugao: Rulebook, calendar: WorkCalendar) -> None:
    case = made.mixed(rugao, calendar)
    found = {name: [document.items for document in BY_NAME[name].documents(case)] for name in NAMES}
    assert found == {
        "supervision_notice": [], "immediate_notice": [], "listed_notice": [], "late_return_notice": [],
        "reminder_letter": [("1-08-I29",), ("1-43-I07",)], "closure_notice": [("1-10-I09",)],
        "supervision_report": [("1-07-I22", "1-07-I23")],
    }  # fmt: skip


def test_what_was_urged_in_vain_is_named_in_the_circular(rugao: Rulebook, calendar: WorkCalendar) -> None:
    item = made.late(made.matter("D07", "I22"), date(2023, 9, 20))
    register = [
        made.paper("supervision_notice", [item], date(2023, 9, 6)),
        made.paper("reminder_letter", [item], date(2023, 9, 21), "皋未保办〔2023〕15号"),
    ]
    case = made.case(rugao, calendar, [item], register=register, typed={"escalation": "通报"})
    (document,) = BY_NAME["bulletin"].documents(case)
    assert document.items == ("1-07-I22",)
    assert "1项：市教育局平安校园（督办编号1-07-I22）。" in str(document.context["问题"])
    bulletin = made.paper("bulletin", [], date(2023, 9, 25), "皋未保办〔2023〕16号")
    again = made.case(rugao, calendar, [item], register=[*register, bulletin], typed={"escalation": "通报"})
    assert [one.path for one in BY_NAME["bulletin"].documents(again)] == ["情况通报/情况通报（第1轮之二）.docx"]
    # The first one was taken back, the second one holds: its name is not given again.
    second = replace(bulletin, file="印发/情况通报/皋未保办〔2023〕16号 情况通报（第1轮之二）.docx")
    third = made.case(rugao, calendar, [item], register=[*register, second], typed={"escalation": "通报"})
    assert [one.path for one in BY_NAME["bulletin"].documents(third)] == ["情况通报/情况通报（第1轮之三）.docx"]
    reported = made.case(rugao, calendar, [item], register=register)
    assert next(iter(BY_NAME["bulletin"].documents(reported))).items == ()


def test_facts_do_not_change_with_the_day_alone(rugao: Rulebook, calendar: WorkCalendar) -> None:
    items = [made.matter("D07", "I22"), made.matter("D07", "I23", mode=Mode.IMMEDIATE)]
    for name in ("supervision_notice", "immediate_notice"):
        (one,) = BY_NAME[name].documents(made.case(rugao, calendar, items))
        (other,) = BY_NAME[name].documents(made.case(rugao, calendar, items, as_of=date(2023, 10, 10)))
        (changed,) = BY_NAME[name].documents(
            made.case(rugao, calendar, [replace(item, problem="别的") for item in items])
        )
        assert one.facts == other.facts != changed.facts
        assert one.context["时限"] != other.context["时限"]


def test_a_limit_beyond_the_published_holidays_stays_open(rugao: Rulebook, calendar: WorkCalendar) -> None:
    case = made.case(rugao, calendar, [made.matter("D07", "I22")], as_of=date(2026, 12, 25))
    (document,) = BY_NAME["supervision_notice"].documents(case)
    assert "节假日安排只公布到2026年12月31日" in document.context["时限"]


def test_another_plan_needs_no_other_code(village: Rulebook, calendar: WorkCalendar, tmp_path: Path) -> None:
    unit = village.units[0]
    item = replace(made.matter("D01", village.indicators[0].id), unit=unit.id)
    for name in ("supervision_notice", "late_return_notice", "supervision_report", "reminder_letter"):
        kind = BY_NAME[name]
        one = replace(item, indicator="", id="1-01-R", reasons=("silent",)) if name == "late_return_notice" else item
        register = () if name.endswith("_notice") else [made.paper("supervision_notice", [one], date(2023, 9, 6))]
        case = made.case(village, calendar, [made.late(one) if register else one], register=register)
        (document,) = kind.documents(case)
        whole = "".join(text_of(rendered(kind, document, case), tmp_path))
        assert "《示范谷儿童友好服务区建设办法》" in whole or name == "reminder_letter"
        assert "上报或通报" not in whole
        assert not [word for word in ("如皋", "市未保办") if word in whole.replace(made.TITLE, "")
                    .replace(made.NOTICE, "")]  # fmt: skip


def test_every_reason_has_a_group_and_a_requirement() -> None:
    grouped = {code for codes, _ in notice_words.GROUPS for code in codes}
    assert grouped == set(REASONS)
    for code in REASONS:
        assert notice_words.requirements([made.matter("D07", "I01", (code, "甲", "乙"))]), code


def test_texts_stay_literal(rugao: Rulebook, calendar: WorkCalendar, tmp_path: Path) -> None:
    nasty = ("verified", "核定 0.5 分：见《A&B》<附件>“{{ 7*7 }}”\n第二行", "=1+1；{% if %}")
    kind, case = BY_NAME["supervision_notice"], made.case(rugao, calendar, [made.matter("D07", "I22", nasty)])
    (document,) = kind.documents(case)
    lines = text_of(rendered(kind, document, case), tmp_path)
    assert "核定0.5分：见《A&B》<附件>“{{ 7*7 }}”\n第二行。" in lines
    assert "=1+1；{% if %}。" in lines


def test_names_of_towns_typed_by_the_office_make_sound_file_names(rugao: Rulebook) -> None:
    unit = replace(rugao.units[0], name="经济/开发区", order=41)
    assert supervision_parts.path("督办通知", unit, "督办通知", "（第2轮）") == (
        "督办通知/41 经济－开发区－督办通知（第2轮）.docx"
    )


def test_the_plan_is_quoted_by_its_shortest_clause(rugao: Rulebook, village: Rulebook) -> None:
    assert supervision_parts.quoted(rugao, "整改不到位", "上报") == "“对整改不到位的，要及时上报或通报”"
    assert supervision_parts.quoted(village, "整改不到位") == ""


@pytest.mark.parametrize(
    ("name", "heading"),
    [("supervision_notice", "整改时限"), ("supervision_report", "立项和到期日期"), ("reminder_letter", "整改时限")],
)
def test_a_day_stands_on_one_line_with_wide_figures_too(name: str, heading: str) -> None:
    """2023年10月23日 in 小四: figures of up to 0.64 em, a quarter em of air beside each sign, the cell's margins."""
    document = zipfile.ZipFile(template(f"{name}.docx")).read("word/document.xml").decode()
    cells = (cell for cell in re.findall(r"<w:tc>.*?</w:tc>", document, re.DOTALL) if heading in cell)
    (width,) = [int(found) for found in re.findall(r'w:tcW w:w="(\d+)"', next(cells))]
    assert width >= (8 * 0.64 + 3 + 5 * 0.25) * 240 + 2 * 70


def test_the_list_of_a_report_gives_its_problems_room() -> None:
    """Six characters a line, and the whole as wide as 版心."""
    with zipfile.ZipFile(io.BytesIO(BY_NAME["supervision_report"].build())) as package:
        xml = package.read("word/document.xml").decode()
    columns = next(grid for grid in re.findall(r"<w:tblGrid>.*?</w:tblGrid>", xml) if grid.count("<w:gridCol ") == 7)
    widths = [int(width) for width in re.findall(r'w:w="(\d+)"', columns)]
    assert sum(widths) == 8844
    assert widths[4] >= 6 * 240 + 140
