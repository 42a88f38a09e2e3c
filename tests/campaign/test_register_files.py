"""The 文件 column of 文号登记: only what lies below 文书 is taken, and every way to type it means one path."""

from __future__ import annotations

from pathlib import Path

import pytest

from weibao.campaign.register_files import below, copy_number, documents_below, frozen, placed
from weibao.campaign.store import open_store
from weibao.compute.model import Office, Paper, PaperState
from weibao.compute.numbers import DocNumber
from weibao.compute.openings import DEAD
from weibao.errors import CampaignError

FILE = "督办通知/07 市教育局－督办通知（第1.2轮）.docx"
NAME = FILE.partition("/")[2]


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    root = tmp_path / "谷地" / "文书"
    for file in (FILE, "甲/同名.docx", "乙/同名.docx", "甲/.wb-abc.docx", "甲/~$同名.docx", "甲/扫描.pdf"):
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        (root / file).write_bytes(b"x")
    (tmp_path / "别处").mkdir()
    (tmp_path / "别处" / "甲.docx").write_bytes(b"x")
    (root / "链接").symlink_to(tmp_path / "别处")
    return root


@pytest.mark.parametrize(
    ("typed", "file"),
    [
        ("", ""),
        (FILE, FILE),
        (f" ./{FILE} ", FILE),
        (f"文书/{FILE}", FILE),
        (f"./文书/{FILE}", FILE),
        (FILE.replace("/", "\\"), FILE),
        (FILE.removesuffix(".docx"), FILE),
        (NAME, FILE),
        (NAME.removesuffix(".docx"), FILE),
        ("甲/扫描.pdf", "甲/扫描.pdf"),
        ("没有的.docx", "没有的.docx"),
        ("同名.docx", "同名.docx"),
        ("甲/../../../别处/甲.docx", None),
        ("../../别处/甲.docx", None),
        ("印发/../../../别处/甲.docx", None),
        ("印发\\..\\..\\..\\别处\\甲.docx", None),
        ("/etc/甲.docx", None),
        ("//server/share/甲.docx", None),
        ("\\\\server\\share\\甲.docx", None),
        ("C:\\文书\\甲.docx", None),
        ("C:甲.docx", None),
        ("甲.docx:流", None),
        ("甲\x00.docx", None),
        ("链接/甲.docx", None),
        ("长" * 300, None),
        ("a" * 252, None),
        ("甲/" * 2000 + "甲.docx", None),
    ],
)
def test_what_is_typed_means_a_path_below_or_nothing(documents: Path, typed: str, file: str | None) -> None:
    assert below(documents, typed) == file


def test_a_whole_path_that_lies_below_becomes_a_short_one(documents: Path) -> None:
    assert below(documents, str(documents / FILE)) == FILE
    assert below(documents, str(documents.parent.parent / "别处" / "甲.docx")) is None


def test_half_written_and_owner_files_are_no_documents(documents: Path) -> None:
    assert [path.name for path in documents_below(documents / "甲")] == ["同名.docx"]


def test_what_is_outside_or_not_certain_is_blank_and_told(documents: Path) -> None:
    office = Office(register=(Paper(file="../x.docx", row=4), Paper(file="同名", row=5), Paper(file=NAME, row=6)))
    now, found = placed(office, documents, "核定台账.xlsx")
    assert [paper.file for paper in now.register] == ["", "", FILE]
    assert [paper.typed for paper in now.register] == ["../x.docx", "同名", NAME]
    assert [(item.code, item.cell) for item in found] == [
        ("register-file-outside", "A4"),
        ("register-file-several", "A5"),
    ]


@pytest.mark.parametrize("state", DEAD)
def test_two_rows_of_one_document_are_told(documents: Path, state: PaperState) -> None:
    copy = "印发/督办通知/皋未保办〔2024〕3号 " + NAME
    given_up = Paper(file=FILE, state=state, row=4)
    office = Office(register=(given_up, Paper(file=NAME, row=5), Paper(file=copy, row=6)))
    found = placed(office, documents, "核定台账.xlsx")[1]
    assert [(item.code, item.cell) for item in found] == [("register-file-twice", "A6")]
    assert "第 5 行" in found[0].message


def test_a_signed_document_named_by_its_name_alone_is_frozen(documents: Path) -> None:
    office = placed(Office(register=(Paper(file=NAME, state=PaperState.SIGNED),)), documents, "核定台账.xlsx")[0]
    assert FILE in frozen(office)


@pytest.mark.parametrize(
    ("file", "number"),
    [
        ("印发/督办通知/皋未保办〔2024〕3号 07 市教育局.docx", DocNumber("皋未保办", 2024, 3)),
        ("印发/督办通知/07 市教育局.docx", None),
        ("督办通知/皋未保办〔2024〕3号 07 市教育局.docx", None),
    ],
)
def test_a_copy_tells_its_number(file: str, number: DocNumber | None) -> None:
    assert copy_number(file) == number


def test_the_history_gives_a_number_to_one_draft_only(tmp_path: Path) -> None:
    with open_store(tmp_path / "history.sqlite") as store:
        store.remember_number("皋〔2024〕1号", "甲.docx", "甲.docx")
        store.remember_number("皋〔2024〕1号", "甲.docx", "印发/皋〔2024〕1号 甲.docx")
        with pytest.raises(CampaignError, match="已经编给“甲"):
            store.remember_number("皋〔2024〕1号", "乙.docx", "乙.docx")
