"""更正 and 重新印发 in the register alone: what still waits, and what a 备注 says is to be corrected."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from weibao.compute.numbers import read_number
from weibao.compute.papers import Paper, PaperState
from weibao.compute.replacing import (
    CORRECTING,
    WITHDRAWING,
    corrections,
    related_to,
    successors,
    unanswered,
    waits,
    withdrawal_reason,
)

S = PaperState
DAY = date(2024, 3, 4)


def paper(place: int, state: PaperState, related: str = "", kind: str = "bulletin", note: str = "") -> Paper:
    """The notice of that number, in the row of the same number; it names others by their places."""
    named = "；".join(f"甲〔2024〕{other}号" for other in related.split())
    doc_no = f"甲〔2024〕{place}号"
    return Paper(
        doc_no=doc_no, number=read_number(doc_no), state=state, related=named, kind=kind, note=note, dated=DAY,
        issued=DAY, row=place,
    )  # fmt: skip


OLD = [S.CORRECTED, S.WITHDRAWN, S.REISSUED]


@pytest.mark.parametrize("old", OLD)
@pytest.mark.parametrize(
    ("new", "waiting"),
    [(S.NUMBERED, False), (S.ISSUED, False), (S.CORRECTED, False), (S.VOID, True), (S.WITHDRAWN, True)],
)
def test_what_followed_counts_as_long_as_it_holds(old: PaperState, new: PaperState, waiting: bool) -> None:
    first, second = paper(1, old, "2"), paper(2, new, "1")
    assert waits(first, (first, second)) is waiting


@pytest.mark.parametrize("old", OLD)
def test_for_one_that_is_issued_anew_its_own_successor_counts(old: PaperState) -> None:
    first, second, third = paper(1, old, "2"), paper(2, S.REISSUED, "1 3"), paper(3, S.ISSUED, "2")
    assert waits(first, (first, paper(2, S.REISSUED, "1")))
    assert not waits(first, (first, second, third))
    # The third one may name the first one as well: still one document.
    assert successors(paper(1, old, "2 3"), (first, second, third)) == 1


def test_what_was_taken_back_and_is_to_be_issued_anew_waits_for_the_new_one() -> None:
    first, notice = paper(1, S.REISSUED, "2"), paper(2, S.ISSUED, "1", WITHDRAWING)
    assert waits(first, (first, notice))
    first, new = paper(1, S.REISSUED, "2 3"), paper(3, S.NUMBERED, "1")
    assert not waits(first, (first, notice, new))
    # The 撤回通知 itself may be issued anew.
    notices = paper(1, S.REISSUED, "2", WITHDRAWING), paper(2, S.ISSUED, "1", WITHDRAWING)
    assert not waits(notices[0], notices)


def test_of_two_corrections_the_one_whose_notice_was_taken_back_is_told_again() -> None:
    first = paper(1, S.CORRECTED, "2 3", note="更正：“甲”应为“乙”；更正：“丙”应为“丁”")
    key = first.doc_no
    one, two = (
        replace(paper(place, state, "1", CORRECTING), key=key + suffix)
        for place, state, suffix in ((2, S.WITHDRAWN, ""), (3, S.ISSUED, "（2）"))
    )
    assert [(place, told.pairs) for place, told in unanswered(first, (first, one, two))] == [(1, (("甲", "乙"),))]
    # Two notices of an older version, which do not say which they tell, have told both.
    assert unanswered(first, (first, replace(one, state=S.ISSUED), replace(two, key=key))) == ()


def test_what_is_named_already_is_not_named_again() -> None:
    first, second = paper(1, S.CORRECTED, "3 2"), paper(2, S.ISSUED)
    assert related_to(first, second) == first.related
    assert related_to(replace(first, related="甲(2024)3号"), second) == "甲(2024)3号；甲〔2024〕2号"
    untitled = Paper(title="关于《办法》的通知", row=5)
    assert related_to(replace(first, related=""), untitled) == "《关于《办法》的通知》"


@pytest.mark.parametrize(
    ("note", "reason"),
    [
        ("撤回：甲；重新印发：乙；撤回：因丙。", "丙"),
        ("已告知;撤回:甲", "甲"),
        ("主送单位已撤回：甲", ""),
    ],
)
def test_why_a_document_was_taken_back_last(note: str, reason: str) -> None:
    assert withdrawal_reason(note) == reason


def test_a_correction_that_was_issued_anew() -> None:
    first, second = paper(1, S.CORRECTED, "2"), paper(2, S.REISSUED, "1 3", CORRECTING)
    third = paper(3, S.ISSUED, "1 2", CORRECTING)
    assert [waits(one, (first, second, third)) for one in (first, second)] == [False, False]


def test_rows_without_days_that_name_each_other_end_somewhere() -> None:
    first, second = (
        Paper(number=read_number(f"{code}〔2024〕1号"), state=S.REISSUED, row=row, related=f"{other}〔2024〕1号")
        for row, code, other in ((1, "甲", "乙"), (2, "乙", "甲"))
    )
    assert waits(first, (first, second))
    assert waits(second, (first, second))


@pytest.mark.parametrize(
    ("note", "pairs", "reason"),
    [
        ("更正：“甲”更正为“乙”，“丙”改为“丁”（校对疏漏）", [("甲", "乙"), ("丙", "丁")], "校对疏漏"),
        ("更正：“甲”应为“乙”", [("甲", "乙")], ""),
        ("更正：校对疏漏", [], "校对疏漏"),
        ("更正：“甲”更正为“乙”（依据“丙”改为“丁”的意见）", [("甲", "乙")], "依据“丙”改为“丁”的意见"),
        ("更正：依据“丙”改为“丁”的意见", [], "依据“丙”改为“丁”的意见"),
        ("更正：“甲”更正为“乙”（笔误；已（当面）告知）；另见附页", [("甲", "乙")], "笔误；已（当面）告知"),
        ("更正：“甲”更正为“乙”；已电话告知", [("甲", "乙")], ""),
        ("更正:“甲”应为“乙”", [("甲", "乙")], ""),
        ("第二次更正：“甲”应为“乙”", [("甲", "乙")], ""),
        ("更正：前次更正：漏了一处", [], "前次更正：漏了一处"),
    ],
)
def test_what_is_to_be_corrected(note: str, pairs: list[tuple[str, str]], reason: str) -> None:
    (found,) = corrections(f"已签收；{note}")
    assert (list(found.pairs), found.reason) == (pairs, reason)
