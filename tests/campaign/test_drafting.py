"""Drafts of every kind from a campaign: what is due is drafted, one document's fault is its own."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from docx import Document

from weibao.campaign.drafting import case_of, draft, draft_kind, kind_named, kinds_of
from weibao.campaign.pipeline import Report
from weibao.campaign.situation import Situation, look
from weibao.campaign.store import open_store
from weibao.compute.model import Meeting, MemberChange, Paper, PaperState
from weibao.compute.tasks import Publicity, PublicityKind
from weibao.documents.kind import Group
from weibao.documents.kinds.registry import KINDS
from weibao.errors import CampaignError
from weibao.findings import finding
from weibao.resources import template

if TYPE_CHECKING:
    from weibao.campaign.folder import Campaign

LATE = date(2026, 6, 1)
HELD = Meeting(id="H1", kind="N1", held_on=date(2026, 5, 20), content=("会议认为，进展平稳",))


@pytest.fixture
def situation(campaign: Campaign) -> Situation:
    with open_store(campaign.history, reading=True) as store:
        return look(campaign, store, as_of=LATE)


def with_meetings(situation: Situation, *meetings: Meeting) -> Situation:
    return with_office(situation, meetings=meetings)


def with_office(situation: Situation, **typed: object) -> Situation:
    office = replace(situation.grounds.office, **typed)  # type: ignore[arg-type]
    return replace(situation, grounds=replace(situation.grounds, office=office))


def drafted(situation: Situation, *groups: Group) -> Report:
    report = Report()
    with open_store(situation.grounds.campaign.history) as store:
        draft(situation, store, report, kinds_of(groups))
    return report


def test_every_kind_is_of_one_group_and_has_a_name_and_a_folder_of_its_own() -> None:
    assert len({kind.name for kind in KINDS}) == len({kind.title for kind in KINDS}) == len(KINDS)
    assert sum(len(kinds_of([group])) for group in Group) == len(KINDS)


def test_what_nobody_returned_is_urged_and_told(situation: Situation) -> None:
    notices, reports = drafted(situation, Group.NOTICE), drafted(situation, Group.REPORT)
    assert any(path.startswith("文书/催报通知/") for path in notices.written)
    assert any(path.startswith("文书/情况通报/") for path in reports.written)
    assert not set(notices.written) & set(reports.written)
    assert not drafted(situation, Group.NOTICE, Group.REPORT).written


def test_a_document_that_names_somebody_is_not_written_and_the_others_are(situation: Situation) -> None:
    told = replace(HELD, id="H2", content=("会议认为，请联系13912345678",))
    report = drafted(with_meetings(situation, HELD, told), Group.REPORT)
    minutes = [path for path in report.written if path.startswith("文书/会议纪要/")]
    assert len(minutes) == 1
    (stopped,) = [item for item in report.findings if item.code == "document-private"]
    assert "H2" in stopped.file
    assert "13912345678" not in stopped.message
    assert stopped.message.startswith("“示范谷谷务会议纪要”没有生成：正文“")
    assert "来源的表格（“会议台账”或“议定事项”的 H2）" in stopped.message


def of_the_year(situation: Situation, title: str) -> Report:
    """The report on the year, with this in 宣传表彰."""
    noted = Publicity(kind=PublicityKind.PRESS, title=title, on=date(2026, 5, 1))
    report = Report()
    with open_store(situation.grounds.campaign.history) as store:
        draft_kind(with_office(situation, publicity=(noted,)), store, report, "年度工作情况报告", ())
    return report


def test_a_childs_name_stops_the_report_and_its_sheet_is_named(situation: Situation) -> None:
    report = of_the_year(situation, "学生王小明事迹报道")
    (stopped,) = [item for item in report.findings if item.code == "document-private"]
    assert "王**事迹报道" in stopped.message
    assert "王小明" not in stopped.message
    assert "请在来源的表格（“宣传表彰”）里删去或改写后再生成" in stopped.message
    assert not report.written


def test_what_may_be_a_childs_name_is_told_in_every_run_and_stops_nothing(situation: Situation) -> None:
    first, again = (of_the_year(situation, "少年赵强刻苦好学") for _ in range(2))
    (told,) = [item for item in first.findings if item.code == "document-doubtful"]
    assert first.written == [told.file]
    assert "少年赵*刻苦好学" in told.message
    assert [item for item in again.findings if item.code == "document-doubtful"] == [told]


def test_a_value_with_a_control_character_stops_its_document_only(situation: Situation) -> None:
    broken = replace(HELD, id="H2", content=("会议认为\x07，进展平稳",))
    report = drafted(with_meetings(situation, HELD, broken), Group.REPORT)
    assert len([path for path in report.written if path.startswith("文书/会议纪要/")]) == 1
    assert [item.code for item in report.findings if "H2" in item.file] == ["draft-content"]


def test_a_wrong_template_stops_the_drafts_of_its_kind_only(situation: Situation) -> None:
    root = situation.grounds.campaign.root
    drafted(situation, Group.NOTICE)
    before = {path: path.read_bytes() for path in root.glob("文书/*/*.docx")}
    urged = [path for path in before if path.parent.name == "催报通知"]
    assert urged
    (root / "模板").mkdir()
    other = Document(str(template("late_return_notice.docx")))
    other.add_paragraph("{{ 没有的 }}")
    other.save(str(root / "模板" / "late_return_notice.docx"))
    report = drafted(situation, Group.NOTICE, Group.REPORT)
    told = [item for item in report.findings if item.code == "draft-template"]
    assert [(item.file, item.severity.value) for item in told] == [("模板/late_return_notice.docx", "error")]
    assert f"“催报通知”有 {len(urged)} 份没有起草" in told[0].message
    assert "用到了“没有的”" in told[0].message
    assert {path: path.read_bytes() for path in urged} == {path: before[path] for path in urged}
    assert not [path for path in report.removed if "催报通知" in path]
    assert any(path.startswith("文书/情况通报/") for path in report.written)


def test_one_kind_on_request_leaves_the_other_drafts(situation: Situation) -> None:
    before = drafted(situation, Group.NOTICE).written
    campaign = situation.grounds.campaign
    unit = situation.grounds.rulebook.units[0]
    report = Report()
    with open_store(campaign.history) as store:
        draft_kind(situation, store, report, "人员变更备案函", [unit.name])
    assert (len(report.written), report.removed) == (1, [])
    assert unit.name in report.written[0]
    assert all((campaign.root / path).exists() for path in before)


@pytest.mark.parametrize(
    ("kind", "unit", "said"),
    [
        ("情况通表", "", "没有“情况通表”这种文书。是不是“情况通报”？"),
        ("纪要", "", "是不是“会议纪要”？"),
        ("xyz", "", "各种文书的名称见 weibao templates list"),
        ("minutes", "", "目前没有要起草的“会议纪要”。起草的条件是：“会议台账”里有已经召开的会议"),
        ("人员变更备案函", "", "由各单位自己发，一个单位一份，请写明给哪些单位起草"),
        ("情况通报", "first", "“情况通报”不按单位起草"),
        ("立即整改通知", "first", "这些单位目前没有要起草的“立即整改通知”。起草的条件是：“督办”表里有事项的“方式”"),
    ],
)
def test_what_cannot_be_asked_for(situation: Situation, kind: str, unit: str, said: str) -> None:
    units = [situation.grounds.rulebook.units[0].name] if unit else []
    with open_store(situation.grounds.campaign.history) as store, pytest.raises(CampaignError, match=re.escape(said)):
        draft_kind(situation, store, Report(), kind, units)
    assert kind_named("minutes").title == "会议纪要"


def test_one_row_of_the_ledger_is_drafted_alone(situation: Situation) -> None:
    day = situation.assessment.as_of
    meetings = tuple(Meeting(id=f"H{n}", title=f"第{n}次推进会", held_on=day, place="会议室") for n in (1, 2))
    office = replace(situation.grounds.office, meetings=meetings)
    seen = replace(situation, grounds=replace(situation.grounds, office=office))
    report = Report()
    with open_store(seen.grounds.campaign.history) as store:
        draft_kind(seen, store, report, "会议通知", (), rows=[" h2 "])
        assert len(report.written) == 1
        assert "H2" in report.written[0] or "第2次推进会" in report.written[0]
        with pytest.raises(CampaignError, match="没有编号 H3 的“会议通知”要起草"):
            draft_kind(seen, store, Report(), "会议通知", (), rows=["H2", "H3"])


def test_every_kind_that_may_have_nothing_to_say_says_what_it_needs(situation: Situation) -> None:
    case = case_of(situation)
    empty = replace(case, submissions={}, returns={}, office=replace(case.office, rounds=(), meetings=(), decisions=()))
    for kind in KINDS:
        if not list(kind.documents(empty)):
            assert kind.needs, kind.title
            assert not kind.needs.endswith("。"), kind.title


def test_what_is_wrong_in_the_meetings_is_told_with_their_papers(situation: Situation) -> None:
    wrong = finding("meeting-unit-outside", key="H1", column="参会单位", found="市人武部").at(
        sheet="会议台账", cell="I4"
    )
    other = finding("ledger-key-duplicate", key="1").at(sheet="督办", cell="A4")
    grounds = replace(situation.grounds, findings=(wrong, other))
    seen = replace(situation, grounds=grounds)
    for group in (Group.NOTICE, Group.REPORT):
        found = drafted(seen, group).findings
        assert wrong in found
        assert other not in found
    report = Report()
    with open_store(grounds.campaign.history) as store:
        draft_kind(seen, store, report, "人员变更备案函", [grounds.rulebook.units[0].name])
    assert wrong not in report.findings


def test_changes_of_members_become_their_papers_once(situation: Situation) -> None:
    first, last = situation.grounds.rulebook.units[0], situation.grounds.rulebook.member_units[-1]
    changes = (
        MemberChange(
            id="B1", unit=first.id, body="示范谷", post="召集人", old="甲", new="乙", reason="退休", approved=LATE
        ),
        MemberChange(id="B2", unit=first.id, body="示范谷", post="召集人", new="丙"),  # nobody has approved it
        MemberChange(id="B3", unit=last.id, body="示范谷", post="联系人", old="丁", new="戊"),
    )
    notice, letter = "文书/成员调整通知/示范谷－成员调整通知.docx", f"文书/人员变更备案函/{last.order:02d} {last.name}"
    seen = with_office(situation, changes=changes)
    written = [path for path in drafted(seen, Group.NOTICE).written if "成员" in path or "备案函" in path]
    assert written[0] == notice
    assert written[1].startswith(letter)
    assert len(written) == 2
    signed = Paper(kind="member_notice", items=("B1",), file=notice.removeprefix("文书/"), state=PaperState.SIGNED)
    more = (replace(changes[0], id="B4", unit=last.id), changes[1], replace(changes[2], doc_no="谷卫函〔2026〕1号"))
    later = drafted(with_office(situation, changes=(*more, changes[0]), register=(signed,)), Group.NOTICE)
    assert [path for path in later.written if "成员" in path] == [notice.replace(".docx", "（之二）.docx")]
    assert (situation.grounds.campaign.root / notice).exists()
    assert [path[: len(letter)] for path in later.removed] == [letter]


def told_unneeded(situation: Situation) -> list[tuple[str, str]]:
    report = drafted(situation, Group.NOTICE, Group.REPORT)
    found = [(item.file, item.message) for item in report.findings if item.code == "draft-unneeded"]
    assert [file for file, _ in found] == [file for file, code in report.kept.items() if code == "draft-unneeded"]
    return found


def test_what_was_signed_and_nobody_needs_any_more_is_told(situation: Situation) -> None:
    """It is not drafted again in either case: only without it in the register one sees which it is."""
    change = MemberChange(id="B1", unit=situation.grounds.rulebook.units[0].id, body="示范谷", post="召集人",
                          old="甲", new="乙", reason="退休", approved=LATE)  # fmt: skip
    file = "成员调整通知/示范谷－成员调整通知.docx"
    assert f"文书/{file}" in drafted(with_office(situation, changes=(change,)), Group.NOTICE, Group.REPORT).written
    signed = Paper(
        kind="member_notice", items=("B1",), file=file, state=PaperState.NUMBERED, row=5, doc_no="谷〔2026〕1号"
    )
    noted = replace(change, doc_no=signed.doc_no)  # as a run writes it into 成员变动

    def on(paper: Paper, *changes: MemberChange) -> list[tuple[str, str]]:
        return told_unneeded(with_office(situation, changes=changes, register=(paper,)))

    assert on(signed, change) == on(signed, noted) == []
    [(place, message)] = on(signed)
    assert place == f"文书/{file}"
    assert message.startswith("“示范谷－成员调整通知.docx”已经编号，还没有印发，按目前的情况不需要再发，保留不动。")
    [(_, message)] = on(replace(signed, state=PaperState.REVIEWED, kind="", items=(), doc_no=""))
    assert "已经核稿，还没有印发" in message
    for state in (PaperState.ISSUED, PaperState.CORRECTED, PaperState.WITHDRAWN, PaperState.REISSUED):
        assert on(replace(signed, state=state)) == []  # what has gone out is no draft
    assert (situation.grounds.campaign.documents / file).exists()


def test_a_blank_letter_that_was_asked_for_stays(situation: Situation) -> None:
    campaign, unit = situation.grounds.campaign, situation.grounds.rulebook.units[0]
    report = Report()
    with open_store(campaign.history) as store:
        draft_kind(situation, store, report, "liaison_letter", [unit.name])
    (blank,) = report.written
    assert blank.startswith("文书/人员变更备案函（空白）/")
    assert blank not in drafted(situation, Group.NOTICE, Group.REPORT).removed


def test_a_meeting_without_a_place_is_told_where_its_notice_leaves_it_open(situation: Situation) -> None:
    ahead = replace(HELD, id="H2", held_on=LATE, content=(), units=("D07",))
    seen = with_meetings(situation, HELD, ahead)
    (told,) = [item.message for item in drafted(seen, Group.NOTICE).findings if item.code == "meeting-blanks"]
    assert "会议 H2 的“地点”还空着，会议通知中以“×”留出或者缺写" in told
    (told,) = [item.message for item in drafted(seen, Group.REPORT).findings if item.code == "meeting-blanks"]
    assert "会议 H1 的“主持人”、“主持人职务”还空着，会议纪要中" in told
    named = with_meetings(situation, replace(HELD, chair="张某某"))
    (told,) = [item.message for item in drafted(named, Group.REPORT).findings if item.code == "meeting-blanks"]
    assert "会议 H1 的“主持人职务”还空着" in told
