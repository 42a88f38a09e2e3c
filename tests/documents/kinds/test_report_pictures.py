"""Pictures of the scores in reports: numbered, told of in the text, no matter of what a clerk's edit rests on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from documents.kinds import report_samples as samples
from documents.notice_samples import paragraphs
from in_process import one_point
from weibao.documents.check import check_document
from weibao.documents.figure import Figure
from weibao.documents.kinds import annual_report, campaign_summary, self_assessment_report
from weibao.documents.kinds.report_pictures import POINTS, WATERFALL
from weibao.documents.package import read_package, write_package
from weibao.documents.render import Renderer

if TYPE_CHECKING:
    from pathlib import Path

    from weibao.documents.kind import Case, Document, Kind
    from weibao.rulebook.model import Rulebook
    from weibao.workdays import WorkCalendar

KINDS = (self_assessment_report.KIND, annual_report.KIND, campaign_summary.KIND)
FIGURES = tuple(
    Figure(name, title, "队伍建设失分最多", "资料来源：某县", f"m-{name}", lambda name=name: one_point(name))  # type: ignore[misc]
    for name, title in ((WATERFALL, "失分去向"), (POINTS, "各项目得分"))
)


@pytest.fixture(scope="module")
def case(rugao: Rulebook, calendar: WorkCalendar) -> Case:
    return samples.mixed(rugao, calendar)


def first(kind: Kind, case: Case) -> Document:
    return next(iter(kind.documents(case)))


def written(kind: Kind, case: Case, folder: Path) -> bytes:
    path = folder / kind.template
    path.write_bytes(kind.build())
    one = first(kind, case)
    return Renderer(path, kind.fields).render(
        one.context, title=one.title, creator="", created=case.assessment.as_of, kind=kind.name, key=one.key,
        named=kind.named,
    )  # fmt: skip


def said(content: bytes, folder: Path) -> list[str]:
    path = folder / "草稿.docx"
    path.write_bytes(content)
    return paragraphs(path)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_report_shows_both_and_says_so(kind: Kind, case: Case, tmp_path: Path) -> None:
    content = written(kind, replace(case, figures=FIGURES), tmp_path)
    texts = said(content, tmp_path)
    (told,) = [text for text in texts if "各项目得分见图1，失分去向见图2。" in text]
    places = [texts.index(text) for text in (told, "图1　各项目得分", "图2　失分去向")]
    assert places == sorted(places)
    assert check_document(content) == ()
    media = [part for name, part in read_package(content).items() if name.startswith("word/media/")]
    assert media == [one_point(POINTS), one_point(WATERFALL)]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_without_pictures_nothing_points_to_them(kind: Kind, case: Case, tmp_path: Path) -> None:
    content = written(kind, case, tmp_path)
    assert "见图" not in "".join(said(content, tmp_path))
    assert not [name for name in read_package(content) if name.startswith("word/media/")]
    # A hand's edit rests on the scores: pictures alone make no （新稿） beside it.
    assert first(kind, case).facts == first(kind, replace(case, figures=FIGURES)).facts


def test_a_single_picture_is_the_first(case: Case) -> None:
    context = first(KINDS[0], replace(case, figures=FIGURES[:1])).context
    assert (context["得分图"], context["失分图"][0]["号"], context["见图"]) == ([], "1", "失分去向见图1。")


@pytest.mark.parametrize(("caption", "remarks"), [("图1　各项目得分", 0), ("图样另附各项目得分", 2)])
def test_only_a_caption_may_look_like_one(case: Case, tmp_path: Path, caption: str, remarks: int) -> None:
    content = written(KINDS[0], replace(case, figures=FIGURES[1:]), tmp_path)
    parts = read_package(content)
    text = parts["word/document.xml"].decode().replace("图1　各项目得分", caption)
    found = check_document(write_package(parts | {"word/document.xml": text.encode()}))
    assert len([one for one in found if one.code in ("body-font", "body-size")]) == remarks
