"""What the registered files say; a damaged one is told and stops nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from documents.damaged import DAMAGES
from weibao.campaign.paper_items import with_items
from weibao.compute.model import Office, Paper, PaperState
from weibao.documents import layout as lay
from weibao.documents.kind import Layout
from weibao.documents.layouts import compose
from weibao.documents.package import core_xml, read_package, write_package
from weibao.documents.privacy import scan_document
from weibao.documents.properties import Identity, Properties, announce, identity
from weibao.errors import TemplateError

PAPER = Paper(file="印发/甲.docx", doc_no="谷未〔2026〕1号", dated=date(2026, 3, 2), state=PaperState.NUMBERED)


@pytest.fixture(scope="module")
def sound() -> bytes:
    parts = read_package(compose(Layout.GENERAL, lay.paragraph("WBBody", "正文"), title="甲"))
    parts["docProps/custom.xml"] = Properties(parts).xml(Identity("supervision_notice", "1", ("01-1",)))
    parts["docProps/core.xml"] = core_xml("甲", "乙", date(2026, 3, 2))
    return write_package({**parts, **announce(parts, custom=True)})


def put(folder: Path, content: bytes) -> Path:
    path = folder / PAPER.file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return folder


def test_a_file_says_its_kind_and_items(tmp_path: Path, sound: bytes) -> None:
    office, found = with_items(Office(register=(PAPER,)), put(tmp_path, sound))
    assert [(paper.kind, paper.items) for paper in office.register] == [("supervision_notice", ("01-1",))]
    assert found == ()


def test_a_file_of_0_1_0_names_the_matters_of_the_first_round(tmp_path: Path, sound: bytes) -> None:
    parts = read_package(sound)
    old = ("07-I22", "07-R1", "2-07-V1")
    parts["docProps/custom.xml"] = Properties(parts).xml(Identity("supervision_notice", "1", old))
    office, _ = with_items(Office(register=(PAPER,)), put(tmp_path, write_package(parts)))
    assert office.register[0].items == ("1-07-I22", "1-07-R", "2-07-V1")


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_file_is_told_by_name(tmp_path: Path, sound: bytes, damage: Callable[[bytes], bytes]) -> None:
    office, found = with_items(Office(register=(PAPER,)), put(tmp_path, damage(sound)))
    assert office.register == (PAPER,)
    assert [item.code for item in found] == ["paper-file-unreadable"]
    assert "甲.docx" in found[0].message


def test_a_file_that_is_not_there_is_told_elsewhere(tmp_path: Path) -> None:
    assert with_items(Office(register=(PAPER,)), tmp_path) == (Office(register=(PAPER,)), ())


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_what_reads_a_damaged_file_says_so_in_its_own_words(sound: bytes, damage: Callable[[bytes], bytes]) -> None:
    with pytest.raises(TemplateError, match="Word"):
        identity(damage(sound))


@pytest.mark.parametrize("name", ["locked", "torn"])
def test_the_privacy_gate_refuses_what_it_cannot_read(sound: bytes, name: str) -> None:
    with pytest.raises(ValueError, match=r"password|decompress|invalid"):
        scan_document(DAMAGES[name](sound), "甲.docx")
