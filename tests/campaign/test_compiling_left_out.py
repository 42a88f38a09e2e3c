"""`compile`: what is not in the folder, and how what is missing is told."""

from __future__ import annotations

import hashlib

import pytest

from campaign.compiling_desk import BOOK, Office, all_text, codes, files, row, states
from campaign.evidence_desk import UNIT
from evidence.papers import docx, text_pdf
from weibao.campaign.compiled_books import GAPS
from weibao.compute.compilation_gaps import Lack
from weibao.compute.model import EvidenceInput
from weibao.documents.kinds import compiled_cover
from weibao.errors import CampaignError


@pytest.mark.parametrize("release", [False, True])
def test_a_marked_paper_is_in_no_list_that_goes_out(office: Office, release: bool) -> None:
    office.put(f"{BOOK}/通报.docx")
    docx(office.campaign.root / BOOK / "通报.docx", "机密★1年", "书屋案情")
    office.rows[UNIT] = [row("书屋案情通报", f"{BOOK}/通报.docx"), row("书屋开放登记", f"{BOOK}/登记.pdf")]
    if release:
        digest = hashlib.sha256((office.campaign.root / BOOK / "通报.docx").read_bytes()).hexdigest()
        office.typed["compile_allow"] = f"{digest[:8]}=王某某"
    made = office.run(packed=True)
    assert states(made) == {"01-I01-01": "included"}
    assert [(item.why.why.value, item.code) for item in made.compiled.left_out] == [("secret", "")]
    assert made.zip is not None
    for path in made.folder.rglob("*"):
        if path.is_file() and path.name != GAPS:
            assert "书屋案情".encode() not in all_text(path)
    assert ("compile-allow-unused" in codes(made)) is release


def test_what_was_handed_in_with_a_marked_paper_stays_out_with_it(office: Office) -> None:
    office.put(f"{BOOK}/会议/机密 纪要.pdf", text_pdf(["纪要"]))
    office.put(f"{BOOK}/会议/签到表.pdf", text_pdf(["签到"]))
    office.rows[UNIT] = [row("会议", f"{BOOK}/会议"), row("绝密 名单", "", "I02"), row("好的", f"{BOOK}/登记.pdf")]
    made = office.run()
    assert states(made) == {"01-I01-01": "included"}
    assert {item.why.why.value for item in made.compiled.left_out} == {"secret"}
    assert len(made.compiled.left_out) == 3


@pytest.mark.parametrize("how", ["标题有标志", "文件夹有标志", "标题有标志、不是本单位的指标"])
def test_a_marked_paper_is_not_in_it_under_another_row_or_name(office: Office, how: str) -> None:
    same = (office.campaign.root / BOOK / "登记.pdf").read_bytes()
    listed = row("书屋开放登记", f"{BOOK}/登记.pdf", "I02")
    if how == "文件夹有标志":
        office.put(f"{BOOK}/机密材料/别的名字.pdf", same)
        office.rows[UNIT] = [listed]
    else:
        indicator = "I09" if "不是" in how else "I01"
        office.rows[UNIT] = [listed, row("绝密 名单", f"{BOOK}/登记.pdf", indicator)]
    made = office.run()
    assert made.compiled.entries == ()
    assert {item.why.why.value for item in made.compiled.left_out} == {"secret"}
    assert not list(made.folder.rglob("*.pdf"))


def test_personal_data_are_released_by_name_and_for_these_bytes_only(office: Office) -> None:
    path = office.put(f"{BOOK}/名册.docx", "学生李思思被欺凌")
    office.rows[UNIT] = [row("名册", f"{BOOK}/名册.docx")]
    made = office.run()
    assert states(made) == {"01-I01-01": "left_out"}
    (left,) = made.compiled.left_out
    assert left.why.why.value == "personal"
    assert "李思思" not in left.why.text
    office.typed["compile_allow"] = f"{left.code}=王某某"
    made = office.run()
    assert states(made) == {"01-I01-01": "included"}
    assert [said for _, said in made.compiled.looks] == ["含个人信息，由王某某放行"]
    (told,) = [item.message for item in made.findings if item.code == "compile-looks"]
    assert told == f"报送前请逐件看有没有密级标志和个人信息：“{GAPS}”列出的 1 个。"
    docx(path, "学生李思思被欺凌了")  # another file under the same name
    made = office.run()
    assert states(made) == {"01-I01-01": "left_out"}
    assert "I01-01" not in files(made)  # the copy of ours is gone
    assert "compile-allow-unused" in codes(made)
    office.typed["compile_allow"] = "名册=王某某"
    assert "compile-allow-unreadable" in codes(office.run())


def test_what_nobody_could_read_is_out_with_the_reason(office: Office) -> None:
    office.put(f"{BOOK}/坏.pdf", b"%PDF-1.4 broken")
    office.put(f"{BOOK}/包.zip", b"PK\x05\x06" + b"\0" * 18)
    office.put(f"{BOOK}/程序.pdf", b"MZ\x90\0" + b"\0" * 99)
    outside = office.campaign.root.parent / "外面.pdf"
    outside.write_bytes(text_pdf(["外面"]))
    (office.campaign.root / BOOK / "链接.pdf").symlink_to(outside)
    office.rows[UNIT] = [row(name, f"{BOOK}/{name}") for name in ("坏.pdf", "包.zip", "程序.pdf", "链接.pdf")]
    made = office.run()
    # What leads out of the folder is not even looked up.
    assert list(states(made).values()) == ["left_out", "left_out", "left_out", "missing"]
    assert [path for path in made.folder.rglob("*.*") if path.suffix in (".pdf", ".zip")] == []
    whys = {item.file.rpartition("/")[2]: item.why.why.value for item in made.compiled.left_out}
    assert whys == {"坏.pdf": "unread", "包.zip": "unsuitable", "程序.pdf": "unsuitable"}
    assert "compile-left-out" in codes(made)


MISSING = (
    ("只写了柜号", row("走访台账", "档案室2柜"), "paper", Lack.PAPER),
    ("写的文件不在", row("总结", "没有.pdf"), "missing", Lack.FILE),
    ("指到文件夹外面", row("总结", "../../别处/总结.docx"), "missing", Lack.FILE),
    ("没有写位置", row("总结", ""), "missing", Lack.FILE),
    ("只有网址", row("报道", "https://example.org/a"), "online", Lack.ONLINE),
)


@pytest.mark.parametrize(("said", "listed", "kept", "lack"), MISSING, ids=[case[0] for case in MISSING])
def test_a_material_without_a_file_is_listed_as_missing(
    office: Office, said: str, listed: EvidenceInput, kept: str, lack: Lack
) -> None:
    assert said
    office.rows[UNIT] = [listed]
    made = office.run()
    assert states(made) == {"01-I01-01": kept}
    (gap,) = [gap for gap in made.gaps if gap.number]
    assert (gap.lack, gap.indicator) == (lack, "I01")


def test_indicators_units_years_and_strangers_are_missing_too(office: Office) -> None:
    office.rows[UNIT] = [
        row("书屋开放登记", f"{BOOK}/登记.pdf"),
        row("别人的", "x.pdf", "I09"),
        row("无编号", "y.pdf", ""),
    ]
    made = office.run()
    kinds = [gap.lack for gap in made.gaps]
    silent = len(office.campaign.rulebook.units) - 1
    assert kinds.count(Lack.SILENT) <= silent
    assert kinds.count(Lack.STRANGER) == 2
    assert {gap.indicator for gap in made.gaps if gap.lack is Lack.INDICATOR} == {f"I0{n}" for n in range(2, 8)}
    assert Lack.UNIT in kinds
    # The reader of the whole knows it from the total catalogue, the office has the list.
    assert "没有材料的指标".encode() in all_text(made.folder / "00 封面、编制说明和总目录.docx")


def test_nothing_listed_is_said(office: Office) -> None:
    office.rows = {UNIT: []}
    with pytest.raises(CampaignError, match="还没有登记佐证材料"):
        office.run()


def test_a_person_in_a_title_is_masked_everywhere(office: Office) -> None:
    office.rows[UNIT] = [row("学生李思思被欺凌的情况", f"{BOOK}/登记.pdf")]
    made = office.run()
    for path in made.folder.rglob("*"):
        assert "李思思" not in path.name
        if path.is_file():
            assert "李思思".encode() not in all_text(path), path.name


def test_boxes_without_material_have_no_label_and_many_bare_indicators_are_counted(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compiled_cover, "_NAMED", 5)
    office.rows[UNIT] = [row("书屋开放登记", f"{BOOK}/登记.pdf")]
    made = office.run()
    assert "没有材料的指标：共6项，见指标目录".encode() in all_text(made.folder / "00 封面、编制说明和总目录.docx")
    (labels,) = made.folder.glob("*盒脊*.docx")
    text = all_text(labels).decode()
    assert "一、盒签" in text
    assert "二、盒签" not in text
