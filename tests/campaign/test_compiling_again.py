"""`compile` a second time: what has changed, what hands have touched, what lies in the way."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from campaign.compiling_desk import BOOK, OTHER, Office, codes, files, row, states, tree
from campaign.evidence_desk import FOLDER, UNIT
from evidence.papers import docx, text_pdf
from weibao.campaign import evidence_index
from weibao.campaign.compiled_books import GAPS, INDEX
from weibao.campaign.compiling import compile_evidence
from weibao.campaign.drafting import case_of
from weibao.campaign.evidence_check import check_evidence, read_evidence, secret_evidence
from weibao.documents.kinds import compilation
from weibao.errors import CampaignError


def test_two_runs_give_the_same_bytes_and_the_second_writes_nothing(office: Office, tmp_path: Path) -> None:
    office.rows[UNIT].append(row("走访台账", "档案室2柜", "I05"))
    first = office.run(packed=True)
    before = tree(first.folder.parent)
    stamps = {path: path.stat().st_mtime_ns for path in first.folder.parent.rglob("*") if path.is_file()}
    again = office.run(packed=True)
    assert again.outcome.written == again.outcome.removed == []
    assert len(again.outcome.unchanged) == len(first.outcome.written)
    assert {path: path.stat().st_mtime_ns for path in stamps} == stamps
    other = office.run(out=tmp_path / "U盘" / "汇编", packed=True)
    assert tree(other.folder) == tree(first.folder)
    assert tree(first.folder.parent) == before
    assert other.zip == tmp_path / "U盘" / "汇编.zip"


def test_only_what_changed_is_copied_and_what_is_gone_is_removed(office: Office) -> None:
    office.put(f"{BOOK}/二.pdf", text_pdf(["二"]))
    office.rows[UNIT] = [row("书屋开放登记", f"{BOOK}/登记.pdf"), row("第二件", f"{BOOK}/二.pdf")]
    office.run()
    office.put(f"{BOOK}/二.pdf", text_pdf(["二", "改了"]))
    made = office.run()
    assert [path for path in made.outcome.written if path.endswith(".pdf")] == [files(made)["I01-02"]]
    office.rows[UNIT] = [row("书屋开放登记", f"{BOOK}/登记.pdf")]
    made = office.run()
    assert [Path(path).name for path in made.outcome.removed] == ["I01-02_20260309_谷文化站_第二件.pdf"]
    assert "I01-02" not in files(made)


def test_what_a_hand_has_changed_is_never_overwritten_or_removed(office: Office) -> None:
    made = office.run()
    copy, cover = made.folder / files(made)["I01-01"], made.folder / "00 封面、编制说明和总目录.docx"
    own = made.folder / "我的备注.txt"
    for path in (copy, cover, made.folder / INDEX, own):
        path.write_bytes(b"by hand")
    office.put(f"{BOOK}/登记.pdf", text_pdf(["换了"]))
    made = office.run()
    assert {path.read_bytes() for path in (copy, cover, made.folder / INDEX, own)} == {b"by hand"}
    assert "compile-touched" in codes(made)
    assert made.folder.joinpath("00 索引（新）.xlsx").is_file()
    office.rows[UNIT] = [row("走访台账", "档案室2柜")]
    made = office.run()
    assert copy.read_bytes() == b"by hand"
    assert "compile-stale" in codes(made)


def test_a_cover_that_a_hand_has_changed_goes_out_as_it_is(office: Office) -> None:
    made = office.run()
    cover = made.folder / "00 封面、编制说明和总目录.docx"
    docx(cover, "领导审定的封面")
    typed = cover.read_bytes()
    for _ in range(2):  # nothing else has changed: no draft beside, and the hand's is no file of ours
        made = office.run(packed=True)
        assert (cover.read_bytes(), made.outcome.written) == (typed, [])
        assert not list(made.folder.glob("*新稿*"))
    office.rows[UNIT].append(row("走访台账", "档案室2柜", "I05"))
    made = office.run(packed=True)
    assert (cover.read_bytes(), len(list(made.folder.glob("*新稿*")))) == (typed, 1)
    assert made.zip is not None
    with zipfile.ZipFile(made.zip) as archive:
        inside = {name.partition("/")[2]: archive.read(name) for name in archive.namelist()}
    assert inside[cover.name] == typed
    assert not [name for name in inside if "新稿" in name]


@pytest.mark.parametrize(
    ("name", "open_", "whole"),
    [
        ("打开着的索引", INDEX, False), ("打开着的封面", "00 封面、编制说明和总目录.docx", False),
        ("打开着的材料", "I01-01", False), ("打开着的缺漏清单不随汇编走", GAPS, True),
    ],
)  # fmt: skip
def test_nothing_of_yesterday_is_packed(office: Office, name: str, open_: str, whole: bool) -> None:
    assert name
    made = office.run(packed=True)
    path = made.folder / files(made).get(open_, open_)
    assert made.zip is not None
    before = made.zip.read_bytes()
    office.put(f"{BOOK}/登记.pdf", text_pdf(["换了"], pages=2))
    office.rows[UNIT].append(row("走访台账", "档案室2柜", "I05"))
    lock = path.with_name(f"~${path.name[2:]}")
    lock.write_bytes(b"")
    made = office.run(packed=True)
    assert ((made.zip is not None), "compile-zip-behind" not in codes(made)) == (whole, whole)
    lock.unlink()
    if not whole:
        assert (made.folder.parent / "资料汇编（第1轮）.zip").read_bytes() == before
        assert "compile-zip-old" in codes(made)
        again = office.run(packed=True)
        assert again.zip is not None
        assert again.zip.read_bytes() != before


def test_a_link_in_the_folder_leads_nothing_into_the_zip(office: Office) -> None:
    made = office.run()
    outside = office.campaign.root.parent / "外面.pdf"
    outside.write_bytes(b"outside")
    copy = made.folder / files(made)["I01-01"]
    copy.unlink()
    copy.symlink_to(outside)
    made = office.run(packed=True)
    assert made.zip is not None
    with zipfile.ZipFile(made.zip) as archive:
        assert not [name for name in archive.namelist() if name.endswith(".pdf")]


def test_a_file_that_changes_while_it_is_copied_is_not_placed(office: Office) -> None:
    situation = office.situation()
    checked = check_evidence(situation, read_evidence(situation.grounds))
    (office.campaign.root / BOOK / "登记.pdf").write_bytes(b"%PDF- other")
    made = compile_evidence(situation, checked)
    assert "compile-changed" in codes(made)
    assert "I01-01" not in files(made)
    (office.campaign.root / BOOK / "登记.pdf").unlink()
    again = compile_evidence(situation, checked)
    [gone] = [item.message for item in again.findings if item.code == "compile-unreadable"]
    assert gone.startswith("“登记.pdf”复制不了（已经不在了），没有收录")
    assert not list(made.folder.rglob(".wb-*"))


def test_what_lies_in_the_way_is_left_alone(office: Office, tmp_path: Path) -> None:
    made = office.run(out=tmp_path / "甲")
    place = tmp_path / "乙" / files(made)["I01-01"]
    place.mkdir(parents=True)
    assert "compile-taken" in codes(office.run(out=tmp_path / "乙"))
    elsewhere = tmp_path / "别处"
    elsewhere.mkdir()
    (tmp_path / "丙" / "01 基础建设").mkdir(parents=True)
    (tmp_path / "丙" / "01 基础建设" / "儿童书屋").symlink_to(elsewhere)
    made = office.run(out=tmp_path / "丙")
    assert "compile-taken" in codes(made)
    assert not list(elsewhere.rglob("*.pdf"))


def test_what_cannot_be_seen_now_is_not_gone(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    made = office.run()
    copy = made.folder / files(made)["I01-01"]
    (office.campaign.root / BOOK).rename(office.campaign.root / "away")
    walk = evidence_index.walk

    def closed(root: Path) -> Any:
        found = walk(root)
        found.closed[FOLDER] = "网络断开"
        return found

    monkeypatch.setattr(evidence_index, "walk", closed)
    made = office.run()
    assert states(made) == {"01-I01-01": "left_out"}
    assert made.outcome.removed == []
    assert copy.is_file()
    assert "proof-closed" in codes(made)


def test_a_copy_of_what_turns_out_secret_goes_also_while_something_cannot_be_seen(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.put(f"{BOOK}/二.pdf", text_pdf(["二"]))
    office.rows[UNIT] = [row("书屋开放登记", f"{BOOK}/登记.pdf"), row("第二件", f"{BOOK}/二.pdf")]
    made = office.run()
    one, two = (made.folder / files(made)[number] for number in ("I01-01", "I01-02"))
    walk = evidence_index.walk

    def closed(root: Path) -> Any:
        found = walk(root)
        found.closed[f"{FOLDER}/别处"] = "网络断开"
        return found

    monkeypatch.setattr(evidence_index, "walk", closed)
    office.rows[UNIT] = [row("绝密 名单", f"{BOOK}/登记.pdf")]
    office.run()
    assert (one.exists(), two.exists()) == (False, True)


def test_a_folder_too_deep_for_windows_is_told(office: Office, tmp_path: Path) -> None:
    assert "compile-deep" not in codes(office.run(out=Path("/") / tmp_path.relative_to("/") / "甲"))
    deep = tmp_path / ("深" * 60) / ("深" * 60) / ("深" * 60)
    assert "compile-deep" in codes(office.run(out=deep))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("weibao.campaign.compiling.os", type("os", (), {"name": "nt"}))
        with pytest.raises(CampaignError, match="Windows 最多 259 个"):
            office.run(out=deep)


def test_the_draft_of_the_catalogue_bears_the_same_numbers(office: Office) -> None:
    office.rows[UNIT] = [
        row("没有到的", "late.pdf"), row("机密 纪要", ""), row("纪要", "档案室/机密材料"),
        row("书屋开放登记", f"{BOOK}/登记.pdf"),
    ]  # fmt: skip
    office.rows[OTHER] = [row("巡查", "柜", "I03")]
    office.put(f"{BOOK}/通报.docx", "机密★1年\n书屋案情")  # marked in the file alone
    office.rows[UNIT] += [row("通报", f"{BOOK}/通报.docx")]
    read_evidence(office.situation().grounds)
    case = replace(case_of(office.situation()), secret=secret_evidence(office.situation()))
    (draft,) = compilation.documents(case)
    drafted = {piece["档号"]: piece["题名"] for volume in draft.context["卷"] for piece in volume["件"]}
    assert drafted == {entry.number: entry.title for entry in office.run().compiled.entries}
    assert not {"纪要", "通报"} & set(drafted.values())
