"""`compile`: what is in the folder and the zip, what is not, two runs, hands, kills, links."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import sys
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest

from campaign.evidence_desk import FOLDER, UNIT, desk, seen
from campaign.faults import Failing, Watch, at_every_step, killed, old_or_new, visible
from evidence.papers import docx, scan, text_pdf
from weibao import resources
from weibao.campaign import evidence_index
from weibao.campaign.compiled_books import GAPS, INDEX
from weibao.campaign.compiling import Made, compile_evidence
from weibao.campaign.drafting import case_of
from weibao.campaign.evidence_check import check_evidence, read_evidence, secret_evidence
from weibao.campaign.folder import Campaign
from weibao.campaign.scratch import sweep_campaign
from weibao.campaign.situation import Situation
from weibao.compute.compilation_gaps import Lack
from weibao.compute.model import EvidenceInput
from weibao.compute.tasks import TaskNode
from weibao.documents import drafting
from weibao.documents.check import Level, check_document
from weibao.documents.kinds import compilation, compiled_leaf
from weibao.documents.kinds.registry import BY_NAME
from weibao.documents.render import Renderer
from weibao.errors import CampaignError
from weibao.evidence import reader

DAY = date(2026, 3, 9)
OTHER = "谷水务站"
BOOK = f"{FOLDER}/I01 书屋开放"


def row(title: str, location: str, indicator: str = "I01", **more: Any) -> EvidenceInput:
    return EvidenceInput(
        indicator, title, dated=more.pop("dated", DAY), type="M01", location=location, sheet="佐证材料", **more
    )


class Office:
    """The office's desk: a situation whose rows of 佐证材料 a test types, and files that it puts there."""

    def __init__(self, campaign: Campaign, situation: Situation) -> None:
        self.campaign, self._situation = campaign, situation
        self.rows: dict[str, Sequence[EvidenceInput]] = {}
        self.typed: dict[str, str] = {}

    def put(self, path: str, content: bytes | str = "") -> Path:
        """A file below 佐证材料/; of a text a Word document."""
        target = self.campaign.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            target.write_bytes(content)
        else:
            docx(target, content)
        return target

    def situation(self) -> Situation:
        seen_ = self._situation
        book = seen_.grounds.rulebook
        ids = {unit.name: unit.id for unit in book.units}
        first = seen_.collected.submissions[ids[UNIT]]
        submissions = {
            ids[name]: replace(first, unit=ids[name], evidence=tuple(evidence)) for name, evidence in self.rows.items()
        }
        texts = {**seen_.grounds.settings.texts, **self.typed}
        grounds = replace(seen_.grounds, settings=replace(seen_.grounds.settings, texts=texts))
        return replace(seen_, grounds=grounds, collected=replace(seen_.collected, submissions=submissions))

    def run(self, **options: Any) -> Made:
        situation = self.situation()
        return compile_evidence(situation, check_evidence(situation, read_evidence(situation.grounds)), **options)


class Here:
    """The worker in this process: what it does has tests of its own."""

    def __init__(self, _function: str, *, memory: int | None = None) -> None:
        self.memory = memory

    def call(self, path: str, words: dict[str, object], *, seconds: float) -> object:
        assert seconds > 0
        return reader.read(path, words)

    def close(self) -> None:
        pass


@pytest.fixture(scope="module")
def seen_once(village_issued: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Situation]:
    root = Path(shutil.copytree(village_issued, tmp_path_factory.mktemp("compiling") / "谷地"))
    campaign = desk(Campaign.open(root))
    situation = seen(campaign)
    shutil.rmtree(root / "佐证材料")
    return root, situation


@pytest.fixture(autouse=True)
def quick_templates(monkeypatch: pytest.MonkeyPatch) -> None:
    """A template is opened once for all tests; that is what takes most of the time."""
    monkeypatch.setattr(drafting, "_opened", lambda path, _content, _fields: opened(path.name))


@cache
def opened(template: str) -> Renderer:
    fields = next(kind.fields for kind in BY_NAME.values() if kind.template == template)
    return Renderer(resources.template(template), fields)


@pytest.fixture
def office(seen_once: tuple[Path, Situation], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    """A campaign with one paper listed."""
    monkeypatch.setattr(evidence_index, "Worker", Here)
    root, situation = seen_once
    campaign = Campaign.open(Path(shutil.copytree(root, tmp_path / "谷地")))
    situation = replace(situation, grounds=replace(situation.grounds, campaign=campaign))
    made = Office(campaign, situation)
    made.put(f"{BOOK}/登记.pdf", text_pdf(["书屋开放登记"], pages=3))
    made.rows = {UNIT: [row("书屋开放登记", f"{BOOK}/登记.pdf")]}
    return made


def files(made: Made) -> dict[str, str]:
    """Numbers with the file under each, by what is on the disk."""
    paths = [path for path in made.folder.rglob("*") if path.is_file()]
    return {path.name.split("_")[0]: path.relative_to(made.folder).as_posix() for path in paths if "_" in path.name}


def states(made: Made) -> dict[str, str]:
    return {entry.number: entry.kept.value for entry in made.compiled.entries}


def tree(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def codes(made: Made) -> list[str]:
    return [item.code for item in made.findings]


# --- what is in it ------------------------------------------------------------------------------------


def test_a_paper_is_copied_under_its_number_and_stays_where_it_was(office: Office) -> None:
    before = tree(office.campaign.root / "佐证材料")
    made = office.run()
    target = "01 基础建设/儿童书屋/I01 书屋开放/I01-01_20260309_谷文化站_书屋开放登记.pdf"
    assert files(made)["I01-01"] == target
    assert (made.folder / target).read_bytes() == (office.campaign.root / BOOK / "登记.pdf").read_bytes()
    assert tree(office.campaign.root / "佐证材料") == before
    (entry,) = made.compiled.entries
    assert (entry.number, entry.pages, entry.kept.value) == ("01-I01-01", 3, "included")
    names = {path.name for path in made.folder.rglob("*.docx")}
    assert {"00 封面、编制说明和总目录.docx", "00 盒脊和盒签.docx", "01-00 分册封面和目录.docx"} <= names
    assert len([name for name in names if name.endswith("指标扉页.docx")]) == 7


def test_every_paper_passes_the_check(office: Office) -> None:
    office.rows[UNIT] = [
        row("书屋开放登记", f"{BOOK}/登记.pdf", doc_no="谷文（2026）3号"), row("管理办法", "档案室2柜", "I02"),
        row("没有的", "没有.pdf", "I02"),
    ]  # fmt: skip
    made = office.run()
    for path in made.folder.rglob("*.docx"):
        remarks = check_document(path.read_bytes())
        assert [(r.code, r.found) for r in remarks if r.level is not Level.CUSTOM] == [], path.name


def test_a_leaf_says_what_is_due_for_its_indicator(office: Office) -> None:
    case = case_of(office.situation())
    (task,) = [task for task in case.rulebook.tasks if any(link.indicator == "I01" for link in task.links)][:1]
    nodes = (
        TaskNode(id="1", task=task.id, text="印发书屋方案", due=date(2025, 3, 31), closed=date(2025, 3, 1)),
        TaskNode(id="2", task="K99", text="别的任务"),
    )
    case = replace(case, office=replace(case.office, task_nodes=nodes))
    compiled = office.run().compiled
    leaf = compiled_leaf.document(case, compiled.volumes[0], compiled.volumes[0].chapters[0])
    assert leaf.context["节点"].splitlines() == [
        "2025年5月31日前达标（各项指标达到要求）", f"材料时间：{case.rulebook.indicators[0].window}",
        f"重点任务：{task.title}", "任务节点：印发书屋方案（2025年3月31日前，已完成）",
    ]  # fmt: skip
    assert leaf.context["标准"] == case.rulebook.indicators[0].standard.replace(",", "，")


def test_numbers_stay_when_a_late_file_arrives(office: Office) -> None:
    office.rows[UNIT] = [row("没有到的", "late.pdf"), row("书屋开放登记", f"{BOOK}/登记.pdf")]
    made = office.run()
    assert states(made) == {"01-I01-01": "missing", "01-I01-02": "included"}
    office.put(f"{BOOK}/late.pdf", text_pdf(["迟到"]))
    assert states(office.run()) == {"01-I01-01": "included", "01-I01-02": "included"}


def test_a_file_for_several_indicators_and_units_is_stored_once(office: Office) -> None:
    same = (office.campaign.root / BOOK / "登记.pdf").read_bytes()
    office.put(f"佐证材料/03 {OTHER}/登记副本.pdf", same)
    office.rows[UNIT].append(row("书屋开放登记", f"{BOOK}/登记.pdf", "I02"))  # type: ignore[attr-defined]
    office.rows[OTHER] = [row("登记副本", f"佐证材料/03 {OTHER}/登记副本.pdf", "I03")]
    made = office.run()
    assert states(made) == {"01-I01-01": "included", "01-I02-01": "shared", "01-I03-01": "shared"}
    assert len(made.compiled.pieces) == 1
    shared = [entry for entry in made.compiled.entries if entry.kept.value == "shared"]
    assert {entry.same[0][0] for entry in shared} == {"01-I01-01"}
    # Who handed it in stays to be seen.
    units = {unit.id: unit.name for unit in office.campaign.rulebook.units}
    assert [units[entry.unit] for entry in made.compiled.entries] == [UNIT, UNIT, OTHER]


def test_a_folder_is_one_set_with_a_name_for_each_file(office: Office) -> None:
    office.put(f"{BOOK}/会议/签到表.pdf", text_pdf(["签到"]))
    office.put(f"{BOOK}/会议/通知.pdf", text_pdf(["通知"]))
    office.rows[UNIT] = [row("读书会", f"{BOOK}/会议")]
    made = office.run()
    assert sorted(path.name for path in (made.folder / "01 基础建设/儿童书屋/I01 书屋开放").iterdir()) == [
        "I01-00_指标扉页.docx", "I01-01-1_20260309_谷文化站_签到表.pdf", "I01-01-2_20260309_谷文化站_通知.pdf",
    ]  # fmt: skip


# --- what is not in it --------------------------------------------------------------------------------


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
            assert "书屋案情".encode() not in _all_text(path)
    assert ("compile-allow-unused" in codes(made)) is release


def _all_text(path: Path) -> bytes:
    if not zipfile.is_zipfile(path):
        return path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        return b"".join(archive.read(name) for name in archive.namelist())


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
    assert "没有材料的指标".encode() in _all_text(made.folder / "00 封面、编制说明和总目录.docx")


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
            assert "李思思".encode() not in _all_text(path), path.name


# --- two runs -----------------------------------------------------------------------------------------


def test_two_runs_give_the_same_bytes_and_the_second_writes_nothing(office: Office, tmp_path: Path) -> None:
    office.rows[UNIT].append(row("走访台账", "档案室2柜", "I05"))  # type: ignore[attr-defined]
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
    office.rows[UNIT].append(row("走访台账", "档案室2柜", "I05"))  # type: ignore[attr-defined]
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
    office.rows[UNIT].append(row("走访台账", "档案室2柜", "I05"))  # type: ignore[attr-defined]
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
    assert "compile-unreadable" in codes(compile_evidence(situation, checked))
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
    office.rows[UNIT] += [row("通报", f"{BOOK}/通报.docx")]  # type: ignore[operator]
    read_evidence(office.situation().grounds)
    case = replace(case_of(office.situation()), secret=secret_evidence(office.situation()))
    (draft,) = compilation.documents(case)
    drafted = {piece["档号"]: piece["题名"] for volume in draft.context["卷"] for piece in volume["件"]}
    assert drafted == {entry.number: entry.title for entry in office.run().compiled.entries}
    assert not {"纪要", "通报"} & set(drafted.values())


# --- where --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [".", "..", "佐证材料", "回收/第1轮", ".weibao/x", "文书", "下发"])
def test_no_folder_of_others_is_written_to(office: Office, name: str) -> None:
    with pytest.raises(CampaignError, match="不能放在"):
        office.run(out=office.campaign.root / name)


def test_a_category_alone_has_a_folder_of_its_own(office: Office) -> None:
    office.put(f"{FOLDER}/I07 安全宣传/折页.pdf", (office.campaign.root / BOOK / "登记.pdf").read_bytes())
    office.rows[UNIT].append(row("宣传折页", f"{FOLDER}/I07 安全宣传/折页.pdf", "I07"))  # type: ignore[attr-defined]
    whole = office.run()
    part = office.run(categories=["2"])
    assert part.folder.name == "第1轮（关爱服务）"
    assert part.folder.parent == whole.folder.parent
    assert states(part) == {"02-I07-01": "included"}  # what is stored elsewhere in the whole is stored here
    assert states(whole)["02-I07-01"] == "shared"
    assert files(whole)
    with pytest.raises(CampaignError, match="没有“别的”这个项目"):
        office.run(categories=["别的"])
    before = tree(whole.folder)
    with pytest.raises(CampaignError, match="已经有别的项目的汇编（“01 基础建设”）"):
        office.run(categories=["2"], out=whole.folder)
    assert tree(whole.folder) == before  # neither the copies of the others are gone nor the index of the whole
    assert not office.run(categories=["2", "1"], out=whole.folder).outcome.removed


def test_a_category_without_material_is_compiled_with_what_is_missing(office: Office) -> None:
    made = office.run(categories=["2"])
    assert (states(made), made.folder.name) == ({}, "第1轮（关爱服务）")
    assert Lack.INDICATOR in {gap.lack for gap in made.gaps}
    office.rows[UNIT] = [row("无编号", "y.pdf", "")]
    assert Lack.STRANGER in {gap.lack for gap in office.run().gaps}


# --- zip and index ------------------------------------------------------------------------------------


def test_the_zip_holds_what_goes_out_under_names_that_every_system_reads(office: Office) -> None:
    made = office.run(packed=True)
    assert made.zip is not None
    with zipfile.ZipFile(made.zip) as archive:
        assert archive.testzip() is None
        infos = archive.infolist()
        assert all(info.flag_bits & 0x800 for info in infos)  # UTF-8
        assert {info.date_time[0] for info in infos} == {1980}
        inside = {info.filename.partition("/")[2]: archive.read(info) for info in infos}
        assert {info.filename.partition("/")[0] for info in infos} == {"资料汇编（第1轮）"}
    there = {name: (made.folder / name).read_bytes() for name in tree(made.folder) if name != GAPS}
    assert inside == there
    office.rows[UNIT] = [row("走访台账", "档案室2柜")]
    assert "compile-zip-old" in codes(office.run())
    again = office.run(packed=True)
    assert again.zip == made.zip
    assert "compile-zip-old" not in codes(again)


def test_a_zip_of_somebody_elses_is_not_overwritten(office: Office) -> None:
    folder = office.campaign.root / "资料汇编"
    folder.mkdir()
    (folder / "资料汇编（第1轮）.zip").write_bytes(b"theirs")
    made = office.run(packed=True)
    assert made.zip == folder / "资料汇编（第1轮）（新）.zip"
    assert (folder / "资料汇编（第1轮）.zip").read_bytes() == b"theirs"


def links(book: Path) -> Iterator[str]:
    with zipfile.ZipFile(book) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/_rels"):
                for item in ElementTree.fromstring(archive.read(name)):  # noqa: S314 - our own file
                    assert item.attrib["TargetMode"] == "External"
                    yield item.attrib["Target"]


def test_links_lead_to_the_files_also_after_a_move_and_texts_are_no_formulas(office: Office, tmp_path: Path) -> None:
    office.rows[UNIT] = [
        row("=HYPERLINK(\"http://evil\",\"点\") 100%#1[甲]", f"{BOOK}/登记.pdf", doc_no="=1+1"),
        row("+cmd|' /C calc'!A0", "=柜"),
    ]  # fmt: skip
    made = office.run()
    moved = tmp_path / "另一处 #1"
    shutil.move(made.folder, moved)
    found = list(links(moved / INDEX))
    assert len(found) == 1 + 2 + 1 + 7  # cover, catalogues, the file, leaves
    for target in found:
        assert not re.match(r"[A-Za-z]+:|/|\\|\.\.", target)
        assert (moved / unquote(target)).is_file(), target
    for name in (INDEX, GAPS):
        with zipfile.ZipFile(moved / name) as archive:
            sheets = [archive.read(item).decode() for item in archive.namelist() if "worksheets/sheet" in item]
        assert not any("<f>" in sheet or "<f " in sheet for sheet in sheets)


# --- stopped ------------------------------------------------------------------------------------------


def test_a_run_killed_at_any_point_leaves_old_or_new_and_the_next_completes(office: Office, tmp_path: Path) -> None:
    office.put(f"{BOOK}/二.pdf", text_pdf(["二"]))
    office.rows[UNIT] = [row("书屋开放登记", f"{BOOK}/登记.pdf"), row("第二件", f"{BOOK}/二.pdf")]
    office.run(packed=True)
    root = office.campaign.root
    office.put(f"{BOOK}/二.pdf", text_pdf(["二", "改了"]))
    office.rows[UNIT] = [row("第二件", f"{BOOK}/二.pdf")]
    read_evidence(office.situation().grounds)
    before, old = shutil.copytree(root, tmp_path / "before"), visible(root)
    watch = Watch(root, tmp_path / "states")
    with at_every_step(watch):
        office.run(packed=True)
    new = visible(root)
    assert len(watch.states) > 5
    for state in list(watch.states.values())[::2]:
        check_next(office, state, old, new)
    if sys.platform != "win32":
        moved = moved_to(office, Path(shutil.copytree(before, tmp_path / "killed")))
        killed(lambda: moved.run(packed=True), len(watch.steps) // 2)
        check_next(office, moved.campaign.root, old, new)


def check_next(office: Office, root: Path, old: dict[str, str], new: dict[str, str]) -> None:
    old_or_new(root, old, new)
    moved = moved_to(office, root)
    sweep_campaign(moved.campaign)  # as every command does that writes
    moved.run(packed=True)
    assert visible(root) == new
    assert not list(root.rglob(".wb-*"))


def moved_to(office: Office, root: Path) -> Office:
    campaign = Campaign.open(root)
    situation = office.situation()
    moved = Office(campaign, replace(situation, grounds=replace(situation.grounds, campaign=campaign)))
    moved.rows = dict(office.rows)
    return moved


def test_a_full_disk_is_told_and_the_next_run_completes(office: Office) -> None:
    import errno

    for at in (2, 9, 20):
        with at_every_step(Failing(at, errno.ENOSPC)), pytest.raises(OSError, match="space"):
            office.run()
    made = office.run()
    assert files(made)["I01-01"]
    assert not list(office.campaign.root.rglob(".wb-*"))


def test_a_damaged_memory_makes_files_somebody_elses_unless_they_are_the_same(office: Office) -> None:
    office.run()
    (office.campaign.machine / "compiled.json").write_text('{"资料汇编/第1轮": {"../../x": [1, 2, "a"], "y": 3}}')
    made = office.run()
    assert made.outcome.written == made.outcome.removed == []


def test_a_large_file_is_copied_in_pieces(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("weibao.campaign.compiled_files._CHUNK", 64)
    made = office.run()
    assert (made.folder / files(made)["I01-01"]).stat().st_size == (
        office.campaign.root / BOOK / "登记.pdf"
    ).stat().st_size


@pytest.mark.skipif(os.name == "nt", reason="names of bytes")
def test_odd_names_on_the_disk_stop_nothing(office: Office) -> None:
    folder = office.campaign.root / BOOK
    for name in (b"odd\xff.pdf", b"a\nb.pdf", "很\u202e长.pdf".encode()):
        try:
            shutil.copy(folder / "登记.pdf", os.fsencode(folder) + b"/" + name)
        except OSError:
            pytest.skip("this file system takes no such name")
    scan(folder / ("长" * 70 + ".pdf"))
    office.rows[UNIT] = [row("全部", f"{BOOK}/")]
    made = office.run(packed=True)
    assert made.zip is not None
    # Three of them are the same file under other names.
    assert len(made.compiled.pieces) == 2
