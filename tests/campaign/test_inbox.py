"""Everything below 回收/: no file is passed over in silence, and only a return that can be believed answers a round."""

from __future__ import annotations

import shutil
import zipfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sheets.books import Book
from weibao.campaign.collect import Collected, answered, collect_round
from weibao.campaign.identity import Earlier
from weibao.campaign.inbox import RETURNED, listing, other_rounds, return_folder
from weibao.campaign.store import Issued
from weibao.compute.model import Level, Office, ReturnStatus, Round
from weibao.compute.settings import Settings

if TYPE_CHECKING:
    from weibao.rulebook.model import Rulebook

TWO_ROUNDS = Office(rounds=(Round(1, "一"), Round(2, "二")))


def collected(root: Path, village: Rulebook, number: int = 1, **more: object) -> Collected:
    settings = Settings.build(village, {})[0]
    return collect_round(root, village, settings, TWO_ROUNDS, number, **more)  # type: ignore[arg-type]


def forgotten(root: Path, result: Collected) -> set[str]:
    """Files that neither 回收情况 nor a finding names, by itself, with its folder or as an archive."""
    named = {file for state in result.returns for file in (*state.files, state.used)}
    told = {item.file for item in result.findings if item.code not in ("folder-not-read", "files-left")} | named
    told |= {name.split(".zip/", 1)[0] + ".zip" for name in told if ".zip/" in name}
    folders = {item.file for item in result.findings if item.code == "folder-not-read"}
    left = " ".join(item.message for item in result.findings if item.code == "files-left")
    files = [path for path in (root / RETURNED).rglob("*") if not path.is_dir()]
    return {
        name
        for path in files
        if (name := path.relative_to(root).as_posix()) not in told
        and path.parent.relative_to(root).as_posix() not in folders
        and path.name not in left
    }


def mess(root: Path, village: Rulebook) -> Path:
    """A folder as it looks after a week of mail, chat and memory sticks."""
    folder = return_folder(root, 1)
    good = Book("D01", rows={"I01": {"level": "达标"}}).write(folder / "谷管理处.xlsx", village)
    Book("D02", rows={"I01": {"level": "基本"}}).write(folder / "文化站" / "终稿" / "清单.xlsx", village)
    Book("D02", rows={"I01": {"level": "达标"}}).write(folder / "文化站" / "清单(1).xlsx", village)
    inner = Book("D03").write(root / "inner.xlsx", village)
    with zipfile.ZipFile(folder / "水务站.zip", "w") as package:
        package.write(inner, "水务站/清单.xlsx")
        package.writestr("水务站/佐证.pdf", b"x")
        package.writestr("水务站/更多.zip", b"x")
    inner.unlink()
    for name in (
        "卫生站.rar", "卫生站.et", "坏.xlsx", "坏.zip", "~$谷管理处.xlsx", ".DS_Store", "Thumbs.db", "说明.docx",
        "扫描件.pdf", "没有扩展名", "新建文本文档.txt", "佐证/1.jpg", "佐证/2.jpg", "佐证/3.jpg", "佐证/4.pdf",
        "佐证/深/层/5.mp4", "下载.xlsx.crdownload", "清单.z01", ".隐藏/清单.xlsx",
    ):  # fmt: skip
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"x")
    for stray in ("放错.xlsx", "放错.pdf", "第一轮/清单.xlsx", "第9轮/清单.zip", "别的/照片.jpg"):
        (root / RETURNED / stray).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(good, root / RETURNED / stray)
    (folder / "快捷方式.xlsx").symlink_to(good)
    return folder


def test_every_file_is_read_or_told_of(tmp_path: Path, village: Rulebook) -> None:
    folder = mess(tmp_path, village)
    before = listing(folder)
    result = collected(tmp_path, village)
    assert forgotten(tmp_path, result) == set()
    assert sorted(result.submissions) == ["D01", "D03"]
    assert result.submissions["D03"].file == "回收/第1轮/水务站.zip/水务站/清单.xlsx"
    states = {state.unit: state.status for state in result.returns}
    assert (states["D02"], states["D04"]) == (ReturnStatus.CHOOSE, ReturnStatus.MISSING)
    assert listing(folder) == before


@pytest.mark.parametrize("name", ["谷管理处/佐证/会议.pdf", "新来.xlsx", "放错.et"])
def test_one_more_file_anywhere_is_one_more_thing_told(tmp_path: Path, village: Rulebook, name: str) -> None:
    folder = mess(tmp_path, village)
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(b"x")
    assert forgotten(tmp_path, collected(tmp_path, village)) == set()


def test_only_a_return_that_can_be_believed_answers_a_round(tmp_path: Path, village: Rulebook) -> None:
    settings = Settings.build(village, {})[0]

    def is_answered() -> bool:
        return answered(tmp_path, village, settings, 2, {})

    folder = return_folder(tmp_path, 2)
    folder.mkdir(parents=True)
    (folder / "坏.xlsx").write_bytes(b"x")
    (folder / "压缩包.zip").write_bytes(b"x")
    Book("D01", round=1).write(folder / "旧的.xlsx", village)
    assert not is_answered()
    with zipfile.ZipFile(folder / "报送.zip", "w") as package:
        package.write(Book("D01", round=2).write(tmp_path / "a.xlsx", village), "a.xlsx")
    assert is_answered()


def test_what_lies_in_another_round_is_told_until_it_is_read(tmp_path: Path, village: Rulebook) -> None:
    first, third = return_folder(tmp_path, 1), return_folder(tmp_path, 3)
    for unit, folder in (("D01", first), ("D02", third)):
        Book(unit).write(folder / "清单.xlsx", village)

    def told(remembered: str, *, pinned: bool = False) -> list[tuple[str, str]]:
        found = other_rounds(tmp_path, 2, (1, 2, 3), lambda _folder: remembered, pinned=pinned)
        return [(item.code, item.file) for item in found]

    later = ("round-not-scored", "回收/第3轮")
    assert told("") == [("round-unread", "回收/第1轮"), later]
    seen = listing(first)[1]
    assert told(seen) == [later]
    (first / "~$清单.xlsx").write_bytes(b"x")
    assert told(seen) == [later]
    (first / "补报.xlsx").write_bytes(b"x")
    assert told(seen, pinned=True) == [("round-unread", "回收/第1轮"), ("round-unread", "回收/第3轮")]


def earlier(village: Rulebook, used: str = "") -> dict[int, Earlier]:
    serial = f"{village.id}/1/D01/20230901"
    return {1: Earlier({"D01": Issued(serial, "下发/a.xlsx", "as issued", date(2023, 9, 1))}, {"D01": used})}


def test_a_checklist_of_an_earlier_round_counts_where_nothing_better_came(tmp_path: Path, village: Rulebook) -> None:
    folder = return_folder(tmp_path, 2)
    old = Book("D01", round=1, rows={"I01": {"level": "达标"}}).write(folder / "旧表.xlsx", village)
    result = collected(tmp_path, village, 2, earlier=earlier(village))
    assert [item.code for item in result.findings] == ["round-migrated"]
    assert result.submissions["D01"].round == 2
    assert any(row.level is Level.MET for row in result.submissions["D01"].rows)
    settings, known = Settings.build(village, {})[0], result.submissions["D01"].digest
    assert answered(tmp_path, village, settings, 2, {}, earlier(village))
    assert not answered(tmp_path, village, settings, 2, {}, earlier(village, known))
    returned = collected(tmp_path, village, 2, earlier=earlier(village, known))
    assert [item.code for item in returned.findings] == ["identity-conflict"]  # it is the answer to that round
    Book("D01", round=2).write(folder / "新表.xlsx", village)
    result = collected(tmp_path, village, 2, earlier=earlier(village))
    assert [(item.code, item.file) for item in result.findings] == [("identity-conflict", f"回收/第2轮/{old.name}")]
    assert result.submissions["D01"].file.endswith("新表.xlsx")
    later = collected(tmp_path, village, 1, earlier=earlier(village))
    assert later.submissions == {}


def test_what_is_saved_again_stays_passed_over_but_answers_a_退回(tmp_path: Path, village: Rulebook) -> None:
    from openpyxl import load_workbook

    folder = return_folder(tmp_path, 1)
    first = Book("D01", rows={"I01": {"level": "达标"}}).write(folder / "a.xlsx", village)
    used = collected(tmp_path, village).used[1, "D01"]
    book = load_workbook(first)
    book.save(folder / "b.xlsx")
    again = collected(tmp_path, village, used={"D01": used})
    assert [item.code for item in again.findings] == ["return-same"]
    assert again.used[1, "D01"] == used
    settings = Settings.build(village, {})[0]
    back = Office(rounds=TWO_ROUNDS.rounds, sent_back={(1, "D01"): "请补盖章"})
    result = collect_round(tmp_path, village, settings, back, 1, used={"D01": used})
    assert result.used[1, "D01"][0] == "回收/第1轮/b.xlsx"


def test_the_folder_tells_whose_an_unreadable_file_is(tmp_path: Path, village: Rulebook) -> None:
    path = return_folder(tmp_path, 1) / "谷水务站报送" / "新建 Microsoft Excel 工作表.xlsx"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"x")
    result = collected(tmp_path, village)
    assert [(item.code, item.unit) for item in result.findings] == [("file-unreadable", "D03")]
    assert {state.unit for state in result.returns if state.status is ReturnStatus.SET_ASIDE} == {"D03"}
