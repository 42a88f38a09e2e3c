"""`weibao templates`: list, new, check, preprint, as a clerk calls them."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from weibao.documents import layouts
from weibao.documents.catalogue import entries
from weibao.documents.kind import Layout
from weibao.documents.package import read_package, write_package
from weibao.documents.scaffolds import SCAFFOLDS
from weibao.resources import template

DOCUMENT = "word/document.xml"
NAMES = [one.name for one in SCAFFOLDS]


def edit(path: Path, old: str, new: str, part: str = DOCUMENT) -> None:
    """As a hand in Word would: replace a piece of a part."""
    parts = read_package(path.read_bytes())
    text = parts[part].decode()
    assert old in text
    path.write_bytes(write_package(parts | {part: text.replace(old, new).encode()}))


@pytest.fixture
def letter(weibao: Any, tmp_path: Path) -> Path:
    path = tmp_path / "函.docx"
    assert weibao("templates", "new", "letter", "--out", path).code == 0
    return path


def test_list_names_every_template_with_its_fields(weibao: Any) -> None:
    found = weibao("templates", "list", "--json").json
    assert [one["name"] for one in found] == [*(entry.name for entry in entries()), "deck"]
    assert [one["name"] for one in found if not one["kind"]] == [*NAMES, "deck"]
    by_name = {one["name"]: one for one in found}
    assert by_name["layout_letter"]["genre"] == "函"
    assert by_name["layout_letter"]["fields"] == layouts.fields(Layout.LETTER)
    assert "签发人" in by_name["layout_upward"]["fields"]
    text = weibao("templates", "list").out
    for one in found:
        assert one["file"] in text
        assert one["title"] in text


def test_the_master_of_slides_is_listed_made_and_checked(weibao: Any, tmp_path: Path) -> None:
    assert weibao("templates", "new", "会议图册母版", "--out", tmp_path).code == 0
    path = tmp_path / "deck.pptx"
    assert path.read_bytes() == template("deck.pptx").read_bytes()
    assert weibao("templates", "new", "deck", "--out", path).code == 2  # never over a file
    assert "符合要求" in weibao("templates", "check", path).out
    with ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    layout = "ppt/slideLayouts/slideLayout3.xml"
    parts[layout] = parts[layout].replace('name="图区"'.encode(), b'name="Content"')
    path.write_bytes(write_package(parts))
    outcome = weibao("templates", "check", path, "--json")
    assert outcome.code == 1
    assert outcome.json["faults"] == ["版式“图页”里缺少名为“图区”的占位符（名称在“选择窗格”里看和改）"]
    (tmp_path / "broken.pptx").write_text("text")
    broken = weibao("templates", "check", tmp_path / "broken.pptx")
    assert broken.code == 2
    assert "另存为 .pptx" in broken.err


@pytest.mark.parametrize("name", NAMES)
def test_a_new_template_of_a_layout_passes_its_check(weibao: Any, tmp_path: Path, name: str) -> None:
    assert weibao("templates", "new", name, "--out", tmp_path).code == 0
    outcome = weibao("templates", "check", tmp_path / f"{name}.docx", "--json")
    assert outcome.code == 0
    assert (outcome.json["kind"], outcome.json["faults"], outcome.json["notes"]) == (name, [], [])
    assert [remark for remark in outcome.json["remarks"] if remark["level"] != "hint"] == []


def test_a_new_preprinted_template_is_the_shipped_one(weibao: Any, tmp_path: Path) -> None:
    weibao("templates", "new", "general", "--preprinted", "--out", tmp_path / "a.docx")
    weibao("templates", "new", "layout_general_preprinted", "--out", tmp_path / "b.docx")
    first, second = (read_package((tmp_path / f"{name}.docx").read_bytes()) for name in "ab")
    assert first[DOCUMENT] == second[DOCUMENT]
    assert first["word/styles.xml"] == second["word/styles.xml"]


def test_a_file_that_exists_is_never_overwritten(weibao: Any, letter: Path) -> None:
    before = letter.read_bytes()
    outcome = weibao("templates", "new", "general", "--out", letter)
    assert outcome.code == 2
    assert "已经存在" in outcome.err
    assert letter.read_bytes() == before


def test_a_folder_is_told_to_be_one_with_the_commands_for_its_templates(weibao: Any, tmp_path: Path) -> None:
    empty = weibao("templates", "check", tmp_path)
    assert (empty.code, "是文件夹，里面没有模板" in empty.err) == (2, True)
    assert weibao("templates", "new", "letter", "--out", tmp_path / "我的 函.docx").code == 0
    told = weibao("templates", "check", tmp_path)
    assert told.code == 2
    assert f'weibao templates check "{tmp_path / "我的 函.docx"}"' in told.err
    assert "找不到模板" not in told.err


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (("new", "决议", "--out", "x.docx"), "没有叫“决议”的文书或版式。可用的有："),
        (("new", "letter", "--out", "x.doc"), "应以 .docx 结尾"),
        (("check", "没有.docx"), "找不到模板"),
        (("new", "letter"), "还缺少 “--out”"),
    ],
)
def test_wrong_calls_say_what_is_wrong(
    weibao: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: tuple[str, ...], words: str
) -> None:
    monkeypatch.chdir(tmp_path)
    outcome = weibao("templates", *call)
    assert outcome.code == 2
    assert words in outcome.err
    assert not list(tmp_path.iterdir())


def test_check_names_every_unknown_tag_with_its_paragraph(weibao: Any, letter: Path) -> None:
    edit(letter, "{{ 主送 }}：", "{{ 收文单位 }}{{ 份数 }}：")
    outcome = weibao("templates", "check", letter, "--kind", "letter", "--json")
    assert outcome.code == 1
    faults = outcome.json["faults"]
    assert len(faults) == 2
    for name in ("收文单位", "份数"):
        assert any(f"用到了“{name}”" in fault and "{{ 收文单位 }}{{ 份数 }}：" in fault for fault in faults)


def test_check_sees_unpaired_tags(weibao: Any, letter: Path) -> None:
    edit(letter, "{%p endif %}", "完")
    outcome = weibao("templates", "check", letter, "--kind", "letter")
    assert outcome.code == 1
    assert "标签" in outcome.out


def test_check_says_what_is_missing(weibao: Any, letter: Path) -> None:
    edit(letter, "{{ 标题 }}", "关于有关工作的函")
    outcome = weibao("templates", "check", letter, "--kind", "letter", "--json")
    assert outcome.code == 1
    assert any("模板里没有“标题”" in fault for fault in outcome.json["faults"])


def test_check_says_which_controls_a_clerk_has_to_fill(weibao: Any, letter: Path) -> None:
    edit(letter, "weibao:dated", "own:dated")
    outcome = weibao("templates", "check", letter, "--kind", "letter", "--json")
    assert outcome.code == 0
    (note,) = outcome.json["notes"]
    assert "“成文日期”的内容控件" in note


@pytest.mark.parametrize(
    ("part", "old", "new", "code"),
    [
        (DOCUMENT, 'w:top="2098"', 'w:top="1440"', "page-top"),
        ("word/styles.xml", 'w:val="thickThinSmallGap"', 'w:val="single"', "letter-upper"),
    ],
)
def test_check_holds_the_page_against_the_standard(
    weibao: Any, letter: Path, part: str, old: str, new: str, code: str
) -> None:
    edit(letter, old, new, part)
    outcome = weibao("templates", "check", letter, "--kind", "letter", "--json")
    assert outcome.code == 1
    assert code in [remark["code"] for remark in outcome.json["remarks"]]
    assert "GB/T 9704" in weibao("templates", "check", letter, "--kind", "letter").out


def test_check_goes_by_the_file_name_where_no_kind_is_given(weibao: Any, tmp_path: Path, letter: Path) -> None:
    outcome = weibao("templates", "check", letter)
    assert outcome.code == 2
    assert "没有叫“函”的文书或版式" in outcome.err


def test_preprint_takes_the_red_out_of_any_document(weibao: Any, tmp_path: Path, letter: Path) -> None:
    assert weibao("templates", "preprint", letter, "--out", tmp_path).code == 0
    with ZipFile(io.BytesIO((tmp_path / "函（套打）.docx").read_bytes())) as archive:
        assert b"FF0000" not in archive.read("word/styles.xml")
    (tmp_path / "坏.docx").write_bytes(b"x")
    outcome = weibao("templates", "preprint", tmp_path / "坏.docx", "--out", tmp_path)
    assert outcome.code == 2
    assert "不是 Word 文档" in outcome.err


@pytest.mark.parametrize("command", ["", "list", "new", "check", "preprint"])
def test_help_is_chinese(weibao: Any, command: str) -> None:
    outcome = weibao("templates", *command.split(), "--help")
    assert outcome.code == 0
    assert "用法：weibao templates" in outcome.out
    assert "Usage" not in outcome.out
