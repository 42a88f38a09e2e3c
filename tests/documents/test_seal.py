"""The seal: a draft proves that no hand has touched it, without any history."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from weibao.documents import layout as lay
from weibao.documents.controls import fill_controls
from weibao.documents.drafts import Draft, DraftFolder
from weibao.documents.kind import Layout
from weibao.documents.layouts import compose, fields
from weibao.documents.package import DOCUMENT_PART, read_package, write_package
from weibao.documents.properties import Identity, identity
from weibao.documents.render import Renderer
from weibao.documents.seal import Sealed, read_seal, same_but_for_day

NAME, NEW = "督办/甲.docx", "督办/甲（新稿）.docx"
FACTS = Sealed("a" * 64, "b" * 64)


@pytest.fixture(scope="module")
def renderer(tmp_path_factory: pytest.TempPathFactory) -> Renderer:
    path = tmp_path_factory.mktemp("template") / "甲.docx"
    path.write_bytes(compose(Layout.GENERAL, lay.paragraph("WBBody", "{{ 文 }}"), title="甲"))
    return Renderer(path, {**fields(Layout.GENERAL), "文": ""})


def made(renderer: Renderer, day: int = 1, text: str = "正文", sealed: Sealed | None = FACTS) -> bytes:
    context = {name: [] if name in ("附件", "标题") else "" for name in renderer.fields} | {"文": text}
    return renderer.render(
        context, title="甲", creator="乙", created=date(2026, 3, day), kind="x", key="1", sealed=sealed
    )


def edited(content: bytes, part: str, old: str, new: str) -> bytes:
    parts = read_package(content)
    assert old.encode() in parts[part]
    return write_package({**parts, part: parts[part].replace(old.encode(), new.encode())})


def test_a_file_tells_what_it_rested_on(renderer: Renderer) -> None:
    content = made(renderer)
    assert read_seal(content) == FACTS
    assert identity(content) == Identity("x", "1")
    assert made(renderer) == content


def test_the_day_alone_is_no_difference_and_anything_else_is(renderer: Renderer) -> None:
    first = made(renderer)
    assert made(renderer, day=2) != first
    assert same_but_for_day(first, made(renderer, day=2))
    assert not same_but_for_day(first, made(renderer, day=2, text="改文"))
    assert not same_but_for_day(first, made(renderer, sealed=Sealed("a" * 64, "c" * 64)))
    assert not same_but_for_day(first, edited(first, "docProps/core.xml", "乙", "丙"))
    assert not same_but_for_day(first, b"no package")


@pytest.mark.parametrize(("text", "written"), [("正文", False), ("改文", True)])
def test_all_made_anew_on_another_day_leaves_what_only_the_day_would_change(
    renderer: Renderer, tmp_path: Path, text: str, written: bool
) -> None:
    """The content is said to be the same: what is rendered is compared."""
    known: dict[str, str] = {}
    for day, words, anew in ((1, "正文", False), (2, text, True)):
        with DraftFolder(tmp_path, known, anew=anew) as folder:
            folder.settle(Draft(NAME, "D07", *FACTS, lambda day=day, words=words: made(renderer, day, words)))  # type: ignore[misc]
        known = folder.report.known
    assert [path.name for path in folder.report.written] == ["甲.docx"] * written
    assert folder.report.older == []
    assert (tmp_path / NAME).read_bytes() == (made(renderer, 2, text) if written else made(renderer))


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [(DOCUMENT_PART, "正文", "改文"), ("docProps/core.xml", "乙", "丙"), ("docProps/custom.xml", "a" * 64, "c" * 64),
     ("docProps/custom.xml", ">x<", ">y<"), ("word/styles.xml", "<w:style ", "<w:style  ")],
)  # fmt: skip
def test_a_change_anywhere_breaks_the_seal(renderer: Renderer, part: str, old: str, new: str) -> None:
    assert read_seal(edited(made(renderer), part, old, new)) is None


def test_a_part_that_came_or_went_breaks_the_seal(renderer: Renderer) -> None:
    parts = read_package(made(renderer))
    assert read_seal(write_package({**parts, "word/comments.xml": b"<a/>"})) is None
    assert read_seal(write_package({name: part for name, part in parts.items() if name != "word/styles.xml"})) is None


def test_a_numbered_copy_is_no_draft(renderer: Renderer) -> None:
    filled = fill_controls(made(renderer), lambda control: "甲〔2026〕1号" if control.tag == lay.DOC_NO else None)
    assert read_seal(filled.content) is None


@pytest.mark.parametrize("content", [b"", b"PK"])
def test_what_is_no_document_has_no_seal(content: bytes) -> None:
    assert read_seal(content) is None


def test_a_document_without_one_has_none(renderer: Renderer) -> None:
    assert read_seal(made(renderer, sealed=None)) is None


# --- without a history --------------------------------------------------------------------------------


def settled(folder: Path, renderer: Renderer, day: int, text: str = "正文", facts: str = "a") -> list[str]:
    """One run that remembers nothing of earlier ones; the file's names afterwards."""
    sealed = Sealed(facts * 64, f"{day:064d}")
    with DraftFolder(folder, {}) as desk:
        desk.settle(Draft(NAME, "D07", *sealed, lambda: made(renderer, day, text, sealed)))
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.docx"))


def test_an_untouched_draft_is_known_again_and_follows(renderer: Renderer, tmp_path: Path) -> None:
    settled(tmp_path, renderer, 1)
    assert settled(tmp_path, renderer, 2, "新文", "c") == [NAME]
    assert "新文".encode() in read_package((tmp_path / NAME).read_bytes())[DOCUMENT_PART]


def test_a_touched_one_is_not(renderer: Renderer, tmp_path: Path) -> None:
    settled(tmp_path, renderer, 1)
    path = tmp_path / NAME
    path.write_bytes(edited(path.read_bytes(), DOCUMENT_PART, "正文", "手改"))
    assert settled(tmp_path, renderer, 2) == [NAME, NEW]
    assert "手改".encode() in read_package(path.read_bytes())[DOCUMENT_PART]
