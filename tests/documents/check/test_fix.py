"""`--fix` mends page, grid and names of fonts, and nothing else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from documents.check import samples
from documents.check.faults import FAULTS, look, page, put, say, texts
from weibao.documents.check import Level, check_document
from weibao.documents.check.fix import fix_document
from weibao.documents.package import DOCUMENT_PART, read_package

if TYPE_CHECKING:
    from documents.check.faults import Change, Fault

MENDED = {
    "page-size", "page-top", "page-left", "page-right", "page-bottom", "page-landscape", "body-font", "element-font",
    "secrecy-font", "urgency-font", "mark-font", "title-font", "attachment-mark-font", "imprint-font", "level-font",
}  # fmt: skip


def text_of(content: bytes) -> list[str]:
    return re.findall(r"<w:t[ >][^<]*", read_package(content)[DOCUMENT_PART].decode())


@pytest.mark.parametrize(
    "fault", [f for f in FAULTS if f.code in MENDED], ids=lambda fault: f"{fault.code}-{fault.base}"
)
def test_what_it_mends_is_right_afterwards(fault: Fault) -> None:
    wrong = fault.document()
    fixed = fix_document(wrong)
    assert fixed.done
    assert [r.message for r in check_document(fixed.content) if r.level is not Level.CUSTOM] == []
    assert text_of(fixed.content) == text_of(wrong)


@pytest.mark.parametrize(
    "fault", [f for f in FAULTS if f.code not in MENDED], ids=lambda fault: f"{fault.code}-{fault.base}"
)
def test_it_leaves_alone_what_it_does_not_mend(fault: Fault) -> None:
    """Only where faces happen to be wrong too may it do anything, and then nothing becomes worse."""
    wrong = fault.document()
    fixed = fix_document(wrong)
    if fixed.done:
        codes = [{remark.code for remark in check_document(content)} for content in (wrong, fixed.content)]
        assert codes[1] <= codes[0]
        assert text_of(fixed.content) == text_of(wrong)
    else:
        assert fixed.content == wrong


@pytest.mark.parametrize("name", samples.BASES)
def test_a_right_document_stays_byte_for_byte(name: str) -> None:
    content = samples.document(samples.BASES[name]())
    assert fix_document(content) == (content, ())


def test_the_grid_of_another_program_is_mended() -> None:
    sample = samples.general()
    changes: tuple[Change, ...] = (
        put(grid='w:type="linesAndChars" w:linePitch="312" w:charSpace="-2000"'),
        page(top=1440, left=1800),
        look("intro", font="宋体"),
        look("title", font="宋体"),
        texts(line=240, rule="auto", snap=True),
    )
    for change in changes:
        change(sample)
    fixed = fix_document(samples.document(sample))
    assert [done.split("：")[0] for done in fixed.done] == ["页面", "网格", "标题", "正文"]
    left = {remark.code for remark in check_document(fixed.content) if remark.level is not Level.CUSTOM}
    assert left == set()
    assert fix_document(fixed.content) == (fixed.content, ())


def test_the_top_of_a_letter_stays_where_its_mark_needs_it() -> None:
    sample = samples.letter()
    page(left=1800)(sample)
    say("to", "江海县人民检察院：")(sample)
    text = read_package(fix_document(samples.document(sample)).content)[DOCUMENT_PART].decode()
    assert 'w:top="1530"' in text
    assert 'w:left="1588"' in text
