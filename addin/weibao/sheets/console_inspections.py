"""查验对照: our points of every indicator beside those of each level that inspects, with its open remarks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from weibao.sheets.book import GROUNDS, Book, write
from weibao.sheets.console_head import opening
from weibao.sheets.console_shown import HEADER_ROW
from weibao.sheets.heights import row_height

if TYPE_CHECKING:
    from weibao.compute.inspection_states import LevelResult
    from weibao.compute.model import Assessment
    from weibao.rulebook.model import Rulebook

NAME: Final = "查验对照"
NOTHING: Final = "核定台账“查验验收”和“核定”的各级一栏还没有登记。"
_FIXED: Final = (("编号", 6.5), ("指标", 20.0), ("分值", 7.0), ("本地得分", 8.5))
_LEVEL: Final = (("得分", 10.0), ("相差", 8.0), ("没有整改的意见", 34.0))
_BESIDE: Final = 90.0  # what the columns of the levels would take
_PAIR: Final = len(_LEVEL)
_TEXT: Final = 12.0  # columns from this width on are aligned to the left


def write_inspections(book: Book, rulebook: Rulebook, assessment: Assessment) -> None:
    """The sheet: the whole county first, then the indicators; three columns for every level of which there is a row."""
    found = assessment.inspections
    begun = found.begun
    sheet = book.sheet(NAME)
    opening(book, sheet, _summary(rulebook, assessment))
    heads = [*_FIXED, *((f"{item.level.name}\n{head}", width) for item in begun for head, width in _LEVEL)]
    for column, (heading, width) in enumerate(heads):
        sheet.set_column(column, column, width)
        write(sheet, HEADER_ROW, column, heading, book.head())
    sheet.set_row(HEADER_ROW, row_height([(heading, width - 1) for heading, width in heads], lowest=30))
    lines = _lines(rulebook, assessment) if begun else []
    for number, line in enumerate(lines, HEADER_ROW + 1):
        _write_line(book, sheet, number, line, [width for _, width in heads], bold=number == HEADER_ROW + 1)
    last = HEADER_ROW + max(len(lines), 1)
    if not lines:
        write(sheet, last, 0, NOTHING, book.format(italic=True))
        sheet.set_row(last, row_height([]))
    sheet.autofilter(HEADER_ROW, 0, last, len(heads) - 1)
    sheet.freeze_panes(HEADER_ROW + 1, 2)
    sheet.repeat_rows(HEADER_ROW)
    sheet.repeat_columns(0, 1)
    if not begun:  # four narrow columns alone would be blown up to the width of the page, and cut the lines of text
        sheet.set_column(len(heads), len(heads), _BESIDE)
    sheet.print_area(0, 0, last, len(heads) - 1 + (not begun))


def _summary(rulebook: Rulebook, assessment: Assessment) -> str:
    points, found = rulebook.scale.points, assessment.inspections
    told = [
        f"{item.level.name}给了 {len(item.scores)} 项的分，合计 {points(item.scored):g} 分，"
        f"本地这些项 {points(item.ours):g} 分{f'（{item.unassessed} 项未评）' if item.unassessed else ''}"
        for item in found.begun
        if item.scores
    ]
    told += [
        f"{item.level.name}总分 {points(item.given):g} 分" for item in found.begun if item.given is not None
    ]  # fmt: skip
    open_ = sum(state.is_open for state in found.remarks)
    return f"{'；'.join(told) or '各级还没有给分'}；没有整改的意见 {open_} 条。"


def _lines(rulebook: Rulebook, assessment: Assessment) -> list[list[object]]:
    scale, found = rulebook.scale, assessment.inspections
    lines: list[list[object]] = []
    for key in ("", *(item.id for item in rulebook.indicators)):
        indicator = rulebook.indicator_by_id.get(key)
        ours = found.ours.get(key) if key else assessment.total.earned
        full = indicator.full if indicator else rulebook.full
        line: list[object] = [
            key, indicator.title if indicator else "总分", float(scale.points(full)),
            None if ours is None else float(scale.points(ours)),
        ]  # fmt: skip
        for level in found.begun:
            line += _of_level(rulebook, assessment, level, key, ours)
        lines.append(line)
    return lines


def _of_level(
    rulebook: Rulebook, assessment: Assessment, level: LevelResult, key: str, ours: int | None
) -> list[object]:
    points = rulebook.scale.points
    score = level.scores.get(key) if key else level.total
    open_ = [state for state in assessment.inspections.open_on(key) if state.item.level == level.level.name]
    remarks = "\n".join(f"{state.status.label}：{state.item.remark or state.item.request}" for state in open_)
    return [
        None if score is None else float(points(score)),
        None if score is None or ours is None else float(points(score - ours)),
        remarks,
    ]


def _write_line(book: Book, sheet: Any, number: int, line: list[object], widths: list[float], *, bold: bool) -> None:
    cells = []
    for column, (value, width) in enumerate(zip(line, widths, strict=True)):
        look: dict[str, Any] = {"bold": True} if bold else {}
        words = width >= _TEXT
        offset = column - len(_FIXED)
        if offset >= 0 and offset % _PAIR == 1 and isinstance(value, float) and value < 0:
            look["bg_color"] = GROUNDS["黄灯"]
        write(sheet, number, column, value, book.cell(text_wrap=words, align="left" if words else "center", **look))
        if words:
            cells.append((str(value or ""), width))
    sheet.set_row(number, row_height(cells))
