"""What the units wrote about their year, gathered for a document: by heading, then by unit, for the office to edit.

An answer with something in it that leads to one person is not taken in; its place says so. Who wrote 无, left a field
blank or has not returned is told apart.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from weibao.compute.annual import AnswerState
from weibao.compute.level import plain
from weibao.documents import layout as lay
from weibao.documents import wording
from weibao.documents.kinds import report_words as words
from weibao.documents.privacy import kinds_in, own_texts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from weibao.compute.annual import AnnualYear, Told
    from weibao.documents.kind import Case
    from weibao.rulebook.model import AnnualField

GATHERED: Final = "各单位年度工作情况，每组有 题 和 段；每段有 题（单位）和 文"
TABLE: Final = "各单位年度工作情况汇总"
HELD_BACK: Final = "（这一项写有个人信息，没有带入，请联系单位改写。）"
_NONE: Final = frozenset(("无", "没有", "暂无", "無", "无。", "没有。", "暂无。"))


def blocks(*, level: int) -> str:
    """The gathered texts in a template, under headings of `level` 1 or 2."""
    paragraph = lay.paragraph("WBBody", ("{{ 段.题 }}", "WBHeading2Text"), "{{ 段.文 }}")
    heading = lay.paragraph(f"WBHeading{level}", "{{ 组.题 }}")
    return lay.each("组", "汇总", heading, lay.each("段", "组.段", paragraph))


def year_of(case: Case, year: int) -> AnnualYear | None:
    """The yearly input of that year, if it was asked."""
    asked = (*([case.annual] if case.annual else []), *case.years)
    return next((item for item in asked if item.year == year), None)


def summary(case: Case, year: int) -> str:
    """Who has returned the input of that year, in a sentence; "" where it was not asked."""
    found = year_of(case, year)
    if found is None:
        return ""
    back = [item.unit for item in found.returns if item.status.counts]
    if not back:
        return f"{found.round.name}应报送单位{len(found.returns)}个，尚无单位报送。"
    owing = f"，尚未报送的{words.counted_units(case, found.owing)}" if found.owing else ""
    return f"收到{words.count_units(case, back)}报送的{found.round.name}{owing}。"


def gathered(case: Case, paper: str, year: int, *, level: int) -> list[dict[str, Any]]:
    """The answers of that year to the fields that go into `paper`; nothing where nobody has returned."""
    found = year_of(case, year)
    if found is None or not found.answers:
        return []
    told = found.told(case.rulebook)
    allowed = own_texts(case.rulebook, dict(case.settings.texts))
    fields = [item for item in case.rulebook.annual_fields if paper in item.papers]
    mark = "{}、" if level == 1 else "（{}）"
    groups = []
    for number, field in enumerate(fields, 1):
        own = [item for item in told if item.field.id == field.id]
        answered = [item for item in own if item.state in (AnswerState.ANSWERED, AnswerState.PERSONAL)]
        pairs = [*_answers(case, found, field, answered, allowed), *_others(case, own, answered)]
        title = f"{mark.format(wording.chinese_number(number))}{field.title}"
        groups.append({"题": title, "段": [{"题": heading, "文": text} for heading, text in pairs]})
    return groups


def _answers(
    case: Case, year: AnnualYear, field: AnnualField, answered: Sequence[Told], allowed: Sequence[str]
) -> Iterator[tuple[str, str]]:
    names = case.rulebook.unit_by_id
    if field.kind == "number":
        if answered:
            total = sum((year.answers[item.unit][field.id].number or Decimal(0) for item in answered), Decimal(0))
            listed = "、".join(f"{names[item.unit].name}{item.text}" for item in answered)
            yield "", f"合计{plain(total)}{field.unit}：{listed}。"
        return
    for item in answered:
        if item.text.strip() in _NONE:
            continue
        text = " ".join(item.text.split())
        held = item.state is AnswerState.PERSONAL or kinds_in(text, allowed)
        said = HELD_BACK if held else text if text.endswith(("。", "！", "？")) else f"{text}。"
        yield f"{names[item.unit].name}。", said


def _others(case: Case, own: Sequence[Told], answered: Sequence[Told]) -> Iterator[tuple[str, str]]:
    """Those that wrote 无, left the field blank, or have not returned."""
    told = {
        "填写“无”": [item.unit for item in answered if item.text.strip() in _NONE],
        "没有填写": [item.unit for item in own if item.state in (AnswerState.BLANK, AnswerState.UNREADABLE)],
        "没有报送": [item.unit for item in own if item.state is AnswerState.SILENT],
    }
    parts = [f"{word}的{words.counted_units(case, units)}" for word, units in told.items() if units]
    if parts:
        yield "", f"{'；'.join(parts)}。"
