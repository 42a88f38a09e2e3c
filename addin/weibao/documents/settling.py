"""Filling a finished draft with what 编号 and 印发 bring: number, signature, days, and the limits counted from them.

Works on the file as it is, a clerk's changes included. A control that the template has and the document has not any
more is told with the value to type by hand; a limit that a clerk typed as certain is left alone; a day in a table is
counted from where the text counts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from weibao.documents import layout as lay
from weibao.documents import limits, wording
from weibao.documents.controls import Control, fill_controls, read_controls
from weibao.errors import CalendarRangeError

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from weibao.compute.numbers import DocNumber
    from weibao.workdays import WorkCalendar


class Settled(NamedTuple):
    """The document, the controls that are gone as (what, value to type), and the limits that stayed open."""

    content: bytes
    gone: tuple[tuple[str, str], ...]
    open_limits: tuple[str, ...]


def numbered(
    content: bytes,
    *,
    number: DocNumber | None,
    signer: str,
    dated: date,
    calendar: WorkCalendar,
    expected: Collection[str],
) -> Settled:
    """The document with 文号, 签发人, 成文日期 and the limits that run from 成文日期. Raises TemplateError."""
    words = {lay.SIGNER: signer, lay.DATED: wording.day(dated)}
    if number is not None:
        words[lay.DOC_NO] = str(number)
    return _settle(content, words, dated, calendar, expected, from_issue=False)


def printed(content: bytes, *, issued: date, calendar: WorkCalendar, expected: Collection[str]) -> Settled:
    """The document with 印发日期 and the limits that run from 印发之日. Raises TemplateError."""
    return _settle(content, {lay.PRINTED: wording.day(issued)}, issued, calendar, expected, from_issue=True)


def expected_tags(template: bytes) -> frozenset[str]:
    """The tags of the controls that a template has, limits apart: those depend on what a document says."""
    tags = {control.tag for control in read_controls(template)}
    return frozenset(tags & {lay.DOC_NO, lay.SIGNER, lay.DATED, lay.PRINTED})


def _settle(
    content: bytes,
    words: dict[str, str],
    start: date,
    calendar: WorkCalendar,
    expected: Collection[str],
    *,
    from_issue: bool,
) -> Settled:
    open_limits: list[str] = []
    texts = [control.text for control in read_controls(content) if limits.parse_tag(control.tag)]
    # A day in a table names no basis: it goes with the words of the text.
    usual = any(limits.runs_from_issue(text) for text in texts)

    def wanted(control: Control) -> str | None:
        limit = limits.parse_tag(control.tag)
        if limit is None:
            return words.get(control.tag)
        issue = limits.runs_from_issue(control.text) or (usual and not limits.names_basis(control.text))
        if not limits.is_open(control.text) or issue is not from_issue:
            return None
        try:
            return limits.settle(control.text, start, *limit, calendar)
        except CalendarRangeError:
            open_limits.append(control.text)
            return None

    filled = fill_controls(content, wanted)
    there = {control.tag for control in filled.controls}
    gone = tuple(
        (lay.control_title(tag), text) for tag, text in words.items() if text and tag in expected and tag not in there
    )
    return Settled(filled.content, gone, tuple(open_limits))
