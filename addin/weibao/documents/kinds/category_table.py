"""The table of categories: how many indicators stand where, and points."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from weibao.documents import layout as lay
from weibao.documents.kinds.report_figures import LEVELS, by_category, points, standings, total

if TYPE_CHECKING:
    from weibao.documents.kind import Case
    from weibao.documents.kinds.report_figures import Sum

ROWS: Final = "项目表各行，每行有 项目、项数、达标、部分、未达、未评、满分、得分、失分、未评分"

_COUNTS: Final = ("达标", "部分", "未达", "未评")
_COLUMNS: Final = (
    lay.Column("项目", 1644, "{{ 行.项目 }}", "WBTableCentre"),
    *(
        lay.Column(heading, 800, f"{{{{ 行.{key} }}}}", "WBTableCentre")
        for heading, key in (
            ("指标项数", "项数"), ("达标", "达标"), ("部分达标", "部分"), ("未达标", "未达"), ("未评", "未评"),
            ("满分", "满分"), ("得分", "得分"), ("失分", "失分"), ("未评分值", "未评分"),
        )
    ),
)  # fmt: skip


def table() -> str:
    """The table of an upright page, over the collection 项目表."""
    return lay.table(_COLUMNS, "行", "项目表")


def rows(case: Case) -> list[dict[str, str]]:
    """A row for every category, and the sum."""
    found = [_row(case, category.name, total(own)) for category, own in by_category(case)]
    return [*found, _row(case, "合计", total(standings(case)))]


def _row(case: Case, name: str, result: Sum) -> dict[str, str]:
    book = case.rulebook
    counts = {key: result.counts[level] for key, level in zip(_COUNTS, LEVELS, strict=True)}
    return {
        "项目": name,
        "项数": str(result.number),
        **{key: str(count) if count else "—" for key, count in counts.items()},
        "满分": points(book, result.full),
        "得分": points(book, result.earned if result.assessed else None),
        "失分": points(book, result.lost) if result.lost else "—",
        "未评分": points(book, result.unassessed) if result.unassessed else "—",
    }
