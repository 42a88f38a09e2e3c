"""What single evidence files tell: kind by content, pages, text layer, ink, marks; and that no text comes back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from evidence.papers import docx, ofd, package, photo, scan, text_pdf
from weibao.compute.proof_texts import Words
from weibao.evidence.kinds import kind_of
from weibao.evidence.pictures import look
from weibao.evidence.reader import read

WORDS = Words({"Q01": ["镇（街道）"]}, ["人民政府", "公安局"], ["如皋市"], "市", ["如皋市白蒲镇"]).dump()
IDENTITY = "11010519491231002X"  # the example of GB 11643


def told(path: Path) -> dict[str, Any]:
    facts = read(str(path), WORDS)
    json.dumps(facts)  # goes over a pipe
    return facts


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"", "empty"), (b"%PDF-1.7\n", "pdf"), (b"\n\n%PDF-1.4", "pdf"), (b"\xff\xd8\xff\xe0", "jpeg"),
        (b"\x89PNG\r\n\x1a\n", "png"), (b"MZ\x90", "exe"), (b"\x7fELF", "exe"), (b"#!/bin/sh\n", "exe"),
        (b"Rar!\x1a\x07\x01", "rar"), (b"7z\xbc\xaf\x27\x1c", "7z"), (b"PK\x03\x04broken", "zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99, "ole"), (b"<!DOCTYPE html><html>", "html"),
        ("会议纪要".encode("gb18030"), "text"), (b"\0\0\0\x18ftypheic", "heic"), (b"\0\0\0\x18ftypmp42", "video"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "webp"), (b"\0\1\2\3", "other"),
    ],
)  # fmt: skip
def test_the_kind_comes_from_the_content(tmp_path: Path, head: bytes, kind: str) -> None:
    path = tmp_path / "材料.pdf"
    path.write_bytes(head)
    assert kind_of(path) == kind


@pytest.mark.parametrize(
    ("parts", "kind"),
    [
        ({"[Content_Types].xml": "", "word/document.xml": ""}, "docx"),
        ({"[Content_Types].xml": "", "xl/workbook.xml": ""}, "xlsx"),
        ({"[Content_Types].xml": "", "ppt/presentation.xml": ""}, "pptx"),
        ({"OFD.xml": ""}, "ofd"), ({"mimetype": "", "content.xml": ""}, "odf"), ({"照片/a.jpg": ""}, "zip"),
        ({"word/document.xml": ""}, "zip"),
    ],
)  # fmt: skip
def test_the_kind_of_a_package(tmp_path: Path, parts: dict[str, str], kind: str) -> None:
    assert kind_of(package(tmp_path / "a.zip", parts)) == kind


def test_a_pdf_with_text(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(text_pdf(["关于成立领导小组的通知", "全市共有14个镇（街道）", "2023年6月1日"], pages=3))
    facts = told(path)
    assert (facts["kind"], facts["pages"], facts["a4"], facts["blank"]) == ("pdf", 3, True, False)
    assert facts["characters"] > 20
    assert facts["figures"] == [["Q01", True, 14]]
    assert facts["last_day"] == "2023-06-01"


@pytest.mark.parametrize(("seal", "blank"), [(True, False), (False, False), (False, True)])
def test_a_scan_has_no_text_and_shows_whether_there_is_red_ink(tmp_path: Path, seal: bool, blank: bool) -> None:
    facts = told(scan(tmp_path / "a.pdf", seal=seal, blank=blank))
    assert (facts["characters"], facts["red"], facts["blank"]) == (0, seal, blank)


def test_other_sizes_are_not_a4(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(text_pdf(["表"], size=(842, 1191)))
    assert told(path)["a4"] is False
    path.write_bytes(text_pdf(["表"], size=(842, 595)))
    assert told(path)["a4"] is True


def test_word_and_ofd_have_text_and_pages(tmp_path: Path) -> None:
    facts = told(docx(tmp_path / "a.docx", "应到35人，实到38人。", "有效期至2023年5月1日", pages=2))
    assert (facts["pages"], facts["attended"], facts["valid"]) == (2, [[35, 38]], "2023-05-01")
    facts = told(ofd(tmp_path / "a.ofd", "海安市公安局", "第二页"))
    assert (facts["pages"], facts["places"]) == (2, ["海安市"])


def test_a_workbook_is_read_cell_by_cell(tmp_path: Path) -> None:
    parts = {"[Content_Types].xml": "", "xl/styles.xml": "<s><t>公安局</t></s>"}
    parts["xl/sharedStrings.xml"] = f"<sst><si><t>海安市公安局</t></si><si><t>{IDENTITY}</t></si></sst>"
    facts = told(package(tmp_path / "a.xlsx", parts))
    assert (facts["kind"], facts["places"], facts["personal"]) == ("xlsx", ["海安市"], {"身份证号": 1})


def test_plain_text_in_gbk(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("海安市公安局的做法，如皋市公安局".encode("gb18030"))
    assert told(path)["places"] == ["海安市"]


def test_persons_are_counted_and_never_named(tmp_path: Path) -> None:
    facts = told(docx(tmp_path / "a.docx", "学生李思思被欺凌", f"身份证 {IDENTITY}", "电话 13800001111"))
    assert facts["personal"] == {"受侵害儿童姓名": 1, "身份证号": 1, "手机号码": 1}
    assert "李思思" not in json.dumps(facts, ensure_ascii=False)
    assert IDENTITY[:6] not in json.dumps(facts)


@pytest.mark.parametrize("mark", ["机密★1年", "秘 密", "绝密", "密级：秘密", "（机密）"])
def test_reading_stops_at_a_mark_and_tells_nothing_else(tmp_path: Path, mark: str) -> None:
    facts = told(docx(tmp_path / "a.docx", mark, f"海安市公安局 {IDENTITY}"))
    assert set(facts) == {"kind", "secret"}


@pytest.mark.parametrize("text", ["保守国家秘密是每个人的义务", "个人隐私和商业秘密", "机密性、完整性"])
def test_words_about_secrets_are_no_mark(tmp_path: Path, text: str) -> None:
    assert "secret" not in told(docx(tmp_path / "a.docx", text))


def test_a_photo_tells_size_day_and_look(tmp_path: Path) -> None:
    first = told(photo(tmp_path / "a.jpg", taken="2023:03:01 10:00:00"))
    assert (first["width"], first["height"], first["taken"]) == (1200, 900, "2023-03-01")
    again = told(photo(tmp_path / "b.jpg", quality=40, scale=0.5))
    other = told(photo(tmp_path / "c.jpg", flip=True))

    def apart(one: dict[str, Any], two: dict[str, Any]) -> int:
        return (int(one["look"], 16) ^ int(two["look"], 16)).bit_count()

    assert apart(first, again) <= 4 < apart(first, other)


def test_a_flat_picture_looks_like_nothing() -> None:
    from PIL import Image

    assert look(Image.new("RGB", (64, 64), "grey")) == ""


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("a.pdf", b"%PDF-1.4 not really", "damaged"), ("a.jpg", b"\xff\xd8\xff\xe0 nothing", "damaged"),
        ("a.docx", b"PK\x05\x06" + b"\0" * 18, None),
    ],
)  # fmt: skip
def test_what_is_broken_is_told(tmp_path: Path, name: str, content: bytes, problem: str | None) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert told(path).get("problem") == problem


def test_a_package_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    path = package(
        tmp_path / "a.docx", {"[Content_Types].xml": "", "word/document.xml": "<a>" + "字" * (30 << 20) + "</a>"}
    )
    assert path.stat().st_size < 1 << 20
    assert told(path)["problem"] == "damaged"


def test_a_picture_of_absurd_size_is_not_decoded(tmp_path: Path) -> None:
    from PIL import Image

    path = tmp_path / "a.png"
    Image.new("1", (20_000, 20_000)).save(path)
    assert path.stat().st_size < 1 << 20
    facts = told(path)
    assert (facts["problem"], facts["width"]) == ("large", 20_000)
