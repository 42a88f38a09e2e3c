"""Meetings and decisions in the frames: what each year asks and has, in words."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from weibao.compute.meeting_duties import meeting_duties
from weibao.compute.model import Decision, Meeting, Office
from weibao.compute.settings import Settings
from weibao.sheets.frame_fields import FRAMES
from weibao.sheets.frame_meetings import decision_rows, meeting_rows, meeting_year_rows

if TYPE_CHECKING:
    from weibao.compute.model import Assessment
    from weibao.rulebook.model import Rulebook


class Seen:
    """As much of an assessment as the frames on meetings look at."""

    def __init__(self, rulebook: Rulebook, office: Office, as_of: date) -> None:
        self.meetings = meeting_duties(rulebook, Settings.build(rulebook, {})[0], office, as_of)


def test_years_meetings_and_decisions_have_rows(rugao: Rulebook) -> None:
    office = Office(
        meetings=(Meeting(id="H1", kind="N1", held_on=date(2023, 9, 5), agenda=("甲", "乙"), chair="某"),),
        decisions=(Decision(id="H1-1", meeting="H1", text="补齐", lead=("D01", "市人武部"), due=date(2023, 9, 30)),),
    )
    seen: Assessment = Seen(rugao, office, date(2023, 10, 9))  # type: ignore[assignment]
    years = {row["kind"]: row for row in meeting_year_rows(seen)}
    assert years["N1"]["norms"] == "达到附件3第六条要求的每年1次；没有达到附件1（I03）要求的每年2次"
    assert [years["N1"][key] for key in ("held", "lacking", "days_left", "light")] == [1, 1, 83, "绿灯"]
    assert [years["N3"][key] for key in ("norms", "lacking", "light")] == ["根据工作需要召开", None, ""]
    (meeting,) = meeting_rows(seen)
    assert [meeting[key] for key in ("name", "agenda", "decisions", "status", "steps", "days_left", "light")] == [
        "领导小组全体会议", "甲；乙", 1, "缺纪要", "议题报批；纪要报批", -34, "红灯",
    ]  # fmt: skip
    (decision,) = decision_rows(rugao, seen)
    assert [decision[key] for key in ("meeting", "days_left", "light", "status")] == [
        "领导小组全体会议", -9, "红灯", "逾期",
    ]  # fmt: skip
    assert str(decision["lead"]).endswith("、市人武部")
    for name, row in (("meeting_years", years["N1"]), ("meetings", meeting), ("decisions", decision)):
        assert set(row) == {field.key for field in FRAMES[name].fields}
