"""The privacy gate: what stops a document, what does not, and what a clerk is told about it."""

from __future__ import annotations

import io
import re
import time
import zipfile
from datetime import date
from importlib import resources
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.privacy_cases import CALLED, DOUBTFUL, MOBILE, PASSED, STOPPED
from weibao.documents import layout as lay
from weibao.documents import privacy_names
from weibao.documents.check import rule
from weibao.documents.errors import PrivacyError
from weibao.documents.package import read_package, write_package
from weibao.documents.parts import document
from weibao.documents.privacy import doubts, findings, guard, guarded, masked, own_texts, scan_document
from weibao.documents.privacy_called import called
from weibao.documents.privacy_names import names
from weibao.documents.privacy_numbers import numbers, plain
from weibao.documents.privacy_text import blocks
from weibao.resources import templates_dir

if TYPE_CHECKING:
    from pathlib import Path

    from weibao.compute.settings import Settings
    from weibao.rulebook.model import Rulebook

PHONE = "13900001111"
CHILDREN = re.compile("学生|儿童|未成年人|少年|幼儿|孩子")
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def texts_of(path: Path) -> list[str]:
    """What a workbook's cells say."""
    with zipfile.ZipFile(path) as package:
        parts = [package.read(part).decode() for part in package.namelist() if part.endswith(".xml")]
    return re.findall("<t[^>]*>([^<]+)</t>", "".join(parts))


def docx(*paragraphs: str, **parts: str) -> bytes:
    """A document of ours with these paragraphs; `parts` (stem=xml) replaces or adds parts below word/."""
    content = document(
        "".join(lay.paragraph("WBBody", text) for text in paragraphs),
        title="题",
        creator="办",
        created=date(2023, 10, 9),
    )
    if not parts:
        return content
    package = read_package(content)
    return write_package(package | {f"word/{stem}.xml": xml.encode() for stem, xml in parts.items()})


def kinds(text: str) -> list[str]:
    return [found.kind for found in numbers(text)] + [found.kind for found in names(text)]


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in STOPPED.items() for text in texts])
def test_personal_things_stop_a_document(kind: str, text: str) -> None:
    assert kinds(text) == [kind]


@pytest.mark.parametrize("text", PASSED)
def test_official_prose_passes(text: str) -> None:
    assert kinds(text) == []
    assert doubts([text]) == ()


@pytest.mark.parametrize("text", DOUBTFUL)
def test_what_may_be_a_childs_name_is_told_and_stops_nothing(text: str) -> None:
    (place,) = doubts([text])
    assert "*" in place
    assert len(place) == len(text)
    assert kinds(text) == []
    assert doubts([text], [f"规则库说“{text}”"]) == ()


def test_every_child_of_a_list_is_found_and_none_is_quoted() -> None:
    text = "学生王小明、李丽丽和赵强获奖，班主任陈红在场"
    assert masked(text) == "学生王**、李**和赵*获奖，班主任陈红在场"
    assert kinds(text) == [CALLED] * 3


def test_a_long_text_of_names_is_read_once() -> None:
    """Twice as much takes twice as long, not four times."""

    def seconds(text: str) -> float:
        begun = time.process_time()
        list(names(text))
        return time.process_time() - begun

    piece = "学生王小明、" * 4000 + "姓名：" * 4000 + "学生姓名：张" * 4000
    assert min(seconds(piece * 4) for _ in range(2)) < 10 * min(seconds(piece) for _ in range(3)) + 0.05


@pytest.mark.parametrize(
    "text",
    [
        "关于印发《3岁以下婴幼儿家庭照护支持服务方案》的通知", "儿童和学生用品质量监督抽查结果（2023年1-4月）",
        "学校每学年组织学生体检", "成立工作专班，每班配备法治副校长",
    ],
)  # fmt: skip
def test_ordinary_prose_costs_no_classes_of_surnames(text: str) -> None:
    privacy_names._whole.cache_clear()
    assert not list(names(text))
    assert privacy_names._whole.cache_info().misses == 0
    assert kinds("王小明（就读于谷地小学）")  # while what names a child is found
    assert privacy_names._whole.cache_info().misses


@pytest.mark.parametrize("kind", privacy_names._SCENTS)
@given(data=st.data())
@settings(max_examples=60)
def test_what_may_name_a_child_is_looked_at(kind: str, data: st.DataObject) -> None:
    """Every alternative of every scent holds a sign, also as a text writes it before it is brought into another form.

    A scent without its sign would never be looked for.
    """
    scent = privacy_names._SCENTS[kind]
    text = data.draw(st.from_regex(scent.words, fullmatch=True))
    assert any(sign in text for sign in scent.signs)
    assert privacy_names._ANY_SIGN.search(text)
    assert [plain(sign) for sign in scent.signs] == list(scent.signs)


def test_every_kind_of_passage_has_its_scent_and_its_label() -> None:
    kinds = {shape.kind for shape in privacy_names._SHAPES}
    assert kinds == privacy_names._SCENTS.keys() == privacy_names._LABELS.keys()


def test_two_things_of_one_text_are_both_found() -> None:
    text = f"小明，8岁，电话{PHONE}、139 0000 2222，身份证990000201304050016"
    assert sorted(kinds(text)) == sorted(["儿童姓名与年龄", MOBILE, MOBILE, "身份证号"])


# --- where in a file ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("parts", "label"),
    [
        ({"footer1": f'<w:ftr xmlns:w="{W}"><w:p><w:r><w:t>{PHONE}</w:t></w:r></w:p></w:ftr>'}, "页脚"),
        ({"header1": f'<w:hdr xmlns:w="{W}"><w:p><w:t>139</w:t><w:t>00001111</w:t></w:p></w:hdr>'}, "页眉"),
        ({"comments": f'<w:comments xmlns:w="{W}"><w:comment><w:p><w:r><w:t>{PHONE}</w:t></w:r></w:p></w:comment>'
                      "</w:comments>"}, "批注"),
        ({"footnotes": f'<w:footnotes xmlns:w="{W}"><w:p><w:delText>{PHONE}</w:delText></w:p></w:footnotes>'}, "脚注"),
        ({"x": f'<w:x xmlns:w="{W}"><w:docPr descr="照片 {PHONE}"/></w:x>'}, "word/x.xml"),
        ({"y": f'<w:x xmlns:w="{W}"><w:docPr id="{PHONE}"/></w:x>'}, None),
    ],
)  # fmt: skip
def test_every_part_is_looked_at(parts: dict[str, str], label: str | None) -> None:
    hits = scan_document(docx("正文", **parts), "a.docx")
    assert [hit.part for hit in hits] == ([label] if label else [])


def test_properties_controls_and_the_file_name_are_looked_at() -> None:
    package = read_package(docx("正文"))
    core = package["docProps/core.xml"].decode().replace("题", f"题{PHONE}").encode()
    assert [hit.part for hit in scan_document(write_package(package | {"docProps/core.xml": core}), "a")] == [
        "文档属性"
    ]
    (hit,) = scan_document(docx("正文"), f"督办/王某某_{PHONE}_通知.docx")
    assert (hit.part, hit.document) == ("文件名", "督办/王某某_139********_通知.docx")
    control = f'<w:sdt xmlns:w="{W}"><w:sdtPr><w:alias w:val="{PHONE}"/></w:sdtPr></w:sdt>'
    assert [hit.part for hit in scan_document(docx("正文", control=control), "a")] == ["word/control.xml"]


def test_what_is_embedded_is_opened() -> None:
    inner = docx(f"电话{PHONE}")
    package = read_package(docx("正文")) | {"word/embeddings/内.docx": inner}
    assert [hit.part for hit in scan_document(write_package(package), "a")] == ["嵌入的 word/embeddings/内.docx"]


def test_a_number_that_word_split_into_runs_is_found_and_two_cells_are_not_joined() -> None:
    split = "".join(f"<w:r><w:t>{digit}</w:t></w:r>" for digit in PHONE)
    body = f'<w:document xmlns:w="{W}"><w:body><w:p>{split}</w:p></w:body></w:document>'
    assert [hit.kind for hit in scan_document(docx(document=body), "a")] == [MOBILE]
    assert scan_document(docx("1390000", "1111"), "a") == ()


def test_a_part_that_is_no_xml_is_still_looked_at() -> None:
    assert len(scan_document(docx("正文", broken=f"<w:p><w:t>{PHONE}"), "a")) == 1
    with pytest.raises(ValueError, match="zip"):
        scan_document(b"no zip", "a")


@pytest.mark.parametrize("name", sorted(path.name for path in templates_dir().glob("*.docx")))
def test_our_own_parts_read_quickly_say_what_a_parser_says(name: str) -> None:
    parts = read_package((templates_dir() / name).read_bytes())
    foreign = {part: data.replace(b'version="1.0"', b"version='1.0'", 1) for part, data in parts.items()}
    quick, parsed = (sorted(blocks(write_package(package))) for package in (parts, foreign))
    assert quick == parsed
    assert len(quick) > 10


# --- what is allowed, what is told ---------------------------------------------------------------------


def test_contacts_of_the_settings_are_allowed_however_they_are_written() -> None:
    content = docx(f"联系人：王某某，电话：{PHONE}", "热线139 0000 2222")
    assert len(scan_document(content, "a", ["139-0000-1111"])) == 1
    assert scan_document(content, "a", ["139-0000-1111", "值班13900002222"]) == ()


def test_a_passage_of_the_rulebook_is_allowed_only_as_it_stands() -> None:
    rule = ["如三年级学生李某某，一案"]
    assert scan_document(docx("如三年级学生李某某，"), "a", rule) == ()
    assert len(scan_document(docx("如四年级学生周某某，"), "a", rule)) == 1


def test_a_hit_never_repeats_the_number(rugao: Rulebook) -> None:
    content = docx(f"儿童小明，8岁，电话{PHONE}，证件990000201304050016，卡6217 0000 0000 0006")
    with pytest.raises(PrivacyError) as caught:
        guard(content, "通知.docx")
    told = [str(caught.value), *(f"{hit}" for hit in caught.value.hits)]
    told += [found.message for found in findings(caught.value, unit="D07")]
    for text in told:
        assert PHONE not in text
        assert "1111" not in text
        assert "0016" not in text
        assert "0405" not in text
        assert "小明" not in text
    assert len(caught.value.hits) == 4
    first = findings(caught.value, unit="D07", file="文书/通知.docx")[0]
    assert (first.code, first.unit, first.file) == ("document-private", "D07", "文书/通知.docx")
    assert "139****" in str(caught.value)


def test_a_guarded_rendering_gives_the_same_bytes_or_stops() -> None:
    clean, private = docx("市民政局："), docx(PHONE)
    assert guarded(lambda: clean, "a.docx", ())() == clean
    with pytest.raises(PrivacyError, match=r"“a\.docx”没有生成：正文“139\*{8}”处有手机号码"):
        guarded(lambda: private, "a.docx", ())()


# --- no false alarm ------------------------------------------------------------------------------------


def test_the_rulebooks_own_text_names_nobody_and_its_hotline_is_allowed(rugao: Rulebook, village: Rulebook) -> None:
    texts = own_texts(rugao, village)
    assert len(texts) > 500
    found = [text for text in texts if kinds(text)]
    assert {kind for text in found for kind in kinds(text)} == {MOBILE}
    assert {number.digits for text in found for number in numbers(text)} == {"18795767769"}
    assert len(scan_document(docx(*found), "a")) >= 1
    assert scan_document(docx(*texts), "a", texts) == ()


def test_settings_and_rulebook_become_allowed_texts(rugao: Rulebook, settings: Settings) -> None:
    texts = own_texts(rugao, settings)
    assert "0000-12345678" in texts
    assert any("12355" in text for text in texts)


def test_the_demonstrations_documents_raise_nothing(demo_made: Path) -> None:
    files = sorted(demo_made.rglob("*.docx"))
    assert files
    assert [hit for path in files for hit in scan_document(path.read_bytes(), path.name)] == []
    assert doubts(block.text for path in files for block in blocks(path.read_bytes())) == ()


def test_no_sentence_of_the_plan_or_of_a_template_begins_like_a_name(rugao: Rulebook, village: Rulebook) -> None:
    """What is ordinary in this work stands there: the words for children, each with what follows."""
    package = resources.files("weibao.rulebook")
    sources = [path.read_text("utf-8") for path in package.joinpath("rugao_2023").iterdir() if path.is_file()]
    templates = [block.text for path in templates_dir().glob("*.docx") for block in blocks(path.read_bytes())]
    texts = [*own_texts(rugao, village), *templates, *(line for text in sources for line in text.splitlines())]
    assert len(CHILDREN.findall("\n".join(texts))) > 500
    assert [text for text in texts if list(called(text))] == []


def test_no_return_of_the_demonstration_names_a_child(demo_made: Path) -> None:
    books = sorted((demo_made / "回收").rglob("*.xlsx"))
    assert books
    texts = [text for path in books for text in texts_of(path)]
    assert len(CHILDREN.findall("\n".join(texts))) > 500
    assert [text for text in texts if list(called(text))] == []


def test_an_entity_bomb_is_no_danger() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "' + "9" * 1000 + '"><!ENTITY b "' + "&a;" * 1000 + '"><!ENTITY c "' + "&b;" * 1000
    content = docx("正文", bomb=f'{bomb}">]><x>&c;</x>')
    assert isinstance(scan_document(content, "a"), tuple)
    assert zipfile.is_zipfile(io.BytesIO(content))


def table_of(*cells: str) -> bytes:
    row = "".join(f"<w:tc><w:p><w:r><w:t>{cell}</w:t></w:r></w:p></w:tc>" for cell in cells)
    before = lay.paragraph("WBBody", "情况如下")
    return document(
        f"{before}<w:tbl><w:tr>{row}</w:tr></w:tbl>{before}", title="甲", creator="乙", created=date(2023, 10, 9)
    )


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (("1", "李思思", "9岁", "如城小学"), "儿童姓名与年龄"),
        (("李思思", "女", "如城小学三年级"), "儿童姓名与学校"),
        (tuple("990000201304050016"), "身份证号"),
        (tuple("99000020110101009X"), "身份证号"),
    ],
)
def test_a_row_of_a_table_is_read_as_a_whole(cells: tuple[str, ...], kind: str) -> None:
    """The renderer's own parts and those of other programs alike."""
    content = table_of(*cells)
    parts = read_package(content)
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"standalone='yes'", b"").replace(b'"yes"', b'"no"')
    for one in (content, write_package(parts)):
        assert [hit.kind for hit in scan_document(one, "甲.docx")] == [kind]


@pytest.mark.parametrize(
    "cells", [("13", "8", "1", "2", "3", "4", "5", "6", "7", "8"), tuple("13812345678"), ("139", "0000", "1111")]
)
def test_figures_side_by_side_are_no_number(cells: tuple[str, ...]) -> None:
    assert scan_document(table_of(*cells), "甲.docx") == ()


@pytest.mark.parametrize("text", ["<a:t>{}</a:t>", "<m:t>{}</m:t>"])
def test_texts_of_drawings_and_formulas_are_read(text: str) -> None:
    spaces = 'xmlns:a="urn:a" xmlns:m="urn:m"'
    content = document(f"<w:p {spaces}>{text.format(PHONE)}</w:p>", title="甲", creator="乙", created=date(2023, 10, 9))
    assert [hit.kind for hit in scan_document(content, "甲.docx")] == [MOBILE]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("联系电话13812345678", "联系电话138********"),
        ("身份证11010519491231002X", "身份证110***************"),
        ("身份证1101051949123", "身份证110**********"),  # cut short by whoever quotes
        ("王小红（女，9岁）", "王**（女，9岁）"),
        ("皋未保办〔2024〕3号，2024年3月8日", "皋未保办〔2024〕3号，2024年3月8日"),
    ],
)
def test_a_quotation_is_masked(text: str, shown: str) -> None:
    assert masked(text) == shown


def test_the_checker_quotes_nobody() -> None:
    hit = rule.Hit("正文第1段“电话13812345678”", "“13812345678”", "", "")
    made = rule.Rule("x", rule.Level.MUST, "7.1", "甲", lambda _: iter([hit]))
    (remark,) = rule.remarks(made, None)  # type: ignore[arg-type]
    assert "13812345678" not in remark.message
