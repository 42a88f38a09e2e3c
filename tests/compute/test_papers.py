"""文号 and the way of a document: what is read, what is given, and the laws that hold whatever people do."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weibao.compute.numbers import DocNumber, gaps, next_number, read_number
from weibao.compute.papers import NEXT, OUT, STATES, Paper, PaperState, may, state_of, taken, way

S = PaperState
CODE = "皋未保办"
THREE = DocNumber(CODE, 2024, 3)

numbers = st.builds(DocNumber, st.sampled_from((CODE, "皋未保")), st.integers(2023, 2026), st.integers(1, 60))
states = st.sampled_from(S)


@pytest.mark.parametrize(
    "text",
    [
        "皋未保办〔2024〕3号", "皋未保办[2024]3号", "皋未保办（2024）第003号", "皋未保办【２０２４】３号",
        "皋未保办﹝24﹞03", "  皋未保办 〔2024〕 3 号 ", "皋未保办［2024年］3号",
    ],
)  # fmt: skip
def test_however_it_is_typed_it_is_the_same_number(text: str) -> None:
    assert read_number(text) == THREE


@pytest.mark.parametrize(
    "text", ["", "3", "皋未保办2024-3", "〔2024〕3号", "皋未保办〔2024〕0号", "皋未保办〔2024〕号", "通知"]
)
def test_what_is_no_number(text: str) -> None:
    assert read_number(text) is None


@given(numbers)
def test_what_is_written_is_read_again(number: DocNumber) -> None:
    assert read_number(str(number)) == number


@given(st.lists(numbers), st.integers(1, 20))
def test_a_number_is_never_given_twice_and_they_only_grow(before: list[DocNumber], count: int) -> None:
    known = list(before)
    given_: list[DocNumber] = []
    for _ in range(count):
        given_.append(next_number(known, CODE, 2024))
        known.append(given_[-1])
    assert len({*given_, *before}) == count + len(set(before))
    assert [number.place for number in given_] == list(range(given_[0].place, given_[0].place + count))
    assert all(number.place < given_[0].place for number in before if number.series == (CODE, 2024))


@given(st.lists(numbers))
def test_gaps_and_numbers_taken_fill_each_series_up_to_its_highest(known: list[DocNumber]) -> None:
    missing = gaps(known)
    assert not set(missing) & set(known)
    for series in {number.series for number in known}:
        places = [number.place for number in {*known, *missing} if number.series == series]
        assert sorted(places) == list(range(1, max(places) + 1))


def test_the_next_one_of_an_empty_year_is_the_first() -> None:
    assert next_number([THREE], CODE, 2025) == DocNumber(CODE, 2025, 1)
    assert next_number([THREE], "皋未保", 2024) == DocNumber("皋未保", 2024, 1)


def test_a_void_number_stays_taken() -> None:
    papers = [Paper(number=THREE, state=S.VOID), Paper(title="没有编号的")]
    assert taken(papers) == {THREE}
    assert next_number(taken(papers), CODE, 2024).place == 4


def test_the_ordinary_way() -> None:
    assert way(S.DRAFT, S.SIGNED) == (S.REVIEWED, S.SIGNED)
    assert way(S.SIGNED, S.NUMBERED) == (S.NUMBERED,)
    assert way(S.NUMBERED, S.ISSUED) == (S.SEALED, S.ISSUED)
    assert may(S.ISSUED, S.WITHDRAWN)


@given(states, states)
def test_nothing_comes_back_from_void_or_from_outside_to_the_desk(one: S, other: S) -> None:
    path = way(one, other)
    assert not (one is S.VOID and path)
    assert not (one in OUT and other not in OUT and path)
    for before, after in zip((one, *path), path, strict=False):
        assert may(before, after)


@given(states)
def test_whatever_is_not_out_can_be_given_up(state: S) -> None:
    assert may(state, S.VOID) is (state not in OUT and state is not S.VOID)


def test_every_state_has_its_word_and_its_way() -> None:
    assert set(STATES.values()) == set(S) == set(NEXT)
    assert all(way(S.DRAFT, state) for state in S if state is not S.DRAFT)


def test_the_filled_cells_tell_the_state() -> None:
    day = date(2024, 3, 1)
    assert state_of(Paper(title="甲")) is S.DRAFT
    assert state_of(Paper(reviewer="王核", reviewed=day)) is S.REVIEWED
    assert state_of(Paper(signer="李签", signed=day)) is S.SIGNED
    assert state_of(Paper(doc_no="皋未保办〔2024〕3号")) is S.NUMBERED
    assert state_of(Paper(doc_no="皋未保办〔2024〕3号", issued=day)) is S.ISSUED
