"""Countable duties: every requirement is asked once or left out with a reason; who types what."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from weibao.rulebook.counts import NAMED

if TYPE_CHECKING:
    from weibao.rulebook.model import Rulebook


def test_every_requirement_is_asked_or_left_out_with_a_reason(rugao: Rulebook) -> None:
    asked = Counter(requirement for count in rugao.counts for requirement in count.requirements)
    left = {item.requirement: item.reason for item in rugao.unasked}
    assert {*asked, *left} == {f"R{number:02d}" for number in range(1, 63)}
    assert not set(asked) & set(left)
    assert [name for name, times in asked.items() if times > 1] == ["R41"]  # two screenings, two figures
    assert list(left) == ["R30"]
    assert all(len(reason) > 10 for reason in left.values())
    params = {item.id for item in rugao.requirements if item.kind == "param"}
    hints = {count.requirement for count in rugao.counts if count.setting}
    assert params == hints | set(left)


def test_no_figure_is_asked_twice(rugao: Rulebook) -> None:
    for unit in rugao.units:
        labels = [
            label
            for count in rugao.counts
            if unit.id in rugao.asked(count)
            for label in (count.done + count.title, count.total)
            if label
        ]
        assert len(labels) == len(set(labels)), unit.name
    # The villages of a town and the schools of the county are one figure each, wherever they are needed.
    for word in ("村（社区）总数", "学校总数（含幼儿园）", "儿童主任总人数"):
        assert sum(word in count.total for count in rugao.counts) == 1, word


def test_the_office_asks_nobody_for_what_its_own_sheets_give(rugao: Rulebook) -> None:
    given = {count.id: count.office for count in rugao.counts if count.office}
    assert given == {"Q03": "meetings", "Q04": "roster", "Q05": "listed"}
    assert all(rugao.asked(count) == () for count in rugao.counts if count.office)
    assert all(rugao.asked(count) for count in rugao.counts if not count.office)


def test_what_the_plan_leaves_open_is_a_setting_marked_as_assumption(rugao: Rulebook) -> None:
    used = {key for count in rugao.counts for key in (*NAMED.findall(count.help), count.setting) if key}
    mine = {setting.id: setting for setting in rugao.settings if setting.group == "量化情况"}
    assert set(mine) == used | {"counts_cap"}
    assert all(setting.assumption and setting.source and setting.help for setting in mine.values())


def test_the_parts_of_an_indicator_leave_nothing_negative(rugao: Rulebook, village: Rulebook) -> None:
    for book in (rugao, village):
        for indicator in book.indicators:
            parts = [count.part or 0 for count in book.counts if book.indicator_of(count).id == indicator.id]
            assert sum(parts) <= indicator.full
