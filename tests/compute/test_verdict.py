"""One unit's answer to one negative item, and what an event tells; the verdict itself is in the scenarios."""

from __future__ import annotations

from datetime import date

import pytest

from compute import small
from weibao.compute.model import Submission, VetoInput
from weibao.compute.verdict import check_veto, veto_results

AS_OF = date(2023, 10, 8)
WINDOW = (date(2021, 10, 31), date(2023, 10, 31))


@pytest.mark.parametrize(
    ("dated", "happened", "day", "statement", "code"),
    [
        (True, None, None, "", None),
        (True, None, date(2023, 5, 1), "", "veto-choice-missing"),
        (True, None, None, "已处理", "veto-choice-missing"),
        (True, False, None, "", None),
        (True, False, date(2023, 5, 1), "", "veto-date-unexpected"),
        (True, True, None, "", "veto-date-missing"),
        (False, True, None, "", None),
        (True, True, AS_OF, "", None),
        (True, True, date(2023, 10, 9), "", "veto-date-future"),
        (True, True, date(2015, 1, 1), "", None),
    ],
)
def test_an_answer(dated: bool, happened: bool | None, day: date | None, statement: str, code: str | None) -> None:
    issue = check_veto(small.veto(1, ["D01"], dated), VetoInput("V1", happened, day, statement), AS_OF)
    assert (issue.code if issue else None) == code


def test_what_the_reader_reported_is_not_reported_twice() -> None:
    veto = small.veto(1, ["D01"])
    assert check_veto(veto, VetoInput("V1", True, unreadable=("happened_on",)), AS_OF) is None
    assert check_veto(veto, VetoInput("V1", None, date(2023, 5, 1), unreadable=("happened",)), AS_OF) is None


def told(**statements: str) -> str:
    book = small.rulebook(vetoes=[small.veto(1, ["D01", "D02"])], departments=2)
    submissions = {
        unit: Submission(unit, 1, "", None, vetoes=(VetoInput("V1", True, date(2023, 5, 1), text),))
        for unit, text in statements.items()
    }
    results, _ = veto_results(book, submissions, (), WINDOW)
    return results[0].events[0].statement


def test_statements_of_one_event_are_put_together() -> None:
    assert told(D02="已整改") == "已整改"
    assert told(D02="已整改", D01="已整改") == "已整改"
    assert told(D02="已整改", D01="正在查") == "甲局：正在查；乙局：已整改"
    assert told(D01="") == ""


def test_a_report_by_a_unit_that_is_not_responsible_is_not_lost() -> None:
    book = small.rulebook(vetoes=[small.veto(1, ["D01"])], departments=2)
    answers = {
        "D01": Submission("D01", 1, "", None, vetoes=(VetoInput("V1", False),)),
        "D02": Submission("D02", 1, "", None, vetoes=(VetoInput("V1", True, date(2023, 5, 1)),)),
    }
    results, _ = veto_results(book, answers, (), WINDOW)
    assert (results[0].counted, results[0].events[0].units, results[0].silent) == (True, ("D02",), ())


def test_a_unit_may_report_two_events_of_one_item() -> None:
    """The first lies outside the window: the second must not be lost behind it."""
    book = small.rulebook(vetoes=[small.veto(1, ["D01"])], departments=1)
    rows = [VetoInput("V1"), *(VetoInput("V1", True, date(year, 5, 1)) for year in (2019, 2023))]
    for given in (rows, rows[::-1]):
        results, _ = veto_results(book, {"D01": Submission("D01", 1, "", None, vetoes=tuple(given))}, (), WINDOW)
        assert [(event.happened_on.year, event.counted) for event in results[0].events] == [(2019, False), (2023, True)]
        assert (results[0].counted, results[0].silent) == (True, ())
