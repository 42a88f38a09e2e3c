"""Every file of the corpus, collected: it ends as it should, in bounded time, and hurts no other file."""

from __future__ import annotations

import importlib
import json
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from sheets.books import Book
from weibao.campaign.collect import collect_round
from weibao.clean import unseen
from weibao.compute.model import Office
from weibao.compute.settings import Settings
from weibao.sheets import intake, intake_guard
from weibao.sheets.intake_json import from_json, to_json

if TYPE_CHECKING:
    from weibao.rulebook.model import Rulebook
    from weibao.sheets.intake_table import Notes

FOLDER = Path(__file__).parent
CASES = [
    (path.stem, case)
    for path in sorted(FOLDER.glob("[!_]*.py"))
    if path.stem not in ("packages", "test_corpus") and not path.stem.startswith("test_")
    for case in getattr(importlib.import_module(f"corpus.{path.stem}"), "CASES", ())
]
# What one file may take, on a machine that is busy with other tests.
SECONDS = 90.0


@pytest.fixture(autouse=True)
def through_the_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is read here comes out of a worker's answer the same, and would be believed."""
    real = intake._read_here

    def reading(path: Path, rulebook: Rulebook, notes: Notes, content: bytes | None) -> intake.ReadReturn:
        result = real(path, rulebook, notes, content)
        assert from_json(json.loads(json.dumps(to_json(result)))) == result
        assert intake_guard.is_of(result, rulebook, notes.file)
        return result

    monkeypatch.setattr(intake, "_read_here", reading)


@pytest.fixture(scope="session")
def checklist(tmp_path_factory: pytest.TempPathFactory, village: Rulebook) -> Path:
    """A return of D01 with something in every table."""
    folder = tmp_path_factory.mktemp("corpus")
    book = Book(
        "D01",
        rows={"I01": {"level": "达标", "statement": "已落实"}},
        evidence=[{"indicator": "I01", "title": "会议纪要", "location": "佐证材料/会议纪要.pdf"}],
        vetoes={village.vetoes[0].id: {"happened": "无"}},
        people={"filler": "王样例"},
    )
    return book.write(folder / "D01.xlsx", village)


@pytest.mark.parametrize(("module", "case"), CASES, ids=[f"{module}-{case[0]}" for module, case in CASES])
def test_a_strange_file_ends_as_it_should(
    tmp_path: Path, village: Rulebook, checklist: Path, monkeypatch: pytest.MonkeyPatch, module: str, case: Any
) -> None:
    _, make, codes, counts = case
    # How long a file takes is measured elsewhere; here a machine that is busy must not decide how it ends.
    monkeypatch.setattr(intake_guard, "SECONDS", SECONDS)
    folder = tmp_path / "回收" / "第1轮"
    folder.mkdir(parents=True)
    other = Book("D02", rows={"I01": {"level": "达标"}}).write(folder / "另一份.xlsx", village)
    made = make(folder, checklist)
    before = made.read_bytes() if made.is_file() else b""
    begun = time.monotonic()
    result = collect_round(tmp_path, village, Settings.build(village, {})[0], Office(), 1)
    assert time.monotonic() - begun < SECONDS
    found = {item.code for item in result.findings if other.name not in item.file} - {"returns-nameless"}
    assert (found, "D01" in result.submissions) == (set(codes), counts)
    assert "D02" in result.submissions
    for item in result.findings:
        assert item.message
        assert not unseen(item.message + item.file + item.sheet)
    if made.is_file():
        assert made.read_bytes() == before
