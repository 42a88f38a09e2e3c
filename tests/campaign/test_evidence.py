"""Evidence files of a campaign: the index and its memory, rows and their files."""

from __future__ import annotations

import json
import os
import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from campaign.evidence_desk import FOLDER
from campaign.evidence_filed import Filed, codes, files_of
from weibao import atomic
from weibao.campaign import evidence_index
from weibao.campaign.evidence_check import Checked, check_evidence, known_evidence, read_evidence, words_of
from weibao.campaign.evidence_rows import resolve_rows
from weibao.campaign.evidence_tidy import plan_moves
from weibao.campaign.folder import Campaign
from weibao.campaign.grounds import Grounds
from weibao.campaign.scratch import sweep_campaign
from weibao.evidence import reader

pytestmark = pytest.mark.xdist_group("evidence")


def test_every_row_is_a_file_or_a_finding(full: Campaign, checked: Callable[[], Checked]) -> None:
    result = checked()
    assert files_of(result) == {
        "书屋开放记录": ("杂/开放记录.pdf",), "关于书屋管理的通知": ("管理通知.pdf",),
        "巡查照片": ("I03 警示巡查/巡查照片1.jpg",), "季度走访台账": (), "安全宣传总结": (), "宣传折页": (),
    }  # fmt: skip
    told = codes(result)
    assert told["proof-path-refused"] == told["proof-path-missing"] == told["proof-paper-only"] == 1
    assert told["proof-unregistered"] == 1
    assert told["proof-page-count"] == told["proof-seal-noted"] + 1 == 1
    assert told["proof-personal"] == told["proof-secret"] == 1


def test_no_text_of_a_paper_is_kept_or_shown(full: Campaign, checked: Callable[[], Checked]) -> None:
    result = checked()
    kept = (full.machine / evidence_index.NAME).read_text(encoding="utf-8")
    said = " ".join(item.message for item in result.findings)
    for word in ("李思思", "正文", "关于书屋管理的通知2026"):
        assert word not in kept
        assert word not in said.replace("关于书屋管理的通知", "")
    secret = next(facts for facts in result.proofs.files.values() if facts.secret)
    assert (secret.characters, secret.sketch, secret.personal) == (0, (), {})


def test_a_second_run_opens_no_file(full: Campaign, monkeypatch: pytest.MonkeyPatch, grounds: Grounds) -> None:
    first = read_evidence(grounds)
    before = (full.machine / evidence_index.NAME).read_bytes()
    assert first.read == len(first.files) == 5
    monkeypatch.setattr(evidence_index, "hash_of", lambda _path: pytest.fail("opened"))
    again = read_evidence(grounds)
    assert (again.read, again.files) == (0, first.files)
    assert known_evidence(grounds).unread == ()
    assert (full.machine / evidence_index.NAME).read_bytes() == before


def test_a_run_that_sweeps_meanwhile_stops_no_reading(
    full: Campaign, monkeypatch: pytest.MonkeyPatch, grounds: Grounds
) -> None:
    real, swept = atomic.move_file, []

    def sweeping(made: Path, target: Path) -> None:
        if not swept:
            swept.append(made)
            sweep_campaign(full)
        real(made, target)

    monkeypatch.setattr(atomic, "move_file", sweeping)
    assert read_evidence(grounds).read == 5
    assert swept
    assert known_evidence(grounds).unread == ()


def test_what_changed_is_read_again_and_what_is_gone_is_forgotten(full: Campaign, grounds: Grounds) -> None:
    read_evidence(grounds)
    changed = full.root / FOLDER / "管理通知.pdf"
    changed.write_bytes(changed.read_bytes() + b"\n")
    (full.root / FOLDER / "名册.docx").unlink()
    known = known_evidence(grounds)
    assert known.unread == (f"{FOLDER}/管理通知.pdf",)
    result = read_evidence(grounds)
    assert result.read == 1
    assert f"{FOLDER}/名册.docx" not in result.files


def test_a_copy_is_not_read_twice(full: Campaign, monkeypatch: pytest.MonkeyPatch, grounds: Grounds) -> None:
    read_evidence(grounds)
    original = full.root / FOLDER / "管理通知.pdf"
    (full.root / FOLDER / "副本.pdf").write_bytes(original.read_bytes())
    monkeypatch.setattr(evidence_index._Readers, "_ask", lambda _self, _path: pytest.fail("read"))
    files = read_evidence(grounds).files
    assert files[f"{FOLDER}/副本.pdf"].pages == 3


@pytest.mark.parametrize("content", ["", "{", '{"key": 1}', '{"key": "x", "files": [1]}', "[]"])
def test_a_damaged_memory_is_an_empty_one(full: Campaign, content: str, grounds: Grounds) -> None:
    (full.machine / evidence_index.NAME).write_text(content, encoding="utf-8")
    assert len(read_evidence(grounds).files) == 5


def test_links_lock_files_and_hidden_files_are_not_followed(
    full: Campaign, tmp_path: Path, checked: Callable[[], Checked]
) -> None:
    outside = tmp_path / "外面.pdf"
    outside.write_bytes(b"%PDF-")
    folder = full.root / FOLDER
    (folder / "链接.pdf").symlink_to(outside)
    (folder / "别处").symlink_to(tmp_path, target_is_directory=True)
    (folder / "~$管理通知.docx").write_bytes(b"x")
    (folder / ".隐藏").write_bytes(b"x")
    (folder / "Thumbs.db").write_bytes(b"x")
    result = checked()
    assert {facts.name for facts in result.proofs.files.values() if facts.problem == "link"} == {"链接.pdf", "别处"}
    assert codes(result)["proof-link"] == 2
    assert len(result.proofs.files) == 7


def test_a_name_with_a_mark_is_not_opened(
    full: Campaign, monkeypatch: pytest.MonkeyPatch, checked: Callable[[], Checked], grounds: Grounds
) -> None:
    read_evidence(grounds)
    (full.root / FOLDER / "关于某事的通报（机密）.pdf").write_bytes(b"%PDF-")
    monkeypatch.setattr(evidence_index, "hash_of", lambda _path: pytest.fail("opened"))
    assert codes(checked())["proof-secret"] == 2


def test_nobody_is_asked_to_register_what_is_marked_secret(full: Campaign, checked: Callable[[], Checked]) -> None:
    (full.root / FOLDER / "关于某案的通报（秘密）.pdf").write_bytes(b"%PDF-")
    (full.root / FOLDER / "没有登记的.txt").write_text("正文", encoding="utf-8")
    told = [item.message for item in checked().findings if item.code == "proof-unregistered"]
    assert any("没有登记的.txt" in message for message in told)
    assert not any("通报" in message for message in told)


def test_the_words_to_look_for_come_from_rulebook_and_settings(full: Campaign, grounds: Grounds) -> None:
    words = words_of(grounds)
    assert "示范谷" in words.own
    assert "谷文化站" in words.units
    assert words.level == ""


def test_the_index_is_json_that_says_no_more_than_facts(full: Campaign, grounds: Grounds) -> None:
    read_evidence(grounds)
    rows = json.loads((full.machine / evidence_index.NAME).read_text(encoding="utf-8"))["files"]
    assert len(rows) == 5
    assert all(len(text) <= 80 for row in rows for text in row.values() if isinstance(text, str))


def test_a_row_does_not_take_what_another_row_names(full: Campaign, filed: Filed) -> None:
    """Titles that differ by a month are alike: the file belongs to the row that names it."""
    situation = filed[1]
    unit, submission = next(iter(situation.collected.submissions.items()))
    first = replace(submission.evidence[0], title="走访台账（2026年1月）", location="走访台账（2026年1月）.pdf")
    second = replace(first, title="走访台账（2026年2月）", location="")
    rows = resolve_rows(
        full.root, situation.grounds.rulebook, {unit: replace(submission, evidence=(second, first))},
        [f"{FOLDER}/走访台账（2026年1月）.pdf"], {},
    )  # fmt: skip
    assert [material.by for material in rows.materials] == ["", "path"]
    alone = resolve_rows(
        full.root, situation.grounds.rulebook, {unit: replace(submission, evidence=(second,))},
        [f"{FOLDER}/走访台账（2026年1月）.pdf"], {},
    )  # fmt: skip
    assert [material.by for material in alone.materials] == ["likeness"]
    assert [item.code for item in alone.findings] == ["proof-guessed"]


@pytest.mark.parametrize(
    ("location", "by"),
    [("管理通知", "name"), ("办公室书柜", ""), (f"{FOLDER}/管理通知.pdf、{FOLDER}/名册.docx", "path")],
)
def test_a_name_without_its_ending_is_one_only_where_a_file_bears_it(
    full: Campaign, filed: Filed, location: str, by: str
) -> None:
    situation = filed[1]
    unit, submission = next(iter(situation.collected.submissions.items()))
    item = replace(submission.evidence[0], title="毫不相干的材料", location=location)
    files = [f"{FOLDER}/管理通知.pdf", f"{FOLDER}/名册.docx"]
    rows = resolve_rows(full.root, situation.grounds.rulebook, {unit: replace(submission, evidence=(item,))}, files, {})
    assert rows.materials[0].by == by
    assert len(rows.materials[0].files) == {"name": 1, "": 0, "path": 2}[by]


SET = [f"{FOLDER}/I01 书屋/会议材料/{name}" for name in ("通知.pdf", "签到.jpg", "纪要.docx")]


@pytest.mark.parametrize(
    ("locations", "taken"),
    [
        (["会议材料"], [SET]),
        (["会议材料/"], [SET]),
        (["I01 书屋\\会议材料"], [SET]),
        (["I01 书屋"], [[*SET, f"{FOLDER}/I01 书屋/总结.docx"]]),
        (["会议材料", "会议材料\\纪要.docx"], [SET[:2], SET[2:]]),  # what another row names is that row's
        (["会议材料", *(f"会议材料/{path.rpartition('/')[2]}" for path in SET)], [SET, *([path] for path in SET)]),
        (["I01 书屋", "会议材料"], [[f"{FOLDER}/I01 书屋/总结.docx"], SET]),  # and so is a folder inside
        (["会议材料/；总结.docx"], [[*SET, f"{FOLDER}/I01 书屋/总结.docx"]]),
    ],
)
def test_a_folder_counts_as_one_set(full: Campaign, filed: Filed, locations: list[str], taken: list[list[str]]) -> None:
    """Whatever the row is called; none of its files is without a row, and the row is no paper on a shelf."""
    situation = filed[1]
    unit, submission = next(iter(situation.collected.submissions.items()))
    rows = [
        replace(submission.evidence[0], title=f"领导小组第{number}份", location=location)
        for number, location in enumerate(locations)
    ]
    files = [*SET, f"{FOLDER}/I01 书屋/总结.docx"]
    found = resolve_rows(full.root, situation.grounds.rulebook, {unit: replace(submission, evidence=rows)}, files, {})
    assert [list(material.files) for material in found.materials] == taken
    assert {item.code for item in found.findings} <= {"proof-unregistered"}


def test_rows_of_one_title_share_a_folder_and_others_do_not(full: Campaign, filed: Filed) -> None:
    situation = filed[1]
    unit, submission = next(iter(situation.collected.submissions.items()))
    first = replace(submission.evidence[0], title="领导小组会议", location="会议材料")
    for title, by in (("领导小组会议", "folder"), ("另一次会议", "")):
        both = (first, replace(first, indicator="I02", title=title, location="会议材料\\"))
        files = [path.replace("I01 书屋/", "") for path in SET]
        rows = resolve_rows(
            full.root, situation.grounds.rulebook, {unit: replace(submission, evidence=both)}, files, {}
        )
        assert [material.by for material in rows.materials] == [by, by]


@pytest.mark.parametrize(
    ("second", "shown", "example"),
    [
        (f"{FOLDER}/I02 管理/总结.docx", "总结.docx、I02 管理\\总结.docx", "I02 管理\\总结.docx"),
        (f"{FOLDER}/总结.pdf", "总结.docx、总结.pdf", "总结.docx"),
    ],
)
def test_files_of_the_same_name_are_told_apart_and_what_is_asked_for_is_understood(
    full: Campaign, filed: Filed, second: str, shown: str, example: str
) -> None:
    situation = filed[1]
    unit, submission = next(iter(situation.collected.submissions.items()))
    files = [f"{FOLDER}/总结.docx", second]
    item = replace(submission.evidence[0], title="总结", indicator="I05", location="")
    meant = next(path for path in reversed(files) if path.endswith(example.replace("\\", "/")))
    for location, taken in (("", ()), (example, (meant,))):
        rows = resolve_rows(
            full.root, situation.grounds.rulebook,
            {unit: replace(submission, evidence=(replace(item, location=location),))}, files, {},
        )  # fmt: skip
        assert rows.materials[0].files == taken
        told = [found.message for found in rows.findings if found.code == "proof-several"]
        assert [
            f"“{shown}”中的一个" in text and f"请在存放位置里写明是哪一个，如“{example}”" in text for text in told
        ] == ([] if taken else [True])


def test_a_title_that_names_a_child_is_shown_masked(full: Campaign, filed: Filed) -> None:
    situation = filed[1]
    unit, submission = next(iter(situation.collected.submissions.items()))
    item = replace(submission.evidence[0], title="学生李思思被欺凌的处置材料", location="没有.pdf")
    rows = resolve_rows(full.root, situation.grounds.rulebook, {unit: replace(submission, evidence=(item,))}, [], {})
    assert [found.code for found in rows.findings] == ["proof-path-missing"]
    assert "李思思" not in rows.findings[0].message
    assert "被欺凌的处置材料" in rows.findings[0].message


def test_a_file_that_takes_too_long_is_one_finding_and_is_read_again_when_asked(
    filed: Filed, grounds: Grounds, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the real worker process."""
    campaign = filed[0]
    words = words_of(grounds)
    with monkeypatch.context() as patch:
        patch.setattr(evidence_index, "FUNCTION", "corpus.readers:sleep")
        slow = evidence_index.refresh(campaign, words, seconds=0.05, workers=1)
    assert {facts.problem for facts in slow.files.values()} == {"timeout"}
    assert all(facts.digest for facts in slow.files.values())
    told = check_evidence(filed[1], slow)
    assert codes(told)["proof-unreadable"] == len(slow.files)
    assert evidence_index.refresh(campaign, words).read == 0
    again = evidence_index.refresh(campaign, words, again=True, workers=1)
    assert again.read == len(again.files)
    assert {facts.problem for facts in again.files.values()} == {""}
    (campaign.machine / evidence_index.NAME).unlink()


def closing(monkeypatch: pytest.MonkeyPatch, *folders: Path) -> None:
    """Those folders cannot be listed any more."""
    real = os.scandir

    def failing(path: str) -> object:
        if Path(path) in folders:
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", failing)


@pytest.mark.parametrize("place", ["佐证材料", FOLDER])
def test_what_lies_in_a_folder_that_cannot_be_listed_is_told_and_not_missing(
    full: Campaign, checked: Callable[[], Checked], monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    with monkeypatch.context() as patch:
        closing(patch, full.root / place)
        first = checked()
    told = codes(first)
    assert [item.file for item in first.findings if item.code == "proof-closed"] == [place]
    assert told["proof-path-missing"] == told["proof-no-files"] == told["proof-no-location"] == 0
    assert told["proof-paper-only"] == told["proof-path-refused"] == 1

    whole = checked()
    assert codes(whole)["proof-path-missing"] == 1
    with monkeypatch.context() as patch:
        closing(patch, full.root / place)
        again = checked()
        assert again.proofs.files == whole.proofs.files  # as they were seen last
        assert files_of(again) == files_of(whole)
        assert codes(again) == codes(whole) + Counter({"proof-closed": 1, "proof-path-missing": -1})
        assert not plan_moves(again, full).moves
    after = checked()
    assert (after.index.read, after.findings) == (0, whole.findings)  # nothing was forgotten


def test_a_folder_whose_files_cannot_be_asked_after_is_closed_and_one_never_made_is_not(
    full: Campaign, monkeypatch: pytest.MonkeyPatch, grounds: Grounds
) -> None:
    real = Path.lstat

    def failing(path: Path) -> os.stat_result:
        if path.parent.name == "杂":
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "lstat", failing)
        assert read_evidence(grounds).closed == {f"{FOLDER}/杂": "没有读取权限"}
    shutil.rmtree(full.root / "佐证材料")
    gone = read_evidence(grounds)
    assert (gone.closed, gone.files) == ({}, {})
    (full.root / "佐证材料").mkdir()


@pytest.mark.parametrize("answer", [None, [], "x", {"pages": "5"}, {"look": "zz"}, {"kind": ["pdf"]}, {"pages": -1}])
def test_a_reader_that_was_taken_over_stops_only_its_file(
    full: Campaign, monkeypatch: pytest.MonkeyPatch, grounds: Grounds, answer: object
) -> None:
    real = reader.read
    monkeypatch.setattr(reader, "read", lambda path, words: answer if "管理" in path else real(path, words))
    found = read_evidence(grounds)
    assert {facts.name: facts.problem for facts in found.files.values() if facts.problem} == {"管理通知.pdf": "crashed"}
