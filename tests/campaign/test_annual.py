"""A year's input through a whole campaign: issued, returned, confused with checklists, gathered, and the year after."""

from __future__ import annotations

import shutil
import zipfile
from datetime import date, timedelta
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from docx import Document
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from changed_village import changed_village
from sheets.test_annual import FIELDS
from weibao.campaign.adopt import plan_adoption
from weibao.campaign.annual import annual_object, owing_line, returned_line
from weibao.campaign.drafting import _years_before, case_of
from weibao.campaign.folder import Campaign
from weibao.campaign.grounds import Kept, read_grounds, scoring_round
from weibao.campaign.history import Kind, current
from weibao.campaign.issue import IssueReport, issue_round
from weibao.campaign.pipeline import Report, collect, console
from weibao.campaign.return_slips import write_slips
from weibao.campaign.rounds import coming_round, rounds_object, rounds_of
from weibao.campaign.situation import look
from weibao.campaign.status import status_object
from weibao.campaign.status_ahead import look_ahead
from weibao.campaign.store import open_store
from weibao.compute.model import Round
from weibao.compute.round_lines import round_lines
from weibao.compute.settings import Settings
from weibao.errors import CampaignError
from weibao.sheets.book import FONT, SIZE, Book
from weibao.sheets.console_annual import NAME, write_annual_matrix
from weibao.sheets.frame_annual import annual_rows
from weibao.sheets.intake import read_return
from weibao.sheets.layout import ANNUAL, RETURNS, STANDING
from weibao.sheets.ledger_fill import fill_ledger
from weibao.sheets.live_edits import Edits
from weibao.sheets.xlsx import new_workbook

if TYPE_CHECKING:
    from weibao.campaign.situation import Situation
    from weibao.rulebook.model import Rulebook

pytestmark = pytest.mark.xdist_group("annual")

VILLAGE = Path(__file__).parents[1] / "village"
MARCH, APRIL, MAY = date(2026, 3, 2), date(2026, 4, 1), date(2026, 5, 20)
NAME_OF = "2026年度工作情况"


@pytest.fixture(scope="module")
def made(village_issued: Path, tmp_path_factory: pytest.TempPathFactory) -> Campaign:
    """A round of checklists with one return, then one of 年度工作情况, both out."""
    campaign = Campaign.open(Path(shutil.copytree(village_issued, tmp_path_factory.mktemp("annual") / "谷地")))
    (campaign.machine / "rulebook" / "annual.toml").write_text(FIELDS, encoding="utf-8")
    with open_store(campaign.history) as store:
        unit = campaign.rulebook.units[0]
        book = load_workbook(campaign.checklist(1, unit))
        book["指标清单"]["H6"] = "达标"
        book.save(campaign.returned(1) / "一.xlsx")
        issue_round(campaign, store, number=2, name=NAME_OF, issued=APRIL, due=date(2026, 5, 10))
    return campaign


@pytest.fixture
def campaign(made: Campaign, tmp_path: Path) -> Campaign:
    return Campaign.open(Path(shutil.copytree(made.root, tmp_path / "谷地")))


def answer(campaign: Campaign, number: int, place: int, *answers: Any, folder: int = 0) -> Path:
    """A unit fills in its workbook of the year and sends it back."""
    unit = campaign.rulebook.units[place]
    path = campaign.returned(folder or number) / f"{unit.name}.xlsx"
    path.write_bytes(filled(campaign.yearly(number, unit).read_bytes(), answers))
    return path


@cache
def filled(issued: bytes, answers: tuple[Any, ...]) -> bytes:
    book, target = load_workbook(BytesIO(issued)), BytesIO()
    for row, value in enumerate(answers, ANNUAL.first_row):
        book[ANNUAL.sheet][ANNUAL.cell("answer", row)] = value
    book.save(target)
    return target.getvalue()


def seen(campaign: Campaign, day: date = APRIL) -> Situation:
    with open_store(campaign.history, reading=True) as store:
        return look(campaign, store, as_of=day)


def sheet_of(path: Path, name: str) -> list[list[Any]]:
    return CalamineWorkbook.from_path(path).get_sheet_by_name(name).to_python(skip_empty_area=False)


def codes(situation: Situation, unit: str) -> list[tuple[str, str]]:
    return [(item.code, item.file) for item in situation.assessment.findings if item.unit == unit and item.file]


def test_every_unit_gets_a_workbook_of_the_year_and_its_indicators_as_they_stand(campaign: Campaign) -> None:
    first, second, *_ = campaign.rulebook.units
    assert sorted(path.name for path in campaign.issued(2).iterdir()) == [
        f"{unit.order:02d} {unit.name}－年度工作情况（第2轮）.xlsx" for unit in campaign.rulebook.units
    ]
    sheet = load_workbook(campaign.yearly(2, first))[STANDING.sheet]
    assert [cell.value for cell in sheet[STANDING.first_row]][:5][-1] == "达标"
    assert "按第1轮的填报和核定" in sheet["A3"].value
    other = load_workbook(campaign.yearly(2, second))[STANDING.sheet]
    assert {row[STANDING.number("level") - 1].value for row in other.iter_rows(min_row=STANDING.first_row)} == {"未评"}


def test_what_is_out_is_not_written_again(campaign: Campaign) -> None:
    before = {path.name: path.read_bytes() for path in campaign.issued(2).iterdir()}
    with open_store(campaign.history) as store:
        done: IssueReport = issue_round(campaign, store, number=2, issued=MAY, live=Edits())
    assert (done.written, len(done.kept)) == ([], len(before))
    assert before == {path.name: path.read_bytes() for path in campaign.issued(2).iterdir()}


def test_who_has_answered_what_and_who_owes(campaign: Campaign) -> None:
    answer(campaign, 2, 1, "开展巡查。", 3, "无")
    answer(campaign, 2, 0, "开展检查。")
    situation = seen(campaign)
    assert situation.assessment.round == 1  # a year's input is never scored
    counts = status_object(situation)["annual"]
    names = [unit.name for unit in campaign.rulebook.units]
    assert counts == {
        "round": 2, "name": NAME_OF, "due": "2026-05-10", "asked": 5, "returned": 2, "owing": names[2:],
    }  # fmt: skip
    told = annual_object(situation)
    assert told is not None
    states = {(item["unit"], item["id"]): (item["state"], item["text"]) for item in told["answers"]}
    assert states[names[1], "NQ2"] == ("answered", "3次")
    assert states[names[1], "NQ3"] == ("answered", "无")
    assert states[names[0], "NQ2"] == ("blank", None)
    assert states[names[2], "NQ1"] == ("silent", None)
    assert (names[0], "NQ3") not in states  # only one unit is asked this
    assert owing_line(situation) == f"年度工作情况（第2轮）应报 5 个，还差 3 个。未报送 3 个：{'、'.join(names[2:])}。"
    assert returned_line(situation) == f"第2轮（{NAME_OF}）：应报 5 个单位，已报 2 个。"
    with open_store(campaign.history, reading=True) as store:
        lines = rounds_object(situation, rounds_of(situation, store), APRIL)["rounds"]
    assert [(line["round"], line["returned"], line["owed"]) for line in lines] == [(1, 1, 4), (2, 2, 3)]
    [due] = [item for item in look_ahead(seen(campaign, date(2026, 5, 9))).due if item.id == "2"]
    assert ("还有 3 个单位没有报送" in due.title, due.day) == (True, date(2026, 5, 10))


@pytest.mark.parametrize(("day", "late"), [(date(2026, 5, 10), False), (date(2026, 5, 11), True)])
def test_who_still_owes_after_the_day_is_told(campaign: Campaign, day: date, late: bool) -> None:
    found = [item.message for item in seen(campaign, day).assessment.findings if item.code == "annual-owing"]
    assert bool(found) is late
    assert not late or "还有 5 个单位没有报送" in found[0]


def test_a_checklist_in_this_round_is_told_and_not_taken_and_the_other_way_round(campaign: Campaign) -> None:
    units = campaign.rulebook.units
    shutil.copy(campaign.checklist(1, units[1]), campaign.returned(2) / "乙.xlsx")
    answer(campaign, 2, 2, "开展巡查。", 3, folder=1)
    situation = seen(campaign)
    assert codes(situation, units[1].id) == [("identity-conflict", "回收/第2轮/乙.xlsx")]
    assert codes(situation, units[2].id) == [("round-misplaced", f"回收/第1轮/{units[2].name}.xlsx")]
    [told] = [item.message for item in situation.assessment.findings if item.code == "identity-conflict"]
    assert "这是指标清单，第2轮收的是年度工作情况，没有采用" in told
    assert status_object(situation)["annual"]["returned"] == 0
    assert units[2].id in situation.assessment.silent_units


def test_last_years_workbook_in_a_round_of_checklists_is_not_taken(campaign: Campaign) -> None:
    with open_store(campaign.history) as store:
        issue_round(campaign, store, number=3, name="再查", issued=MAY, units=["谷管理处"], live=Edits())
        answer(campaign, 2, 0, "开展巡查。", folder=3)
        grounds = read_grounds(campaign)
        assert scoring_round(grounds, Kept.of(store)) == 1  # nobody has answered round 3 by that
    with open_store(campaign.history, reading=True) as store:
        situation = look(campaign, store, as_of=MAY, number=3)
    [told] = [item.message for item in situation.assessment.findings if item.code == "identity-conflict"]
    assert "这是年度工作情况，第3轮收的是指标清单，没有采用" in told


def test_its_answers_are_read_once_and_again_where_all_is_made_anew(
    campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(campaign, 2, 1, "开展巡查。", 3, "无")
    with open_store(campaign.history) as store:
        collect(campaign, store, as_of=APRIL)
    read: list[str] = []

    def reader(path: Path, *args: Any, **more: Any) -> Any:
        read.append(path.parent.name)
        return read_return(path, *args, **more)

    monkeypatch.setattr("weibao.campaign.readings.read_return", reader)
    seen(campaign)
    assert read == []
    with open_store(campaign.history, reading=True) as store:
        look(campaign, store, as_of=APRIL, anew=True)
    assert sorted(read) == [campaign.returned(1).name, campaign.returned(2).name]


def test_the_run_remembers_and_shows_it(campaign: Campaign) -> None:
    path = answer(campaign, 2, 1, "开展巡查。", 3, "无")
    unit = campaign.rulebook.units[1]
    with open_store(campaign.history) as store:
        situation, report = collect(campaign, store, as_of=APRIL)
        assert store.used()[2, unit.name][0] == campaign.relative(path)
        assert current(store, Kind.STATUS)[f"2/{unit.name}"] == "returned"
        assert campaign.relative(path) in current(store, Kind.RETURN)
        console(campaign.console, situation, report)
    rows = {row[0]: row for row in sheet_of(campaign.ledger, RETURNS.sheet)[RETURNS.first_row - 1 :]}
    status = RETURNS.number("status") - 1
    told = [rows[f"2-{item.id}"][status] for item in campaign.rulebook.units[:3]]
    assert told == ["未报送", "已报送", "未报送"]
    shown = {row[1]: row[2:] for row in sheet_of(campaign.console, NAME)[3:]}
    assert shown[unit.name] == ["开展巡查。", "3次", "无"]
    assert shown[campaign.rulebook.units[2].name] == ["未报送", "未报送", ""]
    assert situation.annual is not None
    table = list(annual_rows(campaign.rulebook, situation.annual.year))
    assert [row["text"] for row in table if row["unit"] == unit.name] == ["开展巡查。", "3次", "无"]
    assert {row["round"] for row in table} == {2}
    assert {row["state"] for row in table if row["unit"] != unit.name} == {"未报送"}
    assert case_of(situation).annual == situation.annual.year
    assert unit.name not in status_object(situation)["annual"]["owing"]
    fill_ledger(campaign.ledger, campaign.rulebook, {RETURNS.sheet: [(f"2-{unit.id}", {"退回": "退回"})]})
    assert unit.name in status_object(seen(campaign))["annual"]["owing"]  # sent back: it does not count


@pytest.mark.parametrize(
    ("typed", "coming"),
    [
        ([(1, date(2026, 3, 2), 5)], "2026年度工作情况"),
        ([(1, date(2026, 3, 2), 0)], ""),  # nobody has answered the last: issuing asks for a name
        ([(1, date(2026, 11, 1), 5)], ""),  # the last still runs
        ([(1, date(2026, 3, 2), 5), (2, None, None)], "第2轮"),  # noted in 轮次: this one comes
    ],
)
def test_what_comes_next_is_what_issuing_would_issue(
    rugao: Rulebook, typed: list[tuple[int, date | None, int | None]], coming: str
) -> None:
    day = date(2026, 11, 25)
    settings, _ = Settings.build(rugao, {})
    rounds = [
        Round(number, f"第{number}轮", "指标清单", issued, issued and issued + timedelta(days=30))
        for number, issued, _ in typed
    ]
    counts = {number: (5, back) for number, _, back in typed if back is not None}
    found = coming_round(rugao, round_lines(rugao, settings, rounds, day, counts), day)
    assert (found.name if found else "") == coming


def test_what_names_a_person_is_told(campaign: Campaign) -> None:
    answer(campaign, 2, 1, "走访困境儿童，身份证号32068220100101001X。", 3, "无")
    situation = seen(campaign)
    [found] = [item for item in situation.assessment.findings if item.code == "annual-personal"]
    assert (found.sheet, found.cell, found.unit) == (ANNUAL.sheet, "D5", campaign.rulebook.units[1].id)
    assert "320682" not in found.message
    told = annual_object(situation)
    assert told is not None
    mine = {
        item["id"]: (item["state"], item["text"])
        for item in told["answers"]
        if item["unit"] == campaign.rulebook.units[1].name
    }
    assert mine["NQ1"] == ("personal", None)


def test_both_rounds_go_back_each_with_its_own_words_and_marks(campaign: Campaign) -> None:
    with zipfile.ZipFile(campaign.returned(1) / "一.xlsx", "a") as package:
        package.writestr("xl/vbaProject.bin", b"macros")  # it gets no marked copy
    answer(campaign, 2, 1, "开展巡查。", "三四次吧")
    first, second = (f"{campaign.rulebook.units[place].name}－退回修改意见（第{place + 1}轮）" for place in (0, 1))
    with open_store(campaign.history) as store:
        files = write_slips(seen(campaign), store, Report())
        assert [name.rsplit("/", 1)[1].split(" ", 1)[1] for name in files] == [
            f"{first}.docx", f"{second}.docx", f"{second}－请在此副本上修改.xlsx",
        ]  # fmt: skip
        lists, year = (said(campaign.root / name) for name in files[:2])
        assert "第1轮指标清单（" in lists
        assert "在原来下发给你单位的 .xlsx 清单上改" in lists
        assert "第2轮年度工作情况（" in year
        assert "随附的年度工作情况表副本" in year
        assert "清单" not in year
        sheet = load_workbook(campaign.root / files[2])[ANNUAL.sheet]
        marked = {cell.coordinate: cell.comment.text for row in sheet for cell in row if cell.comment}
        assert list(marked) == ["D6", "D7"]  # what is no number, and what is blank
        assert "空着不等于" in marked["D7"]
        answer(campaign, 2, 1, "开展巡查。", 3, "无")  # mended: the other round's stays
        assert write_slips(seen(campaign), store, done := Report()) == files[:1]
    assert sorted(done.removed) == sorted(files[1:])


def said(slip: Path) -> str:
    return "".join(item.text for item in Document(str(slip)).paragraphs)


def test_the_year_after_shows_the_answers_of_the_year_before(campaign: Campaign) -> None:
    answer(campaign, 2, 1, "开展巡查。", 3, "走访身份证号32068220100101001X的孩子。")
    with open_store(campaign.history) as store:
        done = issue_round(
            campaign,
            store,
            number=3,
            name="2027年度工作情况",
            kind="年度工作情况",
            issued=MAY,
            units=["谷文化站"],
            live=Edits(),
        )
    assert done.prefilled_from is None  # that is said of checklists
    sheet = load_workbook(campaign.yearly(3, campaign.rulebook.units[1]))[ANNUAL.sheet]
    rows = range(ANNUAL.first_row, ANNUAL.first_row + 3)
    assert [sheet[ANNUAL.cell("prior", row)].value for row in rows] == [
        "开展巡查。", "3次", "（写有个人信息，没有带入）",
    ]  # fmt: skip
    assert [sheet[ANNUAL.cell("answer", row)].value for row in rows] == [None] * 3
    situation = seen(campaign, MAY)
    # 轮次 does not note it: the issued workbooks tell that it is one of the year.
    assert (status_object(situation)["annual"]["round"], situation.assessment.round) == (3, 1)
    with open_store(campaign.history, reading=True) as store:
        (before,) = _years_before(situation, store)
    assert (before.year, set(before.answers)) == (2026, {campaign.rulebook.units[1].id})  # its report is made whole


def test_nothing_is_issued_where_the_rulebook_asks_nothing(village_made: Path, tmp_path: Path) -> None:
    plain = Campaign.open(Path(shutil.copytree(village_made, tmp_path / "谷地")))
    with (
        open_store(plain.history) as store,
        pytest.raises(CampaignError, match=r"没有写要各单位报哪几项（annual\.toml），没有下发"),
    ):
        issue_round(plain, store, number=None, name=NAME_OF, issued=MARCH)
    assert not plain.issued(1).exists()
    assert read_grounds(plain).office.rounds == ()
    situation = seen(plain, MARCH)
    assert situation.annual is None
    assert status_object(situation)["annual"] is None
    path = tmp_path / "年度情况.xlsx"
    with new_workbook(path, MARCH, font=(FONT, SIZE)) as workbook:
        write_annual_matrix(Book(workbook, ""), plain.rulebook, None)
    sheet = load_workbook(path)[NAME]
    assert "规则库没有写" in str(sheet["A4"].value)
    assert sum(sheet.column_dimensions[letter].width for letter in "ABC") > 100  # the first line fits on the page


def test_changed_rules_carry_nothing_from_it_and_are_not_stopped_by_it(campaign: Campaign, tmp_path: Path) -> None:
    answer(campaign, 2, 0, "修了书屋")
    with open_store(campaign.history) as store:
        plan = plan_adoption(campaign, store, changed_village(tmp_path), as_of=MAY)
    assert (plan.first, plan.rounds[campaign.rulebook.units[0].name]) == (3, 1)
