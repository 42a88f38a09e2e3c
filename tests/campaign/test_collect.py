"""Collecting a round: who has returned, what is set aside and why."""

from __future__ import annotations

import os
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from sheets.books import Book
from weibao.campaign.collect import Collected, collect_round
from weibao.campaign.senders import named
from weibao.campaign.store import Issued
from weibao.compute.model import Level, Office, ReturnStatus, Round
from weibao.compute.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from weibao.rulebook.model import Rulebook

ISSUED_ON = date(2023, 9, 1)
Collect = "Callable[..., Collected]"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "回收" / "第1轮"
    path.mkdir(parents=True)
    return path


@pytest.fixture
def collect(tmp_path: Path, village: Rulebook) -> Callable[..., Collected]:
    settings = Settings.build(village, {})[0]

    def run(number: int = 1, office: Office | None = None, **more: Any) -> Collected:
        return collect_round(tmp_path, village, settings, office or Office(), number, **more)

    return run


def state(result: Collected, unit: str) -> tuple[ReturnStatus, str]:
    item = next(item for item in result.returns if item.unit == unit)
    return item.status, item.used


def codes(result: Collected) -> list[tuple[str, str]]:
    return [(item.code, item.file) for item in result.findings]


def issued(village: Rulebook) -> dict[str, Issued]:
    serial = f"{village.id}/1/{{}}/20230901"
    return {unit.id: Issued(serial.format(unit.id), "下发/x.xlsx", "d", ISSUED_ON) for unit in village.units}


def test_every_workbook_below_the_folder_is_read_whatever_its_name(
    collect: Callable[..., Collected], folder: Path, village: Rulebook
) -> None:
    Book("D02", rows={"I01": {"level": "达标"}}).write(folder / "a.xlsx", village)
    late = Book("D01").write(folder / "补报" / "final 终稿(3).XLSX", village)
    os.utime(late, (0, datetime(2023, 9, 25, 17, 30, tzinfo=UTC).timestamp()))
    for name in ("~$a.xlsx", ".隐藏.xlsx", ".~lock.a.xlsx#", "~扫描件.pdf"):
        (folder / name).write_bytes(b"x")
    shown: list[tuple[int, int]] = []
    result = collect(issued=issued(village), progress=lambda _what, done, of: shown.append((done, of)))
    assert codes(result) == [("files-left", "回收/第1轮"), ("file-in-use", "回收/第1轮/a.xlsx")]
    assert "4 个" in result.findings[0].message
    assert sorted(result.submissions) == ["D01", "D02"]
    assert [item.unit for item in result.returns] == [unit.id for unit in village.units]
    assert state(result, "D01") == (ReturnStatus.RETURNED, "回收/第1轮/补报/final 终稿(3).XLSX")
    assert state(result, "D03") == (ReturnStatus.MISSING, "")
    # 17:30 at Greenwich is the next day in China.
    assert result.submissions["D01"].received == date(2023, 9, 26)
    assert result.returns[0].issued == ISSUED_ON
    assert any(row.level is Level.MET for row in result.submissions["D02"].rows)
    assert shown == [(1, 2), (2, 2)]
    assert result.used.keys() == {(1, "D01"), (1, "D02")}


def test_an_empty_round_is_no_error(collect: Callable[..., Collected]) -> None:
    result = collect(number=3)
    assert {item.status for item in result.returns} == {ReturnStatus.MISSING}


CONFLICTS: dict[str, tuple[dict[str, Any], str]] = {
    "another unit in the hidden sheet": ({"visible_unit": "谷文化站"}, "下发给“谷管理处”"),
    "a unit nobody knows": ({"visible_unit": "邻谷管理处"}, "不是成员单位"),
    "a hidden unit nobody knows": ({"meta": {"unit_name": "邻谷管理处"}}, "不是成员单位"),
    "the visible round": ({"visible_round": "第2轮"}, "第2轮"),
    "the hidden round": ({"meta": {"round": 3}}, "第3轮"),
    "another county": ({"meta": {"rulebook": "elsewhere"}}, "elsewhere"),
    "a withdrawn checklist": ({"meta": {"serial": "village/1/D01/20230701"}}, "20230701"),
}


@pytest.mark.parametrize(("changes", "words"), CONFLICTS.values(), ids=list(CONFLICTS))
def test_what_does_not_agree_is_set_aside_and_replaces_nobody(
    collect: Callable[..., Collected], folder: Path, village: Rulebook, changes: dict[str, Any], words: str
) -> None:
    for unit in ("D01", "D02"):
        Book(unit, rows={"I01": {"level": "达标"}}).write(folder / f"{unit}.xlsx", village)
    first = collect(issued=issued(village))
    Book("D01", rows={"I01": {"level": "未达标"}}, **changes).write(folder / "z.xlsx", village)
    result = collect(issued=issued(village))
    told = [(code, file) for code, file in codes(result) if code != "returns-nameless"]
    assert told == [("identity-conflict", "回收/第1轮/z.xlsx")]
    assert words in result.findings[0].message
    assert result.submissions == first.submissions


def test_a_file_that_counted_and_was_exchanged_for_an_unreadable_one_is_not_called_gone(
    collect: Callable[..., Collected], folder: Path, village: Rulebook
) -> None:
    Book("D01", rows={"I01": {"level": "达标"}}).write(folder / "a.xlsx", village)
    before = {unit: kept for (_, unit), kept in collect().used.items()}
    (folder / "a.xlsx").write_bytes(b"PK spoilt")
    result = collect(used=before)
    [told] = [item for item in result.findings if item.code.startswith("return-")]
    assert told.code == "return-spoilt"
    assert "a.xlsx" in told.message
    assert f"weibao history --unit {village.unit_by_id['D01'].name}" in told.message
    Book("D01", rows={"I01": {"level": "未达标"}}).write(folder / "b.xlsx", village)
    result = collect(used=before)
    assert "return-spoilt-other" in [item.code for item in result.findings]
    Book("D01", rows={"I01": {"level": "部分达标"}}).write(folder / "a.xlsx", village)
    (folder / "b.xlsx").unlink()
    [told] = [item for item in collect(used=before).findings if item.code.startswith("return-")]
    assert told.code == "return-exchanged"
    assert told.message.startswith(f"{village.unit_by_id['D01'].name}换了一份（文件名没有变）：按现在这份计入")
    (folder / "a.xlsx").rename(folder / "c.xlsx")
    assert "return-gone" in [item.code for item in collect(used=before).findings]


def test_a_list_of_a_later_round_is_only_to_be_moved(
    collect: Callable[..., Collected], folder: Path, village: Rulebook
) -> None:
    Book("D01", round=2).write(folder / "a.xlsx", village)
    office = Office(rounds=(Round(1, "第1轮"), Round(2, "第2轮")))
    result = collect(office=office)
    [told] = [item for item in result.findings if item.file == "回收/第1轮/a.xlsx"]
    assert told.code == "round-misplaced"
    assert "移到“回收/第2轮”" in told.message
    assert [item.code for item in collect().findings if item.file == told.file] == ["identity-conflict"]  # no round 2


@pytest.mark.parametrize(
    ("name", "unit"),
    [("谷文化站.zip", "D02"), ("第一批/谷文化站报送.zip", "D02"), ("谷文化站/1.zip", "D02"), ("材料.zip", "")],
)
def test_an_archive_that_cannot_be_read_is_its_sender_s(
    collect: Callable[..., Collected], folder: Path, village: Rulebook, name: str, unit: str
) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(folder / name, "w") as package:
        package.writestr("清单.zip", b"x")  # nothing is read inside of it
    result = collect()
    states = {item.unit: item.status for item in result.returns}
    nameless = [item.message for item in result.findings if item.code == "returns-nameless"]
    if unit:
        assert states[unit] is ReturnStatus.SET_ASIDE
        assert nameless == []
        assert {item.unit for item in result.findings if item.code == "archive-member"} == {unit}
    else:
        assert set(states.values()) == {ReturnStatus.MISSING}
        assert "认不出是哪个单位的文件 1 份：“材料.zip/清单.zip”" in nameless[0]


@pytest.mark.parametrize(
    ("file", "unit"),
    [
        ("人社局.et", "市人社局"), ("网信办.zip", "市委网信办"), ("交通局自评.xlsx", "市交通局"),
        ("妇联.zip", "市妇联"), ("市委网信办.zip/清单.xlsx", "市委网信办"), ("妇联座谈会.docx", ""),
        ("公安局、教育局.zip", ""), ("清单.xlsx", ""), ("卫健委/扫描.zip", "市卫健委"),
    ],
)  # fmt: skip
def test_short_names_are_known(rugao: Rulebook, file: str, unit: str) -> None:
    found = named(file, rugao)
    assert (rugao.unit_by_id[found].name if found else "") == unit


def test_a_file_without_the_hidden_sheet_counts_by_what_is_visible(
    collect: Callable[..., Collected], folder: Path, village: Rulebook
) -> None:
    Book("D01", meta=None).write(folder / "a.xlsx", village)
    result = collect(issued=issued(village))
    assert codes(result) == [("meta-missing", "回收/第1轮/a.xlsx")]
    assert state(result, "D01")[0] is ReturnStatus.RETURNED


def test_two_versions_copies_and_the_clerks_choice(
    collect: Callable[..., Collected], folder: Path, village: Rulebook
) -> None:
    Book("D01", rows={"I01": {"level": "达标"}}).write(folder / "a.xlsx", village)
    Book("D01", rows={"I01": {"level": "未达标"}}).write(folder / "b.xlsx", village)
    result = collect()
    assert state(result, "D01") == (ReturnStatus.CHOOSE, "")
    assert result.submissions == {}
    assert [item.code for item in result.findings] == ["return-choose"]
    assert "a.xlsx" in result.findings[0].message
    assert "b.xlsx" in result.findings[0].message
    office = Office(chosen={(1, "D01"): "b.xlsx"})
    (folder / "c.xlsx").write_bytes((folder / "b.xlsx").read_bytes())
    result = collect(office=office)
    assert state(result, "D01") == (ReturnStatus.RETURNED, "回收/第1轮/b.xlsx")
    assert [item.code for item in result.findings] == ["return-copy"]
    assert result.returns[0].files == tuple(f"回收/第1轮/{name}.xlsx" for name in "abc")


def test_what_counted_last_goes_on_counting_and_退回_makes_room(
    collect: Callable[..., Collected], folder: Path, village: Rulebook
) -> None:
    def again(last: Collected, **more: Any) -> Collected:
        return collect(
            used={unit: item for (_, unit), item in last.used.items()},
            memory={unit: item for (_, unit), item in last.memory.items()},
            **more,
        )

    Book("D01", rows={"I01": {"level": "达标"}}).write(folder / "b.xlsx", village)
    first = collect()
    Book("D01", rows={"I01": {"level": "未达标"}}).write(folder / "a.xlsx", village)
    second = again(first)
    assert state(second, "D01") == (ReturnStatus.WAITING, "回收/第1轮/b.xlsx")
    assert [item.code for item in second.findings] == ["return-waiting"]
    back = Office(sent_back={(1, "D01"): "请补盖章"})
    third = again(second, office=back)
    assert state(third, "D01") == (ReturnStatus.RETURNED, "回收/第1轮/a.xlsx")
    assert [item.code for item in third.findings] == ["return-replaced"]
    fourth = again(third, office=back)
    assert state(fourth, "D01") == (ReturnStatus.RETURNED, "回收/第1轮/a.xlsx")
    assert fourth.findings == ()


def test_what_a_file_carries_is_told_until_it_is_put_aside(
    collect: Callable[..., Collected], folder: Path, village: Rulebook
) -> None:
    def with_macros(name: str, level: str) -> None:
        with zipfile.ZipFile(Book("D01", rows={"I01": {"level": level}}).write(folder / name, village), "a") as book:
            book.writestr("xl/vbaProject.bin", b"macros")

    def told(last: Collected | None = None, **office: Any) -> tuple[Collected, list[str]]:
        memory = {unit: item for (_, unit), item in last.memory.items()} if last else {}
        used = {unit: item for (_, unit), item in last.used.items()} if last else {}
        result = collect(used=used, memory=memory, office=Office(**office))
        return result, [file for code, file in codes(result) if code == "file-macros"]

    back = {"sent_back": {(1, "D01"): "请去掉宏"}}
    with_macros("b.xlsx", "达标")
    first, files = told()
    assert files == ["回收/第1轮/b.xlsx"]
    with_macros("a.xlsx", "未达标")
    second, files = told(first)
    assert files == ["回收/第1轮/a.xlsx", "回收/第1轮/b.xlsx"]  # one waits
    third, files = told(second, **back)
    assert files == ["回收/第1轮/a.xlsx", "回收/第1轮/b.xlsx"]  # put aside in this very run
    _, files = told(third, **back)
    assert files == ["回收/第1轮/a.xlsx"]


def test_unreadable_files_and_files_outside_the_round_are_named(
    collect: Callable[..., Collected], folder: Path, village: Rulebook
) -> None:
    (folder / "坏.xlsx").write_bytes(b"no zip")
    (folder / "旧.xlsb").write_bytes(b"x")
    Book("D01").write(folder.parent / "放错.xlsx", village)
    assert codes(collect()) == [
        ("file-unreadable", "回收/第1轮/坏.xlsx"),
        ("file-format", "回收/第1轮/旧.xlsb"),
        ("file-outside-round", "回收/放错.xlsx"),
        ("returns-nameless", "回收/第1轮"),
    ]


def test_a_name_of_another_unit_and_an_untouched_checklist_are_remarked(
    collect: Callable[..., Collected], folder: Path, village: Rulebook
) -> None:
    path = Book("D01").write(folder / "02 谷文化站－指标清单.xlsx", village)
    sent = issued(village)
    first = collect(issued=sent)
    assert [item.code for item in first.findings] == ["file-other-name"]
    assert state(first, "D01")[1].endswith(path.name)
    sent["D01"] = Issued(sent["D01"].serial, "下发/x.xlsx", first.submissions["D01"].digest, ISSUED_ON)
    assert {item.code for item in collect(issued=sent).findings} == {"file-other-name", "return-untouched"}


def test_the_order_of_threads_does_not_show(collect: Callable[..., Collected], folder: Path, village: Rulebook) -> None:
    for unit in village.units:
        Book(unit.id, rows={"I01": {"level": "基本完成"}}).write(folder / f"{unit.id}.xlsx", village)
    assert collect(workers=1) == collect(workers=4)
