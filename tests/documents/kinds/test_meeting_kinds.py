"""会议通知, 会议纪要, 议定事项督办单, 备案函 and 成员调整通知: from what the office typed to the words of the paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from documents.notice_samples import assessment
from weibao.compute.model import Decision, Meeting, MemberChange, Office
from weibao.compute.papers import Paper, PaperState
from weibao.documents.kind import Case, Document, Kind
from weibao.documents.kinds import (
    decision_report,
    decision_slip,
    liaison_letter,
    meeting_notice,
    member_notice,
    minutes,
)
from weibao.documents.package import read_package
from weibao.documents.render import Renderer

if TYPE_CHECKING:
    from pathlib import Path

    from weibao.compute.settings import Settings
    from weibao.rulebook.model import Rulebook
    from weibao.workdays import WorkCalendar

AS_OF = date(2023, 10, 9)
MEETING = Meeting(
    id="H1", kind="N1", held_on=date(2023, 10, 12), time="上午9:00", place="市行政中心一号会议室", chair="张某某",
    chair_post="组长", units=("D07", "D22", "T01"), present="甲某、乙某", absent="丙某", listed="市统计局有关负责同志",
    agenda=("听取创建工作进展情况", "审议下一步工作安排"), reply_by=date(2023, 10, 10),
    content=("会议认为，创建工作进展平稳", "要补齐佐证材料"),
)  # fmt: skip
DECISION = Decision(
    id="H1-1", meeting="H1", text="建立强制报告台账", lead=("D07",), co=("T01",), due=date(2023, 11, 30)
)


@pytest.fixture(scope="session")
def bare(rugao: Rulebook, settings: Settings, calendar: WorkCalendar) -> Case:
    """A case with nothing typed."""
    return Case(
        rulebook=rugao, settings=settings, calendar=calendar, office=Office(), assessment=assessment((), as_of=AS_OF)
    )


def given(case: Case, **typed: object) -> Case:
    return replace(case, office=replace(case.office, **typed))  # type: ignore[arg-type]


def text(kind: Kind, document: Document, folder: Path) -> list[str]:
    """The paragraphs of the finished document that say anything."""
    from documents.notice_samples import paragraphs

    template = folder / kind.template
    template.write_bytes(kind.build())
    content = Renderer(template, kind.fields).render(
        document.context, title=document.title, creator="市未保办", created=AS_OF
    )
    assert "word/document.xml" in read_package(content)
    target = folder / "out.docx"
    target.write_bytes(content)
    return [line for line in paragraphs(target) if line.strip()]


def only(kind: Kind, case: Case) -> Document:
    (document,) = kind.documents(case)
    return document


def test_a_meeting_ahead_is_announced_with_its_weekday_and_a_slip(bare: Case, tmp_path: Path) -> None:
    document = only(meeting_notice.KIND, given(bare, meetings=(MEETING,)))
    lines = text(meeting_notice.KIND, document, tmp_path)
    assert "2023年10月12日（星期四）上午9:00。" in lines
    assert "经研究，定于2023年10月12日（星期四）召开领导小组全体会议，现将有关事项通知如下：" in lines
    assert [line for line in lines if line[0] in "一二三四五"] == [
        "一、会议时间", "二、会议地点", "三、参加人员", "四、会议议题", "五、有关要求",
    ]  # fmt: skip
    assert "1. 听取创建工作进展情况。" in lines
    assert "领导小组全体成员。市统计局有关负责同志列席。" in lines
    assert any(line.startswith("请于2023年10月10日（星期二）前将参会回执（见附件）报送") for line in lines)
    assert document.title.endswith("领导小组关于召开全体会议的通知")
    assert lines.count("参会回执") == 1
    assert "附件：参会回执" in lines


def test_without_topics_the_sections_count_on(bare: Case, tmp_path: Path) -> None:
    planned = replace(MEETING, agenda=(), reply_by=None)
    lines = text(meeting_notice.KIND, only(meeting_notice.KIND, given(bare, meetings=(planned,))), tmp_path)
    assert "四、有关要求" in lines
    assert "会议议题" not in "".join(lines)


@pytest.mark.parametrize(
    ("held", "notices", "papers"),
    [(date(2023, 10, 8), 0, 1), (AS_OF, 1, 1), (date(2023, 10, 10), 1, 0), (None, 0, 0)],
)
def test_what_is_due_on_which_day(bare: Case, held: date | None, notices: int, papers: int) -> None:
    case = given(bare, meetings=(replace(MEETING, held_on=held),))
    assert len(list(meeting_notice.KIND.documents(case))) == notices
    assert len(list(minutes.KIND.documents(case))) == papers


def test_there_are_no_minutes_of_nothing(bare: Case) -> None:
    empty = replace(MEETING, held_on=AS_OF, content=())
    assert not list(minutes.KIND.documents(given(bare, meetings=(empty,))))
    assert list(minutes.KIND.documents(given(bare, meetings=(empty,), decisions=(DECISION,))))


def test_minutes_say_who_does_what_by_when(bare: Case, tmp_path: Path) -> None:
    held = replace(MEETING, held_on=date(2023, 10, 8))
    case = given(bare, meetings=(held,), decisions=(DECISION,))
    document = only(minutes.KIND, case)
    lines = text(minutes.KIND, document, tmp_path)
    assert document.title == "领导小组全体会议纪要"
    assert "会议认为，创建工作进展平稳。" in lines
    assert "会议指出，要补齐佐证材料。" in lines
    lead, town = bare.rulebook.unit_by_id["D07"].formal, bare.rulebook.unit_by_id["T01"].formal
    assert f"建立强制报告台账（由{lead}牵头，{town}配合，2023年11月30日前完成）。" in lines
    assert [line for line in lines if line[:3] in ("出席：", "请假：", "列席：")] == [
        "出席：甲某、乙某。",
        "请假：丙某。",
        "列席：市统计局有关负责同志。",
    ]


@pytest.mark.parametrize(
    ("post", "day", "begins"),
    [
        ("副组长", date(2023, 10, 7), "2023年10月8日，受领导小组组长委托，副组长张某某主持召开领导小组全体会议。"),
        ("副组长", None, "2023年10月8日，副组长张某某主持召开领导小组全体会议。"),
        ("组长", date(2023, 10, 7), "2023年10月8日，组长张某某主持召开领导小组全体会议。"),
    ],
)
def test_minutes_say_who_was_commissioned_to_preside(bare: Case, post: str, day: date | None, begins: str) -> None:
    held = replace(MEETING, held_on=date(2023, 10, 8), chair_post=post, commissioned=day, agenda=(), time="", place="")
    assert only(minutes.KIND, given(bare, meetings=(held,))).context["开头"] == f"{begins}现将会议情况纪要如下："
    decided = only(minutes.KIND, given(bare, meetings=(held,), decisions=(DECISION,)))
    assert decided.context["开头"] == f"{begins}现将会议议定事项纪要如下："


def test_a_meeting_on_one_matter_calls_those_whom_it_concerns(bare: Case) -> None:
    """Not the rule by which they are chosen."""
    case = given(bare, meetings=(replace(MEETING, kind="N2", listed=""),))
    assert only(meeting_notice.KIND, case).context["参会"] == "会议议题涉及的成员单位负责同志。"


@pytest.mark.parametrize(
    ("agenda", "told", "listed"),
    [
        (("研究师生交往准则",), "，研究师生交往准则。", ["研究师生交往准则。"]),
        (("师生交往准则", "经费保障"), "，研究师生交往准则、经费保障。", ["1. 师生交往准则。", "2. 经费保障。"]),
        (
            ("1.研究师生交往准则；", "2、听取汇报；", "（3）经费保障", "四、审议要点。", "1.5亿元经费"),
            "，研究师生交往准则、听取汇报、研究经费保障、审议要点、研究1.5亿元经费。",
            ["1. 研究师生交往准则。", "2. 听取汇报。", "3. 经费保障。", "4. 审议要点。", "5. 1.5亿元经费。"],
        ),
        (("一是部署工作",), "，研究一是部署工作。", ["一是部署工作。"]),
    ],
)
def test_topics_are_numbered_once_and_have_one_verb(
    bare: Case, agenda: tuple[str, ...], told: str, listed: list[str]
) -> None:
    held = replace(MEETING, held_on=AS_OF, agenda=agenda, place="")
    case = given(bare, meetings=(held,))
    opening = only(minutes.KIND, case).context["开头"]
    assert opening.startswith("2023年10月9日上午9:00，组长张某某主持召开领导小组全体会议" + told)
    notice = only(meeting_notice.KIND, case).context
    assert (notice["议题"], notice["地点"]) == (listed, "××")


@pytest.mark.parametrize(
    ("typed", "printed"),
    [("上午9：00", "上午9:00"), ("１４：３０", "14:30"), ("09:05", "9:05"), ("下午2时", "下午2时")],
)
def test_a_time_has_one_form_in_notice_and_minutes(bare: Case, typed: str, printed: str) -> None:
    case = given(bare, meetings=(replace(MEETING, held_on=AS_OF, time=typed),))
    assert only(minutes.KIND, case).context["开头"].startswith(f"2023年10月9日{printed}，")
    assert only(meeting_notice.KIND, case).context["时间"] == f"2023年10月9日（星期一）{printed}"


def test_numbers_typed_into_content_and_decisions_are_not_printed_twice(bare: Case, tmp_path: Path) -> None:
    held = replace(MEETING, held_on=AS_OF, content=("一、会议认为，进展平稳；", "（二）补齐材料"))
    typed = [replace(DECISION, id=f"H1-{n}", text=f"{n}. 第{n}件事", due=None, co=()) for n in (1, 2)]
    case = given(bare, meetings=(held,), decisions=tuple(typed))
    lines = text(minutes.KIND, only(minutes.KIND, case), tmp_path)
    assert {"会议认为，进展平稳。", "会议指出，补齐材料。"} <= set(lines)
    assert [line[:8] for line in lines if "件事" in line] == ["（一）第1件事（", "（二）第2件事（"]
    slip = next(iter(decision_slip.KIND.documents(case)))
    assert slip.context["事项"] == "第1件事。"


def test_a_decision_is_followed_by_a_slip_until_it_is_closed(bare: Case, tmp_path: Path) -> None:
    held = replace(MEETING, held_on=date(2023, 10, 8))
    case = given(bare, meetings=(held,), decisions=(DECISION,))
    document = only(decision_slip.KIND, case)
    lines = text(decision_slip.KIND, document, tmp_path)
    lead, town = bare.rulebook.unit_by_id["D07"].formal, bare.rulebook.unit_by_id["T01"].formal
    assert f"由{lead}主办，{town}协办。" in lines
    assert any(line.startswith("请于2023年11月30日前办结，并在办结后将办理情况书面报送") for line in lines)
    assert document.unit == "D07"
    closed = replace(DECISION, closed=date(2023, 11, 1))
    assert not list(decision_slip.KIND.documents(given(bare, meetings=(held,), decisions=(closed,))))
    assert not list(decision_slip.KIND.documents(given(bare, meetings=(MEETING,), decisions=(DECISION,))))


LATE = replace(DECISION, id="H1-2", text="二、补齐材料", co=(), due=date(2023, 9, 28), progress="正在收集。")
OPEN = replace(DECISION, id="H1-3", text="明确专人", lead=(), co=(), due=None)
DONE = replace(DECISION, closed=date(2023, 10, 9), progress="台账已建立")


def of_reports(bare: Case, *decisions: Decision, papers: tuple[Paper, ...] = (), kind: str = "N1") -> Case:
    held = replace(MEETING, kind=kind, held_on=date(2023, 9, 8))
    return given(bare, meetings=(held,), decisions=decisions, register=papers)


def test_what_is_done_is_reported_to_the_group_with_what_is_open(bare: Case, tmp_path: Path) -> None:
    told = replace(DONE, id="H1-4", closed=date(2023, 9, 20), reported=date(2023, 9, 21))
    document = only(decision_report.KIND, of_reports(bare, DONE, LATE, OPEN, told))
    lines = text(decision_report.KIND, document, tmp_path)
    lead, town = bare.rulebook.unit_by_id["D07"].formal, bare.rulebook.unit_by_id["T01"].formal
    begin = lines.index("现将领导小组会议议定事项的落实情况报告如下：")
    assert lines[begin + 1 : lines.index("特此报告。")] == [
        "一、总体情况",
        "截至2023年10月9日，共议定4项，已办结2项（其中本次报告1项），正在办理1项，逾期没有办结1项。",
        "二、已经办结的事项",
        f"建立强制报告台账。2023年9月8日领导小组全体会议议定，{lead}主办，{town}协办，2023年10月9日办结。台账已建立。",
        "三、正在办理的事项",
        "明确专人。2023年9月8日领导小组全体会议议定，主办单位待明确，时限待明确。",
        "四、逾期没有办结的事项",
        f"补齐材料。2023年9月8日领导小组全体会议议定，{lead}办理，时限2023年9月28日，已逾期11天。正在收集。",
        "五、下一步工作",
        "没有办结的2项继续跟踪督办，办结后另行报告。",
    ]  # fmt: skip
    assert (document.key, document.items) == ("H1-1", ("H1-1",))
    assert document.title.endswith("关于领导小组会议议定事项落实情况的报告")
    assert f"{bare.settings.group_name}：" in lines


def test_when_a_report_is_due(bare: Case) -> None:
    def due(*decisions: Decision, papers: tuple[Paper, ...] = (), kind: str = "N1") -> list[str]:
        return [
            item.path for item in decision_report.KIND.documents(of_reports(bare, *decisions, papers=papers, kind=kind))
        ]

    first = ["议定事项落实情况报告/议定事项落实情况报告.docx"]
    again = ["议定事项落实情况报告/议定事项落实情况报告（之二）.docx"]
    assert due(DONE) == first
    assert due(LATE, OPEN) == []  # nothing is done
    assert due(DONE, kind="N4") == []  # a meeting of the office itself
    assert due(replace(DONE, reported=date(2023, 10, 9))) == []
    assert due(replace(DONE, closed=date(2023, 10, 10))) == []  # not yet
    paper = Paper(kind="decision_report", items=("H1-1",), state=PaperState.NUMBERED)
    assert due(DONE, papers=(paper,)) == []
    assert due(DONE, replace(DONE, id="H1-2"), papers=(paper,)) == again
    assert due(DONE, papers=(replace(paper, state=PaperState.WITHDRAWN),)) == first


def test_without_helpers_and_limit_the_slip_says_less(bare: Case, tmp_path: Path) -> None:
    held = replace(MEETING, held_on=date(2023, 10, 8))
    plain = replace(DECISION, co=(), due=None)
    case = given(bare, meetings=(held,), decisions=(plain,))
    lines = text(decision_slip.KIND, only(decision_slip.KIND, case), tmp_path)
    assert f"由{bare.rulebook.unit_by_id['D07'].formal}办理。" in lines
    assert any(line.startswith("请抓紧办理，将办理情况书面报送") for line in lines)


def test_every_unit_has_a_letter_for_its_own_changes(bare: Case, tmp_path: Path) -> None:
    change = MemberChange(id="B1", unit="D07", body="市未保办", post="联络员", old="丁某", new="戊某", new_post="科长")
    case = given(bare, changes=(change,))
    assert [letter.key for letter in liaison_letter.KIND.documents(case)] == ["D07"]
    letters = list(liaison_letter.forms(case))
    assert len(letters) == len(bare.rulebook.units)
    own = next(letter for letter in letters if letter.key == "D07")
    lines = text(liaison_letter.KIND, own, tmp_path)
    formal = bare.rulebook.unit_by_id["D07"].formal
    assert lines[0] == f"如皋{formal}"
    assert own.context["署名"] == own.context["标志"]
    marks = [letter.context["标志"] for letter in letters]
    assert {"中共如皋市委宣传部", "国家税务总局如皋市税务局", "如皋市东陈镇人民政府"} <= set(marks)
    assert {"市未保办联络员", "丁某", "戊某", "科长"} <= set(lines)
    assert "特此函告。" in lines
    assert own.context["变更"] != letters[0].context["变更"]


def test_an_approved_change_is_told_to_the_members(bare: Case, tmp_path: Path) -> None:
    change = MemberChange(
        unit="D07", body="领导小组", post="成员", old="丁某", new="戊某", new_post="局长", approved=date(2023, 10, 7)
    )
    waiting = replace(change, unit="D22", approved=None)
    document = only(member_notice.KIND, given(bare, changes=(change, waiting)))
    lines = text(member_notice.KIND, document, tmp_path)
    formal = bare.rulebook.unit_by_id["D07"].formal
    assert f"{formal}局长戊某任领导小组成员，丁某不再担任领导小组成员。" in lines
    assert "因工作变动，经领导小组组长批准，现将领导小组组成人员调整情况通知如下：" in lines
    assert document.context["主送"].count("、") == len(bare.rulebook.member_units) - 1
    assert not list(member_notice.KIND.documents(given(bare, changes=(waiting,))))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"new": "戊某", "new_post": "局长"}, "市教育局局长戊某为领导小组成员。"),
        ({"old": "丁某"}, "市教育局丁某不再担任领导小组成员。"),
        ({"old": "丁某", "new": "戊某"}, "市教育局戊某任领导小组成员，丁某不再担任领导小组成员。"),
        ({"post": "成员单位", "unit": "市数据局", "new": "市数据局"}, "增补市数据局为领导小组成员单位。"),
        ({"post": "成员单位", "unit": "D32", "old": "市慈善会"}, "市慈善会不再作为领导小组成员单位。"),
    ],
)
def test_who_comes_and_who_leaves(change: dict[str, str], said: str, bare: Case) -> None:
    row = MemberChange(**{"unit": "D07", "body": "领导小组", "post": "成员", **change, "approved": date(2023, 10, 7)})
    document = only(member_notice.KIND, given(bare, changes=(row,)))
    assert document.context["调整"][0].endswith(said)


def test_reasons_are_named_where_they_are_few(bare: Case) -> None:
    reasons = ("退休", "工作调动", "退休", "")
    rows = tuple(
        MemberChange(
            id=f"B{place}", unit=f"D{place:02d}", body="领导小组", post="成员", new="甲某", reason=reason,
            approved=date(2023, 10, 7),
        )
        for place, reason in enumerate(reasons, 1)
    )  # fmt: skip
    assert only(member_notice.KIND, given(bare, changes=rows)).context["原因"] == "退休、工作调动"
    typed = replace(rows[0], reason="因机构改革。")
    assert only(member_notice.KIND, given(bare, changes=(typed,))).context["原因"] == "机构改革"
    other = replace(rows[3], reason="岗位调整")
    assert only(member_notice.KIND, given(bare, changes=(*rows[:3], other))).context["原因"] == "工作变动"


@pytest.mark.parametrize(
    ("kind", "units", "copies"),
    [
        ("N1", ("T01",), "领导小组成员单位，各镇（区、街道）未成年人保护工作协调机制"),
        ("N3", ("D07",), "领导小组组长、副组长，领导小组各成员单位"),
        ("N3", ("D07", "T01"), "领导小组组长、副组长，领导小组各成员单位，如城街道未成年人保护工作协调机制"),
        ("N5", ("T01",), "领导小组各成员单位，如城街道未成年人保护工作协调机制"),
    ],
)
def test_minutes_go_to_whom_the_rules_say(bare: Case, kind: str, units: tuple[str, ...], copies: str) -> None:
    meeting = replace(MEETING, kind=kind, units=units, held_on=AS_OF)
    (document,) = minutes.documents(given(bare, meetings=(meeting,)))
    others = ("市人民政府督查室", "市人大社会委")
    assert document.context["抄送"] == "，".join(dict.fromkeys((*copies.split("，"), *others)))


def test_a_meeting_of_all_is_called_without_naming_them(bare: Case) -> None:
    (document,) = meeting_notice.documents(given(bare, meetings=(replace(MEETING, units=()),)))
    assert document.context["主送"].count("、") == len(bare.rulebook.member_units) - 1
    (other,) = meeting_notice.documents(given(bare, meetings=(replace(MEETING, kind="N2", units=()),)))
    assert "×" in other.context["主送"]
