"""Reports and circulars as LibreOffice prints them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from documents.kinds import report_samples as samples
from documents.kinds.test_report_pictures import FIGURES
from documents.kinds.test_reports import KINDS
from documents.printing import OFFICE, Printed, printed
from weibao.documents.kind import Layout
from weibao.documents.render import Renderer

if TYPE_CHECKING:
    from weibao.rulebook.model import Rulebook
    from weibao.workdays import WorkCalendar

pytestmark = OFFICE

FORMS = ("declaration_form", "compilation")


@pytest.fixture(scope="module")
def pages(
    rugao: Rulebook, village: Rulebook, calendar: WorkCalendar, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Printed]:
    """A document of every kind, of the county; the catalogue of the small rulebook, which is short."""
    folder = tmp_path_factory.mktemp("reports")
    mixed = samples.mixed(rugao, calendar)
    subjects = dict.fromkeys(KINDS, mixed) | {
        "checklist_notice": samples.nobody(rugao, calendar, as_of=samples.ISSUED),
        "compilation": samples.mixed(village, calendar),
        "self_assessment_report": replace(mixed, figures=FIGURES),
    }
    for name, case in subjects.items():
        kind = KINDS[name]
        (folder / kind.template).write_bytes(kind.build())
        document = next(iter(kind.documents(case)))
        content = Renderer(folder / kind.template, kind.fields).render(
            document.context, title=document.title, creator="", created=case.assessment.as_of
        )
        (folder / f"{name}.docx").write_bytes(content)
    return printed(folder, subjects)


@pytest.mark.parametrize("name", [name for name in KINDS if name not in FORMS])
def test_the_first_page_shows_text(name: str, pages: dict[str, Printed]) -> None:
    lines = pages[name].lines(0)
    send_to = next(number for number, line in enumerate(lines) if line.endswith(("：", ":")))
    assert len("".join(lines[send_to + 1 :])) > 20


@pytest.mark.parametrize("name", [name for name in KINDS if name not in FORMS])
def test_the_signature_stands_with_text(name: str, pages: dict[str, Printed]) -> None:
    document = pages[name]
    (page,) = [number for number in range(len(document.pages)) if "联系人" in document.text(number)]
    lines = document.lines(page)
    end = next(number for number, line in enumerate(lines) if "联系人" in line)
    assert any(line.endswith("。") for line in lines[:end])


@pytest.mark.parametrize(
    ("name", "heads"),
    [
        ("self_assessment_report", ("失分和未评的原因", "满分")),
        ("checklist_notice", ("指标合计", "负面清单")),
        ("bulletin", ("报送情况", "按期报送")),
    ],
)
def test_a_long_table_repeats_its_head(name: str, heads: tuple[str, ...], pages: dict[str, Printed]) -> None:
    document = pages[name]
    shown = [page for page in range(len(document.pages)) if all(head in document.text(page) for head in heads)]
    assert len(shown) >= 2
    assert shown == list(range(shown[0], shown[-1] + 1))


def test_an_upward_report_names_the_signer_and_a_circular_does_not(pages: dict[str, Printed]) -> None:
    for name, document in pages.items():
        assert ("签发人" in document.text(0)) is (KINDS[name].layout is Layout.UPWARD)


def test_a_picture_is_seen_whole_with_its_title_below_it(pages: dict[str, Printed]) -> None:
    """These pictures are square: as high as 版心 is wide."""
    document = pages["self_assessment_report"]
    captions = [(page, word) for page in document.pages for word in page if word.text in ("图1", "图2")]
    assert [word.text for _, word in captions if word.top > 190] == ["图1", "图2"]
    for page, caption in captions:
        above = [word.bottom for word in page if word.bottom <= caption.top]
        assert caption.top - max(above, default=37) >= 150
