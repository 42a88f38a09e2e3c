"""The documents of supervision as LibreOffice prints them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from documents import notice_samples as samples
from documents.kinds import supervision_samples as made
from documents.kinds.test_supervision import NAMES, rendered
from documents.printing import OFFICE, Printed, printed
from weibao.compute.model import Mode
from weibao.documents.kinds.registry import BY_NAME

if TYPE_CHECKING:
    from weibao.rulebook.model import Rulebook
    from weibao.workdays import WorkCalendar

pytestmark = OFFICE
LONG = (34, 42, 50)
"""Matters of notices whose enclosed form takes several pages, with room on the last."""


@pytest.fixture(scope="module")
def pages(rugao: Rulebook, calendar: WorkCalendar, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Printed]:
    """A document of every kind, the notice and the letter with 25 matters; and notices with more."""
    folder = tmp_path_factory.mktemp("supervision")
    many = [made.matter("D10", one.id, samples.PARTIAL, samples.NO_EVIDENCE) for one in rugao.indicators[:25]]
    at_once = [replace(made.matter("T03", "I07"), mode=Mode.IMMEDIATE)]
    mixed = made.mixed(rugao, calendar)
    cases = dict.fromkeys(NAMES, mixed) | {
        "supervision_notice": made.case(rugao, calendar, many),
        "immediate_notice": made.case(rugao, calendar, at_once),
        "listed_notice": made.case(rugao, calendar, [made.case_item("D05", "1-05-A1", inspector="张某某")]),
        "late_return_notice": made.case(rugao, calendar, [made.matter("D07", "", samples.SILENT)]),
        "reminder_letter": made.case(
            rugao, calendar, [made.late(one) for one in many],
            register=[made.paper("supervision_notice", many, date(2023, 9, 6))],
        ),
    }  # fmt: skip
    for name, case in cases.items():
        document = next(iter(BY_NAME[name].documents(case)))
        (folder / f"{name}.docx").write_bytes(rendered(BY_NAME[name], document, case))
    for count in LONG:
        reasons = [(samples.PARTIAL, samples.NO_EVIDENCE) if n % 3 else (samples.NO_EVIDENCE,) for n in range(count)]
        more = [made.matter("D10", one.id, *why) for one, why in zip(rugao.indicators, reasons, strict=False)]
        case = made.case(rugao, calendar, more)
        document = next(iter(BY_NAME["supervision_notice"].documents(case)))
        (folder / f"long{count}.docx").write_bytes(rendered(BY_NAME["supervision_notice"], document, case))
    return printed(folder, [*cases, *(f"long{count}" for count in LONG)])


@pytest.mark.parametrize("name", NAMES)
def test_the_first_page_shows_text(name: str, pages: dict[str, Printed]) -> None:
    lines = pages[name].lines(0)
    send_to = next(number for number, line in enumerate(lines) if line.endswith(("：", ":")))
    assert len("".join(lines[send_to + 1 :])) > 20


@pytest.mark.parametrize("name", NAMES)
def test_the_signature_stands_with_text(name: str, pages: dict[str, Printed]) -> None:
    document = pages[name]
    (page,) = [number for number in range(len(document.pages)) if "联系人" in document.text(number)]
    lines = document.lines(page)
    end = next(number for number, line in enumerate(lines) if "联系人" in line)
    assert any(line.endswith("。") for line in lines[:end])


@pytest.mark.parametrize(
    ("name", "heads"),
    [("supervision_notice", ("存在问题", "整改要求")), ("reminder_letter", ("存在问题", "整改时限"))],
)
def test_a_long_list_repeats_its_head(name: str, heads: tuple[str, ...], pages: dict[str, Printed]) -> None:
    document = pages[name]
    shown = [page for page in range(len(document.pages)) if all(head in document.text(page) for head in heads)]
    assert len(shown) >= 2


@pytest.mark.parametrize("name", [name for name in NAMES if name != "reminder_letter"])
def test_the_last_page_holds_more_than_the_imprint(name: str, pages: dict[str, Printed]) -> None:
    document = pages[name]
    last = document.text(len(document.pages) - 1)
    assert "印发" in last
    assert len(last) > 60


@pytest.mark.parametrize("count", LONG)
def test_behind_a_table_of_several_pages_the_imprint_stands_on_its_last(count: int, pages: dict[str, Printed]) -> None:
    document = pages[f"long{count}"]
    last = document.text(len(document.pages) - 1)
    assert "填报日期" in last
    assert "印发" in last


def test_short_documents_are_short(pages: dict[str, Printed]) -> None:
    found = {name: len(pages[name].pages) for name in ("listed_notice", "late_return_notice", "closure_notice")}
    assert found == {"listed_notice": 3, "late_return_notice": 2, "closure_notice": 2}
