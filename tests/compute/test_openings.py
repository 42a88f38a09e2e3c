"""Which notice put an item on the list: typed into the register, withdrawn, or issued again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from weibao.compute.model import Closure, Office, Paper, PaperState
from weibao.compute.numbers import read_number
from weibao.compute.openings import in_force

KEY = "1-07-I22"
DRAFTED, SIGNED, ISSUED, AGAIN = date(2023, 9, 1), date(2023, 9, 4), date(2023, 9, 6), date(2023, 9, 20)
ONE, TWO = "甲未保办〔2023〕1号", "甲未保办〔2023〕2号"


def notice(doc_no: str = ONE, issued: date | None = ISSUED, state: PaperState = PaperState.ISSUED) -> Paper:
    return Paper(
        doc_no=doc_no, number=read_number(doc_no), kind="supervision_notice", items=(KEY,), dated=SIGNED, issued=issued,
        state=state,
    )  # fmt: skip


WITHDRAWN = notice(state=PaperState.WITHDRAWN)
FOREIGN = replace(notice(TWO, AGAIN), kind="", items=())


@pytest.mark.parametrize(
    ("closure", "papers", "opened", "doc_no"),
    [
        # Typed into the register: the day that stands in a 督办 of 0.1.0 is the draft's, otherwise the office's own.
        (Closure(KEY, DRAFTED, of_draft=True), (notice(),), ISSUED, ONE),
        (Closure(KEY, DRAFTED, of_draft=True), (notice(issued=None),), SIGNED, ONE),
        (Closure(KEY, DRAFTED), (notice(),), DRAFTED, ONE),
        (None, (notice(),), ISSUED, ONE),
        (Closure(KEY), (notice(TWO, AGAIN), notice()), ISSUED, ONE),
        (Closure(KEY, DRAFTED), (notice(state=PaperState.NUMBERED),), DRAFTED, ""),
        (Closure(KEY, DRAFTED), (replace(notice(), kind="reminder_letter"),), DRAFTED, ""),
        # A number that 文号登记 does not have gives way to the notice that it has; the day that was typed stays.
        (Closure(KEY, DRAFTED, doc_no="某号"), (notice(),), DRAFTED, ONE),
        (Closure(KEY, DRAFTED, SIGNED, doc_no="某号"), (notice(),), DRAFTED, ONE),
        (Closure(KEY, doc_no="某号"), (notice(TWO, AGAIN), notice()), ISSUED, ONE),
        (Closure(KEY, DRAFTED, doc_no="某号"), (notice(state=PaperState.NUMBERED),), DRAFTED, "某号"),
        # One that it has stays, however it is written: the office says which notice it was.
        (Closure(KEY, AGAIN, doc_no="甲未保办(2023)2号"), (notice(), notice(TWO, AGAIN)), AGAIN, "甲未保办(2023)2号"),
        (Closure(KEY, DRAFTED, doc_no="某号"), (notice(), Paper(doc_no="某号")), DRAFTED, "某号"),
        # A notice that was made elsewhere names no items; its number in 督办 does, and its row says the day.
        (Closure(KEY, doc_no="甲未保办(2023)2号"), (FOREIGN,), AGAIN, "甲未保办(2023)2号"),
        (Closure(KEY, doc_no=TWO), (notice(), FOREIGN), AGAIN, TWO),
        (Closure(KEY, DRAFTED, doc_no=TWO), (FOREIGN,), DRAFTED, TWO),
        (Closure(KEY, doc_no=TWO), (replace(FOREIGN, state=PaperState.NUMBERED),), None, TWO),
        # Taken back: nothing runs any more, unless the office typed a day of its own or has closed the matter.
        (Closure(KEY, ISSUED, doc_no=ONE), (WITHDRAWN,), None, ""),
        (Closure(KEY, ISSUED, doc_no="甲未保办(2023)1号"), (WITHDRAWN,), None, ""),
        (Closure(KEY, ISSUED, doc_no=ONE), (replace(WITHDRAWN, state=PaperState.VOID),), None, ""),
        (Closure(KEY, ISSUED, doc_no=ONE), (replace(WITHDRAWN, state=PaperState.REISSUED),), None, ""),
        (Closure(KEY, DRAFTED, doc_no=ONE), (WITHDRAWN,), DRAFTED, ""),
        (Closure(KEY, ISSUED, AGAIN, doc_no=ONE), (WITHDRAWN,), ISSUED, ""),
        (Closure(KEY, ISSUED, doc_no=ONE), (WITHDRAWN, notice(TWO, AGAIN)), AGAIN, TWO),
        (Closure(KEY, ISSUED, doc_no=ONE), (notice(state=PaperState.CORRECTED),), ISSUED, ONE),
    ],
)
def test_the_notice_that_holds_opens_the_item(
    closure: Closure | None, papers: tuple[Paper, ...], opened: date | None, doc_no: str
) -> None:
    office = Office(register=papers, closures={KEY: closure} if closure else {})
    found = in_force(office).closures[KEY]
    assert (found.opened, found.doc_no) == (opened, doc_no)
    assert in_force(in_force(office)) == in_force(office)
