"""`compile`: what is in the folder, in its index and in the zip, and where they lie."""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest

from campaign.compiling_desk import BOOK, OTHER, Office, codes, files, row, states, tree
from campaign.evidence_desk import FOLDER, UNIT
from evidence.papers import text_pdf
from weibao.campaign.compiled_books import GAPS, INDEX
from weibao.campaign.drafting import case_of
from weibao.compute.compilation_gaps import Lack
from weibao.compute.tasks import TaskNode
from weibao.documents.check import Level, check_document
from weibao.documents.kinds import compiled_leaf
from weibao.errors import CampaignError

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
    office.rows[UNIT].append(row("书屋开放登记", f"{BOOK}/登记.pdf", "I02"))
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


# --- where --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [".", "..", "佐证材料", "回收/第1轮", ".weibao/x", "文书", "下发"])
def test_no_folder_of_others_is_written_to(office: Office, name: str) -> None:
    with pytest.raises(CampaignError, match="不能放在"):
        office.run(out=office.campaign.root / name)


def test_a_category_alone_has_a_folder_of_its_own(office: Office) -> None:
    office.put(f"{FOLDER}/I07 安全宣传/折页.pdf", (office.campaign.root / BOOK / "登记.pdf").read_bytes())
    office.rows[UNIT].append(row("宣传折页", f"{FOLDER}/I07 安全宣传/折页.pdf", "I07"))
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
