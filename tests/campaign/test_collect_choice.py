"""Which of several files counts: the story of one unit and round, run by run."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weibao.campaign.choice import Case, Memory, decide, find_file
from weibao.campaign.passing import said_again
from weibao.findings import Finding, Severity
from weibao.hosts import messages
from weibao.sheets.layout import RETURNS
from weibao.sheets.ledger_rows import WORDS
from weibao.sheets.ledger_styles import _rule
from weibao.texts import FINDINGS
from weibao.texts_returns import SEND_BACK, SEND_BACK_CHOICES

if TYPE_CHECKING:
    from weibao.rulebook.model import Rulebook

README = Path(__file__).parents[2] / "README.md"


class Run(NamedTuple):
    """One run: the files there (name → content), what the ledger says, and what must come out."""

    files: dict[str, str]
    status: str
    used: str
    notes: tuple[str, ...] = ()
    chosen: str = ""
    sent_back: str = ""


A, B, C = {"a.xlsx": "A"}, {"b.xlsx": "B"}, {"c.xlsx": "C"}

STORIES: dict[str, list[Run]] = {
    "nothing came": [Run({}, "missing", "")],
    "one file, then the same again": [
        Run(A, "returned", "A"),
        Run(A, "returned", "A"),
        Run(A | {"又一份.xlsx": "A"}, "returned", "A"),
    ],
    "two together: none counts until the clerk chooses": [
        Run(A | B, "choose", "", ("return-choose",)),
        Run(A | B, "choose", "", ("return-choose",)),
        Run(A | B, "returned", "B", chosen="b.xlsx"),
        Run(A | B, "returned", "B", chosen="b.xlsx"),
    ],
    "a later one waits, the first goes on counting": [
        Run(A, "returned", "A"),
        Run(A | B, "waiting", "A", ("return-waiting",)),
        Run(A | B, "waiting", "A", ("return-waiting",)),
        Run(A | B, "returned", "B", chosen="b.xlsx"),
        Run(A | B | C, "waiting", "B", ("return-waiting",), chosen="b.xlsx"),
        Run(A | B | C, "returned", "C", chosen="c.xlsx"),
    ],
    "choosing the old one settles it": [
        Run(A, "returned", "A"),
        Run(A | B, "waiting", "A", ("return-waiting",)),
        Run(A | B, "returned", "A", chosen="a"),
    ],
    "taking the choice back does not ask about what was passed over": [
        Run(A | B, "returned", "A", chosen="a"),
        Run(A | B, "returned", "A"),
    ],
    "sent back, then a new one takes its place and stays": [
        Run(A, "returned", "A"),
        Run(A, "sent_back", "A", sent_back="缺盖章"),
        Run(A | B, "returned", "B", ("return-replaced",), sent_back="缺盖章"),
        Run(A | B, "returned", "B", sent_back="缺盖章"),
        Run(A | B | C, "waiting", "B", ("return-waiting",), sent_back="缺盖章"),
    ],
    "what took the place is gone: the old one is left": [
        Run(A, "sent_back", "A", sent_back="退"),
        Run(A | B, "returned", "B", ("return-replaced",), sent_back="退"),
        Run(A, "choose", "", ("return-put-aside",), sent_back="退"),
        Run(A, "returned", "A", chosen="a.xlsx", sent_back="退"),
    ],
    "sent back twice": [
        Run(A, "sent_back", "A", sent_back="9月20日退"),
        Run(A | B, "returned", "B", ("return-replaced",), sent_back="9月20日退"),
        Run(A | B, "sent_back", "B", sent_back="9月25日再退"),
        Run(A | B | C, "returned", "C", ("return-replaced",), sent_back="9月25日再退"),
    ],
    "sent back again after the answer has come": [
        Run(A, "sent_back", "A", sent_back=SEND_BACK_CHOICES[0]),
        Run(A | B, "returned", "B", ("return-replaced",), sent_back=SEND_BACK_CHOICES[0]),
        Run(A | B | C, "waiting", "B", ("return-waiting",), sent_back=SEND_BACK_CHOICES[0]),
        Run(A | B | C, "returned", "C", ("return-replaced",), sent_back=SEND_BACK_CHOICES[1]),
        Run(A | B | C, "sent_back", "C", sent_back=SEND_BACK_CHOICES[2]),
    ],
    "sent back by mistake, taken back": [
        Run(A, "sent_back", "A", sent_back="退"),
        Run(A, "returned", "A"),
        Run(A | B, "waiting", "A", ("return-waiting",)),
    ],
    "the same words serve again after the cell was emptied": [
        Run(A, "sent_back", "A", sent_back="退"),
        Run(A | B, "returned", "B", ("return-replaced",), sent_back="退"),
        Run(A | B, "returned", "B"),
        Run(A | B, "sent_back", "B", sent_back="退"),
    ],
    "sent back, two different ones come: the old one goes on": [
        Run(A, "sent_back", "A", sent_back="退"),
        Run(A | B | C, "waiting", "A", ("return-waiting",), sent_back="退"),
        Run(A | B | C, "returned", "C", ("return-replaced",), chosen="c.xlsx", sent_back="退"),
        Run(A | B | C, "returned", "C", chosen="c.xlsx", sent_back="退"),
    ],
    "a chosen file is sent back": [
        Run(A | B, "returned", "B", chosen="b.xlsx"),
        Run(A | B, "sent_back", "B", chosen="b.xlsx", sent_back="退"),
        Run(A | B | C, "returned", "C", ("return-replaced",), chosen="b.xlsx", sent_back="退"),
        Run(A | B | C, "returned", "C", chosen="b.xlsx", sent_back="退"),
    ],
    "sent back with two unchosen files: still the clerk's choice": [
        Run(A | B, "choose", "", ("return-choose",), sent_back="退"),
    ],
    "the file that counted was overwritten or lost": [
        Run(A, "returned", "A"),
        Run({"a.xlsx": "B"}, "returned", "B", ("return-gone",)),
        Run({}, "missing", "", ("return-lost",)),
        Run({"a.xlsx": "B"}, "returned", "B"),
    ],
    "renamed is the same": [Run(A, "returned", "A"), Run({"改名.xlsx": "A"}, "returned", "A")],
    "a choice that is not there": [
        Run(A, "returned", "A", ("chosen-missing",), chosen="x.xlsx"),
        Run(A | B, "waiting", "A", ("chosen-missing", "return-waiting"), chosen="x.xlsx"),
        Run({}, "missing", "", ("return-lost",), chosen="x.xlsx"),
    ],
}  # fmt: skip


def test_how_to_send_back_is_said_in_the_same_words_everywhere(rugao: Rulebook) -> None:
    assert all(choice in SEND_BACK for choice in SEND_BACK_CHOICES[:2])
    assert SEND_BACK in WORDS[RETURNS.sheet].note
    assert SEND_BACK in messages.sent_back({"slips": ["01 甲－退回修改意见（第1轮）.docx"]})
    assert SEND_BACK in README.read_text(encoding="utf-8")
    assert SEND_BACK_CHOICES[1] in FINDINGS["return-waiting"].message
    column = next(column for column in RETURNS.columns if column.key == "sent_back")
    rule = _rule(RETURNS, column, rugao, ())
    assert rule is not None
    assert (tuple(rule["source"]), rule["show_error"]) == (SEND_BACK_CHOICES, False)  # other words may be typed


@pytest.mark.parametrize("story", STORIES.values(), ids=list(STORIES))
def test_story(story: list[Run]) -> None:
    before, memory = ("", ""), Memory()
    for number, run in enumerate(story):
        versions: dict[str, tuple[str, ...]] = {}
        for name, content in run.files.items():
            versions[content] = (*versions.get(content, ()), f"回收/第1轮/{name}")
        decision = decide(Case(versions, before, run.chosen, run.sent_back, Memory.load(memory.dump())))
        assert (decision.status.value, decision.used, decision.notes) == (run.status, run.used, run.notes), number
        memory = decision.memory
        before = (versions[decision.used][0], decision.used) if decision.used else ("", "")


@pytest.mark.parametrize(
    ("name", "digest"),
    [
        ("回收/第1轮/甲/清单.xlsx", "A"),
        ("第1轮\\甲\\清单.xlsx", "A"),
        ("甲/清单", "A"),
        (" 清单乙.XLSX ", "B"),
        ("清单.xlsx", ""),  # two contents of this name
        ("清", ""),
        ("没有.xlsx", ""),
    ],
)
def test_a_file_is_found_by_the_end_of_its_path(name: str, digest: str) -> None:
    versions = {"A": ("回收/第1轮/甲/清单.xlsx",), "B": ("回收/第1轮/清单乙.xlsx",), "C": ("回收/第1轮/乙/清单.xlsx",)}
    assert find_file(name, versions) == digest


@pytest.mark.parametrize("text", ["", "{}", "not json", "[1]", '{"passed_over": 3}', "null"])
def test_a_damaged_memory_counts_as_none(text: str) -> None:
    assert Memory.load(text) == Memory()


DIGESTS = ("甲", "乙", "丙")
SOME = st.lists(st.sampled_from(DIGESTS), unique=True)
TEXTS = st.sampled_from(["", "退回", "第2次退回"])


@given(
    SOME,
    st.sampled_from(["", "走了", *DIGESTS]),
    st.sampled_from(["", "没有", *DIGESTS]),
    TEXTS,
    st.builds(Memory, SOME.map(tuple), st.sampled_from(["", *DIGESTS]), TEXTS),
)
def test_a_decision_stands_where_nothing_else_happens(
    digests: list[str], before: str, chosen: str, sent_back: str, memory: Memory
) -> None:
    """What is told again, and what only once."""
    versions = {digest: (f"{digest}.xlsx",) for digest in digests}
    first = decide(Case(versions, (f"{before}.xlsx" if before else "", before), chosen, sent_back, memory))
    used = (f"{first.used}.xlsx" if first.used else "", first.used)
    second = decide(Case(versions, used, chosen, sent_back, first.memory))
    told = tuple(found.code for found in said_again(Finding(code, Severity.INFO, code) for code in first.notes))
    assert second == replace(first, notes=told, replaced="")
