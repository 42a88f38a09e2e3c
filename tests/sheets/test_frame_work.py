"""The working systems in the frames, in words and for programs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from weibao.campaign.systems import systems_object, work_object
from weibao.cli.systems import earlier_lines, system_lines
from weibao.compute.model import Office, Paper, PaperState
from weibao.compute.settings import Settings
from weibao.compute.work import Work, with_papers
from weibao.compute.work_duties import work_duties
from weibao.sheets.frame_fields import FRAMES
from weibao.sheets.frame_work import system_rows, work_rows

if TYPE_CHECKING:
    from weibao.compute.work_states import WorkDuties
    from weibao.rulebook.model import Rulebook

AS_OF = date(2023, 12, 1)
SENT = date(2023, 10, 12)
OFFICE = Office(
    work=(
        Work(id="D1", system="ZD1", topic="学校保护", organisers=("D07",), end=date(2023, 10, 31)),
        Work(id="D2", system="ZD1", topic="留守儿童", end=date(2023, 9, 1)),
        Work(id="D3", system="ZD2", topic="典型经验", facts=("甲",), end=SENT),
    ),
    register=(
        Paper(doc_no="某办〔2023〕7号", dated=SENT, issued=SENT, state=PaperState.ISSUED, kind="survey_report",
              items=("D2",), row=4),
        Paper(doc_no="某办〔2023〕8号", dated=SENT, issued=SENT, state=PaperState.ISSUED, kind="bulletin", row=5),
    ),
)  # fmt: skip


class Seen:
    """As much of an assessment as the frames on work look at."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.work = seen(rulebook)


def seen(rulebook: Rulebook) -> WorkDuties:
    return work_duties(rulebook, Settings.build(rulebook, {})[0], with_papers(rulebook, OFFICE), (), AS_OF)


def test_what_each_system_did_and_what_is_open(rugao: Rulebook) -> None:
    assessment: Any = Seen(rugao)
    rows = list(system_rows(assessment))
    assert [row["name"] for row in rows] == ["联合调研", "情况通报", "专题研究", "督查督办"]
    survey, bulletin, study, _ = rows
    assert [survey[key] for key in ("year", "done", "sent", "open", "late", "light")] == [2023, 2, 1, 1, 1, "红灯"]
    assert survey["did"] == "D1 学校保护（逾期未报）；D2 留守儿童（已报送，某办〔2023〕7号）"
    assert survey["pending"] == "D1 学校保护（逾期未报，2023年11月30日前报送）"
    assert survey["result"] == "形成专题报告，上报领导小组"
    assert bulletin["did"] == "D3 典型经验（逾期未报）；另有文号登记的 1 份：某办〔2023〕8号"
    assert (study["did"], study["light"]) == ("", "")
    (first, *_) = work_rows(rugao, assessment)
    assert [first[key] for key in ("organisers", "due", "days_left", "status")] == [
        rugao.unit_by_id["D07"].name, date(2023, 11, 30), -1, "逾期未报",
    ]  # fmt: skip
    for name, row in (("systems", survey), ("work", first)):
        assert set(row) == {field.key for field in FRAMES[name].fields}


def test_the_same_for_programs(rugao: Rulebook) -> None:
    duties = seen(rugao)
    survey, *_ = systems_object(duties, 2023)
    assert survey == {
        "year": 2023, "id": "ZD1", "name": "联合调研", "done": 2, "sent": 1, "open": 1, "late": 1, "light": "red",
        "pending": ["D1"],
    }  # fmt: skip
    assert systems_object(duties, 2022) == []
    told = work_object(rugao, duties.rows[1])
    assert (told["doc_no"], told["sent"], told["due"], told["status"]) == (
        "某办〔2023〕7号",
        "2023-10-12",
        None,
        "sent",
    )
    assert system_lines(duties)[0] == "联合调研没有办完的 1 件：D1 学校保护（逾期未报，2023年11月30日前报送）。"


def test_what_is_open_of_earlier_years_is_not_forgotten(rugao: Rulebook) -> None:
    office = Office(work=(Work(id="D1", system="ZD1", topic="学校保护", start=date(2021, 12, 1)),))
    duties = work_duties(rugao, Settings.build(rugao, {})[0], office, (), AS_OF)
    assert system_lines(duties) == ["联合调研没有办完的 1 件：D1 学校保护（开展中）。"]
    assert earlier_lines(duties, 2023) == ["2021 年联合调研没有办完的：D1 学校保护（开展中）。"]
    assert earlier_lines(duties, 2021) == []
    told = systems_object(duties, 2023, earlier=True)
    assert [(item["year"], item["open"]) for item in told if item["id"] == "ZD1"] == [(2021, 1), (2023, 0)]
    assert {item["year"] for item in systems_object(duties, 2023)} == {2023}
    # The items of 督办 have a line of their own in `status`.
    year = replace(duties.years[0], items_open=2)
    assert "督办" not in system_lines(replace(duties, years=(year,)))[0]
    assert earlier_lines(replace(duties, years=(year,)), 2023)[0].endswith("（开展中）；督办 2 件。")
