"""Evidence in the history: what a reading puts on record, what it leaves, and what is told of it later."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, cast

import pytest

from weibao.campaign.evidence_index import Index
from weibao.campaign.history import Kind, begin_run, current, unpack
from weibao.campaign.history_evidence import exchanged, registered, remember_evidence
from weibao.campaign.lock import Holder
from weibao.campaign.store import open_store
from weibao.compute.proof_records import FileFacts

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

SEEN = FileFacts("佐证材料/甲.pdf", 3, "a1")
MOMENT = "2026-03-05T10:00:00+08:00"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / ".weibao" / "history.sqlite"


def read(path: Path, *files: FileFacts, command: str = "evidence index", **more: object) -> dict[str, object]:
    """One reading; the hashes, or why there is none, by name."""
    index = Index({file.path: file for file in files}, **more)  # type: ignore[arg-type]
    with open_store(path, who=Holder("王办", command=command, since=MOMENT)) as store:
        remember_evidence(store, index)
        facts = {key: unpack(value) for key, value in current(store, Kind.EVIDENCE).items()}
    return {key.rpartition("/")[2]: fact.get("sha256", fact.get("unread")) for key, fact in facts.items()}


def snapshot(path: Path, command: str = "regenerate") -> None:
    with open_store(path, who=Holder("李核", command=command)) as store:
        store.about = (date(2026, 3, 5), 1)
        begin_run(store)


def test_a_reading_puts_on_record_what_it_saw(path: Path) -> None:
    secret = FileFacts("佐证材料/机密.docx", 5, secret="机密")  # noqa: S106 - a mark of 密级
    assert read(path, SEEN, secret) == {"甲.pdf": "a1", "机密.docx": "secret"}
    assert read(path, FileFacts(SEEN.path, 4, "a2")) == {"甲.pdf": "a2"}
    assert read(path) == {}


@pytest.mark.parametrize(
    ("files", "more"),
    [
        ([FileFacts(SEEN.path, 3, problem="unreadable")], {}),
        ([FileFacts(SEEN.path, 9)], {"unread": (SEEN.path,)}),
        ([], {"closed": {"佐证材料": "没有读取权限"}}),
        ([FileFacts(SEEN.path, 3, "stale")], {"closed": {"佐证材料": "没有读取权限"}}),
    ],
)
def test_what_nobody_could_see_stays_on_record(path: Path, files: list[FileFacts], more: Mapping[str, object]) -> None:
    read(path, SEEN)
    assert read(path, *files, **cast("Mapping[str, str]", more)) == {"甲.pdf": "a1"}


def test_the_record_is_that_of_the_last_snapshot(path: Path) -> None:
    read(path, SEEN, FileFacts("佐证材料/乙.pdf", 3, "b1"))
    snapshot(path)
    read(path, FileFacts(SEEN.path, 3, "a2"), FileFacts("佐证材料/乙改名.pdf", 3, "b1"))
    with open_store(path, reading=True) as store:
        found = registered(store)
        assert exchanged(store) == []
    first, second = found[SEEN.path], found["佐证材料/乙.pdf"]
    assert (first.base, first.now, first.taken and first.taken.at) == ("a1", "a2", MOMENT)
    assert (second.base, second.now, second.moved, second.is_ours) == ("b1", None, "佐证材料/乙改名.pdf", False)
    snapshot(path)
    with open_store(path, reading=True) as store:
        assert registered(store).keys() == {SEEN.path, "佐证材料/乙改名.pdf"}
        assert registered(store)[SEEN.path].taken is None
        assert exchanged(store) == [SEEN.path]


def test_a_collect_by_anybody_settles_no_exchange(path: Path) -> None:
    read(path, SEEN)
    snapshot(path)
    read(path, FileFacts(SEEN.path, 3, "a2"))
    snapshot(path, "collect")
    with open_store(path, reading=True) as store:
        found = registered(store)[SEEN.path]
        assert (found.base, found.now, found.taken and found.taken.user) == ("a1", "a2", "王办")
        assert exchanged(store) == []


@pytest.mark.parametrize(("command", "ours"), [("evidence tidy", True), ("evidence index", False)])
def test_our_own_moves_are_told_from_others(path: Path, command: str, ours: bool) -> None:
    read(path, SEEN)
    moved = "佐证材料/I01/I01-01_甲.pdf"
    read(path, FileFacts(moved, 3, "a1"), command=command)
    with open_store(path, reading=True) as store:
        assert registered(store)[SEEN.path].is_ours is ours
    read(path, SEEN, command=command)
    with open_store(path, reading=True) as store:
        assert registered(store)[SEEN.path].taken is None
        assert registered(store)[moved].is_ours is ours
