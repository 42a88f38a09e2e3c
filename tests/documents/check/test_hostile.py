"""Broken, encrypted, foreign and hostile files: a clear message in Chinese or plain remarks, never anything else."""

from __future__ import annotations

import io
import random
import re
import zipfile
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from documents.check import samples
from weibao.documents.check import DocumentError, check_document
from weibao.documents.package import DOCUMENT_PART, read_package, write_package

if TYPE_CHECKING:
    from collections.abc import Callable

RIGHT = samples.document(samples.general())
ENTITIES = (
    '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;">]>'
    f'<w:document xmlns:w="{samples.W}"><w:body><w:p><w:r><w:t>&c;</w:t></w:r></w:p></w:body></w:document>'
)
OUTSIDE = (
    '<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
    f'<w:document xmlns:w="{samples.W}"><w:body><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body></w:document>'
)


def with_part(name: str, content: str | None) -> bytes:
    parts = read_package(RIGHT)
    parts.pop(name, None)
    return write_package(parts if content is None else parts | {name: content.encode()})


def encrypted() -> bytes:
    """The flag of an encrypted entry set in both headers."""
    data = bytearray(RIGHT)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        for match in re.finditer(re.escape(mark), bytes(data)):
            data[match.start() + offset] |= 1
    return bytes(data)


def bomb() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(DOCUMENT_PART, b"\0" * (80 * 1024 * 1024))
    return buffer.getvalue()


def spoilt() -> bytes:
    """Compressed bytes turned over in the middle."""
    data = bytearray(RIGHT)
    at = data.index(b"word/document.xml") + 60
    data[at : at + 40] = bytes(255 - byte for byte in data[at : at + 40])
    return bytes(data)


UNREADABLE: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "不是 Word 文档"),
    "text": (lambda: "这不是公文".encode(), "不是 Word 文档"),
    "half": (lambda: RIGHT[: len(RIGHT) // 2], "已损坏"),
    "spoilt": (spoilt, "已损坏"),
    "old .doc or password": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, "打开密码"),
    "encrypted entries": (encrypted, "密码"),
    "bomb": (bomb, "异常庞大"),
    "workbook": (lambda: write_package({"xl/workbook.xml": b"<a/>"}), "没有 Word 正文"),
    "broken XML": (lambda: with_part(DOCUMENT_PART, "<w:document"), "已损坏"),
    "broken styles": (lambda: with_part("word/styles.xml", "<w:styles>"), "word/styles.xml"),
    "no body": (lambda: with_part(DOCUMENT_PART, f'<w:document xmlns:w="{samples.W}"/>'), "没有 Word 正文"),
    "entities": (lambda: with_part(DOCUMENT_PART, ENTITIES), "实体"),
    "outside entity": (lambda: with_part(DOCUMENT_PART, OUTSIDE), "实体"),
    "nested": (lambda: with_part(DOCUMENT_PART, "<a>" * 5000 + "</a>" * 5000), "已损坏"),
    "strict": (
        lambda: with_part(DOCUMENT_PART, '<d xmlns="http://purl.oclc.org/ooxml/wordprocessingml/main"/>'),
        "严格",
    ),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_cannot_be_read_is_told_in_chinese(name: str) -> None:
    make, words = UNREADABLE[name]
    with pytest.raises(DocumentError, match=words) as error:
        check_document(make())
    assert str(error.value).endswith("。")


@pytest.mark.parametrize("part", ["word/styles.xml", "word/settings.xml", "word/_rels/document.xml.rels",
                                  "word/footer_default.xml"])  # fmt: skip
def test_a_missing_part_is_no_reason_to_stop(part: str) -> None:
    assert check_document(with_part(part, None)) is not None


def test_styles_based_on_each_other_end() -> None:
    chain = "".join(
        f'<w:style w:type="paragraph" w:styleId="{one}"><w:name w:val="{one}"/><w:basedOn w:val="{other}"/></w:style>'
        for one, other in (("x", "y"), ("y", "x"))
    )
    sample = samples.general()
    sample.styles = chain
    sample.blocks["intro"].layout["style"] = "x"  # type: ignore[union-attr]
    assert "body-font" in {remark.code for remark in check_document(samples.document(sample))}


def test_absurd_numbers_are_read_as_none() -> None:
    text = read_package(RIGHT)[DOCUMENT_PART].decode()
    absurd = {
        'w:line="579"': 'w:line="1e999"',
        'w:sz w:val="32"': 'w:sz w:val="四"',
        'w:firstLine="640"': 'w:firstLine="99999999999999999999"',
        'w:w="11906"': 'w:w=""',
    }
    for old, new in absurd.items():
        assert old in text
        assert check_document(with_part(DOCUMENT_PART, text.replace(old, new)))


def test_an_empty_document_raises_no_remark_about_elements() -> None:
    empty = f'<w:document xmlns:w="{samples.W}"><w:body/></w:document>'
    codes = {remark.code for remark in check_document(with_part(DOCUMENT_PART, empty))}
    assert not {code for code in codes if code.startswith(("title", "mark", "date", "signer", "addressee"))}


@pytest.mark.parametrize("seed", range(40))
def test_documents_with_random_losses_are_still_checked(seed: int) -> None:
    """Elements and attributes lost, doubled or moved at random, as by a bad converter."""
    chance = random.Random(seed)  # noqa: S311
    base = samples.document(list(samples.BASES.values())[seed % len(samples.BASES)]())
    parts = read_package(base)
    for name in (DOCUMENT_PART, "word/styles.xml", "word/settings.xml"):
        root = etree.fromstring(parts[name])
        for element in chance.sample(list(root.iter()), 12 if name == DOCUMENT_PART else 2):
            parent = element.getparent()
            if parent is None or element.tag == f"{{{samples.W}}}body":
                continue
            action = chance.choice(("remove", "strip", "double"))
            if action == "remove":
                parent.remove(element)
            elif action == "strip":
                for key in element.attrib:
                    del element.attrib[key]
            else:
                parent.append(etree.fromstring(etree.tostring(element)))
        parts[name] = etree.tostring(root)
    for remark in check_document(write_package(parts)):
        assert remark.place
        assert remark.advice.endswith("。")
