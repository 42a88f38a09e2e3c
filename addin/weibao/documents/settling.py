"""Filling a finished draft with what 编号 and 印发 bring: number, signature, days, and the limits counted from them.

Works on the file as it is, a clerk's changes included. A control that the template has and the document has not any
more is told with the value to type by hand; a limit that a clerk typed as certain is left alone; a day in a table is
counted from where the text counts.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from weibao.documents import layout as lay
from weibao.documents import limits, wording
from weibao.documents.controls import Control, fill_controls, read_controls
from weibao.errors import CalendarRangeError

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from weibao.compute.numbers import DocNumber
    from weibao.workdays import WorkCalendar


class Settled(NamedTuple):
    """The document, and what to tell of it.

    `gone`: the controls that are not there any more, as (what, value to type); `open_limits`: the limits whose day lies
    beyond the published days off and was left blank; `unclear`: provisional limits in which there is no day to put, or
    several; `recounted`: limits as (words, period of the draft), whose period a clerk changed and that follow it.
    """

    content: bytes
    gone: tuple[tuple[str, str], ...] = ()
    open_limits: tuple[str, ...] = ()
    unclear: tuple[str, ...] = ()
    recounted: tuple[tuple[str, str], ...] = ()


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
    return _settle(content, words, _Days(dated, None, calendar), expected)


def printed(
    content: bytes, *, issued: date, calendar: WorkCalendar, expected: Collection[str], dated: date | None = None
) -> Settled:
    """The document with 印发日期 and the limits that run from 印发之日; with `dated` also those that 编号 left open.

    Raises TemplateError.
    """
    return _settle(content, {lay.PRINTED: wording.day(issued)}, _Days(dated, issued, calendar), expected)


def expected_tags(template: bytes) -> frozenset[str]:
    """The tags of the controls that a template has, limits apart: those depend on what a document says."""
    tags = {control.tag for control in read_controls(template)}
    return frozenset(tags & {lay.DOC_NO, lay.SIGNER, lay.DATED, lay.PRINTED})


class _Days(NamedTuple):
    dated: date | None
    issued: date | None
    calendar: WorkCalendar


@dataclass
class _Limits:
    """Settles the limits of one document and remembers what is to be told of them."""

    days: _Days
    texts: Sequence[tuple[tuple[int, str], str]]
    open: list[str] = field(default_factory=list)
    unclear: list[str] = field(default_factory=list)
    recounted: list[tuple[str, str]] = field(default_factory=list)

    def settled(self, text: str, count: int, unit: str) -> str | None:
        """The words with their day; None leaves them alone."""
        start = self.days.issued if self._from_issue(text) else self.days.dated
        if start is None or not limits.is_open(text):
            return None
        shown = self._period(text, (count, unit))
        try:
            words = limits.settle(text, start, *shown, self.days.calendar)
        except CalendarRangeError:
            words = limits.postpone(text)
            self.open.append(words or text)
        if words is None:
            self.unclear.append(text)
        elif shown != (count, unit) and limits.names_basis(text):
            self.recounted.append((words, limits.span(count, unit)))
        return words

    # A day in a table names no basis: it goes with the words of the text.

    def _from_issue(self, text: str) -> bool:
        usual = any(limits.runs_from_issue(other) for _, other in self.texts)
        return limits.runs_from_issue(text) or (usual and not limits.names_basis(text))

    def _period(self, text: str, drafted: tuple[int, str]) -> tuple[int, str]:
        """The period as the document says it now, which a clerk may have changed."""
        if own := limits.period(text):
            return own
        others = {limits.period(other) or drafted for limit, other in self.texts
                  if limit == drafted and limits.names_basis(other)}  # fmt: skip
        return others.pop() if len(others) == 1 else drafted


def _settle(content: bytes, words: dict[str, str], days: _Days, expected: Collection[str]) -> Settled:
    found = _Limits(
        days, [(limit, item.text) for item in read_controls(content) if (limit := limits.parse_tag(item.tag))]
    )

    def wanted(control: Control) -> str | None:
        limit = limits.parse_tag(control.tag)
        return found.settled(control.text, *limit) if limit else words.get(control.tag)

    filled = fill_controls(content, wanted)
    there = {control.tag for control in filled.controls}
    gone = tuple(
        (lay.control_title(tag), text) for tag, text in words.items() if text and tag in expected and tag not in there
    )
    return Settled(filled.content, gone, tuple(found.open), tuple(found.unclear), tuple(found.recounted))
