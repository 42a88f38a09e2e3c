"""The zero-report: who declared that nothing happened, who did not, and whose signature is missing."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from compute import small
from weibao.compute.declarations import Answer, declaration_counts, declarations
from weibao.compute.model import Office, VetoInput

if TYPE_CHECKING:
    from collections.abc import Sequence

    from compute.conftest import Assess
    from weibao.compute.declarations import Declaration
    from weibao.compute.model import Submission
    from weibao.rulebook.model import Rulebook

CAME = date(2023, 9, 25)


@pytest.fixture(scope="module")
def county(rugao: Rulebook) -> Rulebook:
    """甲局 has both items, 乙局 the second, 丙局 none."""
    vetoes = [small.veto(1, ["D01"]), small.veto(2, ["D01", "D02"])]
    return small.rulebook([small.indicator(1, 4, ["D03"])], vetoes, departments=3, settings=rugao.settings)


def sent(unit: str, answers: Sequence[tuple[str, bool | None]]) -> Submission:
    vetoes = [VetoInput(key, happened, CAME if happened else None, "") for key, happened in answers]
    return small.submission(unit, [], [], vetoes)


def seen(
    county: Rulebook, answers: dict[str, list[tuple[str, bool | None]]], **sealed: date
) -> tuple[Declaration, ...]:
    office = Office(sealed={(1, unit): day for unit, day in sealed.items()})
    return declarations(county, office, {unit: sent(unit, given) for unit, given in answers.items()}, 1)


def test_every_unit_with_an_item_and_no_other(county: Rulebook) -> None:
    assert [(item.unit, item.items) for item in seen(county, {})] == [("D01", ("V1", "V2")), ("D02", ("V2",))]


@pytest.mark.parametrize(
    ("answers", "answer", "happened", "lacking"),
    [
        (None, Answer.SILENT, (), ("V1", "V2")),
        ([("V1", False), ("V2", False)], Answer.NONE, (), ()),
        ([("V1", False)], Answer.PARTLY, (), ("V2",)),
        ([("V1", False), ("V2", None)], Answer.PARTLY, (), ("V2",)),
        ([], Answer.PARTLY, (), ("V1", "V2")),
        ([("V1", True)], Answer.HAPPENED, ("V1",), ("V2",)),
        ([("V1", False), ("V1", True), ("V2", False)], Answer.HAPPENED, ("V1",), ()),
    ],
)
def test_what_a_unit_says(
    answers: list[tuple[str, bool | None]] | None, answer: Answer, happened: tuple[str, ...], lacking: tuple[str, ...],
    county: Rulebook,
) -> None:  # fmt: skip
    (first, _) = seen(county, {} if answers is None else {"D01": answers})
    assert (first.answer, first.happened, first.lacking) == (answer, happened, lacking)
    assert first.unsigned is (answer in (Answer.NONE, Answer.HAPPENED))


def test_the_signature_counts_for_its_round_and_is_asked_of_who_declared(county: Rulebook, run: Assess) -> None:
    both = {"D01": [("V1", False), ("V2", False)], "D02": [("V2", False)]}
    found = seen(county, both, D01=CAME)
    assert [(item.unsigned, item.complete) for item in found] == [(False, True), (True, False)]
    assert declaration_counts(found) == {
        "none": 2, "happened": 0, "partly": 0, "silent": 0, "complete": 1, "unsigned": 1,
    }  # fmt: skip
    other = declarations(county, Office(sealed={(2, "D01"): CAME}), {"D01": sent("D01", both["D01"])}, 1)
    assert other[0].unsigned
    submissions = {unit: sent(unit, given) for unit, given in both.items()}
    told = run(county, submissions, Office(sealed={(1, "D01"): CAME})).findings
    (finding,) = [item for item in told if item.code == "declaration-unsigned"]
    assert "1 个单位" in finding.message
    assert "乙局" in finding.message
    # Where not one is noted, the office may keep them elsewhere: status and the report count, nobody is told.
    assert "declaration-unsigned" not in {item.code for item in run(county, submissions, Office()).findings}


def test_a_page_without_answers_or_of_a_later_day_is_told(county: Rulebook, run: Assess) -> None:
    def codes(answers: dict[str, list[tuple[str, bool | None]]], day: date) -> list[tuple[str, str]]:
        submissions = {unit: sent(unit, given) for unit, given in answers.items()}
        found = run(county, submissions, Office(sealed={(1, "D02"): day}), as_of=CAME).findings
        return [(item.code, item.message) for item in found if item.code.startswith("declaration")]

    whole: dict[str, list[tuple[str, bool | None]]] = {"D02": [("V2", False)]}
    assert codes(whole, CAME) == []
    [(code, message)] = codes(whole, CAME + timedelta(days=1))
    assert code == "declaration-sealed-ahead"
    assert "乙局" in message
    for answers in ({}, {"D02": []}):
        [(code, message)] = codes(answers, CAME)
        assert code == "declaration-sealed-alone"
        assert "乙局" in message
