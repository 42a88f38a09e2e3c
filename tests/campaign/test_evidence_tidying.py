"""Tidying evidence files, and taking it back."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from campaign.evidence_desk import DAY, FOLDER, tree
from campaign.evidence_filed import codes, files_of
from weibao import shut_words
from weibao.campaign import evidence_tidy
from weibao.campaign.evidence_check import Checked
from weibao.campaign.evidence_tidy import apply_moves, plan_moves, undo_moves
from weibao.campaign.evidence_undo import Move, moved_paths, read_moves, write_moves
from weibao.campaign.folder import Campaign
from weibao.errors import CampaignError

pytestmark = pytest.mark.xdist_group("evidence")


def test_tidying_says_what_it_would_do_and_does_nothing(full: Campaign, checked: Callable[[], Checked]) -> None:
    before = tree(full.root)
    planned = plan_moves(checked(), full)
    assert {move.old.removeprefix(f"{FOLDER}/"): move.new.removeprefix(f"{FOLDER}/") for move in planned.moves} == {
        "杂/开放记录.pdf": f"I01 书屋开放/I01-01_{DAY:%Y%m%d}_书屋开放记录.pdf",
        "管理通知.pdf": f"I02 书屋管理/I02-01_{DAY:%Y%m%d}_关于书屋管理的通知.pdf",
    }
    assert [reason for _, reason in planned.left] == ["登记的是它所在的整个文件夹"]
    assert tree(full.root) == before
    assert read_moves(full) == ()


def test_tidying_moves_keeps_the_rows_resolved_and_can_be_taken_back(
    full: Campaign, checked: Callable[[], Checked]
) -> None:
    before = tree(full.root)
    first = checked()
    done = apply_moves(full, first, plan_moves(first, full))
    assert len(done.moves) == 2
    after = tree(full.root)
    assert sorted(after.values()) == sorted(before.values())
    assert set(after) != set(before)
    again = checked()
    assert {title: bool(files) for title, files in files_of(again).items()} == {
        title: bool(files) for title, files in files_of(first).items()
    }
    assert plan_moves(again, full).moves == ()
    assert undo_moves(full, apply=False).moves
    assert tree(full.root) == after
    assert len(undo_moves(full, apply=True).moves) == 2
    assert tree(full.root) == before
    assert read_moves(full) == ()
    assert undo_moves(full, apply=True).moves == ()


def test_nothing_is_overwritten_and_what_stays_is_told(full: Campaign, checked: Callable[[], Checked]) -> None:
    target = full.root / FOLDER / "I02 书屋管理" / f"I02-01_{DAY:%Y%m%d}_关于书屋管理的通知.pdf"
    result = checked()
    planned = plan_moves(result, full)
    target.parent.mkdir(exist_ok=True)
    target.write_bytes(b"somebody was quicker")
    (full.root / FOLDER / ".~lock.开放记录.pdf#").write_text("office")
    done = apply_moves(full, result, planned)
    assert target.read_bytes() == b"somebody was quicker"
    assert (full.root / FOLDER / "管理通知.pdf").is_file()
    assert "那里已经有文件" in [reason for _, reason in done.left]
    assert [move.old for move in read_moves(full)] == [f"{FOLDER}/杂/开放记录.pdf"]


def test_a_read_only_file_is_not_taken_for_an_open_one(full: Campaign, checked: Callable[[], Checked]) -> None:
    """What comes from a disc or a mail is often read-only; that hinders no move. Windows opens it for nobody."""
    seen = checked()
    both = plan_moves(seen, full).moves
    [path] = [path for path in seen.index.paths.values() if path.name == "管理通知.pdf"]
    path.chmod(0o444)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shut_words, "is_open", lambda file: file == path)
        assert plan_moves(seen, full).moves == both
    mark = path.with_name(f"~${path.name}")
    mark.touch()
    assert "正被打开着" in [reason for _, reason in plan_moves(seen, full).left]


@pytest.mark.parametrize(("number", "why"), [
    (errno.EACCES, "没有写入权限，或者正被别的程序打开"), (errno.EIO, "磁盘或网络出错"),
    (errno.EXDEV, "不在同一块磁盘上"),
])  # fmt: skip
def test_why_a_file_cannot_be_moved_is_said_in_chinese(
    full: Campaign, checked: Callable[[], Checked], monkeypatch: pytest.MonkeyPatch, number: int, why: str
) -> None:
    def fail(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(evidence_tidy, "_rename", fail)
    seen = checked()
    done = apply_moves(full, seen, plan_moves(seen, full))
    assert {reason for _, reason in done.left} >= {f"移动时出错（{why}）"}


def test_a_run_that_was_cut_off_can_be_taken_back(
    full: Campaign, monkeypatch: pytest.MonkeyPatch, checked: Callable[[], Checked]
) -> None:
    before = tree(full.root)
    result = checked()
    planned = plan_moves(result, full)
    moved: list[Path] = []
    real = evidence_tidy._move

    def cut_off(source: Path, target: Path, home: Path) -> str:
        if moved:
            raise KeyboardInterrupt
        moved.append(source)
        return real(source, target, home)

    monkeypatch.setattr(evidence_tidy, "_move", cut_off)
    with pytest.raises(KeyboardInterrupt):
        apply_moves(full, result, planned)
    monkeypatch.undo()
    assert len(read_moves(full)) == 1
    assert moved_paths(full) == {planned.moves[0].old: planned.moves[0].new}
    undo_moves(full, apply=True)
    assert tree(full.root) == before


def test_the_list_is_written_before_the_first_file_moves(
    full: Campaign, monkeypatch: pytest.MonkeyPatch, checked: Callable[[], Checked]
) -> None:
    """As after `kill -9`: nothing behind the first move runs, and the list is whole all the same."""
    before = tree(full.root)
    result = checked()
    planned = plan_moves(result, full)
    evidence_tidy.write_moves(full, planned.moves)
    old, new = full.root / planned.moves[0].old, full.root / planned.moves[0].new
    new.parent.mkdir(exist_ok=True)
    old.rename(new)
    assert {title: bool(files) for title, files in files_of(checked()).items()} == {
        title: bool(files) for title, files in files_of(result).items()
    }
    undo_moves(full, apply=True)
    assert tree(full.root) == before
    assert read_moves(full) == ()


def test_a_name_that_is_no_text_comes_back_as_it_was(full: Campaign) -> None:
    home = full.root / FOLDER
    true = home / os.fsdecode("管理通知".encode("gbk") + b".pdf")
    (home / "管理通知.pdf").rename(home / "新.pdf")
    shown = "佐证材料/甲.pdf"
    write_moves(full, [Move(shown, f"{FOLDER}/新.pdf", 1, full.relative(true))])
    assert [move.true for move in read_moves(full)] == [full.relative(true)]
    assert undo_moves(full, apply=True).moves == (Move(f"{FOLDER}/新.pdf", shown, 1),)
    assert true.is_file()
    true.unlink()


def test_the_plan_knows_the_true_name(full: Campaign, checked: Callable[[], Checked]) -> None:
    result = checked()
    path = f"{FOLDER}/管理通知.pdf"
    true = full.root / FOLDER / os.fsdecode(b"\xb9\xdc.pdf")
    index = replace(result.index, paths={**result.index.paths, path: true})
    [move] = [move for move in plan_moves(replace(result, index=index), full).moves if move.old == path]
    assert move.true == f"{FOLDER}/\udcb9\udcdc.pdf"


def test_one_file_that_is_gone_keeps_no_earlier_tidying_from_going_back(full: Campaign) -> None:
    home = full.root / FOLDER
    (home / "管理通知.pdf").rename(home / "一.pdf")
    (home / "名册.docx").rename(home / "二.docx")
    (home / "名册.docx").write_bytes(b"another")
    moves = [
        Move(f"{FOLDER}/管理通知.pdf", f"{FOLDER}/一.pdf", 1),
        Move(f"{FOLDER}/旧名册.docx", f"{FOLDER}/名册.docx", 1),  # moved on by the next run
        Move(f"{FOLDER}/名册.docx", f"{FOLDER}/二.docx", 2),
        Move(f"{FOLDER}/没有.pdf", f"{FOLDER}/三.pdf", 2),
    ]
    write_moves(full, moves)
    done = undo_moves(full, apply=True)
    assert [move.old for move in done.moves] == [f"{FOLDER}/一.pdf"]
    assert (home / "管理通知.pdf").is_file()
    assert (home / "名册.docx").read_bytes() == b"another"
    assert {reason for _, reason in undo_moves(full, apply=True).left} == {
        f"文件不在了；找到以后放回“{FOLDER}/没有.pdf”即可",
        f"原来的位置“{FOLDER}/名册.docx”已经有另一个文件；两个都要的，先把那一个改名或移走，再撤销一次",
    }
    assert [(move.new, move.lost) for move in read_moves(full) if move.lost] == [(f"{FOLDER}/三.pdf", True)]
    (home / "名册.docx").unlink()
    assert [move.old for move in undo_moves(full, apply=True).moves] == [f"{FOLDER}/二.docx"]
    (home / "名册.docx").rename(home / "旧名册.docx")
    undo_moves(full, apply=True)
    assert [move.new for move in read_moves(full)] == [f"{FOLDER}/三.pdf"]


def test_a_move_replaces_nothing_that_came_there_just_now(full: Campaign, monkeypatch: pytest.MonkeyPatch) -> None:
    home = full.root / FOLDER
    monkeypatch.setattr(Path, "exists", lambda _path: False)
    assert evidence_tidy._move(home / "管理通知.pdf", home / "名册.docx", full.root / "佐证材料") == "那里已经有文件"
    monkeypatch.undo()
    os.link(home / "管理通知.pdf", home / "半.pdf")  # a run that was cut off between its two steps
    assert evidence_tidy._move(home / "半.pdf", home / "管理通知.pdf", full.root / "佐证材料") == ""
    assert not (home / "半.pdf").exists()
    assert (home / "管理通知.pdf").is_file()


def test_a_damaged_list_of_moves_stops_tidying_and_not_checking(full: Campaign, checked: Callable[[], Checked]) -> None:
    (full.machine / "evidence_moves.json").write_text("{", encoding="utf-8")
    result = checked()
    assert codes(result)["proof-moves-damaged"] == 1
    with pytest.raises(CampaignError):
        plan_moves(result, full)
