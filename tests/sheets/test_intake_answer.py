"""What a worker process answers, changed by chance: it is refused, or it is a return that everything else can use."""

from __future__ import annotations

import copy
import json
from datetime import date
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sheets.books import Book
from weibao.compute.assessment import assess
from weibao.compute.model import Office, Round
from weibao.compute.proof_records import FileFacts
from weibao.compute.settings import Settings
from weibao.rulebook import load_calendar
from weibao.sheets import intake, intake_guard
from weibao.sheets.intake_json import from_json, to_json
from weibao.worker import Worker, WorkerError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from weibao.rulebook.model import Rulebook

NASTY: list[Any] = [
    None, True, False, 0, -1, 10**30, 1.5, float("nan"), "", "x", "\ud800", "\0", "D99", "I99", "达标", "9" * 5000,
    [], {}, [[]], {"~": []}, {"~": "Popen"}, {"~": "date", "": "2023-02-30"}, {"~": "date", "": "2023-01-01T00:00:00"},
    {"~": "date", "": 5}, {"~": "Decimal", "": "NaN"}, {"~": "Decimal", "": "1E+999999"}, {"~": "Decimal", "": 0.1},
    {"~": "Decimal", "": "-0"}, {"~": "Level", "": "met"}, {"~": "Level", "": "x"}, {"~": "Severity", "": "error"},
    {"~": "People", "filler": 1}, {"~": "ReadReturn", "file": "b.xlsx"},
]  # fmt: skip
STEPS = st.lists(
    st.tuples(st.integers(0, 10**6), st.sampled_from(("set", "drop", "swap", "add")), st.integers(0, 10**6)),
    min_size=1,
    max_size=3,
)


def places(data: Any) -> Iterator[tuple[Any, Any]]:
    """Every (container, key) of a JSON value."""
    for key, value in list(data.items() if isinstance(data, dict) else enumerate(data)):
        yield data, key
        if isinstance(value, (dict, list)):
            yield from places(value)


def changed(data: Any, steps: list[tuple[int, str, int]]) -> Any:
    """The value with some places replaced, dropped, exchanged or widened."""
    data = {"": copy.deepcopy(data)}
    for place, kind, other in steps:
        found = list(places(data))
        holder, key = found[place % len(found)]
        twin, name = found[other % len(found)]
        if kind == "set":
            holder[key] = copy.deepcopy(NASTY[other % len(NASTY)])
        elif kind == "swap":
            holder[key] = copy.deepcopy(twin[name])
        elif kind == "drop" and holder is not data:
            del holder[key]
        elif isinstance(holder, dict):
            holder["more"] = copy.deepcopy(twin[name])
        else:
            holder.append(copy.deepcopy(twin[name]))
    return data[""]


class Grounds(NamedTuple):
    """What is asked with, and the honest answer."""

    rulebook: Rulebook
    typed: Settings
    honest: Any

    def __repr__(self) -> str:
        return "Grounds"  # what hypothesis prints of a failure


@pytest.fixture(scope="module")
def grounds(tmp_path_factory: pytest.TempPathFactory, village: Rulebook) -> Grounds:
    """A return with an answer of every kind, as a worker process gives it."""
    book = Book(
        "D01",
        rows={"I01": {"level": "达标", "score": "0.5分", "statement": "一\n二"}},
        evidence=[{"indicator": "I01", "title": "纪要", "dated": "2023-09-01"}],
        vetoes={village.vetoes[0].id: {"happened": "有", "happened_on": "昨天"}},
        feedback={"督1-I01": {"measure": "已整改"}},
        people={"filler": "王样例", "filled_on": "2023年9月1日"},
    )
    path = book.write(tmp_path_factory.mktemp("answer") / "a.xlsx", village)
    typed = Settings.build(village, {})[0]
    return Grounds(village, typed, to_json(intake.read_return(path, village, typed, file="a.xlsx")))


def answered(grounds: Grounds, value: Any, path: Path) -> intake.ReadReturn:
    """What the reading side makes of an answer."""
    pipe = SimpleNamespace(
        send_bytes=len, poll=bool, recv_bytes=lambda _: json.dumps({"value": value}).encode("utf-8", "surrogatepass")
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Worker, "_start", lambda _: pipe)
        return intake_guard.read_in_worker(path, grounds.rulebook, grounds.typed, file="a.xlsx")


def test_an_honest_answer_is_believed(grounds: Grounds, tmp_path: Path) -> None:
    assert answered(grounds, grounds.honest, tmp_path) == from_json(grounds.honest)


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_a_changed_answer_is_refused_or_fit_for_use(
    grounds: Grounds, tmp_path: Path, steps: list[tuple[int, str, int]]
) -> None:
    book, typed, honest = grounds
    try:
        told = answered(grounds, changed(honest, steps), tmp_path)
    except intake_guard.StoppedError:
        return
    assert from_json(json.loads(json.dumps(to_json(told)))) == told
    assert told.file == "a.xlsx"
    sorted(told.findings, key=lambda item: item.sort_key)
    submissions = {told.submission.unit: told.submission} if told.submission else {}
    office = Office(rounds=(Round(1, "一"),))
    result = assess(book, load_calendar(), typed, office, submissions, (), round=1, as_of=date(2023, 9, 30))
    assert result.total.possible >= result.total.earned >= 0


FACTS = FileFacts(
    "佐证材料/a.jpg", 5, "ab" * 32, "jpeg", 1, 800, 600, 3, True, False, True, date(2023, 9, 1), "0f" * 8, "", True,
    {"手机号码": 2}, ("某县",), (("people", True, 120),), ((10, 9),), date(2024, 1, 1), None, (1, 2, 3), "",
)  # fmt: skip


@settings(max_examples=200)
@given(steps=STEPS)
def test_changed_facts_are_refused_or_facts(steps: list[tuple[int, str, int]]) -> None:
    try:
        facts = FileFacts.load(changed(FACTS.dump(), steps))
    except (TypeError, ValueError, KeyError, AttributeError):
        return
    assert FileFacts.load(json.loads(json.dumps(facts.dump()))) == facts
    assert facts.name in facts.path
    int(facts.look or "0", 16)
    assert sum(facts.personal.values()) >= 0
    assert hash(facts.places) is not None


@pytest.mark.parametrize(
    "answer",
    [
        b'{"value": NaN}', b'{"value": 1, "failed": "memory"}', b'{"failed": "timeout", "detail": ""}',
        b'{"failed": "memory", "detail": 5}', b'{"failed": {}, "detail": ""}', b"null", b"{}", b"", b"\xff",
        b"[" * 100_000, b'{"value": [' + b"[]," * 2_000_001 + b"[]]}",
    ],
    ids=range(11),
)  # fmt: skip
def test_what_is_no_answer_is_a_crash(monkeypatch: pytest.MonkeyPatch, answer: bytes) -> None:
    pipe = SimpleNamespace(send_bytes=len, poll=bool, recv_bytes=lambda _: answer)
    monkeypatch.setattr(Worker, "_start", lambda _: pipe)
    with pytest.raises(WorkerError) as caught:
        Worker("nobody:none").call(1, seconds=1.0)
    assert caught.value.reason == "crashed"
