"""Pictures in the text: a part of their own, as wide as 版心, whatever else the template holds."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from docx import Document
from docx.shared import Mm
from docxtpl import RichText
from lxml import etree

from in_process import one_point
from weibao.documents import layout as lay
from weibao.documents.errors import ContentError
from weibao.documents.figure import RELATIONSHIPS, Figure
from weibao.documents.fingerprint import fingerprint
from weibao.documents.package import read_package, write_package
from weibao.documents.parts import document
from weibao.documents.properties import CONTENT_TYPES
from weibao.documents.render import Renderer
from weibao.documents.seal import Sealed, read_seal
from weibao.documents.verify import verify_package

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

DAY = date(2023, 10, 9)
FIELDS = ("图表", "值")
BODY = lay.figures("图表") + lay.paragraph("WBBody", "{{ 值 }}")


def figure(name: str = "甲", mark: str = "m1", about: str = "队伍建设失分最多", content: bytes = b"") -> Figure:
    return Figure(name, f"{name}图", about, "资料来源：某县", mark, lambda: content or one_point(mark))


def context(*figures: Figure, **more: Any) -> dict[str, Any]:
    entries = [
        {"图": one, "号": str(number), "题": one.title, "源": one.source} for number, one in enumerate(figures, 1)
    ]
    return {"图表": entries, "值": "文", **more}


def renderer(folder: Path, body: str = BODY) -> Renderer:
    path = folder / "模板.docx"
    path.write_bytes(document(body, title="题", creator="办", created=DAY))
    return Renderer(path, FIELDS)


def made(opened: Renderer, values: dict[str, Any], **more: Any) -> bytes:
    return opened.render(values, title="题", creator="办", created=DAY, **more)


def media(content: bytes) -> list[bytes]:
    return [part for name, part in read_package(content).items() if name.startswith("word/media/")]


ENGINES: Sequence[dict[str, Any]] = ({}, {"值": RichText("红", color="FF0000")})


@pytest.mark.parametrize("more", ENGINES, ids=["ours", "docxtpl"])
def test_pictures_stand_in_the_text_with_number_and_title(tmp_path: Path, more: dict[str, Any]) -> None:
    body = lay.figures("图表") + lay.paragraph("WBBody", "{{r 值 }}" if more else "{{ 值 }}")
    opened = renderer(tmp_path, body)
    given = (figure(), figure("乙", "m2", '含 "引号"、<尖括号> & {{ 花括号 }}\n换行'))
    ours = made(opened, context(*given, **more))
    parts = read_package(ours)
    verify_package(ours, parts)
    read = Document(io.BytesIO(ours))
    assert [p.text for p in read.paragraphs if p.text] == ["图1　甲图", "图2　乙图", "红" if more else "文"]
    assert [shape.width for shape in read.inline_shapes] == [pytest.approx(Mm(156), abs=Mm(0.1))] * 2
    assert [shape.height for shape in read.inline_shapes] == [shape.width for shape in read.inline_shapes]
    shown = [shape._inline for shape in read.inline_shapes]
    related = [read.part.related_parts[one.graphic.graphicData.pic.blipFill.blip.embed] for one in shown]
    assert [(part.blob, part.content_type) for part in related] == [(one.png(), "image/png") for one in given]
    assert [one.docPr.get("descr") for one in shown] == [
        "队伍建设失分最多", '含 "引号"、<尖括号> & {{ 花括号 }} 换行',
    ]  # fmt: skip
    assert len({one.docPr.get("id") for one in shown}) == 2
    assert made(opened, context(*given, **({"值": RichText("红", color="FF0000")} if more else {}))) == ours


@pytest.mark.parametrize("body", [lay.paragraph("WBBody", "{{ 值 }}"), BODY], ids=["no tag", "no figure"])
def test_a_template_or_a_draft_without_pictures_is_as_it_was(tmp_path: Path, body: str) -> None:
    opened = renderer(tmp_path, body)
    given = context() if body is BODY else context(figure())
    content = made(opened, given)
    assert (media(content), b"png" in read_package(content)[CONTENT_TYPES]) == ([], False)
    assert content == made(opened, context())


def test_a_draft_with_a_picture_is_sealed_as_any_other(tmp_path: Path) -> None:
    content = made(renderer(tmp_path), context(figure()), kind="x", key="甲", sealed=Sealed("f" * 64, "c" * 64))
    assert read_seal(content) == Sealed("f" * 64, "c" * 64)
    parts = read_package(content)
    assert b"weibao.kind" in parts["docProps/custom.xml"]
    assert b"custom-properties" in parts[CONTENT_TYPES]


def test_a_draft_that_became_a_template_keeps_its_own_picture(tmp_path: Path) -> None:
    first = made(renderer(tmp_path), context(figure(content=one_point("old")), 值="{{ 值 }}"))
    parts = read_package(first)
    body = parts["word/document.xml"].decode().replace("</w:body>", f"{lay.figures('图表')}</w:body>")
    path = tmp_path / "自己的.docx"
    path.write_bytes(write_package(parts | {"word/document.xml": body.encode()}))
    again = made(Renderer(path, FIELDS), context(figure(content=one_point("new"))))
    verify_package(again, read_package(again))
    assert sorted(media(again)) == sorted([one_point("old"), one_point("new")])
    ids = [node.get("Id") for node in etree.fromstring(read_package(again)[RELATIONSHIPS])]
    assert len(ids) == len(set(ids))


def test_the_fingerprint_knows_the_picture_by_its_mark_and_does_not_ask_for_it() -> None:
    def never() -> bytes:
        raise AssertionError("drawn")

    def told(one: Figure) -> str:
        return fingerprint("template", context(replace(one, png=never)), title="题", creator="办")

    same, other = told(figure()), told(figure(mark="m2"))
    assert same == told(figure())
    assert len({same, other, told(figure(about="别的"))}) == 3


def test_what_is_no_png_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="图“甲图”不是完好的 PNG"):
        made(renderer(tmp_path), context(figure(content=b"GIF89a")))
