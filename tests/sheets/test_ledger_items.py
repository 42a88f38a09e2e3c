"""督办 over the rounds: numbers that stay, that lapse and that come anew; numbers as people and 0.1.0 wrote them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from sheets.ledger_sample import AS_OF, Case
from sheets.ledger_view import shown
from weibao.compute.model import Level, Round, RowInput
from weibao.reasons import SETTLED
from weibao.sheets.ledger_fill import fill_ledger
from weibao.sheets.ledger_openings import Opening
from weibao.sheets.ledger_read import read_office
from weibao.sheets.ledger_update import add_round, update_ledger
from weibao.sheets.package import Package

if TYPE_CHECKING:
    from pathlib import Path

    from weibao.rulebook.model import Rulebook
    from weibao.workdays import WorkCalendar

OUT, CLOSED, SECOND, LATER = date(2023, 10, 8), date(2023, 10, 9), date(2023, 11, 1), date(2023, 11, 15)
NUMBER = "示谷管〔2023〕3号"


@pytest.fixture
def case(village: Rulebook, calendar: WorkCalendar, tmp_path: Path) -> Case:
    """Everybody has returned round 1; 01 says 未达标 everywhere, the others 达标 everywhere."""
    made = Case.create(tmp_path / "核定台账.xlsx", village, calendar, returned=len(village.units))
    answer(made)
    return made


def answer(case: Case, first: Level = Level.UNMET) -> None:
    for unit, old in case.submissions.items():
        level = first if unit == "D01" else Level.MET
        rows = tuple(RowInput(row.indicator, level, None, "情况") for row in old.rows)
        case.submissions[unit] = replace(old, rows=rows)


def next_round(case: Case) -> None:
    add_round(case.path, case.rulebook, Round(2, "复查", issued=SECOND))
    case.receive(2, len(case.rulebook.units))
    answer(case)
    case.as_of = LATER


def states(case: Case) -> dict[str, object]:
    return {key: row["状态"] for key, row in shown(case.path, "督办").items() if key[-6:-3] == "01-"}


def update(case: Case, *openings: Opening) -> None:
    assessment, settings, rulebook = case.assess()
    update_ledger(case.path, rulebook, settings, assessment, case.returns, openings=openings)


def own(case: Case) -> list[str]:
    """The numbers of 01 in round 1, all drafts."""
    case.update()
    drafts = list(states(case))
    assert set(states(case).values()) == {"拟督办"}
    assert len(drafts) >= 3
    assert all(key.startswith("1-01-I") for key in drafts)
    return drafts


def test_over_two_rounds_a_matter_keeps_its_number_until_it_is_closed(case: Case) -> None:
    first, second, *lapsed = own(case)
    update(case, Opening(first, OUT, NUMBER), Opening(second, OUT, NUMBER))
    assert [states(case)[key] for key in (first, second, lapsed[0])] == ["推进中", "推进中", "拟督办"]
    fill_ledger(case.path, case.rulebook, {"督办": [(second, {"办结": CLOSED, "销号佐证": "通知"})]})
    rows = len(shown(case.path, "督办"))
    next_round(case)
    case.update()
    again = second.replace("1-", "2-", 1)
    anew = [key.replace("1-", "2-", 1) for key in lapsed]
    assert states(case) == {first: "推进中", second: "已销号", again: "拟督办", **dict.fromkeys(anew, "拟督办")}
    # Drafts that nobody sent and nobody wrote beside give their rows to the new numbers.
    assert len(shown(case.path, "督办")) == rows + 1
    assert not case.update().changed


def test_what_somebody_wrote_beside_a_draft_stays_with_it(case: Case) -> None:
    first, *_ = own(case)
    typed = [(first, {"备注": "已电话提醒"}), ("", {"督办编号": "1-02-A1"})]
    fill_ledger(case.path, case.rulebook, {"督办": typed})
    next_round(case)
    case.update()
    items = shown(case.path, "督办")
    assert items[first]["备注"] == "已电话提醒"
    assert items[first.replace("1-", "2-", 1)]["状态"] == "拟督办"
    # A case is there by its code alone.
    assert (items["1-02-A1"]["状态"], "代号 1-02-A1" in str(items["1-02-A1"]["问题"])) == ("拟督办", True)


def test_a_number_in_another_form_is_the_same_matter(case: Case) -> None:
    """As 0.1.0 wrote it, with its draft's day; in full width; without the leading zero."""
    forms = {"1-01-I01": "01-I01", "1-01-I03": "１－０１－Ｉ０３", "1-01-I04": "1-1-i4"}
    typed = [("", {"督办编号": form, "立项日期": AS_OF}) for form in forms.values()]
    fill_ledger(case.path, case.rulebook, {"督办": typed})
    case.update()
    items, problems = shown(case.path, "督办"), {item.id: item.problem for item in case.seen[-1].items}
    assert not items.keys() & forms.keys()
    assert [(items[form]["状态"], items[form]["问题"]) for form in forms.values()] == [
        ("推进中", problems[key]) for key in forms
    ]
    assert read_office(case.path, case.rulebook)[0].closures.keys() == forms.keys()
    update(case, Opening("1-01-I01", OUT, NUMBER))
    assert shown(case.path, "督办")["01-I01"]["立项文号"] == NUMBER
    # Typed a second time in the new form, it is told.
    fill_ledger(case.path, case.rulebook, {"督办": [("", {"督办编号": "1-01-I01", "办结": CLOSED})]})
    assert [note.code for note in read_office(case.path, case.rulebook)[1]] == ["ledger-key-duplicate"]


def test_a_number_typed_without_its_day_is_told_and_dated_by_the_register(case: Case) -> None:
    first = own(case)[0]
    fill_ledger(case.path, case.rulebook, {"督办": [(first, {"立项文号": NUMBER})]})
    case.update()
    assert "opening-no-day" in [note.code for note in case.seen[-1].findings]
    update(case, Opening(first, OUT, "示谷管[2023]3号"))
    assert (read_office(case.path, case.rulebook)[0].closures[first].opened) == OUT
    case.update()
    assert "opening-no-day" not in [note.code for note in case.seen[-1].findings]


@pytest.mark.parametrize("older", [False, True])
def test_a_closed_matter_keeps_the_words_of_its_problem(case: Case, older: bool) -> None:
    """From the day on which it was put on the list: through the answer that settles it, 销号 and the next round."""
    first, other, *_ = own(case)
    said = str(shown(case.path, "督办")[first]["问题"])
    assert "未达标" in said
    update(case, Opening(first, OUT, NUMBER), Opening(other, OUT, NUMBER))
    if older:
        forget_causes(case)
    answer(case, Level.MET)
    case.update()
    seen = shown(case.path, "督办")[first]
    assert (seen["状态"], seen["问题"]) == ("已完成", SETTLED)
    fill_ledger(case.path, case.rulebook, {"督办": [(first, {"办结": CLOSED, "销号佐证": "通知"})]})
    for number in (1, 2):
        if number == 2:
            next_round(case)
        case.update()
        seen = shown(case.path, "督办")[first]
        assert (seen["状态"], seen["问题"]) == ("已销号", said)
        assert not case.update().changed
    (closed,) = [item for item in case.seen[-1].items if item.id == first]
    assert (closed.problem, closed.cause, closed.reasons) == (said, said, ())


def forget_causes(case: Case) -> None:
    """As ledgers were before the column was there."""
    package = Package(case.path)
    grid = package.sheet("_items").grid()
    (last,) = [column for column, name in grid[1].items() if name == "cause"]
    assert last == max(grid[1])
    rows = [[grid[number].get(column) for column in range(1, last)] for number in sorted(grid)]
    package.replace_sheet("_items", rows)
    package.save()
