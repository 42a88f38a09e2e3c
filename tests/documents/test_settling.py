"""编号 and 印发 on a finished draft: the limits get their days, or say why not."""

from __future__ import annotations

from datetime import date

import pytest

from weibao.documents import layout as lay
from weibao.documents import limits
from weibao.documents.controls import read_controls
from weibao.documents.kind import Layout
from weibao.documents.layouts import compose
from weibao.documents.settling import numbered, printed
from weibao.rulebook import load_calendar

CALENDAR = load_calendar()
BEYOND = date(CALENDAR.last.year, 12, 28)
DAY = date(2024, 2, 26)


def document(*texts: str) -> bytes:
    """A notice whose paragraphs each hold one limit of ten working days."""
    body = "".join(lay.paragraph("WBBody", lay.control(limits.tag(10, "工作日"), text)) for text in texts)
    return compose(Layout.GENERAL, body, title="甲")


def shown(content: bytes) -> list[str]:
    return [item.text for item in read_controls(content) if limits.parse_tag(item.tag)]


def number(content: bytes, dated: date) -> bytes:
    return numbered(content, number=None, signer="甲", dated=dated, calendar=CALENDAR, expected=()).content


def issue(content: bytes, day: date) -> list[str]:
    return shown(printed(content, issued=day, dated=day, calendar=CALENDAR, expected=()).content)


def test_beyond_the_calendar_no_false_day_goes_out() -> None:
    draft = limits.words(date(2024, 2, 23), 10, "工作日", CALENDAR)
    row = limits.row(date(2024, 2, 23), 10, "工作日", CALENDAR)
    done = printed(document(draft, draft, row), issued=BEYOND, calendar=CALENDAR, expected=())
    words = "　　年　月　日前（自本通知印发之日起10个工作日，日期在印发时填写）"
    assert shown(done.content) == [words, words, "　　年　月　日"]
    assert len(done.open_limits) == 3


def test_what_numbering_left_open_is_filled_at_issue() -> None:
    draft = limits.words(date(2024, 2, 23), 10, "工作日", CALENDAR, since="收到本函之日")
    copy = number(document(draft), BEYOND)
    assert shown(copy) == ["　　年　月　日前（自收到本函之日起10个工作日，日期在印发时填写）"]
    assert issue(copy, DAY) == ["2024年3月11日前（自收到本函之日起10个工作日）"]


def test_a_period_that_a_clerk_changed_counts_and_is_told() -> None:
    draft = limits.words(date(2024, 2, 23), 10, "工作日", CALENDAR).replace("10个工作日", "15个工作日")
    content = document(draft, limits.row(date(2024, 2, 23), 10, "工作日", CALENDAR))
    done = printed(content, issued=DAY, calendar=CALENDAR, expected=())
    assert shown(done.content) == ["2024年3月18日前（自本通知印发之日起15个工作日）", "2024年3月18日"]
    assert done.recounted == (("2024年3月18日前（自本通知印发之日起15个工作日）", "10个工作日"),)


@pytest.mark.parametrize("text", ["2024年3月8日至2024年3月20日（暂定）", "另行通知（暂定）"])
def test_what_cannot_be_settled_is_told(text: str) -> None:
    done = numbered(document(text), number=None, signer="", dated=DAY, calendar=CALENDAR, expected=())
    assert shown(done.content) == [text]
    assert done.unclear == (text,)
