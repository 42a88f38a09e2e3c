"""What is large, looks wrong or makes a reader fail is read in a process that may be killed; the batch goes on."""

from __future__ import annotations

import time
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from types import SimpleNamespace
from typing import TYPE_CHECKING

import defusedxml
import openpyxl
import pytest

from corpus.attacks_sheets import CASES
from sheets.books import Book, edit_part
from weibao.campaign.collect import collect_round
from weibao.compute.model import Office
from weibao.compute.settings import Settings
from weibao.sheets import container, intake, intake_guard
from weibao.sheets.intake_json import from_json, to_json
from weibao.sheets.package_cells import parse_xml
from weibao.worker import Worker

if TYPE_CHECKING:
    from pathlib import Path

    from weibao.rulebook.model import Rulebook

UNREADABLE = next(make for name, make, *_ in CASES if name == "字符串编号越界")


@pytest.fixture
def good(tmp_path: Path, village: Rulebook) -> Path:
    """A return with an answer of every kind."""
    book = Book(
        "D01",
        rows={"I01": {"level": "达标", "score": "0.5分", "statement": "一\n二"}},
        evidence=[{"indicator": "I01", "title": "纪要", "dated": "2023-09-01"}],
        vetoes={village.vetoes[0].id: {"happened": "有", "happened_on": "昨天"}},
        feedback={"督1-I01": {"measure": "已整改"}},
        people={"filler": "王样例", "filled_on": "2023年9月1日"},
    )
    return book.write(tmp_path / "good.xlsx", village)


def test_a_return_comes_out_of_the_worker_as_it_went_in(good: Path, village: Rulebook) -> None:
    settings = Settings.build(village, {})[0]
    here = intake.read_return(good, village, settings, file="a.xlsx")
    assert here.submission is not None
    assert here.findings
    assert from_json(to_json(here)) == here
    assert intake_guard.read_in_worker(good, village, settings, file="a.xlsx") == here
    data = good.read_bytes()
    assert intake_guard.read_in_worker(good, village, settings, file="a.xlsx", content=data) == here


def test_only_records_of_returns_cross_over() -> None:
    assert from_json(to_json((Decimal("0.50"), None, True))) == (Decimal("0.50"), None, True)
    with pytest.raises(KeyError):
        from_json({"~": "Popen", "args": ["calc"]})
    with pytest.raises(TypeError):
        to_json(object())


def test_a_large_file_is_read_in_the_worker_and_counts(
    good: Path, village: Rulebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings.build(village, {})[0]
    expected = intake.read_return(good, village, settings, file="a.xlsx")
    asked = []
    real = intake.read_in_worker
    monkeypatch.setattr(intake, "read_in_worker", lambda *args, **more: asked.append(1) or real(*args, **more))
    assert intake.read_return(good, village, settings, file="a.xlsx") == expected
    assert not asked
    monkeypatch.setattr(container, "_limits", replace(container.ORDINARY, part=500))
    assert intake.read_return(good, village, settings, file="a.xlsx") == expected
    assert asked


@pytest.mark.parametrize(
    ("reader", "words"),
    [
        ("hang", "秒还没有读完"),
        ("sleep", "秒还没有读完"),
        ("crash", "中断"),
        ("leave", "中断"),
        ("devour", "内存"),
        ("fail", "出错"),
        ("chatter", "中断"),
        ("nothing", "中断"),
    ],
)
def test_a_reader_that_hangs_crashes_or_eats_memory_hurts_no_other_file(
    tmp_path: Path, village: Rulebook, good: Path, monkeypatch: pytest.MonkeyPatch, reader: str, words: str
) -> None:
    folder = tmp_path / "回收" / "第1轮"
    folder.mkdir(parents=True)
    bad = UNREADABLE(folder, good)
    Book("D02", rows={"I01": {"level": "达标"}}).write(folder / "另一份.xlsx", village)
    monkeypatch.setattr(intake_guard, "READER", f"corpus.readers:{reader}")
    monkeypatch.setattr(intake_guard, "SECONDS", 10.0 if reader == "devour" else 1.0)
    begun = time.monotonic()
    result = collect_round(tmp_path, village, Settings.build(village, {})[0], Office(), 1)
    assert time.monotonic() - begun < 30
    assert set(result.submissions) == {"D02"}
    found = [item for item in result.findings if item.file.endswith(bad.name)]
    assert [item.code for item in found] == ["file-stopped"]
    assert words in found[0].message


@pytest.mark.parametrize(
    "answer",
    [
        b'{"failed": "whatever"}',
        b'{"failed": ["timeout"]}',
        b'["failed"]',
        b'"failed"',
        b"5",
        b"{}",
        b"[" * 100_000,
        b'{"value": {"~": []}}',
        b'{"value": {"~": "Decimal", "": "one"}}',
        b'{"value": {"~": "Level", "": {}}}',
        b'{"value": ' + b"[" * 900 + b"]" * 900 + b"}",
    ],
)
def test_whatever_a_worker_that_was_taken_over_answers_it_is_stopped(
    good: Path, village: Rulebook, monkeypatch: pytest.MonkeyPatch, answer: bytes
) -> None:
    pipe = SimpleNamespace(send_bytes=len, poll=bool, recv_bytes=lambda _: answer)
    monkeypatch.setattr(Worker, "_start", lambda _: pipe)
    with pytest.raises(intake_guard.StoppedError, match="中断"):
        intake_guard.read_in_worker(good, village, Settings.build(village, {})[0], file="a.xlsx")


def test_a_fault_of_ours_in_reading_is_a_finding_too(
    good: Path, village: Rulebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(intake, "_read", broken)
    monkeypatch.setattr(intake_guard, "READER", "corpus.readers:fail")
    result = intake.read_return(good, village, Settings.build(village, {})[0], file="a.xlsx")
    assert [item.code for item in result.findings] == ["file-stopped"]
    assert len(result.digest) == 64


def test_parsers_refuse_entities_wherever_we_parse(good: Path, village: Rulebook) -> None:
    assert openpyxl.DEFUSEDXML
    evil = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd"><!ENTITY b "&a;&a;">]>'
    edit_part(good, "xl/worksheets/sheet2.xml", lambda xml: evil + xml.split(b"?>", 1)[1].replace(b"<v>", b"<v>&b;", 1))
    with pytest.raises(Exception, match="Unable to read workbook") as caught:
        openpyxl.load_workbook(BytesIO(good.read_bytes()))
    assert isinstance(caught.value.__cause__ or caught.value.__context__, defusedxml.DefusedXmlException)
    with pytest.raises(Exception, match="DOCTYPE"):
        parse_xml(evil + b"<x>&b;</x>", "x.xml")


def test_a_file_that_is_gone_when_the_worker_gives_up_is_told_all_the_same(
    tmp_path: Path, good: Path, village: Rulebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody moves it away, or opens it, in the seconds that the worker has it."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(good.read_bytes())

    def moved(*_: object, **__: object) -> None:
        path.unlink()
        raise intake_guard.StoppedError("读了 10 秒还没有读完")

    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(intake, "_read", broken)
    monkeypatch.setattr(intake, "read_in_worker", moved)
    result = intake.read_return(path, village, Settings.build(village, {})[0], file="a.xlsx")
    assert ([item.code for item in result.findings], result.digest) == (["file-stopped"], "")
