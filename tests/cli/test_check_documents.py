"""`weibao check` on Word documents: exit codes, both languages of answer, --fix and --render."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest

from documents.check import samples
from documents.check.faults import look, page

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def right(tmp_path: Path) -> Path:
    path = tmp_path / "通知.docx"
    path.write_bytes(samples.document(samples.general()))
    return path


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    sample = samples.general()
    page(left=1800)(sample)
    look("intro", font="宋体")(sample)
    path = tmp_path / "别人的通知.docx"
    path.write_bytes(samples.document(sample))
    return path


def test_a_right_document_ends_with_nought(weibao: Any, right: Path) -> None:
    outcome = weibao("check", right)
    assert (outcome.code, outcome.out) == (0, "通知.docx：没有发现问题\n")


def test_a_wrong_one_says_where_what_and_by_which_clause(weibao: Any, wrong: Path) -> None:
    outcome = weibao("check", wrong)
    assert outcome.code == 1
    for words in ("GB/T 9704-2012", "5.2.1", "左边距31.7毫米", "第5段“根据县委", "“宋体”", "错误 1、提醒 1"):
        assert words in outcome.out


def test_json(weibao: Any, right: Path, wrong: Path) -> None:
    outcome = weibao("check", right, wrong, "--json")
    assert (outcome.code, list(outcome.json)) == (1, ["findings", "documents"])
    first, second = outcome.json["documents"]
    assert (first["file"], first["remarks"], first["problem"]) == (str(right), [], "")
    assert [(item["code"], item["level"]) for item in second["remarks"]] == [
        ("page-left", "error"),
        ("body-font", "warning"),
    ]
    assert set(second["remarks"][0]) == {
        "code", "level", "clause", "title", "place", "found", "expected", "advice",
    }  # fmt: skip


def test_hints_alone_end_with_nought(weibao: Any, tmp_path: Path) -> None:
    sample = samples.general()
    look("title", bold=True)(sample)
    (tmp_path / "a.docx").write_bytes(samples.document(sample))
    outcome = weibao("check", tmp_path / "a.docx", "--json")
    assert outcome.code == 0
    assert [item["level"] for item in outcome.json["documents"][0]["remarks"]] == ["hint"]


def test_a_file_that_cannot_be_read_ends_with_two_and_the_rest_is_checked(
    weibao: Any, wrong: Path, tmp_path: Path
) -> None:
    (tmp_path / "坏.docx").write_bytes(b"PK\x03\x04")
    (tmp_path / "旧.doc").write_bytes(b"\xd0\xcf\x11\xe0" + b"\0" * 600)
    outcome = weibao("check", tmp_path / "坏.docx", tmp_path / "旧.doc", wrong)
    assert outcome.code == 2
    assert "坏.docx：打不开" in outcome.err
    assert "旧.doc：打不开：文件设了打开密码" in outcome.err
    assert "Traceback" not in outcome.err
    assert "别人的通知.docx：错误 1、提醒 1" in outcome.out
    assert weibao("check", tmp_path / "没有.docx").code == 2


def test_fix_writes_a_copy_and_never_over_anything(weibao: Any, wrong: Path) -> None:
    before = wrong.read_bytes()
    outcome = weibao("check", wrong, "--fix", "--json")
    (answer,) = outcome.json["documents"]
    copy = wrong.with_name("别人的通知（已修正）.docx")
    assert (outcome.code, answer["remarks"], answer["copy"]) == (0, [], str(copy))
    assert [line.split("：")[0] for line in answer["fixed"]] == ["页面", "正文"]
    assert wrong.read_bytes() == before
    assert weibao("check", copy).code == 0
    again = weibao("check", wrong, "--fix")
    assert "别人的通知（已修正）2.docx" in again.out
    assert "已改正 页面" in again.out
    # Nothing to mend: no copy.
    assert weibao("check", copy, "--fix", "--json").json["documents"][0]["copy"] is None


def test_fix_and_render_are_for_documents(weibao: Any, tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"")
    outcome = weibao("check", tmp_path / "a.xlsx", "--fix")
    assert outcome.code == 2
    assert "只用于公文" in outcome.err


def test_render_without_libreoffice_says_so_and_checks_the_rest(
    weibao: Any, wrong: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    outcome = weibao("check", wrong, "--render")
    assert outcome.code == 1
    assert "没有量版面：没有找到 LibreOffice" in outcome.out


@pytest.mark.office
@pytest.mark.xdist_group("office")
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is needed")
def test_render_measures_pages(weibao: Any, tmp_path: Path) -> None:
    pytest.importorskip("pypdfium2")
    sample = samples.order()
    sample.blocks["mark"].layout["before"] = 1106 + 170  # type: ignore[union-attr]
    (tmp_path / "令.docx").write_bytes(samples.document(sample))
    (tmp_path / "坏.docx").write_bytes(b"")
    assert weibao("check", tmp_path / "令.docx").code == 0
    outcome = weibao("check", tmp_path / "令.docx", tmp_path / "坏.docx", "--render", "--json")
    assert outcome.code == 2
    measured, broken = outcome.json["documents"]
    assert [item["code"] for item in measured["remarks"]] == ["ink-mark"]
    assert broken["problem"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["令.docx", "坏.docx"]
