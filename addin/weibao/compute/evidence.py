"""Checks of 佐证材料 that need the rulebook: whose indicator it is, its date and its 文号.

A check warns and never blocks: a material with a finding is still listed and counted.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from weibao.compute.issues import Issue

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from datetime import date

    from weibao.compute.returns import EvidenceInput
    from weibao.rulebook.model import MaterialType

# 机关代字〔年份〕序号: six-cornered brackets, full year, no leading zero, 号 at the end (GB/T 9704-2012, 7.2.5).
_DOC_NO = re.compile(r"[^〔]+〔(?:19|20)\d\d〕[1-9]\d{0,4}号", re.ASCII)
# A year in the first brackets of another kind, and 号 after it: meant as a 文号, whatever the type of material.
OPENING, CLOSING = "(（[［【〈<", ")）]］】〉>"
_WRONG_BRACKETS = re.compile(f"[^{re.escape(OPENING)}]*[{re.escape(OPENING)}](?:19|20)..[{re.escape(CLOSING)}].*号")
# What people write where a paper has none.
NO_NUMBER = ("无", "/", "-", "—", "－", "——")


def count_materials(evidence: Iterable[EvidenceInput]) -> Counter[str]:
    """Number of materials by indicator; a row without a title is not a material."""
    return Counter(item.indicator for item in evidence if item.title.strip())


def evidence_issues(
    item: EvidenceInput,
    own: Collection[str],
    types: Mapping[str, MaterialType],
    window: tuple[date, date],
    as_of: date,
) -> Iterator[Issue]:
    """All remarks on one material, the weightiest first.

    `own` are the indicators of the unit, `types` the material types by id, `window` the evidence window (inclusive).
    """
    title = item.title.strip() or "（未填名称）"
    if item.indicator and item.indicator not in own:
        yield Issue("evidence-foreign", {"title": title, "found": item.indicator})
    if item.dated is None:
        if "dated" not in item.unreadable:
            yield Issue("evidence-date-missing", {"title": title})
    elif item.dated > as_of:
        values = {"title": title, "found": item.dated.isoformat(), "as_of": as_of.isoformat()}
        yield Issue("evidence-date-future", values)
    yield from _doc_no_issues(item, title, types.get(item.type))
    if item.dated is not None and not window[0] <= item.dated <= window[1]:
        start, end = (day.isoformat() for day in window)
        yield Issue(
            "evidence-outside-window", {"title": title, "found": item.dated.isoformat(), "start": start, "end": end}
        )


def _doc_no_issues(item: EvidenceInput, title: str, type_: MaterialType | None) -> Iterator[Issue]:
    doc_no = "".join(item.doc_no.split())
    if doc_no in NO_NUMBER:
        doc_no = ""
    if type_ is not None and type_.numbered:
        if not doc_no and "doc_no" not in item.unreadable:
            yield Issue("evidence-doc-no-missing", {"title": title, "type": type_.name})
        wrong = bool(doc_no) and not _DOC_NO.fullmatch(doc_no)
    else:
        wrong = bool(_WRONG_BRACKETS.match(doc_no))
    if wrong:
        yield Issue("evidence-doc-no-form", {"title": title, "found": doc_no})
